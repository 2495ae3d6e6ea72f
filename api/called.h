/* Names, keys and entities: which a name may mean, what an entity is called. Shared by the files of
 * api/ that show or change entities. */
#ifndef CN_API_CALLED_H
#define CN_API_CALLED_H

#include "api/facts.h"
#include "api/kb.h"
#include "base/map.h"

enum {
    CN_MEANINGS_LISTED = 1024 /* entities that one name may mean, at most; more are counted */
};

/* The key of a name; 0 for one without words. */
int cn_called_key(const cn_view *view, const char *name, size_t len, int64_t *key,
                  cairn_error *err);
/* Entities that a name of this key may mean, the likeliest first (see entity.c), at most max; *n
 * counts all of them. */
int cn_called_meanings(const cn_view *view, int64_t key, cairn_id *entities, size_t max, size_t *n,
                       cairn_error *err);
/* The same for a name; one that has no meaning gets that of the nearest spelling. */
int cn_called_find(const cn_view *view, const char *name, size_t len, cairn_id *entities,
                   size_t max, size_t *n, cairn_error *err);
/* How a key is written most often; "" when it is not written any more. */
int cn_called_of_key(cn_arena *arena, cn_store *store, int64_t key, const char **name,
                     cairn_error *err);
/* CAIRN_ENOTFOUND for an unknown id. */
int cn_called_entity(cn_store *store, cairn_id id, cairn_entity *entity, cairn_error *err);
/* Names of an entity, most often written first, at most max; *all counts them. */
int cn_called_list(cn_arena *arena, const cn_view *view, cairn_id entity, size_t max,
                   const cairn_alias **names, size_t *n, uint64_t *all, cairn_error *err);

/* Where an entity is meant when its name has several senses: the passages of the name are those of
 * all senses, and each document means one of them. */
typedef struct cn_meant {
    cairn_id entity;
    int64_t key;      /* of its name */
    uint32_t ordinal; /* in the snapshot, of the entity that has the passages; or UINT32_MAX */
    cn_map documents; /* document -> what the key means in it; the key itself where there is none */
} cn_meant;
int cn_called_meant(const cn_view *view, cairn_id entity, cn_meant *meant, cairn_error *err);
void cn_called_meant_done(cn_meant *meant); /* in any case */
bool cn_called_meant_in(const cn_meant *meant, cairn_id chunk);

#endif
