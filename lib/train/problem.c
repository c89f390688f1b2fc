/* A learning problem: a table that became matrices.
 *
 * The order matters.  Rows without an answer go first; the task and the classes are found in all
 * rows that are left; the rows are split; only then are columns learned, from training rows
 * alone; last, every part is encoded by what was learned.  With a model to start from, or without
 * a schema in it, the middle is given, and only the ends are left to do.
 *
 * A table of its own for validation or test wins over a fraction.                              */
#include "base/cpu.h"
#include "base/memory.h"
#include "base/status.h"
#include "data/classes.h"
#include "data/encode.h"
#include "data/learn.h"
#include "data/split.h"

#include <string.h>

struct gradus_problem {
    gradus_allocator mem;
    struct gr_schema *schema;           /* or NULL */
    gradus_set *set[GR_PARTS];          /* NULL: an empty part */
    struct gr_remarks remarks;
};

/* What is needed while a problem is made. */
struct maker {
    gradus_problem *problem;
    const gradus_data *data;
    const gradus_problem_options *opt;
    struct gr_pick targets, features;
    struct gr_answers answers;
    struct gr_split split;
    size_t outputs;                     /* of the net of opt->from */
    int softmax, sums;                  /* its last activation; its loss is cross-entropy */
    size_t unknown;                     /* cells with a level that training rows never have */
};

void gradus_problem_defaults(gradus_problem_options *opt)
{
    if (opt)
        *opt = (gradus_problem_options){ .task = GRADUS_AUTO, .scale = "auto",
                                         .type = GRADUS_F32, .one_output = 1, .seed = 1 };
}

void gradus_problem_free(gradus_problem *problem)
{
    if (!problem)
        return;
    gradus_allocator mem = problem->mem;
    for (int part = 0; part < GR_PARTS; part++)
        gradus_set_free(problem->set[part]);
    gr_schema_free(problem->schema);
    gr_remarks_end(&problem->remarks);
    gr_free(&mem, problem);
}

const gradus_schema *gradus_problem_schema(const gradus_problem *problem)
{
    return problem && problem->schema ? &problem->schema->is : NULL;
}

const gradus_set *gradus_problem_set(const gradus_problem *problem, gradus_part part)
{
    return problem && (size_t)part < GR_PARTS ? problem->set[part] : NULL;
}

const char *gradus_problem_remark(const gradus_problem *problem, size_t k, int *warning)
{
    if (!problem || k >= problem->remarks.count)
        return NULL;
    if (warning)
        *warning = problem->remarks.remark[k].warning;
    return problem->remarks.remark[k].text;
}

/* ---- targets, features, rows ------------------------------------------------------------ */

static gradus_status check_options(const gradus_problem_options *opt, gradus_error *err)
{
    double kept = 1;
    kept -= opt->validation_data ? 0 : opt->validation;
    kept -= opt->test_data ? 0 : opt->test;
    if (opt->type != GRADUS_F32 && opt->type != GRADUS_F64)
        return gr_fail(err, GRADUS_ARGUMENT, "the matrices are float32 or float64");
    if ((size_t)opt->task > GRADUS_REGRESSION)
        return gr_fail(err, GRADUS_ARGUMENT, "there is no task of the number %d", opt->task);
    if (!(opt->validation >= 0) || !(opt->test >= 0) || !(kept > 0))
        return gr_fail(err, GRADUS_ARGUMENT,
                       "the fractions for validation and test leave nothing for training");
    return gr_scale_check(opt->scale, err);
}

static gradus_status pick_targets(struct maker *m, const gradus_schema *schema,
                                  gradus_error *err)
{
    if (m->opt->target)
        return gr_pick_list(&m->targets, m->data, m->opt->target, err);
    if (!schema)
        return gr_fail(err, GRADUS_ARGUMENT, "which column is the target?");
    return gr_pick_names(&m->targets, m->data, schema->target, schema->targets, err);
}

static gradus_status pick_features(struct maker *m, gradus_error *err)
{
    if (!m->opt->features)
        return gr_pick_rest(&m->features, m->data, &m->targets, err);
    gradus_status s = gr_pick_list(&m->features, m->data, m->opt->features, err);
    for (size_t k = 0; s == GRADUS_OK && k < m->features.count; k++)
        if (gr_pick_has(&m->targets, m->features.column[k]))
            s = gr_fail(err, GRADUS_ARGUMENT, "column '%s' is the target, it cannot be a feature",
                        GR_NAME(gradus_data_name(m->data, m->features.column[k])));
    return s;
}

static gradus_status find_answers(struct maker *m, gradus_error *err)
{
    gradus_status s = gr_answers_start(&m->answers, m->data, m->targets.count,
                                       m->targets.column, err);
    if (s == GRADUS_OK && m->answers.rows < m->data->rows)
        gr_remark(&m->problem->remarks, 1, "%zu of %zu rows have no target and are left out",
                  m->data->rows - m->answers.rows, m->data->rows);
    return s;
}

static gradus_status split_rows(struct maker *m, gradus_error *err)
{
    const gradus_problem_options *opt = m->opt;
    return gr_split_start(&m->split, m->answers.rows, m->answers.classes, m->answers.code,
                          opt->validation_data ? 0 : opt->validation,
                          opt->test_data ? 0 : opt->test, opt->seed, &m->problem->mem, err);
}

/* ---- learning the schema ---------------------------------------------------------------- */

/* Table rows of the training part; NULL: no memory. */
static size_t *training_rows(const struct maker *m)
{
    size_t count = m->split.count[GRADUS_TRAIN];
    size_t *row = gr_alloc(&m->problem->mem, count, sizeof *row);
    for (size_t i = 0; row && i < count; i++)
        row[i] = m->answers.row[m->split.index[m->split.first[GRADUS_TRAIN] + i]];
    return row;
}

static gradus_status learn_targets(const struct maker *m, gradus_schema *schema,
                                   const struct gr_classes *classes, gradus_column *target,
                                   const size_t *row, gradus_error *err)
{
    gradus_status s = GRADUS_OK;
    schema->target = target;
    schema->targets = m->targets.count;
    schema->classes = classes->count;
    schema->class_name = classes->name;
    for (size_t k = 0; !classes->count && s == GRADUS_OK && k < schema->targets; k++)
        s = gr_learn_target(&target[k], m->data, m->targets.column[k],
                            m->split.count[GRADUS_TRAIN], row, m->opt->scale, err);
    if (!classes->count)
        return s;
    *target = (gradus_column){ .name = gradus_data_name(m->data, m->targets.column[0]),
                               .scale = 1 };
    if (gradus_data_type(m->data, m->targets.column[0]) == GRADUS_CATEGORY) {
        target->levels = classes->count;
        target->level = classes->name;
    }
    return GRADUS_OK;
}

static gradus_status learn_schema(struct maker *m, gradus_task task,
                                  const struct gr_classes *classes, const size_t *row,
                                  gradus_column *target, gradus_error *err)
{
    struct gr_learned learned;
    gradus_schema schema = { .task = task };
    gradus_status s = gr_learn_start(&learned, m->data, &m->features,
                                     m->split.count[GRADUS_TRAIN], row, m->opt->scale,
                                     &m->problem->remarks, err);
    if (s != GRADUS_OK)
        return s;
    schema.inputs = learned.inputs;
    schema.input = learned.input;
    s = learn_targets(m, &schema, classes, target, row, err);
    if (s == GRADUS_OK)
        s = gr_schema_new(&m->problem->schema, &schema, &m->problem->mem, err);
    gr_learn_end(&learned);
    return s;
}

static gradus_status split_and_learn(struct maker *m, gradus_task task,
                                     const struct gr_classes *classes, gradus_error *err)
{
    gradus_status s = split_rows(m, err);
    if (s != GRADUS_OK)
        return s;
    size_t *row = training_rows(m);
    gradus_column *target = gr_alloc(&m->problem->mem, m->targets.count, sizeof *target);
    s = row && target ? learn_schema(m, task, classes, row, target, err) : gr_nomem(err);
    gr_free(&m->problem->mem, row);
    gr_free(&m->problem->mem, target);
    return s;
}

static size_t outputs_of(const struct maker *m)
{
    size_t classes = m->answers.classes;
    return !classes ? m->targets.count : classes == 2 && m->opt->one_output ? 1 : classes;
}

static gradus_status learn(struct maker *m, gradus_error *err)
{
    struct gr_classes classes = { .mem = m->problem->mem };
    gradus_task task = m->opt->task;
    gradus_status s = pick_features(m, err);
    if (s == GRADUS_OK)
        s = find_answers(m, err);
    if (s == GRADUS_OK)
        s = gr_task_choose(&m->answers, &task, &m->problem->remarks, err);
    if (s == GRADUS_OK && task == GRADUS_CLASSIFICATION)
        s = gr_classes_start(&classes, &m->answers, err);
    if (s == GRADUS_OK)
        s = split_and_learn(m, task, &classes, err);
    gr_classes_end(&classes);
    if (s != GRADUS_OK)
        return s;
    m->outputs = outputs_of(m);
    m->answers.outputs = m->outputs;
    if (!m->answers.classes)
        m->answers.scaling = m->problem->schema->is.target;
    return GRADUS_OK;
}

/* ---- what a model gives ----------------------------------------------------------------- */

static gradus_status follow_schema(struct maker *m, const gradus_schema *schema,
                                   gradus_error *err)
{
    gradus_status s = gr_schema_new(&m->problem->schema, schema, &m->problem->mem, err);
    if (s == GRADUS_OK)
        s = find_answers(m, err);
    if (s == GRADUS_OK)
        s = gr_answers_schema(&m->answers, m->problem->schema, m->outputs, err);
    return s == GRADUS_OK ? split_rows(m, err) : s;
}

static gradus_status follow_plain(struct maker *m, size_t inputs, gradus_error *err)
{
    gradus_status s = pick_features(m, err);
    if (s == GRADUS_OK && m->features.count != inputs)
        s = gr_fail(err, GRADUS_SHAPE, "the model has %zu inputs, the data %zu columns for them",
                    inputs, m->features.count);
    if (s == GRADUS_OK)
        s = find_answers(m, err);
    if (s == GRADUS_OK)
        s = gr_answers_plain(&m->answers, m->outputs, m->softmax, m->sums, err);
    return s == GRADUS_OK ? split_rows(m, err) : s;
}

static gradus_status follow(struct maker *m, const gradus_schema *schema, gradus_error *err)
{
    const gradus_net_spec *spec = gradus_net_get_spec(gradus_model_net(m->opt->from));
    const gradus_layer *last = &spec->layer[spec->layers - 1];
    m->outputs = last->units;
    m->softmax = !strcmp(last->activation, "softmax");
    m->sums = !strcmp(spec->loss, "cross-entropy");
    return schema ? follow_schema(m, schema, err) : follow_plain(m, spec->inputs, err);
}

/* ---- encoding --------------------------------------------------------------------------- */

static gradus_status start_view(const struct maker *m, struct gr_view *view,
                                const gradus_data *data, const struct gr_pick *features,
                                gradus_error *err)
{
    return m->problem->schema
               ? gr_view_start(view, data, m->problem->schema, err)
               : gr_view_plain(view, data, features->count, features->column, err);
}

static gradus_status encode_parts(struct maker *m, gradus_error *err)
{
    struct gr_view view;
    gradus_status s = start_view(m, &view, m->data, &m->features, err);
    if (s != GRADUS_OK)
        return s;
    for (int part = 0; s == GRADUS_OK && part < GR_PARTS; part++)
        if (m->split.count[part])
            s = gr_encode_set(&m->problem->set[part], &view, &m->answers, m->split.count[part],
                              m->split.index + m->split.first[part], m->opt->type,
                              &m->problem->mem, &m->unknown, err);
    gr_view_end(&view);
    return s;
}

/* The other table's answers and columns are those with the names that they have in the first. */
static gradus_status encode_other(struct maker *m, const gradus_data *data, gradus_part part,
                                  struct gr_pick *targets, struct gr_pick *features,
                                  struct gr_answers *answers, gradus_error *err)
{
    struct gr_view view;
    gradus_status s = gr_pick_same(targets, data, m->data, &m->targets, err);
    if (s == GRADUS_OK && !m->problem->schema)
        s = gr_pick_same(features, data, m->data, &m->features, err);
    if (s == GRADUS_OK)
        s = gr_answers_start(answers, data, targets->count, targets->column, err);
    if (s == GRADUS_OK)
        s = m->problem->schema
                ? gr_answers_schema(answers, m->problem->schema, m->outputs, err)
                : gr_answers_plain(answers, m->outputs, m->softmax, m->sums, err);
    if (s == GRADUS_OK)
        s = start_view(m, &view, data, features, err);
    if (s != GRADUS_OK)
        return s;
    s = gr_encode_set(&m->problem->set[part], &view, answers, answers->rows, NULL, m->opt->type,
                      &m->problem->mem, &m->unknown, err);
    gr_view_end(&view);
    return s;
}

static gradus_status add_table(struct maker *m, const gradus_data *data, gradus_part part,
                               gradus_error *err)
{
    struct gr_pick targets = { .mem = m->problem->mem }, features = targets;
    struct gr_answers answers = { .mem = m->problem->mem };
    if (!data)
        return GRADUS_OK;
    gradus_status s = encode_other(m, data, part, &targets, &features, &answers, err);
    if (s == GRADUS_OK && answers.rows < data->rows)
        gr_remark(&m->problem->remarks, 1, "%zu of %zu %s rows have no target and are left out",
                  data->rows - answers.rows, data->rows,
                  part == GRADUS_TEST ? "test" : "validation");
    gr_answers_end(&answers);
    gr_pick_end(&targets);
    gr_pick_end(&features);
    return s;
}

static gradus_status make(struct maker *m, gradus_error *err)
{
    const gradus_schema *schema = m->opt->from ? gradus_model_schema(m->opt->from) : NULL;
    gradus_status s = pick_targets(m, schema, err);
    if (s == GRADUS_OK)
        s = m->opt->from ? follow(m, schema, err) : learn(m, err);
    if (s == GRADUS_OK)
        s = encode_parts(m, err);
    if (s == GRADUS_OK)
        s = add_table(m, m->opt->validation_data, GRADUS_VALIDATION, err);
    if (s == GRADUS_OK)
        s = add_table(m, m->opt->test_data, GRADUS_TEST, err);
    if (s == GRADUS_OK && m->unknown)
        gr_remark(&m->problem->remarks, 1,
                  "%zu cell%s with a text that %s not in the training rows: taken as missing",
                  m->unknown, m->unknown == 1 ? "" : "s", m->unknown == 1 ? "is" : "are");
    return s == GRADUS_OK && m->problem->remarks.lost ? gr_nomem(err) : s;
}

gradus_status gradus_problem_new(gradus_problem **out, const gradus_data *data,
                                 const gradus_problem_options *opt, gradus_error *err)
{
    if (!out || !data || !opt)
        return gr_fail(err, GRADUS_ARGUMENT, "a problem needs a table and options");
    gradus_status s = check_options(opt, err);
    if (s != GRADUS_OK)
        return s;
    gradus_problem *problem = gr_alloc(opt->mem, 1, sizeof *problem);
    if (!problem)
        return gr_nomem(err);
    problem->mem = problem->remarks.mem = gr_allocator(opt->mem);
    struct maker m = { .problem = problem, .data = data, .opt = opt };
    m.targets.mem = m.features.mem = m.answers.mem = m.split.mem = problem->mem;
    uint64_t mode = gr_float_enter();
    s = make(&m, err);
    gr_float_leave(mode);
    gr_answers_end(&m.answers);
    gr_split_end(&m.split);
    gr_pick_end(&m.targets);
    gr_pick_end(&m.features);
    if (s == GRADUS_OK)
        *out = problem;
    else
        gradus_problem_free(problem);
    return s;
}
