/* What a net shall look like: units from "64,32" or "2-3-1", activations from a comma list.  What
 * may meet what is the library's to say: network_check asks it with a net of one unit a layer,
 * so that wrong names are refused before any data is read.                                    */
#include "network.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const dtypes[] = { "float32", "float64", NULL };
const char *const bias_inits[] = { "zeros", "same", NULL };

enum { MOST_UNITS = 1 << 24, MOST_LAYERS = 1000 };

gradus_type network_type(const char *dtype, gradus_type otherwise)
{
    if (!dtype)
        return otherwise;
    return strcmp(dtype, "float64") == 0 ? GRADUS_F64 : GRADUS_F32;
}

static size_t count_char(const char *s, char c)
{
    size_t n = 0;
    for (; *s; s++)
        n += *s == c;
    return n;
}

int network_sizes(const char *text, char separator, const char *what, size_t **sizes,
                  size_t *count)
{
    size_t n = count_char(text, separator) + 1;
    char separators[] = { separator, 0 }, word[32];
    if (n > MOST_LAYERS)
        return report_usage(NULL, "%s: more than %d layers", what, MOST_LAYERS);
    size_t *size = calloc(n, sizeof *size);
    if (!size)
        return report_nomem();
    for (size_t k = 0; k < n; k++) {
        uint64_t units;
        size_t length = strcspn(text, separators);
        gradus_text_show(text, length, word, sizeof word);
        if (!parse_whole(word, &units) || units < 1 || units > MOST_UNITS) {
            free(size);
            return report_usage(separator == '-' ? "such as 2-3-1" : "such as 64,32",
                                "%s: '%s' is not a whole number from 1 to %d", what, word,
                                MOST_UNITS);
        }
        size[k] = (size_t)units;
        text += length + (text[length] != 0);
    }
    *sizes = size;
    *count = n;
    return GO_ON;
}

/* The library's own copy of the [k]-th name of a list, the last one repeated. */
static const char *listed(const char *list, size_t k)
{
    while (k-- && strchr(list, ','))
        list = strchr(list, ',') + 1;
    size_t n = strcspn(list, ",");
    for (size_t i = 0; gradus_activation_info(i); i++) {
        const char *name = gradus_activation_info(i)->name;
        if (strlen(name) == n && strncmp(name, list, n) == 0)
            return name;
    }
    return list;
}

int network_new(struct network *n, size_t inputs, size_t layers, const size_t *units,
                const char *hidden, const char *output, const char *loss, int bias,
                gradus_type type)
{
    n->layer = calloc(layers, sizeof *n->layer);
    if (!n->layer)
        return report_nomem();
    for (size_t k = 0; k < layers; k++)
        n->layer[k] = (gradus_layer){ units[k], k + 1 == layers ? output : listed(hidden, k),
                                      bias };
    n->spec = (gradus_net_spec){ .inputs = inputs, .layers = layers, .layer = n->layer,
                                 .loss = loss, .type = type };
    return GO_ON;
}

void network_free(struct network *n)
{
    free(n->layer);
    n->layer = NULL;
}

int network_draw(gradus_net **out, const gradus_net_spec *spec, const struct wanted *w,
                 uint64_t seed)
{
    gradus_error err;
    gradus_net *net = NULL;
    if (gradus_net_new(&net, spec, &err) != GRADUS_OK)
        return report_typed(&err);
    if (gradus_net_init(net, w->init ? w->init : "auto", w->init_bias, seed, &err) == GRADUS_OK) {
        *out = net;
        return GO_ON;
    }
    gradus_net_free(net);
    return err.code == GRADUS_NOMEM ? report_nomem()
                                    : report_usage(err.hint, "--init: %s", err.text);
}

/* A net without hidden layer, or with one of the k-th hidden activation. */
static int try_net(const struct wanted *w, size_t hidden, const char *output, const char *loss,
                   gradus_type type)
{
    size_t units[2] = { 1, 1 };
    struct network n;
    gradus_net *net = NULL;
    int status = network_new(&n, 1, hidden ? 2 : 1, units,
                             w->activation ? w->activation : "relu", output, loss, 1, type);
    if (status == GO_ON && hidden)
        n.layer[0].activation = listed(w->activation, hidden - 1);
    if (status == GO_ON)
        status = network_draw(&net, &n.spec, w, 1);
    gradus_net_free(net);
    network_free(&n);
    return status;
}

int network_check(const struct wanted *w, size_t hidden, gradus_type type)
{
    size_t names = w->activation ? count_char(w->activation, ',') + 1 : 0;
    if (names > 1 && names != hidden)
        return report_usage(NULL, "--activation: %zu names, and the hidden layers are %zu",
                            names, hidden);
    const char *loss = w->loss ? w->loss : "mse", *output = w->output_activation;
    if (!output)
        output = strcmp(loss, "bce") == 0 ? "sigmoid"
                 : strcmp(loss, "cross-entropy") == 0 ? "softmax" : "identity";
    int status = try_net(w, 0, output, loss, type);
    for (size_t k = 1; status == GO_ON && k <= names; k++)
        status = strcmp(listed(w->activation, k - 1), "softmax") == 0
                     ? report_usage("--output-activation is the last layer's",
                                    "--activation: softmax is for outputs only")
                     : try_net(w, k, output, loss, type);
    return status;
}

void network_shape(struct text *t, const gradus_net_spec *spec)
{
    text_add(t, "%zu", spec->inputs);
    for (size_t k = 0; k < spec->layers; k++)
        text_add(t, "-%zu", spec->layer[k].units);
}
