/* Choosing among the columns of a table, and among the texts of a column. */
#ifndef GR_PICK_H
#define GR_PICK_H
#include "data/data.h"

/* Columns of a table, in the order they were named. */
struct gr_pick {
    gradus_allocator mem;
    size_t count, *column;
};

/* [list]: names or 1-based numbers, with commas between.  GRADUS_UNKNOWN: no such column;
 * GRADUS_ARGUMENT: one is there twice.  A pick that failed to start has nothing to end.       */
gradus_status gr_pick_list(struct gr_pick *pick, const gradus_data *data, const char *list,
                           gradus_error *err);
/* Every column but those of [others]. */
gradus_status gr_pick_rest(struct gr_pick *pick, const gradus_data *data,
                           const struct gr_pick *others, gradus_error *err);
/* The columns of [data] that are called as the [count] columns of a schema. */
gradus_status gr_pick_names(struct gr_pick *pick, const gradus_data *data,
                            const gradus_column *wanted, size_t count, gradus_error *err);
/* The columns of [data] with the names that [picked] has in [from]. */
gradus_status gr_pick_same(struct gr_pick *pick, const gradus_data *data,
                           const gradus_data *from, const struct gr_pick *picked,
                           gradus_error *err);
int gr_pick_has(const struct gr_pick *pick, size_t column);
void gr_pick_end(struct gr_pick *pick);

struct gr_text {
    const char *text;                   /* borrowed from the table */
    size_t level;                       /* its index there */
    double value;                       /* set by the sort: the number that it is, or NaN */
};

/* The levels that occur in the given rows of a CATEGORY column, sorted: as numbers if all are
 * numbers, else by bytes.  Free with gr_free.                                                 */
gradus_status gr_levels_used(const gradus_data *data, size_t column, size_t rows,
                             const size_t *row, struct gr_text **out, size_t *count,
                             gradus_error *err);

#endif
