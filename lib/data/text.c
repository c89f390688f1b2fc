/* The texts of cells as their source has them, for columns where a reader keeps them.  A column's
 * texts lie one after the other, each with a zero byte behind it, in the order of the rows.    */
#include "data/text.h"

#include "base/memory.h"
#include "base/status.h"

#include <string.h>

void gr_texts_free(const gradus_allocator *mem, struct gr_texts *texts)
{
    if (!texts)
        return;
    gr_free(mem, texts->bytes);
    gr_free(mem, texts->end);
    gr_free(mem, texts);
}

static size_t used(const struct gr_texts *t)
{
    return t->count ? t->end[t->count - 1] : 0;
}

static int make_room(const gradus_data *data, struct gr_texts *t, size_t length)
{
    size_t have = used(t), need;
    return !__builtin_add_overflow(have, length, &need) &&
           !__builtin_add_overflow(need, 1, &need) &&
           gr_grow(&data->mem, (void **)&t->bytes, &t->room, have, need, 1) &&
           gr_grow(&data->mem, (void **)&t->end, &t->end_room, t->count, t->count + 1,
                   sizeof *t->end);
}

gradus_status gradus_data_keep(gradus_data *data, size_t column, const char *text, size_t length,
                               gradus_error *err)
{
    if (!data || column >= data->columns || (length && !text))
        return gr_fail(err, GRADUS_ARGUMENT, "a text needs a column to be kept for");
    struct gr_texts **t = &data->column[column].texts;
    if (*t && (*t)->count >= data->rows)
        return gr_fail(err, GRADUS_ARGUMENT, "column '%s' has a text for each of its rows",
                       GR_NAME(gradus_data_name(data, column)));
    if (!*t && !(*t = gr_alloc(&data->mem, 1, sizeof **t)))
        return gr_nomem(err);
    if (!make_room(data, *t, length))
        return gr_nomem(err);
    size_t at = used(*t);
    if (length)
        memcpy((*t)->bytes + at, text, length);
    (*t)->bytes[at + length] = '\0';
    (*t)->end[(*t)->count++] = at + length + 1;
    return GRADUS_OK;
}

const char *gradus_data_text(const gradus_data *data, size_t row, size_t column, size_t *length)
{
    const struct gr_texts *t = data && column < data->columns ? data->column[column].texts : NULL;
    if (!t || row >= t->count || row >= data->rows)
        return NULL;
    size_t at = row ? t->end[row - 1] : 0;
    if (length)
        *length = t->end[row] - at - 1;
    return t->bytes + at;
}
