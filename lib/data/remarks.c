/* Remarks: texts in the order they came.  Making one never fails at once; who made them asks
 * [lost] at the end, so that the work reads without a test after each remark.                 */
#include "data/remarks.h"

#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>

static char *format_text(const gradus_allocator *mem, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    char *text = length < 0 ? NULL : gr_alloc(mem, (size_t)length + 1, 1);
    if (text)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

void gr_remark(struct gr_remarks *remarks, int warning, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = format_text(&remarks->mem, format, args);
    va_end(args);
    if (text && gr_grow(&remarks->mem, (void **)&remarks->remark, &remarks->room, remarks->count,
                        remarks->count + 1, sizeof *remarks->remark)) {
        remarks->remark[remarks->count++] = (struct gr_remark){ text, warning };
        return;
    }
    gr_free(&remarks->mem, text);
    remarks->lost = 1;
}

void gr_remarks_end(struct gr_remarks *remarks)
{
    for (size_t k = 0; k < remarks->count; k++)
        gr_free(&remarks->mem, remarks->remark[k].text);
    gr_free(&remarks->mem, remarks->remark);
    remarks->remark = NULL;
    remarks->count = remarks->room = 0;
}
