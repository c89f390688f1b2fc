/* Explanations as Markdown, their equations in LaTeX between $$. */
#include "writer.h"

#include <stdlib.h>
#include <string.h>

/* The longest row of [c] in [size] bytes. */
static size_t longest_row(const char *text, size_t size, char c)
{
    size_t longest = 0, row = 0;
    for (size_t k = 0; k < size; k++) {
        row = text[k] == c ? row + 1 : 0;
        longest = row > longest ? row : longest;
    }
    return longest;
}

static void put_ticks(struct text *out, size_t n)
{
    while (n--)
        text_put(out, "`", 1);
}

/* Between more ` than there are in it; a blank keeps them apart, and blanks of its own. */
static void code_span(struct text *out, const char *text, size_t size)
{
    size_t ticks = longest_row(text, size, TICK) + 1;
    int apart = size && (text[0] == TICK || text[size - 1] == TICK ||
                         (text[0] == ' ' && text[size - 1] == ' '));
    put_ticks(out, ticks);
    text_add(out, apart ? " " : "");
    for (size_t k = 0; k < size; k++)
        text_put(out, text[k] == TICK ? "`" : text + k, 1);
    text_add(out, apart ? " " : "");
    put_ticks(out, ticks);
}

/* `...` is code. */
static void marked(struct text *out, const char *text)
{
    while (*text) {
        size_t n = strcspn(text, "`"), inside = text[n] ? strcspn(text + n + 1, "`") : 0;
        text_put(out, text, n);
        text += n;
        if (*text) {
            code_span(out, text + 1, inside);
            text += 1 + inside + (text[1 + inside] != 0);
        }
    }
}

static void begin(struct page *p, const char *title)
{
    text_add(p->out, "# %s\n", title);
}

static void end(struct page *p)
{
    (void)p;
}

static void heading(struct page *p, int level, const char *text)
{
    text_add(p->out, "\n%.*s ", level, "####");
    marked(p->out, text);
    text_add(p->out, "\n");
}

static void paragraph(struct page *p, const char *text)
{
    text_add(p->out, "\n");
    marked(p->out, text);
    text_add(p->out, "\n");
}

static void point(struct page *p, const char *text)
{
    text_add(p->out, "- ");
    marked(p->out, text);
    text_add(p->out, "\n");
}

void symbol_latex(struct text *out, const struct view *v, struct symbol s)
{
    const struct spelling *w = spelling_of(v, s);
    const struct notation *n = v->notation;
    size_t index = symbol_index(v, s);
    text_add(out, w->is_new ? "%s_{\\text{new}}" : "%s", w->latex);
    if (index)
        text_add(out, "^{%c%zu%c}", n->open, index, n->close);
}

static void latex_symbol(struct text *out, const struct page *p, struct symbol s)
{
    const char *derivative = s.what == Q_SLOPE || !spelling_of(p->view, s)->derivative
                                 ? NULL : "\\frac{\\partial J}{\\partial ";
    int bracket = s.turned && !s.ones;
    text_add(out, "%s", s.ones ? "\\begin{bmatrix} " : bracket ? "{" : "");
    if (s.what == Q_SLOPE)
        text_add(out, "%c'\\left(", p->view->notation->function);
    text_add(out, "%s", derivative ? derivative : "");
    if (bracket && symbol_index(p->view, s))
        text_add(out, "\\left(");
    symbol_latex(out, p->view, s);
    if (bracket && symbol_index(p->view, s))
        text_add(out, "\\right)");
    text_add(out, "%s%s", derivative ? "}" : "", s.what == Q_SLOPE ? "\\right)" : "");
    text_add(out, "%s", s.ones ? " & 1 \\end{bmatrix}" : bracket ? "}" : "");
    text_add(out, "%s", s.turned ? "^{\\mathsf T}" : "");
}

/* The symbol over its size. */
static void sized(struct text *out, const struct page *p, struct symbol s)
{
    struct matrix m = matrix_of(p->view, s);
    text_add(out, "\\underset{%zu \\times %zu}{", m.rows, m.cols);
    latex_symbol(out, p, s);
    text_add(out, "}");
}

static void latex_number(struct text *out, const struct page *p, double value)
{
    struct text number = { 0 };
    page_number(&number, p, value);
    char *e = number.size ? strchr(number.bytes, 'e') : NULL;
    if (value - value != 0)
        text_add(out, "\\text{%s}", number.size ? number.bytes : "");
    else if (e)
        text_add(out, "%.*s \\cdot 10^{%s}", (int)(e - number.bytes), number.bytes,
                 e[1] == '+' ? e + 2 : e + 1);
    else
        text_add(out, "%s", number.size ? number.bytes : "");
    out->failed |= number.failed;
    text_free(&number);
}

/* A result of one number has no brackets. */
static void latex_matrix(struct text *out, const struct page *p, const struct matrix *m,
                         int is_result)
{
    struct corner rows = corner_of(m->rows, MOST_SHOWN), cols = corner_of(m->cols, MOST_SHOWN);
    int single = is_result && m->rows == 1 && m->cols == 1;
    text_add(out, "%s", single ? "" : "\\begin{bmatrix} ");
    for (size_t i = 0; i < corner_size(&rows); i++) {
        size_t row = corner_index(&rows, i);
        text_add(out, "%s", i ? " \\\\ " : "");
        for (size_t j = 0; j < corner_size(&cols); j++) {
            size_t col = corner_index(&cols, j);
            text_add(out, "%s", j ? " & " : "");
            if (row == SIZE_MAX || col == SIZE_MAX)
                text_add(out, row != SIZE_MAX ? "\\cdots" : col != SIZE_MAX ? "\\vdots"
                                                                            : "\\ddots");
            else
                latex_number(out, p, matrix_at(m, row, col));
        }
    }
    text_add(out, "%s", single ? "" : " \\end{bmatrix}");
}

static void right_side(struct page *p, const struct equation *e, int numbers)
{
    for (size_t k = 0; k < e->items; k++) {
        const struct item *i = &e->item[k];
        if (i->sign == S_ACTIVATE)
            text_add(p->out, "%c\\left(", p->view->notation->function);
        else if (i->sign != S_SYMBOL)
            sign_spell(p->out, p, i, AS_LATEX, numbers);
        else if (!numbers)
            sized(p->out, p, i->symbol);
        else {
            struct matrix m = matrix_of(p->view, i->symbol);
            latex_matrix(p->out, p, &m, 0);
        }
    }
}

static void equation(struct page *p, const struct equation *e, int parts)
{
    struct matrix m = matrix_of(p->view, e->left);
    text_add(p->out, "\n$$\n\\begin{aligned}\n");
    sized(p->out, p, e->left);
    if (parts & IN_SYMBOLS) {
        text_add(p->out, " &= ");
        right_side(p, e, 0);
        text_add(p->out, e->name ? " && \\text{%s}" : "%s", e->name ? e->name : "");
    }
    if (parts & IN_NUMBERS) {
        text_add(p->out, "%s &= ", parts & IN_SYMBOLS ? " \\\\\n" : "");
        right_side(p, e, 1);
    }
    if (parts & RESULT) {
        text_add(p->out, "%s &= ", parts & (IN_SYMBOLS | IN_NUMBERS) ? " \\\\\n" : "");
        latex_matrix(p->out, p, &m, 1);
    }
    text_add(p->out, "\n\\end{aligned}\n$$\n");
}

static void matrix(struct page *p, const char *label, const struct matrix *m)
{
    text_add(p->out, "\n$$\n\\text{%s} = ", label);
    latex_matrix(p->out, p, m, 1);
    text_add(p->out, "\n$$\n");
}

/* A bar in a cell would end it; the others would be marks. */
static void cell(struct text *out, const char *text)
{
    for (; *text; text++)
        text_add(out, strchr("|`\\<", *text) ? "\\%c" : "%c", *text);
}

static void table(struct page *p, struct table *t)
{
    const char *at = t->text.bytes ? t->text.bytes : "";
    text_put(p->out, "\n", 1);
    for (size_t k = 0; k < t->cells; k++, at += strlen(at) + 1) {
        text_add(p->out, "| ");
        cell(p->out, at);
        text_add(p->out, (k + 1) % t->columns ? " " : " |\n");
        if (k + 1 == t->columns)
            for (size_t c = 0; c < t->columns; c++)
                text_add(p->out, "%s%s", c < t->texts ? "|---" : "|---:",
                         c + 1 == t->columns ? "|\n" : "");
    }
    p->out->failed |= t->text.failed;
    text_free(&t->text);
}

static void formula(struct page *p, const struct formula *f)
{
    text_add(p->out, "\n$$\n%s\n$$\n", f->latex);
}

static void code(struct page *p, const char *text)
{
    size_t row = longest_row(text, strlen(text), '`'), ticks = row < 3 ? 3 : row + 1;
    text_add(p->out, "\n");
    put_ticks(p->out, ticks);
    text_add(p->out, "\n%s\n", text);
    put_ticks(p->out, ticks);
    text_add(p->out, "\n");
}

static void room(struct page *p, int lines)
{
    text_put(p->out, "\n", 1);
    while (lines--)
        text_add(p->out, ">&nbsp;\n%s", lines ? ">\n" : "");
}

const struct writer markdown_writer = {
    "markdown", begin, end, heading, paragraph, point, equation, matrix, table, formula, code,
    room, draw_network,
};
