/* Statements -> facts.
 *
 * A fact is a subject entity, a canonical relation, and an object entity or value. Its id is a hash
 * of the three, so that statements which say the same meet in any order.
 *
 * From scratch all statements are read once. A build that follows a few documents takes the facts
 * back that these touch, the facts of entities that are merged otherwise than before, and those
 * that compete with any of them: their statements, without those that leave and with those that
 * arrive, are fused again. */
#ifndef CN_FUSION_FACTS_H
#define CN_FUSION_FACTS_H

#include "fusion/delta.h"
#include "fusion/identities.h"
#include "fusion/values.h"

typedef struct cn_stated {
    cairn_id statement;
    uint32_t fact;                    /* CN_NO_PLACE: is to be fused again */
    uint32_t subject_key, object_key; /* as written; object CN_NO_PLACE for a literal */
    double confidence;
    size_t valid; /* when it holds, in cn_facts.text; 0: not known */
} cn_stated;

typedef struct cn_fact {
    cairn_id id;
    uint32_t subject, object; /* keys; object CN_NO_PLACE for a literal */
    uint32_t relation;        /* canonical */
    uint32_t literal;         /* name: of the surfaces the first by bytes */
    uint32_t first, n;        /* in statements, after cn_facts_weigh() */
    uint32_t support;         /* documents */
    uint8_t kind;             /* cn_value_kind */
    uint8_t object_type;      /* the smallest type that a statement gives */
    double confidence;        /* the best of its statements */
    double belief;            /* as long as it has no rival */
    size_t valid;             /* in text */
    uint64_t value, detail;   /* of a literal: cn_value.hash, cn_value.detail */
} cn_fact;

/* A stored fact that is made again. */
typedef struct cn_old_fact {
    cairn_id subject, object, id; /* object 0 for a literal */
    uint64_t recorded, retired;
    uint64_t content; /* see cn_facts_content(); 0: not looked at */
    bool is_made;     /* has a statement still */
} cn_old_fact;

/* Facts of one subject and a relation that has one value: they may compete. */
typedef struct cn_class {
    cairn_id subject;
    int64_t relation;
    uint32_t kinds;   /* cn_value_kind, of which there is one */
    bool is_for_ever; /* not only at a time; see homonyms.h */
    uint32_t n_facts; /* that are made */
} cn_class;

typedef struct cn_facts {
    cn_keys *keys;
    cn_relations *relations;
    cn_identities *identities;
    const cn_delta *delta;
    cn_pace *pace;
    uint64_t generation; /* that is being built */
    cn_fact *items;
    size_t n, cap;
    cn_stated *statements;
    size_t n_statements, cap_statements;
    cn_old_fact *old; /* from scratch: all there were */
    size_t n_old, cap_old;
    cn_class *classes; /* touched, each once */
    size_t n_classes, cap_classes;
    struct cn_gone *gone; /* old facts of statements that leave */
    size_t n_gone, cap_gone;
    cairn_id *waiting; /* statements of old facts that are still to be fused */
    size_t n_waiting, cap_waiting;
    cn_map index;       /* id -> place in items */
    cn_map old_index;   /* id -> place in old */
    cn_map looked_up;   /* ids for which the store was asked */
    cn_map class_index; /* hash of a class -> place in classes */
    cairn_id document;  /* whose date is at hand */
    int64_t day;
    cn_chunk_row chunk; /* whose text is at hand, borrowed from the store */
    cn_buf text;        /* valid times, each with a NUL */
    cn_buf scratch;
} cn_facts;

void cn_facts_init(cn_facts *facts);
void cn_facts_done(cn_facts *facts);
/* From scratch, before the fused tables are emptied: when the facts were first here stays known. */
int cn_facts_keep_history(cn_facts *facts, cairn_error *err);
/* A hash of all of a row but when it was recorded. statements NULL: those of the row. */
uint64_t cn_facts_content(const cn_fact_row *row, const cairn_id *statements, size_t n);
/* Notes the fact of a statement that leaves: a cn_leaving_fn, user is the cn_facts. */
int cn_facts_leave(void *user, const cn_statement_row *row, cairn_error *err);
/* After merging: reads what must be fused. The names that facts give their entities are known
 * then. */
int cn_facts_read(cn_facts *facts, cairn_error *err);
/* Takes back all stored facts of an entity, as subject or object; their statements wait. */
int cn_facts_take_entity(cn_facts *facts, cairn_id entity, cairn_error *err);
/* Lets a statement wait; it is in no fact then. */
int cn_facts_put_back(cn_facts *facts, uint32_t stated, cairn_error *err);
/* Fuses what waits. */
int cn_facts_read_waiting(cn_facts *facts, cairn_error *err);
/* Beliefs and valid times of facts, as long as they have no rival. */
int cn_facts_weigh(cn_facts *facts, cairn_error *err);
/* Puts facts with their statements, by subject, then id; drops what no statement says any more. */
int cn_facts_write(cn_facts *facts, cairn_error *err);

#endif
