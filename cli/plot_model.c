/* Pictures of a model: its units, coloured by their biases and joined by their weights, and its
 * weights as colours.                                                                         */
#include "plot.h"
#include "writer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_UNITS = 13, MOST_WEIGHTS = 1000000, LEAST_SIDE = 8,
       MOST_IMAGES = 64, LEAST_WIDE = 960 };

struct seen {
    struct plot *p;
    gradus_model *model;
    const gradus_net *net;
    const gradus_net_spec *spec;
    double *w, *b;                      /* of the layer that is looked at */
    double largest;                     /* weight of all layers, without sign */
    double largest_bias;                /* likewise; below 0 where there are no biases */
};

static size_t units(const struct seen *s, size_t column)
{
    return column ? s->spec->layer[column - 1].units : s->spec->inputs;
}

static double largest_of(const double *w, size_t count)
{
    double most = 0;
    for (size_t k = 0; k < count; k++)
        if (isfinite(w[k]))
            most = fmax(most, fabs(w[k]));
    return most;
}

/* Room for the largest layer, the largest weight and the largest bias. */
static int look_through(struct seen *s)
{
    size_t most = 1, most_units = 1;
    for (size_t k = 0; k < s->spec->layers; k++) {
        size_t count = units(s, k) * units(s, k + 1);
        most = count > most ? count : most;
        most_units = units(s, k + 1) > most_units ? units(s, k + 1) : most_units;
    }
    s->w = malloc(most * sizeof *s->w);
    s->b = malloc(most_units * sizeof *s->b);
    if (!s->w || !s->b)
        return report_nomem();
    for (size_t k = 0; k < s->spec->layers; k++) {
        gradus_net_get(s->net, k, s->w, s->b);
        s->largest = fmax(s->largest, largest_of(s->w, units(s, k) * units(s, k + 1)));
        if (s->spec->layer[k].bias)
            s->largest_bias = fmax(s->largest_bias, largest_of(s->b, units(s, k + 1)));
    }
    return GO_ON;
}

static int with_model(struct plot *p, int draw(struct seen *s))
{
    struct seen s = { .p = p, .largest_bias = -1 };
    int status = source_model(&s.model, p->word[0]);
    if (status == GO_ON) {
        s.net = gradus_model_net(s.model);
        s.spec = gradus_net_get_spec(s.net);
        status = look_through(&s);
    }
    if (status == GO_ON)
        status = draw(&s);
    free(s.w);
    free(s.b);
    gradus_model_free(s.model);
    return status;
}

/* ---- network --------------------------------------------------------------------------------- */

/* How large a number is beside the largest, and the colour of its sign. */
static double part_of(double value, double largest)
{
    return largest > 0 && isfinite(value) ? fabs(value) / largest : 0;
}

static const char *sign_of(const struct seen *s, double value)
{
    return value < 0 ? s->p->look->below : s->p->look->above;
}

/* The height of place [k] of a column whose middle is 0. */
static double height(const struct corner *c, size_t k)
{
    return ((double)corner_size(c) - 1) / 2 - (double)k;
}

static void join(struct seen *s, size_t layer, const double at[2], double weight)
{
    double part = part_of(weight, s->largest);
    text_add(&s->p->body, "set arrow from %zu,%.1f to %zu,%.1f nohead back linewidth %.2f "
             "linecolor rgb '#%06x'\n", layer, at[0], layer + 1, at[1], 0.5 + 4.5 * part,
             plot_mix(s->p->look->faint, sign_of(s, weight), part));
}

static void join_layer(struct seen *s, size_t layer)
{
    struct corner from = corner_of(units(s, layer), MOST_UNITS);
    struct corner to = corner_of(units(s, layer + 1), MOST_UNITS);
    gradus_net_get(s->net, layer, s->w, NULL);
    for (size_t i = 0; i < corner_size(&from); i++)
        for (size_t o = 0; o < corner_size(&to); o++) {
            size_t input = corner_index(&from, i), unit = corner_index(&to, o);
            const double at[] = { height(&from, i), height(&to, o) };
            if (input != SIZE_MAX && unit != SIZE_MAX)
                join(s, layer, at, s->w[unit * units(s, layer) + input]);
        }
}

static void label(struct plot *p, double x, double y, const char *align, const char *name)
{
    char word[4 * LONGEST_NAME + 4];
    plot_cut(word, name);
    text_add(&p->body, "set label ");
    plot_quote(&p->body, word);
    text_add(&p->body, " at %.2f,%.2f %s front textcolor rgb '%s'\n", x, y, align, p->look->ink);
}

/* The name beside an input or output, where columns and units are the same. */
static void name_unit(struct seen *s, size_t column, size_t unit, double y)
{
    if (column == 0 && gradus_model_inputs(s->model) == s->spec->inputs)
        label(s->p, -0.09, y, "right", gradus_model_input_name(s->model, unit));
    else if (column == s->spec->layers &&
             gradus_model_outputs(s->model) == units(s, s->spec->layers))
        label(s->p, (double)column + 0.09, y, "left", gradus_model_output_name(s->model, unit));
}

static void place_units(struct seen *s, size_t column, double top)
{
    struct corner c = corner_of(units(s, column), MOST_UNITS);
    char head[64];
    snprintf(head, sizeof head, "%zu input%s", units(s, 0), plural(units(s, 0)));
    if (column)
        FIT(head, "%zu %s", units(s, column), s->spec->layer[column - 1].activation);
    label(s->p, (double)column, top, "center", head);
    for (size_t k = 0; k < corner_size(&c); k++) {
        size_t unit = corner_index(&c, k);
        if (unit == SIZE_MAX)
            label(s->p, (double)column, height(&c, k), "center", "⋮");
        else
            name_unit(s, column, unit, height(&c, k));
    }
}

/* Where each unit stands, and its colour: that of its bias, the ground's without one. */
static void list_units(struct seen *s)
{
    text_add(&s->p->body, "$units << EOD\n");
    for (size_t column = 0; column <= s->spec->layers; column++) {
        struct corner c = corner_of(units(s, column), MOST_UNITS);
        int has_bias = column && s->spec->layer[column - 1].bias;
        if (has_bias)
            gradus_net_get(s->net, column - 1, NULL, s->b);
        for (size_t k = 0; k < corner_size(&c); k++) {
            size_t unit = corner_index(&c, k);
            double bias = has_bias && unit != SIZE_MAX ? s->b[unit] : 0;
            if (unit != SIZE_MAX)
                text_add(&s->p->body, "%zu %.1f %u\n", column, height(&c, k),
                         plot_mix(s->p->look->ground, sign_of(s, bias),
                             part_of(bias, s->largest_bias)));
        }
    }
    text_add(&s->p->body, "EOD\n");
}

/* What both colours mean, and the largest of what they show. */
static void add_entries(struct seen *s, const char *with, const char *what, const char *most,
                        double largest)
{
    const struct look *look = s->p->look;
    struct text *t = &s->p->body;
    text_add(t, ", \\\n  keyentry with %s linecolor rgb '%s' title '%s above 0', \\\n"
             "  keyentry with %s linecolor rgb '%s' title '%s below 0; %s: ", with, look->above,
             what, with, look->below, what, most);
    text_number(t, largest, (int)s->p->asked->common.digits);
    text_add(t, "'");
}

static void add_key(struct seen *s)
{
    struct text *t = &s->p->body;
    text_add(t, "set key maxrows 2\nplot $units using 1:2:3 with points pointtype 7 pointsize 3.4 "
             "linecolor rgb variable notitle, \\\n  $units using 1:2 with points pointtype 6 "
             "pointsize 3.4 linewidth 1.5 linecolor rgb '%s' notitle", s->p->look->ink);
    add_entries(s, "lines linewidth 5", "weight", "widest", s->largest);
    if (s->largest_bias > 0)
        add_entries(s, "points pointtype 7 pointsize 2", "bias", "strongest", s->largest_bias);
    else if (s->largest_bias == 0)
        text_add(t, ", \\\n  keyentry with points pointtype 6 pointsize 2 linecolor rgb '%s' title "
                 "'all biases are 0'", s->p->look->ink);
    text_add(t, "\n");
}

static int draw_units(struct seen *s)
{
    size_t tallest = 1;
    for (size_t k = 0; k <= s->spec->layers; k++) {
        struct corner c = corner_of(units(s, k), MOST_UNITS);
        tallest = corner_size(&c) > tallest ? corner_size(&c) : tallest;
    }
    double top = ((double)tallest - 1) / 2 + 0.9;
    s->p->wide = (unsigned)(480 + 240 * (s->spec->layers < 20 ? s->spec->layers : 20));
    s->p->wide = s->p->wide < LEAST_WIDE ? LEAST_WIDE : s->p->wide;
    s->p->high = (unsigned)(160 + 48 * tallest);
    list_units(s);
    for (size_t k = 0; k < s->spec->layers; k++)
        join_layer(s, k);
    for (size_t k = 0; k <= s->spec->layers; k++)
        place_units(s, k, top);
    text_add(&s->p->body, "unset border\nunset tics\nunset grid\nset xrange [-0.7:%zu.7]\n"
             "set yrange [%.1f:%.1f]\n", s->spec->layers, 0.3 - top, top + 0.3);
    plot_titles(s->p, plot_file(s->p->word[0]), NULL, NULL);
    add_key(s);
    return GO_ON;
}

int plot_network(struct plot *p)
{
    return with_model(p, draw_units);
}

/* ---- weights --------------------------------------------------------------------------------- */

/* The side of the images that the first layer sees, or 0: as many inputs as a square has pixels,
 * each a column of its own.                                                                   */
static size_t image_side(const struct seen *s)
{
    size_t side = (size_t)(sqrt((double)s->spec->inputs) + 0.5);
    return side >= LEAST_SIDE && side * side == s->spec->inputs &&
           gradus_model_inputs(s->model) == s->spec->inputs ? side : 0;
}

/* Few numbers get a tic each, so that none stands between two. */
static void whole_tics(struct text *t, const char *axis, size_t count)
{
    text_add(t, "set %stics %s\n", axis, count < 10 ? "1" : "autofreq");
}

/* An image has two rows and two columns or more, else each number is a box. */
static void add_panel(struct seen *s, size_t layer, double largest)
{
    struct text *t = &s->p->body;
    char title[96];
    snprintf(title, sizeof title, "W%zu: %zu x %zu", layer + 1, units(s, layer + 1),
             units(s, layer));
    plot_titles(s->p, title, "input", "unit");
    text_add(t, "set cbrange [-%.17g:%.17g]\nset xrange [0.5:%zu.5]\nset yrange [%zu.5:0.5]\n",
             largest, largest, units(s, layer), units(s, layer + 1));
    whole_tics(t, "x", units(s, layer));
    whole_tics(t, "y", units(s, layer + 1));
    text_add(t, "plot $W%zu matrix using ($1+1):($2+1):%s notitle\n", layer + 1,
             units(s, layer) > 1 && units(s, layer + 1) > 1 ? "3 with image"
             : "($1+0.5):($1+1.5):($2+0.5):($2+1.5):3 with boxxyerror fillstyle solid noborder "
               "linecolor palette");
}

/* The first units' weights as images, side by side with a gap of one between them. */
static void add_images(struct seen *s, size_t side, double largest)
{
    struct text *t = &s->p->body;
    size_t count = units(s, 1) < MOST_IMAGES ? units(s, 1) : MOST_IMAGES, across = 1;
    while (across * across < count)
        across++;
    char title[128];
    snprintf(title, sizeof title, "W1: %zu of %zu units, %zu x %zu pixels",
             count, units(s, 1), side, side);
    plot_titles(s->p, title, "", "");
    size_t step = side + 1, down = (count + across - 1) / across;
    text_add(t, "set cbrange [-%.17g:%.17g]\nset xrange [-1:%zu]\nset yrange [%zu:-1]\n"
             "unset xtics\nunset ytics\nset size ratio -1\nplot \\\n", largest, largest,
             across * step, down * step);
    for (size_t k = 0; k < count; k++)
        text_add(t, "  $W1 every :::%zu::%zu matrix using ($1+%zu):($2-%zu+%zu):3 with image "
                 "notitle%s\n", k * side, (k + 1) * side - 1, k % across * step, k * side,
                 k / across * step, k + 1 < count ? ", \\" : "");
    text_add(t, "set size noratio\n");
}

static void list_weights(struct seen *s, size_t layer, size_t side)
{
    size_t rows = units(s, layer + 1), cols = units(s, layer);
    if (side) {
        rows = (rows < MOST_IMAGES ? rows : MOST_IMAGES) * side;
        cols = side;
    }
    text_add(&s->p->body, "$W%zu << EOD\n", layer + 1);
    for (size_t k = 0; k < rows; k++)
        plot_numbers(&s->p->body, cols, s->w + k * cols);
    text_add(&s->p->body, "EOD\n");
}

static int draw_matrices(struct seen *s)
{
    struct text *t = &s->p->body;
    const struct look *look = s->p->look;
    size_t layers = s->spec->layers, across = layers < 3 ? layers : 3;
    size_t down = (layers + across - 1) / across;
    for (size_t k = 0; k < layers; k++)
        if (units(s, k) * units(s, k + 1) > MOST_WEIGHTS)
            return report_usage(NULL, "plot weights: W%zu has %zu weights, and at most %d are "
                                "drawn", k + 1, units(s, k) * units(s, k + 1), MOST_WEIGHTS);
    s->p->wide = (unsigned)(160 + 420 * across);
    s->p->high = (unsigned)(60 + 420 * (down < 20 ? down : 20));
    for (size_t k = 0; k < layers; k++) {
        gradus_net_get(s->net, k, s->w, NULL);
        list_weights(s, k, k ? 0 : image_side(s));
    }
    text_add(t, "unset grid\nset palette defined (-1 '%s', 0 '%s', 1 '%s')\n", look->below,
             look->zero, look->above);
    text_add(t, "set cbtics textcolor rgb '%s' format '%%g'\n"
                "set multiplot layout %zu,%zu\n", look->ink, down,
             across);
    for (size_t k = 0; k < layers; k++) {
        gradus_net_get(s->net, k, s->w, NULL);
        double largest = largest_of(s->w, units(s, k) * units(s, k + 1));
        largest = largest > 0 ? largest : 1;
        size_t side = k ? 0 : image_side(s);
        if (side)
            add_images(s, side, largest);
        else
            add_panel(s, k, largest);
    }
    text_add(t, "unset multiplot\n");
    return GO_ON;
}

int plot_weights(struct plot *p)
{
    return with_model(p, draw_matrices);
}
