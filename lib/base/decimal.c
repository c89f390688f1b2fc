/* Decimal numbers, correctly rounded both ways, whatever the locale.
 *
 * Reading: up to 19 digits are gathered in an integer m with a power of ten e.  Where m < 2^53
 * and |e| <= 22 both m and 10^|e| are exact doubles, so that one multiplication or division
 * rounds correctly (Clinger, "How to read floating point numbers accurately", 1990).  The rest
 * goes to strtod_l in the C locale.                                                          */
#define _GNU_SOURCE                                 /* strtod_l, newlocale */
#include <gradus.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DIGITS = 19, LONGEST = 800 };           /* longer texts are no numbers of ours */

static const double power_of_ten[] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                       1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                       1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };

struct decimal {
    int negative, many;                             /* many: more digits than m holds */
    uint64_t m;
    long exponent;
};

static int is_digit(char c)
{
    return (unsigned char)(c - '0') < 10;
}

static const char *read_digits(const char *p, const char *end, struct decimal *d, int *count,
                               long step)
{
    for (; p < end && is_digit(*p); p++) {
        d->exponent += step;
        if (d->m || *p != '0')
            ++*count;
        if (*count <= MOST_DIGITS)
            d->m = d->m * 10 + (uint64_t)(*p - '0');
        else
            d->many = 1;
    }
    return p;
}

static const char *read_exponent(const char *p, const char *end, struct decimal *d)
{
    int negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+'))
        p++;
    if (p == end)
        return NULL;
    long e = 0;
    for (; p < end && is_digit(*p); p++)
        e = e < 100000 ? e * 10 + (*p - '0') : e;
    d->exponent += negative ? -e : e;
    return p;
}

/* digits [. digits] [e exponent]: the whole of p .. end, or 0. */
static int scan(const char *p, const char *end, struct decimal *d)
{
    int count = 0;
    d->negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+'))
        p++;
    const char *digits = p;
    p = read_digits(p, end, d, &count, 0);
    size_t seen = (size_t)(p - digits);
    if (p < end && *p == '.') {
        digits = ++p;
        p = read_digits(p, end, d, &count, -1);
        seen += (size_t)(p - digits);
    }
    if (!seen)
        return 0;
    if (p < end && (*p == 'e' || *p == 'E'))
        p = read_exponent(p + 1, end, d);
    return p == end;
}

static int parse_slowly(const char *text, size_t length, double *value)
{
    char copy[LONGEST + 1];
    if (length > LONGEST)
        return 0;
    memcpy(copy, text, length);
    copy[length] = '\0';
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!c)
        return 0;
    *value = strtod_l(copy, NULL, c);
    freelocale(c);
    return *value - *value == 0;                    /* beyond the largest double: text */
}

int gradus_number_parse(const char *text, size_t length, double *value)
{
    struct decimal d = { 0, 0, 0, 0 };
    if (!text || !value || !scan(text, text + length, &d))
        return 0;
    if (d.many || d.m >> 53 || d.exponent < -22 || d.exponent > 22)
        return parse_slowly(text, length, value);
    double m = (double)d.m;
    m = d.exponent < 0 ? m / power_of_ten[-d.exponent] : m * power_of_ten[d.exponent];
    *value = d.negative ? -m : m;
    return 1;
}

static void print_c(char out[32], int digits, double value)
{
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0), old = uselocale(c);
    snprintf(out, 32, "%.*g", digits, value);
    uselocale(old);
    if (c)
        freelocale(c);
}

/* 1.5e+06 is hard to read: between 1e-4 and 1e6 people get plain digits, and files too where an
 * integer is short enough.                                                                   */
static void print_plain_integer(char out[32], double value)
{
    snprintf(out, 32, "%lld", (long long)value);
}

size_t gradus_number_text(double value, int digits, char out[32])
{
    double size = value < 0 ? -value : value;
    if (value - value != 0)
        snprintf(out, 32, "%s", value != value ? "nan" : value < 0 ? "-inf" : "inf");
    else if (value == 0)
        snprintf(out, 32, "%s", 1 / value < 0 && !digits ? "-0" : "0");
    else if (!digits && size < 0x1p53 && size == (double)(long long)size)
        print_plain_integer(out, value);
    else if (!digits) {
        double again = 0;
        for (digits = 15; digits <= 17; digits++) {
            print_c(out, digits, value);
            if (gradus_number_parse(out, strlen(out), &again) && again == value)
                break;
        }
    } else if (size < 1e6 && size >= 999999.5 && digits < 7)
        print_plain_integer(out, value < 0 ? value - 0.5 : value + 0.5);
    else
        print_c(out, digits < 6 && size >= 1 && size < 1e6 && size == (double)(long long)size
                         ? 6 : digits > 17 ? 17 : digits, value);
    return strlen(out);
}
