/* A network drawn: for text its columns of units side by side, joined by the name of the weights
 * between them, those of many layers below one another; as SVG with a line for each weight.  Tall
 * columns show their first and last.                                                          */
#include "writer.h"

#include <stdio.h>
#include <string.h>

enum { MOST_UNITS = 7, MOST_COLUMNS = 5, CELL = 9, GAP = 12 };

/* Unit k of those shown in a column: its number from 1, or 0 for the gap. */
static size_t unit_at(const struct network_drawing *d, size_t column, size_t k)
{
    struct corner c = corner_of(d->units[column], MOST_UNITS);
    size_t index = corner_index(&c, k);
    return index == SIZE_MAX ? 0 : index + 1;
}

static size_t shown(const struct network_drawing *d, size_t column)
{
    struct corner c = corner_of(d->units[column], MOST_UNITS);
    return corner_size(&c);
}

static size_t tallest(const struct network_drawing *d)
{
    size_t most = 1;
    for (size_t c = 0; c < d->columns; c++)
        most = shown(d, c) > most ? shown(d, c) : most;
    return most;
}

/* ---- lines of characters ------------------------------------------------------------------ */
static void centred(struct text *out, const char *text, size_t width)
{
    size_t n = strlen(text), before = n < width ? (width - n) / 2 : 0;
    text_add(out, "%*s%s%*s", (int)before, "", text, (int)(n < width ? width - n - before : 0), "");
}

/* What stands in line [line] of column [c]: a unit where the column, centred, has one. */
static void unit_cell(struct text *out, const struct network_drawing *d, size_t c, size_t line)
{
    size_t first = tallest(d) - shown(d, c);            /* in half units */
    char word[32] = "";
    if (line >= first && (line - first) % 2 == 0 && (line - first) / 2 < shown(d, c)) {
        size_t unit = unit_at(d, c, (line - first) / 2);
        snprintf(word, sizeof word, unit ? "(%zu)" : ":", unit);
    }
    centred(out, word, CELL);
}

static void trim(struct text *out)
{
    while (out->size && out->bytes[out->size - 1] == ' ')
        out->bytes[--out->size] = 0;
}

/* Columns from [first] to before [end]. */
static void draw_band(struct text *out, const struct network_drawing *d, size_t first, size_t end)
{
    size_t lines = 2 * tallest(d) - 1;
    for (size_t c = first; c < end; c++) {
        centred(out, d->label[c], CELL);
        text_add(out, "%*s", c + 1 < end ? GAP : 0, "");
    }
    trim(out);
    text_put(out, "\n", 1);
    for (size_t line = 0; line < lines; line++) {
        text_put(out, "\n", 1);
        for (size_t c = first; c < end; c++) {
            char word[32] = "";
            if (c > first && line == lines / 2)
                snprintf(word, sizeof word, "-- %s%zu -->", d->between, c);
            if (c > first)
                centred(out, word, GAP);
            unit_cell(out, d, c, line);
        }
        trim(out);
    }
}

/* Where the columns are too many for a line, the last of one band is the first of the next. */
void draw_network(struct page *p, const struct network_drawing *d)
{
    struct text lines = { 0 };
    size_t first = 0;
    for (; first + MOST_COLUMNS < d->columns; first += MOST_COLUMNS - 1) {
        draw_band(&lines, d, first, first + MOST_COLUMNS);
        text_put(&lines, "\n\n", 2);
    }
    draw_band(&lines, d, first, d->columns);
    p->writer->code(p, lines.size ? lines.bytes : "");
    p->out->failed |= lines.failed;
    text_free(&lines);
}

/* ---- SVG --------------------------------------------------------------------------------- */
enum { STEP_X = 150, STEP_Y = 46, RADIUS = 15, EDGE = 50, TOP = 56 };

static size_t centre_x(size_t column)
{
    return EDGE + column * STEP_X;
}

static size_t centre_y(const struct network_drawing *d, size_t column, size_t k)
{
    return TOP + (tallest(d) - shown(d, column)) * STEP_Y / 2 + k * STEP_Y;
}

static void lines_of(struct text *out, const struct network_drawing *d, size_t c)
{
    for (size_t i = 0; i < shown(d, c); i++)
        for (size_t o = 0; o < shown(d, c + 1); o++)
            if (unit_at(d, c, i) && unit_at(d, c + 1, o))
                text_add(out, "<line x1=\"%zu\" y1=\"%zu\" x2=\"%zu\" y2=\"%zu\"/>",
                         centre_x(c) + RADIUS, centre_y(d, c, i), centre_x(c + 1) - RADIUS,
                         centre_y(d, c + 1, o));
    text_add(out, "\n");
}

static void units_of(struct text *out, const struct network_drawing *d, size_t c)
{
    text_add(out, "<text x=\"%zu\" y=\"18\" font-weight=\"bold\">%s</text>", centre_x(c),
             d->label[c]);
    for (size_t k = 0; k < shown(d, c); k++) {
        size_t x = centre_x(c), y = centre_y(d, c, k), unit = unit_at(d, c, k);
        if (!unit) {
            text_add(out, "<text x=\"%zu\" y=\"%zu\">⋮</text>", x, y + 5);
            continue;
        }
        text_add(out, "<circle cx=\"%zu\" cy=\"%zu\" r=\"%d\" fill=\"none\" "
                      "stroke=\"currentColor\"/>", x, y, RADIUS);
        text_add(out, "<text x=\"%zu\" y=\"%zu\">%zu</text>", x, y + 5, unit);
    }
    text_add(out, "\n");
}

void draw_svg(struct text *out, const struct network_drawing *d)
{
    size_t wide = 2 * EDGE + (d->columns - 1) * STEP_X, high = TOP + tallest(d) * STEP_Y;
    text_add(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%zu\" "
                  "height=\"%zu\" viewBox=\"0 0 %zu %zu\">\n<title>the network: ", wide, high, wide,
             high);
    for (size_t c = 0; c < d->columns; c++)
        text_add(out, "%s%zu", c ? "-" : "", d->units[c]);
    text_add(out, "</title>\n<g stroke=\"currentColor\" stroke-opacity=\"0.45\">\n");
    for (size_t c = 0; c + 1 < d->columns; c++)
        lines_of(out, d, c);
    text_add(out, "</g>\n<g fill=\"currentColor\" text-anchor=\"middle\" font-size=\"14\">\n");
    for (size_t c = 0; c < d->columns; c++)
        units_of(out, d, c);
    for (size_t c = 1; c < d->columns; c++)
        text_add(out, "<text x=\"%zu\" y=\"40\">%s%zu</text>\n",
                 (centre_x(c - 1) + centre_x(c)) / 2, d->between, c);
    text_add(out, "</g>\n</svg>");
}
