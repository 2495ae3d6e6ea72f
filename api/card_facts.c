/* The facts of a card, by relation.
 *
 * One pass over the entity's facts counts them and notes which might be listed, 32 bytes each; then
 * the relations are ranked, and only what is listed is read with names and citations. */
#include <stdlib.h>
#include <string.h>

#include "api/cards.h"
#include "base/hash.h"
#include "base/mem.h"
#include "fusion/valid.h"

#define NOTED_MAX ((size_t)1 << 24)
#define GROUPS_MAX ((size_t)1 << 22)
enum { FACTS_LISTED_MAX = 20000 }; /* of all relations together */

typedef struct noted_fact {
    cairn_id subject, id;
    uint32_t group;
    uint32_t rank; /* in its group */
} noted_fact;

typedef struct group {
    int64_t relation;
    const char *name; /* kept before the groups are ranked */
    uint64_t n_all;
    uint32_t n_noted;
    double weight;  /* belief times documents, of what is believed */
    uint32_t place; /* before they are ranked */
    bool is_subject;
} group;

typedef struct sorting {
    const cairn_card_options *options;
    cn_card_day day;
    cairn_id entity;
    noted_fact *noted;
    size_t n_noted, cap_noted;
    group *groups;
    size_t n_groups, cap_groups;
    cn_map places; /* relation and direction -> place in groups */
} sorting;

static int find_group(sorting *it, const cn_fact_row *row, group **found, cairn_error *err)
{
    const bool is_subject = row->subject == it->entity;
    bool is_new = false;
    uint64_t *place =
        cn_map_put(&it->places, cn_hash_mix((uint64_t)row->relation, is_subject), &is_new);

    *found = NULL;
    if (!place || (is_new && !cn_grow((void **)&it->groups, &it->cap_groups, it->n_groups + 1,
                                      GROUPS_MAX, sizeof *it->groups)))
        return cn_fail_memory(err, it->n_groups * sizeof *it->groups);
    if (is_new) {
        *place = it->n_groups;
        it->groups[it->n_groups] = (group){.relation = row->relation,
                                           .name = "",
                                           .place = (uint32_t)it->n_groups,
                                           .is_subject = is_subject};
        it->n_groups++;
    }
    *found = &it->groups[*place];
    return CAIRN_OK;
}

static int join(cn_map *joined, cairn_id other, cairn_error *err)
{
    uint64_t *n = cn_map_put(joined, (uint64_t)other, NULL);

    if (!n)
        return cn_fail_memory(err, joined->n);
    ++*n;
    return CAIRN_OK;
}

static int note_fact(sorting *it, const cn_fact_row *row, cairn_card *card, cn_map *joined,
                     cairn_error *err)
{
    const cairn_id other = row->subject == it->entity ? row->object : row->subject;
    group *found = NULL;
    int rc = CAIRN_OK;

    if (it->day.is_given && cn_valid_holds(row->valid, it->day.day) == CN_HOLDS_NO) {
        card->not_valid++;
        return CAIRN_OK;
    }
    card->all_facts++;
    if (other != 0 && other != it->entity && row->believed)
        rc = join(joined, other, err);
    if (rc == CAIRN_OK)
        rc = find_group(it, row, &found, err);
    if (rc < 0)
        return rc;
    found->n_all++;
    if (row->believed)
        found->weight += row->belief * row->support;
    if (found->n_noted >= it->options->facts)
        return CAIRN_OK;
    if (!cn_grow((void **)&it->noted, &it->cap_noted, it->n_noted + 1, NOTED_MAX,
                 sizeof *it->noted))
        return cn_fail_memory(err, it->n_noted * sizeof *it->noted);
    it->noted[it->n_noted++] = (noted_fact){row->subject, row->id, found->place, found->n_noted++};
    return CAIRN_OK;
}

/* Believed ones come first, then by belief: so they are noted. */
static int note_facts(sorting *it, cn_store *store, cairn_card *card, cn_map *joined,
                      cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_fact_row row;
    int rc = cn_fact_scan(store, it->entity, &cursor, err);

    while (rc >= 0 && (rc = cn_fact_next(cursor, &row, err)) == CAIRN_ROW)
        rc = note_fact(it, &row, card, joined, err);
    cn_cursor_free(cursor);
    return rc < 0 ? rc : CAIRN_OK;
}

static int compare_groups(const void *a, const void *b)
{
    const group *left = a, *right = b;
    const int name = strcmp(left->name, right->name);

    if (left->is_subject != right->is_subject)
        return left->is_subject ? -1 : 1;
    if (left->weight != right->weight)
        return left->weight > right->weight ? -1 : 1;
    return name != 0 ? name : (left->relation < right->relation ? -1 : 1);
}

/* The names decide between relations with as much behind them. */
static int rank_groups(sorting *it, cn_arena *arena, cn_store *store, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < it->n_groups; i++) {
        const char *name;

        rc = cn_relation_get(store, it->groups[i].relation, &name, err);
        if (rc == CAIRN_OK)
            it->groups[i].name = cn_keep_str(arena, name, &rc, err);
    }
    if (rc == CAIRN_OK && it->n_groups > 1)
        qsort(it->groups, it->n_groups, sizeof *it->groups, compare_groups);
    return rc;
}

static int compare_noted(const void *a, const void *b)
{
    const noted_fact *left = a, *right = b;

    if (left->group != right->group)
        return left->group < right->group ? -1 : 1;
    return left->rank < right->rank ? -1 : left->rank > right->rank;
}

/* first: the group's first fact among those noted, which are sorted; n: how many of them. */
static int fill_group(const sorting *it, const group *from, size_t first, size_t n, cn_arena *arena,
                      cn_store *store, cairn_fact_group *to, cairn_error *err)
{
    cairn_fact *facts = cn_arena_alloc(arena, (n + 1) * sizeof *facts);
    int rc = facts ? CAIRN_OK : cn_fail_memory(err, n * sizeof *facts);

    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        const noted_fact *noted = &it->noted[first + i];
        cn_fact_row row;

        rc = cn_fact_get(store, noted->subject, noted->id, &row, err);
        if (rc == CAIRN_OK)
            rc = cn_fact_fill(arena, store, &row, it->options->citations, &facts[i], err);
    }
    *to = (cairn_fact_group){from->name, from->is_subject, facts, n, from->n_all};
    return rc;
}

static int fill_groups(sorting *it, cn_arena *arena, cn_store *store, cairn_card *card,
                       cairn_error *err)
{
    const size_t n = it->n_groups < it->options->groups ? it->n_groups : it->options->groups;
    cairn_fact_group *groups = cn_arena_alloc(arena, (n + 1) * sizeof *groups);
    size_t *first = cn_alloc_zero(it->n_groups + 1, sizeof *first); /* by place */
    size_t room = FACTS_LISTED_MAX;
    int rc = groups && first ? CAIRN_OK : cn_fail_memory(err, n * sizeof *groups);

    if (rc == CAIRN_OK && it->n_noted > 1)
        qsort(it->noted, it->n_noted, sizeof *it->noted, compare_noted);
    for (size_t i = it->n_noted; first && i-- > 0;)
        first[it->noted[i].group] = i;
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        const group *from = &it->groups[i];
        const size_t n_facts = from->n_noted < room ? from->n_noted : room;

        room -= n_facts;
        rc = fill_group(it, from, first[from->place], n_facts, arena, store, &groups[i], err);
    }
    cn_free(first);
    card->groups = groups;
    card->n_groups = rc == CAIRN_OK ? n : 0;
    card->all_groups = it->n_groups;
    return rc;
}

int cn_card_facts(cn_arena *arena, const cn_view *view, const cairn_card_options *options,
                  cn_card_day day, cairn_card *card, cn_map *joined, cairn_error *err)
{
    sorting it = {.options = options, .day = day, .entity = card->entity.id};
    int rc;

    cn_map_init(&it.places);
    rc = note_facts(&it, view->store, card, joined, err);
    if (rc == CAIRN_OK)
        rc = rank_groups(&it, arena, view->store, err);
    if (rc == CAIRN_OK)
        rc = fill_groups(&it, arena, view->store, card, err);
    cn_map_done(&it.places);
    cn_free(it.noted);
    cn_free(it.groups);
    return rc;
}
