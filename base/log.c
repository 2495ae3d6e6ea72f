/* A log for people. The level is read from the environment on every call: logging is rare, and
 * there is no state to keep. A message is one line even when what it quotes is not, and reaches
 * standard error in one write, so that lines of two threads do not mix. */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_SIZE = 1024 /* bytes; longer messages are cut */ };

static const char *const level_names[] = {"error", "warning", "info", "debug"};
enum { N_LEVELS = sizeof(level_names) / sizeof(level_names[0]) };

static bool is_wanted(cn_log_level level)
{
    const char *wanted = getenv("CAIRN_LOG");

    for (unsigned i = 0; wanted && i < N_LEVELS; i++) {
        if (strcmp(wanted, level_names[i]) == 0)
            return (unsigned)level <= i;
    }
    return false;
}

void cn_log(cn_log_level level, const char *format, ...)
{
    char message[LINE_SIZE];
    va_list args;
    int wanted;

    if ((unsigned)level >= N_LEVELS || !is_wanted(level))
        return;
    va_start(args, format);
    wanted = vsnprintf(message, sizeof(message), format, args);
    va_end(args);
    if (wanted < 0)
        return;
    for (char *c = message; *c; c++) {
        if ((unsigned char)*c < ' ' || *c == 0x7F)
            *c = ' ';
    }
    fprintf(stderr, "cairn: %s: %s\n", level_names[level], message);
}
