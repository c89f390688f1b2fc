/* gradus notes: a guided worksheet of a network, by whose questions one derives backpropagation and
 * computes it by hand; blank, or solved with the numbers of the tape.                         */
#include "chosen.h"
#include "commands.h"
#include "notes.h"

#include <math.h>
#include <string.h>

struct asked {
    struct common common;
    struct reading reading;
    const char *target, *rows, *format;
    int blank;
};

static const char *const formats[] = { "markdown", "html", "text", NULL };

#define AT(member) offsetof(struct asked, member)

const struct option notes_table[] = {
    { .kind = HEADING, .help = "The worksheet" },
    OPTION(FLAG, "blank", AT(blank), NULL, "questions alone, with room for answers"),
    OPTION(WORD, "target", AT(target), "COLUMNS",
           "the columns of the answers (default: those the model was trained on)"),
    OPTION(WORD, "rows", AT(rows), "FROM:TO", ROWS_HELP " (default: all)"),
    OPTION(CHOICE, "format", AT(format), "NAME", "(default markdown)", .names = formats),
    READING_OPTIONS(struct asked, reading),
    COMMON_OPTIONS(struct asked, common),
};

struct making {
    const struct asked *asked;
    struct chosen of;
    gradus_trace *all, *one;            /* of all rows, and of the first alone */
};

static int passes(struct making *m)
{
    const gradus_net *net = gradus_model_net(m->of.model);
    gradus_error err;
    gradus_matrix x = m->of.x, y = m->of.y;
    x.rows = y.rows = 1;
    if (gradus_trace_new(&m->all, net, &m->of.x, &m->of.y, NAN, &err) != GRADUS_OK ||
        gradus_trace_new(&m->one, net, &x, &y, NAN, &err) != GRADUS_OK)
        return report_failure(&err);
    return GO_ON;
}

static const struct writer *find_writer(const char *format)
{
    static const struct writer *const writers[] = { &markdown_writer, &html_writer };
    for (size_t k = 0; k < 2; k++)
        if (!format || strcmp(writers[k]->name, format) == 0)
            return writers[k];
    return &text_writer;
}

/* gradus check for the same rows: what was given but for the format, which has the same names. */
static void check_command_of(struct text *out, const struct asked *a, const char *model,
                             const char *data)
{
    text_add(out, "gradus check ");
    text_file_word(out, model);
    text_add(out, " ");
    text_file_word(out, data);
    for (const struct option *o = notes_table; o->help; o++) {
        int word = (o->kind == WORD || o->kind == CHOICE) && strcmp(o->name, "format") != 0;
        const char *value = word ? *(const char *const *)((const char *)a + o->at) : NULL;
        if (!value)
            continue;
        text_add(out, " --%s ", o->name);
        text_word(out, value);
    }
    text_add(out, " --against mine.json");
}

static int write_out(const struct making *m, const char *model, const char *data)
{
    const struct asked *a = m->asked;
    struct text out = { 0 };
    const struct view all = { m->all, &notations[0], NAN }, one = { m->one, &notations[0], NAN };
    struct page page = { &out, find_writer(a->format), &all, (int)a->common.digits, 0 };
    struct text check = { 0 };
    check_command_of(&check, a, model, data);
    struct notes n = { .page = &page, .one = &one, .blank = a->blank,
                       .check = check.size ? check.bytes : "" };
    if (a->common.json)
        notes_answers(&out, &all, a->blank);
    else
        notes_page(&n);
    if (a->common.json)
        text_put(&out, "\n", 1);
    out.failed |= check.failed;
    text_free(&check);
    return report_result(&out);
}

int notes_command(const struct command *command, int argc, char **argv)
{
    struct asked asked = { .common = COMMON_DEFAULTS };
    struct making m = { .asked = &asked };
    struct arguments args;
    int status = options_parse(command, &asked, argc, argv, &args);
    const struct choice how = { &asked.common, &asked.reading, asked.target, asked.rows,
                                SIZE_MAX };
    if (status == GO_ON && asked.common.json && asked.format)
        status = report_usage(NULL, "--json and --format %s do not go together", asked.format);
    if (status == GO_ON)
        status = source_kernels();
    if (status == GO_ON)
        status = chosen_read(&m.of, &how, args.word[0], args.word[1]);
    if (status == GO_ON)
        status = passes(&m);
    if (status == GO_ON)
        status = write_out(&m, args.word[0], args.word[1]);
    gradus_trace_free(m.all);
    gradus_trace_free(m.one);
    chosen_free(&m.of);
    options_free(&args);
    return status;
}
