/* Outputs are whole or not there: what is refused, what a commit leaves, and that a failure of any
 * call on the way leaves the old file or the whole new one, and nothing in the folder that the
 * error does not name.                                                                         */
#define _GNU_SOURCE                                     /* unshare */
#include <gradus-io.h>

#include "../faults/faults.h"

#include <stdarg.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <sched.h>
#include <signal.h>
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
/* Those of the system's calls are in tests/faults; here are those of memory. */
static long memory_left;                                /* 1: the next request fails; 0: none */

static int no_memory(void)
{
    return memory_left > 0 && --memory_left == 0;
}

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_malloc(size_t size)
{
    return no_memory() ? NULL : __real_malloc(size);
}

void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size)
{
    return no_memory() ? NULL : __real_calloc(count, size);
}

char *__real_strdup(const char *text);
char *__wrap_strdup(const char *text);
char *__wrap_strdup(const char *text)
{
    return no_memory() ? NULL : __real_strdup(text);
}

char *__real_strndup(const char *text, size_t most);
char *__wrap_strndup(const char *text, size_t most);
char *__wrap_strndup(const char *text, size_t most)
{
    return no_memory() ? NULL : __real_strndup(text, most);
}

/* ---- a folder of its own ------------------------------------------------------------------- */
static char folder[64];

static int enter(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/gradus-output-XXXXXX");
    faults_none();
    memory_left = 0;
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
    faults_slow(3);
    assert_int_equal(replace(at("new"), "written in many pieces", NULL), GRADUS_OK);
    check_file(at("new"), "written in many pieces");
    faults_none();
    fault_error(SYNC, 1, 0, EINTR);
    assert_int_equal(replace(at("new"), "written again", NULL), GRADUS_OK);
    check_file(at("new"), "written again");
    fault_error(CLOSE, 2, 0, EINTR);
    assert_int_equal(replace(at("new"), "and again", NULL), GRADUS_OK);
    check_file(at("new"), "and again");
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
/* The path that stands in [text] between the [nth] pair of quotes, from 0. */
static const char *quoted(const char *text, int nth)
{
    static char path[256];
    for (int k = 0; k < 2 * nth + 1; k++) {
        const char *quote = strchr(text, '\'');
        text = quote ? quote + 1 : "";
    }
    snprintf(path, sizeof path, "%.*s", (int)strcspn(text, "'"), text);
    return path;
}

/* What may come of a replacement whose [call] fails for the [nth] time, and once or for ever: the
 * old file or the whole new one stands there; an error leaves the old one unless only the folder
 * could not be synced; and no other file stays but those that the error names.  1: it was made. */
static int one_failure(enum call call, long nth, int and_on, int error)
{
    gradus_error err = { .code = GRADUS_OK };
    char have[64] = "";
    faults_none();
    put(at("old"), "the old bytes", 0644);
    fault_error(call, nth, and_on, error);
    gradus_status s = replace(at("old"), "the new bytes", &err);
    int made = faults_made(call) >= nth;
    faults_none();
    FILE *f = fopen(at("old"), "rb");
    assert_non_null(f);
    have[fread(have, 1, sizeof have - 1, f)] = '\0';
    fclose(f);
    int is_new = strcmp(have, "the new bytes") == 0;
    int is_old = strcmp(have, "the old bytes") == 0;
    int kept = strstr(err.hint, "is kept as '") != NULL;
    if (!(is_new || is_old) || (s == GRADUS_OK && !is_new) ||
        (s != GRADUS_OK && is_new && !strstr(err.hint, "a power failure now")) ||
        (s != GRADUS_OK && !strstr(err.text, at("old"))))
        fail_msg("%s %ld: status %d, '%s': %s (%s)", call_name[call], nth, (int)s, have, err.text,
                 err.hint);
    if (kept) {
        check_file(quoted(err.hint, 0), "the new bytes");
        assert_int_equal(unlink(quoted(err.hint, 0)), 0);
    }
    if (call != UNLINK)
        assert_int_equal(count_files(folder), 1);
    return made;
}

static void each_failure_leaves_a_whole_file(void **state)
{
    (void)state;
    for (enum call call = OPEN; call < CALLS; call++)
        for (int and_on = 0; and_on < 2; and_on++)
            for (long k = 1; one_failure(call, k, and_on, EIO); k++)
                assert_true(k < 50);
}

/* Replaces at("old"), which is busy.  The order for [call] comes besides. */
static gradus_status replace_busy(enum call call, long nth, int and_on, gradus_error *err)
{
    faults_none();
    put(at("old"), "the old bytes, more", 0644);
    fault_error(RENAME, 1, 0, EBUSY);
    if (nth)
        fault_error(call, nth, and_on, ENOSPC);
    return replace(at("old"), "the new bytes", err);
}

/* A mounted file is busy. */
static void busy_file_is_written_in_place(void **state)
{
    (void)state;
    struct stat before, after;
    put(at("old"), "", 0640);
    assert_int_equal(link(at("old"), at("mount")), 0);
    assert_int_equal(stat(at("old"), &before), 0);
    assert_int_equal(replace_busy(RENAME, 0, 0, NULL), GRADUS_OK);
    assert_int_equal(stat(at("old"), &after), 0);
    assert_true(before.st_ino == after.st_ino);
    check_file(at("mount"), "the new bytes");
    assert_int_equal(count_files(folder), 2);
}

/* Whatever fails then: all of the new bytes are in one file, and all of the old ones in one. */
static void busy_file_loses_nothing(void **state)
{
    (void)state;
    for (enum call call = OPEN; call < CALLS; call++)
        for (int and_on = 0; call != RENAME && and_on < 2; and_on++)
            for (long k = 1;; k++) {
                gradus_error err = { .code = GRADUS_OK };
                gradus_status s = replace_busy(call, k, and_on, &err);
                long made = faults_made(call);
                int renamed = faults_made(RENAME) > 0;
                faults_none();
                if (s == GRADUS_OK || strstr(err.hint, "a power failure now")) {
                    check_file(at("old"), "the new bytes");
                } else {
                    const char *old = strstr(err.hint, "the old one as '");
                    assert_int_equal(s, GRADUS_IO);
                    if (renamed)
                        check_file(quoted(err.hint, 0), "the new bytes");
                    check_file(old ? quoted(old, 0) : at("old"), "the old bytes, more");
                }
                leave(state);
                enter(state);
                if (made < k)
                    break;
                assert_true(k < 50);
            }
}

/* Where the system refuses to replace the file, the new one stays under its own name. */
static void refused_rename_keeps_the_new_file(void **state)
{
    (void)state;
    static const int why[] = { EPERM, EACCES, EXDEV, EROFS };
    for (size_t k = 0; k < sizeof why / sizeof *why; k++) {
        gradus_error err;
        char text[256], hint[256];
        faults_none();
        put(at("old"), "the old bytes", 0644);
        fault_error(RENAME, 1, 0, why[k]);
        assert_int_equal(replace(at("old"), "the new bytes", &err), GRADUS_IO);
        snprintf(text, sizeof text, "cannot write '%s': %s", at("old"), strerror(why[k]));
        snprintf(hint, sizeof hint, "the whole new file is kept as '%s/.gradus-%ld-0.tmp'", folder,
                 (long)getpid());
        assert_string_equal(err.text, text);
        assert_string_equal(err.hint, hint);
        check_file(at("old"), "the old bytes");
        check_file(quoted(err.hint, 0), "the new bytes");
        assert_int_equal(unlink(quoted(err.hint, 0)), 0);
    }
}

/* Nothing is said to be kept that is not. */
static void folder_goes_meanwhile(void **state)
{
    (void)state;
    gradus_output *to = NULL;
    gradus_error err;
    char command[128];
    assert_int_equal(mkdir(at("gone"), 0755), 0);
    assert_int_equal(gradus_output_open(&to, at("gone/new"), NULL), GRADUS_OK);
    assert_int_equal(gradus_output_write(to, "bytes", 5, NULL), GRADUS_OK);
    snprintf(command, sizeof command, "rm -r '%s'", at("gone"));
    assert_int_equal(system(command), 0);
    assert_int_equal(gradus_output_commit(to, &err), GRADUS_IO);
    assert_string_equal(err.hint, "");
    assert_non_null(strstr(err.text, strerror(ENOENT)));
}

/* Killed before any call, the file is the old one or, from the rename on, the whole new one; and
 * what the killed one left behind is in nobody's way.                                         */
static void each_kill_leaves_a_whole_file(void **state)
{
    (void)state;
    for (enum call call = OPEN; call < CALLS; call++)
        for (long k = 1;; k++) {
            int status;
            char have[64] = "";
            put(at("old"), "the old bytes", 0644);
            pid_t child = fork();
            if (child == 0) {
                faults_none();
                fault_signal(call, k, SIGKILL);
                replace(at("old"), "the new bytes", NULL);
                _exit(0);
            }
            assert_int_equal(waitpid(child, &status, 0), child);
            FILE *f = fopen(at("old"), "rb");
            assert_non_null(f);
            have[fread(have, 1, sizeof have - 1, f)] = '\0';
            fclose(f);
            assert_true(strcmp(have, "the old bytes") == 0 || strcmp(have, "the new bytes") == 0);
            assert_int_equal(replace(at("old"), "the next bytes", NULL), GRADUS_OK);
            check_file(at("old"), "the next bytes");
            if (!WIFSIGNALED(status))
                break;
        }
}

/* 1 where some file of the folder holds just [text]. */
static int some_file_holds(const char *text)
{
    DIR *dir = opendir(folder);
    int found = 0;
    assert_non_null(dir);
    for (struct dirent *e; !found && (e = readdir(dir));) {
        char have[64] = "";
        FILE *f = *e->d_name == '.' && strlen(e->d_name) < 3 ? NULL : fopen(at(e->d_name), "rb");
        if (!f)
            continue;
        have[fread(have, 1, sizeof have - 1, f)] = '\0';
        fclose(f);
        found = strcmp(have, text) == 0;
    }
    closedir(dir);
    return found;
}

/* Killed while a busy file is written over, it may be a mixture; but the new bytes are then whole
 * in a file beside it, and until they are, the old ones are where they were.                   */
static void each_kill_over_a_busy_file_loses_nothing(void **state)
{
    (void)state;
    for (enum call call = OPEN; call < CALLS; call++)
        for (long k = 1; call != RENAME; k++) {
            int status;
            pid_t child = fork();
            if (child == 0) {
                put(at("old"), "the old bytes, more", 0644);
                faults_none();
                fault_error(RENAME, 1, 0, EBUSY);
                fault_signal(call, k, SIGKILL);
                replace(at("old"), "the new bytes", NULL);
                _exit(0);
            }
            assert_int_equal(waitpid(child, &status, 0), child);
            if (!some_file_holds("the new bytes"))
                assert_true(some_file_holds("the old bytes, more"));
            leave(state);
            enter(state);
            if (!WIFSIGNALED(status))
                break;
            assert_true(k < 50);
        }
}

/* ---- owner, group and links ------------------------------------------------------------------ */
/* Only root may give files away. */
static void owner_and_group_are_kept(void **state)
{
    (void)state;
    struct stat st;
    put(at("old"), "before", 0664);
    if (chown(at("old"), 12345, 54321) != 0)
        skip();
    assert_int_equal(replace(at("old"), "after", NULL), GRADUS_OK);
    assert_int_equal(stat(at("old"), &st), 0);
    assert_int_equal(st.st_uid, 12345);
    assert_int_equal(st.st_gid, 54321);
    assert_int_equal(st.st_mode & 07777, 0664);
}

/* What the system refuses is tried by halves; a group that could not be kept has no rights. */
static void group_that_is_not_kept_has_no_rights(void **state)
{
    (void)state;
    struct stat st;
    put(at("old"), "before", 0664);
    if (chown(at("old"), 12345, 54321) != 0)
        skip();
    fault_error(OWNER, 1, 0, EPERM);                    /* both; then the group alone */
    assert_int_equal(replace(at("old"), "after", NULL), GRADUS_OK);
    assert_int_equal(stat(at("old"), &st), 0);
    assert_int_equal(st.st_uid, getuid());
    assert_int_equal(st.st_gid, 54321);
    assert_int_equal(st.st_mode & 07777, 0664);
    faults_none();
    fault_error(OWNER, 1, 1, EPERM);
    assert_int_equal(replace(at("old"), "after", NULL), GRADUS_OK);
    assert_int_equal(stat(at("old"), &st), 0);
    assert_int_equal(st.st_gid, getgid());
    assert_int_equal(st.st_mode & 07777, 0604);
    faults_none();
    put(at("own"), "before", 0664);                     /* nothing to be refused here */
    fault_error(OWNER, 1, 1, EPERM);
    assert_int_equal(replace(at("own"), "after", NULL), GRADUS_OK);
    assert_int_equal(mode_of(at("own")), 0664);
}

/* What is put in the way between the look and the rename is replaced, not followed; and a folder
 * that gets another name is still the one that was meant.                                     */
static void nothing_is_followed_after_the_look(void **state)
{
    (void)state;
    gradus_output *to = NULL;
    put(at("victim"), "not to be touched", 0644);
    assert_int_equal(mkdir(at("folder"), 0755), 0);
    put(at("folder/file"), "before", 0644);
    assert_int_equal(gradus_output_open(&to, at("folder/file"), NULL), GRADUS_OK);
    assert_int_equal(gradus_output_write(to, "after", 5, NULL), GRADUS_OK);
    assert_int_equal(unlink(at("folder/file")), 0);
    assert_int_equal(symlink("../victim", at("folder/file")), 0);
    assert_int_equal(rename(at("folder"), at("moved")), 0);
    assert_int_equal(symlink("victim", at("folder")), 0);
    assert_int_equal(gradus_output_commit(to, NULL), GRADUS_OK);
    check_file(at("victim"), "not to be touched");
    check_file(at("moved/file"), "after");
    assert_int_equal(count_files(at("moved")), 1);
}

/* In a folder for everybody, a link that somebody else put there leads nowhere. */
static void planted_link_is_refused(void **state)
{
    (void)state;
    assert_int_equal(mkdir(at("tmp"), 0755), 0);
    assert_int_equal(chmod(at("tmp"), 01777), 0);
    put(at("victim"), "not to be touched", 0644);
    assert_int_equal(symlink("../victim", at("tmp/link")), 0);
    assert_int_equal(gradus_output_check(at("tmp/link"), NULL), GRADUS_OK);     /* one's own */
    if (lchown(at("tmp/link"), 12345, 12345) != 0)
        skip();
    check_refused(at("tmp/link"), "a link on the way is another user's");
    check_file(at("victim"), "not to be touched");
    assert_int_equal(chmod(at("tmp"), 0755), 0);
    assert_int_equal(gradus_output_check(at("tmp/link"), NULL), GRADUS_OK);
}

/* ---- one file by several names -------------------------------------------------------------- */
static void one_file_by_any_name(void **state)
{
    (void)state;
    char dotted[128], doubled[128];
    snprintf(dotted, sizeof dotted, "%s/./x", folder);
    snprintf(doubled, sizeof doubled, "%s/deep/..//x", folder);
    assert_int_equal(mkdir(at("deep"), 0755), 0);
    for (int there = 0; there < 2; there++) {           /* first of a file that is not there yet */
        assert_int_equal(gradus_output_same(at("x"), dotted), 1);
        assert_int_equal(gradus_output_same(at("x"), doubled), 1);
        assert_int_equal(gradus_output_same(at("x"), at("y")), 0);
        assert_int_equal(gradus_output_same(at("x"), at("deep/x")), 0);
        assert_int_equal(gradus_output_same(at("x"), "-"), 0);
        assert_int_equal(gradus_output_same(at("x"), NULL), 0);
        if (!there)
            assert_int_equal(symlink("../x", at("deep/link")), 0);
        assert_int_equal(gradus_output_same(at("x"), at("deep/link")), 1);
        assert_int_equal(gradus_output_same(at("deep/link"), at("x")), 1);
        put(at("x"), "x", 0644);
    }
    assert_int_equal(link(at("x"), at("hard")), 0);
    assert_int_equal(gradus_output_same(at("hard"), at("x")), 1);
}

/* ---- streams -------------------------------------------------------------------------------- */
static void stream_is_seen_while_it_grows(void **state)
{
    (void)state;
    gradus_output *to = NULL;
    put(at("log"), "of the last time", 0640);
    assert_int_equal(gradus_output_stream(&to, at("log"), NULL), GRADUS_OK);
    check_file(at("log"), "");
    assert_null(gradus_output_temporary(to));
    assert_int_equal(gradus_output_write(to, "one", 3, NULL), GRADUS_OK);
    check_file(at("log"), "one");
    gradus_output_abandon(to);                          /* it stays as far as it came */
    check_file(at("log"), "one");
    assert_int_equal(gradus_output_stream(&to, at("log"), NULL), GRADUS_OK);
    assert_int_equal(gradus_output_write(to, "two", 3, NULL), GRADUS_OK);
    fault_error(SYNC, 1, 0, EIO);
    assert_int_equal(gradus_output_commit(to, NULL), GRADUS_IO);
    assert_int_equal(mode_of(at("log")), 0640);
    assert_int_equal(count_files(folder), 1);
}

static void no_memory_leaves_the_old_file(void **state)
{
    (void)state;
    for (long k = 1;; k++) {
        put(at("old"), "the old bytes", 0644);
        memory_left = k;
        gradus_status s = replace(at("old"), "the new bytes", NULL);
        int reached = memory_left == 0;
        memory_left = 0;
        assert_int_equal(s, reached ? GRADUS_NOMEM : GRADUS_OK);
        check_file(at("old"), reached ? "the old bytes" : "the new bytes");
        assert_int_equal(count_files(folder), 1);
        if (!reached) {
            assert_true(k > 4);
            return;
        }
    }
}

/* A file system of 16 pages in a name space of its own, where one can be had; else the writes fail
 * as there.                                                                                   */
static int on_a_full_disk(void)
{
    static char large[1 << 20];
    gradus_error err;
    gradus_output *to = NULL;
    int mounted = unshare(CLONE_NEWNS) == 0 &&
                  mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
                  mount("gradus", folder, "tmpfs", 0, "size=64k") == 0;
    if (replace(at("old"), "the old bytes", NULL) != GRADUS_OK)
        return 1;
    if (gradus_output_open(&to, at("old"), NULL) != GRADUS_OK)
        return 2;
    if (!mounted)
        fault_error(WRITE, 1, 1, ENOSPC);
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
    assert_int_equal(in_child(on_a_full_disk), 0);
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
        IN_A_FOLDER(each_failure_leaves_a_whole_file),
        IN_A_FOLDER(busy_file_is_written_in_place),
        IN_A_FOLDER(busy_file_loses_nothing),
        IN_A_FOLDER(refused_rename_keeps_the_new_file),
        IN_A_FOLDER(folder_goes_meanwhile),
        IN_A_FOLDER(owner_and_group_are_kept),
        IN_A_FOLDER(group_that_is_not_kept_has_no_rights),
        IN_A_FOLDER(nothing_is_followed_after_the_look),
        IN_A_FOLDER(each_kill_over_a_busy_file_loses_nothing),
        IN_A_FOLDER(planted_link_is_refused),
        IN_A_FOLDER(one_file_by_any_name),
        IN_A_FOLDER(stream_is_seen_while_it_grows),
        IN_A_FOLDER(each_kill_leaves_a_whole_file),
        IN_A_FOLDER(no_memory_leaves_the_old_file),
        IN_A_FOLDER(full_disk),
    };
    return cmocka_run_group_tests_name("output", tests, NULL, NULL);
}
