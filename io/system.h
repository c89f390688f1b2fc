/* The calls of the system by which files are written, one function each. */
#ifndef GR_SYSTEM_H
#define GR_SYSTEM_H
#include <sys/types.h>

/* Each is one call, with its result and errno: an interruption is the caller's to go on after.
 * A [folder] is a descriptor, or AT_FDCWD; names are seen from there.                         */
int gr_sys_open(int folder, const char *name, int flags, mode_t mode);
ssize_t gr_sys_read(int fd, void *bytes, size_t size);
ssize_t gr_sys_write(int fd, const void *bytes, size_t size);
int gr_sys_truncate(int fd, off_t size);
int gr_sys_sync(int fd);
int gr_sys_close(int fd);
int gr_sys_owner(int fd, uid_t owner, gid_t group);
int gr_sys_mode(int fd, mode_t mode);
int gr_sys_rename(int folder, const char *from, const char *to);
int gr_sys_unlink(int folder, const char *name);

#endif
