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

/* ---- can it learn? ---------------------------------------------------------------------- */
/* One layer of a network as it stands.  [equal_units]: it is hidden, and its units (two or more)
 * all have the same weights and bias coming in and the same weights going out.  So they have the
 * same gradient, and whatever is learned they stay equal.  [zero_gradient]: the gradient of all
 * of its weights and biases is 0.                                                             */
typedef struct gradus_stuck_layer {
    int equal_units, zero_gradient;
} gradus_stuck_layer;

/* Looks at [net], in its own type, on the rows of x and y: [layers] has room for its layers.  Where
 * a layer's gradient is 0, *loss is the loss of all rows, and if that is 0, too, then nothing is
 * left to learn.  Where the first rows give every layer a gradient, the others are not looked at,
 * and *loss is only what those rows add to the loss.  It takes a tape of at most 256 rows, and
 * mostly one pass over as many.  GRADUS_SHAPE, GRADUS_ARGUMENT, GRADUS_NOMEM.                 */
GRADUS_API gradus_status gradus_stuck(const gradus_net *net, const gradus_matrix *x,
                                      const gradus_matrix *y, gradus_stuck_layer *layers,
                                      double *loss, gradus_error *err);

/* ---- where does each number come from? -------------------------------------------------- */
/* One layer of one pass, of [inputs] I and [units] O over m rows: W (O,I) row by row, b (O); Z, A,
 * dA, dZ (m,O); dW and db like W and b.  All are derivatives of the loss of the whole: 1/m, where
 * the loss has it, is inside dA and dZ.  [slope] is g'(Z) (m,O).  NULL: b and db without bias; dA
 * and slope of the last layer under a joint loss (bce, cross-entropy), which forms neither; slope
 * of softmax, which has no slope of its own; w_after, b_after without a step.                 */
typedef struct gradus_trace_layer {
    size_t inputs, units;
    const char *activation;
    const double *w, *b, *z, *a, *slope, *da, *dz, *dw, *db, *w_after, *b_after;
} gradus_trace_layer;

/* One forward and one backward pass in the net's own type, as training does them, read from the
 * tape.  row_loss (m) are the losses of the rows alone: J is their mean or, with sse, their sum.
 * cosine (m): between a row's share of the gradient and the whole, over all parameters; NaN where
 * one of them is 0.  It belongs to the caller: gradus_trace_free.                             */
typedef struct gradus_trace {
    size_t rows, inputs, outputs, layers;
    const char *loss_name;
    int mean, joint;                    /* J is a mean over rows; loss and dZ come from Z */
    const double *x, *y;                /* (m, inputs), (m, outputs), as rounded to the type */
    const gradus_trace_layer *layer;
    double loss, loss_after;            /* loss_after: NaN without a step */
    const double *row_loss, *cosine;
} gradus_trace;

/* The pass over all rows of x and y; [net] stays as it is.  A [step] that is no NaN adds one step
 * of gradient descent at that rate, on a copy: W - step dW; below 0 it climbs.  Memory is that of
 * a tape over all rows and of its numbers in double.  GRADUS_SHAPE, GRADUS_ARGUMENT,
 * GRADUS_NOMEM; numbers that are not finite are no error.                                     */
GRADUS_API gradus_status gradus_trace_new(gradus_trace **out, const gradus_net *net,
                                          const gradus_matrix *x, const gradus_matrix *y,
                                          double step, gradus_error *err);
GRADUS_API void gradus_trace_free(gradus_trace *trace);
/* What row [row] adds to dW and db of [layer]: w (O,I), b (O), either may be NULL.  dW is the sum
 * of the rows' shares, but for rounding.  0: there is no such row or layer.                   */
GRADUS_API int gradus_trace_share(const gradus_trace *trace, size_t row, size_t layer, double *w,
                                  double *b);

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
 * (a list is 1 by n).  [half] is half a unit of the last digit of each, 0 where it is exact.  They
 * may be off by what a pass in float32 is, where they were computed so ([single]).             */
typedef enum gradus_claimed {
    GRADUS_CLAIM_Z, GRADUS_CLAIM_A, GRADUS_CLAIM_LOSS, GRADUS_CLAIM_DA, GRADUS_CLAIM_DZ,
    GRADUS_CLAIM_DW, GRADUS_CLAIM_DB
} gradus_claimed;
typedef struct gradus_claim {
    const char *name;                   /* for errors; or NULL */
    gradus_claimed what;
    size_t layer, rows, cols;
    const double *value, *half;         /* [half] may be NULL: all are exact */
    int single;
    int turned;                         /* 1: known to be the other way round than ours, -1: as
                                           ours; 0: by the shapes of those that are not square */
} gradus_claim;
/* What [name] names: layers.K.weight, layers.K.bias (from 0); dW1, dJdW1, db1, Z1, A1, dZ1, dA1,
 * ... (from 1); z2, a2, delta2, ... (a1 is X), yHat, J.  Fills name, what and layer; the claim
 * borrows [name].  GRADUS_UNKNOWN.                                                            */
GRADUS_API gradus_status gradus_claim_name(const gradus_net *net, const char *name,
                                           gradus_claim *claim, gradus_error *err);

/* How wrong numbers differ where no mistake is known that makes them, turned as they are given. */
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
    int per_example;                    /* held against the derivative of one example's loss, m
                                           times ours, as in texts that have 1/m in dW only */
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
 * for mistakes in the order of updates, or NaN.  Orientation is that which is known, else that of
 * the claims that are not square, else of columns of more than one number.  Two mistakes are
 * looked for where the numbers have the digits to tell, and where it takes at most some seconds.
 * GRADUS_SHAPE: a claim does not fit.                                                         */
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
/* Full-batch descent, [epochs] steps of w -= rate dW, with mistakes in the gradient; *result (may
 * be NULL) has the right loss at the end.  [stop] (may be NULL) is polled after each step:
 * non-zero is GRADUS_STOPPED, with the weights so far in [net].  GRADUS_DIVERGED leaves it, and err
 * says what was first not finite.                                                             */
GRADUS_API gradus_status gradus_mistaken_train(gradus_net *net, const gradus_matrix *x,
                                               const gradus_matrix *y,
                                               const gradus_mistake *mistake, size_t count,
                                               double rate, size_t epochs,
                                               const volatile int *stop, gradus_result *result,
                                               gradus_error *err);

/* ---- formulas: their graph, their gradient, descent on them ----------------------------- */
/* A formula of named variables as a graph of nodes, each after the nodes that it needs and none
 * twice.  What it last computed stays in the nodes, so that one thread at a time may use it.   */
typedef struct gradus_expression gradus_expression;

typedef enum gradus_node_kind {
    GRADUS_CONSTANT, GRADUS_VARIABLE, GRADUS_OPERATION
} gradus_node_kind;

typedef struct gradus_node {
    gradus_node_kind kind;
    const char *name;                   /* "x", or "+" "-" "*" "/" "^" "sin" ...; constant: "" */
    size_t column;                      /* where its name or sign stands in the text, from 1 */
    size_t inputs, input[2];            /* an operation's nodes; one input and "-" is a sign */
    int varies;                         /* a variable is in it, else no derivative is taken */
    const char *rule[2];                /* dnode/dinput in words of a, b (inputs), v (value) */
    double value, local[2];             /* local: dnode/dinput */
    double total;                       /* df/dnode, the last node being f */
} gradus_node;

/* [text]: decimal numbers, pi, e, variables, + - * / ^ ( ), and exp log sqrt sin cos tan tanh
 * sigmoid abs relu.  ^ goes to the right and before a sign: -x^2^3 is -(x^8).  GRADUS_SYNTAX and
 * GRADUS_UNKNOWN have the column; GRADUS_ARGUMENT: larger than 4096 nodes or 100 deep.        */
GRADUS_API gradus_status gradus_expression_parse(gradus_expression **out, const char *text,
                                                 const gradus_allocator *mem, gradus_error *err);
GRADUS_API void gradus_expression_free(gradus_expression *f);
GRADUS_API size_t gradus_expression_variables(const gradus_expression *f);
/* The k-th variable in the order of the text; NULL after the last. */
GRADUS_API const char *gradus_expression_variable(const gradus_expression *f, size_t k);
/* f at [at] (variables); not finite outside of its domain.  A whole power is a product. */
GRADUS_API double gradus_expression_value(gradus_expression *f, const double *at);
/* The same, and by reverse mode df/dvariable in [gradient] (variables).  At a kink abs' and relu'
 * are 0.                                                                                      */
GRADUS_API double gradus_expression_gradient(gradus_expression *f, const double *at,
                                             double *gradient);
GRADUS_API size_t gradus_expression_nodes(const gradus_expression *f);
GRADUS_API const gradus_node *gradus_expression_node(const gradus_expression *f, size_t k);
/* Which node made the last value or gradient not finite, as text; 0 where all is finite. */
GRADUS_API int gradus_expression_fault(const gradus_expression *f, char out[160]);

/* Any function of some variables, with its gradient.  It borrows what it is of. */
typedef struct gradus_function {
    size_t variables;
    double (*value)(void *of, const double *at, double *gradient);  /* [gradient] may be NULL */
    int (*fault)(void *of, char out[160]);          /* as gradus_expression_fault; or NULL */
    void *of;
    const gradus_allocator *mem;                    /* for descent on it */
} gradus_function;
GRADUS_API gradus_function gradus_expression_function(gradus_expression *f);

typedef struct gradus_descend_options {
    double learning_rate, momentum;     /* v = momentum v + g;  x = x - learning_rate v */
    double tolerance;                   /* ends when no variable moved by more nor, with momentum,
                                         * would by the gradient alone */
    size_t max_steps;
    int maximize;                       /* up the gradient instead */
} gradus_descend_options;

typedef struct gradus_descend_step {
    size_t step;                        /* 0 is the start */
    const double *at, *gradient;        /* (variables) */
    double value;
} gradus_descend_step;
typedef int gradus_descend_watch(void *user, const gradus_descend_step *step);

typedef struct gradus_descend_result {
    double value;
    size_t steps, evaluations;          /* of f with its gradient; those for [kind] not counted */
    const char *ended;                  /* "tolerance" "max-steps" "diverged" "stopped" */
    const char *kind;                   /* "minimum" "maximum" "saddle" "inflection" "unknown" */
    char why[160];                      /* diverged: what was not finite */
} gradus_descend_result;

/* Rate 0.01, no momentum, tolerance 1e-5, 10000 steps. */
GRADUS_API void gradus_descend_defaults(gradus_descend_options *opt);
/* Gradient descent from [at] (variables), which it moves; [gradient] (variables) is that of the
 * end.  [watch] (may be NULL) sees the start and each step; non-zero stops.  [kind] is told by
 * differences of the gradient around the end, if that is where the gradient vanishes.
 * GRADUS_OK also when it diverged; GRADUS_ARGUMENT: an option out of range; GRADUS_NOMEM.     */
GRADUS_API gradus_status gradus_descend(gradus_expression *f, double *at,
                                        const gradus_descend_options *opt,
                                        gradus_descend_watch *watch, void *user,
                                        double *gradient, gradus_descend_result *result,
                                        gradus_error *err);
GRADUS_API gradus_status gradus_descend_function(const gradus_function *f, double *at,
                                                 const gradus_descend_options *opt,
                                                 gradus_descend_watch *watch, void *user,
                                                 double *gradient, gradus_descend_result *result,
                                                 gradus_error *err);
/* Whether [a] ended better than [b]: at an optimum rather than not, then by the value. */
GRADUS_API int gradus_descend_better(const gradus_descend_result *a,
                                     const gradus_descend_result *b, int maximize);

/* A box low[k] <= x[k] <= high[k], and searches in it that need no gradient. */
typedef struct gradus_search_options {
    const double *low, *high;           /* (variables) */
    double target;                      /* ends when the value is as good */
    size_t max_evaluations;
    int maximize;
    uint64_t seed;
} gradus_search_options;
/* The start of restart k: uniform in the box, by seed and k. */
GRADUS_API void gradus_search_start(const gradus_expression *f, const gradus_search_options *opt,
                                    size_t k, double *at);
/* [method] "random" or "genetic": the best point to [at] and *value, and what it took; *reached
 * tells whether it is as good as the target.  GRADUS_UNKNOWN, GRADUS_ARGUMENT, GRADUS_NOMEM.  */
GRADUS_API gradus_status gradus_search(gradus_expression *f, const char *method,
                                       const gradus_search_options *opt, double *at,
                                       double *value, size_t *evaluations, int *reached,
                                       gradus_error *err);

/* ---- the cost surface: the loss over a plane through the parameters ---------------------- */
/* The loss of a network on some rows as a function of two numbers u and v: at (u, v) the
 * parameters are  base + u first + v second.  It has a network of its own, in double whatever the
 * type of [net], and computes by the passes that train: forward, loss, backward.  One thread at a
 * time may use it.                                                                            */
typedef struct gradus_surface gradus_surface;
typedef struct gradus_parameter {
    size_t layer, unit, input;          /* W[unit][input] of the layer, from 0 */
    int is_bias;                        /* b[unit] instead */
} gradus_parameter;
/* u and v are the values of two parameters, the others stay as they are in [net].  [loss] NULL:
 * the net's own.  x and y are borrowed as long as the surface lives, [net] is not.
 * GRADUS_ARGUMENT: no such parameter, twice the same, or a loss that does not fit the outputs;
 * GRADUS_UNKNOWN, GRADUS_SHAPE, GRADUS_NOMEM.                                                 */
GRADUS_API gradus_status gradus_surface_new(gradus_surface **out, const gradus_net *net,
                                            const char *loss, const gradus_matrix *x,
                                            const gradus_matrix *y,
                                            const gradus_parameter parameter[2],
                                            gradus_error *err);
/* Two random directions from the net's own parameters, which are at (0, 0).  They are normal and
 * then, unit by unit, as long as the unit's row of W is (Li et al. 2018); biases stay, as in their
 * program.  GRADUS_ARGUMENT also where all weights are 0, which gives no length.              */
GRADUS_API gradus_status gradus_surface_random(gradus_surface **out, const gradus_net *net,
                                               const char *loss, const gradus_matrix *x,
                                               const gradus_matrix *y, uint64_t seed,
                                               gradus_error *err);
GRADUS_API void gradus_surface_free(gradus_surface *surface);
/* The loss at [at] (2), and in [gradient] (2), unless NULL, its derivatives by u and v.  Allocates
 * nothing; not finite where the loss is not.                                                  */
GRADUS_API double gradus_surface_value(gradus_surface *surface, const double *at,
                                       double *gradient);
/* Where the network itself lies. */
GRADUS_API void gradus_surface_here(const gradus_surface *surface, double at[2]);
GRADUS_API gradus_function gradus_surface_function(gradus_surface *surface);

#ifdef __cplusplus
}
#endif
#endif
