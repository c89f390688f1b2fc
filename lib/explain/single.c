/* How far float32 strays from double: where sums cancel, as those of a bias' gradient do near a
 * minimum, by much more than its last bit.  So the pass that training does in float32 is run, and
 * compared.                                                                                   */
#include "explain/single.h"
#include "explain/compare.h"

#include <math.h>

static const double *numbers_of(const gradus_trace *t, const gradus_claim *c)
{
    const gradus_trace_layer *y = &t->layer[c->layer];
    const double *const all[] = {
        [GRADUS_CLAIM_Z] = y->z,   [GRADUS_CLAIM_A] = y->a,   [GRADUS_CLAIM_LOSS] = &t->loss,
        [GRADUS_CLAIM_DA] = y->da, [GRADUS_CLAIM_DZ] = y->dz, [GRADUS_CLAIM_DW] = y->dw,
        [GRADUS_CLAIM_DB] = y->db,
    };
    return all[c->what];
}

static double stray(const gradus_trace *t, const struct gr_plain *p, const struct gr_claimed *c)
{
    const double *single = numbers_of(t, &c->given), *ours = gr_claim_numbers(p, c);
    size_t n = c->given.what == GRADUS_CLAIM_DB ? c->cols : c->rows * c->cols;
    double most = 0, largest = 0;
    for (size_t k = 0; single && k < n; k++) {
        most = fmax(most, fabs(single[k] - ours[k]));
        largest = fmax(largest, fabs(ours[k]));
    }
    return isfinite(most) && largest > 0 ? fmin(most / largest, 1) : 0;
}

gradus_status gr_claims_stray(struct gr_claimed *claim, size_t count, const struct gr_plain *p,
                              const gradus_net *net, const gradus_set *set, gradus_error *err)
{
    gradus_net *single = NULL;
    gradus_trace *t = NULL;
    int any = 0;
    for (size_t k = 0; k < count; k++)
        any = any || claim[k].given.single;
    if (!any)
        return GRADUS_OK;
    gradus_status s = gr_open_net_close(&single, p->net, net, GRADUS_F32, err);
    if (s == GRADUS_OK)
        s = gradus_trace_new(&t, single, &set->x, &set->y, NAN, err);
    for (size_t k = 0; s == GRADUS_OK && k < count; k++)
        if (claim[k].given.single)
            claim[k].stray = stray(t, p, &claim[k]);
    gradus_trace_free(t);
    gradus_net_free(single);
    return s;
}
