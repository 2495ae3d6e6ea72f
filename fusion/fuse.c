/* The order of fusion, see fuse.h. What every step makes is a sum, a greatest element or a decision
 * about sorted things, so the rows are the same for every order of arrival. */
#include "fusion/fuse.h"

#include "fusion/conflicts.h"
#include "fusion/homonyms.h"

/* Past this share of all documents a build from scratch is cheaper. */
enum { FRESH_SHARE = 4 };

typedef struct fusion {
    cn_store *store;
    cn_pace pace;
    cn_delta delta;
    cn_keys keys;
    cn_relations relations;
    cn_identities identities;
    cn_facts facts;
} fusion;

static int version_of(const cn_relation_table *table)
{
    return (int)((cn_relation_table_hash(table) ^ CN_FUSE_VERSION) % INT32_MAX) + 1;
}

/* Are the rows those of this code, and is there little to do? */
static int choose_way(cn_store *store, const cn_relation_table *table, bool *is_fresh,
                      cairn_error *err)
{
    uint64_t unsettled = 0, documents = 0;
    int version;
    int rc = cn_fused_version(store, &version, err);

    *is_fresh = true;
    if (rc < 0 || version != version_of(table))
        return rc;
    rc = cn_document_unsettled(store, &unsettled, err);
    if (rc == CAIRN_OK)
        rc = cn_document_count(store, &documents, err);
    *is_fresh = unsettled > documents / FRESH_SHARE;
    return rc;
}

static int init_fusion(fusion *fuse, cn_store *store, const cn_relation_table *table,
                       uint64_t generation, bool is_fresh, cairn_error *err)
{
    int rc;

    fuse->store = store;
    cn_delta_init(&fuse->delta, is_fresh);
    cn_facts_init(&fuse->facts);
    fuse->facts.keys = &fuse->keys;
    fuse->facts.relations = &fuse->relations;
    fuse->facts.identities = &fuse->identities;
    fuse->facts.delta = &fuse->delta;
    fuse->facts.pace = &fuse->pace;
    fuse->facts.generation = generation;
    rc = cn_keys_init(&fuse->keys, store, is_fresh, err);
    if (rc == CAIRN_OK)
        rc = cn_relations_init(&fuse->relations, store, table, is_fresh, err);
    if (rc == CAIRN_OK)
        rc = cn_identities_init(&fuse->identities, &fuse->keys, &fuse->pace, generation, err);
    return rc;
}

static void free_fusion(fusion *fuse)
{
    cn_facts_done(&fuse->facts);
    cn_identities_done(&fuse->identities);
    cn_relations_done(&fuse->relations);
    cn_keys_done(&fuse->keys);
    cn_delta_done(&fuse->delta);
}

static int begin_fresh(fusion *fuse, cairn_error *err)
{
    int rc = cn_document_settle(fuse->store, err);

    if (rc == CAIRN_OK)
        rc = cn_facts_keep_history(&fuse->facts, err);
    if (rc == CAIRN_OK)
        rc = cn_fused_clear(fuse->store, err);
    if (rc == CAIRN_OK)
        rc = cn_counted_clear(fuse->store, err);
    return rc < 0 ? rc : cn_keys_load(&fuse->keys, &fuse->pace, err);
}

static int count_rows(fusion *fuse, cairn_error *err)
{
    int rc = fuse->delta.is_fresh ? begin_fresh(fuse, err)
                                  : cn_delta_load(&fuse->delta, fuse->store, err);

    if (rc == CAIRN_OK)
        rc = cn_delta_count(&fuse->delta, &fuse->keys, &fuse->relations, cn_facts_leave,
                            &fuse->facts, &fuse->pace, err);
    if (rc == CAIRN_OK && !fuse->delta.is_fresh)
        rc = cn_document_settle(fuse->store, err);
    return rc;
}

static int fuse_rows(fusion *fuse, cairn_error *err)
{
    int rc = count_rows(fuse, err);

    if (rc == CAIRN_OK)
        rc = cn_identities_decide(&fuse->identities, err);
    if (rc == CAIRN_OK)
        rc = cn_facts_read(&fuse->facts, err);
    if (rc == CAIRN_OK)
        rc = cn_homonyms_split(&fuse->facts, err);
    if (rc == CAIRN_OK)
        rc = cn_facts_weigh(&fuse->facts, err);
    if (rc == CAIRN_OK)
        rc = cn_facts_write(&fuse->facts, err);
    if (rc == CAIRN_OK)
        rc = cn_identities_write(&fuse->identities, err);
    if (rc == CAIRN_OK)
        rc = cn_conflicts_settle(&fuse->facts, err);
    if (rc == CAIRN_OK)
        rc = cn_keys_write_counts(&fuse->keys, &fuse->pace, err);
    return rc < 0 ? rc : cn_relations_write(&fuse->relations, err);
}

int cn_fuse(cn_store *store, const cn_relation_table *table, uint64_t generation,
            cairn_progress_fn progress, void *user, cairn_error *err)
{
    fusion fuse = {.pace = {.progress = progress, .user = user}};
    bool is_fresh;
    int rc = choose_way(store, table, &is_fresh, err);

    if (rc < 0)
        return rc;
    rc = init_fusion(&fuse, store, table, generation, is_fresh, err);
    if (rc == CAIRN_OK)
        rc = fuse_rows(&fuse, err);
    if (rc == CAIRN_OK)
        rc = cn_decision_set_applied(store, err);
    if (rc == CAIRN_OK)
        rc = cn_fused_set_version(store, version_of(table), err);
    if (rc == CAIRN_OK)
        rc = cn_stray_drop(store, err);
    free_fusion(&fuse);
    return rc;
}
