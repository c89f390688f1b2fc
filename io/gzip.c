/* gzip through zlib.  A member is a header, deflated bytes and a checksum; a file may hold
 * several, one after the other, which together are the text.  Nothing says truly how much comes
 * out, so the block doubles, up to the memory of this machine.                                */
#define ZLIB_CONST
#include "load.h"

#include <limits.h>
#include <zlib.h>

enum { ANY_WINDOW_AND_GZIP = 15 + 16 };

struct unpacking {
    z_stream z;
    const unsigned char *end;           /* of the packed bytes */
    const char *name;
    struct gr_bytes block;
    size_t used;
    const gradus_allocator *mem;
};

static void *z_take(void *user, unsigned count, unsigned size)
{
    return gr_take(user, count, size);
}

static void z_give(void *user, void *block)
{
    gr_give(user, block);
}

int gr_gzip_seen(const void *bytes, size_t size)
{
    const unsigned char *b = bytes;
    return size >= 2 && b[0] == 0x1f && b[1] == 0x8b;
}

static unsigned at_most(size_t n)
{
    return n < UINT_MAX ? (unsigned)n : UINT_MAX;
}

static gradus_status broken(struct unpacking *u, const char *what, gradus_error *err)
{
    struct gr_place place = { u->name, 0, 0 };
    return gr_fault(err, GRADUS_SYNTAX, &place, "%s", what);
}

static gradus_status make_room(struct unpacking *u, gradus_error *err)
{
    struct gr_place place = { u->name, 0, 0 };
    if (u->used < u->block.size)
        return GRADUS_OK;
    if (u->block.size > gr_load_limit() / 2)
        return gr_fault(err, GRADUS_NOMEM, &place, "unpacks to more than this machine's memory");
    if (!gr_bytes_resize(&u->block, u->used, u->block.size * 2, u->mem))
        return gr_fault_nomem(err);
    return GRADUS_OK;
}

/* One call of inflate, with all the input and room that an unsigned can count. */
static int step(struct unpacking *u)
{
    unsigned room = at_most(u->block.size - u->used);
    u->z.avail_in = at_most((size_t)(u->end - u->z.next_in));
    u->z.next_out = u->block.data + u->used;
    u->z.avail_out = room;
    int z = inflate(&u->z, Z_NO_FLUSH);
    u->used += room - u->z.avail_out;
    return z;
}

static gradus_status unpack_member(struct unpacking *u, gradus_error *err)
{
    for (;;) {
        gradus_status s = make_room(u, err);
        if (s != GRADUS_OK)
            return s;
        int z = step(u);
        if (z == Z_STREAM_END)
            return GRADUS_OK;
        if (z == Z_MEM_ERROR)
            return gr_fault_nomem(err);
        if (z != Z_OK && z != Z_BUF_ERROR)
            return broken(u, "damaged gzip data", err);
        if (u->z.next_in == u->end && u->z.avail_out)
            return broken(u, "truncated gzip data", err);
    }
}

static gradus_status unpack(struct unpacking *u, gradus_error *err)
{
    gradus_status s = unpack_member(u, err);
    while (s == GRADUS_OK && u->z.next_in < u->end) {
        if (!gr_gzip_seen(u->z.next_in, (size_t)(u->end - u->z.next_in)))
            return broken(u, "bytes that are not gzip follow the gzip data", err);
        inflateReset(&u->z);
        s = unpack_member(u, err);
    }
    return s;
}

gradus_status gr_gunzip(struct gr_bytes *out, const char *name, const void *bytes, size_t size,
                        const gradus_allocator *mem, gradus_error *err)
{
    gradus_allocator copy;
    struct unpacking u = { .end = (const unsigned char *)bytes + size, .name = name, .mem = mem };
    if (!gr_gzip_seen(bytes, size))
        return broken(&u, "not a gzip file", err);
    u.z.zalloc = z_take;
    u.z.zfree = z_give;
    if (mem) {
        copy = *mem;
        u.z.opaque = &copy;
    }
    u.z.next_in = bytes;
    if (inflateInit2(&u.z, ANY_WINDOW_AND_GZIP) != Z_OK)
        return gr_fault_nomem(err);
    size_t guess = size < SIZE_MAX / 8 ? size * 4 + 64 : size;
    gradus_status s = gr_bytes_resize(&u.block, 0, guess, mem) ? unpack(&u, err)
                                                               : gr_fault_nomem(err);
    inflateEnd(&u.z);
    u.block.size = u.used;
    if (s == GRADUS_OK)
        *out = u.block;
    else
        gr_give(mem, u.block.data);
    return s;
}
