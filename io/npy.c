/* .npy: a magic string, a version, the header's length, and as header a Python dictionary with the
 * keys descr, fortran_order and shape, read by hand; then the numbers.  Anything but plain
 * numbers is refused: objects would be Python's pickles, which run code when read.             */
#include "array.h"

#include <string.h>

enum { MAGIC = 8, MOST_DIMS = 2 };      /* the magic string and the version: 8 bytes */

struct reader {
    const char *p, *end;
    const char *name;
    gradus_error *err;
};

struct header {
    char descr[16];
    int by_columns, seen[3];
    size_t dims, shape[MOST_DIMS];
};

static gradus_status broken(struct reader *r, const char *what)
{
    struct gr_place place = { r->name, 0, 0 };
    return gr_fault(r->err, GRADUS_SYNTAX, &place, "%s", what);
}

static int next_is(struct reader *r, char c)
{
    while (r->p < r->end && strchr(" \t\r\n", *r->p) && *r->p)
        r->p++;
    if (r->p == r->end || *r->p != c)
        return 0;
    r->p++;
    return 1;
}

/* 'text' or "text" into [out], of [room] bytes. */
static int read_string(struct reader *r, char *out, size_t room)
{
    char quote = next_is(r, '\'') ? '\'' : next_is(r, '"') ? '"' : '\0';
    size_t n = 0;
    if (!quote)
        return 0;
    for (; r->p < r->end && *r->p != quote; r->p++) {
        if (n + 1 == room || *r->p == '\\')
            return 0;
        out[n++] = *r->p;
    }
    out[n] = '\0';
    return next_is(r, quote);
}

static int read_size(struct reader *r, size_t *out)
{
    size_t n = 0;
    const char *from = r->p;
    for (; r->p < r->end && *r->p >= '0' && *r->p <= '9'; r->p++)
        if (__builtin_mul_overflow(n, (size_t)10, &n) ||
            __builtin_add_overflow(n, (size_t)(*r->p - '0'), &n))
            return 0;
    *out = n;
    int any = r->p > from;
    if (any && r->p < r->end && *r->p == 'L')          /* as Python 2 wrote */
        r->p++;
    return any;
}

static gradus_status read_descr(struct reader *r, struct header *h)
{
    if (next_is(r, '['))
        return broken(r, "the array holds structures; only plain numbers can be read");
    if (!read_string(r, h->descr, sizeof h->descr))
        return broken(r, "the .npy header has no type after 'descr'");
    return GRADUS_OK;
}

static gradus_status read_order(struct reader *r, struct header *h)
{
    static const char *const words[] = { "False", "True" };
    next_is(r, ' ');
    for (int k = 0; k < 2; k++) {
        size_t n = strlen(words[k]);
        if ((size_t)(r->end - r->p) >= n && !memcmp(r->p, words[k], n)) {
            r->p += n;
            h->by_columns = k;
            return GRADUS_OK;
        }
    }
    return broken(r, "the .npy header has neither True nor False after 'fortran_order'");
}

static gradus_status read_shape(struct reader *r, struct header *h)
{
    size_t n;
    if (!next_is(r, '('))
        return broken(r, "the .npy header has no shape after 'shape'");
    while (!next_is(r, ')')) {
        if (!read_size(r, &n))
            return broken(r, "the .npy header has a malformed shape");
        if (h->dims == MOST_DIMS)
            return broken(r, "the array has more than 2 dimensions; a table has 1 or 2");
        h->shape[h->dims++] = n;
        if (!next_is(r, ',') && (r->p == r->end || *r->p != ')'))
            return broken(r, "the .npy header has a malformed shape");
    }
    if (!h->dims)
        h->shape[0] = 1;
    return GRADUS_OK;
}

static const struct key {
    const char *name;
    gradus_status (*read)(struct reader *r, struct header *h);
} keys[] = {
    { "descr", read_descr }, { "fortran_order", read_order }, { "shape", read_shape },
};
enum { KEYS = sizeof keys / sizeof *keys };

static gradus_status read_key(struct reader *r, struct header *h)
{
    char name[32];
    size_t k = 0;
    if (!read_string(r, name, sizeof name) || !next_is(r, ':'))
        return broken(r, "the .npy header is not a dictionary");
    while (k < KEYS && strcmp(keys[k].name, name) != 0)
        k++;
    if (k == KEYS || h->seen[k]++)
        return broken(r, "the .npy header has a key twice, or one that is not known");
    while (r->p < r->end && *r->p == ' ')
        r->p++;
    return keys[k].read(r, h);
}

static gradus_status read_header(struct reader *r, struct header *h)
{
    if (!next_is(r, '{'))
        return broken(r, "the .npy header is not a dictionary");
    while (!next_is(r, '}')) {
        gradus_status s = read_key(r, h);
        if (s != GRADUS_OK)
            return s;
        if (!next_is(r, ',') && (r->p == r->end || *r->p != '}'))
            return broken(r, "the .npy header is not a dictionary");
    }
    next_is(r, '\0');                   /* steps over blanks */
    if (r->p != r->end)
        return broken(r, "text follows the dictionary in the .npy header");
    for (size_t k = 0; k < KEYS; k++)
        if (!h->seen[k])
            return broken(r, "the .npy header lacks descr, fortran_order or shape");
    return GRADUS_OK;
}

/* ---- types -------------------------------------------------------------------------------- */
static const struct kind {
    char code;
    const char *sizes;
    enum gr_item item;
} kinds[] = {
    { 'f', "48", GR_ITEM_REAL },       { 'i', "1248", GR_ITEM_SIGNED },
    { 'u', "1248", GR_ITEM_UNSIGNED }, { 'b', "1", GR_ITEM_BOOL },
};

/* As in <f8: byte order, kind, bytes a number. */
static gradus_status read_type(struct reader *r, const char *descr, struct gr_array *a)
{
    struct gr_place place = { r->name, 0, 0 };
    char order = descr[0];
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (strchr("<>|=", order) && order && descr[1] == kinds[k].code && descr[2] &&
            !descr[3] && strchr(kinds[k].sizes, descr[2])) {
            a->item = kinds[k].item;
            a->size = (unsigned)(descr[2] - '0');
            a->big = order == '>' || (order == '=' && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__);
            return order == '|' && a->size > 1 ? broken(r, "numbers without a byte order")
                                               : GRADUS_OK;
        }
    gr_fault(r->err, GRADUS_SYNTAX, &place, "the array's type is '%s', %s", GR_NAME(descr),
             strchr(descr, 'O') ? "Python objects"
             : strpbrk(descr, "SUa") ? "text"
             : strchr(descr, 'c') ? "complex numbers" : "which is not known here");
    gr_fault_hint(r->err, "save it as float32, float64 or integers");
    return GRADUS_SYNTAX;
}

static gradus_status check_length(struct reader *r, struct gr_array *a, size_t have)
{
    struct gr_place place = { r->name, 0, 0 };
    size_t need;
    if (__builtin_mul_overflow(a->rows, a->cols, &need) ||
        __builtin_mul_overflow(need, (size_t)a->size, &need))
        return broken(r, "the shape in the .npy header is too large");
    if (need != have)
        return gr_fault(r->err, GRADUS_SYNTAX, &place, "the shape (%zu, %zu) needs %zu bytes, "
                        "the file has %zu", a->rows, a->cols, need, have);
    return GRADUS_OK;
}

int gr_npy_seen(const void *bytes, size_t size)
{
    return size >= 6 && !memcmp(bytes, "\x93NUMPY", 6);
}

gradus_status gr_npy_open(struct gr_array *out, const char *name, const void *bytes, size_t size,
                          gradus_error *err)
{
    const unsigned char *b = bytes;
    struct reader r = { .name = name, .err = err };
    struct header h = { .dims = 0 };
    struct gr_array a = { .name = name };
    if (!gr_npy_seen(bytes, size))
        return broken(&r, "not an .npy file");
    if (size < MAGIC + 4 || b[6] < 1 || b[6] > 3 || b[7])
        return broken(&r, "an .npy file that is cut short or of a version above 3.0");
    size_t start = MAGIC + (b[6] == 1 ? 2 : 4), length = b[8] | (size_t)b[9] << 8;
    if (b[6] > 1)
        length |= (size_t)b[10] << 16 | (size_t)b[11] << 24;
    if (length > size - start)
        return broken(&r, "the .npy header is cut short");
    r.p = (const char *)b + start;
    r.end = r.p + length;
    gradus_status s = read_header(&r, &h);
    if (s == GRADUS_OK)
        s = read_type(&r, h.descr, &a);
    if (s != GRADUS_OK)
        return s;
    a.bytes = b + start + length;
    a.by_columns = h.by_columns;
    a.rows = h.shape[0];
    a.cols = h.dims == 2 ? h.shape[1] : 1;
    a.dims = h.dims;
    s = check_length(&r, &a, size - start - length);
    if (s == GRADUS_OK)
        *out = a;
    return s;
}
