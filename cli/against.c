/* check --against: for each tensor of somebody's file whether it is right, or which mistake makes
 * exactly these numbers, in which equation, and the first number that shows it.                */
#include "against.h"

#include <gradus-explain.h>
#include <stdio.h>
#include <string.h>

enum { WIDTH = 100, MOST_SHOWN = 8 };

struct judged {
    const struct common *common;
    const gradus_net *net;
    gradus_claims *claims;
    const gradus_claim *claim;
    size_t count;
    gradus_judgement *judgement;
};

static const gradus_verdict *verdict_of(const struct judged *j, size_t k)
{
    return gradus_judgement_verdict(j->judgement, k);
}

/* ---- text ----------------------------------------------------------------------------------- */
/* Words, in lines of at most WIDTH that begin with [indent] blanks. */
static void add_wrapped(struct text *out, size_t indent, const char *words)
{
    text_add(out, "%*s", (int)indent, "");
    text_wrap(out, indent, WIDTH, words);
}

static void add_place(struct text *out, size_t layer)
{
    static const char *const beyond[] = { "in all layers", "in the loss",
                                          "in all layers and the loss" };
    if (layer < GRADUS_EVERYWHERE)
        text_add(out, "in layer %zu", layer + 1);
    else
        text_add(out, "%s", beyond[GRADUS_ALL_LAYERS - layer]);
}

/* "dW1[2,1]": names of files count from 0, those of texts from 1. */
static void add_entry(struct text *out, const gradus_claim *c, size_t row, size_t col)
{
    size_t first = strncmp(c->name, "layers.", 7) != 0;
    text_add(out, "%s", c->name);
    if (c->rows > 1)
        text_add(out, "[%zu,%zu]", row + first, col + first);
    else if (c->cols > 1)
        text_add(out, "[%zu]", col + first);
}

static int look_alike(double a, double b, int digits)
{
    char one[32], other[32];
    gradus_number_text(a, digits, one);
    gradus_number_text(b, digits, other);
    return strcmp(one, other) == 0;
}

/* As many digits as it takes to see that the numbers differ; 0 is all. */
static int digits_to_tell(double a, double b, int digits)
{
    while (digits && look_alike(a, b, digits))
        digits = digits < 17 ? digits + 1 : 0;
    return digits;
}

static void add_pattern(struct text *out, const gradus_verdict *v, int digits)
{
    static const char *const said[] = {
        [GRADUS_TRANSPOSED] = "; the right numbers stand here transposed",
        [GRADUS_ONE_ENTRY] = "; one entry is wrong",
        [GRADUS_ONE_ROW] = "; one row is wrong",
        [GRADUS_ONE_COLUMN] = "; one column is wrong",
        [GRADUS_WRONG_SHAPE] = "; there is one row an example, where they should be summed",
    };
    if (v->pattern == GRADUS_FACTOR) {
        text_add(out, "; all are ");
        text_number(out, v->factor, digits_to_tell(v->factor, 1, digits));
        text_add(out, " times the right ones");
    } else if (v->pattern != GRADUS_NO_PATTERN) {
        text_add(out, "%s", said[v->pattern]);
    }
}

/* "right: dZ1 = ...", with the layer's numbers. */
static void add_equations(struct text *out, const gradus_mistake *m)
{
    char equation[160];
    const gradus_mistake_info *info = gradus_mistake_get(m->number);
    text_add(out, "      made:  ");
    gradus_mistake_equation(info->wrong, m->layer, sizeof equation, equation);
    text_add(out, "%s\n      right: ", equation);
    gradus_mistake_equation(info->right, m->layer, sizeof equation, equation);
    text_add(out, "%s\n", equation);
}

/* One mistake, in every place where it makes these numbers. */
static void say_single(struct text *out, const gradus_verdict *v, size_t k, const char *before)
{
    const gradus_mistake *m = &v->reason[k].part[0];
    size_t places = 0;
    text_add(out, "  %s%s ", before, gradus_mistake_get(m->number)->name);
    for (size_t q = k; q < v->reasons; q++)
        if (v->reason[q].parts == 1 && v->reason[q].part[0].number == m->number) {
            text_add(out, "%s", places++ ? " or " : "");
            add_place(out, v->reason[q].part[0].layer);
        }
    text_put(out, "\n", 1);
    add_wrapped(out, 6, gradus_mistake_get(m->number)->sentence);
    add_equations(out, m);
}

static void say_pair(struct text *out, const gradus_reason *r, const char *before)
{
    text_add(out, "  %stwo mistakes: ", before);
    for (size_t k = 0; k < 2; k++) {
        text_add(out, "%s%s ", k ? ", and " : "", gradus_mistake_get(r->part[k].number)->name);
        add_place(out, r->part[k].layer);
    }
    text_put(out, "\n", 1);
    for (size_t k = 0; k < 2; k++) {
        add_wrapped(out, 6, gradus_mistake_get(r->part[k].number)->sentence);
        add_equations(out, &r->part[k]);
    }
}

/* Was this mistake said at an earlier place? */
static int said_before(const gradus_verdict *v, size_t k)
{
    for (size_t q = 0; q < k && v->reason[k].parts == 1; q++)
        if (v->reason[q].parts == 1 && v->reason[q].part[0].number == v->reason[k].part[0].number)
            return 1;
    return 0;
}

static void say_reasons(struct text *out, const gradus_verdict *v)
{
    size_t shown = 0, more = 0;
    for (size_t k = 0; k < v->reasons; k++) {
        if (said_before(v, k))
            continue;
        const char *before = shown ? "or " : "";
        if (shown == MOST_SHOWN)
            more++;
        else if (v->reason[k].parts == 1)
            say_single(out, v, k, before);
        else
            say_pair(out, &v->reason[k], before);
        shown += shown < MOST_SHOWN;
    }
    if (more)
        text_add(out, "  or %zu more that make the same numbers\n", more);
    if (!v->reasons)
        text_add(out, "  %s\n", v->few_digits
                                   ? "there are too few digits to tell which mistake it is"
                                   : "no known mistake makes exactly these numbers");
}

/* Do two verdicts have the same reasons, so that they need be said once? */
static int same_reasons(const gradus_verdict *a, const gradus_verdict *b)
{
    int same = a->reasons == b->reasons && a->reasons;
    for (size_t k = 0; same && k < a->reasons; k++)
        for (size_t q = 0; same && q < a->reason[k].parts; q++)
            same = a->reason[k].parts == b->reason[k].parts &&
                   a->reason[k].part[q].number == b->reason[k].part[q].number &&
                   a->reason[k].part[q].layer == b->reason[k].part[q].layer;
    return same;
}

static size_t like(const struct judged *j, size_t k)
{
    for (size_t q = 0; q < k; q++)
        if (!verdict_of(j, q)->right && same_reasons(verdict_of(j, q), verdict_of(j, k)))
            return q;
    return k;
}

static void say_wrong(const struct judged *j, size_t k, struct text *out)
{
    const gradus_verdict *v = verdict_of(j, k);
    const gradus_claim *c = &j->claim[k];
    struct text line = { 0 };
    size_t before = like(j, k);
    int digits = digits_to_tell(v->theirs, v->ours, (int)j->common->digits);
    text_put(out, "\n", 1);
    if (v->pattern == GRADUS_WRONG_SHAPE) {
        text_add(&line, "%s is wrong", c->name);
    } else {
        text_add(&line, "%s: %zu of %zu wrong; ", c->name, v->wrong, v->entries);
        add_entry(&line, c, v->row, v->col);
        text_add(&line, " is ");
        text_number(&line, v->theirs, digits);
        text_add(&line, ", and ");
        text_number(&line, v->ours, digits);
        text_add(&line, " is right%s", v->per_example ? ", of one example's loss" : "");
    }
    if (!v->reasons)
        add_pattern(&line, v, (int)j->common->digits);
    add_wrapped(out, 0, line.failed ? c->name : line.bytes);
    text_free(&line);
    if (before < k)
        text_add(out, "  as %s\n", j->claim[before].name);
    else
        say_reasons(out, v);
}

static void say(const struct judged *j, struct text *out)
{
    size_t first = gradus_judgement_first(j->judgement);
    char size[48];
    struct table t;
    table_start(&t, 3, 1, 1);
    table_cell(&t, "tensor");
    table_cell(&t, "size");
    table_cell(&t, "verdict");
    for (size_t k = 0; k < j->count; k++) {
        const gradus_verdict *v = verdict_of(j, k);
        table_cell(&t, j->claim[k].name);
        snprintf(size, sizeof size, "%zu x %zu", j->claim[k].rows, j->claim[k].cols);
        table_cell(&t, size);
        table_cell(&t, !v->right        ? "WRONG"
                       : v->per_example ? "right, as of one example's loss: m times dJ"
                                        : "right");
    }
    table_end(&t, out);
    for (size_t k = 0; k < j->count; k++)
        if (!verdict_of(j, k)->right)
            say_wrong(j, k, out);
    if (first < j->count)
        text_add(out, "\nthe first wrong, going forward and then backward: %s\n",
                 j->claim[first].name);
    else
        text_add(out, "\nall right\n");
}

/* ---- JSON ----------------------------------------------------------------------------------- */
static void json_mistake(struct json *json, const gradus_mistake *m)
{
    static const char *const beyond[] = { "all", "loss", "everywhere" };
    char equation[160];
    const gradus_mistake_info *info = gradus_mistake_get(m->number);
    json_open(json, NULL, '{');
    json_text(json, "name", info->name);
    if (m->layer < GRADUS_EVERYWHERE)
        json_count(json, "layer", m->layer);
    else
        json_text(json, "layer", beyond[GRADUS_ALL_LAYERS - m->layer]);
    gradus_mistake_equation(info->wrong, m->layer, sizeof equation, equation);
    json_text(json, "made", equation);
    gradus_mistake_equation(info->right, m->layer, sizeof equation, equation);
    json_text(json, "right", equation);
    json_text(json, "sentence", info->sentence);
    json_close(json, '}');
}

static void json_reasons(struct json *json, const gradus_verdict *v)
{
    json_open(json, "mistakes", '[');
    for (size_t k = 0; k < v->reasons; k++) {
        json_open(json, NULL, '[');
        for (size_t q = 0; q < v->reason[k].parts; q++)
            json_mistake(json, &v->reason[k].part[q]);
        json_close(json, ']');
    }
    json_close(json, ']');
}

static void json_wrong(struct json *json, const gradus_verdict *v)
{
    static const char *const pattern[] = {
        [GRADUS_NO_PATTERN] = NULL,          [GRADUS_FACTOR] = "factor",
        [GRADUS_TRANSPOSED] = "transposed",  [GRADUS_ONE_ENTRY] = "one entry",
        [GRADUS_ONE_ROW] = "one row",        [GRADUS_ONE_COLUMN] = "one column",
        [GRADUS_WRONG_SHAPE] = "not summed",
    };
    json_count(json, "wrong", v->wrong);
    json_open(json, "first", '{');
    json_count(json, "row", v->row);
    json_count(json, "column", v->col);
    json_number(json, "theirs", v->theirs);
    json_number(json, "ours", v->ours);
    json_close(json, '}');
    json_text(json, "pattern", pattern[v->pattern]);
    if (v->pattern == GRADUS_FACTOR)
        json_number(json, "factor", v->factor);
    json_reasons(json, v);
}

static void write_json(const struct judged *j, struct text *out)
{
    struct json json = { .out = out };
    size_t first = gradus_judgement_first(j->judgement);
    json_open(&json, NULL, '{');
    json_flag(&json, "right", first == j->count);
    json_text(&json, "first", first < j->count ? j->claim[first].name : NULL);
    json_open(&json, "tensors", '[');
    for (size_t k = 0; k < j->count; k++) {
        const gradus_verdict *v = verdict_of(j, k);
        json_open(&json, NULL, '{');
        json_text(&json, "name", j->claim[k].name);
        json_open(&json, "shape", '[');
        json_count(&json, NULL, j->claim[k].rows);
        json_count(&json, NULL, j->claim[k].cols);
        json_close(&json, ']');
        json_flag(&json, "right", v->right);
        json_flag(&json, "per_example", v->per_example);
        if (!v->right)
            json_wrong(&json, v);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    json_close(&json, '}');
    text_put(out, "\n", 1);
}

/* ---- the command ---------------------------------------------------------------------------- */
static int end(const struct judged *j)
{
    struct text wrong = { 0 };
    size_t count = 0, unexplained = 0;
    for (size_t k = 0; k < j->count; k++) {
        const gradus_verdict *v = verdict_of(j, k);
        if (!v->right)
            text_add(&wrong, "%s%s", count++ ? ", " : "", j->claim[k].name);
        unexplained += !v->right && !v->reasons && !v->few_digits;
    }
    if (count)
        report_line("gradus: %s %s wrong", wrong.failed ? "some" : wrong.bytes,
                    count > 1 ? "are" : "is");
    if (unexplained && gradus_net_get_spec(j->net)->type == GRADUS_F32)
        report_line("the network's weights are float32; if yours were not, gradus new --dtype "
                    "float64 keeps them");
    text_free(&wrong);
    return count ? FAILED : DONE;
}

int against(const struct common *common, const struct chosen *of, const char *path, double rate)
{
    const gradus_net *net = gradus_model_net(of->model);
    struct judged j = { .common = common, .net = net };
    struct text out = { 0 };
    gradus_error err;
    int status = source_not_printed(path);
    if (status != GO_ON)
        return status;
    if (gradus_claims_load(&j.claims, path, net, &err) != GRADUS_OK)
        return report_failure(&err);
    j.claim = gradus_claims_get(j.claims, &j.count);
    if (gradus_judge(&j.judgement, net, &of->x, &of->y, rate, j.claim, j.count, &err) ==
        GRADUS_OK) {
        if (common->json)
            write_json(&j, &out);
        else if (!common->quiet)
            say(&j, &out);
        status = report_result(&out);
        status = status == DONE ? end(&j) : status;
    } else {
        FIT(err.file, "%s", path);
        status = report_failure(&err);
    }
    gradus_judgement_free(j.judgement);
    gradus_claims_free(j.claims);
    return status;
}
