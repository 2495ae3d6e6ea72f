/* Conflicts, see conflicts.h. */
#include "fusion/conflicts.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/mem.h"
#include "fusion/claims.h"
#include "fusion/valid.h"
#include "schema/pack.h"

enum { PLACES_MAX = INT32_MAX, RIVALS_MAX = 4096 /* of a class that are compared */ };
static const size_t ARENA_MAX = (size_t)4 << 30;

/* A fact that competes. */
typedef struct rival {
    cn_fact_row row; /* strings and statements are held in the arena */
    cn_claim_value value;
    uint64_t unit; /* hash; only quantities of one unit compete */
    int64_t first_day, last_day;
    int kind;       /* cn_value_kind */
    bool is_closed; /* competes no more: a newer one took its place, or nobody knows when it held */
    cairn_id leader; /* fact that a sentence names with it, so that both hold or neither; 0: none */
} rival;

/* A class with its place in the problem. */
typedef struct contest {
    cn_class class;
    bool is_touched;
    rival *rivals;
    size_t n;
    rival *followers; /* of rivals; see leader */
    size_t n_followers;
    uint32_t item; /* in the problem; CN_TRUTH_NONE: nothing is in dispute */
} contest;

typedef struct settling {
    const cn_facts *facts;
    cn_store *store;
    contest *contests;
    size_t n_contests, cap_contests;
    cn_truth truth;
    cn_map sources; /* id -> place in the problem */
    cn_arena arena;
    cn_buf scratch;
} settling;

/* ---- Which classes ---- */

static int compare_contests(const void *a, const void *b)
{
    const contest *x = a;
    const contest *y = b;

    if (x->class.subject != y->class.subject)
        return x->class.subject < y->class.subject ? -1 : 1;
    if (x->class.relation != y->class.relation)
        return x->class.relation < y->class.relation ? -1 : 1;
    return y->is_touched - x->is_touched;
}

static int add_contest(settling *it, const cn_class *class, bool is_touched, cairn_error *err)
{
    if (!cn_grow((void **)&it->contests, &it->cap_contests, it->n_contests + 1, PLACES_MAX,
                 sizeof(*it->contests)))
        return cn_fail_memory(err, sizeof(*it->contests));
    it->contests[it->n_contests++] =
        (contest){.class = *class, .is_touched = is_touched, .item = CN_TRUTH_NONE};
    return CAIRN_OK;
}

/* Conflicts of the last build go on, unless their class was touched. */
static int add_stored(settling *it, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_conflict_row row;
    uint32_t relation;
    int rc = cn_conflict_scan(it->store, 0, &cursor, err);

    while (rc >= 0 && (rc = cn_conflict_next(cursor, &row, err)) == CAIRN_ROW) {
        cn_class class = {.subject = row.subject, .relation = row.relation};

        rc = cn_relations_canonical(it->facts->relations, row.relation, &relation, err);
        if (rc < 0)
            break;
        class.kinds = it->facts->relations->items[relation].one_value |
                      it->facts->relations->items[relation].one_at_a_time;
        rc = add_contest(it, &class, false, err);
    }
    cn_cursor_free(cursor);
    return rc;
}

static int gather_contests(settling *it, cairn_error *err)
{
    const cn_facts *facts = it->facts;
    size_t n = 0;
    int rc = facts->delta->is_fresh ? CAIRN_OK : add_stored(it, err);

    for (size_t i = 0; rc == CAIRN_OK && i < facts->n_classes; i++) {
        if (facts->classes[i].n_facts > 1 || !facts->delta->is_fresh)
            rc = add_contest(it, &facts->classes[i], true, err);
    }
    if (rc < 0)
        return rc;
    if (it->n_contests > 1)
        qsort(it->contests, it->n_contests, sizeof(*it->contests), compare_contests);
    for (size_t i = 0; i < it->n_contests; i++) {
        const cn_class *class = &it->contests[i].class;

        if (n == 0 || it->contests[n - 1].class.subject != class->subject ||
            it->contests[n - 1].class.relation != class->relation)
            it->contests[n++] = it->contests[i];
    }
    it->n_contests = n;
    return CAIRN_OK;
}

/* ---- Their facts ---- */

static int hold_text(settling *it, const char **text, size_t *len, cairn_error *err)
{
    *len = strlen(*text);
    *text = cn_arena_strndup(&it->arena, *text, *len);
    return *text ? CAIRN_OK : cn_fail_memory(err, *len);
}

static int read_kind(settling *it, rival *made, cairn_error *err)
{
    cn_value value;
    int rc;

    if (made->row.object != 0) {
        made->kind = CN_VALUE_ENTITY;
        made->value.kind = CN_CLAIM_TEXT;
        return CAIRN_OK;
    }
    rc = cn_value_read(made->value.text, made->value.len, made->row.object_type, &it->scratch,
                       &value, err);
    made->kind = (int)value.kind;
    made->unit = value.kind == CN_VALUE_QUANTITY ? value.detail : 0;
    made->value.kind = value.kind == CN_VALUE_DATE       ? CN_CLAIM_DATE
                       : value.kind == CN_VALUE_QUANTITY ? CN_CLAIM_QUANTITY
                                                         : CN_CLAIM_TEXT;
    return rc;
}

/* Copies what the cursor lends. */
static int hold_rival(settling *it, const cn_fact_row *row, rival *made, cairn_error *err)
{
    const size_t size = row->n_statements * CN_PACK_ID_SIZE;
    uint8_t *statements = cn_arena_alloc(&it->arena, size + 1);
    cn_entity_row object;
    size_t len;
    int rc;

    *made = (rival){.row = *row, .is_closed = row->closed_by != 0};
    made->first_day = made->last_day = CN_DAY_UNKNOWN;
    if (!statements)
        return cn_fail_memory(err, size);
    if (size > 0)
        memcpy(statements, row->statements, size);
    made->row.statements = statements;
    rc = hold_text(it, &made->row.valid, &len, err);
    made->value.text = row->literal;
    if (rc == CAIRN_OK && row->object != 0) {
        rc = cn_entity_get(it->store, row->object, &object, err);
        if (rc == CAIRN_ENOTFOUND) { /* written after the facts: its key has the name */
            const uint32_t key = cn_keys_find(it->facts->keys, row->object);
            const uint32_t display =
                key == CN_NO_PLACE ? CN_NO_PLACE : cn_key_display(it->facts->keys, key);

            object.name = display == CN_NO_PLACE ? "" : cn_name_text(it->facts->keys, display);
            rc = CAIRN_OK;
        }
        made->value.text = object.name;
    }
    if (rc == CAIRN_OK)
        rc = hold_text(it, &made->value.text, &made->value.len, err);
    made->row.literal = made->value.text;
    return rc < 0 ? rc : read_kind(it, made, err);
}

static int load_rivals(settling *it, contest *of, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_fact_row row;
    size_t cap = 0;
    int rc = cn_fact_scan_subject(it->store, of->class.subject, of->class.relation, &cursor, err);

    while (rc >= 0 && of->n < RIVALS_MAX && (rc = cn_fact_next(cursor, &row, err)) == CAIRN_ROW) {
        if (!cn_grow((void **)&of->rivals, &cap, of->n + 1, RIVALS_MAX, sizeof(*of->rivals))) {
            rc = cn_fail_memory(err, of->n * sizeof(*of->rivals));
            break;
        }
        rc = hold_rival(it, &row, &of->rivals[of->n], err);
        if (rc == CAIRN_OK && ((unsigned)of->rivals[of->n].kind & of->class.kinds))
            of->n++;
    }
    cn_cursor_free(cursor);
    return rc < 0 ? rc : CAIRN_OK;
}

/* ---- A newer one closes the older ---- */

static int find_days(settling *it, rival *of, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < of->row.n_statements; i++) {
        cn_origin_row origin;

        rc = cn_origin_get(it->store,
                           cn_chunk_document(cn_mention_chunk(cn_pack_id(of->row.statements, i))),
                           &origin, err);
        if (rc == CAIRN_ENOTFOUND) {
            rc = CAIRN_OK;
        } else if (rc == CAIRN_OK && origin.day >= CN_VALID_DAY_MIN &&
                   origin.day <= CN_VALID_DAY_MAX) {
            if (of->first_day == CN_DAY_UNKNOWN || origin.day < of->first_day)
                of->first_day = origin.day;
            if (of->last_day == CN_DAY_UNKNOWN || origin.day > of->last_day)
                of->last_day = origin.day;
        }
    }
    return rc;
}

static int put_rival(settling *it, rival *of, cairn_error *err)
{
    return cn_fact_set_belief(it->store, &of->row, err);
}

static int close_rivals(settling *it, contest *of, cairn_error *err)
{
    cn_valid_fact *valid = cn_alloc_zero(of->n, sizeof(*valid));
    int rc = valid ? CAIRN_OK : cn_fail_memory(err, of->n * sizeof(*valid));

    for (size_t i = 0; rc == CAIRN_OK && i < of->n; i++) {
        rival *one = &of->rivals[i];

        rc = find_days(it, one, err);
        valid[i] = (cn_valid_fact){.id = one->row.id,
                                   .valid = one->row.valid,
                                   .day = one->first_day,
                                   .last_day = one->last_day};
    }
    if (rc == CAIRN_OK)
        rc = cn_valid_close(valid, of->n, err);
    for (size_t i = 0; rc == CAIRN_OK && i < of->n; i++) {
        rival *one = &of->rivals[i];
        size_t len;

        if (valid[i].closed_by == 0 && strcmp(valid[i].out, one->row.valid) == 0)
            continue;
        one->row.closed_by = valid[i].closed_by;
        one->is_closed = valid[i].closed_by != 0;
        one->row.valid = valid[i].out;
        rc = hold_text(it, &one->row.valid, &len, err);
        if (rc == CAIRN_OK)
            rc = put_rival(it, one, err);
    }
    cn_free(valid);
    return rc;
}

/* Facts that have one value at a time compete when they hold together: at the latest day on which
 * one of them begins. Those of which nobody knows when they hold do not. */
static int drop_past(settling *it, contest *of, cairn_error *err)
{
    int64_t latest = CN_DAY_UNKNOWN, begin, last;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < of->n; i++) {
        rival *one = &of->rivals[i];

        if (one->first_day == CN_DAY_UNKNOWN)
            rc = find_days(it, one, err);
        begin = cn_valid_begin(one->row.valid, &begin, &last) ? begin : one->first_day;
        if (begin == CN_DAY_UNKNOWN)
            one->is_closed = true;
        else if (!one->is_closed && begin > latest)
            latest = begin;
    }
    for (size_t i = 0; i < of->n; i++)
        of->rivals[i].is_closed |= cn_valid_holds(of->rivals[i].row.valid, latest) == CN_HOLDS_NO;
    return rc;
}

/* ---- Places that lie in one another ---- */

/* A sentence that states a fact. */
typedef struct place_said {
    cairn_id chunk;
    uint32_t first;
    uint32_t rival;
} place_said;

typedef struct said_list {
    place_said *items;
    size_t n, cap;
} said_list;

static int compare_said(const void *a, const void *b)
{
    const place_said *x = a;
    const place_said *y = b;

    if (x->chunk != y->chunk)
        return x->chunk < y->chunk ? -1 : 1;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return (x->rival > y->rival) - (x->rival < y->rival);
}

/* Sentences of statements[*at ..) of one chunk that state a rival; *at moves behind them. */
static int list_of_chunk(settling *it, const contest *of, uint32_t rival_at, size_t *at,
                         said_list *list, cairn_error *err)
{
    const cn_fact_row *row = &of->rivals[rival_at].row;
    const cairn_id chunk = cn_mention_chunk(cn_pack_id(row->statements, *at));
    const size_t before = *at;
    cn_cursor *cursor = NULL;
    cn_statement_row statement;
    int rc = cn_statement_scan_chunk(it->store, chunk, &cursor, err);

    while (rc >= 0 && *at < row->n_statements &&
           (rc = cn_statement_next(cursor, &statement, err)) == CAIRN_ROW) {
        if (statement.id != cn_pack_id(row->statements, *at))
            continue;
        ++*at;
        if (!cn_grow((void **)&list->items, &list->cap, list->n + 1, PLACES_MAX,
                     sizeof(*list->items))) {
            rc = cn_fail_memory(err, list->n * sizeof(*list->items));
            break;
        }
        list->items[list->n++] = (place_said){chunk, statement.first, rival_at};
    }
    cn_cursor_free(cursor);
    if (rc >= 0 && *at == before)
        return cn_fail(err, CAIRN_EINDEX, row->id, "fact %lld names a statement that is missing",
                       (long long)row->id);
    return rc < 0 ? rc : CAIRN_OK;
}

static int list_said(settling *it, const contest *of, said_list *list, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (uint32_t i = 0; rc == CAIRN_OK && i < of->n; i++) {
        for (size_t at = 0; rc == CAIRN_OK && at < of->rivals[i].row.n_statements;)
            rc = list_of_chunk(it, of, i, &at, list, err);
    }
    if (rc == CAIRN_OK && list->n > 1)
        qsort(list->items, list->n, sizeof(*list->items), compare_said);
    return rc;
}

static bool leads(const rival *a, const rival *b)
{
    if (a->row.support != b->row.support)
        return a->row.support > b->row.support;
    return a->row.id < b->row.id;
}

/* Of two that one sentence names, the one with less support follows the other. */
static void follow(contest *of, uint32_t a, uint32_t b)
{
    if (a == b || of->rivals[a].kind == CN_VALUE_DATE || of->rivals[b].kind == CN_VALUE_DATE)
        return;
    if (leads(&of->rivals[b], &of->rivals[a]))
        follow(of, b, a);
    else if (of->rivals[b].leader == 0)
        of->rivals[b].leader = of->rivals[a].row.id;
}

/* Moves those that follow out of the rivals. */
static int part_followers(contest *of, cairn_error *err)
{
    size_t n = 0;

    of->followers = cn_alloc_zero(of->n, sizeof(*of->followers));
    if (!of->followers)
        return cn_fail_memory(err, of->n * sizeof(*of->followers));
    for (size_t i = 0; i < of->n; i++) {
        if (of->rivals[i].leader != 0)
            of->followers[of->n_followers++] = of->rivals[i];
        else
            of->rivals[n++] = of->rivals[i];
    }
    of->n = n;
    return CAIRN_OK;
}

/* "Born in Leeds, England": what one sentence names does not compete. */
static int join_nested(settling *it, contest *of, cairn_error *err)
{
    said_list list = {.items = NULL};
    int rc = list_said(it, of, &list, err);

    for (size_t i = 1; rc == CAIRN_OK && i < list.n; i++) {
        const place_said *one = &list.items[i - 1], *other = &list.items[i];

        if (one->chunk == other->chunk && one->first == other->first)
            follow(of, one->rival, other->rival);
    }
    cn_free(list.items);
    return rc < 0 ? rc : part_followers(of, err);
}

/* ---- The problem ---- */

static int find_source(settling *it, uint64_t id, uint32_t *place, cairn_error *err)
{
    bool is_new;
    uint64_t *slot = cn_map_put(&it->sources, id, &is_new);
    int rc = CAIRN_OK;

    if (!slot)
        return cn_fail_memory(err, sizeof(*slot));
    *place = (uint32_t)*slot;
    if (is_new) {
        rc = cn_truth_add_source(&it->truth, id, CN_TRUTH_PRIOR_UNKNOWN, place, err);
        *slot = *place;
    }
    return rc;
}

static int add_claim(settling *it, cn_truth_claim claim, const cn_statement_row *statement,
                     const cn_chunk_row *chunk, cairn_error *err)
{
    if (statement->len > 0 && (size_t)statement->first + statement->len <= chunk->text_len)
        claim.text_hash = cn_hash(chunk->text + statement->first, statement->len);
    claim.confidence = statement->confidence;
    return cn_truth_add_claim(&it->truth, &claim, err);
}

/* What statements[*at ..) of one chunk claim; *at moves behind them. The chunk is read once: a fact
 * may have thousands of its statements. */
static int add_claims(settling *it, const rival *one, size_t *at, cairn_error *err)
{
    const cairn_id id = cn_mention_chunk(cn_pack_id(one->row.statements, *at));
    cn_truth_claim claim = {.value = one->value.place, .day = CN_TRUTH_NO_TIME};
    cn_cursor *cursor = NULL;
    cn_statement_row statement;
    cn_origin_row origin;
    cn_chunk_row chunk;
    int rc = cn_chunk_get(it->store, id, &chunk, err);

    if (rc == CAIRN_OK)
        rc = cn_origin_get(it->store, cn_chunk_document(id), &origin, err);
    if (rc == CAIRN_OK)
        rc = find_source(it, origin.source, &claim.source, err);
    if (rc == CAIRN_OK && origin.day >= CN_VALID_DAY_MIN && origin.day <= CN_VALID_DAY_MAX)
        claim.day = (int32_t)origin.day;
    if (rc == CAIRN_OK)
        rc = cn_statement_scan_chunk(it->store, id, &cursor, err);
    while (rc >= 0 && *at < one->row.n_statements &&
           (rc = cn_statement_next(cursor, &statement, err)) == CAIRN_ROW) {
        if (statement.id != cn_pack_id(one->row.statements, *at))
            continue;
        rc = add_claim(it, claim, &statement, &chunk, err);
        ++*at;
    }
    cn_cursor_free(cursor);
    return rc < 0 ? rc : CAIRN_OK;
}

static int add_value(settling *it, const contest *of, rival *one, cairn_error *err)
{
    size_t at = 0;
    int rc =
        cn_truth_add_value(&it->truth, of->item, (uint64_t)one->row.id, &one->value.place, err);

    while (rc == CAIRN_OK && at < one->row.n_statements) {
        const size_t first = at;

        rc = add_claims(it, one, &at, err);
        if (rc == CAIRN_OK && at == first)
            rc = cn_fail(err, CAIRN_EINDEX, one->row.id,
                         "fact %lld names a statement that is missing", (long long)one->row.id);
    }
    return rc;
}

static int compare_rivals(const void *a, const void *b)
{
    const rival *x = a;
    const rival *y = b;

    if (x->is_closed != y->is_closed)
        return x->is_closed - y->is_closed;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    if (x->row.support != y->row.support)
        return x->row.support > y->row.support ? -1 : 1;
    return (x->row.id > y->row.id) - (x->row.id < y->row.id);
}

int cn_conflicts_in_dispute(const cn_claim_value *values, size_t n, bool *is_it, cairn_error *err)
{
    size_t n_open = n > CN_CLAIM_LINKED_MAX ? n - CN_CLAIM_LINKED_MAX : 0;
    int rc = CAIRN_OK;

    n -= n_open;
    for (size_t i = 0; i < n && n_open < 2; i++) {
        bool is_implied = false;

        for (size_t j = 0; rc == CAIRN_OK && j < n && !is_implied; j++) {
            cn_claim_likeness like = {.forth = 0};

            if (j != i)
                rc = cn_claim_compare(&values[j], &values[i], &like, err);
            is_implied = like.a_implies_b;
        }
        n_open += !is_implied;
    }
    *is_it = n_open > 1;
    return rc;
}

static int list_values(const rival *rivals, size_t n, cn_claim_value **values, cairn_error *err)
{
    *values = cn_alloc_zero(n, sizeof(**values));
    if (!*values)
        return cn_fail_memory(err, n * sizeof(**values));
    for (size_t i = 0; i < n; i++)
        (*values)[i] = rivals[i].value;
    return CAIRN_OK;
}

/* Leaves the largest set of rivals of one kind and unit that are in dispute, of equals the first;
 * n 0: there is none. */
static int choose_dispute(contest *of, cairn_error *err)
{
    size_t best = 0, n_best = 0;
    int rc = CAIRN_OK;

    qsort(of->rivals, of->n, sizeof(*of->rivals), compare_rivals);
    for (size_t first = 0, end; rc == CAIRN_OK && first < of->n && !of->rivals[first].is_closed;
         first = end) {
        cn_claim_value *values;
        bool is_disputed = false;

        for (end = first + 1; end < of->n && !of->rivals[end].is_closed &&
                              of->rivals[end].kind == of->rivals[first].kind &&
                              of->rivals[end].unit == of->rivals[first].unit;
             end++)
            ;
        if (end - first < 2 || end - first <= n_best)
            continue;
        rc = list_values(of->rivals + first, end - first, &values, err);
        if (rc == CAIRN_OK)
            rc = cn_conflicts_in_dispute(values, end - first, &is_disputed, err);
        cn_free(values);
        if (is_disputed) {
            best = first;
            n_best = end - first;
        }
    }
    memmove(of->rivals, of->rivals + best, n_best * sizeof(*of->rivals));
    of->n = n_best;
    return rc;
}

static int link_values(settling *it, const contest *of, cairn_error *err)
{
    cn_claim_value *values;
    int rc = list_values(of->rivals, of->n, &values, err);

    if (rc == CAIRN_OK)
        rc = cn_claim_link(&it->truth, values, of->n, err);
    cn_free(values);
    return rc;
}

/* Leaves those that compete. */
static int find_dispute(settling *it, contest *of, cairn_error *err)
{
    const cn_relation *relation;
    uint32_t place;
    int rc = cn_relations_canonical(it->facts->relations, of->class.relation, &place, err);

    if (rc < 0)
        return rc;
    relation = &it->facts->relations->items[place];
    if (relation->one_at_a_time && of->is_touched)
        rc = close_rivals(it, of, err);
    if (rc == CAIRN_OK && relation->one_at_a_time)
        rc = drop_past(it, of, err);
    if (rc == CAIRN_OK && relation->is_nested)
        rc = join_nested(it, of, err);
    return rc < 0 ? rc : choose_dispute(of, err);
}

static int add_item(settling *it, contest *of, cairn_error *err)
{
    const uint64_t id = cn_hash_mix((uint64_t)of->class.subject, (uint64_t)of->class.relation);
    int rc = load_rivals(it, of, err);

    if (rc < 0 || of->n < 2)
        return rc;
    rc = find_dispute(it, of, err);
    if (rc < 0 || of->n == 0)
        return rc;
    rc = cn_truth_add_item(&it->truth, id, false, &of->item, err);
    for (size_t i = 0; rc == CAIRN_OK && i < of->n; i++)
        rc = add_value(it, of, &of->rivals[i], err);
    return rc < 0 ? rc : link_values(it, of, err);
}

/* ---- What comes out ---- */

/* The generation since which a fact that loses was not believed: this one, when it was. A fact that
 * was made again is believed at first; what it was, the old one tells. */
static uint64_t retired_of(const settling *it, const rival *one)
{
    const uint64_t *slot = cn_map_get(&it->facts->old_index, (uint64_t)one->row.id);
    const uint64_t retired = slot ? it->facts->old[*slot].retired : one->row.retired;

    return retired != 0 ? retired : it->facts->generation;
}

static int write_rival(settling *it, rival *one, const cn_truth_value *value, cairn_error *err)
{
    const uint64_t retired = value->believed ? 0 : retired_of(it, one);

    if (one->row.believed == value->believed && one->row.belief == value->belief &&
        one->row.retired == retired)
        return CAIRN_OK;
    one->row.believed = value->believed;
    one->row.belief = value->belief;
    one->row.retired = retired;
    return put_rival(it, one, err);
}

static int write_follower(settling *it, const contest *of, rival *one, cairn_error *err)
{
    for (size_t i = 0; i < of->n; i++) {
        if (of->rivals[i].row.id == one->leader)
            return write_rival(it, one, &it->truth.values[of->rivals[i].value.place], err);
    }
    return CAIRN_OK; /* follows one that follows: believed on its own */
}

static int write_contest(settling *it, contest *of, cairn_error *err)
{
    const cn_truth_item *item;
    cn_conflict_row row = {.subject = of->class.subject, .relation = of->class.relation};
    int rc = CAIRN_OK;

    if (of->item == CN_TRUTH_NONE)
        return it->facts->delta->is_fresh
                   ? CAIRN_OK
                   : cn_conflict_drop(it->store, row.subject, row.relation, err);
    item = &it->truth.items[of->item];
    for (size_t i = 0; rc == CAIRN_OK && i < of->n; i++)
        rc = write_rival(it, &of->rivals[i], &it->truth.values[of->rivals[i].value.place], err);
    for (size_t i = 0; rc == CAIRN_OK && i < of->n_followers; i++)
        rc = write_follower(it, of, &of->followers[i], err);
    row.winner = (cairn_id)it->truth.values[item->winner].id;
    row.reason = item->reason;
    return rc < 0 ? rc : cn_conflict_put(it->store, &row, err);
}

static int settle_all(settling *it, cairn_error *err)
{
    int rc = gather_contests(it, err);

    for (size_t i = 0; rc == CAIRN_OK && i < it->n_contests; i++)
        rc = add_item(it, &it->contests[i], err);
    if (rc == CAIRN_OK)
        rc = cn_truth_solve(&it->truth, NULL, err);
    for (size_t i = 0; rc == CAIRN_OK && i < it->n_contests; i++)
        rc = write_contest(it, &it->contests[i], err);
    return rc;
}

int cn_conflicts_settle(const cn_facts *facts, cairn_error *err)
{
    settling it = {.facts = facts, .store = facts->keys->store, .truth = CN_TRUTH_INIT};
    int rc;

    cn_map_init(&it.sources);
    cn_arena_init(&it.arena, ARENA_MAX);
    cn_buf_init(&it.scratch, (size_t)1 << 30);
    rc = settle_all(&it, err);
    for (size_t i = 0; i < it.n_contests; i++) {
        cn_free(it.contests[i].rivals);
        cn_free(it.contests[i].followers);
    }
    cn_free(it.contests);
    cn_truth_done(&it.truth);
    cn_map_done(&it.sources);
    cn_arena_done(&it.arena);
    cn_buf_done(&it.scratch);
    return rc;
}
