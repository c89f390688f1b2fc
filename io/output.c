/* Outputs that are whole or not there.  The bytes go to a temporary file in the folder of the
 * target; commit syncs it, renames it over the target and syncs the folder.  Whatever fails
 * before the rename, the temporary is removed and the target is as it was.
 *
 * A symbolic link is followed: what it points to is replaced, the link stays.  A new file gets
 * the mode that the umask leaves, a replaced one keeps its own.                               */
#define _POSIX_C_SOURCE 200809L
#include "fault.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_LINKS = 40, MOST_NAMES = 1000, NAME_ROOM = 64 };

struct gradus_output {
    char *path;                         /* as the caller wrote it, for errors */
    char *target, *folder, *temporary;
    int fd;
};

/* What is known of a target before it is written. */
struct target {
    char *path, *folder;                /* links followed; owned */
    int exists;
    mode_t mode;
};

static gradus_status cannot(gradus_error *err, const char *path, const char *why)
{
    return gr_fault(err, GRADUS_IO, NULL, "cannot write '%s': %s", path, why);
}

static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

/* The folder of [path] with its last slash, then [name]; NULL without memory. */
static char *beside(const char *path, const char *name)
{
    size_t folder = folder_length(path), size = strlen(name) + 1;
    char *text = malloc(folder + size);
    if (text) {
        memcpy(text, path, folder);
        memcpy(text + folder, name, size);
    }
    return text;
}

static char *folder_of(const char *path)
{
    size_t length = folder_length(path);
    char *text = malloc(length + 2);
    if (text) {
        memcpy(text, path, length);
        memcpy(text + length, ".", 2);
    }
    return text;
}

/* Replaces *path by what the link there points to. */
static gradus_status follow(char **path, const char *shown, gradus_error *err)
{
    char link[PATH_MAX];
    ssize_t length = readlink(*path, link, sizeof link - 1);
    if (length < 0)
        return cannot(err, shown, strerror(errno));
    link[length] = '\0';
    char *next = link[0] == '/' ? strdup(link) : beside(*path, link);
    if (!next)
        return gr_fault_nomem(err);
    free(*path);
    *path = next;
    return GRADUS_OK;
}

/* The links of t->path, one by one, to a file or to where one may be made. */
static gradus_status resolve(struct target *t, const char *shown, gradus_error *err)
{
    for (int links = 0; links < MOST_LINKS; links++) {
        struct stat st;
        if (lstat(t->path, &st) != 0) {
            t->exists = 0;
            return errno == ENOENT ? GRADUS_OK : cannot(err, shown, strerror(errno));
        }
        if (!S_ISLNK(st.st_mode)) {
            t->exists = 1;
            t->mode = st.st_mode;
            return GRADUS_OK;
        }
        gradus_status s = follow(&t->path, shown, err);
        if (s != GRADUS_OK)
            return s;
    }
    return cannot(err, shown, strerror(ELOOP));
}

static const char *kind_of(mode_t mode)
{
    return S_ISDIR(mode)    ? "it is a directory"
           : S_ISFIFO(mode) ? "it is a pipe"
           : S_ISSOCK(mode) ? "it is a socket"
                            : "it is a device";
}

static gradus_status check_file(const struct target *t, const char *shown, gradus_error *err)
{
    const char *name = t->path + folder_length(t->path);
    if (!*name || !strcmp(name, ".") || !strcmp(name, ".."))
        return cannot(err, shown, "it names no file");
    if (t->exists && !S_ISREG(t->mode)) {
        cannot(err, shown, kind_of(t->mode));
        gr_fault_hint(err, "give the name of a file; only regular files are replaced");
        return GRADUS_IO;
    }
    if (t->exists && access(t->path, W_OK) != 0)
        return cannot(err, shown, strerror(errno));
    return GRADUS_OK;
}

static gradus_status check_folder(const struct target *t, const char *shown, gradus_error *err)
{
    struct stat st;
    if (stat(t->folder, &st) != 0)
        return cannot(err, shown,
                      errno == ENOENT ? "its folder does not exist" : strerror(errno));
    if (access(t->folder, W_OK | X_OK) != 0)
        return cannot(err, shown, errno == EACCES ? "no permission to write in its folder"
                                                  : strerror(errno));
    return GRADUS_OK;
}

static void target_free(struct target *t)
{
    free(t->path);
    free(t->folder);
}

/* Fills *t, which the caller frees whatever comes back. */
static gradus_status examine(struct target *t, const char *path, gradus_error *err)
{
    *t = (struct target){ .path = NULL };
    if (!path || !*path)
        return gr_fault(err, GRADUS_ARGUMENT, NULL, "an output needs a file name");
    t->path = strdup(path);
    if (!t->path)
        return gr_fault_nomem(err);
    gradus_status s = resolve(t, path, err);
    if (s == GRADUS_OK)
        s = check_file(t, path, err);
    if (s != GRADUS_OK)
        return s;
    t->folder = folder_of(t->path);
    return t->folder ? check_folder(t, path, err) : gr_fault_nomem(err);
}

gradus_status gradus_output_check(const char *path, gradus_error *err)
{
    struct target t;
    gradus_status s = examine(&t, path, err);
    target_free(&t);
    return s;
}

/* A file that nobody else has.  A name left by a killed process is passed over. */
static gradus_status open_temporary(gradus_output *o, const struct target *t, gradus_error *err)
{
    mode_t mode = t->exists ? t->mode & 0777 : 0666;
    for (int k = 0; k < MOST_NAMES; k++) {
        char name[NAME_ROOM];
        snprintf(name, sizeof name, ".gradus-%ld-%d.tmp", (long)getpid(), k);
        o->temporary = beside(t->path, name);
        if (!o->temporary)
            return gr_fault_nomem(err);
        o->fd = open(o->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (o->fd >= 0)
            break;
        int why = errno;
        free(o->temporary);
        o->temporary = NULL;
        if (why != EEXIST)
            return cannot(err, o->path, strerror(why));
    }
    if (o->fd < 0)
        return cannot(err, o->path, "too many temporary files in its folder");
    if (t->exists && fchmod(o->fd, mode) != 0)
        return cannot(err, o->path, strerror(errno));
    return GRADUS_OK;
}

gradus_status gradus_output_open(gradus_output **out, const char *path, gradus_error *err)
{
    struct target t;
    gradus_status s = examine(&t, path, err);
    gradus_output *o = s == GRADUS_OK ? calloc(1, sizeof *o) : NULL;
    if (s == GRADUS_OK && !o)
        s = gr_fault_nomem(err);
    if (s == GRADUS_OK) {
        o->fd = -1;
        o->path = strdup(path);
        s = o->path ? open_temporary(o, &t, err) : gr_fault_nomem(err);
    }
    if (s == GRADUS_OK) {
        o->target = t.path;
        o->folder = t.folder;
        *out = o;
        return GRADUS_OK;
    }
    target_free(&t);
    gradus_output_abandon(o);
    return s;
}

gradus_status gradus_output_write(gradus_output *output, const void *bytes, size_t size,
                                  gradus_error *err)
{
    const char *from = bytes;
    while (size > 0) {
        ssize_t done = write(output->fd, from, size < SSIZE_MAX ? size : SSIZE_MAX);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return cannot(err, output->path, done < 0 ? strerror(errno) : "nothing was taken");
        from += done;
        size -= (size_t)done;
    }
    return GRADUS_OK;
}

/* A signal (Ctrl-C, and again) may interrupt it. */
static int sync_all(int fd)
{
    int failed;
    do
        failed = fsync(fd);
    while (failed && errno == EINTR);
    return failed;
}

/* A close that was interrupted has closed, and what it closes was synced. */
static gradus_status close_synced(gradus_output *o, gradus_error *err)
{
    gradus_status s = GRADUS_OK;
    if (sync_all(o->fd) != 0)
        s = cannot(err, o->path, strerror(errno));
    if (close(o->fd) != 0 && errno != EINTR && s == GRADUS_OK)
        s = cannot(err, o->path, strerror(errno));
    o->fd = -1;
    return s;
}

/* The rename itself is on disk once its folder is.  A folder that this user may not read, or a
 * file system that syncs no folders, is not an error.                                         */
static gradus_status sync_folder(const gradus_output *o, gradus_error *err)
{
    int fd = open(o->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return GRADUS_OK;
    int failed = sync_all(fd) != 0 && errno != EINVAL && errno != ENOTSUP ? errno : 0;
    close(fd);
    if (!failed)
        return GRADUS_OK;
    gr_fault(err, GRADUS_IO, NULL, "cannot sync the folder of '%s': %s", o->path,
             strerror(failed));
    gr_fault_hint(err, "the new file is in place, but a power failure now may bring back the old");
    return GRADUS_IO;
}

gradus_status gradus_output_commit(gradus_output *output, gradus_error *err)
{
    gradus_status s = close_synced(output, err);
    if (s == GRADUS_OK && rename(output->temporary, output->target) != 0)
        s = cannot(err, output->path, strerror(errno));
    if (s == GRADUS_OK) {
        free(output->temporary);
        output->temporary = NULL;       /* it is the target now: nothing to remove */
        s = sync_folder(output, err);
    }
    gradus_output_abandon(output);
    return s;
}

void gradus_output_abandon(gradus_output *output)
{
    if (!output)
        return;
    if (output->fd >= 0)
        close(output->fd);
    if (output->temporary)
        unlink(output->temporary);
    free(output->temporary);
    free(output->target);
    free(output->folder);
    free(output->path);
    free(output);
}
