/* Which number of a network a word means: the name of a tensor, as a notation or a model file has
 * it, then its row and column.                                                                */
#include "named.h"
#include "report.h"

#include <stdio.h>
#include <string.h>

enum { LONGEST = 48 };

/* [text] is "[2,1]" or "[2]": how many numbers, 0 where it is neither. */
static size_t parse_indices(const char *text, uint64_t of[2])
{
    size_t n = 0;
    if (*text != '[')
        return 0;
    do {
        char word[24];
        text += 1 + strspn(text + 1, " ");
        size_t size = strcspn(text, ",] ");
        if (n == 2 || size >= sizeof word || !text[size])
            return 0;
        memcpy(word, text, size);
        word[size] = 0;
        if (!parse_whole(word, &of[n++]))
            return 0;
        text += size;
        text += strspn(text, " ");
    } while (*text == ',');
    return *text != ']' || text[1] ? 0 : n;
}

static int is_called(const struct tensor_name *name, size_t layer, const char *word, size_t size)
{
    char text[LONGEST];
    snprintf(text, sizeof text, name->format, layer + name->from);
    return strlen(text) == size && strncmp(word, text, size) == 0;
}

int named_find(struct named *out, const char *typed, size_t layers,
               const struct tensor_name *name, size_t count)
{
    size_t size = strcspn(typed, "[");
    *out = (struct named){ .typed = typed };
    out->indices = parse_indices(typed + size, out->at);
    for (size_t l = 0; out->indices && l < layers; l++)
        for (size_t k = 0; k < count; k++)
            if (is_called(&name[k], l, typed, size)) {
                out->what = name[k].what;
                out->layer = l;
                out->from = name[k].from;
                return 1;
            }
    return 0;
}

int named_within(const struct named *n, const char *option, size_t rows, size_t cols)
{
    size_t from = n->from;
    int one = n->indices == 1;
    uint64_t col = n->at[!one];
    if (n->at[0] >= from && col >= from && col - from < cols && (one || n->at[0] - from < rows))
        return GO_ON;
    if (one)
        return report_usage(NULL, "--%s: '%s' is out of range: [%zu] to [%zu]", option, n->typed,
                            from, cols - 1 + from);
    return report_usage(NULL, "--%s: '%s' is out of range: [%zu,%zu] to [%zu,%zu]", option,
                        n->typed, from, from, rows - 1 + from, cols - 1 + from);
}
