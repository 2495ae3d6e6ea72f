/* Rules as inference follows them: from an entity along the edges of the body to what the head
 * says. Of learned and given rules all are there from the start; what is declared of a relation is
 * looked up when its first fact is met. */
#ifndef CN_FUSION_INFER_RULES_H
#define CN_FUSION_INFER_RULES_H

#include "fusion/relation_table.h"
#include "fusion/rules.h"

#define CN_INFER_NONE UINT32_MAX

/* Who is led from x to y by the body is led there by the head. A half is 2 * the place of a
 * relation, or one more when it leads from the object to the subject. */
typedef struct cn_infer_horn {
    uint32_t head, body[CN_RULE_BODY_MAX]; /* body[1]: CN_INFER_NONE for a body of one */
    double confidence;
    uint32_t rule; /* place in rules */
    uint32_t next; /* another horn with the same body[0] */
} cn_infer_horn;

typedef struct cn_infer_rule {
    int kind; /* cn_learned_kind */
    double confidence;
    const char *text;
} cn_infer_rule;

typedef struct cn_infer_relation {
    int64_t id;
    const char *name;
    uint32_t first[2];                   /* horns whose body begins with it, by direction */
    uint32_t transitive;                 /* rule that says so */
    bool is_declared;                    /* the table was asked */
    bool has_one_value, has_one_subject; /* among entities */
} cn_infer_relation;

typedef struct cn_infer_rules {
    const cn_relation_table *table; /* borrowed; may be NULL */
    cn_infer_relation *relations;
    size_t n_relations, cap_relations;
    cn_map places; /* id -> place in relations */
    cn_infer_horn *horns;
    size_t n_horns, cap_horns;
    cn_infer_rule *rules;
    size_t n_rules, cap_rules;
    cn_strmap *given;   /* texts of rules that a user gave, which go before declared ones */
    cn_ruleset learned; /* asked for what is denied to have one value */
    cn_arena texts;
    cn_buf text;
} cn_infer_rules;

/* Freed with done, also after a failure. */
int cn_infer_rules_init(cn_infer_rules *rules, cn_store *store, const cn_relation_table *table,
                        cairn_error *err);
void cn_infer_rules_done(cn_infer_rules *rules);
/* The place of the relation of a fact. */
int cn_infer_relation_place(cn_infer_rules *rules, cn_store *store, int64_t id, uint32_t *place,
                            cairn_error *err);

#endif
