/* Rows that a model gives no prediction, since an output is not finite. */
#ifndef UNDEFINED_H
#define UNDEFINED_H
#include "options.h"

/* Starts as {0}. */
struct undefined {
    size_t rows, row, output;           /* how many; the first, from 0, and its first such output;
                                         * SIZE_MAX: its inputs were no numbers already */
    char why[256];                      /* or "" */
};

/* Predicts [count] rows, of which the first is row number [first] of the data, as gradus_predict
 * does; but the outputs of a row without a prediction all become NaN.  GO_ON, or a status.    */
int undefined_predict(struct undefined *u, const gradus_model *model, size_t first, size_t count,
                      const double *x, double *y, void *scratch, size_t bytes);
/* Warns where there are such rows.  [data] was read from [source]; both NULL: the only row there
 * is.                                                                                         */
void undefined_warn(const struct undefined *u, const struct common *common,
                    const gradus_model *model, const gradus_data *data, const char *source);
/* The same of a set that was made of [data], and what its metrics are worth then: a warning, or
 * text without a line end.                                                                    */
void undefined_metrics(const gradus_metrics *m, const gradus_set *set, const struct common *common,
                       const gradus_model *model, const gradus_data *data, const char *source);
void undefined_metrics_say(const gradus_metrics *m, const gradus_set *set,
                           const gradus_model *model, const gradus_data *data, const char *source,
                           struct text *out);

#endif
