/* gradus descend: gradient descent on a formula, step by step. */
#include "commands.h"
#include "descend.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct asked {
    struct common common;
    gradus_descend_options opt;
    const char *from, *range, *compare;
    uint64_t max_steps, restarts, seed, max_evaluations;
    int graph;
};

#define AT(member) offsetof(struct asked, member)

static const char *const searches[] = { "random", "genetic", NULL };

const struct option descend_table[] = {
    { .kind = HEADING, .help = "The descent" },
    OPTION(WORD, "from", AT(from), "x=X[,y=Y]", "where it starts"),
    OPTION(NUMBER, "learning-rate", AT(opt.learning_rate), "X",
           "a step is this times the gradient (default 0.01)", .range = POSITIVE),
    OPTION(NUMBER, "momentum", AT(opt.momentum), "X",
           "of the last step this much is made again (default 0)", .range = BELOW_ONE),
    OPTION(NUMBER, "tolerance", AT(opt.tolerance), "X",
           "it ends when no variable moves by more (default 1e-5)", .range = NOT_NEGATIVE),
    OPTION(WHOLE, "max-steps", AT(max_steps), "N", "or after so many steps (default 10000)",
           .high = SIZE_MAX),
    OPTION(FLAG, "maximize", AT(opt.maximize), NULL, "goes up the gradient instead"),
    OPTION(FLAG, "graph", AT(graph), NULL,
           "shows how the gradient of the start comes from local derivatives"),
    { .kind = HEADING, .help = "Several starts, other searches" },
    OPTION(WHOLE, "restarts", AT(restarts), "N",
           "starts in the range, drawn by the seed; the best end counts", .low = 1,
           .high = 1000000),
    OPTION(WORD, "range", AT(range), "x=LOW:HIGH[,...]", "of each variable"),
    OPTION(CHOICES, "compare", AT(compare), "NAMES",
           "searches without a gradient that are run to the same value", .names = searches),
    OPTION(WHOLE, "max-evaluations", AT(max_evaluations), "N",
           "of each of these searches (default 1000000)", .low = 1, .high = SIZE_MAX),
    OPTION(WHOLE, "seed", AT(seed), "N", "of starts and searches (default 1)",
           .high = UINT64_MAX),
    COMMON_OPTIONS(struct asked, common),
};

/* ---- what was asked --------------------------------------------------------------------- */

static double *take(double **numbers, size_t n)
{
    double *taken = *numbers;
    *numbers += n;
    return taken;
}

/* All numbers in one piece: box, start, the steps shown, the runs, the searches. */
static int make_room(struct descending *d, size_t runs)
{
    size_t n = d->n, vectors = 3 + 2 * (HEAD + TAIL) + 3 * runs + MOST_SEARCHES;
    d->runs = runs;
    d->run = calloc(runs, sizeof *d->run);
    d->numbers = calloc(vectors * n + 1, sizeof *d->numbers);
    if (!d->run || !d->numbers)
        return report_nomem();
    double *free_from = d->numbers;
    d->low = take(&free_from, n);
    d->high = take(&free_from, n);
    d->start = take(&free_from, n);
    for (size_t k = 0; k < HEAD + TAIL; k++) {
        struct shown_step *s = k < HEAD ? &d->head[k] : &d->tail[k - HEAD];
        s->at = take(&free_from, n);
        s->gradient = take(&free_from, n);
    }
    for (size_t k = 0; k < runs; k++) {
        d->run[k].start = take(&free_from, n);
        d->run[k].at = take(&free_from, n);
        d->run[k].gradient = take(&free_from, n);
    }
    for (size_t k = 0; k < MOST_SEARCHES; k++)
        d->search[k].at = take(&free_from, n);
    return GO_ON;
}

static int check_asked(const struct asked *a, const struct descending *d)
{
    if (!d->n)
        return report_usage("descent moves variables: names such as x",
                            "expression:1:1: it has no variable");
    if (a->restarts && !a->range)
        return report_usage(NULL, "--restarts needs --range, where the starts are drawn");
    if (a->range && !a->restarts && !a->compare)
        return report_usage(NULL, "--range is for --restarts or --compare");
    if (!a->from && !a->restarts) {
        char hint[160];
        FIT(hint, "such as --from %s=1%s", SHOWN(gradus_expression_variable(d->f, 0)),
            d->n > 1 ? ",..." : "");
        return report_usage(hint, "where does it start? --from is missing");
    }
    return GO_ON;
}

/* Without a range the searches look twice as far around the start as it is from 0. */
static void box_around(struct descending *d)
{
    for (size_t k = 0; k < d->n; k++) {
        double width = 2 * fmax(1, fabs(d->start[k]));
        d->low[k] = d->start[k] - width;
        d->high[k] = d->start[k] + width;
    }
}

static int take_asked(struct descending *d, const struct asked *a)
{
    int status = check_asked(a, d);
    if (status == GO_ON)
        status = make_room(d, a->restarts ? (size_t)a->restarts : 1);
    if (status == GO_ON && a->from)
        status = formula_point(d->f, "from", a->from, d->start);
    if (status == GO_ON && a->range)
        status = formula_range(d->f, "range", a->range, d->low, d->high);
    if (status != GO_ON)
        return status;
    if (!a->range)
        box_around(d);
    d->opt = a->opt;
    d->opt.max_steps = (size_t)a->max_steps;
    d->graph = a->graph;
    d->box = (gradus_search_options){ .low = d->low, .high = d->high,
                                      .max_evaluations = (size_t)a->max_evaluations,
                                      .maximize = a->opt.maximize, .seed = a->seed };
    if (!a->from)
        gradus_search_start(d->f, &d->box, 0, d->start);
    return GO_ON;
}

/* ---- the work --------------------------------------------------------------------------- */

static int keep_step(void *user, const gradus_descend_step *step)
{
    struct descending *d = user;
    struct shown_step *s = step->step < HEAD ? &d->head[step->step] : &d->tail[step->step % TAIL];
    s->step = step->step;
    s->value = step->value;
    memcpy(s->at, step->at, d->n * sizeof *s->at);
    memcpy(s->gradient, step->gradient, d->n * sizeof *s->gradient);
    return 0;
}

static int descend_all(struct descending *d)
{
    gradus_error err;
    for (size_t k = 0; k < d->runs; k++) {
        struct run *r = &d->run[k];
        if (k == 0)
            memcpy(r->start, d->start, d->n * sizeof *r->start);
        else
            gradus_search_start(d->f, &d->box, k, r->start);
        memcpy(r->at, r->start, d->n * sizeof *r->at);
        if (gradus_descend(d->f, r->at, &d->opt, d->runs == 1 ? keep_step : NULL, d, r->gradient,
                           &r->result, &err) != GRADUS_OK)
            return report_typed(&err);
        if (!d->best || gradus_descend_better(&r->result, &d->best->result, d->opt.maximize))
            d->best = r;
    }
    return GO_ON;
}

static int search_all(struct descending *d, const char *names)
{
    gradus_error err;
    d->box.target = d->best->result.value;
    if (!names || !isfinite(d->box.target))
        return GO_ON;
    for (size_t k = 0; searches[k]; k++) {
        struct searched *s = &d->search[d->searches];
        s->method = searches[k];
        if (!strstr(names, s->method))
            continue;
        if (gradus_search(d->f, s->method, &d->box, s->at, &s->value, &s->evaluations,
                          &s->reached, &err) != GRADUS_OK)
            return report_typed(&err);
        d->searches++;
    }
    return GO_ON;
}

static int verdict(const struct descending *d)
{
    const gradus_descend_result *r = &d->best->result;
    if (strcmp(r->ended, "diverged") != 0)
        return DONE;
    report_line("gradus: diverged at step %zu: %s", r->steps, r->why);
    report_line("%s", r->steps ? "try a smaller --learning-rate, or another start"
                               : "it must start where the expression and its gradient are finite");
    return FAILED;
}

static int descend(struct descending *d, const struct asked *a, const char *text)
{
    struct text out = { 0 };
    int status = source_kernels();
    if (status == GO_ON)
        status = formula_open(&d->f, text);
    if (status != GO_ON)
        return status;
    d->text = text;
    d->n = gradus_expression_variables(d->f);
    status = take_asked(d, a);
    if (status == GO_ON)
        status = descend_all(d);
    if (status == GO_ON)
        status = search_all(d, a->compare);
    if (status != GO_ON)
        return status;
    if (a->common.json)
        descend_json(d, &out);
    else
        descend_say(d, &out);
    status = report_result(&out);
    return status == DONE ? verdict(d) : status;
}

/* An expression may begin with a minus, which would make an option of it: where it comes first, a
 * blank is put before it.  *shifted is to be freed.                                           */
static int shift_sign(int argc, char **argv, char **shifted)
{
    *shifted = NULL;
    if (argc < 2 || argv[1][0] != '-' || argv[1][1] == '-' || strcmp(argv[1], "-q") == 0)
        return GO_ON;
    size_t size = strlen(argv[1]) + 2;
    *shifted = malloc(size);
    if (!*shifted)
        return report_nomem();
    snprintf(*shifted, size, " %s", argv[1]);
    argv[1] = *shifted;
    return GO_ON;
}

int descend_command(const struct command *command, int argc, char **argv)
{
    struct asked asked = { .common = COMMON_DEFAULTS, .max_steps = 10000, .seed = 1,
                           .max_evaluations = 1000000 };
    struct descending d = { .common = &asked.common };
    struct arguments args = { 0 };
    char *shifted;
    gradus_descend_defaults(&asked.opt);
    int status = shift_sign(argc, argv, &shifted);
    if (status == GO_ON)
        status = options_parse(command, &asked, argc, argv, &args);
    if (status == GO_ON)
        status = descend(&d, &asked, args.word[0] + (shifted ? 1 : 0));
    gradus_expression_free(d.f);
    free(d.run);
    free(d.numbers);
    free(shifted);
    options_free(&args);
    return status;
}
