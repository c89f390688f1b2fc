/* What keeps a network from learning, in a line each: hidden units that are equal and stay so, and
 * gradients of 0.  Layers are counted from 1, as trace counts them.                           */
#include "stuck.h"
#include "options.h"

#include <gradus-explain.h>
#include <stdlib.h>

enum { MOST_LISTED = 8 };

static int is_equal(const gradus_stuck_layer *layer)
{
    return layer->equal_units;
}

static int is_zero(const gradus_stuck_layer *layer)
{
    return layer->zero_gradient;
}

typedef int which(const gradus_stuck_layer *layer);

static size_t count(which *is, size_t layers, const gradus_stuck_layer *layer)
{
    size_t n = 0;
    for (size_t l = 0; l < layers; l++)
        n += is(&layer[l]) != 0;
    return n;
}

static size_t first(which *is, const gradus_stuck_layer *layer)
{
    size_t l = 0;
    while (!is(&layer[l]))
        l++;
    return l;
}

/* "layer 2 (W2)", "layers 1, 2 and 4 (W1 is the first)" */
static void list(struct text *t, which *is, size_t layers, const gradus_stuck_layer *layer)
{
    size_t n = count(is, layers, layer), said = 0, l = first(is, layer);
    if (n == 1) {
        text_add(t, "layer %zu (W%zu)", l + 1, l + 1);
        return;
    }
    text_add(t, "layers ");
    for (; l < layers && said < MOST_LISTED; l++)
        if (is(&layer[l])) {
            text_add(t, "%s%zu", !said ? "" : said + 1 == n ? " and " : ", ", l + 1);
            said++;
        }
    if (said < n)
        text_add(t, " and %zu more", n - said);
    text_add(t, " (W1 is the first)");
}

static void say(const struct common *c, struct text *t)
{
    if (t->size && !t->failed)
        report_warning(c, "%s", t->bytes);
    text_free(t);
}

static void say_equal(const struct common *c, const gradus_net_spec *spec,
                      const gradus_stuck_layer *layer)
{
    struct text t = { 0 };
    size_t n = count(is_equal, spec->layers, layer);
    if (!n)
        return;
    text_add(&t, "the ");
    if (n == 1)
        text_add(&t, "%zu ", spec->layer[first(is_equal, layer)].units);
    text_add(&t, "units of ");
    list(&t, is_equal, spec->layers, layer);
    text_add(&t, " are equal and stay equal: %s learn as one; draw the weights with --init auto",
             n == 1 ? "they" : "those of a layer");
    say(c, &t);
}

/* A loss of 0 needs no gradient. */
static void say_zero(const struct common *c, const gradus_net_spec *spec,
                     const gradus_stuck_layer *layer, double loss, const char *rows)
{
    struct text t = { 0 };
    size_t n = count(is_zero, spec->layers, layer);
    if (!n || loss == 0)
        return;
    if (n == spec->layers) {
        text_add(&t, "all gradients are 0 %s", rows);
    } else {
        text_add(&t, "the gradient%s of ", plural(n));
        list(&t, is_zero, spec->layers, layer);
        text_add(&t, " %s 0 %s", n == 1 ? "is" : "are", rows);
    }
    say(c, &t);
}

int stuck_warn(const struct common *common, const gradus_net *net, const gradus_matrix *x,
               const gradus_matrix *y, const char *rows)
{
    const gradus_net_spec *spec = gradus_net_get_spec(net);
    gradus_error err;
    double loss;
    if (common->quiet)
        return GO_ON;
    gradus_stuck_layer *layer = calloc(spec->layers, sizeof *layer);
    if (!layer)
        return report_nomem();
    int status = gradus_stuck(net, x, y, layer, &loss, &err) == GRADUS_OK ? GO_ON
                                                                         : report_failure(&err);
    if (status == GO_ON) {
        say_equal(common, spec, layer);
        say_zero(common, spec, layer, loss, rows);
    }
    free(layer);
    return status;
}
