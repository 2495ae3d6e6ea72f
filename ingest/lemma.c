/* Lemmas by endings; see lemma.h. A rule strips no more than the bytes it was picked by, and those
 * are the bytes of a word it was learned from: no code point is cut. A file that says otherwise
 * gets forms for lemmas. */
#include "ingest/lemma.h"

#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "ingest/tagger_features.h"
#include "ingest/tokens.h"

enum { FORM_MAX = 128, MORPH_OF_TAG = (1 << 10) - 1 };

int cn_lemmas_open(cn_lemmas *lemmas, const cn_weights *weights, cairn_error *err)
{
    const void *rules, *endings;
    size_t rules_len, endings_len;
    bool has_free = false, is_sound = true;
    int rc =
        cn_weights_section(weights, "lemma.rules", sizeof(cn_lemma_rule), &rules, &rules_len, err);

    if (rc == CAIRN_OK)
        rc = cn_weights_section(weights, "lemma.endings", sizeof(cn_lemma_ending), &endings,
                                &endings_len, err);
    if (rc < 0)
        return rc;
    *lemmas = (cn_lemmas){.endings = endings,
                          .n_endings = (uint32_t)(endings_len / sizeof(cn_lemma_ending)),
                          .rules = rules,
                          .n_rules = (uint32_t)(rules_len / sizeof(cn_lemma_rule))};
    for (uint32_t i = 0; i < lemmas->n_rules; i++)
        is_sound = is_sound && lemmas->rules[i].n_append <= CN_LEMMA_APPEND_MAX;
    for (uint32_t i = 0; i < lemmas->n_endings; i++) {
        has_free = has_free || lemmas->endings[i].rule == CN_LEMMA_FREE;
        is_sound = is_sound && (lemmas->endings[i].rule == CN_LEMMA_FREE ||
                                lemmas->endings[i].rule < lemmas->n_rules);
    }
    if (!is_sound || !has_free || (lemmas->n_endings & (lemmas->n_endings - 1)) != 0)
        return cn_fail(err, CAIRN_EPARSE, 0, "%s: section \"lemma.endings\" makes no sense",
                       cn_weights_path(weights));
    return CAIRN_OK;
}

uint64_t cn_lemma_key(const char *ending, size_t len, cn_lemma_kind kind, uint8_t upos,
                      uint32_t morph)
{
    const uint64_t tag = (uint64_t)upos << 32 | (morph & MORPH_OF_TAG) << 2 | (unsigned)kind;

    return cn_hash_mix(cn_hash(ending, len), tag);
}

uint16_t cn_lemma_rule_of(const cn_lemmas *lemmas, uint64_t key)
{
    uint32_t at = (uint32_t)(key >> 32) & (lemmas->n_endings - 1);

    while (lemmas->endings[at].rule != CN_LEMMA_FREE && lemmas->endings[at].check != (uint32_t)key)
        at = (at + 1) & (lemmas->n_endings - 1);
    return lemmas->endings[at].rule;
}

size_t cn_lemma_base(const char *text, const cn_token *token, char *base, size_t size)
{
    size_t len;

    if (token->upos != CN_UPOS_PROPN)
        return cn_token_lower(token, text, base, size);
    len = token->len <= size ? token->len : cn_utf8_floor(text + token->first, size);
    memcpy(base, text + token->first, len);
    return len;
}

/* A form on its way to its lemma. */
typedef struct lemma_work {
    const cn_lemmas *lemmas;
    const cn_tag_lexicon *lexicon;
    const cn_token *token;
    char base[FORM_MAX];
    size_t len;
} lemma_work;

static uint16_t rule_of_ending(const lemma_work *work, size_t n, cn_lemma_kind kind)
{
    return cn_lemma_rule_of(work->lemmas, cn_lemma_key(work->base + work->len - n, n, kind,
                                                       work->token->upos, work->token->morph));
}

/* Applies a rule picked by an ending of n bytes; false when it does not fit. */
static bool apply_rule(const lemma_work *work, uint16_t place, size_t n, char *lemma, size_t *len)
{
    const cn_lemma_rule *rule = &work->lemmas->rules[place];

    if (rule->n_strip > n)
        return false;
    *len = work->len - rule->n_strip;
    memcpy(lemma, work->base, *len);
    memcpy(lemma + *len, rule->append, rule->n_append);
    *len += rule->n_append;
    return *len > 0;
}

/* How well a word is known: 2 from the treebank, 1 from text, 0 not at all. */
static int how_known(const lemma_work *work, const char *lemma, size_t len)
{
    const uint32_t bits = cn_tag_lexicon_find(work->lexicon, cn_token_key(lemma, len));

    if (bits == 0)
        return 0;
    return cn_tag_word_set(bits) != 0 ? 2 : 1;
}

static bool is_form(const lemma_work *work, const char *lemma, size_t len)
{
    return len == work->len && memcmp(lemma, work->base, len) == 0;
}

/* Tries the rules of all endings, the longer first, for one that makes a word better known than the
 * lemma that is there. */
static void find_known(const lemma_work *work, size_t longest, char *lemma, size_t *len)
{
    int best = how_known(work, lemma, *len);

    for (size_t n = longest; n > 0 && best < 2; n--)
        for (int kind = CN_LEMMA_FIRST; kind <= CN_LEMMA_SECOND; kind++) {
            const uint16_t rule = rule_of_ending(work, n, (cn_lemma_kind)kind);
            char made[FORM_MAX + CN_LEMMA_APPEND_MAX];
            size_t made_len;

            if (rule != CN_LEMMA_FREE && apply_rule(work, rule, n, made, &made_len) &&
                made_len > 1 && !is_form(work, made, made_len) &&
                how_known(work, made, made_len) > best) {
                best = how_known(work, made, made_len);
                memcpy(lemma, made, made_len);
                *len = made_len;
            }
        }
}

static bool is_inflected(const cn_token *token)
{
    return (token->upos == CN_UPOS_VERB || token->upos == CN_UPOS_NOUN ||
            token->upos == CN_UPOS_ADJ || token->upos == CN_UPOS_ADV) &&
           (token->morph & MORPH_OF_TAG & ~(uint32_t)CN_MORPH_INFINITIVE) != 0;
}

/* The lemma; lemma holds FORM_MAX + CN_LEMMA_APPEND_MAX bytes. */
static size_t make_lemma(const lemma_work *work, char *lemma)
{
    const size_t longest = work->len < CN_LEMMA_ENDING_MAX ? work->len : CN_LEMMA_ENDING_MAX;
    uint16_t rule = rule_of_ending(work, work->len, CN_LEMMA_WHOLE);
    size_t len = work->len, n = longest;

    memcpy(lemma, work->base, len);
    if (rule != CN_LEMMA_FREE) {
        apply_rule(work, rule, work->len, lemma, &len);
        return len;
    }
    while ((rule = rule_of_ending(work, n, CN_LEMMA_FIRST)) == CN_LEMMA_FREE && n > 0)
        n--;
    if (rule != CN_LEMMA_FREE)
        apply_rule(work, rule, n, lemma, &len);
    if (is_inflected(work->token))
        find_known(work, longest, lemma, &len);
    return len;
}

size_t cn_lemmas_find(const cn_lemmas *lemmas, const cn_tag_lexicon *lexicon, const char *text,
                      const cn_token *token, char *lemma, size_t size)
{
    lemma_work work = {.lemmas = lemmas, .lexicon = lexicon, .token = token};
    char made[FORM_MAX + CN_LEMMA_APPEND_MAX];
    size_t len;

    if (size == 0)
        return 0;
    work.len = cn_lemma_base(text, token, work.base, sizeof(work.base));
    len = make_lemma(&work, made);
    if (cn_utf8_valid(made, len) != len) { /* a rule from no trainer cut a code point */
        memcpy(made, work.base, work.len);
        len = work.len;
    }
    if (len > size - 1)
        len = cn_utf8_floor(made, size - 1);
    memcpy(lemma, made, len);
    lemma[len] = '\0';
    return len;
}
