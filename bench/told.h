/* A work of gradus bench or of any shape, told as peers are (peers/peer.h), a line of standard
 * input:  NAME LAYERS HIDDEN OUTPUT LOSS OPTIMIZER BATCH ROWS,  where ROWS 0 means prediction.   */
#ifndef TOLD_H
#define TOLD_H
#include "bench_work.h"

enum { TOLD_WORD = 32 };

struct told {
    char name[TOLD_WORD], layers[64], hidden[TOLD_WORD], output[TOLD_WORD], loss[TOLD_WORD];
    char optimizer[TOLD_WORD];
    struct work work;                   /* its names are those above */
};

/* Whether there was one more line, and it could be read. */
int told_read(struct told *t);
/* A clock that only goes forward. */
double told_seconds(void);
#endif
