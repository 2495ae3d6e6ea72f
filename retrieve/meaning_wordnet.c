/* Relatives by WordNet. A word is looked up in all four classes, since a question's parts of speech
 * are not known here; the first senses count most, because the database has them in the order of
 * their frequency. Names and compounds are left out. */
#include <string.h>

#include "retrieve/meaning_parts.h"

enum { SENSES = 3, WIDER_LEVELS = 2, NARROWER_MAX = 24 };

/* What a relative of the first sense weighs, and the share that each further sense keeps. */
static const double FORM = 0.8, SYNONYM = 0.7, WIDER = 0.4, NARROWER = 0.35, NEXT_SENSE = 0.5,
                    NEXT_LEVEL = 0.5;

typedef struct gathering {
    const cn_wordnet *wordnet;
    cn_tokenizer *tokenizer;
    cn_gathered *out;
    cn_words words;
    cn_wordnet_sense other;
    size_t n_narrower;
} gathering;

static int add_word(gathering *in, const char *word, size_t len, double weight,
                    cn_related_kind kind, cairn_error *err)
{
    int rc;

    if (memchr(word, '_', len) || (word[0] >= 'A' && word[0] <= 'Z'))
        return CAIRN_OK;
    rc = cn_tokenizer_scan(in->tokenizer, word, len, &in->words, err);
    if (rc == CAIRN_OK && in->words.n == 1 && !(in->words.items[0].flags & CN_WORD_STOP))
        cn_gathered_add(in->out, in->words.items[0].stem, weight, kind);
    return rc;
}

/* The words of a sense that a link leads to; `only` 0: all of them. */
static int add_sense(gathering *in, cn_wordnet_class class, uint32_t sense, unsigned only,
                     double weight, cn_related_kind kind, cairn_error *err)
{
    int rc = CAIRN_OK;

    if (!cn_wordnet_read(in->wordnet, class, sense, &in->other))
        return CAIRN_OK;
    for (size_t i = 0; rc == CAIRN_OK && i < in->other.n_words; i++)
        if (only == 0 || i + 1 == only)
            rc = add_word(in, in->other.words[i].text, in->other.words[i].len, weight, kind, err);
    return rc;
}

/* 1 and on; 0 when it is not among the words. */
static unsigned number_in(const cn_wordnet_sense *sense, const cn_wordnet_lemma *lemma)
{
    for (unsigned i = 0; i < sense->n_words; i++)
        if (sense->words[i].len == lemma->len &&
            memcmp(sense->words[i].text, lemma->text, lemma->len) == 0)
            return i + 1;
    return 0;
}

static int add_link(gathering *in, const cn_wordnet_link *link, double weight, cairn_error *err)
{
    uint32_t at = link->sense;
    double left = weight * WIDER;
    int rc = CAIRN_OK;

    switch (link->sign[0]) {
    case '+':
    case '\\':
        return add_sense(in, link->class, at, link->to, weight * FORM, CN_RELATED_FORM, err);
    case '&':
        return add_sense(in, link->class, at, link->to, weight * WIDER, CN_RELATED_WIDER, err);
    case '~':
        if (in->n_narrower++ >= NARROWER_MAX)
            return CAIRN_OK;
        return add_sense(in, link->class, at, link->to, weight * NARROWER, CN_RELATED_NARROWER,
                         err);
    case '@':
        break;
    default:
        return CAIRN_OK;
    }
    for (unsigned level = 0; rc == CAIRN_OK && level < WIDER_LEVELS; level++, left *= NEXT_LEVEL) {
        size_t i = 0;

        rc = add_sense(in, link->class, at, 0, left, CN_RELATED_WIDER, err);
        while (i < in->other.n_links && in->other.links[i].sign[0] != '@')
            i++;
        if (i == in->other.n_links)
            break;
        at = in->other.links[i].sense;
    }
    return rc;
}

static int add_lemma(gathering *in, cn_wordnet_class class, const cn_wordnet_lemma *lemma,
                     cairn_error *err)
{
    uint32_t senses[CN_WORDNET_SENSES_MAX];
    size_t n = cn_wordnet_senses(in->wordnet, class, lemma->text, lemma->len, senses);
    cn_wordnet_sense sense;
    double weight = 1;
    int rc = CAIRN_OK;

    for (size_t s = 0; rc == CAIRN_OK && s < n && s < SENSES; s++, weight *= NEXT_SENSE) {
        unsigned own;

        if (!cn_wordnet_read(in->wordnet, class, senses[s], &sense))
            continue;
        own = number_in(&sense, lemma);
        for (size_t i = 0; rc == CAIRN_OK && i < sense.n_words; i++)
            rc = add_word(in, sense.words[i].text, sense.words[i].len, weight * SYNONYM,
                          CN_RELATED_SYNONYM, err);
        for (size_t i = 0; rc == CAIRN_OK && i < sense.n_links; i++)
            if (sense.links[i].from == 0 || sense.links[i].from == own)
                rc = add_link(in, &sense.links[i], weight, err);
    }
    return rc;
}

int cn_meaning_add_wordnet(const cn_wordnet *wordnet, cn_tokenizer *tokenizer, const char *word,
                           size_t len, cn_gathered *gathered, cairn_error *err)
{
    gathering in = {.wordnet = wordnet, .tokenizer = tokenizer, .out = gathered};
    cn_wordnet_lemma lemmas[CN_WORDNET_FORMS_MAX];
    char lower[CN_WORDNET_LEMMA_MAX];
    int rc = CAIRN_OK;

    if (len > sizeof lower)
        return CAIRN_OK;
    for (size_t i = 0; i < len; i++)
        lower[i] = (char)(word[i] >= 'A' && word[i] <= 'Z' ? word[i] + ('a' - 'A') : word[i]);
    for (int c = 0; rc == CAIRN_OK && c < CN_WORDNET_CLASSES; c++) {
        const size_t n = cn_wordnet_lemmas(wordnet, (cn_wordnet_class)c, lower, len, lemmas);

        for (size_t i = 0; rc == CAIRN_OK && i < n; i++)
            rc = add_lemma(&in, (cn_wordnet_class)c, &lemmas[i], err);
    }
    cn_words_done(&in.words);
    return rc;
}
