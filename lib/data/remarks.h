/* What a preparation of data has to tell about what it chose, dropped or left out. */
#ifndef GR_REMARKS_H
#define GR_REMARKS_H
#include <gradus.h>

struct gr_remark {
    char *text;
    int warning;
};

struct gr_remarks {
    gradus_allocator mem;
    size_t count, room;
    struct gr_remark *remark;
    int lost;                           /* 1: there was no memory for one */
};

void gr_remark(struct gr_remarks *remarks, int warning, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void gr_remarks_end(struct gr_remarks *remarks);

#endif
