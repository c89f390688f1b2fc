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
 *     d_round                to the nearest integer, ties to even (|a| < 2^51)
 *     d_bits, d_from_bits    to and from dbits, D_LANES of uint64_t, with ibits_* on them
 *     f_join                 double to float, rounded to nearest even                           */
#include <math.h>
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
