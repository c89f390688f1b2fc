/* Failures on order: each call of io/system.h can be made to fail, or to bring a signal.  A program
 * is linked with these calls in the place of the real ones (tests/meson.build).               */
#ifndef FAULTS_H
#define FAULTS_H
#include <stddef.h>

#define FAULT_CALLS(X)                                                                          \
    X(OPEN, open) X(READ, read) X(WRITE, write) X(TRUNCATE, truncate) X(SYNC, sync)             \
    X(CLOSE, close) X(OWNER, owner) X(MODE, mode) X(RENAME, rename) X(UNLINK, unlink)

enum call {
#define ONE(NAME, name) NAME,
    FAULT_CALLS(ONE)
#undef ONE
    CALLS
};
extern const char *const call_name[CALLS];

void faults_none(void);                 /* forgets all orders, and counts from 0 again */
/* The [nth] call from now (and with [and_on] all after it) gives [error]; or with [signal] that is
 * raised before the call, which then runs.  The last order for a call stands.                 */
void fault_error(enum call call, long nth, int and_on, int error);
void fault_signal(enum call call, long nth, int signal);
/* Calls since faults_none. */
long faults_made(enum call call);
/* How many bytes a write or a read takes at most, every other one being interrupted; 0: all. */
void faults_slow(size_t most);

#endif
