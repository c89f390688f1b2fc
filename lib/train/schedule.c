/* Learning-rate schedules: one row of a table each, the rate as a function of the step t of T.
 * cosine is Loshchilov and Hutter 2017 without restarts; one-cycle is Smith and Topin 2017 with
 * cosine slopes.                                                                              */
#include "train/schedule.h"
#include "kernels/kernels.h"
#include "net/names.h"

#include <math.h>

static const double pi = 3.1415926535897932384626433832795;

/* From a to b as x goes from 0 to 1, along half a cosine. */
static double slope(double a, double b, double x)
{
    return b + (a - b) * 0.5 * (1 + gr_cos(pi * x));
}

static double constant(const struct gr_schedule *s, size_t step, size_t epoch)
{
    (void)step;
    (void)epoch;
    return s->rate;
}

static double in_steps(const struct gr_schedule *s, size_t step, size_t epoch)
{
    (void)step;
    size_t half = (s->epochs + 1) / 2, late = half + s->epochs / 4;
    return epoch < half ? s->rate : epoch < late ? s->rate * 0.1 : s->rate * 0.01;
}

static double cosine(const struct gr_schedule *s, size_t step, size_t epoch)
{
    (void)epoch;
    return slope(s->rate, 0, (double)step / (double)s->steps);
}

static double plateau(const struct gr_schedule *s, size_t step, size_t epoch)
{
    (void)step;
    (void)epoch;
    return s->rate * s->factor;
}

static double one_cycle(const struct gr_schedule *s, size_t step, size_t epoch)
{
    (void)epoch;
    double x = (double)step / (double)s->steps;
    return x < 0.3 ? slope(s->rate / 25, s->rate, x / 0.3)
                   : slope(s->rate, s->rate / 25e4, (x - 0.3) / 0.7);
}

static const gradus_info schedules[] = {
    { "constant", "r", "" },
    { "step", "r, a tenth of it after half of the epochs, a hundredth after three quarters", "" },
    { "cosine", "r (1 + cos(pi t / T)) / 2", "" },
    { "plateau", "r, halved after every 5 epochs without a better loss", "" },
    { "one-cycle", "from r/25 up to r in 0.3 T, then down to r/250000, both along a cosine", "" },
};

static const struct {
    double (*rate)(const struct gr_schedule *, size_t, size_t);
    int by_epoch;
} rates[] = {
    { constant, 1 }, { in_steps, 1 }, { cosine, 0 }, { plateau, 1 }, { one_cycle, 0 },
};
enum { SCHEDULES = sizeof schedules / sizeof *schedules, PLATEAU_EPOCHS = 5 };

const gradus_info *gradus_schedule_info(size_t k)
{
    return k < SCHEDULES ? &schedules[k] : NULL;
}

gradus_status gr_schedule_start(struct gr_schedule *s, const char *name, double rate,
                                size_t steps, size_t epochs, gradus_error *err)
{
    *s = (struct gr_schedule){ .rate = rate, .steps = steps ? steps : 1, .epochs = epochs,
                               .best = HUGE_VAL, .factor = 1 };
    return gr_find_name(schedules, SCHEDULES, "schedule", name, &s->kind, err);
}

double gr_schedule_rate(const struct gr_schedule *s, size_t step, size_t epoch)
{
    return rates[s->kind].rate(s, step, epoch);
}

int gr_schedule_by_epoch(const struct gr_schedule *s)
{
    return rates[s->kind].by_epoch;
}

void gr_schedule_epoch(struct gr_schedule *s, double loss)
{
    s->waited = loss < s->best ? 0 : s->waited + 1;
    if (loss < s->best)
        s->best = loss;
    if (s->waited >= PLATEAU_EPOCHS) {
        s->factor *= 0.5;
        s->waited = 0;
    }
}

void gr_schedule_state(struct gr_schedule *s, struct gr_state *state)
{
    gr_state_add(state, &s->best, sizeof s->best);
    gr_state_add(state, &s->factor, sizeof s->factor);
    gr_state_add(state, &s->waited, sizeof s->waited);
}
