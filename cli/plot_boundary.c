/* A model of two inputs over their plane: the regions that it gives to classes, or the numbers that
 * it predicts as colours, with the rows on top.                                               */
#include "baseline.h"
#include "plot_plane.h"

#include <math.h>
#include <stdio.h>

enum { SIDE = 101, MOST_CLASSES = 6, MOST_SIDE = 1000 };

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

/* One row of the picture: x, y, and red, green and blue of the winner, fainter where unsure; of no
 * class where the outputs are not finite.                                                     */
static void put_regions(struct plane *s)
{
    const struct look *look = s->p->look;
    for (size_t k = 0; k < s->points; k++) {
        double sure;
        size_t best = winner(s->y + k * s->outputs, s->outputs, s->classes, &sure);
        plot_numbers(&s->p->body, 2, s->x + 2 * k);
        s->p->body.size--;                          /* the line goes on */
        double share = isfinite(s->y[k * s->outputs]) ? 0.1 + 0.4 * sure : 0;
        unsigned mixed = plot_mix(look->ground, look->line[best], share);
        text_add(&s->p->body, " %u %u %u\n", mixed >> 16, mixed >> 8 & 255, mixed & 255);
    }
}

/* What is predicted over the plane, row by row. */
static int write_plane(struct plane *s, const char *name, void put(struct plane *s))
{
    int status = GO_ON;
    text_add(&s->p->body, "$%s << EOD\n", name);
    for (size_t j = 0; status == GO_ON && j < s->points; j++) {
        for (size_t i = 0; i < s->points; i++) {
            s->x[2 * i] = plot_between(s->low[0], s->high[0], i, s->points);
            s->x[2 * i + 1] = plot_between(s->low[1], s->high[1], j, s->points);
        }
        status = plane_predict(s, s->points);
        if (status == GO_ON)
            put(s);
    }
    text_add(&s->p->body, "EOD\n");
    return status;
}

static void write_points(struct plane *s)
{
    double *y = s->y, sure;
    for (size_t k = 0; k < s->classes; k++) {
        text_add(&s->p->body, "$class%zu << EOD\n", k + 1);
        for (size_t row = 0; row < s->rows.rows; row++) {
            for (size_t i = 0; i < s->rows.y.cols; i++)
                y[i] = plane_answer(s, row, i);
            const double at[] = { plane_input(s, row, 0), plane_input(s, row, 1) };
            if (winner(y, s->rows.y.cols, s->classes, &sure) == k)
                plot_numbers(&s->p->body, 2, at);
        }
        text_add(&s->p->body, "EOD\n");
    }
}

static void show_regions(struct plane *s)
{
    struct text *t = &s->p->body;
    plane_name(s, "accuracy", s->metrics.accuracy);
    text_add(t, "unset grid\nset autoscale fix\n");
    text_add(t, "plot $regions using 1:2:3:4:5 with rgbimage notitle");
    for (size_t k = 0; k < s->classes; k++) {
        char number[24], name[4 * LONGEST_NAME + 4];
        snprintf(number, sizeof number, "%zu", k);
        plot_cut(name, s->schema ? s->schema->class_name[k] : number);
        text_add(t, ", \\\n  $class%zu using 1:2 with points pointtype 7 pointsize 1.5 linecolor "
                 "rgb '%s' notitle, \\\n  $class%zu using 1:2 with points linetype %zu pointsize 1 "
                 "title ", k + 1, s->p->look->ground, k + 1, k + 1);
        plot_quote(t, name);
    }
    text_add(t, "\n");
}

static int draw_regions(struct plane *s)
{
    if (s->classes > MOST_CLASSES)
        return report_usage(NULL, "plot boundary: %zu classes, and at most %d are drawn",
                            s->classes, MOST_CLASSES);
    int status = write_plane(s, "regions", put_regions);
    if (status != GO_ON)
        return status;
    write_points(s);
    show_regions(s);
    return GO_ON;
}

/* ---- numbers --------------------------------------------------------------------------------- */

static void put_value(struct plane *s, double x, double y, double value)
{
    const double at[] = { x, y, value };
    plot_numbers(&s->p->body, 3, at);
    if (isfinite(value)) {
        s->least = fmin(s->least, value);
        s->most = fmax(s->most, value);
    }
}

static void put_values(struct plane *s)
{
    for (size_t k = 0; k < s->points; k++)
        put_value(s, s->x[2 * k], s->x[2 * k + 1], s->y[k]);
}

/* Rows are coloured as the plane is: one that does not stand out is predicted well. */
static void show_values(struct plane *s)
{
    const struct look *look = s->p->look;
    struct text *t = &s->p->body;
    plane_name(s, "root of the mean squared error", s->metrics.rmse);
    text_add(t, "unset grid\nset autoscale fix\nset palette defined (0 '%s', 1 '%s', 2 '%s')\n"
             "set cbtics textcolor rgb '%s' format '%%g'\nset cblabel ", look->line[0],
             look->line[2], look->line[4], look->ink);
    plot_quote(t, gradus_model_output_name(s->rows.model, 0));
    text_add(t, " offset 1 textcolor rgb '%s'\n", look->ink);
    if (s->least < s->most)
        plot_axis(t, "cb", s->least, s->most);
    text_add(t, "plot $values using 1:2:3 with image notitle, \\\n"
             "  $rows using 1:2 with points pointtype 7 pointsize 2 linecolor rgb '%s' notitle, "
             "\\\n  $rows using 1:2:3 with points pointtype 7 pointsize 1.5 linecolor palette "
             "notitle, \\\n  keyentry with points pointtype 6 pointsize 1.6 linewidth 1.5 "
             "linecolor rgb '%s' title 'rows, coloured by their answers'\n", look->ink, look->ink);
}

static int draw_values(struct plane *s)
{
    if (s->outputs != 1)
        return report_usage(NULL, "plot boundary: '%s' predicts more than one number",
                            s->p->word[0]);
    s->least = INFINITY;
    s->most = -INFINITY;
    int status = write_plane(s, "values", put_values);
    if (status != GO_ON)
        return status;
    text_add(&s->p->body, "$rows << EOD\n");
    for (size_t row = 0; row < s->rows.rows; row++)
        put_value(s, plane_input(s, row, 0), plane_input(s, row, 1), plane_answer(s, row, 0));
    text_add(&s->p->body, "EOD\n");
    show_values(s);
    return GO_ON;
}

static int draw_boundary(struct plane *s)
{
    s->classes = baseline_classes(s->rows.model, &s->metrics);
    s->points = s->p->asked->points ? (size_t)s->p->asked->points : SIDE;
    if (s->points > MOST_SIDE)
        return report_usage(NULL, "plot boundary: at most %d points a side", MOST_SIDE);
    for (size_t i = 0; i < 2; i++)
        plane_air(&s->low[i], &s->high[i]);
    int status = plane_room(s, s->points);
    if (status == GO_ON)
        status = s->classes ? draw_regions(s) : draw_values(s);
    return status;
}

int plot_boundary(struct plot *p)
{
    struct plane s = { .p = p };
    int status = plane_read(&s, "boundary", 2);
    if (status == GO_ON)
        status = draw_boundary(&s);
    plane_free(&s);
    return status;
}
