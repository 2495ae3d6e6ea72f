/* What people and JSON call the constructions that statements are read from. */
#include "api/extraction.h"
#include "ingest/clauses.h"
#include "ingest/rules.h"

const char *cn_rule_name(int rule)
{
    static const struct {
        int rule;
        const char *name;
    } names[] = {{CN_RULE_IS_A, "pattern/is-a"},
                 {CN_RULE_BIRTH, "pattern/birth"},
                 {CN_RULE_DEATH, "pattern/death"},
                 {CN_RULE_KEY_VALUE, "pattern/key-value"},
                 {CN_RULE_TABLE, "pattern/table"},
                 {CN_RULE_VERB, "pattern/verb"},
                 {CN_RULE_POSSESSIVE, "pattern/possessive"},
                 {CN_RULE_META, "pattern/metadata"},
                 {CN_RULE_ACTIVE, "clause/active"},
                 {CN_RULE_PASSIVE, "clause/passive"},
                 {CN_RULE_COPULA_NOUN, "clause/is-noun"},
                 {CN_RULE_COPULA_ADJECTIVE, "clause/is-adjective"},
                 {CN_RULE_COPULA_PLACE, "clause/is-place"},
                 {CN_RULE_INFINITIVE, "clause/infinitive"},
                 {CN_RULE_CONTENT, "clause/content"},
                 {CN_RULE_RELATIVE, "clause/relative"},
                 {CN_RULE_PARTICIPLE, "clause/participle"},
                 {CN_RULE_ADVERBIAL, "clause/adverbial"},
                 {CN_RULE_APPOSITION, "clause/apposition"},
                 {CN_RULE_OWNER, "clause/owner"},
                 {CN_RULE_OFFICE, "clause/office"},
                 {CN_RULE_SORT, "clause/sort"},
                 {CN_RULE_EXISTENCE, "clause/existence"},
                 {CN_RULE_ARGUMENT, "derived/argument"},
                 {CN_RULE_NESTED, "derived/nested"},
                 {CN_RULE_HANDED_ON, "derived/handed-on"},
                 {CN_RULE_ROLE, "derived/role"},
                 {CN_RULE_PLACE, "clause/place"},
                 {CN_RULE_COUNTRY, "rule/country"},
                 {CN_RULE_ALIAS, "rule/alias"},
                 {CN_RULE_TAXONOMY, "rule/taxonomy"},
                 {CN_RULE_HEAD, "rule/head"},
                 {CN_RULE_TAGS, "rule/tags"}};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (names[i].rule == rule)
            return names[i].name;
    return NULL;
}
