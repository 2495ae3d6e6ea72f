/* Names -> entities, as drafts in memory until cn_entities_write().
 *
 * Names stand in the order of their keys, and drafts too: the names of an entity are neighbours.
 * Counts are sums, the display name is the greatest of an order over names, so nothing depends on
 * the order of arrival. Names and drafts are referred to by their place in the array.
 *
 * The order of calls: init, load, (aliases, facts,) choose_names, write, drop_names, done. */
#ifndef CN_FUSION_ENTITIES_H
#define CN_FUSION_ENTITIES_H

#include "base/buf.h"
#include "base/words.h"
#include "fusion/pace.h"
#include "schema/store.h"

#define CN_NO_PLACE UINT32_MAX
enum { CN_ENTITY_TYPES = CN_TYPE_DATE - 1 }; /* types with votes: 1..7; OTHER has none */

typedef struct cn_name {
    size_t first; /* of the surface in cn_entities.text */
    uint32_t len;
    uint32_t draft;                   /* CN_NO_PLACE: has no words, so no key */
    uint32_t mentions, titles, about; /* rows that are not literals; of them titles; see rows.h */
    uint32_t types[CN_ENTITY_TYPES];
    bool is_used;  /* by a mention or statement */
    bool is_named; /* as something that is not a literal */
} cn_name;

typedef struct cn_draft {
    int64_t key;
    uint32_t first_name; /* its names end where those of the next draft start */
    uint32_t name;       /* the display name; CN_NO_PLACE: has none, is no entity */
    uint32_t mentions, about;
    uint32_t target;     /* the entity it means, when n_targets is 1 */
    uint32_t n_targets;  /* entities its key is an alias of */
    uint8_t stated_type; /* smallest type that statements give it as an object; 0 none */
    bool is_stated;      /* subject or object of a fact */
} cn_draft;

/* The name rows by id. Ids are hashes, so their first bits tell nearly where one stands. */
typedef struct cn_name_ids {
    int64_t *ids;      /* ascending */
    uint32_t *places;  /* in names */
    uint32_t *buckets; /* first bits of an id -> first in ids, and one more */
    unsigned shift;    /* id >> shift is the bucket */
    size_t n, cap;
} cn_name_ids;

typedef struct cn_entities {
    cn_name *names; /* by key */
    size_t n_names;
    cn_draft *drafts; /* by key, and one more to end the names of the last */
    size_t n_drafts;
    cn_name_ids by_id;
    cn_buf text; /* surfaces, one after the other, each with a NUL */
    cn_tokenizer *tokenizer;
    cn_words words;
} cn_entities;

int cn_entities_init(cn_entities *entities, cairn_error *err); /* cn_entities_done in any case */
void cn_entities_done(cn_entities *entities);

/* Reads names and mentions. */
int cn_entities_load(cn_entities *entities, cn_store *store, cn_pace *pace, cairn_error *err);
/* The name of a raw row (what says which, for the message), marked as used. */
int cn_entities_name(cn_entities *entities, int64_t name_id, const char *what, uint32_t *name,
                     cairn_error *err);
/* Key of a text, 0 when it has none. text must be valid UTF-8. */
int cn_entities_key(cn_entities *entities, const char *text, size_t len, int64_t *key,
                    cairn_error *err);
/* The draft of a key; CN_NO_PLACE when no name has it. */
uint32_t cn_entities_find(const cn_entities *entities, int64_t key);
const char *cn_name_text(const cn_entities *entities, uint32_t name); /* len is in the name */
/* The type most mentions give it, else the one statements give it; 0 when none does. */
int cn_entities_type(const cn_entities *entities, uint32_t draft);

/* After the statements marked what they name. */
void cn_entities_choose_names(cn_entities *entities);
/* Puts the entities, by id. */
int cn_entities_write(const cn_entities *entities, cn_store *store, cn_pace *pace,
                      cairn_error *err);
/* Drops the names that no row uses. */
int cn_entities_drop_names(const cn_entities *entities, cn_store *store, cairn_error *err);

#endif
