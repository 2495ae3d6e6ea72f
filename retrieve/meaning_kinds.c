/* What nouns name. The table first, because it is short and right; then upwards in WordNet, from
 * the first senses of the noun, to something that says it. Both walks are bounded: the table's and
 * the database's lines could be circular. */
#include <string.h>

#include "base/hash.h"
#include "retrieve/meaning_parts.h"

enum {
    UP_MAX = 48,    /* senses seen on the way up */
    SENSES_MAX = 3, /* of a noun that are asked */
    LEVELS_MAX = 6  /* in the table */
};

/* What a sense on the way up says, the nearest first. */
static const struct {
    const char *lemma;
    cn_noun_kind kind;
} SAYING[] = {{"person", CN_NOUN_PERSON},
              {"people", CN_NOUN_PERSON},
              {"location", CN_NOUN_PLACE},
              {"region", CN_NOUN_PLACE},
              {"structure", CN_NOUN_PLACE},
              {"geological_formation", CN_NOUN_PLACE},
              {"body_of_water", CN_NOUN_PLACE},
              {"land", CN_NOUN_PLACE},
              {"facility", CN_NOUN_PLACE},
              {"way", CN_NOUN_PLACE},
              {"social_group", CN_NOUN_ORGANISATION},
              {"organization", CN_NOUN_ORGANISATION},
              {"unit", CN_NOUN_ORGANISATION},
              {"creation", CN_NOUN_WORK},
              {"writing", CN_NOUN_WORK},
              {"publication", CN_NOUN_WORK},
              {"show", CN_NOUN_WORK},
              {"music", CN_NOUN_WORK},
              {"statement", CN_NOUN_WORK},
              {"time_period", CN_NOUN_TIME},
              {"time_unit", CN_NOUN_TIME},
              {"point", CN_NOUN_PLACE},
              {"measure", CN_NOUN_QUANTITY},
              {"magnitude", CN_NOUN_QUANTITY},
              {"number", CN_NOUN_QUANTITY},
              {"event", CN_NOUN_EVENT},
              {"social_event", CN_NOUN_EVENT},
              {"group_action", CN_NOUN_EVENT},
              {"instrumentality", CN_NOUN_PRODUCT},
              {"commodity", CN_NOUN_PRODUCT}};

typedef struct upward {
    uint32_t senses[UP_MAX]; /* seen, in the order of their distance */
    size_t n;
    cn_wordnet_sense at;
} upward;

static void see(upward *up, uint32_t sense)
{
    for (size_t i = 0; i < up->n; i++)
        if (up->senses[i] == sense)
            return;
    if (up->n < UP_MAX)
        up->senses[up->n++] = sense;
}

/* Lower case ASCII; 0 when it is too long. */
static size_t lower(const char *text, const cn_word *word, char out[CN_WORDNET_LEMMA_MAX])
{
    if (word->len > CN_WORDNET_LEMMA_MAX)
        return 0;
    for (size_t i = 0; i < word->len; i++) {
        const char c = text[word->first + i];
        out[i] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    return word->len;
}

/* Reads the next sense on the way up and notes those above it. */
static bool climb(const cn_wordnet *wordnet, upward *up, size_t step)
{
    if (step >= up->n || !cn_wordnet_read(wordnet, CN_WORDNET_NOUN, up->senses[step], &up->at))
        return false;
    for (size_t i = 0; i < up->at.n_links; i++)
        if (up->at.links[i].sign[0] == '@' && up->at.links[i].class == CN_WORDNET_NOUN)
            see(up, up->at.links[i].sense);
    return true;
}

static bool holds(const cn_wordnet_sense *sense, const char *lemma, size_t len)
{
    for (size_t i = 0; i < sense->n_words; i++)
        if (sense->words[i].len == len && memcmp(sense->words[i].text, lemma, len) == 0)
            return true;
    return false;
}

static cn_noun_kind kind_of_sense(const cn_wordnet *wordnet, uint32_t sense)
{
    upward up = {.n = 0};

    see(&up, sense);
    for (size_t step = 0; climb(wordnet, &up, step); step++)
        for (size_t i = 0; i < sizeof SAYING / sizeof *SAYING; i++)
            if (holds(&up.at, SAYING[i].lemma, strlen(SAYING[i].lemma)))
                return SAYING[i].kind;
    return CN_NOUN_UNKNOWN;
}

static size_t first_noun(const cn_meaning *meaning, uint64_t key)
{
    size_t low = 0, high = meaning->n_nouns;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (meaning->nouns[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_listed(const cn_meaning *meaning, uint64_t key)
{
    const size_t i = first_noun(meaning, key);

    return i < meaning->n_nouns && meaning->nouns[i].key == key;
}

/* The key under which the table has the noun: its own, or that of its singular. */
static uint64_t listed_key(const cn_meaning *meaning, const char *text, const cn_word *noun)
{
    static const struct {
        const char *ending, *instead;
    } plurals[] = {{"s", ""}, {"es", ""}, {"ies", "y"}, {"men", "man"}};
    char word[CN_WORDNET_LEMMA_MAX], singular[CN_WORDNET_LEMMA_MAX];
    const size_t len = lower(text, noun, word);

    if (is_listed(meaning, noun->key))
        return noun->key;
    for (size_t i = 0; i < sizeof plurals / sizeof *plurals; i++) {
        const size_t cut = strlen(plurals[i].ending), added = strlen(plurals[i].instead);
        uint64_t key;

        if (len <= cut + 1 || memcmp(word + len - cut, plurals[i].ending, cut) != 0)
            continue;
        memcpy(singular, word, len - cut);
        memcpy(singular + len - cut, plurals[i].instead, added);
        key = cn_hash(singular, len - cut + added); /* as the tokenizer makes it */
        if (is_listed(meaning, key))
            return key;
    }
    return noun->key;
}

/* By the table; a noun under another is what that one is. */
static cn_noun_kind listed_kind(const cn_meaning *meaning, uint64_t key)
{
    for (unsigned level = 0; level < LEVELS_MAX; level++) {
        uint64_t wider = 0;

        for (size_t i = first_noun(meaning, key);
             i < meaning->n_nouns && meaning->nouns[i].key == key; i++) {
            if (meaning->nouns[i].kind != CN_NOUN_UNKNOWN)
                return meaning->nouns[i].kind;
            wider = meaning->nouns[i].wider;
        }
        if (wider == 0)
            break;
        key = wider;
    }
    return CN_NOUN_UNKNOWN;
}

cn_noun_kind cn_meaning_noun_kind(const cn_meaning *meaning, const char *text, const cn_word *noun)
{
    cn_noun_kind kind =
        meaning ? listed_kind(meaning, listed_key(meaning, text, noun)) : CN_NOUN_UNKNOWN;
    cn_wordnet_lemma lemmas[CN_WORDNET_FORMS_MAX];
    uint32_t senses[CN_WORDNET_SENSES_MAX];
    char word[CN_WORDNET_LEMMA_MAX];
    size_t n_lemmas, n;

    if (kind != CN_NOUN_UNKNOWN || !meaning || !meaning->wordnet)
        return kind;
    n_lemmas =
        cn_wordnet_lemmas(meaning->wordnet, CN_WORDNET_NOUN, word, lower(text, noun, word), lemmas);
    for (size_t l = 0; l < n_lemmas && kind == CN_NOUN_UNKNOWN; l++) {
        n = cn_wordnet_senses(meaning->wordnet, CN_WORDNET_NOUN, lemmas[l].text, lemmas[l].len,
                              senses);
        for (size_t s = 0; s < n && s < SENSES_MAX && kind == CN_NOUN_UNKNOWN; s++)
            kind = kind_of_sense(meaning->wordnet, senses[s]);
    }
    return kind;
}

/* "person": the word that is the name of a kind. */
static cn_noun_kind kind_named(const char *word, size_t len)
{
    static const struct {
        const char *word;
        cn_noun_kind kind;
    } names[] = {{"person", CN_NOUN_PERSON},   {"place", CN_NOUN_PLACE},
                 {"work", CN_NOUN_WORK},       {"organisation", CN_NOUN_ORGANISATION},
                 {"event", CN_NOUN_EVENT},     {"organization", CN_NOUN_ORGANISATION},
                 {"product", CN_NOUN_PRODUCT}, {"quantity", CN_NOUN_QUANTITY},
                 {"time", CN_NOUN_TIME},       {"location", CN_NOUN_PLACE}};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i].word) == len && memcmp(names[i].word, word, len) == 0)
            return names[i].kind;
    return CN_NOUN_UNKNOWN;
}

/* Is `wider` above the noun in the table? Depth first, bounded by levels and the lines seen. */
static bool is_listed_under(const cn_meaning *meaning, uint64_t key, uint64_t wider,
                            unsigned levels)
{
    for (size_t i = first_noun(meaning, key); i < meaning->n_nouns && meaning->nouns[i].key == key;
         i++)
        if (meaning->nouns[i].wider == wider ||
            (meaning->nouns[i].wider != 0 && levels > 1 &&
             is_listed_under(meaning, meaning->nouns[i].wider, wider, levels - 1)))
            return true;
    return false;
}

static bool is_above(const cn_wordnet *wordnet, uint32_t sense, const cn_wordnet_lemma *wider,
                     size_t n_wider)
{
    upward up = {.n = 0};

    see(&up, sense);
    for (size_t step = 0; climb(wordnet, &up, step); step++)
        for (size_t i = 0; i < n_wider; i++)
            if (holds(&up.at, wider[i].text, wider[i].len))
                return true;
    return false;
}

bool cn_meaning_is_a(const cn_meaning *meaning, const char *text, const cn_word *noun,
                     const char *wider_text, const cn_word *wider)
{
    cn_wordnet_lemma lemmas[CN_WORDNET_FORMS_MAX], above[CN_WORDNET_FORMS_MAX];
    uint32_t senses[CN_WORDNET_SENSES_MAX];
    char word[CN_WORDNET_LEMMA_MAX], up[CN_WORDNET_LEMMA_MAX];
    const size_t n_up = lower(wider_text, wider, up);
    const cn_noun_kind asked = kind_named(up, n_up);
    size_t n_lemmas, n_above, n;

    if (noun->stem == wider->stem)
        return true;
    if (!meaning)
        return false;
    if (is_listed_under(meaning, listed_key(meaning, text, noun),
                        listed_key(meaning, wider_text, wider), LEVELS_MAX) ||
        (asked != CN_NOUN_UNKNOWN && cn_meaning_noun_kind(meaning, text, noun) == asked))
        return true;
    if (!meaning->wordnet)
        return false;
    n_above = cn_wordnet_lemmas(meaning->wordnet, CN_WORDNET_NOUN, up, n_up, above);
    n_lemmas =
        cn_wordnet_lemmas(meaning->wordnet, CN_WORDNET_NOUN, word, lower(text, noun, word), lemmas);
    for (size_t l = 0; l < n_lemmas; l++) {
        n = cn_wordnet_senses(meaning->wordnet, CN_WORDNET_NOUN, lemmas[l].text, lemmas[l].len,
                              senses);
        for (size_t s = 0; s < n && s < SENSES_MAX; s++)
            if (is_above(meaning->wordnet, senses[s], above, n_above))
                return true;
    }
    return false;
}
