/* Relations as written -> their normal form, and which of them have one value only. */
#ifndef CN_FUSION_RELATIONS_H
#define CN_FUSION_RELATIONS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "fusion/pace.h"
#include "schema/store.h"

typedef struct cn_relation {
    int64_t id;         /* of the surface */
    int64_t normal;     /* of the normal form: what facts carry */
    const char *text;   /* the normal form */
    unsigned one_value; /* bits of cn_value_kind in which a subject has one value */
    bool is_stated;     /* by a statement */
    bool is_normal;     /* a fact carries this very row */
} cn_relation;

typedef struct cn_relations {
    cn_relation *items;
    size_t n, cap;
    cn_map index; /* id -> place in items */
    cn_arena text;
} cn_relations;

void cn_relations_init(cn_relations *relations);
void cn_relations_done(cn_relations *relations);
int cn_relations_load(cn_relations *relations, cn_store *store, cairn_error *err);
/* The relation of a statement, marked as stated; its place in items stays. */
int cn_relations_find(cn_relations *relations, int64_t id, uint32_t *place, cairn_error *err);
/* A fact carries the normal form of items[place]. */
void cn_relations_use(cn_relations *relations, uint32_t place);
/* Puts the normal forms that facts carry, drops rows that nothing needs. */
int cn_relations_write(const cn_relations *relations, cn_store *store, cairn_error *err);

/* Replaces out: ASCII lower case, one space for runs of spaces, '_' and '\t', no colon at the end,
 * and the common form of a few synonyms ("date of birth" -> "born on"). Its own normal form. */
int cn_relation_normal(const char *surface, size_t len, cn_buf *out, cairn_error *err);
/* Kinds of values (bits of cn_value_kind) of which a subject has one; 0 for most relations. */
unsigned cn_relation_one_value(const char *normal);

#endif
