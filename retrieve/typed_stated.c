/* Numbers before a noun in the passages, see typed_stated.h. */
#include "retrieve/typed_stated.h"

#include <string.h>

#include "base/quantity.h"

enum { BETWEEN_MAX = 2 }; /* adjectives between number and noun */

/* The noun behind "how many": the last word before the verb. SIZE_MAX: none. */
static size_t counted_noun(const cn_question *question)
{
    const cn_words *words = &question->words;

    for (size_t i = 0; i + 2 < words->n; i++) {
        size_t noun = SIZE_MAX;

        if (words->items[i].len != 3 || words->items[i + 1].len != 4 ||
            memcmp(question->text + words->items[i + 1].first, "many", 4) != 0)
            continue;
        for (size_t k = i + 2; k < words->n && !(words->items[k].flags & CN_WORD_STOP); k++)
            noun = k;
        return noun;
    }
    return SIZE_MAX;
}

/* Is one of the words right before the noun a number? */
static bool has_number(const char *text, size_t len, const cn_word *words, size_t noun)
{
    for (size_t k = 1; k <= BETWEEN_MAX + 1 && k <= noun; k++) {
        const cn_word *word = &words[noun - k];
        cn_quantity_value value;
        size_t begin;

        if (word->len == 4 && word->flags & CN_WORD_DIGIT) /* a year, more likely */
            return false;
        if (cn_quantity_at(text, len, word->first, false, &value, &begin) > 0 && !value.is_ordinal)
            return true;
    }
    return false;
}

int cn_typed_is_stated(const cn_view *view, const cn_question *question, const cn_pool *pool,
                       bool *is_stated, cairn_error *err)
{
    const size_t noun = counted_noun(question);
    cn_words words = {0};
    int rc = CAIRN_OK;

    *is_stated = false;
    for (size_t p = 0; noun != SIZE_MAX && rc == CAIRN_OK && !*is_stated && p < pool->n; p++) {
        const cn_evidence *item = &pool->items[p];

        rc = cn_tokenizer_scan(view->tokenizer, item->text, item->text_len, &words, err);
        for (size_t i = 0; rc == CAIRN_OK && i < words.n && !*is_stated; i++)
            *is_stated = words.items[i].stem == question->words.items[noun].stem &&
                         has_number(item->text, item->text_len, words.items, i);
    }
    cn_words_done(&words);
    return rc;
}
