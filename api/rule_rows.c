/* Rules for the caller, see rule_rows.h. */
#include "api/rule_rows.h"

#include "base/mem.h"

#define TEXTS_MAX ((size_t)1 << 30) /* bytes of all texts */

void cn_rule_rows_init(cn_rule_rows *rows)
{
    *rows = (cn_rule_rows){.items = NULL};
    cn_arena_init(&rows->texts, TEXTS_MAX);
    cn_buf_init(&rows->text, CN_RULE_TEXT_MAX);
}

void cn_rule_rows_done(cn_rule_rows *rows)
{
    cn_free(rows->items);
    cn_arena_done(&rows->texts);
    cn_buf_done(&rows->text);
}

int cn_rule_rows_add(cn_rule_rows *rows, const cn_rule *rule, int source, cairn_error *err)
{
    cairn_rule row = {.kind = cn_learned_kind_name(rule->kind),
                      .source = source,
                      .confidence = rule->confidence,
                      .support = rule->support,
                      .cases = rule->cases};
    int rc;

    cn_buf_clear(&rows->text);
    rc = cn_rule_print(rule, &rows->text, err);
    if (rc < 0)
        return rc;
    row.text = cn_arena_strndup(&rows->texts, cn_buf_str(&rows->text), rows->text.len);
    if (!row.text ||
        !cn_grow((void **)&rows->items, &rows->cap, rows->n + 1, CN_RULES_MAX, sizeof(row)))
        return cn_fail_memory(err, rows->text.len);
    rows->items[rows->n++] = row;
    return CAIRN_OK;
}
