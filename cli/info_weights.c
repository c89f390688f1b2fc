/* The weights of a model, as gradus new --weights reads them: exact, outputs by inputs. */
#include "info.h"

#include <stdio.h>
#include <stdlib.h>

struct written {
    struct text *out;
    struct json json;
    int as_json;
};

static void name(struct written *w, const char *letter, size_t layer)
{
    char key[32];
    snprintf(key, sizeof key, "%s%zu", letter, layer + 1);
    if (w->as_json)
        json_raw(&w->json, key, "");
    else
        text_add(w->out, "%s=", key);
}

static void list(struct text *out, const double *x, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        text_add(out, k ? ", " : "[");
        text_number(out, x[k], 0);
    }
    text_add(out, "]");
}

static void matrix(struct text *out, const double *x, size_t rows, size_t cols)
{
    for (size_t r = 0; r < rows; r++) {
        text_add(out, r ? ", " : "[");
        list(out, x + r * cols, cols);
    }
    text_add(out, "]");
}

static void layer(struct written *w, size_t k, size_t inputs, size_t units, const double *weight,
                  const double *bias)
{
    const char *end = w->as_json ? "" : "\n";
    name(w, "W", k);
    matrix(w->out, weight, units, inputs);
    text_add(w->out, "%s", end);
    if (!bias)
        return;
    name(w, "b", k);
    list(w->out, bias, units);
    text_add(w->out, "%s", end);
}

/* Room for the parameters of the largest layer. */
static double *room(const gradus_net *net)
{
    return malloc(gradus_net_parameters(net) * sizeof(double));
}

void info_weights(const gradus_net *net, int as_json, struct text *out)
{
    const gradus_net_spec *spec = gradus_net_get_spec(net);
    struct written w = { .out = out, .json = { .out = out }, .as_json = as_json };
    double *x = room(net);
    if (!x) {
        out->failed = 1;
        return;
    }
    size_t inputs = spec->inputs;
    if (as_json)
        json_open(&w.json, NULL, '{');
    for (size_t k = 0; k < spec->layers; k++) {
        size_t units = spec->layer[k].units;
        double *bias = spec->layer[k].bias ? x + units * inputs : NULL;
        gradus_net_get(net, k, x, bias);
        layer(&w, k, inputs, units, x, bias);
        inputs = units;
    }
    if (as_json) {
        json_close(&w.json, '}');
        text_put(out, "\n", 1);
    }
    free(x);
}
