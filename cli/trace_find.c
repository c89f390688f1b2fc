/* Which number --entry means: a gradient's name, counted from 1 as the notation shows it, or that
 * of a model file, counted from 0; then its row and column.                                   */
#include "options.h"
#include "trace.h"

#include <stdio.h>
#include <string.h>

enum { MOST_NAME = 48 };

static int is_name(const char *word, size_t size, const char *name)
{
    return strlen(name) == size && strncmp(word, name, size) == 0;
}

/* What gradients are called besides the notation's own name; %zu is the layer. */
static const struct {
    const char *format;
    enum quantity what;
    size_t from;                        /* layers are counted from here, and so are indices */
} names[] = {
    { "dW%zu", Q_DW, 1 }, { "dJdW%zu", Q_DW, 1 }, { "dtheta%zu", Q_DW, 1 },
    { "dJdtheta%zu", Q_DW, 1 }, { "db%zu", Q_DB, 1 }, { "dJdb%zu", Q_DB, 1 },
    { "layers.%zu.weight", Q_DW, 0 }, { "layers.%zu.bias", Q_DB, 0 },
};

/* The tensor that [word] names, and where its indices begin to count. */
static int find_tensor(struct entry *e, const char *word, size_t size, const struct view *v,
                       size_t *from)
{
    for (size_t l = 0; l < v->trace->layers; l++)
        for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
            char name[MOST_NAME];
            snprintf(name, sizeof name, names[k].format, l + names[k].from);
            if (!is_name(word, size, name))
                continue;
            e->what = names[k].what;
            e->layer = l;
            *from = names[k].from;
            return e->what == Q_DW || v->trace->layer[l].b != NULL;
        }
    return 0;
}

static int unknown(const char *typed, const struct view *v)
{
    struct text known = { 0 };
    for (size_t l = 0; l < v->trace->layers && l < 4; l++) {
        text_add(&known, "%s%s", l ? ", " : "the gradients are ", "");
        symbol_name(&known, v, symbol_of(v, Q_DW, l));
        if (v->trace->layer[l].b && !v->notation->folded) {
            text_add(&known, ", ");
            symbol_name(&known, v, symbol_of(v, Q_DB, l));
        }
    }
    text_add(&known, "%s; then [row,column]", v->trace->layers > 4 ? ", ..." : "");
    int status = report_usage(known.failed ? NULL : known.bytes,
                              "--entry: '%s' is no number of this network's gradient", typed);
    text_free(&known);
    return status;
}

static int out_of_range(const char *typed, size_t rows, size_t cols, size_t from)
{
    if (!rows)
        return report_usage(NULL, "--entry: '%s' is out of range: [%zu] to [%zu]", typed, from,
                            cols - 1 + from);
    return report_usage(NULL, "--entry: '%s' is out of range: [%zu,%zu] to [%zu,%zu]", typed, from,
                        from, rows - 1 + from, cols - 1 + from);
}

int entry_find(struct entry *e, const char *typed, const struct view *v)
{
    size_t size = strcspn(typed, "["), from;
    uint64_t at[2] = { 0 };
    size_t n = parse_indices(typed + size, at);
    *e = (struct entry){ .typed = typed };
    if (!n || !find_tensor(e, typed, size, v, &from))
        return unknown(typed, v);
    if ((e->what == Q_DW) != (n == 2))
        return report_usage(NULL, "--entry: '%s' needs %s", typed,
                            e->what == Q_DW ? "a row and a column, as in dW1[2,1]"
                                            : "one number, as in db1[2]");
    const gradus_trace_layer *y = &v->trace->layer[e->layer];
    int turned = from && v->notation->turned;           /* files have (outputs, inputs) */
    size_t inputs = y->inputs + (from && v->notation->folded && y->b), rows = 0, cols = y->units;
    if (n == 2) {
        rows = turned ? inputs : y->units;
        cols = turned ? y->units : inputs;
    }
    if (at[0] < from || at[n - 1] < from || at[n - 1] - from >= cols ||
        (n == 2 && at[0] - from >= rows))
        return out_of_range(typed, rows, cols, from);
    e->unit = (size_t)at[n == 2 && turned ? 1 : 0] - from;
    e->input = (size_t)at[turned ? 0 : 1] - (n == 2 ? from : 0);
    if (n == 2 && e->input == y->inputs) {              /* the bias in theta */
        e->what = Q_DB;
        e->input = 0;
    }
    return GO_ON;
}
