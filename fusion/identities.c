/* Which entity a key is, see identities.h. Blocks are in identities_blocks.c, what is written in
 * identities_write.c.
 *
 * The queue is a heap by rank, so that what a key means is final before a key of lower rank asks
 * for it. A key whose meaning changes hands the question on to those that share a block with it. */
#include "fusion/identities_parts.h"

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

enum { PLACES_MAX = INT32_MAX, PARTNERS_MAX = 1 << 16 /* of a key */ };
static const size_t ARENA_MAX = (size_t)8 << 30, FEATURES_MAX = 1 << 16;

int cn_identities_init(cn_identities *it, cn_keys *keys, cn_pace *pace, uint64_t generation,
                       cairn_error *err)
{
    int rc;

    *it = (cn_identities){.keys = keys, .pace = pace, .generation = generation};
    cn_map_init(&it->meant_of);
    cn_map_init(&it->unstated);
    cn_arena_init(&it->arena, ARENA_MAX);
    cn_buf_init(&it->features, FEATURES_MAX);
    rc = cn_former_new(&it->former, err);
    return rc < 0 ? rc : cn_blocker_new(true, &it->blocker, err);
}

void cn_identities_done(cn_identities *it)
{
    cn_former_free(it->former);
    cn_blocker_free(it->blocker);
    cn_free(it->subjects);
    cn_free(it->postings);
    cn_free(it->blocks);
    cn_free(it->first_block);
    cn_free(it->queue);
    cn_free(it->state);
    cn_free(it->decisions);
    cn_free(it->groups);
    cn_free(it->changed);
    cn_free(it->meant);
    cn_map_done(&it->meant_of);
    cn_free(it->aliases);
    cn_map_done(&it->unstated);
    cn_arena_done(&it->arena);
    cn_buf_done(&it->features);
}

/* ---- Profiles ---- */

void cn_identities_profile(const cn_keys *keys, uint32_t key, uint32_t display,
                           const cn_counts *counts, cn_profile *profile)
{
    *profile = (cn_profile){.key = keys->items[key].id,
                            .name = display == CN_NO_PLACE ? "" : cn_name_text(keys, display),
                            .name_len = display == CN_NO_PLACE ? 0 : keys->names[display].len,
                            .mentions = counts->mentions,
                            .titles = counts->titles,
                            .about = counts->about};
    memcpy(profile->types, counts->types, sizeof(profile->types));
}

static int hold_subject(cn_identities *it, uint32_t key, cn_subject **subject, cairn_error *err)
{
    size_t cap = it->n_subjects;

    if (key >= it->n_subjects) {
        if (!cn_grow((void **)&it->subjects, &cap, it->keys->n, PLACES_MAX, sizeof(*it->subjects)))
            return cn_fail_memory(err, it->keys->n * sizeof(*it->subjects));
        memset(it->subjects + it->n_subjects, 0, (cap - it->n_subjects) * sizeof(*it->subjects));
        it->n_subjects = cap;
    }
    *subject = it->subjects[key];
    if (*subject)
        return CAIRN_OK;
    *subject = it->subjects[key] = cn_arena_alloc(&it->arena, sizeof(**subject));
    if (!*subject)
        return cn_fail_memory(err, sizeof(**subject));
    **subject = (cn_subject){.profile.name = NULL};
    return CAIRN_OK;
}

/* A key that nobody writes gets the name of a title without its qualifier, if it is that of one:
 * of the title with the least key. */
static int name_by_title(cn_identities *it, uint32_t key, cn_profile *profile, cairn_error *err)
{
    const cn_keys *keys = it->keys;
    const int64_t id = keys->items[key].id;
    cn_partners titles = {.items = NULL};
    int64_t least = INT64_MAX;
    int rc = cn_identities_titles_of(it, key, &titles, err);

    for (size_t i = 0; rc == CAIRN_OK && i < titles.n; i++) {
        const uint32_t title = titles.items[i].key, display = cn_key_display(keys, title);
        cn_name_form form;

        if (display == CN_NO_PLACE || keys->items[title].id >= least)
            continue;
        rc = cn_name_form_read(it->former, cn_name_text(keys, display), keys->names[display].len,
                               &form, err);
        if (rc == CAIRN_OK && form.base_key == id) {
            least = keys->items[title].id;
            profile->name = cn_name_text(keys, display);
            profile->name_len = (uint32_t)cn_name_base(profile->name, keys->names[display].len);
        }
    }
    cn_free(titles.items);
    return rc;
}

static int fill_subject(cn_identities *it, uint32_t key, cn_subject *made, cairn_error *err)
{
    const uint32_t display = cn_key_display(it->keys, key);
    const cn_counts counts = cn_key_counts(it->keys, key);
    cn_profile *profile = &made->profile;
    int rc = CAIRN_OK;

    cn_identities_profile(it->keys, key, display, &counts, profile);
    made->is_named = display != CN_NO_PLACE;
    if (!made->is_named)
        rc = name_by_title(it, key, profile, err);
    profile->form = &made->form;
    /* The text of names may move while more are read. */
    profile->name = cn_arena_strndup(&it->arena, profile->name, profile->name_len);
    if (!profile->name)
        return cn_fail_memory(err, profile->name_len);
    return rc < 0
               ? rc
               : cn_name_form_read(it->former, profile->name, profile->name_len, &made->form, err);
}

int cn_identities_subject(cn_identities *it, uint32_t key, const cn_subject **subject,
                          cairn_error *err)
{
    cn_subject *made;
    int rc = hold_subject(it, key, &made, err);

    *subject = NULL;
    if (rc == CAIRN_OK && !made->profile.name)
        rc = fill_subject(it, key, made, err);
    if (rc == CAIRN_OK && made->profile.name_len > 0)
        *subject = made;
    return rc;
}

/* ---- The queue ---- */

enum { STATE_QUEUED = 1, STATE_DECIDED = 2 };

struct cn_queued {
    uint32_t key;
    const cn_subject *subject; /* NULL: nothing names the key, which has the lowest rank */
};

static bool comes_before(const cn_identities *it, const struct cn_queued *a,
                         const struct cn_queued *b)
{
    if (a->subject && b->subject)
        return cn_merging_outranks(&a->subject->profile, &b->subject->profile);
    if (a->subject || b->subject)
        return a->subject != NULL;
    return it->keys->items[a->key].id < it->keys->items[b->key].id;
}

static uint8_t *state_of(cn_identities *it, uint32_t key)
{
    size_t cap = it->n_state;

    if (key < it->n_state)
        return &it->state[key];
    if (!cn_grow((void **)&it->state, &cap, it->keys->n, PLACES_MAX, sizeof(*it->state)))
        return NULL;
    memset(it->state + it->n_state, 0, cap - it->n_state);
    it->n_state = cap;
    return &it->state[key];
}

static int push_key(cn_identities *it, uint32_t key, cairn_error *err)
{
    uint8_t *state = state_of(it, key);
    struct cn_queued item = {.key = key};
    size_t at;
    int rc;

    if (!state)
        return cn_fail_memory(err, it->keys->n);
    if (*state != 0)
        return CAIRN_OK;
    *state = STATE_QUEUED;
    rc = cn_identities_subject(it, key, &item.subject, err);
    if (rc < 0)
        return rc;
    if (!cn_grow((void **)&it->queue, &it->cap_queue, it->n_queue + 1, PLACES_MAX,
                 sizeof(*it->queue)))
        return cn_fail_memory(err, sizeof(*it->queue));
    for (at = it->n_queue++; at > 0; at = (at - 1) / 2) {
        if (!comes_before(it, &item, &it->queue[(at - 1) / 2]))
            break;
        it->queue[at] = it->queue[(at - 1) / 2];
    }
    it->queue[at] = item;
    return CAIRN_OK;
}

static struct cn_queued pop_key(cn_identities *it)
{
    const struct cn_queued first = it->queue[0], last = it->queue[--it->n_queue];
    size_t at = 0;

    for (size_t child; (child = 2 * at + 1) < it->n_queue; at = child) {
        if (child + 1 < it->n_queue && comes_before(it, &it->queue[child + 1], &it->queue[child]))
            child++;
        if (!comes_before(it, &it->queue[child], &last))
            break;
        it->queue[at] = it->queue[child];
    }
    it->queue[at] = last;
    it->state[first.key] = STATE_DECIDED;
    return first;
}

/* ---- Decisions by hand ---- */

static int load_decisions(cn_identities *it, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_decision_row row;
    uint32_t key;
    int rc = cn_decision_scan(it->keys->store, 0, &cursor, err);

    while (rc >= 0 && (rc = cn_decision_next(cursor, &row, err)) == CAIRN_ROW) {
        if (!cn_grow((void **)&it->decisions, &it->cap_decisions, it->n_decisions + 1, PLACES_MAX,
                     sizeof(*it->decisions))) {
            rc = cn_fail_memory(err, sizeof(*it->decisions));
            break;
        }
        if (row.verdict != 0)
            it->decisions[it->n_decisions++] =
                (cn_decision){.a = row.a, .b = row.b, .verdict = (uint8_t)row.verdict};
        /* Groups reach further than the two keys: all decisions are looked at again. */
        rc = cn_keys_get(it->keys, row.a, &key, err);
        if (rc == CAIRN_OK)
            rc = push_key(it, key, err);
        if (rc == CAIRN_OK)
            rc = cn_keys_get(it->keys, row.b, &key, err);
        if (rc == CAIRN_OK)
            rc = push_key(it, key, err);
    }
    cn_cursor_free(cursor);
    if (rc < 0)
        return rc;
    return cn_decisions_settle(it->decisions, it->n_decisions, &it->groups, &it->n_groups, err);
}

/* The group of a key, 0 for none. */
static int64_t group_of(const cn_identities *it, int64_t key)
{
    size_t low = 0, high = it->n_groups;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (it->groups[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < it->n_groups && it->groups[low].key == key ? it->groups[low].group : 0;
}

/* x is y, or both are in one group. */
static bool is_one(const cn_identities *it, int64_t x, int64_t y)
{
    return x == y || (group_of(it, x) != 0 && group_of(it, x) == group_of(it, y));
}

static uint8_t verdict_of(const cn_identities *it, int64_t key, const cn_candidate_key *candidate)
{
    const int64_t other = candidate->profile->key;

    if (it->n_decisions == 0)
        return CN_BY_SCORE;
    for (size_t i = 0; i < it->n_decisions; i++) {
        const cn_decision *decision = &it->decisions[i];
        const int64_t ends[2] = {decision->a, decision->b};

        for (size_t side = 0; decision->verdict == CN_BY_HAND_APART && side < 2; side++) {
            if (is_one(it, ends[side], key) &&
                (is_one(it, ends[1 - side], other) || is_one(it, ends[1 - side], candidate->root)))
                return CN_BY_HAND_APART;
        }
    }
    return is_one(it, key, other) ? CN_BY_HAND_SAME : CN_BY_SCORE;
}

/* ---- One key ---- */

typedef struct candidates {
    cn_candidate_key *items;
    uint32_t *places;
    size_t n, cap, cap_places;
} candidates;

static int add_candidate(cn_identities *it, candidates *list, const cn_subject *of, uint32_t key,
                         uint32_t stated, cairn_error *err)
{
    const cn_subject *subject;
    cn_candidate_key *item;
    int rc;

    for (size_t i = 0; i < list->n; i++) {
        if (list->places[i] == key) {
            list->items[i].context.stated += stated;
            return CAIRN_OK;
        }
    }
    rc = cn_identities_subject(it, key, &subject, err);
    if (rc < 0 || !subject || !subject->is_named ||
        !cn_merging_outranks(&subject->profile, &of->profile))
        return rc;
    if (!cn_grow((void **)&list->items, &list->cap, list->n + 1, PARTNERS_MAX,
                 sizeof(*list->items)) ||
        !cn_grow((void **)&list->places, &list->cap_places, list->n + 1, PARTNERS_MAX,
                 sizeof(*list->places)))
        return cn_fail_memory(err, sizeof(*list->items));
    item = &list->items[list->n];
    list->places[list->n++] = key;
    *item = (cn_candidate_key){.profile = &subject->profile, .context.stated = stated};
    rc = cn_key_remember(it->keys, key, err);
    if (rc < 0)
        return rc;
    /* Of higher rank: decided by now, or not asked, so that it means what it meant. */
    item->root = *state_of(it, key) == STATE_DECIDED ? it->keys->items[it->keys->items[key].root].id
                                                     : it->keys->items[key].old_root;
    item->verdict = verdict_of(it, of->profile.key, item);
    return CAIRN_OK;
}

static int gather_candidates(cn_identities *it, uint32_t key, const cn_subject *of,
                             candidates *list, cairn_error *err)
{
    const int64_t group = group_of(it, of->profile.key);
    cn_partners partners = {.items = NULL};
    int rc = cn_identities_partners(it, key, &of->profile, &partners, err);

    for (size_t i = 0; rc == CAIRN_OK && i < partners.n; i++)
        rc = add_candidate(it, list, of, partners.items[i].key, partners.items[i].stated, err);
    for (size_t i = 0; rc == CAIRN_OK && group != 0 && i < it->n_groups; i++) {
        uint32_t other;

        if (it->groups[i].group != group)
            continue;
        rc = cn_keys_get(it->keys, it->groups[i].key, &other, err);
        if (rc == CAIRN_OK)
            rc = add_candidate(it, list, of, other, 0, err);
    }
    cn_free(partners.items);
    return rc;
}

/* From scratch: the keys of an entity are asked for once all are decided. */
static int note_alias(cn_identities *it, uint32_t key, int64_t entity, cairn_error *err)
{
    if (!cn_grow((void **)&it->aliases, &it->cap_aliases, it->n_aliases + 1, PLACES_MAX,
                 sizeof(*it->aliases)))
        return cn_fail_memory(err, sizeof(*it->aliases));
    it->aliases[it->n_aliases++] = (cn_ordered){.id = entity, .place = key};
    return CAIRN_OK;
}

static int put_alias(cn_identities *it, const cn_subject *of, const candidates *list,
                     const cn_meanings *chosen, const cn_meaning *meaning, cairn_error *err)
{
    const cn_candidate_key *candidate = &list->items[meaning->candidate];
    cn_alias_row row = {.key = of->profile.key,
                        .entity = candidate->root,
                        .target = candidate->profile->key,
                        .score = meaning->share / 10000.0,
                        .reason = chosen->reason,
                        .run = it->generation,
                        .is_merged = chosen->kind == CN_MEANS_ONE};

    cn_buf_clear(&it->features);
    if (cn_similarity_explain(&meaning->similarity, &it->features) < 0)
        return cn_fail_memory(err, FEATURES_MAX);
    row.features = cn_buf_str(&it->features);
    return cn_alias_put(it->keys->store, &row, err);
}

/* What the key means from now on; its entity, its old one and its new one are written again. */
static int set_meaning(cn_identities *it, uint32_t place, const candidates *list,
                       const cn_meanings *chosen, cairn_error *err)
{
    cn_keys *keys = it->keys;
    int rc = CAIRN_OK;

    keys->items[place].root = place;
    keys->items[place].n_targets = chosen->n;
    keys->items[place].is_merged = chosen->kind == CN_MEANS_ONE;
    keys->items[place].target = CN_NO_PLACE;
    keys->items[place].is_dirty = true;
    for (uint32_t i = 0; rc == CAIRN_OK && i < chosen->n; i++) {
        const cn_candidate_key *candidate = &list->items[chosen->items[i].candidate];
        uint32_t root;

        rc = cn_keys_get(keys, candidate->root, &root, err);
        if (rc < 0)
            break;
        keys->items[root].is_dirty = true;
        if (chosen->kind == CN_MEANS_ONE) {
            keys->items[place].root = root;
            keys->items[place].target = list->places[chosen->items[i].candidate];
        }
    }
    return rc;
}

/* Rows of the key and what hangs on them. */
static int replace_meaning(cn_identities *it, uint32_t place, const cn_subject *of,
                           const candidates *list, const cn_meanings *chosen, cairn_error *err)
{
    cn_keys *keys = it->keys;
    int rc = CAIRN_OK;

    if (keys->items[place].has_old_aliases) {
        rc = cn_identities_dirty_old(it, place, err);
        if (rc == CAIRN_OK)
            rc = cn_alias_drop(keys->store, keys->items[place].id, err);
    }
    if (rc == CAIRN_OK)
        rc = set_meaning(it, place, list, chosen, err);
    for (uint32_t i = 0; rc == CAIRN_OK && i < chosen->n; i++) {
        rc = put_alias(it, of, list, chosen, &chosen->items[i], err);
        if (rc == CAIRN_OK && keys->is_fresh)
            rc = note_alias(it, place, list->items[chosen->items[i].candidate].root, err);
    }
    return rc;
}

/* A key that means something else than before: facts follow, and so do keys that looked to it. */
static int tell_change(cn_identities *it, uint32_t place, const cn_subject *of, cairn_error *err)
{
    const cairn_id old_root = it->keys->items[place].old_root;
    cn_partners partners = {.items = NULL};
    int rc = CAIRN_OK;

    if (it->keys->is_fresh || it->keys->items[it->keys->items[place].root].id == old_root)
        return CAIRN_OK;
    if (!cn_grow((void **)&it->changed, &it->cap_changed, it->n_changed + 1, PLACES_MAX,
                 sizeof(*it->changed)))
        return cn_fail_memory(err, sizeof(*it->changed));
    it->changed[it->n_changed++] = old_root;
    if (of)
        rc = cn_identities_partners(it, place, &of->profile, &partners, err);
    for (size_t i = 0; rc == CAIRN_OK && i < partners.n; i++)
        rc = push_key(it, partners.items[i].key, err);
    cn_free(partners.items);
    if (rc == CAIRN_OK)
        rc = cn_identities_push_stated(it, place, push_key, err);
    return rc < 0 ? rc : cn_identities_push_aliases(it, place, push_key, err);
}

static int decide_key(cn_identities *it, const struct cn_queued *item, cairn_error *err)
{
    candidates list = {.items = NULL};
    cn_meanings chosen = {.kind = CN_MEANS_ITSELF};
    int rc = cn_key_remember(it->keys, item->key, err);

    if (rc == CAIRN_OK && item->subject)
        rc = gather_candidates(it, item->key, item->subject, &list, err);
    if (rc == CAIRN_OK && list.n > 0)
        cn_merging_choose(&item->subject->profile, list.items, list.n, &chosen);
    if (rc == CAIRN_OK)
        rc = replace_meaning(it, item->key, item->subject, &list, &chosen, err);
    if (rc == CAIRN_OK)
        rc = tell_change(it, item->key, item->subject, err);
    cn_free(list.items);
    cn_free(list.places);
    return rc < 0 ? rc : cn_pace_step(it->pace, err);
}

int cn_identities_decide(cn_identities *it, cairn_error *err)
{
    int rc = cn_identities_block(it, push_key, err);

    if (rc == CAIRN_OK)
        rc = load_decisions(it, err);
    while (rc == CAIRN_OK && it->n_queue > 0) {
        const struct cn_queued item = pop_key(it);

        rc = decide_key(it, &item, err);
    }
    return rc;
}

/* ---- Asking ---- */

/* In that document the key has a sense of its own. */
static int find_sense(cn_keys *keys, uint32_t place, int64_t sense, uint32_t *entity,
                      cairn_error *err)
{
    int rc = cn_keys_get(keys, sense, entity, err);

    if (rc == CAIRN_OK)
        keys->items[*entity].sense_of = place;
    return rc;
}

int cn_identities_find(cn_identities *it, uint32_t place, cairn_id document, bool is_old,
                       uint32_t *entity, cairn_error *err)
{
    cn_keys *keys = it->keys;
    const int rc = cn_key_remember(keys, place, err);
    const cn_key *key = &keys->items[place];
    const cn_map *senses = is_old ? &keys->old_senses : &keys->senses;
    const bool has_senses = is_old ? key->has_old_senses : key->has_senses;
    const uint64_t *sense = has_senses ? cn_map_get(senses, cn_key_sense(key->id, document)) : NULL;

    *entity = place;
    if (rc < 0)
        return rc;
    if (sense)
        return find_sense(keys, place, (int64_t)*sense, entity, err);
    /* A key that was not asked about means what it meant. */
    if (is_old || (!keys->is_fresh && (place >= it->n_state || it->state[place] != STATE_DECIDED)))
        return key->old_root == key->id ? CAIRN_OK : cn_keys_get(keys, key->old_root, entity, err);
    *entity = key->root;
    return CAIRN_OK;
}
