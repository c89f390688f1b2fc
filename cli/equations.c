/* The equations of a pass.  Each notation is a row: its spellings, and its equations as short
 * words in these letters, which become signs and symbols:
 *
 *     p q  A of the layer below, transposed      P Q  the same with a column of ones
 *     W b t  weights, biases, theta              U R  dZ of the layer above; its W, transposed
 *     z a s  Z, A, the activation's slope        d D  dA, dZ        y  answers
 *     g f r S  activation, the loss's function, sum over units, over examples: to the next )
 *     m c M  1/m, the loss's factor, both        .  matrix product    *  element by element
 *     e G H  rate of a step, dW (or dtheta), db
 *
 * A letter for what is not there (b without bias, 1/m of a sum) is left out with its sign.    */
#include "equations.h"

#include <string.h>

#define PLAIN(text, latex, unicode)          { text, latex, unicode, 0, 0, 0 }
#define INDEXED(text, latex, unicode, index) { text, latex, unicode, index, 0, 0 }
#define SLOPE_OF(text, latex, unicode, index) { text, latex, unicode, index, 1, 0 }
#define MOVED(text, latex, unicode)          { text, latex, unicode, 1, 0, 1 }

const struct notation notations[] = {
    { .name = "rows", .about = "examples are rows", .turned = 1, .shift = 1,
      .open = '(', .close = ')', .function = 'f',
      .spelling = {
          [Q_IN] = PLAIN("X", "X", "X"),
          [Q_ANSWER] = PLAIN("y", "y", "y"),
          [Q_W] = INDEXED("W", "W", "W", 1),
          [Q_B] = INDEXED("b", "b", "b", 1),
          [Q_Z] = INDEXED("z", "z", "z", 2),
          [Q_A] = INDEXED("a", "a", "a", 2),
          [Q_OUT] = PLAIN("yHat", "\\hat y", "ŷ"),
          [Q_SLOPE] = INDEXED("slope", "z", "z", 2),
          [Q_DA] = SLOPE_OF("dJda", "a", "a", 2),
          [Q_DZ] = INDEXED("delta", "\\delta", "δ", 2),
          [Q_DW] = SLOPE_OF("dJdW", "W", "W", 1),
          [Q_DB] = SLOPE_OF("dJdb", "b", "b", 1),
          [Q_NEW_W] = MOVED("newW", "W", "W"),
          [Q_NEW_B] = MOVED("newb", "b", "b") },
      .form = {
          [F_Z] = "p.W+b", [F_A] = "gz)", [F_DA_OUT] = "Mf(a-y)", [F_DZ_JOINT] = "M(a-y)",
          [F_DZ_SOFTMAX] = "a*(d-rd*a))", [F_DZ_OUT] = "Mf(a-y)*s", [F_DZ] = "(U.R)*s",
          [F_DW] = "q.D", [F_DB] = "SD)", [F_STEP_W] = "W-eG", [F_STEP_B] = "b-eH" } },
    { .name = "columns", .about = "examples are columns", .columns = 1, .per_example = 1,
      .open = '[', .close = ']', .function = 'g',
      .spelling = {
          [Q_IN] = PLAIN("A0", "A^{[0]}", "A"),
          [Q_ANSWER] = PLAIN("Y", "Y", "Y"),
          [Q_W] = INDEXED("W", "W", "W", 1),
          [Q_B] = INDEXED("b", "b", "b", 1),
          [Q_Z] = INDEXED("Z", "Z", "Z", 1),
          [Q_A] = INDEXED("A", "A", "A", 1),
          [Q_OUT] = INDEXED("A", "A", "A", 1),
          [Q_SLOPE] = INDEXED("slope", "Z", "Z", 1),
          [Q_DA] = INDEXED("dA", "dA", "dA", 1),
          [Q_DZ] = INDEXED("dZ", "dZ", "dZ", 1),
          [Q_DW] = INDEXED("dW", "dW", "dW", 1),
          [Q_DB] = INDEXED("db", "db", "db", 1),
          [Q_NEW_W] = MOVED("newW", "W", "W"),
          [Q_NEW_B] = MOVED("newb", "b", "b") },
      .form = {
          [F_Z] = "W.p+b", [F_A] = "gz)", [F_DA_OUT] = "cf(a-y)", [F_DZ_JOINT] = "(a-y)",
          [F_DZ_SOFTMAX] = "a*(d-rd*a))", [F_DA] = "R.U", [F_DZ] = "d*s",
          [F_DW] = "mD.q", [F_DB] = "mSD)", [F_STEP_W] = "W-eG", [F_STEP_B] = "b-eH" },
      .equation_name = { [F_DA] = "BP3", [F_DZ] = "BP4", [F_DW] = "BP1", [F_DB] = "BP2" } },
    { .name = "theta", .about = "examples are rows, the bias is the last row of theta",
      .turned = 1, .folded = 1, .per_example = 1, .shift = 1, .open = '(', .close = ')',
      .function = 'f',
      .spelling = {
          [Q_IN] = PLAIN("X", "X", "X"),
          [Q_ANSWER] = PLAIN("y", "y", "y"),
          [Q_W] = INDEXED("w", "w", "w", 1),
          [Q_THETA] = INDEXED("theta", "\\theta", "θ", 1),
          [Q_Z] = INDEXED("z", "z", "z", 2),
          [Q_A] = INDEXED("a", "a", "a", 2),
          [Q_OUT] = PLAIN("h", "h", "h"),
          [Q_SLOPE] = INDEXED("slope", "z", "z", 2),
          [Q_DA] = SLOPE_OF("dJda", "a", "a", 2),
          [Q_DZ] = INDEXED("delta", "\\delta", "δ", 2),
          [Q_DTHETA] = SLOPE_OF("dJdtheta", "\\theta", "θ", 1),
          [Q_NEW_THETA] = MOVED("newtheta", "\\theta", "θ") },
      .form = {
          [F_Z] = "P.t", [F_A] = "gz)", [F_DA_OUT] = "cf(a-y)", [F_DZ_JOINT] = "(a-y)",
          [F_DZ_SOFTMAX] = "a*(d-rd*a))", [F_DZ_OUT] = "cf(a-y)*s", [F_DZ] = "(U.R)*s",
          [F_DW] = "mQ.D", [F_STEP_W] = "t-eG" } },
    { .name = NULL },
};
const char *const notation_names[] = { "rows", "columns", "theta", NULL };

/* ---- symbols ----------------------------------------------------------------------------- */
const struct spelling *spelling_of(const struct view *v, struct symbol s)
{
    return &v->notation->spelling[s.what];
}

struct symbol symbol_of(const struct view *v, enum quantity what, size_t layer)
{
    if (what == Q_A && layer + 1 == v->trace->layers)
        what = Q_OUT;
    if (v->notation->folded) {
        what = what == Q_DW ? Q_DTHETA : what == Q_NEW_W ? Q_NEW_THETA : what;
        if (what == Q_W && !v->trace->layer[layer].b)
            what = Q_THETA;             /* all of it */
    }
    return (struct symbol){ .what = what, .layer = layer };
}

size_t symbol_index(const struct view *v, struct symbol s)
{
    const struct spelling *p = spelling_of(v, s);
    return p->index ? s.layer + p->index : 0;
}

void symbol_name(struct text *out, const struct view *v, struct symbol s)
{
    text_add(out, "%s", spelling_of(v, s)->text);
    if (symbol_index(v, s))
        text_add(out, "%zu", symbol_index(v, s));
}

/* ---- matrices ---------------------------------------------------------------------------- */
double matrix_at(const struct matrix *m, size_t row, size_t col)
{
    size_t i = m->turned ? col : row, j = m->turned ? row : col;
    double value = j < m->width ? m->numbers[i * m->width + j] : m->tail ? m->tail[i] : 1;
    return m->scale * value;
}

/* Where the numbers of a quantity are. */
static const double *numbers_of(const gradus_trace *t, struct symbol s)
{
    const gradus_trace_layer *y = &t->layer[s.layer];
    const double *const at[QUANTITIES] = {
        [Q_IN] = t->x, [Q_ANSWER] = t->y, [Q_W] = y->w, [Q_B] = y->b, [Q_THETA] = y->w,
        [Q_Z] = y->z, [Q_A] = y->a, [Q_OUT] = y->a, [Q_SLOPE] = y->slope, [Q_DA] = y->da,
        [Q_DZ] = y->dz, [Q_DW] = y->dw, [Q_DB] = y->db, [Q_DTHETA] = y->dw,
        [Q_NEW_W] = y->w_after, [Q_NEW_B] = y->b_after, [Q_NEW_THETA] = y->w_after,
    };
    return at[s.what];
}

static int among(enum quantity what, size_t n, const enum quantity *list)
{
    while (n--)
        if (list[n] == what)
            return 1;
    return 0;
}

struct matrix matrix_of(const struct view *v, struct symbol s)
{
    static const enum quantity weights[] = { Q_W, Q_THETA, Q_DW, Q_DTHETA, Q_NEW_W, Q_NEW_THETA };
    static const enum quantity biases[] = { Q_B, Q_DB, Q_NEW_B };
    static const enum quantity deltas[] = { Q_DA, Q_DZ };
    static const enum quantity thetas[] = { Q_THETA, Q_DTHETA, Q_NEW_THETA };
    const gradus_trace *t = v->trace;
    const gradus_trace_layer *y = &t->layer[s.layer];
    struct matrix m = { .numbers = numbers_of(t, s), .rows = t->rows, .scale = 1,
                        .width = s.what == Q_IN ? t->inputs
                                 : s.what == Q_ANSWER ? t->outputs : y->units };
    m.turned = v->notation->columns;
    if (among(s.what, 6, weights)) {
        m.rows = y->units;
        m.width = y->inputs;
        m.turned = v->notation->turned;
    } else if (among(s.what, 3, biases)) {
        m.rows = 1;
    } else if (among(s.what, 2, deltas) && v->notation->per_example && t->mean) {
        m.scale = (double)t->rows;
    }
    if (among(s.what, 3, thetas) && y->b) {
        m.tailed = 1;
        m.tail = s.what == Q_THETA ? y->b : s.what == Q_DTHETA ? y->db : y->b_after;
    }
    m.tailed |= s.ones;
    m.turned ^= s.turned;
    m.cols = m.width + (size_t)m.tailed;
    if (m.turned) {
        size_t rows = m.rows;
        m.rows = m.cols;
        m.cols = rows;
    }
    return m;
}

/* ---- from words to signs ----------------------------------------------------------------- */
/* The loss's own part of dA: a factor, a function. */
static const struct {
    const char *loss;
    int twice;
    enum sign function;                 /* S_OPEN: none */
} losses[] = { { "mse", 1, S_OPEN }, { "mae", 0, S_SIGN }, { "huber", 0, S_CLIP },
               { NULL, 0, S_OPEN } };

static size_t loss_of(const char *name)
{
    size_t k = 0;
    while (losses[k].loss && strcmp(losses[k].loss, name) != 0)
        k++;
    return k;
}

static void add(struct equation *e, enum sign sign, struct symbol s)
{
    if (e->items < MOST_ITEMS)
        e->item[e->items++] = (struct item){ sign, s };
}

static void add_sign(struct equation *e, enum sign sign)
{
    add(e, sign, (struct symbol){ .what = QUANTITIES });
}

static struct symbol below(const struct view *v, size_t layer)
{
    return layer ? symbol_of(v, Q_A, layer - 1) : (struct symbol){ .what = Q_IN };
}

/* 1 where the letter is a symbol. */
static int add_symbol(struct equation *e, const struct view *v, char letter, size_t l)
{
    static const struct {
        char letter;
        enum quantity what;
        size_t above;
        int turned;
    } of[] = { { 'W', Q_W, 0, 0 }, { 'b', Q_B, 0, 0 }, { 't', Q_THETA, 0, 0 }, { 'z', Q_Z, 0, 0 },
               { 'a', Q_A, 0, 0 }, { 's', Q_SLOPE, 0, 0 }, { 'd', Q_DA, 0, 0 },
               { 'D', Q_DZ, 0, 0 }, { 'U', Q_DZ, 1, 0 }, { 'R', Q_W, 1, 1 },
               { 'G', Q_DW, 0, 0 }, { 'H', Q_DB, 0, 0 } };
    if (strchr("pqPQ", letter)) {
        struct symbol s = below(v, l);
        s.turned = letter == 'q' || letter == 'Q';
        s.ones = (letter == 'P' || letter == 'Q') && v->trace->layer[l].b;
        add(e, S_SYMBOL, s);
        return 1;
    }
    if (letter == 'y') {
        add(e, S_SYMBOL, (struct symbol){ .what = Q_ANSWER });
        return 1;
    }
    for (size_t k = 0; k < sizeof of / sizeof *of; k++)
        if (of[k].letter == letter) {
            struct symbol s = symbol_of(v, of[k].what, l + of[k].above);
            s.turned = of[k].turned;
            add(e, S_SYMBOL, s);
            return 1;
        }
    return 0;
}

static void add_factor(struct equation *e, const struct view *v, char letter)
{
    int mean = v->trace->mean && letter != 'c';
    int twice = losses[loss_of(v->trace->loss_name)].twice && letter != 'm';
    if (mean || twice)
        add_sign(e, mean && twice ? S_TWICE_MEAN : mean ? S_MEAN : S_TWICE);
}

static void add_other(struct equation *e, const struct view *v, char letter)
{
    static const char letters[] = ".*+-()grSe";
    static const enum sign signs[] = { S_PRODUCT, S_TIMES, S_PLUS, S_MINUS, S_OPEN, S_CLOSE,
                                       S_ACTIVATE, S_OVER_UNITS, S_OVER_EXAMPLES, S_RATE };
    const char *at = strchr(letters, letter);
    if (strchr("mcM", letter))
        add_factor(e, v, letter);
    else if (at)
        add_sign(e, signs[at - letters]);
}

/* Brackets around all of it say nothing. */
static void unwrap(struct equation *e)
{
    int depth = 0;
    if (e->item[0].sign != S_OPEN || e->item[e->items - 1].sign != S_CLOSE)
        return;
    for (size_t k = 0; k + 1 < e->items; k++) {
        enum sign sign = e->item[k].sign;
        depth += (sign == S_OPEN || (sign >= S_ACTIVATE && sign <= S_CLIP)) - (sign == S_CLOSE);
        if (!depth)
            return;
    }
    e->items -= 2;
    memmove(e->item, e->item + 1, e->items * sizeof *e->item);
}

int equation_make(struct equation *e, const struct view *v, enum form form, size_t layer)
{
    static const enum quantity left[FORMS] = {
        [F_Z] = Q_Z, [F_A] = Q_A, [F_DA_OUT] = Q_DA, [F_DA] = Q_DA, [F_DZ_JOINT] = Q_DZ,
        [F_DZ_SOFTMAX] = Q_DZ, [F_DZ_OUT] = Q_DZ, [F_DZ] = Q_DZ, [F_DW] = Q_DW, [F_DB] = Q_DB,
        [F_STEP_W] = Q_NEW_W, [F_STEP_B] = Q_NEW_B };
    const char *word = v->notation->form[form];
    const gradus_trace_layer *y = &v->trace->layer[layer];
    enum sign function = losses[loss_of(v->trace->loss_name)].function;
    if (!word || ((form == F_DB || form == F_STEP_B) && !y->b))
        return 0;
    *e = (struct equation){ .left = symbol_of(v, left[form], layer),
                            .name = v->notation->equation_name[form] };
    for (; *word; word++) {
        if (*word == '+' && word[1] == 'b' && !y->b)
            break;
        if (*word == 'f') {             /* the loss's function has a bracket of its own */
            if (function != S_OPEN) {
                add_sign(e, function);
                word++;
            }
            continue;
        }
        if (*word == '-' && word[1] == 'e' && v->rate < 0)
            add_sign(e, S_PLUS);        /* uphill */
        else if (!add_symbol(e, v, *word, layer))
            add_other(e, v, *word);
    }
    unwrap(e);
    return 1;
}
