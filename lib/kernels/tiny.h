/* The path of tiny networks: what the kernel  tiny  works on.
 *
 * Every row of a matrix of weights, and every bias, has GR_TINY numbers, of which the last are 0
 * and stay 0: so loads and stores are whole vectors, which the processor hands on from a store to
 * the next step's load.  Layers from the second on have their weights twice, by inputs for the way
 * forward and by outputs for the way back, and both move.  What a pass computes lies row by row
 * without gaps, each matrix with room for GR_TINY_SLACK numbers more.                           */
#ifndef GR_TINY_H
#define GR_TINY_H
/* kernels.h includes this after its lists. */

enum { GR_TINY = 16, GR_TINY_ROWS = 256, GR_TINY_SLACK = 2 * GR_TINY };

struct gr_tiny_layer {
    size_t inputs, units;
    enum gr_activation activation;
    int bias;
    size_t w, turned, b;                /* where in the parameters, in numbers */
    size_t out;                         /* where in z, a and dz */
};

struct gr_tiny {
    size_t layers;
    const struct gr_tiny_layer *layer;
    enum gr_loss loss;
    void *parameters, *gradient;        /* both with zeros in the gaps */
    void *slot[2];                      /* NULL where the rule has none */
    void *x, *y, *ones;                 /* the batch; ones, GR_TINY more than it has rows */
    void *z, *a, *da, *dz;              /* of all layers, but da of the last alone */
    double *row_loss;
};

/* Some steps: their rows of a set, and how the parameters move in each. */
struct gr_tiny_step {
    const gradus_matrix *x, *y;
    const size_t *index;                /* of steps * rows */
    size_t steps, rows;                 /* rows in each step */
    double scale;                       /* multiplies the derivative of the loss */
    enum gr_rule_kind kind;
    const struct gr_rule *weights, *biases;
};
#endif
