/* Decimal numbers, correctly rounded both ways, whatever the locale.
 *
 * Reading: up to 19 digits are gathered in an integer m with a power of ten e.  Where m < 2^53
 * and |e| <= 22 both m and 10^|e| are exact doubles, so that one multiplication or division
 * rounds correctly (Clinger, "How to read floating point numbers accurately", 1990).  Where
 * |e| <= 27, 5^|e| fits in 64 bits, and the product or quotient is formed exactly in 128 bits
 * and rounded once: this is what a double written with 17 digits needs.  The rest goes to
 * strtod_l in the C locale.                                                                  */
#define _GNU_SOURCE                                 /* strtod_l, newlocale */
#include "base/cpu.h"

#include <gradus.h>

#include <float.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DIGITS = 19, LONGEST = 800 };           /* longer texts are no numbers of ours */

static const double power_of_ten[] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                       1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                       1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };

enum { MOST_EXACT = 27 };
static const uint64_t power_of_five[MOST_EXACT + 1] = {
    1u, 5u, 25u, 125u, 625u, 3125u, 15625u, 78125u, 390625u, 1953125u, 9765625u, 48828125u,
    244140625u, 1220703125u, 6103515625u, 30517578125u, 152587890625u, 762939453125u,
    3814697265625u, 19073486328125u, 95367431640625u, 476837158203125u, 2384185791015625u,
    11920928955078125u, 59604644775390625u, 298023223876953125u, 1490116119384765625u,
    7450580596923828125u,
};

__extension__ typedef unsigned __int128 wide;

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

/* Bits of a wide that is not 0. */
static int length_of(wide q)
{
    uint64_t high = (uint64_t)(q >> 64);
    return high ? 128 - __builtin_clzll(high) : 64 - __builtin_clzll((uint64_t)q);
}

static double power_of_two(int e)                       /* of a normal number */
{
    uint64_t bits = (uint64_t)(e + 1023) << 52;
    double p;
    memcpy(&p, &bits, sizeof p);
    return p;
}

/* q 2^e as a double, to nearest, ties to even; [more]: the number is a little above q.  q has at
 * least 55 bits where [more] can be, and the result is far from the ends of the range.       */
static double round_wide(wide q, int more, int e)
{
    int drop = length_of(q) - 53;
    if (drop <= 0)
        return (double)(uint64_t)q * power_of_two(e);
    wide rest = q & (((wide)1 << drop) - 1), half = (wide)1 << (drop - 1);
    uint64_t m = (uint64_t)(q >> drop);
    if (rest > half || (rest == half && (more || m & 1)))
        m++;
    return (double)m * power_of_two(e + drop);
}

/* m 10^e for m > 0 and |e| <= 27, as m 5^e 2^e. */
static double scale_exactly(uint64_t m, int e)
{
    if (e >= 0)
        return round_wide((wide)m * power_of_five[e], 0, e);
    int up = __builtin_clzll(m) + 63;               /* m 2^up has 127 bits, the quotient >= 64 */
    wide top = (wide)m << up, five = power_of_five[-e];
    return round_wide(top / five, top % five != 0, e - up);
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
    double read = strtod_l(copy, NULL, c);
    freelocale(c);
    if (read - read != 0)                           /* beyond the largest double: text */
        return 0;
    *value = read;
    return 1;
}

static double scale_quickly(const struct decimal *d)
{
    double m = (double)d->m;
    if (d->m >> 53 || d->exponent < -22 || d->exponent > 22)
        m = d->m ? scale_exactly(d->m, (int)d->exponent) : 0;
    else
        m = d->exponent < 0 ? m / power_of_ten[-d->exponent] : m * power_of_ten[d->exponent];
    return d->negative ? -m : m;
}

int gradus_number_parse(const char *text, size_t length, double *value)
{
    struct decimal d = { 0, 0, 0, 0 };
    int done = 1;
    if (!text || !value || !scan(text, text + length, &d))
        return 0;
    uint64_t mode = gr_float_enter();
    if (d.many || d.exponent < -MOST_EXACT || d.exponent > MOST_EXACT)
        done = parse_slowly(text, length, value);
    else
        *value = scale_quickly(&d);
    gr_float_leave(mode);
    return done;
}

static void print_c(char out[32], const char *format, int digits, double value)
{
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0), old = uselocale(c);
    snprintf(out, 32, format, digits, value);
    uselocale(old);
    if (c)
        freelocale(c);
}

/* For files: an integer plainly, else the least of 15, 16 and 17 digits that reads back; a tiny
 * number, of less than 53 bits, may need fewer than 15.                                       */
static void print_exactly(char out[32], double value)
{
    double size = value < 0 ? -value : value, again = 0;
    if (size < 0x1p53 && size == (double)(long long)size) {
        print_c(out, "%.*f", 0, value);
        return;
    }
    for (int digits = size < DBL_MIN ? 1 : 15; digits <= 17; digits++) {
        print_c(out, "%.*g", digits, value);
        if (gradus_number_parse(out, strlen(out), &again) && again == value)
            return;
    }
}

/* For people: %g, but where it would turn to an exponent although 1e-4 <= |value| <= 1e6, the
 * number is rounded as it would be and written out: 1.23e+04 as 12300.                        */
static void print_readably(char out[32], int digits, double value)
{
    double size = value < 0 ? -value : value, rounded = value;
    print_c(out, "%.*g", digits > 17 ? 17 : digits, value);
    if (size > 1e6 || size < 1e-4 || !strchr(out, 'e'))
        return;
    if (gradus_number_parse(out, strlen(out), &rounded))
        print_c(out, "%.*f", 0, rounded);
}

size_t gradus_number_text(double value, int digits, char out[32])
{
    uint64_t mode = gr_float_enter();
    if (value - value != 0)
        snprintf(out, 32, "%s", value != value ? "nan" : value < 0 ? "-inf" : "inf");
    else if (digits <= 0)
        print_exactly(out, value);
    else if (value == 0)
        snprintf(out, 32, "0");
    else
        print_readably(out, digits, value);
    gr_float_leave(mode);
    return strlen(out);
}
