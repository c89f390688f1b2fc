/* One row as it is typed. */
#ifndef ROW_H
#define ROW_H
#include "options.h"

/* Fills the raw row [x] of [model] from 'age=42,city=Oslo' and counts texts that are no level in
 * *unknown.  GO_ON, or a status with its error told.                                        */
int row_typed(const gradus_model *model, const char *text, double *x, size_t *unknown,
              const struct common *common);

#endif
