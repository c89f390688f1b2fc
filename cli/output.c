/* Files that the program writes: the library's outputs, known to the signal handlers while they
 * are temporary, and places of refuge for a trained model that cannot go where it should.     */
#define _POSIX_C_SOURCE 200809L                     /* lstat */
#include "output.h"
#include "stop.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static gradus_status open_known(gradus_output **out, const char *path, gradus_error *err)
{
    stop_hold();
    gradus_status s = gradus_output_open(out, path, err);
    if (s == GRADUS_OK)
        stop_remember(gradus_output_temporary(*out));
    stop_release();
    return s;
}

/* [end] is commit, or NULL: abandon. */
static gradus_status end_known(gradus_output **out,
                               gradus_status (*end)(gradus_output *, gradus_error *),
                               gradus_error *err)
{
    gradus_status s = GRADUS_OK;
    if (!*out)
        return s;
    stop_hold();
    stop_forget(gradus_output_temporary(*out));
    if (end)
        s = end(*out, err);
    else
        gradus_output_abandon(*out);
    stop_release();
    *out = NULL;
    return s;
}

int output_open(gradus_output **out, const char *path)
{
    gradus_error err;
    return open_known(out, path, &err) == GRADUS_OK ? GO_ON : report_failure(&err);
}

int output_write(gradus_output *out, const struct text *t)
{
    gradus_error err;
    if (t->failed)
        return report_nomem();
    return gradus_output_write(out, t->bytes ? t->bytes : "", t->size, &err) == GRADUS_OK
               ? GO_ON : report_failure(&err);
}

int output_commit(gradus_output **out)
{
    gradus_error err;
    return end_known(out, gradus_output_commit, &err) == GRADUS_OK ? GO_ON : report_failure(&err);
}

void output_abandon(gradus_output **out)
{
    end_known(out, NULL, NULL);
}

int output_text(const char *path, const struct text *t)
{
    gradus_output *out = NULL;
    int status = output_open(&out, path);
    if (status == GO_ON)
        status = output_write(out, t);
    if (status == GO_ON)
        status = output_commit(&out);
    output_abandon(&out);
    return status;
}

/* ---- models --------------------------------------------------------------------------------- */

/* [kept] becomes the path of a whole file that stays, though the error says that all is not well:
 * the temporary one, or the model's own where only its folder could not be synced.            */
static gradus_status write_model(const char *path, const gradus_model *model, struct text *kept,
                                 gradus_error *err)
{
    gradus_output *out = NULL;
    gradus_status s = open_known(&out, path, err);
    if (s == GRADUS_OK)
        s = gradus_model_write(model, out, err);
    if (s != GRADUS_OK) {
        output_abandon(&out);
        return s;
    }
    struct stat made, there;
    text_add(kept, "%s", gradus_output_temporary(out));
    int known = !kept->failed && stat(kept->bytes, &made) == 0;
    s = end_known(&out, gradus_output_commit, err);
    if (s == GRADUS_OK || kept->failed || access(kept->bytes, F_OK) != 0)
        text_free(kept);
    if (s != GRADUS_OK && !kept->size && known && stat(path, &there) == 0 &&
        there.st_dev == made.st_dev && there.st_ino == made.st_ino)
        text_add(kept, "%s", path);
    return s;
}

int output_model(const char *path, const gradus_model *model)
{
    gradus_error err;
    struct text kept = { 0 };
    gradus_status s = write_model(path, model, &kept, &err);
    text_free(&kept);
    return s == GRADUS_OK ? GO_ON : report_failure(&err);
}

/* [folder]/NAME.END, or NAME-2.END, ...: such as is not there yet.  0: no such name. */
static int free_name(struct text *to, const char *folder, const char *name)
{
    enum { MOST_NAMES = 1000 };
    struct stat st;
    const char *ending = strrchr(name, '.');
    size_t stem = ending && ending > name ? (size_t)(ending - name) : strlen(name);
    for (int k = 1; k < MOST_NAMES; k++) {
        text_free(to);
        text_add(to, "%s%s%.*s", folder, *folder ? "/" : "", (int)stem, name);
        if (k > 1)
            text_add(to, "-%d", k);
        text_add(to, "%s", name + stem);
        if (!to->failed && lstat(to->bytes, &st) != 0)
            return errno == ENOENT;
    }
    return 0;
}

int output_rescue(const char *path, const gradus_model *model, struct text *where)
{
    gradus_error err, other;
    gradus_status s = write_model(path, model, where, &err);
    if (s == GRADUS_OK) {
        text_add(where, "%s", path);
        return GO_ON;
    }
    report_failure(&err);
    if (err.code != GRADUS_IO)
        return FAILED;
    const char *const refuge[] = { "", getenv("TMPDIR"), "/tmp", "/var/tmp", getenv("HOME") };
    const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    for (size_t k = 0; !where->size && k < sizeof refuge / sizeof *refuge; k++) {
        struct text there = { 0 }, kept = { 0 };
        if (refuge[k] && free_name(&there, refuge[k], name) &&
            write_model(there.bytes, model, &kept, &other) == GRADUS_OK)
            text_add(where, "%s", there.bytes);
        else if (kept.size)
            text_add(where, "%s", kept.bytes);
        text_free(&there);
        text_free(&kept);
    }
    if (!where->size)
        report_line("the trained model could not be written to any other folder either");
    return FAILED;
}
