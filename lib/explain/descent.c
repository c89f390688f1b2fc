/* Gradient descent on any function, as one writes it down the first time:
 *     v = momentum v + grad f(x);  x = x - rate v
 * until no variable moves any more.                                                           */
#include "base/cpu.h"
#include "base/memory.h"
#include "base/status.h"
#include "explain/kind.h"

#include <math.h>
#include <string.h>

struct descent {
    const gradus_function *f;
    const gradus_descend_options *opt;
    size_t n;
    double *at, *gradient, *velocity;   /* (variables) */
    double largest;                     /* derivative met so far */
    gradus_descend_result *result;
};

void gradus_descend_defaults(gradus_descend_options *opt)
{
    *opt = (gradus_descend_options){ .learning_rate = 0.01, .tolerance = 1e-5,
                                     .max_steps = 10000 };
}

static int is_finite(const struct descent *d)
{
    int finite = isfinite(d->result->value);
    for (size_t k = 0; k < d->n; k++)
        finite = finite && isfinite(d->at[k]) && isfinite(d->gradient[k]);
    return finite;
}

static void evaluate(struct descent *d)
{
    d->result->value = d->f->value(d->f->of, d->at, d->gradient);
    d->result->evaluations++;
    for (size_t k = 0; k < d->n; k++)
        d->largest = fmax(d->largest, fabs(d->gradient[k]));
}

/* One step; how far the variable moved that moved farthest. */
static double move(struct descent *d)
{
    double farthest = 0, rate = d->opt->maximize ? -d->opt->learning_rate : d->opt->learning_rate;
    for (size_t k = 0; k < d->n; k++) {
        d->velocity[k] = d->opt->momentum * d->velocity[k] + d->gradient[k];
        double before = d->at[k];
        d->at[k] = before - rate * d->velocity[k];
        farthest = fmax(farthest, fabs(d->at[k] - before));
    }
    d->result->steps++;
    return farthest;
}

/* With momentum x swings: where it turns it hardly moves either, but the gradient goes on. */
static int turns(const struct descent *d)
{
    double largest = 0;
    for (size_t k = 0; d->opt->momentum > 0 && k < d->n; k++)
        largest = fmax(largest, fabs(d->gradient[k]));
    return d->opt->learning_rate * largest > d->opt->tolerance;
}

static int stopped(const struct descent *d, gradus_descend_watch *watch, void *user)
{
    gradus_descend_step step = { d->result->steps, d->at, d->gradient, d->result->value };
    return watch && watch(user, &step);
}

static const char *descend(struct descent *d, gradus_descend_watch *watch, void *user)
{
    for (double moved = HUGE_VAL;;) {
        evaluate(d);
        if (stopped(d, watch, user))
            return "stopped";
        if (!is_finite(d)) {
            if (d->f->fault)
                d->f->fault(d->f->of, d->result->why);
            return "diverged";
        }
        if (moved <= d->opt->tolerance && !turns(d))
            return "tolerance";
        if (d->result->steps == d->opt->max_steps)
            return "max-steps";
        moved = move(d);
    }
}

static gradus_status check_options(const gradus_descend_options *opt, gradus_error *err)
{
    if (!(opt->learning_rate > 0) || !isfinite(opt->learning_rate))
        return gr_fail(err, GRADUS_ARGUMENT, "the learning rate must be above 0");
    if (!(opt->momentum >= 0 && opt->momentum < 1))
        return gr_fail(err, GRADUS_ARGUMENT, "the momentum must be from 0 to below 1");
    if (!(opt->tolerance >= 0))
        return gr_fail(err, GRADUS_ARGUMENT, "the tolerance must be 0 or more");
    return GRADUS_OK;
}

gradus_status gradus_descend_function(const gradus_function *f, double *at,
                                      const gradus_descend_options *opt,
                                      gradus_descend_watch *watch, void *user, double *gradient,
                                      gradus_descend_result *result, gradus_error *err)
{
    if (!f || !f->value || !f->variables || !at || !opt || !gradient || !result)
        return gr_fail(err, GRADUS_ARGUMENT, "nothing to descend, or nowhere to put the end");
    gradus_status s = check_options(opt, err);
    if (s != GRADUS_OK)
        return s;
    struct descent d = { .f = f, .opt = opt, .n = f->variables, .at = at, .gradient = gradient,
                         .result = result };
    const gradus_allocator mem = gr_allocator(f->mem);
    d.velocity = gr_alloc(&mem, d.n, sizeof *d.velocity);
    if (!d.velocity)
        return gr_nomem(err);
    *result = (gradus_descend_result){ .kind = "unknown" };
    uint64_t mode = gr_float_enter();
    result->ended = descend(&d, watch, user);
    if (strcmp(result->ended, "tolerance") == 0) {
        result->kind = gr_kind(f, at, gradient, d.largest);
        f->value(f->of, at, gradient);              /* what it keeps is again that of the end */
    }
    gr_float_leave(mode);
    gr_free(&mem, d.velocity);
    return GRADUS_OK;
}

gradus_status gradus_descend(gradus_expression *f, double *at, const gradus_descend_options *opt,
                             gradus_descend_watch *watch, void *user, double *gradient,
                             gradus_descend_result *result, gradus_error *err)
{
    if (!f)
        return gr_fail(err, GRADUS_ARGUMENT, "nothing to descend, or nowhere to put the end");
    if (!gradus_expression_variables(f))
        return gr_fail(err, GRADUS_ARGUMENT, "the expression has no variable");
    const gradus_function function = gradus_expression_function(f);
    return gradus_descend_function(&function, at, opt, watch, user, gradient, result, err);
}

/* 3 at an optimum of the wanted sort, 2 at rest elsewhere, 1 still on the way, 0 diverged. */
static int worth(const gradus_descend_result *r, int maximize)
{
    if (strcmp(r->ended, "diverged") == 0)
        return 0;
    if (strcmp(r->ended, "tolerance") != 0)
        return 1;
    return strcmp(r->kind, maximize ? "maximum" : "minimum") == 0 ? 3 : 2;
}

int gradus_descend_better(const gradus_descend_result *a, const gradus_descend_result *b,
                          int maximize)
{
    int x = worth(a, maximize), y = worth(b, maximize);
    if (x != y)
        return x > y;
    return maximize ? a->value > b->value : a->value < b->value;
}
