/* A peer of gradus bench that is written in C: what it must give, and the lines in which bench/run
 * asks for it.  One answer a line:
 *
 *     version                                                        what it is
 *     check                                                          "ok ..." or "wrong ..."
 *     work NAME LAYERS HIDDEN OUTPUT LOSS OPTIMIZER BATCH ROWS       "ok FORM" or "no REASON"
 *     run SECONDS                                                    steps a second of that work
 *
 * such as "work iris 4-16-3 tanh softmax cross-entropy sgd 16 4096"; 0 rows is prediction.      */
#ifndef PEER_H
#define PEER_H
#include <stddef.h>

enum { MOST_LAYERS = 4, WORD = 32 };

struct work {
    char name[WORD], hidden[WORD], output[WORD], loss[WORD], optimizer[WORD];
    size_t size[MOST_LAYERS + 1], layers;           /* inputs, then units of each layer */
    size_t batch, rows;
};

struct peer {
    void (*version)(char *out, size_t room);
    int (*check)(char *out, size_t room);           /* non-zero: right; out says what */
    int (*prepare)(const struct work *w, char *out, size_t room);   /* non-zero: ready */
    void (*steps)(size_t n);                        /* of what was prepared */
};

int peer_main(const struct peer *peer);

double peer_seconds(void);
double peer_rate(void (*steps)(size_t n), double seconds);      /* steps a second, a median */

/* [rows] rows of numbers from 0 to 1; and answers, one 1 a row.  NULL without memory. */
float *peer_rows(size_t rows, size_t columns);
float *peer_answers(size_t rows, size_t columns);
#endif
