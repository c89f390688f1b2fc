/* Which rows are for training, validation and test. */
#ifndef GR_SPLIT_H
#define GR_SPLIT_H
#include <gradus.h>

enum { GR_PARTS = 3 };

struct gr_split {
    gradus_allocator mem;
    size_t *index;                      /* rows by part, those of a part in rising order */
    size_t first[GR_PARTS], count[GR_PARTS];            /* by gradus_part */
};

/* Draws [rows] rows by [seed]; with [code] (class of each row, below [classes]; or NULL) each
 * class in proportion, at least one row of it left for training.  A part whose fraction is not 0
 * gets at least one row; GRADUS_DATA: there are too few.                                      */
gradus_status gr_split_start(struct gr_split *split, size_t rows, size_t classes,
                             const int32_t *code, double validation, double test, uint64_t seed,
                             const gradus_allocator *mem, gradus_error *err);
void gr_split_end(struct gr_split *split);

#endif
