#include "posters.h"

#include <cairo-pdf.h>
#include <librsvg/rsvg.h>
#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

int posters_code(const char *text, posters_made *made, int *width) {
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_Q);
    if (code == NULL) return 1;
    size_t count = (size_t)code->width * (size_t)code->width;
    made->bytes = malloc(count);
    if (made->bytes != NULL) {
        for (size_t place = 0; place < count; place++) made->bytes[place] = code->data[place] & 1;
        made->length = count;
        *width = code->width;
    }
    QRcode_free(code);
    return made->bytes == NULL;
}

static cairo_status_t keep(void *closure, const unsigned char *bytes, unsigned int length) {
    posters_made *made = closure;
    unsigned char *grown = realloc(made->bytes, made->length + length);
    if (grown == NULL) return CAIRO_STATUS_NO_MEMORY;
    memcpy(grown + made->length, bytes, length);
    made->bytes = grown;
    made->length += length;
    return CAIRO_STATUS_SUCCESS;
}

int posters_pdf(const void *svg, size_t length, double width, double height, posters_made *made) {
    made->bytes = NULL;
    made->length = 0;
    RsvgHandle *handle = rsvg_handle_new_from_data(svg, length, NULL);
    if (handle == NULL) return 1;
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(keep, made, width, height);
    cairo_t *page = cairo_create(surface);
    RsvgRectangle whole = {0, 0, width, height};
    gboolean drawn = rsvg_handle_render_document(handle, page, &whole, NULL);
    cairo_show_page(page);
    cairo_destroy(page);
    cairo_surface_finish(surface);
    int failed = !drawn || cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    g_object_unref(handle);
    if (failed) posters_free(made);
    return failed;
}

void posters_free(posters_made *made) {
    free(made->bytes);
    made->bytes = NULL;
    made->length = 0;
}
