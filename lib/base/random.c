/* xoshiro256** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2018),
 * seeded through splitmix64 as its authors advise.                                           */
#include "base/random.h"

static uint64_t splitmix(uint64_t *x)
{
    uint64_t z = (*x += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

void gr_random_start(struct gr_random *r, uint64_t seed, enum gr_purpose purpose,
                     uint64_t index)
{
    uint64_t x = seed;
    x = splitmix(&x) ^ (uint64_t)purpose;
    x = splitmix(&x) ^ index;
    for (int k = 0; k < 4; k++)
        r->s[k] = splitmix(&x);
}

static uint64_t rotate(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

uint64_t gr_random_bits(struct gr_random *r)
{
    uint64_t *s = r->s, out = rotate(s[1] * 5, 7) * 9, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return out;
}

double gr_random_unit(struct gr_random *r)
{
    return (double)(gr_random_bits(r) >> 11) * 0x1p-53;
}

/* The high half of n x, where the low half says which x to leave out: 2^64 mod n of them would come
 * too often (Lemire, "Fast random integer generation in an interval", 2019).                   */
uint64_t gr_random_below(struct gr_random *r, uint64_t n)
{
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)gr_random_bits(r) * n;
    if ((uint64_t)product < n)
        for (const uint64_t short_of = -n % n; (uint64_t)product < short_of;)
            product = (wide)gr_random_bits(r) * n;
    return (uint64_t)(product >> 64);
}

void gr_random_shuffle(struct gr_random *r, size_t n, size_t *index)
{
    for (size_t i = n; i > 1; i--) {
        size_t j = (size_t)gr_random_below(r, i), t = index[i - 1];
        index[i - 1] = index[j];
        index[j] = t;
    }
}
