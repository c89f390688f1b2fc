/* The texts of a column's cells as their source has them. */
#ifndef GR_TEXT_H
#define GR_TEXT_H
#include "data/data.h"

struct gr_texts {
    char *bytes;                        /* each text ends with a zero byte */
    size_t *end;                        /* of each row's, behind that byte */
    size_t count, room, end_room;
};

void gr_texts_free(const gradus_allocator *mem, struct gr_texts *texts);    /* accepts NULL */

#endif
