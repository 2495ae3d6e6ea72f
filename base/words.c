/* Text -> words.
 *
 * The scan walks bytes by a table of classes: an ASCII word never leaves the fast path. What a
 * word is (key, stem, flags) depends on its bytes alone, so it is looked up in a direct-mapped
 * cache by the hash of these bytes, and computed (fold, stem, stop list) only on a miss. Two words
 * share a slot's tag with chance 2^-64, as two names share a key.
 *
 * Bounds: a word is cut to WORD_MAX bytes and the rest of its run is skipped; a run of unspaced
 * script is shown to ICU in pieces of PIECE_MAX bytes. Both keep the scan linear. */
#include "base/words.h"

#include <libstemmer.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/hash.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/utf8.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

enum {
    CACHE_SIZE = 1 << 16,      /* entries of 32 bytes. English at 2^14: 17, 2^15: 20, 2^16: 25,
                                 2^17: 27 million words a second (EPYC, L2 of 1 MB) */
    WORD_MAX = 65535,          /* bytes; what cn_word.len can hold */
    STEM_MAX = 64,             /* bytes; a longer word has no English ending worth cutting */
    PIECE_MAX = 12288,         /* bytes; 4096 code points of unspaced script */
    PIECE_WORDS = 4096,        /* one per code point */
    FOLDED_MAX = 20 * WORD_MAX /* bytes; U+FDFA grows elevenfold */
};

/* Function words of English: they join words that mean something. */
static const char stop_words[] =
    "a an the this that these those it its he she they them his her hers him their theirs "
    "i me my mine we us our ours you your yours who whom whose which what when where why how "
    "is are was were be been being am do does did done has have had having "
    "will would shall should can could may might must "
    "of in on at to for from by with about into onto over under above below after before "
    "between during through against among within without upon per via "
    "and or but nor if than then so as because while although though until since "
    "not no only own same such very too also just now there here "
    "each both more most other some any all few s t ll ve re";

typedef enum byte_class { BYTE_GAP, BYTE_WORD, BYTE_HIGH } byte_class;

typedef struct cached_word {
    uint64_t hash; /* of the bytes as written */
    uint64_t key;  /* 0 for a word that folds to nothing, e.g. a lone accent */
    uint64_t stem;
    uint16_t len; /* 0 means free */
    uint16_t flags;
} cached_word;

struct cn_tokenizer {
    struct sb_stemmer *stemmer;
    cn_breaker *breaker; /* made at the first unspaced run: it is slow to make */
    cn_buf folded;
    cn_map stops; /* keys of the stop words */
    bool has_stems;
    uint8_t class_of[256];
    uint32_t ends[PIECE_WORDS];
    cached_word cache[CACHE_SIZE];
};

static void fill_classes(uint8_t class_of[256])
{
    for (unsigned c = 0; c < 256; c++) {
        if (c >= 0x80)
            class_of[c] = BYTE_HIGH;
        else
            class_of[c] = cn_utf8_is_word(c) ? BYTE_WORD : BYTE_GAP;
    }
}

static uint64_t hash_folded(const char *text, size_t len)
{
    uint64_t hash = cn_hash(text, len);

    return hash ? hash : 1;
}

static bool load_stops(cn_map *stops)
{
    for (const char *word = stop_words; *word;) {
        size_t len = strcspn(word, " ");

        if (!cn_map_put(stops, hash_folded(word, len), NULL))
            return false;
        word += len + strspn(word + len, " ");
    }
    return true;
}

int cn_tokenizer_new(cn_tokenizer **tokenizer, cairn_error *err)
{
    cn_tokenizer *made = cn_alloc_zero(1, sizeof(*made));

    *tokenizer = NULL;
    if (!made)
        return cn_fail_memory(err, sizeof(*made));
    cn_buf_init(&made->folded, FOLDED_MAX);
    cn_map_init(&made->stops);
    made->has_stems = true;
    fill_classes(made->class_of);
    made->stemmer = sb_stemmer_new("english", "UTF_8");
    if (!made->stemmer || !load_stops(&made->stops)) {
        cn_tokenizer_free(made);
        return cn_fail_memory(err, sizeof(*made));
    }
    *tokenizer = made;
    return CAIRN_OK;
}

void cn_tokenizer_skip_stems(cn_tokenizer *tokenizer)
{
    tokenizer->has_stems = false;
}

void cn_tokenizer_free(cn_tokenizer *tokenizer)
{
    if (!tokenizer)
        return;
    if (tokenizer->stemmer)
        sb_stemmer_delete(tokenizer->stemmer);
    cn_breaker_free(tokenizer->breaker);
    cn_buf_done(&tokenizer->folded);
    cn_map_done(&tokenizer->stops);
    cn_free(tokenizer);
}

void cn_words_done(cn_words *words)
{
    cn_free(words->items);
    *words = (cn_words){.items = NULL, .n = 0, .cap = 0};
}

/* Flags that can be seen in the word as written. */
static unsigned read_flags(const char *text, size_t len)
{
    size_t n_letters = 0, n_upper = 0, i = 0;
    uint32_t first = cn_utf8_next(text, len, &i);
    unsigned flags = 0;

    if (cn_utf8_is_upper(first))
        flags |= CN_WORD_UPPER;
    if (cn_utf8_is_digit(first))
        flags |= CN_WORD_DIGIT;
    for (i = 0; i < len;) {
        uint32_t c = cn_utf8_next(text, len, &i);

        if (!cn_utf8_is_alpha(c))
            continue;
        n_letters++;
        if (!cn_utf8_is_upper(c))
            return flags;
        n_upper++;
    }
    if (n_upper >= 2 && n_upper == n_letters)
        flags |= CN_WORD_ALLCAPS;
    return flags;
}

static bool is_stemmed(const char *folded, size_t len)
{
    if (len > STEM_MAX)
        return false;
    for (size_t i = 0; i < len; i++) {
        if (folded[i] < 'a' || folded[i] > 'z')
            return false;
    }
    return true;
}

static int compute_word(cn_tokenizer *tokenizer, const char *text, size_t len, cached_word *word,
                        cairn_error *err)
{
    cn_buf *folded = &tokenizer->folded;
    int rc;

    cn_buf_clear(folded);
    rc = cn_utf8_fold(text, len, folded, err);
    if (rc < 0)
        return rc;
    word->key = folded->len ? hash_folded(folded->data, folded->len) : 0;
    word->stem = word->key;
    word->len = (uint16_t)len;
    word->flags = (uint16_t)read_flags(text, len);
    if (word->key && cn_map_get(&tokenizer->stops, word->key))
        word->flags |= CN_WORD_STOP;
    if (tokenizer->has_stems && word->key && is_stemmed(folded->data, folded->len)) {
        const sb_symbol *stem =
            sb_stemmer_stem(tokenizer->stemmer, (const sb_symbol *)folded->data, (int)folded->len);

        if (!stem)
            return cn_fail_memory(err, folded->len);
        word->stem = hash_folded((const char *)stem, (size_t)sb_stemmer_length(tokenizer->stemmer));
    }
    return CAIRN_OK;
}

/* Adds the word text[first..end) to words. */
static int add_word(cn_tokenizer *tokenizer, const char *text, size_t first, size_t end,
                    cn_words *words, cairn_error *err)
{
    size_t len = end - first;
    uint64_t hash;
    cached_word *cached;

    if (len > WORD_MAX)
        len = cn_utf8_floor(text + first, WORD_MAX);
    hash = XXH3_64bits(text + first, len);
    cached = &tokenizer->cache[hash % CACHE_SIZE];
    if (cached->hash != hash || cached->len != len) {
        cached_word word = {.hash = hash};
        int rc = compute_word(tokenizer, text + first, len, &word, err);

        if (rc < 0)
            return rc;
        *cached = word;
    }
    if (cached->key == 0)
        return CAIRN_OK;
    if (words->n == words->cap && !cn_grow((void **)&words->items, &words->cap, words->n + 1,
                                           SIZE_MAX, sizeof(*words->items)))
        return cn_fail_memory(err, words->n * sizeof(*words->items));
    words->items[words->n++] = (cn_word){.key = cached->key,
                                         .stem = cached->stem,
                                         .first = (uint32_t)first,
                                         .len = (uint16_t)len,
                                         .flags = cached->flags};
    return CAIRN_OK;
}

static bool is_mark(uint32_t c)
{
    return (U_MASK(u_charType((UChar32)c)) & U_GC_M_MASK) != 0;
}

/* End of the run of word characters at text[i..) that are all spaced or all unspaced script. A
 * mark belongs to what it stands on. */
static size_t find_run_end(const char *text, size_t len, size_t i, bool is_unspaced)
{
    while (i < len) {
        size_t next = i;
        uint32_t c = cn_utf8_next(text, len, &next);

        if (!cn_utf8_is_word(c) || (cn_utf8_is_unspaced(c) != is_unspaced && !is_mark(c)))
            break;
        i = next;
    }
    return i;
}

/* Cuts the unspaced run text[first..end) into words, piece by piece. */
static int add_unspaced(cn_tokenizer *tokenizer, const char *text, size_t first, size_t end,
                        cn_words *words, cairn_error *err)
{
    int rc = CAIRN_OK;

    if (!tokenizer->breaker)
        rc = cn_breaker_new(&tokenizer->breaker, err);
    while (rc == CAIRN_OK && first < end) {
        size_t len = end - first > PIECE_MAX ? cn_utf8_floor(text + first, PIECE_MAX) : end - first;
        size_t n =
            cn_breaker_words(tokenizer->breaker, text + first, len, tokenizer->ends, PIECE_WORDS);
        size_t word = first;

        /* The last word of a piece may go on in the next: it is left for that. */
        if (n > 1 && first + len < end)
            n--;
        for (size_t i = 0; i < n && rc == CAIRN_OK; i++) {
            rc = add_word(tokenizer, text, word, first + tokenizer->ends[i], words, err);
            word = first + tokenizer->ends[i];
        }
        first = word > first ? word : first + len;
    }
    return rc;
}

/* Adds what stands at text[*i], whose word so far begins at first <= *i and has met a byte that
 * is not ASCII; moves *i behind it. */
static int add_unicode(cn_tokenizer *tokenizer, const char *text, size_t len, size_t first,
                       size_t *i, cn_words *words, cairn_error *err)
{
    size_t next = *i;
    uint32_t c;

    if (first == *i) {
        c = cn_utf8_next(text, len, &next);
        if (!cn_utf8_is_word(c)) {
            *i = next;
            return CAIRN_OK;
        }
        if (cn_utf8_is_unspaced(c)) {
            *i = find_run_end(text, len, first, true);
            return add_unspaced(tokenizer, text, first, *i, words, err);
        }
    }
    *i = find_run_end(text, len, next, false);
    return add_word(tokenizer, text, first, *i, words, err);
}

int cn_tokenizer_scan(cn_tokenizer *tokenizer, const char *text, size_t len, cn_words *words,
                      cairn_error *err)
{
    const unsigned char *bytes = (const unsigned char *)text;
    const uint8_t *class_of = tokenizer->class_of;
    size_t i = 0;
    int rc = CAIRN_OK;

    words->n = 0;
    if (len > UINT32_MAX)
        return cn_fail(err, CAIRN_EINVAL, 0, "a text of %zu bytes is over 4 GiB", len);
    while (rc == CAIRN_OK && i < len) {
        size_t first;

        while (i < len && class_of[bytes[i]] == BYTE_GAP)
            i++;
        first = i;
        while (i < len && class_of[bytes[i]] == BYTE_WORD)
            i++;
        if (i < len && class_of[bytes[i]] == BYTE_HIGH)
            rc = add_unicode(tokenizer, text, len, first, &i, words, err);
        else if (i > first)
            rc = add_word(tokenizer, text, first, i, words, err);
    }
    return rc;
}

int64_t cn_words_key(const cn_word *words, size_t n)
{
    uint64_t hash = n;
    int64_t key;

    for (size_t i = 0; i < n; i++)
        hash = cn_hash_mix(hash, words[i].key);
    key = (int64_t)(hash & INT64_MAX);
    return key ? key : 1;
}
