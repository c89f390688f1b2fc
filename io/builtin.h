/* The tables inside the library. */
#ifndef GR_BUILTIN_H
#define GR_BUILTIN_H
#include "fault.h"

/* The CSV text of '@iris' and the like; NULL: no such table. */
const char *gr_builtin(const char *name);
#define GR_BUILTIN_NAMES "@iris @xor @not @hours"

#endif
