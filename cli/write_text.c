/* Explanations as text of at most 100 columns.  An equation with its numbers is a row of boxes,
 * side by side, each some lines high; a row that grows too wide goes on below.                */
#include "writer.h"

#include <stdlib.h>
#include <string.h>

enum { WIDTH = 100, MOST_LINES = MOST_SHOWN };

/* Boxes in a row: what each line has so far, all of [width] columns, [indent] of them blank. */
struct row {
    struct text line[MOST_LINES];
    size_t width, height, indent, pieces;
};

static void underline(struct page *p, const char *text, const char *with)
{
    for (size_t k = text_width(text, strlen(text)); k; k--)
        text_put(p->out, with, 1);
    text_put(p->out, "\n", 1);
}

static void begin(struct page *p, const char *title)
{
    text_add(p->out, "%s\n", title);
    underline(p, title, "=");
}

static void end(struct page *p)
{
    (void)p;
}

/* Words of a paragraph, without the marks of formulas, in lines of WIDTH. */
static void wrapped(struct page *p, const char *first, const char *text)
{
    struct text plain = { 0 };
    for (size_t n; *text; text += n + (text[n] == '`')) {
        n = strcspn(text, "`");
        text_put(&plain, text, n);
    }
    for (size_t k = 0; k < plain.size; k++)
        if (plain.bytes[k] == TICK)
            plain.bytes[k] = '`';
    text_add(p->out, "%s%s", p->gap ? "\n" : "", first);
    p->gap = 0;
    text_wrap(p->out, strlen(first), WIDTH, plain.size ? plain.bytes : "");
    p->out->failed |= plain.failed;
    text_free(&plain);
}

static void heading(struct page *p, int level, const char *text)
{
    p->gap = 1;
    wrapped(p, "", text);
    if (level < 3)
        underline(p, text, "-");
}

static void paragraph(struct page *p, const char *text)
{
    wrapped(p, "", text);
}

static void point(struct page *p, const char *text)
{
    wrapped(p, "  - ", text);
}

/* ---- rows of boxes ----------------------------------------------------------------------- */
static void pad(struct text *t, size_t n)
{
    while (n--)
        text_put(t, " ", 1);
}

static void row_start(struct row *r, size_t indent, const char *first)
{
    *r = (struct row){ .indent = indent, .width = indent + strlen(first) };
    pad(&r->line[0], indent);
    text_add(&r->line[0], "%s", first);
    r->height = 1;
}

static void row_end(struct row *r, struct text *out)
{
    for (size_t k = 0; k < r->height; k++) {
        struct text *line = &r->line[k];
        out->failed |= line->failed;
        while (line->size && line->bytes[line->size - 1] == ' ')
            line->size--;
        text_put(out, line->size ? line->bytes : "", line->size);
        text_put(out, "\n", 1);
    }
    for (size_t k = 0; k < MOST_LINES; k++)
        text_free(&r->line[k]);
}

/* Adds lines (the first [high] of [box], [wide] columns each), or begins a new row with them. */
static void row_add(struct row *r, struct text *out, struct text *box, size_t high, size_t wide)
{
    if (r->pieces && r->width + wide > WIDTH) {
        size_t indent = r->indent;
        row_end(r, out);
        text_put(out, "\n", 1);
        row_start(r, indent, "  ");
    }
    for (size_t k = 0; k < high; k++) {
        if (k >= r->height)
            pad(&r->line[k], r->width);
        text_put(&r->line[k], box[k].size ? box[k].bytes : "", box[k].size);
        out->failed |= box[k].failed;
        text_free(&box[k]);
    }
    for (size_t k = high; k < r->height; k++)
        pad(&r->line[k], wide);
    r->height = high > r->height ? high : r->height;
    r->width += wide;
    r->pieces++;
}

static void row_text(struct row *r, struct text *out, const char *text)
{
    struct text box = { 0 };
    text_add(&box, "%s", text);
    row_add(r, out, &box, 1, text_width(text, strlen(text)));
}

/* ---- matrices ---------------------------------------------------------------------------- */
struct grid {
    struct corner rows, cols;
    struct text cell[MOST_LINES * MOST_SHOWN];
    size_t wide[MOST_SHOWN], all;
};

static void grid_free(struct grid *g)
{
    for (size_t k = 0; k < MOST_LINES * MOST_SHOWN; k++)
        text_free(&g->cell[k]);
}

static void grid_fill(struct grid *g, const struct page *p, const struct matrix *m, size_t most)
{
    *g = (struct grid){ .rows = corner_of(m->rows, MOST_LINES), .cols = corner_of(m->cols, most) };
    size_t rows = corner_size(&g->rows), cols = corner_size(&g->cols);
    g->all = 2;
    for (size_t j = 0; j < cols; j++) {
        for (size_t i = 0; i < rows; i++) {
            struct text *cell = &g->cell[i * MOST_SHOWN + j];
            size_t row = corner_index(&g->rows, i), col = corner_index(&g->cols, j);
            if (row == SIZE_MAX || col == SIZE_MAX)
                text_add(cell, "...");
            else
                page_number(cell, p, matrix_at(m, row, col));
            g->wide[j] = cell->size > g->wide[j] ? cell->size : g->wide[j];
        }
        g->all += g->wide[j] + (j ? 2 : 0);
    }
}

/* The widest corner of the matrix that fits.  A result of one number has no brackets. */
static void add_matrix(struct row *r, struct page *p, const struct matrix *m, int is_result)
{
    struct grid g;
    struct text box[MOST_LINES] = { 0 };
    size_t most = MOST_SHOWN;
    for (grid_fill(&g, p, m, most); g.all + r->indent + 4 > WIDTH && most > 3; most--) {
        grid_free(&g);
        grid_fill(&g, p, m, most - 1);
    }
    size_t rows = corner_size(&g.rows), cols = corner_size(&g.cols);
    int single = is_result && m->rows == 1 && m->cols == 1;
    for (size_t i = 0; i < rows; i++) {
        text_add(&box[i], "%s", single ? "" : "[");
        for (size_t j = 0; j < cols; j++) {
            const struct text *cell = &g.cell[i * MOST_SHOWN + j];
            pad(&box[i], g.wide[j] - cell->size + (j ? 2 : 0));
            text_put(&box[i], cell->size ? cell->bytes : "", cell->size);
        }
        text_add(&box[i], "%s", single ? "" : "]");
    }
    row_add(r, p->out, box, rows, g.all - (single ? 2 : 0));
    grid_free(&g);
}

/* ---- equations --------------------------------------------------------------------------- */
static void name_symbol(struct text *out, const struct page *p, struct symbol s)
{
    struct symbol z = { .what = Q_Z, .layer = s.layer };
    text_add(out, s.ones ? "[" : "");
    if (s.what == Q_SLOPE) {
        text_add(out, "%c'(", p->view->notation->function);
        symbol_name(out, p->view, z);
        text_add(out, ")");
    } else
        symbol_name(out, p->view, s);
    text_add(out, "%s%s", s.ones ? " 1]" : "", s.turned ? "^T" : "");
}

static void shape(struct text *out, const struct page *p, struct symbol s)
{
    struct matrix m = matrix_of(p->view, s);
    text_add(out, "(%zu,%zu)", m.rows, m.cols);
}

static void sign(struct text *out, const struct page *p, const struct item *i, int numbers)
{
    if (i->sign == S_ACTIVATE)
        text_add(out, "%c(", p->view->notation->function);
    else
        sign_spell(out, p, i, AS_TEXT, numbers);
}

/* z2 = X W1 + b1, and to the right the sizes of what is in it. */
static void symbols(struct page *p, const struct equation *e)
{
    struct text line = { 0 }, sizes = { 0 };
    name_symbol(&line, p, e->left);
    shape(&sizes, p, e->left);
    text_add(&line, " = ");
    text_add(&sizes, " =");
    for (size_t k = 0; k < e->items; k++) {
        if (e->item[k].sign == S_SYMBOL) {
            name_symbol(&line, p, e->item[k].symbol);
            text_add(&sizes, " ");
            shape(&sizes, p, e->item[k].symbol);
        } else
            sign(&line, p, &e->item[k], 0);
    }
    if (e->name)
        text_add(&sizes, "  %s", e->name);
    size_t used = line.size + sizes.size;
    text_put(p->out, line.size ? line.bytes : "", line.size);
    if (used + 2 > WIDTH)
        text_add(p->out, "\n");
    pad(p->out, used + 2 > WIDTH ? 4 : 60 > line.size + 2 && sizes.size <= 40 ? 60 - line.size : 2);
    text_put(p->out, sizes.size ? sizes.bytes : "", sizes.size);
    text_put(p->out, "\n", 1);
    text_free(&line);
    text_free(&sizes);
}

/* The first of an equation's rows begins with what stands on the left, unless that is there. */
static void row_start_right(struct row *r, size_t indent, struct text *left)
{
    if (left->size) {
        text_add(left, " = ");
        row_start(r, 0, left->size ? left->bytes : "");
        r->indent = indent;
        text_free(left);
    } else
        row_start(r, indent, "= ");
}

static void with_numbers(struct page *p, const struct equation *e, size_t indent,
                         struct text *left)
{
    struct row r;
    row_start_right(&r, indent, left);
    for (size_t k = 0; k < e->items; k++) {
        const struct item *i = &e->item[k];
        if (i->sign == S_SYMBOL) {
            struct symbol s = i->symbol;
            struct matrix m = matrix_of(p->view, s);
            add_matrix(&r, p, &m, 0);
            continue;
        }
        struct text word = { 0 };
        sign(&word, p, i, 1);
        row_text(&r, p->out, word.size ? word.bytes : "");
        text_free(&word);
    }
    row_end(&r, p->out);
}

static void equation(struct page *p, const struct equation *e, int parts)
{
    struct text left = { 0 };
    struct matrix m = matrix_of(p->view, e->left);
    struct row r;
    name_symbol(&left, p, e->left);
    size_t indent = left.size + 1;
    if (parts & IN_SYMBOLS)
        text_free(&left);               /* symbols() writes it */
    text_put(p->out, "\n", 1);
    p->gap = 1;
    if (parts & IN_SYMBOLS)
        symbols(p, e);
    if (parts & IN_NUMBERS)
        with_numbers(p, e, indent, &left);
    if (parts & RESULT) {
        row_start_right(&r, indent, &left);
        add_matrix(&r, p, &m, 1);
        row_end(&r, p->out);
    }
    text_free(&left);
}

static void matrix(struct page *p, const char *label, const struct matrix *m)
{
    struct row r;
    struct text first = { 0 };
    text_add(&first, "%s = ", label);
    text_add(p->out, p->gap ? "\n" : "");
    p->gap = 0;
    row_start(&r, 0, first.size ? first.bytes : "");
    r.indent = r.width;
    add_matrix(&r, p, m, 1);
    row_end(&r, p->out);
    text_free(&first);
}

static void table(struct page *p, struct table *t)
{
    text_put(p->out, "\n", 1);
    table_end(t, p->out);
    p->gap = 1;
}

static void formula(struct page *p, const struct formula *f)
{
    text_add(p->out, "\n    %s\n", f->text);
    p->gap = 1;
}

static void code(struct page *p, const char *text)
{
    text_add(p->out, "\n%s\n", text);
    p->gap = 1;
}

static void room(struct page *p, int lines)
{
    while (lines--)
        text_add(p->out, "\n");
    p->gap = 1;
}

const struct writer text_writer = {
    "text", begin, end, heading, paragraph, point, equation, matrix, table, formula, code, room,
    draw_network,
};
