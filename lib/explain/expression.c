/* A formula's value and gradient.
 *
 * The nodes stand in an order in which each comes after its inputs.  Forward, every node's value is
 * computed from those of its inputs.  Backward, from f down, every node knows its df/dnode once
 * all nodes above have given it their share, and hands on, to each input,
 *     df/dinput += df/dnode * dnode/dinput
 * So one walk finds the derivatives by all variables, however many, for a few times the cost of the
 * value: it is the backpropagation of networks, where a node is one number instead of a layer.  */
#include "base/cpu.h"
#include "base/memory.h"
#include "base/status.h"
#include "explain/expression.h"
#include "kernels/kernels.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- what each operation computes ---------------------------------------------------------- */

/* a^n by repeated squaring, for whole n: exact where the products are. */
static double whole_power(double a, uint64_t n)
{
    double result = 1;
    for (double square = a; n; n >>= 1, square *= square)
        if (n & 1)
            result *= square;
    return result;
}

/* Whole exponents below 2^53 multiply, 0^0 = 1; others need a >= 0 (0^b is 0, or infinite for
 * b < 0), else there is no power.                                                             */
static double power(double a, double b)
{
    if (fabs(b) < 0x1p53 && b == (double)(int64_t)b)
        return b < 0 ? 1 / whole_power(a, (uint64_t)-b) : whole_power(a, (uint64_t)b);
    if (a == 0)
        return b > 0 ? 0 : b < 0 ? INFINITY : b;
    return gr_exp(b * gr_log(a));
}

#define VALUE(name, result)                                                                    \
    static double name(double a, double b)                                                     \
    {                                                                                          \
        (void)a, (void)b;                                                                      \
        return result;                                                                         \
    }
VALUE(add, a + b)
VALUE(subtract, a - b)
VALUE(multiply, a * b)
VALUE(divide, a / b)
VALUE(negate, -a)
VALUE(exp_of, gr_exp(a))
VALUE(log_of, gr_log(a))
VALUE(sqrt_of, sqrt(a))
VALUE(sin_of, gr_sin(a))
VALUE(cos_of, gr_cos(a))
VALUE(tan_of, gr_sin(a) / gr_cos(a))
VALUE(tanh_of, gr_tanh(a))
VALUE(sigmoid_of, gr_sigmoid(a))
VALUE(abs_of, fabs(a))
VALUE(relu_of, a <= 0 ? 0 : a)

/* ---- and its derivatives ------------------------------------------------------------------- */

#define LOCAL(name, result)                                                                    \
    static double name(double a, double b, double v)                                           \
    {                                                                                          \
        (void)a, (void)b, (void)v;                                                             \
        return result;                                                                         \
    }
LOCAL(one, 1)
LOCAL(minus_one, -1)
LOCAL(other_a, a)
LOCAL(other_b, b)
LOCAL(over_b, 1 / b)
LOCAL(minus_v_over_b, -v / b)
LOCAL(power_by_base, b == 0 ? 0 : b * power(a, b - 1))
LOCAL(power_by_exponent, a == 0 && b > 0 ? 0 : v * gr_log(a))
LOCAL(itself, v)
LOCAL(over_a, 1 / a)
LOCAL(over_twice_v, 1 / (2 * v))
LOCAL(cos_a, gr_cos(a))
LOCAL(minus_sin_a, -gr_sin(a))
LOCAL(tan_slope, 1 + v * v)
LOCAL(tanh_slope, 1 - v * v)
LOCAL(sigmoid_slope, v * (1 - v))
LOCAL(sign_a, a > 0 ? 1 : a < 0 ? -1 : a)
LOCAL(above_0, a > 0 ? 1 : a <= 0 ? 0 : a)

const struct gr_operation gr_operations[] = {
    [GR_ADD]      = { "+", 2, add, { "1", "1" }, { one, one } },
    [GR_SUBTRACT] = { "-", 2, subtract, { "1", "(-1)" }, { one, minus_one } },
    [GR_MULTIPLY] = { "*", 2, multiply, { "b", "a" }, { other_b, other_a } },
    [GR_DIVIDE]   = { "/", 2, divide, { "1/b", "(-v/b)" }, { over_b, minus_v_over_b } },
    [GR_POWER]    = { "^", 2, power, { "b a^(b-1)", "v log(a)" },
                      { power_by_base, power_by_exponent } },
    [GR_NEGATE]   = { "-", 1, negate, { "(-1)", NULL }, { minus_one, NULL } },
    [GR_FUNCTIONS] =
    { "exp",     1, exp_of,     { "v", NULL },          { itself, NULL } },
    { "log",     1, log_of,     { "1/a", NULL },        { over_a, NULL } },
    { "sqrt",    1, sqrt_of,    { "1/(2 v)", NULL },    { over_twice_v, NULL } },
    { "sin",     1, sin_of,     { "cos(a)", NULL },     { cos_a, NULL } },
    { "cos",     1, cos_of,     { "(-sin(a))", NULL },  { minus_sin_a, NULL } },
    { "tan",     1, tan_of,     { "(1 + v^2)", NULL },  { tan_slope, NULL } },
    { "tanh",    1, tanh_of,    { "(1 - v^2)", NULL },  { tanh_slope, NULL } },
    { "sigmoid", 1, sigmoid_of, { "v (1 - v)", NULL },  { sigmoid_slope, NULL } },
    { "abs",     1, abs_of,     { "sign(a)", NULL },    { sign_a, NULL } },
    { "relu",    1, relu_of,    { "[a > 0]", NULL },    { above_0, NULL } },
};
enum { OPERATIONS = sizeof gr_operations / sizeof *gr_operations };

const struct gr_operation *gr_function(const char *name, size_t length)
{
    for (size_t k = GR_FUNCTIONS; k < OPERATIONS; k++)
        if (strlen(gr_operations[k].name) == length &&
            memcmp(gr_operations[k].name, name, length) == 0)
            return &gr_operations[k];
    return NULL;
}

const char *gr_function_name(size_t k)
{
    return k < OPERATIONS - GR_FUNCTIONS ? gr_operations[GR_FUNCTIONS + k].name : NULL;
}

/* ---- the graph ---------------------------------------------------------------------------- */

/* A node's inputs come before it: from f down, each is marked by those above; then all move up. */
int gr_keep_needed(gradus_expression *f, size_t root)
{
    size_t *place = gr_alloc(&f->mem, f->nodes, sizeof *place), kept = 0;
    if (!place)
        return 0;
    place[root] = 1;
    for (size_t k = root + 1; k-- > 0;)
        for (size_t i = 0; place[k] && i < f->node[k].seen.inputs; i++)
            place[f->node[k].seen.input[i]] = 1;
    for (size_t k = 0; k <= root; k++) {
        if (!place[k])
            continue;
        for (size_t i = 0; i < f->node[k].seen.inputs; i++)
            f->node[k].seen.input[i] = place[f->node[k].seen.input[i]];
        place[k] = kept;
        f->node[kept++] = f->node[k];
    }
    for (size_t k = 0; k < f->variables; k++)
        f->variable[k] = place[f->variable[k]];
    f->nodes = kept;
    gr_free(&f->mem, place);
    return 1;
}

/* ---- forward and backward ------------------------------------------------------------------ */

void gradus_expression_free(gradus_expression *f)
{
    if (!f)
        return;
    gradus_allocator mem = f->mem;
    gr_free(&mem, f->node);
    gr_free(&mem, f->variable);
    gr_free(&mem, f->text);
    gr_free(&mem, f);
}

size_t gradus_expression_variables(const gradus_expression *f)
{
    return f->variables;
}

const char *gradus_expression_variable(const gradus_expression *f, size_t k)
{
    return k < f->variables ? f->node[f->variable[k]].seen.name : NULL;
}

size_t gradus_expression_nodes(const gradus_expression *f)
{
    return f->nodes;
}

const gradus_node *gradus_expression_node(const gradus_expression *f, size_t k)
{
    return k < f->nodes ? &f->node[k].seen : NULL;
}

static double input_value(const gradus_expression *f, const struct gr_node *n, size_t k)
{
    return k < n->seen.inputs ? f->node[n->seen.input[k]].seen.value : 0;
}

static double forward(gradus_expression *f, const double *at)
{
    for (size_t k = 0; k < f->variables; k++)
        f->node[f->variable[k]].seen.value = at[k];
    for (struct gr_node *n = f->node; n < f->node + f->nodes; n++) {
        n->seen.local[0] = n->seen.local[1] = n->seen.total = 0;
        if (n->operation)
            n->seen.value = n->operation->value(input_value(f, n, 0), input_value(f, n, 1));
    }
    return f->node[f->nodes - 1].seen.value;
}

/* A node that f does not depend on hands nothing on, whatever its slope: 0 times infinity is no
 * derivative of f.                                                                            */
static void hand_on(gradus_expression *f, struct gr_node *n)
{
    double a = input_value(f, n, 0), b = input_value(f, n, 1);
    for (size_t k = 0; k < n->seen.inputs; k++) {
        struct gr_node *below = &f->node[n->seen.input[k]];
        if (!below->seen.varies)
            continue;
        n->seen.local[k] = n->operation->derivative[k](a, b, n->seen.value);
        if (n->seen.total != 0)
            below->seen.total += n->seen.total * n->seen.local[k];
    }
}

double gradus_expression_value(gradus_expression *f, const double *at)
{
    uint64_t mode = gr_float_enter();
    double value = forward(f, at);
    gr_float_leave(mode);
    return value;
}

double gradus_expression_gradient(gradus_expression *f, const double *at, double *gradient)
{
    uint64_t mode = gr_float_enter();
    double value = forward(f, at);
    f->node[f->nodes - 1].seen.total = 1;
    for (size_t k = f->nodes; k-- > 0;)
        hand_on(f, &f->node[k]);
    for (size_t k = 0; k < f->variables; k++)
        gradient[k] = f->node[f->variable[k]].seen.total;
    gr_float_leave(mode);
    return value;
}

/* ---- where it stopped being a number ------------------------------------------------------- */

/* A negative operand; [number] has room for both. */
static const char *in_parentheses(char number[35])
{
    size_t length = strlen(number);
    if (*number != '-')
        return number;
    memmove(number + 1, number, length);
    *number = '(';
    memcpy(number + length + 1, ")", 2);
    return number;
}

/* [bad] is the value or slope of n that is not finite. */
static void say_fault(const gradus_expression *f, const struct gr_node *n, const char *what,
                      double bad, char out[160])
{
    const char *is = bad != bad ? "not a number" : "infinite";
    char first[35], second[35];
    gradus_number_text(input_value(f, n, 0), 6, first);
    gradus_number_text(input_value(f, n, 1), 6, second);
    if (!n->operation)
        snprintf(out, 160, "%s is %s", GR_NAME(n->seen.name), is);
    else if (n->seen.inputs == 2)
        snprintf(out, 160, "column %zu: %s%s %s %s is %s", n->seen.column, what,
                 in_parentheses(first), n->seen.name, in_parentheses(second), is);
    else
        snprintf(out, 160, "column %zu: %s%s(%s) is %s", n->seen.column, what, n->seen.name, first,
                 is);
}

/* From f down along what is not finite: the node whose inputs are. */
static const struct gr_node *first_fault(const gradus_expression *f)
{
    const struct gr_node *n = &f->node[f->nodes - 1];
    for (size_t k = 0; k < n->seen.inputs;)
        if (isfinite(input_value(f, n, k))) {
            k++;
        } else {
            n = &f->node[n->seen.input[k]];
            k = 0;
        }
    return n;
}

/* The first node, from f down, with a slope that is not finite; NULL where there is none. */
static const struct gr_node *first_steep(const gradus_expression *f)
{
    for (size_t k = f->nodes; k-- > 0;) {
        const gradus_node *n = &f->node[k].seen;
        if (n->total != 0 && !(isfinite(n->local[0]) && isfinite(n->local[1])))
            return &f->node[k];
    }
    return NULL;
}

static double value_of(void *of, const double *at, double *gradient)
{
    return gradient ? gradus_expression_gradient(of, at, gradient)
                    : gradus_expression_value(of, at);
}

static int fault_of(void *of, char out[160])
{
    return gradus_expression_fault(of, out);
}

gradus_function gradus_expression_function(gradus_expression *f)
{
    return (gradus_function){ gradus_expression_variables(f), value_of, fault_of, f, &f->mem };
}

int gradus_expression_fault(const gradus_expression *f, char out[160])
{
    const struct gr_node *steep = first_steep(f);
    *out = 0;
    if (!isfinite(f->node[f->nodes - 1].seen.value)) {
        const struct gr_node *n = first_fault(f);
        say_fault(f, n, "", n->seen.value, out);
        return 1;
    }
    for (size_t k = 0; k < f->variables; k++) {
        if (isfinite(f->node[f->variable[k]].seen.total))
            continue;
        if (steep)
            say_fault(f, steep, "the derivative of ",
                      isfinite(steep->seen.local[0]) ? steep->seen.local[1] : steep->seen.local[0],
                      out);
        else
            snprintf(out, 160, "the derivative by %s is infinite",
                     GR_NAME(gradus_expression_variable(f, k)));
        return 1;
    }
    return 0;
}
