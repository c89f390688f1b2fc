/* The right answers of a table: which rows have one, and what the net's outputs should be. */
#ifndef GR_ANSWERS_H
#define GR_ANSWERS_H
#include "data/data.h"
#include "data/schema.h"
#include <gradus.h>

struct gr_answers {
    gradus_allocator mem;
    const gradus_data *data;
    size_t rows, *row;                  /* the rows of the table that have an answer */
    size_t targets, *column;            /* the columns of the table that hold it */
    size_t classes;                     /* 0: numbers */
    int32_t *code;                      /* class of each kept row; NULL: numbers */
    size_t outputs;                     /* of the net */
    const gradus_column *scaling;       /* of the targets, borrowed; NULL: as they are */
};

/* Finds the rows in which no target is missing.  GRADUS_DATA: there is none.  [column] is copied;
 * answers that failed to start have nothing to end.                                           */
gradus_status gr_answers_start(struct gr_answers *answers, const gradus_data *data,
                               size_t targets, const size_t *column, gradus_error *err);
void gr_answers_end(struct gr_answers *answers);

/* Gives each kept row its class, and the net [outputs]: 1 where two classes have one, else as
 * many as classes; or takes the numbers and their scaling.  GRADUS_DATA names a class that the
 * schema has not, or text where numbers are needed.                                           */
gradus_status gr_answers_schema(struct gr_answers *answers, const struct gr_schema *schema,
                                size_t outputs, gradus_error *err);
/* Without a schema: as many columns as outputs, used as they are, or, for softmax, one column of
 * class numbers from 0 or of as many different texts as there are outputs.  With [sums] each row
 * must sum to 1 (cross-entropy).  GRADUS_SHAPE: neither one.                                  */
gradus_status gr_answers_plain(struct gr_answers *answers, size_t outputs, int softmax, int sums,
                               gradus_error *err);
/* The answers of the i-th kept row to [y] (outputs). */
void gr_answers_row(const struct gr_answers *answers, size_t i, double *y);

#endif
