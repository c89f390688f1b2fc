/* Errors and memory for io/.  The same habits as in libgradus: one line of text, one of advice,
 * and the place in the file, which only a reader knows.                                      */
#include "fault.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Longer than a field of an error by so much that, made fit for people, it is still too long. */
enum { ROOM = 1024 };

static void set_file(gradus_error *err, const char *file)
{
    gradus_text_show(file, SIZE_MAX, err->file, sizeof err->file);
}

gradus_status gr_fault(gradus_error *err, gradus_status code, const struct gr_place *place,
                       const char *format, ...)
{
    char text[ROOM];
    if (!err)
        return code;
    memset(err, 0, sizeof *err);
    err->code = code;
    if (place) {
        if (place->file)
            set_file(err, place->file);
        err->line = place->line;
        err->column = place->column;
    }
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    gradus_text_show(text, sizeof text, err->text, sizeof err->text);
    return code;
}

gradus_status gr_fault_nomem(gradus_error *err)
{
    return gr_fault(err, GRADUS_NOMEM, NULL, "out of memory");
}

void gr_fault_hint(gradus_error *err, const char *format, ...)
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

gradus_status gr_fault_in(gradus_error *err, gradus_status code, const char *file)
{
    if (err && code != GRADUS_OK && code != GRADUS_NOMEM && !err->file[0])
        set_file(err, file);
    return code;
}

void gr_mode_enter(fenv_t *before)
{
    fegetenv(before);
    fesetenv(FE_DFL_ENV);
}

void gr_mode_leave(const fenv_t *before)
{
    fesetenv(before);
}

void *gr_take(const gradus_allocator *mem, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        return NULL;
    if (!bytes)
        bytes = 1;
    return mem ? mem->alloc(mem->user, bytes) : malloc(bytes);
}

void gr_give(const gradus_allocator *mem, void *block)
{
    if (!block)
        return;
    if (mem)
        mem->release(mem->user, block);
    else
        free(block);
}
