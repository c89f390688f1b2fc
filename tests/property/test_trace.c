/* Promise: a trace is the pass itself.  Over 1000 random networks every number of gradus_trace is
 * the textbook's, as is every number of the JSON that gradus trace --json writes of it; shares of
 * rows sum to the gradient; a step is the textbook's; and training after a trace has the bits of
 * training without one.                                                                       */
#include "pair.h"
#include "trace.h"

#include <gradus-explain.h>
#include <jansson.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

enum { NETWORKS = 1000, WIDEST = 6 };
static const double close_enough = 1e-12;

static size_t below(uint64_t *noise, size_t n)
{
    return (size_t)((tb_noise(noise) + 1) / 2 * (double)n) % n;
}

static size_t count(const gradus_info *(*list)(size_t k))
{
    size_t n = 0;
    while (list(n))
        n++;
    return n;
}

static size_t pairs(void)
{
    const char *output, *loss;
    size_t n = 0;
    while (meeting(n, &output, &loss))
        n++;
    return n;
}

/* Network k: every pair of output and loss in turn, all else by chance. */
static struct plan random_plan(size_t k, uint64_t *noise)
{
    struct plan p = { .layers = 1 + below(noise, 5), .bias = below(noise, 2) == 1,
                      .rows = 1 + below(noise, 9), .type = GRADUS_F64, .seed = 7919 * k + 1 };
    meeting(k % pairs(), &p.output, &p.loss);
    do
        p.hidden = gradus_activation_info(below(noise, count(gradus_activation_info)))->name;
    while (!strcmp(p.hidden, "softmax"));
    for (size_t l = 0; l <= p.layers; l++)
        p.sizes[l] = 1 + below(noise, WIDEST);
    return p;
}

static const char *describe(const struct plan *p)
{
    static char text[200];
    snprintf(text, sizeof text, "%zu layers of %s, %s, %s, bias %d, %zu rows, seed %llu", p->layers,
             p->hidden, p->output, p->loss, p->bias, p->rows, (unsigned long long)p->seed);
    return text;
}

/* Relative to the largest of the tensor. */
static void same(const char *what, size_t layer, size_t n, const double *got, const double *want,
                 const struct plan *plan)
{
    double worst = 0, largest = 1e-200;
    assert_non_null(got);
    for (size_t k = 0; k < n; k++) {
        double apart = fabs(got[k] - want[k]);
        worst = apart <= worst ? worst : apart;         /* a NaN is the worst */
        largest = fmax(largest, fabs(want[k]));
    }
    if (!(worst <= close_enough * largest))
        fail_msg("%s of layer %zu: %g of %g: %s", what, layer, worst, largest, describe(plan));
}

static int joint(const struct plan *p)
{
    return !strcmp(p->loss, "bce") || !strcmp(p->loss, "cross-entropy");
}

static void layer_is_the_textbooks(const struct pair *p, const gradus_trace *t, size_t l)
{
    const gradus_trace_layer *y = &t->layer[l];
    const struct tb_layer *want = &p->book->layer[l];
    const struct plan *plan = &p->plan;
    size_t n = plan->rows * y->units, weights = y->units * y->inputs;
    int last = l + 1 == plan->layers, formed = !last || !joint(plan);
    assert_string_equal(y->activation, last ? plan->output : plan->hidden);
    same("W", l, weights, y->w, want->w, plan);
    same("Z", l, n, y->z, want->z, plan);
    same("A", l, n, y->a, want->a, plan);
    same("dZ", l, n, y->dz, want->dz, plan);
    same("dW", l, weights, y->dw, want->dw, plan);
    assert_int_equal(y->da != NULL, formed);
    assert_int_equal(y->slope != NULL, formed && strcmp(y->activation, "softmax") != 0);
    assert_int_equal(y->b != NULL && y->db != NULL, plan->bias);
    if (y->da)
        same("dA", l, n, y->da, want->da, plan);
    if (plan->bias) {
        same("b", l, y->units, y->b, want->b, plan);
        same("db", l, y->units, y->db, want->db, plan);
    }
    for (size_t k = 0; y->slope && k < n; k++) {
        double slope = tb_slope(y->activation, want->z[k]);
        same("the slope", l, 1, &y->slope[k], &slope, plan);
    }
}

/* Shares sum to dW and db; their cosines are those of their numbers written out. */
static void shares_are_of_the_gradient(const struct pair *p, const gradus_trace *t)
{
    double w[WIDEST * WIDEST], b[WIDEST], sum[WIDEST * WIDEST + WIDEST];
    double along[9] = { 0 }, share[9] = { 0 }, whole = 0;
    for (size_t l = 0; l < t->layers; l++) {
        const gradus_trace_layer *y = &t->layer[l];
        size_t weights = y->units * y->inputs, n = weights + (y->b ? y->units : 0);
        memset(sum, 0, sizeof sum);
        for (size_t r = 0; r < t->rows; r++) {
            assert_true(gradus_trace_share(t, r, l, w, b));
            for (size_t k = 0; k < n; k++) {
                double part = k < weights ? w[k] : b[k - weights];
                double all = k < weights ? y->dw[k] : y->db[k - weights];
                sum[k] += part;
                along[r] += part * all;
                share[r] += part * part;
                whole += r ? 0 : all * all;
            }
        }
        for (size_t k = 0; k < weights; k++)
            assert_true(fabs(sum[k] - y->dw[k]) <= 1e-12 * sqrt(1 + whole));
    }
    for (size_t r = 0; r < t->rows; r++) {
        double lengths = sqrt(share[r]) * sqrt(whole);
        if (isnan(t->cosine[r]))
            assert_true(lengths < 1e-150);
        else if (!(fabs(t->cosine[r] - along[r] / lengths) < 1e-9))
            fail_msg("cosine %g, %g: %s", t->cosine[r], along[r] / lengths, describe(&p->plan));
    }
    assert_false(gradus_trace_share(t, t->rows, 0, w, b));
    assert_false(gradus_trace_share(t, 0, t->layers, w, b));
}

static void step_is_the_textbooks(struct pair *p, const gradus_trace *t, double rate)
{
    for (size_t k = 0; k < tb_parameters(p->book); k++)
        *tb_parameter(p->book, k) -= rate * tb_derivative(p->book, k);
    for (size_t l = 0; l < t->layers; l++) {
        const gradus_trace_layer *y = &t->layer[l];
        same("W after", l, y->units * y->inputs, y->w_after, p->book->layer[l].w, &p->plan);
        if (y->b)
            same("b after", l, y->units, y->b_after, p->book->layer[l].b, &p->plan);
    }
    tb_forward(p->book, p->x);
    double want = tb_loss(p->book, p->y);
    if (isfinite(want))
        same("the loss after", 0, 1, &t->loss_after, &want, &p->plan);
}

/* ---- the JSON ---------------------------------------------------------------------------- */
/* All numbers below [value], one after another, go to out[*n]. */
static void flatten(const json_t *value, double *out, size_t *n, size_t most)
{
    size_t k;
    json_t *inner;
    if (json_is_number(value)) {
        assert_true(*n < most);
        out[(*n)++] = json_number_value(value);
    }
    json_array_foreach(value, k, inner)
        flatten(inner, out, n, most);
}

/* json[key] is a list of [rows] lists of [cols] numbers, or, with no rows, of [cols] numbers. */
static void same_json(const json_t *json, const char *key, size_t layer, size_t rows, size_t cols,
                      const double *want, const struct plan *plan)
{
    double got[64];
    size_t n = 0;
    const json_t *value = json_object_get(json, key);
    if (!want) {
        assert_true(json_is_null(value));
        return;
    }
    assert_int_equal(json_array_size(value), rows ? rows : cols);
    for (size_t r = 0; r < rows; r++)
        assert_int_equal(json_array_size(json_array_get(value, r)), cols);
    flatten(value, got, &n, sizeof got / sizeof *got);
    assert_int_equal(n, (rows ? rows : 1) * cols);
    same(key, layer, n, got, want, plan);
}

static void json_is_the_textbooks(const struct pair *p, const gradus_trace *t, double loss)
{
    const struct plan *plan = &p->plan;
    struct traced traced = { .trace = t, .first = 4 };
    struct text out = { 0 };
    trace_json(&out, &traced);
    assert_false(out.failed);
    json_t *json = json_loads(out.bytes, 0, NULL), *layers = json_object_get(json, "layers");
    double got = json_number_value(json_object_get(json, "loss"));
    same("the JSON's loss", 0, 1, &got, &loss, plan);
    assert_int_equal(json_integer_value(json_object_get(json, "m")), plan->rows);
    assert_int_equal(json_integer_value(json_array_get(json_object_get(json, "rows"), 0)), 4);
    assert_int_equal(json_array_size(json_object_get(json, "rows")), plan->rows);
    assert_int_equal(json_array_size(layers), plan->layers);
    for (size_t l = 0; l < plan->layers; l++) {
        const struct tb_layer *y = &p->book->layer[l];
        const json_t *of = json_array_get(layers, l);
        int formed = l + 1 < plan->layers || !joint(plan);
        same_json(of, "Z", l, plan->rows, y->units, y->z, plan);
        same_json(of, "A", l, plan->rows, y->units, y->a, plan);
        same_json(of, "dA", l, plan->rows, y->units, formed ? y->da : NULL, plan);
        same_json(of, "dZ", l, plan->rows, y->units, y->dz, plan);
        same_json(of, "dW", l, y->units, y->inputs, y->dw, plan);
        same_json(of, "db", l, 0, y->units, plan->bias ? y->db : NULL, plan);
    }
    json_decref(json);
    text_free(&out);
}

static void is_the_textbooks(struct pair *p, double rate)
{
    gradus_trace *t;
    gradus_error err = { 0 };
    uint64_t before = parameter_hash(p->net);
    if (gradus_trace_new(&t, p->net, &p->mx, &p->my, rate, &err) != GRADUS_OK)
        fail_msg("gradus_trace_new: %s", err.text);
    assert_true(parameter_hash(p->net) == before);
    tb_forward(p->book, p->x);
    tb_backward(p->book, p->x, p->y);
    double loss = tb_loss(p->book, p->y), sum = 0;
    same("the loss", 0, 1, &t->loss, &loss, &p->plan);
    for (size_t r = 0; r < t->rows; r++)
        sum += t->row_loss[r];
    sum /= t->mean ? (double)t->rows : 1;
    same("the sum of losses", 0, 1, &sum, &loss, &p->plan);
    same("x", 0, t->rows * t->inputs, t->x, p->x, &p->plan);
    same("y", 0, t->rows * t->outputs, t->y, p->y, &p->plan);
    for (size_t l = 0; l < t->layers; l++)
        layer_is_the_textbooks(p, t, l);
    json_is_the_textbooks(p, t, loss);
    shares_are_of_the_gradient(p, t);
    step_is_the_textbooks(p, t, rate);
    gradus_trace_free(t);
}

static void every_number_is_the_textbooks(void **state)
{
    uint64_t noise = 4;
    (void)state;
    for (size_t k = 0; k < NETWORKS; k++) {
        struct plan plan = random_plan(k, &noise);
        struct pair *p = pair_new(&plan);
        is_the_textbooks(p, k % 2 ? 0.1 : -0.1);
        pair_free(p);
    }
}

static uint64_t trained(const struct plan *plan, int traced)
{
    struct pair *p = pair_new(plan);
    gradus_set set = { p->mx, p->my };
    gradus_train_options opt;
    gradus_train_defaults(&opt);
    opt.epochs = 3;
    for (int round = 0; round < 2; round++) {
        gradus_trace *t = NULL;
        if (traced) {
            assert_int_equal(gradus_trace_new(&t, p->net, &p->mx, &p->my, 0.5, NULL), GRADUS_OK);
        }
        gradus_result result;
        assert_int_equal(gradus_train(p->net, &set, NULL, &opt, NULL, NULL, &result, NULL),
                         GRADUS_OK);
        gradus_trace_free(t);
    }
    uint64_t hash = parameter_hash(p->net);
    pair_free(p);
    return hash;
}

static void tracing_changes_no_bit(void **state)
{
    uint64_t noise = 5;
    (void)state;
    for (size_t k = 0; k < 60; k++) {
        struct plan plan = random_plan(k, &noise);
        plan.type = k % 2 ? GRADUS_F32 : GRADUS_F64;
        if (trained(&plan, 1) != trained(&plan, 0))
            fail_msg("other bits after a trace: %s", describe(&plan));
    }
}

/* More rows than a chain, more units than a panel; in float the numbers are the tape's. */
static void wide_and_single_precision(void **state)
{
    static const char *const losses[] = { "cross-entropy", "mse", "huber" };
    (void)state;
    for (size_t k = 0; k < 6; k++) {
        struct plan plan = { .layers = 2, .sizes = { 40, 70, 45 }, .hidden = "gelu",
                             .output = "softmax", .loss = losses[k % 3], .bias = 1, .rows = 300,
                             .type = k < 3 ? GRADUS_F64 : GRADUS_F32, .seed = 11 };
        struct pair *p = pair_new(&plan);
        gradus_trace *t;
        double loss = pair_run(p), z[300 * 70];
        assert_int_equal(gradus_trace_new(&t, p->net, &p->mx, &p->my, NAN, NULL), GRADUS_OK);
        assert_true(loss == t->loss && isnan(t->loss_after) && !t->layer[0].w_after);
        assert_int_equal(gradus_tape_get(p->tape, 0, GRADUS_DZ, z, NULL), GRADUS_OK);
        assert_memory_equal(z, t->layer[0].dz, sizeof z);
        gradus_trace_free(t);
        pair_free(p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_is_the_textbooks),
        cmocka_unit_test(tracing_changes_no_bit),
        cmocka_unit_test(wide_and_single_precision),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
