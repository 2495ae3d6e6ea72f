/* Complete names, see facts_span.h. */
#include "retrieve/facts_span.h"

#include <string.h>

#include "retrieve/facts_names.h"
#include "schema/namekey.h"

enum { TAIL_BYTES = 100, TAIL_WORDS = 12 };

static bool is_part_of_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

static size_t find_text(const char *sentence, size_t len, const char *text, size_t text_len)
{
    for (size_t i = 0; text_len > 0 && i + text_len <= len; i++)
        if (memcmp(sentence + i, text, text_len) == 0 &&
            (i == 0 || !is_part_of_word(sentence[i - 1])) &&
            (i + text_len == len || !is_part_of_word(sentence[i + text_len])))
            return i;
    return len;
}

/* Bytes of the longest name that something is about, from the value on; 0: none is longer. */
static int find_longer(const cn_view *view, const char *text, size_t len, size_t value_len,
                       cn_fact_name *found, size_t *out, cairn_error *err)
{
    cn_words words = {0};
    const int rc = cn_tokenizer_scan(view->tokenizer, text, len, &words, err);

    *out = 0;
    for (size_t n = words.n < TAIL_WORDS ? words.n : TAIL_WORDS; rc == CAIRN_OK && n > 1; n--) {
        const cn_word *last = &words.items[n - 1];

        if (last->first + last->len <= value_len)
            break;
        if (last->flags & CN_WORD_STOP || !(last->flags & (CN_WORD_UPPER | CN_WORD_DIGIT)))
            continue;
        cn_fact_name_mean(found, view->snapshot, cn_words_key(words.items, n));
        if (cn_fact_name_is_title(found, view->snapshot)) {
            *out = last->first + last->len;
            break;
        }
    }
    cn_words_done(&words);
    return rc;
}

/* "Missoula, Montana": both are values. */
static size_t find_joined(const char *text, size_t len, size_t value_len, const cn_value *others,
                          size_t n)
{
    if (value_len + 2 >= len || memcmp(text + value_len, ", ", 2) != 0)
        return 0;
    for (size_t i = 0; i < n; i++)
        if (others[i].len > 0 && value_len + 2 + others[i].len <= len &&
            memcmp(text + value_len + 2, others[i].text, others[i].len) == 0 &&
            (value_len + 2 + others[i].len == len ||
             !is_part_of_word(text[value_len + 2 + others[i].len])))
            return value_len + 2 + others[i].len;
    return 0;
}

int cn_fact_span_complete(const cn_view *view, const char *sentence, size_t len, bool is_place,
                          const cn_value *others, size_t n, cn_arena *arena, cn_value *value,
                          cairn_error *err)
{
    const size_t at = find_text(sentence, len, value->text, value->len);
    const size_t left = len - at < value->len + TAIL_BYTES ? len - at : value->len + TAIL_BYTES;
    cn_fact_name longer = {.n = 0};
    size_t longer_len = 0;
    int rc = CAIRN_OK;

    if (at == len || value->number > 0 || value->number < 0)
        return CAIRN_OK;
    if (value->entity != UINT32_MAX && !is_place)
        rc = find_longer(view, sentence + at, left, value->len, &longer, &longer_len, err);
    if (longer_len > value->len)
        value->entity = longer.entities[0];
    else if (is_place)
        longer_len = find_joined(sentence + at, left, value->len, others, n);
    if (rc < 0 || longer_len <= value->len)
        return rc;
    value->text = cn_arena_strndup(arena, sentence + at, longer_len);
    value->len = longer_len;
    if (!value->text)
        return cn_fail_memory(err, longer_len);
    {
        cn_words words = {0};

        rc = cn_name_key(view->tokenizer, value->text, value->len, &words, &value->key, err);
        cn_words_done(&words);
    }
    return rc;
}
