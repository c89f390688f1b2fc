/* The library inside a program: two networks train in two threads at once as they do alone, threads
 * share one model, and prediction takes no memory from anywhere.                              */
#include <gradus.h>

#include <stdarg.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* ---- every way to memory, counted (tests/meson.build wraps them) ---------------------------- */
static _Thread_local size_t requests;

#include "wrapped.h"

static size_t hook_requests;

static void *hook_take(void *user, size_t size)
{
    (void)user;
    hook_requests++;
    return malloc(size);
}

static void hook_give(void *user, void *block)
{
    (void)user;
    free(block);
}

/* ---- training in threads -------------------------------------------------------------------- */
enum { ROWS = 70, INPUTS = 3, LAYERS = 2, MOST = 5 * INPUTS };

struct job {
    uint64_t seed;
    const char *optimizer, *activation;
    gradus_type type;
    gradus_status status;
    double loss, w[LAYERS][MOST], b[LAYERS][5];
};

static gradus_status train_net(gradus_net *net, struct job *job)
{
    float x[ROWS * INPUTS], y[ROWS];
    double x64[ROWS * INPUTS], y64[ROWS];
    gradus_train_options opt;
    gradus_result result = { .loss = 0 };
    for (size_t k = 0; k < ROWS * INPUTS; k++)
        x64[k] = x[k] = (float)((k * 37 + job->seed) % 17) / 16 - 0.5f;
    for (size_t k = 0; k < ROWS; k++)
        y64[k] = y[k] = x[k * INPUTS] * x[k * INPUTS + 1];
    const gradus_set f32 = { { x, GRADUS_F32, ROWS, INPUTS }, { y, GRADUS_F32, ROWS, 1 } };
    const gradus_set f64 = { { x64, GRADUS_F64, ROWS, INPUTS }, { y64, GRADUS_F64, ROWS, 1 } };
    gradus_train_defaults(&opt);
    opt.optimizer = job->optimizer;
    opt.learning_rate = 0.01;
    opt.batch_size = 16;
    opt.epochs = 40;
    opt.threads = 1;
    opt.seed = job->seed;
    gradus_status s = gradus_net_init(net, "auto", NULL, job->seed, NULL);
    if (s == GRADUS_OK)
        s = gradus_train(net, job->type == GRADUS_F32 ? &f32 : &f64, NULL, &opt, NULL, NULL,
                         &result, NULL);
    job->loss = result.loss;
    for (size_t k = 0; s == GRADUS_OK && k < LAYERS; k++)
        gradus_net_get(net, k, job->w[k], job->b[k]);
    return s;
}

static void *run_job(void *user)
{
    struct job *job = user;
    const gradus_layer layer[LAYERS] = { { 5, job->activation, 1 }, { 1, "identity", 1 } };
    const gradus_net_spec spec = { .inputs = INPUTS, .layers = LAYERS, .layer = layer,
                                   .loss = "mse", .type = job->type };
    gradus_net *net = NULL;
    job->status = gradus_net_new(&net, &spec, NULL);
    if (job->status == GRADUS_OK)
        job->status = train_net(net, job);
    gradus_net_free(net);
    return NULL;
}

static void two_networks_train_at_once(void **state)
{
    (void)state;
    static const struct job jobs[2] = {
        { .seed = 3, .optimizer = "adam", .activation = "tanh", .type = GRADUS_F32 },
        { .seed = 8, .optimizer = "momentum", .activation = "gelu", .type = GRADUS_F64 },
    };
    struct job alone[2], together[2];
    for (int k = 0; k < 2; k++) {
        alone[k] = jobs[k];
        run_job(&alone[k]);
        assert_int_equal(alone[k].status, GRADUS_OK);
        assert_true(alone[k].loss > 0 && alone[k].loss < 0.1);
    }
    for (int round = 0; round < 10; round++) {
        pthread_t thread[2];
        memcpy(together, jobs, sizeof together);
        for (int k = 0; k < 2; k++)
            assert_int_equal(pthread_create(&thread[k], NULL, run_job, &together[k]), 0);
        for (int k = 0; k < 2; k++)
            assert_int_equal(pthread_join(thread[k], NULL), 0);
        for (int k = 0; k < 2; k++) {
            assert_int_equal(together[k].status, GRADUS_OK);
            assert_memory_equal(&together[k].loss, &alone[k].loss, sizeof alone[k].loss);
            assert_memory_equal(together[k].w, alone[k].w, sizeof alone[k].w);
            assert_memory_equal(together[k].b, alone[k].b, sizeof alone[k].b);
        }
    }
}

/* ---- prediction ----------------------------------------------------------------------------- */
enum { MANY = 600 };                            /* more than two chunks */

static gradus_model *new_model(const gradus_allocator *mem, gradus_type type)
{
    static const char *const level[] = { "red", "green" };
    static const gradus_column in[] = {
        { .name = "size", .fill = 2, .shift = 1, .scale = 0.5, .indicator = 1 },
        { .name = "colour", .levels = 2, .level = level, .scale = 1 },
    };
    static const gradus_column out[] = { { .name = "price", .shift = 10, .scale = 0.25 } };
    static const gradus_schema schema = { GRADUS_REGRESSION, 2, in, 1, out, 0, NULL };
    const gradus_layer layer[] = { { 40, "tanh", 1 }, { 1, "identity", 1 } };
    const gradus_net_spec spec = { .inputs = 4, .layers = 2, .layer = layer, .loss = "mse",
                                   .type = type, .mem = mem };
    gradus_net *net = NULL;
    gradus_model *model = NULL;
    assert_int_equal(gradus_net_new(&net, &spec, NULL), GRADUS_OK);
    assert_int_equal(gradus_net_init(net, "auto", "same", 5, NULL), GRADUS_OK);
    assert_int_equal(gradus_model_new(&model, net, &schema, NULL), GRADUS_OK);
    return model;
}

static void fill_rows(const gradus_model *model, double *rows)
{
    for (size_t k = 0; k < MANY; k++) {
        double *row = rows + 2 * k;
        int known = 0;
        gradus_row_clear(model, row);
        if (k % 5)
            assert_int_equal(gradus_row_number(model, row, "size", (double)k / 9, NULL),
                             GRADUS_OK);
        assert_int_equal(gradus_row_text(model, row, "colour", k % 3 ? "green" : "red", &known,
                                         NULL),
                         GRADUS_OK);
        assert_int_equal(known, 1);
    }
}

static void prediction_takes_no_memory(void **state)
{
    (void)state;
    const gradus_allocator mem = { hook_take, hook_give, NULL };
    for (gradus_type type = GRADUS_F32; type <= GRADUS_F64; type++) {
        static double rows[2 * MANY], y[MANY], one;
        gradus_model *model = new_model(&mem, type);
        size_t bytes = gradus_predict_scratch(model, MANY);
        void *scratch = malloc(bytes);
        assert_non_null(scratch);
        requests = hook_requests = 0;
        fill_rows(model, rows);
        assert_int_equal(gradus_predict(model, MANY, rows, y, scratch, bytes, NULL), GRADUS_OK);
        for (size_t k = 0; k < MANY; k++) {
            assert_int_equal(gradus_predict(model, 1, rows + 2 * k, &one, scratch, bytes, NULL),
                             GRADUS_OK);
            assert_memory_equal(&one, &y[k], sizeof one);
        }
        assert_int_equal(requests, 0);
        assert_int_equal(hook_requests, 0);
        free(scratch);
        gradus_model_free(model);
    }
}

struct share {
    const gradus_model *model;
    const double *rows;
    double y[MANY];
    gradus_status status;
};

static void *predict_all(void *user)
{
    struct share *s = user;
    size_t bytes = gradus_predict_scratch(s->model, MANY);
    void *scratch = malloc(bytes);
    s->status = scratch ? gradus_predict(s->model, MANY, s->rows, s->y, scratch, bytes, NULL)
                        : GRADUS_NOMEM;
    free(scratch);
    return NULL;
}

static void threads_share_a_model(void **state)
{
    (void)state;
    static double rows[2 * MANY];
    static struct share share[3];
    gradus_model *model = new_model(NULL, GRADUS_F32);
    pthread_t thread[2];
    fill_rows(model, rows);
    for (int k = 0; k < 3; k++)
        share[k] = (struct share){ .model = model, .rows = rows };
    predict_all(&share[2]);
    for (int k = 0; k < 2; k++)
        assert_int_equal(pthread_create(&thread[k], NULL, predict_all, &share[k]), 0);
    for (int k = 0; k < 2; k++) {
        assert_int_equal(pthread_join(thread[k], NULL), 0);
        assert_int_equal(share[k].status, GRADUS_OK);
        assert_memory_equal(share[k].y, share[2].y, sizeof share[2].y);
    }
    gradus_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_networks_train_at_once),
        cmocka_unit_test(prediction_takes_no_memory),
        cmocka_unit_test(threads_share_a_model),
    };
    return cmocka_run_group_tests_name("library", tests, NULL, NULL);
}
