/* gradus notes, in parts. */
#ifndef NOTES_H
#define NOTES_H
#include "trace.h"

/* A worksheet while it is written. */
struct notes {
    struct page *page;                  /* its view is of all rows */
    const struct view *one;             /* the first of them alone */
    int blank;
    size_t asked;                       /* questions so far */
    const char *check;                  /* the command that marks the answers */
};

void notes_page(struct notes *n);
void notes_questions(struct notes *n);
/* The names that check --against reads, with null or the numbers. */
void notes_answers(struct text *out, const struct view *v, int blank);

#endif
