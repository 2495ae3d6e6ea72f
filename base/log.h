/* A log for people: one line a message on standard error, off by default in the library. */
#ifndef CN_BASE_LOG_H
#define CN_BASE_LOG_H

#include "base/status.h"

typedef enum cn_log_level { CN_LOG_ERROR, CN_LOG_WARNING, CN_LOG_INFO, CN_LOG_DEBUG } cn_log_level;

/* $CAIRN_LOG = error | warning | info | debug; unset means nothing is logged. */
void cn_log(cn_log_level level, const char *format, ...) CN_PRINTF(2, 3);

#endif
