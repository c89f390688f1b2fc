/* A schema that its owner keeps: a deep copy, checked, with its names ready to be looked up. */
#ifndef GR_SCHEMA_H
#define GR_SCHEMA_H
#include "data/names.h"
#include <gradus.h>

struct gr_schema {
    gradus_allocator mem;
    gradus_schema is;                   /* what the world sees; all of it belongs to this */
    gradus_column *input, *target;
    char **class_name;
    double *class_value;                /* a class that is a number, else NaN */
    size_t width;                       /* inputs of the net that the columns make */
    struct gr_names columns, classes;
    struct gr_names *levels;            /* of each input column */
};

/* GRADUS_DATA: [from] is no schema: no inputs, a name twice, a number that is not finite. */
gradus_status gr_schema_new(struct gr_schema **out, const gradus_schema *from,
                            const gradus_allocator *mem, gradus_error *err);
void gr_schema_free(struct gr_schema *schema);

/* How many inputs of the net a column makes. */
size_t gr_column_width(const gradus_column *column);
/* The class that is called [text], or is the same number.  0: there is none. */
int gr_schema_class(const struct gr_schema *schema, const char *text, size_t *k);
int gr_schema_class_number(const struct gr_schema *schema, double value, size_t *k);

#endif
