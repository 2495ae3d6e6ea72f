/* Why a hit is there, in words, from what the walk goes by: names of the question that the passage
 * is about or mentions, words of the question that it holds, and a better hit that leads to it by a
 * name they share. Told of the finished ranking, so that asking for it changes nothing. */
#include "api/hits.h"

#include <string.h>

#include "base/mem.h"

enum {
    NAMES_MAX = 4,   /* of one kind that are told */
    WORDS_TOLD = 8,  /* likewise */
    LEADING_MAX = 20 /* hits that lead to others: the walk's front */
};
#define WHY_BYTES_MAX ((size_t)4096)

typedef struct telling {
    const cn_view *view;
    const cn_question *question;
    const cairn_hits *hits;
    cn_buf text;
} telling;

static bool has_ordinal(const uint32_t *items, uint64_t first, uint64_t end, uint32_t wanted)
{
    while (first < end) { /* they are ascending */
        const uint64_t middle = first + (end - first) / 2;

        if (items[middle] < wanted)
            first = middle + 1;
        else
            end = middle;
    }
    return items[first] == wanted;
}

static bool is_about(const cn_snapshot *snapshot, uint32_t entity, uint32_t chunk)
{
    const uint64_t first = snapshot->about_offsets[entity];
    const uint64_t end = snapshot->about_offsets[entity + 1];

    return end > first && has_ordinal(snapshot->about, first, end - 1, chunk);
}

static bool mentions(const cn_snapshot *snapshot, uint32_t entity, uint32_t chunk)
{
    const uint64_t first = snapshot->mentioned_offsets[entity];
    const uint64_t end = snapshot->mentioned_offsets[entity + 1];

    return end > first && has_ordinal(snapshot->mentioned, first, end - 1, chunk);
}

static bool is_asked(const cn_question *question, uint32_t entity)
{
    for (size_t i = 0; i < question->n_links; i++)
        if (question->links[i].entity == entity)
            return true;
    return false;
}

static void begin_part(telling *t, const char *kind)
{
    if (t->text.len > 0)
        cn_buf_add_str(&t->text, "; ");
    cn_buf_add_str(&t->text, kind);
}

/* What the graph calls it. */
static int add_name(telling *t, uint32_t entity, cairn_error *err)
{
    cn_entity_row row;
    int rc = cn_entity_get(t->view->store, t->view->snapshot->entity_ids[entity], &row, err);

    if (rc == CAIRN_OK)
        cn_buf_add_str(&t->text, row.name);
    return rc;
}

/* Names of the question that the chunk is about, or else those that it mentions. */
static int tell_names(telling *t, uint32_t chunk, bool about, size_t *n, cairn_error *err)
{
    const cn_snapshot *snapshot = t->view->snapshot;
    int rc = CAIRN_OK;

    *n = 0;
    for (size_t i = 0; rc == CAIRN_OK && i < t->question->n_links && *n < NAMES_MAX; i++) {
        const uint32_t entity = t->question->links[i].entity;
        const bool is_its_own = is_about(snapshot, entity, chunk);

        if (about ? !is_its_own : is_its_own || !mentions(snapshot, entity, chunk))
            continue;
        if ((*n)++ == 0)
            begin_part(t, about ? "about " : "mentions ");
        else
            cn_buf_add_str(&t->text, ", ");
        rc = add_name(t, entity, err);
    }
    return rc;
}

/* The place of the word's stem among the terms; n_terms for one that does not count. */
static unsigned term_of(const cn_scores *scores, uint64_t stem)
{
    unsigned t = 0;

    while (t < scores->n_terms && scores->terms[t].stem != stem)
        t++;
    return t;
}

static void tell_words(telling *t, uint32_t chunk)
{
    const cn_scores *scores = t->view->scores;
    uint64_t told = 0;
    size_t n = 0;

    for (size_t i = 0; i < t->question->words.n && n < WORDS_TOLD; i++) {
        const cn_word *word = &t->question->words.items[i];
        const unsigned term = term_of(scores, word->stem);

        if (term == scores->n_terms || told >> term & 1U || !(scores->mask[chunk] >> term & 1U))
            continue;
        told |= (uint64_t)1 << term;
        if (n++ == 0)
            begin_part(t, "has ");
        else
            cn_buf_add_str(&t->text, ", ");
        if (!(scores->mask[chunk] >> term & 1U))
            cn_buf_add_str(&t->text, "a word like ");
        cn_buf_add(&t->text, t->question->text + word->first, word->len);
    }
}

/* The name that joins the chunk to a better hit: what the chunk is about before what it mentions
 * too, then the rarest. */
static bool find_bridge(const telling *t, uint32_t from, uint32_t to, uint32_t *entity)
{
    const cn_snapshot *snapshot = t->view->snapshot;
    uint64_t best = UINT64_MAX;

    for (uint64_t l = snapshot->link_offsets[from]; l < snapshot->link_offsets[from + 1]; l++) {
        const uint32_t name = snapshot->links[l].entity;
        const uint64_t n =
            snapshot->mentioned_offsets[name + 1] - snapshot->mentioned_offsets[name];
        const bool leads = is_about(snapshot, name, to);
        const uint64_t rank = n + (leads ? 0 : (uint64_t)1 << 40);

        if (is_asked(t->question, name) || rank >= best ||
            (!leads && !mentions(snapshot, name, to)))
            continue;
        best = rank;
        *entity = name;
    }
    return best != UINT64_MAX;
}

static int tell_bridge(telling *t, size_t at, cairn_error *err)
{
    uint32_t entity;

    for (size_t i = 0; i < at && i < LEADING_MAX; i++) {
        if (!find_bridge(t, t->hits->ordinals[i], t->hits->ordinals[at], &entity))
            continue;
        begin_part(t, "joined to hit ");
        cn_buf_printf(&t->text, "%zu by ", i + 1);
        return add_name(t, entity, err);
    }
    return CAIRN_OK;
}

int cn_hits_explain(const cn_view *view, const cn_question *question, cairn_hits *hits,
                    cairn_error *err)
{
    telling t = {.view = view, .question = question, .hits = hits};
    int rc = CAIRN_OK;

    cn_buf_init(&t.text, WHY_BYTES_MAX);
    for (size_t i = 0; rc == CAIRN_OK && i < hits->n; i++) {
        size_t n_about = 0, n_mentioned = 0;

        cn_buf_clear(&t.text);
        rc = tell_names(&t, hits->ordinals[i], true, &n_about, err);
        if (rc == CAIRN_OK)
            rc = tell_names(&t, hits->ordinals[i], false, &n_mentioned, err);
        if (rc == CAIRN_OK)
            tell_words(&t, hits->ordinals[i]);
        if (rc == CAIRN_OK && n_about == 0)
            rc = tell_bridge(&t, i, err);
        /* A name may be long: what fits is told. */
        if (rc == CAIRN_OK && t.text.status == CAIRN_ENOMEM)
            rc = cn_fail_memory(err, t.text.len);
        if (rc == CAIRN_OK)
            hits->items[i].why = cn_arena_strndup(&hits->arena, cn_buf_str(&t.text), t.text.len);
        if (rc == CAIRN_OK && !hits->items[i].why)
            rc = cn_fail_memory(err, t.text.len);
    }
    cn_buf_done(&t.text);
    return rc;
}
