/* What gradus bench says is what it did.  Its clock is this file's, a second a look, so that it
 * does not depend on the time; its calls of gradus_train come here first (tests/meson.build), where
 * network, rows and options are compared with the workload, and the weights that training leaves
 * with those of a training without a clock.                                                  */
#include "bench_work.h"

#include "progress.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LAYERS = 5 };
/* Operations: of a training that is compared, of a step whose network is made at all; at most. */
static const double few = 1.5e10, most = 1e10;

static struct {
    const struct work *work;
    gradus_type type;
    int calls, compared;
} now;

double progress_seconds(void)
{
    static double seconds;
    return seconds += 1;
}

/* Forward one product a layer; backward dW, and dX but for the first. */
static double operations_of(const struct work *w)
{
    double sum = 0;
    for (size_t l = 0; w->size[l + 1]; l++) {
        double product = 2.0 * (double)w->batch * (double)w->size[l] * (double)w->size[l + 1];
        sum += product;
        if (w->rows)
            sum += l ? 2 * product : product;
    }
    return sum;
}

static gradus_net *new_net(const struct work *w, gradus_type type)
{
    gradus_net *net = NULL;
    gradus_layer layer[MOST_LAYERS];
    size_t n = 0;
    for (; w->size[n + 1]; n++)
        layer[n] = (gradus_layer){ w->size[n + 1], w->size[n + 2] ? w->hidden : w->output, 1 };
    gradus_net_spec spec = { w->size[0], n, layer, w->loss, type, NULL, NULL };
    assert_int_equal(gradus_net_new(&net, &spec, NULL), GRADUS_OK);
    assert_int_equal(gradus_net_init(net, "auto", NULL, 1, NULL), GRADUS_OK);
    return net;
}

/* The network that is trained is the one in the table. */
static void check_net(const gradus_net *net, const struct work *w)
{
    const gradus_net_spec *spec = gradus_net_get_spec(net);
    assert_int_equal(spec->inputs, w->size[0]);
    assert_string_equal(spec->loss, w->loss);
    assert_int_equal(spec->type, now.type);
    assert_int_equal(w->size[spec->layers + 1], 0);
    for (size_t l = 0; l < spec->layers; l++) {
        assert_int_equal(spec->layer[l].units, w->size[l + 1]);
        assert_string_equal(spec->layer[l].activation,
                            l + 1 < spec->layers ? w->hidden : w->output);
        assert_int_equal(spec->layer[l].bias, 1);
    }
}

/* Every row is taken once an epoch, in random order, and answers are one 1 a row.  Images are of
 * the type that training has them in.                                                         */
static void check_rows(const gradus_set *set, const gradus_train_options *opt,
                       const struct work *w)
{
    const float *y = set->y.data;
    assert_int_equal(set->x.rows, w->rows);
    assert_int_equal(set->y.rows, w->rows);
    assert_int_equal(set->x.cols, w->size[0]);
    assert_int_equal(set->x.type, w->size[0] == 784 ? GRADUS_SCALED : GRADUS_F32);
    assert_int_equal(opt->batch_size, w->batch);
    assert_true(opt->shuffle);
    assert_string_equal(opt->optimizer, w->optimizer);
    for (size_t r = 0; r < w->rows; r++) {
        float sum = 0;
        for (size_t k = 0; k < set->y.cols; k++)
            sum += y[r * set->y.cols + k];
        assert_true(sum == 1);
    }
}

static void compare_layers(const gradus_net *a, const gradus_net *b)
{
    const gradus_net_spec *spec = gradus_net_get_spec(a);
    for (size_t l = 0; l < spec->layers; l++) {
        size_t out = spec->layer[l].units, in = l ? spec->layer[l - 1].units : spec->inputs;
        double *both[2];
        for (int k = 0; k < 2; k++) {
            both[k] = calloc(out * (in + 1), sizeof *both[k]);
            assert_non_null(both[k]);
            gradus_net_get(k ? b : a, l, both[k], both[k] + out * in);
        }
        assert_memory_equal(both[0], both[1], out * (in + 1) * sizeof **both);
        free(both[0]);
        free(both[1]);
    }
}

/* Stopped by its clock, the bench keeps the weights of its best epoch. */
static void train_alone(const gradus_net *theirs, const gradus_set *set, size_t epochs)
{
    gradus_net *net = new_net(now.work, now.type);
    gradus_train_options opt;
    gradus_train_defaults(&opt);
    opt.optimizer = now.work->optimizer;
    opt.learning_rate = 1e-4;
    opt.batch_size = now.work->batch;
    opt.epochs = epochs;
    opt.threads = 1;
    assert_int_equal(gradus_train(net, set, NULL, &opt, NULL, NULL, NULL, NULL), GRADUS_OK);
    compare_layers(theirs, net);
    gradus_net_free(net);
}

gradus_status __real_gradus_train(gradus_net *net, const gradus_set *train,
                                  const gradus_set *validation, const gradus_train_options *opt,
                                  gradus_watch *watch, void *user, gradus_result *result,
                                  gradus_error *err);
gradus_status __wrap_gradus_train(gradus_net *net, const gradus_set *train,
                                  const gradus_set *validation, const gradus_train_options *opt,
                                  gradus_watch *watch, void *user, gradus_result *result,
                                  gradus_error *err);
gradus_status __wrap_gradus_train(gradus_net *net, const gradus_set *train,
                                  const gradus_set *validation, const gradus_train_options *opt,
                                  gradus_watch *watch, void *user, gradus_result *result,
                                  gradus_error *err)
{
    const struct work *w = now.work;
    gradus_result own;
    if (now.calls++)                                /* the training to compare with */
        return __real_gradus_train(net, train, validation, opt, watch, user, result, err);
    check_net(net, w);
    check_rows(train, opt, w);
    assert_null(validation);
    double epoch = operations_of(w) * (double)w->rows / (double)w->batch;
    if (6 * epoch > few)
        return GRADUS_STOPPED;
    gradus_status s = __real_gradus_train(net, train, validation, opt, watch, user, &own, err);
    assert_int_equal(own.epochs, 6);                /* the first, and five that count */
    train_alone(net, train, own.best_epoch);
    now.compared = 1;
    return s;
}

static int compare_work(const struct work *w, gradus_type type, size_t threads)
{
    struct speed speed;
    now.work = w;
    now.type = type;
    now.calls = now.compared = 0;
    assert_int_equal(bench_run(&speed, w, type, threads, NULL), GRADUS_OK);
    assert_true(speed.operations == operations_of(w));
    assert_int_equal(now.calls, !w->rows ? 0 : now.compared ? 2 : 1);
    if (now.compared)                               /* each epoch took a second */
        assert_true(fabs(speed.steps * (double)w->batch / (double)w->rows - 1) < 1e-12);
    return now.compared;
}

static void every_workload_is_what_it_says(void **state)
{
    (void)state;
    int compared = 0;
    for (const struct work *w = bench_works; w->name; w++)
        compared += operations_of(w) < most && compare_work(w, GRADUS_F32, 1);
    assert_true(compared >= 5);
}

static void threads_and_doubles_too(void **state)
{
    (void)state;
    for (const struct work *w = bench_works; w->name; w++)
        if (w->rows && w->batch > 1 && operations_of(w) < 1e6) {
            compare_work(w, GRADUS_F64, 1);
            compare_work(w, GRADUS_F32, 2);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_workload_is_what_it_says),
        cmocka_unit_test(threads_and_doubles_too),
    };
    return cmocka_run_group_tests_name("bench work", tests, NULL, NULL);
}
