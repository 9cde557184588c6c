#include "geos_peer.h"

#include <geos_c.h>
#include <stdlib.h>

struct entry {
    const GEOSPreparedGeometry *prepared;
    int32_t key;
};

struct geos_peer {
    GEOSContextHandle_t geos;
    GEOSSTRtree *tree;
};

struct question {
    GEOSContextHandle_t geos;
    const GEOSGeometry *point;
    int32_t found;
    int64_t hits;
};

geos_peer *geos_peer_new(void) {
    geos_peer *peer = calloc(1, sizeof *peer);
    peer->geos = GEOS_init_r();
    peer->tree = GEOSSTRtree_create_r(peer->geos, 10);
    return peer;
}

static GEOSGeometry *ring(GEOSContextHandle_t geos, const double *xy, int32_t length) {
    GEOSCoordSequence *line = GEOSCoordSeq_copyFromBuffer_r(geos, xy, (unsigned)length, 0, 0);
    return GEOSGeom_createLinearRing_r(geos, line);
}

void geos_peer_add(geos_peer *peer, int32_t key, const double *xy, const int32_t *lengths, int32_t rings) {
    GEOSGeometry *outer = ring(peer->geos, xy, lengths[0]);
    GEOSGeometry **holes = calloc((size_t)rings, sizeof *holes);
    for (int32_t number = 1; number < rings; number++) {
        xy += 2 * lengths[number - 1];
        holes[number - 1] = ring(peer->geos, xy, lengths[number]);
    }
    GEOSGeometry *polygon = GEOSGeom_createPolygon_r(peer->geos, outer, holes, (unsigned)(rings - 1));
    struct entry *entry = malloc(sizeof *entry);
    entry->prepared = GEOSPrepare_r(peer->geos, polygon);
    entry->key = key;
    GEOSSTRtree_insert_r(peer->geos, peer->tree, polygon, entry);
    free(holes);
}

static void ask(void *item, void *data) {
    const struct entry *entry = item;
    struct question *question = data;
    if (GEOSPreparedContains_r(question->geos, entry->prepared, question->point) != 1) return;
    question->hits++;
    if (question->found < 0 || entry->key < question->found) question->found = entry->key;
}

void geos_peer_locate(geos_peer *peer, const double *xy, int64_t count, int32_t *found, int64_t *hits) {
    *hits = 0;
    for (int64_t number = 0; number < count; number++) {
        GEOSGeometry *point = GEOSGeom_createPointFromXY_r(peer->geos, xy[2 * number], xy[2 * number + 1]);
        struct question question = {peer->geos, point, -1, 0};
        GEOSSTRtree_query_r(peer->geos, peer->tree, point, ask, &question);
        GEOSGeom_destroy_r(peer->geos, point);
        found[number] = question.found;
        *hits += question.hits;
    }
}
