/* A model and rows of data with known answers, some of them chosen by --rows. */
#ifndef CHOSEN_H
#define CHOSEN_H
#include "source.h"

struct chosen {
    gradus_model *model;
    gradus_data *data;
    gradus_set *set;
    size_t first, rows;                 /* of the set */
    gradus_matrix x, y;                 /* those rows; they borrow from the set and [scaled] */
    gradus_scaled scaled;
};

/* How they are to be read; [range] is what --rows says or NULL: the first [most] rows. */
struct choice {
    const struct common *common;
    const struct reading *reading;
    const char *target, *range;
    size_t most;
};

#define ROWS_HELP "only these rows, counted from 0, without TO; 3 is one row"

/* Prints its error and gives GO_ON or a status; free in any case. */
int chosen_read(struct chosen *c, const struct choice *how, const char *model, const char *data);
void chosen_free(struct chosen *c);

#endif
