/* The loop's training step.  No matrix is ever transposed in memory: a product takes it as it
 * lies.  For plain SGD the products of the weights' gradients subtract from the weights at once,
 * with alpha = -rate and beta = 1.  Passes over results fuse what can be fused: bias with
 * activation, derivative with the sum for the biases, all of adam.                             */
#include "loop.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#define ACTIVATION(name, value, slope)                                                            \
    static void name##_forward(size_t n, const float *restrict b, float *restrict z)              \
    {                                                                                             \
        for (size_t j = 0; j < n; j++) {                                                          \
            float x = z[j] + b[j];                                                                \
            z[j] = value;                                                                         \
        }                                                                                         \
    }                                                                                             \
    static void name##_backward(size_t n, const float *restrict a, float *restrict d,             \
                                float *restrict db)                                               \
    {                                                                                             \
        (void)a;                                                                                  \
        for (size_t j = 0; j < n; j++) {                                                          \
            d[j] *= slope;                                                                        \
            db[j] += d[j];                                                                        \
        }                                                                                         \
    }

ACTIVATION(identity, x, 1)
ACTIVATION(relu, x > 0 ? x : 0, (a[j] > 0 ? 1.0f : 0.0f))
ACTIVATION(sigmoid, 1 / (1 + expf(-x)), (a[j] * (1 - a[j])))
ACTIVATION(tanh, tanhf(x), (1 - a[j] * a[j]))

static void softmax_forward(size_t n, const float *restrict b, float *restrict z)
{
    float most = z[0] + b[0], sum = 0;
    for (size_t j = 0; j < n; j++) {
        z[j] += b[j];
        most = z[j] > most ? z[j] : most;
    }
    for (size_t j = 0; j < n; j++) {
        z[j] = expf(z[j] - most);
        sum += z[j];
    }
    for (size_t j = 0; j < n; j++)
        z[j] /= sum;
}

static const struct activation activations[] = {
    { "identity", identity_forward, identity_backward },
    { "relu", relu_forward, relu_backward },
    { "sigmoid", sigmoid_forward, sigmoid_backward },
    { "tanh", tanh_forward, tanh_backward },
    { "softmax", softmax_forward, identity_backward },      /* with cross-entropy: its delta */
};

enum { MANY = 1 << 15, LINE = 16 };

/* A region of OpenMP costs more than a small pass, even with one thread. */
void loop_share(size_t n, size_t each, void (*part)(const void *, size_t, size_t), const void *of)
{
    if (n * each < MANY || omp_get_max_threads() == 1) {
        part(of, 0, n);
        return;
    }
    #pragma omp parallel
    {
        size_t threads = (size_t)omp_get_num_threads(), me = (size_t)omp_get_thread_num();
        size_t some = (n / threads + LINE) / LINE * LINE, from = me * some, to = from + some;
        if (from < n)
            part(of, from, to < n ? to : n);
    }
}

static const struct activation *find(const char *name)
{
    for (size_t k = 0; k < sizeof activations / sizeof *activations; k++)
        if (strcmp(activations[k].name, name) == 0)
            return &activations[k];
    return NULL;
}

static float *numbers(size_t n)
{
    float *x = aligned_alloc(64, (n * sizeof *x + 63) / 64 * 64);
    if (x)
        memset(x, 0, n * sizeof *x);
    return x;
}

static int make_layer(struct layer *l, const struct net *net, const struct work *w, size_t k)
{
    int trains = w->rows > 0;
    l->f = find(k + 1 < w->layers ? w->hidden : w->output);
    l->in = w->size[k];
    l->out = w->size[k + 1];
    l->batch = w->batch;
    size_t all = l->in * l->out + l->out;
    l->w = numbers(all);
    l->a = numbers(w->batch * l->out);
    l->d = trains ? numbers(w->batch * l->out) : NULL;
    l->dw = trains ? numbers(net->adam ? all : l->out) : NULL;
    l->m = net->adam ? numbers(all) : NULL;
    l->v = net->adam ? numbers(all) : NULL;
    if (!l->f || !l->w || !l->a || (trains && (!l->d || !l->dw)) ||
        (net->adam && (!l->m || !l->v)))
        return 0;
    l->b = l->w + l->in * l->out;
    l->db = trains ? l->dw + (net->adam ? l->in * l->out : 0) : NULL;
    return 1;
}

int net_make(struct net *net, const struct work *w)
{
    int pair = strcmp(w->output, "softmax") == 0 && strcmp(w->loss, "cross-entropy") == 0;
    memset(net, 0, sizeof *net);
    net->layers = w->layers;
    net->batch = w->batch;
    net->adam = strcmp(w->optimizer, "adam") == 0;
    net->delta = pair ? 1 : 2;
    net->product = product;
    if (!pair && (strcmp(w->loss, "mse") != 0 || strcmp(w->output, "softmax") == 0))
        return 0;
    for (size_t k = 0; k < w->layers; k++)
        if (!make_layer(&net->layer[k], net, w, k))
            return 0;
    net_init(net);
    return 1;
}

void net_free(struct net *net)
{
    for (size_t k = 0; k < net->layers; k++) {
        struct layer *l = &net->layer[k];
        float *all[] = { l->w, l->dw, l->m, l->v, l->a, l->d };
        for (size_t i = 0; i < sizeof all / sizeof *all; i++)
            free(all[i]);
    }
    memset(net, 0, sizeof *net);
}

/* Uniform, of the deviation that keeps values of one size from layer to layer. */
void net_init(struct net *net)
{
    unsigned state = 7;
    net->step = 0;
    for (size_t k = 0; k < net->layers; k++) {
        struct layer *l = &net->layer[k];
        size_t n = l->in * l->out;
        float reach = sqrtf(6.0f / (float)l->in);
        for (size_t i = 0; i < n; i++) {
            state = state * 1664525u + 1013904223u;
            l->w[i] = reach * ((float)(state >> 8) / (1 << 23) - 1);
        }
        memset(l->b, 0, l->out * sizeof *l->b);
        if (l->m) {
            memset(l->m, 0, (n + l->out) * sizeof *l->m);
            memset(l->v, 0, (n + l->out) * sizeof *l->v);
        }
    }
}

/* Rows of a layer's values. */
static void forward_rows(const void *of, size_t from, size_t to)
{
    const struct layer *l = of;
    for (size_t r = from; r < to; r++)
        l->f->forward(l->out, l->b, l->a + r * l->out);
}

void net_forward(struct net *net, const float *x)
{
    for (size_t k = 0; k < net->layers; k++) {
        struct layer *l = &net->layer[k];
        net->product(&(struct product){ 0, !net->by_input, net->batch, l->out, l->in, 1, x, l->w,
                                        0, l->a });
        loop_share(net->batch, l->out, forward_rows, l);
        x = l->a;
    }
}

/* Columns, all rows of them: d becomes the derivative by what went into the activation. */
static void backward_columns(const void *of, size_t from, size_t to)
{
    const struct layer *l = of;
    for (size_t r = 0; r < l->batch; r++) {
        size_t at = r * l->out + from;
        l->f->backward(to - from, l->a + at, l->d + at, l->db + from);
    }
}

struct adam {
    const struct layer *layer;
    float rate, eps;                    /* both with the correction of the moments in them */
};

static void adam_part(const void *of, size_t from, size_t to)
{
    const float beta1 = 0.9f, beta2 = 0.999f;
    const struct adam *o = of;
    const struct layer *l = o->layer;
    float *restrict w = l->w, *restrict m = l->m, *restrict v = l->v;
    const float *restrict g = l->dw;
    for (size_t i = from; i < to; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
        w[i] -= o->rate * m[i] / (sqrtf(v[i]) + o->eps);
    }
}

static void adam(const struct layer *l, size_t step, float rate)
{
    float fix1 = 1 - powf(0.9f, (float)step), fix2 = sqrtf(1 - powf(0.999f, (float)step));
    struct adam o = { l, rate * fix2 / fix1, 1e-8f * fix2 };
    loop_share(l->in * l->out + l->out, 1, adam_part, &o);
}

static void update(const struct net *net, const struct layer *l, const float *x, float rate)
{
    const float *a = net->by_input ? x : l->d, *b = net->by_input ? l->d : x;
    size_t m = net->by_input ? l->in : l->out, n = net->by_input ? l->out : l->in;
    struct product p = { 1, 0, m, n, net->batch, net->adam ? 1 : -rate, a, b, !net->adam,
                         net->adam ? l->dw : l->w };
    net->product(&p);
    if (net->adam)
        adam(l, net->step, rate);
    for (size_t j = 0; !net->adam && j < l->out; j++)
        l->b[j] -= rate * l->db[j];
}

void net_step(struct net *net, const float *x, const float *y, float rate)
{
    const struct layer *last = &net->layer[net->layers - 1];
    size_t n = net->batch * last->out;
    float scale = net->delta / (float)net->batch;
    net_forward(net, x);
    net->step++;
    for (size_t i = 0; i < n; i++)
        last->d[i] = scale * (last->a[i] - y[i]);
    for (size_t k = net->layers; k-- > 0;) {
        const struct layer *l = &net->layer[k], *below = l - 1;
        memset(l->db, 0, l->out * sizeof *l->db);
        loop_share(l->out, l->batch, backward_columns, l);
        if (k)
            net->product(&(struct product){ 0, net->by_input, net->batch, l->in, l->out, 1, l->d,
                                            l->w, 0, below->d });
        update(net, l, k ? below->a : x, rate);
    }
}
