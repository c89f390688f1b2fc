/* gradus trace: every number of one forward and backward pass, as text, Markdown, HTML, JSON, or
 * as a program that computes it again.                                                        */
#include "chosen.h"
#include "commands.h"
#include "stuck.h"
#include "trace.h"

#include <math.h>
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
           ROWS_HELP " (default: all)"),
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
    struct chosen of;
    gradus_trace *trace;
};

/* ---- the pass ---------------------------------------------------------------------------- */
static int pass(struct tracing *t)
{
    gradus_error err;
    if (gradus_trace_new(&t->trace, gradus_model_net(t->of.model), &t->of.x, &t->of.y,
                         t->asked->step, &err) != GRADUS_OK)
        return report_failure(&err);
    if (t->trace->loss - t->trace->loss != 0)
        report_warning(&t->asked->common, "the loss of these rows is not finite");
    return stuck_warn(&t->asked->common, gradus_model_net(t->of.model), &t->of.x, &t->of.y,
                      "over these rows");
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
        .trace = t->trace, .first = t->of.first, .per_example = a->per_example, .rate = a->step,
        .single = gradus_net_get_spec(gradus_model_net(t->of.model))->type == GRADUS_F32 };
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
    return page.writer ? report_result(&out) : report_data(&out);
}

static int trace(struct tracing *t, const char *format, const char *model, const char *data)
{
    const struct asked *a = t->asked;
    const struct choice how = { &a->common, &a->reading, a->target, a->rows, SIZE_MAX };
    int status = source_kernels();
    if (status == GO_ON)
        status = chosen_read(&t->of, &how, model, data);
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
    chosen_free(&t.of);
    options_free(&args);
    return status;
}
