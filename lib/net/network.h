/* The network from the inside: shapes, offsets into the block of parameters, and the block.
 *
 * One block holds all parameters, and one of the same layout their gradient.  Layer by layer it
 * has the weights in panels (kernels.h), then the biases; each begins at a multiple of GR_PAD
 * numbers, the pads are zero and stay zero.                                                   */
#ifndef GR_NETWORK_H
#define GR_NETWORK_H
#include "net/net.h"

enum { GR_PAD = 16 };

struct gr_shape {
    size_t inputs, units;
    enum gr_activation activation;
    int bias;
    size_t w, b;                        /* offsets in the block, in numbers */
    size_t turned;                      /* offset of the transposed weights in theirs */
};

struct gr_core;
struct gradus_net {
    gradus_allocator mem;
    gradus_net_spec spec;
    gradus_layer *layer;                /* spec.layer */
    struct gr_shape *shape;
    enum gr_loss loss;
    const struct gr_kernels *kernels;
    const struct gr_core *core;
    size_t block;                       /* numbers in the block, pads and all */
    size_t turned;                      /* numbers in the transposed weights of layers 1 .. */
    void *parameters;
};

/* The weights of outputs 32 p .. of W (O,I) begin at gr_panel(p, I) and are gr_panel_width wide;
 * the same arithmetic serves the transposed copy, whose panels run over inputs.               */
static inline size_t gr_panels(size_t units)
{
    return (units + GR_PANEL - 1) / GR_PANEL;
}

static inline size_t gr_panel(size_t p, size_t depth)
{
    return p * GR_PANEL * depth;
}

static inline size_t gr_panel_width(size_t p, size_t units)
{
    size_t left = units - p * GR_PANEL;
    return left < GR_PANEL ? left : GR_PANEL;
}

/* The most numbers that a row has in any layer, the inputs among them. */
size_t gr_net_widest(const gradus_net *net);
/* n numbers of the net's type; NULL when there is no memory. */
void *gr_net_alloc(const gradus_net *net, size_t n);
/* The address of number [n] of a block of the net's type. */
void *gr_net_at(const gradus_net *net, const void *block, size_t n);

/* Copies one layer between a block and W (O,I), b (O) in double; NULL leaves that out. */
void gr_block_get(const gradus_net *net, const void *block, size_t layer, double *w, double *b);
void gr_block_set(const gradus_net *net, void *block, size_t layer, const double *w,
                  const double *b);

struct gr_random;
double gr_normal(struct gr_random *r);              /* one deviate of N(0, 1) */
#endif
