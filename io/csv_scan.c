/* Text to cells.  A cell that begins with a quote ends at the next single one, and may hold
 * delimiters and line ends; "" in it is a quote.  Any other cell ends at a delimiter or at the
 * end of its line, and a quote inside is an ordinary character.  A line ends with \n or \r\n, or,
 * in a text without any \n, with \r.  Nothing is copied.                                      */
#include "csv_scan.h"

enum { LONGEST_NUMBER = 800 };          /* gradus_number_parse takes no longer one */

static gradus_status broken(const struct gr_scan *s, const struct gr_cell *cell,
                            const char *what, gradus_error *err)
{
    struct gr_place place = { s->name, cell->line, cell->column };
    return gr_fault(err, GRADUS_SYNTAX, &place, "%s", what);
}

/* At the end of a cell: steps over the delimiter or the line end.  0: neither is there. */
static int end_cell(struct gr_scan *s, int *last)
{
    const struct gr_dialect *d = &s->dialect;
    *last = 1;
    if (s->p < s->end && *s->p == d->delimiter) {
        *last = 0;
        s->p++;
        s->column++;
        return 1;
    }
    if (d->line_end == '\n' && s->p < s->end && *s->p == '\r' &&
        (s->p + 1 == s->end || s->p[1] == '\n'))
        s->p++;
    if (s->p < s->end && *s->p != d->line_end)
        return 0;
    if (s->p < s->end)
        s->p++;
    s->line++;
    s->column = 1;
    return 1;
}

static void count_lines(struct gr_scan *s, const char *from, const char *to)
{
    while ((from = memchr(from, s->dialect.line_end, (size_t)(to - from))) != NULL) {
        s->line++;
        from++;
    }
}

static gradus_status scan_quoted(struct gr_scan *s, struct gr_cell *cell, int *last,
                                 gradus_error *err)
{
    const char *p = ++s->p, *quote;
    cell->quoted = 1;
    for (;; p = quote + 2) {
        quote = memchr(p, '"', (size_t)(s->end - p));
        if (!quote)
            return broken(s, cell, "a quote is opened here and never closed", err);
        if (quote + 1 == s->end || quote[1] != '"')
            break;
        cell->doubled = 1;
    }
    cell->text = s->p;
    cell->length = (size_t)(quote - s->p);
    count_lines(s, s->p, quote);
    s->p = quote + 1;
    if (!end_cell(s, last))
        return broken(s, cell, "text follows the closing quote of this cell", err);
    return GRADUS_OK;
}

gradus_status gr_scan_cell(struct gr_scan *s, struct gr_cell *cell, int *last,
                           gradus_error *err)
{
    *cell = (struct gr_cell){ .text = s->p, .line = s->line, .column = s->column };
    if (s->p < s->end && *s->p == '"')
        return scan_quoted(s, cell, last, err);
    while (s->p < s->end && *s->p != s->dialect.delimiter && *s->p != s->dialect.line_end)
        s->p++;
    if (s->dialect.line_end == '\n' && s->p > cell->text && s->p[-1] == '\r' &&
        (s->p == s->end || *s->p == '\n'))
        s->p--;
    cell->length = (size_t)(s->p - cell->text);
    end_cell(s, last);
    return GRADUS_OK;
}

int gr_scan_more(const struct gr_scan *s, size_t columns)
{
    const char *p = s->p;
    if (columns > 1)
        while (p < s->end && (*p == '\n' || *p == '\r'))
            p++;
    return p < s->end;
}

size_t gr_cell_text(const struct gr_cell *cell, char *out)
{
    size_t n = 0;
    for (size_t k = 0; k < cell->length; k++) {
        out[n++] = cell->text[k];
        if (cell->doubled && cell->text[k] == '"')
            k++;
    }
    return n;
}

struct gr_cell gr_cell_trimmed(const struct gr_cell *cell)
{
    struct gr_cell c = *cell;
    while (!c.quoted && c.length && (*c.text == ' ' || *c.text == '\t')) {
        c.text++;
        c.length--;
    }
    while (!c.quoted && c.length && (c.text[c.length - 1] == ' ' || c.text[c.length - 1] == '\t'))
        c.length--;
    return c;
}

int gr_cell_number(const struct gr_cell *cell, char decimal, double *value)
{
    char copy[LONGEST_NUMBER];
    struct gr_cell c = gr_cell_trimmed(cell);
    if (!c.length || c.length > sizeof copy || c.doubled)
        return 0;
    if (decimal == '.')
        return gradus_number_parse(c.text, c.length, value);
    for (size_t k = 0; k < c.length; k++) {
        if (c.text[k] == '.')
            return 0;
        copy[k] = c.text[k];
        if (copy[k] == decimal)
            copy[k] = '.';
    }
    return gradus_number_parse(copy, c.length, value);
}
