/* Reads a formula, by recursive descent:
 *     sum      product, then any number of + or - and a product
 *     product  signed, then any number of * or / and a signed
 *     signed   - signed, or a power
 *     power    an atom, or an atom ^ signed
 *     atom     a number, a name, a function of ( sum ), or ( sum )
 * Each rule gives the node that it made.  A node that is there already, with the same operation and
 * inputs, is not made again: so the graph has one node for each different part of the formula. */
#include "base/memory.h"
#include "base/status.h"
#include "explain/expression.h"

#include <stdio.h>
#include <string.h>

enum { MOST_NODES = 4096, DEEPEST = 100 };
enum { NO_NODE = -1 };

static const struct {
    const char *name;
    double value;
} constants[] = { { "pi", 0x1.921fb54442d18p+1 }, { "e", 0x1.5bf0a8b145769p+1 } };
enum { CONSTANTS = sizeof constants / sizeof *constants };

struct parser {
    const char *text, *at;
    char *names;                        /* where the next variable's name goes */
    gradus_expression *f;
    gradus_error *err;
    gradus_status status;
    int depth;
};

/* ---- errors ---------------------------------------------------------------------------- */

static size_t column_of(const struct parser *p, const char *place)
{
    return (size_t)(place - p->text) + 1;
}

static long fail_at(struct parser *p, const char *place, gradus_status status, const char *what)
{
    p->status = gr_fail(p->err, status, "%s", what);
    if (p->err) {
        p->err->line = 1;
        p->err->column = column_of(p, place);
    }
    return NO_NODE;
}

static long no_memory(struct parser *p)
{
    p->status = gr_nomem(p->err);
    return NO_NODE;
}

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t name_length(const char *at)
{
    size_t n = 0;
    while (is_letter(at[n]) || (n && is_digit(at[n])))
        n++;
    return n;
}

/* Bytes of the character at [at], at least 1. */
static size_t character_length(const char *at)
{
    size_t n = 1;
    while (((unsigned char)at[n] & 0xc0) == 0x80 && n < 4)
        n++;
    return n;
}

/* Signs that mean one of ours elsewhere. */
static const struct {
    const char *sign, *hint;
} foreign[] = {
    { "\xe2\x88\x92", "a minus is written -" },     /* U+2212 */
    { "\xe2\x80\x93", "a minus is written -" },     /* U+2013 */
    { "\xc3\x97", "a product is written *" },       /* U+00D7 */
    { "\xc2\xb7", "a product is written *" },       /* U+00B7 */
    { "\xc3\xb7", "a quotient is written /" },      /* U+00F7 */
    { "\xc2\xb2", "a square is written ^2" },       /* U+00B2 */
    { "\xc2\xb3", "a cube is written ^3" },         /* U+00B3 */
    { "\xcf\x80", "it is written pi" },             /* U+03C0 */
    { "[", "parentheses are ( and )" },
    { "]", "parentheses are ( and )" },
    { "{", "parentheses are ( and )" },
    { "}", "parentheses are ( and )" },
    { "=", "only the formula itself is wanted, such as x^2 + 1" },
    { ",", "a decimal point is ., and every function takes one argument" },
};

static long unknown_sign(struct parser *p)
{
    char text[64];
    unsigned char c = (unsigned char)*p->at;
    size_t length = character_length(p->at);
    if (c < ' ' || c == 127)
        snprintf(text, sizeof text, "a byte of value %u", c);
    else
        snprintf(text, sizeof text, "unknown sign '%.*s'", (int)length, p->at);
    fail_at(p, p->at, GRADUS_SYNTAX, text);
    for (size_t k = 0; k < sizeof foreign / sizeof *foreign; k++)
        if (strncmp(p->at, foreign[k].sign, strlen(foreign[k].sign)) == 0)
            gr_hint(p->err, "%s", foreign[k].hint);
    return NO_NODE;
}

static void skip_blanks(struct parser *p)
{
    p->at += strspn(p->at, " \t\r\n");
}

static int starts_atom(char c)
{
    return is_letter(c) || is_digit(c) || c == '.' || c == '(';
}

static int is_operator(char c)
{
    return c && strchr("+-*/^", c);
}

/* Where a number, a variable or a parenthesis must begin, something else stands. */
static long no_atom(struct parser *p)
{
    char text[96];
    char c = *p->at;
    if (!c)
        return fail_at(p, p->at, GRADUS_SYNTAX, p->at == p->text + strspn(p->text, " \t\r\n")
                                                    ? "the expression is empty"
                                                    : "the expression ends where a number, a "
                                                      "variable or '(' is missing");
    if (!is_operator(c) && c != ')')
        return unknown_sign(p);
    snprintf(text, sizeof text, "'%c' where a number, a variable or '(' is missing", c);
    fail_at(p, p->at, GRADUS_SYNTAX, text);
    if (c == '*' && p->at > p->text && p->at[-1] == '*')
        gr_hint(p->err, "a power is written ^");
    return NO_NODE;
}

/* After a whole part something stands that continues nothing. */
static long no_operator(struct parser *p)
{
    char text[96];
    size_t length = name_length(p->at);
    if (*p->at == ')')
        return fail_at(p, p->at, GRADUS_SYNTAX, "a ')' without its '('");
    if (!starts_atom(*p->at))
        return unknown_sign(p);
    snprintf(text, sizeof text, "no operator before '%s'",
             GR_PART(p->at, length ? length : 1));
    fail_at(p, p->at, GRADUS_SYNTAX, text);
    gr_hint(p->err, "a product is written with *, as in 3*x");
    return NO_NODE;
}

/* ---- nodes ----------------------------------------------------------------------------- */

static int same_node(const struct gr_node *a, const struct gr_node *b)
{
    if (a->seen.kind != b->seen.kind || a->operation != b->operation)
        return 0;
    if (a->seen.kind == GRADUS_CONSTANT)
        return memcmp(&a->seen.value, &b->seen.value, sizeof a->seen.value) == 0;
    return a->seen.kind == GRADUS_OPERATION && a->seen.input[0] == b->seen.input[0] &&
           a->seen.input[1] == b->seen.input[1];
}

/* The node, found or added. */
static long put_node(struct parser *p, const struct gr_node *node)
{
    gradus_expression *f = p->f;
    for (size_t k = 0; k < f->nodes; k++)
        if (same_node(&f->node[k], node))
            return (long)k;
    if (f->nodes == MOST_NODES)
        return fail_at(p, p->text + node->seen.column - 1, GRADUS_ARGUMENT,
                       "an expression of more than 4096 parts");
    void *block = f->node;
    if (!gr_grow(&f->mem, &block, &f->room, f->nodes, f->nodes + 1, sizeof *f->node))
        return no_memory(p);
    f->node = block;
    f->node[f->nodes] = *node;
    return (long)f->nodes++;
}

static long put_constant(struct parser *p, const char *place, double value)
{
    struct gr_node n = { .seen = { .kind = GRADUS_CONSTANT, .name = "", .value = value,
                                   .column = column_of(p, place) } };
    return put_node(p, &n);
}

static long put_operation(struct parser *p, const char *place, const struct gr_operation *operation,
                          long a, long b)
{
    struct gr_node n = { .seen = { .kind = GRADUS_OPERATION, .name = operation->name,
                                   .column = column_of(p, place), .inputs = operation->inputs,
                                   .input = { (size_t)a, (size_t)b },
                                   .rule = { operation->rule[0], operation->rule[1] } },
                         .operation = operation };
    if (a == NO_NODE || b == NO_NODE)
        return NO_NODE;
    for (size_t k = 0; k < n.seen.inputs; k++)
        n.seen.varies |= p->f->node[n.seen.input[k]].seen.varies;
    return put_node(p, &n);
}

/* A minus before a number makes a negative number. */
static long put_negated(struct parser *p, const char *place, long a)
{
    if (a != NO_NODE && p->f->node[a].seen.kind == GRADUS_CONSTANT)
        return put_constant(p, place, -p->f->node[a].seen.value);
    return put_operation(p, place, &gr_operations[GR_NEGATE], a, 0);
}

static long put_variable(struct parser *p, const char *name, size_t length)
{
    gradus_expression *f = p->f;
    for (size_t k = 0; k < f->variables; k++) {
        const char *known = gradus_expression_variable(f, k);
        if (strlen(known) == length && memcmp(known, name, length) == 0)
            return (long)f->variable[k];
    }
    void *block = f->variable;
    if (!gr_grow(&f->mem, &block, &f->variable_room, f->variables, f->variables + 1,
                 sizeof *f->variable))
        return no_memory(p);
    f->variable = block;
    memcpy(p->names, name, length);                 /* text has room, and is all 0 */
    struct gr_node n = { .seen = { .kind = GRADUS_VARIABLE, .name = p->names, .varies = 1,
                                   .column = column_of(p, name) } };
    p->names += length + 1;
    long made = put_node(p, &n);
    if (made != NO_NODE)
        f->variable[f->variables++] = (size_t)made;
    return made;
}

/* ---- the rules, from the innermost ----------------------------------------------------- */

static long read_sum(struct parser *p);

static long read_number(struct parser *p)
{
    const char *start = p->at, *at = start;
    char text[128];
    double value;
    while (is_digit(*at) || *at == '.')
        at++;
    if ((*at == 'e' || *at == 'E') && is_digit(at[1 + (at[1] == '-' || at[1] == '+')])) {
        at += 2;
        while (is_digit(*at))
            at++;
    }
    p->at = at;
    if (gradus_number_parse(start, (size_t)(at - start), &value))
        return put_constant(p, start, value);
    snprintf(text, sizeof text, "'%s' is not a finite decimal number",
             GR_PART(start, (size_t)(at - start)));
    return fail_at(p, start, GRADUS_SYNTAX, text);
}

/* A function that is none: the nearest, or all. */
static long unknown_function(struct parser *p, const char *name, size_t length)
{
    char text[96], word[48], list[160] = "functions:";
    struct gr_nearest near;
    gradus_text_show(name, length, word, sizeof word);
    snprintf(text, sizeof text, "unknown function '%s'", word);
    fail_at(p, name, GRADUS_UNKNOWN, text);
    gr_nearest_start(&near, word);
    size_t used = strlen(list);
    for (size_t k = 0; gr_function_name(k); k++) {
        gr_nearest_try(&near, gr_function_name(k));
        used += (size_t)snprintf(list + used, sizeof list - used, " %s", gr_function_name(k));
    }
    if (near.best)
        gr_hint(p->err, "did you mean %s?", near.best);
    else
        gr_hint(p->err, "%s; a product is written with *", list);
    return NO_NODE;
}

static long read_parentheses(struct parser *p)
{
    const char *open = p->at++;
    char text[64];
    long inside = read_sum(p);
    if (inside == NO_NODE)
        return NO_NODE;
    if (*p->at == ')') {
        p->at++;
        return inside;
    }
    if (*p->at)
        return no_operator(p);
    snprintf(text, sizeof text, "no ')' for the '(' of column %zu", column_of(p, open));
    return fail_at(p, p->at, GRADUS_SYNTAX, text);
}

static long read_name(struct parser *p)
{
    const char *name = p->at;
    size_t length = name_length(name);
    const struct gr_operation *function = gr_function(name, length);
    char text[96];
    p->at += length;
    skip_blanks(p);
    if (function && *p->at == '(')
        return put_operation(p, name, function, read_parentheses(p), 0);
    if (function) {
        snprintf(text, sizeof text, "'%s' without its argument in parentheses", function->name);
        return fail_at(p, name, GRADUS_SYNTAX, text);
    }
    if (*p->at == '(')
        return unknown_function(p, name, length);
    for (size_t k = 0; k < CONSTANTS; k++)
        if (strlen(constants[k].name) == length && memcmp(constants[k].name, name, length) == 0)
            return put_constant(p, name, constants[k].value);
    return put_variable(p, name, length);
}

static long read_atom(struct parser *p)
{
    skip_blanks(p);
    if (!starts_atom(*p->at))
        return no_atom(p);
    long made = *p->at == '('       ? read_parentheses(p)
                : is_letter(*p->at) ? read_name(p)
                                    : read_number(p);
    skip_blanks(p);
    return made;
}

static long read_signed(struct parser *p);

static long read_power(struct parser *p)
{
    long base = read_atom(p);
    const char *place = p->at;
    if (base == NO_NODE || *place != '^')
        return base;
    p->at++;
    return put_operation(p, place, &gr_operations[GR_POWER], base, read_signed(p));
}

/* All nesting goes through here: parentheses, exponents and signs. */
static long read_signed(struct parser *p)
{
    skip_blanks(p);
    const char *place = p->at;
    if (p->depth == DEEPEST)
        return fail_at(p, place, GRADUS_ARGUMENT, "nested more than 100 deep");
    p->depth++;
    long made;
    if (*place == '-') {
        p->at++;
        made = put_negated(p, place, read_signed(p));
    } else {
        made = read_power(p);
    }
    p->depth--;
    return made;
}

static long read_product(struct parser *p)
{
    long left = read_signed(p);
    while (left != NO_NODE && (*p->at == '*' || *p->at == '/')) {
        const char *place = p->at++;
        enum gr_operator which = *place == '*' ? GR_MULTIPLY : GR_DIVIDE;
        left = put_operation(p, place, &gr_operations[which], left, read_signed(p));
    }
    return left;
}

static long read_sum(struct parser *p)
{
    long left = read_product(p);
    while (left != NO_NODE && (*p->at == '+' || *p->at == '-')) {
        const char *place = p->at++;
        enum gr_operator which = *place == '+' ? GR_ADD : GR_SUBTRACT;
        left = put_operation(p, place, &gr_operations[which], left, read_product(p));
    }
    return left;
}

/* ---- the whole ------------------------------------------------------------------------- */

static void read_all(struct parser *p)
{
    long root = read_sum(p);
    if (root == NO_NODE)
        return;
    if (*p->at)
        no_operator(p);
    else if (!gr_keep_needed(p->f, (size_t)root))
        no_memory(p);
}

gradus_status gradus_expression_parse(gradus_expression **out, const char *text,
                                      const gradus_allocator *mem, gradus_error *err)
{
    if (!out || !text)
        return gr_fail(err, GRADUS_ARGUMENT, "no expression, or nowhere to put it");
    struct parser p = { .text = text, .at = text, .err = err };
    p.f = gr_alloc(mem, 1, sizeof *p.f);
    if (!p.f)
        return gr_nomem(err);
    p.f->mem = gr_allocator(mem);
    p.f->text = gr_alloc(mem, strlen(text) + 1, 2); /* of each name, and its 0 */
    p.names = p.f->text;
    if (p.f->text)
        read_all(&p);
    else
        no_memory(&p);
    if (p.status == GRADUS_OK)
        *out = p.f;
    else
        gradus_expression_free(p.f);
    return p.status;
}
