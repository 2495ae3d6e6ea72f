/* Facts of a card that nobody states: they follow from others, see fusion/infer.h.
 *
 * What only says a fact of this card from its other end is left out: who is "married to Tom" is
 * on his card already.
 *
 * They stand last in the group of their relation, or in a group of their own, and are counted with
 * it. On a card of a certain day a fact stands only when all it follows from may hold then. */
#include <string.h>

#include "api/cards.h"
#include "fusion/infer.h"
#include "fusion/valid.h"

enum { INFERRED_MAX = 20 };

static int holds_then(cn_store *store, const cn_inferred *inferred, cn_card_day day, bool *holds,
                      cairn_error *err)
{
    int rc = CAIRN_OK;

    *holds = true;
    for (size_t i = 0; rc == CAIRN_OK && day.is_given && i < inferred->n_premises; i++) {
        const cn_premise *premise = &inferred->premises[i];
        cn_fact_row row;

        rc = cn_fact_get(store, premise->subject, premise->fact, &row, err);
        if (rc == CAIRN_OK && cn_valid_holds(row.valid, day.day) == CN_HOLDS_NO)
            *holds = false;
    }
    return rc;
}

static int fill_fact(cn_arena *arena, const cn_inferred *inferred, cairn_fact *fact,
                     cairn_error *err)
{
    int rc = CAIRN_OK;

    *fact = (cairn_fact){.subject = inferred->subject,
                         .object = inferred->object,
                         .belief = inferred->confidence,
                         .believed = true,
                         .uri = "",
                         .quote = "",
                         .valid = "",
                         .inferred = true};
    fact->subject_name = cn_keep_str(arena, inferred->subject_name, &rc, err);
    fact->object_name = cn_keep_str(arena, inferred->object_name, &rc, err);
    fact->relation = cn_keep_str(arena, inferred->relation_name, &rc, err);
    fact->proof = cn_keep_str(arena, inferred->proof, &rc, err);
    return rc;
}

/* The group of that relation and direction, made when there is none: those of which the entity is
 * the subject stand first. groups has room for one more. */
static cairn_fact_group *find_group(cairn_fact_group *groups, cairn_card *card,
                                    const cairn_fact *fact, bool is_subject)
{
    size_t at = card->n_groups;

    for (size_t i = 0; i < card->n_groups; i++)
        if (groups[i].is_subject == is_subject && strcmp(groups[i].relation, fact->relation) == 0)
            return &groups[i];
    while (is_subject && at > 0 && !groups[at - 1].is_subject) {
        groups[at] = groups[at - 1];
        at--;
    }
    groups[at] = (cairn_fact_group){fact->relation, is_subject, NULL, 0, 0};
    card->n_groups++;
    card->all_groups++;
    return &groups[at];
}

static int append(cn_arena *arena, cairn_fact_group *group, const cairn_fact *fact,
                  cairn_error *err)
{
    cairn_fact *facts = cn_arena_alloc(arena, (group->n + 1) * sizeof *facts);

    if (!facts)
        return cn_fail_memory(err, group->n * sizeof *facts);
    if (group->n > 0)
        memcpy(facts, group->facts, group->n * sizeof *facts);
    facts[group->n++] = *fact;
    group->facts = facts;
    group->all++;
    return CAIRN_OK;
}

static int add_inferences(cn_arena *arena, cn_store *store, const cn_inferences *found,
                          cn_card_day day, cairn_card *card, cairn_error *err)
{
    const size_t room = card->n_groups + found->n + 1;
    cairn_fact_group *groups = cn_arena_alloc(arena, room * sizeof *groups);
    int rc = CAIRN_OK;

    if (!groups)
        return cn_fail_memory(err, room * sizeof *groups);
    if (card->n_groups > 0)
        memcpy(groups, card->groups, card->n_groups * sizeof *groups);
    card->groups = groups;
    for (size_t i = 0; rc == CAIRN_OK && i < found->n; i++) {
        const bool is_subject = found->items[i].subject == card->entity.id;
        cairn_fact fact;
        bool holds;

        if (found->items[i].kind == CN_LEARNED_SYMMETRIC && found->items[i].n_premises == 1)
            continue;
        rc = holds_then(store, &found->items[i], day, &holds, err);
        if (rc < 0 || !holds)
            continue;
        rc = fill_fact(arena, &found->items[i], &fact, err);
        if (rc == CAIRN_OK)
            rc = append(arena, find_group(groups, card, &fact, is_subject), &fact, err);
        card->all_facts++;
    }
    return rc;
}

int cn_card_infer(cn_arena *arena, cairn *kb, const cn_view *view,
                  const cairn_card_options *options, cn_card_day day, cairn_card *card,
                  cairn_error *err)
{
    cn_infer_options infer_options = CN_INFER_OPTIONS_INIT;
    const cn_relation_table *table;
    cn_infer *infer = NULL;
    cn_inferences found;
    int rc;

    infer_options.limit = options->facts < INFERRED_MAX ? options->facts : INFERRED_MAX;
    if (infer_options.limit == 0 || options->groups == 0)
        return CAIRN_OK;
    cn_inferences_init(&found);
    rc = cn_kb_relations(kb, &table, err);
    if (rc == CAIRN_OK)
        rc = cn_infer_new(&infer, view->store, table, err);
    if (rc == CAIRN_OK)
        rc = cn_infer_entity(infer, view->store, card->entity.id, &infer_options, &found, err);
    if (rc == CAIRN_OK && found.n > 0)
        rc = add_inferences(arena, view->store, &found, day, card, err);
    cn_infer_free(infer);
    cn_inferences_done(&found);
    return rc;
}
