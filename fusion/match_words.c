/* The text of a cell -> words, codes and trigrams; see match_words.h. */
#include "fusion/match_words.h"

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"

enum {
    CODE_MIN = 4,        /* characters */
    CODE_DIGITS_MIN = 5, /* when it is digits only: "1998" is a year */
    CODE_MAX = 24,
    WORD_MAX = 64, /* bytes; a longer word is cut */
    VOCABULARY_MAX = 1 << 26,
    GRAM_WINDOW = 21 /* bits of a code point */
};
static const size_t SPELLING_MAX = (size_t)1 << 32;

void cn_match_scan_init(cn_match_scan *scan)
{
    memset(scan, 0, sizeof(*scan));
    cn_buf_init(&scan->folded, (size_t)CN_MATCH_CELL_MAX * 32);
    cn_buf_init(&scan->word, (size_t)CN_MATCH_CELL_MAX * 32);
    cn_buf_init(&scan->code, (size_t)CN_MATCH_CELL_MAX * 32);
}

void cn_match_scan_done(cn_match_scan *scan)
{
    cn_buf_done(&scan->folded);
    cn_buf_done(&scan->word);
    cn_buf_done(&scan->code);
}

static uint64_t letters_of(const char *word, size_t len)
{
    uint64_t letters = 0;

    for (size_t i = 0; i < len; i++)
        letters |= (uint64_t)1 << ((unsigned char)word[i] & 63);
    return letters;
}

/* prefix tells codes from words of the same spelling. */
static int number_word(cn_match_records *records, char prefix, const char *word, size_t len,
                       uint32_t *id, cairn_error *err)
{
    const uint64_t hash = cn_hash_mix(cn_hash(word, len), (uint64_t)prefix);
    bool is_new;
    uint64_t *slot = cn_map_put(&records->ids, hash, &is_new);
    void *vocabulary = records->vocabulary;

    if (!slot)
        return cn_fail_memory(err, sizeof(*slot));
    if (!is_new) {
        *id = (uint32_t)*slot;
        return CAIRN_OK;
    }
    if (!cn_grow(&vocabulary, &records->vocabulary_cap, records->n_vocabulary + 1, VOCABULARY_MAX,
                 sizeof(cn_match_word)))
        return cn_fail_memory(err, (records->n_vocabulary + 1) * sizeof(cn_match_word));
    records->vocabulary = vocabulary;
    if (records->spelling.max == 0)
        cn_buf_init(&records->spelling, SPELLING_MAX);
    *id = (uint32_t)records->n_vocabulary++;
    *slot = *id;
    records->vocabulary[*id] =
        (cn_match_word){records->spelling.len, letters_of(word, len), (uint16_t)len, 0};
    if (cn_buf_add(&records->spelling, word, len) < 0)
        return cn_fail_memory(err, records->spelling.len + len);
    return CAIRN_OK;
}

static int end_word(cn_match_scan *scan, cn_match_records *records, cairn_error *err)
{
    size_t len = scan->word.len < WORD_MAX ? scan->word.len
                                           : cn_utf8_floor(cn_buf_str(&scan->word), WORD_MAX);
    uint32_t id;
    int rc;

    if (len == 0 || scan->n_words == CN_MATCH_WORDS_MAX)
        return CAIRN_OK;
    rc = number_word(records, 'w', cn_buf_str(&scan->word), len, &id, err);
    if (rc < 0)
        return rc;
    scan->words[scan->n_words++] = id;
    scan->content = cn_hash_mix(scan->content, cn_hash(scan->word.data, scan->word.len));
    cn_buf_clear(&scan->word);
    return CAIRN_OK;
}

static int end_code(cn_match_scan *scan, cn_match_records *records, cairn_error *err)
{
    const size_t len = scan->code.len;
    bool has_digit = false, has_letter = false;
    uint32_t id;
    int rc = CAIRN_OK;

    for (size_t i = 0; i < len; i++) {
        has_digit = has_digit || (scan->code.data[i] >= '0' && scan->code.data[i] <= '9');
        has_letter = has_letter || (scan->code.data[i] >= 'a' && scan->code.data[i] <= 'z');
    }
    if (len >= CODE_MIN && len <= CODE_MAX && has_digit && (has_letter || len >= CODE_DIGITS_MIN) &&
        scan->n_codes < CN_MATCH_CODES_MAX) {
        rc = number_word(records, 'c', scan->code.data, len, &id, err);
        if (rc == CAIRN_OK)
            scan->codes[scan->n_codes++] = id;
    }
    cn_buf_clear(&scan->code);
    return rc;
}

/* Trigrams of the words with one blank between, before and after them. */
static void add_gram(cn_match_scan *scan, uint64_t *window, uint32_t c)
{
    const uint64_t three = ((uint64_t)1 << 3 * GRAM_WINDOW) - 1;

    *window = (*window << GRAM_WINDOW | c) & three;
    if (*window >> 2 * GRAM_WINDOW && scan->n_grams < CN_MATCH_GRAMS_MAX)
        scan->grams[scan->n_grams++] =
            (uint32_t)(cn_hash_mix(*window, 3) >> (64 - CN_MATCH_GRAM_BITS));
}

static int add_char(cn_match_scan *scan, cn_match_records *records, const char *text, size_t len,
                    uint32_t c, cairn_error *err)
{
    int rc = CAIRN_OK;

    if (!cn_utf8_is_word(c)) {
        rc = end_word(scan, records, err);
        if (rc == CAIRN_OK && (c == ' ' || (c >= '\t' && c <= '\r') || c == '|' || c == ';'))
            rc = end_code(scan, records, err);
        return rc;
    }
    if (cn_utf8_is_unspaced(c))
        rc = end_word(scan, records, err);
    cn_buf_add(&scan->word, text, len);
    if (len == 1)
        cn_buf_add(&scan->code, text, len);
    if (rc == CAIRN_OK && cn_utf8_is_unspaced(c))
        rc = end_word(scan, records, err);
    return rc;
}

int cn_match_scan_cell(cn_match_scan *scan, cn_match_records *records, const char *text, size_t len,
                       cairn_error *err)
{
    uint64_t window = ' ';
    uint32_t before = ' ';
    const char *folded;
    int rc;

    scan->n_words = scan->n_codes = scan->n_grams = 0;
    scan->content = 0;
    cn_buf_clear(&scan->folded);
    cn_buf_clear(&scan->word);
    cn_buf_clear(&scan->code);
    rc = cn_utf8_fold(text, len, &scan->folded, err);
    folded = cn_buf_str(&scan->folded);
    for (size_t i = 0; rc == CAIRN_OK && i < scan->folded.len;) {
        const size_t first = i;
        uint32_t c = cn_utf8_next(folded, scan->folded.len, &i);

        rc = add_char(scan, records, folded + first, i - first, c, err);
        c = cn_utf8_is_word(c) ? c : ' ';
        if (c != ' ' || before != ' ')
            add_gram(scan, &window, c);
        before = c;
    }
    if (rc == CAIRN_OK)
        rc = end_word(scan, records, err);
    if (rc == CAIRN_OK)
        rc = end_code(scan, records, err);
    if (before != ' ')
        add_gram(scan, &window, ' ');
    if (rc == CAIRN_OK && (scan->word.status < 0 || scan->code.status < 0))
        rc = cn_fail_memory(err, scan->word.len);
    return rc;
}
