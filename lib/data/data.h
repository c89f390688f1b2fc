/* The table inside: blocks of columns, for the files of this floor and train/ to read fast. */
#ifndef GR_DATA_H
#define GR_DATA_H
#include "data/names.h"
#include <gradus.h>

struct gr_block {                       /* columns stored together, row by row */
    void *values;                       /* (rows, width) of [type] */
    char *names;                        /* the texts of all its names, one after the other */
    gradus_type type;
    size_t width;
};

struct gr_data_column {
    size_t block, offset;               /* of it in a row of the block */
    size_t number;                      /* in the source, from 1 */
    size_t levels;
    char **level;
    struct gr_texts *texts;             /* of its cells, or NULL */
};

struct gradus_data {
    gradus_allocator mem;
    size_t rows, blocks, block_room, columns, column_room;
    size_t skipped;                     /* columns of the source that are not here */
    struct gr_block *block;
    struct gr_data_column *column;
    struct gr_names names;              /* of the columns; borrows the blocks' texts */
    char *source;                       /* or NULL */
    uint32_t *line;                     /* of each row, 0 where there is none; or NULL */
};

/* One column of a table, ready to be read row by row. */
struct gr_source {
    const void *values;                 /* its cell of row 0 */
    gradus_type type;
    size_t stride;                      /* from row to row, in values */
    size_t levels;
};

struct gr_source gr_data_at(const gradus_data *data, size_t column);
/* The number, the index of the level, or NaN: also for a code that is no level. */
double gr_source_read(const struct gr_source *source, size_t row);

/* Says in *err (may be NULL) where in the table the error is.  [row] and [column] from 0;
 * SIZE_MAX where there is none.  Returns [code], so that a caller can return it.              */
gradus_status gr_data_place(gradus_error *err, gradus_status code, const gradus_data *data,
                            size_t row, size_t column);
/* "the data has no column ...", with its file and the nearest name. */
gradus_status gr_data_no_column(const gradus_data *data, const char *name, gradus_error *err);

#endif
