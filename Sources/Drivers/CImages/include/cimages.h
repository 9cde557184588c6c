#ifndef CIMAGES_H
#define CIMAGES_H
#include <stddef.h>

// libvips speaks in variadic functions, which Swift does not call.

// 0 when the library is ready. Loaders that are not safe with strangers' files are shut.
int images_start(void);

// The size of a picture by its head alone; 0 when it can be read.
int images_size(const void *bytes, size_t length, int *width, int *height);

// A picture encoded anew; `images_free` takes its bytes back.
typedef struct {
    void *bytes;
    size_t length;
    int width, height;
} images_made;

// Turned upright, no side longer than `side`, in sRGB without transparency, as a JPEG that holds nothing but the
// picture. 0 when it went well.
int images_jpeg(const void *bytes, size_t length, int side, images_made *made);

// The same, cut to a square around what draws the eye; smaller than `side` only where the picture is.
int images_square(const void *bytes, size_t length, int side, int quality, images_made *made);

void images_free(void *bytes);

#endif
