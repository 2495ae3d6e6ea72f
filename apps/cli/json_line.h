/* JSON written as it comes, for commands that print a great many lines: no tree is built. Texts are
 * UTF-8, as all are that the library gives. */
#ifndef CN_APPS_CLI_JSON_LINE_H
#define CN_APPS_CLI_JSON_LINE_H

#include "base/buf.h"

/* Each appends to line, with a comma where one is due; key NULL inside an array and at the start.
 * Failures stick to line. */
void cli_line_open(cn_buf *line, const char *key, char bracket); /* '{' or '[' */
void cli_line_close(cn_buf *line, char bracket);
void cli_line_text(cn_buf *line, const char *key, const char *text);
void cli_line_count(cn_buf *line, const char *key, uint64_t count);
/* Four decimals at the most. */
void cli_line_share(cn_buf *line, const char *key, double share);

#endif
