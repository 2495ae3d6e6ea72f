/* Conflicts: what was claimed, by whom, what was decided and why.
 *
 * The claims of a conflict are the facts of its subject and relation that are of the winner's sort
 * (an entity, or a literal), or that are not believed. */
#include <stdlib.h>
#include <string.h>

#include "api/cards.h"
#include "base/mem.h"

enum { CITATIONS_EACH = 3, CLAIMS_SEEN = 1 << 20 };

/* ---- The claims of one conflict ---- */

typedef struct claim {
    cairn_id fact;
    double belief;
    uint32_t support;
    bool is_winner, is_believed, is_entity;
} claim;

static int compare_claims(const void *a, const void *b)
{
    const claim *left = a, *right = b;

    if (left->is_winner != right->is_winner)
        return left->is_winner ? -1 : 1;
    if (left->is_believed != right->is_believed)
        return left->is_believed ? -1 : 1;
    if (left->belief != right->belief)
        return left->belief > right->belief ? -1 : 1;
    if (left->support != right->support)
        return left->support > right->support ? -1 : 1;
    return left->fact < right->fact ? -1 : left->fact > right->fact;
}

typedef struct claim_list {
    claim *items;
    size_t n, cap;
} claim_list;

static int gather_claims(claim_list *claims, cn_store *store, const cn_conflict_row *row,
                         cairn_error *err)
{
    cn_cursor *cursor = NULL;
    bool is_entity = false;
    cn_fact_row fact;
    size_t n = 0;
    int rc = cn_fact_scan_subject(store, row->subject, row->relation, &cursor, err);

    while (rc >= 0 && claims->n < CLAIMS_SEEN &&
           (rc = cn_fact_next(cursor, &fact, err)) == CAIRN_ROW) {
        const bool is_winner = fact.id == row->winner;

        if (!cn_grow((void **)&claims->items, &claims->cap, claims->n + 1, CLAIMS_SEEN,
                     sizeof *claims->items)) {
            rc = cn_fail_memory(err, claims->n * sizeof *claims->items);
            break;
        }
        claims->items[claims->n++] =
            (claim){fact.id, fact.belief, fact.support, is_winner, fact.believed, fact.object != 0};
        is_entity = is_winner ? fact.object != 0 : is_entity;
    }
    cn_cursor_free(cursor);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < claims->n; i++)
        if (!claims->items[i].is_believed || claims->items[i].is_entity == is_entity)
            claims->items[n++] = claims->items[i];
    claims->n = n;
    if (n > 1)
        qsort(claims->items, n, sizeof *claims->items, compare_claims);
    return CAIRN_OK;
}

static int keep_claims(cn_arena *arena, cn_store *store, cairn_id subject, const claim_list *claims,
                       cairn_conflict *conflict, cairn_error *err)
{
    const size_t n = claims->n < CN_CLAIMS_MAX ? claims->n : CN_CLAIMS_MAX;
    cairn_fact *facts = cn_arena_alloc(arena, (n + 1) * sizeof *facts);
    int rc = facts ? CAIRN_OK : cn_fail_memory(err, n * sizeof *facts);

    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        cn_fact_row row;

        rc = cn_fact_get(store, subject, claims->items[i].fact, &row, err);
        if (rc == CAIRN_OK)
            rc = cn_fact_fill(arena, store, &row, CITATIONS_EACH, &facts[i], err);
    }
    conflict->claims = facts;
    conflict->n_claims = n;
    conflict->all_claims = claims->n;
    if (rc == CAIRN_OK && n > 0 && claims->items[0].is_winner)
        conflict->decision = facts[0].object_name;
    return rc;
}

/* row's reason is kept already. */
static int fill_conflict(cn_arena *arena, cn_store *store, const cn_conflict_row *row,
                         cairn_conflict *conflict, cairn_error *err)
{
    claim_list claims = {NULL, 0, 0};
    cn_entity_row subject;
    const char *relation;
    int rc = cn_entity_get(store, row->subject, &subject, err);

    *conflict = (cairn_conflict){.subject = row->subject,
                                 .subject_name = "",
                                 .relation = "",
                                 .decision = "",
                                 .reason = row->reason};
    if (rc == CAIRN_OK)
        conflict->subject_name = cn_keep_str(arena, subject.name, &rc, err);
    if (rc == CAIRN_OK)
        rc = cn_relation_get(store, row->relation, &relation, err);
    if (rc == CAIRN_OK)
        conflict->relation = cn_keep_str(arena, relation, &rc, err);
    if (rc == CAIRN_OK)
        rc = gather_claims(&claims, store, row, err);
    if (rc == CAIRN_OK)
        rc = keep_claims(arena, store, row->subject, &claims, conflict, err);
    cn_free(claims.items);
    return rc;
}

/* ---- The list ---- */

/* The first max rows, and how many there are. */
static int read_rows(cn_arena *arena, cn_store *store, cairn_id entity, size_t max,
                     cn_conflict_row *rows, size_t *n, uint64_t *all, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_conflict_row row;
    int rc = cn_conflict_scan(store, entity, &cursor, err);

    while (rc >= 0 && (rc = cn_conflict_next(cursor, &row, err)) == CAIRN_ROW) {
        ++*all;
        if (*n == max)
            continue;
        rows[*n] = row;
        rows[(*n)++].reason = cn_keep_str(arena, row.reason, &rc, err);
    }
    cn_cursor_free(cursor);
    return rc < 0 ? rc : CAIRN_OK;
}

int cn_conflicts_list(cn_arena *arena, cn_store *store, cairn_id entity, size_t max,
                      cairn_conflict **list, size_t *n, uint64_t *all, cairn_error *err)
{
    cn_conflict_row *rows = cn_alloc_zero(max + 1, sizeof *rows);
    int rc;

    *list = NULL;
    *n = 0;
    *all = 0;
    if (!rows)
        return cn_fail_memory(err, max * sizeof *rows);
    rc = read_rows(arena, store, entity, max, rows, n, all, err);
    if (rc == CAIRN_OK) {
        *list = cn_arena_alloc(arena, (*n + 1) * sizeof **list);
        if (!*list)
            rc = cn_fail_memory(err, *n * sizeof **list);
    }
    for (size_t i = 0; rc == CAIRN_OK && i < *n; i++)
        rc = fill_conflict(arena, store, &rows[i], &(*list)[i], err);
    cn_free(rows);
    return rc;
}

/* ---- The cursor ---- */

struct cairn_conflicts {
    cn_arena arena;
    cairn_conflict *items;
    size_t n, next;
};

int cairn_list_conflicts(cairn *kb, cairn_id entity, size_t limit, cairn_conflicts **conflicts,
                         uint64_t *all, cairn_error *err)
{
    cairn_conflicts *made;
    uint64_t n_all = 0;
    cn_view view;
    int rc;

    *conflicts = NULL;
    if (all)
        *all = 0;
    if (entity < 0 || limit == 0 || limit > CN_LISTED_MAX)
        return cn_fail(err, CAIRN_EINVAL, (int64_t)limit, "conflicts: limit is %zu, not 1 to %d",
                       limit, CN_LISTED_MAX);
    made = cn_alloc_zero(1, sizeof *made);
    if (!made)
        return cn_fail_memory(err, sizeof *made);
    cn_arena_init(&made->arena, CN_CARD_BYTES_MAX);
    rc = cn_kb_begin_read(kb, &view, err);
    if (rc == CAIRN_OK) {
        rc = cn_conflicts_list(&made->arena, view.store, entity, limit, &made->items, &made->n,
                               &n_all, err);
        cn_kb_end_read(kb);
    }
    if (rc < 0) {
        cairn_conflicts_free(made);
        return rc;
    }
    if (all)
        *all = n_all;
    *conflicts = made;
    return CAIRN_OK;
}

int cairn_conflicts_next(cairn_conflicts *conflicts, cairn_conflict *conflict)
{
    if (conflicts->next >= conflicts->n)
        return CAIRN_OK;
    *conflict = conflicts->items[conflicts->next++];
    return CAIRN_ROW;
}

void cairn_conflicts_free(cairn_conflicts *conflicts)
{
    if (!conflicts)
        return;
    cn_arena_done(&conflicts->arena);
    cn_free(conflicts);
}
