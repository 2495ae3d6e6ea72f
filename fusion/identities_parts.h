/* The seams inside identities. Only fusion/identities*.c include it. */
#ifndef CN_FUSION_IDENTITIES_PARTS_H
#define CN_FUSION_IDENTITIES_PARTS_H

#include "fusion/identities.h"

/* Keys that share a block with one. */
typedef struct cn_partner {
    uint32_t key;    /* place */
    uint32_t stated; /* statements that say the one is also known as the other */
} cn_partner;

typedef struct cn_partners {
    cn_partner *items; /* the caller frees with cn_free */
    size_t n, cap;
} cn_partners;

typedef int (*cn_push_fn)(cn_identities *it, uint32_t key, cairn_error *err);

/* Without the form. display may be CN_NO_PLACE. */
void cn_identities_profile(const cn_keys *keys, uint32_t key, uint32_t display,
                           const cn_counts *counts, cn_profile *profile);

/* The profile of a key; *subject NULL when nothing names it. */
int cn_identities_subject(cn_identities *it, uint32_t key, const cn_subject **subject,
                          cairn_error *err);

/* identities_blocks.c: brings the blocks up to date, and pushes the keys that are to be decided. */
int cn_identities_block(cn_identities *it, cn_push_fn push, cairn_error *err);
/* Each key once, but one that is stated also in a block twice. */
int cn_identities_partners(cn_identities *it, uint32_t key, const cn_profile *profile,
                           cn_partners *partners, cairn_error *err);

/* Pushes the keys that texts say are the same beyond those that are partners: they are none to it,
 * but it is one to them. */
int cn_identities_push_stated(cn_identities *it, uint32_t key, cn_push_fn push, cairn_error *err);

/* Keys of the longer names of which this is the short form. */
int cn_identities_titles_of(cn_identities *it, uint32_t key, cn_partners *titles, cairn_error *err);

/* identities_write.c: what the key meant in the last build is written again. */
int cn_identities_dirty_old(cn_identities *it, uint32_t key, cairn_error *err);
/* Pushes the keys that meant this one in the last build. */
int cn_identities_push_aliases(cn_identities *it, uint32_t key, cn_push_fn push, cairn_error *err);

#endif
