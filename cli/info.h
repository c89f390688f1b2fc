/* gradus info: its two halves. */
#ifndef INFO_H
#define INFO_H
#include "source.h"

struct info_asked {
    struct common common;
    struct reading reading;
    const char *target;
    int weights;
};

/* Write what a model or a table is; GO_ON or a status. */
int info_model(const struct info_asked *asked, const char *path, struct text *out);
int info_table(const struct info_asked *asked, const char *path, struct text *out);
/* Its weights alone, as new --weights reads them. */
void info_weights(const gradus_net *net, int as_json, struct text *out);

#endif
