/* Pictures of lines: activations with their derivatives, as a network computes them; a formula with
 * the path of a descent on it; the losses of runs.                                            */
#include "formula.h"
#include "options.h"
#include "plot.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { POINTS = 401 };

static size_t points_of(const struct plot *p)
{
    return p->asked->points ? (size_t)p->asked->points : POINTS;
}

int plot_range(const struct plot_asked *a, double *low, double *high)
{
    const char *text = a->range;
    if (!text || formula_interval(text, strlen(text), low, high))
        return GO_ON;
    return report_usage(NULL, "--range: '%s' is not two numbers low:high, low below high", text);
}

double plot_between(double low, double high, size_t k, size_t points)
{
    double part = (double)k / (double)(points - 1);
    return low * (1 - part) + high * part;
}

/* ---- activation ------------------------------------------------------------------------------ */

struct activations {
    size_t points;
    double *z;                          /* (points), then a and slope of each name */
};

/* A network of one unit whose weight is 1: what training computes, and no formula of its own. */
static int pass(const struct activations *s, const char *name, double *a, double *slope)
{
    const gradus_layer layer = { .units = 1, .activation = name };
    const gradus_net_spec spec = { .inputs = 1, .layers = 1, .layer = &layer, .loss = "sse",
                                   .type = GRADUS_F64 };
    const gradus_matrix x = { .data = s->z, .rows = s->points, .cols = 1, .type = GRADUS_F64 };
    const double one = 1;
    gradus_net *net = NULL;
    gradus_trace *trace = NULL;
    gradus_error err;
    int good = gradus_net_new(&net, &spec, &err) == GRADUS_OK;
    if (good)
        gradus_net_set(net, 0, &one, NULL);
    good = good && gradus_trace_new(&trace, net, &x, &x, NAN, &err) == GRADUS_OK;
    int status = good ? GO_ON : report_typed(&err);
    if (good && !trace->layer[0].slope)
        status = report_usage(NULL, "%s has no curve of its own: it is of all outputs together",
                              name);
    if (status == GO_ON) {
        memcpy(a, trace->layer[0].a, s->points * sizeof *a);
        memcpy(slope, trace->layer[0].slope, s->points * sizeof *slope);
    }
    gradus_trace_free(trace);
    gradus_net_free(net);
    return status;
}

static void write_activations(struct plot *p, const struct activations *s)
{
    struct text *t = &p->body;
    text_add(t, "$activation << EOD\n");
    for (size_t k = 0; k < s->points; k++)
        for (size_t c = 0; c <= 2 * p->words; c++) {
            plot_number(t, s->z[c * s->points + k]);
            text_add(t, c < 2 * p->words ? " " : "\n");
        }
    text_add(t, "EOD\n");
    plot_titles(p, p->words > 1 ? "activations and their derivatives"
                                : "an activation and its derivative", "z", "a = g(z), g'(z)");
    for (size_t k = 0; k < 2 * p->words; k++) {
        char title[80];
        snprintf(title, sizeof title, k % 2 ? "%s'" : "%s", p->word[k / 2]);
        text_add(t, "%s$activation using 1:%zu with lines linetype %zu%s title ",
                 k ? ", \\\n  " : "plot ", k + 2, p->asked->terminal ? k + 1 : k / 2 + 1,
                 k % 2 && !p->asked->terminal ? " dashtype 2" : "");
        plot_quote(t, title);
    }
    text_add(t, "\n");
}

int plot_activation(struct plot *p)
{
    double low = -5, high = 5;
    struct activations s = { .points = points_of(p) };
    int status = plot_range(p->asked, &low, &high);
    if (status != GO_ON)
        return status;
    s.z = calloc((1 + 2 * p->words) * s.points, sizeof *s.z);
    if (!s.z)
        return report_nomem();
    for (size_t k = 0; k < s.points; k++)
        s.z[k] = plot_between(low, high, k, s.points);
    for (size_t k = 0; status == GO_ON && k < p->words; k++)
        status = pass(&s, p->word[k], s.z + (1 + 2 * k) * s.points,
                      s.z + (2 + 2 * k) * s.points);
    if (p->asked->terminal)
        p->more_lines = (unsigned)(2 * p->words - 1) / 3;       /* three names a line */
    if (status == GO_ON)
        write_activations(p, &s);
    free(s.z);
    return status;
}

/* ---- function -------------------------------------------------------------------------------- */

struct path {
    struct text points;
    double low, high, start, end;
    gradus_descend_result result;
};

static int keep_point(void *user, const gradus_descend_step *step)
{
    struct path *path = user;
    plot_number(&path->points, step->at[0]);
    text_add(&path->points, " ");
    plot_number(&path->points, step->value);
    text_add(&path->points, "\n");
    path->low = step->step ? fmin(path->low, step->at[0]) : step->at[0];
    path->high = step->step ? fmax(path->high, step->at[0]) : step->at[0];
    return path->points.failed;
}

static double given_or(double given, double otherwise)
{
    return isnan(given) ? otherwise : given;
}

int plot_descend(const struct plot_asked *a, const gradus_function *f, double *at,
                 gradus_descend_watch *watch, void *user, gradus_descend_result *result)
{
    gradus_descend_options opt;
    gradus_error err;
    double gradient[2];
    gradus_descend_defaults(&opt);
    opt.learning_rate = given_or(a->learning_rate, opt.learning_rate);
    opt.momentum = given_or(a->momentum, opt.momentum);
    opt.tolerance = given_or(a->tolerance, opt.tolerance);
    opt.max_steps = a->max_steps ? (size_t)a->max_steps : opt.max_steps;
    return gradus_descend_function(f, at, &opt, watch, user, gradient, result, &err) == GRADUS_OK
               ? GO_ON : report_typed(&err);
}

int plot_diverged(const gradus_descend_result *result)
{
    gradus_error err = { .code = GRADUS_DIVERGED };
    FIT(err.text, "diverged at step %zu: %s", result->steps, result->why);
    FIT(err.hint, "try a smaller --learning-rate, or another start");
    return report_failure(&err);
}

static int follow(struct path *path, gradus_expression *f, const struct plot_asked *a)
{
    int status = formula_point(f, "from", a->from, &path->start);
    const gradus_function function = gradus_expression_function(f);
    path->end = path->start;
    if (status == GO_ON)
        status = plot_descend(a, &function, &path->end, keep_point, path, &path->result);
    return status == GO_ON && strcmp(path->result.ended, "diverged") == 0
               ? plot_diverged(&path->result) : status;
}

static void add_path_title(struct plot *p, const struct path *path, const char *x)
{
    struct text title = { 0 };
    int digits = (int)p->asked->common.digits;
    text_add(&title, "%zu step%s from %s = ", path->result.steps, plural(path->result.steps), x);
    text_number(&title, path->start, digits);
    text_add(&title, " to ");
    text_number(&title, path->end, digits);
    if (strcmp(path->result.kind, "unknown") != 0)
        text_add(&title, ": %s", path->result.kind);
    p->body.failed |= title.failed;
    if (!title.failed)
        plot_quote(&p->body, title.bytes);
    text_free(&title);
}

/* How many of its values are numbers. */
static size_t list_values(struct plot *p, gradus_expression *f, const struct path *path)
{
    size_t points = points_of(p), finite = 0;
    text_add(&p->body, "$function << EOD\n");
    for (size_t k = 0; k < points; k++) {
        double at[2] = { plot_between(path->low, path->high, k, points) };
        at[1] = gradus_expression_value(f, at);
        finite += isfinite(at[1]) != 0;
        plot_numbers(&p->body, 2, at);
    }
    text_add(&p->body, "EOD\n");
    return finite;
}

/* What was asked for is what is drawn, wherever the path goes. */
static void write_function(struct plot *p, gradus_expression *f, const struct path *path)
{
    struct text *t = &p->body, name = { 0 };
    const char *x = gradus_expression_variable(f, 0);
    if (p->asked->range && plot_axis(t, "x", path->low, path->high))
        text_add(t, "set rmargin 8\n");
    if (p->asked->from)
        text_add(t, "$path << EOD\n%sEOD\n", path->points.bytes);
    text_add(&name, "f(%s) = %s", x, p->word[0]);
    t->failed |= name.failed;
    plot_titles(p, name.bytes ? name.bytes : "", x, "f");
    text_add(t, "set key maxcols 1\nplot $function using 1:2 with lines linetype 1 title 'f'");
    if (p->asked->from) {
        text_add(t, ", \\\n  $path using 1:2 with linespoints linetype 2 pointsize 0.8 title ");
        add_path_title(p, path, x);
    }
    text_add(t, "\n");
    text_free(&name);
}

int plot_reach(double low, double high)
{
    return low < high && isfinite(high - low)
               ? GO_ON : plot_nothing("the path goes too far", "--range LOW:HIGH chooses where");
}

/* Without a range, what the path needs and some air on both sides. */
static void widen(struct path *path)
{
    double width = path->high - path->low;
    double air = width > 0 ? width / 4 : fmax(1, fabs(path->low) / 4);
    path->low -= air;
    path->high += air;
}

static int draw_function(struct plot *p, gradus_expression *f)
{
    struct path path = { .low = -5, .high = 5 };
    size_t n = gradus_expression_variables(f);
    int status = GO_ON;
    if (n != 1)
        return report_usage(NULL, "plot function: the expression has %s variable, where one is "
                            "drawn", n ? "more than one" : "no");
    if (p->asked->from)
        status = follow(&path, f, p->asked);
    if (status == GO_ON && p->asked->from)
        widen(&path);
    if (status == GO_ON)
        status = plot_range(p->asked, &path.low, &path.high);
    if (status == GO_ON)
        status = plot_reach(path.low, path.high);
    if (status == GO_ON && path.points.failed)
        status = report_nomem();
    if (status == GO_ON && !list_values(p, f, &path))
        status = plot_nothing("f has no finite value there",
                              "--range LOW:HIGH chooses where");
    if (status == GO_ON)
        write_function(p, f, &path);
    text_free(&path.points);
    return status;
}

int plot_function(struct plot *p)
{
    gradus_expression *f = NULL;
    int status = formula_open(&f, p->word[0]);
    if (status == GO_ON)
        status = draw_function(p, f);
    gradus_expression_free(f);
    return status;
}

/* ---- curve ----------------------------------------------------------------------------------- */

struct curves {
    struct plot *p;
    const char *log;
    size_t line, epochs;                /* of this log */
    double least, most;                 /* of all losses */
    size_t losses[MOST_ARGUMENTS][2];   /* that are numbers: of training, of validation */
};

static int bad_log(const struct curves *c, size_t line, const char *why)
{
    gradus_error err = { .code = GRADUS_SYNTAX, .line = line };
    FIT(err.file, "%s", c->log);
    FIT(err.text, "%s", why);
    FIT(err.hint, "gradus train --log FILE writes such lines");
    return report_failure(&err);
}

static double take_loss(struct curves *c, const json_t *line, const char *key, size_t *losses)
{
    const json_t *value = json_object_get(line, key);
    double v = json_is_number(value) ? json_number_value(value) : NAN;
    if (isfinite(v)) {
        c->least = fmin(c->least, v);
        c->most = fmax(c->most, v);
        ++*losses;
    }
    return v;
}

static int take_line(struct curves *c, const char *text, size_t losses[2])
{
    json_error_t e;
    json_t *line = json_loads(text, 0, &e);
    const json_t *epoch = json_object_get(line, "epoch"), *loss = json_object_get(line, "loss");
    int good = json_is_number(epoch) && (json_is_number(loss) || json_is_null(loss));
    if (good) {
        const double numbers[] = { json_number_value(epoch),
                                   take_loss(c, line, "loss", &losses[0]),
                                   take_loss(c, line, "val_loss", &losses[1]) };
        plot_numbers(&c->p->body, 3, numbers);
        c->epochs++;
    }
    json_decref(line);
    return good ? GO_ON : bad_log(c, c->line, "this is no line of a training log: epoch and loss");
}

static int take_lines(struct curves *c, FILE *f, size_t losses[2])
{
    char line[1024];
    int status = GO_ON;
    while (status == GO_ON && fgets(line, sizeof line, f)) {
        c->line++;
        if (line[strspn(line, " \t\r\n")])
            status = take_line(c, line, losses);
    }
    if (status == GO_ON && ferror(f))
        status = bad_log(c, 0, strerror(errno));
    if (status == GO_ON && !c->epochs)
        status = bad_log(c, 0, "no epoch is in this log");
    return status;
}

static int read_log(struct curves *c, size_t k)
{
    FILE *f = fopen(c->log = c->p->word[k], "rb");
    if (!f)
        return bad_log(c, 0, strerror(errno));
    c->line = c->epochs = 0;
    text_add(&c->p->body, "$run%zu << EOD\n", k + 1);
    int status = take_lines(c, f, c->losses[k]);
    text_add(&c->p->body, "EOD\n");
    fclose(f);
    return status;
}

static const char *const kinds_of_loss[] = { "training loss", "validation loss" };

/* One line of a run, or its one point: its colour is the run's, unless characters tell lines
 * apart.                                                                                      */
static void add_curve(const struct curves *c, size_t k, int validation, size_t drawn)
{
    struct plot *p = c->p;
    struct text title = { 0 };
    if (p->words > 1)
        text_add(&title, "%s: ", p->word[k]);
    text_add(&title, "%s", kinds_of_loss[validation]);
    text_add(&p->body, "%s$run%zu using 1:%d with %s linetype %zu%s title ",
             drawn ? ", \\\n  " : "plot ", k + 1, validation ? 3 : 2,
             c->losses[k][validation] > 1 ? "lines" : "linespoints",
             p->asked->terminal ? drawn + 1 : k + 1,
             validation && !p->asked->terminal ? " dashtype 2" : "");
    p->body.failed |= title.failed;
    plot_quote(&p->body, title.bytes ? title.bytes : "");
    text_free(&title);
}

/* The names of many runs stand below each other: the picture grows, that its lines keep room. */
static void make_room_for_key(const struct curves *c)
{
    enum { ROWS = 3, HALF = 46 };               /* HALF: letters that fit twice */
    size_t names = 0, longest = 0;
    for (size_t k = 0; k < c->p->words; k++) {
        size_t size = strlen(c->p->word[k]) + strlen(": validation loss");
        longest = size > longest ? size : longest;
        names += c->losses[k][1] ? 2 : 1;
    }
    size_t rows = longest > HALF ? names : (names + 1) / 2;
    c->p->more_lines = rows > ROWS ? (unsigned)(rows - ROWS) : 0;
}

int plot_curve(struct plot *p)
{
    struct curves c = { .p = p, .least = INFINITY, .most = -INFINITY };
    int status = GO_ON;
    size_t drawn = 0;
    for (size_t k = 0; status == GO_ON && k < p->words; k++)
        status = read_log(&c, k);
    if (status == GO_ON && c.least > c.most)
        status = plot_nothing(p->words > 1 ? "no loss in these logs is a number"
                                           : "no loss in this log is a number", "");
    if (status != GO_ON)
        return status;
    make_room_for_key(&c);
    plot_titles(p, "the loss, epoch by epoch", "epoch", "loss");
    text_add(&p->body, "set key maxcols 2\n");
    if (c.least > 0 && c.most / c.least > 20)
        text_add(&p->body, "set logscale y\nset ylabel 'loss (logarithmic)'\n");
    for (size_t k = 0; k < p->words; k++) {
        add_curve(&c, k, 0, drawn++);
        if (c.losses[k][1])
            add_curve(&c, k, 1, drawn++);
    }
    text_add(&p->body, "\n");
    return status;
}
