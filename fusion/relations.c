/* Relations, see relations.h.
 *
 * The table is conservative: a relation that is wrongly said to have one value turns true facts
 * into losers of a conflict. So it names the kinds too: "founded" has one date, but a person may
 * have founded several companies. Left out on purpose: released and published (by country and
 * edition), spouse, occupation, directed by. */
#include "fusion/relations.h"

#include <string.h>

#include "base/mem.h"
#include "fusion/values.h"

enum {
    RELATIONS_MAX = 1 << 26,    /* distinct surfaces; past it the input is not relations */
    RELATION_LEN_MAX = 1 << 20, /* bytes of one normal form */
    WHERE = CN_VALUE_ENTITY | CN_VALUE_TEXT
};
static const size_t TEXT_MAX = (size_t)4 << 30; /* bytes of all normal forms */

/* Sorted by name, for bsearch and for the eye. */
static const struct functional {
    const char *name;
    unsigned kinds;
} functional[] = {
    {"area", CN_VALUE_QUANTITY},
    {"born", CN_VALUE_DATE},
    {"born in", CN_VALUE_DATE | WHERE},
    {"born on", CN_VALUE_DATE},
    {"built", CN_VALUE_DATE},
    {"buried at", WHERE},
    {"buried in", WHERE},
    {"capital", WHERE},
    {"completed", CN_VALUE_DATE},
    {"died", CN_VALUE_DATE},
    {"died in", CN_VALUE_DATE | WHERE},
    {"died on", CN_VALUE_DATE},
    {"dissolved", CN_VALUE_DATE},
    {"elevation", CN_VALUE_QUANTITY},
    {"established", CN_VALUE_DATE},
    {"established in", CN_VALUE_DATE},
    {"father", WHERE},
    {"formed", CN_VALUE_DATE},
    {"founded", CN_VALUE_DATE},
    {"founded in", CN_VALUE_DATE},
    {"founded on", CN_VALUE_DATE},
    {"height", CN_VALUE_QUANTITY},
    {"incorporated", CN_VALUE_DATE},
    {"length", CN_VALUE_QUANTITY},
    {"mother", WHERE},
    {"opened", CN_VALUE_DATE},
    {"opened in", CN_VALUE_DATE},
    {"opened on", CN_VALUE_DATE},
    {"population", CN_VALUE_QUANTITY},
};

static const struct synonym {
    const char *name;
    const char *normal;
} synonyms[] = {
    {"birth date", "born on"},     {"birth place", "born in"},   {"birthdate", "born on"},
    {"birthplace", "born in"},     {"date of birth", "born on"}, {"date of death", "died on"},
    {"death date", "died on"},     {"death place", "died in"},   {"place of birth", "born in"},
    {"place of death", "died in"},
};

unsigned cn_relation_one_value(const char *normal)
{
    for (size_t i = 0; i < sizeof(functional) / sizeof(functional[0]); i++) {
        if (strcmp(functional[i].name, normal) == 0)
            return functional[i].kinds;
    }
    return 0;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '_';
}

int cn_relation_normal(const char *surface, size_t len, cn_buf *out, cairn_error *err)
{
    cn_buf_clear(out);
    while (len > 0 && (is_blank(surface[len - 1]) || surface[len - 1] == ':'))
        len--;
    for (size_t i = 0; i < len; i++) {
        char c = surface[i];

        if (is_blank(c)) {
            if (out->len > 0 && out->data[out->len - 1] != ' ')
                cn_buf_add_char(out, ' ');
        } else {
            /* Letters beyond ASCII stay: cn_utf8_fold() would also take off marks, which
             * makes another word in Japanese or Hindi, and this text is shown to people. */
            cn_buf_add_char(out, c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c);
        }
    }
    if (out->status < 0)
        return cn_fail_memory(err, len);
    for (size_t i = 0; i < sizeof(synonyms) / sizeof(synonyms[0]); i++) {
        if (strcmp(synonyms[i].name, cn_buf_str(out)) == 0) {
            cn_buf_clear(out);
            cn_buf_add_str(out, synonyms[i].normal);
        }
    }
    return out->status < 0 ? cn_fail_memory(err, len) : CAIRN_OK;
}

void cn_relations_init(cn_relations *relations)
{
    *relations = (cn_relations){.items = NULL};
    cn_map_init(&relations->index);
    cn_arena_init(&relations->text, TEXT_MAX);
}

void cn_relations_done(cn_relations *relations)
{
    cn_free(relations->items);
    cn_map_done(&relations->index);
    cn_arena_done(&relations->text);
}

static int add_relation(cn_relations *relations, int64_t id, const cn_buf *normal, cairn_error *err)
{
    cn_relation *item;
    uint64_t *place;
    const char *text;

    if (!cn_grow((void **)&relations->items, &relations->cap, relations->n + 1, RELATIONS_MAX,
                 sizeof(*relations->items)))
        return cn_fail_memory(err, sizeof(*relations->items));
    place = cn_map_put(&relations->index, (uint64_t)id, NULL);
    text = cn_arena_strndup(&relations->text, cn_buf_str(normal), normal->len);
    if (!place || !text)
        return cn_fail_memory(err, normal->len);
    *place = relations->n;
    item = &relations->items[relations->n++];
    *item = (cn_relation){.id = id, .normal = cn_hash_id(text, normal->len), .text = text};
    item->one_value = cn_relation_one_value(text);
    return CAIRN_OK;
}

int cn_relations_load(cn_relations *relations, cn_store *store, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    const char *surface;
    size_t len;
    int64_t id;
    cn_buf normal;
    int rc;

    cn_buf_init(&normal, RELATION_LEN_MAX);
    rc = cn_relation_scan(store, &cursor, err);
    if (rc < 0)
        goto out;
    while ((rc = cn_relation_next(cursor, &id, &surface, &len, err)) == CAIRN_ROW) {
        rc = cn_relation_normal(surface, len, &normal, err);
        if (rc == CAIRN_OK)
            rc = add_relation(relations, id, &normal, err);
        if (rc < 0)
            goto out;
    }
out:
    cn_cursor_free(cursor);
    cn_buf_done(&normal);
    return rc;
}

int cn_relations_find(cn_relations *relations, int64_t id, uint32_t *place, cairn_error *err)
{
    const uint64_t *found = cn_map_get(&relations->index, (uint64_t)id);

    *place = 0;
    if (!found)
        return cn_fail(err, CAIRN_EINDEX, id, "a statement names relation %lld, which has no row",
                       (long long)id);
    *place = (uint32_t)*found;
    relations->items[*place].is_stated = true;
    return CAIRN_OK;
}

void cn_relations_use(cn_relations *relations, uint32_t place)
{
    const uint64_t *normal =
        cn_map_get(&relations->index, (uint64_t)relations->items[place].normal);

    /* The normal form may be new: then the surface's own place stands for it. */
    relations->items[normal ? *normal : place].is_normal = true;
}

int cn_relations_write(const cn_relations *relations, cn_store *store, cairn_error *err)
{
    for (size_t i = 0; i < relations->n; i++) {
        const cn_relation *item = &relations->items[i];
        int64_t id;
        int rc = CAIRN_OK;

        if (item->is_normal && item->id != item->normal)
            rc = cn_relation_put(store, item->text, strlen(item->text), &id, err);
        else if (!item->is_normal && !item->is_stated)
            rc = cn_relation_drop(store, item->id, err);
        if (rc < 0)
            return rc;
    }
    return CAIRN_OK;
}
