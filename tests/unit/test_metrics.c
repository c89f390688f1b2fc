/* Metrics of outputs that are known exactly, and what does not apply. */
#include "kernels/kernels.h"
#include "train/metrics.h"

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static gradus_error err;

/* A model that gives back its [units] inputs, or what [activation] makes of them. */
static gradus_model *echo(size_t units, const char *activation, const char *loss,
                          const gradus_schema *schema)
{
    gradus_layer layer = { units, activation, 0 };
    gradus_net_spec spec = { units, 1, &layer, loss, GRADUS_F64, NULL, NULL };
    gradus_net *net;
    gradus_model *model;
    double w[64] = { 0 };
    assert_int_equal(gradus_net_new(&net, &spec, &err), GRADUS_OK);
    for (size_t k = 0; k < units; k++)
        w[k * units + k] = 1;
    gradus_net_set(net, 0, w, NULL);
    assert_int_equal(gradus_model_new(&model, net, schema, &err), GRADUS_OK);
    return model;
}

static gradus_set set_of(size_t rows, size_t cols, const double *x, const double *y)
{
    return (gradus_set){ { x, GRADUS_F64, rows, cols }, { y, GRADUS_F64, rows, cols } };
}

static gradus_metrics evaluate(const gradus_model *model, const gradus_set *set, size_t classes,
                               size_t *confusion)
{
    gradus_metrics m;
    gradus_status s = gradus_evaluate(model, set, &m, classes, confusion, &err);
    if (s != GRADUS_OK)
        print_message("# %s\n", err.text);
    assert_int_equal(s, GRADUS_OK);
    assert_int_equal(m.rows, set->x.rows);
    return m;
}

static void regression_is_measured_in_the_units_of_the_target(void **state)
{
    (void)state;
    static const gradus_column x[] = { { "a", 0, NULL, 0, 0, 1, 0 } };
    static const gradus_column y = { "y", 0, NULL, 0, 50, 0.25, 0 };
    const gradus_schema schema = { GRADUS_REGRESSION, 1, x, 1, &y, 0, NULL };
    gradus_model *model = echo(1, "identity", "mse", &schema);
    const double out[] = { 1, 2, 3, 6 }, right[] = { 1, 4, 3, 4 };
    gradus_set set = set_of(4, 1, out, right);
    gradus_metrics m = evaluate(model, &set, 0, NULL);
    assert_true(m.loss == 2);                       /* (0 + 4 + 0 + 4) / 4, as the net sees it */
    assert_true(m.rmse == 4 * sqrt(2.0) && m.mae == 4);
    assert_true(m.r2 == 1 - 8 / 6.0);
    assert_true(isnan(m.accuracy) && isnan(m.log_loss) && isnan(m.auc));
    gradus_model_free(model);
}

static void several_targets_are_averaged(void **state)
{
    (void)state;
    gradus_model *model = echo(2, "identity", "mse", NULL);
    const double out[] = { 0, 10, 1, 10, 2, 40 }, right[] = { 0, 10, 1, 20, 2, 30 };
    gradus_set set = set_of(3, 2, out, right);
    gradus_metrics m = evaluate(model, &set, 0, NULL);
    assert_true(m.r2 == (1 + (1 - 200.0 / 200)) / 2);
    assert_true(m.mae == 20.0 / 6 && m.rmse == sqrt(200.0 / 6));
    gradus_model_free(model);
}

static void a_constant_target_has_no_r2(void **state)
{
    (void)state;
    gradus_model *model = echo(1, "identity", "mse", NULL);
    const double out[] = { 1, 2, 3 }, right[] = { 0.1, 0.1, 0.1 };
    gradus_set set = set_of(3, 1, out, right);
    gradus_metrics m = evaluate(model, &set, 0, NULL);
    assert_true(isnan(m.r2) && m.mae > 1);
    gradus_model_free(model);
}

static const gradus_column inputs[] = { { "a", 0, NULL, 0, 0, 1, 0 },
                                        { "b", 0, NULL, 0, 0, 1, 0 },
                                        { "c", 0, NULL, 0, 0, 1, 0 } };
static const gradus_column kind = { "kind", 0, NULL, 0, 0, 1, 0 };
static const char *const kinds[] = { "p", "q", "r" };
static const gradus_schema two = { GRADUS_CLASSIFICATION, 1, inputs, 1, &kind, 2, kinds };
static const gradus_schema three = { GRADUS_CLASSIFICATION, 3, inputs, 1, &kind, 3, kinds };

static void classes_are_counted_and_confused(void **state)
{
    (void)state;
    gradus_model *model = echo(3, "softmax", "cross-entropy", &three);
    const double out[] = { 5, 0, 0, 0, 5, 0, 0, 5, 0, 0, 0, 5, 1, 1, 0 };
    const double right[] = { 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0 };
    gradus_set set = set_of(5, 3, out, right);
    size_t confusion[9];
    gradus_metrics m = evaluate(model, &set, 3, confusion);
    static const size_t is[9] = { 1, 0, 0, 1, 1, 0, 0, 1, 1 };      /* a tie: the first class */
    assert_memory_equal(confusion, is, sizeof is);
    assert_true(m.accuracy == 3.0 / 5);
    assert_true(isnan(m.auc) && isnan(m.r2) && isnan(m.rmse) && isnan(m.mae));
    assert_true(fabs(m.log_loss - m.loss) < 1e-14);
    assert_int_equal(gradus_evaluate(model, &set, &m, 2, confusion, &err), GRADUS_SHAPE);
    assert_string_equal(err.text, "the set has 3 classes, not 2");
    gradus_model_free(model);
}

static void one_output_is_the_second_class(void **state)
{
    (void)state;
    gradus_model *model = echo(1, "sigmoid", "bce", &two);
    const double out[] = { 3, -1, 0, 2, -4 }, right[] = { 1, 1, 0, 0, 0 };
    gradus_set set = set_of(5, 1, out, right);
    size_t confusion[4];
    gradus_metrics m = evaluate(model, &set, 2, confusion);
    static const size_t is[4] = { 2, 1, 1, 1 };     /* 0.5 is not yet the second */
    assert_memory_equal(confusion, is, sizeof is);
    assert_true(m.accuracy == 3.0 / 5);
    assert_true(m.auc == 4.0 / 6);                  /* of 6 pairs (-1, 0) and (-1, 2) are wrong */
    double sum = 0;
    for (int i = 0; i < 5; i++)
        sum -= gr_log(right[i] > 0 ? gr_sigmoid(out[i]) : 1 - gr_sigmoid(out[i]));
    assert_true(m.log_loss == sum / 5);
    gradus_model_free(model);
}

static void equal_outputs_count_half_a_pair(void **state)
{
    (void)state;
    gradus_model *model = echo(1, "sigmoid", "bce", &two);
    const double out[] = { 1, 2, 2, 2, 3 }, right[] = { 0, 1, 0, 0, 1 };
    gradus_set set = set_of(5, 1, out, right);
    assert_true(evaluate(model, &set, 0, NULL).auc == (1 + 0.5 + 0.5 + 3) / 6.0);
    const double same[] = { 1, 1, 1, 1, 1 };
    set = set_of(5, 1, same, right);
    assert_true(evaluate(model, &set, 0, NULL).auc == 0.5);
    const double ones[] = { 1, 1, 1, 1, 1 };
    set = set_of(5, 1, out, ones);
    assert_true(isnan(evaluate(model, &set, 0, NULL).auc));
    gradus_model_free(model);
}

static void auc_is_the_share_of_pairs_in_order(void **state)
{
    (void)state;
    enum { ROWS = 300 };
    static double out[ROWS], right[ROWS];
    gradus_model *model = echo(1, "sigmoid", "bce", &two);
    double pairs = 0, good = 0;
    for (size_t i = 0; i < ROWS; i++) {
        out[i] = (double)(i * 7919 % 64) / 16 - 2;
        right[i] = (double)(i * i % 3 == 1);
    }
    for (size_t i = 0; i < ROWS; i++)
        for (size_t j = 0; j < ROWS; j++)
            if (right[i] > right[j]) {
                pairs++;
                good += out[i] > out[j] ? 1 : out[i] == out[j] ? 0.5 : 0;
            }
    gradus_set set = set_of(ROWS, 1, out, right);
    assert_true(evaluate(model, &set, 0, NULL).auc == good / pairs);
    gradus_model_free(model);
}

static void one_certain_mistake_keeps_the_log_loss_finite(void **state)
{
    (void)state;
    gradus_model *model = echo(1, "sigmoid", "bce", &two);
    const double out[] = { 5000, -5000 }, right[] = { 0, 1 };
    gradus_set set = set_of(2, 1, out, right);
    gradus_metrics m = evaluate(model, &set, 0, NULL);
    assert_true(m.log_loss == -gr_log(DBL_EPSILON) && m.accuracy == 0);
    gradus_model_free(model);
    model = echo(3, "identity", "mse", &three);     /* outputs that are no probabilities */
    const double raw[] = { 3, -1, 7 }, hot[] = { 0, 0, 1 };
    set = set_of(1, 3, raw, hot);
    m = evaluate(model, &set, 0, NULL);
    assert_true(m.accuracy == 1 && isnan(m.log_loss));
    gradus_model_free(model);
}

static void without_a_schema_the_answers_say_whether_they_are_classes(void **state)
{
    (void)state;
    gradus_model *model = echo(1, "sigmoid", "sse", NULL);
    const double out[] = { 4, -4 }, classes[] = { 1, 0 }, numbers[] = { 1, 0.25 };
    size_t confusion[4];
    gradus_set set = set_of(2, 1, out, classes);
    assert_true(evaluate(model, &set, 2, confusion).accuracy == 1);
    set = set_of(2, 1, out, numbers);
    gradus_metrics m = evaluate(model, &set, 0, NULL);
    assert_true(isnan(m.accuracy) && m.r2 < 1);
    assert_int_equal(gradus_evaluate(model, &set, &m, 2, confusion, &err), GRADUS_SHAPE);
    assert_string_equal(err.text, "the set has 0 classes, not 2");
    gradus_model_free(model);
    model = echo(2, "sigmoid", "bce", NULL);
    const double pair[] = { 4, -4, -4, 4 }, hot[] = { 1, 0, 1, 0 }, labels[] = { 1, 1, 0, 1 };
    set = set_of(2, 2, pair, hot);
    assert_true(evaluate(model, &set, 2, confusion).accuracy == 0.5);
    set = set_of(2, 2, pair, labels);
    assert_true(isnan(evaluate(model, &set, 0, NULL).accuracy));
    gradus_model_free(model);
}

/* A row whose output is not finite is no class, whatever stands in its place. */
static void what_is_not_finite_is_never_right(void **state)
{
    (void)state;
    gradus_model *model = echo(3, "softmax", "cross-entropy", &three);
    const double out[] = { 5, 0, 0, INFINITY, 0, 0, 0, 0, -50, NAN, 0, 0, 0, 5, 0 };
    const double right[] = { 1, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0 };
    gradus_set set = set_of(5, 3, out, right);
    size_t confusion[9];
    gradus_metrics m = evaluate(model, &set, 3, confusion);
    static const size_t is[9] = { 1, 0, 0, 0, 1, 0, 1, 0, 0 };
    assert_memory_equal(confusion, is, sizeof is);
    assert_true(m.accuracy == 2.0 / 5);
    assert_true(isnan(m.loss) && isnan(m.log_loss) && isnan(m.auc));
    assert_true(m.undefined == 2 && m.undefined_row == 1 && m.undefined_output == 0);
    gradus_model_free(model);
    model = echo(1, "identity", "mse", &two);       /* two classes by one output */
    const double one[] = { 1, 0, NAN, INFINITY }, truth[] = { 1, 0, 0, 1 };
    set = set_of(4, 1, one, truth);
    m = evaluate(model, &set, 2, confusion);
    static const size_t pair[4] = { 1, 0, 0, 1 };
    assert_memory_equal(confusion, pair, sizeof pair);
    assert_true(m.accuracy == 0.5 && isnan(m.auc) && m.undefined == 2 && m.undefined_row == 2);
    assert_true(gr_metrics_one(gradus_model_net(model), &set.y, one) != 0.5);
    gradus_model_free(model);
    model = echo(2, "identity", "mse", NULL);
    const double numbers[] = { 1, 2, 3, -INFINITY, 5, 6 }, wanted[] = { 1, 2, 3, 4, 5, 7 };
    set = set_of(3, 2, numbers, wanted);
    m = evaluate(model, &set, 0, NULL);
    assert_true(isnan(m.r2) && isnan(m.rmse) && isnan(m.mae) && isnan(m.loss));
    assert_true(m.undefined == 1 && m.undefined_row == 1 && m.undefined_output == 0);
    assert_true(isnan(gr_metrics_one(gradus_model_net(model), &set.y, numbers)));
    gradus_model_free(model);
    model = echo(2, "softmax", "cross-entropy", NULL);
    const double p[] = { NAN, NAN, 0, 1 }, hot[] = { 1, 0, 0, 1 };
    set = set_of(2, 2, p, hot);
    assert_true(gr_metrics_one(gradus_model_net(model), &set.y, p) == 0.5);
    m = evaluate(model, &set, 2, confusion);
    assert_true(m.accuracy == 0.5 && confusion[0] == 0 && confusion[3] == 1);
    gradus_model_free(model);
}

static void training_shows_accuracy_or_r2(void **state)
{
    (void)state;
    gradus_model *model = echo(1, "sigmoid", "bce", NULL);
    const double output[] = { 0.9, 0.2, 0.6 }, right[] = { 1, 0, 0 };
    gradus_matrix y = { right, GRADUS_F64, 3, 1 };
    assert_true(gr_metrics_one(gradus_model_net(model), &y, output) == 2.0 / 3);
    gradus_model_free(model);
    model = echo(1, "identity", "mse", NULL);
    double r2 = gr_metrics_one(gradus_model_net(model), &y, output);
    assert_true(fabs(r2 - (1 - (0.01 + 0.04 + 0.36) / (2.0 / 3))) < 1e-15);
    gradus_model_free(model);
}

static void float32_answers_are_read_as_they_are(void **state)
{
    (void)state;
    gradus_model *model = echo(1, "identity", "mse", NULL);
    const float x[] = { 1, 2 }, right[] = { 1.5f, 2.5f };
    gradus_set set = { { x, GRADUS_F32, 2, 1 }, { right, GRADUS_F32, 2, 1 } };
    gradus_metrics m = evaluate(model, &set, 0, NULL);
    assert_true(m.mae == 0.5 && m.rmse == 0.5 && m.r2 == 0);
    gradus_model_free(model);
}

static void sets_of_another_shape_are_refused(void **state)
{
    (void)state;
    gradus_model *model = echo(2, "identity", "mse", NULL);
    const double values[8] = { 0 };
    gradus_metrics m;
    gradus_set set = set_of(2, 3, values, values);
    assert_int_equal(gradus_evaluate(model, &set, &m, 0, NULL, &err), GRADUS_SHAPE);
    set = set_of(0, 2, values, values);
    assert_int_equal(gradus_evaluate(model, &set, &m, 0, NULL, &err), GRADUS_SHAPE);
    set = set_of(2, 2, values, values);
    set.y.rows = 1;
    assert_int_equal(gradus_evaluate(model, &set, &m, 0, NULL, &err), GRADUS_SHAPE);
    gradus_model_free(model);
}

/* An allocator that gives [left] blocks and no more. */
static size_t left;

static void *take(void *user, size_t bytes)
{
    (void)user;
    return left ? left--, malloc(bytes) : NULL;
}

static void give(void *user, void *block)
{
    (void)user;
    free(block);
}

static void what_fails_leaves_the_confusion_as_it_was(void **state)
{
    (void)state;
    const gradus_allocator mem = { take, give, NULL };
    const gradus_layer layer = { 2, "softmax", 0 };
    const gradus_net_spec spec = { 2, 1, &layer, "mse", GRADUS_F64, NULL, &mem };
    const double out[] = { 4, -4, -4, 4 }, right[] = { 1, 0, 1, 0 };
    const gradus_set set = set_of(2, 2, out, right);
    gradus_net *net;
    gradus_model *model;
    gradus_metrics m;
    left = SIZE_MAX;
    assert_int_equal(gradus_net_new(&net, &spec, &err), GRADUS_OK);
    assert_int_equal(gradus_model_new(&model, net, NULL, &err), GRADUS_OK);
    gradus_status s = GRADUS_NOMEM;
    for (size_t most = 0; s == GRADUS_NOMEM; most++) {
        size_t confusion[4] = { 9, 9, 9, 9 };
        left = most;
        s = gradus_evaluate(model, &set, &m, 2, confusion, &err);
        for (size_t k = 0; k < 4; k++)
            assert_true(s == GRADUS_OK ? confusion[k] <= 2 : confusion[k] == 9);
    }
    assert_int_equal(s, GRADUS_OK);
    gradus_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(regression_is_measured_in_the_units_of_the_target),
        cmocka_unit_test(several_targets_are_averaged),
        cmocka_unit_test(a_constant_target_has_no_r2),
        cmocka_unit_test(classes_are_counted_and_confused),
        cmocka_unit_test(one_output_is_the_second_class),
        cmocka_unit_test(equal_outputs_count_half_a_pair),
        cmocka_unit_test(auc_is_the_share_of_pairs_in_order),
        cmocka_unit_test(one_certain_mistake_keeps_the_log_loss_finite),
        cmocka_unit_test(without_a_schema_the_answers_say_whether_they_are_classes),
        cmocka_unit_test(what_is_not_finite_is_never_right),
        cmocka_unit_test(training_shows_accuracy_or_r2),
        cmocka_unit_test(float32_answers_are_read_as_they_are),
        cmocka_unit_test(sets_of_another_shape_are_refused),
        cmocka_unit_test(what_fails_leaves_the_confusion_as_it_was),
    };
    return cmocka_run_group_tests_name("metrics", tests, NULL, NULL);
}
