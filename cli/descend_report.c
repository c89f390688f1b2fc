/* What gradus descend tells: the path, or the runs; where it ended, and what that is; how other
 * searches did.                                                                               */
#include "descend.h"

#include <stdlib.h>
#include <string.h>

enum { WIDEST = 100, NUMBER = 11, RUNS_SHOWN = 10 };

static const char *variable(const struct descending *d, size_t k)
{
    return gradus_expression_variable(d->f, k);
}

/* Variables that have columns of their own: all, or none where that would be too wide. */
static size_t with_columns(const struct descending *d)
{
    size_t wide = 2 * NUMBER;                           /* the step, f */
    for (size_t k = 0; k < d->n && wide <= WIDEST; k++) {
        size_t n = strlen(variable(d, k));
        wide += 4 + (n > NUMBER ? n : NUMBER) + (n + 4 > NUMBER ? n + 4 : NUMBER);
    }
    return wide <= WIDEST ? d->n : 0;
}

/* ---- the path --------------------------------------------------------------------------- */

static double largest(size_t n, const double *x)
{
    double most = 0;
    for (size_t k = 0; k < n; k++) {
        double size = x[k] < 0 ? -x[k] : x[k];
        most = size > most || size != size ? size : most;
    }
    return most;
}

static void path_heading(const struct descending *d, struct table *t)
{
    char name[80];
    table_start(t, with_columns(d) ? 2 + 2 * d->n : 3, 0, 0);
    table_cell(t, "step");
    for (size_t k = 0; k < with_columns(d); k++)
        table_cell(t, variable(d, k));
    table_cell(t, "f");
    for (size_t k = 0; k < with_columns(d); k++) {
        FIT(name, "df/d%s", variable(d, k));
        table_cell(t, name);
    }
    if (!with_columns(d))
        table_cell(t, "largest |df/dx|");
}

static void path_row(const struct descending *d, const struct shown_step *s, struct table *t)
{
    int digits = (int)d->common->digits;
    table_count(t, s->step);
    for (size_t k = 0; k < with_columns(d); k++)
        table_number(t, s->at[k], digits);
    table_number(t, s->value, digits);
    for (size_t k = 0; k < with_columns(d); k++)
        table_number(t, s->gradient[k], digits);
    if (!with_columns(d))
        table_number(t, largest(d->n, s->gradient), digits);
}

static void say_path(const struct descending *d, struct text *out)
{
    struct table t;
    size_t steps = d->run->result.steps;
    size_t first = steps >= HEAD + TAIL ? steps - TAIL + 1 : HEAD;
    path_heading(d, &t);
    for (size_t k = 0; k < HEAD && k <= steps; k++)
        path_row(d, &d->head[k], &t);
    for (size_t k = 0; first > HEAD && k < t.columns; k++)
        table_cell(&t, "...");
    for (size_t k = first; k <= steps; k++)
        path_row(d, &d->tail[k % TAIL], &t);
    table_end(&t, out);
}

/* ---- the runs --------------------------------------------------------------------------- */

static const char *run_end(const struct run *r)
{
    return strcmp(r->result.ended, "tolerance") == 0 ? r->result.kind : r->result.ended;
}

static void run_row(const struct descending *d, const struct run *r, struct table *t)
{
    int digits = (int)d->common->digits;
    for (size_t k = 0; k < with_columns(d); k++)
        table_number(t, r->start[k], digits);
    for (size_t k = 0; k < with_columns(d); k++)
        table_number(t, r->at[k], digits);
    table_number(t, r->result.value, digits);
    table_count(t, r->result.steps);
    table_cell(t, run_end(r));
}

/* Places of the runs, the best first; of equals the earlier. */
static void order_runs(const struct descending *d, size_t *order)
{
    for (size_t k = 0; k < d->runs; k++) {
        size_t to = k < RUNS_SHOWN ? k : RUNS_SHOWN;
        for (; to > 0 && gradus_descend_better(&d->run[k].result, &d->run[order[to - 1]].result,
                                               d->opt.maximize); to--)
            order[to] = order[to - 1];
        order[to] = k;
    }
}

static void say_runs(const struct descending *d, struct text *out)
{
    size_t order[RUNS_SHOWN + 1], shown = d->runs < RUNS_SHOWN ? d->runs : RUNS_SHOWN;
    struct table t;
    char name[80];
    order_runs(d, order);
    table_start(&t, with_columns(d) ? 3 + 2 * d->n : 3, 0, 1);
    for (size_t k = 0; k < 2 * with_columns(d); k++) {
        FIT(name, "%s %s", k < d->n ? "from" : "to", variable(d, k % d->n));
        table_cell(&t, name);
    }
    table_cell(&t, "f");
    table_cell(&t, "steps");
    table_cell(&t, "ended");
    for (size_t k = 0; k < shown; k++)
        run_row(d, &d->run[order[k]], &t);
    table_end(&t, out);
    if (shown < d->runs)
        text_add(out, "and %zu more\n", d->runs - shown);
}

/* ---- the end ---------------------------------------------------------------------------- */

/* What a place is, if it is none of those wanted, and how f looks from there. */
static const struct {
    const char *kind, *place, *down, *up;
} places[] = {
    { "saddle", "a saddle", "f falls one way and rises another",
      "f rises one way and falls another" },
    { "inflection", "an inflection", "the gradient vanishes, but f goes on falling",
      "the gradient vanishes, but f goes on rising" },
    { "minimum", "a minimum", "the gradient vanishes, but f rises all around",
      "the gradient vanishes, but f rises all around" },
    { "maximum", "a maximum", "the gradient vanishes, but f falls all around",
      "the gradient vanishes, but f falls all around" },
};

static void say_kind(const struct descending *d, struct text *out)
{
    const char *kind = d->best->result.kind, *wanted = d->opt.maximize ? "maximum" : "minimum";
    for (size_t k = 0; k < sizeof places / sizeof *places; k++) {
        if (strcmp(kind, places[k].kind) != 0)
            continue;
        text_add(out, " at %s", places[k].place);
        if (strcmp(kind, wanted) != 0)
            text_add(out, ", no %s: %s", wanted, d->opt.maximize ? places[k].up : places[k].down);
        return;
    }
    double steepest = largest(d->n, d->best->gradient);
    text_add(out, ", nothing moves, but a %s is not to be seen:\n", wanted);
    if (steepest == 0) {
        text_add(out, "the gradient is 0 here, and not all around does f %s",
                 d->opt.maximize ? "fall" : "rise");
        return;
    }
    text_add(out, "the largest derivative is ");
    text_number(out, steepest, (int)d->common->digits);
    text_add(out, "; a smaller --tolerance or a larger --learning-rate goes on");
}

static void say_point(const struct descending *d, const double *at, const char *between, int digits,
                      struct text *out)
{
    for (size_t k = 0; k < d->n; k++) {
        text_add(out, "%s%s = ", k ? between : "", variable(d, k));
        text_number(out, at[k], digits);
    }
}

static void say_end(const struct descending *d, struct text *out)
{
    const gradus_descend_result *r = &d->best->result;
    if (d->runs > 1)
        text_add(out, "\nthe best of %zu ended after %zu step%s", d->runs, r->steps,
                 plural(r->steps));
    else
        text_add(out, "\nended after %zu step%s", r->steps, plural(r->steps));
    if (strcmp(r->ended, "tolerance") == 0)
        say_kind(d, out);
    else if (strcmp(r->ended, "diverged") == 0)
        text_add(out, ": diverged");
    else
        text_add(out, ", out of steps and still moving: --max-steps allows more");
    text_add(out, "\n");
}

/* Where it ended, exactly. */
static void say_place(const struct descending *d, struct text *out)
{
    say_point(d, d->best->at, "\n", 0, out);
    text_add(out, "\nf = ");
    text_number(out, d->best->result.value, 0);
    text_add(out, "\n");
}

static void say_searches(const struct descending *d, struct text *out)
{
    struct table t;
    int digits = (int)d->common->digits;
    text_add(out, "\nto the same value, in the box ");
    for (size_t k = 0; k < d->n; k++) {
        text_add(out, "%s%s = ", k ? ", " : "", variable(d, k));
        text_number(out, d->low[k], digits);
        text_add(out, " to ");
        text_number(out, d->high[k], digits);
    }
    text_add(out, ":\n");
    table_start(&t, 4, 1, 1);
    table_cell(&t, "search");
    table_cell(&t, "evaluations");
    table_cell(&t, "best f");
    table_cell(&t, "reached");
    table_cell(&t, "descent");
    table_count(&t, d->best->result.evaluations);
    table_number(&t, d->best->result.value, digits);
    table_cell(&t, "yes");
    for (size_t k = 0; k < d->searches; k++) {
        table_cell(&t, d->search[k].method);
        table_count(&t, d->search[k].evaluations);
        table_number(&t, d->search[k].value, digits);
        table_cell(&t, d->search[k].reached ? "yes" : "no");
    }
    table_end(&t, out);
    text_add(out, "an evaluation is f at one place; the descent's give the gradient as well\n");
}

void descend_say(struct descending *d, struct text *out)
{
    if (d->common->quiet) {
        if (strcmp(d->best->result.ended, "diverged") != 0)
            say_place(d, out);
        return;
    }
    for (size_t k = 0; k < d->n; k++)
        text_add(out, "%s%s", k ? ", " : "f(", variable(d, k));
    text_add(out, ") = ");
    text_name(out, d->text);
    text_add(out, "\n\n");
    if (d->graph) {
        descend_graph(d->f, d->start, (int)d->common->digits, out);
        text_add(out, "\n");
    }
    if (d->runs == 1)
        say_path(d, out);
    else
        say_runs(d, out);
    say_end(d, out);
    say_place(d, out);
    if (d->searches)
        say_searches(d, out);
}

/* ---- JSON ------------------------------------------------------------------------------- */

static void json_point(const struct descending *d, struct json *j, const char *key,
                       const double *at)
{
    json_open(j, key, '{');
    for (size_t k = 0; k < d->n; k++)
        json_number(j, variable(d, k), at[k]);
    json_close(j, '}');
}

static void json_runs(const struct descending *d, struct json *j)
{
    json_open(j, "restarts", '[');
    for (const struct run *r = d->run; r < d->run + d->runs; r++) {
        json_open(j, NULL, '{');
        json_point(d, j, "from", r->start);
        json_point(d, j, "at", r->at);
        json_number(j, "value", r->result.value);
        json_count(j, "steps", r->result.steps);
        json_text(j, "ended", r->result.ended);
        json_text(j, "kind", r->result.kind);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void json_searches(const struct descending *d, struct json *j)
{
    json_open(j, "compare", '[');
    for (const struct searched *s = d->search; s < d->search + d->searches; s++) {
        json_open(j, NULL, '{');
        json_text(j, "search", s->method);
        json_count(j, "evaluations", s->evaluations);
        json_flag(j, "reached", s->reached);
        json_number(j, "value", s->value);
        json_point(d, j, "at", s->at);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void json_graph(const struct descending *d, struct json *j)
{
    const gradus_node *n;
    gradus_expression_gradient(d->f, d->start, d->head[0].gradient);
    json_open(j, "graph", '[');
    for (size_t k = 0; (n = gradus_expression_node(d->f, k)); k++) {
        json_open(j, NULL, '{');
        json_text(j, "name", n->kind == GRADUS_CONSTANT ? "constant" : n->name);
        json_number(j, "value", n->value);
        json_open(j, "inputs", '[');
        for (size_t i = 0; i < n->inputs; i++)
            json_count(j, NULL, n->input[i]);
        json_close(j, ']');
        json_open(j, "local", '[');
        for (size_t i = 0; i < n->inputs; i++)
            json_number(j, NULL, n->local[i]);
        json_close(j, ']');
        json_number(j, "derivative", n->total);
        json_close(j, '}');
    }
    json_close(j, ']');
}

void descend_json(struct descending *d, struct text *out)
{
    const gradus_descend_result *r = &d->best->result;
    struct json j = { .out = out };
    json_open(&j, NULL, '{');
    json_point(d, &j, "at", d->best->at);
    json_number(&j, "value", r->value);
    json_point(d, &j, "gradient", d->best->gradient);
    json_count(&j, "steps", r->steps);
    json_count(&j, "evaluations", r->evaluations);
    json_text(&j, "ended", r->ended);
    json_text(&j, "kind", r->kind);
    if (d->runs > 1)
        json_runs(d, &j);
    if (d->searches)
        json_searches(d, &j);
    if (d->graph)
        json_graph(d, &j);
    json_close(&j, '}');
    text_put(out, "\n", 1);
}
