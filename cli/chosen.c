/* Rows of data and their answers as a model's network sees them, and which of them are wanted. */
#include "chosen.h"

#include <string.h>

void chosen_free(struct chosen *c)
{
    gradus_set_free(c->set);
    gradus_data_free(c->data);
    gradus_model_free(c->model);
}

static int wrong_rows(const char *word)
{
    return report_usage("such as 0:3, the first three rows, or 7",
                        "--rows: '%s' is no range of rows", word);
}

static int take_number(const char *text, size_t size, uint64_t otherwise, uint64_t *out)
{
    char number[24];
    *out = otherwise;
    if (!size)
        return 1;
    if (size >= sizeof number)
        return 0;
    memcpy(number, text, size);
    number[size] = 0;
    return parse_whole(number, out);
}

/* Some rows of numbers or bytes; of bytes that stand for numbers *scaled says where they are. */
static gradus_matrix part(const gradus_matrix *m, size_t first, size_t rows,
                          gradus_scaled *scaled)
{
    gradus_matrix p = *m;
    size_t skipped = first * m->cols;
    p.rows = rows;
    if (m->type == GRADUS_SCALED) {
        *scaled = *(const gradus_scaled *)m->data;
        scaled->bytes += skipped;
        p.data = scaled;
    } else if (m->type == GRADUS_U8)
        p.data = (const uint8_t *)m->data + skipped;
    else
        p.data = (const double *)m->data + skipped;
    return p;
}

/* FROM:TO, either left out, or one row's number. */
static int choose_rows(struct chosen *c, const struct choice *how)
{
    const char *word = how->range;
    size_t all = c->set->x.rows;
    uint64_t from = 0, to = all < how->most ? all : how->most;
    if (word) {
        const char *colon = strchr(word, ':');
        size_t size = colon ? (size_t)(colon - word) : strlen(word);
        if (!take_number(word, size, 0, &from) || (!colon && !size))
            return wrong_rows(word);
        to = from + 1;
        if (colon && !take_number(colon + 1, strlen(colon + 1), all, &to))
            return wrong_rows(word);
        if (from >= to)
            return report_usage(NULL, "--rows: '%s' holds no row", word);
        if (to > all)
            return report_usage(NULL, "--rows: '%s' goes beyond the %zu row%s of the data", word,
                                all, plural(all));
    }
    c->first = (size_t)from;
    c->rows = (size_t)(to - from);
    c->x = part(&c->set->x, c->first, c->rows, &c->scaled);
    c->y = part(&c->set->y, c->first, c->rows, NULL);
    return GO_ON;
}

int chosen_read(struct chosen *c, const struct choice *how, const char *model, const char *data)
{
    gradus_error err;
    size_t dropped;
    int status = source_model(&c->model, model);
    if (status == GO_ON)
        status = source_table(&c->data, data, how->reading, how->reading->labels,
                              gradus_model_schema(c->model));
    if (status != GO_ON)
        return status;
    if (gradus_set_new(&c->set, c->model, c->data, how->target, GRADUS_F64, &dropped, &err) !=
        GRADUS_OK)
        return how->target || err.code == GRADUS_ARGUMENT ? report_typed(&err)
                                                        : report_failure(&err);
    if (dropped)
        report_warning(how->common, "%zu row%s without a known answer left out: rows are counted "
                       "without %s", dropped, plural(dropped), dropped == 1 ? "it" : "them");
    return choose_rows(c, how);
}
