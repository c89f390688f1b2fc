/* safetensors: named arrays in one file.  Eight bytes of header length, a JSON header, the bytes of
 * the arrays without gaps.  Nothing here knows what a network is; docs/model-format.md.       */
#ifndef GR_SAFETENSORS_H
#define GR_SAFETENSORS_H
#include "json.h"

enum { GR_LONGEST_HEADER = 100000000 };                 /* the format's own limit */

/* Where the bytes come from: memory, or a file that is open. */
struct gr_origin {
    const char *name;                   /* for errors */
    const unsigned char *bytes;         /* NULL: read from fd */
    int fd;
    uint64_t size;
};
gradus_status gr_origin_read(const struct gr_origin *from, uint64_t offset, void *to, size_t size,
                             gradus_error *err);

struct gr_tensor {
    const char *name;                   /* owned by the header */
    gradus_type type;                   /* F32 or F64 */
    size_t rank;
    uint64_t shape[2];                  /* of rank 1 and 2 */
    uint64_t values, first;             /* how many; where in the file the first byte is */
};

struct gr_tensors {
    const struct gr_origin *from;
    const gradus_allocator *mem;
    json_t *header;
    json_t *metadata;                   /* of the header; an object of strings, or NULL */
    size_t count;
    struct gr_tensor *tensor;           /* by name */
};

/* Reads and checks the whole header: afterwards every tensor lies inside the file, none shares a
 * byte with another, and none is left over.  [from] must outlive *out; [mem] may be NULL.     */
gradus_status gr_tensors_open(struct gr_tensors *out, const struct gr_origin *from,
                              const gradus_allocator *mem, gradus_error *err);
void gr_tensors_close(struct gr_tensors *t);
const struct gr_tensor *gr_tensors_find(const struct gr_tensors *t, const char *name);
/* The numbers of a tensor as doubles.  GRADUS_DATA names the first that is not finite. */
gradus_status gr_tensor_read(const struct gr_tensors *t, const struct gr_tensor *tensor,
                             double *values, gradus_error *err);

const char *gr_tensor_type_name(gradus_type type);                 /* "F32", "F64" */
size_t gr_tensor_type_size(gradus_type type);
/* Writes [values], rounded to [type], in little-endian order; [to] NULL: only looks at them.
 * GRADUS_DATA: one is not finite; [name] and [cols] (of a row, or 0) say which.               */
gradus_status gr_tensor_write(gradus_output *to, const char *name, gradus_type type, size_t cols,
                              const double *values, size_t count, gradus_error *err);

#endif
