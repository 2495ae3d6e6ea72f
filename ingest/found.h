/* Filling an extraction: names in its arena, mentions and statements up to their limit. */
#ifndef CN_INGEST_FOUND_H
#define CN_INGEST_FOUND_H

#include "ingest/extract.h"

enum { CN_FOUND_MAX = 1 << CN_MENTION_BITS }; /* mentions, and statements, of a chunk */

/* The name written as text[0..len): runs of white space become one space, none at the ends. The
 * text itself serves where it is even already. */
int cn_found_name_of(cn_extraction *out, const char *text, size_t len, cn_found_name *name,
                     cairn_error *err);
/* As it stands; text must outlive the extraction. */
cn_found_name cn_found_constant(const char *text);
/* Both leave what is over the limit. */
int cn_found_add_mention(cn_extraction *out, const cn_found_mention *mention, cairn_error *err);
int cn_found_add_statement(cn_extraction *out, const cn_found_statement *statement,
                           cairn_error *err);

#endif
