/* Numbers that others published, or that follow from what they published, on small networks
 * worked through by hand: Welch's "Neural Networks Demystified" and the worksheet on it, the
 * descents of a one-weight network and of NOT, Mazur's "A Step by Step Backpropagation Example"
 * and the example in scikit-learn's MLP tests.  docs/maths.md has the equations.               */
#include <gradus-explain.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

static void near(double got, double want, double bound, const char *what)
{
    if (!(fabs(got - want) <= bound))
        fail_msg("%s is %.17g, not %.17g", what, got, want);
}

static void all_near(size_t n, const double *got, const double *want, double bound,
                     const char *what)
{
    for (size_t k = 0; k < n; k++)
        if (!(fabs(got[k] - want[k]) <= bound))
            fail_msg("%s[%zu] is %.17g, not %.17g", what, k, got[k], want[k]);
}

/* ---- a network with its pass ------------------------------------------------------------ */
struct lesson {
    gradus_net *net;
    gradus_tape *tape;
    gradus_gradient *gradient;
    gradus_matrix x, y;
};

/* sizes: inputs and the units of [layers] layers, all of one activation. */
static struct lesson lesson_new(size_t layers, const size_t *sizes, const char *activation,
                                int bias, const char *loss, size_t rows, const double *x,
                                const double *y)
{
    gradus_layer layer[4];
    struct lesson s = { 0 };
    for (size_t l = 0; l < layers; l++)
        layer[l] = (gradus_layer){ sizes[l + 1], activation, bias };
    gradus_net_spec spec = { .inputs = sizes[0], .layers = layers, .layer = layer, .loss = loss,
                             .type = GRADUS_F64 };
    assert_int_equal(gradus_net_new(&s.net, &spec, NULL), GRADUS_OK);
    assert_int_equal(gradus_tape_new(&s.tape, s.net, rows, NULL), GRADUS_OK);
    assert_int_equal(gradus_gradient_new(&s.gradient, s.net, NULL), GRADUS_OK);
    s.x = (gradus_matrix){ x, GRADUS_F64, rows, sizes[0] };
    s.y = (gradus_matrix){ y, GRADUS_F64, rows, sizes[layers] };
    return s;
}

static void lesson_free(struct lesson *s)
{
    gradus_gradient_free(s->gradient);
    gradus_tape_free(s->tape);
    gradus_net_free(s->net);
}

static double pass(struct lesson *s)
{
    double loss = 0;
    assert_int_equal(gradus_forward(s->net, &s->x, s->tape, NULL), GRADUS_OK);
    assert_int_equal(gradus_loss(s->net, s->tape, &s->y, &loss, NULL), GRADUS_OK);
    assert_int_equal(gradus_backward(s->net, s->tape, &s->y, s->gradient, NULL), GRADUS_OK);
    return loss;
}

static void tape_near(struct lesson *s, size_t layer, gradus_what what, size_t n,
                      const double *want, const char *name)
{
    double got[16];
    assert_int_equal(gradus_tape_get(s->tape, layer, what, got, NULL), GRADUS_OK);
    all_near(n, got, want, 1e-15, name);
}

/* Full-batch gradient descent, no shuffling, in double: the tutorials' training. */
static double descend(struct lesson *s, double rate, double decay, size_t epochs)
{
    gradus_train_options opt;
    gradus_set set = { s->x, s->y };
    gradus_result result;
    gradus_train_defaults(&opt);
    opt.optimizer = "sgd";
    opt.learning_rate = rate;
    opt.weight_decay = decay;
    opt.batch_size = 0;
    opt.epochs = epochs;
    assert_int_equal(gradus_train(s->net, &set, NULL, &opt, NULL, NULL, &result, NULL),
                     GRADUS_OK);
    return pass(s);
}

/* ---- a 2-3-1 sigmoid network: hours slept and studied, a score -------------------------- */
static const size_t sizes_231[] = { 2, 3, 1 };
static const double hours[] = { 0.3, 1.0, 0.5, 0.2, 1.0, 0.4 }, score[] = { 0.75, 0.82, 0.93 };

/* One step along the gradient: w += size dJ/dw. */
static void along(struct lesson *s, double size)
{
    double w[2][6], g[2][6];
    for (size_t l = 0; l < 2; l++) {
        size_t n = l ? 3 : 6;
        gradus_net_get(s->net, l, w[l], NULL);
        gradus_gradient_get(s->gradient, l, g[l], NULL);
        for (size_t k = 0; k < n; k++)
            w[l][k] += size * g[l][k];
        gradus_net_set(s->net, l, w[l], NULL);
    }
}

/* The weights behind the printed numbers were recovered from them, to 13 digits. */
static void uphill_and_downhill(void **state)
{
    (void)state;
    static const double w1[] = { 0.3086331873509, 0.7903808510288, 1.2856612124236,
                                 -2.7464676683020, -2.0734749402359, -1.0681299052891 };
    static const double w2[] = { 2.0054892781042, 0.5199152661953, -1.0583859893153 };
    static const double dw1[] = { -9.02802415e-03, -1.41980752e-03, -2.65075383e-03,
                                  -8.44055638e-04, 1.82516520e-03, -4.69372384e-06 };
    static const double dw2[] = { -0.01186352, -0.01336392, -0.00239456 };
    struct lesson s = lesson_new(2, sizes_231, "sigmoid", 0, "sse", 3, hours, score);
    double got[6];
    gradus_net_set(s.net, 0, w1, NULL);
    gradus_net_set(s.net, 1, w2, NULL);
    near(pass(&s), 0.008160624162630813, 1e-11, "the cost");
    gradus_gradient_get(s.gradient, 0, got, NULL);
    all_near(6, got, dw1, 5e-12, "dJdW1");
    gradus_gradient_get(s.gradient, 1, got, NULL);
    all_near(3, got, dw2, 5e-9, "dJdW2");
    along(&s, 3);
    near(pass(&s), 0.00953953507158469, 1e-11, "the cost uphill");
    along(&s, -3);
    near(pass(&s), 0.007923819041724567, 1e-11, "the cost downhill");
    lesson_free(&s);
}

static struct lesson worksheet(size_t rows)
{
    static const double ones[] = { 1, 1, 1, 1, 1, 1 };
    struct lesson s = lesson_new(2, sizes_231, "sigmoid", 0, "sse", rows, hours, score);
    gradus_net_set(s.net, 0, ones, NULL);
    gradus_net_set(s.net, 1, ones, NULL);
    return s;
}

/* Question 11: one example, all weights 1. */
static void one_example(void **state)
{
    (void)state;
    static const double z2[] = { 1.3, 1.3, 1.3 };
    static const double a2[] = { 0.7858349830425586, 0.7858349830425586, 0.7858349830425586 };
    static const double z3 = 2.3575049491276756, a3 = 0.9135289151126097;
    static const double d3 = 0.012917776361480334;
    static const double d2[] = { 0.002174040608378675, 0.002174040608378675,
                                 0.002174040608378675 };
    static const double dw2[] = { 0.010151240567971462, 0.010151240567971462,
                                  0.010151240567971462 };
    static const double dw1[] = { 0.0006522121825136025, 0.002174040608378675,
                                  0.0006522121825136025, 0.002174040608378675,
                                  0.0006522121825136025, 0.002174040608378675 };
    struct lesson s = worksheet(1);
    double got[6];
    near(pass(&s), 0.013370853038953554, 1e-16, "J");
    tape_near(&s, 0, GRADUS_Z, 3, z2, "z2");
    tape_near(&s, 0, GRADUS_A, 3, a2, "a2");
    tape_near(&s, 1, GRADUS_Z, 1, &z3, "z3");
    tape_near(&s, 1, GRADUS_A, 1, &a3, "yHat");
    tape_near(&s, 1, GRADUS_DZ, 1, &d3, "delta3");
    tape_near(&s, 0, GRADUS_DZ, 3, d2, "delta2");
    gradus_gradient_get(s.gradient, 1, got, NULL);
    all_near(3, got, dw2, 1e-16, "dJ/dW2");
    gradus_gradient_get(s.gradient, 0, got, NULL);
    all_near(6, got, dw1, 1e-16, "dJ/dW1");
    lesson_free(&s);
}

/* Questions 16 and 17: three examples at once. */
static void three_examples(void **state)
{
    (void)state;
    static const double z3[] = { 2.3575049491276756, 2.0045633165044983, 2.406551665675745 };
    static const double a3[] = { 0.9135289151126097, 0.8812753649908492, 0.9173255383476971 };
    static const double d3[] = { 0.012917776361480334, 0.006411186049193456,
                                 -0.0009612235042038798 };
    static const double row[] = { 0.002174040608378675, 0.0014214424801833774,
                                  -0.0001525316532349682 };
    struct lesson s = worksheet(3);
    double d2[9], got[6];
    for (size_t k = 0; k < 9; k++)
        d2[k] = row[k / 3];
    near(pass(&s), 0.015328509205422301, 1e-16, "J");
    tape_near(&s, 1, GRADUS_Z, 3, z3, "z3");
    tape_near(&s, 1, GRADUS_A, 3, a3, "yHat");
    tape_near(&s, 1, GRADUS_DZ, 3, d3, "delta3");
    tape_near(&s, 0, GRADUS_DZ, 9, d2, "delta2");
    gradus_gradient_get(s.gradient, 1, got, NULL);
    for (size_t k = 0; k < 3; k++)
        near(got[k], 0.01366403868276149, 1e-16, "dJ/dW2");
    gradus_gradient_get(s.gradient, 0, got, NULL);
    for (size_t k = 0; k < 6; k += 2) {
        near(got[k], 0.001210401769370323, 1e-16, "dJ/dW1, hours slept");
        near(got[k + 1], 0.002397316443121363, 1e-16, "dJ/dW1, hours studied");
    }
    lesson_free(&s);
}

/* ---- one weight, and NOT ---------------------------------------------------------------- */
static const size_t sizes_11[] = { 1, 1 }, sizes_21[] = { 2, 1 };
static const double inputs[] = { 0.1, 0.25, 0.5, 0.75, 1 };

/* Mean of squares of the last pass. */
static double mean_of_squares(struct lesson *s)
{
    double a[16], sum = 0;
    const double *y = s->y.data;
    assert_int_equal(gradus_tape_get(s->tape, 0, GRADUS_A, a, NULL), GRADUS_OK);
    for (size_t k = 0; k < s->y.rows; k++)
        sum += (y[k] - a[k]) * (y[k] - a[k]);
    return sum / (double)s->y.rows;
}

/* Where 2000 steps of rate 1/2 take a weight of 5, by the gradient of [loss]. */
static double one_weight(const char *loss, const double *y, double *cost)
{
    static const double five = 5;
    struct lesson s = lesson_new(1, sizes_11, "sigmoid", 0, loss, 5, inputs, y);
    double w;
    gradus_net_set(s.net, 0, &five, NULL);
    pass(&s);
    if (y[0] == 0)
        near(mean_of_squares(&s), 0.757384221746, 5e-13, "the cost at 5");
    *cost = descend(&s, 0.5, 0, 2000);
    gradus_net_get(s.net, 0, &w, NULL);
    lesson_free(&s);
    return w;
}

static void one_weight_descends(void **state)
{
    (void)state;
    static const double zeros[5], ones[] = { 1, 1, 1, 1, 1 };
    static const double start = 0.3;
    double cost;
    near(one_weight("sse", zeros, &cost), -12.264532577497777, 1e-11, "the weight by the sum");
    near(cost / 2.5, 0.010685356203707023, 1e-13, "its mean of squares");
    near(one_weight("half-mse", zeros, &cost), -6.462624244723682, 1e-12,
         "the weight by the mean");
    near(2 * cost, 0.02944386601811297, 1e-13, "its mean of squares");
    near(one_weight("sse", ones, &cost), 12.755952639265821, 1e-11, "the weight towards ones");
    struct lesson s = lesson_new(1, sizes_11, "sigmoid", 0, "half-mse", 2, inputs, zeros);
    gradus_net_set(s.net, 0, &start, NULL);
    near(pass(&s), 0.13166203204133425, 1e-15, "the cost of two examples at 0.3");
    lesson_free(&s);
}

static void not_with_a_bias_column(void **state)
{
    (void)state;
    static const double x[] = { 0, 1, 1, 1 }, y[] = { 1, 0 };
    static const double start[] = { -0.14935895, 7.10444213 };
    static const double end[] = { -4.962712101519, 2.533344781158 };
    struct lesson s = lesson_new(1, sizes_21, "sigmoid", 0, "sse", 2, x, y);
    double w[2];
    gradus_net_set(s.net, 0, start, NULL);
    pass(&s);
    near(mean_of_squares(&s), 0.499047925023, 5e-11, "the cost at the start");
    descend(&s, 0.05, 0, 12000);
    gradus_net_get(s.net, 0, w, NULL);
    all_near(2, w, end, 1e-11, "the weights");
    near(mean_of_squares(&s), 0.005982354789951874, 1e-14, "the cost at the end");
    lesson_free(&s);
}

/* ---- without a hidden layer and a squared error it is linear regression ----------------- */
static void linear_regression_ends_at_the_closed_form(void **state)
{
    (void)state;
    static const double x[] = { 0, 1, 2, 3, 4 }, y[] = { 1.1, 2.9, 5.2, 7.1, 8.8 };
    struct lesson s = lesson_new(1, sizes_11, "identity", 1, "mse", 5, x, y);
    double w, b, sx = 0, sy = 0, sxx = 0, sxy = 0;
    for (int k = 0; k < 5; k++) {
        sx += x[k];
        sy += y[k];
        sxx += x[k] * x[k];
        sxy += x[k] * y[k];
    }
    descend(&s, 0.1, 0, 2000);
    gradus_net_get(s.net, 0, &w, &b);
    near(w, (5 * sxy - sx * sy) / (5 * sxx - sx * sx), 1e-10, "the slope");
    near(b, (sxx * sy - sx * sxy) / (5 * sxx - sx * sx), 1e-10, "the intercept");
    gradus_check_tensor tensor[2];
    gradus_check_report report;
    size_t count;
    assert_int_equal(gradus_check(s.net, &s.x, &s.y, 1e-4, tensor, &count, &report, NULL),
                     GRADUS_OK);
    assert_int_equal(report.agrees, 1);         /* though nothing but rounding is left of it */
    lesson_free(&s);
}

/* ---- two worked examples of one step ---------------------------------------------------- */
/* Mazur 2015: inputs .05 and .10, answers .01 and .99, rate 1/2; the printed digits.  There the
 * biases, .35 and .60, stay as they are.  The error after the step is printed as .291027924, which
 * is that of other weights: examples/worked.                                                  */
static void mazur(void **state)
{
    (void)state;
    static const size_t sizes[] = { 2, 2, 2 };
    static const double x[] = { 0.05, 0.10 }, y[] = { 0.01, 0.99 };
    static const double w1[] = { 0.15, 0.20, 0.25, 0.30 }, b1[] = { 0.35, 0.35 };
    static const double w2[] = { 0.40, 0.45, 0.50, 0.55 }, b2[] = { 0.60, 0.60 };
    static const double hidden[] = { 0.593269992, 0.596884378 };
    static const double outputs[] = { 0.75136507, 0.772928465 };
    static const double new1[] = { 0.149780716, 0.19956143, 0.24975114, 0.29950229 };
    static const double new2[] = { 0.35891648, 0.408666186, 0.511301270, 0.561370121 };
    struct lesson s = lesson_new(2, sizes, "sigmoid", 1, "sse", 1, x, y);
    double got[4];
    gradus_net_set(s.net, 0, w1, b1);
    gradus_net_set(s.net, 1, w2, b2);
    near(pass(&s), 0.298371109, 1e-9, "the error");
    assert_int_equal(gradus_tape_get(s.tape, 0, GRADUS_A, got, NULL), GRADUS_OK);
    all_near(2, got, hidden, 1e-9, "the hidden units");
    assert_int_equal(gradus_tape_get(s.tape, 1, GRADUS_A, got, NULL), GRADUS_OK);
    all_near(2, got, outputs, 1e-8, "the outputs");
    descend(&s, 0.5, 0, 1);
    gradus_net_get(s.net, 0, got, NULL);
    all_near(4, got, new1, 1e-8, "w1 to w4");
    gradus_net_get(s.net, 1, got, NULL);
    all_near(4, got, new2, 1e-8, "w5 to w8");
    gradus_net_set(s.net, 0, NULL, b1);
    gradus_net_set(s.net, 1, NULL, b2);
    near(pass(&s), 0.29102777369359933, 1e-15, "the error after");
    lesson_free(&s);
}

/* scikit-learn, sklearn/neural_network/tests/test_mlp.py, test_fit: one step of rate 0.1 with a
 * weight decay of 0.1; its numbers are rounded on the way and good to 3 decimals.             */
static void scikit_learn(void **state)
{
    (void)state;
    static const size_t sizes[] = { 3, 2, 1 };
    static const double x[] = { 0.6, 0.8, 0.7 }, y[] = { 0 };
    static const double w1[] = { 0.1, 0.3, 0.5, 0.2, 0.1, 0 }, b1[] = { 0.1, 0.1 };
    static const double w2[] = { 0.1, 0.2 }, b2[] = { 1 };
    static const double hidden[] = { 0.679178699175393, 0.574442516811659 };
    static const double new1[] = { 0.098, 0.2956664, 0.4939998, 0.195756, 0.096008, -0.002244 };
    static const double newb1[] = { 0.098333, 0.09626 }, new2[] = { 0.04706, 0.154089 };
    struct lesson s = lesson_new(2, sizes, "sigmoid", 1, "bce", 1, x, y);
    double w[6], b[2];
    gradus_net_set(s.net, 0, w1, b1);
    gradus_net_set(s.net, 1, w2, b2);
    pass(&s);
    assert_int_equal(gradus_tape_get(s.tape, 0, GRADUS_A, w, NULL), GRADUS_OK);
    all_near(2, w, hidden, 1e-15, "the hidden units");
    assert_int_equal(gradus_tape_get(s.tape, 1, GRADUS_A, w, NULL), GRADUS_OK);
    near(w[0], 0.7654329236196236, 5e-5, "the output");
    descend(&s, 0.1, 0.1, 1);
    gradus_net_get(s.net, 0, w, b);
    all_near(6, w, new1, 5e-4, "the hidden weights");
    all_near(2, b, newb1, 5e-4, "the hidden biases");
    gradus_net_get(s.net, 1, w, b);
    all_near(2, w, new2, 5e-4, "the output weights");
    near(b[0], 0.9235, 5e-4, "the output bias");
    assert_int_equal(gradus_tape_get(s.tape, 1, GRADUS_A, w, NULL), GRADUS_OK);
    near(w[0], 0.739, 5e-4, "the output after");
    lesson_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(uphill_and_downhill),
        cmocka_unit_test(one_example),
        cmocka_unit_test(three_examples),
        cmocka_unit_test(one_weight_descends),
        cmocka_unit_test(not_with_a_bias_column),
        cmocka_unit_test(linear_regression_ends_at_the_closed_form),
        cmocka_unit_test(mazur),
        cmocka_unit_test(scikit_learn),
    };
    return cmocka_run_group_tests_name("worked examples", tests, NULL, NULL);
}
