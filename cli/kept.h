/* The columns of DATA that predict writes before its answers. */
#ifndef KEPT_H
#define KEPT_H
#include "options.h"

/* Starts as {0}. */
struct kept {
    const gradus_data *data;
    size_t *column, count;
    char *digits;                       /* of each: all its cells are numbers as JSON has them */
};

/* The columns of [list]: all, or names or numbers, and none of those [ignored] (or NULL).  GO_ON,
 * or a status with its error told.                                                            */
int kept_choose(struct kept *kept, const gradus_data *data, const char *list, const char *ignored);
void kept_free(struct kept *kept);
int kept_has(const struct kept *kept, const char *name);
/* The cells of a row: the text of the file, or where it had none the number. */
void kept_cells(const struct kept *kept, struct text *out, size_t row);
void kept_json(const struct kept *kept, struct json *out, size_t row);

/* A cell of CSV, in quotes where it would be read otherwise without them. */
void put_cell(struct text *out, const char *text, int first);
/* Nothing for NaN. */
void put_number(struct text *out, double value, int first);

#endif
