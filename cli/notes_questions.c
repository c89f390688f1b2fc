/* The questions of a worksheet: from sizes over the chain rule at the last layer, one example with
 * numbers, and the sum over examples, down to the first layer.  An answer is written where the
 * sheet is solved, else there is room for it.                                                 */
#include "formulas.h"
#include "notes.h"

#include <stdlib.h>
#include <string.h>

#define ASK(n, ...)                                                                             \
    do {                                                                                        \
        page_heading((n)->page, 3, "Question %zu", ++(n)->asked);                               \
        page_paragraph((n)->page, __VA_ARGS__);                                                 \
    } while (0)

/* 1 where the answer is to be written; else leaves room for it. */
static int solved(struct notes *n, int lines)
{
    if (n->blank)
        n->page->writer->room(n->page, lines);
    else
        page_paragraph(n->page, n->page->writer == &markdown_writer ? "**Answer.**" : "Answer:");
    return !n->blank;
}

static void show(struct notes *n, const struct view *v, enum form form, size_t l, int parts)
{
    const struct view *kept = n->page->view;
    struct equation e;
    n->page->view = v;
    if (equation_make(&e, v, form, l))
        n->page->writer->equation(n->page, &e, parts);
    n->page->view = kept;
}

/* A name of the notation, such as delta3; it lives in a text of the caller's until that is used
 * again.                                                                                      */
static const char *name(struct text *out, const struct notes *n, enum quantity what, size_t l)
{
    text_free(out);
    symbol_name(out, n->page->view, symbol_of(n->page->view, what, l));
    return out->size ? out->bytes : "";
}

static const char *below(struct text *out, const struct notes *n, size_t l)
{
    if (l)
        return name(out, n, Q_A, l - 1);
    text_free(out);
    symbol_name(out, n->page->view, (struct symbol){ .what = Q_IN });
    return out->size ? out->bytes : "";
}

/* ---- sizes ------------------------------------------------------------------------------- */
static void size_row(const struct notes *n, struct table *t, struct symbol s)
{
    struct text name = { 0 }, size = { 0 };
    struct matrix m = matrix_of(n->page->view, s);
    symbol_name(&name, n->page->view, s);
    if (n->blank)
        text_add(&size, "(    ,    )");
    else
        text_add(&size, "(%zu, %zu)", m.rows, m.cols);
    table_cell(t, name.size ? name.bytes : "");
    table_cell(t, size.size ? size.bytes : "");
    text_free(&name);
    text_free(&size);
}

static void sizes(struct notes *n)
{
    static const enum quantity each[] = { Q_W, Q_B, Q_Z, Q_A, Q_DZ, Q_DW, Q_DB };
    const gradus_trace *t = n->page->view->trace;
    struct table table;
    ASK(n, "What size, (rows, columns), does each of these have?");
    table_start(&table, 2, 1, 0);
    table_cell(&table, "name");
    table_cell(&table, "size");
    size_row(n, &table, (struct symbol){ .what = Q_IN });
    size_row(n, &table, (struct symbol){ .what = Q_ANSWER });
    for (size_t l = 0; l < t->layers; l++)
        for (size_t k = 0; k < sizeof each / sizeof *each; k++)
            if ((each[k] != Q_B && each[k] != Q_DB) || t->layer[l].b)
                size_row(n, &table, symbol_of(n->page->view, each[k], l));
    n->page->writer->table(n->page, &table);
}

/* ---- rules ------------------------------------------------------------------------------- */
static void sum_rule(struct notes *n)
{
    const gradus_trace *t = n->page->view->trace;
    ASK(n, "J is the %s of the losses of the examples, each of which knows nothing of the others. "
           "What does that say of the derivative of J by a weight?", t->mean ? "mean" : "sum");
    if (solved(n, 3))
        page_paragraph(n->page, "By the sum rule it is the %s of the derivatives of the examples' "
                                "own losses. So one example is enough to find the rule, and the "
                                "rest is adding up.", t->mean ? "mean" : "sum");
}

/* dJ/dW = dJ/da da/dz dz/dW, of the [count] symbols after J. */
static void chain(const struct notes *n, const struct symbol *s, size_t count)
{
    struct text form[3] = { { 0 } };
    const struct view *v = n->page->view;
    for (size_t k = 0; k <= count; k++) {           /* 0: the left side, J by the last */
        const struct symbol *above = k < 2 ? NULL : &s[k - 2], *by = &s[k ? k - 1 : count - 1];
        text_add(&form[0], "%sd", k == 1 ? " = " : k ? " " : "");
        text_add(&form[1], "%s\\frac{\\partial ", k == 1 ? " = " : k > 1 ? " \\cdot " : "");
        text_add(&form[2], "%s<mfrac><mrow><mo>∂</mo>", k == 1 ? "<mo>=</mo>"
                                                        : k > 1 ? "<mo>·</mo>" : "");
        if (above) {
            symbol_name(&form[0], v, *above);
            symbol_latex(&form[1], v, *above);
            symbol_mathml(&form[2], v, *above);
        } else {
            text_add(&form[0], "J");
            text_add(&form[1], "J");
            text_add(&form[2], "<mi>J</mi>");
        }
        text_add(&form[0], "/d");
        text_add(&form[1], "}{\\partial ");
        text_add(&form[2], "</mrow><mrow><mo>∂</mo>");
        symbol_name(&form[0], v, *by);
        symbol_latex(&form[1], v, *by);
        symbol_mathml(&form[2], v, *by);
        text_add(&form[1], "}");
        text_add(&form[2], "</mrow></mfrac>");
    }
    struct formula f = { form[0].bytes, form[1].bytes, form[2].bytes };
    if (f.text && f.latex && f.mathml)
        n->page->writer->formula(n->page, &f);
    for (size_t k = 0; k < 3; k++) {
        n->page->out->failed |= form[k].failed;
        text_free(&form[k]);
    }
}

static void chain_rule(struct notes *n, size_t l)
{
    const struct view *v = n->page->view;
    struct text w = { 0 };
    struct symbol way[] = { symbol_of(v, Q_A, l), symbol_of(v, Q_Z, l), symbol_of(v, Q_W, l) };
    const char *weight = name(&w, n, Q_W, l);
    ASK(n, "One example. On which way does a weight of `%s` reach J? Write the derivative of J by "
           "`%s` as a product along it.", weight, weight);
    if (solved(n, 3))
        chain(n, way, 3);
    text_free(&w);
}

static void loss_derivative(struct notes *n, size_t l)
{
    const gradus_trace *t = n->page->view->trace;
    const gradus_trace_layer *y = &t->layer[l];
    if (t->joint) {
        ASK(n, "The loss `%s`, `%s`, comes with %s, `%s`. What is the derivative of one example's "
               "loss by `z`, through both of them? (Each alone can divide by 0; together they "
               "cannot.)", t->loss_name, loss_text(t->loss_name)->formula, y->activation,
            activation_text(y->activation)->formula);
        if (solved(n, 5))
            page_paragraph(n->page, "`a - y`, for each output. With the 1/m of J: `%s`.",
                           loss_text(t->loss_name)->derivative);
        return;
    }
    ASK(n, "What is the derivative of J, `%s`, by one answer `a`?",
        loss_text(t->loss_name)->formula);
    if (solved(n, 3))
        page_paragraph(n->page, "`%s`", loss_text(t->loss_name)->derivative);
}

/* Of an activation; a joint last layer has had its own. */
static void slope(struct notes *n, size_t l)
{
    const gradus_trace *t = n->page->view->trace;
    const char *activation = t->layer[l].activation;
    if (l + 1 == t->layers && t->joint)
        return;
    if (t->layer[l].slope)
        ASK(n, "Layer %zu has %s, `%s`. What is its derivative `f'(z)`, in `z` or `a`?", l + 1,
            activation, activation_text(activation)->formula);
    else
        ASK(n, "Layer %zu has softmax, `%s`. How does answer i move with `z` of unit k?", l + 1,
            activation_text(activation)->formula);
    if (!solved(n, 3))
        return;
    const char *latex = activation_formula(activation)->latex_slope;
    page_paragraph(n->page, "`%s`", activation_text(activation)->derivative);
    if (n->page->writer == &markdown_writer)
        page_paragraph(n->page, "$%s$", latex);
}

/* Forward steps that lead to delta, in symbols or with numbers. */
static void deltas(struct notes *n, const struct view *v, size_t l, int parts)
{
    enum form forms[FORMS];
    size_t count = trace_backward(v, l, forms);
    for (size_t k = 0; k < count; k++)
        if (forms[k] != F_DW && forms[k] != F_DB)
            show(n, v, forms[k], l, parts);
}

static void delta_last(struct notes *n, size_t l)
{
    struct text d = { 0 }, z = { 0 };
    ASK(n, "Call the derivative of J by `%s` `%s`. Write it down, for all examples at once.",
        name(&z, n, Q_Z, l), name(&d, n, Q_DZ, l));
    if (solved(n, 3))
        deltas(n, n->page->view, l, IN_SYMBOLS);
    text_free(&d);
    text_free(&z);
}

static void weights_rule(struct notes *n, size_t l)
{
    struct text z = { 0 }, a = { 0 }, d = { 0 }, w = { 0 };
    ASK(n, "`z_j = sum over i of a_i W_ij%s`, with `a` from `%s`. What is the derivative of `z_j` "
           "by `W_ij`, and so that of J by `W_ij`, for one example? Then for all examples: as a "
           "product of `%s` and `%s`.", n->page->view->trace->layer[l].b ? " + b_j" : "",
        below(&a, n, l), below(&w, n, l), name(&d, n, Q_DZ, l));
    if (solved(n, 4)) {
        page_paragraph(n->page, "`a_i`, so `dJ/dW_ij = a_i delta_j`: input times delta, for each "
                                "pair. Over the examples these add up, which is what the matrix "
                                "product does.");
        show(n, n->page->view, F_DW, l, IN_SYMBOLS);
    }
    if (n->page->view->trace->layer[l].b) {
        ASK(n, "And by the bias `b_j`?");
        if (solved(n, 2)) {
            page_paragraph(n->page, "`z_j` moves as much as `b_j` does, so it is delta itself, "
                                    "added up over the examples.");
            show(n, n->page->view, F_DB, l, IN_SYMBOLS);
        }
    }
    text_free(&z);
    text_free(&a);
    text_free(&d);
    text_free(&w);
}

/* ---- numbers ----------------------------------------------------------------------------- */
static void forward_numbers(struct notes *n, const struct view *v, int parts)
{
    const gradus_trace *t = v->trace;
    struct text loss = { 0 };
    if (!solved(n, 3 * (int)(t->layers < 5 ? t->layers : 5)))
        return;
    for (size_t l = 0; l < t->layers; l++) {
        show(n, v, F_Z, l, parts);
        show(n, v, F_A, l, RESULT);
    }
    text_number(&loss, t->loss, n->page->digits);
    page_paragraph(n->page, "`J = %s`", loss.size ? loss.bytes : "");
    text_free(&loss);
}

static void gradient_numbers(struct notes *n, const struct view *v, size_t l, int parts)
{
    deltas(n, v, l, parts);
    show(n, v, F_DW, l, parts);
    show(n, v, F_DB, l, parts);
}

/* " and dJdb2", where there is a bias. */
static const char *and_bias(struct text *out, const struct notes *n, size_t l)
{
    struct text b = { 0 };
    text_free(out);
    if (n->page->view->trace->layer[l].b)
        text_add(out, " (and `%s`)", name(&b, n, Q_DB, l));
    text_free(&b);
    return out->size ? out->bytes : "";
}

static void one_example(struct notes *n, size_t l)
{
    struct text d = { 0 }, w = { 0 }, b = { 0 };
    ASK(n, "The first example alone, as if it were all the data (m = 1): `%s` and `%s`%s in "
           "numbers?", name(&d, n, Q_DZ, l), name(&w, n, Q_DW, l), and_bias(&b, n, l));
    if (solved(n, 4))
        gradient_numbers(n, n->one, l, IN_NUMBERS | RESULT);
    text_free(&d);
    text_free(&w);
    text_free(&b);
}

/* Each example's share of dW, whose sum the matrix product is. */
static void shares(struct notes *n, size_t l)
{
    const struct view *v = n->page->view;
    const gradus_trace_layer *y = &v->trace->layer[l];
    struct corner rows = corner_of(v->trace->rows, 5);
    double *w = calloc(y->units * y->inputs, sizeof *w);
    if (!w) {
        n->page->out->failed = 1;
        return;
    }
    for (size_t k = 0; k < corner_size(&rows); k++) {
        size_t r = corner_index(&rows, k);
        struct text label = { 0 };
        struct matrix m = matrix_of(v, symbol_of(v, Q_DW, l));
        if (r == SIZE_MAX || !gradus_trace_share(v->trace, r, l, w, NULL)) {
            page_paragraph(n->page, "...");
            continue;
        }
        m.numbers = w;
        text_add(&label, "example %zu", r + 1);
        n->page->writer->matrix(n->page, label.size ? label.bytes : "", &m);
        text_free(&label);
    }
    free(w);
}

static void all_examples(struct notes *n, size_t l)
{
    const gradus_trace *t = n->page->view->trace;
    struct text d = { 0 }, w = { 0 }, b = { 0 };
    ASK(n, "All %zu examples: `%s`? And `%s`%s, once example by example and added up, once as the "
           "matrix product?", t->rows, name(&d, n, Q_DZ, l), name(&w, n, Q_DW, l),
        and_bias(&b, n, l));
    if (solved(n, 6)) {
        deltas(n, n->page->view, l, IN_NUMBERS | RESULT);
        shares(n, l);
        show(n, n->page->view, F_DW, l, IN_NUMBERS | RESULT);
        show(n, n->page->view, F_DB, l, IN_NUMBERS | RESULT);
    }
    text_free(&d);
    text_free(&w);
    text_free(&b);
}

/* ---- one layer down ---------------------------------------------------------------------- */
static void downward(struct notes *n, size_t l)
{
    const struct view *v = n->page->view;
    struct symbol way[] = { symbol_of(v, Q_Z, l + 1), symbol_of(v, Q_A, l), symbol_of(v, Q_Z, l),
                            symbol_of(v, Q_W, l) };
    struct text a = { 0 }, d = { 0 }, w = { 0 }, u = { 0 };
    const char *weight = name(&w, n, Q_W, l);
    ASK(n, "One layer down. A weight of `%s` reaches J through `%s`, whose derivative `%s` you "
           "have. Write the derivative of J by `%s` as a product along the way.",
        weight, name(&a, n, Q_Z, l + 1), name(&u, n, Q_DZ, l + 1), weight);
    if (solved(n, 3))
        chain(n, way, 4);
    ASK(n, "Unit i of `%s` feeds every unit of layer %zu. What is the derivative of J by it, and "
           "for all units and examples at once?", name(&a, n, Q_A, l), l + 2);
    if (solved(n, 3)) {
        page_paragraph(n->page, "Where a number is used several times, the rates add up: the sum "
                                "over the units j above of `delta_j W_ij`. As a product: "
                                "`%s %s^T`.",
                       name(&u, n, Q_DZ, l + 1), name(&w, n, Q_W, l + 1));
    }
    slope(n, l);
    ASK(n, "So what is `%s`?", name(&d, n, Q_DZ, l));
    if (solved(n, 3))
        deltas(n, v, l, IN_SYMBOLS);
    text_free(&a);
    text_free(&d);
    text_free(&w);
    text_free(&u);
}

void notes_questions(struct notes *n)
{
    const gradus_trace *t = n->page->view->trace;
    size_t last = t->layers - 1;
    sizes(n);
    sum_rule(n);
    chain_rule(n, last);
    loss_derivative(n, last);
    slope(n, last);
    delta_last(n, last);
    weights_rule(n, last);
    ASK(n, "Now with numbers. The first example alone: what does the network answer, and what is "
           "its loss?");
    forward_numbers(n, n->one, IN_NUMBERS | RESULT);
    one_example(n, last);
    if (t->rows > 1) {
        ASK(n, "All %zu examples at once: the same matrices with %zu rows. What are `z` and `a` of "
               "each layer, and J?", t->rows, t->rows);
        forward_numbers(n, n->page->view, RESULT);
        all_examples(n, last);
    }
    for (size_t l = last; l-- > 0;) {
        downward(n, l);
        weights_rule(n, l);
        one_example(n, l);
        if (t->rows > 1)
            all_examples(n, l);
    }
}
