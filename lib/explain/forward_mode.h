/* Forward mode: the derivative of the loss by each parameter, by dual numbers. */
#ifndef GR_FORWARD_MODE_H
#define GR_FORWARD_MODE_H
#include "kernels/kernels.h"
#include <gradus.h>

/* A network laid open: its parameters in double, layer after layer, W row by row, then b. */
struct gr_open_layer {
    size_t inputs, units;
    int bias;
    size_t w, b;                        /* offsets in theta */
    enum gr_activation activation;
};

struct gr_open_net {
    const gradus_allocator *mem;        /* of the network that was opened: it must live */
    size_t layers, parameters, widest;  /* widest: most inputs or units of a layer */
    struct gr_open_layer *layer;
    double *theta;
    enum gr_loss loss;
};

gradus_status gr_open_net_new(struct gr_open_net **out, const gradus_net *net,
                              gradus_error *err);
void gr_open_net_free(struct gr_open_net *net);
/* Layer [l] of [to] gets the parameters of [open], which has its layers. */
void gr_open_net_put(gradus_net *to, size_t l, const struct gr_open_net *open);
/* A network of [type] with the parameters of [open], in all else like [net]. */
gradus_status gr_open_net_close(gradus_net **out, const struct gr_open_net *open,
                                const gradus_net *net, gradus_type type, gradus_error *err);

/* Of the loss of all rows: d[k], its derivative by parameter k, and share[k], the sum of the
 * magnitudes of the terms, one a row and output, that d[k] is the sum of.  Adds the
 * multiplications by weights, and those alone, to *products.  GRADUS_NOMEM.                   */
gradus_status gr_forward_mode(const struct gr_open_net *net, const gradus_matrix *x,
                              const gradus_matrix *y, double *d, double *share,
                              uint64_t *products, gradus_error *err);

#endif
