/* The words over AVX2 and FMA: their meaning is in words_portable.h.  A mask is a vector of all
 * ones or zeros a lane; the mask of the first n lanes is a window of a table.                 */
#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define F_LANES 8
#define D_LANES 4

typedef __m256 f;
typedef __m256d d;
typedef __m256i dbits;
typedef __m256 fmask;
typedef __m256d dmask;

#define WORD(result) static inline __attribute__((always_inline)) result

static const int32_t first_lanes[16] = { -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0 };

WORD(f) f_load(const float *p) { return _mm256_loadu_ps(p); }
WORD(d) d_load(const double *p) { return _mm256_loadu_pd(p); }
WORD(void) f_store(float *p, f a) { _mm256_storeu_ps(p, a); }
WORD(void) d_store(double *p, d a) { _mm256_storeu_pd(p, a); }
WORD(__m256i) f_first(size_t n)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)(first_lanes + 8 - n));
}
WORD(__m256i) d_first(size_t n) { return f_first(2 * n); }
WORD(f) f_load_part(const float *p, size_t n) { return _mm256_maskload_ps(p, f_first(n)); }
WORD(d) d_load_part(const double *p, size_t n) { return _mm256_maskload_pd(p, d_first(n)); }
WORD(void) f_store_part(float *p, size_t n, f a) { _mm256_maskstore_ps(p, f_first(n), a); }
WORD(void) d_store_part(double *p, size_t n, d a) { _mm256_maskstore_pd(p, d_first(n), a); }

WORD(f) f_all(float s) { return _mm256_set1_ps(s); }
WORD(d) d_all(double s) { return _mm256_set1_pd(s); }
WORD(f) f_add(f a, f b) { return _mm256_add_ps(a, b); }
WORD(d) d_add(d a, d b) { return _mm256_add_pd(a, b); }
WORD(f) f_sub(f a, f b) { return _mm256_sub_ps(a, b); }
WORD(d) d_sub(d a, d b) { return _mm256_sub_pd(a, b); }
WORD(f) f_mul(f a, f b) { return _mm256_mul_ps(a, b); }
WORD(d) d_mul(d a, d b) { return _mm256_mul_pd(a, b); }
WORD(f) f_div(f a, f b) { return _mm256_div_ps(a, b); }
WORD(d) d_div(d a, d b) { return _mm256_div_pd(a, b); }
WORD(f) f_sqrt(f a) { return _mm256_sqrt_ps(a); }
WORD(d) d_sqrt(d a) { return _mm256_sqrt_pd(a); }
WORD(f) f_fma(f a, f b, f c) { return _mm256_fmadd_ps(a, b, c); }
WORD(d) d_fma(d a, d b, d c) { return _mm256_fmadd_pd(a, b, c); }
WORD(f) f_fnma(f a, f b, f c) { return _mm256_fnmadd_ps(a, b, c); }
WORD(d) d_fnma(d a, d b, d c) { return _mm256_fnmadd_pd(a, b, c); }
WORD(f) f_neg(f a) { return _mm256_xor_ps(a, _mm256_set1_ps(-0.0f)); }
WORD(d) d_neg(d a) { return _mm256_xor_pd(a, _mm256_set1_pd(-0.0)); }
WORD(f) f_abs(f a) { return _mm256_andnot_ps(_mm256_set1_ps(-0.0f), a); }
WORD(d) d_abs(d a) { return _mm256_andnot_pd(_mm256_set1_pd(-0.0), a); }
WORD(f) f_max(f a, f b) { return _mm256_max_ps(a, b); }
WORD(d) d_max(d a, d b) { return _mm256_max_pd(a, b); }
WORD(f) f_min(f a, f b) { return _mm256_min_ps(a, b); }
WORD(d) d_min(d a, d b) { return _mm256_min_pd(a, b); }

WORD(fmask) f_lt(f a, f b) { return _mm256_cmp_ps(a, b, _CMP_LT_OQ); }
WORD(dmask) d_lt(d a, d b) { return _mm256_cmp_pd(a, b, _CMP_LT_OQ); }
WORD(fmask) f_le(f a, f b) { return _mm256_cmp_ps(a, b, _CMP_LE_OQ); }
WORD(dmask) d_le(d a, d b) { return _mm256_cmp_pd(a, b, _CMP_LE_OQ); }
WORD(fmask) f_eq(f a, f b) { return _mm256_cmp_ps(a, b, _CMP_EQ_OQ); }
WORD(dmask) d_eq(d a, d b) { return _mm256_cmp_pd(a, b, _CMP_EQ_OQ); }
WORD(fmask) f_nan(f a) { return _mm256_cmp_ps(a, a, _CMP_UNORD_Q); }
WORD(dmask) d_nan(d a) { return _mm256_cmp_pd(a, a, _CMP_UNORD_Q); }
WORD(f) f_select(fmask m, f a, f b) { return _mm256_blendv_ps(b, a, m); }
WORD(d) d_select(dmask m, d a, d b) { return _mm256_blendv_pd(b, a, m); }
WORD(fmask) f_mask_or(fmask a, fmask b) { return _mm256_or_ps(a, b); }
WORD(dmask) d_mask_or(dmask a, dmask b) { return _mm256_or_pd(a, b); }
WORD(fmask) f_mask_and(fmask a, fmask b) { return _mm256_and_ps(a, b); }
WORD(dmask) d_mask_and(dmask a, dmask b) { return _mm256_and_pd(a, b); }
WORD(f) f_copysign(f a, f b)
{
    const __m256 sign = _mm256_set1_ps(-0.0f);
    return _mm256_or_ps(_mm256_andnot_ps(sign, a), _mm256_and_ps(sign, b));
}
WORD(f) f_scale(f a, f n)
{
    __m256i power = _mm256_add_epi32(_mm256_cvtps_epi32(n), _mm256_set1_epi32(254));
    __m256i half = _mm256_srli_epi32(power, 1), rest = _mm256_sub_epi32(power, half);
    a = _mm256_mul_ps(a, _mm256_castsi256_ps(_mm256_slli_epi32(half, 23)));
    return _mm256_mul_ps(a, _mm256_castsi256_ps(_mm256_slli_epi32(rest, 23)));
}
WORD(int) f_mask_any(fmask m) { return _mm256_movemask_ps(m) != 0; }
WORD(int) d_mask_any(dmask m) { return _mm256_movemask_pd(m) != 0; }

WORD(dbits) d_bits(d a) { return _mm256_castpd_si256(a); }
WORD(d) d_from_bits(dbits a) { return _mm256_castsi256_pd(a); }
WORD(dbits) ibits_all(uint64_t s) { return _mm256_set1_epi64x((long long)s); }
WORD(dbits) ibits_add(dbits a, dbits b) { return _mm256_add_epi64(a, b); }
WORD(dbits) ibits_sub(dbits a, dbits b) { return _mm256_sub_epi64(a, b); }
WORD(dbits) ibits_and(dbits a, dbits b) { return _mm256_and_si256(a, b); }
WORD(dbits) ibits_or(dbits a, dbits b) { return _mm256_or_si256(a, b); }
WORD(dbits) ibits_xor(dbits a, dbits b) { return _mm256_xor_si256(a, b); }
WORD(dbits) ibits_shl(dbits a, int n) { return _mm256_slli_epi64(a, n); }
WORD(dbits) ibits_shr(dbits a, int n) { return _mm256_srli_epi64(a, n); }

WORD(d) f_low(f a) { return _mm256_cvtps_pd(_mm256_castps256_ps128(a)); }
WORD(d) f_high(f a) { return _mm256_cvtps_pd(_mm256_extractf128_ps(a, 1)); }
WORD(d) d_from_bytes(const uint8_t *p)
{
    int four;
    memcpy(&four, p, sizeof four);
    return _mm256_cvtepi32_pd(_mm_cvtepu8_epi32(_mm_cvtsi32_si128(four)));
}
WORD(f) f_join(d low, d high)
{
    return _mm256_insertf128_ps(_mm256_castps128_ps256(_mm256_cvtpd_ps(low)),
                                _mm256_cvtpd_ps(high), 1);
}

/* Four columns of rows 0 and 4. */
WORD(f) f_two_rows(const float *p, size_t row)
{
    return _mm256_insertf128_ps(_mm256_castps128_ps256(_mm_loadu_ps(p)),
                                _mm_loadu_ps(p + 4 * row), 1);
}

#define F_SQUARE
WORD(void) f_square(const float *src, size_t src_row, float *dst, size_t dst_row)
{
    for (size_t j = 0; j < 8; j += 4, src += 4, dst += 4 * dst_row) {
        const f a = f_two_rows(src, src_row), b = f_two_rows(src + src_row, src_row);
        const f c = f_two_rows(src + 2 * src_row, src_row);
        const f e = f_two_rows(src + 3 * src_row, src_row);
        const d ab_low = _mm256_castps_pd(_mm256_unpacklo_ps(a, b));
        const d ab_high = _mm256_castps_pd(_mm256_unpackhi_ps(a, b));
        const d ce_low = _mm256_castps_pd(_mm256_unpacklo_ps(c, e));
        const d ce_high = _mm256_castps_pd(_mm256_unpackhi_ps(c, e));
        d_store((double *)(void *)dst, _mm256_unpacklo_pd(ab_low, ce_low));
        d_store((double *)(void *)(dst + dst_row), _mm256_unpackhi_pd(ab_low, ce_low));
        d_store((double *)(void *)(dst + 2 * dst_row), _mm256_unpacklo_pd(ab_high, ce_high));
        d_store((double *)(void *)(dst + 3 * dst_row), _mm256_unpackhi_pd(ab_high, ce_high));
    }
}
