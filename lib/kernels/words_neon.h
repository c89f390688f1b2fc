/* The words over NEON of 64-bit ARM: their meaning is in words_portable.h.  A mask is a vector of
 * all ones or zeros a lane; a part of a vector goes lane by lane through an array.            */
#include <arm_neon.h>
#include <stddef.h>
#include <stdint.h>

#define F_LANES 4
#define D_LANES 2

typedef float32x4_t f;
typedef float64x2_t d;
typedef uint64x2_t dbits;
typedef uint32x4_t fmask;
typedef uint64x2_t dmask;

#define WORD(result) static inline __attribute__((always_inline)) result

WORD(f) f_load(const float *p) { return vld1q_f32(p); }
WORD(d) d_load(const double *p) { return vld1q_f64(p); }
WORD(void) f_store(float *p, f a) { vst1q_f32(p, a); }
WORD(void) d_store(double *p, d a) { vst1q_f64(p, a); }
WORD(f) f_load_part(const float *p, size_t n)
{
    float e[F_LANES] = { n > 0 ? p[0] : 0, n > 1 ? p[1] : 0, n > 2 ? p[2] : 0, 0 };
    return vld1q_f32(e);
}
WORD(d) d_load_part(const double *p, size_t n)
{
    double e[D_LANES] = { n > 0 ? p[0] : 0, 0 };
    return vld1q_f64(e);
}
WORD(void) f_store_part(float *p, size_t n, f a)
{
    if (n > 0)
        p[0] = vgetq_lane_f32(a, 0);
    if (n > 1)
        p[1] = vgetq_lane_f32(a, 1);
    if (n > 2)
        p[2] = vgetq_lane_f32(a, 2);
}
WORD(void) d_store_part(double *p, size_t n, d a)
{
    if (n > 0)
        p[0] = vgetq_lane_f64(a, 0);
}

WORD(f) f_all(float s) { return vdupq_n_f32(s); }
WORD(d) d_all(double s) { return vdupq_n_f64(s); }
WORD(f) f_add(f a, f b) { return vaddq_f32(a, b); }
WORD(d) d_add(d a, d b) { return vaddq_f64(a, b); }
WORD(f) f_sub(f a, f b) { return vsubq_f32(a, b); }
WORD(d) d_sub(d a, d b) { return vsubq_f64(a, b); }
WORD(f) f_mul(f a, f b) { return vmulq_f32(a, b); }
WORD(d) d_mul(d a, d b) { return vmulq_f64(a, b); }
WORD(f) f_div(f a, f b) { return vdivq_f32(a, b); }
WORD(d) d_div(d a, d b) { return vdivq_f64(a, b); }
WORD(f) f_sqrt(f a) { return vsqrtq_f32(a); }
WORD(d) d_sqrt(d a) { return vsqrtq_f64(a); }
WORD(f) f_fma(f a, f b, f c) { return vfmaq_f32(c, a, b); }
WORD(d) d_fma(d a, d b, d c) { return vfmaq_f64(c, a, b); }
WORD(f) f_fnma(f a, f b, f c) { return vfmsq_f32(c, a, b); }
WORD(d) d_fnma(d a, d b, d c) { return vfmsq_f64(c, a, b); }
WORD(f) f_neg(f a) { return vnegq_f32(a); }
WORD(d) d_neg(d a) { return vnegq_f64(a); }
WORD(f) f_abs(f a) { return vabsq_f32(a); }
WORD(d) d_abs(d a) { return vabsq_f64(a); }

WORD(fmask) f_lt(f a, f b) { return vcltq_f32(a, b); }
WORD(dmask) d_lt(d a, d b) { return vcltq_f64(a, b); }
WORD(fmask) f_le(f a, f b) { return vcleq_f32(a, b); }
WORD(dmask) d_le(d a, d b) { return vcleq_f64(a, b); }
WORD(fmask) f_eq(f a, f b) { return vceqq_f32(a, b); }
WORD(dmask) d_eq(d a, d b) { return vceqq_f64(a, b); }
WORD(fmask) f_nan(f a) { return vmvnq_u32(vceqq_f32(a, a)); }
WORD(dmask) d_nan(d a) { return veorq_u64(vceqq_f64(a, a), vdupq_n_u64(UINT64_MAX)); }
WORD(f) f_select(fmask m, f a, f b) { return vbslq_f32(m, a, b); }
WORD(d) d_select(dmask m, d a, d b) { return vbslq_f64(m, a, b); }
WORD(fmask) f_mask_or(fmask a, fmask b) { return vorrq_u32(a, b); }
WORD(dmask) d_mask_or(dmask a, dmask b) { return vorrq_u64(a, b); }
WORD(fmask) f_mask_and(fmask a, fmask b) { return vandq_u32(a, b); }
WORD(dmask) d_mask_and(dmask a, dmask b) { return vandq_u64(a, b); }
WORD(f) f_copysign(f a, f b) { return vbslq_f32(vdupq_n_u32(0x80000000), b, a); }
WORD(f) f_scale(f a, f n)
{
    uint32x4_t power = vreinterpretq_u32_s32(vaddq_s32(vcvtnq_s32_f32(n), vdupq_n_s32(254)));
    uint32x4_t half = vshrq_n_u32(power, 1), rest = vsubq_u32(power, half);
    a = vmulq_f32(a, vreinterpretq_f32_u32(vshlq_n_u32(half, 23)));
    return vmulq_f32(a, vreinterpretq_f32_u32(vshlq_n_u32(rest, 23)));
}
WORD(int) f_mask_any(fmask m) { return vmaxvq_u32(m) != 0; }
WORD(int) d_mask_any(dmask m) { return vmaxvq_u32(vreinterpretq_u32_u64(m)) != 0; }
WORD(f) f_max(f a, f b) { return vbslq_f32(vcgtq_f32(a, b), a, b); }
WORD(d) d_max(d a, d b) { return vbslq_f64(vcgtq_f64(a, b), a, b); }
WORD(f) f_min(f a, f b) { return vbslq_f32(vcltq_f32(a, b), a, b); }
WORD(d) d_min(d a, d b) { return vbslq_f64(vcltq_f64(a, b), a, b); }

WORD(dbits) d_bits(d a) { return vreinterpretq_u64_f64(a); }
WORD(d) d_from_bits(dbits a) { return vreinterpretq_f64_u64(a); }
WORD(dbits) ibits_all(uint64_t s) { return vdupq_n_u64(s); }
WORD(dbits) ibits_add(dbits a, dbits b) { return vaddq_u64(a, b); }
WORD(dbits) ibits_sub(dbits a, dbits b) { return vsubq_u64(a, b); }
WORD(dbits) ibits_and(dbits a, dbits b) { return vandq_u64(a, b); }
WORD(dbits) ibits_or(dbits a, dbits b) { return vorrq_u64(a, b); }
WORD(dbits) ibits_xor(dbits a, dbits b) { return veorq_u64(a, b); }
WORD(dbits) ibits_shl(dbits a, int n) { return vshlq_u64(a, vdupq_n_s64(n)); }
WORD(dbits) ibits_shr(dbits a, int n) { return vshlq_u64(a, vdupq_n_s64(-n)); }

WORD(d) f_low(f a) { return vcvt_f64_f32(vget_low_f32(a)); }
WORD(d) f_high(f a) { return vcvt_high_f64_f32(a); }
WORD(d) d_from_bytes(const uint8_t *p)
{
    const double e[D_LANES] = { p[0], p[1] };
    return vld1q_f64(e);
}
WORD(f) f_join(d low, d high) { return vcvt_high_f32_f64(vcvt_f32_f64(low), high); }
