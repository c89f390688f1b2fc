/* A pass as a program: numpy's or Octave's, that computes the equations of the notation again,
 * line by line, and compares each result with the number that gradus had.                     */
#include "formulas.h"
#include "trace.h"

#include <math.h>

/* What the two languages call things. */
struct language {
    enum spelled as;
    const char *open, *row, *close;     /* of a matrix */
    const char *turned, *end;           /* of a line */
    const char *without_last;           /* row of theta */
    const char *last;
};
static const struct language languages[] = {
    { AS_NUMPY, "np.array([[", "], [", "]])", ".T", "\n", "[:-1, :]", "sys.exit(wrong > 0)\n" },
    { AS_OCTAVE, "[", "; ", "]", "'", ";\n",
      "(1:end-1, :)", "if wrong\n    exit(1);\nend\n" },
};

static const char numpy_head[] =
    "#!/usr/bin/env python3\n"
    "# One forward and one backward pass, computed again with numpy; exit status 1 if a number\n"
    "# differs from what gradus had.\n"
    "import math\n"
    "import sys\n"
    "\n"
    "import numpy as np\n"
    "\n"
    "nan, inf = math.nan, math.inf\n"
    "scale, alpha = 1.0507009873554805, 1.7580993408473769      # of selu\n"
    "units, examples = %d, %d            # the axes of a matrix of activations\n"
    "wrong = 0\n"
    "\n"
    "\n"
    "def half_tanh(z):\n"
    "    return (1 + np.tanh(z / 2)) / 2                         # the sigmoid\n"
    "\n"
    "\n"
    "def soft(z):\n"
    "    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))  # log(1 + e^z)\n"
    "\n"
    "\n"
    "def normal(z):\n"
    "    return (1 + np.vectorize(math.erf)(z / math.sqrt(2))) / 2\n"
    "\n"
    "\n"
    "def log_softmax(z):\n"
    "    z = z - z.max(axis=units, keepdims=True)\n"
    "    return z - np.log(np.exp(z).sum(axis=units, keepdims=True))\n"
    "\n"
    "\n"
    "def clip(e):\n"
    "    return np.clip(e, -1, 1)\n"
    "\n"
    "\n"
    "def over_examples(x):\n"
    "    return x.sum(axis=examples, keepdims=True)\n"
    "\n"
    "\n"
    "def over_units(x):\n"
    "    return x.sum(axis=units, keepdims=True)\n"
    "\n"
    "\n"
    "def with_ones(x):\n"
    "    return np.hstack([x, np.ones((len(x), 1))])\n"
    "\n"
    "\n"
    "def check(name, got, want, rounding=0):        # what is left where a sum cancels\n"
    "    global wrong\n"
    "    largest = max(np.max(np.abs(want)), 1e-300)\n"
    "    off = np.max(np.abs(got - want) / largest)\n"
    "    good = off <= tolerance + rounding / largest\n"
    "    wrong += not good\n"
    "    print('%%-12s %%-9s %%s' %% (name, 'agrees' if good else 'DIFFERS',\n"
    "                             '' if good else 'by %%.3g of its largest' %% off))\n"
    "    if not good:\n"
    "        print(got)\n"
    "\n"
    "\n";

static const char octave_head[] =
    "%% One forward and one backward pass, computed again with Octave; exit status 1 if a number\n"
    "%% differs from what gradus had.\n"
    "1;\n"
    "global units examples tolerance wrong\n"
    "scale = 1.0507009873554805; alpha = 1.7580993408473769;     %% of selu\n"
    "units = %d; examples = %d;          %% the axes of a matrix of activations\n"
    "wrong = 0;\n"
    "half_tanh = @(z) (1 + tanh(z / 2)) / 2;                     %% the sigmoid\n"
    "soft = @(z) max(z, 0) + log1p(exp(-abs(z)));                %% log(1 + e^z)\n"
    "normal = @(z) (1 + erf(z / sqrt(2))) / 2;\n"
    "clip = @(e) min(max(e, -1), 1);\n"
    "over_examples = @(x) sum(x, examples);\n"
    "over_units = @(x) sum(x, units);\n"
    "with_ones = @(x) [x, ones(rows(x), 1)];\n"
    "log_softmax = @(z) z - max(z, [], units) - log(sum(exp(z - max(z, [], units)), units));\n"
    "function check(name, got, want, rounding)\n"
    "    global tolerance wrong\n"
    "    if nargin < 4\n"
    "        rounding = 0;                                       %% left where a sum cancels\n"
    "    end\n"
    "    largest = max(max(abs(want)(:)), 1e-300);\n"
    "    off = max(abs(got - want)(:)) / largest;\n"
    "    if off <= tolerance + rounding / largest\n"
    "        printf('%%-12s agrees\\n', name);\n"
    "    else\n"
    "        wrong = wrong + 1;\n"
    "        printf('%%-12s DIFFERS   by %%.3g of its largest\\n', name, off);\n"
    "        disp(got);\n"
    "    end\n"
    "end\n";

struct script {
    const struct language *in;
    double unit, tolerance;             /* rounding of one operation; what is allowed */
    double rounding;                    /* of dZ of the layer at hand, at most */
    struct page page;
    const struct view *view;
    struct text *out;
};

/* A line in the words of numpy or of Octave. */
#define SAY(s, of_numpy, of_octave, ...)                                                        \
    text_add((s)->out, (s)->in->as == AS_NUMPY ? of_numpy : of_octave, __VA_ARGS__)

static void matrix(struct script *s, const struct matrix *m)
{
    text_add(s->out, "%s", s->in->open);
    for (size_t i = 0; i < m->rows; i++)
        for (size_t j = 0; j < m->cols; j++) {
            text_add(s->out, "%s", j ? ", " : i ? s->in->row : "");
            text_number(s->out, matrix_at(m, i, j), 0);
        }
    text_add(s->out, "%s", s->in->close);
}

/* X = [...] */
static void given(struct script *s, struct symbol of)
{
    struct matrix m = matrix_of(s->view, of);
    symbol_name(s->out, s->view, of);
    text_add(s->out, " = ");
    matrix(s, &m);
    text_add(s->out, "%s", s->in->end);
}

/* ---- what rounding leaves ------------------------------------------------------------------ */
static double largest(const double *x, size_t n)
{
    double top = 0;
    for (size_t k = 0; x && k < n; k++)
        top = fmax(top, fabs(x[k]));
    return top;
}

static double largest_input(const gradus_trace *t, size_t l)
{
    return l ? largest(t->layer[l - 1].a, t->rows * t->layer[l].inputs)
             : largest(t->x, t->rows * t->inputs);
}

/* Of dZ of layer [l], given that of the layer above: a - y may cancel, and so may dZ W. */
static double rounding_of(const struct script *s, size_t l)
{
    const gradus_trace *t = s->view->trace;
    const gradus_trace_layer *y = &t->layer[l], *above = y + 1;
    size_t n = t->rows * y->units;
    double slope = fmax(1, largest(y->slope, n)), own = 4 * s->unit * largest(y->dz, n);
    if (l + 1 == t->layers)
        return own + slope * s->unit * (largest(y->a, n) + largest(t->y, n)) *
                     (t->mean ? 2 / (double)t->rows : 1);
    return own + slope * (double)above->units * largest(above->w, above->units * above->inputs) *
                 (s->rounding + s->unit * largest(above->dz, t->rows * above->units));
}

/* Of what the equation gives; a text that has 1/m in dW alone has m times the deltas. */
static double rounding_left(const struct script *s, enum form form, size_t l)
{
    const gradus_trace *t = s->view->trace;
    double rows = (double)t->rows, delta = largest(t->layer[l].dz, t->rows * t->layer[l].units);
    if (form == F_DW || form == F_DB)
        return rows * fmax(1, largest_input(t, l)) * (s->rounding + s->unit * delta);
    if (form >= F_DA_OUT && form <= F_DZ)
        return s->rounding * (s->view->notation->per_example && t->mean ? rows : 1);
    return 0;
}

/* J moves by dZ times what Z is off. */
static double rounding_of_loss(const struct script *s)
{
    const gradus_trace *t = s->view->trace;
    const gradus_trace_layer *y = &t->layer[t->layers - 1];
    size_t n = t->rows * y->units;
    return (double)n * s->unit * largest(y->dz, n) * (1 + largest(y->z, n));
}

static double largest_of(const struct matrix *m)
{
    double top = 0;
    for (size_t i = 0; i < m->rows; i++)
        for (size_t j = 0; j < m->cols; j++)
            top = fmax(top, fabs(matrix_at(m, i, j)));
    return top;
}

static void allow(struct script *s, double rounding, double top)
{
    if (!(rounding > s->tolerance * top) || rounding - rounding != 0)
        return;
    text_add(s->out, ", ");
    text_number(s->out, rounding, 2);
}

/* check('z2', z2, [...]), and the rounding where it counts */
static void compared(struct script *s, struct symbol of, double rounding)
{
    struct matrix m = matrix_of(s->view, of);
    text_add(s->out, "check('");
    symbol_name(s->out, s->view, of);
    text_add(s->out, "', ");
    symbol_name(s->out, s->view, of);
    text_add(s->out, ", ");
    matrix(s, &m);
    allow(s, rounding, largest_of(&m));
    text_add(s->out, ")%s", s->in->end);
}

static void symbol(struct script *s, struct symbol of)
{
    int slope = of.what == Q_SLOPE;
    if (slope) {
        text_add(s->out, "slope_%zu(", of.layer + 1);
        of.what = Q_Z;
    }
    text_add(s->out, "%s", of.ones ? "with_ones(" : "");
    symbol_name(s->out, s->view, of);
    text_add(s->out, "%s%s", of.ones || slope ? ")" : "", of.turned ? s->in->turned : "");
}

static void equation(struct script *s, enum form form, size_t l)
{
    struct equation made, *e = &made;
    if (!equation_make(e, s->view, form, l))
        return;
    symbol_name(s->out, s->view, e->left);
    text_add(s->out, " = ");
    for (size_t k = 0; k < e->items; k++) {
        const struct item *i = &e->item[k];
        if (i->sign == S_SYMBOL)
            symbol(s, i->symbol);
        else if (i->sign == S_ACTIVATE)
            text_add(s->out, "f_%zu(", e->left.layer + 1);
        else
            sign_spell(s->out, &s->page, i, s->in->as, 0);
    }
    text_add(s->out, "%s", s->in->end);
    compared(s, e->left, rounding_left(s, form, l));
}

/* ---- the parts of a script --------------------------------------------------------------- */
static void functions(struct script *s)
{
    const gradus_trace *t = s->view->trace;
    const struct loss_formula *loss = loss_formula(t->loss_name);
    int numpy = s->in->as == AS_NUMPY;
    for (size_t l = 0; l < t->layers; l++) {
        const struct activation_formula *f = activation_formula(t->layer[l].activation);
        const char *slope = numpy ? f->numpy_slope : f->octave_slope;
        SAY(s, "def f_%zu(z):\n    return %s\n\n\n", "f_%zu = @(z) %s;\n", l + 1,
            numpy ? f->numpy : f->octave);
        if (slope)
            SAY(s, "def slope_%zu(z):\n    return %s\n\n\n", "slope_%zu = @(z) %s;\n", l + 1,
                slope);
    }
    SAY(s, "def loss(a, y, z):\n    return %s\n\n\n", "loss = @(a, y, z) %s;\n",
        numpy ? loss->numpy : loss->octave);
}

static void numbers(struct script *s)
{
    const gradus_trace *t = s->view->trace;
    text_add(s->out, "m = %zu%s", t->rows, s->in->end);
    given(s, (struct symbol){ .what = Q_IN });
    given(s, (struct symbol){ .what = Q_ANSWER });
    for (size_t l = 0; l < t->layers; l++) {
        struct symbol w = symbol_of(s->view, Q_W, l), theta = { .what = Q_THETA, .layer = l };
        if (!s->view->notation->folded) {
            given(s, w);
            if (t->layer[l].b)
                given(s, (struct symbol){ .what = Q_B, .layer = l });
            continue;
        }
        given(s, theta);
        if (w.what == Q_W)
            text_add(s->out, "w%zu = theta%zu%s%s", l + 1, l + 1, s->in->without_last, s->in->end);
    }
}

static void loss(struct script *s)
{
    const gradus_trace *t = s->view->trace;
    size_t last = t->layers - 1;
    struct text arguments = { 0 };
    const enum quantity of[] = { Q_A, Q_ANSWER, Q_Z };
    for (size_t k = 0; k < 3; k++) {
        text_add(&arguments, k ? ", " : "");
        symbol_name(&arguments, s->view, symbol_of(s->view, of[k], last));
    }
    SAY(s, "J = loss(%s).sum()%s\ncheck('J', J, ", "J = sum(loss(%s)(:))%s;\ncheck('J', J, ",
        arguments.size ? arguments.bytes : "", t->mean ? " / m" : "");
    text_number(s->out, t->loss, 0);
    allow(s, rounding_of_loss(s), fabs(t->loss));
    text_add(s->out, ")%s", s->in->end);
    s->out->failed |= arguments.failed;
    text_free(&arguments);
}

void trace_script(struct text *out, const struct view *v, int is_octave, int single)
{
    struct script s = { .in = &languages[is_octave], .view = v, .out = out,
                        .unit = single ? 0x1p-23 : 0x1p-51, .tolerance = single ? 1e-4 : 1e-10,
                        .page = { .out = out, .view = v, .digits = 17 } };
    enum form forms[FORMS];
    int columns = v->notation->columns, base = is_octave;
    SAY(&s, numpy_head, octave_head, columns ? base : 1 + base, columns ? 1 + base : base);
    functions(&s);
    text_add(out, "tolerance = %s%s", single ? "1e-4" : "1e-10", s.in->end);
    numbers(&s);
    for (size_t l = 0; l < v->trace->layers; l++)
        for (enum form f = F_Z; f <= F_A; f++)
            equation(&s, f, l);
    loss(&s);
    for (size_t l = v->trace->layers; l-- > 0;) {
        size_t n = trace_backward(v, l, forms);
        s.rounding = rounding_of(&s, l);
        for (size_t k = 0; k < n; k++)
            equation(&s, forms[k], l);
    }
    for (size_t l = 0; l < v->trace->layers && v->trace->layer[l].w_after; l++)
        for (enum form f = F_STEP_W; f <= F_STEP_B; f++)
            equation(&s, f, l);
    text_add(out, "%s", s.in->last);
}
