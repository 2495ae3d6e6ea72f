/* What holds of the relations of a store, learned from its facts.
 *
 *   functional          the share of subjects with a value of a kind that have one only. Most
 *                       texts name one value of anything, so that says little: of the subjects
 *                       that two documents speak of, or that have two values, half must have one
 *                       too
 *   inverse functional  likewise of objects; entities only
 *   all else            Horn rules of up to two body atoms, mined as AMIE does (Galarraga,
 *                       Teflioudi, Hose, Suchanek, WWW 2013; Lajus, Galarraga, Suchanek, ESWC
 *                       2020), with different variables for different entities as in AnyBURL
 *                       (Meilicke et al., IJCAI 2019). Symmetric, transitive, inverse, same and
 *                       implies are the names of some of them
 *
 * Support of a rule is the number of facts that it gives; head coverage, what share of the facts
 * of its head these are; its cases are the pairs that its body gives and about which the facts say
 * something: partial completeness, whoever has a value of the head's relation has all of them. AMIE
 * asks that of one of the two, here either will do, which leaves fewer cases open.
 * Its confidence is support / (cases + CN_LEARN_DOUBT), so that few cases count less.
 *
 * Rules are learned from believed facts between entities, functional and inverse functional from
 * all facts: were those that lost a conflict left out, a relation that is taken for functional
 * would prove itself. Inferred facts are stored nowhere and so teach nothing.
 *
 * The result depends on the facts alone: rows of entities, relations and facts with their ids.
 * Memory is linear in the facts; time nearly so, for fan-out is capped (CN_LEARN_* below). */
#ifndef CN_FUSION_LEARN_H
#define CN_FUSION_LEARN_H

#include "fusion/learn_graph.h"
#include "fusion/relation_table.h"
#include "fusion/rules.h"

enum {
    CN_LEARN_DOUBT = 5, /* cases that count against every rule; AnyBURL's default */
    /* Neighbours of an entity that are looked at: of a hub the first by relation and id. */
    CN_LEARN_HUB = 4096,
    CN_LEARN_PATHS = 200000, /* steps spent on counting the pairs that one body gives; past it,
                              * what was counted so far speaks for the rest */
    CN_LEARN_RULES_MAX = 200000
};

typedef struct cn_learn_options {
    uint64_t min_support;     /* of everything that is learned */
    double min_confidence;    /* of everything but the two below */
    double min_functional;    /* of functional and inverse functional */
    double min_head_coverage; /* of rules with two body atoms */
    bool rules_only;          /* every rule as a rule, even those that have a name of their own */
    bool all_pairs; /* cases are all pairs that the body gives: the facts are all there are */
} cn_learn_options;
#define CN_LEARN_OPTIONS_INIT                                                                      \
    {                                                                                              \
        10, 0.5, 0.9, 0.01, false, false                                                           \
    }

/* Learns from the store's published facts; appends to learned. In a read transaction. */
int cn_learn(cn_store *store, const cn_learn_options *options, cn_ruleset *learned,
             cairn_error *err);
/* Rules alone, from a graph in memory. */
int cn_learn_rules(const cn_learn_graph *graph, const cn_learn_options *options,
                   cn_ruleset *learned, cairn_error *err);

/* Replaces what was learned before by what is learned now; NULL: forgets. What a user gave
 * stays, and a given one goes before a learned one with the same text; with forget_given it
 * goes too. *needs_fusing: the set of functional relations changed, so that the fused rows were
 * marked as out of date. In a write transaction. */
int cn_learn_keep(cn_store *store, const cn_ruleset *learned, bool forget_given, bool *needs_fusing,
                  cairn_error *err);
/* Adds what a user gives: one line each, see rules.h. A bad one is told to issue with
 * "where:LINE" and the rest goes on; *n_bad counts them. Names are brought to the canonical form.
 * In a write transaction. */
int cn_learn_give(cn_store *store, const cn_relation_table *table, const char *where,
                  const char *text, size_t len, cairn_issue_fn issue, void *user, size_t *n_given,
                  size_t *n_bad, bool *needs_fusing, cairn_error *err);

#endif
