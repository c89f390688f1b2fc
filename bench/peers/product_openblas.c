/* The loop's matrix product, from OpenBLAS; a single row is a product with a vector. */
#include "product.h"

#include <cblas.h>
#include <stdio.h>

void product(const struct product *p)
{
    int m = (int)p->m, n = (int)p->n, k = (int)p->k, ldb = p->tb ? k : n;
    if (m == 1)
        cblas_sgemv(CblasRowMajor, p->tb ? CblasNoTrans : CblasTrans, p->tb ? n : k,
                    p->tb ? k : n, p->alpha, p->b, ldb, p->a, 1, p->beta, p->c, 1);
    else
        cblas_sgemm(CblasRowMajor, p->ta ? CblasTrans : CblasNoTrans,
                    p->tb ? CblasTrans : CblasNoTrans, m, n, k, p->alpha, p->a, p->ta ? m : k,
                    p->b, ldb, p->beta, p->c, n);
}

/* "OpenBLAS 0.3.21 ... SkylakeX ...": the kernels that it chose are in it. */
void product_version(char *out, size_t room)
{
    char config[128];
    snprintf(config, sizeof config, "%s", openblas_get_config());
    snprintf(out, room, "%s, kernels %s", config, openblas_get_corename());
}
