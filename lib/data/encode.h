/* From raw rows to the matrices that a net reads. */
#ifndef GR_ENCODE_H
#define GR_ENCODE_H
#include "data/answers.h"
#include "data/view.h"

/* One raw row as inputs of the net, gr_column_width of them a column:
 *     numbers      x' = (x - shift) * scale, [fill] for a missing one, then its indicator
 *     categories   1 for the level, 0 for the others                                         */
void gr_encode_row(const gradus_schema *schema, const double *raw, double *inputs);

/* Encodes the kept rows number pick[0..count-1] ([pick] NULL: the first [count]) of [answers]
 * and their inputs.  Free with gradus_set_free.  GRADUS_DATA: a number is not one of [type].  */
gradus_status gr_encode_set(gradus_set **out, const struct gr_view *view,
                            const struct gr_answers *answers, size_t count, const size_t *pick,
                            gradus_type type, const gradus_allocator *mem, size_t *unknown,
                            gradus_error *err);

#endif
