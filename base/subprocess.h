/* Runs a program as a child with limits, without a shell. */
#ifndef CN_BASE_SUBPROCESS_H
#define CN_BASE_SUBPROCESS_H

#include "base/buf.h"

/* 0 means no limit of that kind. */
typedef struct cn_child_limits {
    uint32_t wall_ms;     /* killed after this long */
    uint32_t cpu_seconds; /* RLIMIT_CPU */
    uint64_t memory;      /* RLIMIT_AS, bytes */
    uint64_t file_size;   /* RLIMIT_FSIZE, bytes */
} cn_child_limits;

/* argv is NULL-terminated, argv[0] searched in PATH. input (may be NULL) is fed to its
 * standard input, its standard output is appended to out (whose max bounds it), its
 * standard error is dropped. *exit_code: 0..255, or 128 + signal. CAIRN_ENOTFOUND when
 * the program is not installed; CAIRN_ECANCELED "… took longer than …" on time-out. */
int cn_child_run(const char *const *argv, const char *input, size_t input_len,
                 const cn_child_limits *limits, cn_buf *out, int *exit_code, cairn_error *err);

#endif
