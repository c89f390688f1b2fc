/* How good outputs are, beside the right ones.  All sums are in double, in row order. */
#ifndef GR_METRICS_H
#define GR_METRICS_H
#include "net/net.h"

/* The one number that training shows, of outputs (rows, outputs) and the right ones [y]: accuracy
 * for classes, else r2.  Without a schema, outputs are judged as classes where the last layer is
 * softmax, or sigmoid and the right ones are classes too: 0 or 1, and one 1 a row if several.  */
double gr_metrics_one(const gradus_net *net, const gradus_matrix *y, const double *output);

#endif
