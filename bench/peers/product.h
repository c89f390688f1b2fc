/* A matrix product of the loop: c = alpha a b + beta c, row by row, where a (m,k) or b (k,n) may
 * lie transposed.  product_onednn.c and product_openblas.c have it from a library.             */
#ifndef PRODUCT_H
#define PRODUCT_H
#include <stddef.h>

struct product {
    int ta, tb;
    size_t m, n, k;
    float alpha;
    const float *a, *b;
    float beta;
    float *c;
};

/* Of the library; a, b and c have no gaps between rows. */
void product(const struct product *p);
void product_version(char *out, size_t room);

/* Plain loops, which a compiler vectorises: less to call for where matrices are tiny. */
void product_plain(const struct product *p);
#endif
