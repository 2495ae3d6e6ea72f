/* A passage's sentences -> tokens as Universal Dependencies cuts them: marks are tokens of their
 * own, "don't" is do n't, "Ford's" is Ford 's, "well-known" is well - known. Text that is spaced
 * already ("do n't", "`` word ''") comes out as it is spaced. */
#ifndef CN_INGEST_TOKENS_H
#define CN_INGEST_TOKENS_H

#include "base/tree.h"
#include "ingest/passage.h"

/* Replaces trees: one per sentence, or several for one of more than CN_TREE_MAX tokens. Fills
 * key, first, len, flags of the tokens; tags, heads are 0. Linear in the text. */
int cn_tokens_cut(cn_trees *trees, const cn_passage *passage, cairn_error *err);

/* The form in lower case, at most size bytes (whole code points), no NUL; its length. Marks that
 * are written in several ways are one: ’ is ', “ and `` are ", -LRB- is (. */
size_t cn_token_lower(const cn_token *token, const char *text, char *lower, size_t size);

/* Sets key and flags (CN_TOKEN_SPACE_BEFORE stays as it is) of a token from its bytes. For the
 * trainer too, whose tokens come cut. */
void cn_token_look(cn_token *token, const char *text);

/* The key of a form that is in lower case already. */
uint64_t cn_token_key(const char *lower, size_t len);

#endif
