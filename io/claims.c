/* Claims: gradients and intermediates that somebody else computed, in a list that grows while a
 * file is read.  The names say what each is: gradus_claim_name.                               */
#include "claims.h"

#include <string.h>

void gradus_claims_free(gradus_claims *claims)
{
    if (!claims)
        return;
    for (size_t k = 0; k < claims->count; k++) {
        gr_give(NULL, claims->own[k].value);
        gr_give(NULL, claims->own[k].half);
    }
    gr_give(NULL, claims);
}

const gradus_claim *gradus_claims_get(const gradus_claims *claims, size_t *count)
{
    *count = claims->count;
    return claims->claim;
}

static gradus_status check_new(gradus_claims *to, const char *name, size_t rows, size_t cols,
                               const struct gr_place *place, gradus_claim *claim,
                               gradus_error *err)
{
    gradus_error why = { 0 };
    if (strlen(name) > GR_LONGEST_CLAIM_NAME ||
        gradus_claim_name(to->net, name, claim, &why) != GRADUS_OK) {
        gr_fault(err, GRADUS_UNKNOWN, place, "%s",
                 why.text[0] ? why.text : "a name is longer than any that is known");
        gr_fault_hint(err, "%s", why.hint);
        return GRADUS_UNKNOWN;
    }
    for (size_t k = 0; k < to->count; k++)
        if (to->claim[k].what == claim->what && to->claim[k].layer == claim->layer)
            return gr_fault(err, GRADUS_DATA, place, "%s and %s are the same numbers",
                            to->own[k].name, name);
    if (!rows || !cols)
        return gr_fault(err, GRADUS_SHAPE, place, "%s is empty", name);
    return GRADUS_OK;
}

gradus_status gr_claims_add(gradus_claims *to, const char *name, size_t rows, size_t cols,
                            const struct gr_place *place, double **value, double **half,
                            gradus_error *err)
{
    size_t n;
    gradus_claim claim = { 0 };
    gradus_status s = check_new(to, name, rows, cols, place, &claim, err);
    if (s != GRADUS_OK)
        return s;
    if (to->count == GR_MOST_CLAIMS || __builtin_mul_overflow(rows, cols, &n))
        return gr_fault(err, GRADUS_SHAPE, place, "there are more numbers than a network has");
    struct gr_read_claim *own = &to->own[to->count];
    own->value = gr_take(NULL, n, sizeof(double));
    own->half = gr_take(NULL, n, sizeof(double));
    if (!own->value || !own->half) {
        gr_give(NULL, own->value);
        gr_give(NULL, own->half);
        return gr_fault_nomem(err);
    }
    memset(own->value, 0, n * sizeof(double));
    memset(own->half, 0, n * sizeof(double));
    strcpy(own->name, name);
    claim.name = own->name;
    claim.rows = rows;
    claim.cols = cols;
    *value = own->value;
    *half = own->half;
    claim.value = own->value;
    claim.half = own->half;
    to->claim[to->count++] = claim;
    return GRADUS_OK;
}

/* It was computed in float32. */
void gr_claims_single(gradus_claims *to)
{
    to->claim[to->count - 1].single = 1;
}

/* Examples as rows are our way, and then weights are turned; as columns, all but the weights. */
void gr_claims_turn(gradus_claims *to, int rows)
{
    for (size_t k = 0; k < to->count; k++) {
        int is_weight = to->claim[k].what == GRADUS_CLAIM_DW;
        to->claim[k].turned = is_weight == rows ? 1 : -1;
    }
}
