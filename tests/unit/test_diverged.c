/* A training that diverges says what was first not finite.  The judge is a plain replay: every step
 * by the public passes, each on one tape for the whole batch, and every number of it looked at.
 * Random networks are made to diverge by their numbers, weights and rates.                      */
#include "counted.h"

#include "base/random.h"

#include <gradus.h>

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- a stop while the epoch is gone through once more --------------------------------------- */
static volatile int stop;
static int stops_in_replay;

struct gr_state;
void __real_gr_state_put_back(const struct gr_state *state);
void __wrap_gr_state_put_back(const struct gr_state *state);
void __wrap_gr_state_put_back(const struct gr_state *state)
{
    stop = stops_in_replay;
    __real_gr_state_put_back(state);
}

/* ---- a case ---------------------------------------------------------------------------------- */
enum { LAYERS = 4, WIDEST = 40 };

struct trial {
    size_t layers, sizes[LAYERS + 1], rows;
    const char *hidden, *output, *loss;
    gradus_type type;
    gradus_train_options opt;
    double *x, *y;
    gradus_net *net;
};

static uint64_t state = 1;

static double uniform(void)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (double)(state >> 11) * 0x1p-53;
}

static size_t below(size_t n)
{
    return (size_t)(uniform() * (double)n);
}

static double noise(double most)
{
    return (2 * uniform() - 1) * most;
}

/* 10^k, k from [low] to [high]. */
static double power(double low, double high)
{
    return pow(10, low + uniform() * (high - low));
}

static gradus_net *net_of(const struct trial *c, const gradus_allocator *mem)
{
    gradus_layer layer[LAYERS];
    gradus_net *net = NULL;
    for (size_t l = 0; l < c->layers; l++)
        layer[l] = (gradus_layer){ c->sizes[l + 1], l + 1 < c->layers ? c->hidden : c->output, 1 };
    gradus_net_spec spec = { c->sizes[0], c->layers, layer, c->loss, c->type, NULL, mem };
    assert_int_equal(gradus_net_new(&net, &spec, NULL), GRADUS_OK);
    return net;
}

static void set_weights(const struct trial *c, gradus_net *net, double most)
{
    static double w[WIDEST * WIDEST], b[WIDEST];
    for (size_t l = 0; l < c->layers; l++) {
        for (size_t k = 0; k < c->sizes[l] * c->sizes[l + 1]; k++)
            w[k] = noise(most);
        for (size_t k = 0; k < c->sizes[l + 1]; k++)
            b[k] = noise(1);
        gradus_net_set(net, l, w, b);
    }
}

static void fill_rows(struct trial *c, double most)
{
    const size_t in = c->sizes[0], out = c->sizes[c->layers];
    c->x = calloc(c->rows * in, sizeof *c->x);
    c->y = calloc(c->rows * out, sizeof *c->y);
    assert_true(c->x && c->y);
    for (size_t k = 0; k < c->rows * in; k++)
        c->x[k] = noise(most);
    for (size_t r = 0; r < c->rows; r++)
        for (size_t k = 0; k < out; k++) {
            double *y = &c->y[r * out + k];
            *y = noise(1);
            if (!strcmp(c->loss, "cross-entropy"))
                *y = k == r % out;
            else if (!strcmp(c->loss, "bce"))
                *y = *y > 0;
        }
}

/* What goes wrong is a rate, numbers or weights of any size, or two of them. */
static struct trial new_trial(size_t widest, size_t rows)
{
    static const char *const hidden[] = { "relu", "tanh", "identity", "sigmoid", "selu",
                                          "softplus" };
    static const char *const pairs[][2] = { { "identity", "mse" }, { "sigmoid", "bce" },
                                            { "softmax", "cross-entropy" }, { "tanh", "sse" },
                                            { "identity", "huber" } };
    struct trial c = { .layers = 1 + below(LAYERS), .rows = rows };
    const char *const *last = pairs[below(sizeof pairs / sizeof *pairs)];
    c.type = uniform() < 0.7 ? GRADUS_F32 : GRADUS_F64;
    c.hidden = hidden[below(sizeof hidden / sizeof *hidden)];
    c.output = last[0];
    c.loss = last[1];
    for (size_t l = 0; l <= c.layers; l++)
        c.sizes[l] = 1 + below(widest);
    gradus_train_defaults(&c.opt);
    c.opt.optimizer = gradus_optimizer_info(below(6))->name;
    c.opt.schedule = below(2) ? "constant" : "plateau";
    c.opt.shuffle = below(2) != 0;
    c.opt.seed = below(1000);
    c.opt.epochs = below(4) ? 4 : 40;
    c.opt.batch_size = below(3) ? 1 + below(rows) : 0;
    c.opt.clip_norm = below(4) ? 0 : power(-2, 2);
    const double top = c.type == GRADUS_F32 ? 38 : 300;
    c.opt.learning_rate = below(2) ? 1e-3 : power(0, below(2) ? top : 2);
    fill_rows(&c, below(2) ? 1 : power(0, top));
    c.net = net_of(&c, NULL);
    set_weights(&c, c.net, below(3) ? 1 : power(0, top));
    return c;
}

static void end_trial(struct trial *c)
{
    gradus_net_free(c->net);
    free(c->x);
    free(c->y);
}

/* ---- the judge ------------------------------------------------------------------------------- */
static double room[4000 * WIDEST];

static int finite(size_t n, const double *v)
{
    for (size_t k = 0; k < n; k++)
        if (!isfinite(v[k]))
            return 0;
    return 1;
}

/* Of a tape; what it does not hold is no fault. */
static int tape_finite(const struct trial *c, const gradus_tape *t, size_t l, size_t rows,
                       gradus_what what)
{
    return gradus_tape_get(t, l, what, room, NULL) != GRADUS_OK ||
           finite(rows * c->sizes[l + 1], room);
}

static int gradient_finite(const struct trial *c, const gradus_gradient *g, size_t l)
{
    static double b[WIDEST];
    gradus_gradient_get(g, l, room, b);
    return finite(c->sizes[l] * c->sizes[l + 1], room) && finite(c->sizes[l + 1], b);
}

static int parameters_finite(const struct trial *c, const gradus_net *net, size_t l)
{
    static double b[WIDEST];
    gradus_net_get(net, l, room, b);
    return finite(c->sizes[l] * c->sizes[l + 1], room) && finite(c->sizes[l + 1], b);
}

/* In the order of the equations: forward, the loss, back, the parameters. */
static void name_first(const struct trial *c, const gradus_net *after, const gradus_tape *t,
                       const gradus_gradient *g, size_t rows, int loss_finite, char *out)
{
    for (size_t l = 0; l < c->layers; l++) {
        sprintf(out, "Z of layer %zu", l + 1);
        if (!tape_finite(c, t, l, rows, GRADUS_Z))
            return;
        *out = 'A';
        if (!tape_finite(c, t, l, rows, GRADUS_A))
            return;
    }
    strcpy(out, "the loss");
    for (size_t l = c->layers; loss_finite && l-- > 0;) {
        sprintf(out, "a gradient of layer %zu", l + 1);
        if (!tape_finite(c, t, l, rows, GRADUS_DA) || !tape_finite(c, t, l, rows, GRADUS_DZ) ||
            !gradient_finite(c, g, l))
            return;
    }
    for (size_t l = 0; loss_finite && l < c->layers; l++) {
        sprintf(out, "a parameter of layer %zu", l + 1);
        if (!parameters_finite(c, after, l))
            return;
    }
}

static double turn_x[4000 * WIDEST], turn_y[4000 * WIDEST];

/* Puts the rows where the epoch, counted from 0, has them. */
static void order(const struct trial *c, size_t batch, size_t epoch)
{
    static size_t index[4000];
    const size_t in = c->sizes[0], out = c->sizes[c->layers];
    struct gr_random random;
    for (size_t r = 0; r < c->rows; r++)
        index[r] = r;
    gr_random_start(&random, c->opt.seed, GR_RANDOM_SHUFFLE, epoch);
    if (c->opt.shuffle && batch < c->rows)
        gr_random_shuffle(&random, c->rows, index);
    for (size_t r = 0; r < c->rows; r++) {
        memcpy(turn_x + r * in, c->x + index[r] * in, in * sizeof *turn_x);
        memcpy(turn_y + r * out, c->y + index[r] * out, out * sizeof *turn_y);
    }
}

/* The schedule plateau: the rate is halved after every 5 epochs without a better loss. */
struct plateau {
    double rate, best;
    size_t waited;
};

static void tell(struct plateau *p, double loss)
{
    p->waited++;
    if (loss < p->best) {
        p->best = loss;
        p->waited = 0;
    } else if (p->waited == 5) {
        p->rate /= 2;
        p->waited = 0;
    }
}

/* Trains a copy, step by step.  Returns whether it stays finite; else says what does not. */
static int replay(const struct trial *c, char *out)
{
    const size_t batch = c->opt.batch_size ? c->opt.batch_size : c->rows;
    const int mean = strcmp(c->loss, "sse") != 0;
    gradus_net *net = NULL;
    gradus_optimizer *optimizer = NULL;
    gradus_gradient *g = NULL;
    struct plateau plateau = { c->opt.learning_rate, INFINITY, 0 };
    int good = 1;
    assert_int_equal(gradus_net_copy(&net, c->net, NULL), GRADUS_OK);
    assert_int_equal(gradus_optimizer_new(&optimizer, net, &c->opt, NULL), GRADUS_OK);
    assert_int_equal(gradus_gradient_new(&g, net, NULL), GRADUS_OK);
    for (size_t epoch = 1; good && epoch <= c->opt.epochs; epoch++) {
        double sum = 0;
        order(c, batch, epoch - 1);
        for (size_t from = 0; good && from < c->rows; from += batch) {
            const size_t rows = c->rows - from < batch ? c->rows - from : batch;
            const gradus_matrix x = { turn_x + from * c->sizes[0], GRADUS_F64, rows, c->sizes[0] };
            const gradus_matrix y = { turn_y + from * c->sizes[c->layers], GRADUS_F64, rows,
                                      c->sizes[c->layers] };
            gradus_tape *t = NULL;
            double loss;
            assert_int_equal(gradus_tape_new(&t, net, rows, NULL), GRADUS_OK);
            assert_int_equal(gradus_forward(net, &x, t, NULL), GRADUS_OK);
            assert_int_equal(gradus_loss(net, t, &y, &loss, NULL), GRADUS_OK);
            assert_int_equal(gradus_backward(net, t, &y, g, NULL), GRADUS_OK);
            gradus_step(optimizer, net, g, plateau.rate);
            sum += mean ? loss * (double)rows : loss;
            good = isfinite(sum);
            for (size_t l = 0; l < c->layers; l++)
                good = good && parameters_finite(c, net, l);
            if (!good) {
                name_first(c, net, t, g, rows, isfinite(sum), out);
                sprintf(out + strlen(out), " is not finite: epoch %zu, batch %zu", epoch,
                        from / batch + 1);
            }
            gradus_tape_free(t);
        }
        if (!strcmp(c->opt.schedule, "plateau"))
            tell(&plateau, mean ? sum / (double)c->rows : sum);
    }
    gradus_gradient_free(g);
    gradus_optimizer_free(optimizer);
    gradus_net_free(net);
    return good;
}

/* ---- the tests ------------------------------------------------------------------------------- */
/* How often each was met, by its first letters. */
struct met {
    size_t all, later, z, a, loss, gradient, parameter;
};

static void count(struct met *m, const char *text)
{
    m->all++;
    m->later += !strstr(text, "batch 1") || !strstr(text, "epoch 1");
    m->z += *text == 'Z';
    m->a += *text == 'A';
    m->loss += *text == 't';
    m->gradient += !strncmp(text, "a g", 3);
    m->parameter += !strncmp(text, "a p", 3);
}

static gradus_status train(const struct trial *c, gradus_net *net, gradus_result *result,
                           gradus_error *err)
{
    const gradus_set set = { { c->x, GRADUS_F64, c->rows, c->sizes[0] },
                             { c->y, GRADUS_F64, c->rows, c->sizes[c->layers] } };
    return gradus_train(net, &set, NULL, &c->opt, NULL, NULL, result, err);
}

static void check(struct trial *c, struct met *met)
{
    char want[128] = "";
    gradus_error err = { .text = "" };
    gradus_result result;
    gradus_net *net = NULL;
    const int good = replay(c, want);
    assert_int_equal(gradus_net_copy(&net, c->net, NULL), GRADUS_OK);
    const gradus_status s = train(c, net, &result, &err);
    if (s != (good ? GRADUS_OK : GRADUS_DIVERGED) || (!good && strcmp(err.text, want) != 0))
        fail_msg("%s, %s, %s, %s, %zu layers, %zu rows in batches of %zu: '%s', not '%s'",
                 c->type == GRADUS_F32 ? "float32" : "float64", c->opt.optimizer, c->hidden,
                 c->loss, c->layers, c->rows, c->opt.batch_size, err.text, want);
    for (size_t l = 0; l < c->layers; l++)
        assert_true(parameters_finite(c, net, l));
    if (!good) {
        assert_string_equal(result.ended, "diverged");
        assert_true(strstr(err.text, result.epochs ? "epoch" : "epoch 1,") != NULL);
        count(met, want);
    }
    gradus_net_free(net);
}

/* Networks of all sizes: up to 16 units a layer, and 256 rows a batch, take steps of their own. */
static void the_first_is_named(void **unused)
{
    (void)unused;
    struct met met = { 0 };
    for (int k = 0; k < 3000; k++) {
        struct trial c = new_trial(k % 3 ? 7 : WIDEST, 1 + below(40));
        check(&c, &met);
        end_trial(&c);
    }
    assert_true(met.z > 50 && met.loss > 50 && met.gradient > 50 && met.parameter > 50);
    assert_true(met.later > 200);
}

/* Weights that grow slowly are not finite only in a later epoch, many steps after the state of the
 * training was copied; by then rows were shuffled and rates halved several times.              */
static void a_later_epoch_is_found_again(void **unused)
{
    (void)unused;
    struct met met = { 0 };
    for (int k = 0; k < 2000; k++) {
        struct trial c = new_trial(k % 2 ? 3 : WIDEST, 2 + below(12));
        free(c.x);
        free(c.y);
        gradus_net_free(c.net);
        c.layers = 1;
        c.type = GRADUS_F32;
        c.output = "identity";
        c.loss = "mse";
        c.opt.optimizer = below(2) ? "sgd" : "momentum";
        c.opt.schedule = below(4) ? "plateau" : "constant";
        c.opt.epochs = 200;
        c.opt.shuffle = 1;
        c.opt.batch_size = 1 + below(c.rows);
        c.opt.clip_norm = 0;
        c.opt.learning_rate = power(0.5, 3);
        fill_rows(&c, 1);
        c.net = net_of(&c, NULL);
        set_weights(&c, c.net, 1);
        check(&c, &met);
        end_trial(&c);
    }
    assert_true(met.parameter + met.gradient > 300);
    assert_true(met.later > 500);
}

/* selu(z) = 1.0507 z: Z is just finite. */
static struct trial just_finite(void)
{
    struct trial c = { .layers = 2, .sizes = { 1, 1, 1 }, .rows = 1, .hidden = "selu",
                       .output = "identity", .loss = "mse", .type = GRADUS_F32 };
    const double w = 1, b = 0;
    gradus_train_defaults(&c.opt);
    c.opt.optimizer = "sgd";
    c.opt.learning_rate = 1;
    c.opt.epochs = 1;
    fill_rows(&c, 1);
    *c.x = 0.999 * (double)FLT_MAX;
    *c.y = 0;
    c.net = net_of(&c, NULL);
    gradus_net_set(c.net, 0, &w, &b);
    gradus_net_set(c.net, 1, &w, &b);
    return c;
}

static void an_activation_can_be_the_first(void **unused)
{
    (void)unused;
    struct met met = { 0 };
    struct trial c = just_finite();
    check(&c, &met);
    assert_int_equal(met.a, 1);
    end_trial(&c);
}

/* dA = 1e20 and dW = 1e40, which is no float; the loss, a double, is 5e39. */
static struct trial overflowing_gradient(size_t rows)
{
    struct trial c = { .layers = 1, .sizes = { 1, 1 }, .rows = rows, .output = "identity",
                       .loss = "sse", .type = GRADUS_F32 };
    const double w = 0, b = 0;
    gradus_train_defaults(&c.opt);
    c.opt.optimizer = "sgd";
    c.opt.learning_rate = 1e-30;
    c.opt.shuffle = 0;
    c.opt.batch_size = 1;
    c.opt.epochs = 2;
    fill_rows(&c, 1);
    for (size_t r = 0; r < rows; r++)
        c.x[r] = c.y[r] = r + 1 == rows ? 1e20 : 0;
    c.net = net_of(&c, NULL);
    gradus_net_set(c.net, 0, &w, &b);
    return c;
}

/* Batches beyond the tape: their gradient adds up in memory. */
static void also_of_large_batches(void **unused)
{
    (void)unused;
    struct met met = { 0 };
    for (int k = 0; k < 60; k++) {
        struct trial c = new_trial(k % 2 ? 5 : 20, 2000 + below(1500));
        c.opt.batch_size = k % 3 ? 0 : 1100;
        check(&c, &met);
        end_trial(&c);
    }
    assert_true(met.all > 10);
    struct trial c = overflowing_gradient(2500);
    c.x[100] = c.y[100] = 1e20;                     /* among the first rows alone */
    c.x[2499] = c.y[2499] = 0;
    c.opt.batch_size = 0;
    met = (struct met){ 0 };
    check(&c, &met);
    assert_int_equal(met.gradient, 1);
    end_trial(&c);
}

/* The loss of each row is a double, their sum is not. */
static void losses_add_up(void **unused)
{
    (void)unused;
    struct met met = { 0 };
    struct trial c = overflowing_gradient(3);
    gradus_net_free(c.net);
    c.type = GRADUS_F64;
    c.net = net_of(&c, NULL);
    c.opt.learning_rate = 0;
    for (size_t r = 0; r < 3; r++) {
        c.x[r] = r == 2 ? 1e155 : 0;                /* with which the gradient overflows, too */
        c.y[r] = 1.3e154;
    }
    check(&c, &met);
    assert_int_equal(met.loss, 1);
    end_trial(&c);
}

static void a_stop_is_heard_meanwhile(void **unused)
{
    (void)unused;
    gradus_error err;
    struct trial c = overflowing_gradient(5);
    c.opt.stop = &stop;
    assert_int_equal(train(&c, c.net, NULL, &err), GRADUS_DIVERGED);
    assert_string_equal(err.text, "a gradient of layer 1 is not finite: epoch 1, batch 5");
    stops_in_replay = 1;
    assert_int_equal(train(&c, c.net, NULL, &err), GRADUS_DIVERGED);
    assert_string_equal(err.text, "a parameter of layer 1 is not finite: epoch 1");
    assert_string_equal(err.hint,
                        "a smaller learning rate helps, or scaled inputs, or clipping by norm");
    stops_in_replay = stop = 0;
    end_trial(&c);
}

/* Without memory to look closer it says what it has seen. */
static void every_allocation_may_fail(void **unused)
{
    (void)unused;
    size_t coarse = 0, exact = 0;
    struct trial c = overflowing_gradient(3);
    for (long tries = 0; !exact; tries++) {
        struct counted f = { .left = 1000 };
        gradus_allocator mem = { counted_alloc, counted_release, &f };
        gradus_error err;
        gradus_net *net = net_of(&c, &mem);
        f.left = tries;
        const gradus_status s = train(&c, net, NULL, &err);
        assert_true(s == GRADUS_DIVERGED || s == GRADUS_NOMEM);
        coarse += s == GRADUS_DIVERGED && strstr(err.text, "a parameter of layer 1") != NULL;
        exact += s == GRADUS_DIVERGED && strstr(err.text, "a gradient of layer 1") != NULL;
        gradus_net_free(net);
        assert_int_equal(f.live, 0);
        assert_true(tries < 1000);
    }
    assert_true(coarse > 0);
    end_trial(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_is_named),
        cmocka_unit_test(a_later_epoch_is_found_again),
        cmocka_unit_test(also_of_large_batches),
        cmocka_unit_test(an_activation_can_be_the_first),
        cmocka_unit_test(losses_add_up),
        cmocka_unit_test(a_stop_is_heard_meanwhile),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests_name("diverged", tests, NULL, NULL);
}
