/* Ctrl-C. A signal handler gets no argument of ours, so this is the one place with state of its
 * own: the store to interrupt, whether a signal has come, and what takes the place of standard
 * input then. All are set before the signal can come or by the handler alone.
 *
 * cairn_interrupt() cannot end a read that waits for a person or a pipe. A folder in the place of
 * standard input can: reading it fails, so that a text cut short is not taken for a whole one. */
#include "apps/cli/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

static _Atomic(cairn *) watched;
static volatile sig_atomic_t is_seen;
static volatile sig_atomic_t unreadable_fd = -1;

static void interrupt_watched(int number)
{
    cairn *kb = atomic_load(&watched);
    const int saved_errno = errno;

    (void)number;
    is_seen = 1;
    if (unreadable_fd >= 0)
        dup2(unreadable_fd, STDIN_FILENO);
    errno = saved_errno;
    if (kb)
        cairn_interrupt(kb);
}

void cli_signals_watch(cairn *kb)
{
    struct sigaction action = {0};

    atomic_store(&watched, kb);
    if (!kb)
        return;
    action.sa_handler = interrupt_watched;
    /* The second one finds the default again and kills. Reads are not taken up again by the system.
     */
    action.sa_flags = (int)SA_RESETHAND;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

void cli_signals_end_input(void)
{
    if (unreadable_fd < 0)
        unreadable_fd = open("/", O_RDONLY | O_CLOEXEC);
}

bool cli_signals_seen(void)
{
    return is_seen != 0;
}
