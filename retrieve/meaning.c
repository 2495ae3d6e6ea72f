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
