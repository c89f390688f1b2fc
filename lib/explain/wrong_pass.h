/* One plain forward and backward pass in double, right or with known mistakes in it. */
#ifndef GR_WRONG_PASS_H
#define GR_WRONG_PASS_H
#include "explain/forward_mode.h"
#include <gradus-explain.h>

enum gr_mistake {
#define MISTAKE(id, ...) GR_MISTAKE_##id,
#define CHANGE(id, stage, ...)
#include "explain/mistakes.def"
    GR_MISTAKES
};

/* What a pass does, in its order; FACTOR is the last of all. */
enum gr_stage {
    GR_STAGE_SUM, GR_STAGE_OUT, GR_STAGE_ERROR, GR_STAGE_ARRIVE, GR_STAGE_SLOPE,
    GR_STAGE_WEIGHT, GR_STAGE_BIAS, GR_STAGE_DOWN, GR_STAGE_FACTOR, GR_STAGES
};

struct gr_plain_layer {
    double *z, *a, *da, *dz;            /* (rows, units) */
    double *dw, *db;                    /* (units, inputs), (db_rows, units) */
    size_t db_rows;                     /* 1; m where the bias gradient was not summed */
};

struct gr_plain {
    const gradus_allocator *mem;
    struct gr_open_net *net;            /* the pass's own */
    size_t rows;
    double *x, *y;                      /* (rows, inputs), (rows, outputs) */
    struct gr_plain_layer *layer;
    double *spare;                      /* (rows, widest) */
    double loss, weight;                /* weight of a row's loss in it: 1/m or 1 */
    double rate;                        /* learning rate; NaN: not known */
    const gradus_mistake *made;         /* of the run: [mades] mistakes */
    size_t mades;
};

/* x and y of any float type, and the parameters, are copied; the memory is that of [net], which
 * must live as long.  GRADUS_SHAPE, GRADUS_NOMEM.                                             */
gradus_status gr_plain_new(struct gr_plain **out, const gradus_net *net, const gradus_matrix *x,
                          const gradus_matrix *y, gradus_error *err);
void gr_plain_free(struct gr_plain *p);
/* Computes everything, with [count] mistakes (0: right).  [made] is read during the call only. */
void gr_plain_run(struct gr_plain *p, const gradus_mistake *made, size_t count);

/* A stage's expression for row r, unit o, input i of layer l. */
typedef double gr_term(const struct gr_plain *p, size_t l, size_t r, size_t o, size_t i);
/* What [mistake] changes in a stage, or NULL. */
gr_term *gr_mistake_term(size_t mistake, enum gr_stage stage);
/* Can [mistake] be made in layer l of this network and these rows? */
int gr_mistake_fits(const struct gr_plain *p, size_t mistake, size_t l);

/* ---- words that the pass and its mistakes share ------------------------------------------- */
static inline size_t gr_plain_last(const struct gr_plain *p)
{
    return p->net->layers - 1;
}
/* Activations of the layer below, X for the first: (rows, inputs). */
static inline const double *gr_plain_below(const struct gr_plain *p, size_t l)
{
    return l ? p->layer[l - 1].a : p->x;
}
double gr_activation_value(enum gr_activation g, double z);        /* element-wise ones */
double gr_activation_slope(enum gr_activation g, double z);        /* exact g'(z) */
double gr_activation_form(enum gr_activation g, double z, double a);   /* its stated formula */
double gr_loss_term(enum gr_loss loss, double a, double y);        /* not of joint losses */
double gr_loss_slope(enum gr_loss loss, double a, double y);
/* dZ_last[r][k] where dA is [da]: element-wise g', or softmax's whole Jacobian. */
double gr_plain_slope(const struct gr_plain *p, size_t l, const double *da, size_t r, size_t k);
/* The right derivative of the loss at output k of row r: dA, or dZ of a joint loss. */
double gr_plain_error(const struct gr_plain *p, size_t r, size_t k);
void gr_softmax(size_t n, const double *z, double *a);

#endif
