/* Outputs are whole or not there: what is refused, what a commit leaves, and that a failure of any
 * call on the way leaves the old file and nothing else in the folder.  The calls are wrapped by
 * the linker (tests/meson.build) so that the k-th of them can fail.                            */
#define _GNU_SOURCE                                     /* unshare */
#include <gradus-io.h>

#include <stdarg.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- failures on order --------------------------------------------------------------------- */
enum call { WRITE, FSYNC, RENAME, CLOSE, MEMORY, CALLS };
static const char *const call_name[CALLS] = { "write", "fsync", "rename", "close", "memory" };
static long countdown[CALLS];                           /* 1: the next one fails; 0: none does */
static long interruptions[CALLS];                       /* of the next calls, by a signal */
static size_t most_at_once;                             /* 0: no limit to one write */

static int dies;                                        /* killed where it would fail */

static int fails(enum call call)
{
    int now = countdown[call] > 0 && --countdown[call] == 0;
    if (now && dies)
        _exit(9);
    return now;
}

ssize_t __real_write(int fd, const void *bytes, size_t size);
ssize_t __wrap_write(int fd, const void *bytes, size_t size);
ssize_t __wrap_write(int fd, const void *bytes, size_t size)
{
    static int interrupted;
    if (fails(WRITE)) {
        errno = ENOSPC;
        return -1;
    }
    if (!most_at_once)
        return __real_write(fd, bytes, size);
    if ((interrupted = !interrupted)) {
        errno = EINTR;
        return -1;
    }
    return __real_write(fd, bytes, size < most_at_once ? size : most_at_once);
}

int __real_fsync(int fd);
int __wrap_fsync(int fd);
int __wrap_fsync(int fd)
{
    if (interruptions[FSYNC] > 0 && interruptions[FSYNC]--) {
        errno = EINTR;
        return -1;
    }
    if (!fails(FSYNC))
        return __real_fsync(fd);
    errno = EIO;
    return -1;
}

int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to)
{
    if (!fails(RENAME))
        return __real_rename(from, to);
    errno = EXDEV;
    return -1;
}

int __real_close(int fd);
int __wrap_close(int fd);
int __wrap_close(int fd)
{
    int done = __real_close(fd), interrupted = interruptions[CLOSE] > 0;
    interruptions[CLOSE] -= interrupted;
    if (!interrupted && !fails(CLOSE))
        return done;
    errno = interrupted ? EINTR : EIO;
    return -1;
}

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_malloc(size_t size)
{
    return fails(MEMORY) ? NULL : __real_malloc(size);
}

void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size)
{
    return fails(MEMORY) ? NULL : __real_calloc(count, size);
}

char *__real_strdup(const char *text);
char *__wrap_strdup(const char *text);
char *__wrap_strdup(const char *text)
{
    return fails(MEMORY) ? NULL : __real_strdup(text);
}

/* ---- a folder of its own ------------------------------------------------------------------- */
static char folder[64];

static int enter(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/gradus-output-XXXXXX");
    memset(countdown, 0, sizeof countdown);
    memset(interruptions, 0, sizeof interruptions);
    most_at_once = 0;
    umask(022);
    return mkdtemp(folder) && chmod(folder, 0755) == 0 ? 0 : -1;
}

static int leave(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static const char *at(const char *name)
{
    static char path[4][512];
    static size_t turn;
    char *to = path[turn++ % 4];
    snprintf(to, sizeof path[0], "%s/%s", folder, name);
    return to;
}

static void put(const char *path, const char *text, mode_t mode)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
    assert_int_equal(fclose(f), 0);
    assert_int_equal(chmod(path, mode), 0);
}

static void check_file(const char *path, const char *text)
{
    char have[4096];
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    size_t size = fread(have, 1, sizeof have - 1, f);
    fclose(f);
    have[size] = '\0';
    assert_string_equal(have, text);
}

static size_t count_files(const char *path)
{
    DIR *dir = opendir(path);
    size_t count = 0;
    assert_non_null(dir);
    while (readdir(dir))
        count++;
    closedir(dir);
    return count - 2;                                   /* . and .. */
}

static gradus_status replace(const char *path, const char *text, gradus_error *err)
{
    gradus_output *to = NULL;
    gradus_status s = gradus_output_open(&to, path, err);
    if (s != GRADUS_OK)
        return s;
    size_t half = strlen(text) / 2;
    s = gradus_output_write(to, text, half, err);
    if (s == GRADUS_OK)
        s = gradus_output_write(to, text + half, strlen(text) - half, err);
    if (s == GRADUS_OK)
        return gradus_output_commit(to, err);
    gradus_output_abandon(to);
    return s;
}

static mode_t mode_of(const char *path)
{
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    return st.st_mode & 07777;
}

/* ---- what a commit leaves ------------------------------------------------------------------ */
static void new_file_is_whole(void **state)
{
    (void)state;
    assert_int_equal(gradus_output_check(at("new"), NULL), GRADUS_OK);
    assert_int_equal(count_files(folder), 0);           /* looking leaves nothing */
    umask(027);
    assert_int_equal(replace(at("new"), "whole", NULL), GRADUS_OK);
    check_file(at("new"), "whole");
    assert_int_equal(mode_of(at("new")), 0640);
    assert_int_equal(count_files(folder), 1);
}

static void old_file_keeps_its_mode(void **state)
{
    (void)state;
    put(at("old"), "before", 0626);            /* more than the umask leaves */
    assert_int_equal(replace(at("old"), "after", NULL), GRADUS_OK);
    check_file(at("old"), "after");
    assert_int_equal(mode_of(at("old")), 0626);
}

static void path_without_a_folder(void **state)
{
    (void)state;
    char before[512];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(folder), 0);
    gradus_status s = replace("plain", "here", NULL);
    assert_int_equal(chdir(before), 0);
    assert_int_equal(s, GRADUS_OK);
    check_file(at("plain"), "here");
}

static void nothing_is_seen_before_commit(void **state)
{
    (void)state;
    gradus_output *to = NULL;
    put(at("old"), "before", 0644);
    assert_int_equal(gradus_output_open(&to, at("old"), NULL), GRADUS_OK);
    assert_int_equal(gradus_output_write(to, "after", 5, NULL), GRADUS_OK);
    check_file(at("old"), "before");
    assert_int_equal(count_files(folder), 2);
    gradus_output_abandon(to);
    gradus_output_abandon(NULL);
    check_file(at("old"), "before");
    assert_int_equal(count_files(folder), 1);
}

static void names_of_the_killed_are_passed_over(void **state)
{
    (void)state;
    char name[64];
    snprintf(name, sizeof name, ".gradus-%ld-0.tmp", (long)getpid());
    put(at(name), "half", 0644);
    assert_int_equal(replace(at("new"), "whole", NULL), GRADUS_OK);
    check_file(at("new"), "whole");
    check_file(at(name), "half");
}

static void short_writes_and_signals(void **state)
{
    (void)state;
    most_at_once = 3;
    assert_int_equal(replace(at("new"), "written in many pieces", NULL), GRADUS_OK);
    check_file(at("new"), "written in many pieces");
    interruptions[FSYNC] = 3;
    interruptions[CLOSE] = 1;
    assert_int_equal(replace(at("new"), "written again", NULL), GRADUS_OK);
    check_file(at("new"), "written again");
}

/* ---- links ---------------------------------------------------------------------------------- */
static void link_is_followed(void **state)
{
    (void)state;
    char target[64];
    assert_int_equal(mkdir(at("deep"), 0755), 0);
    put(at("deep/file"), "before", 0600);
    assert_int_equal(symlink("deep/two", at("one")), 0);
    assert_int_equal(symlink("file", at("deep/two")), 0);
    assert_int_equal(replace(at("one"), "after", NULL), GRADUS_OK);
    check_file(at("deep/file"), "after");
    assert_int_equal(mode_of(at("deep/file")), 0600);
    assert_int_equal(readlink(at("one"), target, sizeof target), 8);
    assert_int_equal(readlink(at("deep/two"), target, sizeof target), 4);
    assert_int_equal(count_files(at("deep")), 2);
}

static void link_to_nothing_makes_its_target(void **state)
{
    (void)state;
    char target[64];
    assert_int_equal(symlink(at("later"), at("link")), 0);
    assert_int_equal(replace(at("link"), "now", NULL), GRADUS_OK);
    check_file(at("later"), "now");
    assert_true(readlink(at("link"), target, sizeof target) > 0);
}

static void link_to_itself_is_refused(void **state)
{
    (void)state;
    gradus_error err;
    assert_int_equal(symlink("loop", at("loop")), 0);
    assert_int_equal(gradus_output_check(at("loop"), &err), GRADUS_IO);
    assert_non_null(strstr(err.text, "/loop': "));
}

/* ---- what is refused ------------------------------------------------------------------------ */
static void check_refused(const char *path, const char *why)
{
    gradus_error err, again;
    gradus_output *to = NULL;
    char text[256];
    snprintf(text, sizeof text, "cannot write '%s': %s", path, why);
    assert_int_equal(gradus_output_check(path, &err), GRADUS_IO);
    assert_string_equal(err.text, text);
    assert_string_equal(err.file, "");
    assert_int_equal(gradus_output_open(&to, path, &again), GRADUS_IO);
    assert_string_equal(again.text, text);
    assert_null(to);
}

static void only_regular_files_are_replaced(void **state)
{
    (void)state;
    struct sockaddr_un name = { .sun_family = AF_UNIX };
    int s = socket(AF_UNIX, SOCK_STREAM, 0);
    strcpy(name.sun_path, at("socket"));
    assert_int_equal(bind(s, (const struct sockaddr *)&name, sizeof name), 0);
    assert_int_equal(mkfifo(at("pipe"), 0644), 0);
    assert_int_equal(symlink("pipe", at("link")), 0);
    check_refused(folder, "it is a directory");
    check_refused(at("pipe"), "it is a pipe");
    check_refused(at("link"), "it is a pipe");
    check_refused(at("socket"), "it is a socket");
    check_refused("/dev/null", "it is a device");
    close(s);
}

static void folder_must_be_there(void **state)
{
    (void)state;
    check_refused(at("none/file"), "its folder does not exist");
    check_refused(at("new/"), "it names no file");
    put(at("file"), "", 0644);
    check_refused(at("file/under"), strerror(ENOTDIR));
    gradus_error err;
    assert_int_equal(gradus_output_check("", &err), GRADUS_ARGUMENT);
    assert_int_equal(gradus_output_check(NULL, &err), GRADUS_ARGUMENT);
}

/* Runs [work] in a process of its own; its exit status. */
static int in_child(int (*work)(void))
{
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (!child)
        _exit(work());
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static int without_rights(void)
{
    gradus_error err;
    char text[256];
    if (getuid() == 0 && setuid(65534) != 0)
        return 10;
    if (gradus_output_check(at("closed/new"), &err) != GRADUS_IO)
        return 1;
    snprintf(text, sizeof text, "cannot write '%s': no permission to write in its folder",
             at("closed/new"));
    if (strcmp(err.text, text) != 0)
        return 2;
    if (gradus_output_check(at("open/fixed"), &err) != GRADUS_IO)
        return 3;
    snprintf(text, sizeof text, "cannot write '%s': %s", at("open/fixed"), strerror(EACCES));
    return strcmp(err.text, text) ? 4 : 0;
}

static void permissions_are_seen_before(void **state)
{
    (void)state;
    assert_int_equal(mkdir(at("closed"), 0755), 0);
    assert_int_equal(chmod(at("closed"), 0555), 0);
    assert_int_equal(mkdir(at("open"), 0755), 0);
    assert_int_equal(chmod(at("open"), 0777), 0);
    put(at("open/fixed"), "read only", 0444);
    assert_int_equal(in_child(without_rights), 0);
}

/* ---- each call fails once ------------------------------------------------------------------- */
/* How many calls of each kind one replacement makes, and which of them come after the rename. */
static const struct {
    long calls, after;
} made[CALLS] = {
    [WRITE] = { 2, 0 }, [FSYNC] = { 2, 1 }, [RENAME] = { 1, 0 }, [CLOSE] = { 2, 1 },
};

static void each_failure_leaves_the_old_file(void **state)
{
    (void)state;
    for (int call = WRITE; call <= CLOSE; call++)
        for (long k = 1; k <= made[call].calls + 1; k++) {
            gradus_error err = { .code = GRADUS_OK };
            int renamed = k > made[call].calls - made[call].after;
            put(at("old"), "the old bytes", 0644);
            countdown[call] = k;
            gradus_status s = replace(at("old"), "the new bytes", &err);
            int expected = k <= made[call].calls && !(call == CLOSE && renamed);
            if ((s == GRADUS_IO) != expected)
                fail_msg("%s %ld gives status %d: %s", call_name[call], k, (int)s, err.text);
            countdown[call] = 0;
            check_file(at("old"), renamed ? "the new bytes" : "the old bytes");
            assert_int_equal(count_files(folder), 1);
            if (expected)
                assert_non_null(strstr(err.text, at("old")));
        }
}

/* Killed before any call, the file is the old one or, from the rename on, the whole new one; and
 * what the killed one left behind is in nobody's way.                                         */
static void each_kill_leaves_a_whole_file(void **state)
{
    (void)state;
    for (int call = WRITE; call <= CLOSE; call++)
        for (long k = 1; k <= made[call].calls; k++) {
            int status, renamed = k > made[call].calls - made[call].after;
            put(at("old"), "the old bytes", 0644);
            pid_t child = fork();
            if (child == 0) {
                dies = 1;
                countdown[call] = k;
                replace(at("old"), "the new bytes", NULL);
                _exit(0);
            }
            assert_int_equal(waitpid(child, &status, 0), child);
            assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 9);
            check_file(at("old"), renamed ? "the new bytes" : "the old bytes");
            assert_int_equal(replace(at("old"), "the next bytes", NULL), GRADUS_OK);
            check_file(at("old"), "the next bytes");
        }
}

static void no_memory_leaves_the_old_file(void **state)
{
    (void)state;
    for (long k = 1;; k++) {
        put(at("old"), "the old bytes", 0644);
        countdown[MEMORY] = k;
        gradus_status s = replace(at("old"), "the new bytes", NULL);
        int reached = countdown[MEMORY] == 0;
        countdown[MEMORY] = 0;
        assert_int_equal(s, reached ? GRADUS_NOMEM : GRADUS_OK);
        check_file(at("old"), reached ? "the old bytes" : "the new bytes");
        assert_int_equal(count_files(folder), 1);
        if (!reached) {
            assert_true(k > 4);
            return;
        }
    }
}

/* A file system of 16 pages in a name space of its own. */
enum { NO_MOUNT = 77 };

static int on_a_full_disk(void)
{
    static char large[1 << 20];
    gradus_error err;
    gradus_output *to = NULL;
    if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
        mount("gradus", folder, "tmpfs", 0, "size=64k") != 0)
        return NO_MOUNT;
    if (replace(at("old"), "the old bytes", NULL) != GRADUS_OK)
        return 1;
    if (gradus_output_open(&to, at("old"), NULL) != GRADUS_OK)
        return 2;
    if (gradus_output_write(to, large, sizeof large, &err) != GRADUS_IO)
        return 3;
    gradus_output_abandon(to);
    if (!strstr(err.text, strerror(ENOSPC)))
        return 4;
    check_file(at("old"), "the old bytes");
    return count_files(folder) == 1 ? 0 : 5;
}

static void full_disk(void **state)
{
    (void)state;
    int status = in_child(on_a_full_disk);
    if (status == NO_MOUNT)
        skip();                                         /* only root may mount one */
    assert_int_equal(status, 0);
}

int main(void)
{
#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter, leave)
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(new_file_is_whole),
        IN_A_FOLDER(old_file_keeps_its_mode),
        IN_A_FOLDER(path_without_a_folder),
        IN_A_FOLDER(nothing_is_seen_before_commit),
        IN_A_FOLDER(names_of_the_killed_are_passed_over),
        IN_A_FOLDER(short_writes_and_signals),
        IN_A_FOLDER(link_is_followed),
        IN_A_FOLDER(link_to_nothing_makes_its_target),
        IN_A_FOLDER(link_to_itself_is_refused),
        IN_A_FOLDER(only_regular_files_are_replaced),
        IN_A_FOLDER(folder_must_be_there),
        IN_A_FOLDER(permissions_are_seen_before),
        IN_A_FOLDER(each_failure_leaves_the_old_file),
        IN_A_FOLDER(each_kill_leaves_a_whole_file),
        IN_A_FOLDER(no_memory_leaves_the_old_file),
        IN_A_FOLDER(full_disk),
    };
    return cmocka_run_group_tests_name("output", tests, NULL, NULL);
}
