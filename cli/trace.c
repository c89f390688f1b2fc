/* gradus trace: every number of one forward and backward pass, as text, Markdown, HTML, JSON, or
 * as a program that computes it again.                                                        */
#include "commands.h"
#include "trace.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct asked {
    struct common common;
    struct reading reading;
    const char *target, *rows, *entry, *format, *notation;
    int per_example;
    double step;
};

static const char *const formats[] = { "text", "markdown", "html", "json", "numpy", "octave",
                                       NULL };

#define AT(member) offsetof(struct asked, member)

const struct option trace_table[] = {
    { .kind = HEADING, .help = "The trace" },
    OPTION(WORD, "target", AT(target), "COLUMNS",
           "the columns of the answers (default: those the model was trained on)"),
    OPTION(WORD, "rows", AT(rows), "FROM:TO",
           "only these rows, counted from 0, without TO (default: all); 3 is one row"),
    OPTION(NUMBER, "step", AT(step), "RATE",
           "also one step of gradient descent, and the loss after it; below 0 uphill"),
    OPTION(FLAG, "per-example", AT(per_example), NULL,
           "also each row's share of the gradient, and its cosine with the whole"),
    OPTION(WORD, "entry", AT(entry), "NAME",
           "explain one number, such as 'dW1[2,1]', as sums over rows and paths; counted from 1 "
           "in the matrix as the notation shows it"),
    OPTION(CHOICE, "format", AT(format), "NAME", "(default text)", .names = formats),
    OPTION(CHOICE, "notation", AT(notation), "NAME",
           "a = XW + b with rows for examples, Z = WA + b with columns, or theta with the bias "
           "in it (default rows)", .names = notation_names),
    READING_OPTIONS(struct asked, reading),
    COMMON_OPTIONS(struct asked, common),
};

struct tracing {
    const struct asked *asked;
    gradus_model *model;
    gradus_data *data;
    gradus_set *set;
    gradus_trace *trace;
    size_t first, rows;                 /* of the set */
};

/* ---- which rows -------------------------------------------------------------------------- */
static int wrong_rows(const char *word)
{
    return report_usage("such as 0:3, the first three rows, or 7",
                        "--rows: '%s' is no range of rows", word);
}

static int take_number(const char *text, size_t size, uint64_t otherwise, uint64_t *out)
{
    char number[24];
    *out = otherwise;
    if (!size)
        return 1;
    if (size >= sizeof number)
        return 0;
    memcpy(number, text, size);
    number[size] = 0;
    return parse_whole(number, out);
}

/* FROM:TO, either left out, or one row's number. */
static int choose_rows(struct tracing *t)
{
    const char *word = t->asked->rows;
    size_t all = t->set->x.rows;
    uint64_t from = 0, to = all;
    if (word) {
        const char *colon = strchr(word, ':');
        size_t size = colon ? (size_t)(colon - word) : strlen(word);
        if (!take_number(word, size, 0, &from) || (!colon && !size))
            return wrong_rows(word);
        to = from + 1;
        if (colon && !take_number(colon + 1, strlen(colon + 1), all, &to))
            return wrong_rows(word);
        if (from >= to)
            return report_usage(NULL, "--rows: '%s' holds no row", word);
        if (to > all)
            return report_usage(NULL, "--rows: '%s' goes beyond the %zu row%s of the data", word,
                                all, plural(all));
    }
    t->first = (size_t)from;
    t->rows = (size_t)(to - from);
    return GO_ON;
}

static gradus_matrix part(const gradus_matrix *m, size_t first, size_t rows)
{
    gradus_matrix p = *m;
    p.data = (const double *)m->data + first * m->cols;
    p.rows = rows;
    return p;
}

/* ---- the pass ---------------------------------------------------------------------------- */
static int read_rows(struct tracing *t, const char *model, const char *data)
{
    const struct asked *a = t->asked;
    gradus_error err;
    size_t dropped;
    int status = source_model(&t->model, model);
    if (status == GO_ON)
        status = source_table(&t->data, data, &a->reading, a->reading.labels,
                              gradus_model_schema(t->model));
    if (status != GO_ON)
        return status;
    if (gradus_set_new(&t->set, t->model, t->data, a->target, GRADUS_F64, &dropped, &err) !=
        GRADUS_OK)
        return a->target || err.code == GRADUS_ARGUMENT ? report_typed(&err)
                                                        : report_failure(&err);
    if (dropped)
        report_warning(&a->common, "%zu row%s without a known answer left out: rows are counted "
                       "without %s", dropped, plural(dropped), dropped == 1 ? "it" : "them");
    return choose_rows(t);
}

static int pass(struct tracing *t)
{
    gradus_error err;
    gradus_matrix x = part(&t->set->x, t->first, t->rows);
    gradus_matrix y = part(&t->set->y, t->first, t->rows);
    if (gradus_trace_new(&t->trace, gradus_model_net(t->model), &x, &y, t->asked->step, &err) !=
        GRADUS_OK)
        return report_failure(&err);
    if (t->trace->loss - t->trace->loss != 0)
        report_warning(&t->asked->common, "the loss of these rows is not finite");
    return GO_ON;
}

/* ---- what is written --------------------------------------------------------------------- */
static const struct notation *find_notation(const char *name)
{
    const struct notation *n = notations;
    while (name && strcmp(n->name, name) != 0)
        n++;
    return n;
}

static const struct writer *find_writer(const char *format)
{
    static const struct writer *const writers[] = { &text_writer, &markdown_writer, &html_writer };
    for (size_t k = 0; k < 3; k++)
        if (strcmp(writers[k]->name, format) == 0)
            return writers[k];
    return NULL;
}

static int write_out(const struct tracing *t, const char *format)
{
    const struct asked *a = t->asked;
    struct text out = { 0 };
    struct view view = { t->trace, find_notation(a->notation), a->step };
    struct traced traced = {
        .trace = t->trace, .first = t->first, .per_example = a->per_example, .rate = a->step,
        .single = gradus_net_get_spec(gradus_model_net(t->model))->type == GRADUS_F32 };
    struct page page = { &out, find_writer(format), &view, (int)a->common.digits, 0 };
    struct entry entry;
    if (a->entry) {
        int status = entry_find(&entry, a->entry, &view);
        if (status != GO_ON)
            return status;
    }
    if (strcmp(format, "json") == 0)
        a->entry ? entry_json(&out, &traced, &entry) : trace_json(&out, &traced);
    else if (!page.writer)
        trace_script(&out, &view, strcmp(format, "octave") == 0, traced.single);
    else
        a->entry ? entry_page(&page, &traced, &entry) : trace_page(&page, &traced);
    return report_result(&out);
}

static int trace(struct tracing *t, const char *format, const char *model, const char *data)
{
    int status = source_kernels();
    if (status == GO_ON)
        status = read_rows(t, model, data);
    if (status == GO_ON)
        status = pass(t);
    return status == GO_ON ? write_out(t, format) : status;
}

static int check_typed(const struct asked *a, const char *format)
{
    int json = strcmp(format, "json") == 0, script = !json && !find_writer(format);
    if (a->common.json && !json)
        return report_usage(NULL, "--json and --format %s do not go together", format);
    if (json && a->notation && !a->entry)
        return report_usage("gradus trace --help describes the formats",
                            "--notation: JSON has one notation, that of the model file");
    if (script && (a->entry || a->per_example))
        return report_usage(NULL, "--%s does not go with --format %s",
                            a->entry ? "entry" : "per-example", format);
    if (a->entry && (a->per_example || !isnan(a->step)))
        return report_usage(NULL, "--entry explains one number: --%s does not go with it",
                            a->per_example ? "per-example" : "step");
    return GO_ON;
}

int trace_command(const struct command *command, int argc, char **argv)
{
    struct asked asked = { .common = COMMON_DEFAULTS, .step = NAN };
    struct tracing t = { .asked = &asked };
    struct arguments args;
    int status = options_parse(command, &asked, argc, argv, &args);
    const char *format = asked.format ? asked.format : asked.common.json ? "json" : "text";
    if (status == GO_ON)
        status = check_typed(&asked, format);
    if (status == GO_ON)
        status = trace(&t, format, args.word[0], args.word[1]);
    gradus_trace_free(t.trace);
    gradus_set_free(t.set);
    gradus_data_free(t.data);
    gradus_model_free(t.model);
    options_free(&args);
    return status;
}
