/* The graph of a formula as two lists: each part's value from the parts below, then each part's
 * derivative from the parts above, in symbols, in numbers, and what they come to.             */
#include "descend.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDEST = 100 };

struct graph {
    const gradus_expression *f;
    struct text *out;
    int digits;
    size_t *number;                     /* of each operation: v1, v2, ...; 0 for others */
};

static const gradus_node *node(const struct graph *g, size_t k)
{
    return gradus_expression_node(g->f, k);
}

/* A number as a factor or operand: a negative one in parentheses. */
static void add_number(const struct graph *g, struct text *to, double x)
{
    text_add(to, "%s", x < 0 ? "(" : "");
    text_number(to, x, g->digits);
    text_add(to, "%s", x < 0 ? ")" : "");
}

static void add_name(const struct graph *g, struct text *to, size_t k)
{
    const gradus_node *n = node(g, k);
    if (n->kind == GRADUS_CONSTANT)
        add_number(g, to, n->value);
    else if (n->kind == GRADUS_VARIABLE)
        text_add(to, "%s", n->name);
    else
        text_add(to, "v%zu", g->number[k]);
}

static void add_operation(const struct graph *g, struct text *to, const gradus_node *n)
{
    if (n->inputs == 2) {
        add_name(g, to, n->input[0]);
        text_add(to, " %s ", n->name);
        add_name(g, to, n->input[1]);
    } else {
        text_add(to, strcmp(n->name, "-") == 0 ? "-" : "%s(", n->name);
        add_name(g, to, n->input[0]);
        text_add(to, strcmp(n->name, "-") == 0 ? "" : ")");
    }
}

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The rule of node k for its input i, with names for a, b and v. */
static void add_rule(const struct graph *g, struct text *to, size_t k, size_t i)
{
    const gradus_node *n = node(g, k);
    const char *rule = n->rule[i];
    for (const char *c = rule; *c; c++) {
        int alone = (c == rule || !is_letter(c[-1])) && !is_letter(c[1]);
        if (alone && *c == 'a')
            add_name(g, to, n->input[0]);
        else if (alone && *c == 'b')
            add_name(g, to, n->input[1]);
        else if (alone && *c == 'v')
            add_name(g, to, k);
        else
            text_put(to, c, 1);
    }
}

static size_t count_nodes(struct graph *g)
{
    size_t operations = 0, nodes = gradus_expression_nodes(g->f);
    g->number = calloc(nodes, sizeof *g->number);
    if (!g->number)
        g->out->failed = 1;
    for (size_t k = 0; g->number && k < nodes; k++)
        if (node(g, k)->kind == GRADUS_OPERATION)
            g->number[k] = ++operations;
    return g->number ? nodes : 0;
}

static void say_values(const struct graph *g, size_t nodes)
{
    for (size_t k = 0; k < nodes; k++) {
        const gradus_node *n = node(g, k);
        if (n->kind == GRADUS_CONSTANT)
            continue;
        text_add(g->out, "  ");
        add_name(g, g->out, k);
        if (n->kind == GRADUS_OPERATION) {
            text_add(g->out, " = ");
            add_operation(g, g->out, n);
        }
        text_add(g->out, " = ");
        text_number(g->out, n->value, g->digits);
        text_add(g->out, "\n");
    }
}

/* One line of a derivative; where it gets too wide, a sum goes on below its first term. */
struct sum {
    struct text *out;
    size_t indent, column;
    int terms;
};

static void add_term(struct sum *s, struct text *term)
{
    const char *before = s->terms++ ? " + " : "= ";
    size_t width = strlen(before) + term->size;
    if (s->terms > 1 && s->column + width > WIDEST) {
        text_add(s->out, "\n%*s  + ", (int)s->indent, "");
        s->column = s->indent + 4;
        width -= 3;
        before = "";
    }
    text_add(s->out, "%s%s", before, term->bytes ? term->bytes : "");
    s->column += width;
    s->out->failed |= term->failed;
    text_free(term);
}

/* The share that node k hands to its input i, in symbols or in numbers. */
static struct text share(const struct graph *g, size_t k, size_t i, int numbers)
{
    struct text term = { 0 };
    const gradus_node *n = node(g, k);
    if (numbers) {
        add_number(g, &term, n->total);
        text_add(&term, " * ");
        add_number(g, &term, n->local[i]);
    } else {
        text_add(&term, "df/d");
        add_name(g, &term, k);
        text_add(&term, " * ");
        add_rule(g, &term, k, i);
    }
    return term;
}

static void say_shares(const struct graph *g, struct text *out, size_t k, size_t nodes,
                       size_t indent, int numbers)
{
    struct sum s = { out, indent, indent, 0 };
    for (size_t above = nodes; above-- > k + 1;)
        for (size_t i = 0; i < node(g, above)->inputs; i++)
            if (node(g, above)->input[i] == k) {
                struct text term = share(g, above, i, numbers);
                add_term(&s, &term);
            }
}

/* In one line where that fits, else in three: symbols, numbers, value. */
static void say_derivative(const struct graph *g, size_t k, size_t nodes)
{
    struct text name = { 0 }, line[2] = { { 0 }, { 0 } };
    char value[32];
    text_add(&name, "  df/d");
    add_name(g, &name, k);
    size_t indent = name.size + 1, width = indent + 2 + gradus_number_text(node(g, k)->total,
                                                                           g->digits, value);
    text_add(g->out, "%s ", name.bytes ? name.bytes : "");
    for (int numbers = 0; k + 1 < nodes && numbers < 2; numbers++) {
        say_shares(g, &line[numbers], k, nodes, indent, numbers);
        width += line[numbers].size + 1;
    }
    for (int i = 0; i < 2 && line[i].size; i++) {
        text_put(g->out, line[i].bytes, line[i].size);
        if (width <= WIDEST)
            text_put(g->out, " ", 1);
        else
            text_add(g->out, "\n%*s", (int)indent, "");
    }
    text_add(g->out, "= %s\n", value);
    g->out->failed |= name.failed | line[0].failed | line[1].failed;
    text_free(&name);
    text_free(&line[0]);
    text_free(&line[1]);
}

void descend_graph(gradus_expression *f, const double *at, int digits, struct text *out)
{
    struct graph g = { .f = f, .out = out, .digits = digits };
    double *gradient = calloc(gradus_expression_variables(f), sizeof *gradient);
    size_t nodes = gradient ? count_nodes(&g) : 0;
    if (nodes) {
        gradus_expression_gradient(f, at, gradient);
        text_add(out, "values, from the variables up:\n");
        say_values(&g, nodes);
        text_add(out, "\nderivatives, from f = ");
        add_name(&g, out, nodes - 1);
        text_add(out, " down:\n");
    }
    for (size_t k = nodes; k-- > 0;)
        if (node(&g, k)->varies)
            say_derivative(&g, k, nodes);
    out->failed |= !nodes;
    free(g.number);
    free(gradient);
}
