/* Names and keys in memory: what fusion counts, merges and writes.
 *
 * A name is a surface, a key the hash of its words (schema/namekey.h): the names of a key are one
 * thing until merging says more. A key is an entity too, under its own id, unless it means another
 * one. Both are referred to by their place, which stays.
 *
 * A build from scratch reads all names at once; one that follows a few documents reads a name
 * when a row first uses it, with its key and all names of that key. From then on both are the
 * same. */
#ifndef CN_FUSION_KEYS_H
#define CN_FUSION_KEYS_H

#include "base/buf.h"
#include "base/map.h"
#include "base/words.h"
#include "fusion/pace.h"
#include "schema/store.h"

#define CN_NO_PLACE UINT32_MAX

/* cn_name_counts in half of the memory. */
typedef struct cn_counts {
    uint32_t uses, named, mentions, titles, about;
    uint32_t types[CN_NAMED_TYPES];
} cn_counts;

typedef struct cn_name {
    int64_t id;
    size_t first; /* of the surface in cn_keys.text */
    uint32_t len;
    uint32_t key;  /* place; CN_NO_PLACE: has no words */
    uint32_t next; /* name of the same key */
    bool is_changed;
    bool is_stored; /* has a row of counts */
    cn_counts counts;
} cn_name;

typedef struct cn_key {
    int64_t id;
    uint32_t first_name;
    uint32_t target;    /* key it was merged with; CN_NO_PLACE: none */
    uint32_t root;      /* key of the entity it means; its own place: itself */
    int64_t old_root;   /* the same before this build, as an id */
    uint32_t n_targets; /* keys it may mean */
    bool is_merged;     /* it means the one of them */
    uint32_t sense_of;  /* key of which it is a further sense; CN_NO_PLACE: is a key itself */
    /* Facts of which it is the subject or object, and of those the types as an object. */
    uint32_t facts, object_types[CN_NAMED_TYPES];
    uint64_t stored_tally; /* hash of both as they stand in the store; known when tallied */
    bool has_old_aliases;  /* rows in the store */
    bool is_stated_alias;  /* from scratch: some text says it is also known as another */
    bool is_remembered;    /* old_root, n_targets and the like are those of the store */
    bool is_tallied;       /* facts and object_types are those of the store, and what changed */
    bool is_entity_stored; /* has a row of entity; known when tallied */
    bool is_touched;       /* counts of a name changed, or what is said of it */
    bool is_dirty;         /* its entity row must be written again */
    bool has_old_senses, has_senses;
} cn_key;

/* A key as it was before its counts changed. */
typedef struct cn_key_before {
    uint32_t key;
    uint32_t display;
    cn_counts counts;
} cn_key_before;

typedef struct cn_keys {
    cn_store *store;
    bool is_fresh; /* from scratch: the counted and fused tables are empty */
    cn_name *names;
    size_t n_names, cap_names;
    cn_key *items;
    size_t n, cap;
    cn_key_before *before; /* of keys that were touched; none from scratch */
    size_t n_before, cap_before;
    cn_map names_by_id, by_id;
    cn_map old_senses, senses; /* cn_key_sense() -> id of the entity */
    cn_map old_homonyms;       /* ids of keys that had senses -> 1 */
    cn_buf text;               /* surfaces, each with a NUL */
    cn_tokenizer *tokenizer;
    cn_words words;
} cn_keys;

int cn_keys_init(cn_keys *keys, cn_store *store, bool is_fresh, cairn_error *err);
void cn_keys_done(cn_keys *keys); /* in any case */
/* From scratch: all names. */
int cn_keys_load(cn_keys *keys, cn_pace *pace, cairn_error *err);

/* The name of a raw row; `what` says which, for the message. */
int cn_keys_name(cn_keys *keys, int64_t name_id, const char *what, uint32_t *name,
                 cairn_error *err);
/* The key with that id, read when it is not there yet. */
int cn_keys_get(cn_keys *keys, int64_t id, uint32_t *key, cairn_error *err);
/* Its place when it is in memory, else CN_NO_PLACE. */
uint32_t cn_keys_find(const cn_keys *keys, int64_t id);
/* Key of a text, 0 when it has none. text must be valid UTF-8. */
int cn_keys_hash(cn_keys *keys, const char *text, size_t len, int64_t *id, cairn_error *err);
const char *cn_name_text(const cn_keys *keys, uint32_t name); /* len is in the name */
/* Adds sign times the counts, and touches the key. */
int cn_name_count(cn_keys *keys, uint32_t name, const cn_counts *more, int sign, cairn_error *err);
/* What the key means is to be decided again. */
int cn_key_touch(cn_keys *keys, uint32_t key, cairn_error *err);

/* Reads what the key meant in the last build, when that was not done yet: old_root and what goes
 * with it. */
int cn_key_remember(cn_keys *keys, uint32_t key, cairn_error *err);
/* Where the sense of a key in a document stands in the maps of senses. */
static inline uint64_t cn_key_sense(int64_t key, cairn_id document)
{
    return cn_hash_mix((uint64_t)key, (uint64_t)document);
}
/* Sums over the names of a key. */
cn_counts cn_key_counts(const cn_keys *keys, uint32_t key);
/* The best of its names that are named, by titles, mentions, bytes; CN_NO_PLACE: there is none. */
uint32_t cn_key_display(const cn_keys *keys, uint32_t key);
/* Reads facts and object_types of the entity, when that was not done yet. */
int cn_key_tally(cn_keys *keys, uint32_t key, cairn_error *err);
/* They are not those of the store any more. */
bool cn_key_is_retallied(const cn_key *key);

/* Puts changed counts, drops names that no row uses any more. */
int cn_keys_write_counts(cn_keys *keys, cn_pace *pace, cairn_error *err);

#endif
