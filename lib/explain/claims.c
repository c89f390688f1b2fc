/* Claims: numbers that somebody computed.  Texts count layers from 0 or 1, in their z and a from
 * 2, and hold matrices either way round; here both become ours.  Whether W is (outputs, inputs),
 * and whether Z has examples as rows, is read off the claims that are not square.              */
#include "explain/claims.h"
#include "base/status.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- names ---------------------------------------------------------------------------------- */
/* Names in front of a number; the number of the first layer follows. */
static const struct {
    const char *before;
    gradus_claimed what;
    size_t first;
} spelled[] = {
    { "dJdW", GRADUS_CLAIM_DW, 1 },    { "dJdb", GRADUS_CLAIM_DB, 1 },
    { "dW", GRADUS_CLAIM_DW, 1 },      { "db", GRADUS_CLAIM_DB, 1 },
    { "dA", GRADUS_CLAIM_DA, 1 },      { "dZ", GRADUS_CLAIM_DZ, 1 },
    { "Z", GRADUS_CLAIM_Z, 1 },        { "A", GRADUS_CLAIM_A, 1 },
    { "delta", GRADUS_CLAIM_DZ, 2 },   { "z", GRADUS_CLAIM_Z, 2 },
    { "a", GRADUS_CLAIM_A, 2 },
};

static int take_count(const char *text, size_t length, size_t *out)
{
    size_t n = 0;
    if (!length || length > 9)
        return 0;
    for (size_t k = 0; k < length; k++) {
        if (text[k] < '0' || text[k] > '9')
            return 0;
        n = n * 10 + (size_t)(text[k] - '0');
    }
    *out = n;
    return 1;
}

/* layers.K.weight and layers.K.bias: gradients of them. */
static int filed(const char *name, gradus_claim *claim)
{
    size_t n = strncmp(name, "layers.", 7) == 0 ? strcspn(name + 7, ".") : 0;
    if (!n || !take_count(name + 7, n, &claim->layer))
        return 0;
    int bias = strcmp(name + 7 + n, ".bias") == 0;
    claim->what = bias ? GRADUS_CLAIM_DB : GRADUS_CLAIM_DW;
    return bias || strcmp(name + 7 + n, ".weight") == 0;
}

static int numbered(const char *name, gradus_claim *claim)
{
    for (size_t k = 0; k < sizeof spelled / sizeof *spelled; k++) {
        size_t n = strlen(spelled[k].before), number;
        if (strncmp(name, spelled[k].before, n) != 0 ||
            !take_count(name + n, strlen(name + n), &number) || number < spelled[k].first)
            continue;
        claim->what = spelled[k].what;
        claim->layer = number - spelled[k].first;
        return 1;
    }
    return 0;
}

static int whole_word(const char *name, size_t layers, gradus_claim *claim)
{
    claim->layer = layers - 1;
    claim->what = strcmp(name, "J") == 0 || strcmp(name, "loss") == 0 ? GRADUS_CLAIM_LOSS
                                                                      : GRADUS_CLAIM_A;
    return claim->what == GRADUS_CLAIM_LOSS || strcmp(name, "yHat") == 0;
}

static const char of_parameters[] = "the network has its own weights (gradus new --weights); leave "
                                    "them out here, and call gradients dW1, db1";
static const char of_all[] = "of layer 1 the names are dW1 db1 Z1 A1 dA1 dZ1, or z2 a2 delta2, or "
                             "layers.0.weight layers.0.bias; besides J yHat";

/* "W1", "b2": no gradient, but what the gradient is of. */
static int is_parameter(const char *name)
{
    size_t number;
    return (*name == 'W' || *name == 'b') && take_count(name + 1, strlen(name + 1), &number);
}

gradus_status gradus_claim_name(const gradus_net *net, const char *name, gradus_claim *claim,
                                gradus_error *err)
{
    gradus_claim found = { 0 };
    if (!net || !name || !claim)
        return gr_fail(err, GRADUS_ARGUMENT, "no network, no name, or nowhere to put the claim");
    const gradus_net_spec *spec = gradus_net_get_spec(net);
    int known = filed(name, &found) || numbered(name, &found) ||
                whole_word(name, spec->layers, &found);
    if (!known) {
        gr_fail(err, GRADUS_UNKNOWN, "'%s' is none of a network's numbers", GR_NAME(name));
        gr_hint(err, "%s", is_parameter(name) ? of_parameters : of_all);
        return GRADUS_UNKNOWN;
    }
    if (found.layer >= spec->layers)
        return gr_fail(err, GRADUS_UNKNOWN, "'%s' is of layer %zu, and there are %zu",
                       GR_NAME(name), found.layer + 1, spec->layers);
    if (found.what == GRADUS_CLAIM_DB && !spec->layer[found.layer].bias)
        return gr_fail(err, GRADUS_UNKNOWN, "'%s': layer %zu has no bias",
                       GR_NAME(name), found.layer + 1);
    claim->name = name;
    claim->what = found.what;
    claim->layer = found.layer;
    return GRADUS_OK;
}

/* ---- shapes --------------------------------------------------------------------------------- */
enum turn { NOT_SAID, STRAIGHT, TURNED };

static int is_intermediate(const gradus_claim *c)
{
    return c->what != GRADUS_CLAIM_DW && c->what != GRADUS_CLAIM_DB &&
           c->what != GRADUS_CLAIM_LOSS;
}

static void our_shape(struct gr_claimed *c, const struct gr_open_net *net, size_t rows)
{
    const struct gr_open_layer *n = &net->layer[c->given.layer];
    size_t numbers = c->given.rows * c->given.cols;
    c->cols = n->units;
    c->rows = rows;
    if (c->given.what == GRADUS_CLAIM_LOSS) {
        c->rows = c->cols = 1;
    } else if (c->given.what == GRADUS_CLAIM_DW) {
        c->rows = n->units;
        c->cols = n->inputs;
    } else if (c->given.what == GRADUS_CLAIM_DB) {
        c->rows = numbers == rows * n->units ? rows : 1;       /* not summed: one row an example */
    }
}

static const char *called(const struct gr_claimed *c)
{
    return c->given.name ? c->given.name : "a claim";
}

static gradus_status shape_fault(const struct gr_claimed *c, gradus_error *err)
{
    size_t rows = c->given.rows, cols = c->given.cols;
    if (c->rows * c->cols == 1)
        return gr_fail(err, GRADUS_SHAPE, "%s is %zu x %zu, and one number is needed",
                       GR_NAME(called(c)), rows, cols);
    if (c->rows == 1 || c->cols == 1)
        return gr_fail(err, GRADUS_SHAPE, "%s is %zu x %zu, and %zu numbers are needed",
                       GR_NAME(called(c)), rows, cols, c->rows * c->cols);
    return gr_fail(err, GRADUS_SHAPE, "%s is %zu x %zu, and neither %zu x %zu nor %zu x %zu",
                   GR_NAME(called(c)), rows, cols, c->rows, c->cols, c->cols, c->rows);
}

/* What is said of the ways round, of weights and of intermediates.  A column tells its way, too,
 * but less than a matrix: a list that has been written as a column is no contradiction.        */
struct ways {
    enum turn said[2], column[2];
};

static gradus_status place_one(struct gr_claimed *c, struct ways *ways, gradus_error *err)
{
    size_t rows = c->given.rows, cols = c->given.cols, kind = (size_t)is_intermediate(&c->given);
    int straight = rows == c->rows && cols == c->cols;
    int turned = rows == c->cols && cols == c->rows;
    int line = (rows == 1 || cols == 1) && (c->rows == 1 || c->cols == 1);
    if (line && rows * cols == c->rows * c->cols) {
        if (rows > 1 && c->given.what != GRADUS_CLAIM_DB)
            ways->column[kind] = c->rows == 1 ? TURNED : STRAIGHT;
        return GRADUS_OK;                               /* a list has one way round */
    }
    if (!straight && !turned)
        return shape_fault(c, err);
    c->turned = !straight;
    if (c->given.what == GRADUS_CLAIM_DB || (straight && turned))
        return GRADUS_OK;
    enum turn way = straight ? STRAIGHT : TURNED, *before = &ways->said[kind];
    if (*before != NOT_SAID && *before != way)
        return gr_fail(err, GRADUS_SHAPE, "%s is %zu x %zu, turned the other way than others",
                       GR_NAME(called(c)), rows, cols);
    *before = way;
    return GRADUS_OK;
}

/* Those that say so themselves. */
static void listen(struct ways *ways, const gradus_claim *c)
{
    if (c->turned && c->what != GRADUS_CLAIM_LOSS && c->what != GRADUS_CLAIM_DB)
        ways->said[is_intermediate(c)] = c->turned > 0 ? TURNED : STRAIGHT;
}

static int both_ways(const struct gr_claimed *c)
{
    return c->rows == c->cols && c->rows > 1 && c->given.what != GRADUS_CLAIM_DB;
}

gradus_status gr_claims_place(struct gr_claimed *out, const gradus_claim *claim, size_t count,
                              const struct gr_open_net *net, size_t rows, gradus_error *err)
{
    struct ways ways = { { NOT_SAID, NOT_SAID }, { NOT_SAID, NOT_SAID } };
    for (size_t k = 0; k < count; k++)
        listen(&ways, &claim[k]);
    for (size_t k = 0; k < count; k++) {
        struct gr_claimed *c = &out[k];
        *c = (struct gr_claimed){ .given = claim[k] };
        if (claim[k].what > GRADUS_CLAIM_DB || claim[k].layer >= net->layers || !claim[k].value)
            return gr_fail(err, GRADUS_ARGUMENT, "claim %zu is of nothing in this network", k);
        our_shape(c, net, rows);
        gradus_status s = place_one(c, &ways, err);
        if (s != GRADUS_OK)
            return s;
        for (size_t i = 0; i < claim[k].rows * claim[k].cols; i++)
            c->largest = fmax(c->largest, fabs(claim[k].value[i]));
    }
    for (size_t k = 0; k < count; k++) {
        size_t kind = (size_t)is_intermediate(&claim[k]);
        if (both_ways(&out[k]))
            out[k].turned = (ways.said[kind] ? ways.said[kind] : ways.column[kind]) == TURNED;
    }
    return GRADUS_OK;
}

double gr_claimed_at(const struct gr_claimed *c, size_t r, size_t col, double *half)
{
    size_t k = c->turned ? col * c->rows + r : r * c->cols + col;
    *half = c->given.half ? c->given.half[k] : 0;
    return c->given.value[k];
}
