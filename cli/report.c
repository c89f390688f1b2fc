/* How the program speaks: results on standard output, errors and warnings on standard error, an
 * error's place first, then what is wrong, then on a second line what to do about it.         */
#include "report.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A line on standard error, fit for people, in one piece. */
static void put_line(const char *before, const char *format, va_list args)
{
    struct text line = { 0 }, shown = { 0 };
    text_format(&line, format, args);
    text_add(&shown, "%s", before);
    text_name(&shown, line.size ? line.bytes : "");
    text_put(&shown, "\n", 1);
    if (line.failed || shown.failed)
        fprintf(stderr, "%s%s\n", before, gradus_status_text(GRADUS_NOMEM));
    else
        fwrite(shown.bytes, 1, shown.size, stderr);
    text_free(&line);
    text_free(&shown);
}

void report_line(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    put_line("", format, args);
    va_end(args);
}

static void second_line(const char *hint)
{
    if (hint && *hint)
        report_line("%s", hint);
}

int report_usage(const char *hint, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    put_line("gradus: ", format, args);
    va_end(args);
    second_line(hint);
    return USAGE;
}

int report_failure(const gradus_error *err)
{
    struct text line = { 0 };
    if (*err->file)
        text_add(&line, "%s:", err->file);
    if (err->line)
        text_add(&line, "%zu:", err->line);
    if (err->line && err->column)
        text_add(&line, "%zu:", err->column);
    text_add(&line, "%s%s", line.size ? " " : "",
             *err->text ? err->text : gradus_status_text(err->code));
    report_line("gradus: %s", line.failed ? err->text : line.bytes);
    text_free(&line);
    second_line(err->hint);
    return FAILED;
}

int report_typed(const gradus_error *err)
{
    report_failure(err);
    return err->code == GRADUS_UNKNOWN || err->code == GRADUS_ARGUMENT ? USAGE : FAILED;
}

int report_nomem(void)
{
    gradus_error err = { .code = GRADUS_NOMEM };
    return report_failure(&err);
}

void report_warning(const struct common *c, const char *format, ...)
{
    if (c->quiet)
        return;
    va_list args;
    va_start(args, format);
    put_line("gradus: warning: ", format, args);
    va_end(args);
}

void report_unknown(const struct common *c, size_t cells)
{
    if (cells)
        report_warning(c, "%zu cell%s with a category that training never saw, taken as missing",
                       cells, plural(cells));
}

/* Says once that standard output is lost. */
static int lost(int status)
{
    static int told;
    if (!told)
        fprintf(stderr, "gradus: cannot write to standard output: %s\n", strerror(errno));
    told = 1;
    return status ? status : FAILED;
}

int report_result(struct text *t)
{
    if (!t->failed && t->size)
        text_clean(t);
    return report_data(t);
}

int report_data(struct text *t)
{
    int status = t->failed ? report_nomem() : DONE;
    if (!t->failed && t->size && fwrite(t->bytes, 1, t->size, stdout) < t->size)
        status = lost(FAILED);
    text_free(t);
    return status;
}

int report_end(int status)
{
    return fflush(stdout) || ferror(stdout) ? lost(status) : status;
}

const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

void table_start(struct table *t, size_t columns, size_t texts, int last_text)
{
    *t = (struct table){ .columns = columns, .texts = texts, .last_text = last_text };
}

void table_cell(struct table *t, const char *text)
{
    text_name(&t->text, text);
    text_put(&t->text, "", 1);
    t->cells++;
}

void table_number(struct table *t, double value, int digits)
{
    char number[32];
    gradus_number_text(value, digits, number);
    table_cell(t, value == value ? number : "-");
}

void table_count(struct table *t, uint64_t value)
{
    char number[32];
    snprintf(number, sizeof number, "%llu", (unsigned long long)value);
    table_cell(t, number);
}

static void widen(const struct table *t, size_t *widest)
{
    const char *s = t->text.bytes;
    for (size_t k = 0; k < t->cells; k++, s += strlen(s) + 1)
        if (text_width(s, strlen(s)) > widest[k % t->columns])
            widest[k % t->columns] = text_width(s, strlen(s));
}

static void put_cell(const struct table *t, struct text *out, size_t column, const char *s,
                     size_t gap)
{
    int last = column + 1 == t->columns, left = column < t->texts || (last && t->last_text);
    if (!last || *s)
        text_add(out, "%s%*s%s", column ? "  " : "", left ? 0 : (int)gap, "", s);
    while (last && !*s && out->size && out->bytes[out->size - 1] == ' ')
        out->bytes[--out->size] = 0;
    if (last)
        text_put(out, "\n", 1);
    else if (left)
        text_add(out, "%*s", (int)gap, "");
}

void table_end(struct table *t, struct text *out)
{
    size_t *widest = calloc(t->columns, sizeof *widest);
    const char *s = t->text.bytes;
    if (t->text.failed || !widest)
        out->failed = 1;
    else
        widen(t, widest);
    for (size_t k = 0; !out->failed && k < t->cells; k++, s += strlen(s) + 1)
        put_cell(t, out, k % t->columns, s, widest[k % t->columns] - text_width(s, strlen(s)));
    free(widest);
    text_free(&t->text);
}

/* One row per metric: how it is called and where it stands. */
static const struct metric {
    const char *name;
    size_t at;
} metric[] = {
    { "loss", offsetof(gradus_metrics, loss) },
    { "accuracy", offsetof(gradus_metrics, accuracy) },
    { "log_loss", offsetof(gradus_metrics, log_loss) },
    { "auc", offsetof(gradus_metrics, auc) },
    { "r2", offsetof(gradus_metrics, r2) },
    { "rmse", offsetof(gradus_metrics, rmse) },
    { "mae", offsetof(gradus_metrics, mae) },
};
enum { METRICS = sizeof metric / sizeof *metric };

static double metric_of(const gradus_metrics *m, const struct metric *which)
{
    double value;
    memcpy(&value, (const char *)m + which->at, sizeof value);
    return value;
}

static int applies(size_t models, const gradus_metrics *m, const struct metric *which)
{
    for (size_t k = 0; k < models; k++)
        if (metric_of(&m[k], which) == metric_of(&m[k], which))
            return 1;
    return 0;
}

void report_metrics(struct text *out, size_t models, const char *const *name,
                    const gradus_metrics *m, int digits)
{
    struct table t;
    table_start(&t, models + 1, 1, 0);
    table_cell(&t, "");
    for (size_t k = 0; k < models; k++)
        table_cell(&t, name[k]);
    for (size_t i = 0; i < METRICS; i++) {
        if (!applies(models, m, &metric[i]))
            continue;
        table_cell(&t, metric[i].name);
        for (size_t k = 0; k < models; k++)
            table_number(&t, metric_of(&m[k], &metric[i]), digits);
    }
    table_end(&t, out);
}

/* Without the loss, which stands outside; a metric that does not apply is left out. */
void json_metrics(struct json *j, const char *key, const gradus_metrics *m)
{
    json_open(j, key, '{');
    for (size_t i = 1; i < METRICS; i++)
        if (applies(1, m, &metric[i]))
            json_number(j, metric[i].name, metric_of(m, &metric[i]));
    json_close(j, '}');
}

void report_confusion(struct text *out, size_t classes, const char *const *label,
                      const size_t *confusion)
{
    struct table t;
    table_start(&t, classes + 1, 1, 0);
    table_cell(&t, "truth \\ predicted");
    for (size_t k = 0; k < classes; k++)
        table_cell(&t, label[k]);
    for (size_t i = 0; i < classes; i++) {
        table_cell(&t, label[i]);
        for (size_t k = 0; k < classes; k++)
            table_count(&t, confusion[i * classes + k]);
    }
    table_end(&t, out);
}
