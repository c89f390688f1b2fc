/* Training: where it ends, what it keeps, what it says; the answers that are known in advance. */
#include "counted.h"

#include <gradus.h>

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 24, INPUTS = 3 };
static const double pi = 3.14159265358979323846;

struct rows {
    double x[ROWS * INPUTS], y[ROWS];
    gradus_set set;
};

/* y is near  0.5 x1 - 2 x2 + x3 + 0.25, with a small pattern that no line fits. */
static void make_rows(struct rows *r)
{
    uint32_t state = 1;
    for (size_t i = 0; i < ROWS; i++) {
        double *x = &r->x[i * INPUTS];
        for (size_t j = 0; j < INPUTS; j++) {
            state = state * 1664525u + 1013904223u;
            x[j] = (double)(state >> 8) / (1 << 23) - 1;
        }
        r->y[i] = 0.5 * x[0] - 2 * x[1] + x[2] + 0.25 + 0.1 * (i % 3 == 0);
    }
    r->set = (gradus_set){ { r->x, GRADUS_F64, ROWS, INPUTS }, { r->y, GRADUS_F64, ROWS, 1 } };
}

static gradus_net *make_net(size_t hidden, const char *activation, gradus_type type)
{
    gradus_net *net = NULL;
    gradus_layer both[2] = { { hidden, activation, 1 }, { 1, "identity", 1 } };
    gradus_net_spec spec = { INPUTS, hidden ? 2 : 1, hidden ? both : both + 1, "mse", type,
                             NULL, NULL };
    assert_int_equal(gradus_net_new(&net, &spec, NULL), GRADUS_OK);
    assert_int_equal(gradus_net_init(net, "auto", NULL, 3, NULL), GRADUS_OK);
    return net;
}

static gradus_train_options plain(size_t epochs, double rate)
{
    gradus_train_options opt;
    gradus_train_defaults(&opt);
    opt.optimizer = "sgd";
    opt.learning_rate = rate;
    opt.batch_size = 0;
    opt.epochs = epochs;
    return opt;
}

/* Solves the normal equations (X 1)' (X 1) w = (X 1)' y by elimination. */
static void least_squares(const struct rows *r, double w[INPUTS + 1])
{
    enum { N = INPUTS + 1 };
    double a[N][N + 1] = { { 0 } };
    for (size_t i = 0; i < ROWS; i++) {
        double v[N + 1];
        memcpy(v, &r->x[i * INPUTS], INPUTS * sizeof *v);
        v[INPUTS] = 1;
        v[N] = r->y[i];
        for (size_t p = 0; p < N; p++)
            for (size_t q = 0; q <= N; q++)
                a[p][q] += v[p] * v[q];
    }
    for (size_t p = 0; p < N; p++)
        for (size_t q = 0; q < N; q++) {
            double f = a[q][p] / a[p][p];
            for (size_t k = p; q != p && k <= N; k++)
                a[q][k] -= f * a[p][k];
        }
    for (size_t p = 0; p < N; p++)
        w[p] = a[p][N] / a[p][p];
}

static void no_hidden_layer_is_linear_regression(void **state)
{
    (void)state;
    struct rows r;
    double want[INPUTS + 1], w[INPUTS], b;
    make_rows(&r);
    least_squares(&r, want);
    gradus_net *net = make_net(0, NULL, GRADUS_F64);
    gradus_train_options opt = plain(4000, 0.3);
    assert_int_equal(gradus_train(net, &r.set, NULL, &opt, NULL, NULL, NULL, NULL), GRADUS_OK);
    gradus_net_get(net, 0, w, &b);
    for (size_t i = 0; i < INPUTS; i++)
        assert_true(fabs(w[i] - want[i]) < 1e-12);
    assert_true(fabs(b - want[INPUTS]) < 1e-12);
    gradus_net_free(net);
}

struct seen {
    size_t calls, stop_at;
    double rate[100], loss[100], val_loss[100], metric[100];
};

static int watch(void *user, const gradus_epoch *e)
{
    struct seen *s = user;
    assert_int_equal(e->epoch, s->calls + 1);
    if (s->calls < 100) {
        s->rate[s->calls] = e->learning_rate;
        s->loss[s->calls] = e->loss;
        s->val_loss[s->calls] = e->val_loss;
        s->metric[s->calls] = e->metric;
    }
    return ++s->calls == s->stop_at;
}

static void watch_schedule(const char *schedule, struct seen *seen, gradus_result *result)
{
    struct rows r;
    make_rows(&r);
    gradus_net *net = make_net(4, "tanh", GRADUS_F64);
    gradus_train_options opt = plain(8, 0.5);
    opt.schedule = schedule;
    *seen = (struct seen){ 0 };
    assert_int_equal(gradus_train(net, &r.set, NULL, &opt, watch, seen, result, NULL), GRADUS_OK);
    assert_int_equal(seen->calls, 8);
    gradus_net_free(net);
}

static void schedules_follow_their_formulas(void **state)
{
    (void)state;
    struct seen s;
    watch_schedule("constant", &s, NULL);
    for (size_t e = 0; e < 8; e++)
        assert_true(s.rate[e] == 0.5);
    watch_schedule("cosine", &s, NULL);
    for (size_t e = 0; e < 8; e++)
        assert_true(fabs(s.rate[e] - 0.25 * (1 + cos(pi * (double)e / 8))) < 1e-15);
    watch_schedule("step", &s, NULL);
    for (size_t e = 0; e < 8; e++)
        assert_true(fabs(s.rate[e] - (e < 4 ? 0.5 : e < 6 ? 0.05 : 0.005)) < 1e-15);
    watch_schedule("one-cycle", &s, NULL);
    assert_true(fabs(s.rate[0] - 0.02) < 1e-15);
    assert_true(s.rate[1] > s.rate[0] && s.rate[2] > s.rate[1] && s.rate[7] < 0.1);
    watch_schedule("plateau", &s, NULL);
    assert_true(s.rate[0] == 0.5);
}

static void tolerance_ends_it(void **state)
{
    (void)state;
    struct rows r;
    struct seen seen = { 0 };
    gradus_result result;
    make_rows(&r);
    gradus_net *net = make_net(0, NULL, GRADUS_F64);
    gradus_train_options opt = plain(4000, 0.3);
    opt.tolerance = 1e-4;
    assert_int_equal(gradus_train(net, &r.set, NULL, &opt, watch, &seen, &result, NULL),
                     GRADUS_OK);
    assert_string_equal(result.ended, "tolerance");
    assert_true(result.epochs < 100 && result.epochs == seen.calls);
    assert_true(fabs(seen.loss[result.epochs - 1] - seen.loss[result.epochs - 2]) < 1e-4);
    assert_true(fabs(seen.loss[result.epochs - 2] - seen.loss[result.epochs - 3]) >= 1e-4);
    gradus_net_free(net);
}

static double loss_of(const gradus_net *net, const gradus_set *set)
{
    double loss;
    gradus_tape *tape = NULL;
    assert_int_equal(gradus_tape_new(&tape, net, set->x.rows, NULL), GRADUS_OK);
    assert_int_equal(gradus_forward(net, &set->x, tape, NULL), GRADUS_OK);
    assert_int_equal(gradus_loss(net, tape, &set->y, &loss, NULL), GRADUS_OK);
    gradus_tape_free(tape);
    return loss;
}

static void patience_restores_the_best(void **state)
{
    (void)state;
    struct rows r;
    struct seen seen = { 0 };
    gradus_result result;
    double wrong[ROWS];
    make_rows(&r);
    for (size_t i = 0; i < ROWS; i++)
        wrong[i] = -0.3 * r.y[i];                   /* good only at first, on the way there */
    gradus_set other = { r.set.x, { wrong, GRADUS_F64, ROWS, 1 } };
    gradus_net *net = make_net(6, "tanh", GRADUS_F32);
    gradus_train_options opt = plain(500, 0.05);
    opt.patience = 7;
    assert_int_equal(gradus_train(net, &r.set, &other, &opt, watch, &seen, &result, NULL),
                     GRADUS_OK);
    assert_string_equal(result.ended, "patience");
    assert_int_equal(result.epochs, result.best_epoch + 7);
    for (size_t e = 0; e < result.epochs && e < 100; e++)
        assert_true(seen.val_loss[e] >= result.val_loss);
    assert_true(loss_of(net, &other) == result.val_loss);
    gradus_net_free(net);
}

static void without_patience_the_last_weights_stay(void **state)
{
    (void)state;
    struct rows r;
    gradus_result result;
    make_rows(&r);
    gradus_net *net = make_net(6, "tanh", GRADUS_F64);
    gradus_train_options opt = plain(20, 0.05);
    assert_int_equal(gradus_train(net, &r.set, &r.set, &opt, NULL, NULL, &result, NULL),
                     GRADUS_OK);
    assert_int_equal(result.best_epoch, 20);
    assert_true(loss_of(net, &r.set) == result.val_loss);
    gradus_net_free(net);
}

static void a_diverging_training_says_where(void **state)
{
    (void)state;
    struct rows r;
    gradus_error err;
    gradus_result result;
    double w[6 * INPUTS], b[6];
    make_rows(&r);
    gradus_net *net = make_net(6, "relu", GRADUS_F32);
    gradus_train_options opt = plain(500, 1e6);
    assert_int_equal(gradus_train(net, &r.set, NULL, &opt, NULL, NULL, &result, &err),
                     GRADUS_DIVERGED);
    assert_string_equal(result.ended, "diverged");
    assert_string_equal(err.text, "Z of layer 2 is not finite: epoch 3, batch 1");
    assert_string_equal(err.hint,
                        "a smaller learning rate helps, or scaled inputs, or clipping by norm");
    gradus_net_get(net, 0, w, b);
    for (size_t i = 0; i < 6 * INPUTS; i++)
        assert_true(isfinite(w[i]));
    assert_true(isfinite(loss_of(net, &r.set)));
    gradus_net_free(net);
}

/* ---- the start as epoch 0 ----------------------------------------------------------------- */
static void a_better_start_is_kept(void **state)
{
    (void)state;
    struct rows r;
    struct seen seen = { 0 };
    gradus_result result;
    double w[INPUTS], b, was[INPUTS], bias;
    make_rows(&r);
    gradus_net *net = make_net(0, NULL, GRADUS_F64);
    gradus_train_options opt = plain(4000, 0.3);
    assert_int_equal(gradus_train(net, &r.set, NULL, &opt, NULL, NULL, NULL, NULL), GRADUS_OK);
    gradus_net_get(net, 0, was, &bias);
    const double best = loss_of(net, &r.set);
    opt = plain(50, 0.5);
    opt.optimizer = "adam";
    opt.patience = 4;
    assert_int_equal(gradus_train(net, &r.set, &r.set, &opt, watch, &seen, &result, NULL),
                     GRADUS_OK);
    gradus_net_get(net, 0, w, &b);
    assert_memory_equal(w, was, sizeof w);
    assert_true(b == bias);
    assert_string_equal(result.ended, "patience");
    assert_true(result.best_epoch == 0 && result.epochs == 4 && seen.calls == 4);
    assert_true(result.val_loss == best && isnan(result.loss));
    assert_string_equal(result.val_fault, "");
    for (size_t e = 0; e < 4; e++)
        assert_true(seen.val_loss[e] > best);
    gradus_net_free(net);
}

/* It is no candidate where the last weights are kept. */
static void without_patience_the_start_is_lost(void **state)
{
    (void)state;
    struct rows r;
    gradus_result result;
    make_rows(&r);
    gradus_net *net = make_net(0, NULL, GRADUS_F64);
    gradus_train_options opt = plain(4000, 0.3);
    assert_int_equal(gradus_train(net, &r.set, NULL, &opt, NULL, NULL, NULL, NULL), GRADUS_OK);
    const double best = loss_of(net, &r.set);
    opt = plain(2, 0.5);
    opt.optimizer = "adam";
    assert_int_equal(gradus_train(net, &r.set, &r.set, &opt, NULL, NULL, &result, NULL),
                     GRADUS_OK);
    assert_true(result.best_epoch == 2 && result.val_loss > best);
    assert_true(loss_of(net, &r.set) == result.val_loss);
    struct seen seen = { .stop_at = 1 };
    assert_int_equal(gradus_train(net, &r.set, &r.set, &opt, watch, &seen, &result, NULL),
                     GRADUS_STOPPED);
    assert_true(result.best_epoch == 1 && loss_of(net, &r.set) == seen.val_loss[0]);
    seen = (struct seen){ .stop_at = 1 };
    opt.learning_rate = 9;              /* worse than where it starts */
    assert_int_equal(gradus_train(net, &r.set, &r.set, &opt, watch, &seen, &result, NULL),
                     GRADUS_STOPPED);
    assert_true(result.best_epoch == 1 && loss_of(net, &r.set) == seen.val_loss[0]);
    gradus_net_free(net);
}

/* A training that diverges later on, or in its first epoch: the start, but no epoch to speak of. */
static void a_start_survives_divergence(void **state)
{
    (void)state;
    static const double rates[] = { 1e20, 1e38 };
    for (size_t k = 0; k < 2; k++) {
        struct rows r;
        gradus_error err;
        gradus_result result;
        make_rows(&r);
        gradus_net *net = make_net(6, "relu", GRADUS_F32);
        const double start = loss_of(net, &r.set);
        gradus_train_options opt = plain(50, rates[k]);
        opt.patience = 20;
        opt.batch_size = k ? 1 : 0;
        assert_int_equal(gradus_train(net, &r.set, &r.set, &opt, NULL, NULL, &result, &err),
                         GRADUS_DIVERGED);
        assert_true(result.best_epoch == 0 && result.val_loss == start);
        assert_true(k ? result.epochs == 0 : result.epochs > 0);
        assert_true(loss_of(net, &r.set) == start);
        gradus_net_free(net);
    }
}

/* ---- a validation loss that is not finite --------------------------------------------------- */
/* Three rows, of which the second is [x] in all inputs and has the answer [y]. */
struct held {
    double x[3 * INPUTS], y[3];
    gradus_set set;
};

static void hold(struct held *h, double x, double y)
{
    *h = (struct held){ .y = { 0, y, 0 } };
    for (size_t j = 0; j < INPUTS; j++)
        h->x[INPUTS + j] = x;
    h->set = (gradus_set){ { h->x, GRADUS_F64, 3, INPUTS }, { h->y, GRADUS_F64, 3, 1 } };
}

static void check_never_finite(const struct held *h, gradus_type type, const char *what,
                               size_t row)
{
    struct rows r;
    gradus_error err;
    gradus_result result;
    char want[128];
    double w[6 * INPUTS], was[6 * INPUTS], b[6], bias[6];
    make_rows(&r);
    gradus_net *net = make_net(6, "relu", type);
    gradus_net_get(net, 0, was, bias);
    gradus_train_options opt = plain(9, 0.01);
    opt.patience = 4;
    opt.schedule = "plateau";
    assert_int_equal(gradus_train(net, &r.set, &h->set, &opt, NULL, NULL, &result, &err),
                     GRADUS_DIVERGED);
    snprintf(want, sizeof want, "no epoch has a finite validation loss: in epoch 4, %s is not "
             "finite for row %zu of the validation rows", what, row);
    assert_string_equal(err.text, want);
    assert_string_equal(err.hint,
                        "look at that row: its numbers may be far from those of the training rows");
    assert_string_equal(result.val_fault, what);
    assert_string_equal(result.ended, "diverged");
    assert_true(result.val_row + 1 == row && result.epochs == 4 && result.best_epoch == 0);
    assert_true(isnan(result.val_loss) && isnan(result.loss));
    gradus_net_get(net, 0, w, b);
    assert_memory_equal(w, was, sizeof w);
    assert_memory_equal(b, bias, sizeof b);
    gradus_net_free(net);
}

static void no_finite_validation_loss_is_an_error(void **state)
{
    (void)state;
    struct held h;
    hold(&h, 1e39, 0);                  /* which is no float */
    check_never_finite(&h, GRADUS_F32, "Z of layer 1", 2);
    hold(&h, NAN, 0);
    check_never_finite(&h, GRADUS_F64, "Z of layer 1", 2);
    hold(&h, 0, 1e200);                 /* the square */
    check_never_finite(&h, GRADUS_F64, "the loss", 2);
    hold(&h, 0, 9e153);
    h.y[0] = h.y[2] = 9e153;            /* each square is finite */
    check_never_finite(&h, GRADUS_F64, "the sum of the losses", 3);
}

static void without_patience_it_is_a_remark(void **state)
{
    (void)state;
    struct rows r;
    struct held h;
    struct seen seen = { .stop_at = 3 };
    gradus_result result;
    make_rows(&r);
    hold(&h, NAN, 0);
    for (int stops = 0; stops < 2; stops++) {
        gradus_net *net = make_net(6, "relu", GRADUS_F64);
        gradus_train_options opt = plain(5, 0.01);
        assert_int_equal(gradus_train(net, &r.set, &h.set, &opt, stops ? watch : NULL, &seen,
                                      &result, NULL), stops ? GRADUS_STOPPED : GRADUS_OK);
        assert_true(result.best_epoch == (stops ? 3 : 5) && result.best_epoch == result.epochs);
        assert_string_equal(result.val_fault, "Z of layer 1");
        assert_true(result.val_row == 1 && isnan(result.val_loss) && isfinite(result.loss));
        assert_true(isfinite(loss_of(net, &r.set)));
        gradus_net_free(net);
    }
    assert_true(isnan(seen.metric[0]) && isnan(seen.val_loss[0]));
}

/* A row without a finite output has no class, so that it is wrong, whatever its class is. */
static void what_is_not_finite_is_not_accurate(void **state)
{
    (void)state;
    struct rows r;
    struct held h;
    struct seen seen = { 0 };
    const gradus_layer layer = { 1, "sigmoid", 1 };
    const gradus_net_spec spec = { INPUTS, 1, &layer, "bce", GRADUS_F64, NULL, NULL };
    gradus_net *net = NULL;
    gradus_train_options opt = plain(2, 0.1);
    make_rows(&r);
    for (size_t i = 0; i < ROWS; i++)
        r.y[i] = r.y[i] > 0;
    assert_int_equal(gradus_net_new(&net, &spec, NULL), GRADUS_OK);
    hold(&h, 1, 0);
    assert_int_equal(gradus_train(net, &r.set, &h.set, &opt, watch, &seen, NULL, NULL), GRADUS_OK);
    assert_true(seen.metric[0] >= 0 && seen.metric[0] <= 1);
    hold(&h, NAN, 0);                                   /* larger than no output */
    seen = (struct seen){ 0 };
    assert_int_equal(gradus_train(net, &r.set, &h.set, &opt, watch, &seen, NULL, NULL), GRADUS_OK);
    double b;
    gradus_net_get(net, 0, NULL, &b);                   /* the others are 0 and of the class 0 */
    assert_true(seen.metric[1] == (b > 0 ? 0 : 2.0 / 3));
    gradus_net_free(net);
}

/* A rate that waits for a better loss is halved after 5 epochs without a finite one. */
static void a_plateau_takes_it_for_no_better(void **state)
{
    (void)state;
    struct rows r;
    struct held h;
    struct seen seen = { 0 };
    make_rows(&r);
    hold(&h, NAN, 0);
    gradus_net *net = make_net(6, "relu", GRADUS_F64);
    gradus_train_options opt = plain(12, 0.01);
    opt.schedule = "plateau";
    assert_int_equal(gradus_train(net, &r.set, &h.set, &opt, watch, &seen, NULL, NULL), GRADUS_OK);
    for (size_t e = 0; e < 12; e++)
        assert_true(seen.rate[e] == 0.01 / (e < 5 ? 1 : e < 10 ? 2 : 4));
    gradus_net_free(net);
}

static void a_watcher_and_a_flag_stop_it(void **state)
{
    (void)state;
    struct rows r;
    struct seen seen = { .stop_at = 3 };
    gradus_error err;
    gradus_result result;
    volatile int stop = 1;
    make_rows(&r);
    gradus_net *net = make_net(6, "tanh", GRADUS_F64);
    gradus_train_options opt = plain(50, 0.05);
    assert_int_equal(gradus_train(net, &r.set, NULL, &opt, watch, &seen, &result, &err),
                     GRADUS_STOPPED);
    assert_int_equal(seen.calls, 3);
    assert_string_equal(result.ended, "stopped");
    opt.stop = &stop;
    assert_int_equal(gradus_train(net, &r.set, NULL, &opt, watch, &seen, &result, &err),
                     GRADUS_STOPPED);
    assert_string_equal(err.text, "stopped in epoch 1");
    assert_int_equal(seen.calls, 3);
    gradus_net_free(net);
}

static void wrong_arguments_are_named(void **state)
{
    (void)state;
    struct rows r;
    gradus_error err;
    make_rows(&r);
    gradus_net *net = make_net(2, "tanh", GRADUS_F64);
    gradus_train_options opt = plain(1, 0.1);
    gradus_set bad = r.set;
    bad.x.cols = 2;
    assert_int_equal(gradus_train(net, &bad, NULL, &opt, NULL, NULL, NULL, &err), GRADUS_SHAPE);
    assert_string_equal(err.text, "x has 2 columns, the network has 3");
    bad = r.set;
    bad.y.rows = 5;
    assert_int_equal(gradus_train(net, &bad, NULL, &opt, NULL, NULL, NULL, &err), GRADUS_SHAPE);
    assert_string_equal(err.text, "x has 24 rows and y has 5");
    opt.optimizer = "adamm";
    assert_int_equal(gradus_train(net, &r.set, NULL, &opt, NULL, NULL, NULL, &err),
                     GRADUS_UNKNOWN);
    assert_string_equal(err.text, "unknown optimizer 'adamm'");
    assert_string_equal(err.hint, "did you mean adam? known: sgd momentum nesterov rmsprop adam "
                                  "adamw");
    opt.optimizer = "adam";
    opt.schedule = "cosin";
    assert_int_equal(gradus_train(net, &r.set, NULL, &opt, NULL, NULL, NULL, &err),
                     GRADUS_UNKNOWN);
    assert_string_equal(err.text, "unknown schedule 'cosin'");
    opt.schedule = "cosine";
    opt.beta1 = 1;
    assert_int_equal(gradus_train(net, &r.set, NULL, &opt, NULL, NULL, NULL, &err),
                     GRADUS_ARGUMENT);
    assert_string_equal(err.text, "the beta1 1 is not in [0, 1)");
    opt.beta1 = NAN;
    opt.epochs = 0;
    assert_int_equal(gradus_train(net, &r.set, NULL, &opt, NULL, NULL, NULL, &err),
                     GRADUS_ARGUMENT);
    gradus_net_free(net);
}

/* The squares of this gradient are beyond the largest number of the type. */
static void huge_gradients_are_clipped_too(void **state)
{
    (void)state;
    for (int type = GRADUS_F32; type <= GRADUS_F64; type++) {
        const gradus_layer layer = { 1, "identity", 0 };
        const gradus_net_spec spec = { 1, 1, &layer, "mse", (gradus_type)type, NULL, NULL };
        const double x = type == GRADUS_F32 ? 1e15 : 1e100, y = x;
        const gradus_set set = { { &x, GRADUS_F64, 1, 1 }, { &y, GRADUS_F64, 1, 1 } };
        gradus_net *net;
        gradus_train_options opt;
        double w = 0;
        gradus_train_defaults(&opt);
        opt.optimizer = "sgd";
        opt.learning_rate = 0.125;
        opt.clip_norm = 2;
        opt.epochs = 1;
        assert_int_equal(gradus_net_new(&net, &spec, NULL), GRADUS_OK);
        assert_int_equal(gradus_train(net, &set, NULL, &opt, NULL, NULL, NULL, NULL), GRADUS_OK);
        gradus_net_get(net, 0, &w, NULL);
        assert_true(fabs(w - 0.25) < 1e-6);
        gradus_net_free(net);
    }
}

static void networks_that_cannot_be_are_refused(void **state)
{
    (void)state;
    gradus_error err;
    gradus_net *net = NULL;
    gradus_layer layer[2] = { { 4, "softmax", 1 }, { 2, "softmax", 1 } };
    gradus_net_spec spec = { 3, 2, layer, "cross-entropy", GRADUS_F32, NULL, NULL };
    assert_int_equal(gradus_net_new(&net, &spec, &err), GRADUS_ARGUMENT);
    assert_string_equal(err.text, "softmax is for the last layer only, layer 0 has it");
    layer[0].activation = "sigmiod";
    assert_int_equal(gradus_net_new(&net, &spec, &err), GRADUS_UNKNOWN);
    assert_string_equal(err.text, "unknown activation 'sigmiod'");
    layer[0].activation = "sigmoid";
    spec.loss = "bce";
    assert_int_equal(gradus_net_new(&net, &spec, &err), GRADUS_ARGUMENT);
    assert_string_equal(err.text, "the loss bce needs the output activation sigmoid");
    spec.loss = "mse";
    layer[0].units = (size_t)1 << 62;
    assert_int_equal(gradus_net_new(&net, &spec, &err), GRADUS_SHAPE);
    layer[0].units = 0;
    assert_int_equal(gradus_net_new(&net, &spec, &err), GRADUS_SHAPE);
    layer[0].units = spec.inputs = layer[1].units = (size_t)1 << 20;
    assert_int_equal(gradus_net_new(&net, &spec, &err), GRADUS_SHAPE);
    assert_string_equal(err.text, "the layers have too many parameters together");
    layer[0].units = 4;
    spec.kernels = "avx3";
    assert_int_equal(gradus_net_new(&net, &spec, &err), GRADUS_UNKNOWN);
    assert_null(net);
}

/* Every allocation fails once: an error, nothing leaked, the net as it was. */
static gradus_status make_and_train(const gradus_allocator *mem, const struct rows *r)
{
    gradus_net *net = NULL;
    gradus_layer layer[2] = { { 5, "tanh", 1 }, { 1, "identity", 1 } };
    gradus_net_spec spec = { INPUTS, 2, layer, "mse", GRADUS_F32, NULL, mem };
    gradus_train_options opt = plain(2, 0.1);
    opt.optimizer = "adam";
    opt.clip_norm = 1;
    opt.threads = 2;
    gradus_status s = gradus_net_new(&net, &spec, NULL);
    if (s == GRADUS_OK)
        s = gradus_net_init(net, "he", "same", 1, NULL);
    if (s == GRADUS_OK)
        s = gradus_train(net, &r->set, &r->set, &opt, NULL, NULL, NULL, NULL);
    gradus_net_free(net);
    return s;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct rows r;
    long tries = 0;
    make_rows(&r);
    for (gradus_status s = GRADUS_NOMEM; s != GRADUS_OK; tries++) {
        struct counted f = { .left = tries };
        gradus_allocator mem = { counted_alloc, counted_release, &f };
        s = make_and_train(&mem, &r);
        assert_true(s == GRADUS_OK || s == GRADUS_NOMEM);
        assert_int_equal(f.live, 0);
        assert_true(tries < 1000);
    }
    assert_true(tries > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_hidden_layer_is_linear_regression),
        cmocka_unit_test(schedules_follow_their_formulas),
        cmocka_unit_test(tolerance_ends_it),
        cmocka_unit_test(patience_restores_the_best),
        cmocka_unit_test(without_patience_the_last_weights_stay),
        cmocka_unit_test(a_diverging_training_says_where),
        cmocka_unit_test(a_better_start_is_kept),
        cmocka_unit_test(without_patience_the_start_is_lost),
        cmocka_unit_test(a_start_survives_divergence),
        cmocka_unit_test(no_finite_validation_loss_is_an_error),
        cmocka_unit_test(without_patience_it_is_a_remark),
        cmocka_unit_test(what_is_not_finite_is_not_accurate),
        cmocka_unit_test(a_plateau_takes_it_for_no_better),
        cmocka_unit_test(a_watcher_and_a_flag_stop_it),
        cmocka_unit_test(wrong_arguments_are_named),
        cmocka_unit_test(huge_gradients_are_clipped_too),
        cmocka_unit_test(networks_that_cannot_be_are_refused),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("train", tests, NULL, NULL);
}
