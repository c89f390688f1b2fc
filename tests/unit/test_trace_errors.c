/* gradus_trace_new: what it refuses, what it leaves out, numbers that are not finite, and every
 * allocation failing once.  That its numbers are right is shown in tests/property.             */
#include "counted.h"

#include <gradus-explain.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

static const double xs[] = { 0, 0, 0, 1, 1, 0, 1, 1 }, ys[] = { 0, 1, 1, 0 };
static const gradus_layer layers[] = { { 3, "relu", 1 }, { 1, "sigmoid", 0 } };

static gradus_net *make(const gradus_allocator *mem, const char *loss, gradus_type type)
{
    gradus_net *net;
    gradus_net_spec spec = { .inputs = 2, .layers = 2, .layer = layers, .loss = loss, .type = type,
                             .mem = mem };
    assert_int_equal(gradus_net_new(&net, &spec, NULL), GRADUS_OK);
    assert_int_equal(gradus_net_init(net, "auto", "same", 1, NULL), GRADUS_OK);
    return net;
}

static void refuses(const gradus_net *net, size_t rows_x, size_t cols_x, size_t rows_y, double step,
                    gradus_status code, const char *text)
{
    gradus_matrix x = { xs, GRADUS_F64, rows_x, cols_x }, y = { ys, GRADUS_F64, rows_y, 1 };
    gradus_trace *t = (gradus_trace *)&x;
    gradus_error err;
    assert_int_equal(gradus_trace_new(&t, net, &x, &y, step, &err), code);
    assert_string_equal(err.text, text);
    assert_ptr_equal(t, &x);
}

static void refuses_what_does_not_fit(void **state)
{
    (void)state;
    gradus_net *net = make(NULL, "mse", GRADUS_F64);
    refuses(NULL, 4, 2, 4, NAN, GRADUS_ARGUMENT, "nothing to trace, or nowhere to put it");
    refuses(net, 4, 1, 4, NAN, GRADUS_SHAPE, "x has 1 columns, the network has 2");
    refuses(net, 4, 2, 3, NAN, GRADUS_SHAPE, "x has 4 rows and y has 3");
    refuses(net, 0, 2, 0, NAN, GRADUS_SHAPE, "x has no rows");
    refuses(net, 4, 2, 4, INFINITY, GRADUS_ARGUMENT, "the rate of a step must be finite");
    gradus_trace_free(NULL);
    gradus_net_free(net);
}

static gradus_trace *trace(const gradus_net *net, double step)
{
    gradus_matrix x = { xs, GRADUS_F64, 4, 2 }, y = { ys, GRADUS_F64, 4, 1 };
    gradus_trace *t;
    assert_int_equal(gradus_trace_new(&t, net, &x, &y, step, NULL), GRADUS_OK);
    return t;
}

static void leaves_out_what_is_not_there(void **state)
{
    (void)state;
    gradus_net *net = make(NULL, "bce", GRADUS_F32);
    gradus_trace *t = trace(net, NAN);
    assert_int_equal(t->rows, 4);
    assert_int_equal(t->inputs, 2);
    assert_int_equal(t->outputs, 1);
    assert_int_equal(t->layers, 2);
    assert_true(t->joint && t->mean && isnan(t->loss_after));
    assert_string_equal(t->loss_name, "bce");
    assert_string_equal(t->layer[0].activation, "relu");
    assert_non_null(t->layer[0].b);
    assert_non_null(t->layer[0].slope);
    assert_null(t->layer[1].b);
    assert_null(t->layer[1].db);
    assert_null(t->layer[1].da);
    assert_null(t->layer[1].slope);
    assert_null(t->layer[0].w_after);
    gradus_trace_free(t);
    gradus_net_free(net);
}

/* A network that has diverged is what one wants to look at. */
static void shows_what_is_not_finite(void **state)
{
    (void)state;
    static const double weights[] = { NAN, 1, 1 };
    gradus_net *net = make(NULL, "mse", GRADUS_F64);
    gradus_net_set(net, 1, weights, NULL);
    gradus_trace *t = trace(net, 1);
    assert_true(isnan(t->loss) && isnan(t->loss_after) && isnan(t->cosine[0]));
    gradus_trace_free(t);
    gradus_net_free(net);
}

/* A row that adds nothing has no direction; alone a row is the whole. */
static void cosines_of_nothing_and_of_all(void **state)
{
    (void)state;
    static const double one[] = { 1, 1 };
    gradus_net *net = make(NULL, "mse", GRADUS_F64);
    gradus_matrix x = { one, GRADUS_F64, 1, 2 }, y = { ys, GRADUS_F64, 1, 1 };
    gradus_trace *t;
    assert_int_equal(gradus_trace_new(&t, net, &x, &y, NAN, NULL), GRADUS_OK);
    assert_true(fabs(t->cosine[0] - 1) < 1e-15);
    y.data = t->layer[1].a;                                 /* the answer that it gives */
    gradus_trace *again;
    assert_int_equal(gradus_trace_new(&again, net, &x, &y, NAN, NULL), GRADUS_OK);
    assert_true(again->loss == 0 && isnan(again->cosine[0]));
    gradus_trace_free(again);
    gradus_trace_free(t);
    gradus_net_free(net);
}

static void every_allocation_fails_once(void **state)
{
    (void)state;
    struct counted b = { .left = 1000 };
    gradus_allocator mem = { counted_alloc, counted_release, &b };
    gradus_net *net = make(&mem, "mse", GRADUS_F32);
    gradus_matrix x = { xs, GRADUS_F64, 4, 2 }, y = { ys, GRADUS_F64, 4, 1 };
    gradus_trace *t = NULL;
    long mine = b.live;
    gradus_status s = GRADUS_NOMEM;
    for (long nth = 0; s == GRADUS_NOMEM; nth++) {
        assert_null(t);
        b.left = nth;
        s = gradus_trace_new(&t, net, &x, &y, 0.5, NULL);
        assert_true(s == GRADUS_OK || s == GRADUS_NOMEM);
        assert_true(s == GRADUS_OK || b.live == mine);
        assert_true(nth > 0 || s == GRADUS_NOMEM);
    }
    gradus_trace_free(t);
    assert_int_equal(b.live, mine);
    b.left = 1000;
    gradus_net_free(net);
    assert_int_equal(b.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_what_does_not_fit),
        cmocka_unit_test(leaves_out_what_is_not_there),
        cmocka_unit_test(shows_what_is_not_finite),
        cmocka_unit_test(cosines_of_nothing_and_of_all),
        cmocka_unit_test(every_allocation_fails_once),
    };
    return cmocka_run_group_tests_name("trace", tests, NULL, NULL);
}
