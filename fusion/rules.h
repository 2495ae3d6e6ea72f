/* What holds of relations, learned from the facts or given by a user, as structs and as text.
 *
 *   "born in" is functional for entity, date       a subject has one value, by kind of value
 *   "capital of" is inverse functional             an object has one subject
 *   "married to" is symmetric
 *   "located in" is transitive
 *   "parent of" is the inverse of "child of"
 *   "spouse of" is the same as "married to"
 *   "father of" implies "parent of"
 *   x "lives in" y if x "lives in" z and z "located in" y
 *
 * A line of the text form may end with ", confidence 0.9"; a confidence of 0 says that it does not
 * hold, whatever is learned or declared. In quotes a backslash keeps the next byte. '#' opens a
 * comment.
 *
 * Invariants: a rule has one text, whatever its variables were called and in whatever order its
 * body stood: the head is x REL y, the body leads from x over z to y. What has a name of its own
 * never stands as a rule: x "r" y if x "r" z and z "r" y is "r" is transitive. */
#ifndef CN_FUSION_RULES_H
#define CN_FUSION_RULES_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "schema/store.h"

/* Kinds of rows of the table learned. */
typedef enum cn_learned_kind {
    CN_LEARNED_FUNCTIONAL = 1,
    CN_LEARNED_INVERSE_FUNCTIONAL = 2,
    CN_LEARNED_SYMMETRIC = 3,
    CN_LEARNED_TRANSITIVE = 4,
    CN_LEARNED_INVERSE = 5,
    CN_LEARNED_SAME = 6,
    CN_LEARNED_IMPLIES = 7,
    CN_LEARNED_RULE = 8
} cn_learned_kind;
const char *cn_learned_kind_name(int kind); /* "functional", ...; "" for none */

enum {
    CN_RULE_BODY_MAX = 2,
    CN_RULE_TEXT_MAX = 8192, /* bytes of one rule */
    CN_RULE_NAME_MAX = 1024, /* bytes of a relation of which rules are kept: three of them fit,
                                each byte escaped */
    CN_RULES_MAX = 1 << 20
};

/* relation[0](x, y) holds where the body does. The body of a property is what it is short for:
 * symmetric: relation[0](y, x); inverse, same, implies: relation[1], from y to x for inverse.
 * Functional ones have no body. */
typedef struct cn_rule {
    int kind;                                   /* cn_learned_kind */
    unsigned kinds;                             /* of a functional one: bits of cn_value_kind */
    const char *relation[1 + CN_RULE_BODY_MAX]; /* the head's, then the body's; NULL past them */
    bool is_reversed[1 + CN_RULE_BODY_MAX];     /* of the body: leads from its object to its
                                                   subject; never the head */
    double confidence;
    uint64_t support, cases; /* cases 0: given by a user */
} cn_rule;

static inline bool cn_rule_is_given(const cn_rule *rule)
{
    return rule->cases == 0;
}
/* Relations that the rule names: 1 to 3. */
static inline size_t cn_rule_length(const cn_rule *rule)
{
    return rule->relation[1] ? (rule->relation[2] ? 3 : 2) : 1;
}

/* Reads one line. Names go to texts as they stand in quotes, and stay as long as it does.
 * CAIRN_OK with kind 0 for an empty line or a comment; CAIRN_EPARSE with a sentence, detail is the
 * byte. A line without a confidence has 1. */
int cn_rule_parse(const char *line, size_t len, cn_arena *texts, cn_rule *rule, cairn_error *err);
/* Brings into the one form; for who fills a rule in by hand or changes its names. kind
 * CN_LEARNED_RULE may become another. False for what says nothing: "a" implies "a". */
bool cn_rule_normalise(cn_rule *rule);
/* Appends the text, without confidence. rule is normal. */
int cn_rule_print(const cn_rule *rule, cn_buf *out, cairn_error *err);

/* All that is known of the relations of a store. */
typedef struct cn_ruleset {
    cn_rule *items; /* by kind, text */
    size_t n, cap;
    cn_arena texts;
    cn_map one_value; /* relation -> kinds that have one value | kinds that have not << 8 */
} cn_ruleset;

void cn_ruleset_init(cn_ruleset *rules);
void cn_ruleset_done(cn_ruleset *rules);
/* Appends; texts are copied. */
int cn_ruleset_add(cn_ruleset *rules, const cn_rule *rule, cairn_error *err);
/* Appends the rows of the table learned. A row that cannot be read is CAIRN_EINDEX. */
int cn_ruleset_load(cn_ruleset *rules, cn_store *store, cairn_error *err);
/* Kinds of values (bits of cn_value_kind) of which a subject has one, as learned or given for the
 * relation with that id; *denied: kinds for which a user said that it is not so (confidence 0),
 * which goes before what a table declares. A build obeys: declared & ~denied | learned. */
unsigned cn_ruleset_one_value(const cn_ruleset *rules, int64_t relation, unsigned *denied);
/* Writes one to the table learned. */
int cn_ruleset_write(const cn_rule *rule, cn_store *store, cairn_error *err);

#endif
