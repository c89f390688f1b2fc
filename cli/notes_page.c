/* What a worksheet says before it asks: the data, the network, its forward equations, and what one
 * should know; and after: how answers are marked.                                             */
#include "formulas.h"
#include "notes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the data and the network ------------------------------------------------------------ */
static void given_matrix(struct page *p, struct symbol s)
{
    struct text name = { 0 };
    struct matrix m = matrix_of(p->view, s);
    symbol_name(&name, p->view, s);
    p->writer->matrix(p, name.size ? name.bytes : "", &m);
    text_free(&name);
}

static void data(const struct notes *n)
{
    struct page *p = n->page;
    const gradus_trace *t = p->view->trace;
    page_heading(p, 2, "The data");
    page_paragraph(p, "%zu example%s, one a row: `X` has the %zu input%s as the network sees them, "
                      "`y` what it should answer.", t->rows, plural(t->rows), t->inputs,
                   plural(t->inputs));
    given_matrix(p, (struct symbol){ .what = Q_IN });
    given_matrix(p, (struct symbol){ .what = Q_ANSWER });
}

static void drawing(const struct notes *n)
{
    const gradus_trace *t = n->page->view->trace;
    size_t *units = calloc(t->layers + 1, sizeof *units);
    char (*label)[16] = calloc(t->layers + 1, sizeof *label);
    struct network_drawing d = { t->layers + 1, units, label, "W" };
    if (!units || !label) {
        n->page->out->failed = 1;
    } else {
        units[0] = t->inputs;
        snprintf(label[0], sizeof label[0], "X");
        for (size_t l = 0; l < t->layers; l++) {
            struct text name = { 0 };
            symbol_name(&name, n->page->view, symbol_of(n->page->view, Q_A, l));
            units[l + 1] = t->layer[l].units;
            snprintf(label[l + 1], sizeof label[0], "%s", name.size ? name.bytes : "");
            text_free(&name);
        }
        n->page->writer->network(n->page, &d);
    }
    free(units);
    free(label);
}

static void network(const struct notes *n)
{
    struct page *p = n->page;
    const gradus_trace *t = p->view->trace;
    page_heading(p, 2, "The network");
    page_paragraph(p, "Every unit is joined to every unit of the next column. `W1` has a row for "
                      "each input and a column for each unit, and so on upward.");
    drawing(n);
    page_paragraph(p, "The weights%s:", t->layer[0].b ? " and biases" : "");
    for (size_t l = 0; l < t->layers; l++) {
        given_matrix(p, symbol_of(p->view, Q_W, l));
        if (t->layer[l].b)
            given_matrix(p, symbol_of(p->view, Q_B, l));
    }
}

static void forward(const struct notes *n)
{
    struct page *p = n->page;
    const gradus_trace *t = p->view->trace;
    struct equation e;
    page_heading(p, 2, "Forward");
    page_paragraph(p, "From the inputs to the answer, for all examples at once; `f` works on every "
                      "number of its matrix by itself%s.",
                   strcmp(t->layer[t->layers - 1].activation, "softmax") ? ""
                       : ", but for softmax, which works on every row");
    for (size_t l = 0; l < t->layers; l++)
        for (enum form f = F_Z; f <= F_A; f++) {
            if (f == F_A)
                page_paragraph(p, "with %s, `%s`:", t->layer[l].activation,
                               activation_text(t->layer[l].activation)->formula);
            if (equation_make(&e, p->view, f, l))
                p->writer->equation(p, &e, IN_SYMBOLS);
        }
    page_paragraph(p, "How wrong the answers are, in one number, the loss `%s`:", t->loss_name);
    page_paragraph(p, "`%s`", loss_text(t->loss_name)->formula);
    page_paragraph(p, "where `a` is the answer and `y` what it should be, and m = %zu the number "
                      "of examples. Training looks for weights with a small J, so it asks: how "
                      "does J move with each weight? That is what you are going to work out.",
                   t->rows);
}

/* ---- what one should know ---------------------------------------------------------------- */
#define I(x)        "<mi>" x "</mi>"
#define O(x)        "<mo>" x "</mo>"
#define N(x)        "<mn>" x "</mn>"
#define FRAC(a, b)  "<mfrac><mrow>" a "</mrow><mrow>" b "</mrow></mfrac>"
#define SUB(a, b)   "<msub>" a "<mrow>" b "</mrow></msub>"
#define SUP(a, b)   "<msup>" a "<mrow>" b "</mrow></msup>"
#define PARTIAL(a, b) FRAC(O("∂") a, O("∂") b)

static const struct {
    const char *about;
    struct formula formula;
} known[] = {
    { "The sum rule: the derivative of a sum is the sum of the derivatives.",
      { "d(u + v)/dx = du/dx + dv/dx", "\\frac{d(u + v)}{dx} = \\frac{du}{dx} + \\frac{dv}{dx}",
        FRAC(I("d") O("(") I("u") O("+") I("v") O(")"), I("dx")) O("=") FRAC(I("du"), I("dx"))
        O("+") FRAC(I("dv"), I("dx")) } },
    { "The chain rule: where x moves u and u moves y, the two rates multiply.",
      { "dy/dx = dy/du du/dx", "\\frac{dy}{dx} = \\frac{dy}{du} \\cdot \\frac{du}{dx}",
        FRAC(I("dy"), I("dx")) O("=") FRAC(I("dy"), I("du")) O("·") FRAC(I("du"), I("dx")) } },
    { "Where x reaches y on several ways, their rates add up.",
      { "dy/dx = sum over k of dy/du_k du_k/dx",
        "\\frac{dy}{dx} = \\sum_k \\frac{\\partial y}{\\partial u_k} \\cdot \\frac{du_k}{dx}",
        FRAC(I("dy"), I("dx")) O("=") "<munder>" O("∑") I("k") "</munder>"
        PARTIAL(I("y"), SUB(I("u"), I("k"))) O("·") FRAC(I("d") SUB(I("u"), I("k")), I("dx")) } },
    { "A partial derivative moves one variable and holds the others still.",
      { "d(2 x^2 + y^3)/dx = 4 x",
        "\\frac{\\partial}{\\partial x} (2 x^2 + y^3) = 4 x",
        PARTIAL("", I("x")) O("(") N("2") SUP(I("x"), N("2")) O("+") SUP(I("y"), N("3")) O(")")
        O("=") N("4") I("x") } },
    { "A matrix product: row times column. (n,k) times (k,p) is (n,p); the inner sizes agree.",
      { "(A B)_ij = sum over k of A_ik B_kj", "(A B)_{ij} = \\sum_k A_{ik} B_{kj}",
        SUB("<mrow>" O("(") I("A") I("B") O(")") "</mrow>", I("i") I("j")) O("=") "<munder>" O("∑")
        I("k") "</munder>" SUB(I("A"), I("i") I("k")) SUB(I("B"), I("k") I("j")) } },
    { "A transpose swaps rows and columns, and turns a product round.",
      { "(A B)^T = B^T A^T", "(A B)^{\\mathsf T} = B^{\\mathsf T} A^{\\mathsf T}",
        SUP("<mrow>" O("(") I("A") I("B") O(")") "</mrow>", I("T")) O("=") SUP(I("B"), I("T"))
        SUP(I("A"), I("T")) } },
};

static void knowledge(const struct notes *n)
{
    page_heading(n->page, 2, "What you should know");
    for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
        page_paragraph(n->page, "%s", known[k].about);
        n->page->writer->formula(n->page, &known[k].formula);
    }
    page_paragraph(n->page, "And a habit: write the size below each matrix. A product whose sizes "
                            "do not fit is wrong; a gradient has the size of what it is the "
                            "gradient of.");
}

/* ---- answers that a program marks -------------------------------------------------------- */
static void answer(struct json *j, const struct view *v, enum quantity what, size_t l, int blank)
{
    struct symbol s = symbol_of(v, what, l);
    struct matrix m = matrix_of(v, s);
    struct text name = { 0 };
    int list = what == Q_DB;                            /* not a matrix of one row */
    symbol_name(&name, v, s);
    const char *key = name.size ? name.bytes : "";
    if (blank) {
        json_raw(j, key, "null");
        text_free(&name);
        return;
    }
    json_open(j, key, '[');
    for (size_t i = 0; i < m.rows; i++) {
        if (!list)
            json_open(j, NULL, '[');
        for (size_t k = 0; k < m.cols; k++)
            json_number(j, NULL, matrix_at(&m, i, k));
        if (!list)
            json_close(j, ']');
    }
    json_close(j, ']');
    text_free(&name);
}

void notes_answers(struct text *out, const struct view *v, int blank)
{
    const gradus_trace *t = v->trace;
    struct json j = { .out = out };
    json_open(&j, NULL, '{');
    json_text(&j, "notation", v->notation->name);
    for (size_t l = 0; l < t->layers; l++) {
        answer(&j, v, Q_Z, l, blank);
        answer(&j, v, Q_A, l, blank);
    }
    if (blank)
        json_raw(&j, "J", "null");
    else
        json_number(&j, "J", t->loss);
    for (size_t l = t->layers; l-- > 0;) {
        answer(&j, v, Q_DZ, l, blank);
        answer(&j, v, Q_DW, l, blank);
        if (t->layer[l].b)
            answer(&j, v, Q_DB, l, blank);
    }
    json_close(&j, '}');
}

static void marking(const struct notes *n)
{
    struct text names = { 0 }, check = { 0 };
    page_heading(n->page, 2, "Have your answers marked");
    page_paragraph(n->page, "Write your numbers into a file `mine.json`, any of these, with as "
                            "many digits as you like; leave out what you do not have:");
    notes_answers(&names, n->page->view, 1);
    for (char *at = names.bytes; at && (at = strstr(at, ", "));)
        at[1] = '\n';                   /* a line each, to be filled in */
    n->page->writer->code(n->page, names.size ? names.bytes : "");
    page_name(&check, n->check);
    page_paragraph(n->page, "`%s` says which are right and, where one is wrong, what went wrong.",
                   check.size ? check.bytes : "");
    n->page->out->failed |= names.failed | check.failed;
    text_free(&check);
    text_free(&names);
}

void notes_page(struct notes *n)
{
    const gradus_trace *t = n->page->view->trace;
    struct text title = { 0 };
    text_add(&title, "Backpropagation by hand: a network %zu", t->inputs);
    for (size_t l = 0; l < t->layers; l++)
        text_add(&title, "-%zu", t->layer[l].units);
    n->page->writer->begin(n->page, title.size ? title.bytes : "");
    data(n);
    network(n);
    forward(n);
    knowledge(n);
    page_heading(n->page, 2, n->blank ? "Questions" : "Questions and answers");
    notes_questions(n);
    marking(n);
    n->page->writer->end(n->page);
    n->page->out->failed |= title.failed;
    text_free(&title);
}
