/* Relations in memory: surfaces as written, canonical forms as facts carry them.
 *
 * The canonical form depends on the surface, its normal form and the types of subject and object
 * (relation_form.h); each combination is formed once. */
#ifndef CN_FUSION_RELATIONS_H
#define CN_FUSION_RELATIONS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "fusion/pace.h"
#include "fusion/relation_table.h"
#include "fusion/rules.h"
#include "schema/store.h"

/* A row of relation: a surface, a normal form or a canonical one. */
typedef struct cn_relation {
    int64_t id;
    const char *text;
    uint32_t len;
    int32_t more; /* uses that this build adds or, below 0, takes away */
    bool is_read; /* traits are those of this text */
    /* Traits of a canonical form, and what was learned. Bits of cn_value_kind. */
    unsigned one_value, one_at_a_time;
    bool is_alias;  /* the object is another name of the subject */
    bool is_nested; /* values that lie in one another agree */
} cn_relation;

typedef struct cn_relations {
    cn_store *store;
    bool is_fresh;
    const cn_relation_table *table; /* borrowed */
    cn_ruleset learned;
    cn_relation *items;
    size_t n, cap;
    cn_map index; /* id -> place in items */
    cn_map forms; /* hash of surface, normal form, types -> place << 1 | is swapped */
    cn_arena text;
    cn_buf scratch;
} cn_relations;

int cn_relations_init(cn_relations *relations, cn_store *store, const cn_relation_table *table,
                      bool is_fresh, cairn_error *err);
void cn_relations_done(cn_relations *relations); /* in any case */

/* The row with that id, used `more` times more. CAIRN_EINDEX when it is not there. */
int cn_relations_use(cn_relations *relations, int64_t id, int more, uint32_t *place,
                     cairn_error *err);
/* The canonical form of what a statement says; *is_swapped: subject and object change places. */
int cn_relations_form(cn_relations *relations, const cn_statement_row *row, uint32_t *place,
                      bool *is_swapped, cairn_error *err);
/* The canonical form with that id, which a stored fact carries. */
int cn_relations_canonical(cn_relations *relations, int64_t id, uint32_t *place, cairn_error *err);
/* Puts what is used, drops rows that nothing uses any more. */
int cn_relations_write(cn_relations *relations, cairn_error *err);

#endif
