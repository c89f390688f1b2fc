/* Learning how columns become inputs, from training rows alone.
 *
 * Numbers: fill is the median, an indicator where a training cell is missing, and
 *     standard   x' = (x - mean) / deviation      minmax   x' = (x - least) / (most - least)
 *     max        x' = x / max |x|                 none     x' = x
 * auto is standard, but images (a block of bytes) have one mean and deviation for all pixels, so
 * that a pixel that is nearly always black is not blown up.  A column with one value in training
 * is kept as 0 by standard and minmax: whatever it is later, no untrained weight meets it.
 * Regression targets are scaled alike, but never by 0.
 *
 * Categories: the levels of the training rows.  Left out are columns with at most one value, and
 * texts that are another one in more than half of the rows: names, not categories.             */
#include "data/learn.h"

#include "base/memory.h"
#include "base/status.h"
#include "data/stats.h"

#include <math.h>
#include <string.h>

enum { FEW_LEVELS = 20, BYTES = 256, WINDOW = 8 };

/* ---- scaling ---------------------------------------------------------------------------- */

static void scale_none(const struct gr_stats *s, double *shift, double *scale)
{
    (void)s;
    *shift = 0;
    *scale = 1;
}

static void scale_standard(const struct gr_stats *s, double *shift, double *scale)
{
    *shift = s->least < s->most ? s->mean : s->least;
    *scale = s->least < s->most ? 1 / s->deviation : 0;
}

static void scale_minmax(const struct gr_stats *s, double *shift, double *scale)
{
    *shift = s->least;
    *scale = s->least < s->most ? 1 / (s->most - s->least) : 0;
}

static void scale_max(const struct gr_stats *s, double *shift, double *scale)
{
    double low = fabs(s->least), high = fabs(s->most), size = low > high ? low : high;
    *shift = 0;
    *scale = size > 0 ? 1 / size : 0;
}

struct scaling {
    const char *name;
    void (*learn)(const struct gr_stats *s, double *shift, double *scale);
    int blocks;                         /* blocks of bytes have one scaling for all columns */
};

static const struct scaling scalings[] = {
    { "auto", scale_standard, 1 },
    { "none", scale_none, 0 },
    { "standard", scale_standard, 0 },
    { "minmax", scale_minmax, 0 },
    { "max", scale_max, 0 },
};

static const struct scaling *find_scaling(const char *name)
{
    for (size_t k = 0; k < sizeof scalings / sizeof *scalings; k++)
        if (!strcmp(scalings[k].name, name))
            return &scalings[k];
    return NULL;
}

gradus_status gr_scale_check(const char *scale, gradus_error *err)
{
    if (scale && find_scaling(scale))
        return GRADUS_OK;
    gr_fail(err, GRADUS_UNKNOWN, "there is no scaling '%s'", scale ? scale : "");
    gr_hint(err, "choose auto, none, standard, minmax or max");
    return GRADUS_UNKNOWN;
}

static gradus_status scale_column(gradus_column *column, const struct scaling *scaling,
                                  const struct gr_stats *stats, gradus_error *err)
{
    scaling->learn(stats, &column->shift, &column->scale);
    if (isfinite(column->shift) && isfinite(column->scale) && isfinite(column->fill) &&
        isfinite(stats->deviation))
        return GRADUS_OK;
    gr_fail(err, GRADUS_DATA, "the numbers in column '%s' are too large or too small to scale",
            GR_NAME(column->name));
    gr_hint(err, "write them in another unit");
    return GRADUS_DATA;
}

/* ---- the work --------------------------------------------------------------------------- */

struct learner {
    const gradus_data *data;
    const struct scaling *scaling;
    struct gr_remarks *remarks;
    size_t rows;
    const size_t *row;
    /* Columns of a block are read some at a time: alone, each would fetch the whole block. */
    size_t first, width;                /* of the window: its columns, all of one block */
    double *values;                     /* (width, rows) what they hold, or */
    uint64_t (*bytes)[BYTES];           /* (width) how often each byte is there */
    uint64_t (*counts)[BYTES];          /* of each block; NULL: none is scaled as a whole */
    size_t constant, gaps;              /* columns with one value; with missing cells */
    const char *first_constant, *first_gap;
};

static int is_bytes(const struct learner *l, size_t column)
{
    return gradus_data_type(l->data, column) == GRADUS_U8;
}

static void count_bytes(const struct learner *l, const struct gr_source *source)
{
    const uint8_t *first = source->values;
    memset(l->bytes, 0, l->width * sizeof *l->bytes);
    for (size_t i = 0; i < l->rows; i++)
        for (size_t k = 0; k < l->width; k++)
            l->bytes[k][first[l->row[i] * source->stride + k]]++;
}

static void copy_numbers(const struct learner *l)
{
    struct gr_source source[WINDOW];
    for (size_t k = 0; k < l->width; k++)
        source[k] = gr_data_at(l->data, l->first + k);
    for (size_t i = 0; i < l->rows; i++)
        for (size_t k = 0; k < l->width; k++)
            l->values[k * l->rows + i] = gr_source_read(&source[k], l->row[i]);
}

/* Columns from here to the end of their block, WINDOW at most. */
static size_t window_width(const gradus_data *data, size_t column)
{
    const struct gr_data_column *c = &data->column[column];
    size_t left = data->block[c->block].width - c->offset;
    return left < WINDOW ? left : WINDOW;
}

/* The place of a column in the window, which moves there if it must. */
static size_t look_at(struct learner *l, size_t column)
{
    struct gr_source source = gr_data_at(l->data, column);
    if (column >= l->first && column - l->first < l->width)
        return column - l->first;
    l->first = column;
    l->width = window_width(l->data, column);
    if (is_bytes(l, column))
        count_bytes(l, &source);
    else
        copy_numbers(l);
    return 0;
}

/* Moves the numbers of a column together, over the missing ones; *count is how many they are. */
static gradus_status close_gaps(const struct learner *l, size_t column, double *values,
                                size_t *count, gradus_error *err)
{
    *count = 0;
    for (size_t i = 0; i < l->rows; i++) {
        double value = values[i];
        if (value - value == 0) {
            values[(*count)++] = value;
        } else if (value == value) {
            gr_fail(err, GRADUS_DATA, "a number in column '%s' is infinite",
                    GR_NAME(gradus_data_name(l->data, column)));
            return gr_data_place(err, GRADUS_DATA, l->data, l->row[i], column);
        }
    }
    return GRADUS_OK;
}

/* Once a column: the window's numbers come back in another order. */
static gradus_status take_stats(struct learner *l, size_t column, struct gr_stats *stats,
                                gradus_error *err)
{
    size_t k = look_at(l, column), count;
    if (is_bytes(l, column)) {
        *stats = gr_stats_bytes(l->bytes[k]);
        for (size_t v = 0; l->counts && v < BYTES; v++)
            l->counts[l->data->column[column].block][v] += l->bytes[k][v];
        return GRADUS_OK;
    }
    double *values = l->values + k * l->rows;
    gradus_status s = close_gaps(l, column, values, &count, err);
    if (s == GRADUS_OK)
        *stats = gr_stats_numbers(count, values);
    return s;
}

static int by_block(const struct learner *l, size_t column)
{
    return l->counts && is_bytes(l, column);
}

/* 1 in *keep: the column makes inputs. */
static gradus_status learn_numbers(struct learner *l, gradus_column *c, size_t column, int *keep,
                                   gradus_error *err)
{
    struct gr_stats stats;
    gradus_status s = take_stats(l, column, &stats, err);
    if (s != GRADUS_OK)
        return s;
    *keep = stats.count > 0;
    if (!*keep) {
        gr_remark(l->remarks, 1, "column '%s' is left out: all its training cells are missing",
                  c->name);
        return GRADUS_OK;
    }
    c->fill = stats.median;
    c->indicator = stats.count < l->rows;
    if (c->indicator && !l->gaps++)
        l->first_gap = c->name;
    if (stats.least == stats.most && !by_block(l, column) && !l->constant++)
        l->first_constant = c->name;
    return scale_column(c, l->scaling, &stats, err);
}

static const char **take_texts(const gradus_allocator *mem, const struct gr_text *text,
                               size_t count)
{
    const char **level = gr_alloc(mem, count, sizeof *level);
    for (size_t k = 0; level && k < count; k++)
        level[k] = text[k].text;
    return level;
}

static gradus_status learn_levels(struct learner *l, gradus_column *c, size_t column, int *keep,
                                  gradus_error *err)
{
    struct gr_text *text;
    size_t count;
    gradus_status s = gr_levels_used(l->data, column, l->rows, l->row, &text, &count, err);
    if (s != GRADUS_OK)
        return s;
    int names = count > FEW_LEVELS && count > l->rows / 2;
    *keep = count > 1 && !names;
    c->scale = 1;
    if (names)
        gr_remark(l->remarks, 1,
                  "column '%s' is left out: %zu different texts in %zu rows are no categories",
                  c->name, count, l->rows);
    else if (!*keep)
        gr_remark(l->remarks, 0, "column '%s' is left out: it has %s", c->name,
                  count ? "the same text in every training row" : "no text in any training row");
    else if ((c->level = take_texts(&l->data->mem, text, count)))
        c->levels = count;
    else
        s = gr_nomem(err);
    gr_free(&l->data->mem, text);
    return s;
}

/* Pixels have the scaling of their block; [input] holds the columns that were kept. */
static gradus_status scale_blocks(const struct learner *l, gradus_column *input, size_t inputs,
                                  gradus_error *err)
{
    gradus_status s = GRADUS_OK;
    size_t column, last = SIZE_MAX;
    struct gr_stats stats = { 0 };
    for (size_t j = 0; l->counts && s == GRADUS_OK && j < inputs; j++) {
        if (!gr_names_find(&l->data->names, input[j].name, &column) || !by_block(l, column))
            continue;
        if (l->data->column[column].block != last) {
            last = l->data->column[column].block;
            stats = gr_stats_bytes(l->counts[last]);
        }
        s = scale_column(&input[j], l->scaling, &stats, err);
    }
    return s;
}

static void remark_some(struct gr_remarks *remarks, const char *first, size_t count,
                        const char *what)
{
    if (count == 1)
        gr_remark(remarks, 0, "column '%s' %s", first, what);
    else if (count)
        gr_remark(remarks, 0, "column '%s' and %zu more: each %s", first, count - 1, what);
}

static gradus_status learn_columns(struct learner *l, struct gr_learned *learned,
                                   const struct gr_pick *features, gradus_error *err)
{
    gradus_status s = GRADUS_OK;
    for (size_t j = 0; s == GRADUS_OK && j < features->count; j++) {
        size_t column = features->column[j];
        gradus_column *c = &learned->input[learned->inputs];
        int keep = 0;
        *c = (gradus_column){ .name = gradus_data_name(l->data, column) };
        s = gradus_data_type(l->data, column) == GRADUS_CATEGORY
                ? learn_levels(l, c, column, &keep, err)
                : learn_numbers(l, c, column, &keep, err);
        learned->inputs += keep != 0;
    }
    if (s == GRADUS_OK)
        s = scale_blocks(l, learned->input, learned->inputs, err);
    if (s == GRADUS_OK && !learned->inputs)
        s = gr_fail(err, GRADUS_DATA, "no column is left to learn from");
    remark_some(l->remarks, l->first_gap, l->gaps,
                "has missing cells: they get the median, and an input that marks them");
    remark_some(l->remarks, l->first_constant, l->constant,
                "has the same number in every training row");
    return s;
}

/* Memory for a window over any of these columns; 0: none. */
static int open_window(struct learner *l, size_t columns, const size_t *column)
{
    size_t widest = 1, cells;
    for (size_t j = 0; j < columns; j++) {
        size_t width = window_width(l->data, column[j]);
        widest = width > widest && !is_bytes(l, column[j]) ? width : widest;
    }
    l->bytes = gr_alloc(&l->data->mem, WINDOW, sizeof *l->bytes);
    if (!__builtin_mul_overflow(widest, l->rows, &cells))
        l->values = gr_alloc(&l->data->mem, cells, sizeof *l->values);
    return l->bytes && l->values;
}

static void close_window(struct learner *l)
{
    gr_free(&l->data->mem, l->bytes);
    gr_free(&l->data->mem, l->values);
}

static int has_bytes(const struct learner *l, const struct gr_pick *features)
{
    for (size_t j = 0; j < features->count; j++)
        if (is_bytes(l, features->column[j]))
            return 1;
    return 0;
}

gradus_status gr_learn_start(struct gr_learned *learned, const gradus_data *data,
                             const struct gr_pick *features, size_t rows, const size_t *row,
                             const char *scale, struct gr_remarks *remarks, gradus_error *err)
{
    const gradus_allocator *mem = &data->mem;
    struct learner l = { .data = data, .scaling = find_scaling(scale), .remarks = remarks,
                         .rows = rows, .row = row };
    int blocks = l.scaling->blocks && has_bytes(&l, features);
    *learned = (struct gr_learned){ .mem = *mem };
    learned->input = gr_alloc(mem, features->count, sizeof *learned->input);
    if (blocks)
        l.counts = gr_alloc(mem, data->blocks, sizeof *l.counts);
    int ready = open_window(&l, features->count, features->column) && learned->input &&
                (l.counts || !blocks);
    gradus_status s = ready ? learn_columns(&l, learned, features, err) : gr_nomem(err);
    close_window(&l);
    gr_free(mem, l.counts);
    if (s != GRADUS_OK)
        gr_learn_end(learned);
    return s;
}

void gr_learn_end(struct gr_learned *learned)
{
    for (size_t j = 0; learned->input && j < learned->inputs; j++)
        gr_free(&learned->mem, (void *)(uintptr_t)learned->input[j].level);
    gr_free(&learned->mem, learned->input);
    learned->input = NULL;
    learned->inputs = 0;
}

gradus_status gr_learn_target(gradus_column *target, const gradus_data *data, size_t column,
                              size_t rows, const size_t *row, const char *scale,
                              gradus_error *err)
{
    struct learner l = { .data = data, .rows = rows, .row = row };
    struct gr_stats stats;
    gradus_status s = open_window(&l, 1, &column) ? take_stats(&l, column, &stats, err)
                                                  : gr_nomem(err);
    close_window(&l);
    *target = (gradus_column){ .name = gradus_data_name(data, column) };
    if (s == GRADUS_OK)
        s = scale_column(target, find_scaling(scale), &stats, err);
    target->scale += target->scale == 0;            /* one value: y / 1 + it */
    return s;
}
