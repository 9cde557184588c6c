#include "cimages.h"

#include <vips/vips.h>

int images_start(void) {
    if (VIPS_INIT("yongai")) return -1;
    vips_block_untrusted_set(TRUE);
    vips_cache_set_max(0);
    vips_concurrency_set(1);
    return 0;
}

int images_size(const void *bytes, size_t length, int *width, int *height) {
    VipsImage *image = vips_image_new_from_buffer(bytes, length, "", "access", VIPS_ACCESS_SEQUENTIAL, NULL);
    if (!image) {
        vips_error_clear();
        return -1;
    }
    *width = vips_image_get_width(image);
    *height = vips_image_get_height(image);
    g_object_unref(image);
    return 0;
}

// Each step takes the picture of the one before and lets go of it.
static VipsImage *upright(const void *bytes, size_t length, int side) {
    VipsImage *small = NULL, *coloured = NULL, *flat = NULL;
    if (vips_thumbnail_buffer(
            (void *)bytes, length, &small, side, "height", side, "size", VIPS_SIZE_DOWN,
            // The property of this name does not reach the loader.
            "option_string", "[fail_on=truncated]", NULL))
        return NULL;
    int failed = vips_colourspace(small, &coloured, VIPS_INTERPRETATION_sRGB, NULL);
    g_object_unref(small);
    if (failed) return NULL;
    if (!vips_image_hasalpha(coloured)) return coloured;
    VipsArrayDouble *white = vips_array_double_newv(3, 255.0, 255.0, 255.0);
    failed = vips_flatten(coloured, &flat, "background", white, NULL);
    vips_area_unref(VIPS_AREA(white));
    g_object_unref(coloured);
    return failed ? NULL : flat;
}

int images_jpeg(
    const void *bytes, size_t length, int side, void **made, size_t *made_length, int *width, int *height) {
    VipsImage *image = upright(bytes, length, side);
    if (!image) {
        vips_error_clear();
        return -1;
    }
    *width = vips_image_get_width(image);
    *height = vips_image_get_height(image);
    int failed = vips_jpegsave_buffer(image, made, made_length, "Q", 82, "strip", TRUE, "optimize_coding", TRUE, NULL);
    g_object_unref(image);
    if (failed) vips_error_clear();
    return failed ? -1 : 0;
}

void images_free(void *bytes) { g_free(bytes); }
