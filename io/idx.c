/* IDX, the format of the MNIST files: two zero bytes, the type of the numbers, how many sizes
 * follow, the sizes, then the numbers; all big-endian.  The first size counts the rows, the others
 * together the columns.                                                                        */
#include "array.h"

static const struct kind {
    unsigned char code;
    enum gr_item item;
    unsigned size;
} kinds[] = {
    { 0x08, GR_ITEM_UNSIGNED, 1 }, { 0x09, GR_ITEM_SIGNED, 1 }, { 0x0b, GR_ITEM_SIGNED, 2 },
    { 0x0c, GR_ITEM_SIGNED, 4 },   { 0x0d, GR_ITEM_REAL, 4 },   { 0x0e, GR_ITEM_REAL, 8 },
};

static const struct kind *find_kind(unsigned char code)
{
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (kinds[k].code == code)
            return &kinds[k];
    return NULL;
}

static size_t read_size(const unsigned char *p)
{
    return (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
}

/* Rows and columns from the sizes; their product in *total.  0: it overflows. */
static int read_sizes(struct gr_array *a, const unsigned char *p, unsigned dims, size_t *total)
{
    a->rows = read_size(p);
    a->cols = 1;
    for (unsigned k = 1; k < dims; k++)
        if (__builtin_mul_overflow(a->cols, read_size(p + (size_t)k * 4), &a->cols))
            return 0;
    return !__builtin_mul_overflow(a->rows, a->cols, total) &&
           !__builtin_mul_overflow(*total, (size_t)a->size, total);
}

gradus_status gr_idx_open(struct gr_array *out, const char *name, const void *bytes, size_t size,
                          gradus_error *err)
{
    const unsigned char *p = bytes;
    struct gr_place place = { name, 0, 0 };
    struct gr_array a = { .name = name, .big = 1 };
    size_t total = 0;
    if (size < 4 || p[0] || p[1])
        return gr_fault(err, GRADUS_SYNTAX, &place, "not an IDX file: it does not begin with "
                        "two zero bytes and a type");
    const struct kind *kind = find_kind(p[2]);
    unsigned dims = p[3];
    size_t header = 4 + (size_t)dims * 4;
    if (!kind)
        return gr_fault(err, GRADUS_SYNTAX, &place, "not an IDX file: no type 0x%02x", p[2]);
    if (!dims || size < header)
        return gr_fault(err, GRADUS_SYNTAX, &place, "the IDX header has %u sizes, the file %zu "
                        "bytes", dims, size);
    a.item = kind->item;
    a.size = kind->size;
    a.bytes = p + header;
    if (!read_sizes(&a, p + 4, dims, &total))
        return gr_fault(err, GRADUS_SYNTAX, &place, "the sizes in the IDX header are too large");
    if (total != size - header)
        return gr_fault(err, GRADUS_SYNTAX, &place, "the IDX header promises %zu bytes of "
                        "numbers (%zu rows of %zu), the file has %zu", total, a.rows, a.cols,
                        size - header);
    *out = a;
    return GRADUS_OK;
}
