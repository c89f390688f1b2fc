/* Elementary functions of one double: the vector functions over one lane, so the same bits.
 * And the reduction of large arguments of the cosine, as Payne and Hanek (1983) do it: of the
 * product with 2 / pi only the bits around the point are computed, in integers.               */
#include "kernels/kernels.h"

#define F_LANES 2
#include "kernels/words_portable.h"
#include "kernels/elementary.inc"

#define SCALAR(name)                                                                           \
    double gr_##name(double x)                                                                 \
    {                                                                                          \
        return d_##name(d_all(x)).e[0];                                                        \
    }
SCALAR(exp)
SCALAR(expm1)
SCALAR(log)
SCALAR(log1p)
SCALAR(tanh)
SCALAR(sigmoid)
SCALAR(erf)
SCALAR(cos)
SCALAR(sin)

enum { LIMBS = 6 };                     /* of the product that are kept: 2 bits, then 190 */

/* 2 / pi: 64 zero bits, then those after the point.  By scripts/elementary/coefficients.py. */
static const uint32_t two_over_pi[] = {
    0x00000000, 0x00000000, 0xa2f9836e, 0x4e441529, 0xfc2757d1, 0xf534ddc0,
    0xdb629599, 0x3c439041, 0xfe5163ab, 0xdebbc561, 0xb7246e3a, 0x424dd2e0,
    0x06492eea, 0x09d1921c, 0xfe1deb1c, 0xb129a73e, 0xe88235f5, 0x2ebb4484,
    0xe99c7026, 0xb45f7e41, 0x3991d639, 0x835339f4, 0x9c845f8b, 0xbdf9283b,
    0x1ff897ff, 0xde05980f, 0xef2f118b, 0x5a0a6d1f, 0x6d367ecf, 0x27cb09b7,
    0x4f463f66, 0x9e5fea2d, 0x7527bac7, 0xebe5f17b, 0x3d0739f7, 0x8a5292ea,
    0x6bfb5fb1, 0x1f8d5d08, 0x56033046, 0xfc7b6bab, 0xf0cfbc20,
};

/* m 2^e 2 / pi modulo 4, least word first, where m is the mantissa: the bits of 2 / pi from the
 * one that makes 2 with 2^e on, times m.                                                      */
static void product_bits(uint64_t m, int e, uint32_t product[LIMBS])
{
    int first = e + 62;
    uint64_t carry = 0, high_carry = 0;
    uint32_t before = 0;
    for (int k = LIMBS - 1; k >= 0; k--) {
        const uint32_t *w = &two_over_pi[first / 32 + k];
        uint32_t word = (uint32_t)(((uint64_t)w[0] << 32 | w[1]) >> (32 - first % 32));
        uint64_t sum = (m & 0xffffffff) * word + carry;
        uint64_t high = (m >> 32) * before + high_carry + (sum & 0xffffffff);
        carry = sum >> 32;
        high_carry = high >> 32;
        product[LIMBS - 1 - k] = (uint32_t)high;
        before = word;
    }
}

/* The product as a number of -1/2 to 1/2, high + low; what is left out is an integer. */
static double centred(const uint32_t product[LIMBS], int negative, double *low)
{
    uint32_t flip = negative ? 0xffffffff : 0;
    double high = 0, unit = 0x1p-30;
    *low = 0;
    for (int k = LIMBS - 1; k >= 0; k--, unit *= 0x1p-32) {
        uint32_t word = product[k] ^ flip;
        double part = (double)(k == LIMBS - 1 ? word & 0x3fffffff : word) * unit;
        double sum = high + part;
        *low += part - (sum - high);
        high = sum;
    }
    return high;
}

unsigned gr_reduce_large(double x, double *high, double *low)
{
    uint64_t bits;
    uint32_t product[LIMBS];
    memcpy(&bits, &x, sizeof bits);
    int e = (int)(bits >> 52 & 0x7ff) - 1075;
    product_bits((bits & 0x000fffffffffffff) | 0x0010000000000000, e, product);

    unsigned n = product[LIMBS - 1] >> 30, upper = product[LIMBS - 1] >> 29 & 1;
    double tail, turn = centred(product, (int)upper, &tail);
    double sign = (upper != 0) != (x < 0) ? -1 : 1;
    double r = turn * HALF_PI_HIGH, r_low = __builtin_fma(turn, HALF_PI_HIGH, -r);
    r_low += turn * HALF_PI_LOW + tail * HALF_PI_HIGH;
    *high = sign * (r + r_low);
    *low = sign * (r_low - ((r + r_low) - r));
    n += upper;
    return (x < 0 ? 4 - n % 4 : n) % 4;
}
