/* A broad question's answer: a few sentences of the communities it is about. See topics.h.
 *
 * Candidates are the sentences of the communities' digests and, when the question asks about
 * something, those of their best chunks. They are chosen one by one for what they hold of the
 * question, how central they are, and how little they repeat. */
#include "retrieve/topics.h"

#include <string.h>

#include "base/mem.h"
#include "base/sentence.h"

enum {
    COMMUNITIES_READ = 6,
    CHUNKS_OF_EACH = 3, /* besides its digest */
    SENTENCES_OF_CHUNK = 24,
    CANDIDATES_MAX = COMMUNITIES_READ * (CN_COMMUNITY_SENTENCES + CHUNKS_OF_EACH * 24),
    SENTENCES_CHOSEN = 6,
    STEMS_MAX = 64 /* of a sentence that are compared */
};
_Static_assert((int)SENTENCES_CHOSEN <= (int)CN_QUOTES_MAX, "each is a quote");
static const double FIT_MIN = 0.1;    /* of a community, relative to the best */
static const double HOLDS = 0.6;      /* the question's words; the rest is centrality */
static const double NEW_WORDS = 0.15; /* those that no chosen sentence holds */
static const double REPEATS = 0.8, SAME_COMMUNITY = 0.12, GAIN_MIN = 0.12;
static const double HELD_MIN = 0.5; /* of what is asked, by weight: less is about something else */
static const double CONFIDENCE = 0.9;    /* of a summary at the most */
static const double NOT_OF_DIGEST = 0.3; /* centrality of such a sentence */
static const double OF_CHUNK = 0.5;      /* words that its passage or title has, not itself */
/* What sums up a community that is about the question is of use whatever its words. */
static const double OF_COMMUNITY = 0.65;
static const double ABOUT_SHARE = 0.25;  /* of its chunks, at least 2, that have ... */
static const double ABOUT_WORDS = 0.5;   /* ... as much of the words */
static const double RELEVANCE_MIN = 0.6; /* of the best candidate's */

typedef struct candidate {
    uint32_t chunk, first, len;
    uint32_t community; /* place among those read */
    double fit, central;
    uint64_t mask;    /* terms of the question */
    double relevance; /* share of them, by weight; 0 when it asks about nothing */
    uint64_t stems[STEMS_MAX];
    unsigned n_stems;
    bool sums_up, is_used;
} candidate;

typedef struct telling {
    const cn_view *view;
    const cn_communities *all;
    cn_words words;
    candidate *items;
    size_t n;
    double total; /* of the weights of the question's terms that some chunk has; 0: none */
    double asked; /* of all its terms */
    double best_relevance;
} telling;

static double weight_of(const cn_scores *scores, uint64_t mask)
{
    double sum = 0;

    for (unsigned t = 0; t < scores->n_terms; t++)
        if (mask >> t & 1U)
            sum += scores->terms[t].idf;
    return sum;
}

static void weigh_question(telling *it)
{
    const cn_scores *scores = it->view->scores;

    for (unsigned t = 0; t < scores->n_terms; t++) {
        it->asked += scores->terms[t].idf;
        it->total += scores->terms[t].df > 0 ? scores->terms[t].idf : 0;
    }
}

/* ---- Candidates ---- */

static bool is_told_already(const telling *it, uint32_t chunk, uint32_t first)
{
    for (size_t i = 0; i < it->n; i++)
        if (it->items[i].chunk == chunk && it->items[i].first == first)
            return true;
    return false;
}

static double relevance_of(const telling *it, const candidate *item)
{
    const cn_scores *scores = it->view->scores;
    const uint64_t beside = scores->mask[item->chunk] & ~item->mask;
    const double own =
        (weight_of(scores, item->mask) + OF_CHUNK * weight_of(scores, beside)) / it->total;
    const double of_community = item->sums_up ? OF_COMMUNITY * item->fit : 0;

    return own > of_community ? own : of_community;
}

static int add_candidate(telling *it, const candidate *made, const char *text, cairn_error *err)
{
    const cn_scores *scores = it->view->scores;
    candidate *item = &it->items[it->n];
    int rc;

    if (it->n == CANDIDATES_MAX || is_told_already(it, made->chunk, made->first))
        return CAIRN_OK;
    rc = cn_tokenizer_scan(it->view->tokenizer, text, made->len, &it->words, err);
    if (rc < 0 || !cn_community_is_sentence(it->words.items, it->words.n))
        return rc;
    *item = *made;
    for (size_t w = 0; w < it->words.n; w++) {
        const cn_word *word = &it->words.items[w];

        for (unsigned t = 0; it->total > 0 && t < scores->n_terms; t++)
            if (scores->terms[t].stem == word->stem)
                item->mask |= (uint64_t)1 << t;
        if (!(word->flags & CN_WORD_STOP) && item->n_stems < STEMS_MAX)
            item->stems[item->n_stems++] = word->stem;
    }
    if (it->total > 0)
        item->relevance = relevance_of(it, item);
    it->best_relevance =
        item->relevance > it->best_relevance ? item->relevance : it->best_relevance;
    it->n++;
    return CAIRN_OK;
}

static bool is_about(const telling *it, const cn_community *item)
{
    const cn_scores *scores = it->view->scores;
    uint32_t n = 0;

    for (uint32_t i = 0; it->total > 0 && i < item->n_chunks; i++)
        n += weight_of(scores, scores->mask[it->all->chunks[item->first_chunk + i]]) >=
             ABOUT_WORDS * it->total;
    return n >= 2 && (double)n >= ABOUT_SHARE * (double)item->n_chunks;
}

static int read_digest(telling *it, uint32_t place, const cn_scored *community, cairn_error *err)
{
    const cn_community *item = &it->all->items[community->id];
    const bool sums_up = is_about(it, item);
    int rc = CAIRN_OK;

    for (uint32_t i = 0; rc == CAIRN_OK && i < item->n_sentences; i++) {
        const cn_community_sentence *s = &it->all->sentences[item->first_sentence + i];
        const candidate made = {.chunk = s->chunk,
                                .first = s->first,
                                .len = s->len,
                                .community = place,
                                .fit = community->score,
                                .central = (double)s->score,
                                .sums_up = sums_up};
        cn_chunk_row chunk;

        rc = cn_chunk_get(it->view->store, it->view->snapshot->chunks[s->chunk].id, &chunk, err);
        if (rc == CAIRN_OK && (s->first > chunk.text_len || s->len > chunk.text_len - s->first))
            return cn_fail(err, CAIRN_EINDEX, chunk.id, "a digest is not of this store's text");
        if (rc == CAIRN_OK)
            rc = add_candidate(it, &made, chunk.text + s->first, err);
    }
    return rc;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static int read_chunk(telling *it, uint32_t ordinal, candidate made, cairn_error *err)
{
    cn_chunk_row chunk;
    size_t n = 0;
    int rc = cn_chunk_get(it->view->store, it->view->snapshot->chunks[ordinal].id, &chunk, err);

    if (rc < 0 || chunk.kind != CN_CHUNK_PROSE)
        return rc;
    for (size_t at = 0; rc == CAIRN_OK && at < chunk.text_len && n < SENTENCES_OF_CHUNK; n++) {
        size_t first = at, end = cn_sentence_end(chunk.text, chunk.text_len, at);

        at = end;
        while (first < end && is_blank(chunk.text[first]))
            first++;
        while (end > first && is_blank(chunk.text[end - 1]))
            end--;
        /* What ends without a mark is a heading, or a piece of a list. */
        if (end == first || !strchr(".!?\")", chunk.text[end - 1]))
            continue;
        made.chunk = ordinal;
        made.first = (uint32_t)first;
        made.len = (uint32_t)(end - first);
        rc = add_candidate(it, &made, chunk.text + first, err);
    }
    return rc;
}

/* The chunks of the community with most of the question. */
static int read_chunks(telling *it, uint32_t place, const cn_scored *community, cairn_error *err)
{
    const cn_community *item = &it->all->items[community->id];
    const candidate made = {.community = place, .fit = community->score, .central = NOT_OF_DIGEST};
    cn_topk top = {0};
    int rc = CAIRN_OK;

    if (!cn_topk_init(&top, CHUNKS_OF_EACH))
        return cn_fail_memory(err, sizeof top);
    for (uint32_t i = 0; i < item->n_chunks; i++) {
        const uint32_t chunk = it->all->chunks[item->first_chunk + i];

        if (it->view->scores->score[chunk] > 0)
            cn_topk_offer(&top, chunk, (double)it->view->scores->score[chunk]);
    }
    cn_topk_sort(&top);
    for (size_t i = 0; rc == CAIRN_OK && i < top.n; i++)
        rc = read_chunk(it, (uint32_t)top.items[i].id, made, err);
    cn_topk_done(&top);
    return rc;
}

/* ---- Choosing ---- */

/* Share of the smaller sentence's words that both have. */
static double overlap(const candidate *a, const candidate *b)
{
    const unsigned least = a->n_stems < b->n_stems ? a->n_stems : b->n_stems;
    unsigned n = 0;

    for (unsigned i = 0; i < a->n_stems; i++)
        for (unsigned j = 0; j < b->n_stems; j++)
            if (a->stems[i] == b->stems[j]) {
                n++;
                break;
            }
    return least > 0 ? (double)n / (double)least : 1;
}

static double gain_of(const telling *it, const candidate *item, const size_t *chosen, size_t n,
                      uint64_t held)
{
    const cn_scores *scores = it->view->scores;
    double gain = item->central, repeated = 0;
    unsigned n_same = 0;

    if (it->total > 0) {
        if (item->relevance < RELEVANCE_MIN * it->best_relevance)
            return 0;
        gain = HOLDS * item->relevance + (1 - HOLDS) * item->central +
               NEW_WORDS * weight_of(scores, item->mask & ~held) / it->total;
    }
    for (size_t i = 0; i < n; i++) {
        const candidate *other = &it->items[chosen[i]];
        const double same = overlap(item, other);

        repeated = same > repeated ? same : repeated;
        n_same += other->community == item->community;
    }
    /* Little in common is no repetition: names, and what all sentences have. */
    repeated = repeated > 0.3 ? (repeated - 0.3) / 0.7 : 0;
    /* Of a question about everything each community says one thing. */
    return gain * (0.4 + 0.6 * item->fit) - REPEATS * repeated -
           (it->total > 0 ? SAME_COMMUNITY * n_same : n_same);
}

static int add_quote(const candidate *item, cn_pool *pool, cn_reading *reading, cairn_error *err)
{
    size_t at;
    int rc = cn_pool_fetch(pool, item->chunk, CN_FROM_STEP, CN_POOL_STEP_NONE, &at, err);

    if (rc == CAIRN_OK && at != SIZE_MAX)
        reading->quotes[reading->n_quotes++] = (cn_quote){at, item->first, item->len};
    return rc;
}

/* held: terms of the question that the chosen sentences hold. */
static int choose_sentences(telling *it, cn_pool *pool, cn_reading *reading, uint64_t *held,
                            cairn_error *err)
{
    size_t chosen[SENTENCES_CHOSEN], n = 0;
    int rc = CAIRN_OK;

    *held = 0;
    while (rc == CAIRN_OK && n < SENTENCES_CHOSEN) {
        double best = GAIN_MIN;
        candidate *found = NULL;
        size_t n_before = reading->n_quotes;

        for (size_t i = 0; i < it->n; i++) {
            const double gain =
                it->items[i].is_used ? 0 : gain_of(it, &it->items[i], chosen, n, *held);

            if (gain > best) {
                best = gain;
                found = &it->items[i];
            }
        }
        if (!found)
            break;
        found->is_used = true;
        rc = add_quote(found, pool, reading, err);
        if (rc == CAIRN_OK && reading->n_quotes > n_before) {
            chosen[n++] = (size_t)(found - it->items);
            *held |= found->mask;
        }
    }
    return rc;
}

/* The sentences, a blank between them. */
static int write_text(const cn_pool *pool, cn_arena *arena, cn_reading *reading, cairn_error *err)
{
    size_t len = 0;
    char *text;

    for (size_t i = 0; i < reading->n_quotes; i++)
        len += reading->quotes[i].len + 1;
    text = cn_arena_alloc(arena, len + 1);
    if (!text)
        return cn_fail_memory(err, len);
    len = 0;
    for (size_t i = 0; i < reading->n_quotes; i++) {
        const cn_quote *quote = &reading->quotes[i];
        const char *from = pool->items[quote->evidence].text + quote->first;

        if (i > 0)
            text[len++] = ' ';
        /* A sentence over several lines becomes one line. */
        for (size_t c = 0; c < quote->len; c++)
            text[len++] = from[c] == '\n' || from[c] == '\r' ? ' ' : from[c];
    }
    text[len] = '\0';
    reading->text = text;
    return CAIRN_OK;
}

/* Of what was asked, the share that is held, by all sentences and by the best passage alone, since
 * words that nobody writes together may have nothing to do with each other. Of everything, the
 * share of chunks that the communities stand for. */
static double confidence_of(const telling *it, const cn_scored *found, size_t n,
                            const cn_pool *pool, const cn_reading *reading, uint64_t held)
{
    const cn_scores *scores = it->view->scores;
    double chunks = 0, best = 0;

    for (size_t i = 0; it->asked > 0 && i < reading->n_quotes; i++) {
        const uint32_t chunk = pool->items[reading->quotes[i].evidence].chunk;
        const double share = weight_of(scores, scores->mask[chunk]) / it->asked;

        best = share > best ? share : best;
    }
    if (it->asked > 0)
        return CONFIDENCE * (weight_of(scores, held) / it->asked + best) / 2;
    for (size_t i = 0; i < n; i++)
        chunks += it->all->items[found[i].id].n_chunks;
    return CONFIDENCE * chunks / (double)(it->view->snapshot->n_chunks + 1U);
}

static int tell(telling *it, const cn_question *question, cn_pool *pool, cn_arena *arena,
                cn_reading *reading, cairn_error *err)
{
    cn_scored found[COMMUNITIES_READ];
    uint64_t all, held = 0;
    size_t n_kept = 0, n = 0;
    cn_word *kept = cn_alloc_zero(question->words.n + 1, sizeof *kept);
    int rc = kept ? cn_topics_words(it->view, question, kept, &n_kept, err)
                  : cn_fail_memory(err, question->words.n * sizeof *kept);

    cn_free(kept);
    if (rc == CAIRN_OK)
        rc = cn_topics_find(it->view, it->all, question, CN_TOPICS_ANY_LEVEL, found,
                            COMMUNITIES_READ, &n, &all, err);
    if (rc == CAIRN_OK && n_kept > 0)
        weigh_question(it);
    for (uint32_t i = 0; rc == CAIRN_OK && i < n; i++) {
        if (n_kept > 0 && found[i].score < FIT_MIN)
            continue;
        rc = read_digest(it, i, &found[i], err);
        if (rc == CAIRN_OK && n_kept > 0)
            rc = read_chunks(it, i, &found[i], err);
    }
    if (rc == CAIRN_OK)
        rc = choose_sentences(it, pool, reading, &held, err);
    if (rc == CAIRN_OK && it->asked > 0 && weight_of(it->view->scores, held) < HELD_MIN * it->asked)
        reading->n_quotes = 0;
    if (rc < 0 || reading->n_quotes == 0)
        return rc;
    reading->reason = "";
    reading->confidence = confidence_of(it, found, n, pool, reading, held);
    return write_text(pool, arena, reading, err);
}

int cn_topics_answer(const cn_view *view, const cn_communities *communities,
                     const cn_question *question, cn_pool *pool, cn_arena *arena,
                     cn_reading *reading, cairn_error *err)
{
    telling it = {.view = view, .all = communities};
    int rc;

    *reading = (cn_reading){.reason = "the documents have no theme that this is about",
                            .conflict = "",
                            .kind = CN_PLAN_SUMMARY};
    it.items = cn_alloc_zero(CANDIDATES_MAX, sizeof *it.items);
    rc = it.items ? tell(&it, question, pool, arena, reading, err)
                  : cn_fail_memory(err, CANDIDATES_MAX * sizeof *it.items);
    cn_words_done(&it.words);
    cn_free(it.items);
    return rc;
}
