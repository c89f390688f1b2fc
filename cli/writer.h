/* What an explanation is made of, and who can write it: text, Markdown with LaTeX, HTML with
 * MathML.  A writer is a row of functions; what it writes goes to page->out.                  */
#ifndef WRITER_H
#define WRITER_H
#include "equations.h"
#include "report.h"

/* A formula in each writer's words. */
struct formula {
    const char *text, *latex, *mathml;
};

/* A network to be drawn: columns of units, the inputs first, with what stands above each. */
struct network_drawing {
    size_t columns;
    const size_t *units;
    char (*label)[16];
    const char *between;                /* the letter of what joins two columns, such as W */
};

struct writer;
struct page {
    struct text *out;
    const struct writer *writer;
    const struct view *view;            /* NULL where no equation is written */
    int digits;
    int gap;                            /* a line is to be left out before words go on */
};

/* How an equation is put: in symbols, with the numbers in their place, the result. */
enum { IN_SYMBOLS = 1, IN_NUMBERS = 2, RESULT = 4 };

struct writer {
    const char *name;
    void (*begin)(struct page *p, const char *title);
    void (*end)(struct page *p);
    void (*heading)(struct page *p, int level, const char *text);
    /* What stands in `...` is a formula or a name, which page_name has made ready. */
    void (*paragraph)(struct page *p, const char *text);
    void (*point)(struct page *p, const char *text);        /* of a list */
    void (*equation)(struct page *p, const struct equation *e, int parts);
    /* label = m */
    void (*matrix)(struct page *p, const char *label, const struct matrix *m);
    void (*table)(struct page *p, struct table *t);         /* the first row is the heading */
    void (*formula)(struct page *p, const struct formula *f);
    void (*code)(struct page *p, const char *text);         /* lines, as they are */
    void (*room)(struct page *p, int lines);                /* for an answer by hand */
    void (*network)(struct page *p, const struct network_drawing *d);
};
extern const struct writer text_writer, markdown_writer, html_writer;

/* A name or command for a paragraph: fit for people, each ` in it a TICK until it is written. */
enum { TICK = 1 };
void page_name(struct text *out, const char *name);

void page_heading(struct page *p, int level, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void page_paragraph(struct page *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
void page_point(struct page *p, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Which rows or columns of many are shown: the first [head], and the last [tail] after a gap. */
struct corner {
    size_t count, head, tail;           /* head + tail == count: all */
};
enum { MOST_SHOWN = 7 };
struct corner corner_of(size_t count, size_t most);
size_t corner_size(const struct corner *c);             /* shown, the gap among them */
size_t corner_index(const struct corner *c, size_t k);  /* SIZE_MAX: the gap */

/* A symbol's name alone, as LaTeX and MathML. */
void symbol_latex(struct text *out, const struct view *v, struct symbol s);
void symbol_mathml(struct text *out, const struct view *v, struct symbol s);
/* The network in lines of characters, as the writer's code, and as SVG. */
void draw_network(struct page *p, const struct network_drawing *d);
void draw_svg(struct text *out, const struct network_drawing *d);

/* A number of a matrix for people. */
void page_number(struct text *out, const struct page *p, double value);
/* The words of a sign in a form of writing, such as " * "; factors have m in them. */
enum spelled { AS_TEXT, AS_LATEX, AS_NUMPY, AS_OCTAVE };
void sign_spell(struct text *out, const struct page *p, const struct item *i, enum spelled as,
                int numbers);

#endif
