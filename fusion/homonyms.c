/* Homonyms, see homonyms.h.
 *
 * The facts at hand are those of keys without senses: all documents of a name speak of one thing.
 * A key that may be split has all its facts at hand, so what comes out depends on them alone. */
#include "fusion/homonyms.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "fusion/conflicts.h"
#include "fusion/senses.h"

enum {
    PLACES_MAX = INT32_MAX,
    FACTS_MAX = 128 /* a name that stands in more facts is not split: countries, common names */
};

/* A statement that names the key, and what it says of it. */
typedef struct said {
    cairn_id document;
    uint64_t uri; /* hash */
    cn_neighbour neighbour;
    uint32_t stated; /* place in the statements of the facts */
} said;

typedef struct splitting {
    cn_facts *facts;
    uint32_t key;
    uint32_t *candidates; /* keys, each once */
    size_t n_candidates, cap_candidates;
    size_t n_taken;      /* of the candidates: all facts of these are at hand */
    cn_map is_candidate; /* place of a key -> 1 */
    cn_map contested;    /* id of a key with a conflict of the last build -> 1 */
    said *items;         /* of the key at hand */
    size_t n, cap;
    uint32_t *n_facts; /* by place of the key */
    uint32_t *moved;   /* statements that belong to a further sense */
    size_t n_moved, cap_moved;
} splitting;

/* ---- Which keys ---- */

static uint32_t base_of(const cn_keys *keys, uint32_t key)
{
    return keys->items[key].sense_of == CN_NO_PLACE ? key : keys->items[key].sense_of;
}

/* Facts in which each key stands, of those at hand. */
static int count_facts(splitting *it, cairn_error *err)
{
    const cn_facts *facts = it->facts;

    cn_free(it->n_facts);
    it->n_facts = cn_alloc_zero(facts->keys->n + 1, sizeof(*it->n_facts));
    if (!it->n_facts)
        return cn_fail_memory(err, facts->keys->n * sizeof(*it->n_facts));
    for (size_t i = 0; i < facts->n; i++) {
        it->n_facts[facts->items[i].subject]++;
        if (facts->items[i].object != CN_NO_PLACE)
            it->n_facts[facts->items[i].object]++;
    }
    return CAIRN_OK;
}

/* Those at hand, and those that stayed in the store. A key that had senses is looked at in any
 * case, and counted once all its facts are at hand. */
static int is_small(splitting *it, uint32_t key, bool *is_it, cairn_error *err)
{
    cn_keys *keys = it->facts->keys;
    int rc = CAIRN_OK;

    *is_it = cn_map_get(&keys->old_homonyms, (uint64_t)keys->items[key].id) != NULL;
    if (*is_it)
        return CAIRN_OK;
    rc = cn_key_tally(keys, key, err);
    *is_it = it->n_facts[key] + keys->items[key].facts <= FACTS_MAX;
    return rc;
}

static int add_candidate(splitting *it, uint32_t key, cairn_error *err)
{
    bool is_new, is_it = false;
    int rc;

    key = base_of(it->facts->keys, key);
    if (cn_map_get(&it->is_candidate, key))
        return CAIRN_OK;
    rc = is_small(it, key, &is_it, err);
    if (rc < 0 || !is_it)
        return rc;
    if (!cn_map_put(&it->is_candidate, key, &is_new))
        return cn_fail_memory(err, sizeof(struct cn_map_slot));
    if (!cn_grow((void **)&it->candidates, &it->cap_candidates, it->n_candidates + 1, PLACES_MAX,
                 sizeof(*it->candidates)))
        return cn_fail_memory(err, sizeof(*it->candidates));
    it->candidates[it->n_candidates++] = key;
    return CAIRN_OK;
}

/* Subjects of the conflicts of the last build. */
static int load_contested(splitting *it, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_conflict_row row;
    int rc = cn_conflict_scan(it->facts->keys->store, 0, &cursor, err);

    while (rc >= 0 && (rc = cn_conflict_next(cursor, &row, err)) == CAIRN_ROW) {
        const cn_relation *relation;
        uint32_t place;

        rc = cn_relations_canonical(it->facts->relations, row.relation, &place, err);
        if (rc < 0)
            break;
        relation = &it->facts->relations->items[place];
        if (relation->one_value != 0 && !relation->is_nested &&
            !cn_map_put(&it->contested, (uint64_t)row.subject, NULL))
            rc = cn_fail_memory(err, sizeof(struct cn_map_slot));
    }
    cn_cursor_free(cursor);
    return rc;
}

/* The key has a conflict of the last build, or had senses. */
static int add_stored(splitting *it, uint32_t key, cairn_error *err)
{
    const cn_keys *keys = it->facts->keys;
    const uint64_t id = (uint64_t)keys->items[base_of(keys, key)].id;

    if (!cn_map_get(&it->contested, id) && !cn_map_get(&keys->old_homonyms, id))
        return CAIRN_OK;
    return add_candidate(it, key, err);
}

static int gather_candidates(splitting *it, cairn_error *err)
{
    cn_facts *facts = it->facts;
    int rc = CAIRN_OK;

    /* The subjects of old facts may have to be read: before they are counted. */
    for (size_t i = 0; rc == CAIRN_OK && !facts->delta->is_fresh && i < facts->n_old; i++) {
        uint32_t key;

        rc = cn_keys_get(facts->keys, facts->old[i].subject, &key, err);
    }
    if (rc == CAIRN_OK)
        rc = count_facts(it, err);
    for (size_t i = 0; rc == CAIRN_OK && i < facts->n_classes; i++) {
        if (facts->classes[i].n_facts > 1 && facts->classes[i].is_for_ever)
            rc = add_candidate(it, cn_keys_find(facts->keys, facts->classes[i].subject), err);
    }
    for (size_t i = 0; rc == CAIRN_OK && !facts->delta->is_fresh && i < facts->n; i++) {
        rc = add_stored(it, facts->items[i].subject, err);
        if (rc == CAIRN_OK && facts->items[i].object != CN_NO_PLACE)
            rc = add_stored(it, facts->items[i].object, err);
    }
    for (size_t i = 0; rc == CAIRN_OK && !facts->delta->is_fresh && i < facts->n_old; i++) {
        const cairn_id ends[] = {facts->old[i].subject, facts->old[i].object};

        for (size_t end = 0; rc == CAIRN_OK && end < 2 && ends[end] != 0; end++) {
            uint32_t key;

            rc = cn_keys_get(facts->keys, ends[end], &key, err);
            if (rc == CAIRN_OK)
                rc = add_stored(it, key, err);
        }
    }
    return rc;
}

/* All facts of a candidate and of its old senses are to be at hand. */
static int take_candidates(splitting *it, cairn_error *err)
{
    cn_facts *facts = it->facts;
    cn_keys *keys = facts->keys;
    int rc = CAIRN_OK;

    for (; rc == CAIRN_OK && it->n_taken < it->n_candidates; it->n_taken++) {
        const uint32_t key = it->candidates[it->n_taken];
        cn_cursor *cursor = NULL;
        cn_sense_row row;

        rc = cn_facts_take_entity(facts, keys->items[key].id, err);
        if (rc == CAIRN_OK && cn_map_get(&keys->old_homonyms, (uint64_t)keys->items[key].id))
            rc = cn_sense_scan(keys->store, keys->items[key].id, &cursor, err);
        while (rc == CAIRN_OK && cursor && (rc = cn_sense_next(cursor, &row, err)) == CAIRN_ROW)
            rc = cn_facts_take_entity(facts, row.entity, err);
        cn_cursor_free(cursor);
    }
    return rc < 0 ? rc : cn_facts_read_waiting(facts, err);
}

/* ---- What documents say ---- */

static uint64_t direction(uint64_t relation, bool is_object)
{
    return is_object ? cn_hash_mix(relation, 1) : relation;
}

static int add_said(splitting *it, const cn_fact *fact, bool is_object, uint32_t stated,
                    cairn_error *err)
{
    cn_facts *facts = it->facts;
    const cn_relation *relation = &facts->relations->items[fact->relation];
    said *made;

    if (!cn_grow((void **)&it->items, &it->cap, it->n + 1, PLACES_MAX, sizeof(*it->items)))
        return cn_fail_memory(err, it->n * sizeof(*it->items));
    made = &it->items[it->n++];
    *made = (said){.stated = stated};
    made->document = cn_chunk_document(cn_mention_chunk(facts->statements[stated].statement));
    made->neighbour.relation = direction((uint64_t)relation->id, is_object);
    made->neighbour.kind = fact->kind;
    made->neighbour.detail = fact->detail;
    if (is_object)
        made->neighbour.other = (uint64_t)facts->keys->items[fact->subject].id;
    else if (fact->object != CN_NO_PLACE)
        made->neighbour.other = (uint64_t)facts->keys->items[fact->object].id;
    else
        made->neighbour.other = fact->value;
    if (!is_object)
        made->neighbour.trait = (uint8_t)cn_trait_of_relation(relation->text, relation->len);
    return CAIRN_OK;
}

static int find_uri(splitting *it, said *of, cairn_error *err)
{
    cn_document_row row;
    int rc = cn_document_get(it->facts->keys->store, of->document, &row, err);

    if (rc == CAIRN_OK)
        of->uri = cn_hash(row.uri, strlen(row.uri));
    return rc;
}

static int compare_said(const void *a, const void *b)
{
    const said *x = a;
    const said *y = b;
    const uint64_t left[] = {x->uri, x->neighbour.relation, x->neighbour.other, x->neighbour.kind,
                             x->neighbour.detail};
    const uint64_t right[] = {y->uri, y->neighbour.relation, y->neighbour.other, y->neighbour.kind,
                              y->neighbour.detail};

    for (size_t i = 0; i < sizeof(left) / sizeof(left[0]); i++) {
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    }
    return 0;
}

/* A candidate and a statement of a fact that it stands in. */
typedef struct part {
    uint32_t key;
    uint32_t stated;
    bool is_object;
} part;

/* All that is said of the key, by document. A statement about another name that means the key keeps
 * to it: that name has no senses. */
static int gather_said(splitting *it, const part *parts, size_t n, cairn_error *err)
{
    const cn_facts *facts = it->facts;
    int rc = CAIRN_OK;

    it->n = 0;
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        const cn_stated *stated = &facts->statements[parts[i].stated];

        if ((parts[i].is_object ? stated->object_key : stated->subject_key) == it->key)
            rc =
                add_said(it, &facts->items[stated->fact], parts[i].is_object, parts[i].stated, err);
    }
    for (size_t i = 0; rc == CAIRN_OK && i < it->n; i++)
        rc = find_uri(it, &it->items[i], err);
    if (it->n > 1)
        qsort(it->items, it->n, sizeof(*it->items), compare_said);
    return rc;
}

/* ---- Is anything in dispute? ---- */

static int compare_facts(const cn_fact *x, const cn_fact *y)
{
    if (x->relation != y->relation)
        return x->relation < y->relation ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->kind == CN_VALUE_QUANTITY && x->detail != y->detail)
        return x->detail < y->detail ? -1 : 1;
    return 0;
}

static int compare_places(const void *a, const void *b)
{
    const cn_fact *const *x = a;
    const cn_fact *const *y = b;
    const int order = compare_facts(*x, *y);

    return order != 0 ? order : ((*x)->id > (*y)->id) - ((*x)->id < (*y)->id);
}

static cn_claim_value claim_of(const cn_facts *facts, const cn_fact *fact)
{
    const cn_keys *keys = facts->keys;
    const uint32_t name =
        fact->object == CN_NO_PLACE ? fact->literal : cn_key_display(keys, fact->object);
    cn_claim_value value = {.kind = CN_CLAIM_TEXT, .text = ""};

    if (fact->kind == CN_VALUE_DATE)
        value.kind = CN_CLAIM_DATE;
    else if (fact->kind == CN_VALUE_QUANTITY)
        value.kind = CN_CLAIM_QUANTITY;
    if (name != CN_NO_PLACE) {
        value.text = cn_name_text(keys, name);
        value.len = keys->names[name].len;
    }
    return value;
}

/* The facts of the key in relations of one value, by relation and kind; returns how many. Not
 * places that may lie in one another: where one was born says too little. */
static size_t list_contested(const splitting *it, const part *parts, size_t n, const cn_fact **list)
{
    const cn_facts *facts = it->facts;
    size_t n_listed = 0, n_distinct = 0;

    for (size_t i = 0; i < n; i++) {
        const cn_fact *fact = &facts->items[facts->statements[parts[i].stated].fact];

        if (!parts[i].is_object && !facts->relations->items[fact->relation].is_nested &&
            (facts->relations->items[fact->relation].one_value & fact->kind) != 0)
            list[n_listed++] = fact;
    }
    qsort(list, n_listed, sizeof(*list), compare_places);
    for (size_t i = 0; i < n_listed; i++) {
        if (n_distinct == 0 || list[n_distinct - 1] != list[i])
            list[n_distinct++] = list[i];
    }
    return n_distinct;
}

static int is_disputed(const splitting *it, const part *parts, size_t n, bool *is_it,
                       cairn_error *err)
{
    const cn_fact **list = cn_alloc_zero(n + 1, sizeof(*list));
    cn_claim_value *values = cn_alloc_zero(n + 1, sizeof(*values));
    int rc = list && values ? CAIRN_OK : cn_fail_memory(err, n * sizeof(*values));
    const size_t n_listed = rc == CAIRN_OK ? list_contested(it, parts, n, list) : 0;

    *is_it = false;
    for (size_t first = 0, end; rc == CAIRN_OK && !*is_it && first < n_listed; first = end) {
        for (end = first; end < n_listed && compare_facts(list[end], list[first]) == 0; end++)
            values[end - first] = claim_of(it->facts, list[end]);
        if (end - first > 1)
            rc = cn_conflicts_in_dispute(values, end - first, is_it, err);
    }
    cn_free(list);
    cn_free(values);
    return rc;
}

/* ---- Splitting ---- */

/* The documents that speak of the key, as senses.h wants them: borrows from `neighbours`. */
static size_t list_documents(const splitting *it, cn_neighbour *neighbours,
                             cn_sense_document *documents)
{
    size_t n = 0;

    for (size_t i = 0; i < it->n; i++) {
        neighbours[i] = it->items[i].neighbour;
        if (i == 0 || it->items[i].uri != it->items[i - 1].uri)
            documents[n++] =
                (cn_sense_document){.document = it->items[i].uri, .neighbours = &neighbours[i]};
        documents[n - 1].n_neighbours++;
    }
    return n;
}

/* Whether the document has the key as its title. */
static int read_titles(splitting *it, cn_sense_document *documents, cairn_error *err)
{
    cn_keys *keys = it->facts->keys;
    size_t n = 0;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < it->n; i++) {
        cn_document_row row;
        int64_t id;

        if (i > 0 && it->items[i].uri == it->items[i - 1].uri)
            continue;
        rc = cn_document_get(keys->store, it->items[i].document, &row, err);
        if (rc == CAIRN_OK)
            rc = cn_keys_hash(keys, row.title, strlen(row.title), &id, err);
        if (rc == CAIRN_OK)
            documents[n++].is_title = id == keys->items[it->key].id;
    }
    return rc;
}

static uint64_t least_of(const cn_sense_document *documents, const uint32_t *groups, size_t n,
                         uint32_t group)
{
    uint64_t least = UINT64_MAX;

    for (size_t i = 0; i < n; i++) {
        if (groups[i] == group && documents[i].document < least)
            least = documents[i].document;
    }
    return least;
}

static int add_moved(splitting *it, uint32_t stated, cairn_error *err)
{
    if (!cn_grow((void **)&it->moved, &it->cap_moved, it->n_moved + 1, PLACES_MAX,
                 sizeof(*it->moved)))
        return cn_fail_memory(err, it->n_moved * sizeof(*it->moved));
    it->moved[it->n_moved++] = stated;
    return CAIRN_OK;
}

/* A document speaks of a further sense: its row, and its statements are to be fused again. */
static int set_sense(splitting *it, size_t first, size_t end, int64_t sense, cairn_error *err)
{
    cn_keys *keys = it->facts->keys;
    const cn_sense_row row = {keys->items[it->key].id, it->items[first].document, sense};
    uint64_t *slot = cn_map_put(&keys->senses, cn_key_sense(row.key, row.document), NULL);
    uint32_t place;
    int rc = slot ? cn_keys_get(keys, sense, &place, err) : cn_fail_memory(err, sizeof(*slot));

    if (rc < 0)
        return rc;
    *slot = (uint64_t)sense;
    keys->items[it->key].has_senses = true;
    keys->items[place].sense_of = it->key;
    keys->items[place].is_dirty = true;
    for (size_t i = first; rc == CAIRN_OK && i < end; i++)
        rc = add_moved(it, it->items[i].stated, err);
    return rc < 0 ? rc : cn_sense_put(keys->store, &row, err);
}

static int set_senses(splitting *it, const cn_sense_document *documents, const uint32_t *groups,
                      size_t n, cairn_error *err)
{
    const int64_t key = it->facts->keys->items[it->key].id;
    size_t at = 0;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        const size_t first = at;

        at += documents[i].n_neighbours;
        if (groups[i] > 0)
            rc = set_sense(it, first, at,
                           cn_sense_key(key, groups[i], least_of(documents, groups, n, groups[i])),
                           err);
    }
    return rc;
}

static int split_said(splitting *it, cairn_error *err)
{
    cn_neighbour *neighbours = cn_alloc_zero(it->n + 1, sizeof(*neighbours));
    cn_sense_document *documents = cn_alloc_zero(it->n + 1, sizeof(*documents));
    uint32_t *groups = cn_alloc_zero(it->n + 1, sizeof(*groups));
    cn_senses senses = {.n = 1};
    size_t n = 0;
    int rc = neighbours && documents && groups ? CAIRN_OK
                                               : cn_fail_memory(err, it->n * sizeof(*neighbours));

    if (rc == CAIRN_OK) {
        n = list_documents(it, neighbours, documents);
        rc = read_titles(it, documents, err);
    }
    if (rc == CAIRN_OK && n > 1)
        rc = cn_senses_split(documents, n, groups, &senses, err);
    if (rc == CAIRN_OK && senses.n > 1)
        rc = set_senses(it, documents, groups, n, err);
    cn_free(neighbours);
    cn_free(documents);
    cn_free(groups);
    return rc;
}

/* Facts that the parts belong to, those that a key stands in twice counted twice. Parts come by
 * statement; n is small for all but keys that had senses and grew. */
static size_t count_distinct(const cn_facts *facts, const part *parts, size_t n)
{
    size_t n_distinct = 0;

    for (size_t i = 0; i < n && n_distinct <= FACTS_MAX; i++) {
        bool is_first = true;

        for (size_t j = 0; j < i && is_first; j++)
            is_first =
                parts[j].is_object != parts[i].is_object ||
                facts->statements[parts[j].stated].fact != facts->statements[parts[i].stated].fact;
        n_distinct += is_first;
    }
    return n_distinct;
}

static int split_key(splitting *it, const part *parts, size_t n, cairn_error *err)
{
    bool is_it;
    int rc;

    it->key = parts[0].key;
    if (count_distinct(it->facts, parts, n) > FACTS_MAX)
        return CAIRN_OK;
    rc = is_disputed(it, parts, n, &is_it, err);
    if (rc < 0 || !is_it)
        return rc;
    rc = gather_said(it, parts, n, err);
    return rc < 0 ? rc : split_said(it, err);
}

/* ---- All of them ---- */

static int compare_parts(const void *a, const void *b)
{
    const part *x = a;
    const part *y = b;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    if (x->stated != y->stated)
        return x->stated < y->stated ? -1 : 1;
    return x->is_object - y->is_object;
}

static int add_part(const splitting *it, part **parts, size_t *n, size_t *cap, uint32_t key,
                    uint32_t stated, bool is_object, cairn_error *err)
{
    if (key == CN_NO_PLACE || !cn_map_get(&it->is_candidate, key))
        return CAIRN_OK;
    if (!cn_grow((void **)parts, cap, *n + 1, PLACES_MAX, sizeof(**parts)))
        return cn_fail_memory(err, *n * sizeof(**parts));
    (*parts)[(*n)++] = (part){key, stated, is_object};
    return CAIRN_OK;
}

static int list_parts(const splitting *it, part **parts, size_t *n, cairn_error *err)
{
    const cn_facts *facts = it->facts;
    size_t cap = 0;
    int rc = CAIRN_OK;

    for (uint32_t i = 0; rc == CAIRN_OK && i < facts->n_statements; i++) {
        const cn_fact *fact = &facts->items[facts->statements[i].fact];

        rc = add_part(it, parts, n, &cap, fact->subject, i, false, err);
        if (rc == CAIRN_OK)
            rc = add_part(it, parts, n, &cap, fact->object, i, true, err);
    }
    if (*n > 1)
        qsort(*parts, *n, sizeof(**parts), compare_parts);
    return rc;
}

/* The senses of the last build are found again, or go. */
static int drop_senses(splitting *it, cairn_error *err)
{
    cn_keys *keys = it->facts->keys;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < it->n_candidates; i++) {
        const int64_t id = keys->items[it->candidates[i]].id;

        if (cn_map_get(&keys->old_homonyms, (uint64_t)id))
            rc = cn_sense_drop(keys->store, id, err);
    }
    return rc;
}

/* After all keys are split, so that none sees another's senses. */
static int move_statements(splitting *it, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < it->n_moved; i++) {
        if (it->facts->statements[it->moved[i]].fact != CN_NO_PLACE)
            rc = cn_facts_put_back(it->facts, it->moved[i], err);
    }
    return rc < 0 ? rc : cn_facts_read_waiting(it->facts, err);
}

/* What is taken for one candidate may name another. */
static int find_candidates(splitting *it, cairn_error *err)
{
    int rc = it->facts->delta->is_fresh ? CAIRN_OK : load_contested(it, err);

    if (rc == CAIRN_OK)
        rc = gather_candidates(it, err);

    while (rc == CAIRN_OK && !it->facts->delta->is_fresh && it->n_taken < it->n_candidates) {
        rc = take_candidates(it, err);
        if (rc == CAIRN_OK)
            rc = gather_candidates(it, err);
    }
    return rc;
}

static int split_all(splitting *it, cairn_error *err)
{
    part *parts = NULL;
    size_t n = 0;
    int rc = find_candidates(it, err);

    if (rc == CAIRN_OK)
        rc = drop_senses(it, err);
    if (rc == CAIRN_OK && it->n_candidates > 0)
        rc = list_parts(it, &parts, &n, err);
    for (size_t first = 0, end; rc == CAIRN_OK && first < n; first = end) {
        for (end = first; end < n && parts[end].key == parts[first].key; end++)
            ;
        rc = split_key(it, parts + first, end - first, err);
    }
    cn_free(parts);
    return rc < 0 ? rc : move_statements(it, err);
}

int cn_homonyms_split(cn_facts *facts, cairn_error *err)
{
    splitting it = {.facts = facts};
    int rc;

    cn_map_init(&it.is_candidate);
    cn_map_init(&it.contested);
    rc = split_all(&it, err);
    cn_map_done(&it.is_candidate);
    cn_map_done(&it.contested);
    cn_free(it.candidates);
    cn_free(it.items);
    cn_free(it.moved);
    cn_free(it.n_facts);
    return rc;
}
