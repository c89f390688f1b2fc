/* A table in memory.  Columns come in blocks: an image's pixels are one block, stored as they
 * were in the file, and a column of a CSV file is a block of its own.  Knows nothing of files;
 * it only keeps a name and line numbers, so that whoever finds a bad cell can say where it is. */
#include "data/data.h"

#include "base/cpu.h"
#include "base/memory.h"
#include "base/status.h"
#include "data/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_DIGITS = 20 };              /* of a size_t */

static const size_t size_of[] = {
    [GRADUS_F32] = sizeof(float),
    [GRADUS_F64] = sizeof(double),
    [GRADUS_U8] = sizeof(uint8_t),
    [GRADUS_CATEGORY] = sizeof(int32_t),
};

gradus_status gradus_data_new(gradus_data **out, size_t rows, const gradus_allocator *mem,
                              gradus_error *err)
{
    if (!out)
        return gr_fail(err, GRADUS_ARGUMENT, "no place for the new table");
    gradus_data *data = gr_alloc(mem, 1, sizeof *data);
    if (!data)
        return gr_nomem(err);
    data->mem = gr_allocator(mem);
    data->rows = rows;
    gr_names_start(&data->names, mem);
    *out = data;
    return GRADUS_OK;
}

static void free_levels(const gradus_data *data, char **level, size_t levels)
{
    for (size_t k = 0; level && k < levels; k++)
        gr_free(&data->mem, level[k]);
    gr_free(&data->mem, level);
}

void gradus_data_free(gradus_data *data)
{
    if (!data)
        return;
    gradus_allocator mem = data->mem;
    for (size_t j = 0; j < data->columns; j++) {
        free_levels(data, data->column[j].level, data->column[j].levels);
        gr_texts_free(&mem, data->column[j].texts);
    }
    for (size_t k = 0; k < data->blocks; k++) {
        gr_free(&mem, data->block[k].values);
        gr_free(&mem, data->block[k].names);
    }
    gr_names_end(&data->names);
    gr_free(&mem, data->column);
    gr_free(&mem, data->block);
    gr_free(&mem, data->source);
    gr_free(&mem, data->line);
    gr_free(&mem, data);
}

/* The names of [width] columns, [step] bytes apart: name, or name1, name2, ... */
static char *write_names(const gradus_data *data, const char *name, size_t width, size_t *step)
{
    *step = strlen(name) + MOST_DIGITS + 1;
    char *names = gr_alloc(&data->mem, width, *step);
    for (size_t k = 0; names && k < width; k++)
        if (width == 1)
            memcpy(names, name, strlen(name) + 1);
        else
            snprintf(names + k * *step, *step, "%s%zu", name, k + 1);
    return names;
}

static int make_room(gradus_data *data, size_t width)
{
    size_t columns;
    return !__builtin_add_overflow(data->columns, width, &columns) &&
           gr_grow(&data->mem, (void **)&data->block, &data->block_room, data->blocks,
                   data->blocks + 1, sizeof *data->block) &&
           gr_grow(&data->mem, (void **)&data->column, &data->column_room, data->columns,
                   columns, sizeof *data->column) &&
           gr_names_room(&data->names, width);
}

static void add_block(gradus_data *data, const struct gr_block *block, size_t step)
{
    for (size_t k = 0; k < block->width; k++) {
        size_t number = data->skipped + ++data->columns;
        data->column[data->columns - 1] =
            (struct gr_data_column){ .block = data->blocks, .offset = k, .number = number };
        gr_names_add(&data->names, block->names + k * step);
    }
    data->block[data->blocks++] = *block;
}

gradus_status gradus_data_add(gradus_data *data, const char *name, size_t width,
                              gradus_type type, void **values, gradus_error *err)
{
    size_t cells, step, there;
    if (!data || !name || !width || !values || (size_t)type > GRADUS_CATEGORY)
        return gr_fail(err, GRADUS_ARGUMENT, "a new column needs a name, a width and a type");
    struct gr_block block = { .type = type, .width = width };
    block.names = write_names(data, name, width, &step);
    if (!block.names)
        return gr_nomem(err);
    for (size_t k = 0; k < width; k++)
        if (gr_names_find(&data->names, block.names + k * step, &there)) {
            gr_fail(err, GRADUS_ARGUMENT, "two columns are called '%s'",
                    gradus_data_name(data, there));
            gr_free(&data->mem, block.names);
            gr_data_place(err, GRADUS_ARGUMENT, data, SIZE_MAX, SIZE_MAX);
            if (err)
                err->column = data->skipped + data->columns + k + 1;
            return GRADUS_ARGUMENT;
        }
    if (!__builtin_mul_overflow(data->rows, width, &cells) && make_room(data, width))
        block.values = gr_alloc(&data->mem, cells, size_of[type]);
    if (!block.values) {
        gr_free(&data->mem, block.names);
        return gr_nomem(err);
    }
    add_block(data, &block, step);
    *values = block.values;
    return GRADUS_OK;
}

static int codes_fit(const gradus_data *data, size_t column, size_t levels)
{
    const struct gr_data_column *c = &data->column[column];
    const struct gr_block *block = &data->block[c->block];
    const int32_t *code = block->values;
    for (size_t i = 0; i < data->rows; i++)
        if (code[i * block->width + c->offset] >= 0 &&
            (size_t)code[i * block->width + c->offset] >= levels)
            return 0;
    return 1;
}

gradus_status gradus_data_levels(gradus_data *data, size_t column, size_t levels,
                                 const char *const *level, gradus_error *err)
{
    if (!data || column >= data->columns || (levels && !level))
        return gr_fail(err, GRADUS_ARGUMENT, "levels need a column and their names");
    if (gradus_data_type(data, column) != GRADUS_CATEGORY || levels > INT32_MAX ||
        !codes_fit(data, column, levels))
        return gr_fail(err, GRADUS_ARGUMENT, "column '%s' cannot have %zu levels",
                       GR_NAME(gradus_data_name(data, column)), levels);
    char **copy = gr_alloc(&data->mem, levels, sizeof *copy);
    for (size_t k = 0; copy && k < levels; k++)
        if (!(copy[k] = gr_copy_text(&data->mem, level[k]))) {
            free_levels(data, copy, k);
            copy = NULL;
        }
    if (!copy)
        return gr_nomem(err);
    struct gr_data_column *c = &data->column[column];
    free_levels(data, c->level, c->levels);
    c->level = copy;
    c->levels = levels;
    return GRADUS_OK;
}

void gradus_data_skip(gradus_data *data)
{
    if (data)
        data->skipped++;
}

void gradus_data_trim(gradus_data *data, size_t rows)
{
    if (data && rows < data->rows)
        data->rows = rows;
}

gradus_status gradus_data_source(gradus_data *data, const char *name, uint32_t **lines,
                                 gradus_error *err)
{
    if (!data || !name)
        return gr_fail(err, GRADUS_ARGUMENT, "a source needs a table and a name");
    char *source = gr_copy_text(&data->mem, name);
    uint32_t *line = lines ? gr_alloc(&data->mem, data->rows, sizeof *line) : NULL;
    if (!source || (lines && !line)) {
        gr_free(&data->mem, source);
        gr_free(&data->mem, line);
        return gr_nomem(err);
    }
    gr_free(&data->mem, data->source);
    gr_free(&data->mem, data->line);
    data->source = source;
    data->line = line;
    if (lines)
        *lines = line;
    return GRADUS_OK;
}

size_t gradus_data_rows(const gradus_data *data)
{
    return data ? data->rows : 0;
}

size_t gradus_data_columns(const gradus_data *data)
{
    return data ? data->columns : 0;
}

const char *gradus_data_name(const gradus_data *data, size_t column)
{
    return data && column < data->columns ? data->names.name[column] : NULL;
}

size_t gradus_data_number(const gradus_data *data, size_t column)
{
    return data && column < data->columns ? data->column[column].number : 0;
}

gradus_type gradus_data_type(const gradus_data *data, size_t column)
{
    return data && column < data->columns ? data->block[data->column[column].block].type
                                          : GRADUS_F64;
}

size_t gradus_data_level_count(const gradus_data *data, size_t column)
{
    return data && column < data->columns ? data->column[column].levels : 0;
}

const char *gradus_data_level(const gradus_data *data, size_t column, size_t level)
{
    return level < gradus_data_level_count(data, column) ? data->column[column].level[level]
                                                         : NULL;
}

struct gr_source gr_data_at(const gradus_data *data, size_t column)
{
    const struct gr_data_column *c = &data->column[column];
    const struct gr_block *block = &data->block[c->block];
    const char *first = (const char *)block->values + c->offset * size_of[block->type];
    return (struct gr_source){ first, block->type, block->width, c->levels };
}

static double code_number(int32_t code, size_t levels)
{
    return code >= 0 && (size_t)code < levels ? code : (double)NAN;
}

double gr_source_read(const struct gr_source *source, size_t row)
{
    size_t at = row * source->stride;
    if (source->type == GRADUS_F64)
        return ((const double *)source->values)[at];
    if (source->type == GRADUS_F32)
        return (double)((const float *)source->values)[at];
    if (source->type == GRADUS_U8)
        return ((const uint8_t *)source->values)[at];
    return code_number(((const int32_t *)source->values)[at], source->levels);
}

double gradus_data_cell(const gradus_data *data, size_t row, size_t column)
{
    if (!data || row >= data->rows || column >= data->columns)
        return NAN;
    struct gr_source source = gr_data_at(data, column);
    uint64_t mode = gr_float_enter();               /* a caller's may take denormals for 0 */
    double value = gr_source_read(&source, row);
    gr_float_leave(mode);
    return value;
}

gradus_status gr_data_place(gradus_error *err, gradus_status code, const gradus_data *data,
                            size_t row, size_t column)
{
    if (!err)
        return code;
    if (data->source)
        gradus_text_show(data->source, SIZE_MAX, err->file, sizeof err->file);
    if (data->line && row < data->rows)
        err->line = data->line[row];
    err->column = gradus_data_number(data, column);
    return code;
}

void gradus_data_place(const gradus_data *data, size_t row, gradus_error *err)
{
    if (data && err)
        gr_data_place(err, err->code, data, row, SIZE_MAX);
}

gradus_status gr_data_no_column(const gradus_data *data, const char *name, gradus_error *err)
{
    const char *nearest = gr_names_nearest(&data->names, name);
    gr_fail(err, GRADUS_UNKNOWN, "the data has no column '%s'", name);
    if (nearest)
        gr_hint(err, "did you mean '%s'?", nearest);
    return gr_data_place(err, GRADUS_UNKNOWN, data, SIZE_MAX, SIZE_MAX);
}

/* A whole decimal number that names a column of the source, from 1; 0: it is none. */
static size_t column_number(const gradus_data *data, const char *name)
{
    size_t number = 0, most = data->columns + data->skipped;
    for (; *name >= '0' && *name <= '9' && number <= most; name++)
        number = number * 10 + (size_t)(*name - '0');
    return *name || number > most ? 0 : number;
}

static gradus_status find_number(const gradus_data *data, size_t number, size_t *column,
                                 gradus_error *err)
{
    for (size_t j = 0; j < data->columns; j++)
        if (data->column[j].number == number) {
            *column = j;
            return GRADUS_OK;
        }
    gr_fail(err, GRADUS_UNKNOWN, "column %zu is left out", number);
    return gr_data_place(err, GRADUS_UNKNOWN, data, SIZE_MAX, SIZE_MAX);
}

gradus_status gradus_data_find(const gradus_data *data, const char *name, size_t *column,
                               gradus_error *err)
{
    if (!data || !name || !column)
        return gr_fail(err, GRADUS_ARGUMENT, "to find a column needs a table and a name");
    if (gr_names_find(&data->names, name, column))
        return GRADUS_OK;
    size_t number = column_number(data, name);
    return number ? find_number(data, number, column, err) : gr_data_no_column(data, name, err);
}
