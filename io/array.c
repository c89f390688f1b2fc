/* Arrays to a table.  Bytes stay bytes, what float holds exactly becomes float, the rest double.
 * NaN is a missing cell; infinity is an error, as no table of text could have brought it in.   */
#include "array.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static uint64_t read_bits(const unsigned char *p, unsigned size, int big)
{
    uint64_t bits = 0;
    for (unsigned k = 0; k < size; k++)
        bits = bits << 8 | p[big ? k : size - 1 - k];
    return bits;
}

static double real_of(uint64_t bits, unsigned size)
{
    float narrow;
    double wide;
    uint32_t low = (uint32_t)bits;
    memcpy(&narrow, &low, sizeof narrow);
    memcpy(&wide, &bits, sizeof wide);
    return size == sizeof narrow ? (double)narrow : wide;
}

/* The number at index [i] of the file. */
static double number_at(const struct gr_array *a, size_t i)
{
    uint64_t bits = read_bits(a->bytes + i * a->size, a->size, a->big);
    uint64_t sign = (uint64_t)1 << (a->size * 8 - 1);
    if (a->item == GR_ITEM_REAL)
        return real_of(bits, a->size);
    if (a->item == GR_ITEM_BOOL)
        return bits != 0;
    if (a->item == GR_ITEM_SIGNED && bits & sign)
        return -(double)(sign - (bits & (sign - 1)));
    return (double)bits;
}

double gr_array_number(const struct gr_array *a, size_t row, size_t col)
{
    return number_at(a, a->by_columns ? col * a->rows + row : row * a->cols + col);
}

static gradus_type type_for(const struct gr_array *a)
{
    if (a->size == 1 && a->item != GR_ITEM_SIGNED)
        return GRADUS_U8;
    if (a->size <= 2 || (a->size == 4 && a->item == GR_ITEM_REAL))
        return GRADUS_F32;
    return GRADUS_F64;
}

static void store(void *values, gradus_type type, size_t i, double value)
{
    if (type == GRADUS_U8)
        ((uint8_t *)values)[i] = (uint8_t)value;
    else if (type == GRADUS_F32)
        ((float *)values)[i] = (float)value;
    else
        ((double *)values)[i] = value;
}

static gradus_status fill(void *values, gradus_type type, const struct gr_array *a,
                          gradus_error *err)
{
    struct gr_place place = { a->name, 0, 0 };
    if (type == GRADUS_U8 && a->item == GR_ITEM_UNSIGNED && !a->by_columns) {
        memcpy(values, a->bytes, a->rows * a->cols);
        return GRADUS_OK;
    }
    for (size_t r = 0; r < a->rows; r++)
        for (size_t c = 0; c < a->cols; c++) {
            double value = gr_array_number(a, r, c);
            if (isinf(value))
                return gr_fault(err, GRADUS_DATA, &place,
                                "the number in row %zu, column %zu is infinite", r + 1, c + 1);
            store(values, type, r * a->cols + c, value);
        }
    return GRADUS_OK;
}

static gradus_status add(gradus_data *data, const struct gr_array *a, const char *name,
                         gradus_type type, gradus_error *err)
{
    void *values;
    gradus_status s = gradus_data_add(data, name, a->cols, type, &values, err);
    return s == GRADUS_OK ? fill(values, type, a, err) : gr_fault_in(err, s, a->name);
}

static gradus_status check(const struct gr_array *x, const struct gr_array *y, gradus_error *err)
{
    struct gr_place place = { x->name, 0, 0 };
    if (!x->rows || !x->cols)
        return gr_fault(err, GRADUS_DATA, &place, "no %s: the array is %zu by %zu",
                        x->rows ? "columns" : "rows", x->rows, x->cols);
    if (y && y->rows != x->rows)
        return gr_fault(err, GRADUS_SHAPE, &place, "%zu rows here, but %zu labels in '%s'",
                        x->rows, y->rows, y->name);
    place.file = y ? y->name : NULL;
    if (y && !y->cols)
        return gr_fault(err, GRADUS_DATA, &place, "no labels: the array is %zu by 0", y->rows);
    return GRADUS_OK;
}

gradus_status gr_arrays_table(gradus_data **out, const struct gr_array *x, const char *x_name,
                              const struct gr_array *y, const char *y_name,
                              const gradus_allocator *mem, gradus_error *err)
{
    char only[32];
    gradus_data *data = NULL;
    gradus_status s = check(x, y, err);
    if (s != GRADUS_OK)
        return s;
    snprintf(only, sizeof only, "%s1", x_name);
    s = gradus_data_new(&data, x->rows, mem, err);
    if (s == GRADUS_OK)
        s = gradus_data_source(data, x->name, NULL, err);
    if (s == GRADUS_OK)
        s = add(data, x, x->cols == 1 ? only : x_name, type_for(x), err);
    if (s == GRADUS_OK && y)
        s = add(data, y, y_name, GRADUS_F64, err);
    if (s == GRADUS_OK)
        *out = data;
    else
        gradus_data_free(data);
    return s;
}
