/* Functions of two variables, side by side: their contour lines with arrows up the gradient, or
 * their surfaces, both with paths of descent.                                                 */
#include "plot_space.h"

#include <math.h>
#include <stdio.h>

enum { SIDE = 81, ARROWS = 15, MOST_SIDE = 1000, ACROSS = 3, FEW_STEPS = 60, LEVELS = 10 };
enum { WIDE = 680, HIGH = 680, KEY = 100 };         /* pixels: a panel, the key of a surface */

static size_t side_of(const struct scene *s)
{
    return s->p->asked->points ? (size_t)s->p->asked->points : SIDE;
}

/* ---- the numbers ----------------------------------------------------------------------------- */

static double value(const gradus_function *f, const double *at)
{
    return f->value(f->of, at, NULL);
}

static void write_grid(struct scene *s, size_t k)
{
    struct text *t = &s->p->body;
    struct panel *panel = &s->panel[k];
    size_t side = side_of(s);
    panel->lowest = INFINITY;
    panel->highest = -INFINITY;
    text_add(t, "$grid%zu << EOD\n", k + 1);
    for (size_t j = 0; j < side; j++) {
        for (size_t i = 0; i < side; i++) {
            double at[3] = { plot_between(s->low[0], s->high[0], i, side),
                             plot_between(s->low[1], s->high[1], j, side) };
            at[2] = value(&panel->f, at);
            plot_numbers(t, 3, at);
            if (isfinite(at[2])) {
                panel->lowest = fmin(panel->lowest, at[2]);
                panel->highest = fmax(panel->highest, at[2]);
            }
        }
        text_add(t, j + 1 < side ? "\n" : "");
    }
    text_add(t, "EOD\n");
}

/* Where an arrow stands, where it points, and its length in parts of the room that it has. */
static double arrow(struct scene *s, size_t k, size_t i, double out[4])
{
    const gradus_function *f = &s->panel[k].f;
    double gradient[2], most = 0;
    out[0] = plot_between(s->low[0], s->high[0], 2 * (i % ARROWS) + 1, 2 * ARROWS + 1);
    out[1] = plot_between(s->low[1], s->high[1], 2 * (i / ARROWS) + 1, 2 * ARROWS + 1);
    f->value(f->of, out, gradient);
    for (size_t axis = 0; axis < 2; axis++)
        most = fmax(most, fabs(gradient[axis]) * ARROWS / (s->high[axis] - s->low[axis]));
    for (size_t axis = 0; axis < 2; axis++)
        out[2 + axis] = most > 0 ? gradient[axis] / most : 0;
    return isfinite(most) ? most : 0;
}

/* Long where it is steep; cube roots, for gradients differ by orders of magnitude. */
static void write_arrows(struct scene *s, size_t k)
{
    double out[4], steepest = 0;
    for (size_t i = 0; i < ARROWS * ARROWS; i++)
        steepest = fmax(steepest, arrow(s, k, i, out));
    text_add(&s->p->body, "$arrows%zu << EOD\n", k + 1);
    for (size_t i = 0; i < ARROWS * ARROWS; i++) {
        double steep = arrow(s, k, i, out);
        double length = steepest > 0 ? 0.8 * cbrt(steep / steepest) : 0;
        out[2] *= length;
        out[3] *= length;
        plot_numbers(&s->p->body, 4, out);
    }
    text_add(&s->p->body, "EOD\n");
}

/* The marked place where it lies within the picture. */
static int marked(const struct scene *s)
{
    int within = s->marked;
    for (size_t k = 0; k < 2; k++)
        within = within && s->mark[k] >= s->low[k] && s->mark[k] <= s->high[k];
    return within;
}

static void write_numbers(struct scene *s, size_t k)
{
    struct text *t = &s->p->body;
    const struct panel *panel = &s->panel[k];
    write_grid(s, k);
    if (s->starts)
        text_add(t, "$paths%zu << EOD\n%sEOD\n$ends%zu << EOD\n%sEOD\n", k + 1,
                 panel->paths.bytes, k + 1, panel->ends.bytes);
    if (marked(s)) {
        const double at[] = { s->mark[0], s->mark[1], value(&panel->f, s->mark) };
        text_add(t, "$here%zu << EOD\n", k + 1);
        plot_numbers(t, 3, at);
        text_add(t, "EOD\n");
    }
}

/* ---- a panel --------------------------------------------------------------------------------- */

static void name_one_path(const struct scene *s, const struct panel *panel, struct text *title)
{
    int digits = (int)s->p->asked->common.digits;
    text_add(title, "%zu step%s to (", panel->result.steps, plural(panel->result.steps));
    text_number(title, panel->end[0], digits);
    text_add(title, ", ");
    text_number(title, panel->end[1], digits);
    text_add(title, ")");
}

static void name_paths(const struct scene *s, const struct panel *panel, struct text *title)
{
    enum { DIGITS = 3 };
    text_add(title, "%zu paths, ", s->starts);
    if (panel->diverged)
        text_add(title, "%zu diverged, ", panel->diverged);
    text_add(title, "to %s from ", panel->height);
    text_number(title, panel->least, DIGITS);
    text_add(title, " to ");
    text_number(title, panel->most, DIGITS);
}

/* Few steps are shown one by one; of several paths it is shown where each began and ended. */
static void add_paths(struct scene *s, size_t k, const char *columns)
{
    struct text *t = &s->p->body, title = { 0 };
    const struct panel *panel = &s->panel[k];
    if (s->starts) {
        (s->starts == 1 ? name_one_path : name_paths)(s, panel, &title);
        t->failed |= title.failed;
        text_add(t, ", \\\n  $paths%zu using %s with %s linetype 2%s title ", k + 1, columns,
                 panel->points > FEW_STEPS ? "lines" : "linespoints",
                 panel->points > FEW_STEPS ? "" : " pointsize 0.6");
        plot_quote(t, title.bytes ? title.bytes : "");
        text_free(&title);
        text_add(t, ", \\\n  $paths%zu using %s every ::0::0 with points pointtype 6 pointsize 1.1 "
                 "linewidth 1.5 linecolor rgb '%s' title 'start', \\\n  $ends%zu using %s with "
                 "points pointtype 7 pointsize 0.7 linecolor rgb '%s' title 'end'", k + 1, columns,
                 s->p->look->ink, k + 1, columns, s->p->look->ink);
    }
    if (marked(s))
        text_add(t, ", \\\n  $here%zu using %s with points pointtype 13 pointsize 1.3 "
                 "linecolor rgb '%s' title 'the model'", k + 1, columns, s->p->look->ink);
    text_add(t, "\n");
}

/* To the first digit of [step]. */
static double rounded(double x, double step)
{
    double digits = -floor(log10(step)), unit = pow(10, fabs(digits));
    return digits > 0 ? round(x * unit) / unit : round(x / unit) * unit;
}

/* Lines are closer where the function is low, for descent goes there: the k-th of n is at (k/n)^2
 * of the height.                                                                              */
static void set_levels(struct text *t, const struct panel *panel)
{
    double height = panel->highest - panel->lowest;
    int flat = !(height > 0) || !isfinite(height);
    text_add(t, "set cntrparam levels %s", flat ? "auto 12" : "discrete ");
    for (int k = 1; k < LEVELS && !flat; k++) {
        double part = (double)k / LEVELS, step = height * part / LEVELS;
        text_add(t, k > 1 ? "," : "");
        plot_number(t, rounded(panel->lowest + height * part * part, step));
    }
    text_add(t, "\n");
}

static void set_contour(struct scene *s)
{
    struct text *t = &s->p->body;
    text_add(t, "set contour base\nunset surface\n");
    for (size_t k = 0; k < s->panels; k++) {
        set_levels(t, &s->panel[k]);
        text_add(t, "set table $lines%zu\nsplot $grid%zu using 1:2:3\nunset table\n", k + 1,
                 k + 1);
    }
    text_add(t, "unset contour\nset surface\nunset grid\nset palette defined (0 '%s', 1 '%s')\n"
             "set style textbox opaque fillcolor rgb '%s' noborder margins 0.3,0.3\n",
             s->p->look->zero, s->p->look->line[0], s->p->look->ground);
    for (size_t k = 0; k < s->panels; k++)
        write_arrows(s, k);
}

/* Labels stand some way apart on a level, and elsewhere on the level beside it. */
static void show_contour(struct scene *s, size_t k)
{
    struct text *t = &s->p->body;
    const char *ink = s->p->look->ink;
    size_t apart = side_of(s) * 3 / 4 + 1;
    text_add(t, "plot $grid%zu using 1:2:3 with image notitle, \\\n"
             "  $lines%zu using 1:2 with lines linetype 3 linewidth 1 title 'lines of equal %s', "
             "\\\n  $arrows%zu using ($1-$3/2):($2-$4/2):3:4 with vectors linewidth 1 "
             "linecolor rgb '%s' title 'gradient', \\\n"
             "  $lines%zu using (int($0)%%%zu==int(10+17*column(-2))%%%zu?$1:NaN):2:3 with "
             "labels boxed font ',9' textcolor rgb '%s' notitle",
             k + 1, k + 1, s->panel[k].height, k + 1, ink, k + 1, apart, apart, ink);
    add_paths(s, k, "1:2");
}

/* Numbers of many characters beside an axis are small, and its name stands farther away. */
static int are_wide(const struct scene *s)
{
    int wide = 0;
    for (size_t k = 0; k < s->panels; k++) {
        double most = fmax(fabs(s->panel[k].lowest), fabs(s->panel[k].highest));
        wide |= most >= 1e5 || (most > 0 && most < 1e-3);
    }
    return wide;
}

static void set_surface(struct scene *s)
{
    const struct look *look = s->p->look;
    if (are_wide(s))
        text_add(&s->p->body, "set ztics font ',10'\nset cbtics font ',10'\n");
    text_add(&s->p->body, "set ztics textcolor rgb '%s'\nset view 35,330\n"
             "set xlabel offset 0,-0.7 rotate parallel\n"
             "set ylabel offset -0.5,-0.5 rotate parallel\n"
             "set xyplane relative 0.05\nset pm3d lighting primary 0.4 specular "
             "0.15\nset palette defined (0 '%s', 1 '%s', 2 '%s')\n", look->ink, look->line[0],
             look->line[2], look->line[4]);
}

/* How many panels stand side by side: four are two rows of two. */
static size_t across_of(const struct scene *s)
{
    return s->panels == 4 ? 2 : s->panels < ACROSS ? s->panels : ACROSS;
}

/* The key gets a strip of its own below the surface. */
static void show_surface(struct scene *s, size_t k)
{
    struct text *t = &s->p->body;
    double high = (double)s->p->high, wide = (double)s->p->wide;
    double top = (double)(k / across_of(s) + 1) * HIGH, left = (double)(k % across_of(s));
    double part = s->panels > 1 ? WIDE / wide : 1;
    text_add(t, "set origin %.4f,%.4f\nset size %.4f,%.4f\n", left * part,
             1 - (top - KEY) / high, part, (HIGH - KEY) / high);
    text_add(t, "set key at screen %.4f,%.4f center top maxcols 1\nset zlabel ",
             (left + 0.5) * part, 1 - (top - KEY) / high);
    plot_quote(t, s->panel[k].height);
    text_add(t, " rotate by 90%s textcolor rgb '%s'\nsplot $grid%zu using 1:2:3 with pm3d notitle",
             are_wide(s) ? " offset -1.5" : "", s->p->look->ink, k + 1);
    add_paths(s, k, "1:2:3");
}

/* ---- all of them ----------------------------------------------------------------------------- */

static void write_panels(struct scene *s, int is_contour)
{
    struct text *t = &s->p->body;
    size_t across = across_of(s);
    size_t down = (s->panels + across - 1) / across;
    s->p->wide = s->panels > 1 ? (unsigned)(WIDE * across) : s->p->wide;
    s->p->high = (unsigned)(HIGH * down);
    text_add(t, "set cbtics textcolor rgb '%s' format '%%g'\n", s->p->look->ink);
    plot_axis(t, "x", s->low[0], s->high[0]);       /* first: lines have the digits of the axes */
    plot_axis(t, "y", s->low[1], s->high[1]);
    (is_contour ? set_contour : set_surface)(s);
    if (s->panels > 1 && is_contour)
        text_add(t, "set multiplot layout %zu,%zu\n", down, across);
    else if (s->panels > 1)
        text_add(t, "set multiplot\n");
    for (size_t k = 0; k < s->panels; k++) {
        struct text *title = &s->panel[k].title;
        t->failed |= title->failed;
        plot_titles(s->p, title->bytes ? title->bytes : "", s->axis[0], s->axis[1]);
        (is_contour ? show_contour : show_surface)(s, k);
    }
    if (s->panels > 1)
        text_add(t, "unset multiplot\n");
}

int scene_write(struct scene *s, int is_contour)
{
    if (side_of(s) > MOST_SIDE)
        return report_usage(NULL, "--points: at most %d a side", MOST_SIDE);
    for (size_t k = 0; k < s->panels; k++) {
        write_numbers(s, k);
        if (s->panel[k].lowest > s->panel[k].highest) {
            char why[96];
            FIT(why, "%s has no finite value there", s->panel[k].height);
            return plot_nothing(why, "--range LOW:HIGH chooses where");
        }
    }
    write_panels(s, is_contour);
    return GO_ON;
}
