#ifndef CPOSTERS_H
#define CPOSTERS_H
#include <stddef.h>

// libqrencode and librsvg, as far as a poster needs them: the latter speaks in GLib's macros, which Swift does not read.

// Bytes that `posters_free` takes back.
typedef struct {
    unsigned char *bytes;
    size_t length;
} posters_made;

// The modules of a QR code at level Q, row by row, 1 for dark; `width` of them in a row. 0 when it went well.
int posters_code(const char *text, posters_made *made, int *width);

// A drawing in SVG as a page of PDF, so many points wide and high. 0 when it went well.
int posters_pdf(const void *svg, size_t length, double width, double height, posters_made *made);

void posters_free(posters_made *made);

#endif
