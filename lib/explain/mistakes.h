/* The catalogue: which stage of a pass each mistake changes, and how. */
#ifndef GR_MISTAKES_H
#define GR_MISTAKES_H
#include "explain/plain.h"

enum gr_mistake {
#define MISTAKE(id, ...) GR_MISTAKE_##id,
#define CHANGE(id, stage, ...)
#include "explain/mistakes.def"
    GR_MISTAKES
};

/* What a pass does, in its order; FACTOR is the last of all. */
enum gr_stage {
    GR_STAGE_SUM, GR_STAGE_OUT, GR_STAGE_ERROR, GR_STAGE_ARRIVE, GR_STAGE_SLOPE,
    GR_STAGE_WEIGHT, GR_STAGE_BIAS, GR_STAGE_DOWN, GR_STAGE_FACTOR, GR_STAGES
};

/* A stage's expression for row r, unit o, input i of layer l. */
typedef double gr_term(const struct gr_plain *p, size_t l, size_t r, size_t o, size_t i);
/* What [mistake] changes in a stage, or NULL. */
gr_term *gr_mistake_term(size_t mistake, enum gr_stage stage);
/* Can [mistake] be made in layer l of this network and these rows? */
int gr_mistake_fits(const struct gr_plain *p, size_t mistake, size_t l);

#endif
