/* How signals end the program, and what goes with it. */
#ifndef STOP_H
#define STOP_H

/* From the start of the program: a signal that ends it removes the temporary files first, and a
 * pipe that is closed or a file that grows too large is an error like any other.             */
void stop_listen(void);
/* From here on the first of SIGINT, SIGTERM and SIGHUP only asks for an end; another one, but for
 * SIGHUP, ends the program at once.                                                           */
void stop_gently(void);
extern volatile int stop_asked;         /* the signal that asks, or 0 */
const char *stop_words(void);           /* such as "interrupted by SIGTERM" */
int stop_status(void);                  /* the exit status after it: 128 + signal */

/* Signals wait in between, so that a file and the knowledge of it come and go as one. */
void stop_hold(void);
void stop_release(void);
/* A temporary file that goes when the program goes; [path] stays the caller's until forgotten. */
void stop_remember(const char *path);
void stop_forget(const char *path);

#endif
