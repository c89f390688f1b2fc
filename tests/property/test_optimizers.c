/* Every optimiser and schedule moves the parameters as the textbook does, step by step, alone
 * (gradus_step) and inside gradus_train.                                                      */
#include "pair.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

enum { STEPS = 5 };
static const double close_enough = 1e-12;

static const struct tb_rule rules[] = {
    { "sgd", 0.3, 0, 0, 0, 0, 0 },
    { "sgd", 0.3, 0, 0, 0, 0, 0.1 },
    { "momentum", 0.1, 0.8, 0, 0, 0, 0 },
    { "momentum", 0.1, 0.8, 0, 0, 0, 0.05 },
    { "nesterov", 0.1, 0.7, 0, 0, 0, 0 },
    { "nesterov", 0.1, 0.7, 0, 0, 0, 0.05 },
    { "rmsprop", 0.02, 0, 0, 0.8, 1e-8, 0 },
    { "rmsprop", 0.02, 0, 0, 0.8, 1e-8, 0.05 },
    { "adam", 0.05, 0, 0.8, 0.95, 1e-8, 0 },
    { "adam", 0.05, 0, 0.8, 0.95, 1e-8, 0.05 },
    { "adamw", 0.05, 0, 0.8, 0.95, 1e-8, 0 },
    { "adamw", 0.05, 0, 0.8, 0.95, 1e-8, 0.2 },
};

static struct plan small_plan(void)
{
    return (struct plan){ .layers = 2, .sizes = { 3, 35, 2 }, .hidden = "tanh",
                          .output = "softmax", .loss = "cross-entropy", .bias = 1, .rows = 7,
                          .type = GRADUS_F64, .seed = 5 };
}

static gradus_train_options options_of(const struct tb_rule *rule)
{
    gradus_train_options opt;
    gradus_train_defaults(&opt);
    opt.optimizer = rule->name;
    opt.learning_rate = rule->rate;
    opt.momentum = rule->momentum;
    opt.beta1 = rule->beta1;
    opt.beta2 = rule->beta2;
    opt.weight_decay = rule->decay;
    opt.batch_size = 0;
    opt.epochs = STEPS;
    opt.threads = 1;
    return opt;
}

/* The moments of a textbook network: two numbers for each parameter. */
struct moments {
    double *v, *s;
};

static struct moments moments_new(const struct tb_net *book)
{
    size_t n = tb_parameters(book);
    struct moments m = { calloc(n, sizeof(double)), calloc(n, sizeof(double)) };
    assert_non_null(m.v);
    assert_non_null(m.s);
    return m;
}

static void moments_free(struct moments *m)
{
    free(m->v);
    free(m->s);
}

/* Step t of the textbook: weights decay, biases do not; all of the gradient times [factor]. */
static void book_step(struct tb_net *book, const struct tb_rule *rule, size_t t, double factor,
                      struct moments *m)
{
    struct tb_rule bare = *rule;
    bare.decay = 0;
    size_t k = 0;
    for (size_t l = 0; l < book->layers; l++) {
        struct tb_layer *y = &book->layer[l];
        size_t weights = y->units * y->inputs;
        for (size_t i = 0; i < weights + y->units; i++, k++) {
            int bias = i >= weights;
            double g = factor * tb_derivative(book, k);
            tb_step(bias ? &bare : rule, t, 1, tb_parameter(book, k), &g, &m->v[k], &m->s[k]);
        }
    }
}

static void same_parameters(struct pair *p, const char *what, size_t step)
{
    for (size_t l = 0; l < p->plan.layers; l++) {
        double error = parameter_error(p, l);
        if (!(error <= close_enough))
            fail_msg("%s, step %zu: layer %zu is %g off", what, step, l, error);
    }
}

static void steps_equal_the_textbook(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof rules / sizeof *rules; k++) {
        struct plan plan = small_plan();
        struct pair *p = pair_new(&plan);
        struct moments m = moments_new(p->book);
        gradus_train_options opt = options_of(&rules[k]);
        gradus_optimizer *o = NULL;
        assert_int_equal(gradus_optimizer_new(&o, p->net, &opt, NULL), GRADUS_OK);
        for (size_t t = 1; t <= STEPS; t++) {
            pair_run(p);
            gradus_step(o, p->net, p->gradient, rules[k].rate);
            book_step(p->book, &rules[k], t, 1, &m);
            same_parameters(p, rules[k].name, t);
        }
        gradus_optimizer_free(o);
        moments_free(&m);
        pair_free(p);
    }
}

static void train(struct pair *p, const gradus_train_options *opt, gradus_result *result)
{
    gradus_set set = { p->mx, p->my };
    gradus_error err = { 0 };
    if (gradus_train(p->net, &set, NULL, opt, NULL, NULL, result, &err) != GRADUS_OK)
        fail_msg("gradus_train: %s", err.text);
}

static double gradient_norm(struct tb_net *book)
{
    double sum = 0;
    for (size_t k = 0; k < tb_parameters(book); k++)
        sum += tb_derivative(book, k) * tb_derivative(book, k);
    return sqrt(sum);
}

/* Clipping: a gradient longer than the limit is shortened to it, a shorter one is left. */
static void training_equals_the_textbook(void **state)
{
    (void)state;
    static const double limits[] = { 0, 0.05, 1e9 };
    for (size_t k = 0; k < 3 * sizeof rules / sizeof *rules; k++) {
        struct plan plan = small_plan();
        struct pair *p = pair_new(&plan);
        const struct tb_rule *rule = &rules[k / 3];
        struct moments m = moments_new(p->book);
        gradus_train_options opt = options_of(rule);
        opt.clip_norm = limits[k % 3];
        gradus_result result;
        train(p, &opt, &result);
        assert_int_equal(result.epochs, STEPS);
        for (size_t t = 1; t <= STEPS; t++) {
            tb_forward(p->book, p->x);
            tb_backward(p->book, p->x, p->y);
            double norm = gradient_norm(p->book);
            book_step(p->book, rule, t, opt.clip_norm > 0 && norm > opt.clip_norm
                                            ? opt.clip_norm / norm : 1, &m);
        }
        same_parameters(p, rule->name, STEPS);
        moments_free(&m);
        pair_free(p);
    }
}

/* Unshuffled batches of 3, 3 and 1 rows: the last one's mean is over its own rows. */
static void small_batches_equal_the_textbook(void **state)
{
    (void)state;
    struct plan plan = small_plan();
    struct pair *p = pair_new(&plan);
    struct tb_rule rule = { "momentum", 0.1, 0.8, 0, 0, 0, 0 };
    struct moments m = moments_new(p->book);
    gradus_train_options opt = options_of(&rule);
    opt.batch_size = 3;
    opt.shuffle = 0;
    gradus_result result;
    train(p, &opt, &result);
    for (size_t t = 0; t < STEPS; t++)
        for (size_t first = 0; first < plan.rows; first += 3) {
            p->book->rows = plan.rows - first < 3 ? plan.rows - first : 3;
            tb_forward(p->book, p->x + 3 * first);
            tb_backward(p->book, p->x + 3 * first, p->y + 2 * first);
            book_step(p->book, &rule, t + 1, 1, &m);
        }
    same_parameters(p, "batches of 3", STEPS);
    moments_free(&m);
    pair_free(p);
}

/* ---- schedules: the rate of step t of T, one step an epoch ------------------------------ */
static const double pi = 3.14159265358979323846;

static double constant(double r, double t, double all)
{
    (void)t;
    (void)all;
    return r;
}

static double in_steps(double r, double t, double all)
{
    return t < all / 2 ? r : t < all * 3 / 4 ? r / 10 : r / 100;
}

static double cosine(double r, double t, double all)
{
    return r * (1 + cos(pi * t / all)) / 2;
}

static double one_cycle(double r, double t, double all)
{
    double up = 0.3 * all, low = r / 25, end = r / 250000;
    return t < up ? low + (r - low) * (1 - cos(pi * t / up)) / 2
                  : end + (r - end) * (1 + cos(pi * (t - up) / (all - up))) / 2;
}

static void schedules_equal_the_textbook(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double (*rate)(double r, double t, double all);
    } schedules[] = { { "constant", constant }, { "step", in_steps }, { "cosine", cosine },
                      { "one-cycle", one_cycle } };
    for (size_t k = 0; k < sizeof schedules / sizeof *schedules; k++) {
        struct plan plan = small_plan();
        struct pair *p = pair_new(&plan);
        struct tb_rule rule = rules[2];
        struct moments m = moments_new(p->book);
        gradus_train_options opt = options_of(&rule);
        opt.schedule = schedules[k].name;
        opt.epochs = 20;
        gradus_result result;
        train(p, &opt, &result);
        for (size_t t = 0; t < opt.epochs; t++) {
            tb_forward(p->book, p->x);
            tb_backward(p->book, p->x, p->y);
            rule.rate = schedules[k].rate(opt.learning_rate, (double)t, (double)opt.epochs);
            book_step(p->book, &rule, t + 1, 1, &m);
        }
        same_parameters(p, opt.schedule, opt.epochs);
        moments_free(&m);
        pair_free(p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_equal_the_textbook),
        cmocka_unit_test(training_equals_the_textbook),
        cmocka_unit_test(small_batches_equal_the_textbook),
        cmocka_unit_test(schedules_equal_the_textbook),
    };
    return cmocka_run_group_tests_name("optimizers", tests, NULL, NULL);
}
