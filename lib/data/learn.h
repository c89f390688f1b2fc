/* What training rows teach about columns: how they become inputs, and which classes there are. */
#ifndef GR_LEARN_H
#define GR_LEARN_H
#include "data/answers.h"
#include "data/pick.h"
#include "data/remarks.h"

struct gr_learned {
    gradus_allocator mem;
    size_t inputs;
    gradus_column *input;               /* names and levels are borrowed from the table */
};

/* GRADUS_UNKNOWN: no such scaling; the hint names those that there are. */
gradus_status gr_scale_check(const char *scale, gradus_error *err);
/* Learns columns from the given rows of the table.  A column that tells nothing is left out, with
 * a remark.  GRADUS_DATA: none is left, or a number that cannot be scaled.  What failed to start
 * has nothing to end.                                                                         */
gradus_status gr_learn_start(struct gr_learned *learned, const gradus_data *data,
                             const struct gr_pick *features, size_t rows, const size_t *row,
                             const char *scale, struct gr_remarks *remarks, gradus_error *err);
void gr_learn_end(struct gr_learned *learned);
/* Shift and scale of a regression target, so that y / scale + shift gives it back. */
gradus_status gr_learn_target(gradus_column *target, const gradus_data *data, size_t column,
                              size_t rows, const size_t *row, const char *scale,
                              gradus_error *err);

#endif
