/* A model and rows of data in the plane of a picture: reading, predicting and naming them. */
#include "plot_plane.h"
#include "undefined.h"

#include <math.h>
#include <stdlib.h>

double plane_input(const struct plane *s, size_t row, size_t i)
{
    const gradus_matrix *m = &s->rows.x;
    size_t at = row * m->cols + i;
    if (m->type == GRADUS_U8)
        return ((const uint8_t *)m->data)[at];
    if (m->type == GRADUS_SCALED)
        return ((const gradus_scaled *)m->data)->bytes[at];
    double x = ((const double *)m->data)[at];
    return s->schema ? x / s->schema->input[i].scale + s->schema->input[i].shift : x;
}

double plane_answer(const struct plane *s, size_t row, size_t k)
{
    const gradus_matrix *m = &s->rows.y;
    double y = ((const double *)m->data)[row * m->cols + k];
    return s->schema && s->schema->task == GRADUS_REGRESSION
               ? y / s->schema->target[k].scale + s->schema->target[k].shift : y;
}

static void bounds(struct plane *s)
{
    for (size_t i = 0; i < s->inputs; i++) {
        s->low[i] = INFINITY;
        s->high[i] = -INFINITY;
        for (size_t row = 0; row < s->rows.rows; row++) {
            s->low[i] = fmin(s->low[i], plane_input(s, row, i));
            s->high[i] = fmax(s->high[i], plane_input(s, row, i));
        }
    }
}

void plane_air(double *low, double *high)
{
    double more = *high > *low ? (*high - *low) / 12 : 1;
    *low -= more;
    *high += more;
}

/* What else the inputs are, where their number alone does not tell. */
static const char *why_not_plain(const struct plane *s, size_t wanted)
{
    for (size_t i = 0; s->schema && s->inputs == wanted && i < wanted; i++) {
        if (s->schema->input[i].levels)
            return "a column of text is drawn by no number";
        if (s->schema->input[i].indicator)
            return "a column with missing cells has a second input, which tells them";
    }
    return wanted == 1 ? "gradus train --features COLUMN makes one that has"
                       : "gradus train --features COLUMN,COLUMN makes one that has";
}

/* Inputs of the net are columns of numbers, [wanted] of them. */
static int check_inputs(const struct plane *s, const char *kind, size_t wanted)
{
    const gradus_net_spec *spec = gradus_net_get_spec(gradus_model_net(s->rows.model));
    int plain = s->inputs == wanted && spec->inputs == wanted;
    for (size_t i = 0; plain && s->schema && i < wanted; i++)
        plain = !s->schema->input[i].levels;
    if (plain)
        return GO_ON;
    return report_usage(why_not_plain(s, wanted), "plot %s: '%s' has not %s of numbers alone",
                        kind, s->p->word[0], wanted == 1 ? "one input" : "two inputs");
}

int plane_read(struct plane *s, const char *kind, size_t wanted)
{
    gradus_error err;
    int status = plot_rows(s->p, &s->rows);
    if (status != GO_ON)
        return status;
    s->schema = gradus_model_schema(s->rows.model);
    s->inputs = gradus_model_inputs(s->rows.model);
    s->outputs = gradus_model_outputs(s->rows.model);
    status = check_inputs(s, kind, wanted);
    if (status != GO_ON)
        return status;
    if (gradus_evaluate(s->rows.model, s->rows.set, &s->metrics, 0, NULL, &err) != GRADUS_OK)
        return report_failure(&err);
    undefined_metrics(&s->metrics, s->rows.set, &s->p->asked->common, s->rows.model, s->rows.data,
                      s->p->word[1]);
    bounds(s);
    return GO_ON;
}

/* Room to predict [count] rows at once. */
int plane_room(struct plane *s, size_t count)
{
    size_t bytes = gradus_predict_scratch(s->rows.model, count);
    s->x = calloc(count, s->inputs * sizeof *s->x);
    s->y = calloc(count, s->outputs * sizeof *s->y);
    s->scratch = malloc(bytes ? bytes : 1);
    return s->x && s->y && s->scratch ? GO_ON : report_nomem();
}

int plane_predict(struct plane *s, size_t count)
{
    struct undefined ignored = { 0 };               /* it is a gap in the picture */
    return undefined_predict(&ignored, s->rows.model, 0, count, s->x, s->y, s->scratch,
                             gradus_predict_scratch(s->rows.model, count));
}

void plane_free(struct plane *s)
{
    chosen_free(&s->rows);
    free(s->x);
    free(s->y);
    free(s->scratch);
}

void plane_name(struct plane *s, const char *what, double number)
{
    struct text title = { 0 };
    text_add(&title, "%zu row%s, %s ", s->metrics.rows, plural(s->metrics.rows), what);
    if (number == number)
        text_number(&title, number, (int)s->p->asked->common.digits);
    else
        text_add(&title, "unknown");
    s->p->body.failed |= title.failed;
    plot_titles(s->p, title.bytes ? title.bytes : "", gradus_model_input_name(s->rows.model, 0),
                s->inputs > 1 ? gradus_model_input_name(s->rows.model, 1)
                              : gradus_model_output_name(s->rows.model, 0));
    text_free(&title);
}
