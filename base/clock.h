/* Time, in one place, so that nothing else depends on the clock. */
#ifndef CN_BASE_CLOCK_H
#define CN_BASE_CLOCK_H

#include <stdint.h>

uint64_t cn_clock_ns(void); /* monotonic */
int64_t cn_clock_unix_seconds(void);

#endif
