/* Is a target a class or a number, and which classes are there? */
#ifndef GR_CLASSES_H
#define GR_CLASSES_H
#include "data/answers.h"
#include "data/remarks.h"

struct gr_classes {
    gradus_allocator mem;
    size_t count;
    const char **name;                  /* borrowed from the table, or of [number] */
    char (*number)[32];
};

/* [*task] GRADUS_AUTO becomes what the target looks like; a remark says why.  GRADUS_DATA: text
 * cannot be a number, several targets cannot be classes, a target with one value.             */
gradus_status gr_task_choose(const struct gr_answers *answers, gradus_task *task,
                             struct gr_remarks *remarks, gradus_error *err);
/* The different values of the target, sorted as numbers if all are numbers, else by bytes.  Sets
 * classes and code of [answers].  What failed to start has nothing to end.                    */
gradus_status gr_classes_start(struct gr_classes *classes, struct gr_answers *answers,
                               gradus_error *err);
void gr_classes_end(struct gr_classes *classes);

#endif
