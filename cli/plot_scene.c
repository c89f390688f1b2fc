/* Where functions of two variables come from: a formula, or the loss of a model on rows with known
 * answers as its parameters move in a plane, one function for each loss that is asked for.    */
#include "chosen.h"
#include "formula.h"
#include "named.h"
#include "plot_space.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 64, SIDE_OF_RANGE = 5 };

static void scene_free(struct scene *s)
{
    for (size_t k = 0; k < s->panels; k++) {
        text_free(&s->panel[k].title);
        text_free(&s->panel[k].paths);
        text_free(&s->panel[k].ends);
    }
    free(s->start);
}

static void set_range(struct scene *s, double low, double high)
{
    for (size_t k = 0; k < 2; k++) {
        s->low[k] = low;
        s->high[k] = high;
    }
}

/* LOW:HIGH of both axes, or of each. */
static int take_range(struct scene *s)
{
    const char *range = s->p->asked->range, *comma = strchr(range, ',');
    size_t length = comma ? (size_t)(comma - range) : strlen(range);
    s->ranged = 1;
    if (formula_interval(range, length, &s->low[0], &s->high[0]) &&
        formula_interval(comma ? comma + 1 : range, comma ? strlen(comma + 1) : length, &s->low[1],
                         &s->high[1]))
        return GO_ON;
    return report_usage(comma ? NULL : "or of each: LOW:HIGH,LOW:HIGH",
                        "--range: '%s' is not two numbers low:high, low below high", range);
}

/* ---- a formula ------------------------------------------------------------------------------- */

static int place_formula(struct scene *s, gradus_expression *f)
{
    const struct plot_asked *a = s->p->asked;
    int status = GO_ON;
    set_range(s, -SIDE_OF_RANGE, SIDE_OF_RANGE);
    if (a->range && strchr(a->range, '=')) {
        s->ranged = 1;
        status = formula_range(f, "range", a->range, s->low, s->high);
    } else if (a->range)
        status = take_range(s);
    if (status == GO_ON && a->starts)
        return scene_starts(s);
    if (status != GO_ON || !a->from)
        return status;
    s->start = calloc(1, sizeof *s->start);
    s->starts = 1;
    return s->start ? formula_point(f, "from", a->from, s->start[0]) : report_nomem();
}

static int draw_formula(struct plot *p, int is_contour)
{
    struct scene s = { .p = p };
    gradus_expression *f = NULL;
    int status = formula_open(&f, p->word[0]);
    if (status == GO_ON && gradus_expression_variables(f) != 2)
        status = report_usage(NULL, "the expression has not two variables");
    if (status == GO_ON) {
        s.panels = 1;
        s.panel[0] = (struct panel){ .f = gradus_expression_function(f), .height = "f" };
        text_add(&s.panel[0].title, "f = %s", p->word[0]);
        for (size_t k = 0; k < 2; k++)
            s.axis[k] = gradus_expression_variable(f, k);
        status = place_formula(&s, f);
    }
    if (status == GO_ON)
        status = scene_follow(&s);
    if (status == GO_ON)
        status = scene_write(&s, is_contour);
    scene_free(&s);
    gradus_expression_free(f);
    return status;
}

int plot_contour(struct plot *p)
{
    return draw_formula(p, 1);
}

int plot_surface(struct plot *p)
{
    return draw_formula(p, 0);
}

/* ---- the loss of a model: which parameters --------------------------------------------------- */

struct losses {
    struct scene scene;
    struct chosen rows;
    const gradus_net *net;
    gradus_surface *surface[MOST_PANELS];
    char loss[MOST_PANELS][LONGEST], axis[2][LONGEST];
    gradus_parameter parameter[2];
};

/* What parameters are called, and whether that is a bias. */
static const struct tensor_name names[] = {
    { "layers.%zu.weight", 0, 0 }, { "layers.%zu.bias", 1, 0 }, { "W%zu", 0, 1 }, { "b%zu", 1, 1 },
};

static int unknown_parameter(const gradus_net_spec *spec, const char *word)
{
    char hint[160];
    FIT(hint, "such as layers.0.weight[0,0]%s; its last layer is layers.%zu",
        spec->layer[0].bias ? " or layers.0.bias[0]" : "", spec->layers - 1);
    return report_usage(hint, "--weights: '%s' is no parameter of this network", word);
}

static int find_parameter(const gradus_net_spec *spec, const char *word, gradus_parameter *out)
{
    struct named n;
    if (!named_find(&n, word, spec->layers, names, sizeof names / sizeof *names) ||
        n.indices != (n.what ? 1 : 2) || (n.what && !spec->layer[n.layer].bias))
        return unknown_parameter(spec, word);
    size_t units = spec->layer[n.layer].units;
    size_t inputs = n.layer ? spec->layer[n.layer - 1].units : spec->inputs;
    int status = named_within(&n, "weights", units, n.what ? units : inputs);
    if (status == GO_ON)
        *out = (gradus_parameter){ .layer = n.layer, .unit = (size_t)n.at[0] - n.from,
                                   .input = n.what ? 0 : (size_t)n.at[1] - n.from,
                                   .is_bias = n.what };
    return status;
}

/* The end of a word of --weights: the first comma outside of brackets, or the end of all. */
static size_t word_size(const char *text)
{
    size_t n = 0;
    for (int inside = 0; text[n] && (inside || text[n] != ','); n++)
        inside = text[n] == '[' || (inside && text[n] != ']');
    return n;
}

static int take_weights(struct losses *l)
{
    const char *text = l->scene.p->asked->weights, *at = text;
    size_t count = 0;
    for (int more = 1; more; count++) {
        size_t size = word_size(at);
        if (count < 2)
            gradus_text_show(at, size, l->axis[count], LONGEST);
        more = at[size] == ',';
        at += size + 1;
    }
    if (count != 2)
        return report_usage("such as --weights 'layers.0.weight[0,0],layers.0.bias[0]'",
                            "--weights: '%s' is not two parameters", text);
    gradus_parameter *p = l->parameter;
    for (size_t k = 0; k < 2; k++) {
        int status = find_parameter(gradus_net_get_spec(l->net), l->axis[k], &p[k]);
        if (status != GO_ON)
            return status;
    }
    if (p[0].layer == p[1].layer && p[0].is_bias == p[1].is_bias && p[0].unit == p[1].unit &&
        p[0].input == p[1].input)
        return report_usage(NULL, "--weights: '%s' and '%s' are the same parameter", l->axis[0],
                            l->axis[1]);
    return GO_ON;
}

/* ---- which losses ---------------------------------------------------------------------------- */

static int take_losses(struct losses *l)
{
    const char *text = l->scene.p->asked->loss;
    if (!text)
        text = gradus_net_get_spec(l->net)->loss;
    for (int more = 1; more; l->scene.panels++) {
        size_t size = strcspn(text, ","), k = l->scene.panels;
        if (k == MOST_PANELS)
            return report_usage(NULL, "--loss: at most %d are drawn", MOST_PANELS);
        gradus_text_show(text, size, l->loss[k], LONGEST);
        for (size_t i = 0; i < k; i++)
            if (strcmp(l->loss[i], l->loss[k]) == 0)
                return report_usage(NULL, "--loss: %s is given twice", l->loss[k]);
        more = text[size] == ',';
        text += size + 1;
    }
    return GO_ON;
}

static int make_surface(struct losses *l, size_t k)
{
    const struct plot *p = l->scene.p;
    const struct chosen *c = &l->rows;
    struct panel *panel = &l->scene.panel[k];
    gradus_error err;
    gradus_status s = p->asked->weights
        ? gradus_surface_new(&l->surface[k], l->net, l->loss[k], &c->x, &c->y, l->parameter, &err)
        : gradus_surface_random(&l->surface[k], l->net, l->loss[k], &c->x, &c->y, p->asked->seed,
                                &err);
    if (s != GRADUS_OK)
        return report_typed(&err);
    panel->f = gradus_surface_function(l->surface[k]);
    panel->height = l->loss[k];
    text_add(&panel->title, "%s of %s on %s", l->loss[k], plot_file(p->word[0]),
             plot_file(p->word[1]));
    gradus_surface_here(l->surface[k], l->scene.mark);
    return GO_ON;
}

/* ---- the picture ----------------------------------------------------------------------------- */

static int place_losses(struct losses *l)
{
    struct scene *s = &l->scene;
    const struct plot_asked *a = s->p->asked;
    int status = GO_ON;
    s->marked = 1;
    set_range(s, a->weights ? -SIDE_OF_RANGE : -1, a->weights ? SIDE_OF_RANGE : 1);
    s->ranged = !a->weights;
    for (size_t k = 0; k < 2; k++) {
        s->axis[k] = a->weights ? l->axis[k] : k ? "random direction 2"
                                                 : "random direction 1";
        s->low[k] = fmin(s->low[k], s->mark[k] * 1.25);
        s->high[k] = fmax(s->high[k], s->mark[k] * 1.25);
    }
    if (a->range)
        status = take_range(s);
    if (status == GO_ON && a->starts)
        status = scene_starts(s);
    return status == GO_ON ? scene_follow(s) : status;
}

static int draw_losses(struct losses *l, int is_contour)
{
    struct plot *p = l->scene.p;
    int status = plot_rows(p, &l->rows);
    if (status == GO_ON) {
        l->net = gradus_model_net(l->rows.model);
        status = p->asked->weights ? take_weights(l) : GO_ON;
    }
    if (status == GO_ON)
        status = take_losses(l);
    for (size_t k = 0; status == GO_ON && k < l->scene.panels; k++)
        status = make_surface(l, k);
    if (status == GO_ON)
        status = place_losses(l);
    return status == GO_ON ? scene_write(&l->scene, is_contour) : status;
}

static int plot_losses(struct plot *p, int is_contour)
{
    const struct plot_asked *a = p->asked;
    if (!a->weights == !a->directions)
        return report_usage("--weights 'layers.0.weight[0,0],layers.0.bias[0]', or --directions "
                            "random", a->weights ? "--weights and --directions do not go together"
                                                 : "over which two parameters of the model?");
    if (a->seed != 1 && !a->directions)
        return report_usage(NULL, "--seed is for --directions random");
    struct losses l = { .scene.p = p };
    int status = draw_losses(&l, is_contour);
    for (size_t k = 0; k < MOST_PANELS; k++)
        gradus_surface_free(l.surface[k]);
    scene_free(&l.scene);
    chosen_free(&l.rows);
    return status;
}

int plot_loss_contour(struct plot *p)
{
    return plot_losses(p, 1);
}

int plot_loss_surface(struct plot *p)
{
    return plot_losses(p, 0);
}
