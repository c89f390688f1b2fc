/* Somebody's own numbers as files: the digits of JSON, .npz, safetensors, and what is refused.
 * The files under fuzz/seeds/claims are of a 2-3-1 network.                                    */
#include <gradus-io.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

static gradus_net *make(void)
{
    static const gradus_layer layers[] = { { 3, "sigmoid", 1 }, { 1, "sigmoid", 1 } };
    gradus_net_spec spec = { .inputs = 2, .layers = 2, .layer = layers, .loss = "sse",
                             .type = GRADUS_F64 };
    gradus_net *net;
    assert_int_equal(gradus_net_new(&net, &spec, NULL), GRADUS_OK);
    return net;
}

static void keeps_the_digits_typed(void **state)
{
    (void)state;
    gradus_net *net = make();
    gradus_claims *claims;
    size_t count;
    static const char text[] = "{\"dW1\": [[0.50, -2.5], [3e-1, 4E+2], [5, 1.25e-3]]}";
    static const double value[] = { 0.5, -2.5, 0.3, 400, 5, 0.00125 };
    static const double half[] = { 0.005, 0.05, 0.05, 50, 0.5, 5e-6 };
    assert_int_equal(gradus_claims_read(&claims, "f", text, strlen(text), net, NULL), GRADUS_OK);
    const gradus_claim *c = gradus_claims_get(claims, &count);
    assert_int_equal(count, 1);
    assert_int_equal(c->rows, 3);
    assert_int_equal(c->cols, 2);
    assert_string_equal(c->name, "dW1");
    for (size_t k = 0; k < 6; k++) {
        assert_true(c->value[k] == value[k]);
        assert_true(fabs(c->half[k] - half[k]) < 1e-15 * half[k] * 2);
    }
    gradus_claims_free(claims);
    gradus_net_free(net);
}

/* A zero is as exact as the most exact number beside it, and no less than it is written.  Where
 * all are zeros, those that a program may have written are exact: a gradient of nothing but 0 is
 * no rounded one.                                                                             */
static void a_zero_has_the_digits_of_the_others(void **state)
{
    (void)state;
    gradus_net *net = make();
    gradus_claims *claims;
    size_t count;
    static const char text[] = "{\"dW1\": [[0, -2.5], [0.125, 0.00000], [-0.0, 4]], "
                               "\"db1\": [0, 0.0, 0.00]}";
    static const double half[] = { 5e-4, 0.05, 5e-4, 5e-6, 5e-4, 0.5 };
    static const double zeros[] = { 0, 0, 0.005 };
    assert_int_equal(gradus_claims_read(&claims, "f", text, strlen(text), net, NULL), GRADUS_OK);
    const gradus_claim *c = gradus_claims_get(claims, &count);
    assert_int_equal(count, 2);
    for (size_t k = 0; k < 6; k++)
        assert_true(fabs(c[0].half[k] - half[k]) < 1e-15 * half[k] * 2);
    for (size_t k = 0; k < 3; k++)
        assert_true(fabs(c[1].half[k] - zeros[k]) < 1e-15);
    gradus_claims_free(claims);
    gradus_net_free(net);
}

/* A number alone is 1 x 1, a list 1 x n. */
static void shapes_of_json(void **state)
{
    (void)state;
    gradus_net *net = make();
    gradus_claims *claims;
    size_t count;
    assert_int_equal(gradus_claims_load(&claims, "fuzz/seeds/claims/mine.json", net, NULL),
                     GRADUS_OK);
    const gradus_claim *c = gradus_claims_get(claims, &count);
    static const size_t shape[][2] = { { 3, 2 }, { 1, 3 }, { 1, 1 }, { 1, 3 } };
    assert_int_equal(count, 4);
    for (size_t k = 0; k < 4; k++) {
        assert_int_equal(c[k].rows, shape[k][0]);
        assert_int_equal(c[k].cols, shape[k][1]);
    }
    assert_int_equal(c[3].what, GRADUS_CLAIM_DW);
    assert_int_equal(c[3].layer, 1);
    gradus_claims_free(claims);
    gradus_net_free(net);
}

/* float64 and integers are exact, and float32 is known for it. */
static void arrays(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        size_t count, single;
    } cases[] = { { "fuzz/seeds/claims/mine.npz", 3, 1 },
                  { "fuzz/seeds/claims/mine.safetensors", 2, 0 } };
    gradus_net *net = make();
    for (size_t k = 0; k < 2; k++) {
        gradus_claims *claims;
        size_t count;
        assert_int_equal(gradus_claims_load(&claims, cases[k].path, net, NULL), GRADUS_OK);
        const gradus_claim *c = gradus_claims_get(claims, &count);
        assert_int_equal(count, cases[k].count);
        for (size_t j = 0; j < count; j++)
            for (size_t i = 0; i < c[j].rows * c[j].cols; i++)
                assert_true(c[j].half[i] == 0 && c[j].single == (j == cases[k].single));
        for (size_t j = 0; j < count; j++)                      /* a list is one, as in JSON */
            assert_true(c[j].what != GRADUS_CLAIM_DB || (c[j].rows == 1 && c[j].cols == 3));
        assert_true(c[cases[k].single].value[2] == 0.25);
        gradus_claims_free(claims);
    }
    gradus_net_free(net);
}

/* As numpy saves a loss. */
static void single_number(void **state)
{
    (void)state;
    size_t count;
    gradus_net *net = make();
    gradus_claims *claims;
    assert_int_equal(gradus_claims_load(&claims, "fuzz/seeds/claims/loss.npz", net, NULL),
                     GRADUS_OK);
    const gradus_claim *c = gradus_claims_get(claims, &count);
    assert_true(count == 1 && c->what == GRADUS_CLAIM_LOSS && c->rows * c->cols == 1);
    assert_true(c->value[0] == 0.25);
    gradus_claims_free(claims);
    gradus_net_free(net);
}

/* 0.1f is 0.10000000149011612: only a program writes that.  J of such numbers is no better. */
static void long_singles_were_float32(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int single[2];
    } cases[] = {
        { "{\"db1\": [0.5, 0.10000000149011612, 0], \"J\": 0.123456789012345}", { 1, 1 } },
        { "{\"J\": 0.123456789012345, \"db1\": [0.5, 0.10000000149011612, 0]}", { 1, 1 } },
        { "{\"db1\": [0.5, 0.10000000149011613, 0], \"J\": 0.5}", { 0, 0 } },
        { "{\"db1\": [0.5, 0.1, 0.25], \"J\": 1e300}", { 0, 0 } },
        { "{\"db1\": [0.5, 0.12345678, 0.25], \"J\": 0.25}", { 0, 0 } },
        { "{\"db1\": [0.5, 0.00390625, 0.25], \"J\": 0.25}", { 0, 0 } },
    };
    gradus_net *net = make();
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        gradus_claims *claims;
        size_t count;
        const char *text = cases[k].text;
        assert_int_equal(gradus_claims_read(&claims, "f", text, strlen(text), net, NULL),
                         GRADUS_OK);
        const gradus_claim *c = gradus_claims_get(claims, &count);
        assert_int_equal(count, 2);
        assert_true(c[0].single == cases[k].single[0] && c[1].single == cases[k].single[1]);
        gradus_claims_free(claims);
    }
    gradus_net_free(net);
}

/* The notation says which way round all are, and may stand anywhere. */
static void a_notation_turns(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "{\"dW1\": [[1, 2], [3, 4], [5, 6]], \"notation\": \"rows\", \"Z1\": [1, 2, 3]}",
        "{\"notation\": \"columns\", \"dW1\": [[1, 2], [3, 4], [5, 6]], \"Z1\": [1, 2, 3]}",
    };
    gradus_net *net = make();
    for (size_t k = 0; k < 2; k++) {
        gradus_claims *claims;
        size_t count;
        assert_int_equal(gradus_claims_read(&claims, "f", texts[k], strlen(texts[k]), net, NULL),
                         GRADUS_OK);
        const gradus_claim *c = gradus_claims_get(claims, &count);
        assert_int_equal(count, 2);
        assert_int_equal(c[0].turned, k == 0 ? 1 : -1);
        assert_int_equal(c[1].turned, k == 0 ? -1 : 1);
        gradus_claims_free(claims);
    }
    gradus_net_free(net);
}

static void refusals(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says;
    } cases[] = {
        { "{\"dW1\": [[1, 2],\n [3]]}", "2:2 dW1: this row is not as long as the first" },
        { "{\"dW1\": [[1, 2], 3]}", "1:18 dW1: a list of numbers is needed here, as the rows "
                                    "before are" },
        { "{\"J\": \"1\"}", "1:7 J: a finite number is needed here" },
        { "{\"J\": [null]}", "1:8 J: a finite number is needed here" },
        { "{\"J\": null}", "0:0 there are no numbers in it" },
        { "{\"J\": {}}", "1:7 J: a finite number is needed here" },
        { "{\"J\": []}", "1:7 J is empty" },
        { "{\"dW1\": [[]]}", "1:9 dW1 is empty" },
        { "{\"\\u004a\": 1}", "0:0 a name is written with escapes" },
        { "{\"x\": 1}", "1:7 'x' is none of a network's numbers" },
        { "{}", "0:0 there are no numbers in it" },
        { "{\"notation\": \"theta\", \"J\": 1}", "0:0 the notation is \"rows\" or \"columns\"" },
        { "{\"notation\": 1}", "0:0 the notation is \"rows\" or \"columns\"" },
        { "[3]", "1:1 a JSON object of names and numbers is needed" },
    };
    gradus_net *net = make();
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        gradus_claims *claims = NULL;
        gradus_error err;
        char said[400];
        assert_int_not_equal(gradus_claims_read(&claims, "f", cases[k].text,
                                                strlen(cases[k].text), net, &err), GRADUS_OK);
        snprintf(said, sizeof said, "%zu:%zu %s", err.line, err.column, err.text);
        assert_string_equal(said, cases[k].says);
        assert_null(claims);
    }
    gradus_net_free(net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_the_digits_typed),
        cmocka_unit_test(a_zero_has_the_digits_of_the_others),
        cmocka_unit_test(shapes_of_json),
        cmocka_unit_test(arrays),
        cmocka_unit_test(single_number),
        cmocka_unit_test(long_singles_were_float32),
        cmocka_unit_test(a_notation_turns),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests_name("claims", tests, NULL, NULL);
}
