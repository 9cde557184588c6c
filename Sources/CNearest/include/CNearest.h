// The two inner loops of the nearest search: measuring a leaf of points, and narrowing the candidates to the nearest.
// Plain C because it must choose the processor's vector instructions while running; Swift built for any x86-64 cannot.
#ifndef CNEAREST_H
#define CNEAREST_H

#include <stdint.h>

// Points in a leaf.
#define NEAREST_LEAF_POINTS 128
// How far beyond its count a scan may write.
#define NEAREST_SLACK 16

// What settles a point that was found, side by side: one line of the cache.
typedef struct {
    // Degrees, as given.
    double latitude, longitude;
    int64_t ordinal;
} nearest_record;

// A leaf: a row of each number that is scanned, so that one instruction takes many points.
typedef struct {
    // The unit vector times 2^29, rounded.
    int32_t x[NEAREST_LEAF_POINTS];
    int32_t y[NEAREST_LEAF_POINTS];
    int32_t z[NEAREST_LEAF_POINTS];
    // The lower and the upper half of 64 marks.
    uint32_t marks_low[NEAREST_LEAF_POINTS];
    uint32_t schedule[NEAREST_LEAF_POINTS];
    uint32_t marks_high[NEAREST_LEAF_POINTS];
    nearest_record record[NEAREST_LEAF_POINTS];
} nearest_leaf;

// What a point must fulfil. Zero bits and a null pointer ask for nothing.
typedef struct {
    int32_t x, y, z;
    uint32_t marks_low, marks_high;
    // Of the traits in the mask just these must be there.
    uint32_t traits, traits_mask;
    // A bit for each schedule that is open.
    const uint32_t *open;
} nearest_question;

typedef struct {
    // Appends the squared length and the position (first_position + place in the leaf) of each of the leaf's `count`
    // points whose squared length, in units of 2^-29, is at most `reach` and that has what is asked.
    // `traits` is the leaf's row of traits; it is read only when some are in the mask.
    // Returns how many were appended; up to NEAREST_SLACK more may be written over.
    int32_t (*scan)(const nearest_leaf *leaf, const uint32_t *traits, int32_t count, int32_t first_position,
                    const nearest_question *question, float reach, float *keys, int32_t *positions);
    // How many of the keys are at most `bound`.
    int32_t (*count)(const float *keys, int32_t count, float bound);
    // Keeps the candidates whose key is at most `bound`, in their order. Returns how many are left.
    int32_t (*keep)(float *keys, int32_t *positions, int32_t count, float bound);
    // Writes the positions in the order of their keys, equal ones as they stood. For few: every pair is compared.
    void (*rank)(const float *keys, const int32_t *positions, int32_t count, int32_t *sorted);
} nearest_kernel;

// The kernels this processor can run, slowest first; `level` from 0 to nearest_level_max(). All give the same answers,
// bit for bit.
int32_t nearest_level_max(void);
nearest_kernel nearest_kernel_of(int32_t level);

// Asks for memory that will be read soon.
static inline void nearest_prefetch(const void *memory)
{
    __builtin_prefetch(memory);
}

// Memory for `bytes`, set to zero, aligned to 64 bytes, on large pages where the system has them; null when there is
// none. Returned by free().
void *nearest_allocate(int64_t bytes);

#endif
