/* See pair.h. */
#include "pair.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

static int is(const char *a, const char *b)
{
    return !strcmp(a, b);
}

static double *numbers(size_t n)
{
    double *x = calloc(n ? n : 1, sizeof *x);
    assert_non_null(x);
    return x;
}

/* Answers: one-hot with cross-entropy, 0 or 1 with bce, else noise. */
static void answers(struct pair *p, uint64_t *noise)
{
    size_t k = p->plan.sizes[p->plan.layers];
    for (size_t r = 0; r < p->plan.rows; r++) {
        size_t class = (size_t)((tb_noise(noise) + 1) / 2 * (double)k);
        for (size_t j = 0; j < k; j++) {
            double value = tb_noise(noise);
            if (is(p->plan.loss, "cross-entropy"))
                value = j == class;
            else if (is(p->plan.loss, "bce"))
                value = value > 0;
            p->y[r * k + j] = value;
        }
    }
}

static void make_net(struct pair *p)
{
    gradus_layer layer[TB_LAYERS];
    const struct plan *plan = &p->plan;
    gradus_error err = { 0 };
    for (size_t l = 0; l < plan->layers; l++)
        layer[l] = (gradus_layer){ plan->sizes[l + 1],
                                   l + 1 < plan->layers ? plan->hidden : plan->output,
                                   plan->bias };
    gradus_net_spec spec = { .inputs = plan->sizes[0], .layers = plan->layers, .layer = layer,
                             .loss = plan->loss, .type = plan->type, .kernels = plan->kernels };
    if (gradus_net_new(&p->net, &spec, &err) != GRADUS_OK)
        fail_msg("%s, %s: %s", plan->output, plan->loss, err.text);
    assert_int_equal(gradus_tape_new(&p->tape, p->net, plan->rows, NULL), GRADUS_OK);
    assert_int_equal(gradus_gradient_new(&p->gradient, p->net, NULL), GRADUS_OK);
}

struct pair *pair_new(const struct plan *plan)
{
    struct pair *p = calloc(1, sizeof *p);
    assert_non_null(p);
    p->plan = *plan;
    uint64_t noise = plan->seed;
    size_t inputs = plan->sizes[0], outputs = plan->sizes[plan->layers];
    p->book = tb_new(plan->layers, plan->sizes, plan->hidden, plan->output, plan->bias,
                     plan->loss, plan->rows);
    p->x = numbers(plan->rows * inputs);
    p->y = numbers(plan->rows * outputs);
    make_net(p);
    for (size_t l = 0; l < plan->layers; l++) {
        struct tb_layer *y = &p->book->layer[l];
        double size = 1.5 / sqrt((double)y->inputs);
        for (size_t k = 0; k < y->units * y->inputs; k++)
            y->w[k] = size * tb_noise(&noise);
        for (size_t k = 0; y->b && k < y->units; k++)
            y->b[k] = 0.5 * tb_noise(&noise);
        gradus_net_set(p->net, l, y->w, y->b);
    }
    pair_copy_parameters(p);                    /* as rounded to the net's type */
    for (size_t k = 0; k < plan->rows * inputs; k++)
        p->x[k] = (double)(float)(1.5 * tb_noise(&noise));
    answers(p, &noise);
    p->mx = (gradus_matrix){ p->x, GRADUS_F64, plan->rows, inputs };
    p->my = (gradus_matrix){ p->y, GRADUS_F64, plan->rows, outputs };
    return p;
}

void pair_free(struct pair *p)
{
    gradus_gradient_free(p->gradient);
    gradus_tape_free(p->tape);
    gradus_net_free(p->net);
    tb_free(p->book);
    free(p->x);
    free(p->y);
    free(p);
}

void pair_copy_parameters(struct pair *p)
{
    for (size_t l = 0; l < p->plan.layers; l++)
        gradus_net_get(p->net, l, p->book->layer[l].w, p->book->layer[l].b);
}

double pair_run(struct pair *p)
{
    double loss = 0;
    assert_int_equal(gradus_forward(p->net, &p->mx, p->tape, NULL), GRADUS_OK);
    assert_int_equal(gradus_loss(p->net, p->tape, &p->my, &loss, NULL), GRADUS_OK);
    assert_int_equal(gradus_backward(p->net, p->tape, &p->my, p->gradient, NULL), GRADUS_OK);
    tb_forward(p->book, p->x);
    tb_backward(p->book, p->x, p->y);
    return loss;
}

/* Tensors of sums that cancel have nothing to be relative to: then to [least]. */
static const double least = 1e-3;

static double relative(size_t n, const double *got, const double *want)
{
    double worst = 0, largest = least;
    for (size_t k = 0; k < n; k++) {
        double apart = fabs(got[k] - want[k]);
        worst = apart <= worst ? worst : apart;         /* a NaN is the worst */
        largest = fmax(largest, fabs(want[k]));
    }
    return worst / largest;
}

/* Of W and b together: two tensors, the worse of them. */
static double layer_error(const struct tb_layer *y, const double *w, const double *b,
                          const double *want_w, const double *want_b)
{
    double error = relative(y->units * y->inputs, w, want_w);
    return y->bias ? fmax(error, relative(y->units, b, want_b)) : error;
}

double parameter_error(struct pair *p, size_t layer)
{
    struct tb_layer *y = &p->book->layer[layer];
    double *w = numbers(y->units * y->inputs), *b = numbers(y->units);
    gradus_net_get(p->net, layer, w, y->bias ? b : NULL);
    double error = layer_error(y, w, b, y->w, y->b);
    free(w);
    free(b);
    return error;
}

double gradient_error(struct pair *p, size_t layer)
{
    struct tb_layer *y = &p->book->layer[layer];
    double *w = numbers(y->units * y->inputs), *b = numbers(y->units);
    gradus_gradient_get(p->gradient, layer, w, y->bias ? b : NULL);
    double error = layer_error(y, w, b, y->dw, y->db);
    free(w);
    free(b);
    return error;
}

double tape_error(struct pair *p, size_t layer, gradus_what what)
{
    struct tb_layer *y = &p->book->layer[layer];
    const double *want[] = { [GRADUS_Z] = y->z, [GRADUS_A] = y->a, [GRADUS_DA] = y->da,
                             [GRADUS_DZ] = y->dz };
    double *got = numbers(p->plan.rows * y->units);
    assert_int_equal(gradus_tape_get(p->tape, layer, what, got, NULL), GRADUS_OK);
    double error = relative(p->plan.rows * y->units, got, want[what]);
    free(got);
    return error;
}

int meeting(size_t k, const char **output, const char **loss)
{
    for (size_t a = 0; gradus_activation_info(a); a++)
        for (size_t j = 0; gradus_loss_info(j); j++) {
            *output = gradus_activation_info(a)->name;
            *loss = gradus_loss_info(j)->name;
            int joint = is(*loss, "bce") ? is(*output, "sigmoid")
                        : is(*loss, "cross-entropy") ? is(*output, "softmax") : 1;
            if (joint && k-- == 0)
                return 1;
        }
    return 0;
}

static void hash_more(uint64_t *hash, size_t n, const double *x)
{
    for (size_t k = 0; k < n; k++) {
        uint64_t bits;
        memcpy(&bits, &x[k], sizeof bits);
        for (int byte = 0; byte < 64; byte += 8)
            *hash = (*hash ^ (bits >> byte & 255)) * 0x100000001b3u;
    }
}

uint64_t parameter_hash(const gradus_net *net)
{
    uint64_t hash = 0xcbf29ce484222325u;
    const gradus_net_spec *spec = gradus_net_get_spec(net);
    size_t inputs = spec->inputs;
    for (size_t l = 0; l < spec->layers; l++) {
        size_t units = spec->layer[l].units;
        double *w = numbers(units * inputs), *b = numbers(units);
        gradus_net_get(net, l, w, spec->layer[l].bias ? b : NULL);
        hash_more(&hash, units * inputs, w);
        hash_more(&hash, units, b);
        free(w);
        free(b);
        inputs = units;
    }
    return hash;
}
