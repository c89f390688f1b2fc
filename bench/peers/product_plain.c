/* The loop's matrix product without a library.  The innermost loop runs over what lies side by
 * side, so that the compiler makes vectors of it.                                             */
#include "product.h"

/* b (n,k): an element is a dot product. */
static void by_dots(const struct product *p)
{
    for (size_t i = 0; i < p->m; i++)
        for (size_t j = 0; j < p->n; j++) {
            const float *a = p->a + i * p->k, *b = p->b + j * p->k;
            float *c = p->c + i * p->n + j, sum = 0;
            for (size_t t = 0; t < p->k; t++)
                sum += a[t] * b[t];
            *c = p->alpha * sum + (p->beta != 0 ? p->beta * *c : 0);
        }
}

/* b (k,n): a row of c is a sum of rows of b. */
static void by_rows(const struct product *p)
{
    size_t down = p->ta ? 1 : p->k, along = p->ta ? p->m : 1;
    for (size_t i = 0; i < p->m; i++) {
        float *restrict c = p->c + i * p->n;
        for (size_t j = 0; j < p->n; j++)
            c[j] = p->beta != 0 ? p->beta * c[j] : 0;
        for (size_t t = 0; t < p->k; t++) {
            const float *restrict b = p->b + t * p->n;
            float a = p->alpha * p->a[i * down + t * along];
            for (size_t j = 0; j < p->n; j++)
                c[j] += a * b[j];
        }
    }
}

void product_plain(const struct product *p)
{
    if (p->tb)
        by_dots(p);                             /* a is never transposed as well */
    else
        by_rows(p);
}
