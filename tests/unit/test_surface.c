/* The cost surface: its value is the loss, its gradient that of training, to the bit; what random
 * directions are; that of *not* has no local minimum but plateaus with squared errors, and slopes
 * everywhere with cross-entropy; what it refuses.                                             */
#include "counted.h"

#include <gradus-explain.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

enum { ROWS = 600, INPUTS = 3, HIDDEN = 40 };

static double noise(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(int64_t)*state / 9.3e18;
}

/* A 3-40-1 network and more rows than a chunk has. */
struct made {
    gradus_net *net;
    double x[ROWS * INPUTS], y[ROWS];
    gradus_matrix mx, my;
};

static struct made *make(gradus_type type, const char *loss, const gradus_allocator *mem)
{
    static const gradus_layer layers[] = { { HIDDEN, "tanh", 1 }, { 1, "sigmoid", 1 } };
    const gradus_net_spec spec = { .inputs = INPUTS, .layers = 2, .layer = layers, .loss = loss,
                                   .type = type, .mem = mem };
    struct made *m = calloc(1, sizeof *m);
    uint64_t state = 3;
    for (size_t k = 0; k < ROWS * INPUTS; k++)
        m->x[k] = noise(&state);
    for (size_t k = 0; k < ROWS; k++)
        m->y[k] = noise(&state) > 0;
    m->mx = (gradus_matrix){ m->x, GRADUS_F64, ROWS, INPUTS };
    m->my = (gradus_matrix){ m->y, GRADUS_F64, ROWS, 1 };
    assert_int_equal(gradus_net_new(&m->net, &spec, NULL), GRADUS_OK);
    assert_int_equal(gradus_net_init(m->net, "auto", "same", 7, NULL), GRADUS_OK);
    return m;
}

static void unmake(struct made *m)
{
    gradus_net_free(m->net);
    free(m);
}

static gradus_surface *surface(const struct made *m, const char *loss, gradus_parameter first,
                               gradus_parameter second)
{
    const gradus_parameter both[] = { first, second };
    gradus_surface *s;
    assert_int_equal(gradus_surface_new(&s, m->net, loss, &m->mx, &m->my, both, NULL), GRADUS_OK);
    return s;
}

static const gradus_parameter weight = { .layer = 0, .unit = 33, .input = 2 },
                              bias = { .layer = 1, .unit = 0, .is_bias = 1 };

/* Loss and gradient by the passes of gradus.h. */
static double backward(const struct made *m, double gradient[2])
{
    double w[HIDDEN * INPUTS], b[HIDDEN], loss;
    gradus_tape *tape;
    gradus_gradient *g;
    assert_int_equal(gradus_tape_new(&tape, m->net, ROWS, NULL), GRADUS_OK);
    assert_int_equal(gradus_gradient_new(&g, m->net, NULL), GRADUS_OK);
    assert_int_equal(gradus_forward(m->net, &m->mx, tape, NULL), GRADUS_OK);
    assert_int_equal(gradus_loss(m->net, tape, &m->my, &loss, NULL), GRADUS_OK);
    assert_int_equal(gradus_backward(m->net, tape, &m->my, g, NULL), GRADUS_OK);
    gradus_gradient_get(g, 0, w, b);
    gradient[0] = w[33 * INPUTS + 2];
    gradus_gradient_get(g, 1, w, b);
    gradient[1] = b[0];
    gradus_tape_free(tape);
    gradus_gradient_free(g);
    return loss;
}

static void where_the_network_is_they_are_those_of_training(void **state)
{
    (void)state;
    static const char *const losses[] = { "sse", "mse", "half-mse", "mae", "huber", "bce" };
    for (size_t k = 0; k < sizeof losses / sizeof *losses; k++) {
        struct made *m = make(GRADUS_F64, losses[k], NULL);
        gradus_surface *s = surface(m, NULL, weight, bias);
        double at[2], ours[2], theirs[2], elsewhere[] = { 3, -4 };
        double w[HIDDEN * INPUTS], before[HIDDEN * INPUTS], b[HIDDEN];
        gradus_net_get(m->net, 0, before, NULL);
        gradus_net_get(m->net, 1, w, b);
        gradus_surface_here(s, at);
        assert_true(at[0] == before[33 * INPUTS + 2] && at[1] == b[0]);
        gradus_surface_value(s, elsewhere, ours);
        double loss = gradus_surface_value(s, at, ours);
        assert_true(loss == backward(m, theirs));
        assert_true(ours[0] == theirs[0] && ours[1] == theirs[1]);
        assert_true(gradus_surface_value(s, at, NULL) == loss);
        gradus_net_get(m->net, 0, w, NULL);
        assert_memory_equal(w, before, sizeof w);
        gradus_surface_free(s);
        unmake(m);
    }
}

static void elsewhere_they_are_those_of_a_network_there(void **state)
{
    (void)state;
    struct made *m = make(GRADUS_F64, "mse", NULL), *moved = make(GRADUS_F64, "bce", NULL);
    gradus_surface *s = surface(m, "bce", bias, weight);
    double w[HIDDEN * INPUTS], b = 1.75, ours[2], theirs[2];
    const double at[] = { b, -2.5 };
    gradus_net_get(moved->net, 0, w, NULL);
    w[33 * INPUTS + 2] = -2.5;
    gradus_net_set(moved->net, 0, w, NULL);
    gradus_net_set(moved->net, 1, NULL, &b);
    assert_true(gradus_surface_value(s, at, ours) == backward(moved, theirs));
    assert_true(ours[0] == theirs[1] && ours[1] == theirs[0]);
    gradus_surface_free(s);
    unmake(m);
    unmake(moved);
}

static void check_differences(gradus_surface *s, double u, double v)
{
    const double step = 1e-5;
    double g[2];
    gradus_surface_value(s, (double[]){ u, v }, g);
    double du = gradus_surface_value(s, (double[]){ u + step, v }, NULL) -
                gradus_surface_value(s, (double[]){ u - step, v }, NULL);
    double dv = gradus_surface_value(s, (double[]){ u, v + step }, NULL) -
                gradus_surface_value(s, (double[]){ u, v - step }, NULL);
    assert_true(fabs(g[0] - du / (2 * step)) <= 1e-8 * (1 + fabs(g[0])));
    assert_true(fabs(g[1] - dv / (2 * step)) <= 1e-8 * (1 + fabs(g[1])));
}

static void the_gradient_agrees_with_differences(void **state)
{
    (void)state;
    struct made *m = make(GRADUS_F32, "bce", NULL);
    gradus_surface *s = surface(m, NULL, weight, bias), *r;
    assert_int_equal(gradus_surface_random(&r, m->net, "mse", &m->mx, &m->my, 4, NULL), GRADUS_OK);
    uint64_t random = 11;
    for (int k = 0; k < 50; k++) {
        double u = noise(&random), v = noise(&random);
        check_differences(s, 3 * u, 3 * v);
        check_differences(r, u, v);
    }
    gradus_surface_free(s);
    gradus_surface_free(r);
    unmake(m);
}

/* The same bytes as doubles. */
static void rows_of_any_type_are_taken(void **state)
{
    (void)state;
    struct made *m = make(GRADUS_F64, "mse", NULL);
    uint8_t bytes[ROWS * INPUTS];
    for (size_t k = 0; k < ROWS * INPUTS; k++)
        m->x[k] = bytes[k] = (uint8_t)(k * 37 % 251);
    gradus_surface *wide = surface(m, NULL, weight, bias), *narrow;
    m->mx = (gradus_matrix){ bytes, GRADUS_U8, ROWS, INPUTS };
    narrow = surface(m, NULL, weight, bias);
    const double at[] = { 0.25, -1 };
    double g[2], h[2];
    assert_true(gradus_surface_value(wide, at, g) == gradus_surface_value(narrow, at, h));
    assert_memory_equal(g, h, sizeof g);
    gradus_surface_free(wide);
    gradus_surface_free(narrow);
    unmake(m);
}

/* ---- random directions -------------------------------------------------------------------- */
/* One linear layer whose inputs are the unit vectors and once nothing: half the squared error of
 * answers 0 is the sum of (w + b)^2 and b^2 halved, so that its values on both sides of the middle
 * sum to that of the middle twice and the direction's square.                                 */
struct linear {
    gradus_net *net;
    gradus_matrix x, y;
};

static const double units[] = { 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0 }, zeros[8];

static struct linear linear(const double *w, const double *b)
{
    static const gradus_layer layer = { 2, "identity", 1 };
    const gradus_net_spec spec = { .inputs = 3, .layers = 1, .layer = &layer, .loss = "sse",
                                   .type = GRADUS_F64 };
    struct linear l = { NULL, { units, GRADUS_F64, 4, 3 }, { zeros, GRADUS_F64, 4, 2 } };
    assert_int_equal(gradus_net_new(&l.net, &spec, NULL), GRADUS_OK);
    gradus_net_set(l.net, 0, w, b);
    return l;
}

static double length_of_direction(gradus_surface *s, size_t k)
{
    double at[] = { 0, 0 }, middle = gradus_surface_value(s, at, NULL), sides = 0;
    for (int sign = -1; sign <= 1; sign += 2) {
        at[k] = sign;
        sides += gradus_surface_value(s, at, NULL);
    }
    return sqrt(sides - 2 * middle);
}

static void a_random_direction_is_as_long_as_the_weights(void **state)
{
    (void)state;
    static const double b[] = { 7, -5 }, w[][6] = {
        { 1, -2, 2, 0, 0, 0 }, { 0, 0, 0, 0, 30, -40 }, { 1, -2, 2, 0, 30, -40 },
    };
    static const double lengths[] = { 3, 50, 50.08991914547278 };
    for (size_t n = 0; n < 3; n++)
        for (uint64_t seed = 0; seed < 20; seed++) {
            struct linear l = linear(w[n], b);
            gradus_surface *s;
            double here[2] = { 9, 9 };
            assert_int_equal(gradus_surface_random(&s, l.net, NULL, &l.x, &l.y, seed, NULL),
                             GRADUS_OK);
            gradus_surface_here(s, here);
            assert_true(here[0] == 0 && here[1] == 0);
            for (size_t k = 0; k < 2; k++)
                assert_true(fabs(length_of_direction(s, k) - lengths[n]) < 1e-9);
            gradus_surface_free(s);
            gradus_net_free(l.net);
        }
}

/* A unit whose weights are 0 stays as it is: its answer matters no more than in the middle. */
static void each_unit_has_a_length_of_its_own(void **state)
{
    (void)state;
    static const double w[] = { 1, -2, 2, 0, 0, 0 }, far[] = { 0, 100, 0, 100, 0, 100, 0, 100 };
    struct linear l = linear(w, zeros);
    double rise[2];
    for (size_t k = 0; k < 2; k++) {
        gradus_surface *s;
        l.y.data = k ? far : zeros;
        assert_int_equal(gradus_surface_random(&s, l.net, NULL, &l.x, &l.y, 1, NULL), GRADUS_OK);
        rise[k] = gradus_surface_value(s, (double[]){ 1, 0 }, NULL) -
                  gradus_surface_value(s, (double[]){ 0, 0 }, NULL);
        gradus_surface_free(s);
    }
    assert_true(rise[0] != 0 && fabs(rise[0] - rise[1]) < 1e-9);
    gradus_net_free(l.net);
}

static double random_value(const struct made *m, uint64_t seed, double u, double v)
{
    gradus_surface *s;
    assert_int_equal(gradus_surface_random(&s, m->net, NULL, &m->mx, &m->my, seed, NULL),
                     GRADUS_OK);
    double value = gradus_surface_value(s, (double[]){ u, v }, NULL);
    gradus_surface_free(s);
    return value;
}

static void the_seed_decides_the_directions(void **state)
{
    (void)state;
    struct made *m = make(GRADUS_F64, "mse", NULL);
    double g[2], middle = random_value(m, 1, 0, 0);
    assert_true(middle == backward(m, g) && middle == random_value(m, 2, 0, 0));
    assert_true(random_value(m, 1, 1, 0) == random_value(m, 1, 1, 0));
    assert_true(random_value(m, 1, 1, 0) != random_value(m, 2, 1, 0));
    assert_true(random_value(m, 1, 1, 0) != random_value(m, 1, 0, 1));
    unmake(m);
}

/* ---- the network that answers not ---------------------------------------------------------- */
static const double not_x[] = { 0, 1 }, not_y[] = { 1, 0 };
static const gradus_matrix not_mx = { not_x, GRADUS_F64, 2, 1 },
                           not_my = { not_y, GRADUS_F64, 2, 1 };

/* Over its weight and its bias. */
static gradus_surface *not_surface(const char *loss)
{
    static const gradus_layer layer = { 1, "sigmoid", 1 };
    const gradus_net_spec spec = { .inputs = 1, .layers = 1, .layer = &layer, .loss = "sse",
                                   .type = GRADUS_F64 };
    static const gradus_parameter both[] = { { 0, 0, 0, 0 }, { 0, 0, 0, 1 } };
    gradus_net *net;
    gradus_surface *s;
    assert_int_equal(gradus_net_new(&net, &spec, NULL), GRADUS_OK);
    assert_int_equal(gradus_surface_new(&s, net, loss, &not_mx, &not_my, both, NULL), GRADUS_OK);
    gradus_net_free(net);
    return s;
}

/* The value where the outputs come from u = b and v = w + b. */
static double by_sums(gradus_surface *s, double u, double v)
{
    return gradus_surface_value(s, (double[]){ v - u, u }, NULL);
}

static void the_printed_costs_of_not_come_out(void **state)
{
    (void)state;
    gradus_surface *s = not_surface("mse");
    const double start[] = { -0.14935895, 7.10444213 }, printed[] = { -4.77235179, 2.4814493 };
    assert_true(fabs(gradus_surface_value(s, start, NULL) - 0.499047925023) < 1e-11);
    assert_true(fabs(gradus_surface_value(s, printed, NULL) - 0.00719841740292) < 1e-10);
    gradus_surface_free(s);
}

static void squared_error_is_monotone_so_that_no_plateau_is_a_minimum(void **state)
{
    (void)state;
    static const char *const losses[] = { "sse", "mse", "bce" };
    for (size_t k = 0; k < 3; k++) {
        gradus_surface *s = not_surface(losses[k]);
        for (int u = -15; u < 15; u++)
            for (int v = -15; v < 15; v++) {
                assert_true(by_sums(s, u + 1, v) < by_sums(s, u, v));
                assert_true(by_sums(s, u, v + 1) > by_sums(s, u, v));
            }
        gradus_surface_free(s);
    }
}

/* The largest slope of both axes at a place. */
static double slope(gradus_surface *s, double w, double b)
{
    double g[2];
    gradus_surface_value(s, (double[]){ w, b }, g);
    return fmax(fabs(g[0]), fabs(g[1]));
}

static void squared_error_has_plateaus_where_cross_entropy_slopes(void **state)
{
    (void)state;
    gradus_surface *mse = not_surface("mse"), *bce = not_surface("bce");
    static const double places[][2] = { { 10, 10 }, { 15, 5 }, { -8, -15 }, { 15, -6 } };
    for (size_t k = 0; k < sizeof places / sizeof *places; k++) {
        assert_true(slope(mse, places[k][0], places[k][1]) < 0.006);
        assert_true(slope(bce, places[k][0], places[k][1]) > 0.45);
    }
    gradus_surface_free(mse);
    gradus_surface_free(bce);
}

static gradus_descend_result descend(gradus_surface *s, double at[2], double rate,
                                     double tolerance)
{
    gradus_function f = gradus_surface_function(s);
    gradus_descend_options opt;
    gradus_descend_result r;
    double gradient[2];
    gradus_descend_defaults(&opt);
    opt.learning_rate = rate;
    opt.tolerance = tolerance;
    opt.max_steps = 1000;
    assert_int_equal(gradus_descend_function(&f, at, &opt, NULL, NULL, gradient, &r, NULL),
                     GRADUS_OK);
    return r;
}

static gradus_descend_result descend_from(gradus_surface *s, double w, double b)
{
    double at[] = { w, b };
    return descend(s, at, 0.5, 1e-5);
}

static void descent_stands_still_on_the_one_and_reaches_the_valley_of_the_other(void **state)
{
    (void)state;
    gradus_surface *mse = not_surface("mse"), *bce = not_surface("bce");
    gradus_descend_result still = descend_from(mse, 10, 10);
    assert_string_equal(still.ended, "tolerance");
    assert_int_equal(still.steps, 1);
    assert_string_equal(still.kind, "unknown");
    assert_true(still.value > 0.49 && descend_from(bce, 10, 10).value < 0.02);
    assert_true(descend_from(mse, -10, -10).value > 0.49);
    assert_true(descend_from(bce, -10, -10).value < 0.02);
    gradus_surface_free(mse);
    gradus_surface_free(bce);
}

/* From how many of 16 x 16 starts in [-15,15]^2 both rows are answered rightly after 1000 steps. */
static size_t solved(const char *loss, double rate)
{
    enum { SIDE = 16 };
    size_t count = 0;
    gradus_surface *s = not_surface(loss);
    for (size_t k = 0; k < SIDE * SIDE; k++) {
        double at[] = { -15 + 2.0 * (double)(k % SIDE), -15 + 2.0 * (double)(k / SIDE) };
        descend(s, at, rate, 0);
        count += at[1] > 0 && at[0] + at[1] < 0;
    }
    gradus_surface_free(s);
    return count;
}

/* Of 61 x 61 starts it is 26 and 100 per cent.  Twice the mean is the sum. */
static void a_quarter_of_the_starts_reach_the_one_valley_and_all_the_other(void **state)
{
    (void)state;
    assert_int_equal(solved("sse", 0.05), 70);
    assert_int_equal(solved("bce", 0.1), 256);
}

/* The path, step by step, is that of the rule. */
static int follow_rule(void *user, const gradus_descend_step *step)
{
    double *at = user, g[2];
    gradus_surface *s = not_surface("bce");
    gradus_surface_value(s, at, g);
    assert_true(step->at[0] == at[0] && step->at[1] == at[1]);
    assert_true(step->gradient[0] == g[0] && step->gradient[1] == g[1]);
    at[0] -= 0.01 * g[0];
    at[1] -= 0.01 * g[1];
    gradus_surface_free(s);
    return step->step == 20;
}

static void descent_takes_the_steps_of_gradient_descent(void **state)
{
    (void)state;
    gradus_surface *s = not_surface("bce");
    gradus_function f = gradus_surface_function(s);
    gradus_descend_options opt;
    gradus_descend_result r;
    double at[] = { 1, 2 }, mine[] = { 1, 2 }, gradient[2];
    gradus_descend_defaults(&opt);
    assert_int_equal(gradus_descend_function(&f, at, &opt, follow_rule, mine, gradient, &r, NULL),
                     GRADUS_OK);
    assert_string_equal(r.ended, "stopped");
    assert_int_equal(r.steps, 20);
    gradus_surface_free(s);
}

static void what_is_not_finite_is_said(void **state)
{
    (void)state;
    static const double w[] = { 1, 1, 1, 1, 1, 1 };
    struct linear l = linear(w, zeros);
    static const gradus_parameter both[] = { { 0, 0, 0, 0 }, { 0, 1, 0, 0 } };
    gradus_surface *s;
    assert_int_equal(gradus_surface_new(&s, l.net, NULL, &l.x, &l.y, both, NULL), GRADUS_OK);
    gradus_function f = gradus_surface_function(s);
    gradus_descend_options opt;
    gradus_descend_result r;
    double at[] = { 1, 1 }, gradient[2];
    gradus_descend_defaults(&opt);
    opt.learning_rate = 100;
    assert_int_equal(gradus_descend_function(&f, at, &opt, NULL, NULL, gradient, &r, NULL),
                     GRADUS_OK);
    assert_string_equal(r.ended, "diverged");
    assert_string_equal(r.why, "the loss or its gradient is not finite");
    gradus_surface_free(s);
    gradus_net_free(l.net);
}

/* ---- what is refused ----------------------------------------------------------------------- */
static void refuses(const struct made *m, const char *loss, size_t cols, gradus_parameter first,
                    gradus_parameter second, gradus_status code, const char *text)
{
    const gradus_parameter both[] = { first, second };
    gradus_matrix x = { m->x, GRADUS_F64, ROWS, cols };
    gradus_surface *s = (gradus_surface *)(uintptr_t)m;
    gradus_error err;
    assert_int_equal(gradus_surface_new(&s, m->net, loss, &x, &m->my, both, &err), code);
    assert_string_equal(err.text, text);
    assert_ptr_equal(s, m);
}

static void refuses_what_does_not_fit(void **state)
{
    (void)state;
    struct made *m = make(GRADUS_F64, "mse", NULL);
    refuses(m, "msee", INPUTS, weight, bias, GRADUS_UNKNOWN, "unknown loss 'msee'");
    refuses(m, "cross-entropy", INPUTS, weight, bias, GRADUS_ARGUMENT,
            "the loss cross-entropy needs the output activation softmax");
    refuses(m, NULL, 2, weight, bias, GRADUS_SHAPE, "x has 2 columns, the network has 3");
    refuses(m, NULL, INPUTS, bias, bias, GRADUS_ARGUMENT, "both are the same parameter");
    refuses(m, NULL, INPUTS, weight, weight, GRADUS_ARGUMENT, "both are the same parameter");
    refuses(m, NULL, INPUTS, (gradus_parameter){ .layer = 2 }, bias, GRADUS_ARGUMENT,
            "the network has 2 layers, and none is number 2");
    refuses(m, NULL, INPUTS, bias, (gradus_parameter){ .unit = HIDDEN, .is_bias = 1 },
            GRADUS_ARGUMENT, "layer 0 has 40 units of 3 inputs");
    refuses(m, NULL, INPUTS, bias, (gradus_parameter){ .input = INPUTS }, GRADUS_ARGUMENT,
            "layer 0 has 40 units of 3 inputs");
    gradus_error err;
    gradus_surface *s = NULL;
    const gradus_parameter both[] = { weight, bias };
    assert_int_equal(gradus_surface_new(NULL, m->net, NULL, &m->mx, &m->my, both, &err),
                     GRADUS_ARGUMENT);
    assert_int_equal(gradus_surface_random(&s, NULL, NULL, &m->mx, &m->my, 1, &err),
                     GRADUS_ARGUMENT);
    assert_int_equal(gradus_surface_random(&s, m->net, NULL, NULL, &m->my, 1, &err),
                     GRADUS_ARGUMENT);
    gradus_surface_free(NULL);
    struct linear l = linear(zeros, zeros);
    assert_int_equal(gradus_surface_random(&s, l.net, NULL, &l.x, &l.y, 1, &err),
                     GRADUS_ARGUMENT);
    assert_string_equal(err.text, "all weights are 0, and a random direction is as long as they "
                                  "are");
    assert_null(s);
    gradus_net_free(l.net);
    unmake(m);
}

static void each_allocation_may_fail_and_values_need_none(void **state)
{
    (void)state;
    struct counted c = { .left = 1000 };
    const gradus_allocator mem = { counted_alloc, counted_release, &c };
    struct made *m = make(GRADUS_F64, "mse", &mem);
    const gradus_parameter both[] = { weight, bias };
    const long before = c.live;
    for (long way = 0; way < 2; way++)
        for (long n = 0;; n++) {
            gradus_surface *s = NULL;
            c.left = n;
            gradus_status got = way ? gradus_surface_random(&s, m->net, NULL, &m->mx, &m->my, 1,
                                                            NULL)
                                    : gradus_surface_new(&s, m->net, NULL, &m->mx, &m->my, both,
                                                         NULL);
            if (got == GRADUS_OK) {
                double g[2];
                const long asked = c.asked;
                assert_true(isfinite(gradus_surface_value(s, (double[]){ 1, 1 }, g)));
                assert_int_equal(c.asked, asked);
                gradus_surface_free(s);
                assert_int_equal(c.live, before);
                break;
            }
            assert_int_equal(got, GRADUS_NOMEM);
            assert_null(s);
            assert_int_equal(c.live, before);
        }
    unmake(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(where_the_network_is_they_are_those_of_training),
        cmocka_unit_test(elsewhere_they_are_those_of_a_network_there),
        cmocka_unit_test(the_gradient_agrees_with_differences),
        cmocka_unit_test(rows_of_any_type_are_taken),
        cmocka_unit_test(a_random_direction_is_as_long_as_the_weights),
        cmocka_unit_test(each_unit_has_a_length_of_its_own),
        cmocka_unit_test(the_seed_decides_the_directions),
        cmocka_unit_test(the_printed_costs_of_not_come_out),
        cmocka_unit_test(squared_error_is_monotone_so_that_no_plateau_is_a_minimum),
        cmocka_unit_test(squared_error_has_plateaus_where_cross_entropy_slopes),
        cmocka_unit_test(descent_stands_still_on_the_one_and_reaches_the_valley_of_the_other),
        cmocka_unit_test(a_quarter_of_the_starts_reach_the_one_valley_and_all_the_other),
        cmocka_unit_test(descent_takes_the_steps_of_gradient_descent),
        cmocka_unit_test(what_is_not_finite_is_said),
        cmocka_unit_test(refuses_what_does_not_fit),
        cmocka_unit_test(each_allocation_may_fail_and_values_need_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
