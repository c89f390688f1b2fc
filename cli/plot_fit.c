/* The line that a model of one input fits, with its errors as squares. */
#include "baseline.h"
#include "plot_plane.h"

#include <math.h>

enum { LINE = 401, FEW_ROWS = 30, MANY_ROWS = 1000 };

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
        s->x[k] = plot_between(s->low[0], s->high[0], k, s->points);
    int status = plane_predict(s, s->points);
    text_add(&s->p->body, "$fit << EOD\n");
    for (size_t k = 0; status == GO_ON && k < s->points; k++) {
        const double at[] = { s->x[k], s->y[k] };
        plot_numbers(&s->p->body, 2, at);
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
        double x = s->x[0] = plane_input(s, row, 0), y = plane_answer(s, row, 0);
        status = plane_predict(s, 1);
        double side = fabs(y - s->y[0]) * up / across;
        double end = x < (s->low[0] + s->high[0]) / 2 ? x + side : x - side;
        const double at[] = { x, y, fmin(x, end), fmax(x, end), fmin(y, s->y[0]),
                              fmax(y, s->y[0]) };
        if (status == GO_ON)
            plot_numbers(&s->p->body, 6, at);
    }
    text_add(&s->p->body, "EOD\n");
    return status;
}

/* Many rows are small, and the line lies on them. */
static void show_fit(struct plane *s)
{
    struct text *t = &s->p->body;
    plane_name(s, "root of the mean squared error", s->metrics.rmse);
    text_add(t, "set lmargin at screen %g\nset rmargin at screen %g\nset bmargin at screen %g\n"
             "set tmargin at screen %g\n", LEFT, RIGHT, BOTTOM, TOP);
    plot_axis(t, "x", s->low[0], s->high[0]);
    plot_axis(t, "y", s->low[1], s->high[1]);
    text_add(t, "plot $rows using 1:2:3:4:5:6 with boxxyerror linetype 2 linewidth 1 fillstyle "
             "transparent solid %s title 'squared errors', \\\n", s->rows.rows > FEW_ROWS
             ? "0.04 noborder notitle, \\\n  keyentry with boxes linetype 2 fillstyle "
               "transparent solid 0.2 noborder" : "0.2 border");
    if (s->rows.rows > FEW_ROWS)
        text_add(t, "  $rows using 1:2 with points linetype 3 pointsize %g title 'data', \\\n"
                 "  $fit using 1:2 with lines linetype 1 linewidth 3 title 'fit'\n",
                 s->rows.rows > MANY_ROWS ? 0.25 : 0.6);
    else
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
    plane_air(&s->low[0], &s->high[0]);
    s->low[1] = INFINITY;
    s->high[1] = -INFINITY;
    for (size_t row = 0; row < s->rows.rows; row++)
        see(s, plane_answer(s, row, 0));
    int status = plane_room(s, s->points);
    if (status == GO_ON)
        status = write_line(s);
    plane_air(&s->low[1], &s->high[1]);
    if (status == GO_ON)
        status = write_squares(s);
    if (status == GO_ON)
        show_fit(s);
    return status;
}

int plot_fit(struct plot *p)
{
    struct plane s = { .p = p };
    int status = plane_read(&s, "fit", 1);
    if (status == GO_ON)
        status = draw_fit(&s);
    plane_free(&s);
    return status;
}
