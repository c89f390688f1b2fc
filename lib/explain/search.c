/* Searches that ask for values alone, to see what a gradient is worth.
 *
 * random   draws points of the box, one as likely as another.
 * genetic  keeps a small population.  A child lies between two parents, each the best of some that
 *          were drawn, and one of its coordinates is moved by the box's width times 2^-30u, u
 *          uniform in [0, 1): far and very near are tried equally often, so that it both leaves a
 *          bad region and settles in a good one without a schedule.  The best one stays.        */
#include "base/cpu.h"
#include "base/memory.h"
#include "base/random.h"
#include "base/status.h"
#include "explain/expression.h"
#include "kernels/kernels.h"

#include <math.h>
#include <string.h>

enum { POPULATION = 40, DRAWN = 3 };
static const double finest = 30 * 0x1.62e42fefa39efp-1;         /* 30 ln 2 */

struct search {
    gradus_expression *f;
    const gradus_search_options *opt;
    size_t n, evaluations;
    struct gr_random random;
    double *best, best_value;           /* best (variables) */
    double *place, *next, *value, *next_value;      /* (POPULATION, variables), (POPULATION) */
};

static int better(const struct search *s, double a, double b)
{
    if (a != a || b != b)
        return a == a && b != b;
    return s->opt->maximize ? a > b : a < b;
}

static int is_good(const struct search *s)
{
    return s->evaluations && s->best_value == s->best_value &&
           !better(s, s->opt->target, s->best_value);
}

static int is_done(const struct search *s)
{
    return s->evaluations >= s->opt->max_evaluations || is_good(s);
}

static double evaluate(struct search *s, const double *at)
{
    double value = gradus_expression_value(s->f, at);
    if (!s->evaluations++ || better(s, value, s->best_value)) {
        memcpy(s->best, at, s->n * sizeof *at);
        s->best_value = value;
    }
    return value;
}

static void draw(struct gr_random *r, size_t n, const gradus_search_options *opt, double *at)
{
    for (size_t k = 0; k < n; k++) {
        double u = gr_random_unit(r);
        at[k] = opt->low[k] * (1 - u) + opt->high[k] * u;
    }
}

static void search_randomly(struct search *s)
{
    while (!is_done(s)) {
        draw(&s->random, s->n, s->opt, s->place);
        evaluate(s, s->place);
    }
}

static size_t parent(struct search *s)
{
    size_t found = (size_t)gr_random_below(&s->random, POPULATION);
    for (int k = 1; k < DRAWN; k++) {
        size_t other = (size_t)gr_random_below(&s->random, POPULATION);
        if (better(s, s->value[other], s->value[found]))
            found = other;
    }
    return found;
}

static void mutate(struct search *s, double *child)
{
    size_t k = (size_t)gr_random_below(&s->random, s->n);
    double width = s->opt->high[k] - s->opt->low[k];
    double by = width * gr_exp(-finest * gr_random_unit(&s->random));
    child[k] += gr_random_bits(&s->random) >> 63 ? by : -by;
    child[k] = fmin(fmax(child[k], s->opt->low[k]), s->opt->high[k]);
}

static void make_child(struct search *s, double *child)
{
    const double *a = s->place + parent(s) * s->n, *b = s->place + parent(s) * s->n;
    int between = gr_random_bits(&s->random) >> 63 ? 1 : 0;
    for (size_t k = 0; k < s->n; k++)
        child[k] = between ? a[k] + gr_random_unit(&s->random) * (b[k] - a[k]) : a[k];
    mutate(s, child);
}

static void next_generation(struct search *s)
{
    memcpy(s->next, s->best, s->n * sizeof *s->next);
    s->next_value[0] = s->best_value;
    for (size_t i = 1; i < POPULATION && !is_done(s); i++) {
        make_child(s, s->next + i * s->n);
        s->next_value[i] = evaluate(s, s->next + i * s->n);
    }
    memcpy(s->place, s->next, POPULATION * s->n * sizeof *s->place);
    memcpy(s->value, s->next_value, POPULATION * sizeof *s->value);
}

static void search_genetically(struct search *s)
{
    for (size_t i = 0; i < POPULATION && !is_done(s); i++) {
        draw(&s->random, s->n, s->opt, s->place + i * s->n);
        s->value[i] = evaluate(s, s->place + i * s->n);
    }
    while (!is_done(s))
        next_generation(s);
}

static const struct {
    const char *name;
    void (*run)(struct search *s);
} methods[] = { { "random", search_randomly }, { "genetic", search_genetically } };
enum { METHODS = sizeof methods / sizeof *methods };

static gradus_status find_method(const char *name, size_t *found, gradus_error *err)
{
    for (size_t k = 0; k < METHODS; k++)
        if (strcmp(methods[k].name, name) == 0) {
            *found = k;
            return GRADUS_OK;
        }
    gr_fail(err, GRADUS_UNKNOWN, "unknown search '%s'", name);
    gr_hint(err, "searches: random, genetic");
    return GRADUS_UNKNOWN;
}

static gradus_status check_box(const gradus_expression *f, const gradus_search_options *opt,
                               gradus_error *err)
{
    if (!gradus_expression_variables(f))
        return gr_fail(err, GRADUS_ARGUMENT, "the expression has no variable");
    for (size_t k = 0; k < gradus_expression_variables(f); k++)
        if (!(opt->low[k] < opt->high[k]) || !isfinite(opt->low[k]) || !isfinite(opt->high[k]))
            return gr_fail(err, GRADUS_ARGUMENT, "the range of %s is empty or not finite",
                           gradus_expression_variable(f, k));
    if (!opt->max_evaluations)
        return gr_fail(err, GRADUS_ARGUMENT, "a search needs an evaluation");
    return GRADUS_OK;
}

static gradus_status start(struct search *s, gradus_error *err)
{
    const gradus_allocator *mem = &s->f->mem;
    s->place = gr_alloc(mem, POPULATION * (2 * s->n + 2), sizeof *s->place);
    if (!s->place)
        return gr_nomem(err);
    s->next = s->place + POPULATION * s->n;
    s->value = s->next + POPULATION * s->n;
    s->next_value = s->value + POPULATION;
    return GRADUS_OK;
}

void gradus_search_start(const gradus_expression *f, const gradus_search_options *opt, size_t k,
                         double *at)
{
    struct gr_random random;
    uint64_t mode = gr_float_enter();
    gr_random_start(&random, opt->seed, GR_RANDOM_RESTART, k);
    draw(&random, gradus_expression_variables(f), opt, at);
    gr_float_leave(mode);
}

gradus_status gradus_search(gradus_expression *f, const char *method,
                            const gradus_search_options *opt, double *at, double *value,
                            size_t *evaluations, int *reached, gradus_error *err)
{
    size_t which = 0;
    if (!f || !method || !opt || !opt->low || !opt->high || !at || !value || !evaluations ||
        !reached)
        return gr_fail(err, GRADUS_ARGUMENT, "nothing to search, or nowhere to put the best");
    gradus_status status = find_method(method, &which, err);
    struct search s = { .f = f, .opt = opt, .n = gradus_expression_variables(f), .best = at };
    if (status == GRADUS_OK)
        status = check_box(f, opt, err);
    if (status == GRADUS_OK)
        status = start(&s, err);
    if (status != GRADUS_OK)
        return status;
    uint64_t mode = gr_float_enter();
    gr_random_start(&s.random, opt->seed, GR_RANDOM_SEARCH, which);
    methods[which].run(&s);
    gr_float_leave(mode);
    *value = s.best_value;
    *evaluations = s.evaluations;
    *reached = is_good(&s);
    gr_free(&f->mem, s.place);
    return GRADUS_OK;
}
