/* Keys of names, see namekey.h. */
#include "schema/namekey.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The word is "the", "a" or "an" in any case, and white space follows. */
static bool is_article(const char *surface, size_t len, const cn_word *word)
{
    const char *text = surface + word->first;
    char c[3] = {0};

    if (word->len > 3 || word->first + (size_t)word->len >= len || !is_space(text[word->len]))
        return false;
    /* ASCII only: no other bytes become one of these letters by setting bit 5. */
    for (size_t i = 0; i < word->len; i++)
        c[i] = (char)(text[i] | 0x20);
    if (word->len == 3)
        return c[0] == 't' && c[1] == 'h' && c[2] == 'e';
    if (word->len == 2)
        return c[0] == 'a' && c[1] == 'n';
    return word->len == 1 && c[0] == 'a';
}

int cn_name_key(cn_tokenizer *tokenizer, const char *surface, size_t len, cn_words *scratch,
                int64_t *key, cairn_error *err)
{
    size_t skip;
    int rc;

    *key = 0;
    rc = cn_tokenizer_scan(tokenizer, surface, len, scratch, err);
    if (rc < 0 || scratch->n == 0)
        return rc;
    skip = scratch->n > 1 && is_article(surface, len, &scratch->items[0]);
    *key = cn_words_key(scratch->items + skip, scratch->n - skip);
    return CAIRN_OK;
}
