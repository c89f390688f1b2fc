/* Formulas as they are typed, and values of their variables. */
#include "formula.h"
#include "options.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int formula_open(gradus_expression **f, const char *text)
{
    gradus_error err;
    if (gradus_expression_parse(f, text, NULL, &err) == GRADUS_OK)
        return GO_ON;
    FIT(err.file, "expression");
    report_failure(&err);
    return err.code == GRADUS_NOMEM ? FAILED : USAGE;
}

struct values {
    const gradus_expression *f;
    const char *option, *what;          /* what is wanted, for errors */
    int (*take)(const char *text, size_t length, double *to[2], size_t k);
    double *to[2];
};

static int take_value(const char *text, size_t length, double *to[2], size_t k)
{
    return gradus_number_parse(text, length, &to[0][k]);
}

int formula_interval(const char *text, size_t length, double *low, double *high)
{
    const char *colon = memchr(text, ':', length);
    size_t first = colon ? (size_t)(colon - text) : 0;
    return colon && gradus_number_parse(text, first, low) &&
           gradus_number_parse(colon + 1, length - first - 1, high) && *low < *high &&
           isfinite(*high - *low);
}

static int take_range(const char *text, size_t length, double *to[2], size_t k)
{
    return formula_interval(text, length, &to[0][k], &to[1][k]);
}

static int no_variable(const struct values *v, const char *name, size_t length)
{
    char word[64], hint[160] = "";
    struct meant m = { .word = word };
    const char *known;
    gradus_text_show(name, length, word, sizeof word);
    for (size_t k = 0; (known = gradus_expression_variable(v->f, k)); k++)
        meant_try(&m, known);
    if (strcmp(word, "e") == 0 || strcmp(word, "pi") == 0)
        FIT(hint, "%s is a number of its own", word);
    else if (m.best)
        FIT(hint, "did you mean %s?", m.best);
    else if (gradus_expression_variables(v->f))
        FIT(hint, "its first variable is %s",
            gradus_expression_variable(v->f, 0));
    return report_usage(hint, "--%s: the expression has no variable '%s'", v->option, word);
}

/* Without the blanks around it. */
static const char *trimmed(const char *text, size_t *length)
{
    while (*length && text[*length - 1] == ' ')
        --*length;
    for (; *length && *text == ' '; text++)
        --*length;
    return text;
}

/* One name=value; sets its mark. */
static int take_part(const struct values *v, const char *part, size_t length, unsigned char *mark)
{
    part = trimmed(part, &length);
    const char *equals = memchr(part, '=', length), *value = equals ? equals + 1 : part, *name;
    size_t named = equals ? (size_t)(equals - part) : 0;
    size_t valued = length - (size_t)(value - part);
    part = trimmed(part, &named);
    if (!named)
        return report_usage(NULL, "--%s: '%.*s' is not a variable, = and %s", v->option,
                            (int)length, part, v->what);
    value = trimmed(value, &valued);
    size_t k = 0;
    while ((name = gradus_expression_variable(v->f, k)) &&
           (strlen(name) != named || memcmp(name, part, named) != 0))
        k++;
    if (!name)
        return no_variable(v, part, named);
    if (mark[k])
        return report_usage(NULL, "--%s: %s is given twice", v->option, name);
    mark[k] = 1;
    if (!v->take(value, valued, (double **)v->to, k))
        return report_usage(NULL, "--%s: '%.*s' is not %s", v->option, (int)valued, value,
                            v->what);
    return GO_ON;
}

static int take_all(const struct values *v, const char *text)
{
    size_t n = gradus_expression_variables(v->f);
    unsigned char *mark = calloc(n + 1, 1);
    int status = mark ? GO_ON : report_nomem();
    for (int more = 1; status == GO_ON && more; ) {
        size_t length = strcspn(text, ",");
        status = take_part(v, text, length, mark);
        more = text[length] == ',';
        text += length + 1;
    }
    for (size_t k = 0; status == GO_ON && k < n; k++)
        if (!mark[k])
            status = report_usage(NULL, "--%s: nothing is said of %s", v->option,
                                  gradus_expression_variable(v->f, k));
    free(mark);
    return status;
}

int formula_point(const gradus_expression *f, const char *option, const char *text, double *at)
{
    const struct values v = { f, option, "a number", take_value, { at, NULL } };
    return take_all(&v, text);
}

int formula_range(const gradus_expression *f, const char *option, const char *text, double *low,
                  double *high)
{
    const struct values v = { f, option, "two numbers low:high, low below high", take_range,
                              { low, high } };
    return take_all(&v, text);
}
