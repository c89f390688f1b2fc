/* gradus_judge on a network small enough to know every number of it: digits, orientation, the two
 * scales of a delta, patterns, two mistakes at once; what it refuses; every allocation failing
 * once.  That every mistake is named is shown in tests/property, and by tests/mistakes.        */
#include "counted.h"

#include <gradus-explain.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

/* ---- the tutorials' 2-3-1 network of ones, and three examples -------------------------------- */
static const double xs[] = { 0.3, 1, 0.5, 0.2, 1, 0.4 }, ys[] = { 0.75, 0.82, 0.93 };
static const double ones[] = { 1, 1, 1, 1, 1, 1 };
static const double dw1[] = { 0.001210401769370323, 0.002397316443121363 };
static const double dw2 = 0.01366403868276149;

struct bench {
    gradus_net *net;
    gradus_matrix x, y;
    gradus_judgement *judgement;
    gradus_error err;
};

static struct bench make(const char *loss, int bias, const gradus_allocator *mem)
{
    const gradus_layer layers[] = { { 3, "sigmoid", bias }, { 1, "sigmoid", bias } };
    gradus_net_spec spec = { .inputs = 2, .layers = 2, .layer = layers, .loss = loss,
                             .type = GRADUS_F64, .mem = mem };
    struct bench b = { .x = { xs, GRADUS_F64, 3, 2 }, .y = { ys, GRADUS_F64, 3, 1 } };
    assert_int_equal(gradus_net_new(&b.net, &spec, NULL), GRADUS_OK);
    gradus_net_set(b.net, 0, ones, NULL);
    gradus_net_set(b.net, 1, ones, NULL);
    return b;
}

static gradus_status judge(struct bench *b, const gradus_claim *claim, size_t count)
{
    gradus_judgement_free(b->judgement);
    b->judgement = NULL;
    return gradus_judge(&b->judgement, b->net, &b->x, &b->y, NAN, claim, count, &b->err);
}

static void done(struct bench *b)
{
    gradus_judgement_free(b->judgement);
    gradus_net_free(b->net);
}

static gradus_claim named(const struct bench *b, const char *name, size_t rows, size_t cols,
                          const double *value, const double *half)
{
    gradus_claim c = { .rows = rows, .cols = cols, .value = value, .half = half };
    assert_int_equal(gradus_claim_name(b->net, name, &c, NULL), GRADUS_OK);
    return c;
}

static const gradus_verdict *verdict(const struct bench *b, size_t k)
{
    return gradus_judgement_verdict(b->judgement, k);
}

/* Is [name] in [layer] alone a reason of claim k? */
static int has(const struct bench *b, size_t k, const char *name, size_t layer)
{
    const gradus_verdict *v = verdict(b, k);
    for (size_t q = 0; q < v->reasons; q++)
        if (v->reason[q].parts == 1 && v->reason[q].part[0].layer == layer &&
            strcmp(gradus_mistake_get(v->reason[q].part[0].number)->name, name) == 0)
            return 1;
    return 0;
}

/* ---- names ----------------------------------------------------------------------------------- */
static void names_of_three_traditions(void **state)
{
    (void)state;
    struct bench b = make("sse", 1, NULL);
    static const struct {
        const char *name;
        gradus_claimed what;
        size_t layer;
    } cases[] = {
        { "layers.0.weight", GRADUS_CLAIM_DW, 0 }, { "layers.1.bias", GRADUS_CLAIM_DB, 1 },
        { "dW1", GRADUS_CLAIM_DW, 0 },             { "dJdW2", GRADUS_CLAIM_DW, 1 },
        { "db2", GRADUS_CLAIM_DB, 1 },             { "dJdb1", GRADUS_CLAIM_DB, 0 },
        { "Z1", GRADUS_CLAIM_Z, 0 },               { "z2", GRADUS_CLAIM_Z, 0 },
        { "A2", GRADUS_CLAIM_A, 1 },               { "a3", GRADUS_CLAIM_A, 1 },
        { "yHat", GRADUS_CLAIM_A, 1 },             { "J", GRADUS_CLAIM_LOSS, 1 },
        { "delta2", GRADUS_CLAIM_DZ, 0 },          { "dZ2", GRADUS_CLAIM_DZ, 1 },
        { "dA1", GRADUS_CLAIM_DA, 0 },
    };
    static const char *const none[] = { "W1", "z1", "a1", "dW0", "dW3", "Z0", "layers.2.weight",
                                        "layers..bias", "layers.0.weights", "", "dW", "dW1x",
                                        "delta1", "dW99999999999999999999" };
    gradus_claim c;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        assert_int_equal(gradus_claim_name(b.net, cases[k].name, &c, NULL), GRADUS_OK);
        assert_int_equal(c.what, cases[k].what);
        assert_int_equal(c.layer, cases[k].layer);
    }
    for (size_t k = 0; k < sizeof none / sizeof *none; k++)
        assert_int_equal(gradus_claim_name(b.net, none[k], &c, NULL), GRADUS_UNKNOWN);
    done(&b);
    b = make("sse", 0, NULL);
    assert_int_equal(gradus_claim_name(b.net, "db1", &c, &b.err), GRADUS_UNKNOWN);
    assert_string_equal(b.err.text, "'db1': layer 1 has no bias");
    done(&b);
}

/* ---- right ----------------------------------------------------------------------------------- */
/* Ours rounded to the digits that were written, and not one unit beside it. */
static void digits_decide(void **state)
{
    (void)state;
    struct bench b = make("sse", 0, NULL);
    static const struct {
        double value, half;
        int right;
    } cases[] = { { 0.01366403868276149, 0, 1 }, { 0.01366403868276, 5e-15, 1 },
                  { 0.0136640387, 5e-11, 1 },    { 0.0136640386, 5e-11, 0 },
                  { 0.0137, 5e-5, 1 },           { 0.0136, 5e-5, 0 },
                  { 0.01, 5e-3, 1 },             { 0.02, 5e-3, 0 } };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        double value[] = { dw2, cases[k].value, dw2 }, half[] = { 0, cases[k].half, 0 };
        gradus_claim c = named(&b, "dW2", 1, 3, value, half);
        assert_int_equal(judge(&b, &c, 1), GRADUS_OK);
        assert_int_equal(verdict(&b, 0)->right, cases[k].right);
        assert_int_equal(gradus_judgement_first(b.judgement), cases[k].right);
        if (!cases[k].right) {
            assert_int_equal(verdict(&b, 0)->wrong, 1);
            assert_int_equal(verdict(&b, 0)->col, 1);
            assert_int_equal(verdict(&b, 0)->pattern, GRADUS_ONE_ENTRY);
            assert_true(fabs(verdict(&b, 0)->ours - dw2) < 1e-15);
        }
    }
    done(&b);
}

/* (inputs, outputs) and (outputs, inputs); a list; dZ with examples as rows or columns. */
static void either_way_round(void **state)
{
    (void)state;
    struct bench b = make("sse", 0, NULL);
    const double a = dw1[0], c = dw1[1];
    const double by_inputs[] = { a, a, a, c, c, c }, by_outputs[] = { a, c, a, c, a, c };
    const double d2[] = { 0.002174040608378675, 0.0014214424801833774, -0.0001525316532349682 };
    const double square[] = { d2[0], d2[0], d2[0], d2[1], d2[1], d2[1], d2[2], d2[2], d2[2] };
    const double out[] = { dw2, dw2, dw2 };
    gradus_claim claim[3] = { named(&b, "dW1", 2, 3, by_inputs, NULL),
                              named(&b, "dW2", 3, 1, out, NULL),
                              named(&b, "delta2", 3, 3, square, NULL) };
    assert_int_equal(judge(&b, claim, 3), GRADUS_OK);
    for (size_t k = 0; k < 3; k++)
        assert_true(verdict(&b, k)->right);
    claim[0] = named(&b, "dW1", 3, 2, by_outputs, NULL);
    claim[1] = named(&b, "dW2", 1, 3, out, NULL);
    assert_int_equal(judge(&b, claim, 3), GRADUS_OK);
    assert_true(verdict(&b, 0)->right && verdict(&b, 1)->right);
    claim[0].cols = 3;
    assert_int_equal(judge(&b, claim, 1), GRADUS_SHAPE);
    assert_string_equal(b.err.text, "dW1 is 3 x 3, and neither 3 x 2 nor 2 x 3");
    done(&b);
}

/* Texts that have 1/m in dW alone give m times our dZ: right, and said. */
static void one_examples_delta(void **state)
{
    (void)state;
    struct bench b = make("half-mse", 0, NULL);
    const double d3[] = { 0.012917776361480334, 0.006411186049193456, -0.0009612235042038798 };
    const double third[] = { d3[0] / 3, d3[1] / 3, d3[2] / 3 };
    gradus_claim c = named(&b, "delta3", 3, 1, third, NULL);
    assert_int_equal(judge(&b, &c, 1), GRADUS_OK);
    assert_true(verdict(&b, 0)->right && !verdict(&b, 0)->per_example);
    c.value = d3;
    assert_int_equal(judge(&b, &c, 1), GRADUS_OK);
    assert_true(verdict(&b, 0)->right && verdict(&b, 0)->per_example);
    const double wrong[] = { d3[0], d3[1], 1.5 };
    c.value = wrong;
    assert_int_equal(judge(&b, &c, 1), GRADUS_OK);
    const gradus_verdict *v = verdict(&b, 0);
    assert_true(!v->right && v->per_example && v->pattern == GRADUS_ONE_ENTRY);
    assert_true(v->wrong == 1 && v->row == 2 && v->theirs == 1.5);
    assert_true(fabs(v->ours - d3[2]) < 1e-15);
    const double twice[] = { 2 * d3[0], 2 * d3[1], 2 * d3[2] };
    c.value = twice;
    assert_int_equal(judge(&b, &c, 1), GRADUS_OK);
    assert_true(!verdict(&b, 0)->right && !verdict(&b, 0)->per_example);
    done(&b);
}

/* One row: a missing 1/m leaves every number right. */
static void what_changes_nothing_is_right(void **state)
{
    (void)state;
    struct bench b = make("half-mse", 0, NULL);
    double value[] = { 0.010151240567971462, 0.010151240567971462, 0.010151240567971462 };
    b.x.rows = b.y.rows = 1;
    gradus_claim c = named(&b, "dW2", 3, 1, value, NULL);
    assert_int_equal(judge(&b, &c, 1), GRADUS_OK);
    assert_true(verdict(&b, 0)->right);
    done(&b);
}

/* ---- wrong ----------------------------------------------------------------------------------- */
static void patterns_without_a_name(void **state)
{
    (void)state;
    struct bench b = make("sse", 0, NULL);
    const double a = dw1[0], c = dw1[1];
    double factor[6], row[] = { a, a, a, 0.5, 0.5, 0.25 }, column[] = { a, 9, a, c, 7, c };
    double odd[] = { 0.1, 0.25, 0.3, 0.43, 0.5, 0.61 };
    for (size_t k = 0; k < 6; k++)
        factor[k] = (k < 3 ? a : c) * 1.37;
    struct {
        const double *value;
        gradus_pattern pattern;
    } cases[] = { { factor, GRADUS_FACTOR }, { row, GRADUS_ONE_ROW },
                  { column, GRADUS_ONE_COLUMN }, { odd, GRADUS_NO_PATTERN } };
    for (size_t k = 0; k < 4; k++) {
        gradus_claim claim = named(&b, "dW1", 2, 3, cases[k].value, NULL);
        assert_int_equal(judge(&b, &claim, 1), GRADUS_OK);
        assert_int_equal(verdict(&b, 0)->reasons, 0);
        assert_int_equal(verdict(&b, 0)->pattern, cases[k].pattern);
        assert_true(!verdict(&b, 0)->few_digits);
    }
    gradus_claim claim = named(&b, "dW1", 2, 3, factor, NULL);
    assert_int_equal(judge(&b, &claim, 1), GRADUS_OK);
    assert_true(fabs(verdict(&b, 0)->factor - 1.37) < 1e-12);
    done(&b);
}

static void first_going_forward_then_backward(void **state)
{
    (void)state;
    struct bench b = make("sse", 0, NULL);
    const double nines[] = { 9, 9, 9, 9, 9, 9, 9, 9, 9 };
    static const char *const order[] = { "Z1", "A1", "Z2", "yHat", "J", "dA2", "dZ2", "dW2",
                                         "dA1", "dZ1", "dW1" };
    static const size_t rows[] = { 3, 3, 3, 3, 1, 3, 3, 1, 3, 3, 3 };
    static const size_t cols[] = { 3, 3, 1, 1, 1, 1, 1, 3, 3, 3, 2 };
    gradus_claim claim[11];
    for (size_t k = 0; k < 11; k++)
        claim[10 - k] = named(&b, order[k], rows[k], cols[k], nines, NULL);
    for (size_t count = 1; count <= 11; count++) {
        assert_int_equal(judge(&b, claim, count), GRADUS_OK);
        assert_int_equal(gradus_judgement_first(b.judgement), count - 1);
    }
    done(&b);
}

/* Typed with 2 digits, one number cannot tell which of many mistakes it is. */
static void few_digits_name_nothing(void **state)
{
    (void)state;
    struct bench b = make("sse", 0, NULL);
    const double value[] = { 0.027, 0.027, 0.027 }, half[] = { 5e-4, 5e-4, 5e-4 };
    const double more[] = { 0.0273280774, 0.0273280774, 0.0273280774 };
    const double finer[] = { 5e-11, 5e-11, 5e-11 };
    gradus_claim c = named(&b, "dW2", 3, 1, value, half);
    assert_int_equal(judge(&b, &c, 1), GRADUS_OK);
    assert_true(verdict(&b, 0)->few_digits && !verdict(&b, 0)->reasons);
    c = named(&b, "dW2", 3, 1, more, finer);
    assert_int_equal(judge(&b, &c, 1), GRADUS_OK);
    assert_true(has(&b, 0, "two-extra", 1) && has(&b, 0, "two-extra", GRADUS_ALL_LAYERS));
    done(&b);
}

/* A reason that would have spoiled what is right is none: dW1 is right, so it is not in all. */
static void what_is_right_counts(void **state)
{
    (void)state;
    struct bench b = make("sse", 0, NULL);
    const double doubled[] = { 2 * dw2, 2 * dw2, 2 * dw2 };
    const double right[] = { dw1[0], dw1[0], dw1[0], dw1[1], dw1[1], dw1[1] };
    gradus_claim claim[] = { named(&b, "dW2", 3, 1, doubled, NULL),
                             named(&b, "dW1", 2, 3, right, NULL) };
    assert_int_equal(judge(&b, claim, 2), GRADUS_OK);
    assert_true(verdict(&b, 1)->right);
    assert_true(has(&b, 0, "two-extra", 1) && !has(&b, 0, "two-extra", GRADUS_ALL_LAYERS));
    done(&b);
}

/* J printed as a mean with a gradient that is right, and both of them means. */
static void the_loss_too(void **state)
{
    (void)state;
    struct bench b = make("sse", 0, NULL);
    const double j = 0.015328509205422301 / 3, out[] = { dw2, dw2, dw2 };
    const double third[] = { dw2 / 3, dw2 / 3, dw2 / 3 };
    gradus_claim claim[] = { named(&b, "J", 1, 1, &j, NULL), named(&b, "dW2", 3, 1, out, NULL) };
    assert_int_equal(judge(&b, claim, 2), GRADUS_OK);
    assert_true(has(&b, 0, "mean-extra", GRADUS_IN_LOSS) && verdict(&b, 1)->right);
    claim[1].value = third;
    assert_int_equal(judge(&b, claim, 2), GRADUS_OK);
    assert_true(has(&b, 0, "mean-extra", GRADUS_EVERYWHERE));
    assert_true(has(&b, 1, "mean-extra", GRADUS_EVERYWHERE));
    done(&b);
}

static void relu_at_zero(void **state)
{
    (void)state;
    const gradus_layer layer[] = { { 2, "relu", 0 } };
    const double x[] = { 1, 1 }, y[] = { 1, 0.5 }, w[] = { 1, -1, 2, 1 };
    const double wrong[] = { -1, -1, 2.5, 2.5 };
    gradus_net_spec spec = { .inputs = 2, .layers = 1, .layer = layer, .loss = "sse",
                             .type = GRADUS_F64 };
    struct bench b = { .x = { x, GRADUS_F64, 1, 2 }, .y = { y, GRADUS_F64, 1, 2 } };
    assert_int_equal(gradus_net_new(&b.net, &spec, NULL), GRADUS_OK);
    gradus_net_set(b.net, 0, w, NULL);
    gradus_claim c = named(&b, "dW1", 2, 2, wrong, NULL);
    assert_int_equal(judge(&b, &c, 1), GRADUS_OK);
    assert_true(has(&b, 0, "relu-slope-at-zero", 0));
    done(&b);
}

static void bias_with_a_row_an_example(void **state)
{
    (void)state;
    struct bench b = make("sse", 1, NULL);
    double rows[9], w[6];
    gradus_mistake m = { .layer = 0 };
    assert_int_equal(gradus_mistake_find("bias-not-summed", &m.number, NULL), GRADUS_OK);
    double d2[] = { 0.002174040608378675, 0.0014214424801833774, -0.0001525316532349682 };
    for (size_t k = 0; k < 9; k++)
        rows[k] = d2[k / 3];
    gradus_claim c = named(&b, "db1", 3, 3, rows, NULL);
    assert_int_equal(judge(&b, &c, 1), GRADUS_OK);
    assert_true(has(&b, 0, "bias-not-summed", 0));
    assert_int_equal(verdict(&b, 0)->pattern, GRADUS_WRONG_SHAPE);
    assert_int_equal(gradus_mistaken_gradient(b.net, &b.x, &b.y, &m, 1, NAN, 0, w, rows, NULL),
                     GRADUS_OK);
    assert_true(fabs(rows[1] - d2[0]) < 1e-15);
    done(&b);
}

/* ---- the texts, and what is refused -------------------------------------------------------- */
static void equations_with_numbers(void **state)
{
    (void)state;
    char text[64];
    assert_int_equal(gradus_mistake_equation("dW# = dZ#' A<", 1, sizeof text, text), 13);
    assert_string_equal(text, "dW2 = dZ2' A1");
    gradus_mistake_equation("dW# = dZ#' A<", 0, sizeof text, text);
    assert_string_equal(text, "dW1 = dZ1' X");
    gradus_mistake_equation("dA< = dZ# W>", GRADUS_ALL_LAYERS, sizeof text, text);
    assert_string_equal(text, "dA[l-1] = dZ[l] W[l+1]");
    assert_int_equal(gradus_mistake_equation("dA< = dZ# W>", 3, 5, text), 4);
    assert_string_equal(text, "dA3 ");
    assert_null(gradus_mistake_get(100000));
}

/* Every row has its texts, and no name is there twice. */
static void the_table_is_whole(void **state)
{
    (void)state;
    size_t k = 0, found;
    for (; gradus_mistake_get(k); k++) {
        const gradus_mistake_info *m = gradus_mistake_get(k);
        assert_true(*m->right && *m->wrong && *m->sentence && !strchr(m->name, ' '));
        assert_true(!strchr(m->sentence, '#') && strcmp(m->right, m->wrong) != 0);
        assert_int_equal(gradus_mistake_find(m->name, &found, NULL), GRADUS_OK);
        assert_int_equal(found, k);
    }
    assert_true(k > 60);
    gradus_error err;
    assert_int_equal(gradus_mistake_find("slope-missin", &found, &err), GRADUS_UNKNOWN);
    assert_string_equal(err.hint, "did you mean slope-missing?");
}

static void refusals(void **state)
{
    (void)state;
    struct bench b = make("sse", 0, NULL);
    double value[] = { 1, 2, 3, 4, 5, 6 }, w[6];
    gradus_mistake m = { 0, 7 };
    gradus_claim c = named(&b, "dW1", 2, 3, value, NULL);
    assert_int_equal(gradus_judge(NULL, b.net, &b.x, &b.y, NAN, &c, 1, NULL), GRADUS_ARGUMENT);
    assert_int_equal(judge(&b, NULL, 1), GRADUS_ARGUMENT);
    c.layer = 2;
    assert_int_equal(judge(&b, &c, 1), GRADUS_ARGUMENT);
    b.y.rows = 2;
    c.layer = 0;
    assert_int_equal(judge(&b, &c, 1), GRADUS_SHAPE);
    b.y.rows = 3;
    assert_int_equal(judge(&b, NULL, 0), GRADUS_OK);
    assert_int_equal(gradus_mistaken_gradient(b.net, &b.x, &b.y, &m, 1, NAN, 0, w, NULL, &b.err),
                     GRADUS_ARGUMENT);
    assert_string_equal(b.err.text,
                        "sign-flipped cannot be made in that layer of this network and these rows");
    m = (gradus_mistake){ 100000, 0 };
    assert_int_equal(gradus_mistaken_gradient(b.net, &b.x, &b.y, &m, 1, NAN, 0, w, NULL, NULL),
                     GRADUS_ARGUMENT);
    assert_int_equal(gradus_mistaken_gradient(b.net, &b.x, &b.y, NULL, 0, NAN, 2, w, NULL, NULL),
                     GRADUS_ARGUMENT);
    assert_int_equal(gradus_mistaken_train(b.net, &b.x, &b.y, NULL, 0, NAN, 1, NULL, NULL, NULL),
                     GRADUS_ARGUMENT);
    done(&b);
}

/* What a pass in float32 gives is right where it is known to be one, also where a sum cancels: the
 * two halves of the rows pull db2 apart.  A mistake made of it has its name.                  */
static void float32_is_no_mistake(void **state)
{
    (void)state;
    static const double x[] = { 0.3, 1, 0.5, 0.2, 1, 0.4, -0.7, 0.9 }, y[] = { 1, 0, 1, 0 };
    static const double w[] = { 0.1, 0.7, -0.3, 0.2, 0.9, -0.6 };
    const gradus_layer layers[] = { { 3, "tanh", 1 }, { 1, "sigmoid", 1 } };
    gradus_net_spec spec = { .inputs = 2, .layers = 2, .layer = layers, .loss = "bce",
                             .type = GRADUS_F32 };
    struct bench b = { .x = { x, GRADUS_F64, 4, 2 }, .y = { y, GRADUS_F64, 4, 1 } };
    gradus_trace *t;
    double middle, turned[6];
    assert_int_equal(gradus_net_new(&b.net, &spec, NULL), GRADUS_OK);
    gradus_net_set(b.net, 0, w, NULL);
    for (int k = 0; k < 40; k++) {                      /* to where the deltas add up to 0 */
        assert_int_equal(gradus_trace_new(&t, b.net, &b.x, &b.y, NAN, &b.err), GRADUS_OK);
        gradus_net_get(b.net, 1, turned, &middle);
        middle -= 2 * t->layer[1].db[0];
        gradus_net_set(b.net, 1, w, &middle);
        gradus_trace_free(t);
    }
    assert_int_equal(gradus_trace_new(&t, b.net, &b.x, &b.y, NAN, &b.err), GRADUS_OK);
    gradus_claim c[] = { named(&b, "dZ2", 4, 1, t->layer[1].dz, NULL),
                         named(&b, "dW1", 3, 2, t->layer[0].dw, NULL),
                         named(&b, "db2", 1, 1, t->layer[1].db, NULL) };
    assert_int_equal(judge(&b, c, 3), GRADUS_OK);
    assert_true(!verdict(&b, 0)->right && !verdict(&b, 1)->right && !verdict(&b, 2)->right);
    for (size_t k = 0; k < 3; k++)
        c[k].single = 1;
    assert_int_equal(judge(&b, c, 3), GRADUS_OK);
    assert_true(verdict(&b, 0)->right && verdict(&b, 1)->right && verdict(&b, 2)->right);
    for (size_t k = 0; k < 6; k++)
        turned[k] = -t->layer[0].dw[k];
    c[1].value = turned;
    assert_int_equal(judge(&b, c, 2), GRADUS_OK);
    assert_true(verdict(&b, 0)->right && has(&b, 1, "sign-flipped", 0));
    gradus_trace_free(t);
    done(&b);
}

/* Square weights alone: as ours, unless they say otherwise, or a column beside them does. */
static void ways_round(void **state)
{
    (void)state;
    static const double x[] = { 0.3, 1, 0.5, 0.2 }, y[] = { 1, 0 }, w[] = { 0.1, 0.7, -0.3, 0.2 };
    const gradus_layer layers[] = { { 2, "tanh", 0 }, { 1, "sigmoid", 0 } };
    gradus_net_spec spec = { .inputs = 2, .layers = 2, .layer = layers, .loss = "mse",
                             .type = GRADUS_F64 };
    struct bench b = { .x = { x, GRADUS_F64, 2, 2 }, .y = { y, GRADUS_F64, 2, 1 } };
    gradus_trace *t;
    assert_int_equal(gradus_net_new(&b.net, &spec, NULL), GRADUS_OK);
    gradus_net_set(b.net, 0, w, NULL);
    gradus_net_set(b.net, 1, w, NULL);
    assert_int_equal(gradus_trace_new(&t, b.net, &b.x, &b.y, NAN, &b.err), GRADUS_OK);
    const double *dw = t->layer[0].dw, turned[] = { dw[0], dw[2], dw[1], dw[3] };
    gradus_claim c[] = { named(&b, "dW1", 2, 2, turned, NULL),
                         named(&b, "dW2", 1, 2, t->layer[1].dw, NULL),
                         named(&b, "J", 1, 1, &t->loss, NULL) };
    assert_int_equal(judge(&b, c, 3), GRADUS_OK);
    assert_false(verdict(&b, 0)->right);
    c[0].turned = 1;
    c[2].turned = -1;                                   /* one number has no way round */
    assert_int_equal(judge(&b, c, 3), GRADUS_OK);
    assert_true(verdict(&b, 0)->right);
    c[0].turned = 0;
    c[1].rows = 2;
    c[1].cols = 1;
    assert_int_equal(judge(&b, c, 3), GRADUS_OK);
    assert_true(verdict(&b, 0)->right && verdict(&b, 1)->right);
    c[0].turned = -1;
    assert_int_equal(judge(&b, c, 3), GRADUS_OK);
    assert_false(verdict(&b, 0)->right);
    gradus_trace_free(t);
    done(&b);
}

/* Asked to stop it takes the step that it is at, and keeps it: w = 3, J = 2.5 (w - 1)^2. */
static void stopping_keeps_the_weights(void **state)
{
    (void)state;
    const gradus_layer layer[] = { { 1, "identity", 0 } };
    const double x[] = { 1, 2 }, y[] = { 1, 2 }, w = 3;
    double after;
    gradus_net_spec spec = { .inputs = 1, .layers = 1, .layer = layer, .loss = "mse",
                             .type = GRADUS_F64 };
    struct bench b = { .x = { x, GRADUS_F64, 2, 1 }, .y = { y, GRADUS_F64, 2, 1 } };
    gradus_result r;
    const volatile int stop = 1;
    assert_int_equal(gradus_net_new(&b.net, &spec, NULL), GRADUS_OK);
    gradus_net_set(b.net, 0, &w, NULL);
    assert_int_equal(gradus_mistaken_train(b.net, &b.x, &b.y, NULL, 0, 0.125, 200, &stop, &r,
                                           &b.err), GRADUS_STOPPED);
    assert_string_equal(b.err.text, "stopped in epoch 1");
    gradus_net_get(b.net, 0, &after, NULL);
    assert_true(after == 3 - 0.125 * 10);
    assert_true(r.epochs == 1 && r.best_epoch == 1 && r.loss == 2.5 * 0.75 * 0.75);
    assert_string_equal(r.ended, "stopped");
    done(&b);
}

/* Uphill without end, J = 10 * 12.25^k: the weights stay as they were. */
static void diverging_changes_nothing(void **state)
{
    (void)state;
    const gradus_layer layer[] = { { 1, "identity", 0 } };
    const double x[] = { 1, 2 }, y[] = { 1, 2 }, w = 3;
    double after;
    gradus_mistake m = { .layer = GRADUS_ALL_LAYERS };
    gradus_net_spec spec = { .inputs = 1, .layers = 1, .layer = layer, .loss = "mse",
                             .type = GRADUS_F64 };
    struct bench b = { .x = { x, GRADUS_F64, 2, 1 }, .y = { y, GRADUS_F64, 2, 1 } };
    assert_int_equal(gradus_net_new(&b.net, &spec, NULL), GRADUS_OK);
    gradus_net_set(b.net, 0, &w, NULL);
    assert_int_equal(gradus_mistake_find("sign-flipped", &m.number, NULL), GRADUS_OK);
    assert_int_equal(gradus_mistaken_train(b.net, &b.x, &b.y, &m, 1, 0.5, 10000, NULL, NULL,
                                           &b.err),
                     GRADUS_DIVERGED);
    assert_string_equal(b.err.text, "the loss is not finite: epoch 284, batch 1");
    assert_string_equal(b.err.hint, "a smaller learning rate helps, or scaled inputs");
    gradus_net_get(b.net, 0, &after, NULL);
    assert_true(after == w);
    assert_int_equal(gradus_mistaken_train(b.net, &b.x, &b.y, NULL, 0, 0.1, 200, NULL, NULL, NULL),
                     GRADUS_OK);
    gradus_net_get(b.net, 0, &after, NULL);
    assert_true(fabs(after - 1) < 1e-12);
    done(&b);
}

/* One row, J = (w x - y)^2: what is first beyond a double, or in the end beyond a float. */
static void a_wrong_descent_names_the_first(void **state)
{
    (void)state;
    static const struct {
        double x, w, y, rate;
        const char *output;
        gradus_type type;
        size_t epochs;
        const char *text;
    } cases[] = {
        { 1e200, 1e200, 0, 1, "identity", GRADUS_F64, 1, "Z of layer 1 is not finite: epoch 1, "
                                                         "batch 1" },
        { 1, 1e200, 0, 1, "identity", GRADUS_F64, 1, "the loss is not finite: epoch 1, batch 1" },
        { 1e300, 0, 1e10, 1, "identity", GRADUS_F64, 1, "a gradient of layer 1 is not finite: "
                                                        "epoch 1, batch 1" },
        { 1, 0, 1e10, 1e300, "identity", GRADUS_F64, 1, "a parameter of layer 1 is not finite: "
                                                        "epoch 1, batch 1" },
        { 1, 0, 1e10, 1e30, "identity", GRADUS_F32, 1, "a parameter of layer 1 is not finite: "
                                                       "epoch 1, batch 1" },
        { 1, 0, 1e10, 1e30, "identity", GRADUS_F64, 9, "the loss is not finite: epoch 6, "
                                                       "batch 1" },
        { 1, 0, 1e10, 1e150, "identity", GRADUS_F64, 1, "the loss is not finite after epoch 1" },
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        const gradus_layer layer[] = { { 1, cases[k].output, 0 } };
        double after;
        gradus_result r;
        gradus_net_spec spec = { .inputs = 1, .layers = 1, .layer = layer, .loss = "mse",
                                 .type = cases[k].type };
        struct bench b = { .x = { &cases[k].x, GRADUS_F64, 1, 1 },
                           .y = { &cases[k].y, GRADUS_F64, 1, 1 } };
        assert_int_equal(gradus_net_new(&b.net, &spec, NULL), GRADUS_OK);
        gradus_net_set(b.net, 0, &cases[k].w, NULL);
        assert_int_equal(gradus_mistaken_train(b.net, &b.x, &b.y, NULL, 0, cases[k].rate,
                                               cases[k].epochs, NULL, &r, &b.err),
                         GRADUS_DIVERGED);
        assert_string_equal(b.err.text, cases[k].text);
        gradus_net_get(b.net, 0, &after, NULL);
        assert_true(after == cases[k].w);
        assert_true(r.best_epoch == 0 && isnan(r.loss));
        assert_string_equal(r.ended, "diverged");
        done(&b);
    }
}

static void every_allocation_fails_once(void **state)
{
    (void)state;
    struct counted c = { .left = 100000 };
    gradus_allocator mem = { counted_alloc, counted_release, &c };
    struct bench b = make("sse", 0, &mem);
    const double value[] = { -dw2, -dw2, -dw2 };
    gradus_claim claim = named(&b, "dW2", 3, 1, value, NULL);
    claim.single = 1;                       /* takes a net and a trace of its own */
    long mine = c.live;
    gradus_status s = GRADUS_NOMEM;
    for (long nth = 0; s == GRADUS_NOMEM; nth++) {
        c.left = nth;
        s = judge(&b, &claim, 1);
        assert_true(s == GRADUS_OK || (s == GRADUS_NOMEM && c.live == mine));
        assert_true(nth > 0 || s == GRADUS_NOMEM);
    }
    assert_true(has(&b, 0, "sign-flipped", GRADUS_ALL_LAYERS));
    c.left = 1000;
    done(&b);
    assert_int_equal(c.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_three_traditions),
        cmocka_unit_test(digits_decide),
        cmocka_unit_test(either_way_round),
        cmocka_unit_test(one_examples_delta),
        cmocka_unit_test(what_changes_nothing_is_right),
        cmocka_unit_test(patterns_without_a_name),
        cmocka_unit_test(first_going_forward_then_backward),
        cmocka_unit_test(few_digits_name_nothing),
        cmocka_unit_test(what_is_right_counts),
        cmocka_unit_test(the_loss_too),
        cmocka_unit_test(relu_at_zero),
        cmocka_unit_test(bias_with_a_row_an_example),
        cmocka_unit_test(equations_with_numbers),
        cmocka_unit_test(the_table_is_whole),
        cmocka_unit_test(refusals),
        cmocka_unit_test(float32_is_no_mistake),
        cmocka_unit_test(ways_round),
        cmocka_unit_test(stopping_keeps_the_weights),
        cmocka_unit_test(diverging_changes_nothing),
        cmocka_unit_test(a_wrong_descent_names_the_first),
        cmocka_unit_test(every_allocation_fails_once),
    };
    return cmocka_run_group_tests_name("judge", tests, NULL, NULL);
}
