/* Arrays of numbers as they lie in a file, and tables made of them. */
#ifndef GR_ARRAY_H
#define GR_ARRAY_H
#include "load.h"

enum gr_item { GR_ITEM_UNSIGNED, GR_ITEM_SIGNED, GR_ITEM_REAL, GR_ITEM_BOOL };

/* (rows, cols) numbers of [size] bytes each; it borrows the bytes. */
struct gr_array {
    const char *name;                   /* of the file, for errors */
    const unsigned char *bytes;
    enum gr_item item;
    unsigned size;
    int big, by_columns;                /* byte order; a column's numbers lie together */
    size_t rows, cols;
    size_t dims;                        /* 1 has one column, 0 is a single number (npy) */
};

/* Each reads the header and proves that the numbers fill the rest of the bytes exactly. */
gradus_status gr_idx_open(struct gr_array *out, const char *name, const void *bytes, size_t size,
                          gradus_error *err);
gradus_status gr_npy_open(struct gr_array *out, const char *name, const void *bytes, size_t size,
                          gradus_error *err);
int gr_npy_seen(const void *bytes, size_t size);       /* does it begin as .npy does? */

/* The arrays X and y (may be missing: y->data is NULL) of an .npz, unpacked: each is an .npy. */
gradus_status gr_npz_open(struct gr_bytes *x, struct gr_bytes *y, const char *name,
                          const void *bytes, size_t size, const gradus_allocator *mem,
                          gradus_error *err);

/* Calls [each] for every array of an .npz, by its name without ".npy", until one fails. */
typedef gradus_status gr_npz_visit(void *user, const char *array, const struct gr_bytes *npy,
                                   gradus_error *err);
gradus_status gr_npz_each(const char *name, const void *bytes, size_t size,
                          const gradus_allocator *mem, gr_npz_visit *each, void *user,
                          gradus_error *err);

double gr_array_number(const struct gr_array *a, size_t row, size_t col);

/* A table with columns [x_name]1, ... of x and [y_name] (or y_name1, ...) of y, which may be NULL.
 * GRADUS_SHAPE: they differ in rows; GRADUS_DATA: a number is infinite, or there is none.     */
gradus_status gr_arrays_table(gradus_data **out, const struct gr_array *x, const char *x_name,
                              const struct gr_array *y, const char *y_name,
                              const gradus_allocator *mem, gradus_error *err);

#endif
