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

/* ---- which mistake is it? --------------------------------------------------------------- */
/* The catalogue of known mistakes, by number; NULL after the last.  In the equations # is the
 * layer that it is made in, < the one below, > the one above, counted from 1; A0 is X.        */
typedef struct gradus_mistake_info {
    const char *name, *right, *wrong, *sentence;
} gradus_mistake_info;
GRADUS_API const gradus_mistake_info *gradus_mistake_get(size_t k);
/* GRADUS_UNKNOWN, with the nearest name in the hint. */
GRADUS_API gradus_status gradus_mistake_find(const char *name, size_t *k, gradus_error *err);

/* A mistake and where it is made: a layer from 0, or one of these. */
#define GRADUS_ALL_LAYERS ((size_t)-1)
#define GRADUS_IN_LOSS    ((size_t)-2)  /* in the printed loss alone */
#define GRADUS_EVERYWHERE ((size_t)-3)  /* in all layers and in the loss */
typedef struct gradus_mistake {
    size_t number, layer;
} gradus_mistake;
/* [equation] with the layer's numbers in it, "l", "l-1" and "l+1" for all layers.  The length. */
GRADUS_API size_t gradus_mistake_equation(const char *equation, size_t layer, size_t size,
                                          char *out);

/* Numbers that somebody computed: a gradient or an intermediate, as written, [rows] by [cols]
 * (a list is 1 by n).  [half] is half a unit of the last digit of each, 0 where it is exact.   */
typedef enum gradus_claimed {
    GRADUS_CLAIM_Z, GRADUS_CLAIM_A, GRADUS_CLAIM_LOSS, GRADUS_CLAIM_DA, GRADUS_CLAIM_DZ,
    GRADUS_CLAIM_DW, GRADUS_CLAIM_DB
} gradus_claimed;
typedef struct gradus_claim {
    const char *name;                   /* for errors; or NULL */
    gradus_claimed what;
    size_t layer, rows, cols;
    const double *value, *half;         /* [half] may be NULL: all are exact */
} gradus_claim;
/* What [name] names: layers.K.weight, layers.K.bias (from 0); dW1, dJdW1, db1, Z1, A1, dZ1, dA1,
 * ... (from 1); z2, a2, delta2, ... (a1 is X), yHat, J.  Fills name, what and layer; the claim
 * borrows [name].  GRADUS_UNKNOWN.                                                            */
GRADUS_API gradus_status gradus_claim_name(const gradus_net *net, const char *name,
                                           gradus_claim *claim, gradus_error *err);

/* How wrong numbers differ where no mistake is known that makes them. */
typedef enum gradus_pattern {
    GRADUS_NO_PATTERN, GRADUS_FACTOR, GRADUS_TRANSPOSED, GRADUS_ONE_ENTRY, GRADUS_ONE_ROW,
    GRADUS_ONE_COLUMN, GRADUS_WRONG_SHAPE
} gradus_pattern;
/* Mistakes that together make the numbers: one, or two. */
typedef struct gradus_reason {
    gradus_mistake part[2];
    size_t parts;
} gradus_reason;
/* Of one claim.  [theirs] and [ours] are the first that differ, at (row, col) of the claim as it
 * was given, from 0.                                                                          */
typedef struct gradus_verdict {
    int right;
    int per_example;                    /* right as the derivative of one example's loss: m times
                                           ours, as in texts that have 1/m in dW only */
    size_t entries, wrong, row, col;
    double theirs, ours;
    gradus_pattern pattern;
    double factor;                      /* theirs / ours, of GRADUS_FACTOR */
    int few_digits;                     /* too few were given to tell mistakes apart */
    size_t reasons;                     /* those that cannot be told apart; 0: none is known */
    const gradus_reason *reason;        /* fewest mistakes first; belongs to the judgement */
} gradus_verdict;

typedef struct gradus_judgement gradus_judgement;
/* Judges [count] claims together: each right, or the fewest mistakes of the catalogue that make
 * exactly its numbers, those first that explain most of the claims.  [rate] is the learning rate,
 * for mistakes in the order of updates, or NaN.  Orientation is that of the claims that are not
 * square.  Two mistakes are looked for where the numbers have the digits to tell, and where it
 * takes at most some seconds.  GRADUS_SHAPE: a claim does not fit.                            */
GRADUS_API gradus_status gradus_judge(gradus_judgement **out, const gradus_net *net,
                                      const gradus_matrix *x, const gradus_matrix *y, double rate,
                                      const gradus_claim *claim, size_t count,
                                      gradus_error *err);
GRADUS_API void gradus_judgement_free(gradus_judgement *judgement);
GRADUS_API const gradus_verdict *gradus_judgement_verdict(const gradus_judgement *judgement,
                                                          size_t claim);
/* The first wrong claim going forward and then backward, or [count]. */
GRADUS_API size_t gradus_judgement_first(const gradus_judgement *judgement);

/* What [net] and these rows give with [count] mistakes made on purpose: *w (O,I), *b (O) of the
 * gradient of layer [layer], either may be NULL.  GRADUS_ARGUMENT: a mistake that cannot be made
 * there.                                                                                      */
GRADUS_API gradus_status gradus_mistaken_gradient(const gradus_net *net, const gradus_matrix *x,
                                                  const gradus_matrix *y,
                                                  const gradus_mistake *mistake, size_t count,
                                                  double rate, size_t layer, double *w, double *b,
                                                  gradus_error *err);
/* Full-batch descent, [epochs] steps of w -= rate dW, with mistakes in the gradient; *loss (may be
 * NULL) is the right loss at the end.  GRADUS_DIVERGED.                                        */
GRADUS_API gradus_status gradus_mistaken_train(gradus_net *net, const gradus_matrix *x,
                                               const gradus_matrix *y,
                                               const gradus_mistake *mistake, size_t count,
                                               double rate, size_t epochs, double *loss,
                                               gradus_error *err);

#ifdef __cplusplus
}
#endif
#endif
