/* Gists of chunks (gist.h) -> masks of the question's terms, sentence by sentence, and names
 * with the masks of the sentences that hold them. */
#include "retrieve/evidence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "retrieve/gist.h"
#include "retrieve/walk.h"

#define ARENA_MAX ((size_t)64 << 20)
enum { NAMES_MAX = 256 }; /* of a chunk */

struct reading { /* of one chunk */
    cn_evidence_set *set;
    cn_evidence_place names[NAMES_MAX];
    size_t n_names;
};

double cn_evidence_share(const cn_evidence_set *set, uint64_t mask)
{
    double sum = 0;

    for (; mask; mask &= mask - 1)
        sum += set->weights[__builtin_ctzll(mask)];
    return set->all_weights > 0 ? sum / set->all_weights : 0;
}

static bool may_be_term(const cn_evidence_set *set, uint64_t stem)
{
    return set->bloom >> (stem & 63) & 1;
}

/* Terms of the question among the stems. */
static uint64_t find_terms(const cn_evidence_set *set, const uint64_t *stems, size_t n)
{
    const cn_scores *scores = set->view->scores;
    uint64_t mask = 0;

    for (size_t i = 0; i < n; i++) {
        if (!may_be_term(set, stems[i]))
            continue;
        for (unsigned t = 0; t < scores->n_terms; t++)
            if (scores->terms[t].stem == stems[i])
                mask |= (uint64_t)1 << t;
    }
    return mask;
}

/* The title's words that the question has, by rarity. */
static double title_share(const cn_evidence_set *set, const cn_gist *gist)
{
    double all = 0, held = 0;

    for (uint32_t i = 0; i < gist->n_title; i++) {
        all += gist->rarity[i];
        if (find_terms(set, gist->title + i, 1))
            held += gist->rarity[i];
    }
    return all > 0 ? held / all : 0;
}

/* Two content words that follow each other in the question, stop words between them aside. */
static double pairs_share(const cn_evidence_set *set, const cn_gist *gist)
{
    uint64_t held = 0;

    if (set->n_pairs == 0)
        return 0;
    for (uint32_t i = 1; i < gist->n_stems; i++) {
        if (!may_be_term(set, gist->stems[i]) || !may_be_term(set, gist->stems[i - 1]))
            continue;
        for (unsigned p = 0; p < set->n_pairs; p++)
            if (set->pairs[p][0] == gist->stems[i - 1] && set->pairs[p][1] == gist->stems[i])
                held |= (uint64_t)1 << p;
    }
    return (double)__builtin_popcountll(held) / set->n_pairs;
}

static void add_name(struct reading *reading, uint32_t entity, uint64_t mask)
{
    for (size_t i = 0; i < reading->n_names; i++)
        if (reading->names[i].entity == entity) {
            /* The sentence that says most beside the name. */
            if (cn_evidence_share(reading->set, mask) >
                cn_evidence_share(reading->set, reading->names[i].mask))
                reading->names[i].mask = mask;
            return;
        }
    if (reading->n_names < NAMES_MAX)
        reading->names[reading->n_names++] = (cn_evidence_place){.entity = entity, .mask = mask};
}

static void read_sentences(struct reading *reading, cn_candidate_chunk *item, const cn_gist *gist)
{
    const cn_evidence_set *set = reading->set;
    uint32_t name = 0, first = 0;

    for (uint32_t s = 0; s < gist->n_sentences; s++) {
        const uint64_t mask =
            find_terms(set, gist->stems + first, gist->ends[s] - first) | item->head_mask;

        first = gist->ends[s];
        item->mask |= mask;
        if (cn_evidence_share(set, mask) > cn_evidence_share(set, item->best_mask))
            item->best_mask = mask;
        for (; name < gist->n_names && gist->names[name].sentence == s; name++)
            add_name(reading, gist->names[name].entity, mask);
    }
}

/* Which names of the question it has. */
static void find_asked(const cn_evidence_set *set, cn_candidate_chunk *item)
{
    const cn_snapshot *snapshot = set->view->snapshot;

    for (size_t i = 0; i < set->question->n_links; i++) {
        const cn_link *asked = &set->question->links[i];
        const cn_snap_link *link = cn_gist_link(snapshot, item->chunk, asked->entity);

        if (!link)
            continue;
        item->mentions_asked = fmax(item->mentions_asked, asked->weight);
        if (link->role == CN_ROLE_MENTION)
            continue;
        item->about_asked = fmax(item->about_asked, asked->weight);
        item->asked |= (uint64_t)1 << i;
    }
}

/* What the chunk is about stands in all of its sentences, said or not. */
static void add_subjects(struct reading *reading, const cn_candidate_chunk *item)
{
    const cn_snapshot *snapshot = reading->set->view->snapshot;

    for (uint64_t l = snapshot->link_offsets[item->chunk];
         l < snapshot->link_offsets[item->chunk + 1]; l++) {
        const cn_snap_link *link = &snapshot->links[l];
        if (link->role == CN_ROLE_MENTION)
            continue;
        add_name(reading, link->entity, item->best_mask);
        for (size_t i = 0; i < reading->n_names; i++)
            if (reading->names[i].entity == link->entity)
                reading->names[i].is_about = true;
    }
}

static int keep_names(struct reading *reading, size_t number, cairn_error *err)
{
    cn_evidence_set *set = reading->set;

    if (set->n_places + reading->n_names > set->cap_places) {
        const size_t wider = 2 * (set->cap_places + reading->n_names);
        cn_evidence_place *grown = cn_arena_alloc(&set->arena, wider * sizeof *grown);

        if (!grown)
            return cn_fail_memory(err, wider * sizeof *grown);
        if (set->n_places > 0)
            memcpy(grown, set->places, set->n_places * sizeof *grown);
        set->places = grown;
        set->cap_places = wider;
    }
    for (size_t i = 0; i < reading->n_names; i++) {
        reading->names[i].candidate = (uint32_t)number;
        set->places[set->n_places++] = reading->names[i];
    }
    return CAIRN_OK;
}

static int read_chunk(struct reading *reading, size_t number, cairn_error *err)
{
    cn_evidence_set *set = reading->set;
    cn_candidate_chunk *item = &set->items[number];
    cn_gist gist;
    const int rc = cn_gists_get(cn_walk_gists(set->view->walk), set->view, item->chunk, &gist, err);

    if (rc < 0)
        return rc;
    reading->n_names = 0;
    item->n_words = gist.n_words;
    item->head_mask = find_terms(set, gist.title, gist.n_title);
    item->mask = item->best_mask = item->head_mask;
    item->title_share = title_share(set, &gist);
    item->pairs = pairs_share(set, &gist);
    read_sentences(reading, item, &gist);
    find_asked(set, item);
    add_subjects(reading, item);
    return keep_names(reading, number, err);
}

static int compare_places(const void *a, const void *b)
{
    const cn_evidence_place *left = a, *right = b;

    if (left->entity != right->entity)
        return left->entity < right->entity ? -1 : 1;
    return left->candidate < right->candidate ? -1 : left->candidate > right->candidate;
}

void cn_evidence_sort(cn_evidence_set *set)
{
    if (set->n_places > 0)
        qsort(set->places, set->n_places, sizeof *set->places, compare_places);
}

/* The question's neighbouring content words. */
static void find_pairs(cn_evidence_set *set)
{
    const cn_words *asked = &set->question->words;
    const cn_word *before = NULL;

    for (size_t i = 0; i < asked->n && set->n_pairs < CN_QUERY_TERMS_MAX; i++) {
        const cn_word *word = &asked->items[i];
        if (word->flags & CN_WORD_STOP)
            continue;
        if (before) {
            set->pairs[set->n_pairs][0] = before->stem;
            set->pairs[set->n_pairs++][1] = word->stem;
        }
        before = word;
    }
}

int cn_evidence_init(cn_evidence_set *set, const cn_view *view, const cn_question *question,
                     size_t max, cairn_error *err)
{
    *set = (cn_evidence_set){.view = view, .question = question};
    cn_arena_init(&set->arena, ARENA_MAX);
    for (unsigned t = 0; t < view->scores->n_terms; t++) {
        set->weights[t] = view->scores->terms[t].idf;
        set->all_weights += set->weights[t];
        set->bloom |= (uint64_t)1 << (view->scores->terms[t].stem & 63);
    }
    find_pairs(set);
    set->items = cn_arena_alloc(&set->arena, (max + 1) * sizeof *set->items);
    return set->items ? CAIRN_OK : cn_fail_memory(err, max * sizeof *set->items);
}

int cn_evidence_read(cn_evidence_set *set, const cn_scored *ranked, size_t n, bool is_wider,
                     cairn_error *err)
{
    struct reading *reading = cn_alloc_zero(1, sizeof *reading);
    int rc = CAIRN_OK;

    if (!reading)
        return cn_fail_memory(err, sizeof *reading);
    reading->set = set;
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        set->items[set->n] = (cn_candidate_chunk){.chunk = (uint32_t)ranked[i].id,
                                                  .walked = is_wider ? 0 : ranked[i].score,
                                                  .widened = is_wider ? ranked[i].score : 0};
        rc = read_chunk(reading, set->n++, err);
    }
    cn_free(reading);
    return rc;
}

void cn_evidence_done(cn_evidence_set *set)
{
    cn_arena_done(&set->arena);
}
