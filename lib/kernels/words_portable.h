/* The words of the portable row, which define what each word means: an instruction set's words
 * give the same bits.  A vector is an array; f is F_LANES floats, d is D_LANES doubles, half as
 * many, so that  f_low, f_high, f_join  take a float vector through double and back.
 *
 *     load, store            all lanes, any alignment
 *     load_part, store_part  the first n lanes (0 <= n < lanes): no byte beyond is touched, the
 *                            other lanes of a load are +0
 *     all(s)                 s in every lane
 *     add sub mul div sqrt   IEEE 754, one rounding
 *     fma(a,b,c) = a b + c,  fnma(a,b,c) = c - a b,  one rounding
 *     neg abs                the sign bit only
 *     max(a,b) = a > b ? a : b     min(a,b) = a < b ? a : b      (NaN or equal: b)
 *     lt le eq               a mask; false where either is NaN;   nan(a): true where a is NaN
 *     select(m,a,b)          a where m, else b;   mask_or, mask_and, mask_any (of all lanes)
 *     f_copysign(a,b)        a with the sign bit of b
 *     f_scale(a,n)           a 2^n, one rounding; 1/2 <= |a| <= 2, n an integer, |n| <= 252
 *     f_low f_high           the lower and the upper half of a float vector as doubles
 *     f_join(low, high)      doubles to floats, rounded to nearest, ties to even
 *     d_from_bytes(p)        D_LANES bytes as doubles
 *     d_bits, d_from_bits    to and from dbits, D_LANES of uint64_t, the bits of the doubles
 *     ibits_*                on dbits: all add sub (modulo 2^64) and or xor, and shl shr by a
 *                            constant, filling with 0
 *
 * A NaN may come out as any NaN.                                                               */
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifndef F_LANES
#define F_LANES 8
#endif
#define D_LANES (F_LANES / 2)
#define EACH(lanes, expression)                                                                \
    do {                                                                                       \
        for (size_t l = 0; l < (lanes); l++)                                                   \
            expression;                                                                        \
    } while (0)

typedef struct { float e[F_LANES]; } f;
typedef struct { uint32_t e[F_LANES]; } fmask;
typedef struct { double e[D_LANES]; } d;
typedef struct { uint64_t e[D_LANES]; } dmask;
typedef struct { uint64_t e[D_LANES]; } dbits;

/* A word that works lane by lane: the value of lane l. */
#define WORD(result, name, arguments, lanes, value)                                            \
    static inline result name arguments                                                        \
    {                                                                                          \
        result r;                                                                              \
        EACH(lanes, r.e[l] = value);                                                           \
        return r;                                                                              \
    }

/* fma of floats without the instruction.  a b is exact in double, and rounding its sum with c to
 * float is as good as one rounding unless the sum is a tie between two floats, or below the
 * normal ones, whose ties are elsewhere.  Only then it matters on which side the exact sum is: the
 * double is rounded to odd (to the odd one of its two neighbours unless exact) first.  Boldo and
 * Melquiond, IEEE Trans. Computers 57(4), 2008.                                                */
static inline float fma_of_floats(float a, float b, float c)
{
#ifdef __FP_FAST_FMAF
    return __builtin_fmaf(a, b, c);
#else
    double product = (double)a * (double)b, sum = product + (double)c;
    uint64_t bits;
    memcpy(&bits, &sum, sizeof bits);
    if ((bits & 0x1fffffff) == 0x10000000 || __builtin_fabs(sum) < 0x1p-126) {
        double part = sum - product, error = (product - (sum - part)) + ((double)c - part);
        uint64_t inexact = (uint64_t)(error > 0) | (uint64_t)(error < 0);
        uint64_t step = inexact & ~bits & 1, away = (uint64_t)((error > 0) == (sum > 0));
        bits += step * (2 * away - 1);
        memcpy(&sum, &bits, sizeof sum);
    }
    return (float)sum;
#endif
}

static inline float float_from_bits(uint32_t bits)
{
    float x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* a 2^n as a times two powers of 2: the first product is exact, the second rounds.  Adding 1.5
 * 2^23 leaves n in the low bits.                                                               */
static inline float scaled(float a, float n)
{
    float shifted = n + 0x1.8p23f;
    uint32_t bits;
    memcpy(&bits, &shifted, sizeof bits);
    uint32_t power = bits - 0x4b400000 + 254, half = power >> 1;
    float part = a * float_from_bits(half << 23);
    return part * float_from_bits((power - half) << 23);
}

/* ---- float */

static inline f f_load(const float *p)
{
    f r;
    memcpy(r.e, p, sizeof r.e);
    return r;
}

static inline void f_store(float *p, f a)
{
    memcpy(p, a.e, sizeof a.e);
}

WORD(f, f_load_part, (const float *p, size_t n), F_LANES, l < n ? p[l] : 0)

static inline void f_store_part(float *p, size_t n, f a)
{
    EACH(n, p[l] = a.e[l]);
}

WORD(f, f_all, (float x), F_LANES, x)
WORD(f, f_add, (f a, f b), F_LANES, a.e[l] + b.e[l])
WORD(f, f_sub, (f a, f b), F_LANES, a.e[l] - b.e[l])
WORD(f, f_mul, (f a, f b), F_LANES, a.e[l] * b.e[l])
WORD(f, f_div, (f a, f b), F_LANES, a.e[l] / b.e[l])
WORD(f, f_sqrt, (f a), F_LANES, __builtin_sqrtf(a.e[l]))
WORD(f, f_fma, (f a, f b, f c), F_LANES, fma_of_floats(a.e[l], b.e[l], c.e[l]))
WORD(f, f_fnma, (f a, f b, f c), F_LANES, fma_of_floats(-a.e[l], b.e[l], c.e[l]))
WORD(f, f_neg, (f a), F_LANES, -a.e[l])
WORD(f, f_abs, (f a), F_LANES, __builtin_fabsf(a.e[l]))
WORD(f, f_max, (f a, f b), F_LANES, a.e[l] > b.e[l] ? a.e[l] : b.e[l])
WORD(f, f_min, (f a, f b), F_LANES, a.e[l] < b.e[l] ? a.e[l] : b.e[l])
WORD(fmask, f_lt, (f a, f b), F_LANES, a.e[l] < b.e[l])
WORD(fmask, f_le, (f a, f b), F_LANES, a.e[l] <= b.e[l])
WORD(fmask, f_eq, (f a, f b), F_LANES, a.e[l] == b.e[l])
WORD(fmask, f_nan, (f a), F_LANES, a.e[l] != a.e[l])
WORD(f, f_select, (fmask k, f a, f b), F_LANES, k.e[l] ? a.e[l] : b.e[l])
WORD(fmask, f_mask_or, (fmask a, fmask b), F_LANES, a.e[l] | b.e[l])
WORD(fmask, f_mask_and, (fmask a, fmask b), F_LANES, a.e[l] & b.e[l])
WORD(f, f_copysign, (f a, f b), F_LANES, __builtin_copysignf(a.e[l], b.e[l]))
WORD(f, f_scale, (f a, f n), F_LANES, scaled(a.e[l], n.e[l]))

static inline int f_mask_any(fmask a)
{
    uint32_t any = 0;
    EACH(F_LANES, any |= a.e[l]);
    return any != 0;
}

/* ---- double */

static inline d d_load(const double *p)
{
    d r;
    memcpy(r.e, p, sizeof r.e);
    return r;
}

static inline void d_store(double *p, d a)
{
    memcpy(p, a.e, sizeof a.e);
}

WORD(d, d_load_part, (const double *p, size_t n), D_LANES, l < n ? p[l] : 0)

static inline void d_store_part(double *p, size_t n, d a)
{
    EACH(n, p[l] = a.e[l]);
}

WORD(d, d_all, (double x), D_LANES, x)
WORD(d, d_add, (d a, d b), D_LANES, a.e[l] + b.e[l])
WORD(d, d_sub, (d a, d b), D_LANES, a.e[l] - b.e[l])
WORD(d, d_mul, (d a, d b), D_LANES, a.e[l] * b.e[l])
WORD(d, d_div, (d a, d b), D_LANES, a.e[l] / b.e[l])
WORD(d, d_sqrt, (d a), D_LANES, __builtin_sqrt(a.e[l]))
WORD(d, d_fma, (d a, d b, d c), D_LANES, __builtin_fma(a.e[l], b.e[l], c.e[l]))
WORD(d, d_fnma, (d a, d b, d c), D_LANES, __builtin_fma(-a.e[l], b.e[l], c.e[l]))
WORD(d, d_neg, (d a), D_LANES, -a.e[l])
WORD(d, d_abs, (d a), D_LANES, __builtin_fabs(a.e[l]))
WORD(d, d_max, (d a, d b), D_LANES, a.e[l] > b.e[l] ? a.e[l] : b.e[l])
WORD(d, d_min, (d a, d b), D_LANES, a.e[l] < b.e[l] ? a.e[l] : b.e[l])
WORD(dmask, d_lt, (d a, d b), D_LANES, a.e[l] < b.e[l])
WORD(dmask, d_le, (d a, d b), D_LANES, a.e[l] <= b.e[l])
WORD(dmask, d_eq, (d a, d b), D_LANES, a.e[l] == b.e[l])
WORD(dmask, d_nan, (d a), D_LANES, a.e[l] != a.e[l])
WORD(d, d_select, (dmask k, d a, d b), D_LANES, k.e[l] ? a.e[l] : b.e[l])
WORD(dmask, d_mask_or, (dmask a, dmask b), D_LANES, a.e[l] | b.e[l])
WORD(dmask, d_mask_and, (dmask a, dmask b), D_LANES, a.e[l] & b.e[l])

static inline int d_mask_any(dmask a)
{
    uint64_t any = 0;
    EACH(D_LANES, any |= a.e[l]);
    return any != 0;
}

/* ---- between them, and bits */

WORD(d, f_low, (f a), D_LANES, (double)a.e[l])
WORD(d, f_high, (f a), D_LANES, (double)a.e[l + D_LANES])

WORD(d, d_from_bytes, (const uint8_t *p), D_LANES, p[l])
static inline f f_join(d low, d high)
{
    f r;
    EACH(D_LANES, r.e[l] = (float)low.e[l]);
    EACH(D_LANES, r.e[l + D_LANES] = (float)high.e[l]);
    return r;
}

static inline dbits d_bits(d a)
{
    dbits r;
    memcpy(r.e, a.e, sizeof r.e);
    return r;
}

static inline d d_from_bits(dbits a)
{
    d r;
    memcpy(r.e, a.e, sizeof r.e);
    return r;
}

WORD(dbits, ibits_all, (uint64_t x), D_LANES, x)
WORD(dbits, ibits_add, (dbits a, dbits b), D_LANES, a.e[l] + b.e[l])
WORD(dbits, ibits_sub, (dbits a, dbits b), D_LANES, a.e[l] - b.e[l])
WORD(dbits, ibits_and, (dbits a, dbits b), D_LANES, a.e[l] & b.e[l])
WORD(dbits, ibits_or, (dbits a, dbits b), D_LANES, a.e[l] | b.e[l])
WORD(dbits, ibits_xor, (dbits a, dbits b), D_LANES, a.e[l] ^ b.e[l])
WORD(dbits, ibits_shl, (dbits a, int count), D_LANES, a.e[l] << count)
WORD(dbits, ibits_shr, (dbits a, int count), D_LANES, a.e[l] >> count)
