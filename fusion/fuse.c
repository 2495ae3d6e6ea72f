/* The order of fusion: read names, mentions, statements once each; think in memory; write what
 * came out, parents before children. What every step makes is a sum or a greatest element, and
 * what is written is sorted, so the rows are the same for every order of arrival. */
#include "fusion/fuse.h"

#include "fusion/aliases.h"
#include "fusion/conflicts.h"
#include "fusion/entities.h"
#include "fusion/facts.h"
#include "fusion/relations.h"

typedef struct fusion {
    cn_store *store;
    cn_pace pace;
    cn_entities entities;
    cn_aliases aliases;
    cn_relations relations;
    cn_facts facts;
    cn_conflicts conflicts;
} fusion;

static int init_fusion(fusion *fuse, cn_store *store, cairn_progress_fn progress, void *user,
                       cairn_error *err)
{
    fuse->store = store;
    fuse->pace = (cn_pace){.progress = progress, .user = user};
    cn_aliases_init(&fuse->aliases);
    cn_relations_init(&fuse->relations);
    cn_facts_init(&fuse->facts);
    cn_conflicts_init(&fuse->conflicts);
    return cn_entities_init(&fuse->entities, err);
}

static void free_fusion(fusion *fuse)
{
    cn_conflicts_done(&fuse->conflicts);
    cn_facts_done(&fuse->facts);
    cn_relations_done(&fuse->relations);
    cn_aliases_done(&fuse->aliases);
    cn_entities_done(&fuse->entities);
}

static int read_rows(fusion *fuse, cairn_error *err)
{
    int rc = cn_entities_load(&fuse->entities, fuse->store, &fuse->pace, err);

    if (rc == CAIRN_OK)
        rc = cn_aliases_find(&fuse->aliases, &fuse->entities, err);
    if (rc == CAIRN_OK)
        rc = cn_relations_load(&fuse->relations, fuse->store, err);
    if (rc == CAIRN_OK)
        rc = cn_facts_load(&fuse->facts, &fuse->entities, &fuse->relations, fuse->store,
                           &fuse->pace, err);
    if (rc < 0)
        return rc;
    cn_entities_choose_names(&fuse->entities);
    return cn_conflicts_find(&fuse->conflicts, &fuse->facts, &fuse->entities, &fuse->relations,
                             cn_resolve_majority, err);
}

static int write_rows(fusion *fuse, cairn_error *err)
{
    int rc = cn_fused_clear(fuse->store, err);

    if (rc == CAIRN_OK)
        rc = cn_entities_write(&fuse->entities, fuse->store, &fuse->pace, err);
    if (rc == CAIRN_OK)
        rc = cn_aliases_write(&fuse->aliases, fuse->store, err);
    if (rc == CAIRN_OK)
        rc = cn_relations_write(&fuse->relations, fuse->store, err);
    if (rc == CAIRN_OK)
        rc = cn_facts_write(&fuse->facts, &fuse->entities, &fuse->relations, fuse->store,
                            &fuse->pace, err);
    if (rc == CAIRN_OK)
        rc = cn_conflicts_write(&fuse->conflicts, fuse->store, err);
    if (rc == CAIRN_OK)
        rc = cn_entities_drop_names(&fuse->entities, fuse->store, err);
    return rc;
}

int cn_fuse(cn_store *store, cairn_progress_fn progress, void *user, cairn_error *err)
{
    fusion fuse;
    int rc = init_fusion(&fuse, store, progress, user, err);

    if (rc == CAIRN_OK)
        rc = read_rows(&fuse, err);
    if (rc == CAIRN_OK)
        rc = write_rows(&fuse, err);
    free_fusion(&fuse);
    return rc;
}
