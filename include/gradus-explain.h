/* gradus-explain.h - explaining: is a gradient right, and where does each number come from?
 *
 * It reads what gradus.h computed, through the tape, and never changes a result.  Conventions and
 * errors are those of gradus.h; nothing here prints or opens a file.                         */
#ifndef GRADUS_EXPLAIN_H
#define GRADUS_EXPLAIN_H
#include <gradus.h>

#ifdef __cplusplus
extern "C" {
#endif
/* ---- is the gradient right? ------------------------------------------------------------ */
/* One weight matrix or bias vector: backpropagation g, forward-mode derivative d, central
 * difference n.  The worst entries are (row, column), 0-based, of W; column 0 for a bias.   */
typedef struct gradus_check_tensor {
    size_t layer, rows, cols;
    int is_bias;
    double largest;                     /* max |d| */
    double exact_worst, central_worst;  /* max |g - d|, max |g - n| away from kinks */
    size_t exact_row, exact_col, central_row, central_col;
    size_t kinks;                       /* parameters left out of the central difference */
    int exact_agrees, central_agrees;
} gradus_check_tensor;

typedef struct gradus_check_report {
    double loss, ratio;                 /* |g - n| / |g + n| over all parameters compared */
    uint64_t passes[3], products[3];    /* passes, multiplications: g, d, n */
    int agrees;
} gradus_check_report;

/* In double whatever the net's type.  [tensors] has room for 2 * layers; *count are written.  A
 * tensor agrees when max|g-d| <= 1e-10 max|d| + 2^-44 S and each |g-n| <= 1e-6 max|d| + 1e-9
 * (1+|J|); S, the largest sum of the magnitudes that a d adds up, allows for their rounding.  */
GRADUS_API gradus_status gradus_check(const gradus_net *net, const gradus_matrix *x,
                                      const gradus_matrix *y, double epsilon,
                                      gradus_check_tensor *tensors, size_t *count,
                                      gradus_check_report *report, gradus_error *err);

#ifdef __cplusplus
}
#endif
#endif
