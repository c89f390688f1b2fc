/* Which mistake is it?  The claims are compared with the right pass; what is wrong is compared with
 * the pass of every mistake of the catalogue, in every layer where it can be made and in all of
 * them, and then of every two.  What makes exactly the numbers is a reason; the reasons that
 * explain most of the claims are kept, the right ones among these: a mistake that would have
 * spoiled a number that is right is no good reason.
 *
 * Few digits prove little: each claim has its bits, the logarithm of its numbers over their
 * rounding, and a search needs more of them than it has candidates to choose from.             */
#include "base/cpu.h"
#include "base/memory.h"
#include "base/status.h"
#include "explain/compare.h"
#include "explain/single.h"
#include "net/net.h"

#include <math.h>
#include <string.h>

enum { MOST_REASONS = 32 };
static const double bits_for_one = 8, bits_for_two = 30;
static const double most_work = 4e9;    /* of the search for two, in multiplications */

/* The best reasons so far for one claim. */
struct best {
    gradus_reason reason[MOST_REASONS];
    size_t count, score;                /* score: claims that each of them explains */
};

struct gradus_judgement {
    const gradus_allocator *mem;
    struct gr_plain *pass;
    size_t claims, first;
    struct gr_claimed *claim;
    gradus_verdict *verdict;
    struct best *one, *two;             /* (claims) */
    unsigned char *hit;                 /* (claims) 1: the pass that was run makes its numbers */
    gradus_mistake *candidate;
    size_t candidates;
    int has_loss;                       /* J is claimed */
};

void gradus_judgement_free(gradus_judgement *j)
{
    if (!j)
        return;
    const gradus_allocator *mem = j->mem;
    gr_plain_free(j->pass);
    void *all[] = { j->claim, j->hit, j->verdict, j->one, j->two, j->candidate, j };
    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        gr_free(mem, all[k]);
}

/* Place of a claim on the way forward and then backward. */
static size_t place(const struct gradus_judgement *j, size_t k)
{
    const gradus_claim *c = &j->claim[k].given;
    size_t layers = j->pass->net->layers;
    if (c->what <= GRADUS_CLAIM_A)
        return 2 * c->layer + (c->what == GRADUS_CLAIM_A);
    if (c->what == GRADUS_CLAIM_LOSS)
        return 2 * layers;
    return 2 * layers + 1 + 4 * (layers - 1 - c->layer) + (size_t)(c->what - GRADUS_CLAIM_DA);
}

static void look_at_all(struct gradus_judgement *j)
{
    j->first = j->claims;
    for (size_t k = 0; k < j->claims; k++) {
        j->has_loss = j->has_loss || j->claim[k].given.what == GRADUS_CLAIM_LOSS;
        gr_claim_look(j->pass, &j->claim[k], &j->verdict[k]);
        if (!j->verdict[k].right && (j->first == j->claims || place(j, k) < place(j, j->first)))
            j->first = k;
    }
}

/* ---- the search ------------------------------------------------------------------------------ */
/* Where mistake k can be made; with out NULL they are only counted. */
static size_t places(const struct gradus_judgement *j, size_t k, gradus_mistake *out)
{
    size_t n = 0, layers = j->pass->net->layers;
    int factor = gr_mistake_term(k, GR_STAGE_FACTOR) != NULL;
    size_t place[] = { GRADUS_ALL_LAYERS, GRADUS_IN_LOSS, GRADUS_EVERYWHERE };
    for (size_t l = 0; l < layers; l++)
        if (gr_mistake_fits(j->pass, k, l)) {
            if (out)
                out[n] = (gradus_mistake){ k, l };
            n++;
        }
    size_t more = factor && n && j->has_loss ? 3 : n > 1 || (factor && n) ? 1 : 0;
    for (size_t p = 0; p < more; p++) {
        if (out)
            out[n] = (gradus_mistake){ k, place[p] };
        n++;
    }
    return n;
}

static gradus_status list_candidates(struct gradus_judgement *j, gradus_error *err)
{
    size_t n = 0;
    for (size_t k = 0; k < GR_MISTAKES; k++)
        n += places(j, k, NULL);
    j->candidate = gr_alloc(j->mem, n, sizeof *j->candidate);
    if (!j->candidate)
        return gr_nomem(err);
    for (size_t k = 0; k < GR_MISTAKES; k++)
        j->candidates += places(j, k, j->candidate + j->candidates);
    return GRADUS_OK;
}

static void keep(struct best *b, const gradus_reason *reason, size_t score)
{
    if (score > b->score || !b->count) {
        b->score = score;
        b->count = 0;
    }
    if (score == b->score && b->count < MOST_REASONS)
        b->reason[b->count++] = *reason;
}

/* Runs the pass with these mistakes, and keeps them where they explain a wrong claim: all together
 * need the digits to tell, or, where not all are explained, each.                             */
static void try(struct gradus_judgement *j, struct best *list, const gradus_reason *reason)
{
    double needed = reason->parts == 1 ? bits_for_one : bits_for_two, told = 0;
    size_t score = 0;
    gr_plain_run(j->pass, reason->part, reason->parts);
    for (size_t k = 0; k < j->claims; k++) {
        j->hit[k] = (unsigned char)gr_claim_matches(j->pass, &j->claim[k]);
        score += j->hit[k];
        told += j->hit[k] && !j->verdict[k].right ? j->claim[k].bits : 0;
    }
    for (size_t k = 0; k < j->claims; k++)
        if (j->hit[k] && !j->verdict[k].right &&
            (score == j->claims ? told : j->claim[k].bits) >= needed)
            keep(&list[k], reason, score);
}

static void try_each(struct gradus_judgement *j)
{
    for (size_t k = 0; k < j->candidates; k++) {
        gradus_reason reason = { .part = { j->candidate[k] }, .parts = 1 };
        try(j, j->one, &reason);
    }
}

static int same_in_all(const gradus_mistake *a, const gradus_mistake *b)
{
    return a->number == b->number &&
           (a->layer >= GRADUS_EVERYWHERE || b->layer >= GRADUS_EVERYWHERE);
}

static void try_pairs(struct gradus_judgement *j)
{
    for (size_t a = 0; a < j->candidates; a++)
        for (size_t b = a + 1; b < j->candidates; b++) {
            gradus_reason reason = { .part = { j->candidate[a], j->candidate[b] }, .parts = 2 };
            if (!same_in_all(&reason.part[0], &reason.part[1]))
                try(j, j->two, &reason);
        }
}

static int pairs_are_affordable(const struct gradus_judgement *j)
{
    double work = 0, bits = 0, pairs = (double)j->candidates * (double)j->candidates / 2;
    for (size_t l = 0; l < j->pass->net->layers; l++) {
        const struct gr_open_layer *n = &j->pass->net->layer[l];
        work += (double)j->pass->rows * (double)n->units * (3 * (double)n->inputs + 20);
    }
    for (size_t k = 0; k < j->claims; k++)
        bits += j->verdict[k].right ? 0 : j->claim[k].bits;
    return bits >= bits_for_two && work * pairs <= most_work;
}

/* Is every wrong claim explained by something that explains all claims? */
static int whole(const struct gradus_judgement *j, const struct best *list)
{
    for (size_t k = 0; k < j->claims; k++)
        if (!j->verdict[k].right && (!list[k].count || list[k].score < j->claims))
            return 0;
    return 1;
}

/* ---- the verdicts ---------------------------------------------------------------------------- */
static int same_reason(const gradus_reason *a, const gradus_reason *b)
{
    int same = a->parts == b->parts;
    for (size_t k = 0; same && k < a->parts; k++)
        same = a->part[k].number == b->part[k].number && a->part[k].layer == b->part[k].layer;
    return same;
}

/* Of two mistakes that together explain all claims, one may be enough for this one. */
static void reduce(struct gradus_judgement *j, size_t k, struct best *b)
{
    size_t n = 0;
    for (size_t q = 0; q < b->count; q++) {
        gradus_reason found = b->reason[q];
        for (size_t part = 0; part < 2 && found.parts == 2; part++) {
            gr_plain_run(j->pass, &b->reason[q].part[part], 1);
            if (gr_claim_matches(j->pass, &j->claim[k]))
                found = (gradus_reason){ .part = { b->reason[q].part[part] }, .parts = 1 };
        }
        size_t at = 0;
        while (at < n && !same_reason(&b->reason[at], &found))
            at++;
        b->reason[at] = found;
        n = at == n ? n + 1 : n;
    }
    b->count = n;
}

static void conclude(struct gradus_judgement *j)
{
    int pairs_tell_all = !whole(j, j->one) && whole(j, j->two);
    for (size_t k = 0; k < j->claims; k++) {
        gradus_verdict *v = &j->verdict[k];
        if (v->right)
            continue;
        struct best *b = pairs_tell_all || !j->one[k].count ? &j->two[k] : &j->one[k];
        if (pairs_tell_all)
            reduce(j, k, b);
        v->reason = b->reason;
        v->reasons = b->count;
        v->few_digits = !b->count && j->claim[k].bits < bits_for_one;
    }
}

static gradus_status take_memory(struct gradus_judgement *j, size_t count, gradus_error *err)
{
    j->claims = count;
    j->claim = gr_alloc(j->mem, count, sizeof *j->claim);
    j->hit = gr_alloc(j->mem, count, 1);
    j->verdict = gr_alloc(j->mem, count, sizeof *j->verdict);
    j->one = gr_alloc(j->mem, count, sizeof *j->one);
    j->two = gr_alloc(j->mem, count, sizeof *j->two);
    int all = j->claim && j->hit && j->verdict && j->one && j->two;
    return all ? GRADUS_OK : gr_nomem(err);
}

/* The right pass, and the claims as they are to be held against it. */
static gradus_status prepare(struct gradus_judgement *j, const gradus_net *net,
                             const gradus_set *set, const gradus_claim *claim, gradus_error *err)
{
    gradus_status s = gr_plain_new(&j->pass, net, &set->x, &set->y, err);
    if (s == GRADUS_OK)
        s = gr_claims_place(j->claim, claim, j->claims, j->pass->net, j->pass->rows, err);
    if (s != GRADUS_OK)
        return s;
    gr_plain_run(j->pass, NULL, 0);
    return gr_claims_stray(j->claim, j->claims, j->pass, net, set, err);
}

static gradus_status judge(struct gradus_judgement *j, gradus_error *err)
{
    look_at_all(j);
    if (!isfinite(j->pass->loss))
        return gr_fail(err, GRADUS_DIVERGED, "the loss of these rows is not finite");
    if (j->first == j->claims)
        return GRADUS_OK;
    gradus_status s = list_candidates(j, err);
    if (s != GRADUS_OK)
        return s;
    try_each(j);
    if (!whole(j, j->one) && pairs_are_affordable(j))
        try_pairs(j);
    conclude(j);
    return GRADUS_OK;
}

gradus_status gradus_judge(gradus_judgement **out, const gradus_net *net, const gradus_matrix *x,
                           const gradus_matrix *y, double rate, const gradus_claim *claim,
                           size_t count, gradus_error *err)
{
    if (!out || !net || !x || !y || (count && !claim))
        return gr_fail(err, GRADUS_ARGUMENT, "nothing to judge, or nowhere to put the judgement");
    gradus_judgement *j = gr_alloc(gr_net_memory(net), 1, sizeof *j);
    if (!j)
        return gr_nomem(err);
    j->mem = gr_net_memory(net);
    uint64_t mode = gr_float_enter();
    const gradus_set set = { *x, *y };
    gradus_status s = take_memory(j, count, err);
    if (s == GRADUS_OK)
        s = prepare(j, net, &set, claim, err);
    if (s == GRADUS_OK) {
        j->pass->rate = rate;
        s = judge(j, err);
    }
    gr_float_leave(mode);
    if (s == GRADUS_OK)
        *out = j;
    else
        gradus_judgement_free(j);
    return s;
}

const gradus_verdict *gradus_judgement_verdict(const gradus_judgement *j, size_t claim)
{
    return claim < j->claims ? &j->verdict[claim] : NULL;
}

size_t gradus_judgement_first(const gradus_judgement *j)
{
    return j->first;
}
