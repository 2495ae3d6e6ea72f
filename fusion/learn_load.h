/* The facts of a store, read once for learning: a graph of the believed ones between entities, and
 * how many values subjects have, by relation. */
#ifndef CN_FUSION_LEARN_LOAD_H
#define CN_FUSION_LEARN_LOAD_H

#include "base/arena.h"
#include "fusion/learn_graph.h"
#include "schema/store.h"

enum { CN_LEARN_KINDS = 4 }; /* bits of cn_value_kind */

/* How many have one value of those that have any, and of those of whom two documents or more say
 * one, or different ones. */
typedef struct cn_learn_count {
    uint64_t all, one;
    uint64_t repeated, agreed;
} cn_learn_count;

/* Of one relation: subjects by the kind of their values; objects that are entities by their
 * subjects. A date within another, less precise one is the same value;
 * numbers of different units are not compared. */
typedef struct cn_learn_values {
    int64_t relation;
    uint64_t facts;
    cn_learn_count subjects[CN_LEARN_KINDS], objects;
} cn_learn_values;

typedef struct cn_learn_facts {
    cn_learn_values *relations; /* by id; place of a relation in the graph */
    size_t n_relations, cap_relations;
    cn_learn_graph graph;
} cn_learn_facts;

/* Names of relations go to texts. Freed with done, also after a failure. */
int cn_learn_load(cn_learn_facts *facts, cn_store *store, cn_arena *texts, cairn_error *err);
void cn_learn_facts_done(cn_learn_facts *facts);

#endif
