/* Levels: a list of texts and a hash table of their numbers (FNV-1a, open addressing, at most half
 * full).  Texts are packed in blocks, because a column of names may have a million of them.    */
#include "csv_levels.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_LEVELS = 16, TEXT_BLOCK = 1 << 12, MOST_TEXT_BLOCK = 1 << 20 };

struct gr_text_block {
    struct gr_text_block *next;
    size_t used, room;
    char text[];
};

static size_t hash(const char *text, size_t length)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t k = 0; k < length; k++)
        h = (h ^ (unsigned char)text[k]) * 0x100000001b3u;
    return (size_t)(h ^ h >> 32);
}

/* The slot that holds the text, or the free one where it would go. */
static uint32_t *slot_of(const struct gr_levels *v, const char *text, size_t length)
{
    size_t at = hash(text, length) & (v->slots - 1);
    for (; v->slot[at]; at = (at + 1) & (v->slots - 1)) {
        const struct gr_level *l = &v->level[v->slot[at] - 1];
        if (l->length == length && !memcmp(l->text, text, length))
            break;
    }
    return &v->slot[at];
}

int32_t gr_levels_find(const struct gr_levels *v, const char *text, size_t length)
{
    return v->slots ? (int32_t)*slot_of(v, text, length) - 1 : -1;
}

static int grow(struct gr_levels *v)
{
    size_t room = v->room ? v->room * 2 : FIRST_LEVELS;
    if (room > INT32_MAX / 2)
        return 0;
    struct gr_level *level = gr_take(v->mem, room, sizeof *level);
    uint32_t *slot = gr_take(v->mem, room * 2, sizeof *slot);
    if (!level || !slot) {
        gr_give(v->mem, level);
        gr_give(v->mem, slot);
        return 0;
    }
    if (v->count)
        memcpy(level, v->level, v->count * sizeof *level);
    memset(slot, 0, room * 2 * sizeof *slot);
    gr_give(v->mem, v->level);
    gr_give(v->mem, v->slot);
    v->level = level;
    v->slot = slot;
    v->room = room;
    v->slots = room * 2;
    for (size_t k = 0; k < v->count; k++)
        *slot_of(v, level[k].text, level[k].length) = (uint32_t)k + 1;
    return 1;
}

static const char *keep(struct gr_levels *v, const char *text, size_t length)
{
    struct gr_text_block *b = v->texts;
    if (!b || b->room - b->used <= length) {
        size_t room = b && b->room < MOST_TEXT_BLOCK / 2 ? b->room * 2 : TEXT_BLOCK;
        if (room <= length)
            room = length + 1;
        struct gr_text_block *fresh = gr_take(v->mem, 1, sizeof *b + room);
        if (!fresh)
            return NULL;
        *fresh = (struct gr_text_block){ b, 0, room };
        v->texts = b = fresh;
    }
    char *copy = b->text + b->used;
    if (length)
        memcpy(copy, text, length);
    copy[length] = '\0';
    b->used += length + 1;
    return copy;
}

int32_t gr_levels_add(struct gr_levels *v, const char *text, size_t length)
{
    if (v->count == v->room && !grow(v))
        return -1;
    const char *copy = keep(v, text, length);
    if (!copy)
        return -1;
    v->level[v->count] =
        (struct gr_level){ .text = copy, .length = length, .first = (uint32_t)v->count };
    uint32_t *slot = slot_of(v, text, length);
    *slot = (uint32_t)++v->count;
    return (int32_t)v->count - 1;
}

static int by_bytes(const void *a, const void *b)
{
    const struct gr_level *x = a, *y = b;
    return strcmp(x->text, y->text);
}

static int by_value(const void *a, const void *b)
{
    const struct gr_level *x = a, *y = b;
    return x->value < y->value ? -1 : x->value > y->value ? 1 : by_bytes(a, b);
}

void gr_levels_sort(struct gr_levels *v, int32_t *map)
{
    int numbers = 1;
    for (size_t k = 0; k < v->count; k++)
        numbers = numbers && v->level[k].number;
    if (v->count)
        qsort(v->level, v->count, sizeof *v->level, numbers ? by_value : by_bytes);
    for (size_t k = 0; k < v->count; k++)
        map[v->level[k].first] = (int32_t)k;
}

void gr_levels_free(struct gr_levels *v)
{
    while (v->texts) {
        struct gr_text_block *next = v->texts->next;
        gr_give(v->mem, v->texts);
        v->texts = next;
    }
    gr_give(v->mem, v->level);
    gr_give(v->mem, v->slot);
    *v = (struct gr_levels){ .mem = v->mem };
}
