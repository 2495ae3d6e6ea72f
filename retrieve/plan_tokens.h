/* A question as the plan sees it: tokens with parts of speech, where each name is one token.
 *
 * Names confuse a parser ("the creator of Scene in the Northwest: Portrait of John Henry Lefroy"),
 * so each is replaced by one short name before the text is parsed, and tokens are mapped back to
 * the words of the question. A name is what is quoted, what an entity is linked to, or a run of
 * capitalised words. */
#ifndef CN_RETRIEVE_PLAN_TOKENS_H
#define CN_RETRIEVE_PLAN_TOKENS_H

#include "retrieve/retrieve.h"
#include "retrieve/spans.h"

enum {
    CN_PLAN_WORDS_MAX = 160, /* a longer question is one step */
    CN_PLAN_BYTES_MAX = 2048,
    CN_PLAN_TOKENS_MAX = 320,
    CN_PLAN_NAMES_MAX = 24
};

typedef struct cn_plan_token {
    uint16_t word, n_words; /* of the question; n_words 0: a mark, or the rest of a word */
    uint8_t upos;
    uint32_t morph;
    bool is_name;
    char mark; /* first byte of a token without words, else 0 */
} cn_plan_token;

typedef struct cn_plan_tokens {
    cn_text text; /* the question's */
    cn_plan_token items[CN_PLAN_TOKENS_MAX];
    size_t n; /* 0: there is no parser, no tree, or the question is too long */
    cn_words_range names[CN_PLAN_NAMES_MAX];
    size_t n_names;
} cn_plan_tokens;

int cn_plan_tokens_read(const cn_question *question, const cn_view *view, cn_plan_tokens *tokens,
                        cairn_error *err);
/* Token i is one of the words of the phrase list "a|b" (single words). */
bool cn_plan_token_is(const cn_plan_tokens *tokens, size_t i, const char *words);

#endif
