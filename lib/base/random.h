/* Random bits that are the same on every machine.  A stream is named by (seed, purpose, index),
 * so that nothing depends on how much another part has drawn: epoch 7 shuffles the same rows
 * whether or not epochs 1 to 6 ran in this process.                                          */
#ifndef GR_RANDOM_H
#define GR_RANDOM_H
#include <stddef.h>
#include <stdint.h>

enum gr_purpose {
    GR_RANDOM_INIT = 1, GR_RANDOM_SHUFFLE, GR_RANDOM_SPLIT, GR_RANDOM_RESTART, GR_RANDOM_SEARCH,
    GR_RANDOM_DIRECTION
};

struct gr_random {
    uint64_t s[4];
};

void gr_random_start(struct gr_random *r, uint64_t seed, enum gr_purpose purpose,
                     uint64_t index);
uint64_t gr_random_bits(struct gr_random *r);
/* Uniform in [0, 1): the top 53 bits. */
double gr_random_unit(struct gr_random *r);
/* Uniform in 0 .. n-1, without bias; n > 0. */
uint64_t gr_random_below(struct gr_random *r, uint64_t n);
/* Fisher-Yates over n indices. */
void gr_random_shuffle(struct gr_random *r, size_t n, size_t *index);

#endif
