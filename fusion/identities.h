/* Which entity a key is: itself, one it was merged with, or in some documents a further sense.
 *
 * Keys with a block in common are compared (blocks.h), scored (similarity.h) and merged or not
 * (merging.h). A key means only keys of higher rank, so keys are decided from the highest rank
 * down. A build that follows a few documents decides keys that these name, their neighbours in
 * blocks, and what stood under a key that changed. */
#ifndef CN_FUSION_IDENTITIES_H
#define CN_FUSION_IDENTITIES_H

#include "base/arena.h"
#include "fusion/blocks.h"
#include "fusion/keys.h"
#include "fusion/merging.h"
#include "fusion/order.h"

/* A key with its names as comparison wants them. */
typedef struct cn_subject {
    cn_profile profile;
    cn_name_form form;
    cn_block blocks[CN_BLOCKS_MAX];
    uint8_t n_blocks;
    bool has_blocks; /* they were asked for */
    bool is_named;   /* by a row; else it has the name of a title without its qualifier */
} cn_subject;

typedef struct cn_identities {
    cn_keys *keys;
    cn_pace *pace;
    uint64_t generation;
    cn_former *former;
    cn_blocker *blocker;
    cn_subject **subjects; /* by place of the key; NULL: not asked for yet */
    size_t n_subjects;
    struct cn_posting *postings; /* from scratch: all blocks, by block, key */
    size_t n_postings, cap_postings;
    cn_block *blocks;      /* from scratch: those of each key, one after the other */
    uint32_t *first_block; /* by place of the key; n_blocked and one more */
    size_t n_blocks, cap_blocks, n_blocked;
    struct cn_queued *queue; /* keys to decide, a heap by rank */
    size_t n_queue, cap_queue;
    uint8_t *state; /* by place of the key */
    size_t n_state;
    cn_decision *decisions;
    size_t n_decisions, cap_decisions;
    cn_decided_key *groups;
    size_t n_groups;
    cn_map unstated;   /* ids of keys that no text says are also another -> 1 */
    cairn_id *changed; /* entities that a key no longer means */
    size_t n_changed, cap_changed;
    struct cn_meant *meant; /* stored aliases that were asked for, by entity, target, key */
    size_t n_meant, cap_meant;
    cn_map meant_of;     /* entity -> first << 32 | how many, in meant */
    cn_ordered *aliases; /* from scratch: entity -> key */
    size_t n_aliases, cap_aliases;
    cn_arena arena;
    cn_buf features;
} cn_identities;

int cn_identities_init(cn_identities *identities, cn_keys *keys, cn_pace *pace, uint64_t generation,
                       cairn_error *err);
void cn_identities_done(cn_identities *identities); /* in any case */
/* After counting: decides what keys mean, and puts blocks and aliases. */
int cn_identities_decide(cn_identities *identities, cairn_error *err);

/* The entity that a key is in a document, now or (is_old) in the last build. */
int cn_identities_find(cn_identities *identities, uint32_t key, cairn_id document, bool is_old,
                       uint32_t *entity, cairn_error *err);

/* Puts the entities that changed, drops those that are none any more. After facts are written. */
int cn_identities_write(cn_identities *identities, cairn_error *err);

#endif
