#ifndef CIMAGES_H
#define CIMAGES_H
#include <stddef.h>

// libvips speaks in variadic functions, which Swift does not call.

// 0 when the library is ready. Loaders that are not safe with strangers' files are shut.
int images_start(void);

// The size of a picture by its head alone; 0 when it can be read.
int images_size(const void *bytes, size_t length, int *width, int *height);

// Turned upright, no side longer than `side`, in sRGB without transparency, as a JPEG that holds nothing but the
// picture. 0 when it went well; then `images_free` takes the bytes back.
int images_jpeg(
    const void *bytes, size_t length, int side, void **made, size_t *made_length, int *width, int *height);

void images_free(void *bytes);

#endif
