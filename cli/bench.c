/* gradus bench: how fast this machine trains, as a share of what it could. */
#include "bench_work.h"
#include "commands.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct asked {
    struct common common;
    uint64_t threads;
    const char *dtype;
};

#define AT(member) offsetof(struct asked, member)

const struct option bench_table[] = {
    { .kind = HEADING, .help = "What to measure" },
    OPTION(WHOLE, "threads", AT(threads), "N", "(default 1)", .low = 1, .high = 64),
    OPTION(CHOICE, "dtype", AT(dtype), "NAME", "(default float32)", .names = dtypes),
    COMMON_OPTIONS(struct asked, common),
};

struct bench {
    const struct asked *asked;
    gradus_type type;
    const char *row;
    char cpu[128];
    double peak[2];                     /* operations a second, of float32 and float64 */
    size_t count;
    const struct work *work[32];
    struct speed speed[32];
    double share[32];                   /* of the peak measured beside it */
};

static int add_work(struct bench *b, const char *name)
{
    struct meant m = { .word = name };
    for (const struct work *w = bench_works; w->name; w++) {
        if (strcmp(w->name, name) == 0) {
            b->work[b->count++] = w;
            return GO_ON;
        }
        meant_try(&m, w->name);
    }
    char hint[64] = "gradus bench --help lists them";
    if (m.best)
        FIT(hint, "did you mean %s?", m.best);
    return report_usage(hint, "unknown workload '%s'", name);
}

static int choose(struct bench *b, const struct arguments *args)
{
    int status = GO_ON;
    for (size_t k = 0; status == GO_ON && k < args->words; k++)
        status = add_work(b, args->word[k]);
    for (const struct work *w = bench_works; !args->words && w->name; w++)
        b->work[b->count++] = w;
    return status;
}

/* The processor's name, where the system tells it. */
static void find_cpu(struct bench *b)
{
    char line[256];
    FILE *f = fopen("/proc/cpuinfo", "r");
    snprintf(b->cpu, sizeof b->cpu, "unknown");
    while (f && fgets(line, sizeof line, f)) {
        char *colon = strchr(line, ':');
        if (strncmp(line, "model name", 10) != 0 || !colon)
            continue;
        colon[strcspn(colon, "\n")] = '\0';
        FIT(b->cpu, "%s", colon + 1 + strspn(colon + 1, " "));
        break;
    }
    if (f)
        fclose(f);
}

static int run(struct bench *b)
{
    gradus_error err = { .code = GRADUS_OK };
    for (size_t k = 0; k < b->count; k++) {
        double before = bench_peak(b->type, b->asked->threads);
        gradus_status s = bench_run(&b->speed[k], b->work[k], b->type, b->asked->threads, &err);
        double peak = fmax(before, bench_peak(b->type, b->asked->threads));
        if (s == GRADUS_NOMEM)
            return report_nomem();
        if (s != GRADUS_OK)
            return report_failure(&err);
        b->share[k] = b->speed[k].steps * b->speed[k].operations / peak;
        b->peak[b->type] = fmax(b->peak[b->type], peak);
    }
    gradus_type other = b->type == GRADUS_F32 ? GRADUS_F64 : GRADUS_F32;
    b->peak[other] = bench_peak(other, b->asked->threads);
    return GO_ON;
}

static void shape(struct text *out, const struct work *w)
{
    for (size_t l = 0; w->size[l]; l++)
        text_add(out, l ? "-%zu" : "%zu", w->size[l]);
}

/* A whole number, but for slow ones. */
static void table_rate(struct table *t, double rate)
{
    if (rate < 100)
        table_number(t, rate, 3);
    else
        table_count(t, (uint64_t)rate);
}

static void say(const struct bench *b, struct text *out)
{
    struct table t;
    text_add(out, "%s, kernels %s, %s, %zu thread%s, peak ", b->cpu, b->row, dtypes[b->type],
             (size_t)b->asked->threads, plural(b->asked->threads));
    text_number(out, b->peak[b->type] / 1e9, 4);
    text_add(out, " GFLOP/s\n\n");
    table_start(&t, 7, 2, 0);
    static const char *const heading[] = { "workload", "layers", "batch", "steps/s", "rows/s",
                                           "GFLOP/s", "of peak" };
    for (size_t k = 0; k < 7; k++)
        table_cell(&t, heading[k]);
    for (size_t k = 0; k < b->count; k++) {
        const struct work *w = b->work[k];
        const struct speed *s = &b->speed[k];
        struct text layers = { 0 };
        shape(&layers, w);
        table_cell(&t, w->name);
        table_cell(&t, layers.bytes ? layers.bytes : "");
        table_count(&t, w->batch);
        table_rate(&t, s->steps);
        table_rate(&t, s->steps * (double)w->batch);
        table_number(&t, s->steps * s->operations / 1e9, 4);
        table_number(&t, b->share[k], 3);
        text_free(&layers);
    }
    table_end(&t, out);
}

static void write_work(struct json *j, const struct bench *b, size_t k)
{
    const struct work *w = b->work[k];
    const struct speed *s = &b->speed[k];
    json_open(j, NULL, '{');
    json_text(j, "name", w->name);
    json_open(j, "layers", '[');
    for (size_t l = 0; w->size[l]; l++)
        json_count(j, NULL, w->size[l]);
    json_close(j, ']');
    json_count(j, "batch", w->batch);
    json_text(j, "optimizer", w->optimizer);
    json_text(j, "dtype", dtypes[b->type]);
    json_number(j, "steps_per_s", s->steps);
    json_number(j, "samples_per_s", s->steps * (double)w->batch);
    json_number(j, "gflops", s->steps * s->operations / 1e9);
    json_number(j, "share_of_peak", b->share[k]);
    json_close(j, '}');
}

static void write_json(const struct bench *b, struct text *out)
{
    struct json j = { .out = out };
    json_open(&j, NULL, '{');
    json_text(&j, "cpu", b->cpu);
    json_text(&j, "row", b->row);
    json_count(&j, "threads", b->asked->threads);
    json_open(&j, "peak_gflops", '{');
    for (size_t k = 0; k < 2; k++)
        json_number(&j, dtypes[k], b->peak[k] / 1e9);
    json_close(&j, '}');
    json_open(&j, "workloads", '[');
    for (size_t k = 0; k < b->count; k++)
        write_work(&j, b, k);
    json_close(&j, ']');
    json_close(&j, '}');
    text_put(out, "\n", 1);
}

static int measure(const struct asked *asked, const struct arguments *args)
{
    struct bench b = { .asked = asked };
    struct text out = { 0 };
    b.type = asked->dtype && strcmp(asked->dtype, "float64") == 0 ? GRADUS_F64 : GRADUS_F32;
    int status = choose(&b, args);
    if (status == GO_ON)
        status = source_kernels();
    if (status != GO_ON)
        return status;
    gradus_kernels_chosen(&b.row, NULL);
    find_cpu(&b);
    status = run(&b);
    if (status != GO_ON)
        return status;
    if (asked->common.json)
        write_json(&b, &out);
    else
        say(&b, &out);
    return report_result(&out);
}

int bench_command(const struct command *command, int argc, char **argv)
{
    struct asked asked = { .common = COMMON_DEFAULTS, .threads = 1 };
    struct arguments args;
    int status = options_parse(command, &asked, argc, argv, &args);
    if (status == GO_ON)
        status = measure(&asked, &args);
    options_free(&args);
    return status;
}
