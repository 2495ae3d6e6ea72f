/* Facts that follow from others, made when asked for: never stored, never counted as support.
 *
 * What follows is what the declared properties of relations (relation_table.h) and the learned and
 * given ones (rules.h) say of the believed facts around an entity: inverse, symmetric, same,
 * implies, transitive, and rules with a body of two. The first four hold for premises too: who is
 * "father of" is "parent of" in any rule. The confidence of a fact is the product of those of its
 * rules and the beliefs of its premises.
 *
 * Not given: what is stated already, believed or not; what the entity would be to itself; what
 * contradicts a believed value of a functional relation; the second of two inferred values of one.
 *
 * Bounded: of an entity CN_INFER_FACTS facts are looked at, by their order in the store; a chain
 * of a transitive relation has CN_INFER_DEPTH steps and CN_INFER_REACHED entities. A circle in it
 * ends there and is told in a note; of two that are each in the other, neither is followed. The
 * order is by confidence, number of premises, relation, id.
 *
 * Reading only. One cn_infer belongs to one thread and one read transaction at a time. */
#ifndef CN_FUSION_INFER_H
#define CN_FUSION_INFER_H

#include "fusion/relation_table.h"
#include "fusion/rules.h"

enum {
    CN_INFER_FACTS = 1000,
    CN_INFER_DEPTH = 5,
    CN_INFER_REACHED = 256,
    CN_INFER_PREMISES = 8,
    CN_INFER_RULES = 8,
    CN_INFER_NOTES = 8
};

typedef struct cn_infer cn_infer;

typedef struct cn_premise {
    cairn_id subject, fact; /* as cn_fact_get() wants them */
} cn_premise;

/* Strings belong to the cn_inferences. */
typedef struct cn_inferred {
    cairn_id subject, object;
    const char *subject_name, *object_name;
    int64_t relation;          /* its id; the store may have no row for it */
    const char *relation_name; /* canonical */
    double confidence;
    int kind; /* cn_learned_kind of the last rule that was applied: CN_LEARNED_INVERSE says a stated
                 fact from its other side */
    size_t n_premises, n_rules;
    cn_premise premises[CN_INFER_PREMISES];
    const char *rules[CN_INFER_RULES]; /* text form, see rules.h; in order of application */
    const char *proof; /* "Leeds located in Yorkshire; Yorkshire located in England; "located in"
                          is transitive" */
} cn_inferred;

typedef struct cn_inferences {
    cn_inferred *items;
    size_t n, cap;
    const char *notes[CN_INFER_NOTES]; /* circles: sentences */
    size_t n_notes;
    bool is_cut; /* a cap was reached: more may follow */
    cn_arena texts;
} cn_inferences;
void cn_inferences_init(cn_inferences *found);
void cn_inferences_done(cn_inferences *found);

typedef struct cn_infer_options {
    size_t limit;      /* facts wanted */
    bool as_object;    /* also those of which the entity is the object */
    bool with_inverse; /* also a stated fact said from its other side, by an inverse relation */
    double min_confidence;
} cn_infer_options;
#define CN_INFER_OPTIONS_INIT                                                                      \
    {                                                                                              \
        20, true, false, 0.25                                                                      \
    }

/* Loads what was learned; table is borrowed and may be NULL. In a read transaction. */
int cn_infer_new(cn_infer **infer, cn_store *store, const cn_relation_table *table,
                 cairn_error *err);
void cn_infer_free(cn_infer *infer);
/* Appends to found, which is empty. CAIRN_ENOTFOUND for an unknown entity. */
int cn_infer_entity(cn_infer *infer, cn_store *store, cairn_id entity,
                    const cn_infer_options *options, cn_inferences *found, cairn_error *err);

#endif
