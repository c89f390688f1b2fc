/* Files are read whole before anything is made of them.  It is the fastest way to go over a
 * table twice, and a file that changes or ends while it is read cannot hurt: a map of it could.
 * A regular file says its size; a pipe does not, so its block doubles.                         */
#define _POSIX_C_SOURCE 200809L
#include "load.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_BLOCK = 1 << 16, MOST_A_READ = 1 << 30 };

size_t gr_load_limit(void)
{
    long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
    size_t bytes;
    if (pages <= 0 || size <= 0 || __builtin_mul_overflow((size_t)pages, (size_t)size, &bytes))
        return SIZE_MAX / 2;
    return bytes;
}

int gr_bytes_resize(struct gr_bytes *bytes, size_t used, size_t size,
                    const gradus_allocator *mem)
{
    unsigned char *moved = gr_take(mem, size, 1);
    if (!moved)
        return 0;
    if (used)
        memcpy(moved, bytes->data, used);
    gr_give(mem, bytes->data);
    bytes->data = moved;
    bytes->size = size;
    return 1;
}

static gradus_status fail(gradus_error *err, const char *path, const char *what)
{
    struct gr_place place = { path, 0, 0 };
    return gr_fault(err, GRADUS_IO, &place, "cannot %s: %s", what, strerror(errno));
}

static gradus_status check_kind(const struct stat *st, const char *path, gradus_error *err)
{
    struct gr_place place = { path, 0, 0 };
    if (S_ISREG(st->st_mode) || S_ISFIFO(st->st_mode))
        return GRADUS_OK;
    return gr_fault(err, GRADUS_IO, &place, "cannot read: it is a %s, not a file",
                    S_ISDIR(st->st_mode) ? "directory" : "device");
}

static gradus_status make_room(struct gr_bytes *block, size_t used, const char *path,
                               const gradus_allocator *mem, gradus_error *err)
{
    struct gr_place place = { path, 0, 0 };
    if (used < block->size)
        return GRADUS_OK;
    if (block->size > gr_load_limit() / 2)
        return gr_fault(err, GRADUS_NOMEM, &place, "larger than this machine's memory");
    return gr_bytes_resize(block, used, block->size * 2, mem) ? GRADUS_OK : gr_fault_nomem(err);
}

/* Reads to the end; block->size becomes the number of bytes read. */
static gradus_status read_all(int fd, struct gr_bytes *block, const char *path,
                              const gradus_allocator *mem, gradus_error *err)
{
    size_t used = 0;
    for (;;) {
        gradus_status s = make_room(block, used, path, mem, err);
        if (s != GRADUS_OK)
            return s;
        size_t room = block->size - used;
        ssize_t got = read(fd, block->data + used, room < MOST_A_READ ? room : MOST_A_READ);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail(err, path, "read");
        if (got == 0)
            break;
        used += (size_t)got;
    }
    block->size = used;
    return GRADUS_OK;
}

static gradus_status load(int fd, int any_kind, struct gr_bytes *out, const char *path,
                          const gradus_allocator *mem, gradus_error *err)
{
    struct stat st;
    struct gr_bytes block = { NULL, 0 };
    struct gr_place place = { path, 0, 0 };
    if (fstat(fd, &st))
        return fail(err, path, "read");
    gradus_status s = any_kind ? GRADUS_OK : check_kind(&st, path, err);
    if (s != GRADUS_OK)
        return s;
    int sized = S_ISREG(st.st_mode) && st.st_size > 0;
    if (sized && (uintmax_t)st.st_size > gr_load_limit())
        return gr_fault(err, GRADUS_NOMEM, &place, "larger than this machine's memory");
    if (!gr_bytes_resize(&block, 0, sized ? (size_t)st.st_size + 1 : FIRST_BLOCK, mem))
        return gr_fault_nomem(err);
    s = read_all(fd, &block, path, mem, err);
    if (s == GRADUS_OK)
        *out = block;
    else
        gr_give(mem, block.data);
    return s;
}

gradus_status gr_load(struct gr_bytes *out, const char *path, const gradus_allocator *mem,
                      gradus_error *err)
{
    if (!strcmp(path, "-"))
        return load(STDIN_FILENO, 1, out, path, mem, err);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail(err, path, "open");
    gradus_status s = load(fd, 0, out, path, mem, err);
    close(fd);
    return s;
}
