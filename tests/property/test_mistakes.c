/* The catalogue of mistakes: without one its pass is the tape; with one, on random networks of
 * depth 1 to 3 and batches of 1 to 5, exact derivatives and central differences call the gradient
 * wrong, and gradus_judge names the mistake, alone or with those that it cannot be told from.  */
#include "pair.h"

#include "explain/wrong_pass.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

enum { MOST = 64, DRAWS = 6, CLAIMS = 2 * TB_LAYERS };

static const double rate = 0.5;

static const char *describe(const struct plan *p)
{
    static char text[200];
    snprintf(text, sizeof text, "%zu layers %zu-%zu-%zu-%zu of %s, %s, %s, bias %d, %zu rows",
             p->layers, p->sizes[0], p->sizes[1], p->sizes[2], p->sizes[3], p->hidden, p->output,
             p->loss, p->bias, p->rows);
    return text;
}

static size_t below(uint64_t *state, size_t n)
{
    return (size_t)((tb_noise(state) + 1) / 2 * (double)n) % n;
}

static struct plan draw(size_t depth, size_t rows, uint64_t seed)
{
    uint64_t state = seed * 7919 + depth * 31 + rows;
    struct plan p = { .layers = depth, .rows = rows, .type = GRADUS_F64, .seed = seed };
    const char *hidden, *loss;
    size_t pairs = 0;
    while (meeting(pairs, &hidden, &loss))
        pairs++;
    meeting(below(&state, pairs), &p.output, &p.loss);
    if (seed % 6 < 2) {
        p.output = seed % 6 ? "sigmoid" : "softmax";
        p.loss = seed % 6 ? "bce" : "cross-entropy";
    }
    do
        meeting(below(&state, pairs), &p.hidden, &loss);
    while (strcmp(p.hidden, "softmax") == 0);
    p.bias = below(&state, 4) > 0;
    for (size_t l = 0; l <= depth; l++)
        p.sizes[l] = 2 + below(&state, 2);
    if (below(&state, 3) == 0)
        p.sizes[depth] = strcmp(p.output, "softmax") ? 1 : 2;
    return p;
}

/* ---- the right pass ------------------------------------------------------------------------ */
static void close_to(const double *a, const double *b, size_t n, const char *what,
                     const struct plan *p)
{
    double off = 0, top = 0;
    for (size_t k = 0; k < n; k++) {
        off = fmax(off, fabs(a[k] - b[k]));
        top = fmax(top, fabs(b[k]));
    }
    if (!(off <= 1e-12 * top + 1e-15))
        fail_msg("%s is %g off of %g: %s", what, off, top, describe(p));
}

static int is_joint(const struct plan *p)
{
    return !strcmp(p->loss, "bce") || !strcmp(p->loss, "cross-entropy");
}

static void pass_is_the_tape(struct pair *p, const struct gr_plain *pass, double loss)
{
    static const gradus_what whats[] = { GRADUS_Z, GRADUS_A, GRADUS_DA, GRADUS_DZ };
    double tape[MOST], w[MOST], b[MOST];
    close_to(&pass->loss, &loss, 1, "the loss", &p->plan);
    for (size_t l = 0; l < p->plan.layers; l++) {
        size_t n = p->plan.rows * p->plan.sizes[l + 1];
        const struct gr_plain_layer *y = &pass->layer[l];
        const double *const ours[] = { y->z, y->a, y->da, y->dz };
        for (size_t k = 0; k < 4; k++) {
            if (k == 2 && l + 1 == p->plan.layers && is_joint(&p->plan))
                continue;
            assert_int_equal(gradus_tape_get(p->tape, l, whats[k], tape, NULL), GRADUS_OK);
            close_to(ours[k], tape, n, "a number of the tape", &p->plan);
        }
        gradus_gradient_get(p->gradient, l, w, p->plan.bias ? b : NULL);
        close_to(y->dw, w, p->plan.sizes[l] * p->plan.sizes[l + 1], "dW", &p->plan);
        if (p->plan.bias)
            close_to(y->db, b, p->plan.sizes[l + 1], "db", &p->plan);
    }
}

/* ---- every mistake --------------------------------------------------------------------------- */
struct tally {
    size_t made[GR_MISTAKES], wrong, seen, smooth, seen_smooth;
};

struct claimed {
    gradus_claim claim[CLAIMS];
    double value[CLAIMS][MOST];
    size_t count;
};

/* All gradients that the pass holds. */
static void take(struct claimed *c, const struct plan *p, const struct gr_plain *pass)
{
    c->count = 0;
    for (size_t l = 0; l < p->layers; l++)
        for (int bias = 0; bias <= p->bias; bias++) {
            const struct gr_plain_layer *y = &pass->layer[l];
            gradus_claim *g = &c->claim[c->count];
            *g = (gradus_claim){ .what = bias ? GRADUS_CLAIM_DB : GRADUS_CLAIM_DW, .layer = l,
                                 .rows = bias ? y->db_rows : p->sizes[l + 1],
                                 .cols = bias ? p->sizes[l + 1] : p->sizes[l],
                                 .value = c->value[c->count] };
            memcpy(c->value[c->count++], bias ? y->db : y->dw, g->rows * g->cols * sizeof(double));
        }
}

static int names(const gradus_verdict *v, const gradus_mistake *m)
{
    for (size_t k = 0; k < v->reasons; k++)
        if (v->reason[k].parts == 1 && v->reason[k].part[0].number == m->number &&
            v->reason[k].part[0].layer == m->layer)
            return 1;
    return v->reasons == 32;                    /* a list that is full need not have it */
}

/* The rule of gradus check, with the exact derivative and the central difference. */
static int check_sees(struct pair *p, const struct claimed *c, int central)
{
    size_t at = 0;
    double top = 0, worst = 0, loss = tb_loss(p->book, p->y);
    for (size_t k = 0; k < c->count; k++) {
        const gradus_claim *g = &c->claim[k];
        if (g->what == GRADUS_CLAIM_DB && g->rows > 1)
            return 1;                           /* there are no such parameters */
        top = worst = 0;
        for (size_t i = 0; i < g->rows * g->cols; i++, at++) {
            double d = tb_dual(p->book, p->x, p->y, at);
            double n = central ? tb_central(p->book, p->x, p->y, at, 1e-4) : d;
            top = fmax(top, fabs(d));
            worst = fmax(worst, fabs(g->value[i] - n));
        }
        if (worst > (central ? 1e-6 * top + 1e-9 * (1 + fabs(loss)) : 1e-10 * top))
            return 1;
    }
    return 0;
}

/* Without kinks, so that central differences are derivatives. */
static int is_smooth(const char *name)
{
    static const char *const kinked[] = { "relu", "leaky-relu", "elu", "selu", "softsign", "mae",
                                          "huber" };
    for (size_t k = 0; k < sizeof kinked / sizeof *kinked; k++)
        if (strcmp(name, kinked[k]) == 0)
            return 0;
    return 1;
}

static void judged(struct pair *p, const struct claimed *c, const gradus_mistake *m,
                   struct tally *t)
{
    gradus_judgement *j;
    gradus_error err = { 0 };
    if (gradus_judge(&j, p->net, &p->mx, &p->my, rate, c->claim, c->count, &err) != GRADUS_OK)
        fail_msg("%s: %s", err.text, describe(&p->plan));
    size_t first = gradus_judgement_first(j);
    for (size_t k = 0; k < c->count; k++) {
        const gradus_verdict *v = gradus_judgement_verdict(j, k);
        if (!v->right && !names(v, m))
            fail_msg("%s in layer %zu is not named among %zu: %s",
                     gradus_mistake_get(m->number)->name, m->layer + 1, v->reasons,
                     describe(&p->plan));
    }
    if (first < c->count) {
        t->made[m->number]++;
        t->wrong++;
        t->seen += (size_t)check_sees(p, c, 0);
        if (is_smooth(p->plan.hidden) && is_smooth(p->plan.output) && is_smooth(p->plan.loss)) {
            t->smooth++;
            t->seen_smooth += (size_t)check_sees(p, c, 1);
        }
    }
    gradus_judgement_free(j);
}

static void every_mistake(struct pair *p, struct gr_plain *pass, struct tally *t)
{
    struct claimed c;
    for (size_t k = 0; k < GR_MISTAKES; k++) {
        size_t fits = 0;
        for (size_t l = 0; l <= p->plan.layers; l++) {
            gradus_mistake m = { k, l < p->plan.layers ? l : GRADUS_ALL_LAYERS };
            if (l < p->plan.layers ? !gr_mistake_fits(pass, k, l) : fits < 2)
                continue;
            fits++;
            gr_plain_run(pass, &m, 1);
            take(&c, &p->plan, pass);
            judged(p, &c, &m, t);
        }
    }
}

/* Two mistakes at once: every wrong tensor has a reason, of at most two mistakes. */
static void two_at_once(struct pair *p, struct gr_plain *pass, uint64_t *state)
{
    gradus_mistake m[2];
    struct claimed c;
    gradus_judgement *j;
    for (size_t k = 0; k < 2;) {
        m[k] = (gradus_mistake){ below(state, GR_MISTAKES), below(state, p->plan.layers) };
        k += (size_t)gr_mistake_fits(pass, m[k].number, m[k].layer);
    }
    gr_plain_run(pass, m, 2);
    take(&c, &p->plan, pass);
    assert_int_equal(gradus_judge(&j, p->net, &p->mx, &p->my, rate, c.claim, c.count, NULL),
                     GRADUS_OK);
    for (size_t k = 0; k < c.count; k++)
        if (!gradus_judgement_verdict(j, k)->right && !gradus_judgement_verdict(j, k)->reasons)
            fail_msg("%s in layer %zu and %s in layer %zu are not named: %s",
                     gradus_mistake_get(m[0].number)->name, m[0].layer + 1,
                     gradus_mistake_get(m[1].number)->name, m[1].layer + 1, describe(&p->plan));
    gradus_judgement_free(j);
}

static void two_are_named(void **state)
{
    (void)state;
    uint64_t noise = 5;
    for (uint64_t seed = 1; seed <= 2; seed++)
        for (size_t depth = 1; depth <= 3; depth++)
            for (size_t rows = 1; rows <= 5; rows += 2) {
                struct plan plan = draw(depth, rows, seed);
                struct pair *p = pair_new(&plan);
                struct gr_plain *pass;
                assert_int_equal(gr_plain_new(&pass, p->net, &p->mx, &p->my, NULL), GRADUS_OK);
                pass->rate = rate;
                for (size_t k = 0; k < 3; k++)
                    two_at_once(p, pass, &noise);
                gr_plain_free(pass);
                pair_free(p);
            }
}

static void each_is_named_and_seen(void **state)
{
    (void)state;
    static struct tally t;
    for (uint64_t seed = 1; seed <= DRAWS; seed++)
        for (size_t depth = 1; depth <= 3; depth++)
            for (size_t rows = 1; rows <= 5; rows++) {
                struct plan plan = draw(depth, rows, seed);
                struct pair *p = pair_new(&plan);
                struct gr_plain *pass;
                double loss = pair_run(p);
                assert_int_equal(gr_plain_new(&pass, p->net, &p->mx, &p->my, NULL), GRADUS_OK);
                pass->rate = rate;
                gr_plain_run(pass, NULL, 0);
                pass_is_the_tape(p, pass, loss);
                every_mistake(p, pass, &t);
                gr_plain_free(pass);
                pair_free(p);
            }
    for (size_t k = 0; k < GR_MISTAKES; k++)    /* noise is never 0 */
        if (!t.made[k] && k != GR_MISTAKE_relu_at_zero)
            fail_msg("never made: %s", gradus_mistake_get(k)->name);
    assert_true(t.wrong > 9000);
    assert_int_equal(t.seen, t.wrong);
    assert_true(t.smooth > 2000);
    assert_int_equal(t.seen_smooth, t.smooth);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_is_named_and_seen),
        cmocka_unit_test(two_are_named),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
