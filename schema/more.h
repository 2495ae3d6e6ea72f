/* The further arguments of a statement as one text, a line each:
 *
 *     role, a digit; TAB; text as written; TAB; value, may be empty; LF      "1\tin 1843\t1843\n"
 *
 * Control characters in text or value become blanks, so that lines and tabs are what they seem;
 * no argument is the empty text. */
#ifndef CN_SCHEMA_MORE_H
#define CN_SCHEMA_MORE_H

#include "base/buf.h"
#include "schema/rows.h"

typedef struct cn_more {
    int role;         /* cn_argument_role */
    const char *text; /* borrowed, not NUL-terminated */
    size_t len;
    const char *value;
    size_t value_len;
} cn_more;

/* Appends one argument. Failures stick to buf. */
void cn_more_add(cn_buf *buf, const cn_more *argument);
/* Moves *more behind its first argument; false at the end, and at what is no argument. */
bool cn_more_next(const char **more, cn_more *argument);

#endif
