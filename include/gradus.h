/* gradus.h - numbers: feed-forward networks, their training, and every number of it.
 *
 * Three tiers, read as far as you need:
 *   1. use      a model predicts rows; no allocation, no lock, no print
 *   2. train    arrays or a table in, a trained network out
 *   3. inspect  forward, backward, step, tape and gradient, one at a time
 * gradus-explain.h explains what they computed, gradus-text.h has numbers and names as text; files
 * are the business of gradus-io.h.  Nothing here prints, exits, or keeps global state.
 * Conventions.  Rows are examples: X (B,I), W (O,I), b (O), Z and A (B,O), Z = X W' + b.
 * Every function that can fail returns a gradus_status and explains itself in *err, which may
 * be NULL.  On failure outputs are untouched.  Free functions accept NULL.  Strings are UTF-8,
 * and those that a function returns belong to the object they were asked of.
 * An object that is const in a call may be shared by threads; any other is one thread's.
 * ABI.  While the major version is 0 each minor version has its own soname; inside one,
 * functions are added, and structs and numbers of this header do not change.               */
#ifndef GRADUS_H
#define GRADUS_H
#include <gradus-text.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
#define GRADUS_VERSION "0.1.0"
#define GRADUS_NUMERICS 1               /* the rules of the numbers: docs/architecture.md */
/* ------------------------------------------------------------------ errors and memory --- */
#define GRADUS_STATUS_MAP(X)                                    \
    X(OK,       0, "success")                                   \
    X(NOMEM,    1, "out of memory")                             \
    X(IO,       2, "cannot read or write")                      \
    X(ARGUMENT, 3, "wrong argument")                            \
    X(SYNTAX,   4, "malformed input")                           \
    X(SHAPE,    5, "sizes do not fit together")                 \
    X(UNKNOWN,  6, "unknown name")                              \
    X(DATA,     7, "these data cannot be used for this")        \
    X(DIVERGED, 8, "a number is not finite")                    \
    X(STOPPED,  9, "stopped on request")

typedef enum gradus_status {
#define GRADUS_ONE(name, number, text) GRADUS_##name = number,
    GRADUS_STATUS_MAP(GRADUS_ONE)
#undef GRADUS_ONE
} gradus_status;

typedef struct gradus_error {
    gradus_status code;
    size_t line, column;                /* counted from 1; 0 where there is none */
    char file[256];                     /* "" where there is none */
    char text[256];                     /* what is wrong: one line, lower case, no full stop */
    char hint[256];                     /* what to do about it, or "" */
} gradus_error;

GRADUS_API const char *gradus_status_text(gradus_status status);
GRADUS_API const char *gradus_version(void);

/* Where an object's memory comes from (it keeps a copy); NULL everywhere means malloc and free.
 * [alloc] returns NULL when there is no more; alignment as malloc's is enough.              */
typedef struct gradus_allocator {
    void *(*alloc)(void *user, size_t bytes);
    void (*release)(void *user, void *block);
    void *user;
} gradus_allocator;

typedef enum gradus_type {
    GRADUS_F32, GRADUS_F64, GRADUS_U8, GRADUS_CATEGORY, GRADUS_SCALED
} gradus_type;

/* A borrowed row-major matrix: rows (rows, cols), no gaps.  Type F32, F64, U8 or SCALED. */
typedef struct gradus_matrix {
    const void *data;
    gradus_type type;
    size_t rows, cols;
} gradus_matrix;

/* The [data] of a matrix of type SCALED: bytes (rows, cols), of which v in column j stands for
 * (v - shift[j]) * scale[j], computed in double and rounded to [type], F32 or F64.          */
typedef struct gradus_scaled {
    const uint8_t *bytes;
    const double *shift, *scale;        /* (cols) */
    gradus_type type;
} gradus_scaled;

/* ======================================================================== 1. use ======= */
typedef struct gradus_net gradus_net;       /* layers and parameters */
typedef struct gradus_model gradus_model;   /* a net, and what its inputs and outputs mean */

typedef enum gradus_task { GRADUS_AUTO, GRADUS_CLASSIFICATION, GRADUS_REGRESSION } gradus_task;

/* One column of a table as training saw it, and how it becomes inputs of the net.
 * Numbers: a missing cell (NaN) becomes [fill], then x' = (x - shift) * scale; with
 * [indicator] one more input follows, 1 where the cell was missing, else 0.
 * Categories: one input a level, 1 for the cell's level, all 0 for unknown or missing.      */
typedef struct gradus_column {
    const char *name;
    size_t levels;                      /* 0: numbers */
    const char *const *level;
    double fill, shift, scale;
    int indicator;
} gradus_column;

/* What a table must look like to be predicted.  Regression: [target] has one column an output,
 * and prediction = y / scale + shift.  Classification: one target; class_name[] in order.   */
typedef struct gradus_schema {
    gradus_task task;
    size_t inputs;
    const gradus_column *input;
    size_t targets;
    const gradus_column *target;
    size_t classes;
    const char *const *class_name;
} gradus_schema;

/* [schema] (copied) may be NULL: numbers in, numbers out.  The model owns [net] from then on.
 * GRADUS_SHAPE: the net's inputs or outputs are not those that the schema makes.            */
GRADUS_API gradus_status gradus_model_new(gradus_model **out, gradus_net *net,
                                          const gradus_schema *schema, gradus_error *err);
GRADUS_API void gradus_model_free(gradus_model *model);
GRADUS_API const gradus_net *gradus_model_net(const gradus_model *model);
GRADUS_API const gradus_schema *gradus_model_schema(const gradus_model *model);   /* or NULL */

/* How it was trained: a JSON object as text, kept and given back, never read: what is no such
 * text is refused where it would be written (gradus_model_check).  NULL: none.              */
GRADUS_API gradus_status gradus_model_set_training(gradus_model *model, const char *json,
                                                   gradus_error *err);
GRADUS_API const char *gradus_model_training(const gradus_model *model);

/* Columns in, numbers out.  Outputs are class probabilities or target values; their names are
 * the class labels, the targets, or y1, y2, ...; inputs without a schema are x1, x2, ...    */
GRADUS_API size_t gradus_model_inputs(const gradus_model *model);
GRADUS_API size_t gradus_model_outputs(const gradus_model *model);
GRADUS_API const char *gradus_model_input_name(const gradus_model *model, size_t i);
GRADUS_API const char *gradus_model_output_name(const gradus_model *model, size_t k);

/* A raw row is one double a column: the number, the index of the level, or NaN for missing.
 * clear makes every cell missing.  GRADUS_UNKNOWN from row_number and row_text: no such column
 * (hint has the nearest).  *known = 0: no such level, the cell is left missing.             */
GRADUS_API void gradus_row_clear(const gradus_model *model, double *row);
GRADUS_API gradus_status gradus_row_number(const gradus_model *model, double *row,
                                           const char *column, double value, gradus_error *err);
GRADUS_API gradus_status gradus_row_text(const gradus_model *model, double *row,
                                         const char *column, const char *text, int *known,
                                         gradus_error *err);

/* Predicts [rows] raw rows: x (rows, inputs) to y (rows, outputs), with [scratch] of at least
 * gradus_predict_scratch bytes, aligned as malloc does, in which the outputs wait until all are
 * right.  Allocates, locks and prints nothing.  GRADUS_ARGUMENT: the scratch is too small;
 * GRADUS_DATA: an output is not finite, an input infinite, or missing without a schema; err names
 * it and the row, and its column is the number of that output, from 1, or 0 for an input.    */
GRADUS_API size_t gradus_predict_scratch(const gradus_model *model, size_t rows);
GRADUS_API gradus_status gradus_predict(const gradus_model *model, size_t rows, const double *x,
                                        double *y, void *scratch, size_t bytes, gradus_error *err);

/* ====================================================================== 2. train ======= */
/* ---- a table in memory: named columns of equal length --------------------------------- */
typedef struct gradus_data gradus_data;

GRADUS_API gradus_status gradus_data_new(gradus_data **out, size_t rows,
                                         const gradus_allocator *mem, gradus_error *err);
GRADUS_API void gradus_data_free(gradus_data *data);
/* Adds [width] columns stored together, row by row, and gives their storage to fill: rows*width
 * values of [type] (CATEGORY: int32_t, -1 is missing), all zero.  One column is called [name],
 * several name1, name2, ...  GRADUS_ARGUMENT: a column of that name is there.               */
GRADUS_API gradus_status gradus_data_add(gradus_data *data, const char *name, size_t width,
                                         gradus_type type, void **values, gradus_error *err);
/* Names the levels of a CATEGORY column (copied); every code must be below [levels]. */
GRADUS_API gradus_status gradus_data_levels(gradus_data *data, size_t column, size_t levels,
                                            const char *const *level, gradus_error *err);
GRADUS_API void gradus_data_trim(gradus_data *data, size_t rows);      /* keeps the first rows */
GRADUS_API void gradus_data_skip(gradus_data *data);  /* the source has a column more, left out */
/* Where the table came from, for errors: a name, and the line of each row to fill in. */
GRADUS_API gradus_status gradus_data_source(gradus_data *data, const char *name,
                                            uint32_t **lines, gradus_error *err);
/* Sets the file and line of *err to those of a row, where they are known, and its column to 0; the
 * code and the texts stay.                                                                    */
GRADUS_API void gradus_data_place(const gradus_data *data, size_t row, gradus_error *err);
/* Keeps (copied) the text that the source has for the next row of [column]; call it for the first
 * row first.  GRADUS_ARGUMENT: no such column, or as many texts as rows; GRADUS_NOMEM.        */
GRADUS_API gradus_status gradus_data_keep(gradus_data *data, size_t column, const char *text,
                                          size_t length, gradus_error *err);
/* That text, ended by a zero byte that *length (may be NULL) does not count; NULL: none kept.  It
 * is the table's, until another text of the column is kept or the table freed.                */
GRADUS_API const char *gradus_data_text(const gradus_data *data, size_t row, size_t column,
                                        size_t *length);
GRADUS_API size_t gradus_data_rows(const gradus_data *data);
GRADUS_API size_t gradus_data_columns(const gradus_data *data);
GRADUS_API const char *gradus_data_name(const gradus_data *data, size_t column);
GRADUS_API size_t gradus_data_number(const gradus_data *data, size_t column);  /* in the source */
GRADUS_API gradus_type gradus_data_type(const gradus_data *data, size_t column);
GRADUS_API size_t gradus_data_level_count(const gradus_data *data, size_t column);
GRADUS_API const char *gradus_data_level(const gradus_data *data, size_t column, size_t level);
/* The cell as a number: the value, the level's index, or NaN for missing. */
GRADUS_API double gradus_data_cell(const gradus_data *data, size_t row, size_t column);
/* By name, else 1-based number; GRADUS_UNKNOWN with the nearest name in the hint. */
GRADUS_API gradus_status gradus_data_find(const gradus_data *data, const char *name,
                                          size_t *column, gradus_error *err);

/* ---- a learning problem: a table split, cleaned, scaled, as matrices ------------------- */
/* x (rows, inputs) and y (rows, outputs) as the net sees them, of one float type; but x that comes
 * from columns of bytes alone keeps them: it is SCALED to that type, or U8 without a schema. */
typedef struct gradus_set {
    gradus_matrix x, y;
} gradus_set;

typedef struct gradus_problem gradus_problem;
typedef struct gradus_problem_options {
    const char *target, *features;      /* comma lists of names or 1-based numbers; features
                                           NULL: every other column */
    gradus_task task;
    const char *scale;                  /* auto none standard minmax max */
    gradus_type type;                   /* of the matrices: GRADUS_F32 or GRADUS_F64 */
    int one_output;                     /* two classes: 1 output (sigmoid), 0: 2 (softmax) */
    double validation, test;            /* fractions of the rows, drawn by [seed] */
    const gradus_data *validation_data, *test_data;     /* or tables of their own, or NULL */
    const gradus_model *from;           /* columns and scaling are this model's, or NULL */
    uint64_t seed;
    const gradus_allocator *mem;
} gradus_problem_options;

typedef enum gradus_part { GRADUS_TRAIN, GRADUS_VALIDATION, GRADUS_TEST } gradus_part;

GRADUS_API void gradus_problem_defaults(gradus_problem_options *opt);
/* Chooses the task, draws the parts (stratified for classes), learns filling and scaling on the
 * training rows only, and encodes.  GRADUS_DATA says what the data lack.                    */
GRADUS_API gradus_status gradus_problem_new(gradus_problem **out, const gradus_data *data,
                                            const gradus_problem_options *opt, gradus_error *err);
GRADUS_API void gradus_problem_free(gradus_problem *problem);
GRADUS_API const gradus_schema *gradus_problem_schema(const gradus_problem *problem); /* or NULL */
GRADUS_API const gradus_set *gradus_problem_set(const gradus_problem *problem, gradus_part part);
/* The k-th remark on what was chosen, dropped or left out, as text; NULL after the last.
 * *warning is 1 where the user should look.                                                 */
GRADUS_API const char *gradus_problem_remark(const gradus_problem *problem, size_t k, int *warning);

/* Known answers encoded for [model] (rows without one are dropped; *dropped counts them).
 * [target] NULL: the model's own.  Without a schema: as many columns as outputs, or, for softmax,
 * one of class numbers from 0 or of as many texts.  Free with gradus_set_free.              */
GRADUS_API gradus_status gradus_set_new(gradus_set **out, const gradus_model *model,
                                        const gradus_data *data, const char *target,
                                        gradus_type type, size_t *dropped, gradus_error *err);
GRADUS_API void gradus_set_free(gradus_set *set);
/* The table's row, from 0, of a row of a set that gradus_set_new or a problem made; SIZE_MAX: no
 * such row.  A set that the caller made himself is not allowed.                               */
GRADUS_API size_t gradus_set_row(const gradus_set *set, size_t row);
/* Raw rows first .. first+count of a table for gradus_predict, columns found by name; without
 * a schema every column in order.  Adds cells with an unknown level to *unknown.            */
GRADUS_API gradus_status gradus_model_rows(const gradus_model *model, const gradus_data *data,
                                           size_t first, size_t count, double *rows,
                                           size_t *unknown, gradus_error *err);

/* ---- networks ------------------------------------------------------------------------- */
typedef struct gradus_layer {
    size_t units;
    const char *activation;             /* a name of gradus_activation_info */
    int bias;
} gradus_layer;
typedef struct gradus_net_spec {
    size_t inputs, layers;
    const gradus_layer *layer;
    const char *loss;                   /* a name of gradus_loss_info */
    gradus_type type;                   /* GRADUS_F32 or GRADUS_F64 */
    const char *kernels;                /* a name of gradus_kernels_name; NULL: the variable
                                           GRADUS_CPU, else the best row this machine has */
    const gradus_allocator *mem;
} gradus_net_spec;

/* All parameters are 0.  GRADUS_UNKNOWN names the known activations, losses or rows;
 * GRADUS_ARGUMENT: softmax not last, bce without sigmoid, cross-entropy without softmax.    */
GRADUS_API gradus_status gradus_net_new(gradus_net **out, const gradus_net_spec *spec,
                                        gradus_error *err);
GRADUS_API gradus_status gradus_net_copy(gradus_net **out, const gradus_net *net,
                                         gradus_error *err);    /* same kernels and type */
GRADUS_API void gradus_net_free(gradus_net *net);
GRADUS_API const gradus_net_spec *gradus_net_get_spec(const gradus_net *net);
GRADUS_API const char *gradus_net_kernels(const gradus_net *net);  /* the row in use */
/* Multiply-adds in registers alone, for measuring this processor's peak: operations done. */
GRADUS_API double gradus_burn(const gradus_net *net, size_t rounds);
/* Draws weights: auto he glorot lecun normal:S uniform:A constant:C xavier-half; biases are 0,
 * or drawn like the weights with [init_bias] "same" (NULL: "zeros").                        */
GRADUS_API gradus_status gradus_net_init(gradus_net *net, const char *init,
                                         const char *init_bias, uint64_t seed, gradus_error *err);
/* Parameters of one layer (from 0): w (O,I) row by row, b (O); either may be NULL.  As doubles
 * whatever the net's type: reading is exact, writing rounds to it.                          */
GRADUS_API size_t gradus_net_parameters(const gradus_net *net);
GRADUS_API void gradus_net_get(const gradus_net *net, size_t layer, double *w, double *b);
GRADUS_API void gradus_net_set(gradus_net *net, size_t layer, const double *w, const double *b);

/* ---- training -------------------------------------------------------------------------- */
typedef struct gradus_train_options {
    const char *optimizer;              /* sgd momentum nesterov rmsprop adam adamw */
    const char *schedule;               /* constant step cosine plateau one-cycle */
    double learning_rate;               /* NaN, also below: the optimiser's own */
    double momentum, beta1, beta2, weight_decay;
    double clip_norm;                   /* 0: off */
    size_t batch_size;                  /* 0: all rows in one */
    size_t epochs;
    double tolerance;                   /* 0: off; stop when the loss changes by less */
    size_t patience;                    /* 0: off; epochs without a better validation loss */
    int shuffle;
    uint64_t seed;
    size_t threads;                     /* 0: by the size of the work; never changes a bit */
    const volatile int *stop;           /* polled after each batch; non-zero: GRADUS_STOPPED */
} gradus_train_options;

typedef struct gradus_epoch {
    size_t epoch, epochs, rows;         /* epoch counts from 1 */
    double loss, val_loss, metric;      /* val_loss and metric (accuracy or r2 of the validation
                                           rows): NaN without them */
    double learning_rate;
} gradus_epoch;
typedef int gradus_watch(void *user, const gradus_epoch *epoch);
typedef struct gradus_result {
    size_t epochs, best_epoch;          /* trained; the one whose weights were kept.  0: no epoch
                                           was better than the start (val_loss is then finite),
                                           or nothing was kept */
    double loss, val_loss;              /* of that epoch; NaN: not computed, as the loss of 0 */
    const char *ended;                  /* "epochs" "patience" "tolerance" "stopped" "diverged" */
    char val_fault[48];                 /* "", or why val_loss is not finite: "Z of layer 2", */
    size_t val_row;                     /* for this validation row, from 0 */
} gradus_result;

GRADUS_API void gradus_train_defaults(gradus_train_options *opt);
/* Learns [net] from [train].  With patience and [validation] (may be NULL) the best weights are
 * kept, among them those it starts from, else the last.  [watch] (may be NULL) is called after
 * each epoch; non-zero stops.  GRADUS_DIVERGED (err says what was first not finite: Z, A, loss,
 * gradient or parameter, in which layer, epoch and batch; or, with patience, what made every
 * validation loss not finite) and GRADUS_STOPPED leave the best weights so far in [net];
 * GRADUS_SHAPE, GRADUS_UNKNOWN, GRADUS_NOMEM leave it as it was.                            */
GRADUS_API gradus_status gradus_train(gradus_net *net, const gradus_set *train,
                                      const gradus_set *validation,
                                      const gradus_train_options *opt, gradus_watch *watch,
                                      void *user, gradus_result *result, gradus_error *err);

typedef struct gradus_metrics {
    size_t rows;
    double loss;
    double accuracy, log_loss, auc;     /* NaN where they do not apply */
    double r2, rmse, mae;               /* in the units of the target, over all outputs */
    size_t undefined;                   /* rows with an output that is not finite; and the */
    size_t undefined_row, undefined_output;     /* first of them, and which output, from 0 */
} gradus_metrics;

/* Outputs that are not finite are no error: such a row has no class, so accuracy counts it as wrong
 * and [confusion] leaves it out, and with one such row all other metrics and the loss are NaN.
 * [confusion] (classes, classes), row = truth; may be NULL.  No classes: [classes] is 0. */
GRADUS_API gradus_status gradus_evaluate(const gradus_model *model, const gradus_set *set,
                                         gradus_metrics *out, size_t classes, size_t *confusion,
                                         gradus_error *err);

/* ==================================================================== 3. inspect ======= */
/* What there is, by number; NULL after the last.  Formulas are plain text. */
typedef struct gradus_info {
    const char *name, *formula, *derivative;
} gradus_info;
GRADUS_API const gradus_info *gradus_activation_info(size_t k);
GRADUS_API const gradus_info *gradus_loss_info(size_t k);
GRADUS_API const gradus_info *gradus_optimizer_info(size_t k);
GRADUS_API const gradus_info *gradus_schedule_info(size_t k);
GRADUS_API const gradus_info *gradus_init_info(size_t k);
/* Kernel rows of this build, best first; *usable tells whether this processor has it. */
GRADUS_API const char *gradus_kernels_name(size_t k, int *usable);
/* The row that GRADUS_CPU or this processor chooses; GRADUS_UNKNOWN: none, or lacking here. */
GRADUS_API gradus_status gradus_kernels_chosen(const char **name, gradus_error *err);

typedef struct gradus_tape gradus_tape;  /* what a forward and a backward pass computed */
typedef struct gradus_gradient gradus_gradient;         /* dJ/dparameters */
typedef struct gradus_optimizer gradus_optimizer;       /* a rule and its moments */
typedef enum gradus_what { GRADUS_Z, GRADUS_A, GRADUS_DA, GRADUS_DZ } gradus_what;

GRADUS_API gradus_status gradus_tape_new(gradus_tape **out, const gradus_net *net, size_t rows,
                                         gradus_error *err);
GRADUS_API void gradus_tape_free(gradus_tape *tape);
GRADUS_API gradus_status gradus_gradient_new(gradus_gradient **out, const gradus_net *net,
                                             gradus_error *err);
GRADUS_API void gradus_gradient_free(gradus_gradient *gradient);
/* Z = A_below W' + b, A = g(Z), layer by layer, for all rows of [x] (rows, inputs). */
GRADUS_API gradus_status gradus_forward(const gradus_net *net, const gradus_matrix *x,
                                        gradus_tape *tape, gradus_error *err);
/* The loss of the last forward pass against [y] (rows, outputs). */
GRADUS_API gradus_status gradus_loss(const gradus_net *net, gradus_tape *tape,
                                     const gradus_matrix *y, double *loss, gradus_error *err);
/* Fills dA and dZ of the tape and [gradient], overwriting it. */
GRADUS_API gradus_status gradus_backward(const gradus_net *net, gradus_tape *tape,
                                         const gradus_matrix *y, gradus_gradient *gradient,
                                         gradus_error *err);
/* (rows, units) of layer [layer] of the tape as doubles.  GRADUS_DATA: not computed (yet), or
 * the last dA of a joint softmax or sigmoid delta, which is never formed.                   */
GRADUS_API gradus_status gradus_tape_get(const gradus_tape *tape, size_t layer, gradus_what what,
                                         double *out, gradus_error *err);
GRADUS_API void gradus_gradient_get(const gradus_gradient *gradient, size_t layer, double *w,
                                    double *b);
GRADUS_API gradus_status gradus_optimizer_new(gradus_optimizer **out, const gradus_net *net,
                                              const gradus_train_options *opt, gradus_error *err);
GRADUS_API void gradus_optimizer_free(gradus_optimizer *optimizer);
/* One update of the net's parameters by the optimiser's rule at [learning_rate]. */
GRADUS_API void gradus_step(gradus_optimizer *optimizer, gradus_net *net,
                            const gradus_gradient *gradient, double learning_rate);

#ifdef __cplusplus
}
#endif
#endif
