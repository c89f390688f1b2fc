/* How good outputs are, beside the right ones. */
#ifndef GR_METRICS_H
#define GR_METRICS_H
#include "net/net.h"

/* Outputs of a net and the right ones.  All sums are in double, in row order. */
struct gr_judged {
    size_t rows, outputs;
    size_t classes;                     /* 0: numbers; 2 with one output: p of the second */
    const double *output;               /* (rows, outputs) */
    const gradus_matrix *y;             /* (rows, outputs) */
    const gradus_column *target;        /* their scaling, or NULL: none */
};

/* How many classes the outputs are to be judged as, where no schema says it: as many as outputs
 * of a softmax; 2 for one sigmoid output, as many as outputs for several, where the right ones
 * are classes (0 or 1, one 1 a row); else 0.                                                  */
size_t gr_metrics_classes(const gradus_net *net, const gradus_matrix *y);
/* The one number that training shows: accuracy, or r2 without classes. */
double gr_metrics_one(const struct gr_judged *judged);

#endif
