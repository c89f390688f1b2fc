/* The orders of tests/faults for a whole program, from the variable GRADUS_FAULTS: a list such as
 * "rename:1:EBUSY,write:3+:ENOSPC,sync:2:SIGTERM" of call, which one (with + all from it on), and
 * error or signal.  A list that cannot be read ends the program, so that no test passes by it.
 * GRADUS_NO_MEMORY=3: the third training, and those after it, get none.                        */
#define _POSIX_C_SOURCE 200809L
#include "faults.h"

#include <gradus.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct what {
    const char *name;
    int error, signal;
} whats[] = {
    { "EACCES", EACCES, 0 }, { "EBUSY", EBUSY, 0 },   { "EDQUOT", EDQUOT, 0 },
    { "EFBIG", EFBIG, 0 },   { "EINTR", EINTR, 0 },   { "EIO", EIO, 0 },
    { "ENOENT", ENOENT, 0 }, { "ENOSPC", ENOSPC, 0 }, { "EPERM", EPERM, 0 },
    { "EROFS", EROFS, 0 },   { "SIGHUP", 0, SIGHUP }, { "SIGINT", 0, SIGINT },
    { "SIGKILL", 0, SIGKILL }, { "SIGQUIT", 0, SIGQUIT }, { "SIGTERM", 0, SIGTERM },
};

static int call_of(const char *name)
{
    int k = 0;
    while (k < CALLS && strcmp(call_name[k], name) != 0)
        k++;
    return k;
}

static const struct what *what_of(const char *name)
{
    for (size_t k = 0; k < sizeof whats / sizeof *whats; k++)
        if (strcmp(whats[k].name, name) == 0)
            return &whats[k];
    return NULL;
}

/* One order, with the place where the next begins; NULL: it cannot be read. */
static const char *take_order(const char *list)
{
    char call[16], name[16], plus[2] = "";
    long nth;
    int read = 0;
    if (sscanf(list, "%15[a-z]:%ld%1[+]:%15[A-Z]%n", call, &nth, plus, name, &read) != 4 &&
        sscanf(list, "%15[a-z]:%ld:%15[A-Z]%n", call, &nth, name, &read) != 3)
        return NULL;
    const struct what *what = what_of(name);
    if (call_of(call) == CALLS || !what || nth < 1)
        return NULL;
    if (what->signal)
        fault_signal((enum call)call_of(call), nth, what->signal);
    else
        fault_error((enum call)call_of(call), nth, *plus == '+', what->error);
    return list + read + (list[read] == ',');
}

gradus_status __real_gradus_train(gradus_net *net, const gradus_set *train,
                                  const gradus_set *validation, const gradus_train_options *opt,
                                  gradus_watch *watch, void *user, gradus_result *result,
                                  gradus_error *err);
gradus_status __wrap_gradus_train(gradus_net *net, const gradus_set *train,
                                  const gradus_set *validation, const gradus_train_options *opt,
                                  gradus_watch *watch, void *user, gradus_result *result,
                                  gradus_error *err);
gradus_status __wrap_gradus_train(gradus_net *net, const gradus_set *train,
                                  const gradus_set *validation, const gradus_train_options *opt,
                                  gradus_watch *watch, void *user, gradus_result *result,
                                  gradus_error *err)
{
    static long made;
    const char *first = getenv("GRADUS_NO_MEMORY");
    if (!first || ++made < strtol(first, NULL, 10))
        return __real_gradus_train(net, train, validation, opt, watch, user, result, err);
    *err = (gradus_error){ .code = GRADUS_NOMEM };
    return GRADUS_NOMEM;
}

__attribute__((constructor)) static void take_orders(void)
{
    const char *list = getenv("GRADUS_FAULTS");
    while (list && *list)
        if (!(list = take_order(list))) {
            fprintf(stderr, "GRADUS_FAULTS: not an order\n");
            exit(99);
        }
}
