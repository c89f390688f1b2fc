/* gradus descend: what it was asked and what it found; descend.c finds, descend_report.c tells. */
#ifndef DESCEND_H
#define DESCEND_H
#include "formula.h"

enum { HEAD = 6, TAIL = 5, MOST_SEARCHES = 2 };

/* A step that is shown, or the end of a run: x and the gradient stand in struct descending. */
struct shown_step {
    size_t step;
    double value;
    double *at, *gradient;              /* (variables) */
};

struct run {
    gradus_descend_result result;
    double *start, *at, *gradient;      /* (variables) */
};

struct searched {
    const char *method;
    double *at, value;
    size_t evaluations;
    int reached;
};

struct descending {
    const struct common *common;
    gradus_expression *f;
    const char *text;                   /* the expression */
    size_t n;                           /* variables */
    gradus_descend_options opt;
    gradus_search_options box;
    int graph;
    double *low, *high, *start;         /* (variables) */
    struct shown_step head[HEAD], tail[TAIL];       /* tail: step k at k % TAIL */
    struct run *run, *best;
    size_t runs;
    struct searched search[MOST_SEARCHES];
    size_t searches;
    double *numbers;                    /* all (variables) of the above */
};

void descend_say(struct descending *d, struct text *out);
void descend_json(struct descending *d, struct text *out);
/* The graph at [at]: values upwards, derivatives downwards. */
void descend_graph(gradus_expression *f, const double *at, int digits, struct text *out);

#endif
