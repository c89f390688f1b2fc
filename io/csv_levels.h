/* Different texts, numbered as they come: the levels of a categorical column. */
#ifndef GR_CSV_LEVELS_H
#define GR_CSV_LEVELS_H
#include "fault.h"

struct gr_level {
    const char *text;                   /* ends with a zero byte */
    size_t length, count, line;         /* cells that hold it, and the line of the first */
    uint32_t first;                     /* its number before sorting */
    int number;                         /* is it a number? */
    double value;
};

struct gr_levels {
    const gradus_allocator *mem;
    struct gr_level *level;
    size_t count, room, slots;
    uint32_t *slot;                     /* hash table: number + 1, or 0 */
    struct gr_text_block *texts;
};

/* The number of [text], or -1: not there. */
int32_t gr_levels_find(const struct gr_levels *levels, const char *text, size_t length);
/* Adds [text] (copied), which is not there; its number, or -1: no memory. */
int32_t gr_levels_add(struct gr_levels *levels, const char *text, size_t length);
/* Orders levels as numbers where all are numbers, else by bytes.  map[old number] = new one. */
void gr_levels_sort(struct gr_levels *levels, int32_t *map);
void gr_levels_free(struct gr_levels *levels);

#endif
