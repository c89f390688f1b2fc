/* Status and errors.  An error is one line of text and, where it helps, one of advice; the code
 * that finds it writes both, nobody prints them here.                                        */
#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *gradus_version(void)
{
    return GRADUS_VERSION;
}

const char *gradus_status_text(gradus_status status)
{
    static const char *const text[] = {
#define ONE(name, number, words) [number] = words,
        GRADUS_STATUS_MAP(ONE)
#undef ONE
    };
    size_t k = (size_t)status;
    return k < sizeof text / sizeof *text ? text[k] : "unknown status";
}

/* Longer than a field of an error by so much that, made fit for people, it is still too long. */
enum { ROOM = 1024 };

gradus_status gr_fail(gradus_error *err, gradus_status code, const char *format, ...)
{
    char text[ROOM];
    if (!err)
        return code;
    memset(err, 0, sizeof *err);
    err->code = code;
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    gradus_text_show(text, sizeof text, err->text, sizeof err->text);
    return code;
}

gradus_status gr_nomem(gradus_error *err)
{
    return gr_fail(err, GRADUS_NOMEM, "out of memory");
}

void gr_hint(gradus_error *err, const char *format, ...)
{
    char text[ROOM];
    if (!err)
        return;
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    gradus_text_show(text, sizeof text, err->hint, sizeof err->hint);
}

/* Optimal string alignment distance: insert, delete, replace, swap two neighbours.  Words longer
 * than the rows below are never near anything.                                               */
enum { LONGEST = 63 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t distance(const char *a, const char *b)
{
    size_t na = strlen(a), nb = strlen(b), row[3][LONGEST + 1];
    if (na > LONGEST || nb > LONGEST)
        return SIZE_MAX;
    for (size_t j = 0; j <= nb; j++)
        row[0][j] = j;
    for (size_t i = 1; i <= na; i++) {
        size_t *now = row[i % 3], *up = row[(i + 2) % 3], *up2 = row[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            now[j] = least(least(up[j], now[j - 1]) + 1, up[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = least(now[j], up2[j - 2] + 1);
        }
    }
    return row[na % 3][nb];
}

void gr_nearest_start(struct gr_nearest *near, const char *word)
{
    near->word = word;
    near->best = NULL;
    near->distance = strlen(word) / 3 + 2;          /* farther than this is another word */
}

void gr_nearest_try(struct gr_nearest *near, const char *candidate)
{
    size_t d = distance(near->word, candidate);
    if (d < near->distance && d < strlen(candidate)) {
        near->distance = d;
        near->best = candidate;
    }
}
