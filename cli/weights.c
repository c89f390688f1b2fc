/* Weights typed by hand or written in a file.  Each matrix is read as JSON; whether its rows are
 * the outputs, as in model files, or the inputs, as in many texts, its shape says.  Matrices
 * that are not square must agree on that, and square ones follow them.                        */
#include "weights.h"
#include "options.h"

#include <errno.h>
#include <float.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_FILE = 1 << 28 };

#define FROM_NUMPY "in numpy: json.dump({\"W1\": W1.tolist(), ...}, open(\"weights.json\", \"w\"))"

enum orientation { NOT_SAID, OUTPUTS_FIRST, INPUTS_FIRST };

struct weights {
    gradus_net *net;
    const gradus_net_spec *spec;
    json_t *all;                        /* "W1": [[...]], "b1": [...] */
    enum orientation orientation;
    int rounded;                        /* float32 does not hold all of their digits */
};

/* ---- reading -------------------------------------------------------------------------------- */

static char *read_file(const char *path)
{
    struct text t = { 0 };
    char piece[4096];
    size_t n = 0;
    FILE *f = fopen(path, "rb");
    while (f && t.size < LONGEST_FILE && (n = fread(piece, 1, sizeof piece, f)) > 0)
        text_put(&t, piece, n);
    int bad = !f || ferror(f) || t.failed || !t.size || memchr(t.bytes, 0, t.size);
    if (bad) {
        gradus_error err = { .code = GRADUS_IO };
        FIT(err.file, "%s", path);
        FIT(err.text, "cannot read weights: %s",
            !f || ferror(f) ? strerror(errno) : !t.size ? "the file is empty"
                                                        : "this is not text");
        if (f && t.size)
            FIT(err.hint, "%s", FROM_NUMPY);
        report_failure(&err);
        text_free(&t);
    }
    if (f)
        fclose(f);
    return t.bytes;
}

static int bad_json(const json_error_t *e, const char *name)
{
    return report_usage("write W1=[[1, 2], [3, 4]] b1=[0, 0]", "--weights: %s: %s", name, e->text);
}

/* NAME=VALUE NAME=VALUE, separated by blanks, commas or semicolons. */
static int parse_assignments(struct weights *w, const char *s)
{
    while (*(s += strspn(s, " \t\r\n,;"))) {
        char name[32];
        size_t n = strcspn(s, "= \t\r\n");
        size_t gap = strspn(s + n, " \t\r\n");
        if (n == 0 || n >= sizeof name || s[n + gap] != '=')
            return report_usage("write W1=[[1, 2], [3, 4]] b1=[0, 0]",
                                "--weights: no NAME=[...] at '%s'", SHOWN(s));
        snprintf(name, n + 1, "%s", s);
        s += n + gap + 1;
        json_error_t e;
        json_t *value = json_loads(s, JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL |
                                   JSON_DISABLE_EOF_CHECK, &e);
        if (!value)
            return bad_json(&e, name);
        s += e.position;
        if (json_object_get(w->all, name)) {
            json_decref(value);
            return report_usage(NULL, "--weights: %s is given twice", name);
        }
        if (json_object_set_new(w->all, name, value))
            return report_nomem();
    }
    return GO_ON;
}

static int parse_object(struct weights *w, const char *s)
{
    json_error_t e;
    json_t *object = json_loads(s, JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, &e);
    if (!json_is_object(object)) {
        json_decref(object);
        return bad_json(&e, "not a JSON object");
    }
    json_decref(w->all);
    w->all = object;
    return GO_ON;
}

static int parse(struct weights *w, const char *words)
{
    if (strchr(words, '=') && strchr(words, '['))
        return parse_assignments(w, words);
    char *text = read_file(words);
    if (!text)
        return FAILED;
    int object = text[strspn(text, " \t\r\n")] == '{';
    int status = object ? parse_object(w, text) : parse_assignments(w, text);
    free(text);
    return status;
}

/* ---- placing -------------------------------------------------------------------------------- */

static size_t below(const struct weights *w, size_t layer)
{
    return layer ? w->spec->layer[layer - 1].units : w->spec->inputs;
}

/* "W2" or "layers.1.weight" gives layer 1; 0 where the name is none of these. */
static int place(const struct weights *w, const char *name, size_t *layer, int *bias)
{
    uint64_t k;
    char number[24] = "";
    if (strncmp(name, "layers.", 7) == 0) {
        size_t n = strcspn(name + 7, ".");
        if (n >= sizeof number)
            return 0;
        memcpy(number, name + 7, n);
        const char *kind = name + 7 + n;
        *bias = strcmp(kind, ".bias") == 0;
        if (!parse_whole(number, &k) || (!*bias && strcmp(kind, ".weight") != 0))
            return 0;
    } else {
        *bias = *name == 'b';
        if ((*name != 'W' && *name != 'b') || !parse_whole(name + 1, &k) || k-- == 0)
            return 0;
    }
    *layer = (size_t)k;
    return k < w->spec->layers;
}

static int is_matrix(const json_t *m, size_t rows, size_t cols)
{
    if (json_array_size(m) != rows)
        return 0;
    for (size_t i = 0; i < rows; i++)
        if (!json_is_array(json_array_get(m, i)) ||
            json_array_size(json_array_get(m, i)) != cols)
            return 0;
    return 1;
}

/* A list, or the matrix of one row or one column that it is beside its layer's weights. */
static int is_bias(const json_t *m, size_t units)
{
    size_t lists = 0;
    for (size_t i = 0; i < json_array_size(m); i++)
        lists += json_is_array(json_array_get(m, i));
    return lists ? is_matrix(m, 1, units) || is_matrix(m, units, 1) : json_array_size(m) == units;
}

static int look_at(struct weights *w, const char *name, const json_t *m)
{
    size_t layer;
    int bias;
    if (!place(w, name, &layer, &bias))
        return report_usage("names are W1, b1, W2, ...", "--weights: '%s' is no tensor of this net",
                            name);
    if (bias && !w->spec->layer[layer].bias)
        return report_usage(NULL, "--weights: %s and --no-bias do not go together", name);
    size_t in = below(w, layer), out = w->spec->layer[layer].units;
    if (bias)
        return is_bias(m, out) ? GO_ON : report_usage(NULL, "--weights: %s is not a list of %zu",
                                                      name, out);
    int outputs_first = is_matrix(m, out, in), inputs_first = is_matrix(m, in, out);
    if (!outputs_first && !inputs_first)
        return report_usage(NULL, "--weights: %s is neither %zu x %zu nor %zu x %zu", name, out, in,
                            in, out);
    enum orientation said = in == out ? NOT_SAID : outputs_first ? OUTPUTS_FIRST : INPUTS_FIRST;
    if (said && w->orientation && said != w->orientation)
        return report_usage(NULL, "--weights: %s is turned the other way than the matrices before",
                            name);
    w->orientation = said ? said : w->orientation;
    return GO_ON;
}

/* Numbers of a list, or lists, in order; 0 where one is none.  Lists go no deeper than a
 * [col_step] that is not 0.                                                                    */
static int take_numbers(const json_t *m, double *out, size_t row_step, size_t col_step)
{
    for (size_t i = 0; i < json_array_size(m); i++) {
        const json_t *row = json_array_get(m, i);
        if (json_is_array(row) && col_step) {
            if (!take_numbers(row, out + i * row_step, col_step, 0))
                return 0;
        } else if (json_is_number(row)) {
            out[i * row_step] = json_number_value(row);
        } else {
            return 0;
        }
    }
    return 1;
}

/* The numbers as the net's type holds them; a float32 net may round them, no more. */
static int fit(struct weights *w, const char *name, size_t count, const double *v)
{
    for (size_t k = 0; w->spec->type == GRADUS_F32 && k < count; k++) {
        char digits[32];
        if (fabs(v[k]) > (double)FLT_MAX) {
            gradus_number_text(v[k], 6, digits);
            return report_usage("--dtype float64 goes further",
                                "--weights: %s holds %s, which is beyond float32", name, digits);
        }
        w->rounded |= (float)v[k] != v[k];
    }
    return GO_ON;
}

static int set(struct weights *w, const char *name, const json_t *m)
{
    size_t layer, rows, cols;
    int bias;
    place(w, name, &layer, &bias);
    rows = w->spec->layer[layer].units;
    cols = bias ? 1 : below(w, layer);
    double *v = calloc(rows * cols, sizeof *v);
    if (!v)
        return report_nomem();
    int turned = !bias && w->orientation == INPUTS_FIRST;
    int status = take_numbers(m, v, turned ? 1 : cols, turned ? cols : 1)
                     ? fit(w, name, rows * cols, v)
                     : report_usage(NULL, "--weights: %s holds something that is no number", name);
    if (status == GO_ON)
        gradus_net_set(w->net, layer, bias ? NULL : v, bias ? v : NULL);
    free(v);
    return status;
}

static int each(struct weights *w, int (*what)(struct weights *, const char *, const json_t *))
{
    int status = GO_ON;
    const char *name;
    json_t *value;
    json_object_foreach(w->all, name, value)
        if (status == GO_ON)
            status = what(w, name, value);
    return status;
}

static int check_complete(const struct weights *w)
{
    for (size_t k = 0; k < w->spec->layers; k++) {
        char typed[32], filed[48];
        snprintf(typed, sizeof typed, "W%zu", k + 1);
        snprintf(filed, sizeof filed, "layers.%zu.weight", k);
        const json_t *a = json_object_get(w->all, typed), *b = json_object_get(w->all, filed);
        if (!a == !b)
            return report_usage(NULL, "--weights: %s is %s", typed, a ? "given twice" : "missing");
    }
    return GO_ON;
}

int weights_set(gradus_net *net, const char *words, int *rounded)
{
    struct weights w = { .net = net, .spec = gradus_net_get_spec(net), .all = json_object() };
    int status = w.all ? parse(&w, words) : report_nomem();
    if (status == GO_ON)
        status = each(&w, look_at);
    if (status == GO_ON)
        status = check_complete(&w);
    if (status == GO_ON)
        status = each(&w, set);
    *rounded = w.rounded;
    json_decref(w.all);
    return status;
}
