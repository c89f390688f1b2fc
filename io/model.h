/* What the files that read and write models share: the schema as JSON. */
#ifndef GR_MODEL_H
#define GR_MODEL_H
#include "json.h"

enum { GR_MODEL_VERSION = 1 };

/* A schema whose texts are those of a JSON document that outlives it. */
struct gr_schema_read {
    const gradus_allocator *mem;
    int there;                          /* 0: the document has none */
    gradus_schema schema;
    gradus_column *column;              /* inputs, then targets */
    const char **text;                  /* levels of each column, then classes */
    size_t texts;
};
/* Reads "columns", "preprocess", "task" and "classes" of [root].  Free it whatever comes back.
 * gradus_model_new judges whether it is a schema.                                             */
gradus_status gr_schema_read(struct gr_schema_read *out, json_t *root, const gradus_allocator *mem,
                             const struct gr_json *in);
void gr_schema_read_free(struct gr_schema_read *r);

/* Appends the same keys, each after a comma. */
void gr_schema_write(struct gr_text *t, const gradus_schema *schema);
/* What one column takes of it, for a text that counts. */
void gr_schema_write_column(struct gr_text *t, const gradus_column *column);

/* Reads the header of a model file whose numbers need not be there: GRADUS_OK where a file of
 * these sizes would be loaded.                                                                */
struct gr_origin;
gradus_status gr_model_look(const struct gr_origin *from, const gradus_allocator *mem,
                            gradus_error *err);

#endif
