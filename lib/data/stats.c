/* Statistics.  The median is selected, not sorted: a double's bits, with the sign turned, order
 * as its value does, so that the value of a given rank is found byte by byte from the top, each
 * time keeping those that agree so far.  It takes a few passes whatever the order of the values. */
#include "data/stats.h"

#include <math.h>
#include <string.h>

static uint64_t key_of(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
}

/* Moves the values whose key has [byte] at [shift] to the front; how many they are. */
static size_t keep(size_t count, double *values, int shift, uint64_t byte)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if ((key_of(values[i]) >> shift & 255) == byte) {
            double value = values[i];
            values[i] = values[kept];
            values[kept++] = value;
        }
    return kept;
}

/* The value of the given rank, from 0 for the least. */
static double select_rank(size_t count, double *values, size_t rank)
{
    for (int shift = 56; shift >= 0; shift -= 8) {
        size_t found[256] = { 0 }, byte = 0;
        for (size_t i = 0; i < count; i++)
            found[key_of(values[i]) >> shift & 255]++;
        while (rank >= found[byte])
            rank -= found[byte++];
        if (found[byte] < count)
            count = keep(count, values, shift, byte);
    }
    return values[0];
}

static double median_of(size_t count, double *values)
{
    double low = select_rank(count, values, (count - 1) / 2);
    double high = count % 2 ? low : select_rank(count, values, count / 2);
    return low == high ? low + 0.0 : 0.5 * low + 0.5 * high;        /* + 0.0: no -0 */
}

struct gr_stats gr_stats_numbers(size_t count, double *values)
{
    struct gr_stats s = { .count = count };
    if (!count)
        return s;
    double sum = 0, squares = 0;
    s.least = s.most = values[0];
    for (size_t i = 0; i < count; i++) {
        s.least = values[i] < s.least ? values[i] : s.least;
        s.most = values[i] > s.most ? values[i] : s.most;
        sum += values[i];
    }
    s.mean = sum / (double)count;
    for (size_t i = 0; i < count; i++)
        squares += (values[i] - s.mean) * (values[i] - s.mean);
    s.deviation = sqrt(squares / (double)count);
    s.median = median_of(count, values);
    return s;
}

static int byte_of_rank(const uint64_t counts[256], uint64_t rank)
{
    int value = 0;
    while (rank >= counts[value])
        rank -= counts[value++];
    return value;
}

struct gr_stats gr_stats_bytes(const uint64_t counts[256])
{
    struct gr_stats s = { 0 };
    uint64_t count = 0, sum = 0;
    for (unsigned v = 0; v < 256; v++) {
        count += counts[v];
        sum += v * counts[v];
    }
    if (!count)
        return s;
    s.count = (size_t)count;
    s.mean = (double)sum / (double)count;
    double squares = 0;
    for (int v = 0; v < 256; v++)
        squares += (double)counts[v] * ((v - s.mean) * (v - s.mean));
    s.deviation = sqrt(squares / (double)count);
    s.least = byte_of_rank(counts, 0);
    s.most = byte_of_rank(counts, count - 1);
    s.median = 0.5 * (byte_of_rank(counts, (count - 1) / 2) + byte_of_rank(counts, count / 2));
    return s;
}
