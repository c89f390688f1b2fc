/* Splitting rows.  The rows of each class (all rows, where there are none) are shuffled by a
 * random stream of their own; the first go to the test, the next to validation.  How many of a
 * class go is its share by largest remainders, as seats in a parliament: the whole part has the
 * size that was asked for, and no class is off by a row or more unless it lacks rows.          */
#include "data/split.h"

#include "base/memory.h"
#include "base/random.h"
#include "base/status.h"

#include <stdlib.h>

struct stratum {
    size_t number, size, start;         /* start: of its rows in the list of all */
    size_t room;                        /* rows that may still leave for a part */
    size_t seats[GR_PARTS];
    double rest;                        /* the fraction of a seat that it lacks */
};

static int by_rest(const void *a, const void *b)
{
    const struct stratum *x = a, *y = b;
    int order = (x->rest < y->rest) - (x->rest > y->rest);
    return order ? order : (x->number > y->number) - (x->number < y->number);
}

static int by_number(const void *a, const void *b)
{
    const struct stratum *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

static size_t whole_share(double fraction, size_t rows, size_t most)
{
    double share = fraction * (double)rows;
    return share < (double)most ? (size_t)share : most;
}

/* Hands out [left] seats that whole shares left over, one each, greatest rest first. */
static size_t hand_out(struct stratum *strata, size_t count, gradus_part part, size_t left)
{
    size_t given = 0, before;
    qsort(strata, count, sizeof *strata, by_rest);
    do {
        before = given;
        for (size_t c = 0; c < count && given < left; c++)
            if (strata[c].room) {
                strata[c].seats[part]++;
                strata[c].room--;
                given++;
            }
    } while (given < left && given > before);
    qsort(strata, count, sizeof *strata, by_number);
    return given;
}

/* The number of rows that [part] gets; 0: none can leave. */
static size_t apportion(struct stratum *strata, size_t count, size_t rows, gradus_part part,
                        double fraction)
{
    size_t total = (size_t)(fraction * (double)rows + 0.5), given = 0;
    total += !total;
    for (size_t c = 0; c < count; c++) {
        struct stratum *s = &strata[c];
        size_t seats = whole_share(fraction, s->size, s->room);
        s->seats[part] = seats;
        s->room -= seats;
        s->rest = fraction * (double)s->size - (double)seats;
        given += seats;
    }
    return given < total ? given + hand_out(strata, count, part, total - given) : given;
}

static gradus_status apportion_parts(struct stratum *strata, size_t count, size_t rows,
                                     const double *fraction, gradus_error *err)
{
    static const char *const name[GR_PARTS] = { "training", "validation", "a test" };
    for (gradus_part part = GRADUS_TEST; part > GRADUS_TRAIN; part--)
        if (fraction[part] > 0 && !apportion(strata, count, rows, part, fraction[part]))
            return gr_fail(err, GRADUS_DATA, "%zu row%s too few to set some aside for %s", rows,
                           rows == 1 ? " is" : "s are", name[part]);
    return GRADUS_OK;
}

/* Sizes and starts of the strata, and their rows one stratum after the other. */
static void gather(struct stratum *strata, size_t count, size_t rows, const int32_t *code,
                   size_t *list)
{
    for (size_t i = 0; i < rows; i++)
        strata[code ? code[i] : 0].size++;
    for (size_t c = 0, start = 0; c < count; start += strata[c++].size) {
        strata[c].number = c;
        strata[c].start = start;
        strata[c].room = strata[c].size ? strata[c].size - 1 : 0;
    }
    for (size_t i = 0; i < rows; i++)
        list[strata[code ? code[i] : 0].start++] = i;
    for (size_t c = 0; c < count; c++)
        strata[c].start -= strata[c].size;
}

static void draw(const struct stratum *s, uint64_t seed, size_t *list, unsigned char *part_of)
{
    struct gr_random r;
    gr_random_start(&r, seed, GR_RANDOM_SPLIT, s->number);
    gr_random_shuffle(&r, s->size, list + s->start);
    for (size_t i = 0; i < s->seats[GRADUS_TEST] + s->seats[GRADUS_VALIDATION]; i++)
        part_of[list[s->start + i]] =
            i < s->seats[GRADUS_TEST] ? GRADUS_TEST : GRADUS_VALIDATION;
}

static void list_parts(struct gr_split *split, size_t rows, const unsigned char *part_of)
{
    size_t at = 0;
    for (int part = 0; part < GR_PARTS; part++) {
        split->first[part] = at;
        for (size_t i = 0; i < rows; i++)
            if (part_of[i] == part)
                split->index[at++] = i;
        split->count[part] = at - split->first[part];
    }
}

gradus_status gr_split_start(struct gr_split *split, size_t rows, size_t classes,
                             const int32_t *code, double validation, double test, uint64_t seed,
                             const gradus_allocator *mem, gradus_error *err)
{
    const double fraction[GR_PARTS] = { 0, validation, test };
    size_t strata_count = code ? classes : 1;
    *split = (struct gr_split){ .mem = gr_allocator(mem) };
    struct stratum *strata = gr_alloc(mem, strata_count, sizeof *strata);
    unsigned char *part_of = gr_alloc(mem, rows, 1);
    split->index = gr_alloc(mem, rows, sizeof *split->index);
    gradus_status s = strata && part_of && split->index ? GRADUS_OK : gr_nomem(err);
    if (s == GRADUS_OK) {
        gather(strata, strata_count, rows, code, split->index);
        s = apportion_parts(strata, strata_count, rows, fraction, err);
    }
    if (s == GRADUS_OK) {
        for (size_t c = 0; c < strata_count; c++)
            draw(&strata[c], seed, split->index, part_of);
        list_parts(split, rows, part_of);
    }
    gr_free(mem, strata);
    gr_free(mem, part_of);
    if (s != GRADUS_OK)
        gr_split_end(split);
    return s;
}

void gr_split_end(struct gr_split *split)
{
    gr_free(&split->mem, split->index);
    split->index = NULL;
}
