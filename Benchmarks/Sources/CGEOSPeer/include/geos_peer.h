#ifndef GEOS_PEER_H
#define GEOS_PEER_H

#include <stdint.h>

/// GEOS as one would use it to find the area of a point: an STRtree of prepared polygons.
typedef struct geos_peer geos_peer;

geos_peer *_Nullable geos_peer_new(void);

/// Adds a polygon: `rings` rings, the outer one first, of `lengths[i]` vertices each, closed, as x, y pairs.
void geos_peer_add(
    geos_peer *_Nonnull peer, int32_t key, const double *_Nonnull xy, const int32_t *_Nonnull lengths, int32_t rings);

/// For each of `count` points the lowest key of the polygons that contain it, or -1.
void geos_peer_locate(
    geos_peer *_Nonnull peer, const double *_Nonnull xy, int64_t count, int32_t *_Nonnull found,
    int64_t *_Nonnull hits);

#endif
