/* Statements -> facts, as drafts in memory until cn_facts_write().
 *
 * A fact is a subject entity, a normal relation, and an object entity or value. Its id is a hash
 * of the three. Statements come by id, so those of one document are neighbours in the chain of
 * each fact, and documents are counted without a set. */
#ifndef CN_FUSION_FACTS_H
#define CN_FUSION_FACTS_H

#include "fusion/entities.h"
#include "fusion/relations.h"
#include "fusion/values.h"

typedef struct cn_stated {
    cairn_id statement;
    uint32_t next; /* the next statement of the same fact; CN_NO_PLACE ends the chain */
} cn_stated;

typedef struct cn_fact {
    cairn_id id;
    cairn_id subject, object; /* keys; object 0 for a literal */
    uint64_t detail;          /* of its value, see values.h */
    double confidence;        /* the best of its statements */
    double belief;
    /* Per document the best confidence counts; the log of what doubt is left, see facts.c. */
    double document_confidence;
    int64_t log_doubt;
    uint32_t relation;    /* place of any of the surfaces with the normal form */
    uint32_t literal;     /* name: of the surfaces the first by bytes */
    uint32_t first, last; /* in statements */
    uint32_t support;     /* documents */
    uint8_t kind;         /* cn_value_kind */
    uint8_t object_type;  /* the smallest type that a statement gives */
    bool believed;
} cn_fact;

typedef struct cn_facts {
    cn_fact *items;
    size_t n, cap;
    cn_stated *statements;
    size_t n_statements, cap_statements;
    cn_map index; /* id -> place in items */
} cn_facts;

void cn_facts_init(cn_facts *facts);
void cn_facts_done(cn_facts *facts);
/* Reads the statements. One that is denied, possible, conditional, asked or of the future makes no
 * fact, nor does one whose subject or object has neither words nor a value. Beliefs are those of
 * facts without a rival. */
int cn_facts_load(cn_facts *facts, cn_entities *entities, cn_relations *relations, cn_store *store,
                  cn_pace *pace, cairn_error *err);
/* Puts facts with their statements, by subject, then id. */
int cn_facts_write(const cn_facts *facts, const cn_entities *entities,
                   const cn_relations *relations, cn_store *store, cn_pace *pace, cairn_error *err);

#endif
