/* One claim beside one pass: which entries differ, by what pattern, and how much the digits of the
 * claim can tell.  A number agrees when it is ours rounded to the digits that were written, give
 * or take the rounding of whoever computed it.                                                */
#include "explain/compare.h"

#include <math.h>

/* Of the largest number of a claim, and of what a sum over rows may have cancelled. */
static const double slack_of_largest = 0x1p-40, slack_of_shares = 0x1p-50;
/* In float32: of the largest number, and of how far our pass in float32 strays. */
static const double single_of_largest = 0x1p-20, single_of_stray = 16;

const double *gr_claim_numbers(const struct gr_plain *p, const struct gr_claimed *c)
{
    const struct gr_plain_layer *y = &p->layer[c->given.layer];
    const double *const all[] = {
        [GRADUS_CLAIM_Z] = y->z,   [GRADUS_CLAIM_A] = y->a,   [GRADUS_CLAIM_LOSS] = &p->loss,
        [GRADUS_CLAIM_DA] = y->da, [GRADUS_CLAIM_DZ] = y->dz, [GRADUS_CLAIM_DW] = y->dw,
        [GRADUS_CLAIM_DB] = y->db,
    };
    return all[c->given.what];
}

static int has_shape(const struct gr_plain *p, const struct gr_claimed *c)
{
    return c->given.what != GRADUS_CLAIM_DB || p->layer[c->given.layer].db_rows == c->rows;
}

static int agrees_at(const struct gr_claimed *c, size_t r, size_t col, double ours)
{
    double half, theirs = gr_claimed_at(c, r, col, &half);
    return fabs(theirs - ours) <= half * (1 + 1e-9) + c->slack;
}

/* Entries that differ from [scale] times the pass's; with [stop] counting ends at the first. */
static size_t differ(const struct gr_plain *p, const struct gr_claimed *c, double scale, int stop)
{
    const double *ours = gr_claim_numbers(p, c);
    size_t wrong = 0;
    if (!has_shape(p, c))
        return c->rows * c->cols;
    for (size_t r = 0; r < c->rows; r++)
        for (size_t i = 0; i < c->cols; i++) {
            wrong += !agrees_at(c, r, i, scale * ours[r * c->cols + i]);
            if (wrong && stop)
                return wrong;
        }
    return wrong;
}

/* A delta may be that of one example's loss, m times that of a mean. */
static int has_two_scales(const struct gr_plain *p, const struct gr_claimed *c)
{
    gradus_claimed what = c->given.what;
    return (what == GRADUS_CLAIM_DA || what == GRADUS_CLAIM_DZ) && p->weight < 1;
}

static double ours_at(const struct gr_plain *p, const struct gr_claimed *c, size_t k)
{
    return c->scale * gr_claim_numbers(p, c)[k];
}

int gr_claim_matches(const struct gr_plain *p, const struct gr_claimed *c)
{
    double m = 1 / p->weight;
    if (!differ(p, c, 1, 1))
        return 1;
    return has_two_scales(p, c) && (!differ(p, c, m, 1) || !differ(p, c, 1 / m, 1));
}

/* ---- right or wrong -------------------------------------------------------------------------- */
static double largest_of(size_t n, const double *v)
{
    double top = 0;
    for (size_t k = 0; k < n; k++)
        top = fmax(top, fabs(v[k]));
    return top;
}

static double slack(const struct gr_plain *p, const struct gr_claimed *c)
{
    const struct gr_open_layer *n = &p->net->layer[c->given.layer];
    int sum = c->given.what == GRADUS_CLAIM_DW || c->given.what == GRADUS_CLAIM_DB;
    double share = 0;
    if (sum)
        share = (double)p->rows * largest_of(p->rows * n->units, p->layer[c->given.layer].dz) *
                fmax(1, largest_of(p->rows * n->inputs, gr_plain_below(p, c->given.layer)));
    double whole = slack_of_largest * c->largest + slack_of_shares * share;
    if (c->given.single)
        whole += (single_of_largest + single_of_stray * c->stray) *
                 fmax(c->largest, largest_of(c->rows * c->cols, gr_claim_numbers(p, c)));
    return whole;
}

/* Were these magnitudes, theirs and ours, among the first of the claim's numbers? */
static int seen(const struct gr_claimed *c, const double *ours, size_t k)
{
    double half, theirs = fabs(gr_claimed_at(c, k / c->cols, k % c->cols, &half));
    for (size_t i = 0; i < k && i < 64; i++)
        if (fabs(gr_claimed_at(c, i / c->cols, i % c->cols, &half)) == theirs &&
            (!ours || fabs(ours[i]) == fabs(ours[k])))
            return 1;
    return 0;
}

/* What a number tells is how far it, or ours in its place, is from 0, in units of its rounding. */
static double bits(const struct gr_plain *p, const struct gr_claimed *c)
{
    const double *ours = has_shape(p, c) ? gr_claim_numbers(p, c) : NULL;
    double product = 1, sum = 0, half;
    for (size_t i = 0; i < c->rows * c->cols && product < 0x1p500; i++) {
        double theirs = gr_claimed_at(c, i / c->cols, i % c->cols, &half);
        double width = 2 * half + c->slack + 0x1p-1000;
        double size = fmax(fabs(theirs), ours ? fabs(ours[i]) : 0);
        if (!seen(c, ours, i))
            product *= 1 + fmin(size / width, 0x1p60);
    }
    for (; product >= 2; product /= 2)
        sum += 1;
    return sum;
}

static int is_transposed(const struct gr_plain *p, const struct gr_claimed *c)
{
    for (size_t r = 0; r < c->rows && c->rows == c->cols; r++)
        for (size_t i = 0; i < c->cols; i++)
            if (!agrees_at(c, r, i, ours_at(p, c, i * c->cols + r)))
                return 0;
    return c->rows == c->cols && c->rows > 1;
}

/* One factor for all numbers: that of the largest of ours. */
static int is_factor(const struct gr_plain *p, const struct gr_claimed *c, double *factor)
{
    size_t top = 0, n = c->rows * c->cols;
    double half, half_top;
    for (size_t i = 1; i < n; i++)
        top = fabs(ours_at(p, c, i)) > fabs(ours_at(p, c, top)) ? i : top;
    double largest = ours_at(p, c, top);
    double f = gr_claimed_at(c, top / c->cols, top % c->cols, &half_top) / largest;
    if (f - f != 0 || f == 0)
        return 0;
    for (size_t i = 0; i < n; i++) {
        double theirs = gr_claimed_at(c, i / c->cols, i % c->cols, &half), ours = ours_at(p, c, i);
        double room = half + fabs(ours / largest) * half_top + 2 * c->slack;
        if (fabs(theirs - f * ours) > room)
            return 0;
    }
    *factor = f;
    return n > 1;
}

/* The smallest frame around the wrong entries says whether they are one row or column, as given. */
static gradus_pattern frame(const struct gr_plain *p, const struct gr_claimed *c)
{
    size_t first_row = c->rows, last_row = 0, first_col = c->cols, last_col = 0;
    for (size_t i = 0; i < c->rows * c->cols; i++) {
        size_t r = i / c->cols, col = i % c->cols;
        if (agrees_at(c, r, col, ours_at(p, c, i)))
            continue;
        first_row = r < first_row ? r : first_row;
        last_row = r > last_row ? r : last_row;
        first_col = col < first_col ? col : first_col;
        last_col = col > last_col ? col : last_col;
    }
    if (first_row == last_row && first_col == last_col)
        return c->rows * c->cols > 1 ? GRADUS_ONE_ENTRY : GRADUS_NO_PATTERN;
    if (first_row == last_row && c->rows > 1)
        return c->turned ? GRADUS_ONE_COLUMN : GRADUS_ONE_ROW;
    if (first_col == last_col && c->cols > 1)
        return c->turned ? GRADUS_ONE_ROW : GRADUS_ONE_COLUMN;
    return GRADUS_NO_PATTERN;
}

static void first_difference(const struct gr_plain *p, const struct gr_claimed *c,
                             gradus_verdict *v)
{
    double half;
    size_t i = 0;
    while (i + 1 < v->entries && agrees_at(c, i / c->cols, i % c->cols, ours_at(p, c, i)))
        i++;
    size_t at = c->turned ? i % c->cols * c->rows + i / c->cols : i;
    v->row = at / c->given.cols;
    v->col = at % c->given.cols;
    v->ours = ours_at(p, c, i);
    v->theirs = gr_claimed_at(c, i / c->cols, i % c->cols, &half);
}

void gr_claim_look(const struct gr_plain *p, struct gr_claimed *c, gradus_verdict *v)
{
    c->slack = slack(p, c);
    c->bits = bits(p, c);
    v->entries = c->rows * c->cols;
    v->wrong = differ(p, c, 1, 0);
    size_t of_one = has_two_scales(p, c) ? differ(p, c, 1 / p->weight, 0) : v->wrong;
    v->per_example = of_one < v->wrong;
    v->wrong = v->per_example ? of_one : v->wrong;
    c->scale = v->per_example ? 1 / p->weight : 1;
    v->right = !v->wrong;
    if (v->right)
        return;
    if (!has_shape(p, c)) {
        v->pattern = GRADUS_WRONG_SHAPE;
        return;
    }
    first_difference(p, c, v);
    v->pattern = is_factor(p, c, &v->factor) ? GRADUS_FACTOR
                 : is_transposed(p, c)       ? GRADUS_TRANSPOSED
                                             : frame(p, c);
}
