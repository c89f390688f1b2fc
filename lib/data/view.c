/* Reading a table through a schema.  Columns meet by name, levels by text; a table's numbers
 * meet levels by their shortest decimal text, so that 3 and 3.0 are the level "3".            */
#include "data/view.h"

#include "base/memory.h"
#include "base/status.h"

#include <math.h>

static gradus_status start(struct gr_view *view, const gradus_data *data, size_t columns,
                           gradus_error *err)
{
    *view = (struct gr_view){ .mem = data->mem, .data = data, .columns = columns };
    view->reader = gr_alloc(&view->mem, columns, sizeof *view->reader);
    return view->reader ? GRADUS_OK : gr_nomem(err);
}

void gr_view_end(struct gr_view *view)
{
    for (size_t j = 0; view->reader && j < view->columns; j++)
        gr_free(&view->mem, view->reader[j].level_of);
    gr_free(&view->mem, view->reader);
    view->reader = NULL;
}

/* A column of text without a single text in it has only missing cells, and they are numbers. */
static gradus_status need_numbers(const gradus_data *data, size_t column,
                                  const struct gr_source *source, gradus_error *err)
{
    for (size_t i = 0; source->type == GRADUS_CATEGORY && i < data->rows; i++) {
        double code = gr_source_read(source, i);
        if (code != code)
            continue;
        gr_fail(err, GRADUS_DATA, "'%s' in column '%s' is text where a number is needed",
                GR_NAME(gradus_data_level(data, column, (size_t)code)),
                GR_NAME(gradus_data_name(data, column)));
        return gr_data_place(err, GRADUS_DATA, data, i, column);
    }
    return GRADUS_OK;
}

static gradus_status match_levels(struct gr_view *view, struct gr_reader *reader,
                                  const struct gr_names *levels, gradus_error *err)
{
    if (reader->source.type != GRADUS_CATEGORY) {
        reader->levels = levels;
        return GRADUS_OK;
    }
    reader->level_of = gr_alloc(&view->mem, reader->source.levels, sizeof *reader->level_of);
    if (!reader->level_of)
        return gr_nomem(err);
    for (size_t k = 0; k < reader->source.levels; k++) {
        size_t level;
        const char *text = gradus_data_level(view->data, reader->column, k);
        reader->level_of[k] = gr_names_find(levels, text, &level) ? (int32_t)level : -1;
    }
    return GRADUS_OK;
}

static gradus_status find_column(struct gr_view *view, size_t j, gradus_error *err)
{
    const gradus_column *wanted = &view->schema->is.input[j];
    struct gr_reader *reader = &view->reader[j];
    if (!gr_names_find(&view->data->names, wanted->name, &reader->column))
        return gr_data_no_column(view->data, wanted->name, err);
    reader->source = gr_data_at(view->data, reader->column);
    return wanted->levels
               ? match_levels(view, reader, &view->schema->levels[j], err)
               : need_numbers(view->data, reader->column, &reader->source, err);
}

gradus_status gr_view_start(struct gr_view *view, const gradus_data *data,
                            const struct gr_schema *schema, gradus_error *err)
{
    gradus_status s = start(view, data, schema->is.inputs, err);
    view->schema = schema;
    view->width = schema->width;
    for (size_t j = 0; s == GRADUS_OK && j < view->columns; j++)
        s = find_column(view, j, err);
    if (s != GRADUS_OK)
        gr_view_end(view);
    return s;
}

gradus_status gr_view_plain(struct gr_view *view, const gradus_data *data, size_t columns,
                            const size_t *column, gradus_error *err)
{
    gradus_status s = start(view, data, columns, err);
    view->width = columns;
    for (size_t j = 0; s == GRADUS_OK && j < columns; j++) {
        view->reader[j].column = column[j];
        view->reader[j].source = gr_data_at(data, column[j]);
        s = need_numbers(data, column[j], &view->reader[j].source, err);
    }
    if (s != GRADUS_OK)
        gr_view_end(view);
    return s;
}

/* [value] is not missing: the level's index in the schema, or NaN where it has none. */
static double level_index(const struct gr_reader *reader, double value)
{
    char text[32];
    size_t level;
    if (reader->level_of) {
        int32_t known = reader->level_of[(size_t)value];
        return known >= 0 ? known : (double)NAN;
    }
    gradus_number_text(value + 0.0, 0, text);       /* -0 is 0 */
    return gr_names_find(reader->levels, text, &level) ? (double)level : (double)NAN;
}

static gradus_status missing_cell(const struct gr_view *view, size_t row, size_t column,
                                  gradus_error *err)
{
    gr_fail(err, GRADUS_DATA, "a cell of column '%s' is missing",
            GR_NAME(gradus_data_name(view->data, column)));
    gr_hint(err, "a model without a schema cannot fill it");
    return gr_data_place(err, GRADUS_DATA, view->data, row, column);
}

gradus_status gr_view_check(const struct gr_view *view, size_t first, size_t count,
                            gradus_error *err)
{
    for (size_t row = first; !view->schema && row < first + count; row++)
        for (size_t j = 0; j < view->columns; j++) {
            double value = gr_source_read(&view->reader[j].source, row);
            if (value != value)
                return missing_cell(view, row, view->reader[j].column, err);
        }
    return GRADUS_OK;
}

gradus_status gr_view_row(const struct gr_view *view, size_t row, double *raw, size_t *unknown,
                          gradus_error *err)
{
    for (size_t j = 0; j < view->columns; j++) {
        const struct gr_reader *reader = &view->reader[j];
        double value = gr_source_read(&reader->source, row);
        if (value != value && !view->schema)
            return missing_cell(view, row, reader->column, err);
        raw[j] = value;
        if (value == value && (reader->level_of || reader->levels)) {
            raw[j] = level_index(reader, value);
            *unknown += raw[j] != raw[j];
        }
    }
    return GRADUS_OK;
}
