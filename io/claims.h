/* Claims as they are read: named matrices of numbers with their rounding. */
#ifndef GR_CLAIMS_IO_H
#define GR_CLAIMS_IO_H
#include "json.h"

enum { GR_MOST_CLAIMS = 256, GR_LONGEST_CLAIM_NAME = 63 };

struct gr_read_claim {
    char name[GR_LONGEST_CLAIM_NAME + 1];
    double *value, *half;
};

struct gradus_claims {
    const gradus_net *net;
    const char *file;                   /* for errors, while it is read */
    size_t count;
    struct gr_read_claim own[GR_MOST_CLAIMS];
    gradus_claim claim[GR_MOST_CLAIMS];
};

/* Adds [name], of rows by cols, and gives its numbers, to be filled in; errors have [place]. */
gradus_status gr_claims_add(gradus_claims *to, const char *name, size_t rows, size_t cols,
                            const struct gr_place *place, double **value, double **half,
                            gradus_error *err);
void gr_claims_single(gradus_claims *to);           /* the last */
void gr_claims_turn(gradus_claims *to, int rows);
gradus_status gr_claims_json(gradus_claims *to, const char *bytes, size_t size,
                             gradus_error *err);

#endif
