/* Formulas: what they mean, the graph that they become, where they stop being numbers, and what is
 * said of those that are none, with the column.                                               */
#include "counted.h"

#include <gradus-explain.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static gradus_expression *parse(const char *text)
{
    gradus_expression *f = NULL;
    gradus_error err;
    if (gradus_expression_parse(&f, text, NULL, &err) != GRADUS_OK)
        fail_msg("%s: %s", text, err.text);
    return f;
}

/* ---- values ------------------------------------------------------------------------------- */

/* At x = 3, y = -2, named in this order by the 0*x+0*y in front. */
static double value_of(const char *text)
{
    char all[256];
    const double at[] = { 3, -2 };
    snprintf(all, sizeof all, "0*x+0*y+(%s)", text);
    gradus_expression *f = parse(all);
    double value = gradus_expression_value(f, at);
    gradus_expression_free(f);
    return value;
}

static void operators_bind_and_associate(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double value;
    } cases[] = {
        { "1 + 2*x", 7 },     { "x - 1 - 1", 1 },      { "12 / x / 2", 2 },
        { "-x^2", -9 },       { "(-x)^2", 9 },         { "2^x^2", 512 },
        { "(2^x)^2", 64 },    { "2^-x", 0.125 },       { "2*-x", -6 },
        { "x--y", 1 },        { "--x", 3 },            { "-2^2", -4 },
        { "-x*y", 6 },        { "x/y*2", -3 },         { "2^-y^2", 0.0625 },
        { " ( x ) \t*\n 2 ", 6 }, { ".5*x", 1.5 },     { "5.", 5 },
        { "1e2 + 1E-2", 100.01 }, { "2e+1", 20 },      { "relu(y) + relu(x)", 3 },
        { "abs(y)", 2 },      { "sqrt(x*x)", 3 },      { "y^3", -8 },
        { "y^-2", 0.25 },     { "(x-3)^0", 1 },        { "(x-3)^0.5", 0 },
        { "0^x", 0 },         { "x^0.5^0", 3 },
    };
    for (size_t k = 0; k < COUNT(cases); k++)
        if (value_of(cases[k].text) != cases[k].value)
            fail_msg("%s is %.17g", cases[k].text, value_of(cases[k].text));
}

/* Beside the C library's, of which nothing in lib/ knows. */
static void functions_are_what_they_are_called(void **state)
{
    (void)state;
    const struct {
        const char *text;
        double value;
    } cases[] = {
        { "exp(x)", exp(3) },   { "log(x)", log(3) },   { "sin(x)", sin(3) },
        { "cos(y)", cos(-2) },  { "tan(y)", tan(-2) },  { "tanh(x)", tanh(3) },
        { "sigmoid(y)", 1 / (1 + exp(2)) }, { "pi", acos(-1) }, { "e", exp(1) },
        { "x^1.5", pow(3, 1.5) }, { "x^y", 1.0 / 9 }, { "2^0.1", pow(2, 0.1) },
        { "e^x", exp(3) },      { "sqrt(2)", sqrt(2) },
    };
    for (size_t k = 0; k < COUNT(cases); k++) {
        double got = value_of(cases[k].text), off = fabs(got - cases[k].value);
        if (!(off <= 1e-15 * fabs(cases[k].value)))
            fail_msg("%s is %.17g, not %.17g", cases[k].text, got, cases[k].value);
    }
}

static void whole_powers_are_products(void **state)
{
    (void)state;
    const double x = 0.1;
    assert_true(value_of("0.1^3") == x * (x * x));
    assert_true(value_of("0.1^4") == (x * x) * (x * x));
    assert_true(value_of("(0-3)^39") == -4052555153018976267.0);
    assert_true(value_of("3^33") == 5559060566555523.0);
    assert_true(isnan(value_of("(0-8)^(1/3)")));
    assert_true(value_of("2^1023") == 0x1p1023);
    assert_true(value_of("2^-1074") == 0 || value_of("2^-1022") == 0x1p-1022);
}

/* ---- the graph ---------------------------------------------------------------------------- */

static void equal_parts_are_one_node(void **state)
{
    (void)state;
    gradus_expression *f = parse("sin(x*y) + sin(x*y)*3 - x*y");
    /* x, y, x*y, sin, 3, *, +, - */
    assert_int_equal(gradus_expression_nodes(f), 8);
    const gradus_node *top = gradus_expression_node(f, 7);
    assert_string_equal(top->name, "-");
    assert_int_equal(top->column, 23);
    assert_int_equal(top->kind, GRADUS_OPERATION);
    assert_null(gradus_expression_node(f, 8));
    gradus_expression_free(f);
}

static void numbers_that_nothing_needs_are_gone(void **state)
{
    (void)state;
    gradus_expression *f = parse("-3*x");
    assert_int_equal(gradus_expression_nodes(f), 3);
    assert_true(gradus_expression_node(f, 0)->value == -3);
    gradus_expression_free(f);
    f = parse("-(-3)");
    assert_int_equal(gradus_expression_nodes(f), 1);
    assert_int_equal(gradus_expression_variables(f), 0);
    assert_true(gradus_expression_value(f, NULL) == 3);
    gradus_expression_free(f);
}

static void variables_come_in_the_order_of_the_text(void **state)
{
    (void)state;
    gradus_expression *f = parse("b_2*a + sinus*a + exponent");
    static const char *const names[] = { "b_2", "a", "sinus", "exponent" };
    assert_int_equal(gradus_expression_variables(f), 4);
    for (size_t k = 0; k < 4; k++)
        assert_string_equal(gradus_expression_variable(f, k), names[k]);
    assert_null(gradus_expression_variable(f, 4));
    gradus_expression_free(f);
}

/* f = x^4 - 3 x^3 + 2 at 4: every number of the graph, by hand. */
static void nodes_hold_the_chain_of_local_derivatives(void **state)
{
    (void)state;
    gradus_expression *f = parse("x^4 - 3*x^3 + 2");
    double at = 4, slope;
    assert_true(gradus_expression_gradient(f, &at, &slope) == 66);
    assert_true(slope == 112);
    static const struct {
        const char *name;
        double value, local, total;
    } want[] = {
        { "x", 4, 0, 112 }, { "", 4, 0, 0 },  { "^", 256, 256, 1 }, { "", 3, 0, 0 },
        { "^", 64, 48, -3 }, { "*", 192, 0, -1 }, { "-", 64, 1, 1 }, { "", 2, 0, 0 },
        { "+", 66, 1, 1 },
    };
    assert_int_equal(gradus_expression_nodes(f), COUNT(want));
    for (size_t k = 0; k < COUNT(want); k++) {
        const gradus_node *n = gradus_expression_node(f, k);
        assert_string_equal(n->name, want[k].name);
        if (n->value != want[k].value || n->local[0] != want[k].local ||
            n->total != want[k].total)
            fail_msg("node %zu: %g %g %g", k, n->value, n->local[0], n->total);
    }
    assert_true(gradus_expression_node(f, 5)->local[1] == 3);
    gradus_expression_free(f);
}

/* ---- gradients, derived by hand ------------------------------------------------------------ */

static void gradients_are_those_derived_by_hand(void **state)
{
    (void)state;
    const double s = 1 / (1 + exp(-3.0));
    const struct {
        const char *text;
        double x, y, dx, dy;            /* at x = 3, y = -2 */
    } cases[] = {
        { "2*x^2 + y^3", 3, -2, 12, 12 },
        { "x*y", 3, -2, -2, 3 },
        { "x/y", 3, -2, -0.5, -0.75 },
        { "x^y", 3, -2, -2.0 / 27, log(3) / 9 },
        { "exp(x*y)", 0.5, 2, 2 * exp(1), 0.5 * exp(1) },
        { "log(x) - y", 3, -2, 1.0 / 3, -1 },
        { "sqrt(x) + 0*y", 9, 0, 1.0 / 6, 0 },
        { "sin(x)*cos(y)", 3, -2, cos(3) * cos(2), sin(3) * sin(2) },
        { "tan(x) + y", 1, 0, 1 / (cos(1) * cos(1)), 1 },
        { "tanh(x)*y", 1, 2, 2 / (cosh(1) * cosh(1)), tanh(1) },
        { "sigmoid(x) - -y", 3, -2, s * (1 - s), 1 },
        { "abs(x) + abs(y)", 3, -2, 1, -1 },
        { "abs(x) + abs(y)", 0, 0, 0, 0 },
        { "relu(x) + relu(y)", 3, -2, 1, 0 },
        { "relu(x) + relu(y)", 0, 0, 0, 0 },
        { "x^2*x^2 + x^2 + y", 3, 0, 4 * 27 + 6, 1 },
        { "x*x*x + y", 3, 0, 27, 1 },
        { "x^0 + y^1", 3, 5, 0, 1 },
        { "x^0 + y^1", 0, 0, 0, 1 },
        { "x^2 + y^-1", 0, 2, 0, -0.25 },
        { "2^x + y", 3, 0, 8 * log(2), 1 },
        { "0^x + y", 3, 0, 0, 1 },
    };
    for (size_t k = 0; k < COUNT(cases); k++) {
        gradus_expression *f = parse(cases[k].text);
        const double at[] = { cases[k].x, cases[k].y };
        double g[2];
        gradus_expression_gradient(f, at, g);
        if (!(fabs(g[0] - cases[k].dx) <= 1e-14 * fabs(cases[k].dx)) ||
            !(fabs(g[1] - cases[k].dy) <= 1e-14 * fabs(cases[k].dy)))
            fail_msg("%s: %.17g %.17g", cases[k].text, g[0], g[1]);
        gradus_expression_free(f);
    }
}

/* ---- not numbers --------------------------------------------------------------------------- */

static void the_fault_is_named_with_its_column(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double x;
        const char *fault;
    } cases[] = {
        { "1 + log(x)", -1, "column 5: log(-1) is not a number" },
        { "1 / (x - 2)", 2, "column 3: 1 / 0 is infinite" },
        { "exp(x)*2", 1e3, "column 1: exp(1000) is infinite" },
        { "x^0.5", -4, "column 2: (-4) ^ 0.5 is not a number" },
        { "x*sqrt(x - 1)", 1, "column 3: the derivative of sqrt(0) is infinite" },
        { "2 + x^x", -2, "column 6: the derivative of (-2) ^ (-2) is not a number" },
        { "x*x", INFINITY, "x is infinite" },
        { "1/(1 + exp(-x))", 1e4, "" },
    };
    for (size_t k = 0; k < COUNT(cases); k++) {
        gradus_expression *f = parse(cases[k].text);
        char fault[160];
        double g;
        gradus_expression_gradient(f, &cases[k].x, &g);
        assert_int_equal(gradus_expression_fault(f, fault), *cases[k].fault != 0);
        assert_string_equal(fault, cases[k].fault);
        gradus_expression_free(f);
    }
}

/* What f does not depend on has no share in its derivative, however steep: sqrt at 0 here. */
static void a_path_that_is_cut_hands_nothing_on(void **state)
{
    (void)state;
    gradus_expression *f = parse("relu(sqrt(x) - 1) + x");
    double at = 0, g;
    gradus_expression_gradient(f, &at, &g);
    assert_true(g == 1);
    gradus_expression_free(f);
}

/* ---- what is no formula -------------------------------------------------------------------- */

#define MISSING "where a number, a variable or '(' is missing"
#define PRODUCT "a product is written with *, as in 3*x"

static void what_is_no_formula_is_refused_at_its_column(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t column;
        const char *error, *hint;
    } cases[] = {
        { "", 1, "the expression is empty", "" },
        { "  ", 3, "the expression is empty", "" },
        { "x +", 4, "the expression ends " MISSING, "" },
        { "2*(", 4, "the expression ends " MISSING, "" },
        { "(x", 3, "no ')' for the '(' of column 1", "" },
        { "3 + sin((x)", 12, "no ')' for the '(' of column 8", "" },
        { "x)", 2, "a ')' without its '('", "" },
        { "()", 2, "')' " MISSING, "" },
        { "* x", 1, "'*' " MISSING, "" },
        { "x + + x", 5, "'+' " MISSING, "" },
        { "x ** 2", 4, "'*' " MISSING, "a power is written ^" },
        { "x ^ / 2", 5, "'/' " MISSING, "" },
        { "3x", 2, "no operator before 'x'", PRODUCT },
        { "x y", 3, "no operator before 'y'", PRODUCT },
        { "(x)(y)", 4, "no operator before '('", PRODUCT },
        { "(x 2)", 4, "no operator before '2'", PRODUCT },
        { "2e", 2, "no operator before 'e'", PRODUCT },
        { "1.2.3 + x", 1, "'1.2.3' is not a finite decimal number", "" },
        { "x + 1e999", 5, "'1e999' is not a finite decimal number", "" },
        { "x * .", 5, "'.' is not a finite decimal number", "" },
        { "1 + sin x", 5, "'sin' without its argument in parentheses", "" },
        { "1 + sen(x)", 5, "unknown function 'sen'", "did you mean sin?" },
        { "x(3)", 1, "unknown function 'x'",
          "functions: exp log sqrt sin cos tan tanh sigmoid abs relu; "
          "a product is written with *" },
        { "sin(x, 2)", 6, "unknown sign ','",
          "a decimal point is ., and every function takes one argument" },
        { "x % 2", 3, "unknown sign '%'", "" },
        { "[x]", 1, "unknown sign '['", "parentheses are ( and )" },
        { "x = 2", 3, "unknown sign '='", "only the formula itself is wanted, such as x^2 + 1" },
        { "x \xe2\x88\x92 1", 3, "unknown sign '\xe2\x88\x92'", "a minus is written -" },
        { "x\xc2\xb2", 2, "unknown sign '\xc2\xb2'", "a square is written ^2" },
        { "3\xc3\x97x", 2, "unknown sign '\xc3\x97'", "a product is written *" },
        { "x + \x01", 5, "a byte of value 1", "" },
    };
    for (size_t k = 0; k < COUNT(cases); k++) {
        gradus_expression *f = NULL;
        gradus_error err = { 0 };
        assert_int_not_equal(gradus_expression_parse(&f, cases[k].text, NULL, &err), GRADUS_OK);
        assert_null(f);
        assert_string_equal(err.text, cases[k].error);
        assert_string_equal(err.hint, cases[k].hint);
        if (err.column != cases[k].column || err.line != 1)
            fail_msg("%s: line %zu column %zu", cases[k].text, err.line, err.column);
    }
}

static char *repeat(const char *part, size_t times, const char *end)
{
    size_t n = strlen(part);
    char *text = malloc(n * times + strlen(end) + 1);
    assert_non_null(text);
    for (size_t k = 0; k < times; k++)
        memcpy(text + k * n, part, n);
    strcpy(text + n * times, end);
    return text;
}

static void refused(char *text, size_t column, const char *error)
{
    gradus_expression *f = NULL;
    gradus_error err;
    assert_int_equal(gradus_expression_parse(&f, text, NULL, &err), GRADUS_ARGUMENT);
    assert_string_equal(err.text, error);
    assert_int_equal(err.column, column);
    free(text);
}

static void depth_and_size_have_limits(void **state)
{
    (void)state;
    refused(repeat("(", 100000, "x"), 101, "nested more than 100 deep");
    refused(repeat("-", 100000, "x"), 101, "nested more than 100 deep");
    refused(repeat("x^", 100000, "x"), 201, "nested more than 100 deep");
    char *text = repeat("(", 99, "x");
    gradus_expression *f = NULL;
    gradus_error err;
    assert_int_equal(gradus_expression_parse(&f, text, NULL, &err), GRADUS_SYNTAX);
    free(text);
    text = malloc(100000);
    assert_non_null(text);
    size_t size = 0;
    for (int k = 0; k < 5000; k++)
        size += (size_t)snprintf(text + size, 8, "%s%d", k ? "+" : "", k);
    /* 0 1 + 2 + ...: a number and a sum each */
    refused(text, (size_t)(strstr(text, "+2048") - text) + 1,
            "an expression of more than 4096 parts");
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    const char *text = "a*b + c*d + e1*f1 + g*h + i/j - k^l + m*n - o*p";
    for (long nth = 0;; nth++) {
        struct counted c = { .left = nth };
        gradus_allocator mem = { counted_alloc, counted_release, &c };
        gradus_expression *f = NULL;
        gradus_error err;
        gradus_status s = gradus_expression_parse(&f, text, &mem, &err);
        assert_true(s == GRADUS_OK || (s == GRADUS_NOMEM && c.live == 0 && !f));
        gradus_expression_free(f);
        assert_int_equal(c.live, 0);
        if (s == GRADUS_OK) {
            assert_true(nth > 6);
            break;
        }
    }
    gradus_expression_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operators_bind_and_associate),
        cmocka_unit_test(functions_are_what_they_are_called),
        cmocka_unit_test(whole_powers_are_products),
        cmocka_unit_test(equal_parts_are_one_node),
        cmocka_unit_test(numbers_that_nothing_needs_are_gone),
        cmocka_unit_test(variables_come_in_the_order_of_the_text),
        cmocka_unit_test(nodes_hold_the_chain_of_local_derivatives),
        cmocka_unit_test(gradients_are_those_derived_by_hand),
        cmocka_unit_test(the_fault_is_named_with_its_column),
        cmocka_unit_test(a_path_that_is_cut_hands_nothing_on),
        cmocka_unit_test(what_is_no_formula_is_refused_at_its_column),
        cmocka_unit_test(depth_and_size_have_limits),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
