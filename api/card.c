/* The card of an entity: all that is known of it, in one read transaction, bounded. */
#include <string.h>

#include "api/cards.h"
#include "base/mem.h"
#include "fusion/valid.h"

/* The card is the first member, so that it is the handle too. */
typedef struct whole_card {
    cairn_card card;
    cn_arena arena; /* all that the card points to */
} whole_card;

static int check_options(const cairn_card_options *options, cn_card_day *day, cairn_error *err)
{
    const uint32_t limits[] = {options->names,     options->groups, options->facts,
                               options->conflicts, options->merges, options->neighbours};

    *day = (cn_card_day){false, 0};
    if (options->version != CAIRN_CARD_OPTIONS_VERSION)
        return cn_fail(err, CAIRN_EINVAL, options->version,
                       "cairn_card_options: unknown version %u", (unsigned)options->version);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        if (limits[i] > CN_LISTED_MAX)
            return cn_fail(err, CAIRN_EINVAL, limits[i], "a card cannot list %u of a kind, only %d",
                           (unsigned)limits[i], CN_LISTED_MAX);
    if (options->citations > CN_CITATIONS_MAX)
        return cn_fail(err, CAIRN_EINVAL, options->citations,
                       "a fact cannot have %u citations, only %d", (unsigned)options->citations,
                       CN_CITATIONS_MAX);
    if (!options->as_of)
        return CAIRN_OK;
    day->is_given = cn_valid_day(options->as_of, &day->day);
    if (!day->is_given)
        return cn_fail(err, CAIRN_EINVAL, 0,
                       "\"%.40s\" is no date such as 2008, 2008-05 or 2008-05-31", options->as_of);
    return CAIRN_OK;
}

static int fill_lists(whole_card *made, const cn_view *view, const cairn_card_options *options,
                      cairn_error *err)
{
    cairn_card *card = &made->card;
    const cairn_id id = card->entity.id;
    cairn_conflict *conflicts = NULL;
    cairn_merged *merges = NULL;
    int rc = cn_called_list(&made->arena, view, id, options->names, &card->names, &card->n_names,
                            &card->all_names, err);

    if (rc == CAIRN_OK)
        rc = cn_conflicts_list(&made->arena, view->store, id, options->conflicts, &conflicts,
                               &card->n_conflicts, &card->all_conflicts, err);
    if (rc == CAIRN_OK)
        rc = cn_merges_list(&made->arena, view, id, options->merges, &merges, &card->n_merges,
                            &card->all_merges, err);
    card->conflicts = conflicts;
    card->merges = merges;
    return rc;
}

static int fill_card(whole_card *made, cairn *kb, const cn_view *view, cairn_id entity,
                     const cairn_card_options *options, cn_card_day day, cairn_error *err)
{
    cairn_card *card = &made->card;
    cn_map joined; /* entity -> facts that join it with this one */
    int rc = cn_called_entity(view->store, entity, &card->entity, err);

    if (rc < 0)
        return rc;
    cn_map_init(&joined);
    rc = cn_card_facts(&made->arena, view, options, day, card, &joined, err);
    if (rc == CAIRN_OK && options->inferred)
        rc = cn_card_infer(&made->arena, kb, view, options, day, card, err);
    if (rc == CAIRN_OK)
        rc = cn_card_neighbours(&made->arena, view, options->neighbours, &joined, card, err);
    cn_map_done(&joined);
    if (rc == CAIRN_OK)
        rc = cn_card_describe(&made->arena, view, entity, &card->description, err);
    return rc < 0 ? rc : fill_lists(made, view, options, err);
}

int cairn_entity_card(cairn *kb, cairn_id entity, const cairn_card_options *opts, cairn_card **card,
                      cairn_error *err)
{
    static const cairn_card_options defaults = CAIRN_CARD_OPTIONS_INIT;
    const cairn_card_options *options = opts ? opts : &defaults;
    whole_card *made;
    cn_card_day day;
    cn_view view;
    int rc = check_options(options, &day, err);

    *card = NULL;
    if (rc < 0)
        return rc;
    made = cn_alloc_zero(1, sizeof *made);
    if (!made)
        return cn_fail_memory(err, sizeof *made);
    cn_arena_init(&made->arena, CN_CARD_BYTES_MAX);
    rc = cn_kb_begin_read(kb, &view, err);
    if (rc == CAIRN_OK) {
        rc = fill_card(made, kb, &view, entity, options, day, err);
        cn_kb_end_read(kb);
    }
    if (rc < 0) {
        cairn_card_free(&made->card);
        return rc;
    }
    *card = &made->card;
    return CAIRN_OK;
}

void cairn_card_free(cairn_card *card)
{
    whole_card *made = (whole_card *)(void *)card;

    if (!made)
        return;
    cn_arena_done(&made->arena);
    cn_free(made);
}
