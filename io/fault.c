/* Errors and memory for io/.  The same habits as in libgradus: one line of text, one of advice,
 * and the place in the file, which only a reader knows.                                      */
#define _POSIX_C_SOURCE 200809L                     /* strnlen */
#include "fault.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a file holds may end up in an error: no line break or terminal code of its may. */
static void keep_one_line(char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < ' ' || *text == 127)
            *text = '?';
}

static void set_file(gradus_error *err, const char *file)
{
    size_t length = strnlen(file, sizeof err->file - 1);
    memcpy(err->file, file, length);
    err->file[length] = '\0';
    keep_one_line(err->file);
}

gradus_status gr_fault(gradus_error *err, gradus_status code, const struct gr_place *place,
                       const char *format, ...)
{
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
    vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    keep_one_line(err->text);
    return code;
}

gradus_status gr_fault_nomem(gradus_error *err)
{
    return gr_fault(err, GRADUS_NOMEM, NULL, "out of memory");
}

void gr_fault_hint(gradus_error *err, const char *format, ...)
{
    if (!err)
        return;
    va_list args;
    va_start(args, format);
    vsnprintf(err->hint, sizeof err->hint, format, args);
    va_end(args);
    keep_one_line(err->hint);
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
