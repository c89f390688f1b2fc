/* Outputs that are whole or not there.  The bytes go to a temporary file in the folder of the
 * target; commit syncs it, renames it over the target and syncs the folder.  Whatever fails
 * before the rename, the temporary is removed and the target is as it was.  Where the rename
 * itself is refused, the new file is whole and on disk, and so it stays, under its temporary name.
 *
 * A new file gets the mode that the umask leaves, a replaced one keeps its own, and its owner and
 * group where the system allows that.                                                         */
#define _POSIX_C_SOURCE 200809L
#include "system.h"
#include "target.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_NAMES = 1000, NAME_ROOM = 64, PIECE = 1 << 14 };

struct gradus_output {
    char *path;                         /* as the caller wrote it, for errors */
    struct gr_target target;
    char *temporary, *shown;            /* its name in the folder, and its path; or NULL */
    int fd;
    int streams;                        /* written straight to its place */
};

static gradus_status cannot(gradus_error *err, const gradus_output *o, int why)
{
    return gr_cannot_write(err, o->path, strerror(why));
}

/* The path, for people and signal handlers, of a name in the output's folder; NULL: no memory. */
static char *path_of(const gradus_output *o, const char *name)
{
    size_t place = strlen(o->target.place), size = strlen(name) + 1;
    char *text = malloc(place + size);
    if (text) {
        memcpy(text, o->target.place, place);
        memcpy(text + place, name, size);
    }
    return text;
}

/* ---- a file of its own ---------------------------------------------------------------------- */
/* Makes a file in the folder that nobody else has, with a name to free.  One that a killed process
 * left is passed over.                                                                        */
static gradus_status make_file(const gradus_output *o, const char *ending, mode_t mode, int *fd,
                               char **name, gradus_error *err)
{
    char text[NAME_ROOM];
    *fd = -1;
    for (int k = 0; *fd < 0 && k < MOST_NAMES; k++) {
        snprintf(text, sizeof text, ".gradus-%ld-%d.%s", (long)getpid(), k, ending);
        *fd = gr_sys_open(o->target.folder, text,
                          O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
        if (*fd < 0 && errno != EEXIST)
            return cannot(err, o, errno);
    }
    if (*fd < 0)
        return gr_cannot_write(err, o->path, "too many temporary files in its folder");
    *name = strdup(text);
    if (*name)
        return GRADUS_OK;
    gr_sys_close(*fd);
    gr_sys_unlink(o->target.folder, text);
    *fd = -1;
    return gr_fault_nomem(err);
}

/* Owner, group and mode of the file that is replaced.  Where the group cannot be kept, those who
 * are in the new one get no rights that were given to the old one.                            */
static gradus_status keep_rights(const gradus_output *o, gradus_error *err)
{
    const struct stat *was = &o->target.is;
    struct stat is;
    mode_t mode = was->st_mode & 0777;
    if (gr_sys_owner(o->fd, was->st_uid, was->st_gid) != 0)
        gr_sys_owner(o->fd, (uid_t)-1, was->st_gid);
    if (fstat(o->fd, &is) != 0)
        return cannot(err, o, errno);
    if (is.st_gid != was->st_gid)
        mode &= ~(mode_t)S_IRWXG;
    return gr_sys_mode(o->fd, mode) == 0 ? GRADUS_OK : cannot(err, o, errno);
}

static gradus_status open_temporary(gradus_output *o, gradus_error *err)
{
    const int exists = o->target.exists;
    gradus_status s = make_file(o, "tmp", exists ? 0600 : 0666, &o->fd, &o->temporary, err);
    if (s == GRADUS_OK && !(o->shown = path_of(o, o->temporary)))
        s = gr_fault_nomem(err);
    return s == GRADUS_OK && exists ? keep_rights(o, err) : s;
}

static gradus_status open_stream(gradus_output *o, gradus_error *err)
{
    o->streams = 1;
    o->fd = gr_sys_open(o->target.folder, o->target.name,
                        O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
    return o->fd >= 0 ? GRADUS_OK : cannot(err, o, errno);
}

static gradus_status start(gradus_output **out, const char *path,
                           gradus_status (*begin)(gradus_output *, gradus_error *),
                           gradus_error *err)
{
    if (!out)
        return gr_fault(err, GRADUS_ARGUMENT, NULL, "an output needs a place to be put");
    gradus_output *o = calloc(1, sizeof *o);
    if (!o)
        return gr_fault_nomem(err);
    o->fd = -1;
    gradus_status s = gr_target_find(&o->target, path, err);
    if (s == GRADUS_OK && !(o->path = strdup(path)))
        s = gr_fault_nomem(err);
    if (s == GRADUS_OK)
        s = begin(o, err);
    if (s == GRADUS_OK)
        *out = o;
    else
        gradus_output_abandon(o);
    return s;
}

gradus_status gradus_output_open(gradus_output **out, const char *path, gradus_error *err)
{
    return start(out, path, open_temporary, err);
}

gradus_status gradus_output_stream(gradus_output **out, const char *path, gradus_error *err)
{
    return start(out, path, open_stream, err);
}

const char *gradus_output_temporary(const gradus_output *output)
{
    return output ? output->shown : NULL;
}

/* ---- bytes ---------------------------------------------------------------------------------- */
/* 0, or the errno of what went wrong. */
static int write_all(int fd, const char *from, size_t size)
{
    while (size > 0) {
        ssize_t done = gr_sys_write(fd, from, size < SSIZE_MAX ? size : SSIZE_MAX);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return done < 0 ? errno : EIO;
        from += done;
        size -= (size_t)done;
    }
    return 0;
}

gradus_status gradus_output_write(gradus_output *output, const void *bytes, size_t size,
                                  gradus_error *err)
{
    int why = write_all(output->fd, bytes, size);
    return why ? cannot(err, output, why) : GRADUS_OK;
}

/* A signal (Ctrl-C, and again) may interrupt it.  0, or an errno. */
static int sync_all(int fd)
{
    while (gr_sys_sync(fd) != 0)
        if (errno != EINTR)
            return errno;
    return 0;
}

/* Syncs and closes, whatever happens; 0, or an errno.  A close that was interrupted has closed, and
 * what it closes was synced.                                                                  */
static int close_synced(int fd)
{
    int why = sync_all(fd);
    if (gr_sys_close(fd) != 0 && errno != EINTR && !why)
        why = errno;
    return why;
}

/* All bytes of [from] to [to], which then ends after them; 0, or an errno. */
static int copy_bytes(int from, int to)
{
    char piece[PIECE];
    off_t size = 0;
    for (;;) {
        ssize_t got = gr_sys_read(from, piece, sizeof piece);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got < 0 || gr_sys_truncate(to, size) != 0 ? errno : 0;
        int why = write_all(to, piece, (size_t)got);
        if (why)
            return why;
        size += got;
    }
}

/* Writes the bytes of the file [from] over those of [to], or into the open [fd] where [to] is NULL;
 * both stand in the output's folder.  0, or an errno.                                         */
static int copy_file(const gradus_output *o, const char *from, const char *to, int fd)
{
    int in = gr_sys_open(o->target.folder, from, O_RDONLY | O_NOFOLLOW | O_CLOEXEC, 0);
    int why = in < 0 ? errno : 0;
    if (to && !why) {
        fd = gr_sys_open(o->target.folder, to, O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0);
        why = fd < 0 ? errno : 0;
    }
    if (!why)
        why = copy_bytes(in, fd);
    if (fd >= 0) {
        int late = close_synced(fd);
        why = why ? why : late;
    }
    if (in >= 0)
        gr_sys_close(in);
    return why;
}

/* ---- in its place ---------------------------------------------------------------------------- */
/* The rename itself is on disk once its folder is.  A folder that this user may not read, or a
 * file system that syncs no folders, is not an error.                                         */
static gradus_status sync_folder(const gradus_output *o, gradus_error *err)
{
    int fd = gr_sys_open(o->target.folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    if (fd < 0)
        return GRADUS_OK;
    int why = sync_all(fd);
    gr_sys_close(fd);
    if (!why || why == EINVAL || why == ENOTSUP)
        return GRADUS_OK;
    gr_fault(err, GRADUS_IO, NULL, "cannot sync the folder of '%s': %s", o->path, strerror(why));
    gr_fault_hint(err, "the new file is in place, but a power failure now may bring back the old");
    return GRADUS_IO;
}

static void remove_temporary(gradus_output *o)
{
    if (o->temporary)
        gr_sys_unlink(o->target.folder, o->temporary);
    free(o->temporary);
    o->temporary = NULL;
}

/* The temporary file is whole, and stays: says where, if it is still there.  [copy] is that of the
 * old file, where the target holds neither; or NULL.  Where the folder's name is too long for a
 * hint, the names in it are said alone.                                                       */
static void keep_temporary(gradus_output *o, const char *copy, gradus_error *err)
{
    enum { LONGEST = 80 };
    const char *place = strlen(o->target.place) > LONGEST ? "" : o->target.place;
    if (faccessat(o->target.folder, o->temporary, F_OK, 0) == 0 && copy)
        gr_fault_hint(err, "the whole new file is kept as '%s%s', the old one as '%s%s'", place,
                      o->temporary, place, copy);
    else if (faccessat(o->target.folder, o->temporary, F_OK, 0) == 0)
        gr_fault_hint(err, "the whole new file is kept as '%s%s'", place, o->temporary);
    free(o->temporary);
    o->temporary = NULL;
}

/* A mounted file cannot be replaced, but written.  A copy of its bytes is kept until the new ones
 * are on disk, and put back where they do not get there.                                      */
static gradus_status write_over(gradus_output *o, gradus_error *err)
{
    char *copy = NULL;
    int fd;
    gradus_status s = make_file(o, "old", 0600, &fd, &copy, err);
    if (s != GRADUS_OK) {
        keep_temporary(o, NULL, err);
        return s;
    }
    int why = copy_file(o, o->target.name, NULL, fd), lost = 0;
    if (!why && (why = copy_file(o, o->temporary, o->target.name, -1)) != 0)
        lost = copy_file(o, copy, o->target.name, -1) != 0;
    if (why) {
        cannot(err, o, why);
        keep_temporary(o, lost ? copy : NULL, err);
    }
    if (!lost)
        gr_sys_unlink(o->target.folder, copy);
    free(copy);
    return why ? GRADUS_IO : GRADUS_OK;
}

static gradus_status put_in_place(gradus_output *o, gradus_error *err)
{
    gradus_status s = GRADUS_OK;
    if (gr_sys_rename(o->target.folder, o->temporary, o->target.name) == 0) {
        free(o->temporary);
        o->temporary = NULL;            /* it is the target now: nothing to remove */
    } else if (errno == EBUSY) {
        s = write_over(o, err);
    } else {
        s = cannot(err, o, errno);
        keep_temporary(o, NULL, err);
    }
    return s == GRADUS_OK ? sync_folder(o, err) : s;
}

gradus_status gradus_output_commit(gradus_output *output, gradus_error *err)
{
    int why = close_synced(output->fd);
    output->fd = -1;
    gradus_status s = why ? cannot(err, output, why) : GRADUS_OK;
    if (s == GRADUS_OK && !output->streams)
        s = put_in_place(output, err);
    gradus_output_abandon(output);
    return s;
}

void gradus_output_abandon(gradus_output *output)
{
    if (!output)
        return;
    if (output->fd >= 0)
        gr_sys_close(output->fd);
    remove_temporary(output);
    gr_target_close(&output->target);
    free(output->shown);
    free(output->path);
    free(output);
}
