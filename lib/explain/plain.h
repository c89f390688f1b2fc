/* What a plain pass works on, in double, and the derivatives that it and its mistakes share. */
#ifndef GR_PLAIN_H
#define GR_PLAIN_H
#include "explain/forward_mode.h"
#include "explain/formulas.h"
#include <gradus-explain.h>

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

static inline size_t gr_plain_last(const struct gr_plain *p)
{
    return p->net->layers - 1;
}
/* Activations of the layer below, X for the first: (rows, inputs). */
static inline const double *gr_plain_below(const struct gr_plain *p, size_t l)
{
    return l ? p->layer[l - 1].a : p->x;
}
/* dZ_last[r][k] where dA is [da]: element-wise g', or softmax's whole Jacobian. */
double gr_plain_slope(const struct gr_plain *p, size_t l, const double *da, size_t r, size_t k);
/* The right derivative of the loss at output k of row r: dA, or dZ of a joint loss. */
double gr_plain_error(const struct gr_plain *p, size_t r, size_t k);

#endif
