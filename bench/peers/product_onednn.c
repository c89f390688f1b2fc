/* The loop's matrix product, from oneDNN. */
#include "product.h"

#include <dnnl.h>
#include <stdio.h>

void product(const struct product *p)
{
    dnnl_dim_t lda = (dnnl_dim_t)(p->ta ? p->m : p->k), ldb = (dnnl_dim_t)(p->tb ? p->k : p->n);
    dnnl_sgemm(p->ta ? 'T' : 'N', p->tb ? 'T' : 'N', (dnnl_dim_t)p->m, (dnnl_dim_t)p->n,
               (dnnl_dim_t)p->k, p->alpha, p->a, lda, p->b, ldb, p->beta, p->c, (dnnl_dim_t)p->n);
}

void product_version(char *out, size_t room)
{
    const dnnl_version_t *v = dnnl_version();
    snprintf(out, room, "oneDNN %d.%d.%d", v->major, v->minor, v->patch);
}
