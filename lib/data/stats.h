/* Statistics of a column of numbers, with the same bits everywhere: sums in double, in order. */
#ifndef GR_STATS_H
#define GR_STATS_H
#include <stddef.h>
#include <stdint.h>

struct gr_stats {
    size_t count;                       /* 0: all that follows is 0 */
    double least, most;
    double mean, deviation;             /* of the population */
    double median;                      /* between the two middle values if the count is even */
};

/* Of [count] finite values, which come back in another order. */
struct gr_stats gr_stats_numbers(size_t count, double *values);
/* Of bytes that were counted by value: integers all the way to one sum of 256 terms. */
struct gr_stats gr_stats_bytes(const uint64_t counts[256]);

#endif
