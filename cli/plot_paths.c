/* Descents on functions of two variables: where they start, and the steps that can be told apart
 * in a picture.                                                                               */
#include "plot_space.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SIDE = 100, MOST_STARTS = 10000 };
static const double apart = 1.0 / 400;  /* of what is drawn: a step that is seen */

/* ---- starts ---------------------------------------------------------------------------------- */

/* [at] is a place in [text], the value of --starts. */
static int wrong_start(const char *text, const char *at, const char *why)
{
    gradus_error err = { .code = GRADUS_SYNTAX, .file = "--starts", .line = 1 };
    err.column = (size_t)(at - text) + 1;
    size_t size = strcspn(at, ",;");
    if (size)
        FIT(err.text, "'%s' %s", PART(at, size), why);
    else
        FIT(err.text, "a number is missing");
    FIT(err.hint, "such as --starts '1,2;-3,0.5', or --starts grid:9");
    report_failure(&err);
    return USAGE;
}

static int no_room(struct scene *s, size_t count)
{
    s->start = calloc(count, sizeof *s->start);
    return !s->start;
}

/* One "x,y" at *at, which moves to what follows its end. */
static int take_point(const char *text, const char **at, double point[2])
{
    const char *c = *at;
    for (size_t k = 0; k < 2; k++) {
        c += strspn(c, " ");
        size_t size = strcspn(c, ",;");
        if (!gradus_number_parse(c, size, &point[k]) || !isfinite(point[k]))
            return wrong_start(text, c, "is not a number");
        if (!k && c[size] != ',')
            return wrong_start(text, c, "stands alone, and a start is x,y");
        if (k && c[size] == ',')
            return wrong_start(text, c + size + 1, "is one number too many: a start is x,y");
        c += size + (c[size] != 0);
    }
    *at = c;
    return GO_ON;
}

static int take_points(struct scene *s, const char *text)
{
    size_t count = 1;
    int status = GO_ON;
    for (const char *c = text; *c; c++)
        count += *c == ';';
    if (count > MOST_STARTS)
        return report_usage(NULL, "--starts: at most %d", MOST_STARTS);
    if (no_room(s, count))
        return report_nomem();
    for (const char *at = text; status == GO_ON && s->starts < count; s->starts++)
        status = take_point(text, &at, s->start[s->starts]);
    return status;
}

static int take_grid(struct scene *s, const char *text)
{
    uint64_t side;
    if (!parse_whole(text + strlen("grid:"), &side) || side < 1 || side > MOST_SIDE)
        return report_usage(NULL, "--starts: '%s' is not grid:N with N from 1 to %d", text,
                            MOST_SIDE);
    if (no_room(s, (size_t)(side * side)))
        return report_nomem();
    for (size_t i = 0; i < side * side; i++)
        for (size_t k = 0; k < 2; k++) {
            size_t place = side > 1 ? (size_t)(k ? i / side : i % side) : 1;
            s->start[i][k] = plot_between(s->low[k], s->high[k], place,
                                          side > 1 ? (size_t)side : 3);
        }
    s->starts = (size_t)(side * side);
    return GO_ON;
}

int scene_starts(struct scene *s)
{
    const char *text = s->p->asked->starts;
    if (strncmp(text, "grid:", strlen("grid:")) != 0)
        return take_points(s, text);
    s->ranged = 1;
    return take_grid(s, text);
}

/* ---- paths ----------------------------------------------------------------------------------- */

struct path {
    struct panel *panel;
    double kept[3], last[3];            /* the step written last, the step seen last */
    double low[2], high[2];
    double wide[2];                     /* of the picture, where that is known */
};

static void keep(struct path *path, const double point[3])
{
    memcpy(path->kept, point, sizeof path->kept);
    plot_numbers(&path->panel->paths, 3, point);
    path->panel->points++;
}

static int see_step(void *user, const gradus_descend_step *step)
{
    struct path *path = user;
    const double point[] = { step->at[0], step->at[1], step->value };
    if (!isfinite(point[0]) || !isfinite(point[1]) || !isfinite(point[2]))
        return 0;
    int far = !step->step;
    for (size_t k = 0; k < 2; k++) {
        path->low[k] = step->step ? fmin(path->low[k], point[k]) : point[k];
        path->high[k] = step->step ? fmax(path->high[k], point[k]) : point[k];
    }
    double covered = fmax(path->high[0] - path->low[0], path->high[1] - path->low[1]);
    for (size_t k = 0; !far && k < 2; k++)
        far = fabs(point[k] - path->kept[k]) > fmax(covered, path->wide[k]) * apart;
    memcpy(path->last, point, sizeof path->last);
    if (far)
        keep(path, point);
    return path->panel->paths.failed;
}

/* What the path of one descent needs to be drawn, and where it ended. */
static void see_end(struct scene *s, struct panel *panel, const struct path *path, int first)
{
    plot_numbers(&panel->ends, 3, path->last);
    panel->least = fmin(panel->least, path->last[2]);
    panel->most = fmax(panel->most, path->last[2]);
    for (size_t k = 0; !s->ranged && k < 2; k++) {
        s->low[k] = first ? path->low[k] : fmin(s->low[k], path->low[k]);
        s->high[k] = first ? path->high[k] : fmax(s->high[k], path->high[k]);
    }
}

/* One that diverged is drawn as far as it stays in the picture, and has no end. */
static int follow(struct scene *s, struct panel *panel, size_t i, int first)
{
    struct path path = { .panel = panel };
    for (size_t k = 0; k < 2; k++)
        path.wide[k] = s->ranged ? s->high[k] - s->low[k] : 0;
    memcpy(panel->end, s->start[i], sizeof panel->end);
    text_add(&panel->paths, i ? "\n" : "");
    int status = plot_descend(s->p->asked, &panel->f, panel->end, see_step, &path,
                              &panel->result);
    if (status != GO_ON)
        return status;
    if (strcmp(panel->result.ended, "diverged") == 0)
        return ++panel->diverged == s->starts ? plot_diverged(&panel->result) : GO_ON;
    if (memcmp(path.last, path.kept, sizeof path.last) != 0)
        keep(&path, path.last);
    see_end(s, panel, &path, first);
    return panel->paths.failed || panel->ends.failed ? report_nomem() : GO_ON;
}

/* Some air around the paths, and the marked place. */
static void widen(struct scene *s)
{
    for (size_t k = 0; k < 2; k++) {
        s->low[k] = s->marked ? fmin(s->low[k], s->mark[k]) : s->low[k];
        s->high[k] = s->marked ? fmax(s->high[k], s->mark[k]) : s->high[k];
        double more = fmax((s->high[k] - s->low[k]) / 2, 0.5);
        s->low[k] -= more;
        s->high[k] += more;
    }
}

int scene_follow(struct scene *s)
{
    int status = GO_ON;
    size_t ends = 0;
    for (size_t k = 0; k < s->panels; k++) {
        struct panel *panel = &s->panel[k];
        size_t before = ends;
        panel->least = INFINITY;
        panel->most = -INFINITY;
        for (size_t i = 0; status == GO_ON && i < s->starts; i++)
            status = follow(s, panel, i, before + i == panel->diverged);
        ends += s->starts - panel->diverged;
        if (status == GO_ON && panel->diverged)
            report_warning(&s->p->asked->common, "%zu of %zu descents diverged on %s; a smaller "
                           "--learning-rate may help", panel->diverged, s->starts, panel->height);
    }
    if (status == GO_ON && s->starts && !s->ranged)
        widen(s);
    for (size_t k = 0; status == GO_ON && k < 2; k++)
        status = plot_reach(s->low[k], s->high[k]);
    return status;
}
