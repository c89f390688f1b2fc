/* The inside of a formula: its nodes and the operations that make them.  parse.c builds it,
 * expression.c computes.                                                                      */
#ifndef GR_EXPRESSION_H
#define GR_EXPRESSION_H
#include <gradus-explain.h>

/* One row per operation: its name, value and, by each input, derivative from inputs a, b and the
 * value v, as the formula shows it and as it is computed.                                      */
struct gr_operation {
    const char *name;
    size_t inputs;
    double (*value)(double a, double b);
    const char *rule[2];
    double (*derivative[2])(double a, double b, double v);
};
enum gr_operator { GR_ADD, GR_SUBTRACT, GR_MULTIPLY, GR_DIVIDE, GR_POWER, GR_NEGATE, GR_FUNCTIONS };
extern const struct gr_operation gr_operations[];      /* by gr_operator; then the functions */

/* The function of that name, or NULL; [length] characters. */
const struct gr_operation *gr_function(const char *name, size_t length);
/* The k-th function's name; NULL after the last. */
const char *gr_function_name(size_t k);

struct gr_node {
    gradus_node seen;
    const struct gr_operation *operation;
};

struct gradus_expression {
    gradus_allocator mem;
    struct gr_node *node;
    size_t nodes, room;
    size_t *variable;                   /* their nodes, in the order of the text */
    size_t variables, variable_room;
    char *text;                         /* of the names: each ends with a 0 */
};

/* Leaves out the nodes that [root] does not need, as 3 is not once -3 is there: so it becomes the
 * last.  0: no memory.                                                                        */
int gr_keep_needed(gradus_expression *f, size_t root);

#endif
