/* What a key means: itself, the entity it was merged with, or in some documents a further sense. */
#ifndef CN_FUSION_MEANINGS_H
#define CN_FUSION_MEANINGS_H

#include "fusion/keys.h"

typedef struct cn_meanings {
    cn_keys *keys;
    cn_map old_senses, senses; /* hash of key and document -> place of the entity */
    struct cn_meanings_parts *parts;
} cn_meanings;

/* The entity that a key means in a document, now or (is_old) in the last build. */
int cn_meanings_find(cn_meanings *meanings, uint32_t key, cairn_id document, bool is_old,
                     uint32_t *entity, cairn_error *err);

#endif
