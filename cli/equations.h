/* The equations of a pass, once, as lists of symbols and signs; writers (writer.h) spell them as
 * text, LaTeX, MathML or code.  A notation says which symbol is called what, which way round a
 * matrix lies, and how each equation is put; the numbers are those of a gradus_trace.         */
#ifndef EQUATIONS_H
#define EQUATIONS_H
#include "text.h"

#include <gradus-explain.h>

enum quantity {
    Q_IN, Q_ANSWER, Q_W, Q_B, Q_THETA, Q_Z, Q_A, Q_OUT, Q_SLOPE, Q_DA, Q_DZ, Q_DW, Q_DB, Q_DTHETA,
    Q_NEW_W, Q_NEW_B, Q_NEW_THETA, QUANTITIES
};

/* Of a layer, counted from 0; Q_IN and Q_ANSWER have none. */
struct symbol {
    enum quantity what;
    size_t layer;
    int turned, ones;                   /* transposed; with a column of ones, before turning */
};

enum sign {
    S_SYMBOL, S_PRODUCT, S_TIMES, S_PLUS, S_MINUS, S_OPEN, S_CLOSE, S_ACTIVATE, S_OVER_EXAMPLES,
    S_OVER_UNITS, S_SIGN, S_CLIP, S_MEAN, S_TWICE, S_TWICE_MEAN, S_RATE, SIGNS
};
struct item {
    enum sign sign;
    struct symbol symbol;
};

enum { MOST_ITEMS = 20 };
struct equation {
    struct symbol left;
    struct item item[MOST_ITEMS];
    size_t items;
    const char *name;                   /* such as "BP4 (bp1-bp4)", or NULL */
};

/* How a symbol is spelled: in text and code, LaTeX, and Unicode; its index, if any, is the layer's
 * number from 0 plus [index]; [derivative]: the letters are those of x in dJ/dx.               */
struct spelling {
    const char *text, *latex, *unicode;
    size_t index;
    int derivative, is_new;
};

enum form {
    F_Z, F_A, F_DA_OUT, F_DA, F_DZ_JOINT, F_DZ_SOFTMAX, F_DZ_OUT, F_DZ, F_DW, F_DB, F_STEP_W,
    F_STEP_B, FORMS
};

struct notation {
    const char *name, *about;
    int columns, turned, folded;        /* examples are columns; W is (inputs, units); theta */
    int per_example;                    /* dA and dZ are of one example's own loss */
    int shift;                          /* how much z and a count beyond their layer */
    char open, close, function;         /* around an upper index; what activations are called */
    struct spelling spelling[QUANTITIES];
    const char *form[FORMS];            /* NULL: merged into another or not there */
    const char *equation_name[FORMS];
};
extern const struct notation notations[];           /* ends with a row without name */
extern const char *const notation_names[];

/* What is shown, how. */
struct view {
    const gradus_trace *trace;
    const struct notation *notation;
    double rate;                        /* of the step; NaN without one */
};

/* A matrix as a notation shows it; [tail] is one more column before turning, or a one. */
struct matrix {
    size_t rows, cols;
    const double *numbers, *tail;
    size_t width;                       /* numbers in a row of [numbers] */
    int turned, tailed;
    double scale;
};
double matrix_at(const struct matrix *m, size_t row, size_t col);
struct matrix matrix_of(const struct view *v, struct symbol s);

/* 1 and the equation of that form for a layer, or 0 where the notation or the layer has none. */
int equation_make(struct equation *e, const struct view *v, enum form form, size_t layer);
/* How an equation's symbol is to be spelled: the last A is the output. */
const struct spelling *spelling_of(const struct view *v, struct symbol s);
struct symbol symbol_of(const struct view *v, enum quantity what, size_t layer);
/* The number of an index, 0 where the symbol has none. */
size_t symbol_index(const struct view *v, struct symbol s);
/* The name in text and code, such as z2. */
void symbol_name(struct text *out, const struct view *v, struct symbol s);

#endif
