/* Time, in one place. Ingest, fusion and ranking never ask: a result depends on its inputs.
 * The callers are time-outs, progress and the log.
 * clock_gettime() cannot fail for the two clocks every POSIX system has. */
#include "base/clock.h"

#include <time.h>

static const uint64_t NS_PER_SECOND = 1000000000u;

uint64_t cn_clock_ns(void)
{
    struct timespec now = {0, 0};

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * NS_PER_SECOND + (uint64_t)now.tv_nsec;
}

int64_t cn_clock_unix_seconds(void)
{
    struct timespec now = {0, 0};

    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec;
}
