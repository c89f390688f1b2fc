/* Claims in JSON.  jansson says whether the text is JSON and what its keys are; the numbers are
 * then read from the text, because 0.50 says more than 0.5: half a unit of the last digit that
 * was typed is what the number may be off.  A zero may be off by no more than the most exact
 * number beside it.  A value of null has not been filled in: no claim.                           */
#include "claims.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char notation[] = "notation";

struct walk {
    gradus_claims *to;
    const char *json, *at, *end;        /* the document's first byte; the value */
    const char *name;
    gradus_error *err;
};

/* Line and column of the text at [at]. */
static struct gr_place here(const struct walk *w)
{
    struct gr_place place = { w->to->file, 1, 1 };
    for (const char *p = w->json; p < w->at; p++) {
        place.line += *p == '\n';
        place.column = *p == '\n' ? 1 : place.column + 1;
    }
    return place;
}

static gradus_status no_number(const struct walk *w, const char *what)
{
    struct gr_place place = here(w);
    return gr_fault(w->err, GRADUS_SYNTAX, &place, "%s: %s", GR_NAME(w->name), what);
}

static void skip_space(struct walk *w)
{
    while (w->at < w->end && strchr(" \t\r\n,", *w->at))
        w->at++;
}

static size_t digits_at(const char *s, const char *end)
{
    const char *p = s;
    while (p < end && *p >= '0' && *p <= '9')
        p++;
    return (size_t)(p - s);
}

/* Half a unit of the last digit of the number in [s, end). */
static double half_unit(const char *s, const char *end)
{
    char text[32];
    double half = 0;
    long exponent = 0;
    const char *point = memchr(s, '.', (size_t)(end - s)), *e = s;
    size_t decimals = point ? digits_at(point + 1, end) : 0;
    while (e < end && *e != 'e' && *e != 'E')
        e++;
    if (e < end) {
        const char *d = e + 1 + (e[1] == '-' || e[1] == '+');
        for (; d < end && exponent < 100000; d++)
            exponent = exponent * 10 + (*d - '0');
        exponent = e[1] == '-' ? -exponent : exponent;
    }
    int n = snprintf(text, sizeof text, "5e%ld", exponent - (long)decimals - 1);
    gradus_number_parse(text, (size_t)n, &half);
    return half;
}

static gradus_status take_number(struct walk *w, double *value, double *half)
{
    const char *s = w->at;
    size_t n = 0;
    while (s + n < w->end && s[n] && strchr("+-.0123456789eE", s[n]))
        n++;
    if (!n || !gradus_number_parse(s, n, value) || *value - *value != 0)
        return no_number(w, "a finite number is needed here");
    *half = half_unit(s, s + n);
    w->at += n;
    return GRADUS_OK;
}

/* The numbers of a list that begins at [at], which then stands behind it; NULL: they are only
 * counted.                                                                                    */
static gradus_status take_list(struct walk *w, size_t *count, double *value, double *half)
{
    double v, h;
    w->at++;
    *count = 0;
    for (skip_space(w); w->at < w->end && *w->at != ']'; skip_space(w)) {
        gradus_status s = take_number(w, value ? value + *count : &v, half ? half + *count : &h);
        if (s != GRADUS_OK)
            return s;
        ++*count;
    }
    w->at++;
    return GRADUS_OK;
}

/* Rows and columns of the value at [at]. */
static gradus_status measure(struct walk w, size_t *rows, size_t *cols, int *nested)
{
    size_t more;
    const char *first = w.at + 1;
    *rows = *cols = 1;
    *nested = 0;
    if (*w.at != '[')
        return GRADUS_OK;
    while (first < w.end && strchr(" \t\r\n", *first))
        first++;
    if (*first != '[')
        return take_list(&w, cols, NULL, NULL);
    *nested = 1;
    w.at = first;
    for (*rows = 0; w.at < w.end && *w.at != ']'; skip_space(&w), ++*rows) {
        if (*w.at != '[')
            return no_number(&w, "a list of numbers is needed here, as the rows before are");
        struct walk row = w;
        gradus_status s = take_list(&w, &more, NULL, NULL);
        if (s != GRADUS_OK)
            return s;
        if (*rows && more != *cols)
            return no_number(&row, "this row is not as long as the first");
        *cols = more;
    }
    return GRADUS_OK;
}

static gradus_status take_table(struct walk *w, size_t rows, size_t cols, double *value,
                                double *half)
{
    gradus_status s = GRADUS_OK;
    size_t n;
    w->at++;
    for (size_t r = 0; s == GRADUS_OK && r < rows; r++) {
        skip_space(w);
        s = take_list(w, &n, value + r * cols, half + r * cols);
    }
    return s;
}

/* Nobody types 0.000 beside 0.142, and 0 is not 0.2 rounded there.  Where there is nothing but
 * zeros, 0 and 0.0, which programs write for 0, are exact.                                    */
static void sharpen_zeros(size_t n, const double *value, double *half)
{
    double least = HUGE_VAL;
    for (size_t k = 0; k < n; k++)
        least = value[k] != 0 && half[k] < least ? half[k] : least;
    for (size_t k = 0; k < n; k++)
        if (least == HUGE_VAL)
            half[k] = half[k] > 0.01 ? 0 : half[k];
        else if (value[k] == 0 && half[k] > least)
            half[k] = least;
}

/* Numbers of float32 that were written with all the digits of a double, as programs do: nobody
 * types more than nine and happens to hit one each time.                                      */
static int are_single(size_t n, const double *value, const double *half)
{
    int long_ones = 0;
    for (size_t k = 0; k < n; k++) {
        if (!(fabs(value[k]) <= FLT_MAX) || value[k] != (double)(float)value[k])
            return 0;
        long_ones = long_ones || half[k] < 4e-10 * fabs(value[k]);
    }
    return long_ones;
}

static gradus_status take_value(struct walk *w)
{
    size_t rows, cols, n;
    int nested;
    double *value, *half;
    struct gr_place place = here(w);
    gradus_status s = measure(*w, &rows, &cols, &nested);
    if (s == GRADUS_OK)
        s = gr_claims_add(w->to, w->name, rows, cols, &place, &value, &half, w->err);
    if (s != GRADUS_OK)
        return s;
    s = *w->at != '[' ? take_number(w, value, half)
        : nested      ? take_table(w, rows, cols, value, half)
                      : take_list(w, &n, value, half);
    if (s != GRADUS_OK)
        return s;
    sharpen_zeros(rows * cols, value, half);
    if (are_single(rows * cols, value, half))
        gr_claims_single(w->to);
    return GRADUS_OK;
}

/* "notation": which way round matrices are, as gradus trace and notes write them. */
static gradus_status take_notation(gradus_claims *to, const json_t *value, gradus_error *err)
{
    const char *name = json_string_value(value);
    struct gr_place place = { to->file, 0, 0 };
    int rows = name && strcmp(name, "rows") == 0;
    if (!rows && !(name && strcmp(name, "columns") == 0))
        return gr_fault(err, GRADUS_DATA, &place, "the notation is \"rows\" or \"columns\"");
    gr_claims_turn(to, rows);
    return GRADUS_OK;
}

static gradus_status each(gradus_claims *to, json_t *object, const char *bytes, size_t size,
                          gradus_error *err)
{
    const char *name;
    json_t *value;
    gradus_status s = GRADUS_OK;
    json_object_foreach(object, name, value) {
        size_t length = 0;
        if (json_is_null(value) || strcmp(name, notation) == 0)
            continue;
        struct walk w = { .to = to, .json = bytes, .name = name, .err = err };
        w.at = gr_json_span(bytes, size, name, &length);
        w.end = w.at ? w.at + length : NULL;
        struct gr_place place = { to->file, 0, 0 };
        s = w.at ? take_value(&w)
                 : gr_fault(err, GRADUS_SYNTAX, &place, "a name is written with escapes");
        if (s != GRADUS_OK)
            return s;
    }
    value = json_object_get(object, notation);
    return value ? take_notation(to, value, err) : GRADUS_OK;
}

gradus_status gr_claims_json(gradus_claims *to, const char *bytes, size_t size,
                             gradus_error *err)
{
    json_t *object;
    struct gr_json in = { .place = { to->file, 1, 1 }, .err = err };
    gradus_status s = gr_json_parse(&object, "the file", bytes, size, &in);
    if (s != GRADUS_OK)
        return s;
    s = json_is_object(object) ? each(to, object, bytes, size, err)
                               : gr_fault(err, GRADUS_SYNTAX, &in.place,
                                          "a JSON object of names and numbers is needed");
    json_decref(object);
    return s;
}
