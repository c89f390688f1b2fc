/* gradus_check: what it counts, what it refuses, kinks, and every allocation failing once.  That
 * it agrees where it must, and only there, is shown in tests/property and tests/mutants.       */
#include "counted.h"

#include <gradus-explain.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

/* ---- a network, its data and the answer ---------------------------------------------------- */
struct checked {
    gradus_net *net;
    gradus_matrix x, y;
    gradus_check_tensor tensor[6];
    size_t count;
    gradus_check_report report;
    gradus_error err;
};

static struct checked make(size_t layers, const gradus_layer *layer, const char *loss,
                           const gradus_allocator *mem, size_t rows, const double *x,
                           size_t inputs, const double *y)
{
    struct checked c = { .x = { x, GRADUS_F64, rows, inputs },
                         .y = { y, GRADUS_F64, rows, layer[layers - 1].units } };
    gradus_net_spec spec = { .inputs = inputs, .layers = layers, .layer = layer, .loss = loss,
                             .type = GRADUS_F64, .mem = mem };
    assert_int_equal(gradus_net_new(&c.net, &spec, NULL), GRADUS_OK);
    return c;
}

static gradus_status check(struct checked *c, double epsilon)
{
    return gradus_check(c->net, &c->x, &c->y, epsilon, c->tensor, &c->count, &c->report, &c->err);
}

static const double xs[] = { 0, 0, 0, 1, 1, 0, 1, 1 }, ys[] = { 0, 1, 1, 0 };
static const gradus_layer layers_231[] = { { 3, "relu", 1 }, { 1, "sigmoid", 1 } };

static struct checked make_xor(const gradus_allocator *mem)
{
    struct checked c = make(2, layers_231, "bce", mem, 4, xs, 2, ys);
    assert_int_equal(gradus_net_init(c.net, "auto", NULL, 1, NULL), GRADUS_OK);
    return c;
}

/* 2-3-1 with biases has 13 parameters; 4 rows meet 6 + 3 weights in a pass.  Dual numbers carry
 * a weight of the first layer through the 3 weights above a unit, one a row.                   */
static void counts_shapes_and_costs(void **state)
{
    (void)state;
    struct checked c = make_xor(NULL);
    assert_int_equal(check(&c, 1e-4), GRADUS_OK);
    assert_int_equal(c.count, 4);
    static const size_t shapes[][4] = { { 0, 3, 2, 0 }, { 0, 3, 1, 1 }, { 1, 1, 3, 0 },
                                        { 1, 1, 1, 1 } };
    for (size_t k = 0; k < 4; k++) {
        assert_int_equal(c.tensor[k].layer, shapes[k][0]);
        assert_int_equal(c.tensor[k].rows, shapes[k][1]);
        assert_int_equal(c.tensor[k].cols, shapes[k][2]);
        assert_int_equal(c.tensor[k].is_bias, shapes[k][3]);
    }
    assert_int_equal(c.report.passes[0], 2);
    assert_int_equal(c.report.passes[1], 1 + 13);
    assert_int_equal(c.report.passes[2], 2 * 13);
    assert_int_equal(c.report.products[0], 4 * (9 + 9 + 3));
    assert_int_equal(c.report.products[1], 4 * (9 + 9 * 1));
    assert_int_equal(c.report.products[2], 2 * 13 * 4 * 9);
    assert_int_equal(c.report.agrees, 1);
    assert_true(c.report.ratio < 1e-7);
    gradus_net_free(c.net);
}

/* a = relu(w x + b) with x = 1 and w + b = 0: every step crosses the kink, and both parameters
 * are left out; the left derivative, 0, is what g and d agree on.                              */
static void leaves_out_what_crosses_a_kink(void **state)
{
    (void)state;
    static const gradus_layer relu[] = { { 1, "relu", 1 } };
    static const double x = 1, y = 3, w = 0.5, b = -0.5, beyond = -0.49;
    struct checked c = make(1, relu, "sse", NULL, 1, &x, 1, &y);
    gradus_net_set(c.net, 0, &w, &b);
    assert_int_equal(check(&c, 1e-4), GRADUS_OK);
    assert_int_equal(c.tensor[0].kinks, 1);
    assert_int_equal(c.tensor[1].kinks, 1);
    assert_true(c.tensor[0].largest == 0);
    assert_int_equal(c.report.agrees, 1);
    gradus_net_set(c.net, 0, &w, &beyond);
    assert_int_equal(check(&c, 1e-4), GRADUS_OK);
    assert_int_equal(c.tensor[0].kinks, 0);
    assert_true(fabs(c.tensor[0].largest - 2.99) < 1e-12);
    assert_int_equal(check(&c, 0.02), GRADUS_OK);       /* a longer step reaches the kink */
    assert_int_equal(c.tensor[0].kinks, 1);
    gradus_net_free(c.net);
}

/* A kink that a parameter does not move is none of its own: the second row stays at z = 0. */
static void keeps_what_stays_on_a_kink(void **state)
{
    (void)state;
    static const gradus_layer relu[] = { { 1, "relu", 0 } };
    static const double x[] = { 1, 0 }, y[] = { 3, 0 }, w = 0.5;
    struct checked c = make(1, relu, "sse", NULL, 2, x, 1, y);
    gradus_net_set(c.net, 0, &w, NULL);
    assert_int_equal(check(&c, 1e-4), GRADUS_OK);
    assert_int_equal(c.tensor[0].kinks, 0);
    assert_int_equal(c.report.agrees, 1);
    gradus_net_free(c.net);
}

/* mae turns where a = y, huber where |a - y| = 1; at both sides the check agrees. */
static void kinks_of_losses(void **state)
{
    (void)state;
    static const gradus_layer plain[] = { { 1, "identity", 0 } };
    static const struct {
        const char *loss;
        double w;
        size_t kinks;
    } cases[] = { { "mae", 2, 1 }, { "mae", 2.5, 0 }, { "mae", 1.5, 0 }, { "huber", 3, 1 },
                  { "huber", 1, 1 }, { "huber", 2, 0 }, { "huber", 0.9, 0 }, { "huber", 3.1, 0 } };
    static const double x = 1, y = 2;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        struct checked c = make(1, plain, cases[k].loss, NULL, 1, &x, 1, &y);
        gradus_net_set(c.net, 0, &cases[k].w, NULL);
        assert_int_equal(check(&c, 1e-4), GRADUS_OK);
        assert_int_equal(c.tensor[0].kinks, cases[k].kinks);
        assert_int_equal(c.report.agrees, 1);
        gradus_net_free(c.net);
    }
}

/* Saturated outputs: 1 - a has no digits left beyond 16, and still all agree. */
static void agrees_when_saturated(void **state)
{
    (void)state;
    struct checked c = make_xor(NULL);
    static const double w[] = { 9, 12, -7 }, b[] = { 14 };
    gradus_net_set(c.net, 1, w, b);
    assert_int_equal(check(&c, 1e-4), GRADUS_OK);
    assert_int_equal(c.report.agrees, 1);
    gradus_net_free(c.net);
}

static void refuses(struct checked *c, double epsilon, gradus_status code, const char *text)
{
    c->count = 77;
    assert_int_equal(check(c, epsilon), code);
    assert_string_equal(c->err.text, text);
    assert_int_equal(c->count, 77);
}

static void refuses_what_does_not_fit(void **state)
{
    (void)state;
    struct checked c = make_xor(NULL);
    const char *step = "epsilon must be above 0 and at most 1";
    refuses(&c, 0, GRADUS_ARGUMENT, step);
    refuses(&c, -1e-4, GRADUS_ARGUMENT, step);
    refuses(&c, NAN, GRADUS_ARGUMENT, step);
    c.x.cols = 3;
    refuses(&c, 1e-4, GRADUS_SHAPE, "x has 3 columns, the network has 2");
    c.x.cols = 2;
    c.y.rows = 3;
    refuses(&c, 1e-4, GRADUS_SHAPE, "4 rows of x and 3 of y");
    c.x.rows = c.y.rows = 0;
    refuses(&c, 1e-4, GRADUS_SHAPE, "x has no rows");
    c.x.rows = c.y.rows = 4;
    static const double nan_bias[] = { NAN };
    gradus_net_set(c.net, 1, NULL, nan_bias);
    refuses(&c, 1e-4, GRADUS_DIVERGED, "the loss of these rows is not finite");
    gradus_net_free(c.net);
}

/* Whichever allocation fails: out of memory, nothing written, nothing lost; and the network that
 * is checked is as it was.                                                                      */
static void every_allocation_fails_once(void **state)
{
    (void)state;
    struct counted b = { .left = 1000 };
    gradus_allocator mem = { counted_alloc, counted_release, &b };
    struct checked c = make_xor(&mem);
    double before[6], after[6];
    gradus_net_get(c.net, 0, before, NULL);
    long mine = b.live;
    gradus_status s = GRADUS_NOMEM;
    for (long nth = 0; s == GRADUS_NOMEM; nth++) {
        b.left = nth;
        s = check(&c, 1e-4);
        assert_true(s == GRADUS_OK || s == GRADUS_NOMEM);
        assert_int_equal(b.live, mine);
        assert_true(nth > 0 || s == GRADUS_NOMEM);
    }
    gradus_net_get(c.net, 0, after, NULL);
    assert_memory_equal(before, after, sizeof before);
    b.left = 1000;
    gradus_net_free(c.net);
    assert_int_equal(b.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_shapes_and_costs),
        cmocka_unit_test(leaves_out_what_crosses_a_kink),
        cmocka_unit_test(keeps_what_stays_on_a_kink),
        cmocka_unit_test(kinks_of_losses),
        cmocka_unit_test(agrees_when_saturated),
        cmocka_unit_test(refuses_what_does_not_fit),
        cmocka_unit_test(every_allocation_fails_once),
    };
    return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
