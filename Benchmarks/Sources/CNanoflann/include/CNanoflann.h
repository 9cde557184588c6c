// nanoflann, the peer of `bench nearest`: trees of points with a filter in the result set, as its examples do it.
#ifndef CNANOFLANN_H
#define CNANOFLANN_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct nanoflann_index nanoflann_index;

// How the points lie before nanoflann: on a plane tangent to the city (the quickest, distances off by parts in a
// thousand), or in space on the unit sphere (as exact as ours).
enum { NANOFLANN_PLANE = 2, NANOFLANN_SPACE = 3 };

// `groups` null: one tree of all. Otherwise a tree for each of the groups 0 ..< group_count. The columns are copied.
nanoflann_index *nanoflann_build(int32_t dimensions, const double *latitudes, const double *longitudes,
                                 const uint8_t *groups, int32_t group_count, const uint64_t *marks,
                                 const int32_t *schedules, int64_t count);
void nanoflann_free(nanoflann_index *index);

// The nearest `limit` of a group (-1: of all) within the radius that have the marks and whose schedule is open
// (`open`: one byte a schedule; null asks for nothing). Returns how many were found.
int32_t nanoflann_nearest(const nanoflann_index *index, double latitude, double longitude, double radius_metres,
                          int32_t limit, int32_t group, uint64_t marks, const uint8_t *open, int32_t *ordinals,
                          double *squares);

#ifdef __cplusplus
}
#endif
#endif
