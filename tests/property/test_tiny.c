/* Promise: the same bits, whatever the path.  Networks with a few units a layer train by steps of
 * their own, in one call; clipping to a norm that no gradient has sends them the other way.  Both
 * must end with the same parameters and losses, for every rule, loss, type and kernel row.       */
#include "pair.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { EPOCHS = 3 };

struct outcome {
    uint64_t parameters;
    double loss, val_loss;
};

static struct outcome trained(const struct plan *plan, const gradus_train_options *opt,
                              const gradus_matrix *x)
{
    struct pair *p = pair_new(plan);
    gradus_set set = { x ? *x : p->mx, p->my };
    gradus_result result = { 0 };
    gradus_error err = { 0 };
    if (gradus_train(p->net, &set, &set, opt, NULL, NULL, &result, &err) != GRADUS_OK)
        fail_msg("%s, %s: %s", opt->optimizer, plan->loss, err.text);
    struct outcome out = { parameter_hash(p->net), result.loss, result.val_loss };
    pair_free(p);
    return out;
}

static void both_ways(const struct plan *given, const gradus_train_options *base,
                      const gradus_matrix *x)
{
    struct plan plan = *given;
    int usable;
    for (size_t k = 0; (plan.kernels = gradus_kernels_name(k, &usable)); k++) {
        gradus_train_options opt = *base;
        if (!usable)
            continue;
        struct outcome tiny = trained(&plan, &opt, x);
        opt.clip_norm = 1e300;
        struct outcome other = trained(&plan, &opt, x);
        if (memcmp(&tiny, &other, sizeof tiny))
            fail_msg("%s, %s, %s, %s of %zu rows: other bits by the path of tiny networks",
                     plan.kernels, opt.optimizer, plan.output, plan.loss, opt.batch_size);
    }
}

static gradus_train_options options_of(const char *optimizer, size_t batch)
{
    gradus_train_options opt;
    gradus_train_defaults(&opt);
    opt.optimizer = optimizer;
    opt.learning_rate = 0.01;
    opt.schedule = "cosine";
    opt.batch_size = batch;
    opt.epochs = EPOCHS;
    opt.weight_decay = 0.01;
    return opt;
}

/* Shapes from one unit to the widest, with batches that leave a shorter last one. */
static const struct plan shapes[] = {
    { .layers = 1, .sizes = { 1, 1 }, .bias = 1, .rows = 5 },
    { .layers = 2, .sizes = { 2, 3, 1 }, .bias = 1, .rows = 7 },
    { .layers = 2, .sizes = { 16, 16, 16 }, .bias = 1, .rows = 35 },
    { .layers = 3, .sizes = { 4, 15, 9, 3 }, .bias = 0, .rows = 40 },
    { .layers = 3, .sizes = { 5, 1, 16, 2 }, .bias = 1, .rows = 300 },
};
static const size_t batches[] = { 1, 2, 5, 16, 256 };
enum { SHAPES = sizeof shapes / sizeof *shapes, BATCHES = sizeof batches / sizeof *batches };

static void every_rule_and_shape(void **state)
{
    (void)state;
    for (size_t k = 0; k < SHAPES * BATCHES; k++)
        for (size_t r = 0; gradus_optimizer_info(r); r++)
            for (int type = 0; type <= 1; type++) {
                struct plan plan = shapes[k / BATCHES];
                gradus_train_options opt = options_of(gradus_optimizer_info(r)->name,
                                                      batches[k % BATCHES]);
                plan.type = type ? GRADUS_F64 : GRADUS_F32;
                plan.hidden = "tanh";
                plan.output = k % 2 ? "softmax" : "sigmoid";
                plan.loss = k % 2 ? "cross-entropy" : "mse";
                plan.seed = k + 1;
                both_ways(&plan, &opt, NULL);
            }
}

static void every_pair_of_activation_and_loss(void **state)
{
    (void)state;
    const char *output, *loss;
    for (size_t k = 0; meeting(k, &output, &loss); k++)
        for (int type = 0; type <= 1; type++) {
            struct plan plan = shapes[1 + k % 3];
            gradus_train_options opt = options_of("sgd", batches[k % 4]);
            plan.type = type ? GRADUS_F64 : GRADUS_F32;
            plan.hidden = strcmp(output, "softmax") ? output : "gelu";
            plan.output = output;
            plan.loss = loss;
            plan.seed = k + 1;
            both_ways(&plan, &opt, NULL);
        }
}

/* Inputs of every type: bytes, and floats for a net of doubles. */
static void every_type_of_inputs(void **state)
{
    (void)state;
    unsigned char bytes[60 * 4];
    float floats[60 * 4];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (unsigned char)(i * 7 % 256);
        floats[i] = (float)(i % 13) * 0.37f;
    }
    const gradus_matrix x[] = { { bytes, GRADUS_U8, 60, 4 }, { floats, GRADUS_F32, 60, 4 } };
    for (size_t k = 0; k < 2; k++)
        for (int type = 0; type <= 1; type++) {
            struct plan plan = { .layers = 2, .sizes = { 4, 6, 3 }, .hidden = "sigmoid",
                                 .output = "softmax", .loss = "cross-entropy", .bias = 1,
                                 .rows = 60, .type = type ? GRADUS_F64 : GRADUS_F32, .seed = 2 };
            gradus_train_options opt = options_of("adam", 7);
            both_ways(&plan, &opt, &x[k]);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_and_shape),
        cmocka_unit_test(every_pair_of_activation_and_loss),
        cmocka_unit_test(every_type_of_inputs),
    };
    return cmocka_run_group_tests_name("tiny", tests, NULL, NULL);
}
