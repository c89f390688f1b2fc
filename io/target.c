/* Where an output goes: finds the folder and the name that a path leads to, and says before any
 * work is done why nothing can be written there.
 *
 * A symbolic link at the end of the path is followed by hand, folder by folder, each opened from
 * the one before; a name that was looked at is then used inside its open folder only.  So nobody
 * can put another link in the way between the look and the write.                             */
#define _GNU_SOURCE                                     /* O_PATH, where there is one */
#include "target.h"
#include "system.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_LINKS = 40 };

/* A folder that may be searched need not be readable. */
#if defined O_PATH
enum { SEARCH = O_PATH };
#elif defined O_SEARCH
enum { SEARCH = O_SEARCH };
#else
enum { SEARCH = O_RDONLY };
#endif

gradus_status gr_cannot_write(gradus_error *err, const char *path, const char *why)
{
    char shown[160];                    /* of a long path the beginning: the reason has room */
    return gr_fault(err, GRADUS_IO, NULL, "cannot write '%s': %s",
                    gradus_text_show(path, SIZE_MAX, shown, sizeof shown), why);
}

static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

/* t->place after going on to [folder], of [length] bytes, which may be absolute; to free. */
static char *place_of(const struct gr_target *t, const char *folder, size_t length)
{
    size_t before = t->place && folder[0] != '/' ? strlen(t->place) : 0;
    char *text = malloc(before + length + 1);
    if (text) {
        memcpy(text, before ? t->place : "", before);
        memcpy(text + before, folder, length);
        text[before + length] = '\0';
    }
    return text;
}

static void move_to(struct gr_target *t, int folder, char *place, char *name)
{
    if (t->folder >= 0)
        gr_sys_close(t->folder);
    free(t->place);
    free(t->name);
    t->folder = folder;
    t->place = place;
    t->name = name;
}

/* Opens the folder of [path], seen from where t is, and keeps the last name. */
static gradus_status go_on(struct gr_target *t, const char *path, const char *shown,
                           gradus_error *err)
{
    size_t length = folder_length(path);
    const char *last = path + length;
    if (!*last || !strcmp(last, ".") || !strcmp(last, ".."))
        return gr_cannot_write(err, shown, "it names no file");
    char *folder = length ? strndup(path, length) : strdup(".");
    char *place = place_of(t, path, length), *name = strdup(last);
    int fd = -1, why = 0;
    if (folder && place && name) {
        fd = gr_sys_open(t->folder, folder, SEARCH | O_DIRECTORY | O_CLOEXEC, 0);
        why = errno;
    }
    gradus_status s = GRADUS_OK;
    if (!folder || !place || !name)
        s = gr_fault_nomem(err);
    else if (fd < 0)
        s = gr_cannot_write(err, shown,
                            why == ENOENT ? "its folder does not exist" : strerror(why));
    free(folder);
    if (s == GRADUS_OK) {
        move_to(t, fd, place, name);
        return s;
    }
    free(place);
    free(name);
    return s;
}

/* In a folder where everybody may put files, such as /tmp, only one's own links are followed, and
 * those of the folder's owner: as the system itself does where that is switched on.           */
static int is_planted(const struct gr_target *t)
{
    struct stat folder;
    if (fstat(t->folder, &folder) != 0)
        return 1;
    return (folder.st_mode & S_ISVTX) && (folder.st_mode & S_IWOTH) &&
           t->is.st_uid != geteuid() && t->is.st_uid != folder.st_uid;
}

/* Follows links until t->name is none. */
static gradus_status resolve(struct gr_target *t, const char *path, gradus_error *err)
{
    char link[PATH_MAX];
    gradus_status s = go_on(t, path, path, err);
    for (int links = 0; s == GRADUS_OK && links < MOST_LINKS; links++) {
        if (fstatat(t->folder, t->name, &t->is, AT_SYMLINK_NOFOLLOW) != 0)
            return errno == ENOENT ? GRADUS_OK : gr_cannot_write(err, path, strerror(errno));
        if (!S_ISLNK(t->is.st_mode)) {
            t->exists = 1;
            return GRADUS_OK;
        }
        if (is_planted(t))
            return gr_cannot_write(err, path, "a link on the way is another user's");
        ssize_t length = readlinkat(t->folder, t->name, link, sizeof link - 1);
        if (length < 0)
            return gr_cannot_write(err, path, strerror(errno));
        link[length] = '\0';
        s = go_on(t, link, path, err);
    }
    return s == GRADUS_OK ? gr_cannot_write(err, path, strerror(ELOOP)) : s;
}

static const char *kind_of(mode_t mode)
{
    return S_ISDIR(mode)    ? "it is a directory"
           : S_ISFIFO(mode) ? "it is a pipe"
           : S_ISSOCK(mode) ? "it is a socket"
                            : "it is a device";
}

static gradus_status check_mode(mode_t mode, const char *shown, gradus_error *err)
{
    if (S_ISREG(mode))
        return GRADUS_OK;
    gr_cannot_write(err, shown, kind_of(mode));
    gr_fault_hint(err, "give the name of a file; only regular files are replaced");
    return GRADUS_IO;
}

/* Some links, such as /dev/stdout, lead to what has no name: these the system follows alone. */
static gradus_status check_kind(const char *path, gradus_error *err)
{
    struct stat is;
    return stat(path, &is) == 0 ? check_mode(is.st_mode, path, err) : GRADUS_OK;
}

static gradus_status check_file(const struct gr_target *t, const char *shown, gradus_error *err)
{
    gradus_status s = t->exists ? check_mode(t->is.st_mode, shown, err) : GRADUS_OK;
    if (s != GRADUS_OK)
        return s;
    if (t->exists && faccessat(t->folder, t->name, W_OK, 0) != 0)
        return gr_cannot_write(err, shown, strerror(errno));
    if (faccessat(t->folder, ".", W_OK | X_OK, 0) != 0)
        return gr_cannot_write(err, shown, errno == EACCES
                                               ? "no permission to write in its folder"
                                               : strerror(errno));
    return GRADUS_OK;
}

gradus_status gr_target_find(struct gr_target *t, const char *path, gradus_error *err)
{
    *t = (struct gr_target){ .folder = AT_FDCWD };
    if (!path || !*path)
        return gr_fault(err, GRADUS_ARGUMENT, NULL, "an output needs a file name");
    gradus_status s = check_kind(path, err);
    if (s == GRADUS_OK)
        s = resolve(t, path, err);
    return s == GRADUS_OK ? check_file(t, path, err) : s;
}

void gr_target_close(struct gr_target *t)
{
    move_to(t, AT_FDCWD, NULL, NULL);
}

gradus_status gradus_output_check(const char *path, gradus_error *err)
{
    struct gr_target t;
    gradus_status s = gr_target_find(&t, path, err);
    gr_target_close(&t);
    return s;
}

static int same_node(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Neither is there yet: would both be made in one folder, under one name? */
static int same_place(const char *path, const char *other)
{
    struct gr_target a, b;
    struct stat of_a, of_b;
    int same = gr_target_find(&a, path, NULL) == GRADUS_OK;
    same = gr_target_find(&b, other, NULL) == GRADUS_OK && same && !a.exists && !b.exists &&
           fstat(a.folder, &of_a) == 0 && fstat(b.folder, &of_b) == 0 &&
           same_node(&of_a, &of_b) && strcmp(a.name, b.name) == 0;
    gr_target_close(&a);
    gr_target_close(&b);
    return same;
}

/* What stands at [path], or is open as [stream] where that is "-"; 0: nothing. */
static int find(const char *path, int stream, struct stat *is)
{
    return (strcmp(path, "-") ? stat(path, is) : fstat(stream, is)) == 0;
}

int gradus_output_same(const char *path, const char *other)
{
    struct stat a, b;
    if (!path || !other)
        return 0;
    int streams = !strcmp(path, "-") || !strcmp(other, "-");
    int here = find(path, STDOUT_FILENO, &a), there = find(other, STDIN_FILENO, &b);
    if (!here || !there)
        return !here && !there && !streams && same_place(path, other);
    return same_node(&a, &b) && (S_ISREG(a.st_mode) || !streams);
}
