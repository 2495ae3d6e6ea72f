/* One pass over two sorted lists. The merged items are put behind those of the rules in the same
 * array and then moved to its front, so nothing else is allocated.
 *
 * A recognised name takes the place of the rules' items it overlaps. On Re-DocRED documents held
 * apart it is right twice as often as they are where both differ, even when it is not sure; but
 * the document's title and quoted titles stand against it unless it is likely and holds them. What
 * the rules alone see is a name one time in five there. */
#include "ingest/mentions.h"

#include <string.h>

#include "ingest/names.h"

/* From here on a name may take the place of a title that it is no part of. */
static const float likely = 0.8f;

/* The first word at or behind a byte. */
static uint32_t word_at(const cn_passage *passage, uint32_t byte)
{
    size_t low = 0, high = passage->words.n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (passage->words.items[middle].first < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

/* False when no word of the passage is in it. */
static bool item_of(const cn_passage *passage, const cn_trees *trees, const cn_named *named,
                    cn_item *item)
{
    const cn_token *first = &trees->trees[named->tree].tokens[named->token];
    const cn_token *last = first + named->n - 1;
    uint32_t end = last->first + last->len;

    *item = (cn_item){.first = first->first,
                      .len = end - first->first,
                      .word = word_at(passage, first->first),
                      .type = named->type};
    item->n_words = word_at(passage, end) - item->word;
    if (item->n_words == 0)
        return false;
    item->is_title = cn_names_is_title(passage, item);
    return true;
}

static uint32_t item_end(const cn_item *item)
{
    return item->first + item->len;
}

static bool overlap(const cn_item *a, const cn_item *b)
{
    return (a->first < item_end(b) && b->first < item_end(a)) ||
           (a->word < b->word + b->n_words && b->word < a->word + a->n_words);
}

/* Does the rules' item keep its place against the name? */
static bool stands(const cn_item *rule, const cn_item *name, float confidence)
{
    bool is_within = rule->first >= name->first && item_end(rule) <= item_end(name);
    bool is_around = rule->first <= name->first && item_end(rule) >= item_end(name);

    if ((is_within && is_around) || (!rule->is_title && !rule->is_quoted))
        return false;
    if (confidence < likely)
        return true;
    return rule->is_title ? !is_within : is_around;
}

/* What the rules knew of the same words. */
static void inherit(cn_item *name, const cn_item *rule)
{
    if (rule->word != name->word || rule->n_words != name->n_words)
        return;
    name->is_quoted = rule->is_quoted;
    name->is_title = rule->is_title;
    if (name->type == CN_TYPE_OTHER)
        name->type = rule->type;
}

static void set_sentences(cn_passage *passage)
{
    uint32_t at = 0;

    for (size_t i = 0; i < passage->n_sentences; i++) {
        cn_sentence *sentence = &passage->sentences[i];

        while (at < passage->n_items && passage->items[at].word < sentence->word)
            at++;
        sentence->item = at;
        while (at < passage->n_items && passage->items[at].word < sentence->end_word)
            at++;
        sentence->end_item = at;
    }
}

/* What only the rules see. */
static int add_rule(cn_passage *passage, size_t place, cairn_error *err)
{
    cn_item item = passage->items[place];

    if (!item.is_title && !item.is_quoted && item.type == CN_TYPE_OTHER)
        return cn_passage_add_other(passage, &item, err);
    return cn_passage_add_item(passage, &item, err);
}

/* Adds the name, or leaves it to the rules' items from *rule on, which it then does not pass. */
static int add_name(cn_passage *passage, size_t *rule, size_t n_rules, cn_item *name,
                    float confidence, cairn_error *err)
{
    size_t end = *rule;
    bool stays = false;
    int rc = CAIRN_OK;

    for (; end < n_rules && overlap(&passage->items[end], name); end++)
        stays |= stands(&passage->items[end], name, confidence);
    if (stays)
        return CAIRN_OK;
    for (; rc == CAIRN_OK && *rule < end; ++*rule) {
        const cn_item replaced = passage->items[*rule];

        inherit(name, &replaced);
        if (replaced.first != name->first || replaced.len != name->len)
            rc = cn_passage_add_other(passage, &replaced, err);
    }
    return rc < 0 ? rc : cn_passage_add_item(passage, name, err);
}

int cn_mentions_merge(cn_passage *passage, const cn_trees *trees, const cn_recognition *recognition,
                      cairn_error *err)
{
    const size_t n_rules = passage->n_items;
    size_t rule = 0;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < recognition->n; i++) {
        cn_item name;

        if (!item_of(passage, trees, &recognition->names[i], &name))
            continue;
        while (rc == CAIRN_OK && rule < n_rules && passage->items[rule].word < name.word &&
               !overlap(&passage->items[rule], &name))
            rc = add_rule(passage, rule++, err);
        if (rc == CAIRN_OK)
            rc = add_name(passage, &rule, n_rules, &name, recognition->names[i].confidence, err);
    }
    while (rc == CAIRN_OK && rule < n_rules)
        rc = add_rule(passage, rule++, err);
    if (rc < 0)
        return rc;
    passage->n_items -= n_rules;
    if (passage->n_items > 0)
        memmove(passage->items, passage->items + n_rules,
                passage->n_items * sizeof(*passage->items));
    set_sentences(passage);
    return CAIRN_OK;
}
