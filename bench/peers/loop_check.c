/* Is the loop right?  Products of random sizes against sums in double; and one step of SGD at rate
 * 1 on small networks of every kind, whose change of the weights is the gradient, against central
 * differences of a loss computed in double by a forward pass of its own.                         */
#include "loop.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef void product_function(const struct product *p);
static product_function *const functions[] = { product, product_plain };

/* The worst error of one product, as a share of the sum of absolute terms. */
static double product_error(const struct product *p, const float *before)
{
    double worst = 0;
    for (size_t i = 0; i < p->m; i++)
        for (size_t j = 0; j < p->n; j++) {
            size_t at = i * p->n + j;
            double sum = p->beta * before[at], size = fabs(sum) + 1e-3;
            for (size_t t = 0; t < p->k; t++) {
                double a = p->a[p->ta ? t * p->m + i : i * p->k + t];
                double b = p->b[p->tb ? j * p->k + t : t * p->n + j];
                sum += p->alpha * a * b;
                size += fabs(p->alpha * a * b);
            }
            worst = fmax(worst, fabs(sum - p->c[at]) / size);
        }
    return worst;
}

static double products_error(size_t count, product_function *multiply)
{
    enum { MOST = 96 };
    float *all = peer_rows(4 * MOST, MOST), *a = all, *b = a + MOST * MOST, *c = b + MOST * MOST;
    float *before = c + MOST * MOST;
    double worst = 0;
    unsigned state = 5;
    for (size_t k = 0; all && k < count; k++) {
        size_t size[3];
        for (size_t i = 0; i < 3; i++) {
            state = state * 1664525u + 1013904223u;
            size[i] = 1 + (state >> 8) % MOST;
        }
        int form = (int)(state >> 10) % 3;
        struct product p = { form == 1, form == 2, k % 7 ? size[0] : 1, size[1], size[2], -0.5f,
                             a, b, (float)(k % 2), c };
        memcpy(c, before, MOST * MOST * sizeof *c);
        multiply(&p);
        worst = fmax(worst, product_error(&p, before));
    }
    free(all);
    return all ? worst : 1;
}

static double value(const char *name, double z)
{
    return strcmp(name, "relu") == 0      ? fmax(z, 0)
           : strcmp(name, "sigmoid") == 0 ? 1 / (1 + exp(-z))
           : strcmp(name, "tanh") == 0    ? tanh(z)
                                          : z;
}

/* Cross-entropy or squared error of one row. */
static double row_loss(const struct net *net, const double *a, const float *y)
{
    size_t n = net->layer[net->layers - 1].out;
    double sum = 0, loss = 0;
    for (size_t j = 0; j < n; j++)
        sum += exp(a[j]);
    for (size_t j = 0; j < n; j++)
        loss += net->delta > 1 ? (a[j] - (double)y[j]) * (a[j] - (double)y[j])
                               : (double)y[j] * (log(sum) - a[j]);
    return loss;
}

static double loss_of(const struct net *net, const float *x, const float *y)
{
    enum { MOST = 16 };
    double a[MOST], next[MOST], loss = 0;
    for (size_t r = 0; r < net->batch; r++) {
        size_t in = net->layer[0].in;
        for (size_t i = 0; i < in; i++)
            a[i] = x[r * in + i];
        for (size_t k = 0; k < net->layers; k++) {
            const struct layer *l = &net->layer[k];
            for (size_t j = 0; j < l->out; j++) {
                double z = l->b[j];
                for (size_t i = 0; i < l->in; i++)
                    z += a[i] * (double)l->w[net->by_input ? i * l->out + j : j * l->in + i];
                next[j] = value(l->f->name, z);
            }
            memcpy(a, next, sizeof a);
        }
        loss += row_loss(net, a, y + r * net->layer[net->layers - 1].out);
    }
    return loss / (double)net->batch;
}

/* The worst of all parameters: what the step changed, against what it should have. */
static double step_error(struct net *net, const float *x, const float *y)
{
    enum { MOST = 256 };
    float rate = net->adam ? 0.5f : 1;
    double want[MOST_LAYERS][MOST], worst = 0;
    for (size_t k = 0; k < net->layers; k++)
        for (size_t i = 0; i < net->layer[k].in * net->layer[k].out + net->layer[k].out; i++) {
            float *w = &net->layer[k].w[i], was = *w, step = 1.0f / 1024;
            *w = was + step;
            double high = loss_of(net, x, y), up = *w;
            *w = was - step;
            double g = (high - loss_of(net, x, y)) / (up - *w);
            *w = was;
            /* adam's first step is the rate, whatever the gradient's size */
            want[k][i] = was - rate * (!net->adam ? g : fabs(g) < 1e-4 ? NAN : g < 0 ? -1 : 1);
        }
    net_step(net, x, y, rate);
    for (size_t k = 0; k < net->layers; k++)
        for (size_t i = 0; i < net->layer[k].in * net->layer[k].out + net->layer[k].out; i++)
            if (want[k][i] == want[k][i])
                worst = fmax(worst, fabs(net->layer[k].w[i] - want[k][i]));
    return worst;
}

static double steps_error(const struct work *w)
{
    float *x = peer_rows(w->batch, w->size[0]), *y = peer_answers(w->batch, w->size[w->layers]);
    double worst = 0;
    for (int form = 0; form < 4; form++) {
        struct net net;
        int made = net_make(&net, w) && x && y;
        net.by_input = form & 1;
        net.product = functions[form >> 1];
        worst = made ? fmax(worst, step_error(&net, x, y)) : 1;
        net_free(&net);
    }
    free(x);
    free(y);
    return worst;
}

int loop_check(char *out, size_t room)
{
    static const struct work works[] = {
        { "", "sigmoid", "sigmoid", "mse", "sgd", { 2, 3, 1 }, 2, 4, 4 },
        { "", "tanh", "softmax", "cross-entropy", "sgd", { 4, 13, 3 }, 2, 7, 7 },
        { "", "relu", "identity", "mse", "sgd", { 5, 9, 6, 2 }, 3, 8, 8 },
        { "", "relu", "softmax", "cross-entropy", "adam", { 6, 11, 7, 4 }, 3, 5, 5 },
    };
    enum { PRODUCTS = 1000 };
    double products = fmax(products_error(PRODUCTS, product), products_error(100, product_plain));
    double worst = 0;
    for (size_t k = 0; k < sizeof works / sizeof *works; k++)
        worst = fmax(worst, steps_error(&works[k]));
    snprintf(out, room, "%d products within %.1e, steps within %.1e of central differences",
             PRODUCTS, products, worst);
    return products < 1e-5 && worst < 1e-3;
}
