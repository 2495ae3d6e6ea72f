/* Rules as the caller sees them, with their texts: for learn.c and relations.c. */
#ifndef CN_API_RULE_ROWS_H
#define CN_API_RULE_ROWS_H

#include "fusion/rules.h"

typedef struct cn_rule_rows {
    cairn_rule *items;
    size_t n, cap;
    cn_arena texts;
    cn_buf text;
} cn_rule_rows;

void cn_rule_rows_init(cn_rule_rows *rows);
void cn_rule_rows_done(cn_rule_rows *rows);
/* source: cairn_rule_source. */
int cn_rule_rows_add(cn_rule_rows *rows, const cn_rule *rule, int source, cairn_error *err);

#endif
