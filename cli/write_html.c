/* Explanations as one HTML file: equations in MathML, no script, nothing from elsewhere, light or
 * dark as the reader's screen is.  Wide equations scroll by themselves; each has its text, too. */
#include "writer.h"

#include <stdlib.h>
#include <string.h>

static const char head[] =
    "<meta charset=\"utf-8\"/>\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
    "<meta name=\"color-scheme\" content=\"light dark\"/>\n"
    "<style>\n"
    ":root { color-scheme: light dark; --ink: #1d2228; --paper: #fdfdfb; --line: #d4d7dc;\n"
    "  --soft: #f1f2ef; }\n"
    "@media (prefers-color-scheme: dark) {\n"
    "  :root { --ink: #e4e6ea; --paper: #16191d; --line: #3c4249; --soft: #20252b; }\n"
    "}\n"
    "body { color: var(--ink); background: var(--paper); font: 17px/1.5 system-ui, sans-serif;\n"
    "  max-width: 62rem; margin: 0 auto; padding: 1rem; }\n"
    "h2 { border-bottom: 1px solid var(--line); margin-top: 2.5rem; }\n"
    ".scroll { overflow-x: auto; margin: 1rem 0; padding: .5rem .75rem;\n"
    "  background: var(--soft); border-radius: .4rem; }\n"
    ".scroll:focus-visible { outline: 2px solid; }\n"
    "math { font-size: 1.1em; }\n"
    "mtable.steps > mtr > mtd { text-align: left; padding: .35em .15em; }\n"
    "mtable.numbers mtd { text-align: right; text-align: -webkit-right; padding: .2em .5em; }\n"
    "mtable.numbers { --tick: linear-gradient(var(--ink) 0 0);\n"
    "  --size: .4em .08em no-repeat border-box; border: solid var(--ink);\n"
    "  border-width: 0 .08em; margin: .2em .15em; background:\n"
    "  var(--tick) left top / var(--size), var(--tick) left bottom / var(--size),\n"
    "  var(--tick) right top / var(--size), var(--tick) right bottom / var(--size); }\n"
    "table { border-collapse: collapse; }\n"
    "th, td { border-bottom: 1px solid var(--line); padding: .2rem .8rem; text-align: right; }\n"
    ".text { text-align: left; }\n"
    "code { background: var(--soft); padding: 0 .25em; border-radius: .2em; }\n"
    ".room { border: 1px dashed var(--line); border-radius: .4rem; }\n"
    "svg { color: var(--ink); max-width: 100%; height: auto; }\n"
    "@media print { .scroll { overflow: visible; } }\n"
    "</style>\n";

static void escaped(struct text *out, const char *text)
{
    static const char special[] = "<>&\"";
    static const char *const entity[] = { "&lt;", "&gt;", "&amp;", "&quot;" };
    for (; *text; text++) {
        const char *at = strchr(special, *text);
        if (*text == TICK)
            text_add(out, "`");
        else if (at)
            text_add(out, "%s", entity[at - special]);
        else
            text_put(out, text, 1);
    }
}

/* `...` is code. */
static void marked(struct text *out, const char *text)
{
    int inside = 0;
    while (*text) {
        size_t n = strcspn(text, "`");
        struct text part = { 0 };
        text_put(&part, text, n);
        escaped(out, part.size ? part.bytes : "");
        text_free(&part);
        text += n;
        if (*text == '`') {
            text_add(out, "%s", inside ? "</code>" : "<code>");
            inside = !inside;
            text++;
        }
    }
}

static void begin(struct page *p, const char *title)
{
    text_add(p->out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n%s<title>", head);
    escaped(p->out, title);
    text_add(p->out, "</title>\n</head>\n<body>\n<main>\n<h1>");
    escaped(p->out, title);
    text_add(p->out, "</h1>\n");
}

static void end(struct page *p)
{
    text_add(p->out, "</main>\n</body>\n</html>\n");
}

static void heading(struct page *p, int level, const char *text)
{
    text_add(p->out, "<h%d>", level);
    marked(p->out, text);
    text_add(p->out, "</h%d>\n", level);
}

static void paragraph(struct page *p, const char *text)
{
    text_add(p->out, "<p>");
    marked(p->out, text);
    text_add(p->out, "</p>\n");
}

/* A list of its own: neighbours look like one, and no state is kept. */
static void point(struct page *p, const char *text)
{
    text_add(p->out, "<ul style=\"margin: .2rem 0\"><li>");
    marked(p->out, text);
    text_add(p->out, "</li></ul>\n");
}

/* ---- MathML ------------------------------------------------------------------------------ */
void symbol_mathml(struct text *out, const struct view *v, struct symbol s)
{
    const struct spelling *w = spelling_of(v, s);
    const struct notation *n = v->notation;
    size_t index = symbol_index(v, s);
    int indexed = index || (s.what == Q_IN && n->columns);      /* the inputs are A[0] */
    text_add(out, "%s<mi>%s</mi>", w->is_new ? "<msubsup>" : indexed ? "<msup>" : "", w->unicode);
    if (w->is_new)
        text_add(out, "<mtext>new</mtext>");
    if (indexed)
        text_add(out, "<mrow><mo>%c</mo><mn>%zu</mn><mo>%c</mo></mrow>%s", n->open, index,
                 n->close, w->is_new ? "</msubsup>" : "</msup>");
}

static void math_symbol(struct text *out, const struct page *p, struct symbol s)
{
    int derivative = s.what != Q_SLOPE && spelling_of(p->view, s)->derivative;
    int bracket = s.turned && !s.ones && symbol_index(p->view, s);
    text_add(out, "%s<mrow>", s.turned ? "<msup>" : "");
    if (s.what == Q_SLOPE)
        text_add(out, "<msup><mi>%c</mi><mo>′</mo></msup>", p->view->notation->function);
    text_add(out, "%s", s.ones ? "<mo>[</mo>" : s.what == Q_SLOPE || bracket ? "<mo>(</mo>" : "");
    if (derivative)
        text_add(out, "<mfrac><mrow><mo>∂</mo><mi>J</mi></mrow><mrow><mo>∂</mo>");
    symbol_mathml(out, p->view, s);
    text_add(out, "%s", derivative ? "</mrow></mfrac>" : "");
    text_add(out, "%s", s.ones ? "<mspace width=\"0.4em\"></mspace><mn>1</mn><mo>]</mo>"
                        : s.what == Q_SLOPE || bracket ? "<mo>)</mo>" : "");
    text_add(out, "</mrow>%s", s.turned ? "<mi>T</mi></msup>" : "");
}

/* The symbol over its size. */
static void sized(struct text *out, const struct page *p, struct symbol s)
{
    struct matrix m = matrix_of(p->view, s);
    text_add(out, "<munder>");
    math_symbol(out, p, s);
    text_add(out, "<mrow><mn>%zu</mn><mo>×</mo><mn>%zu</mn></mrow></munder>", m.rows, m.cols);
}

static void math_number(struct text *out, const struct page *p, double value)
{
    struct text number = { 0 };
    page_number(&number, p, value);
    const char *digits = number.size ? number.bytes : "";
    int below = *digits == '-';
    text_add(out, below ? "<mrow><mo>−</mo><mn>%s</mn></mrow>" : "<mn>%s</mn>", digits + below);
    out->failed |= number.failed;
    text_free(&number);
}

/* The brackets are drawn, as few machines have a font whose brackets grow.  A result of one number
 * has none.                                                                                   */
static void math_matrix(struct text *out, const struct page *p, const struct matrix *m,
                        int is_result)
{
    struct corner rows = corner_of(m->rows, MOST_SHOWN), cols = corner_of(m->cols, MOST_SHOWN);
    if (is_result && m->rows == 1 && m->cols == 1) {
        math_number(out, p, matrix_at(m, 0, 0));
        return;
    }
    text_add(out, "<mtable class=\"numbers\">");
    for (size_t i = 0; i < corner_size(&rows); i++) {
        size_t row = corner_index(&rows, i);
        text_add(out, "<mtr>");
        for (size_t j = 0; j < corner_size(&cols); j++) {
            size_t col = corner_index(&cols, j);
            text_add(out, "<mtd>");
            if (row == SIZE_MAX || col == SIZE_MAX)
                text_add(out, "<mo>%s</mo>", row != SIZE_MAX ? "⋯" : col != SIZE_MAX ? "⋮" : "⋱");
            else
                math_number(out, p, matrix_at(m, row, col));
            text_add(out, "</mtd>");
        }
        text_add(out, "</mtr>");
    }
    text_add(out, "</mtable>");
}

static const struct {
    const char *symbols, *over_m;       /* MathML; or what stands over m */
} signs[SIGNS] = {
    [S_PRODUCT] = { "<mspace width=\"0.2em\"></mspace>", NULL },
    [S_TIMES] = { "<mo>⊙</mo>", NULL },
    [S_PLUS] = { "<mo>+</mo>", NULL },
    [S_MINUS] = { "<mo>−</mo>", NULL },
    [S_OPEN] = { "<mo>(</mo>", NULL },
    [S_CLOSE] = { "<mo>)</mo>", NULL },
    [S_OVER_EXAMPLES] = { "<munder><mo>∑</mo><mtext>examples</mtext></munder><mo>(</mo>", NULL },
    [S_OVER_UNITS] = { "<munder><mo>∑</mo><mtext>units</mtext></munder><mo>(</mo>", NULL },
    [S_SIGN] = { "<mi>sign</mi><mo>(</mo>", NULL },
    [S_CLIP] = { "<mi>clip</mi><mo>(</mo>", NULL },
    [S_MEAN] = { NULL, "1" },
    [S_TWICE] = { "<mn>2</mn>", NULL },
    [S_TWICE_MEAN] = { NULL, "2" },
};

static void math_sign(struct page *p, const struct item *i, int numbers)
{
    if (i->sign == S_ACTIVATE)
        text_add(p->out, "<mi>%c</mi><mo>(</mo>", p->view->notation->function);
    else if (i->sign == S_RATE && !numbers)
        text_add(p->out, "<mi>α</mi>");
    else if (i->sign == S_RATE)
        math_number(p->out, p, p->view->rate < 0 ? -p->view->rate : p->view->rate);
    else if (signs[i->sign].symbols)
        text_add(p->out, "%s", signs[i->sign].symbols);
    else if (numbers)
        text_add(p->out, "<mfrac><mn>%s</mn><mn>%zu</mn></mfrac>", signs[i->sign].over_m,
                 p->view->trace->rows);
    else
        text_add(p->out, "<mfrac><mn>%s</mn><mi>m</mi></mfrac>", signs[i->sign].over_m);
}

static void right_side(struct page *p, const struct equation *e, int numbers)
{
    text_add(p->out, "<mtd><mo>=</mo></mtd><mtd><mrow>");
    for (size_t k = 0; k < e->items; k++) {
        const struct item *i = &e->item[k];
        if (i->sign != S_SYMBOL)
            math_sign(p, i, numbers);
        else if (!numbers)
            sized(p->out, p, i->symbol);
        else {
            struct matrix m = matrix_of(p->view, i->symbol);
            math_matrix(p->out, p, &m, 0);
        }
    }
    if (e->name && !numbers)
        text_add(p->out, "<mspace width=\"2em\"></mspace><mtext>%s</mtext>", e->name);
    text_add(p->out, "</mrow></mtd></mtr>\n");
}

static void equation(struct page *p, const struct equation *e, int parts)
{
    struct matrix m = matrix_of(p->view, e->left);
    text_add(p->out, "<div class=\"scroll\" tabindex=\"0\"><math display=\"inline\">"
                     "<mtable class=\"steps\" displaystyle=\"true\">\n<mtr><mtd>");
    sized(p->out, p, e->left);
    text_add(p->out, "</mtd>");
    for (int part = IN_SYMBOLS, rows = 0; part <= RESULT; part *= 2) {
        if (!(parts & part))
            continue;
        text_add(p->out, "%s", rows++ ? "<mtr><mtd></mtd>" : "");
        if (part != RESULT) {
            right_side(p, e, part == IN_NUMBERS);
            continue;
        }
        text_add(p->out, "<mtd><mo>=</mo></mtd><mtd>");
        math_matrix(p->out, p, &m, 1);
        text_add(p->out, "</mtd></mtr>\n");
    }
    text_add(p->out, "</mtable></math></div>\n");
}

static void matrix(struct page *p, const char *label, const struct matrix *m)
{
    text_add(p->out, "<div class=\"scroll\" tabindex=\"0\"><math display=\"inline\"><mtext>");
    escaped(p->out, label);
    text_add(p->out, "</mtext><mo>=</mo>");
    math_matrix(p->out, p, m, 1);
    text_add(p->out, "</math></div>\n");
}

static void table(struct page *p, struct table *t)
{
    const char *at = t->text.bytes ? t->text.bytes : "";
    text_add(p->out, "<div class=\"scroll\" tabindex=\"0\"><table>\n");
    for (size_t k = 0; k < t->cells; k++, at += strlen(at) + 1) {
        size_t column = k % t->columns;
        const char *kind = k < t->columns ? "th scope=\"col\"" : "td";
        text_add(p->out, "%s<%s%s>", column ? "" : "<tr>", kind,
                 column < t->texts ? " class=\"text\"" : "");
        escaped(p->out, at);
        text_add(p->out, "</%.2s>%s", kind, column + 1 == t->columns ? "</tr>\n" : "");
    }
    text_add(p->out, "</table></div>\n");
    p->out->failed |= t->text.failed;
    text_free(&t->text);
}

static void formula(struct page *p, const struct formula *f)
{
    text_add(p->out, "<div class=\"scroll\" tabindex=\"0\"><math display=\"block\">%s</math>"
                     "</div>\n", f->mathml);
}

static void code(struct page *p, const char *text)
{
    text_add(p->out, "<pre class=\"scroll\" tabindex=\"0\">");
    escaped(p->out, text);
    text_add(p->out, "</pre>\n");
}

static void room(struct page *p, int lines)
{
    text_add(p->out, "<div class=\"room\" style=\"height: %drem\"></div>\n", 2 * lines);
}

static void network(struct page *p, const struct network_drawing *d)
{
    text_add(p->out, "<figure class=\"scroll\">");
    draw_svg(p->out, d);
    text_add(p->out, "</figure>\n");
}

const struct writer html_writer = {
    "html", begin, end, heading, paragraph, point, equation, matrix, table, formula, code, room,
    network,
};
