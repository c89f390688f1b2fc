/* The calls of the system by which files are written.  All writing of files goes through these
 * functions and none of them does more than its one call, so that a test can put another in the
 * place of each (tests/faults) and see what its failure leaves behind.                        */
#define _POSIX_C_SOURCE 200809L
#include "system.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int gr_sys_open(int folder, const char *name, int flags, mode_t mode)
{
    return openat(folder, name, flags, mode);
}

ssize_t gr_sys_read(int fd, void *bytes, size_t size)
{
    return read(fd, bytes, size);
}

ssize_t gr_sys_write(int fd, const void *bytes, size_t size)
{
    return write(fd, bytes, size);
}

int gr_sys_truncate(int fd, off_t size)
{
    return ftruncate(fd, size);
}

int gr_sys_sync(int fd)
{
    return fsync(fd);
}

int gr_sys_close(int fd)
{
    return close(fd);
}

int gr_sys_owner(int fd, uid_t owner, gid_t group)
{
    return fchown(fd, owner, group);
}

int gr_sys_mode(int fd, mode_t mode)
{
    return fchmod(fd, mode);
}

int gr_sys_rename(int folder, const char *from, const char *to)
{
    return renameat(folder, from, folder, to);
}

int gr_sys_unlink(int folder, const char *name)
{
    return unlinkat(folder, name, 0);
}
