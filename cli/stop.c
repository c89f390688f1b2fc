/* How signals end the program.  At first each of them removes the temporary files and then does
 * what it always does.  While a network is trained the first one only leaves its number in
 * stop_asked, which training looks at after each batch.                                       */
#define _POSIX_C_SOURCE 200809L                     /* sigaction */
#include "stop.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

enum { MOST_FILES = 4, FIRST_STATUS = 128 };

/* The signals that end a program, in words; whether a first one only asks, and another insists.
 * SIGHUP does not: a terminal that is closed sends it by way of the kernel and of the shell.   */
static const struct ending {
    int signal, asks, insists;
    const char *words;
} endings[] = {
    { SIGINT, 1, 1, "interrupted" },
    { SIGTERM, 1, 1, "interrupted by SIGTERM" },
    { SIGHUP, 1, 0, "interrupted by SIGHUP" },
    { SIGQUIT, 0, 1, "interrupted by SIGQUIT" },
};
enum { ENDINGS = sizeof endings / sizeof *endings };

volatile int stop_asked;
static volatile sig_atomic_t gently;
static const char *volatile temporary[MOST_FILES];
static sigset_t before;                             /* the signals that were held already */

static const struct ending *ending_of(int signal)
{
    size_t k = 0;
    while (k + 1 < ENDINGS && endings[k].signal != signal)
        k++;
    return &endings[k];
}

static void on_signal(int signal)
{
    int was = errno;
    const struct ending *ending = ending_of(signal);
    if (gently && (stop_asked ? !ending->insists : ending->asks)) {
        stop_asked = stop_asked ? stop_asked : signal;
        return;
    }
    for (size_t k = 0; k < MOST_FILES; k++)
        if (temporary[k])
            unlink(temporary[k]);
    struct sigaction usual = { .sa_handler = SIG_DFL };
    sigemptyset(&usual.sa_mask);
    sigaction(signal, &usual, NULL);
    raise(signal);                                  /* comes when this function has returned */
    errno = was;
}

/* What the parent ignores, as nohup does SIGHUP, stays ignored. */
void stop_listen(void)
{
    struct sigaction act = { .sa_handler = on_signal, .sa_flags = SA_RESTART }, is;
    sigfillset(&act.sa_mask);
    for (size_t k = 0; k < ENDINGS; k++)
        if (sigaction(endings[k].signal, NULL, &is) == 0 && is.sa_handler != SIG_IGN)
            sigaction(endings[k].signal, &act, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

void stop_gently(void)
{
    gently = 1;
}

const char *stop_words(void)
{
    return ending_of(stop_asked)->words;
}

int stop_status(void)
{
    return FIRST_STATUS + stop_asked;
}

void stop_hold(void)
{
    sigset_t all;
    sigemptyset(&all);
    for (size_t k = 0; k < ENDINGS; k++)
        sigaddset(&all, endings[k].signal);
    sigprocmask(SIG_BLOCK, &all, &before);
}

void stop_release(void)
{
    sigprocmask(SIG_SETMASK, &before, NULL);
}

void stop_remember(const char *path)
{
    for (size_t k = 0; path && k < MOST_FILES; k++)
        if (!temporary[k]) {
            temporary[k] = path;
            return;
        }
}

void stop_forget(const char *path)
{
    for (size_t k = 0; path && k < MOST_FILES; k++)
        if (temporary[k] == path)
            temporary[k] = NULL;
}
