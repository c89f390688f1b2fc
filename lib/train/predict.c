/* Prediction: raw rows in, probabilities or target values out.
 *
 * Rows go through scratch in chunks of 256, encoded as training encoded them, and the outputs are
 * turned back:  regression  y / scale + shift;  two classes with one output p  (1 - p, p).  They
 * wait in scratch until those of all rows are known to be finite.                             */
#include "base/cpu.h"
#include "base/status.h"
#include "data/encode.h"
#include "data/pick.h"
#include "net/network.h"
#include "train/model.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { ALIGN = 16 };

/* ---- one raw row ------------------------------------------------------------------------ */

void gradus_row_clear(const gradus_model *model, double *row)
{
    for (size_t i = 0; model && row && i < model->inputs; i++)
        row[i] = NAN;
}

static gradus_status find_input(const gradus_model *model, const char *column, size_t *i,
                                gradus_error *err)
{
    if (gr_names_find(&model->columns, column, i))
        return GRADUS_OK;
    const char *nearest = gr_names_nearest(&model->columns, column);
    gr_fail(err, GRADUS_UNKNOWN, "the model has no column '%s'", column);
    if (nearest)
        gr_hint(err, "did you mean '%s'?", nearest);
    return GRADUS_UNKNOWN;
}

static const gradus_column *levels_of(const gradus_model *model, size_t i)
{
    const gradus_column *c = model->schema ? &model->schema->is.input[i] : NULL;
    return c && c->levels ? c : NULL;
}

gradus_status gradus_row_number(const gradus_model *model, double *row, const char *column,
                                double value, gradus_error *err)
{
    size_t i, level;
    char text[32];
    if (!model || !row || !column)
        return gr_fail(err, GRADUS_ARGUMENT, "a cell needs a model, a row and a column");
    gradus_status s = find_input(model, column, &i, err);
    if (s != GRADUS_OK)
        return s;
    if (levels_of(model, i) && value == value) {
        gradus_number_text(value + 0.0, 0, text);
        if (!gr_names_find(&model->schema->levels[i], text, &level))
            return gr_fail(err, GRADUS_DATA, "column '%s' is text, and has no level '%s'",
                           GR_NAME(column), text);
        value = (double)level;
    }
    row[i] = value;
    return GRADUS_OK;
}

gradus_status gradus_row_text(const gradus_model *model, double *row, const char *column,
                              const char *text, int *known, gradus_error *err)
{
    size_t i, level = 0;
    if (!model || !row || !column || !text)
        return gr_fail(err, GRADUS_ARGUMENT, "a cell needs a model, a row, a column and a text");
    gradus_status s = find_input(model, column, &i, err);
    if (s != GRADUS_OK)
        return s;
    if (!levels_of(model, i))
        return gr_fail(err, GRADUS_DATA, "column '%s' takes numbers, not '%s'",
                       GR_NAME(column), text);
    int found = gr_names_find(&model->schema->levels[i], text, &level);
    row[i] = found ? (double)level : (double)NAN;
    if (known)
        *known = found;
    return GRADUS_OK;
}

/* ---- many rows -------------------------------------------------------------------------- */

/* Bytes of the encoded rows of a chunk; without a schema raw rows are inputs as they are. */
static size_t encoded_bytes(const gradus_model *model, size_t rows)
{
    size_t bytes = model->schema ? rows * model->schema->width * sizeof(double) : 0;
    return (bytes + ALIGN - 1) / ALIGN * ALIGN;
}

/* Scratch for a call: outputs of all rows, inputs and layers of a chunk.  SIZE_MAX: too much. */
size_t gradus_predict_scratch(const gradus_model *model, size_t rows)
{
    size_t chunk = rows < GR_CHUNK ? rows : GR_CHUNK, outputs, bytes;
    if (!model || !rows)
        return 0;
    bytes = encoded_bytes(model, chunk) + gr_net_scratch(model->net, chunk);
    if (__builtin_mul_overflow(rows, model->outputs * sizeof(double), &outputs) ||
        __builtin_add_overflow(bytes, outputs, &bytes))
        return SIZE_MAX;
    return bytes;
}

/* The input of the raw row that is infinite, or becomes it in the net's type; or how many inputs
 * there are.  Rows come here after a failure only.                                            */
static size_t excessive_input(const gradus_model *model, const double *x)
{
    const int narrow = gradus_net_get_spec(model->net)->type == GRADUS_F32;
    size_t i = 0;
    for (; i < model->inputs; i++) {
        const gradus_column *c = model->schema ? &model->schema->is.input[i] : NULL;
        if (c && (c->levels || x[i] != x[i]))
            continue;
        double value = c ? (x[i] - c->shift) * c->scale : x[i];
        if (!(fabs(value) <= (narrow ? (double)FLT_MAX : DBL_MAX)))
            break;
    }
    return i;
}

static const char *excess(double x)
{
    return isinf(x) ? "infinite" : "too large for this network";
}

/* Of a [row] whose inputs are not all numbers: x as the caller gave it. */
static gradus_status bad_input(const gradus_model *model, size_t row, const double *x,
                               gradus_error *err)
{
    size_t i = 0;
    while (!model->schema && i < model->inputs && x[i] == x[i])
        i++;
    if (model->schema)
        i = excessive_input(model, x);
    if (i == model->inputs)
        return gr_fail(err, GRADUS_DATA, "an input of row %zu is not a number", row + 1);
    return gr_fail(err, GRADUS_DATA, "input '%s' of row %zu is %s",
                   GR_NAME(model->columns.name[i]), row + 1,
                   model->schema ? excess(x[i]) : "missing");
}

/* Of output [k] of a [row]. */
static gradus_status bad_output(const gradus_model *model, size_t row, size_t k, const double *x,
                                gradus_error *err)
{
    size_t i = excessive_input(model, x);
    gr_fail(err, GRADUS_DATA, "output '%s' of row %zu is not finite",
            GR_NAME(model->output_name[k]), row + 1);
    if (i < model->inputs)
        gr_hint(err, "its input '%s' is %s", GR_NAME(model->columns.name[i]), excess(x[i]));
    if (err)
        err->column = k + 1;
    return GRADUS_DATA;
}

/* y holds one output a row; makes two of it, from the last row so that none is overwritten. */
static void spread_two_classes(size_t rows, double *y)
{
    for (size_t r = rows; r-- > 0;) {
        double p = y[r];
        y[2 * r + 1] = p;
        y[2 * r] = 1 - p;
    }
}

static void unscale(const gradus_schema *schema, size_t rows, double *y)
{
    for (size_t r = 0; r < rows; r++)
        for (size_t k = 0; k < schema->targets; k++, y++)
            *y = *y / schema->target[k].scale + schema->target[k].shift;
}

/* Returns the first row with a NaN among the net's inputs, or [rows]. */
static size_t predict_chunk(const gradus_model *model, size_t rows, const double *x, double *y,
                          char *scratch)
{
    const gradus_schema *schema = gradus_model_schema(model);
    size_t encoded = encoded_bytes(model, rows);
    double *inputs = (double *)(void *)scratch;
    for (size_t r = 0; schema && r < rows; r++)
        gr_encode_row(schema, x + r * model->inputs, inputs + r * model->schema->width);
    size_t done = gr_net_run(model->net, rows, schema ? inputs : x, y, scratch + encoded);
    if (done < rows)
        return done;
    if (schema && !schema->classes)
        unscale(schema, rows, y);
    else if (gr_net_outputs(model->net) < model->outputs)
        spread_two_classes(rows, y);
    return rows;
}

/* The outputs of all rows to the beginning of [scratch]. */
static gradus_status predict_all(const gradus_model *model, size_t rows, const double *x,
                                 void *scratch, gradus_error *err)
{
    const size_t outputs = model->outputs;
    double *y = scratch;
    char *rest = (char *)scratch + rows * outputs * sizeof *y;
    for (size_t done = 0, n; done < rows; done += n) {
        const size_t want = rows - done < GR_CHUNK ? rows - done : GR_CHUNK;
        double *to = y + done * outputs;
        n = predict_chunk(model, want, x + done * model->inputs, to, rest);
        if (n < want)
            return bad_input(model, done + n, x + (done + n) * model->inputs, err);
        const size_t bad = model->net->kernels->f64->first_bad(n * outputs, to);
        if (bad < n * outputs) {
            const size_t row = done + bad / outputs;
            return bad_output(model, row, bad % outputs, x + row * model->inputs, err);
        }
    }
    return GRADUS_OK;
}

gradus_status gradus_predict(const gradus_model *model, size_t rows, const double *x, double *y,
                             void *scratch, size_t bytes, gradus_error *err)
{
    if (!model || (rows && (!x || !y || !scratch)))
        return gr_fail(err, GRADUS_ARGUMENT, "a prediction needs a model, rows and room");
    if (bytes < gradus_predict_scratch(model, rows))
        return gr_fail(err, GRADUS_ARGUMENT, "%zu bytes of scratch are needed, not %zu",
                       gradus_predict_scratch(model, rows), bytes);
    uint64_t mode = gr_float_enter();
    gradus_status s = predict_all(model, rows, x, scratch, err);
    gr_float_leave(mode);
    if (s == GRADUS_OK && rows)
        memcpy(y, scratch, rows * model->outputs * sizeof *y);
    return s;
}

/* ---- rows of a table -------------------------------------------------------------------- */

static gradus_status view_every_column(struct gr_view *view, const gradus_model *model,
                                       const gradus_data *data, gradus_error *err)
{
    struct gr_pick none = { .count = 0 }, all;
    if (gradus_data_columns(data) != model->inputs)
        return gr_fail(err, GRADUS_SHAPE, "the model has %zu inputs, the data %zu columns",
                       model->inputs, gradus_data_columns(data));
    gradus_status s = gr_pick_rest(&all, data, &none, err);
    if (s != GRADUS_OK)
        return s;
    s = gr_view_plain(view, data, all.count, all.column, err);
    gr_pick_end(&all);
    return s;
}

gradus_status gradus_model_rows(const gradus_model *model, const gradus_data *data, size_t first,
                                size_t count, double *rows, size_t *unknown, gradus_error *err)
{
    struct gr_view view;
    size_t ignored = 0;
    if (!model || !data || (count && !rows) || first > data->rows || count > data->rows - first)
        return gr_fail(err, GRADUS_ARGUMENT, "the data does not have these rows");
    gradus_status s = model->schema ? gr_view_start(&view, data, model->schema, err)
                                    : view_every_column(&view, model, data, err);
    if (s != GRADUS_OK)
        return s;
    uint64_t mode = gr_float_enter();
    s = gr_view_check(&view, first, count, err);
    for (size_t r = 0; s == GRADUS_OK && r < count; r++)
        s = gr_view_row(&view, first + r, rows + r * model->inputs, unknown ? unknown : &ignored,
                        err);
    gr_float_leave(mode);
    gr_view_end(&view);
    return s;
}
