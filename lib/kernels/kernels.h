/* Kernels: one row of function pointers per instruction set, each for float and for double.
 *
 * kernels.def, activations.def, losses.def and optimizers.def list them; body.inc computes them
 * over the words that an instruction-set file defines.  Every row gives the same bits.        */
#ifndef GR_KERNELS_H
#define GR_KERNELS_H
#include <gradus.h>

/* Scalars of one update, derived from the options once a step; in double, each kernel rounds
 * them to its type.  decay: g += decay * w before the rule (adamw: shrink instead).           */
struct gr_rule {
    double rate, momentum, beta1, beta2, rest1, rest2, epsilon, decay;
    double rate1, root2;                /* rate / (1 - beta1^t),  1 / sqrt(1 - beta2^t) */
    double shrink;                      /* rate * weight decay of adamw */
};

/* Numbers of the lists, in their order: index into the arrays of a table, and into names. */
enum gr_activation {
#define ACTIVATION(id, ...) GR_ACT_##id,
#include "kernels/activations.def"
    GR_ACT_softmax,                     /* outputs only: kernels softmax and softmax_back */
    GR_ACTIVATIONS
};
enum gr_loss {
#define LOSS(id, ...) GR_LOSS_##id,
#define JOINT(id, ...) GR_LOSS_##id,
#include "kernels/losses.def"
    GR_LOSSES
};
enum gr_rule_kind {
#define OPTIMIZER(id, ...) GR_OPT_##id,
#include "kernels/optimizers.def"
    GR_OPTIMIZERS
};
#include "kernels/tiny.h"

/* Activations come in two kernels each:  forward a = g(z)  and  back dz = da * g'(z, a), over n
 * elements, where a may be z and dz may be da; losses in  term (row losses in double, rows x cols,
 * added) and  delta da = scale * dl/da  over n elements; optimisers in one:  step  over n
 * parameters.                                                                                 */
#define real float
struct gr_kernels_f32 {
#include "kernels/table.inc"
};
#undef real
#define real double
struct gr_kernels_f64 {
#include "kernels/table.inc"
};
#undef real

struct gr_kernels {
    const char *name;
    unsigned needs;                     /* GR_CPU_ bits */
    const struct gr_kernels_f32 *f32;
    const struct gr_kernels_f64 *f64;
};

/* All rows of this build, best first, NULL at the end; the last, portable, needs nothing. */
extern const struct gr_kernels *const gr_kernels_all[];
/* The row called [name]; NULL: what the variable GRADUS_CPU says, else the best for this
 * processor.  GRADUS_UNKNOWN: there is no such row, or this processor lacks it.               */
gradus_status gr_kernels_pick(const char *name, const struct gr_kernels **out,
                              gradus_error *err);

/* A matrix (rows, cols) lies in panels: panel p holds columns p*GR_PANEL .. of all rows, row by
 * row, and is as wide as is left, at most GR_PANEL.  So it has exactly rows*cols numbers, panel p
 * begins at number p*GR_PANEL*rows, and up to GR_PANEL columns it is an ordinary matrix.  Of the
 * activations a row is an example; the weights W (O,I) of a layer are kept as W' (I,O), and a row
 * is an input: so the products read everything in order.                                      */
enum { GR_PANEL = 32 };

/* Elementary functions of one double: the bits of the kernels, for the floors above. */
double gr_exp(double x);
double gr_expm1(double x);
double gr_log(double x);
double gr_log1p(double x);
double gr_tanh(double x);
double gr_sigmoid(double x);
double gr_erf(double x);
double gr_cos(double x);
double gr_sin(double x);

#endif
