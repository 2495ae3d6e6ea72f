/* What is learned and given of relations, and what follows from it. */
#include <string.h>

#include "api/kb.h"
#include "api/rule_rows.h"
#include "base/mem.h"
#include "fusion/infer.h"
#include "fusion/learn.h"

#define RULES_BYTES_MAX ((size_t)64 << 20) /* of a text that gives rules */
enum { INFERRED_MAX = 1000 };

/* ---- Learning ---------------------------------------------------------- */

struct cairn_rules {
    cn_rule_rows rows;
    size_t next;
};

static int make_cursor(const cn_ruleset *learned, cairn_rules **rules, cairn_error *err)
{
    cairn_rules *made = cn_alloc_zero(1, sizeof(*made));
    int rc = CAIRN_OK;

    if (!made)
        return cn_fail_memory(err, sizeof(*made));
    cn_rule_rows_init(&made->rows);
    for (size_t i = 0; rc == CAIRN_OK && i < learned->n; i++)
        rc = cn_rule_rows_add(&made->rows, &learned->items[i], CAIRN_RULE_LEARNED, err);
    if (rc < 0)
        cairn_rules_free(made);
    else
        *rules = made;
    return rc;
}

static int check_options(const cairn_learn_options *opts, cairn_error *err)
{
    if (opts->version != CAIRN_LEARN_OPTIONS_VERSION)
        return cn_fail(err, CAIRN_EINVAL, opts->version, "cairn_learn_options: unknown version %u",
                       (unsigned)opts->version);
    if (opts->min_support == 0 || !(opts->min_confidence >= 0 && opts->min_confidence <= 1))
        return cn_fail(err, CAIRN_EINVAL, 0,
                       "cairn_learn_options: support is at least 1, confidence 0 to 1");
    return CAIRN_OK;
}

/* Ends the writer's transaction: rc decides how. */
static int end_transaction(cairn *kb, int rc, cairn_error *err)
{
    if (rc == CAIRN_OK)
        rc = cn_store_commit(kb->writer, err);
    if (rc < 0)
        cn_store_rollback(kb->writer);
    return rc;
}

static int learn_and_keep(cairn *kb, const cairn_learn_options *opts, cn_ruleset *learned,
                          bool *needs_build, cairn_error *err)
{
    cn_learn_options options = CN_LEARN_OPTIONS_INIT;
    int rc = cn_store_begin(kb->writer, err);

    options.min_support = opts->min_support;
    options.min_confidence = opts->min_confidence;
    if (rc < 0)
        return rc;
    rc = cn_learn(kb->writer, &options, learned, err);
    if (rc == CAIRN_OK)
        rc = cn_learn_keep(kb->writer, learned, false, needs_build, err);
    return end_transaction(kb, rc, err);
}

/* Needs no write lock. */
static int learn_only(cairn *kb, const cairn_learn_options *opts, cn_ruleset *learned,
                      cairn_error *err)
{
    cn_learn_options options = CN_LEARN_OPTIONS_INIT;
    int rc;

    options.min_support = opts->min_support;
    options.min_confidence = opts->min_confidence;
    cn_mutex_lock(kb->read_mutex);
    rc = cn_store_begin_read(kb->reader, err);
    if (rc == CAIRN_OK)
        rc = cn_learn(kb->reader, &options, learned, err);
    cn_kb_end_read(kb);
    return rc;
}

int cairn_learn(cairn *kb, const cairn_learn_options *opts, cairn_rules **rules, bool *needs_build,
                cairn_error *err)
{
    static const cairn_learn_options defaults = CAIRN_LEARN_OPTIONS_INIT;
    bool needs = false;
    cn_ruleset learned;
    int rc;

    *rules = NULL;
    opts = opts ? opts : &defaults;
    rc = check_options(opts, err);
    if (rc < 0)
        return rc;
    cn_ruleset_init(&learned);
    if (opts->dry_run) {
        rc = learn_only(kb, opts, &learned, err);
    } else {
        rc = cn_kb_begin_write(kb, err);
        if (rc == CAIRN_OK) {
            rc = learn_and_keep(kb, opts, &learned, &needs, err);
            cn_kb_end_write(kb);
        }
    }
    if (rc == CAIRN_OK)
        rc = make_cursor(&learned, rules, err);
    cn_ruleset_done(&learned);
    if (needs_build)
        *needs_build = needs;
    return rc;
}

int cairn_give_rules(cairn *kb, const char *where, const char *text, size_t len,
                     cairn_issue_fn issue, void *user, uint64_t *n_given, uint64_t *n_bad,
                     bool *needs_build, cairn_error *err)
{
    const struct cn_relation_table *table = NULL;
    size_t given = 0, bad = 0;
    bool needs = false;
    int rc;

    *n_given = *n_bad = 0;
    if (len > RULES_BYTES_MAX)
        return cn_fail(err, CAIRN_EINVAL, (int64_t)len, "%.120s: larger than %zu bytes", where,
                       RULES_BYTES_MAX);
    rc = cn_kb_relations(kb, &table, err);
    if (rc == CAIRN_OK)
        rc = cn_kb_begin_write(kb, err);
    if (rc < 0)
        return rc;
    rc = cn_store_begin(kb->writer, err);
    if (rc == CAIRN_OK) {
        rc = cn_learn_give(kb->writer, table, where, text, len, issue, user, &given, &bad, &needs,
                           err);
        rc = end_transaction(kb, rc, err);
    }
    cn_kb_end_write(kb);
    *n_given = given;
    *n_bad = bad;
    if (needs_build)
        *needs_build = needs;
    return rc;
}

int cairn_forget_rules(cairn *kb, bool *needs_build, cairn_error *err)
{
    bool needs = false;
    int rc = cn_kb_begin_write(kb, err);

    if (rc < 0)
        return rc;
    rc = cn_store_begin(kb->writer, err);
    if (rc == CAIRN_OK) {
        rc = cn_learn_keep(kb->writer, NULL, true, &needs, err);
        rc = end_transaction(kb, rc, err);
    }
    cn_kb_end_write(kb);
    if (needs_build)
        *needs_build = needs;
    return rc;
}

int cairn_rules_next(cairn_rules *rules, cairn_rule *rule)
{
    if (rules->next >= rules->rows.n)
        return CAIRN_OK;
    *rule = rules->rows.items[rules->next++];
    return CAIRN_ROW;
}

void cairn_rules_free(cairn_rules *rules)
{
    if (!rules)
        return;
    cn_rule_rows_done(&rules->rows);
    cn_free(rules);
}

/* ---- Inference --------------------------------------------------------- */

struct cairn_inferred {
    cn_inferences found;
    size_t next;
};

static int infer(cn_store *store, const cn_relation_table *table, cairn_id entity, size_t limit,
                 cn_inferences *found, cairn_error *err)
{
    cn_infer_options options = CN_INFER_OPTIONS_INIT;
    cn_infer *inferring = NULL;
    int rc = cn_infer_new(&inferring, store, table, err);

    options.limit = limit < INFERRED_MAX ? limit : INFERRED_MAX;
    if (rc == CAIRN_OK)
        rc = cn_infer_entity(inferring, store, entity, &options, found, err);
    cn_infer_free(inferring);
    return rc;
}

int cairn_entity_inferred(cairn *kb, cairn_id entity, size_t limit, cairn_inferred **inferred,
                          cairn_error *err)
{
    const struct cn_relation_table *table = NULL;
    cairn_inferred *made;
    int rc = cn_kb_relations(kb, &table, err);

    *inferred = NULL;
    if (rc < 0)
        return rc;
    made = cn_alloc_zero(1, sizeof(*made));
    if (!made)
        return cn_fail_memory(err, sizeof(*made));
    cn_inferences_init(&made->found);
    cn_mutex_lock(kb->read_mutex);
    rc = cn_store_begin_read(kb->reader, err);
    if (rc == CAIRN_OK)
        rc = infer(kb->reader, table, entity, limit, &made->found, err);
    cn_kb_end_read(kb);
    if (rc < 0)
        cairn_inferred_free(made);
    else
        *inferred = made;
    return rc;
}

int cairn_inferred_next(cairn_inferred *inferred, cairn_fact *fact)
{
    const cn_inferred *row;

    if (inferred->next >= inferred->found.n)
        return CAIRN_OK;
    row = &inferred->found.items[inferred->next++];
    *fact = (cairn_fact){.subject = row->subject,
                         .object = row->object,
                         .subject_name = row->subject_name,
                         .relation = row->relation_name,
                         .object_name = row->object_name,
                         .belief = row->confidence,
                         .believed = true,
                         .uri = "",
                         .quote = "",
                         .valid = "",
                         .inferred = true,
                         .proof = row->proof};
    return CAIRN_ROW;
}

const char *cairn_inferred_note(const cairn_inferred *inferred, size_t i)
{
    return i < inferred->found.n_notes ? inferred->found.notes[i] : NULL;
}

void cairn_inferred_free(cairn_inferred *inferred)
{
    if (!inferred)
        return;
    cn_inferences_done(&inferred->found);
    cn_free(inferred);
}
