/* Which number --entry means: a gradient's name, counted from 1 as the notation shows it, or that
 * of a model file, counted from 0; then its row and column.                                   */
#include "named.h"
#include "trace.h"

/* What gradients are called, besides the notation's own name. */
static const struct tensor_name names[] = {
    { "dW%zu", Q_DW, 1 }, { "dJdW%zu", Q_DW, 1 }, { "dtheta%zu", Q_DW, 1 },
    { "dJdtheta%zu", Q_DW, 1 }, { "db%zu", Q_DB, 1 }, { "dJdb%zu", Q_DB, 1 },
    { "layers.%zu.weight", Q_DW, 0 }, { "layers.%zu.bias", Q_DB, 0 },
};

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

int entry_find(struct entry *e, const char *typed, const struct view *v)
{
    struct named n;
    *e = (struct entry){ .typed = typed };
    if (!named_find(&n, typed, v->trace->layers, names, sizeof names / sizeof *names))
        return unknown(typed, v);
    const gradus_trace_layer *y = &v->trace->layer[n.layer];
    int is_weight = n.what == Q_DW, turned = n.from && v->notation->turned;
    if (!is_weight && !y->b)
        return unknown(typed, v);
    if (is_weight != (n.indices == 2))
        return report_usage(NULL, "--entry: '%s' needs %s", typed,
                            is_weight ? "a row and a column, as in dW1[2,1]"
                                      : "one number, as in db1[2]");
    size_t inputs = y->inputs + (n.from && v->notation->folded && y->b);
    size_t rows = turned ? inputs : y->units;           /* files have (outputs, inputs) */
    size_t cols = !is_weight || turned ? y->units : inputs;
    int status = named_within(&n, "entry", rows, cols);
    if (status != GO_ON)
        return status;
    e->layer = n.layer;
    e->what = is_weight ? Q_DW : Q_DB;
    e->unit = (size_t)n.at[is_weight && turned] - n.from;
    e->input = is_weight ? (size_t)n.at[!turned] - n.from : 0;
    if (is_weight && e->input == y->inputs) {           /* the bias in theta */
        e->what = Q_DB;
        e->input = 0;
    }
    return GO_ON;
}
