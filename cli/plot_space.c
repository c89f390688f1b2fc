/* Pictures of a formula of two variables: its contour lines with arrows up the gradient, and its
 * surface, both with the path of a descent.                                                   */
#include "formula.h"
#include "options.h"
#include "plot.h"

#include <math.h>
#include <string.h>

enum { SIDE = 81, ARROWS = 15, MOST_SIDE = 1000 };

struct space {
    struct plot *p;
    gradus_expression *f;
    double low[2], high[2], start[2], end[2];
    struct text path;                   /* x, y, f of each step */
    gradus_descend_result result;
};

static void put_numbers(struct text *t, size_t count, const double *number)
{
    for (size_t k = 0; k < count; k++) {
        plot_number(t, number[k]);
        text_add(t, k + 1 < count ? " " : "\n");
    }
}

static int keep_point(void *user, const gradus_descend_step *step)
{
    struct space *s = user;
    const double point[] = { step->at[0], step->at[1], step->value };
    put_numbers(&s->path, 3, point);
    for (size_t k = 0; k < 2; k++) {
        s->low[k] = step->step ? fmin(s->low[k], step->at[k]) : step->at[k];
        s->high[k] = step->step ? fmax(s->high[k], step->at[k]) : step->at[k];
    }
    return s->path.failed;
}

/* --range LOW:HIGH of both, or x=LOW:HIGH,y=LOW:HIGH. */
static int take_range(struct space *s)
{
    const char *range = s->p->asked->range;
    if (range && strchr(range, '='))
        return formula_range(s->f, "range", range, s->low, s->high);
    int status = plot_range(s->p->asked, &s->low[0], &s->high[0]);
    if (range && status == GO_ON) {
        s->low[1] = s->low[0];
        s->high[1] = s->high[0];
    }
    return status;
}

static int find_place(struct space *s)
{
    int status = GO_ON;
    for (size_t k = 0; k < 2; k++) {
        s->low[k] = -5;
        s->high[k] = 5;
    }
    if (s->p->asked->from) {
        status = formula_point(s->f, "from", s->p->asked->from, s->start);
        memcpy(s->end, s->start, sizeof s->end);
        if (status == GO_ON)
            status = plot_descend(s->p->asked, s->f, s->end, keep_point, s, &s->result);
        for (size_t k = 0; k < 2; k++) {
            double more = fmax((s->high[k] - s->low[k]) / 2, 0.5);
            s->low[k] -= more;
            s->high[k] += more;
        }
    }
    if (status == GO_ON)
        status = take_range(s);
    return status == GO_ON && s->path.failed ? report_nomem() : status;
}

static double between(const struct space *s, size_t axis, double part)
{
    return s->low[axis] * (1 - part) + s->high[axis] * part;
}

static int write_grid(struct space *s)
{
    struct text *t = &s->p->body;
    size_t side = s->p->asked->points ? (size_t)s->p->asked->points : SIDE;
    if (side > MOST_SIDE)
        return report_usage(NULL, "--points: at most %d a side", MOST_SIDE);
    text_add(t, "$grid << EOD\n");
    for (size_t j = 0; j < side; j++) {
        for (size_t i = 0; i < side; i++) {
            double last = (double)(side - 1);
            double at[3] = { between(s, 0, (double)i / last), between(s, 1, (double)j / last) };
            at[2] = gradus_expression_value(s->f, at);
            put_numbers(t, 3, at);
        }
        text_add(t, j + 1 < side ? "\n" : "");
    }
    text_add(t, "EOD\n");
    if (s->p->asked->from)
        text_add(t, "$path << EOD\n%sEOD\n", s->path.bytes);
    return GO_ON;
}

/* Where an arrow stands, where it points, and its length in parts of the room that it has. */
static double arrow(struct space *s, size_t k, double out[4])
{
    double gradient[2], most = 0;
    out[0] = between(s, 0, ((double)(k % ARROWS) + 0.5) / ARROWS);
    out[1] = between(s, 1, ((double)(k / ARROWS) + 0.5) / ARROWS);
    gradus_expression_gradient(s->f, out, gradient);
    for (size_t i = 0; i < 2; i++)
        most = fmax(most, fabs(gradient[i]) * ARROWS / (s->high[i] - s->low[i]));
    for (size_t i = 0; i < 2; i++)
        out[2 + i] = most > 0 ? gradient[i] / most : 0;
    return isfinite(most) ? most : 0;
}

/* Long where it is steep; cube roots, for gradients differ by orders of magnitude. */
static void write_arrows(struct space *s)
{
    double out[4], steepest = 0;
    for (size_t k = 0; k < ARROWS * ARROWS; k++)
        steepest = fmax(steepest, arrow(s, k, out));
    text_add(&s->p->body, "$arrows << EOD\n");
    for (size_t k = 0; k < ARROWS * ARROWS; k++) {
        double steep = arrow(s, k, out);
        double length = steepest > 0 ? 0.8 * cbrt(steep / steepest) : 0;
        out[2] *= length;
        out[3] *= length;
        put_numbers(&s->p->body, 4, out);
    }
    text_add(&s->p->body, "EOD\n");
}

static void add_path(struct space *s, const char *columns)
{
    struct text *t = &s->p->body, title = { 0 };
    if (s->p->asked->from) {
        int digits = (int)s->p->asked->common.digits;
        text_add(&title, "%zu step%s to (", s->result.steps, plural(s->result.steps));
        text_number(&title, s->end[0], digits);
        text_add(&title, ", ");
        text_number(&title, s->end[1], digits);
        text_add(&title, ")");
        t->failed |= title.failed;
        text_add(t, ", \\\n  $path using %s with linespoints linetype 2 pointsize 0.6 title ",
                 columns);
        plot_quote(t, title.bytes ? title.bytes : "");
        text_free(&title);
    }
    text_add(t, "\n");
}

static void show_contour(struct space *s)
{
    struct text *t = &s->p->body;
    write_arrows(s);
    text_add(t, "set contour base\nset cntrparam levels auto 12\nunset surface\n"
             "set table $lines\nsplot $grid using 1:2:3\nunset table\nunset contour\nset surface\n"
             "unset grid\nset autoscale fix\n");
    text_add(t, "plot $grid using 1:2:3 with image notitle, \\\n"
             "  $lines using 1:2 with lines linetype 3 linewidth 1 title 'lines of equal f', \\\n"
             "  $arrows using ($1-$3/2):($2-$4/2):3:4 with vectors linewidth 1 "
             "linecolor rgb '%s' title 'gradient', \\\n"
             "  $lines using 1:2:3 every 40::20 with labels textcolor rgb '%s' notitle",
             s->p->look->ink, s->p->look->ink);
    add_path(s, "1:2");
}

static void show_surface(struct space *s)
{
    struct text *t = &s->p->body;
    text_add(t, "set zlabel 'f' textcolor rgb '%s'\nset ztics textcolor rgb '%s'\n"
             "set view 40,30\nset xyplane relative 0.05\nset key inside top left maxcols 1\n"
             "set palette defined (0 '%s', 1 '%s', 2 '%s')\n", s->p->look->ink, s->p->look->ink,
             s->p->look->line[0], s->p->look->line[2], s->p->look->line[4]);
    text_add(t, "splot $grid using 1:2:3 with pm3d notitle");
    add_path(s, "1:2:3");
}

static int draw(struct plot *p, void show(struct space *s))
{
    struct space s = { .p = p };
    struct text title = { 0 };
    int status = formula_open(&s.f, p->word[0]);
    if (status == GO_ON && gradus_expression_variables(s.f) != 2)
        status = report_usage(NULL, "the expression has not two variables");
    if (status == GO_ON)
        status = find_place(&s);
    if (status == GO_ON)
        status = write_grid(&s);
    if (status == GO_ON) {
        text_add(&title, "f = %s", p->word[0]);
        p->body.failed |= title.failed;
        plot_titles(p, title.bytes ? title.bytes : "", gradus_expression_variable(s.f, 0),
                    gradus_expression_variable(s.f, 1));
        text_add(&p->body, "set palette defined (0 '%s', 1 '%s')\n"
                 "set cbtics textcolor rgb '%s' format '%%g'\n",
                 p->look->zero, p->look->line[0], p->look->ink);
        show(&s);
    }
    text_free(&title);
    text_free(&s.path);
    gradus_expression_free(s.f);
    return status;
}

int plot_contour(struct plot *p)
{
    return draw(p, show_contour);
}

int plot_surface(struct plot *p)
{
    return draw(p, show_surface);
}
