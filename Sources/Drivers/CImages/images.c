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
static VipsImage *upright(const void *bytes, size_t length, int side, VipsInteresting crop) {
    VipsImage *small = NULL, *coloured = NULL, *flat = NULL;
    if (vips_thumbnail_buffer(
            (void *)bytes, length, &small, side, "height", side, "size", VIPS_SIZE_DOWN, "crop", crop,
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

// A picture smaller than the square asked for has come out as long as it was: the square is then its shorter side.
static VipsImage *squared(VipsImage *image) {
    if (!image || vips_image_get_width(image) == vips_image_get_height(image)) return image;
    int side = VIPS_MIN(vips_image_get_width(image), vips_image_get_height(image));
    VipsImage *whole = vips_image_copy_memory(image), *square = NULL;
    g_object_unref(image);
    if (!whole) return NULL;
    int failed = vips_smartcrop(whole, &square, side, side, "interesting", VIPS_INTERESTING_ATTENTION, NULL);
    g_object_unref(whole);
    return failed ? NULL : square;
}

static int encode(VipsImage *image, int quality, images_made *made) {
    if (!image) {
        vips_error_clear();
        return -1;
    }
    made->width = vips_image_get_width(image);
    made->height = vips_image_get_height(image);
    int failed = vips_jpegsave_buffer(
        image, &made->bytes, &made->length, "Q", quality, "strip", TRUE, "optimize_coding", TRUE, NULL);
    g_object_unref(image);
    if (failed) vips_error_clear();
    return failed ? -1 : 0;
}

int images_jpeg(const void *bytes, size_t length, int side, images_made *made) {
    return encode(upright(bytes, length, side, VIPS_INTERESTING_NONE), 82, made);
}

int images_square(const void *bytes, size_t length, int side, int quality, images_made *made) {
    return encode(squared(upright(bytes, length, side, VIPS_INTERESTING_ATTENTION)), quality, made);
}

void images_free(void *bytes) { g_free(bytes); }
