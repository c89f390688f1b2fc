/* A trace as JSON: our own notation, whatever the page's. */
#include "trace.h"

static void numbers(struct json *j, const char *key, const double *x, size_t n)
{
    if (!x) {
        json_raw(j, key, "null");
        return;
    }
    json_open(j, key, '[');
    for (size_t k = 0; k < n; k++)
        json_number(j, NULL, x[k]);
    json_close(j, ']');
}

static void matrix(struct json *j, const char *key, const double *x, size_t rows, size_t cols)
{
    if (!x) {
        json_raw(j, key, "null");
        return;
    }
    json_open(j, key, '[');
    for (size_t r = 0; r < rows; r++)
        numbers(j, NULL, x + r * cols, cols);
    json_close(j, ']');
}

static void layer(struct json *j, const gradus_trace_layer *y, size_t m)
{
    json_open(j, NULL, '{');
    matrix(j, "Z", y->z, m, y->units);
    matrix(j, "A", y->a, m, y->units);
    matrix(j, "dA", y->da, m, y->units);
    matrix(j, "dZ", y->dz, m, y->units);
    matrix(j, "dW", y->dw, y->units, y->inputs);
    numbers(j, "db", y->db, y->units);
    json_close(j, '}');
}

static void step(struct json *j, const struct traced *t)
{
    const gradus_trace *of = t->trace;
    json_open(j, "step", '{');
    json_number(j, "rate", t->rate);
    json_number(j, "loss", of->loss_after);
    json_open(j, "layers", '[');
    for (size_t l = 0; l < of->layers; l++) {
        const gradus_trace_layer *y = &of->layer[l];
        json_open(j, NULL, '{');
        matrix(j, "W", y->w_after, y->units, y->inputs);
        numbers(j, "b", y->b_after, y->units);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

/* dW and db of one row: outer products, which need no room of their own. */
static void share(struct json *j, const gradus_trace *t, size_t row, size_t l)
{
    const gradus_trace_layer *y = &t->layer[l];
    const double *dz = y->dz + row * y->units;
    const double *below = l ? t->layer[l - 1].a + row * y->inputs : t->x + row * y->inputs;
    json_open(j, NULL, '{');
    json_open(j, "dW", '[');
    for (size_t o = 0; o < y->units; o++) {
        json_open(j, NULL, '[');
        for (size_t i = 0; i < y->inputs; i++)
            json_number(j, NULL, dz[o] * below[i]);
        json_close(j, ']');
    }
    json_close(j, ']');
    numbers(j, "db", y->b ? dz : NULL, y->units);
    json_close(j, '}');
}

static void examples(struct json *j, const struct traced *t)
{
    const gradus_trace *of = t->trace;
    json_open(j, "examples", '[');
    for (size_t r = 0; r < of->rows; r++) {
        json_open(j, NULL, '{');
        json_count(j, "row", t->first + r);
        json_number(j, "loss", of->row_loss[r]);
        json_number(j, "cosine", of->cosine[r]);
        json_open(j, "layers", '[');
        for (size_t l = 0; l < of->layers; l++)
            share(j, of, r, l);
        json_close(j, ']');
        json_close(j, '}');
    }
    json_close(j, ']');
}

void trace_json(struct text *out, const struct traced *t)
{
    const gradus_trace *of = t->trace;
    struct json j = { .out = out };
    json_open(&j, NULL, '{');
    json_open(&j, "rows", '[');
    for (size_t r = 0; r < of->rows; r++)
        json_count(&j, NULL, t->first + r);
    json_close(&j, ']');
    json_count(&j, "m", of->rows);
    json_number(&j, "loss", of->loss);
    json_open(&j, "layers", '[');
    for (size_t l = 0; l < of->layers; l++)
        layer(&j, &of->layer[l], of->rows);
    json_close(&j, ']');
    if (of->layer[0].w_after)
        step(&j, t);
    if (t->per_example)
        examples(&j, t);
    json_close(&j, '}');
    text_put(out, "\n", 1);
}
