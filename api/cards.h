/* The parts of a card, each its own file: facts by relation, description, neighbours, conflicts,
 * merges. All are filled in one read transaction and keep their strings in the card's arena. */
#ifndef CN_API_CARDS_H
#define CN_API_CARDS_H

#include "api/called.h"
#include "base/map.h"

#define CN_CARD_BYTES_MAX ((size_t)256 << 20) /* of strings and lists in one card or cursor */
enum {
    CN_LISTED_MAX = 10000, /* of any list */
    CN_CLAIMS_MAX = 100    /* of one conflict */
};

/* A date that holds for all parts of the card. */
typedef struct cn_card_day {
    bool is_given;
    int64_t day; /* from 1970-01-01 */
} cn_card_day;

/* card_facts.c. joined: entity -> how many facts join it with this one. */
int cn_card_facts(cn_arena *arena, const cn_view *view, const cairn_card_options *options,
                  cn_card_day day, cairn_card *card, cn_map *joined, cairn_error *err);
/* card_infer.c: adds facts that follow from others to the groups; after cn_card_facts(). */
int cn_card_infer(cn_arena *arena, cairn *kb, const cn_view *view,
                  const cairn_card_options *options, cn_card_day day, cairn_card *card,
                  cairn_error *err);
/* describe.c. *description NULL when no passage says what it is. */
int cn_card_describe(cn_arena *arena, const cn_view *view, cairn_id entity,
                     const cairn_citation **description, cairn_error *err);
/* neighbours.c. joined: from cn_card_facts(); gets the entities of shared passages too. */
int cn_card_neighbours(cn_arena *arena, const cn_view *view, size_t max, const cn_map *joined,
                       cairn_card *card, cairn_error *err);

/* conflicts.c. entity 0: of all. */
int cn_conflicts_list(cn_arena *arena, cn_store *store, cairn_id entity, size_t max,
                      cairn_conflict **list, size_t *n, uint64_t *all, cairn_error *err);
/* merges.c, likewise. */
int cn_merges_list(cn_arena *arena, const cn_view *view, cairn_id entity, size_t max,
                   cairn_merged **list, size_t *n, uint64_t *all, cairn_error *err);

#endif
