/* A table seen through a schema: where each of its columns is, and what the levels of the table
 * are called there.  Without a schema: columns of numbers, none of them missing.              */
#ifndef GR_VIEW_H
#define GR_VIEW_H
#include "data/data.h"
#include "data/schema.h"
#include <gradus.h>

struct gr_reader {
    struct gr_source source;
    size_t column;
    int32_t *level_of;                  /* of the table's levels, -1: unknown; NULL: a number */
    const struct gr_names *levels;      /* the table has numbers where there are levels; or NULL */
};

struct gr_view {
    gradus_allocator mem;
    const gradus_data *data;
    const struct gr_schema *schema;     /* or NULL */
    size_t columns, width;              /* width: inputs of the net */
    struct gr_reader *reader;
};

/* GRADUS_UNKNOWN: the table lacks a column; GRADUS_DATA: text where numbers are needed.  A view
 * that failed to start has nothing to end.  The view borrows data and schema.                 */
gradus_status gr_view_start(struct gr_view *view, const gradus_data *data,
                            const struct gr_schema *schema, gradus_error *err);
gradus_status gr_view_plain(struct gr_view *view, const gradus_data *data, size_t columns,
                            const size_t *column, gradus_error *err);
void gr_view_end(struct gr_view *view);
/* Can these rows be read?  GRADUS_DATA: a missing cell, without a schema. */
gradus_status gr_view_check(const struct gr_view *view, size_t first, size_t count,
                            gradus_error *err);
/* One raw row: a double a column, the number, the level's index or NaN.  Adds cells whose level
 * is unknown to *unknown.  GRADUS_DATA as in gr_view_check.                                   */
gradus_status gr_view_row(const struct gr_view *view, size_t row, double *raw, size_t *unknown,
                          gradus_error *err);

#endif
