/* Names to numbers: which column, level or class is called so.  A hash table that borrows the
 * names; the numbers are 0, 1, ... in the order of adding.                                    */
#ifndef GR_DATA_NAMES_H
#define GR_DATA_NAMES_H
#include <gradus.h>

struct gr_names {
    gradus_allocator mem;
    size_t count, slots;                /* slots: 0 or a power of two, more than half free */
    size_t *slot;                       /* number + 1, or 0 */
    const char **name;
};

void gr_names_start(struct gr_names *names, const gradus_allocator *mem);
void gr_names_end(struct gr_names *names);
/* Makes room for [more] names, so that as many calls of gr_names_add cannot fail.  0: no memory. */
int gr_names_room(struct gr_names *names, size_t more);
/* 1: added with the next number; 0: the name is there already. */
int gr_names_add(struct gr_names *names, const char *name);
/* 1 and *number, or 0: no such name. */
int gr_names_find(const struct gr_names *names, const char *name, size_t *number);
/* The name nearest to [name], or NULL. */
const char *gr_names_nearest(const struct gr_names *names, const char *name);

#endif
