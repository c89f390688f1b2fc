/* What keeps a network from learning: equal units, which any optimiser leaves equal, and gradients
 * of 0.                                                                                        */
#include "counted.h"
#include <gradus-explain.h>

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

enum { MOST = 600, LAYERS = 3 };

/* x (rows, 2), y (rows, 2): numbers that mean nothing. */
static double inputs[2 * MOST], answers[2 * MOST];

static int fill(void **state)
{
    (void)state;
    for (size_t k = 0; k < 2 * MOST; k++) {
        inputs[k] = (double)(k * 7919 % 101) / 50 - 1;
        answers[k] = (double)(k * 104729 % 97) / 97;
    }
    return 0;
}

static gradus_matrix matrix(const double *data, size_t rows)
{
    return (gradus_matrix){ data, GRADUS_F64, rows, 2 };
}

/* 2-3-3-2, drawn so that each layer's units are equal. */
static gradus_net *new_net(const char *activation, const char *init, int bias, gradus_type type,
                           const gradus_allocator *mem)
{
    const gradus_layer layer[LAYERS] = { { 3, activation, bias }, { 3, activation, bias },
                                         { 2, "identity", bias } };
    const gradus_net_spec spec = { .inputs = 2, .layers = LAYERS, .layer = layer, .loss = "mse",
                                   .type = type, .mem = mem };
    gradus_net *net = NULL;
    if (gradus_net_new(&net, &spec, NULL) == GRADUS_OK &&
        gradus_net_init(net, init, NULL, 1, NULL) == GRADUS_OK)
        return net;
    gradus_net_free(net);
    return NULL;
}

/* [equal] and [zero] have one digit a layer, as "110". */
static double check(const gradus_net *net, size_t rows, const char *equal, const char *zero)
{
    const gradus_matrix x = matrix(inputs, rows), y = matrix(answers, rows);
    gradus_stuck_layer layer[LAYERS];
    gradus_error err = { .code = GRADUS_OK };
    double loss = NAN;
    char have[2][LAYERS + 1] = { "", "" };
    if (gradus_stuck(net, &x, &y, layer, &loss, &err) != GRADUS_OK)
        fail_msg("%s", err.text);
    for (size_t l = 0; l < LAYERS; l++) {
        have[0][l] = (char)('0' + layer[l].equal_units);
        have[1][l] = (char)('0' + layer[l].zero_gradient);
    }
    assert_string_equal(have[0], equal);
    assert_string_equal(have[1], zero);
    return loss;
}

/* Hidden units that are equal are equal after any training; that is what "stay" means. */
static void equal_units_stay_equal(void **state)
{
    (void)state;
    for (size_t k = 0; gradus_optimizer_info(k); k++)
        for (int f64 = 0; f64 < 2; f64++) {
            gradus_net *net = new_net("tanh", "constant:0.3", 1, f64 ? GRADUS_F64 : GRADUS_F32,
                                      NULL);
            const gradus_set set = { matrix(inputs, 90), matrix(answers, 90) };
            gradus_train_options opt;
            gradus_train_defaults(&opt);
            opt.optimizer = gradus_optimizer_info(k)->name;
            opt.learning_rate = 0.01;
            opt.batch_size = 7;
            opt.epochs = 20;
            gradus_result result;
            check(net, 90, "110", "000");
            assert_int_equal(gradus_train(net, &set, NULL, &opt, NULL, NULL, &result, NULL),
                             GRADUS_OK);
            check(net, 90, "110", "000");
            gradus_net_free(net);
        }
}

/* One number that differs, coming in or going out, and the layer is not meant any more. */
static void one_number_makes_them_differ(void **state)
{
    (void)state;
    static const struct {
        size_t layer, weight;           /* weight 9: the last bias */
        const char *equal;
    } change[] = { { 0, 5, "010" }, { 0, 9, "010" }, { 1, 0, "000" }, { 1, 9, "100" },
                   { 2, 0, "100" }, { 2, 5, "100" }, { 2, 9, "110" } };
    for (size_t k = 0; k < sizeof change / sizeof *change; k++) {
        gradus_net *net = new_net("sigmoid", "constant:0.5", 1, GRADUS_F64, NULL);
        double w[9], b[3];
        size_t last = change[k].layer == 2 ? 1 : 2;
        gradus_net_get(net, change[k].layer, w, b);
        *(change[k].weight == 9 ? &b[last] : &w[change[k].weight]) += 1e-9;
        gradus_net_set(net, change[k].layer, w, b);
        check(net, 50, change[k].equal, "000");
        gradus_net_free(net);
    }
}

static void set_bias(gradus_net *net, size_t layer, double value)
{
    const double b[] = { value, value, value };
    gradus_net_set(net, layer, NULL, b);
}

static void dead_layers(void **state)
{
    (void)state;
    gradus_net *net = new_net("relu", "he", 1, GRADUS_F32, NULL);
    check(net, 100, "000", "000");
    set_bias(net, 1, -100);
    double loss = check(net, MOST, "000", "110");
    double sum = 0;                     /* the outputs are 0 */
    for (size_t k = 0; k < 2 * MOST; k++)
        sum += (double)(float)answers[k] * (double)(float)answers[k];
    assert_true(fabs(loss - sum / MOST) < 1e-6);
    set_bias(net, 1, 0);
    set_bias(net, 0, -100);
    check(net, MOST, "000", "110");
    gradus_net_free(net);
    net = new_net("relu", "constant:0", 0, GRADUS_F64, NULL);
    check(net, 10, "110", "111");
    gradus_net_free(net);
    net = new_net("sigmoid", "constant:300", 1, GRADUS_F32, NULL);
    set_bias(net, 0, 900);
    check(net, 10, "110", "110");
    gradus_net_free(net);
}

/* A row after the first 256 that moves the layer counts. */
static void all_rows_are_looked_at(void **state)
{
    (void)state;
    double kept = inputs[2 * 500];
    gradus_net *net = new_net("relu", "constant:1", 1, GRADUS_F64, NULL);
    set_bias(net, 0, -10);
    check(net, MOST, "110", "110");
    inputs[2 * 500] = 100;
    check(net, MOST, "110", "000");
    check(net, 500, "110", "110");
    inputs[2 * 500] = kept;
    gradus_net_free(net);
}

static void nothing_left_to_learn(void **state)
{
    (void)state;
    double kept[2 * MOST];
    memcpy(kept, answers, sizeof kept);
    memset(answers, 0, sizeof answers);
    gradus_net *net = new_net("tanh", "constant:0", 1, GRADUS_F64, NULL);
    assert_true(check(net, 300, "110", "111") == 0);
    gradus_net_free(net);
    memcpy(answers, kept, sizeof kept);
}

/* Numbers that are not finite are no zeros. */
static void not_finite(void **state)
{
    (void)state;
    gradus_net *net = new_net("tanh", "constant:1", 1, GRADUS_F64, NULL);
    set_bias(net, 2, NAN);
    const gradus_matrix x = matrix(inputs, 4), y = matrix(answers, 4);
    gradus_stuck_layer layer[LAYERS];
    double loss = 0;
    assert_int_equal(gradus_stuck(net, &x, &y, layer, &loss, NULL), GRADUS_OK);
    assert_true(isnan(loss));
    for (size_t l = 0; l < LAYERS; l++)
        assert_int_equal(layer[l].zero_gradient, 0);
    gradus_net_free(net);
}

static void bytes_as_inputs(void **state)
{
    (void)state;
    static const uint8_t bytes[8] = { 0, 1, 2, 3, 4, 5, 6, 255 };
    const gradus_matrix x = { bytes, GRADUS_U8, 4, 2 }, y = matrix(answers, 4);
    gradus_net *net = new_net("softplus", "constant:0.01", 1, GRADUS_F32, NULL);
    gradus_stuck_layer layer[LAYERS];
    double loss;
    assert_int_equal(gradus_stuck(net, &x, &y, layer, &loss, NULL), GRADUS_OK);
    assert_int_equal(layer[0].equal_units, 1);
    assert_int_equal(layer[0].zero_gradient, 0);
    gradus_net_free(net);
}

static void wrong_arguments(void **state)
{
    (void)state;
    gradus_error err;
    gradus_net *net = new_net("tanh", "auto", 1, GRADUS_F64, NULL);
    gradus_matrix x = matrix(inputs, 4), y = matrix(answers, 3);
    gradus_stuck_layer layer[LAYERS];
    double loss = 7;
    assert_int_equal(gradus_stuck(net, &x, &y, layer, &loss, &err), GRADUS_SHAPE);
    assert_string_equal(err.text, "x has 4 rows and y has 3");
    x.cols = 1;
    assert_int_equal(gradus_stuck(net, &x, &y, layer, &loss, &err), GRADUS_SHAPE);
    assert_int_equal(gradus_stuck(NULL, &x, &y, layer, &loss, NULL), GRADUS_ARGUMENT);
    assert_int_equal(gradus_stuck(net, NULL, &y, layer, &loss, NULL), GRADUS_ARGUMENT);
    assert_int_equal(gradus_stuck(net, &x, NULL, layer, &loss, NULL), GRADUS_ARGUMENT);
    assert_int_equal(gradus_stuck(net, &x, &y, NULL, &loss, NULL), GRADUS_ARGUMENT);
    assert_int_equal(gradus_stuck(net, &x, &y, layer, NULL, NULL), GRADUS_ARGUMENT);
    assert_true(loss == 7);
    gradus_net_free(net);
}

static void each_allocation_fails_once(void **state)
{
    (void)state;
    struct counted c = { .left = 1000 };
    const gradus_allocator mem = { counted_alloc, counted_release, &c };
    gradus_net *net = new_net("tanh", "auto", 1, GRADUS_F32, &mem);
    const gradus_matrix x = matrix(inputs, 300), y = matrix(answers, 300);
    gradus_stuck_layer layer[LAYERS];
    double loss = 7;
    long live = c.live;
    gradus_status s = GRADUS_NOMEM;
    for (long nth = 0; s != GRADUS_OK; nth++) {
        c.left = nth;
        s = gradus_stuck(net, &x, &y, layer, &loss, NULL);
        assert_true(s == GRADUS_OK || (s == GRADUS_NOMEM && loss == 7));
        assert_int_equal(c.live, live);
        assert_true(nth < 100);
    }
    gradus_net_free(net);
    assert_int_equal(c.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_units_stay_equal),
        cmocka_unit_test(one_number_makes_them_differ),
        cmocka_unit_test(dead_layers),
        cmocka_unit_test(all_rows_are_looked_at),
        cmocka_unit_test(nothing_left_to_learn),
        cmocka_unit_test(not_finite),
        cmocka_unit_test(bytes_as_inputs),
        cmocka_unit_test(wrong_arguments),
        cmocka_unit_test(each_allocation_fails_once),
    };
    return cmocka_run_group_tests_name("stuck", tests, fill, NULL);
}
