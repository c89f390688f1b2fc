/* Pictures of a model in the plane of its data: the regions that it gives to classes, and the line
 * that it fits with its errors as squares.                                                    */
#include "baseline.h"
#include "chosen.h"
#include "plot.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE = 101, LINE = 401, MOST_CLASSES = 6, MOST_SIDE = 1000, FEW_ROWS = 30 };

struct plane {
    struct plot *p;
    struct chosen rows;
    const gradus_schema *schema;        /* or NULL */
    gradus_metrics metrics;
    size_t inputs, outputs, points;
    double low[2], high[2];             /* of each input over the rows; for a fit of x and y */
    double *x, *y;                      /* of what is predicted */
    void *scratch;
};

/* ---- what the rows hold ---------------------------------------------------------------------- */

/* Input [i] of a row in the units of its column. */
static double input(const struct plane *s, size_t row, size_t i)
{
    const gradus_matrix *m = &s->rows.x;
    size_t at = row * m->cols + i;
    if (m->type == GRADUS_U8)
        return ((const uint8_t *)m->data)[at];
    if (m->type == GRADUS_SCALED)
        return ((const gradus_scaled *)m->data)->bytes[at];
    double x = ((const double *)m->data)[at];
    return s->schema ? x / s->schema->input[i].scale + s->schema->input[i].shift : x;
}

static double answer(const struct plane *s, size_t row, size_t k)
{
    const gradus_matrix *m = &s->rows.y;
    double y = ((const double *)m->data)[row * m->cols + k];
    return s->schema && s->schema->task == GRADUS_REGRESSION
               ? y / s->schema->target[k].scale + s->schema->target[k].shift : y;
}

static void bounds(struct plane *s)
{
    for (size_t i = 0; i < s->inputs; i++) {
        s->low[i] = INFINITY;
        s->high[i] = -INFINITY;
        for (size_t row = 0; row < s->rows.rows; row++) {
            s->low[i] = fmin(s->low[i], input(s, row, i));
            s->high[i] = fmax(s->high[i], input(s, row, i));
        }
    }
}

static void air(double *low, double *high)
{
    double more = *high > *low ? (*high - *low) / 12 : 1;
    *low -= more;
    *high += more;
}

static double between(double low, double high, size_t k, size_t points)
{
    double part = (double)k / (double)(points - 1);
    return low * (1 - part) + high * part;
}

/* Inputs of the net are columns of numbers, [wanted] of them. */
static int check_inputs(const struct plane *s, const char *kind, size_t wanted)
{
    const gradus_net_spec *spec = gradus_net_get_spec(gradus_model_net(s->rows.model));
    int plain = s->inputs == wanted && spec->inputs == wanted;
    for (size_t i = 0; plain && s->schema && i < wanted; i++)
        plain = !s->schema->input[i].levels;
    if (plain)
        return GO_ON;
    return report_usage(NULL, "plot %s: '%s' has not %s of numbers alone", kind, s->p->word[0],
                        wanted == 1 ? "one input" : "two inputs");
}

static int read_plane(struct plane *s, const char *kind, size_t wanted)
{
    gradus_error err;
    int status = plot_rows(s->p, &s->rows);
    if (status != GO_ON)
        return status;
    s->schema = gradus_model_schema(s->rows.model);
    s->inputs = gradus_model_inputs(s->rows.model);
    s->outputs = gradus_model_outputs(s->rows.model);
    status = check_inputs(s, kind, wanted);
    if (status != GO_ON)
        return status;
    if (gradus_evaluate(s->rows.model, s->rows.set, &s->metrics, 0, NULL, &err) != GRADUS_OK)
        return report_failure(&err);
    bounds(s);
    return GO_ON;
}

/* Room to predict [count] rows at once. */
static int make_room(struct plane *s, size_t count)
{
    size_t bytes = gradus_predict_scratch(s->rows.model, count);
    s->x = calloc(count, s->inputs * sizeof *s->x);
    s->y = calloc(count, s->outputs * sizeof *s->y);
    s->scratch = malloc(bytes ? bytes : 1);
    return s->x && s->y && s->scratch ? GO_ON : report_nomem();
}

static int predict(struct plane *s, size_t count)
{
    gradus_error err;
    size_t bytes = gradus_predict_scratch(s->rows.model, count);
    return gradus_predict(s->rows.model, count, s->x, s->y, s->scratch, bytes, &err) == GRADUS_OK
               ? GO_ON : report_failure(&err);
}

static void free_plane(struct plane *s)
{
    chosen_free(&s->rows);
    free(s->x);
    free(s->y);
    free(s->scratch);
}

static void put_numbers(struct text *t, size_t count, const double *number)
{
    for (size_t k = 0; k < count; k++) {
        plot_number(t, number[k]);
        text_add(t, k + 1 < count ? " " : "\n");
    }
}

/* ---- boundary -------------------------------------------------------------------------------- */

/* The likeliest class of some outputs and, from 0 to 1, how far it is from a guess.  One output is
 * the probability of the second of two.                                                       */
static size_t winner(const double *y, size_t outputs, size_t classes, double *sure)
{
    size_t best = 0;
    double p = y[0];
    if (outputs == 1) {
        best = y[0] > 0.5;
        p = best ? y[0] : 1 - y[0];
    }
    for (size_t k = 1; k < outputs; k++)
        if (y[k] > p)
            p = y[best = k];
    double guess = 1 / (double)classes;
    *sure = fmin(1, fmax(0, (p - guess) / (1 - guess)));
    return best;
}

static unsigned part_of(const char *colour, int shift)
{
    return (unsigned)(strtoul(colour + 1, NULL, 16) >> shift & 255);
}

/* One row of the picture: x, y, and red, green and blue of the winner, fainter where unsure. */
static void put_regions(struct plane *s, size_t classes)
{
    const struct look *look = s->p->look;
    for (size_t k = 0; k < s->points; k++) {
        double sure;
        size_t best = winner(s->y + k * s->outputs, s->outputs, classes, &sure);
        put_numbers(&s->p->body, 2, s->x + 2 * k);
        s->p->body.size--;                          /* the line goes on */
        for (int shift = 16; shift >= 0; shift -= 8) {
            double from = part_of(look->ground, shift), to = part_of(look->line[best], shift);
            double part = 0.1 + 0.4 * sure;
            text_add(&s->p->body, " %u", (unsigned)(from + (to - from) * part + 0.5));
        }
        text_add(&s->p->body, "\n");
    }
}

static int write_regions(struct plane *s, size_t classes)
{
    int status = GO_ON;
    text_add(&s->p->body, "$regions << EOD\n");
    for (size_t j = 0; status == GO_ON && j < s->points; j++) {
        for (size_t i = 0; i < s->points; i++) {
            s->x[2 * i] = between(s->low[0], s->high[0], i, s->points);
            s->x[2 * i + 1] = between(s->low[1], s->high[1], j, s->points);
        }
        status = predict(s, s->points);
        if (status == GO_ON)
            put_regions(s, classes);
    }
    text_add(&s->p->body, "EOD\n");
    return status;
}

static void write_points(struct plane *s, size_t classes)
{
    double *y = s->y, sure;
    for (size_t k = 0; k < classes; k++) {
        text_add(&s->p->body, "$class%zu << EOD\n", k + 1);
        for (size_t row = 0; row < s->rows.rows; row++) {
            for (size_t i = 0; i < s->rows.y.cols; i++)
                y[i] = answer(s, row, i);
            const double at[] = { input(s, row, 0), input(s, row, 1) };
            if (winner(y, s->rows.y.cols, classes, &sure) == k)
                put_numbers(&s->p->body, 2, at);
        }
        text_add(&s->p->body, "EOD\n");
    }
}

static void show_regions(struct plane *s, size_t classes)
{
    struct text *t = &s->p->body;
    text_add(t, "unset grid\nset autoscale fix\n");
    text_add(t, "plot $regions using 1:2:3:4:5 with rgbimage notitle");
    for (size_t k = 0; k < classes; k++) {
        char number[24];
        snprintf(number, sizeof number, "%zu", k);
        text_add(t, ", \\\n  $class%zu using 1:2 with points pointtype 7 pointsize 1.5 linecolor "
                 "rgb '%s' notitle, \\\n  $class%zu using 1:2 with points linetype %zu pointsize 1 "
                 "title ", k + 1, s->p->look->ground, k + 1, k + 1);
        plot_quote(t, s->schema ? s->schema->class_name[k] : number);
    }
    text_add(t, "\n");
}

static int draw_boundary(struct plane *s)
{
    struct text title = { 0 };
    size_t classes = baseline_classes(s->rows.model, &s->metrics);
    if (!classes)
        return report_usage(NULL, "plot boundary: '%s' predicts numbers, not classes",
                            s->p->word[0]);
    if (classes > MOST_CLASSES)
        return report_usage(NULL, "plot boundary: %zu classes, and at most %d are drawn", classes,
                            MOST_CLASSES);
    s->points = s->p->asked->points ? (size_t)s->p->asked->points : SIDE;
    if (s->points > MOST_SIDE)
        return report_usage(NULL, "plot boundary: at most %d points a side", MOST_SIDE);
    for (size_t i = 0; i < 2; i++)
        air(&s->low[i], &s->high[i]);
    int status = make_room(s, s->points);
    if (status == GO_ON)
        status = write_regions(s, classes);
    if (status != GO_ON)
        return status;
    write_points(s, classes);
    text_add(&title, "%zu row%s, accuracy ", s->metrics.rows, plural(s->metrics.rows));
    text_number(&title, s->metrics.accuracy, (int)s->p->asked->common.digits);
    s->p->body.failed |= title.failed;
    plot_titles(s->p, title.bytes ? title.bytes : "", gradus_model_input_name(s->rows.model, 0),
                gradus_model_input_name(s->rows.model, 1));
    text_free(&title);
    show_regions(s, classes);
    return GO_ON;
}

int plot_boundary(struct plot *p)
{
    struct plane s = { .p = p };
    int status = read_plane(&s, "boundary", 2);
    if (status == GO_ON)
        status = draw_boundary(&s);
    free_plane(&s);
    return status;
}

/* ---- fit ------------------------------------------------------------------------------------- */

/* The plot's edges as parts of the picture, so that a square is one. */
#define LEFT   0.09
#define RIGHT  0.97
#define BOTTOM 0.18
#define TOP    0.92

static void see(struct plane *s, double y)
{
    if (isfinite(y)) {
        s->low[1] = fmin(s->low[1], y);
        s->high[1] = fmax(s->high[1], y);
    }
}

static int write_line(struct plane *s)
{
    for (size_t k = 0; k < s->points; k++)
        s->x[k] = between(s->low[0], s->high[0], k, s->points);
    int status = predict(s, s->points);
    text_add(&s->p->body, "$fit << EOD\n");
    for (size_t k = 0; status == GO_ON && k < s->points; k++) {
        const double at[] = { s->x[k], s->y[k] };
        put_numbers(&s->p->body, 2, at);
        see(s, s->y[k]);
    }
    text_add(&s->p->body, "EOD\n");
    return status;
}

/* Each row with its square, from the point to the line and towards the middle. */
static int write_squares(struct plane *s)
{
    double across = (RIGHT - LEFT) * s->p->wide / (s->high[0] - s->low[0]);
    double up = (TOP - BOTTOM) * s->p->high / (s->high[1] - s->low[1]);
    int status = GO_ON;
    text_add(&s->p->body, "$rows << EOD\n");
    for (size_t row = 0; status == GO_ON && row < s->rows.rows; row++) {
        double x = s->x[0] = input(s, row, 0), y = answer(s, row, 0);
        status = predict(s, 1);
        double side = fabs(y - s->y[0]) * up / across;
        double end = x < (s->low[0] + s->high[0]) / 2 ? x + side : x - side;
        const double at[] = { x, y, fmin(x, end), fmax(x, end), fmin(y, s->y[0]),
                              fmax(y, s->y[0]) };
        if (status == GO_ON)
            put_numbers(&s->p->body, 6, at);
    }
    text_add(&s->p->body, "EOD\n");
    return status;
}

static void show_fit(struct plane *s)
{
    struct text *t = &s->p->body, title = { 0 };
    text_add(&title, "%zu row%s, root of the mean squared error ", s->metrics.rows,
             plural(s->metrics.rows));
    text_number(&title, s->metrics.rmse, (int)s->p->asked->common.digits);
    t->failed |= title.failed;
    plot_titles(s->p, title.bytes ? title.bytes : "", gradus_model_input_name(s->rows.model, 0),
                gradus_model_output_name(s->rows.model, 0));
    text_free(&title);
    text_add(t, "set lmargin at screen %g\nset rmargin at screen %g\nset bmargin at screen %g\n"
             "set tmargin at screen %g\n", LEFT, RIGHT, BOTTOM, TOP);
    for (size_t k = 0; k < 2; k++) {
        text_add(t, "set %crange [", "xy"[k]);
        plot_number(t, s->low[k]);
        text_add(t, ":");
        plot_number(t, s->high[k]);
        text_add(t, "]\n");
    }
    text_add(t, "plot $rows using 1:2:3:4:5:6 with boxxyerror linetype 2 linewidth 1 fillstyle "
             "transparent solid %s title 'squared errors', \\\n", s->rows.rows > FEW_ROWS
             ? "0.04 noborder" : "0.2 border");
    text_add(t, "  $fit using 1:2 with lines linetype 1 title 'fit', \\\n"
             "  $rows using 1:2 with points linetype 3 pointsize 1 title 'data'\n");
}

static int draw_fit(struct plane *s)
{
    s->points = s->p->asked->points ? (size_t)s->p->asked->points : LINE;
    int classes = baseline_classes(s->rows.model, &s->metrics) != 0;
    if (classes || s->outputs != 1)
        return report_usage(NULL, "plot fit: '%s' predicts %s", s->p->word[0],
                            classes ? "classes, not numbers" : "more than one number");
    air(&s->low[0], &s->high[0]);
    s->low[1] = INFINITY;
    s->high[1] = -INFINITY;
    for (size_t row = 0; row < s->rows.rows; row++)
        see(s, answer(s, row, 0));
    int status = make_room(s, s->points);
    if (status == GO_ON)
        status = write_line(s);
    air(&s->low[1], &s->high[1]);
    if (status == GO_ON)
        status = write_squares(s);
    if (status == GO_ON)
        show_fit(s);
    return status;
}

int plot_fit(struct plot *p)
{
    struct plane s = { .p = p };
    int status = read_plane(&s, "fit", 1);
    if (status == GO_ON)
        status = draw_fit(&s);
    free_plane(&s);
    return status;
}
