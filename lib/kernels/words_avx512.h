/* The words over AVX-512 (F, DQ, VL, BW): their meaning is in words_portable.h.  A mask is one bit
 * a lane, and a part of a vector is a masked load or store, which touches nothing beyond.     */
#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>

#define F_LANES 16
#define D_LANES 8

typedef __m512 f;
typedef __m512d d;
typedef __m512i dbits;
typedef __mmask16 fmask;
typedef __mmask8 dmask;

#define WORD(result) static inline __attribute__((always_inline)) result

WORD(f) f_load(const float *p) { return _mm512_loadu_ps(p); }
WORD(d) d_load(const double *p) { return _mm512_loadu_pd(p); }
WORD(void) f_store(float *p, f a) { _mm512_storeu_ps(p, a); }
WORD(void) d_store(double *p, d a) { _mm512_storeu_pd(p, a); }
WORD(fmask) f_first(size_t n) { return (fmask)((1u << n) - 1); }
WORD(dmask) d_first(size_t n) { return (dmask)((1u << n) - 1); }
WORD(f) f_load_part(const float *p, size_t n) { return _mm512_maskz_loadu_ps(f_first(n), p); }
WORD(d) d_load_part(const double *p, size_t n) { return _mm512_maskz_loadu_pd(d_first(n), p); }
WORD(void) f_store_part(float *p, size_t n, f a) { _mm512_mask_storeu_ps(p, f_first(n), a); }
WORD(void) d_store_part(double *p, size_t n, d a) { _mm512_mask_storeu_pd(p, d_first(n), a); }

WORD(f) f_all(float s) { return _mm512_set1_ps(s); }
WORD(d) d_all(double s) { return _mm512_set1_pd(s); }
WORD(f) f_add(f a, f b) { return _mm512_add_ps(a, b); }
WORD(d) d_add(d a, d b) { return _mm512_add_pd(a, b); }
WORD(f) f_sub(f a, f b) { return _mm512_sub_ps(a, b); }
WORD(d) d_sub(d a, d b) { return _mm512_sub_pd(a, b); }
WORD(f) f_mul(f a, f b) { return _mm512_mul_ps(a, b); }
WORD(d) d_mul(d a, d b) { return _mm512_mul_pd(a, b); }
WORD(f) f_div(f a, f b) { return _mm512_div_ps(a, b); }
WORD(d) d_div(d a, d b) { return _mm512_div_pd(a, b); }
WORD(f) f_sqrt(f a) { return _mm512_sqrt_ps(a); }
WORD(d) d_sqrt(d a) { return _mm512_sqrt_pd(a); }
WORD(f) f_fma(f a, f b, f c) { return _mm512_fmadd_ps(a, b, c); }
WORD(d) d_fma(d a, d b, d c) { return _mm512_fmadd_pd(a, b, c); }
WORD(f) f_fnma(f a, f b, f c) { return _mm512_fnmadd_ps(a, b, c); }
WORD(d) d_fnma(d a, d b, d c) { return _mm512_fnmadd_pd(a, b, c); }
WORD(f) f_neg(f a) { return _mm512_xor_ps(a, _mm512_set1_ps(-0.0f)); }
WORD(d) d_neg(d a) { return _mm512_xor_pd(a, _mm512_set1_pd(-0.0)); }
WORD(f) f_abs(f a) { return _mm512_andnot_ps(_mm512_set1_ps(-0.0f), a); }
WORD(d) d_abs(d a) { return _mm512_andnot_pd(_mm512_set1_pd(-0.0), a); }
WORD(f) f_max(f a, f b) { return _mm512_max_ps(a, b); }
WORD(d) d_max(d a, d b) { return _mm512_max_pd(a, b); }
WORD(f) f_min(f a, f b) { return _mm512_min_ps(a, b); }
WORD(d) d_min(d a, d b) { return _mm512_min_pd(a, b); }

WORD(fmask) f_lt(f a, f b) { return _mm512_cmp_ps_mask(a, b, _CMP_LT_OQ); }
WORD(dmask) d_lt(d a, d b) { return _mm512_cmp_pd_mask(a, b, _CMP_LT_OQ); }
WORD(fmask) f_le(f a, f b) { return _mm512_cmp_ps_mask(a, b, _CMP_LE_OQ); }
WORD(dmask) d_le(d a, d b) { return _mm512_cmp_pd_mask(a, b, _CMP_LE_OQ); }
WORD(fmask) f_eq(f a, f b) { return _mm512_cmp_ps_mask(a, b, _CMP_EQ_OQ); }
WORD(dmask) d_eq(d a, d b) { return _mm512_cmp_pd_mask(a, b, _CMP_EQ_OQ); }
WORD(fmask) f_nan(f a) { return _mm512_cmp_ps_mask(a, a, _CMP_UNORD_Q); }
WORD(dmask) d_nan(d a) { return _mm512_cmp_pd_mask(a, a, _CMP_UNORD_Q); }
WORD(f) f_select(fmask m, f a, f b) { return _mm512_mask_blend_ps(m, b, a); }
WORD(d) d_select(dmask m, d a, d b) { return _mm512_mask_blend_pd(m, b, a); }
WORD(fmask) f_mask_or(fmask a, fmask b) { return (fmask)(a | b); }
WORD(dmask) d_mask_or(dmask a, dmask b) { return (dmask)(a | b); }
WORD(fmask) f_mask_and(fmask a, fmask b) { return (fmask)(a & b); }
WORD(dmask) d_mask_and(dmask a, dmask b) { return (dmask)(a & b); }
WORD(f) f_copysign(f a, f b)
{
    const __m512i sign = _mm512_set1_epi32(INT32_MIN);
    return _mm512_castsi512_ps(_mm512_ternarylogic_epi32(sign, _mm512_castps_si512(b),
                                                         _mm512_castps_si512(a), 0xca));
}
WORD(f) f_scale(f a, f n) { return _mm512_scalef_ps(a, n); }
WORD(int) f_mask_any(fmask m) { return m != 0; }
WORD(int) d_mask_any(dmask m) { return m != 0; }

WORD(dbits) d_bits(d a) { return _mm512_castpd_si512(a); }
WORD(d) d_from_bits(dbits a) { return _mm512_castsi512_pd(a); }
WORD(dbits) ibits_all(uint64_t s) { return _mm512_set1_epi64((long long)s); }
WORD(dbits) ibits_add(dbits a, dbits b) { return _mm512_add_epi64(a, b); }
WORD(dbits) ibits_sub(dbits a, dbits b) { return _mm512_sub_epi64(a, b); }
WORD(dbits) ibits_and(dbits a, dbits b) { return _mm512_and_si512(a, b); }
WORD(dbits) ibits_or(dbits a, dbits b) { return _mm512_or_si512(a, b); }
WORD(dbits) ibits_xor(dbits a, dbits b) { return _mm512_xor_si512(a, b); }
WORD(dbits) ibits_shl(dbits a, int n) { return _mm512_slli_epi64(a, (unsigned)n); }
WORD(dbits) ibits_shr(dbits a, int n) { return _mm512_srli_epi64(a, (unsigned)n); }

WORD(d) f_low(f a) { return _mm512_cvtps_pd(_mm512_castps512_ps256(a)); }
WORD(d) f_high(f a) { return _mm512_cvtps_pd(_mm512_extractf32x8_ps(a, 1)); }
WORD(d) d_from_bytes(const uint8_t *p)
{
    return _mm512_cvtepi32_pd(_mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)p)));
}
WORD(f) f_join(d low, d high)
{
    return _mm512_insertf32x8(_mm512_castps256_ps512(_mm512_cvtpd_ps(low)),
                              _mm512_cvtpd_ps(high), 1);
}

/* Four columns of rows 0, 4, 8 and 12: with those of the rows after them, squares of four. */
WORD(f) f_four_rows(const float *p, size_t row)
{
    f v = _mm512_castps128_ps512(_mm_loadu_ps(p));
    v = _mm512_insertf32x4(v, _mm_loadu_ps(p + 4 * row), 1);
    v = _mm512_insertf32x4(v, _mm_loadu_ps(p + 8 * row), 2);
    return _mm512_insertf32x4(v, _mm_loadu_ps(p + 12 * row), 3);
}

#define F_SQUARE
WORD(void) f_square(const float *src, size_t src_row, float *dst, size_t dst_row)
{
    for (size_t j = 0; j < 16; j += 4, src += 4, dst += 4 * dst_row) {
        const f a = f_four_rows(src, src_row), b = f_four_rows(src + src_row, src_row);
        const f c = f_four_rows(src + 2 * src_row, src_row);
        const f e = f_four_rows(src + 3 * src_row, src_row);
        const d ab_low = _mm512_castps_pd(_mm512_unpacklo_ps(a, b));
        const d ab_high = _mm512_castps_pd(_mm512_unpackhi_ps(a, b));
        const d ce_low = _mm512_castps_pd(_mm512_unpacklo_ps(c, e));
        const d ce_high = _mm512_castps_pd(_mm512_unpackhi_ps(c, e));
        d_store((double *)(void *)dst, _mm512_unpacklo_pd(ab_low, ce_low));
        d_store((double *)(void *)(dst + dst_row), _mm512_unpackhi_pd(ab_low, ce_low));
        d_store((double *)(void *)(dst + 2 * dst_row), _mm512_unpacklo_pd(ab_high, ce_high));
        d_store((double *)(void *)(dst + 3 * dst_row), _mm512_unpackhi_pd(ab_high, ce_high));
    }
}
