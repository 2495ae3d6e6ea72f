/* One rule file -> patterns and examples of a cn_rules. The format is in rules.h. */
#ifndef CN_INGEST_RULES_FILE_H
#define CN_INGEST_RULES_FILE_H

#include "ingest/rules.h"

/* Called once for each rule, with its trigger words. */
typedef int (*cn_rules_triggers)(void *user, size_t rule, const char *words, cairn_error *err);

/* path: only for messages; text: all of the file. */
int cn_rules_file_read(cn_rules *rules, const char *path, const char *text,
                       cn_rules_triggers triggers, void *user, cairn_error *err);

#endif
