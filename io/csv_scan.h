/* Text to cells, and cells to numbers. */
#ifndef GR_CSV_SCAN_H
#define GR_CSV_SCAN_H
#include "fault.h"

#include <string.h>

struct gr_dialect {
    char delimiter, decimal, line_end;
};

struct gr_scan {
    const char *p, *end;
    size_t line, column;                /* of the cell at p, from 1 */
    struct gr_dialect dialect;
    const char *name;                   /* of the file */
};

struct gr_cell {
    const char *text;                   /* what is between the quotes, where there are some */
    size_t length, line, column;
    int quoted, doubled;                /* doubled: each "" in it stands for one quote */
};

/* The next cell.  *last tells whether it ends its row.  Call it at the start of a row only when
 * p < end.  GRADUS_SYNTAX: a quote is not closed, or text follows one.                         */
gradus_status gr_scan_cell(struct gr_scan *scan, struct gr_cell *cell, int *last,
                           gradus_error *err);

/* Are there more rows?  Empty lines at the end of a table of several columns are none. */
int gr_scan_more(const struct gr_scan *scan, size_t columns);

/* Copies a cell without the doubling of quotes to [out], of cell->length bytes; the length. */
size_t gr_cell_text(const struct gr_cell *cell, char *out);

/* One decimal number, blanks around it allowed: 1 and *value, else 0. */
int gr_cell_number(const struct gr_cell *cell, char decimal, double *value);

/* The cell without blanks around it, unless it is quoted. */
struct gr_cell gr_cell_trimmed(const struct gr_cell *cell);

/* ---- the short way for the usual number -------------------------------------------------- */
enum { GR_NUMBER_REACH = 48 };          /* bytes that gr_short_number may look at */

static inline uint64_t gr_eight_bytes(const char *p)
{
    uint64_t w;
    memcpy(&w, p, sizeof w);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    w = __builtin_bswap64(w);
#endif
    return w;
}

/* Appends the digits at p to *m, eight at most, and tells how many they were.  Bytes become
 * digits by xor '0'; adding 0x76 carries into the top bit of each that is above 9.  The digits
 * are moved to the high end, zeros before them, and joined in pairs: 10 a + b, 100 a + b, ...   */
static inline unsigned gr_eight_digits(const char *p, uint64_t *m)
{
    static const uint32_t ten[] = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000,
                                    100000000 };
    uint64_t w = gr_eight_bytes(p) ^ 0x3030303030303030u;
    uint64_t others = ((w + 0x7676767676767676u) | w) & 0x8080808080808080u;
    unsigned n = others ? (unsigned)__builtin_ctzll(others) / 8 : 8;
    if (!n)
        return 0;
    w <<= 64 - 8 * n;
    w = (w * (10 * 256 + 1)) >> 8 & 0x00ff00ff00ff00ffu;
    w = (w * (100 * 65536 + 1)) >> 16 & 0x0000ffff0000ffffu;
    w = (w * (10000 * 4294967296u + 1)) >> 32;
    *m = *m * ten[n] + w;
    return n;
}

/* [-] digits [. digits] of at most 19 digits whose value is exact in one division (see
 * gradus_number_parse): the byte after it and *value.  NULL: another text, or a number that
 * needs the long way.  GR_NUMBER_REACH bytes from p must be readable.                          */
static inline const char *gr_short_number(const char *p, char decimal, double *value)
{
    static const double ten[] = { 1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                                  1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16 };
    uint64_t m = 0;
    unsigned whole, part = 0, negative = *p == '-';
    p += negative;
    whole = gr_eight_digits(p, &m);
    if (whole == 8)
        whole += gr_eight_digits(p + 8, &m);
    p += whole;
    if (*p == decimal) {
        part = gr_eight_digits(++p, &m);
        if (part == 8)
            part += gr_eight_digits(p + 8, &m);
        p += part;
    }
    if (whole + part == 0 || whole + part > 19 || m >> 53)
        return NULL;
    double size = (double)m / ten[part];
    *value = negative ? -size : size;
    return p;
}

#endif
