/* One number of the gradient as a sum: over the rows, of an input times a delta; and that delta as
 * a sum over the paths from its unit to the outputs, of slopes, weights and the delta at the end.
 * Backpropagation adds the same products without ever walking a path twice.                   */
#include "trace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 5, MOST_PATHS = 8, PATH_WIDTH = 24, PRODUCT_WIDTH = 60 };

/* ---- its numbers ------------------------------------------------------------------------- */
static double input_of(const gradus_trace *t, const struct entry *e, size_t r)
{
    if (e->what == Q_DB)
        return 1;
    return e->layer ? t->layer[e->layer - 1].a[r * t->layer[e->layer].inputs + e->input]
                    : t->x[r * t->inputs + e->input];
}

static double delta_of(const gradus_trace *t, const struct entry *e, size_t r)
{
    return t->layer[e->layer].dz[r * t->layer[e->layer].units + e->unit];
}

static double value_of(const gradus_trace *t, const struct entry *e)
{
    const gradus_trace_layer *y = &t->layer[e->layer];
    return e->what == Q_DB ? y->db[e->unit] : y->dw[e->unit * y->inputs + e->input];
}

/* A walk from a unit to the outputs in row [r]; [unit] are those above it. */
struct walk {
    const gradus_trace *trace;
    size_t layer, row, *unit;           /* unit[k] of layer + k; unit[0] is where it starts */
};

/* How many paths lead on, as a double that does not wrap. */
static double paths_above(const gradus_trace *t, size_t layer)
{
    double n = 1;
    for (size_t l = layer + 1; l < t->layers; l++)
        n *= (double)t->layer[l].units;
    return n;
}

/* The next path in the order of the units, the last layer fastest; 0 after the last. */
static int next_path(struct walk *w)
{
    for (size_t k = w->trace->layers - 1 - w->layer; k > 0; k--) {
        if (++w->unit[k] < w->trace->layer[w->layer + k].units)
            return 1;
        w->unit[k] = 0;
    }
    return 0;
}

/* Factor k of the path's product: slope, weight, slope, weight, ..., the last delta. */
static double factor(const struct walk *w, size_t k)
{
    size_t l = w->layer + k / 2;
    const gradus_trace_layer *y = &w->trace->layer[l];
    size_t at = w->row * y->units + w->unit[k / 2];
    if (l + 1 == w->trace->layers)
        return y->dz[at];
    return k % 2 ? y[1].w[w->unit[k / 2 + 1] * y->units + w->unit[k / 2]] : y->slope[at];
}

static size_t factors(const struct walk *w)
{
    return 2 * (w->trace->layers - 1 - w->layer) + 1;
}

static double product(const struct walk *w)
{
    double all = 1;
    for (size_t k = 0; k < factors(w); k++)
        all *= factor(w, k);
    return all;
}

static int walk_start(struct walk *w, const gradus_trace *t, const struct entry *e, size_t row)
{
    *w = (struct walk){ .trace = t, .layer = e->layer, .row = row,
                        .unit = calloc(t->layers - e->layer, sizeof *w->unit) };
    if (w->unit)
        w->unit[0] = e->unit;
    return w->unit != NULL;
}

/* ---- for people -------------------------------------------------------------------------- */
/* A symbol's element: the example first or, where examples are columns, second. */
static void element(struct text *out, const struct view *v, struct symbol s, const char *unit,
                    const char *example)
{
    symbol_name(out, v, s);
    if (example)
        text_add(out, "[%s,%s]", v->notation->columns ? unit : example,
                 v->notation->columns ? example : unit);
    else
        text_add(out, "[%s]", unit);
}

static void slope_element(struct text *out, const struct view *v, size_t l, const char *unit)
{
    text_add(out, "%c'(", v->notation->function);
    element(out, v, (struct symbol){ .what = Q_Z, .layer = l }, unit, "r");
    text_add(out, ")");
}

/* The weight from [from] of layer l to [to] of the layer above. */
static void weight_element(struct text *out, const struct view *v, size_t l, const char *from,
                           const char *to)
{
    symbol_name(out, v, symbol_of(v, Q_W, l + 1));
    text_add(out, "[%s,%s]", v->notation->turned ? from : to, v->notation->turned ? to : from);
}

/* delta2[r,1] = sum over k2, k3 of f'(z2[r,1]) W2[1,k2] f'(z3[r,k2]) W3[k2,k3] delta4[r,k3] */
static void delta_formula(struct page *p, const struct entry *e)
{
    const gradus_trace *t = p->view->trace;
    struct text out = { 0 }, over = { 0 };
    char from[32], to[32];
    snprintf(from, sizeof from, "%zu", e->unit + 1);
    element(&out, p->view, symbol_of(p->view, Q_DZ, e->layer), from, "r");
    for (size_t l = e->layer + 1; l < t->layers; l++)
        text_add(&over, "%sk%zu", over.size ? ", " : "", l + 1);
    text_add(&out, " = sum over %s of ", over.size ? over.bytes : "");
    for (size_t l = e->layer; l + 1 < t->layers; l++) {
        snprintf(to, sizeof to, "k%zu", l + 2);
        slope_element(&out, p->view, l, from);
        text_add(&out, " ");
        weight_element(&out, p->view, l, from, to);
        text_add(&out, " ");
        memcpy(from, to, sizeof from);
    }
    element(&out, p->view, symbol_of(p->view, Q_DZ, t->layers - 1), from, "r");
    page_paragraph(p, "`%s`", out.failed ? "" : out.bytes);
    p->out->failed |= out.failed | over.failed;
    text_free(&out);
    text_free(&over);
}

static void input_name(struct text *out, const struct view *v, const struct entry *e)
{
    char input[32];
    snprintf(input, sizeof input, "%zu", e->input + 1);
    struct symbol s = e->layer ? symbol_of(v, Q_A, e->layer - 1)
                               : (struct symbol){ .what = Q_IN };
    if (e->what == Q_DW)
        element(out, v, s, input, "r");
    else
        text_add(out, "1");
}

static double scale_of(const struct page *p)
{
    const gradus_trace *t = p->view->trace;
    return p->view->notation->per_example && t->mean ? (double)t->rows : 1;
}

static void cell_text(struct table *table, const struct text *t)
{
    table_cell(table, t->size ? t->bytes : "");
}

/* A row for each example: its input, its delta, their product. */
static void shares(struct page *p, const struct traced *t, const struct entry *e)
{
    const gradus_trace *of = t->trace;
    struct corner rows = corner_of(of->rows, 12);
    struct table table;
    struct text input = { 0 }, delta = { 0 };
    char unit[32];
    snprintf(unit, sizeof unit, "%zu", e->unit + 1);
    input_name(&input, p->view, e);
    element(&delta, p->view, symbol_of(p->view, Q_DZ, e->layer), unit, "r");
    page_paragraph(p, "`%s = %ssum over r of %s %s`", e->typed, scale_of(p) > 1 ? "1/m " : "",
                   input.size ? input.bytes : "", delta.size ? delta.bytes : "");
    table_start(&table, 4, 1, 0);
    table_cell(&table, "r");
    cell_text(&table, &input);
    cell_text(&table, &delta);
    table_cell(&table, scale_of(p) > 1 ? "product / m" : "product");
    for (size_t k = 0; k < corner_size(&rows); k++) {
        size_t r = corner_index(&rows, k);
        if (r == SIZE_MAX) {
            for (int c = 0; c < 4; c++)
                table_cell(&table, "...");
            continue;
        }
        table_count(&table, t->first + r);
        table_number(&table, input_of(of, e, r), p->digits);
        table_number(&table, scale_of(p) * delta_of(of, e, r), p->digits);
        table_number(&table, input_of(of, e, r) * delta_of(of, e, r), p->digits);
    }
    table_cell(&table, "sum");
    table_cell(&table, "");
    table_cell(&table, "");
    table_number(&table, value_of(of, e), p->digits);
    p->writer->table(p, &table);
    text_free(&input);
    text_free(&delta);
}

/* A cell with as much of a chain as is [wide], at least a link; it goes on before -> or *. */
static void part_cell(struct table *table, const char **chain, size_t wide)
{
    const char *s = *chain;
    size_t n = 0, end = strlen(s);
    for (size_t k = 1; k < end && (k <= wide || !n); k++)
        if (s[k] == ' ' && (s[k + 1] == '*' || (s[k + 1] == '-' && s[k + 2] == '>')))
            n = k;
    n = end <= wide || !n ? end : n;
    struct text part = { 0 };
    text_put(&part, s, n);
    cell_text(table, &part);
    text_free(&part);
    *chain += n + (s[n] == ' ');
}

/* "1 -> 3 -> 1" and "0.2 * 0.5 * -0.1" in two cells, the product in a third; below one another
 * what is too long.                                                                           */
static double path_row(struct page *p, struct table *table, const struct walk *w)
{
    struct text path = { 0 }, product_text = { 0 };
    double all = scale_of(p) * product(w);
    for (size_t k = 0; k < w->trace->layers - w->layer; k++)
        text_add(&path, "%s%zu", k ? " -> " : "", w->unit[k] + 1);
    for (size_t k = 0; k < factors(w); k++) {
        text_add(&product_text, "%s", k ? " * " : "");
        text_number(&product_text, (k + 1 == factors(w) ? scale_of(p) : 1) * factor(w, k),
                    p->digits);
    }
    const char *units = path.size ? path.bytes : "";
    const char *terms = product_text.size ? product_text.bytes : "";
    for (int first = 1; first || *units || *terms; first = 0) {
        part_cell(table, &units, PATH_WIDTH);
        part_cell(table, &terms, PRODUCT_WIDTH);
        if (*units || *terms)
            table_cell(table, "");
        else
            table_number(table, all, p->digits);
    }
    text_free(&path);
    text_free(&product_text);
    return all;
}

static void paths_of_row(struct page *p, const struct traced *t, const struct entry *e, size_t r)
{
    struct walk w;
    struct table table;
    double shown = 0, whole = scale_of(p) * delta_of(t->trace, e, r);
    int n = 0, more;
    if (!walk_start(&w, t->trace, e, r)) {
        p->out->failed = 1;
        return;
    }
    page_heading(p, 3, "Row %zu", t->first + r);
    table_start(&table, 3, 2, 0);
    table_cell(&table, "units");
    table_cell(&table, "slope * weight * ... * delta");
    table_cell(&table, "product");
    do {
        shown += path_row(p, &table, &w);
        more = next_path(&w);
    } while (more && ++n < MOST_PATHS);
    if (more) {
        char others[64];
        snprintf(others, sizeof others, "%.15g more paths",
                 paths_above(t->trace, e->layer) - MOST_PATHS);
        table_cell(&table, "...");
        table_cell(&table, others);
        table_number(&table, whole - shown, p->digits);
    }
    table_cell(&table, "sum");
    table_cell(&table, "");
    table_number(&table, whole, p->digits);
    p->writer->table(p, &table);
    free(w.unit);
}

void entry_page(struct page *p, const struct traced *t, const struct entry *e)
{
    struct text value = { 0 };
    struct corner rows = corner_of(t->trace->rows, MOST_ROWS);
    text_number(&value, value_of(t->trace, e), p->digits);
    p->writer->begin(p, e->typed);
    if (e->what == Q_DW)
        page_paragraph(p, "`%s = %s`: how J moves with the weight of layer %zu from input %zu to "
                          "unit %zu (counted from 1).", e->typed, value.size ? value.bytes : "",
                       e->layer + 1, e->input + 1, e->unit + 1);
    else
        page_paragraph(p, "`%s = %s`: how J moves with the bias of unit %zu of layer %zu (counted "
                          "from 1).", e->typed, value.size ? value.bytes : "", e->unit + 1,
                       e->layer + 1);
    page_heading(p, 2, "Over the rows");
    shares(p, t, e);
    if (e->layer + 1 < t->trace->layers) {
        page_heading(p, 2, "Each delta, over the paths to the outputs");
        delta_formula(p, e);
        for (size_t k = 0; k < corner_size(&rows); k++)
            if (corner_index(&rows, k) == SIZE_MAX)
                page_paragraph(p, "...");
            else
                paths_of_row(p, t, e, corner_index(&rows, k));
    }
    p->writer->end(p);
    text_free(&value);
}

/* ---- as JSON ----------------------------------------------------------------------------- */
static void json_paths(struct json *j, const struct traced *t, const struct entry *e, size_t r)
{
    struct walk w;
    int n = 0;
    if (e->layer + 1 == t->trace->layers)
        return;
    if (!walk_start(&w, t->trace, e, r)) {
        j->out->failed = 1;
        return;
    }
    json_number(j, "paths_in_all", paths_above(t->trace, e->layer));
    json_open(j, "paths", '[');
    do {
        json_open(j, NULL, '{');
        json_open(j, "units", '[');
        for (size_t k = 0; k < t->trace->layers - e->layer; k++)
            json_count(j, NULL, w.unit[k]);
        json_close(j, ']');
        json_open(j, "factors", '[');
        for (size_t k = 0; k < factors(&w); k++)
            json_number(j, NULL, factor(&w, k));
        json_close(j, ']');
        json_number(j, "product", product(&w));
        json_close(j, '}');
    } while (next_path(&w) && ++n < MOST_PATHS);
    json_close(j, ']');
    free(w.unit);
}

void entry_json(struct text *out, const struct traced *t, const struct entry *e)
{
    struct json j = { .out = out };
    json_open(&j, NULL, '{');
    json_text(&j, "entry", e->typed);
    json_count(&j, "layer", e->layer);
    json_count(&j, "unit", e->unit);
    if (e->what == Q_DW)
        json_count(&j, "input", e->input);
    json_number(&j, "value", value_of(t->trace, e));
    json_open(&j, "rows", '[');
    for (size_t r = 0; r < t->trace->rows; r++) {
        json_open(&j, NULL, '{');
        json_count(&j, "row", t->first + r);
        json_number(&j, "input", input_of(t->trace, e, r));
        json_number(&j, "delta", delta_of(t->trace, e, r));
        json_number(&j, "product", input_of(t->trace, e, r) * delta_of(t->trace, e, r));
        json_paths(&j, t, e, r);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    text_put(out, "\n", 1);
}
