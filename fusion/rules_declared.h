/* What the table of relations declares, in the form of rules. */
#ifndef CN_FUSION_RULES_DECLARED_H
#define CN_FUSION_RULES_DECLARED_H

#include "fusion/relation_table.h"
#include "fusion/rules.h"

/* Appends what is declared of a canonical relation: what it is, its inverse, what it implies.
 * relation NULL: the rules with a body of two instead. table NULL: nothing. */
int cn_ruleset_declared(const cn_relation_table *table, const char *relation, cn_ruleset *rules,
                        cairn_error *err);

#endif
