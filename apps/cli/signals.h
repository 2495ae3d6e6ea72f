/* Ctrl-C: the first asks the work to stop, the second kills. */
#ifndef CN_APPS_CLI_SIGNALS_H
#define CN_APPS_CLI_SIGNALS_H

#include "cairn.h"

/* From now on SIGINT and SIGTERM call cairn_interrupt(kb), each once. NULL before kb is closed. */
void cli_signals_watch(cairn *kb);
/* Standard input is going to be read: a signal ends a read that waits for it, with an error. */
void cli_signals_end_input(void);
/* Whether one has come. */
bool cli_signals_seen(void);

#endif
