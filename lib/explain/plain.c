/* A plain pass's arrays, and the right derivatives of loss and activation in it. */
#include "explain/plain.h"
#include "base/memory.h"
#include "base/status.h"
#include "net/net.h"
#include "net/tape.h"

#include <math.h>
#include <string.h>

/* ---- memory -------------------------------------------------------------------------------- */
void gr_plain_free(struct gr_plain *p)
{
    if (!p)
        return;
    const gradus_allocator *mem = p->mem;
    for (size_t l = 0; p->layer && l < p->net->layers; l++) {
        struct gr_plain_layer *y = &p->layer[l];
        double *all[] = { y->z, y->a, y->da, y->dz, y->dw, y->db };
        for (size_t k = 0; k < sizeof all / sizeof *all; k++)
            gr_free(mem, all[k]);
    }
    gr_free(mem, p->layer);
    gr_free(mem, p->x);
    gr_free(mem, p->y);
    gr_free(mem, p->spare);
    gr_open_net_free(p->net);
    gr_free(mem, p);
}

static double *table(const struct gr_plain *p, size_t rows, size_t cols)
{
    size_t bytes;
    return __builtin_mul_overflow(cols, sizeof(double), &bytes)
               ? NULL : gr_alloc(p->mem, rows, bytes);
}

static int layer_new(struct gr_plain *p, size_t l)
{
    const struct gr_open_layer *n = &p->net->layer[l];
    struct gr_plain_layer *y = &p->layer[l];
    y->z = table(p, p->rows, n->units);
    y->a = table(p, p->rows, n->units);
    y->da = table(p, p->rows, n->units);
    y->dz = table(p, p->rows, n->units);
    y->dw = table(p, n->units, n->inputs);
    y->db = table(p, p->rows, n->units);
    return y->z && y->a && y->da && y->dz && y->dw && y->db;
}

static double *copied(const struct gr_plain *p, const gradus_matrix *m)
{
    double *to = table(p, m->rows, m->cols);
    for (size_t k = 0; to && k < m->rows * m->cols; k++)
        to[k] = gr_matrix_number(m, k);
    return to;
}

static gradus_status take_memory(struct gr_plain *p, const gradus_matrix *x,
                                 const gradus_matrix *y, gradus_error *err)
{
    p->x = copied(p, x);
    p->y = copied(p, y);
    p->spare = table(p, p->rows, p->net->widest);
    p->layer = gr_alloc(p->mem, p->net->layers, sizeof *p->layer);
    int whole = p->x && p->y && p->spare && p->layer;
    for (size_t l = 0; whole && l < p->net->layers; l++)
        whole = layer_new(p, l);
    return whole ? GRADUS_OK : gr_nomem(err);
}

static gradus_status check_rows(const gradus_net *net, const gradus_matrix *x,
                                const gradus_matrix *y, gradus_error *err)
{
    gradus_status s = gr_check_matrix(x, "x", gr_net_inputs(net), err);
    if (s == GRADUS_OK)
        s = gr_check_matrix(y, "y", gr_net_outputs(net), err);
    if (s == GRADUS_OK && x->rows != y->rows)
        s = gr_fail(err, GRADUS_SHAPE, "%zu rows of x and %zu of y", x->rows, y->rows);
    if (s == GRADUS_OK && !x->rows)
        s = gr_fail(err, GRADUS_SHAPE, "there are no rows");
    return s;
}

gradus_status gr_plain_new(struct gr_plain **out, const gradus_net *net, const gradus_matrix *x,
                          const gradus_matrix *y, gradus_error *err)
{
    gradus_status s = check_rows(net, x, y, err);
    if (s != GRADUS_OK)
        return s;
    struct gr_plain *p = gr_alloc(gr_net_memory(net), 1, sizeof *p);
    if (!p)
        return gr_nomem(err);
    p->mem = gr_net_memory(net);
    p->rows = x->rows;
    p->rate = NAN;
    s = gr_open_net_new(&p->net, net, err);
    if (s == GRADUS_OK)
        s = take_memory(p, x, y, err);
    if (s == GRADUS_OK) {
        p->weight = gr_loss_is_mean(p->net->loss) ? 1 / (double)x->rows : 1;
        *out = p;
    } else {
        gr_plain_free(p);
    }
    return s;
}

/* ---- derivatives --------------------------------------------------------------------------- */
double gr_plain_error(const struct gr_plain *p, size_t r, size_t k)
{
    size_t last = gr_plain_last(p), at = r * p->net->layer[last].units + k;
    double a = p->layer[last].a[at], y = p->y[at];
    return p->weight * (gr_loss_is_joint(p->net->loss) ? a - y
                                                       : gr_loss_slope(p->net->loss, a, y));
}

double gr_plain_slope(const struct gr_plain *p, size_t l, const double *da, size_t r, size_t k)
{
    size_t units = p->net->layer[l].units;
    const double *a = p->layer[l].a + r * units;
    double along = 0;
    if (p->net->layer[l].activation != GR_ACT_softmax)
        return da[r * units + k] *
               gr_activation_slope(p->net->layer[l].activation, p->layer[l].z[r * units + k]);
    for (size_t j = 0; j < units; j++)
        along += a[j] * da[r * units + j];
    return a[k] * (da[r * units + k] - along);
}
