/* Formulas from anyone: an error has its column, a graph is in order, and its numbers agree. */
#include <gradus-explain.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_that(int truth)
{
    if (!truth)
        abort();
}

static void check_refused(const char *text, const gradus_error *err)
{
    check_that(err->code == GRADUS_SYNTAX || err->code == GRADUS_UNKNOWN ||
               err->code == GRADUS_ARGUMENT);
    check_that(err->line == 1 && err->column >= 1 && err->column <= strlen(text) + 1);
    check_that(*err->text != 0);
}

static void check_nodes(const gradus_expression *f)
{
    size_t nodes = gradus_expression_nodes(f), variables = 0;
    check_that(nodes >= 1 && nodes <= 4096);
    for (size_t k = 0; k < nodes; k++) {
        const gradus_node *n = gradus_expression_node(f, k);
        variables += n->kind == GRADUS_VARIABLE;
        check_that(n->name && n->column >= 1);
        check_that((n->inputs > 0) == (n->kind == GRADUS_OPERATION));
        for (size_t i = 0; i < n->inputs; i++)
            check_that(n->input[i] < k && n->rule[i]);
    }
    check_that(variables == gradus_expression_variables(f));
    check_that(gradus_expression_node(f, nodes - 1)->total == 1);
}

static void check_numbers(gradus_expression *f, double start)
{
    char fault[160];
    size_t n = gradus_expression_variables(f);
    double *at = calloc(2 * n + 1, sizeof *at), *gradient = at + n;
    check_that(at != NULL);
    for (size_t k = 0; k < n; k++)
        at[k] = start + 0.25 * (double)k;
    double value = gradus_expression_value(f, at);
    double again = gradus_expression_gradient(f, at, gradient);
    check_that(value == again || (isnan(value) && isnan(again)));
    int finite = isfinite(value);
    for (size_t k = 0; k < n; k++)
        finite = finite && isfinite(gradient[k]);
    check_that(gradus_expression_fault(f, fault) == !finite);
    check_nodes(f);
    free(at);
}

static void check_descent(gradus_expression *f, double start)
{
    size_t n = gradus_expression_variables(f);
    double *at = calloc(2 * n, sizeof *at);
    gradus_descend_options opt;
    gradus_descend_result result;
    check_that(at != NULL);
    for (size_t k = 0; k < n; k++)
        at[k] = start;
    gradus_descend_defaults(&opt);
    opt.max_steps = 3;
    check_that(gradus_descend(f, at, &opt, NULL, NULL, at + n, &result, NULL) == GRADUS_OK);
    check_that(result.steps <= 3 && result.evaluations == result.steps + 1 && result.ended);
    free(at);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    gradus_expression *f = NULL;
    gradus_error err = { 0 };
    char *text = calloc(size + 1, 1);
    check_that(text != NULL);
    if (size)
        memcpy(text, bytes, size);
    if (gradus_expression_parse(&f, text, NULL, &err) != GRADUS_OK) {
        check_refused(text, &err);
    } else {
        check_numbers(f, 0.5);
        check_numbers(f, -3);
        check_numbers(f, 0);
        if (gradus_expression_variables(f) && gradus_expression_nodes(f) < 200)
            check_descent(f, 0.5);
    }
    gradus_expression_free(f);
    free(text);
    return 0;
}
