/* Pictures of a model on rows with known answers: which classes it takes for which. */
#include "baseline.h"
#include "chosen.h"
#include "plot.h"
#include "undefined.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CLASSES = 100, MOST_COUNTED = 30, MOST_LEVEL = 7, MOST_LETTERS = 80,
       USUAL_CLASSES = 10, OF_CLASS = 20 };

int plot_rows(struct plot *p, struct chosen *rows)
{
    const struct plot_asked *a = p->asked;
    const struct choice how = { &a->common, &a->reading, a->target, NULL, SIZE_MAX };
    return chosen_read(rows, &how, p->word[0], p->word[1]);
}

/* ---- confusion ------------------------------------------------------------------------------- */

struct confused {
    struct plot *p;
    const gradus_model *model;
    size_t classes, *count;             /* (classes, classes), row = truth */
    size_t *truth;                      /* rows of each class, also those without a prediction */
};

static double share(const struct confused *c, size_t truth, size_t k)
{
    size_t sum = c->truth[truth];
    return sum ? (double)c->count[truth * c->classes + k] / (double)sum : 0;
}

/* What a tic is called: its number where the model has no names. */
static void name_class(const struct confused *c, size_t k, char out[4 * LONGEST_NAME + 4])
{
    const gradus_schema *schema = gradus_model_schema(c->model);
    char number[24];
    snprintf(number, sizeof number, "%zu", k);
    plot_cut(out, schema ? schema->class_name[k] : number);
}

/* Whether the names do not fit side by side. */
static int are_turned(const struct confused *c)
{
    char name[4 * LONGEST_NAME + 4];
    size_t longest = 0;
    for (size_t k = 0; k < c->classes; k++) {
        name_class(c, k, name);
        longest = strlen(name) > longest ? strlen(name) : longest;
    }
    return c->classes > MOST_LEVEL || c->classes * longest > MOST_LETTERS;
}

/* The name of a tic is a format, in which %% is a per cent sign. */
static void as_format(char out[8 * LONGEST_NAME + 8], const char *name)
{
    do {
        if (*name == '%')
            *out++ = '%';
        *out++ = *name;
    } while (*name++);
}

static void name_classes(const struct confused *c, const char *axis)
{
    struct text *t = &c->p->body;
    char name[4 * LONGEST_NAME + 4], format[8 * LONGEST_NAME + 8];
    text_add(t, "set %stics scale 0%s (", axis,
             *axis == 'x' && are_turned(c) ? " rotate by -40" : "");
    for (size_t k = 0; k < c->classes; k++) {
        name_class(c, k, name);
        as_format(format, name);
        text_add(t, "%s", k ? ", " : "");
        plot_quote(t, format);
        text_add(t, " %zu", k + 1);
    }
    text_add(t, ")\n");
}

static void write_cells(const struct confused *c)
{
    struct text *t = &c->p->body;
    text_add(t, "$share << EOD\n");
    for (size_t i = 0; i < c->classes; i++)
        for (size_t k = 0; k < c->classes; k++) {
            text_add(t, "%zu %zu ", k + 1, i + 1);
            plot_number(t, share(c, i, k));
            text_add(t, "\n");
        }
    text_add(t, "EOD\n");
    for (size_t i = 0; c->classes <= MOST_COUNTED && i < c->classes; i++)
        for (size_t k = 0; k < c->classes; k++)
            text_add(t, "set label '%zu' at %zu,%zu center front textcolor rgb '%s'\n",
                     c->count[i * c->classes + k], k + 1, i + 1,
                     share(c, i, k) > 0.5 ? c->p->look->ground : c->p->look->ink);
}

static void write_confusion(const struct confused *c, const gradus_metrics *m)
{
    struct text *t = &c->p->body, title = { 0 };
    write_cells(c);
    text_add(&title, "%zu row%s, accuracy ", m->rows, plural(m->rows));
    text_number(&title, m->accuracy, (int)c->p->asked->common.digits);
    t->failed |= title.failed;
    plot_titles(c->p, title.bytes ? title.bytes : "", "predicted", "truth");
    text_free(&title);
    text_add(t, "unset grid\nset palette defined (0 '%s', 1 '%s')\nset cbrange [0:1]\n"
             "set cblabel 'share of the rows of a class' textcolor rgb '%s'\n"
             "set cbtics textcolor rgb '%s' format '%%g'\n", c->p->look->ground,
             c->p->look->line[0],
             c->p->look->ink, c->p->look->ink);
    name_classes(c, "x");
    name_classes(c, "y");
    text_add(t, "set xrange [0.5:%zu.5]\nset yrange [%zu.5:0.5]\n"
             "plot $share using 1:2:3 with image notitle\n", c->classes, c->classes);
}

static int count_confusion(struct plot *p, const struct chosen *rows)
{
    struct confused c = { .p = p, .model = rows->model };
    gradus_metrics m;
    gradus_error err;
    if (gradus_evaluate(rows->model, rows->set, &m, 0, NULL, &err) != GRADUS_OK)
        return report_failure(&err);
    c.classes = baseline_classes(rows->model, &m);
    if (!c.classes)
        return report_usage(NULL, "plot confusion: '%s' predicts numbers, not classes",
                            p->word[0]);
    if (c.classes > USUAL_CLASSES) {
        p->wide += (unsigned)(c.classes - USUAL_CLASSES) * OF_CLASS;
        p->high += (unsigned)(c.classes - USUAL_CLASSES) * OF_CLASS;
    }
    if (c.classes > MOST_CLASSES)
        return report_usage(NULL, "plot confusion: %zu classes, and at most %d are drawn",
                            c.classes, MOST_CLASSES);
    c.count = calloc(c.classes * c.classes, sizeof *c.count);
    c.truth = calloc(c.classes, sizeof *c.truth);
    int status = c.count && c.truth ? GO_ON : report_nomem();
    if (status == GO_ON && gradus_evaluate(rows->model, rows->set, &m, c.classes, c.count, &err)
                           != GRADUS_OK)
        status = report_failure(&err);
    if (status == GO_ON) {
        undefined_metrics(&m, rows->set, &p->asked->common, rows->model, rows->data, p->word[1]);
        baseline_truth(rows->set, c.truth);
        write_confusion(&c, &m);
    }
    free(c.count);
    free(c.truth);
    return status;
}

int plot_confusion(struct plot *p)
{
    struct chosen rows = { 0 };
    int status = plot_rows(p, &rows);
    if (status == GO_ON)
        status = count_confusion(p, &rows);
    chosen_free(&rows);
    return status;
}
