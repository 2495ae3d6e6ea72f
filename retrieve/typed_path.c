/* Connections between the answers of a chain, see typed_path.h. */
#include "retrieve/typed_path.h"

#include <string.h>

enum {
    LINKS_MAX = 4096,  /* of an entity or a chunk that are looked through */
    NAME_BYTES_MIN = 3 /* of one word that stands for a longer name */
};

/* Does the chunk mention the entity, or is it about it? */
static bool is_linked(const cn_snapshot *snapshot, uint32_t chunk, uint32_t entity)
{
    uint64_t i = snapshot->link_offsets[chunk], end = snapshot->link_offsets[chunk + 1];

    for (end = end - i > LINKS_MAX ? i + LINKS_MAX : end; i < end; i++)
        if (snapshot->links[i].entity == entity)
            return true;
    return false;
}

static bool is_mentioned(const cn_snapshot *snapshot, cairn_id chunk, uint32_t entity)
{
    uint64_t i = snapshot->mentioned_offsets[entity], end = snapshot->mentioned_offsets[entity + 1];

    for (end = end - i > LINKS_MAX ? i + LINKS_MAX : end; i < end; i++)
        if (snapshot->chunks[snapshot->mentioned[i]].id == chunk)
            return true;
    return false;
}

/* The words of the value stand in the text one after the other, or of a name one of its words:
 * "Lisk" is Ada Lisk there. */
static int names(const cn_view *view, const char *text, size_t len, const cn_words *value,
                 cn_words *scratch, bool *is_named, cairn_error *err)
{
    const int rc = cn_tokenizer_scan(view->tokenizer, text, len, scratch, err);

    for (size_t i = 0; rc == CAIRN_OK && !*is_named && i < scratch->n; i++) {
        const cn_word *word = &scratch->items[i];
        size_t k = 0;

        while (k < value->n && i + k < scratch->n &&
               scratch->items[i + k].key == value->items[k].key)
            k++;
        *is_named = k == value->n && k > 0;
        for (k = 0; k < value->n && !*is_named; k++)
            *is_named = word->key == value->items[k].key && word->flags & CN_WORD_UPPER &&
                        value->items[k].flags & CN_WORD_UPPER && !(word->flags & CN_WORD_STOP) &&
                        word->len >= NAME_BYTES_MIN;
    }
    return rc;
}

static int is_named_by(const cn_view *view, const cn_evidence *item, const cn_value *value,
                       bool *is_named, cairn_error *err)
{
    cn_words words = {0}, scratch = {0};
    int rc = cn_tokenizer_scan(view->tokenizer, value->text, value->len, &words, err);

    if (rc == CAIRN_OK)
        rc = names(view, item->text, item->text_len, &words, &scratch, is_named, err);
    if (rc == CAIRN_OK && !*is_named)
        rc = names(view, item->title, strlen(item->title), &words, &scratch, is_named, err);
    if (rc == CAIRN_OK && !*is_named)
        rc = names(view, item->heading, strlen(item->heading), &words, &scratch, is_named, err);
    cn_words_done(&words);
    cn_words_done(&scratch);
    return rc;
}

static int connects(const cn_view *view, const cn_pool *pool, const cn_value *from,
                    const cn_value *to, bool *holds, cairn_error *err)
{
    const cn_snapshot *snapshot = view->snapshot;
    const size_t place = to->chunk ? cn_pool_find_id(pool, to->chunk) : SIZE_MAX;

    *holds = false;
    if (to->chunk == 0)
        return CAIRN_OK;
    if (from->entity < snapshot->n_entities)
        *holds = place != SIZE_MAX ? is_linked(snapshot, pool->items[place].chunk, from->entity)
                                   : is_mentioned(snapshot, to->chunk, from->entity);
    if (*holds || place == SIZE_MAX)
        return CAIRN_OK;
    return is_named_by(view, &pool->items[place], from, holds, err);
}

int cn_path_holds(const cn_view *view, const cn_pool *pool, const cn_value *values, size_t n,
                  bool *holds, cairn_error *err)
{
    int rc = CAIRN_OK;

    *holds = true;
    for (size_t i = 0; rc == CAIRN_OK && *holds && i + 1 < n; i++)
        rc = connects(view, pool, &values[i], &values[i + 1], holds, err);
    return rc;
}
