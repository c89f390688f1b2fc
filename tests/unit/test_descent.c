/* Descent on formulas: where it ends, after how many steps, what kind of place that is, and what it
 * says when it does not end; the searches beside it.                                          */
#include "counted.h"

#include <gradus-explain.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { MOST = 40 };

struct descent {
    gradus_expression *f;
    gradus_descend_options opt;
    gradus_descend_result result;
    gradus_error err;
    double at[MOST], gradient[MOST];
};

static struct descent make(const char *text, double x, double y, double rate)
{
    struct descent d = { .at = { x, y } };
    assert_int_equal(gradus_expression_parse(&d.f, text, NULL, NULL), GRADUS_OK);
    gradus_descend_defaults(&d.opt);
    d.opt.learning_rate = rate;
    return d;
}

static gradus_status run(struct descent *d)
{
    return gradus_descend(d->f, d->at, &d->opt, NULL, NULL, d->gradient, &d->result, &d->err);
}

static struct descent descend(const char *text, double x, double y, double rate)
{
    struct descent d = make(text, x, y, rate);
    assert_int_equal(run(&d), GRADUS_OK);
    gradus_expression_free(d.f);
    return d;
}

/* ---- the worked example ------------------------------------------------------------------- */

static void the_worked_example_ends_where_it_is_printed(void **state)
{
    (void)state;
    struct descent d = descend("x^4 - 3*x^3 + 2", 4, 0, 0.01);
    assert_true(d.at[0] == 2.2500325268933734);
    assert_int_equal(d.result.steps, 42);
    assert_int_equal(d.result.evaluations, 43);
    assert_string_equal(d.result.ended, "tolerance");
    assert_string_equal(d.result.kind, "minimum");
    const double x = d.at[0];
    assert_true(fabs(d.gradient[0] - (4 * x * x * x - 9 * x * x)) < 1e-13);
    assert_true(fabs(d.result.value - (x * x * x * x - 3 * x * x * x + 2)) < 1e-14);
}

struct seen {
    size_t steps;
    double x[4];
    size_t stop_at;
};

static int see(void *user, const gradus_descend_step *step)
{
    struct seen *s = user;
    assert_int_equal(step->step, s->steps++);
    if (step->step < 4)
        s->x[step->step] = step->at[0];
    return step->step == s->stop_at;
}

static void every_step_is_seen_and_may_stop_it(void **state)
{
    (void)state;
    struct descent d = make("x^4 - 3*x^3 + 2", 4, 0, 0.001);
    struct seen s = { .stop_at = 7 };
    assert_int_equal(gradus_descend(d.f, d.at, &d.opt, see, &s, d.gradient, &d.result, &d.err),
                     GRADUS_OK);
    assert_string_equal(d.result.ended, "stopped");
    assert_string_equal(d.result.kind, "unknown");
    assert_int_equal(s.steps, 8);
    assert_true(s.x[0] == 4 && s.x[1] == 3.888);
    assert_true(fabs(s.x[2] - 3.788956) < 5e-7);
    gradus_expression_free(d.f);
}

/* x = 4, -108, ... beyond 1e150 in five steps when the step is the whole gradient. */
static void without_a_learning_rate_it_is_gone_in_five_steps(void **state)
{
    (void)state;
    struct descent d = make("x^4 - 3*x^3 + 2", 4, 0, 1);
    struct seen s = { .stop_at = 5 };
    gradus_descend(d.f, d.at, &d.opt, see, &s, d.gradient, &d.result, &d.err);
    assert_true(s.x[1] == -108);
    assert_true(fabs(d.at[0]) > 1e150);
    gradus_expression_free(d.f);
}

/* Momentum, two steps by hand: v = 8, x = 3.2; v = 0.5 * 8 + 6.4. */
static void momentum_adds_a_part_of_the_last_step(void **state)
{
    (void)state;
    struct descent d = make("x^2", 4, 0, 0.1);
    d.opt.momentum = 0.5;
    d.opt.max_steps = 2;
    assert_int_equal(run(&d), GRADUS_OK);
    const double x1 = 4 - 0.1 * 8;
    assert_true(d.at[0] == x1 - 0.1 * (0.5 * 8 + 2 * x1));
    assert_string_equal(d.result.ended, "max-steps");
    assert_string_equal(d.result.kind, "unknown");
    gradus_expression_free(d.f);
}

/* The first turn is at x = 0.055, where a step is smaller than the tolerance. */
static void where_momentum_turns_is_no_end(void **state)
{
    (void)state;
    struct descent d = make("x^2", 1, 0, 0.01);
    d.opt.momentum = 0.99;
    assert_int_equal(run(&d), GRADUS_OK);
    assert_string_equal(d.result.ended, "tolerance");
    assert_string_equal(d.result.kind, "minimum");
    assert_true(fabs(d.at[0]) <= 1e-5 / (2 * 0.01));
    gradus_expression_free(d.f);
}

static void uphill_is_downhill_of_the_opposite(void **state)
{
    (void)state;
    struct descent down = descend("x^2 - 3*x + sin(x)", 2, 0, 0.1);
    struct descent up = make("-(x^2 - 3*x + sin(x))", 2, 0, 0.1);
    up.opt.maximize = 1;
    assert_int_equal(run(&up), GRADUS_OK);
    assert_true(up.at[0] == down.at[0] && up.result.value == -down.result.value);
    assert_string_equal(up.result.kind, "maximum");
    gradus_expression_free(up.f);
}

/* ---- a gallery ----------------------------------------------------------------------------- */

static void each_place_is_called_what_it_is(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double x, y, rate;
        const char *ended, *kind;
    } gallery[] = {
        { "x^4 - 3*x^3 + 2", -1, 0, 0.01, "tolerance", "inflection" },
        { "x^2", 4, 0, 0.1, "tolerance", "minimum" },
        { "x^2 + 100*y^2", 4, 1, 0.009, "tolerance", "minimum" },
        { "x^4", 1, 0, 0.01, "tolerance", "minimum" },
        { "x^6", 1, 0, 0.05, "tolerance", "minimum" },
        { "cos(x)", 2, 0, 0.1, "tolerance", "minimum" },
        { "cos(x)", 0, 0, 0.1, "tolerance", "maximum" },
        { "x^3", 0, 0, 0.1, "tolerance", "inflection" },
        { "x^3", 0.5, 0, 0.1, "tolerance", "inflection" },
        { "x^5 + y^2", 0.5, 1, 0.2, "tolerance", "inflection" },
        { "x^2 - y^2", 1, 0, 0.1, "tolerance", "saddle" },
        { "x^2 - y^2", 1, 1e-3, 0.1, "diverged", "unknown" },
        { "x*y", 1, 1, 0.1, "tolerance", "saddle" },
        { "x^2 + 4*x*y + y^2", 1, 1, 0.1, "tolerance", "saddle" },
        { "(x+y)^2", 1, 1, 0.1, "tolerance", "unknown" },       /* a valley without a slope */
        { "(1-x)^2 + 100*(y-x^2)^2", -1, 1.5, 0.001, "tolerance", "minimum" },
        { "relu(x)", -1, 0, 0.1, "tolerance", "unknown" },      /* flat */
        { "sigmoid(x)", -20, 0, 0.1, "tolerance", "unknown" },  /* a plateau */
        { "exp(x)", 0, 0, 17, "tolerance", "unknown" },         /* a plateau below a slope */
        { "exp(-x)", 0, 0, 0.5, "max-steps", "unknown" },
        { "x^2", 4, 0, 1e-9, "tolerance", "unknown" },          /* the steps are too small */
        { "x^2", 4, 0, 1.5, "diverged", "unknown" },
        { "x^2", 4, 0, 1, "max-steps", "unknown" },             /* to and fro */
        { "abs(x)", 1, 0, 0.03, "max-steps", "unknown" },
        { "log(x)", 1, 0, 0.1, "diverged", "unknown" },
    };
    for (size_t k = 0; k < COUNT(gallery); k++) {
        struct descent d = descend(gallery[k].text, gallery[k].x, gallery[k].y, gallery[k].rate);
        if (strcmp(d.result.ended, gallery[k].ended) || strcmp(d.result.kind, gallery[k].kind))
            fail_msg("%s from %g: %s, %s", gallery[k].text, gallery[k].x, d.result.ended,
                     d.result.kind);
    }
}

static void it_says_what_was_not_finite(void **state)
{
    (void)state;
    assert_string_equal(descend("log(x)", -1, 0, 0.1).result.why,
                        "column 1: log(-1) is not a number");
    assert_string_equal(descend("sqrt(x)", 0, 0, 0.1).result.why,
                        "column 1: the derivative of sqrt(0) is infinite");
    struct descent d = descend("x^4", 4, 0, 1);
    assert_string_equal(d.result.ended, "diverged");
    assert_non_null(strstr(d.result.why, "^ 4 is infinite"));
    assert_int_equal(descend("log(x)", -1, 0, 0.1).result.steps, 0);
}

/* Bowls of random axes: H = sum of squares of independent rows. */
static void minima_are_minima_whatever_their_axes(void **state)
{
    (void)state;
    static const char *const bowls[] = {
        "(x+2*y)^2 + (x-y)^2", "(3*x+y)^2 + 0.1*(x-2*y)^2", "(x+y)^2 + (x-y)^4",
        "(x-1)^2 + (x+y)^2", "x^2 + x*y + y^2 + sin(x*y)",
    };
    for (size_t k = 0; k < COUNT(bowls); k++)
        assert_string_equal(descend(bowls[k], 0.7, -0.4, 0.02).result.kind, "minimum");
}

static void more_variables_than_can_be_looked_at_are_unknown(void **state)
{
    (void)state;
    for (int n = 32; n <= 33; n++) {
        char text[512] = "x0^2";
        for (int k = 1; k < n; k++)
            snprintf(text + strlen(text), sizeof text - strlen(text), "+x%d^2", k);
        struct descent d = make(text, 1, 1, 0.1);
        assert_int_equal(run(&d), GRADUS_OK);
        assert_string_equal(d.result.kind, n == 32 ? "minimum" : "unknown");
        gradus_expression_free(d.f);
    }
}

/* ---- refused, out of memory ---------------------------------------------------------------- */

static void refused(const char *text, double rate, double momentum, double tolerance,
                    const char *error)
{
    struct descent d = make(text, 1, 1, rate);
    d.opt.momentum = momentum;
    d.opt.tolerance = tolerance;
    assert_int_equal(run(&d), GRADUS_ARGUMENT);
    assert_string_equal(d.err.text, error);
    assert_null(d.result.ended);
    gradus_expression_free(d.f);
}

static void options_out_of_range_are_refused(void **state)
{
    (void)state;
    refused("3", 0.1, 0, 0, "the expression has no variable");
    refused("x", 0, 0, 0, "the learning rate must be above 0");
    refused("x", NAN, 0, 0, "the learning rate must be above 0");
    refused("x", INFINITY, 0, 0, "the learning rate must be above 0");
    refused("x", 1, 1, 0, "the momentum must be from 0 to below 1");
    refused("x", 1, NAN, 0, "the momentum must be from 0 to below 1");
    refused("x", 1, 0, -1, "the tolerance must be 0 or more");
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct counted c = { .left = 100 };
    gradus_allocator mem = { counted_alloc, counted_release, &c };
    struct descent d = make("x", 1, 1, 0.1);
    gradus_expression_free(d.f);
    assert_int_equal(gradus_expression_parse(&d.f, "x^2", &mem, NULL), GRADUS_OK);
    long live = c.live;
    const double low = -1, high = 1;
    double value;
    size_t evaluations;
    int reached;
    gradus_search_options box = { .low = &low, .high = &high, .max_evaluations = 10 };
    c.left = 0;
    assert_int_equal(run(&d), GRADUS_NOMEM);
    assert_int_equal(gradus_search(d.f, "random", &box, d.at, &value, &evaluations, &reached,
                                   NULL), GRADUS_NOMEM);
    c.left = 2;
    assert_int_equal(run(&d), GRADUS_OK);
    assert_int_equal(gradus_search(d.f, "random", &box, d.at, &value, &evaluations, &reached,
                                   NULL), GRADUS_OK);
    assert_int_equal(c.live, live);
    gradus_expression_free(d.f);
    assert_int_equal(c.live, 0);
}

/* ---- which of two is better ---------------------------------------------------------------- */

static void an_optimum_is_better_than_a_lower_place_that_is_none(void **state)
{
    (void)state;
    const gradus_descend_result low = { .value = 1, .ended = "tolerance", .kind = "minimum" },
                                lower = { .value = 0, .ended = "tolerance", .kind = "minimum" },
                                flat = { .value = -1, .ended = "tolerance", .kind = "unknown" },
                                moving = { .value = -2, .ended = "max-steps", .kind = "unknown" },
                                gone = { .value = -3, .ended = "diverged", .kind = "unknown" };
    const gradus_descend_result *order[] = { &lower, &low, &flat, &moving, &gone };
    for (size_t i = 0; i < COUNT(order); i++)
        for (size_t j = 0; j < COUNT(order); j++)
            assert_int_equal(gradus_descend_better(order[i], order[j], 0), i < j);
    assert_int_equal(gradus_descend_better(&low, &lower, 1), 1);
}

/* ---- searches ------------------------------------------------------------------------------ */

struct search {
    double at[2], value;
    size_t evaluations;
    int reached;
};

static struct search search(const char *text, const char *method, double target, size_t most,
                            int maximize, uint64_t seed)
{
    struct search s;
    gradus_expression *f = NULL;
    const double low[] = { -3, -2 }, high[] = { 4, 2 };
    const gradus_search_options opt = { low, high, target, most, maximize, seed };
    assert_int_equal(gradus_expression_parse(&f, text, NULL, NULL), GRADUS_OK);
    assert_int_equal(gradus_search(f, method, &opt, s.at, &s.value, &s.evaluations, &s.reached,
                                   NULL), GRADUS_OK);
    assert_true(s.value == gradus_expression_value(f, s.at) || isnan(s.value));
    for (size_t k = 0; k < gradus_expression_variables(f); k++)
        assert_true(s.at[k] >= low[k] && s.at[k] <= high[k]);
    gradus_expression_free(f);
    return s;
}

static void searches_reach_what_is_easy_and_count_what_it_took(void **state)
{
    (void)state;
    static const char *const methods[] = { "random", "genetic" };
    for (size_t k = 0; k < 2; k++) {
        struct search s = search("x^2 + y^2", methods[k], 1e-2, 100000, 0, 1);
        assert_true(s.reached && s.value <= 1e-2 && s.evaluations > 1 && s.evaluations < 20000);
        struct search up = search("-(x^2 + y^2)", methods[k], -1e-2, 100000, 1, 1);
        assert_true(up.reached && up.evaluations == s.evaluations && up.at[0] == s.at[0]);
        struct search no = search("x^2 + y^2", methods[k], -1, 137, 0, 1);
        assert_true(!no.reached && no.evaluations == 137);
        struct search one = search("x^2 + y^2", methods[k], 1e9, 137, 0, 1);
        assert_true(one.reached && one.evaluations == 1);
    }
}

/* Half of the box is outside of the domain; one corner of it is the optimum. */
static void searches_step_over_what_is_no_number(void **state)
{
    (void)state;
    struct search s;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        s = search("log(x) + y", "genetic", -1e9, 20000, 1, seed);
        assert_true(s.reached && s.value > -1e9 && s.at[0] > 0);
    }
    s = search("sqrt(x) - y", "genetic", -1.99, 100000, 0, 3);
    assert_true(s.reached);
    s = search("log(-1) + x + y", "genetic", 0, 500, 0, 3);
    assert_true(!s.reached && isnan(s.value) && s.evaluations == 500);
}

static void a_seed_is_a_search(void **state)
{
    (void)state;
    struct search a = search("x^2 + y^2", "genetic", 1e-8, 100000, 0, 5),
                  b = search("x^2 + y^2", "genetic", 1e-8, 100000, 0, 5),
                  c = search("x^2 + y^2", "genetic", 1e-8, 100000, 0, 6);
    assert_true(a.reached && a.at[0] == b.at[0] && a.evaluations == b.evaluations);
    assert_true(a.at[0] != c.at[0]);
}

static void starts_are_drawn_in_the_box_by_seed_and_number(void **state)
{
    (void)state;
    gradus_expression *f = NULL;
    const double low[] = { -3, 5 }, high[] = { -1, 7 };
    gradus_search_options opt = { .low = low, .high = high, .seed = 9 };
    double at[2], again[2], sum[2] = { 0 };
    assert_int_equal(gradus_expression_parse(&f, "x*y", NULL, NULL), GRADUS_OK);
    for (size_t k = 0; k < 1000; k++) {
        gradus_search_start(f, &opt, k, at);
        gradus_search_start(f, &opt, k, again);
        for (size_t i = 0; i < 2; i++) {
            assert_true(at[i] >= low[i] && at[i] <= high[i] && at[i] == again[i]);
            sum[i] += at[i] / 1000;
        }
    }
    assert_true(fabs(sum[0] + 2) < 0.1 && fabs(sum[1] - 6) < 0.1);
    gradus_expression_free(f);
}

static void searches_that_make_no_sense_are_refused(void **state)
{
    (void)state;
    gradus_expression *f = NULL;
    double low = 1, high = 1, at, value;
    size_t evaluations;
    int reached;
    gradus_error err;
    gradus_search_options opt = { .low = &low, .high = &high, .max_evaluations = 10 };
    assert_int_equal(gradus_expression_parse(&f, "x", NULL, NULL), GRADUS_OK);
    assert_int_equal(gradus_search(f, "randon", &opt, &at, &value, &evaluations, &reached, &err),
                     GRADUS_UNKNOWN);
    assert_string_equal(err.text, "unknown search 'randon'");
    assert_int_equal(gradus_search(f, "random", &opt, &at, &value, &evaluations, &reached, &err),
                     GRADUS_ARGUMENT);
    assert_string_equal(err.text, "the range of x is empty or not finite");
    high = 2;
    opt.max_evaluations = 0;
    assert_int_equal(gradus_search(f, "random", &opt, &at, &value, &evaluations, &reached, &err),
                     GRADUS_ARGUMENT);
    gradus_expression_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worked_example_ends_where_it_is_printed),
        cmocka_unit_test(every_step_is_seen_and_may_stop_it),
        cmocka_unit_test(without_a_learning_rate_it_is_gone_in_five_steps),
        cmocka_unit_test(momentum_adds_a_part_of_the_last_step),
        cmocka_unit_test(where_momentum_turns_is_no_end),
        cmocka_unit_test(uphill_is_downhill_of_the_opposite),
        cmocka_unit_test(each_place_is_called_what_it_is),
        cmocka_unit_test(it_says_what_was_not_finite),
        cmocka_unit_test(minima_are_minima_whatever_their_axes),
        cmocka_unit_test(more_variables_than_can_be_looked_at_are_unknown),
        cmocka_unit_test(options_out_of_range_are_refused),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(an_optimum_is_better_than_a_lower_place_that_is_none),
        cmocka_unit_test(searches_reach_what_is_easy_and_count_what_it_took),
        cmocka_unit_test(searches_step_over_what_is_no_number),
        cmocka_unit_test(a_seed_is_a_search),
        cmocka_unit_test(starts_are_drawn_in_the_box_by_seed_and_number),
        cmocka_unit_test(searches_that_make_no_sense_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
