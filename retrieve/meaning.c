/* See meaning.h. Sources add to one list; a stem that several name keeps the greatest weight. */
#include "retrieve/meaning.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "retrieve/meaning_parts.h"

int cn_meaning_open(cn_meaning **meaning, const char *table, const char *wordnet, cairn_error *err)
{
    cn_meaning *made = cn_alloc_zero(1, sizeof *made);
    int rc = CAIRN_OK;

    *meaning = NULL;
    if (!made)
        return cn_fail_memory(err, sizeof *made);
    if (table)
        rc = cn_meaning_read(made, table, err);
    if (rc == CAIRN_OK && wordnet)
        rc = cn_wordnet_open(&made->wordnet, wordnet, err);
    if (rc < 0)
        cn_meaning_free(made);
    else
        *meaning = made;
    return rc;
}

void cn_meaning_free(cn_meaning *meaning)
{
    if (!meaning)
        return;
    cn_free(meaning->pairs);
    cn_free(meaning->nouns);
    cn_wordnet_close(meaning->wordnet);
    cn_free(meaning);
}

/* ---- Relatives of a word ---- */

/* The heavier first; by stem between equals. */
static bool goes_before(const cn_related *a, const cn_related *b)
{
    if (a->weight > b->weight || a->weight < b->weight)
        return a->weight > b->weight;
    return a->stem < b->stem;
}

void cn_gathered_add(cn_gathered *gathered, uint64_t stem, double weight, cn_related_kind kind)
{
    const cn_related added = {stem, (float)weight, (uint8_t)kind};
    size_t i = 0;

    if (stem == gathered->own || !(weight > 0))
        return;
    while (i < gathered->n && gathered->items[i].stem != stem)
        i++;
    if (i < gathered->n && !goes_before(&added, &gathered->items[i]))
        return;
    if (i == gathered->n) { /* a new one, at the end */
        if (gathered->n == CN_GATHERED_MAX) {
            i--;
            if (!goes_before(&added, &gathered->items[i]))
                return;
        } else {
            gathered->n++;
        }
    }
    for (; i > 0 && goes_before(&added, &gathered->items[i - 1]); i--)
        gathered->items[i] = gathered->items[i - 1];
    gathered->items[i] = added;
}

int cn_meaning_related(const cn_meaning *meaning, cn_tokenizer *tokenizer, const char *text,
                       const cn_word *word, cn_related out[CN_RELATED_MAX], size_t *n,
                       cairn_error *err)
{
    cn_gathered gathered;
    int rc = CAIRN_OK;

    *n = 0;
    if (!meaning)
        return CAIRN_OK;
    gathered.n = 0;
    gathered.own = word->stem;
    cn_meaning_add_listed(meaning, word->stem, &gathered);
    if (meaning->wordnet)
        rc = cn_meaning_add_wordnet(meaning->wordnet, tokenizer, text + word->first, word->len,
                                    &gathered, err);
    if (rc < 0)
        return rc;
    *n = gathered.n < CN_RELATED_MAX ? gathered.n : CN_RELATED_MAX;
    memcpy(out, gathered.items, *n * sizeof *out);
    return CAIRN_OK;
}

int cn_meaning_likeness(const cn_meaning *meaning, cn_tokenizer *tokenizer, const char *asked,
                        const cn_word *asked_word, uint64_t said_stem, double *likeness,
                        cairn_error *err)
{
    cn_related related[CN_RELATED_MAX];
    size_t n = 0;
    int rc = CAIRN_OK;

    *likeness = asked_word->stem == said_stem ? 1 : 0;
    if (*likeness > 0)
        return CAIRN_OK;
    rc = cn_meaning_related(meaning, tokenizer, asked, asked_word, related, &n, err);
    for (size_t i = 0; i < n; i++)
        if (related[i].stem == said_stem)
            *likeness = (double)related[i].weight;
    return rc;
}

/* ---- Relatives of a question ---- */

/* Looser ones are no sign: counted in full where a chunk's words are, wider and narrower words of
 * WordNet cost up to 4 points of recall@5, and down to here none. Of the table all are above. */
#define LEAST_WEIGHT 0.49

static int compare_relatives(const void *a, const void *b)
{
    const cn_term_relative *x = a, *y = b;

    if (x->stem != y->stem)
        return x->stem < y->stem ? -1 : 1;
    return (x->of > y->of) - (x->of < y->of);
}

static bool has_relatives(const cn_relatives *relatives, uint64_t of)
{
    for (size_t i = 0; i < relatives->n; i++)
        if (relatives->items[i].of == of)
            return true;
    return false;
}

int cn_meaning_relatives(const cn_meaning *meaning, cn_tokenizer *tokenizer, const char *text,
                         const cn_word *words, size_t n_words, cn_relatives *relatives,
                         cairn_error *err)
{
    cn_related related[CN_RELATED_MAX];
    size_t n;
    int rc = CAIRN_OK;

    relatives->n = 0;
    for (size_t i = 0; meaning && rc == CAIRN_OK && i < n_words; i++) {
        if (words[i].flags & (CN_WORD_STOP | CN_WORD_DIGIT) ||
            (words[i].flags & CN_WORD_UPPER && i > 0) || has_relatives(relatives, words[i].stem))
            continue;
        rc = cn_meaning_related(meaning, tokenizer, text, &words[i], related, &n, err);
        for (size_t k = 0;
             k < n && relatives->n < CN_RELATIVES_MAX && (double)related[k].weight >= LEAST_WEIGHT;
             k++)
            relatives->items[relatives->n++] =
                (cn_term_relative){words[i].stem, related[k].stem, related[k].weight};
    }
    qsort(relatives->items, relatives->n, sizeof *relatives->items, compare_relatives);
    return rc;
}

uint64_t cn_relatives_mask(const cn_relatives *relatives, const cn_scores *scores,
                           const cn_word *words, size_t n_words)
{
    uint64_t mask = 0;

    for (size_t i = 0; i < n_words; i++) {
        size_t low = 0, high = relatives->n;

        while (low < high) {
            const size_t middle = low + (high - low) / 2;

            if (relatives->items[middle].stem < words[i].stem)
                low = middle + 1;
            else
                high = middle;
        }
        for (; low < relatives->n && relatives->items[low].stem == words[i].stem; low++)
            for (unsigned t = 0; t < scores->n_terms; t++)
                if (scores->terms[t].stem == relatives->items[low].of)
                    mask |= (uint64_t)1 << t;
    }
    return mask;
}
