#define _GNU_SOURCE
#include "CNearest.h"

#include <stdlib.h>
#include <string.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif
#if defined(__x86_64__)
#include <immintrin.h>
#endif

// Products and sums are rounded one by one on every processor: a fused one would give other keys than the tree's boxes.
#pragma STDC FP_CONTRACT OFF

void *nearest_allocate(int64_t bytes)
{
    const int64_t page = 1 << 21;
    const int64_t alignment = bytes >= page ? page : 64;
    void *memory = NULL;
    const size_t size = (size_t)((bytes + alignment - 1) / alignment * alignment + alignment);
    if (posix_memalign(&memory, (size_t)alignment, size) != 0) return NULL;
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    if (bytes >= page) (void)madvise(memory, size - (size_t)alignment, MADV_HUGEPAGE);
#endif
    memset(memory, 0, (size_t)bytes);
    return memory;
}

static inline int fulfils(const nearest_leaf *leaf, const uint32_t *traits, int32_t i, const nearest_question *question)
{
    if ((leaf->marks_low[i] & question->marks_low) != question->marks_low) return 0;
    if ((leaf->marks_high[i] & question->marks_high) != question->marks_high) return 0;
    if (question->traits_mask != 0 && (traits[i] & question->traits_mask) != question->traits) return 0;
    if (question->open == NULL) return 1;
    return (int)(question->open[leaf->schedule[i] >> 5] >> (leaf->schedule[i] & 31) & 1);
}

static int32_t scan_plain(const nearest_leaf *leaf, const uint32_t *traits, int32_t count, int32_t first_position,
                          const nearest_question *question, float reach, float *keys, int32_t *positions)
{
    int32_t found = 0;
    float lengths[NEAREST_LEAF_POINTS];
    for (int32_t i = 0; i < NEAREST_LEAF_POINTS; i++) {
        const float x = (float)(leaf->x[i] - question->x);
        const float y = (float)(leaf->y[i] - question->y);
        const float z = (float)(leaf->z[i] - question->z);
        lengths[i] = x * x + y * y + z * z;
    }
    for (int32_t i = 0; i < count; i++) {
        if (!(lengths[i] <= reach) || !fulfils(leaf, traits, i, question)) continue;
        keys[found] = lengths[i];
        positions[found] = first_position + i;
        found++;
    }
    return found;
}

static int32_t count_plain(const float *keys, int32_t count, float bound)
{
    int32_t within = 0;
    for (int32_t i = 0; i < count; i++) within += keys[i] <= bound;
    return within;
}

static int32_t keep_plain(float *keys, int32_t *positions, int32_t count, float bound)
{
    int32_t kept = 0;
    for (int32_t i = 0; i < count; i++) {
        const float key = keys[i];
        const int32_t position = positions[i];
        keys[kept] = key;
        positions[kept] = position;
        kept += key <= bound;
    }
    return kept;
}

static inline __attribute__((always_inline)) void rank_inline(const float *keys, const int32_t *positions,
                                                              int32_t count, int32_t *sorted)
{
    for (int32_t i = 0; i < count; i++) {
        const float key = keys[i];
        int32_t before = 0;
        for (int32_t j = 0; j < count; j++) before += (keys[j] < key) | ((keys[j] == key) & (j < i));
        sorted[before] = positions[i];
    }
}

static void rank_plain(const float *keys, const int32_t *positions, int32_t count, int32_t *sorted)
{
    rank_inline(keys, positions, count, sorted);
}

#if defined(__x86_64__)
#define AVX2 __attribute__((target("avx2,popcnt,bmi")))
#define AVX512 __attribute__((target("avx512f,avx512vl,avx2,popcnt,bmi")))

// For each set of eight lanes the numbers of those in it, four bits each, lowest first.
static uint32_t packed[256];

__attribute__((constructor)) static void fill_packed(void)
{
    for (uint32_t set = 0; set < 256; set++) {
        uint32_t lanes = 0, place = 0;
        for (uint32_t lane = 0; lane < 8; lane++)
            if (set >> lane & 1) lanes |= lane << (4 * place++);
        packed[set] = lanes;
    }
}

AVX2 static inline __m256i lanes_of(uint32_t set)
{
    const __m256i shifts = _mm256_setr_epi32(0, 4, 8, 12, 16, 20, 24, 28);
    return _mm256_and_si256(_mm256_srlv_epi32(_mm256_set1_epi32((int)packed[set]), shifts), _mm256_set1_epi32(7));
}

AVX2 static inline __m256i has(const uint32_t *bits, __m256i wanted)
{
    return _mm256_cmpeq_epi32(_mm256_and_si256(_mm256_loadu_si256((const __m256i *)bits), wanted), wanted);
}

AVX2 static int32_t scan_avx2(const nearest_leaf *leaf, const uint32_t *traits, int32_t count, int32_t first_position,
                              const nearest_question *question, float reach, float *keys, int32_t *positions)
{
    const __m256i qx = _mm256_set1_epi32(question->x), qy = _mm256_set1_epi32(question->y);
    const __m256i qz = _mm256_set1_epi32(question->z), low = _mm256_set1_epi32((int)question->marks_low);
    const __m256 bound = _mm256_set1_ps(reach);
    int32_t found = 0;
    for (int32_t i = 0; i < count; i += 8) {
        const __m256 x = _mm256_cvtepi32_ps(_mm256_sub_epi32(_mm256_load_si256((const __m256i *)(leaf->x + i)), qx));
        const __m256 y = _mm256_cvtepi32_ps(_mm256_sub_epi32(_mm256_load_si256((const __m256i *)(leaf->y + i)), qy));
        const __m256 z = _mm256_cvtepi32_ps(_mm256_sub_epi32(_mm256_load_si256((const __m256i *)(leaf->z + i)), qz));
        const __m256 key =
            _mm256_add_ps(_mm256_add_ps(_mm256_mul_ps(x, x), _mm256_mul_ps(y, y)), _mm256_mul_ps(z, z));
        __m256i passed = _mm256_castps_si256(_mm256_cmp_ps(key, bound, _CMP_LE_OQ));
        passed = _mm256_and_si256(passed, has(leaf->marks_low + i, low));
        if (_mm256_testz_si256(passed, passed)) continue;
        if (question->marks_high != 0)
            passed = _mm256_and_si256(passed, has(leaf->marks_high + i, _mm256_set1_epi32((int)question->marks_high)));
        if (question->traits_mask != 0) {
            const __m256i row = _mm256_and_si256(_mm256_loadu_si256((const __m256i *)(traits + i)),
                                                 _mm256_set1_epi32((int)question->traits_mask));
            passed = _mm256_and_si256(passed, _mm256_cmpeq_epi32(row, _mm256_set1_epi32((int)question->traits)));
        }
        if (question->open != NULL) {
            const __m256i schedule = _mm256_load_si256((const __m256i *)(leaf->schedule + i));
            const __m256i words = _mm256_mask_i32gather_epi32(_mm256_setzero_si256(), (const int *)question->open,
                                                              _mm256_srli_epi32(schedule, 5), passed, 4);
            const __m256i up = _mm256_sub_epi32(_mm256_set1_epi32(31),
                                                _mm256_and_si256(schedule, _mm256_set1_epi32(31)));
            passed = _mm256_and_si256(passed, _mm256_srai_epi32(_mm256_sllv_epi32(words, up), 31));
        }
        uint32_t set = (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(passed));
        if (count - i < 8) set &= (1u << (count - i)) - 1;
        if (set == 0) continue;
        const __m256i lanes = lanes_of(set);
        const __m256i places = _mm256_add_epi32(lanes, _mm256_set1_epi32(first_position + i));
        _mm256_storeu_ps(keys + found, _mm256_permutevar8x32_ps(key, lanes));
        _mm256_storeu_si256((__m256i *)(positions + found), places);
        found += __builtin_popcount(set);
    }
    return found;
}

AVX2 static int32_t count_avx2(const float *keys, int32_t count, float bound)
{
    const __m256 limit = _mm256_set1_ps(bound);
    __m256i within = _mm256_setzero_si256();
    int32_t i = 0;
    for (; i + 8 <= count; i += 8)
        within = _mm256_sub_epi32(
            within, _mm256_castps_si256(_mm256_cmp_ps(_mm256_loadu_ps(keys + i), limit, _CMP_LE_OQ)));
    __m128i half = _mm_add_epi32(_mm256_castsi256_si128(within), _mm256_extracti128_si256(within, 1));
    half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0x4e));
    half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0xb1));
    int32_t total = _mm_cvtsi128_si32(half);
    if (i < count) {
        // The keys' room reaches NEAREST_SLACK beyond them.
        const uint32_t set = (uint32_t)_mm256_movemask_ps(_mm256_cmp_ps(_mm256_loadu_ps(keys + i), limit, _CMP_LE_OQ));
        total += __builtin_popcount(set & ((1u << (count - i)) - 1));
    }
    return total;
}

AVX2 static int32_t keep_avx2(float *keys, int32_t *positions, int32_t count, float bound)
{
    const __m256 limit = _mm256_set1_ps(bound);
    int32_t kept = 0;
    for (int32_t i = 0; i < count; i += 8) {
        const __m256 key = _mm256_loadu_ps(keys + i);
        const __m256i position = _mm256_loadu_si256((const __m256i *)(positions + i));
        uint32_t set = (uint32_t)_mm256_movemask_ps(_mm256_cmp_ps(key, limit, _CMP_LE_OQ));
        if (count - i < 8) set &= (1u << (count - i)) - 1;
        const __m256i lanes = lanes_of(set);
        _mm256_storeu_ps(keys + kept, _mm256_permutevar8x32_ps(key, lanes));
        _mm256_storeu_si256((__m256i *)(positions + kept), _mm256_permutevar8x32_epi32(position, lanes));
        kept += __builtin_popcount(set);
    }
    return kept;
}

AVX2 static void rank_avx2(const float *keys, const int32_t *positions, int32_t count, int32_t *sorted)
{
    const __m256i steps = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    for (int32_t i = 0; i < count; i++) {
        const __m256 key = _mm256_set1_ps(keys[i]);
        int32_t before = 0;
        for (int32_t j = 0; j < count; j += 8) {
            const __m256 others = _mm256_loadu_ps(keys + j);
            const __m256i sooner = _mm256_cmpgt_epi32(_mm256_set1_epi32(i - j), steps);
            const __m256 equal = _mm256_and_ps(_mm256_cmp_ps(others, key, _CMP_EQ_OQ), _mm256_castsi256_ps(sooner));
            uint32_t set = (uint32_t)_mm256_movemask_ps(_mm256_or_ps(_mm256_cmp_ps(others, key, _CMP_LT_OQ), equal));
            if (count - j < 8) set &= (1u << (count - j)) - 1;
            before += __builtin_popcount(set);
        }
        sorted[before] = positions[i];
    }
}

AVX512 static int32_t scan_avx512(const nearest_leaf *leaf, const uint32_t *traits, int32_t count,
                                  int32_t first_position, const nearest_question *question, float reach, float *keys,
                                  int32_t *positions)
{
    const __m512i qx = _mm512_set1_epi32(question->x), qy = _mm512_set1_epi32(question->y);
    const __m512i qz = _mm512_set1_epi32(question->z), low = _mm512_set1_epi32((int)question->marks_low);
    const __m512 bound = _mm512_set1_ps(reach);
    const __m512i steps = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    int32_t found = 0;
    for (int32_t i = 0; i < count; i += 16) {
        const __m512 x = _mm512_cvtepi32_ps(_mm512_sub_epi32(_mm512_load_si512(leaf->x + i), qx));
        const __m512 y = _mm512_cvtepi32_ps(_mm512_sub_epi32(_mm512_load_si512(leaf->y + i), qy));
        const __m512 z = _mm512_cvtepi32_ps(_mm512_sub_epi32(_mm512_load_si512(leaf->z + i), qz));
        const __m512 key =
            _mm512_add_ps(_mm512_add_ps(_mm512_mul_ps(x, x), _mm512_mul_ps(y, y)), _mm512_mul_ps(z, z));
        __mmask16 set = _mm512_cmp_ps_mask(key, bound, _CMP_LE_OQ);
        if (count - i < 16) set &= (__mmask16)((1u << (count - i)) - 1);
        if (question->marks_low != 0)
            set = _mm512_mask_cmpeq_epi32_mask(
                set, _mm512_and_si512(_mm512_load_si512(leaf->marks_low + i), low), low);
        if (set == 0) continue;
        if (question->marks_high != 0) {
            const __m512i high = _mm512_set1_epi32((int)question->marks_high);
            set = _mm512_mask_cmpeq_epi32_mask(
                set, _mm512_and_si512(_mm512_load_si512(leaf->marks_high + i), high), high);
        }
        if (question->traits_mask != 0) {
            const __m512i mask = _mm512_set1_epi32((int)question->traits_mask);
            set = _mm512_mask_cmpeq_epi32_mask(set, _mm512_and_si512(_mm512_loadu_si512(traits + i), mask),
                                               _mm512_set1_epi32((int)question->traits));
        }
        if (question->open != NULL) {
            const __m512i schedule = _mm512_load_si512(leaf->schedule + i);
            const __m512i words = _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), set,
                                                              _mm512_srli_epi32(schedule, 5), question->open, 4);
            const __m512i bit =
                _mm512_sllv_epi32(_mm512_set1_epi32(1), _mm512_and_si512(schedule, _mm512_set1_epi32(31)));
            set = _mm512_mask_test_epi32_mask(set, words, bit);
        }
        if (set == 0) continue;
        const __m512i places = _mm512_add_epi32(steps, _mm512_set1_epi32(first_position + i));
        _mm512_storeu_ps(keys + found, _mm512_maskz_compress_ps(set, key));
        _mm512_storeu_si512(positions + found, _mm512_maskz_compress_epi32(set, places));
        found += __builtin_popcount(set);
    }
    return found;
}
#endif

int32_t nearest_level_max(void)
{
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("popcnt") || !__builtin_cpu_supports("bmi"))
        return 0;
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") ? 2 : 1;
#else
    return 0;
#endif
}

nearest_kernel nearest_kernel_of(int32_t level)
{
#if defined(__x86_64__)
    if (level >= 2) return (nearest_kernel){scan_avx512, count_avx2, keep_avx2, rank_avx2};
    if (level == 1) return (nearest_kernel){scan_avx2, count_avx2, keep_avx2, rank_avx2};
#endif
    (void)level;
    return (nearest_kernel){scan_plain, count_plain, keep_plain, rank_plain};
}
