/* Failures on order, in the place of the calls of io/system.c: the linker sends a call of
 * gr_sys_write to __wrap_gr_sys_write, which counts it and then fails, raises a signal, or does
 * what it was asked to.                                                                       */
#define _POSIX_C_SOURCE 200809L
#include "system.h"

#include "faults.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

const char *const call_name[CALLS] = {
#define ONE(NAME, name) #name,
    FAULT_CALLS(ONE)
#undef ONE
};

static struct order {
    long made, at;                      /* at: 0 is never */
    int and_on, error, signal;
} orders[CALLS];
static size_t most_at_once;

void faults_none(void)
{
    memset(orders, 0, sizeof orders);
    most_at_once = 0;
}

void fault_error(enum call call, long nth, int and_on, int error)
{
    struct order *o = &orders[call];
    *o = (struct order){ .made = o->made, .at = o->made + nth, .and_on = and_on, .error = error };
}

void fault_signal(enum call call, long nth, int signal)
{
    struct order *o = &orders[call];
    *o = (struct order){ .made = o->made, .at = o->made + nth, .signal = signal };
}

long faults_made(enum call call)
{
    return orders[call].made;
}

void faults_slow(size_t most)
{
    most_at_once = most;
}

/* Counts a call; 1 and errno where it is to fail. */
static int fails(enum call call)
{
    struct order *o = &orders[call];
    o->made++;
    if (!o->at || o->made < o->at || (o->made > o->at && !o->and_on))
        return 0;
    if (o->signal)
        raise(o->signal);
    errno = o->error;
    return o->error != 0;
}

/* How much of [size] goes at once; 0 and errno: a signal came first. */
static size_t some(size_t size)
{
    static int interrupted;
    if (!most_at_once)
        return size;
    interrupted = !interrupted;
    errno = EINTR;
    return interrupted ? 0 : size < most_at_once ? size : most_at_once;
}

int __real_gr_sys_open(int folder, const char *name, int flags, mode_t mode);
int __wrap_gr_sys_open(int folder, const char *name, int flags, mode_t mode);
int __wrap_gr_sys_open(int folder, const char *name, int flags, mode_t mode)
{
    return fails(OPEN) ? -1 : __real_gr_sys_open(folder, name, flags, mode);
}

ssize_t __real_gr_sys_read(int fd, void *bytes, size_t size);
ssize_t __wrap_gr_sys_read(int fd, void *bytes, size_t size);
ssize_t __wrap_gr_sys_read(int fd, void *bytes, size_t size)
{
    if (fails(READ))
        return -1;
    size_t now = some(size);
    return now || !size ? __real_gr_sys_read(fd, bytes, now) : -1;
}

ssize_t __real_gr_sys_write(int fd, const void *bytes, size_t size);
ssize_t __wrap_gr_sys_write(int fd, const void *bytes, size_t size);
ssize_t __wrap_gr_sys_write(int fd, const void *bytes, size_t size)
{
    if (fails(WRITE))
        return -1;
    size_t now = some(size);
    return now || !size ? __real_gr_sys_write(fd, bytes, now) : -1;
}

int __real_gr_sys_truncate(int fd, off_t size);
int __wrap_gr_sys_truncate(int fd, off_t size);
int __wrap_gr_sys_truncate(int fd, off_t size)
{
    return fails(TRUNCATE) ? -1 : __real_gr_sys_truncate(fd, size);
}

int __real_gr_sys_sync(int fd);
int __wrap_gr_sys_sync(int fd);
int __wrap_gr_sys_sync(int fd)
{
    return fails(SYNC) ? -1 : __real_gr_sys_sync(fd);
}

/* Even one that fails has closed. */
int __real_gr_sys_close(int fd);
int __wrap_gr_sys_close(int fd);
int __wrap_gr_sys_close(int fd)
{
    int done = __real_gr_sys_close(fd);
    return fails(CLOSE) ? -1 : done;
}

int __real_gr_sys_owner(int fd, uid_t owner, gid_t group);
int __wrap_gr_sys_owner(int fd, uid_t owner, gid_t group);
int __wrap_gr_sys_owner(int fd, uid_t owner, gid_t group)
{
    return fails(OWNER) ? -1 : __real_gr_sys_owner(fd, owner, group);
}

int __real_gr_sys_mode(int fd, mode_t mode);
int __wrap_gr_sys_mode(int fd, mode_t mode);
int __wrap_gr_sys_mode(int fd, mode_t mode)
{
    return fails(MODE) ? -1 : __real_gr_sys_mode(fd, mode);
}

int __real_gr_sys_rename(int folder, const char *from, const char *to);
int __wrap_gr_sys_rename(int folder, const char *from, const char *to);
int __wrap_gr_sys_rename(int folder, const char *from, const char *to)
{
    return fails(RENAME) ? -1 : __real_gr_sys_rename(folder, from, to);
}

int __real_gr_sys_unlink(int folder, const char *name);
int __wrap_gr_sys_unlink(int folder, const char *name);
int __wrap_gr_sys_unlink(int folder, const char *name)
{
    return fails(UNLINK) ? -1 : __real_gr_sys_unlink(folder, name);
}
