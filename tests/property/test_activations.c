/* Every activation, at points where value and slope are known exactly (tests/reference/
 * activation_values says how), at its kink, and far out; and softmax with its full Jacobian. */
#include <gradus.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

static const struct {
    const char *name;
    double z, a, slope;
} golden[] = {
#include "../reference/activation_values.inc"
};
enum { GOLDEN = sizeof golden / sizeof *golden };

/* One unit without bias whose weight is 1 is its activation.  The slope of mae at an answer far
 * below is 1, so that dZ is g'(z).                                                            */
static void value_and_slope(const char *name, gradus_type type, double z, double *a, double *slope)
{
    gradus_layer layer = { 1, name, 0 };
    gradus_net_spec spec = { .inputs = 1, .layers = 1, .layer = &layer, .loss = "mae",
                             .type = type };
    double one = 1, low = -1e300;
    gradus_matrix x = { &z, GRADUS_F64, 1, 1 }, y = { &low, GRADUS_F64, 1, 1 };
    gradus_net *net = NULL;
    gradus_tape *tape = NULL;
    gradus_gradient *gradient = NULL;
    assert_int_equal(gradus_net_new(&net, &spec, NULL), GRADUS_OK);
    gradus_net_set(net, 0, &one, NULL);
    assert_int_equal(gradus_tape_new(&tape, net, 1, NULL), GRADUS_OK);
    assert_int_equal(gradus_gradient_new(&gradient, net, NULL), GRADUS_OK);
    assert_int_equal(gradus_forward(net, &x, tape, NULL), GRADUS_OK);
    assert_int_equal(gradus_backward(net, tape, &y, gradient, NULL), GRADUS_OK);
    assert_int_equal(gradus_tape_get(tape, 0, GRADUS_A, a, NULL), GRADUS_OK);
    assert_int_equal(gradus_tape_get(tape, 0, GRADUS_DZ, slope, NULL), GRADUS_OK);
    gradus_gradient_free(gradient);
    gradus_tape_free(tape);
    gradus_net_free(net);
}

static void near(double got, double want, double bound, const char *name, double z,
                 const char *what)
{
    if (!(fabs(got - want) <= bound * fabs(want)))
        fail_msg("%s of %s at %g is %.17g, not %.17g", what, name, z, got, want);
}

/* Formulas that cancel (1 + erf z for z = -3) lose up to 9 bits. */
static void values_are_exact_to(gradus_type type, double bound)
{
    for (size_t k = 0; k < GOLDEN; k++) {
        double a, slope;
        value_and_slope(golden[k].name, type, golden[k].z, &a, &slope);
        near(a, golden[k].a, bound, golden[k].name, golden[k].z, "the value");
        near(slope, golden[k].slope, bound, golden[k].name, golden[k].z, "the slope");
    }
}

static void values_and_slopes(void **state)
{
    (void)state;
    values_are_exact_to(GRADUS_F64, 0x1p-44);
    values_are_exact_to(GRADUS_F32, 0x1p-15);
}

static void every_activation_has_a_golden_case(void **state)
{
    (void)state;
    const gradus_info *info;
    for (size_t k = 0; (info = gradus_activation_info(k)); k++) {
        size_t cases = 0;
        for (size_t j = 0; j < GOLDEN; j++)
            cases += !strcmp(golden[j].name, info->name);
        if (cases < 6 && strcmp(info->name, "softmax"))
            fail_msg("%s has %zu golden cases", info->name, cases);
    }
}

/* At a kink the slope is the left one. */
static void slopes_at_zero(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double a, slope;
    } at_zero[] = {
        { "identity", 0, 1 }, { "sigmoid", 0.5, 0.25 }, { "tanh", 0, 1 }, { "relu", 0, 0 },
        { "leaky-relu", 0, 0.01 }, { "elu", 0, 1 },
        { "selu", 0, 1.0507009873554804934 * 1.6732632423543772848 }, { "gelu", 0, 0.5 },
        { "silu", 0, 0.5 }, { "mish", 0, 0.6 }, { "softplus", 0.69314718055994530942, 0.5 },
        { "softsign", 0, 1 },
    };
    for (size_t k = 0; k < sizeof at_zero / sizeof *at_zero; k++) {
        double a, slope;
        value_and_slope(at_zero[k].name, GRADUS_F64, 0, &a, &slope);
        near(a, at_zero[k].a, 0x1p-51, at_zero[k].name, 0, "the value");
        near(slope, at_zero[k].slope, 0x1p-51, at_zero[k].name, 0, "the slope");
    }
}

/* Far from 0 nothing overflows into a NaN, and a NaN is never hidden. */
static void far_out(void **state)
{
    (void)state;
    static const double far[] = { 30, 100, 710, 1e4, 1e20, 1e30 };
    const gradus_info *info;
    for (size_t k = 0; (info = gradus_activation_info(k)); k++) {
        double a, slope;
        if (!strcmp(info->name, "softmax"))
            continue;
        for (size_t j = 0; j < 2 * sizeof far / sizeof *far; j++) {
            double z = j % 2 ? far[j / 2] : -far[j / 2];
            value_and_slope(info->name, GRADUS_F64, z, &a, &slope);
            if (!isfinite(a) || !isfinite(slope))
                fail_msg("%s at %g gives %g and %g", info->name, z, a, slope);
            value_and_slope(info->name, GRADUS_F32, z, &a, &slope);
            if (!isfinite(a) || !isfinite(slope))
                fail_msg("%s at %g in float gives %g and %g", info->name, z, a, slope);
        }
        value_and_slope(info->name, GRADUS_F64, NAN, &a, &slope);
        if (!isnan(a))
            fail_msg("%s of NaN is %g", info->name, a);
    }
}

/* ---- softmax: a = (.7, .2, .1), y = (1, 0, 0) ------------------------------------------- */
static void softmax_delta(const char *loss, double dz[3], double *value)
{
    static const double x[] = { 1 }, y[] = { 1, 0, 0 };
    double w[] = { log(0.7), log(0.2), log(0.1) };
    gradus_layer layer = { 3, "softmax", 0 };
    gradus_net_spec spec = { .inputs = 1, .layers = 1, .layer = &layer, .loss = loss,
                             .type = GRADUS_F64 };
    gradus_matrix mx = { x, GRADUS_F64, 1, 1 }, my = { y, GRADUS_F64, 1, 3 };
    gradus_net *net = NULL;
    gradus_tape *tape = NULL;
    gradus_gradient *gradient = NULL;
    double dw[3];
    assert_int_equal(gradus_net_new(&net, &spec, NULL), GRADUS_OK);
    gradus_net_set(net, 0, w, NULL);
    assert_int_equal(gradus_tape_new(&tape, net, 1, NULL), GRADUS_OK);
    assert_int_equal(gradus_gradient_new(&gradient, net, NULL), GRADUS_OK);
    assert_int_equal(gradus_forward(net, &mx, tape, NULL), GRADUS_OK);
    assert_int_equal(gradus_loss(net, tape, &my, value, NULL), GRADUS_OK);
    assert_int_equal(gradus_backward(net, tape, &my, gradient, NULL), GRADUS_OK);
    assert_int_equal(gradus_tape_get(tape, 0, GRADUS_DZ, dz, NULL), GRADUS_OK);
    gradus_gradient_get(gradient, 0, dw, NULL);
    for (int k = 0; k < 3; k++)
        assert_true(dw[k] == dz[k]);            /* the only input is 1 */
    gradus_gradient_free(gradient);
    gradus_tape_free(tape);
    gradus_net_free(net);
}

/* By hand: cross-entropy gives a - y.  sse has dA = a - y = (-.3, .2, .1), whose mean under a is
 * s = -.21 + .04 + .01 = -.16, so dZ = a (dA - s) = (-.098, .072, .026).                      */
static void softmax_has_its_full_jacobian(void **state)
{
    (void)state;
    static const double joint[] = { -0.3, 0.2, 0.1 }, full[] = { -0.098, 0.072, 0.026 };
    double dz[3], loss;
    softmax_delta("cross-entropy", dz, &loss);
    near(loss, 0.35667494393873237891, 0x1p-50, "cross-entropy", 0, "the loss");  /* -log .7 */
    for (int k = 0; k < 3; k++)
        near(dz[k], joint[k], 0x1p-49, "cross-entropy", k, "dZ");
    softmax_delta("sse", dz, &loss);
    near(loss, 0.07, 0x1p-49, "sse", 0, "the loss");    /* (.09 + .04 + .01) / 2 */
    for (int k = 0; k < 3; k++)
        near(dz[k], full[k], 0x1p-48, "sse", k, "dZ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_and_slopes),
        cmocka_unit_test(every_activation_has_a_golden_case),
        cmocka_unit_test(slopes_at_zero),
        cmocka_unit_test(far_out),
        cmocka_unit_test(softmax_has_its_full_jacobian),
    };
    return cmocka_run_group_tests_name("activations", tests, NULL, NULL);
}
