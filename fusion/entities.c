/* Names -> entities, see entities.h. Reading them is in entities_load.c. */
#include "fusion/entities.h"

#include <string.h>

#include "base/mem.h"
#include "schema/namekey.h"

static const size_t TEXT_MAX = (size_t)16 << 30; /* bytes of all surfaces */

int cn_entities_init(cn_entities *entities, cairn_error *err)
{
    int rc;

    *entities = (cn_entities){.names = NULL};
    cn_buf_init(&entities->text, TEXT_MAX);
    rc = cn_tokenizer_new(&entities->tokenizer, err);
    if (rc == CAIRN_OK)
        cn_tokenizer_skip_stems(entities->tokenizer);
    return rc;
}

void cn_entities_done(cn_entities *entities)
{
    cn_free(entities->names);
    cn_free(entities->drafts);
    cn_free(entities->by_id.ids);
    cn_free(entities->by_id.places);
    cn_free(entities->by_id.buckets);
    cn_buf_done(&entities->text);
    cn_words_done(&entities->words);
    cn_tokenizer_free(entities->tokenizer);
}

const char *cn_name_text(const cn_entities *entities, uint32_t name)
{
    return cn_buf_str(&entities->text) + entities->names[name].first;
}

int cn_entities_key(cn_entities *entities, const char *text, size_t len, int64_t *key,
                    cairn_error *err)
{
    return cn_name_key(entities->tokenizer, text, len, &entities->words, key, err);
}

uint32_t cn_entities_find(const cn_entities *entities, int64_t key)
{
    size_t low = 0;
    size_t high = entities->n_drafts;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (entities->drafts[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == entities->n_drafts || entities->drafts[low].key != key)
        return CN_NO_PLACE;
    return (uint32_t)low;
}

int cn_entities_type(const cn_entities *entities, uint32_t draft)
{
    const cn_draft *it = &entities->drafts[draft];
    uint64_t votes[CN_ENTITY_TYPES] = {0};
    size_t best = 0;

    for (uint32_t name = it->first_name; name < it[1].first_name; name++) {
        for (size_t i = 0; i < CN_ENTITY_TYPES; i++)
            votes[i] += entities->names[name].types[i];
    }
    for (size_t i = 1; i < CN_ENTITY_TYPES; i++) {
        if (votes[i] > votes[best])
            best = i;
    }
    return votes[best] > 0 ? (int)best + 1 : it->stated_type;
}

/* a is the better display name: more often a title, then more often at all, then first by bytes. */
static bool is_better_name(const cn_entities *entities, uint32_t a, uint32_t b)
{
    const cn_name *x = &entities->names[a];
    const cn_name *y = &entities->names[b];

    if (x->titles != y->titles)
        return x->titles > y->titles;
    if (x->mentions != y->mentions)
        return x->mentions > y->mentions;
    return strcmp(cn_name_text(entities, a), cn_name_text(entities, b)) < 0;
}

void cn_entities_choose_names(cn_entities *entities)
{
    for (size_t i = 0; i < entities->n_drafts; i++) {
        cn_draft *draft = &entities->drafts[i];

        draft->name = CN_NO_PLACE;
        for (uint32_t name = draft->first_name; name < draft[1].first_name; name++) {
            if (entities->names[name].is_named &&
                (draft->name == CN_NO_PLACE || is_better_name(entities, name, draft->name)))
                draft->name = name;
        }
    }
}

/* A key that means another entity has none of its own, unless a fact needs one because the key
 * means several. */
static bool is_entity(const cn_draft *draft)
{
    return draft->name != CN_NO_PLACE &&
           (draft->is_stated || (draft->mentions > 0 && draft->n_targets == 0));
}

int cn_entities_write(const cn_entities *entities, cn_store *store, cn_pace *pace, cairn_error *err)
{
    for (size_t i = 0; i < entities->n_drafts; i++) {
        const cn_draft *draft = &entities->drafts[i];
        cn_entity_row row = {.id = draft->key, .mentions = draft->mentions, .about = draft->about};
        int rc;

        if (!is_entity(draft))
            continue;
        row.name = cn_name_text(entities, draft->name);
        row.type = cn_entities_type(entities, (uint32_t)i);
        rc = cn_entity_put(store, &row, err);
        if (rc == CAIRN_OK)
            rc = cn_pace_step(pace, err);
        if (rc < 0)
            return rc;
    }
    return CAIRN_OK;
}

int cn_entities_drop_names(const cn_entities *entities, cn_store *store, cairn_error *err)
{
    const cn_name_ids *by_id = &entities->by_id;

    for (size_t i = 0; i < by_id->n; i++) {
        int rc;

        if (entities->names[by_id->places[i]].is_used)
            continue;
        rc = cn_name_drop(store, by_id->ids[i], err);
        if (rc < 0)
            return rc;
    }
    return CAIRN_OK;
}
