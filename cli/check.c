/* gradus check: is the gradient right?  Backpropagation's numbers beside those of forward-mode
 * derivatives, which are exact, and of central differences, tensor by tensor.                 */
#include "against.h"
#include "chosen.h"
#include "commands.h"
#include "stuck.h"

#include <gradus-explain.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct asked {
    struct common common;
    struct reading reading;
    const char *target, *rows, *against;
    double epsilon, rate;
};

#define AT(member) offsetof(struct asked, member)

const struct option check_table[] = {
    { .kind = HEADING, .help = "The check" },
    OPTION(WORD, "target", AT(target), "COLUMNS",
           "the columns of the answers (default: those the model was trained on)"),
    OPTION(WORD, "rows", AT(rows), "FROM:TO", ROWS_HELP " (default: all)"),
    OPTION(NUMBER, "epsilon", AT(epsilon), "X", "step of the central difference (default 1e-4)",
           .range = POSITIVE),
    OPTION(WORD, "against", AT(against), "FILE",
           "judge your own numbers instead: JSON such as {\"dW1\": [[0.1, 0.2]], \"db1\": [0.1]}, "
           ".npz or safetensors"),
    OPTION(NUMBER, "learning-rate", AT(rate), "X",
           "with --against: recognises mistakes in the order of updates", .range = POSITIVE),
    READING_OPTIONS(struct asked, reading),
    COMMON_OPTIONS(struct asked, common),
};

struct checking {
    const struct asked *asked;
    struct chosen of;
    gradus_check_tensor *tensor;
    size_t tensors;
    gradus_check_report report;
};

static const char *const method[] = { "backpropagation", "forward mode", "central difference" };

static const char *tensor_name(const gradus_check_tensor *t, char out[48])
{
    snprintf(out, 48, "layers.%zu.%s", t->layer, t->is_bias ? "bias" : "weight");
    return out;
}

static int agrees(const gradus_check_tensor *t)
{
    return t->exact_agrees && t->central_agrees;
}

static void say_tensors(const struct checking *c, struct text *out)
{
    static const char *const heading[] = { "tensor", "size", "largest", "from exact",
                                           "from central", "at kinks", "verdict" };
    int digits = (int)c->asked->common.digits;
    struct table t;
    char text[48];
    table_start(&t, 7, 1, 1);
    for (size_t k = 0; k < 7; k++)
        table_cell(&t, heading[k]);
    for (size_t k = 0; k < c->tensors; k++) {
        const gradus_check_tensor *g = &c->tensor[k];
        table_cell(&t, tensor_name(g, text));
        snprintf(text, sizeof text, g->is_bias ? "%zu" : "%zu x %zu", g->rows, g->cols);
        table_cell(&t, text);
        table_number(&t, g->largest, digits);
        table_number(&t, g->exact_worst, digits);
        table_number(&t, g->central_worst, digits);
        table_count(&t, g->kinks);
        table_cell(&t, agrees(g) ? "agrees" : "DIFFERS");
    }
    table_end(&t, out);
}

static void say_costs(const struct checking *c, struct text *out)
{
    struct table t;
    table_start(&t, 3, 1, 0);
    table_cell(&t, "cost");
    table_cell(&t, "passes");
    table_cell(&t, "multiplications");
    for (size_t k = 0; k < 3; k++) {
        table_cell(&t, method[k]);
        table_count(&t, c->report.passes[k]);
        table_count(&t, c->report.products[k]);
    }
    table_end(&t, out);
}

static void say(const struct checking *c, struct text *out)
{
    int digits = (int)c->asked->common.digits;
    text_add(out, "rows: %zu, loss: ", c->of.x.rows);
    text_number(out, c->report.loss, digits);
    text_add(out, "\n\n");
    say_tensors(c, out);
    text_add(out, "\n|g - n| / |g + n|: ");
    text_number(out, c->report.ratio, digits);
    text_add(out, "\n\n");
    say_costs(c, out);
    text_add(out, "\n%s\n", c->report.agrees ? "all tensors agree" : "not all tensors agree");
}

static void json_worst(struct json *j, const char *key, double worst, size_t row, size_t col,
                       int agree)
{
    json_open(j, key, '{');
    json_number(j, "worst", worst);
    json_count(j, "row", row);
    json_count(j, "column", col);
    json_flag(j, "agrees", agree);
    json_close(j, '}');
}

static void json_tensor(struct json *j, const gradus_check_tensor *g)
{
    char name[48];
    json_open(j, NULL, '{');
    json_text(j, "name", tensor_name(g, name));
    json_open(j, "shape", '[');
    json_count(j, NULL, g->rows);
    if (!g->is_bias)
        json_count(j, NULL, g->cols);
    json_close(j, ']');
    json_number(j, "largest", g->largest);
    json_worst(j, "exact", g->exact_worst, g->exact_row, g->exact_col, g->exact_agrees);
    json_worst(j, "central", g->central_worst, g->central_row, g->central_col,
               g->central_agrees);
    json_count(j, "kinks", g->kinks);
    json_flag(j, "agrees", agrees(g));
    json_close(j, '}');
}

static void write_json(const struct checking *c, struct text *out)
{
    struct json j = { .out = out };
    json_open(&j, NULL, '{');
    json_flag(&j, "agrees", c->report.agrees);
    json_count(&j, "rows", c->of.x.rows);
    json_number(&j, "loss", c->report.loss);
    json_number(&j, "epsilon", c->asked->epsilon);
    json_number(&j, "ratio", c->report.ratio);
    json_open(&j, "tensors", '[');
    for (size_t k = 0; k < c->tensors; k++)
        json_tensor(&j, &c->tensor[k]);
    json_close(&j, ']');
    json_open(&j, "costs", '[');
    for (size_t k = 0; k < 3; k++) {
        json_open(&j, NULL, '{');
        json_text(&j, "method", method[k]);
        json_count(&j, "passes", c->report.passes[k]);
        json_count(&j, "multiplications", c->report.products[k]);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    text_put(out, "\n", 1);
}

/* On standard error, so that it is seen whatever standard output is. */
static int verdict(const struct checking *c)
{
    char name[48];
    struct text wrong = { 0 };
    if (c->report.agrees)
        return DONE;
    for (size_t k = 0; k < c->tensors; k++)
        if (!agrees(&c->tensor[k]))
            text_add(&wrong, "%s%s", wrong.size ? ", " : "", tensor_name(&c->tensor[k], name));
    report_line("gradus: the gradients of %s do not agree", wrong.size ? wrong.bytes : "?");
    text_free(&wrong);
    return FAILED;
}

/* Each parameter takes passes of its own, in blocks of rows: it should be known before that a large
 * network takes minutes, and that few rows say as much.                                       */
static void warn_of_length(const struct checking *c, const gradus_net *net)
{
    enum { BLOCK = 64 };
    const double a_minute = 2e11;       /* products, about */
    size_t rows = c->of.x.rows, parameters = gradus_net_parameters(net);
    double products = (double)parameters * (double)parameters;
    if (products * (double)(rows < BLOCK ? BLOCK : rows) > a_minute)
        report_warning(&c->asked->common, "%zu parameters on %zu row%s take long%s", parameters,
                       rows, plural(rows), rows > BLOCK ? "; --rows 0:64 takes fewer" : "");
}

static int compare(struct checking *c)
{
    const gradus_net *net = gradus_model_net(c->of.model);
    gradus_error err;
    int status = stuck_warn(&c->asked->common, net, &c->of.x, &c->of.y, "over these rows");
    if (status != GO_ON)
        return status;
    warn_of_length(c, net);
    c->tensor = calloc(2 * gradus_net_get_spec(net)->layers, sizeof *c->tensor);
    if (!c->tensor)
        return report_nomem();
    if (gradus_check(net, &c->of.x, &c->of.y, c->asked->epsilon, c->tensor, &c->tensors,
                     &c->report, &err) != GRADUS_OK)
        return report_failure(&err);
    return GO_ON;
}

static int check(struct checking *c, const char *model, const char *data)
{
    const struct asked *a = c->asked;
    const struct choice how = { &a->common, &a->reading, a->target, a->rows, SIZE_MAX };
    struct text out = { 0 };
    int status = source_kernels();
    if (status == GO_ON)
        status = chosen_read(&c->of, &how, model, data);
    if (status == GO_ON && a->against)
        return against(&a->common, &c->of, a->against, a->rate);
    if (status == GO_ON)
        status = compare(c);
    if (status != GO_ON)
        return status;
    if (a->common.json)
        write_json(c, &out);
    else if (!a->common.quiet)
        say(c, &out);
    status = report_result(&out);
    return status == DONE ? verdict(c) : status;
}

int check_command(const struct command *command, int argc, char **argv)
{
    struct asked asked = { .common = COMMON_DEFAULTS, .epsilon = 1e-4, .rate = NAN };
    struct checking c = { .asked = &asked };
    struct arguments args;
    int status = options_parse(command, &asked, argc, argv, &args);
    if (status == GO_ON && !asked.against && !isnan(asked.rate))
        status = report_usage(NULL, "--learning-rate goes with --against");
    if (status == GO_ON)
        status = check(&c, args.word[0], args.word[1]);
    chosen_free(&c.of);
    free(c.tensor);
    options_free(&args);
    return status;
}
