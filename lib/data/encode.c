/* Encoding: the one place where cells become inputs, for training and prediction alike.  All of
 * it is computed in double; a float32 matrix rounds once, at the end.  A table of bytes is kept as
 * it is, with what to compute (gradus_scaled); the kernel  take  does it, to the same bits.     */
#include "data/encode.h"

#include "base/memory.h"
#include "base/status.h"

#include <float.h>
#include <math.h>

struct set {
    gradus_set is;                      /* first: a set is this */
    gradus_allocator mem;
    void *x, *y;
    int bytes;                          /* x is of bytes, which the schema, if any, scales: */
    gradus_scaled scaled;
    double *scales;                     /* shifts and then scales of the columns */
    size_t *row;                        /* of the table, for each of the set's */
};

static double *encode_number(const gradus_column *c, double value, double *to)
{
    int missing = value != value;
    *to++ = ((missing ? c->fill : value) - c->shift) * c->scale;
    if (c->indicator)
        *to++ = missing;
    return to;
}

static double *encode_level(const gradus_column *c, double value, double *to)
{
    for (size_t k = 0; k < c->levels; k++)
        to[k] = 0;
    if (value >= 0 && value < (double)c->levels)
        to[(size_t)value] = 1;
    return to + c->levels;
}

void gr_encode_row(const gradus_schema *schema, const double *raw, double *inputs)
{
    for (size_t j = 0; j < schema->inputs; j++) {
        const gradus_column *c = &schema->input[j];
        inputs = c->levels ? encode_level(c, raw[j], inputs) : encode_number(c, raw[j], inputs);
    }
}

/* ---- a set ------------------------------------------------------------------------------ */
static double largest(gradus_type type)
{
    return type == GRADUS_F32 ? (double)FLT_MAX : DBL_MAX;
}

void gradus_set_free(gradus_set *set)
{
    struct set *s = (struct set *)set;
    if (!s)
        return;
    gradus_allocator mem = s->mem;
    gr_free(&mem, s->x);
    gr_free(&mem, s->y);
    gr_free(&mem, s->scales);
    gr_free(&mem, s->row);
    gr_free(&mem, s);
}

size_t gradus_set_row(const gradus_set *set, size_t row)
{
    const struct set *s = (const struct set *)set;
    return s && row < s->is.x.rows ? s->row[row] : SIZE_MAX;
}

static void *new_matrix(gradus_matrix *matrix, gradus_type type, size_t rows, size_t cols,
                        const gradus_allocator *mem)
{
    static const size_t size_of[] = { [GRADUS_F32] = sizeof(float), [GRADUS_F64] = sizeof(double),
                                      [GRADUS_U8] = sizeof(uint8_t) };
    size_t cells;
    void *data = __builtin_mul_overflow(rows, cols, &cells) ? NULL
                                                            : gr_alloc(mem, cells, size_of[type]);
    *matrix = (gradus_matrix){ data, type, rows, cols };
    return data;
}

/* Of all bytes v, 0 or 255 makes the largest number. */
static int bytes_fit(const gradus_column *c, gradus_type type)
{
    const double most = largest(type);
    return !c->indicator && fabs((0 - c->shift) * c->scale) <= most &&
           fabs((255 - c->shift) * c->scale) <= most;
}

/* Columns of bytes alone stay bytes until a pass takes their rows: a quarter of the memory, and of
 * what is read from there.  No cell of them is missing, and none may be too large.            */
static int stays_bytes(const struct gr_view *view, gradus_type type)
{
    for (size_t j = 0; j < view->columns; j++) {
        const struct gr_reader *reader = &view->reader[j];
        if (reader->source.type != GRADUS_U8 || reader->levels ||
            (view->schema && !bytes_fit(&view->schema->is.input[j], type)))
            return 0;
    }
    return 1;
}

/* Turns x, which is bytes, into the numbers that the schema makes of them; 0: no memory. */
static int scale_bytes(struct set *set, const gradus_schema *schema, gradus_type type,
                       const gradus_allocator *mem)
{
    const size_t cols = schema->inputs;
    if (!(set->scales = gr_alloc(mem, cols, 2 * sizeof *set->scales)))
        return 0;
    for (size_t j = 0; j < cols; j++) {
        set->scales[j] = schema->input[j].shift;
        set->scales[cols + j] = schema->input[j].scale;
    }
    set->scaled = (gradus_scaled){ set->x, set->scales, set->scales + cols, type };
    set->is.x.data = &set->scaled;
    set->is.x.type = GRADUS_SCALED;
    return 1;
}

static struct set *new_set(gradus_type type, size_t rows, const struct gr_view *view,
                           size_t outputs, const gradus_allocator *mem)
{
    struct set *set = gr_alloc(mem, 1, sizeof *set);
    if (!set)
        return NULL;
    set->mem = gr_allocator(mem);
    set->bytes = stays_bytes(view, type);
    set->x = new_matrix(&set->is.x, set->bytes ? GRADUS_U8 : type, rows, view->width, mem);
    set->y = new_matrix(&set->is.y, type, rows, outputs, mem);
    set->row = gr_alloc(mem, rows, sizeof *set->row);
    const int scaled = !set->bytes || !view->schema ||
                       scale_bytes(set, &view->schema->is, type, mem);
    if (set->x && set->y && set->row && scaled)
        return set;
    gradus_set_free(&set->is);
    return NULL;
}

/* Writes a row of a matrix; the number of the first value that [type] cannot hold, or [n]. */
static size_t store(void *matrix, gradus_type type, size_t row, size_t n, const double *values)
{
    const double most = largest(type);
    float *f = (float *)matrix + row * n;
    double *d = (double *)matrix + row * n;
    for (size_t k = 0; k < n; k++) {
        if (!(fabs(values[k]) <= most))
            return k;
        if (type == GRADUS_F32)
            f[k] = (float)values[k];
        else
            d[k] = values[k];
    }
    return n;
}

static gradus_status too_large(const gradus_data *data, size_t row, size_t column,
                               gradus_type type, gradus_error *err)
{
    const int narrow = type == GRADUS_F32;
    gr_fail(err, GRADUS_DATA, "column '%s': the number is too large for %s",
            GR_NAME(gradus_data_name(data, column)), narrow ? "float32" : "float64");
    gr_hint(err, "correct the cell%s", narrow ? ", or train with --dtype float64" : "");
    return gr_data_place(err, GRADUS_DATA, data, row, column);
}

/* Input [k] of the net is too large: says which cell of the table made it. */
static gradus_status too_large_input(const struct set *set, const struct gr_view *view, size_t row,
                                     size_t k, gradus_error *err)
{
    size_t j = k;
    if (view->schema)
        for (j = 0; k >= gr_column_width(&view->schema->is.input[j]); j++)
            k -= gr_column_width(&view->schema->is.input[j]);
    size_t column = view->reader[j].column;
    return too_large(view->data, row, column, set->is.x.type, err);
}

struct buffers {
    double *raw, *inputs, *outputs;
};

static gradus_status encode_inputs(struct set *set, size_t at, const struct gr_view *view,
                                   size_t row, const struct buffers *b, size_t *unknown,
                                   gradus_error *err)
{
    gradus_status s = gr_view_row(view, row, b->raw, unknown, err);
    if (s != GRADUS_OK)
        return s;
    if (view->schema)
        gr_encode_row(&view->schema->is, b->raw, b->inputs);
    size_t bad = store(set->x, set->is.x.type, at, view->width, view->schema ? b->inputs : b->raw);
    return bad < view->width ? too_large_input(set, view, row, bad, err) : GRADUS_OK;
}

static void copy_bytes(struct set *set, size_t at, const struct gr_view *view, size_t row)
{
    uint8_t *to = (uint8_t *)set->x + at * view->columns;
    for (size_t j = 0; j < view->columns; j++) {
        const struct gr_source *from = &view->reader[j].source;
        to[j] = ((const uint8_t *)from->values)[row * from->stride];
    }
}

static gradus_status encode_one(struct set *set, size_t at, const struct gr_view *view,
                                const struct gr_answers *answers, size_t i,
                                const struct buffers *b, size_t *unknown, gradus_error *err)
{
    size_t row = set->row[at] = answers->row[i];
    gradus_status s = GRADUS_OK;
    if (set->bytes)
        copy_bytes(set, at, view, row);
    else
        s = encode_inputs(set, at, view, row, b, unknown, err);
    if (s != GRADUS_OK)
        return s;
    gr_answers_row(answers, i, b->outputs);
    size_t bad = store(set->y, set->is.y.type, at, answers->outputs, b->outputs);
    if (bad == answers->outputs)
        return GRADUS_OK;
    size_t column = answers->column[answers->code ? 0 : bad];
    return too_large(answers->data, row, column, set->is.y.type, err);
}

gradus_status gr_encode_set(gradus_set **out, const struct gr_view *view,
                            const struct gr_answers *answers, size_t count, const size_t *pick,
                            gradus_type type, const gradus_allocator *mem, size_t *unknown,
                            gradus_error *err)
{
    struct buffers b = { gr_alloc(mem, view->columns, sizeof *b.raw),
                         gr_alloc(mem, view->width, sizeof *b.inputs),
                         gr_alloc(mem, answers->outputs, sizeof *b.outputs) };
    struct set *set = new_set(type, count, view, answers->outputs, mem);
    gradus_status s = set && b.raw && b.inputs && b.outputs ? GRADUS_OK : gr_nomem(err);
    for (size_t i = 0; s == GRADUS_OK && i < count; i++)
        s = encode_one(set, i, view, answers, pick ? pick[i] : i, &b, unknown, err);
    gr_free(mem, b.raw);
    gr_free(mem, b.inputs);
    gr_free(mem, b.outputs);
    if (s == GRADUS_OK)
        *out = &set->is;
    else if (set)
        gradus_set_free(&set->is);
    return s;
}
