/* What all writers share: corners of large matrices, numbers, and how signs are spelled. */
#include "writer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A printf into a text of its own, given to one of the writer's functions. */
#define FORMATTED(call)                                                                         \
    char *made = NULL;                                                                          \
    va_list args, again;                                                                        \
    va_start(args, format);                                                                     \
    va_copy(again, args);                                                                       \
    int n = vsnprintf(NULL, 0, format, args);                                                   \
    va_end(args);                                                                               \
    if (n >= 0)                                                                                 \
        made = malloc((size_t)n + 1);                                                           \
    if (made) {                                                                                 \
        vsnprintf(made, (size_t)n + 1, format, again);                                          \
        call;                                                                                   \
    } else                                                                                      \
        p->out->failed = 1;                                                                     \
    va_end(again);                                                                              \
    free(made)

void page_heading(struct page *p, int level, const char *format, ...)
{
    FORMATTED(p->writer->heading(p, level, made));
}

void page_paragraph(struct page *p, const char *format, ...)
{
    FORMATTED(p->writer->paragraph(p, made));
}

void page_point(struct page *p, const char *format, ...)
{
    FORMATTED(p->writer->point(p, made));
}

void page_name(struct text *out, const char *name)
{
    size_t from = out->size;
    text_name(out, name);
    for (size_t k = from; k < out->size; k++)
        if (out->bytes[k] == '`')
            out->bytes[k] = TICK;
}

struct corner corner_of(size_t count, size_t most)
{
    struct corner c = { count, count, 0 };
    if (count > most) {
        c.tail = most / 3;
        c.head = most - 1 - c.tail;
    }
    return c;
}

size_t corner_size(const struct corner *c)
{
    return c->head == c->count ? c->count : c->head + 1 + c->tail;
}

size_t corner_index(const struct corner *c, size_t k)
{
    if (k < c->head)
        return k;
    return k == c->head ? SIZE_MAX : c->count - c->tail + (k - c->head - 1);
}

void page_number(struct text *out, const struct page *p, double value)
{
    text_number(out, value == 0 ? 0 : value, p->digits);    /* no -0 */
}

/* In the order of enum sign; %zu is m. */
static const char *const spelled[][SIGNS] = {
    [AS_TEXT] = {
        [S_PRODUCT] = " ", [S_TIMES] = " * ", [S_PLUS] = " + ", [S_MINUS] = " - ", [S_OPEN] = "(",
        [S_CLOSE] = ")", [S_OVER_EXAMPLES] = "sum over examples (",
        [S_OVER_UNITS] = "sum over units (", [S_SIGN] = "sign(", [S_CLIP] = "clip(",
        [S_MEAN] = "1/m ", [S_TWICE] = "2 ", [S_TWICE_MEAN] = "2/m " },
    [AS_LATEX] = {
        [S_PRODUCT] = " \\, ", [S_TIMES] = " \\odot ", [S_PLUS] = " + ", [S_MINUS] = " - ",
        [S_OPEN] = "\\left(", [S_CLOSE] = "\\right)",
        [S_OVER_EXAMPLES] = "\\textstyle\\sum_{\\text{examples}} \\left(",
        [S_OVER_UNITS] = "\\textstyle\\sum_{\\text{units}} \\left(",
        [S_SIGN] = "\\operatorname{sign}\\left(", [S_CLIP] = "\\operatorname{clip}\\left(",
        [S_MEAN] = "\\tfrac{1}{m} ", [S_TWICE] = "2 ", [S_TWICE_MEAN] = "\\tfrac{2}{m} " },
    [AS_NUMPY] = {
        [S_PRODUCT] = " @ ", [S_TIMES] = " * ", [S_PLUS] = " + ", [S_MINUS] = " - ",
        [S_OPEN] = "(", [S_CLOSE] = ")", [S_OVER_EXAMPLES] = "over_examples(",
        [S_OVER_UNITS] = "over_units(", [S_SIGN] = "np.sign(", [S_CLIP] = "clip(",
        [S_MEAN] = "1 / m * ", [S_TWICE] = "2 * ", [S_TWICE_MEAN] = "2 / m * " },
    [AS_OCTAVE] = {
        [S_PRODUCT] = " * ", [S_TIMES] = " .* ", [S_PLUS] = " + ", [S_MINUS] = " - ",
        [S_OPEN] = "(", [S_CLOSE] = ")", [S_OVER_EXAMPLES] = "over_examples(",
        [S_OVER_UNITS] = "over_units(", [S_SIGN] = "sign(", [S_CLIP] = "clip(",
        [S_MEAN] = "1 / m * ", [S_TWICE] = "2 * ", [S_TWICE_MEAN] = "2 / m * " },
};

/* With numbers m is one, too. */
static void factor(struct text *out, const struct page *p, enum sign sign, enum spelled as)
{
    size_t m = p->view->trace->rows;
    const char *over = sign == S_TWICE_MEAN ? "2" : "1";
    if (as == AS_LATEX)
        text_add(out, "\\tfrac{%s}{%zu} ", over, m);
    else
        text_add(out, "%s/%zu ", over, m);
}

void sign_spell(struct text *out, const struct page *p, const struct item *i, enum spelled as,
                int numbers)
{
    double rate = p->view->rate;
    if (i->sign == S_RATE) {
        if (numbers || as != AS_LATEX) {
            text_number(out, rate < 0 ? -rate : rate, as <= AS_LATEX ? p->digits : 0);
            text_add(out, as == AS_LATEX ? " \\, " : as == AS_TEXT ? " " : " * ");
        } else
            text_add(out, "\\alpha \\, ");
    } else if (numbers && (i->sign == S_MEAN || i->sign == S_TWICE_MEAN))
        factor(out, p, i->sign, as);
    else if (spelled[as][i->sign])
        text_add(out, "%s", spelled[as][i->sign]);
}
