/* Trees of texts that were parsed before: a question reads the same sentences in several rounds,
 * and the next question often some of them again. A fixed number of slots by the hash of the text;
 * a newer text takes the slot of an older one. What is found is what parsing would have given. */
#ifndef CN_API_PARSE_MEMO_H
#define CN_API_PARSE_MEMO_H

#include "base/status.h"
#include "retrieve/parsed.h"

enum {
    CN_PARSE_MEMO_SLOTS = 2048,
    CN_PARSE_MEMO_BYTES = 1024 /* of a text; a longer one is not kept. Under 20 MiB in all */
};

typedef struct cn_parse_memo cn_parse_memo;

int cn_parse_memo_new(cn_parse_memo **memo, cairn_error *err);
void cn_parse_memo_free(cn_parse_memo *memo);
/* False when the text is not there. *parsed is borrowed until the next call of any function. */
bool cn_parse_memo_find(cn_parse_memo *memo, const char *text, size_t len, cn_parsed *parsed);
/* Keeps a copy. */
int cn_parse_memo_keep(cn_parse_memo *memo, const char *text, size_t len, const cn_parsed *parsed,
                       cairn_error *err);

#endif
