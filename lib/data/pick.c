/* Choosing columns by a list that a user wrote, and the levels that some rows have. */
#include "data/pick.h"

#include "base/memory.h"
#include "base/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static gradus_status start(struct gr_pick *pick, const gradus_data *data, size_t room,
                           gradus_error *err)
{
    *pick = (struct gr_pick){ .mem = data->mem };
    pick->column = gr_alloc(&pick->mem, room, sizeof *pick->column);
    return pick->column ? GRADUS_OK : gr_nomem(err);
}

void gr_pick_end(struct gr_pick *pick)
{
    gr_free(&pick->mem, pick->column);
    pick->column = NULL;
    pick->count = 0;
}

int gr_pick_has(const struct gr_pick *pick, size_t column)
{
    for (size_t k = 0; k < pick->count; k++)
        if (pick->column[k] == column)
            return 1;
    return 0;
}

static gradus_status add(struct gr_pick *pick, const gradus_data *data, const char *name,
                         gradus_error *err)
{
    size_t column;
    gradus_status s = gradus_data_find(data, name, &column, err);
    if (s != GRADUS_OK)
        return s;
    if (gr_pick_has(pick, column))
        return gr_fail(err, GRADUS_ARGUMENT, "column '%s' is named twice",
                       GR_NAME(gradus_data_name(data, column)));
    pick->column[pick->count++] = column;
    return GRADUS_OK;
}

static size_t items(const char *list)
{
    size_t count = 1;
    for (; *list; list++)
        count += *list == ',';
    return count;
}

gradus_status gr_pick_list(struct gr_pick *pick, const gradus_data *data, const char *list,
                           gradus_error *err)
{
    gradus_status s = start(pick, data, items(list), err);
    char *copy = s == GRADUS_OK ? gr_copy_text(&pick->mem, list) : NULL;
    if (s == GRADUS_OK && !copy)
        s = gr_nomem(err);
    for (char *item = copy, *next; s == GRADUS_OK && item; item = next) {
        next = strchr(item, ',');
        if (next)
            *next++ = '\0';
        s = add(pick, data, item, err);
    }
    gr_free(&pick->mem, copy);
    if (s != GRADUS_OK)
        gr_pick_end(pick);
    return s;
}

gradus_status gr_pick_rest(struct gr_pick *pick, const gradus_data *data,
                           const struct gr_pick *others, gradus_error *err)
{
    gradus_status s = start(pick, data, data->columns, err);
    for (size_t j = 0; s == GRADUS_OK && j < data->columns; j++)
        if (!gr_pick_has(others, j))
            pick->column[pick->count++] = j;
    return s;
}

/* Adds the column that has just this name. */
static gradus_status add_named(struct gr_pick *pick, const gradus_data *data, const char *name,
                               gradus_error *err)
{
    if (!gr_names_find(&data->names, name, &pick->column[pick->count]))
        return gr_data_no_column(data, name, err);
    pick->count++;
    return GRADUS_OK;
}

gradus_status gr_pick_names(struct gr_pick *pick, const gradus_data *data,
                            const gradus_column *wanted, size_t count, gradus_error *err)
{
    gradus_status s = start(pick, data, count, err);
    for (size_t k = 0; s == GRADUS_OK && k < count; k++)
        s = add_named(pick, data, wanted[k].name, err);
    if (s != GRADUS_OK)
        gr_pick_end(pick);
    return s;
}

gradus_status gr_pick_same(struct gr_pick *pick, const gradus_data *data,
                           const gradus_data *from, const struct gr_pick *picked,
                           gradus_error *err)
{
    gradus_status s = start(pick, data, picked->count, err);
    for (size_t k = 0; s == GRADUS_OK && k < picked->count; k++)
        s = add_named(pick, data, gradus_data_name(from, picked->column[k]), err);
    if (s != GRADUS_OK)
        gr_pick_end(pick);
    return s;
}

/* ---- levels ----------------------------------------------------------------------------- */

static int by_bytes(const void *a, const void *b)
{
    const struct gr_text *x = a, *y = b;
    return strcmp(x->text, y->text);
}

static int by_value(const void *a, const void *b)
{
    const struct gr_text *x = a, *y = b;
    int order = (x->value > y->value) - (x->value < y->value);
    return order ? order : by_bytes(a, b);
}

static void sort_texts(struct gr_text *text, size_t count)
{
    int numbers = 1;
    for (size_t k = 0; k < count; k++)
        if (!gradus_number_parse(text[k].text, strlen(text[k].text), &text[k].value)) {
            text[k].value = NAN;
            numbers = 0;
        }
    qsort(text, count, sizeof *text, numbers ? by_value : by_bytes);
}

gradus_status gr_levels_used(const gradus_data *data, size_t column, size_t rows,
                             const size_t *row, struct gr_text **out, size_t *count,
                             gradus_error *err)
{
    size_t levels = gradus_data_level_count(data, column), used = 0;
    struct gr_source source = gr_data_at(data, column);
    struct gr_text *text = gr_alloc(&data->mem, levels, sizeof *text);
    if (!text)
        return gr_nomem(err);
    for (size_t i = 0; i < rows; i++) {
        double code = gr_source_read(&source, row[i]);
        if (code == code)
            text[(size_t)code].text = gradus_data_level(data, column, (size_t)code);
    }
    for (size_t k = 0; k < levels; k++)
        if (text[k].text)
            text[used++] = (struct gr_text){ text[k].text, k, NAN };
    sort_texts(text, used);
    *out = text;
    *count = used;
    return GRADUS_OK;
}
