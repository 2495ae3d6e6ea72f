/* What is written as key and value: lines, table rows, metadata. */
#ifndef CN_INGEST_FIELDS_H
#define CN_INGEST_FIELDS_H

#include "ingest/passage.h"

/* Each adds statements (and, for a table, a mention per row) to out. subject: what a line is about;
 * nothing is added when its len is 0. */
int cn_fields_lines(const cn_passage *passage, cn_found_name subject, cn_extraction *out,
                    cairn_error *err);
int cn_fields_table(const cn_passage *passage, cn_extraction *out, cairn_error *err);
int cn_fields_meta(const char *json, cn_found_name subject, cn_extraction *out, cairn_error *err);

#endif
