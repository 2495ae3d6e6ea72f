/* The rows of what was learned and given, see learn.h. A build obeys those about relations with one
 * value, so a change of these makes the fused rows out of date. */
#include "fusion/learn_keep.h"

#include "base/map.h"
#include "base/mem.h"
#include "fusion/learn.h"

/* A number for what builds obey: that which has one value, and that which has not. */
static cn_digest digest_one_value(const cn_ruleset *rules)
{
    cn_digest digest = {0};
    uint64_t relation, kinds;

    for (size_t i = 0; cn_map_next(&rules->one_value, &i, &relation, &kinds);) {
        unsigned denied;
        const uint64_t row[3] = {relation, cn_ruleset_one_value(rules, (int64_t)relation, &denied),
                                 kinds >> 8};

        cn_digest_add(&digest, row, sizeof(row));
    }
    return digest;
}

int cn_learn_one_value(cn_store *store, cn_digest *digest, cairn_error *err)
{
    cn_ruleset rules;
    int rc;

    cn_ruleset_init(&rules);
    rc = cn_ruleset_load(&rules, store, err);
    *digest = digest_one_value(&rules);
    cn_ruleset_done(&rules);
    return rc;
}

int cn_learn_note_change(cn_store *store, const cn_digest *before, bool *needs_fusing,
                         cairn_error *err)
{
    cn_digest after;
    int rc = cn_learn_one_value(store, &after, err);

    *needs_fusing = rc == CAIRN_OK && (before->low != after.low || before->high != after.high ||
                                       before->n != after.n);
    if (*needs_fusing)
        rc = cn_fused_set_version(store, 0, err);
    if (*needs_fusing && rc == CAIRN_OK)
        rc = cn_store_set_unpublished(store, err);
    return rc;
}

static int text_of(const cn_rule *rule, cn_buf *text, cairn_error *err)
{
    cn_buf_clear(text);
    return cn_rule_print(rule, text, err);
}

/* Writes back what was given, and the texts of it to `given`. */
static int keep_given(cn_store *store, const cn_ruleset *old, cn_strmap *given, cn_buf *text,
                      cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < old->n; i++) {
        if (!cn_rule_is_given(&old->items[i]))
            continue;
        rc = text_of(&old->items[i], text, err);
        if (rc == CAIRN_OK && !cn_strmap_put(given, cn_buf_str(text), text->len, NULL))
            rc = cn_fail_memory(err, text->len);
        if (rc == CAIRN_OK)
            rc = cn_ruleset_write(&old->items[i], store, err);
    }
    return rc;
}

static int replace_rows(cn_store *store, const cn_ruleset *old, const cn_ruleset *learned,
                        bool forget_given, cairn_error *err)
{
    cn_strmap *given = cn_strmap_new();
    cn_buf text;
    int rc = given ? cn_learned_clear(store, err) : cn_fail_memory(err, 1);

    cn_buf_init(&text, CN_RULE_TEXT_MAX);
    if (rc == CAIRN_OK && !forget_given)
        rc = keep_given(store, old, given, &text, err);
    for (size_t i = 0; rc == CAIRN_OK && learned && i < learned->n; i++) {
        rc = text_of(&learned->items[i], &text, err);
        if (rc == CAIRN_OK && !cn_strmap_get(given, cn_buf_str(&text), text.len))
            rc = cn_ruleset_write(&learned->items[i], store, err);
    }
    cn_buf_done(&text);
    cn_strmap_free(given);
    return rc;
}

int cn_learn_keep(cn_store *store, const cn_ruleset *learned, bool forget_given, bool *needs_fusing,
                  cairn_error *err)
{
    cn_digest before = {0};
    cn_ruleset old;
    int rc;

    *needs_fusing = false;
    cn_ruleset_init(&old);
    rc = cn_ruleset_load(&old, store, err);
    before = digest_one_value(&old);
    if (rc == CAIRN_OK)
        rc = replace_rows(store, &old, learned, forget_given, err);
    if (rc == CAIRN_OK)
        rc = cn_learn_note_change(store, &before, needs_fusing, err);
    cn_ruleset_done(&old);
    return rc;
}
