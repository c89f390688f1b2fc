/* A model inside. */
#ifndef GR_MODEL_H
#define GR_MODEL_H
#include "data/schema.h"
#include "net/net.h"

struct gradus_model {
    gradus_allocator mem;
    gradus_net *net;                    /* owned */
    struct gr_schema *schema;           /* or NULL */
    size_t inputs, outputs;             /* of a raw row; of a prediction */
    char *training;                     /* or NULL */
    char *numbered;                     /* x1, x2, ... and y1, y2, ... where no schema names them */
    const char **output_name;           /* (outputs) borrowed */
    struct gr_names columns;            /* of a raw row */
};

#endif
