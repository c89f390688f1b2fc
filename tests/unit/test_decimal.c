/* Decimal numbers: correctly rounded reading, exact writing for files, short writing for people,
 * whatever the locale.  strtod in the C locale is the judge of the reading.                    */
#include <gradus.h>

#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static uint64_t state = 1;

static uint64_t noise(void)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return state ^ state >> 29;
}

static uint64_t bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static double double_of(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static void reads(const char *text)
{
    double value = 0;
    if (!gradus_number_parse(text, strlen(text), &value) ||
        bits_of(value) != bits_of(strtod(text, NULL)))
        fail_msg("'%s' became %.17g", text, value);
}

static void refuses(const char *text)
{
    double value = 5;
    if (gradus_number_parse(text, strlen(text), &value) || value != 5)
        fail_msg("'%s' was taken for %.17g", text, value);
}

static void texts_that_are_numbers(void **unused)
{
    static const char *const numbers[] = {
        "0", "-0", "+0", "1", "-1", "+1", "007", "1.", ".5", "-.5", "1e3", "1E3", "1e+3", "1e-3",
        "0.1", "0.3", "1e22", "1e23", "8.5e22", "9007199254740993", "9007199254740992.5",
        "9007199254740993.0000000000000000000000000000000000001", "18446744073709551615",
        "18446744073709551616", "0.000000000000000000000000000123", "1e-27", "1e27", "1e28",
        "123456789012345678901234567890", "1.7976931348623157e308", "2.2250738585072014e-308",
        "2.2250738585072011e-308", "5e-324", "2.4703282292062328e-324", "1e-400", "0e999999",
        "0.1e1", "100000000000000000000e-20", "6.631236846766476e-316", "3.2378839133029012895883",
        "1.00000000000000011102230246251565404236316680908203125",
        "1.00000000000000011102230246251565404236316680908203124",
        "1.00000000000000011102230246251565404236316680908203126",
        /* the quotient by 5^27 is half way in its bits; only the remainder is above */
        "9255178412904934683e-27", "9869042970987022376e-27",
    };
    (void)unused;
    for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
        reads(numbers[k]);
}

static void texts_that_are_none(void **unused)
{
    static const char *const texts[] = {
        "", "+", "-", ".", "e5", "1e", "1e+", "1e5x", "1 ", " 1", "1,5", "1_000", "0x10", "inf",
        "nan", "Infinity", "-inf", "1e400", "-1e400", "--1", "1..2", "1.2.3", "1e1.5", "\t1", "1\n",
        "1f", "٣",
    };
    (void)unused;
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
        refuses(texts[k]);
    double value = 5;
    assert_int_equal(gradus_number_parse("1\0" "2", 3, &value), 0);
    assert_int_equal(gradus_number_parse("12", 1, &value), 1);
    assert_true(value == 1);
    assert_int_equal(gradus_number_parse(NULL, 0, &value), 0);
}

/* Random digits and exponents on every path: up to 19 digits, and more. */
static void reading_is_correctly_rounded(void **unused)
{
    char text[80];
    (void)unused;
    for (int k = 0; k < 200000; k++) {
        unsigned digits = 1 + (unsigned)(noise() % 22);
        int n = 0;
        for (unsigned d = 0; d < digits; d++) {
            if (d == digits / 2 && noise() % 2)
                text[n++] = '.';
            text[n++] = (char)('0' + noise() % 10);
        }
        snprintf(text + n, sizeof text - (size_t)n, "e%d", (int)(noise() % 70) - 35);
        reads(text);
    }
}

/* Numbers in the middle between two doubles, and a digit to either side. */
static void ties_go_to_even(void **unused)
{
    char text[80];
    (void)unused;
    for (int k = 0; k < 20000; k++) {
        uint64_t m = ((noise() >> 10) | (uint64_t)1 << 53) << 1 | 1;    /* 55 bits, the last is 1 */
        for (int off = -1; off <= 1; off++) {
            snprintf(text, sizeof text, "%llu", (unsigned long long)(m + (uint64_t)off));
            reads(text);
            snprintf(text, sizeof text, "%llu.%s", (unsigned long long)m,
                     off < 0 ? "0" : off ? "01" : "5");
            reads(text);
        }
        snprintf(text, sizeof text, "%.60g", (double)(m >> 2) / 1024.0 + 0x1p-12);
        reads(text);
    }
}

static void writes(double value, int digits, const char *want)
{
    char out[32];
    size_t length = gradus_number_text(value, digits, out);
    assert_string_equal(out, want);
    assert_int_equal(length, strlen(out));
}

static void files_get_every_bit(void **unused)
{
    char out[32];
    double again;
    (void)unused;
    for (int k = 0; k < 100000; k++) {
        double value = double_of(noise());
        if (!isfinite(value))
            continue;
        gradus_number_text(value, 0, out);
        assert_int_equal(gradus_number_parse(out, strlen(out), &again), 1);
        assert_true(bits_of(again) == bits_of(value));
    }
    writes(0.1, 0, "0.1");
    writes(1.0 / 3, 0, "0.3333333333333333");
    writes(0.1 + 0.2, 0, "0.30000000000000004");
    writes(1000000, 0, "1000000");
    writes(9007199254740991, 0, "9007199254740991");
    writes(1e22, 0, "1e+22");
    writes(-0.0, 0, "-0");
    writes(5e-324, 0, "5e-324");
    writes(-2.5e-310, 0, "-2.5e-310");
    writes(1e-5, 0, "1e-05");
    writes(NAN, 0, "nan");
    writes(-INFINITY, 0, "-inf");
}

static void people_get_no_exponents(void **unused)
{
    (void)unused;
    writes(1.0 / 3, 6, "0.333333");
    writes(100, 6, "100");
    writes(123456, 6, "123456");
    writes(123456.7, 6, "123457");
    writes(999999.7, 6, "1000000");
    writes(-999999.7, 6, "-1000000");
    writes(1e6, 6, "1000000");
    writes(1234567, 6, "1.23457e+06");
    writes(12345, 3, "12300");
    writes(-98765, 1, "-100000");
    writes(1e-4, 6, "0.0001");
    writes(0.00012345678, 3, "0.000123");
    writes(0.000099, 6, "9.9e-05");
    writes(1234567.8, 10, "1234567.8");
    writes(0.1, 17, "0.10000000000000001");
    writes(0.1, 99, "0.10000000000000001");
    writes(-0.0, 6, "0");
    writes(INFINITY, 6, "inf");
    for (double x = 1e-4; x <= 1e6; x *= 1.37)
        for (int digits = 1; digits <= 17; digits++) {
            char out[32];
            gradus_number_text(x, digits, out);
            assert_null(strchr(out, 'e'));
        }
}

/* Where such a locale is installed; the C locale else, which proves nothing. */
static void a_comma_locale_changes_nothing(void **unused)
{
    (void)unused;
    const char *const locales[] = { "de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "nl_NL.UTF-8" };
    const char *found = NULL;
    for (size_t k = 0; k < 4 && !found; k++)
        found = setlocale(LC_ALL, locales[k]);
    if (!found)
        skip();
    double value = 0;
    writes(1.5, 0, "1.5");
    writes(1.5, 6, "1.5");
    assert_int_equal(gradus_number_parse("1.5e-300", 8, &value), 1);
    setlocale(LC_ALL, "C");
    assert_true(value == 1.5e-300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_that_are_numbers),
        cmocka_unit_test(texts_that_are_none),
        cmocka_unit_test(reading_is_correctly_rounded),
        cmocka_unit_test(ties_go_to_even),
        cmocka_unit_test(files_get_every_bit),
        cmocka_unit_test(people_get_no_exponents),
        cmocka_unit_test(a_comma_locale_changes_nothing),
    };
    return cmocka_run_group_tests_name("decimal", tests, NULL, NULL);
}
