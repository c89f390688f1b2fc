/* A whole file in memory, and what gzip made smaller unpacked. */
#ifndef GR_LOAD_H
#define GR_LOAD_H
#include "fault.h"

struct gr_bytes {                       /* owned: gr_give(mem, data) */
    unsigned char *data;
    size_t size;
};

/* Reads all of [path] ("-": standard input).  Refuses what is no file: a folder, a device. */
gradus_status gr_load(struct gr_bytes *out, const char *path, const gradus_allocator *mem,
                      gradus_error *err);

/* What must not be passed by what is read or unpacked: the memory of this machine, in bytes. */
size_t gr_load_limit(void);

/* Grows *bytes, of which [used] bytes matter, to [size]; 0 and as it was without memory. */
int gr_bytes_resize(struct gr_bytes *bytes, size_t used, size_t size,
                    const gradus_allocator *mem);

int gr_gzip_seen(const void *bytes, size_t size);      /* does it begin as gzip does? */
/* Unpacks all members; a truncated or damaged one, or bytes after the last, are errors. */
gradus_status gr_gunzip(struct gr_bytes *out, const char *name, const void *bytes, size_t size,
                        const gradus_allocator *mem, gradus_error *err);

#endif
