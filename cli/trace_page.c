/* A trace for people: forward, the loss, backward, then what else was asked for, each equation in
 * symbols, with its numbers, and its result.                                                  */
#include "formulas.h"
#include "trace.h"

#include <stdlib.h>
#include <string.h>

enum { WHOLE_EQUATION = IN_SYMBOLS | IN_NUMBERS | RESULT };

size_t trace_backward(const struct view *v, size_t l, enum form forms[FORMS])
{
    const gradus_trace *t = v->trace;
    size_t n = 0;
    int merged = v->notation->form[F_DZ_OUT] != NULL;
    if (l + 1 < t->layers) {
        forms[n++] = F_DA;
        forms[n++] = F_DZ;
    } else if (t->joint) {
        forms[n++] = F_DZ_JOINT;
    } else if (!t->layer[l].slope) {
        forms[n++] = F_DA_OUT;
        forms[n++] = F_DZ_SOFTMAX;
    } else {
        if (!merged)
            forms[n++] = F_DA_OUT;
        forms[n++] = merged ? F_DZ_OUT : F_DZ;
    }
    forms[n++] = F_DW;
    forms[n++] = F_DB;
    return n;
}

static void equation(struct page *p, enum form form, size_t l, int parts)
{
    struct equation e;
    if (equation_make(&e, p->view, form, l))
        p->writer->equation(p, &e, parts);
}

static void network_of(struct text *out, const gradus_trace *t)
{
    text_add(out, "%zu", t->inputs);
    for (size_t l = 0; l < t->layers; l++)
        text_add(out, "-%zu", t->layer[l].units);
}

static int has_bias(const gradus_trace *t)
{
    for (size_t l = 0; l < t->layers; l++)
        if (t->layer[l].b)
            return 1;
    return 0;
}

static void signs(struct page *p)
{
    const struct notation *n = p->view->notation;
    if (has_bias(p->view->trace) && !n->folded)
        page_paragraph(p, "A bias is added to every %s.", n->columns ? "column" : "row");
    if (p->writer == &text_writer)
        page_paragraph(p, "A space between matrices is their product, `*` multiplies element by "
                          "element, `^T` transposes; (rows,columns) are sizes.");
    else
        page_paragraph(p, "Below each matrix stand its rows and columns.");
}

static void about(struct page *p, const struct traced *t)
{
    const gradus_trace *of = t->trace;
    const struct notation *n = p->view->notation;
    if (of->rows == 1)
        page_paragraph(p, "m = 1 row, number %zu of the data (counted from 0). Notation %s: %s.",
                       t->first, n->name, n->about);
    else
        page_paragraph(p, "m = %zu rows, number %zu to %zu of the data (counted from 0). Notation "
                          "%s: %s.", of->rows, t->first, t->first + of->rows - 1, n->name,
                       n->about);
    signs(p);
    if (n->per_example && of->mean && of->rows > 1)
        page_paragraph(p, "%s, for each example, the derivative of its own loss: m = %zu times "
                          "that of J. The 1/m stands in %s.",
                       n->columns ? "dA and dZ are" : "delta is", of->rows,
                       n->columns ? "dW and db (BP1 and BP2)" : "the gradient of theta");
    else if (n->per_example && !of->mean)
        page_paragraph(p, "J is a sum over the examples, so that nowhere is anything divided by "
                          "m.");
    else
        page_paragraph(p, "All are derivatives of J%s.",
                       !of->mean ? ", a sum over the rows"
                       : of->rows > 1 ? ": 1/m is inside them" : "");
    if (n->folded && of->layers > 1 && of->layer[of->layers - 1].b)
        page_paragraph(p, "A w is its theta without the last row: no unit below feeds a bias, so "
                          "nothing goes back through it.");
}

static void layer_heading(struct page *p, size_t l)
{
    const gradus_trace_layer *y = &p->view->trace->layer[l];
    page_heading(p, 3, "Layer %zu: %zu input%s, %zu unit%s, %s", l + 1, y->inputs,
                 plural(y->inputs), y->units, plural(y->units), y->activation);
}

/* The text of a formula for all but Markdown, which has LaTeX. */
static void formula(struct page *p, const char *plain, const char *before, const char *latex)
{
    if (p->writer == &markdown_writer && latex)
        page_paragraph(p, "$%s%s$", before, latex);
    else
        page_paragraph(p, "`%s`", plain);
}

static void forward(struct page *p)
{
    const gradus_trace *t = p->view->trace;
    page_heading(p, 2, "Forward");
    for (size_t l = 0; l < t->layers; l++) {
        const char *name = t->layer[l].activation;
        layer_heading(p, l);
        formula(p, activation_text(name)->formula, "", activation_formula(name)->latex);
        equation(p, F_Z, l, WHOLE_EQUATION);
        equation(p, F_A, l, IN_SYMBOLS | RESULT);
    }
}

static void losses(struct page *p, const struct traced *traced)
{
    const gradus_trace *t = p->view->trace;
    struct corner rows = corner_of(t->rows, 12);
    struct table table;
    struct matrix y = matrix_of(p->view, (struct symbol){ .what = Q_ANSWER });
    struct text number = { 0 };
    page_heading(p, 2, "The loss");
    page_paragraph(p, "`%s`: `%s`", t->loss_name, loss_text(t->loss_name)->formula);
    p->writer->matrix(p, p->view->notation->spelling[Q_ANSWER].text, &y);
    table_start(&table, 2, 1, 0);
    table_cell(&table, "row");
    table_cell(&table, "its loss");
    for (size_t k = 0; k < corner_size(&rows); k++) {
        size_t r = corner_index(&rows, k);
        if (r == SIZE_MAX) {
            table_cell(&table, "...");
            table_cell(&table, "...");
            continue;
        }
        table_count(&table, traced->first + r);
        table_number(&table, t->row_loss[r], p->digits);
    }
    p->writer->table(p, &table);
    text_number(&number, t->loss, p->digits);
    page_paragraph(p, "`J = %s`, their %s.", number.size ? number.bytes : "",
                   t->mean ? "mean" : "sum");
    text_free(&number);
}

/* The two outputs whose activation has no slope of its own. */
static void joint_or_softmax(struct page *p, const gradus_trace_layer *y)
{
    const gradus_trace *t = p->view->trace;
    if (t->joint)
        page_paragraph(p, "Through `%s` and `%s` together the derivative by z is a - y, example by "
                          "example; dA is never formed.", t->loss_name, y->activation);
    else
        page_paragraph(p, "`%s`", activation_text(y->activation)->derivative);
}

static void backward(struct page *p)
{
    const gradus_trace *t = p->view->trace;
    enum form forms[FORMS];
    page_heading(p, 2, "Backward");
    for (size_t l = t->layers; l-- > 0;) {
        const gradus_trace_layer *y = &t->layer[l];
        layer_heading(p, l);
        if (y->slope)
            formula(p, activation_text(y->activation)->derivative, "\\frac{da}{dz} = ",
                    activation_formula(y->activation)->latex_slope);
        else
            joint_or_softmax(p, y);
        size_t n = trace_backward(p->view, l, forms);
        for (size_t k = 0; k < n; k++)
            equation(p, forms[k], l, WHOLE_EQUATION);
    }
}

static void step(struct page *p, const struct traced *t)
{
    struct text before = { 0 }, after = { 0 }, rate = { 0 };
    page_heading(p, 2, "One step");
    text_number(&rate, t->rate, p->digits);
    text_number(&before, t->trace->loss, p->digits);
    text_number(&after, t->trace->loss_after, p->digits);
    for (size_t l = 0; l < t->trace->layers; l++)
        for (enum form f = F_STEP_W; f <= F_STEP_B; f++)
            equation(p, f, l, WHOLE_EQUATION);
    page_paragraph(p, "A step %s the slope at rate %s: J was %s, and is %s after it: it %s.",
                   t->rate < 0 ? "up" : "down", rate.size ? rate.bytes : "",
                   before.size ? before.bytes : "", after.size ? after.bytes : "",
                   t->trace->loss_after < t->trace->loss ? "fell"
                   : t->trace->loss_after > t->trace->loss ? "rose" : "did not change");
    text_free(&before);
    text_free(&after);
    text_free(&rate);
}

/* ---- shares of rows ---------------------------------------------------------------------- */
/* The matrix that is written where dW is, but of [w] and [b]. */
static struct matrix in_place_of(const struct view *v, enum quantity what, size_t l,
                                 const double *w, const double *b)
{
    struct matrix m = matrix_of(v, symbol_of(v, what, l));
    m.numbers = what == Q_DW ? w : b;
    m.tail = m.tailed ? b : NULL;
    return m;
}

static void shares_of(struct page *p, const struct traced *t, enum quantity what, size_t l,
                      double *w, double *b)
{
    struct corner rows = corner_of(t->trace->rows, 5);
    struct text name = { 0 }, label = { 0 };
    symbol_name(&name, p->view, symbol_of(p->view, what, l));
    const char *of = name.size ? name.bytes : "";
    page_heading(p, 3, "%s", of);
    for (size_t k = 0; k < corner_size(&rows); k++) {
        size_t r = corner_index(&rows, k);
        if (r == SIZE_MAX || !gradus_trace_share(t->trace, r, l, w, b)) {
            page_paragraph(p, "...");
            continue;
        }
        struct matrix m = in_place_of(p->view, what, l, w, b);
        label.size = 0;
        text_add(&label, "row %zu", t->first + r);
        p->writer->matrix(p, label.size ? label.bytes : "", &m);
    }
    struct matrix sum = matrix_of(p->view, symbol_of(p->view, what, l));
    p->writer->matrix(p, "their sum", &sum);
    text_free(&name);
    text_free(&label);
}

static void votes(struct page *p, const struct traced *t)
{
    const gradus_trace *of = t->trace;
    struct corner rows = corner_of(of->rows, 12);
    struct table table;
    table_start(&table, 3, 1, 0);
    table_cell(&table, "row");
    table_cell(&table, "its loss");
    table_cell(&table, "cosine");
    for (size_t k = 0; k < corner_size(&rows); k++) {
        size_t r = corner_index(&rows, k);
        if (r == SIZE_MAX) {
            for (int c = 0; c < 3; c++)
                table_cell(&table, "...");
            continue;
        }
        table_count(&table, t->first + r);
        table_number(&table, of->row_loss[r], p->digits);
        table_number(&table, of->cosine[r], p->digits);
    }
    p->writer->table(p, &table);
}

static void examples(struct page *p, const struct traced *t)
{
    page_heading(p, 2, "Example by example");
    page_paragraph(p, "Every example votes on which way is down. Its share of the gradient is what "
                      "it would be if the others added nothing; the cosine tells how far that "
                      "agrees with their sum: 1 the same way, 0 across, -1 against it.");
    votes(p, t);
    for (size_t l = 0; l < t->trace->layers; l++) {
        const gradus_trace_layer *y = &t->trace->layer[l];
        double *w = calloc(y->units * y->inputs + y->units, sizeof *w);
        if (!w) {
            p->out->failed = 1;
            return;
        }
        double *b = w + y->units * y->inputs;
        shares_of(p, t, Q_DW, l, w, b);
        if (y->b && !p->view->notation->folded)
            shares_of(p, t, Q_DB, l, w, b);
        free(w);
    }
}

void trace_page(struct page *p, const struct traced *t)
{
    struct text title = { 0 };
    text_add(&title, "Every number of one pass through a ");
    network_of(&title, t->trace);
    text_add(&title, " network");
    p->writer->begin(p, title.size ? title.bytes : "");
    about(p, t);
    forward(p);
    losses(p, t);
    backward(p);
    if (t->trace->layer[0].w_after)
        step(p, t);
    if (t->per_example)
        examples(p, t);
    p->writer->end(p);
    p->out->failed |= title.failed;
    text_free(&title);
}
