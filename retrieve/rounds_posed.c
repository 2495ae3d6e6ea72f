/* The words of the step's ranges in their order, each answer where the words of its step stood.
 * Names of the question that are in the ranges stay linked; an answer links to its entity. */
#include "retrieve/rounds_posed.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"

#define POSED_BYTES_MAX ((size_t)256 << 10)
#define OTHER_SHARE 0.6      /* of a hit of the whole question, for a step about an answer */
#define ABOUT_SCORE 1.0      /* for what is about the answer of the step before */
#define FOUND_SCORE 0.8      /* for what a search for the step found */
enum { NOUN_WORDS_MAX = 5 }; /* from an article to the last word of what it belongs to */
/* Who does it, be it one or a group. */
static const char PERSONS[] = "performer|creator|star|member|girlfriend|boyfriend|founder|owner|"
                              "host|narrator|discoverer|ruler|monarch|inventor|designer|artist";

/* Writing the text, and where its parts came from. */
struct writing {
    cn_posed *posed;
    const cn_posing *posing;
    const cn_step *step;
    bool is_written[CN_STEP_NEEDS_MAX];
    cn_buf text;
    size_t bound_at, bound_end; /* bytes of the first answer */
    size_t asking_at;           /* a word of the question for which "which" is written */
    size_t noun_at, noun_end;   /* bytes of the step's noun; equal: not in its words */
};

static void add_space(cn_buf *text)
{
    if (text->len > 0)
        cn_buf_add_char(text, ' ');
}

static void add_link(cn_question *question, uint32_t entity, size_t first, size_t len,
                     double weight)
{
    if (question->n_links < CN_LINKS_MAX && entity != UINT32_MAX)
        question->links[question->n_links++] =
            (cn_link){entity, (uint32_t)first, (uint32_t)len, weight, false};
}

static void write_bound(struct writing *w, size_t i)
{
    const cn_value *value = &w->posing->bound[i];
    uint32_t n = 0;
    const uint32_t *entities;
    size_t at;

    w->is_written[i] = true;
    add_space(&w->text);
    at = w->text.len;
    cn_buf_add(&w->text, value->text, value->len);
    if (w->bound_end == 0) {
        w->bound_at = at;
        w->bound_end = w->text.len;
    }
    add_link(&w->posed->question, value->entity, at, value->len, 1);
    if (value->entity != UINT32_MAX || value->key == 0)
        return;
    entities = cn_snapshot_key(w->posed->passages.view->snapshot, value->key, &n);
    for (uint32_t k = 0; k < n && k < 4; k++)
        add_link(&w->posed->question, entities[k], at, value->len, 1.0 / n);
}

/* Bytes [first, end) of the question. A gap of one blank or sign between ranges is kept. */
static void write_words(struct writing *w, cn_words_range range)
{
    const cn_question *whole = w->posing->question;
    const cn_word *words = whole->words.items;
    const size_t first = words[range.first].first;
    const size_t end =
        words[range.first + range.n - 1].first + words[range.first + range.n - 1].len;
    const cn_words_range noun = w->step->noun;
    size_t at;

    add_space(&w->text);
    at = w->text.len;
    cn_buf_add(&w->text, whole->text + first, end - first);
    for (size_t i = 0; i < whole->n_links; i++) {
        const cn_link *link = &whole->links[i];

        if (link->first >= first && link->first + link->len <= end)
            add_link(&w->posed->question, link->entity, at + link->first - first, link->len,
                     link->weight);
    }
    if (noun.n > 0 && noun.first >= range.first && noun.first + noun.n <= range.first + range.n) {
        const cn_word *last = &words[noun.first + noun.n - 1];

        w->noun_at = at + words[noun.first].first - first;
        w->noun_end = at + last->first + last->len - first;
    }
}

/* The first word of a needed step that none of this step's ranges has gone past. */
static bool stands_before(const struct writing *w, size_t need, size_t word)
{
    const cn_step *needed = &w->posing->question->plan.steps[w->step->needs[need]];

    return needed->n_ranges > 0 && needed->ranges[0].first < word;
}

static void write_word(struct writing *w, const char *word)
{
    add_space(&w->text);
    cn_buf_add(&w->text, word, strlen(word));
}

static void write_range(struct writing *w, cn_words_range range)
{
    if (range.n == 0 || range.first + range.n > w->posing->question->words.n)
        return;
    for (size_t i = 0; i < w->posing->n_bound; i++)
        if (!w->is_written[i] && stands_before(w, i, range.first))
            write_bound(w, i);
    if (w->asking_at <= range.first || w->asking_at + 1 >= range.first + range.n) {
        write_words(w, range);
        return;
    }
    write_words(w, (cn_words_range){range.first, w->asking_at - range.first});
    write_word(w, "which");
    write_words(w, (cn_words_range){w->asking_at + 1, range.first + range.n - w->asking_at - 1});
}

/* The article before the step's noun where that is not what the step begins with: "X is a song by
 * a band". The question's number of words: there is none. */
static size_t article_inside(const struct writing *w, const cn_text *text)
{
    const cn_words_range noun = w->step->noun;

    for (unsigned r = 0; noun.n > 0 && r < w->step->n_ranges; r++) {
        const cn_words_range *range = &w->step->ranges[r];

        if (noun.first <= range->first || noun.first >= range->first + range->n)
            continue;
        for (size_t i = noun.first; i > range->first && i + NOUN_WORDS_MAX > noun.first; i--)
            if (cn_phrase_at(text, i - 1, text->n, "the|a|an") > 0)
                return r > 0 || i - 1 > range->first ? i - 1 : text->n;
    }
    return text->n;
}

/* A description as a question: "the actress who played X" as "Which actress played X", "X is a song
 * by a band" as "X is a song by which band", "the mother of X" as "Who is the mother of X". Returns
 * how many words of the first range are written. */
static size_t write_asking(struct writing *w, const cn_text *text)
{
    const cn_words_range first = w->step->ranges[0], noun = w->step->noun;
    const size_t end = first.first + first.n, noun_end = noun.first + noun.n;
    size_t at = first.first, n;

    w->asking_at = article_inside(w, text);
    if (w->asking_at < text->n)
        return 0;
    at += cn_phrase_at(text, at, end, "the|a|an");
    if (noun.n > 0 && noun.first >= at && noun_end < end) {
        const cn_words_range named = {at, noun_end - at};

        n = cn_phrase_at(text, noun_end, end, "that|which|who");
        if (n > 0) {
            write_word(w, "Which");
            write_range(w, named);
            return noun_end + n - first.first;
        }
        n = cn_phrase_at(text, noun_end, end, "where|when|in which|during which");
        if (n > 0) {
            write_word(w, "In which");
            write_range(w, named);
            return noun_end + n - first.first;
        }
    }
    if (w->step->asked == CN_ASKED_PERSON ||
        (noun.n > 0 && cn_phrase_at(text, noun_end - 1, text->n, PERSONS) > 0))
        write_word(w, "Who is");
    else
        write_word(w, "What is");
    return 0;
}

static void write_step(struct writing *w)
{
    const cn_question *whole = w->posing->question;
    const cn_text text = {whole->text, whole->len, whole->words.items, whole->words.n};
    const bool is_last = (unsigned)w->posing->step + 1 == whole->plan.n_steps;
    size_t skip = 0;

    w->asking_at = text.n;
    if (w->step->n_ranges > 0 && !is_last)
        skip = write_asking(w, &text);
    for (unsigned r = 0; r < w->step->n_ranges; r++) {
        cn_words_range range = w->step->ranges[r];

        if (r == 0) {
            range.first += skip;
            range.n -= skip;
        }
        write_range(w, range);
    }
    for (size_t i = 0; i < w->posing->n_bound; i++)
        if (!w->is_written[i])
            write_bound(w, i);
}

/* Words whose bytes are in [at, end). */
static cn_words_range words_in(const cn_question *question, size_t at, size_t end)
{
    cn_words_range range = {0, 0};

    for (size_t i = 0; i < question->words.n; i++) {
        const cn_word *word = &question->words.items[i];

        if (word->first < at || word->first + word->len > end)
            continue;
        if (range.n == 0)
            range.first = i;
        range.n++;
    }
    return range;
}

static int pose(struct writing *w, cn_arena *arena, cairn_error *err)
{
    cn_posed *posed = w->posed;
    cn_question *question = &posed->question;
    char *text;
    int rc;

    write_step(w);
    text = w->text.status < 0 ? NULL : cn_arena_strndup(arena, cn_buf_str(&w->text), w->text.len);
    if (!text)
        return cn_fail_memory(err, w->text.len);
    question->text = text;
    question->len = w->text.len;
    question->timing = w->posing->question->timing;
    rc = cn_tokenizer_scan(posed->passages.view->tokenizer, text, question->len, &question->words,
                           err);
    if (rc < 0)
        return rc;
    posed->bound = words_in(question, w->bound_at, w->bound_end);
    posed->expect = (cn_expect){.asked = w->step->asked};
    posed->expect.noun = words_in(question, w->noun_at, w->noun_end);
    return CAIRN_OK;
}

static bool is_about(const cn_snapshot *snapshot, const cn_question *question, size_t at,
                     size_t end, uint32_t chunk)
{
    for (size_t i = 0; i < question->n_links; i++) {
        const cn_link *link = &question->links[i];

        if (link->first < at || link->first >= end)
            continue;
        for (uint64_t k = snapshot->about_offsets[link->entity];
             k < snapshot->about_offsets[link->entity + 1]; k++)
            if (snapshot->about[k] == chunk)
                return true;
    }
    return false;
}

static double found_score(const cn_posing *posing, uint32_t chunk)
{
    for (size_t i = 0; i < posing->n_found; i++)
        if (posing->found[i].id == chunk)
            return posing->found[0].score > 0 ? posing->found[i].score / posing->found[0].score : 0;
    return 0;
}

/* A step about an answer has its own order of the evidence; without one, the question's. What was
 * added for other answers is left out. */
static void take_evidence(const struct writing *w, const cn_pool *pool)
{
    cn_posed *posed = w->posed;

    for (size_t i = 0; i < pool->n; i++) {
        const cn_evidence *item = &pool->items[i];
        const double found = found_score(w->posing, item->chunk);
        const bool is_theirs =
            w->posing->n_bound > 0 && is_about(pool->view->snapshot, &posed->question, w->bound_at,
                                               w->bound_end, item->chunk);
        cn_evidence *made = &posed->evidence[posed->n_evidence];

        if (pool->from[i] != CN_FROM_RANKED && pool->step[i] != CN_POOL_STEP_NONE && !is_theirs &&
            found <= 0 && pool->step[i] != w->posing->step)
            continue;
        if (pool->from[i] == CN_FROM_STEP && !is_theirs && found <= 0)
            continue;
        *made = *item;
        if (w->posing->n_bound > 0)
            made->score =
                is_theirs ? ABOUT_SCORE : fmax(OTHER_SHARE * item->score, FOUND_SCORE * found);
        posed->n_evidence++;
    }
}

static int read_step(cn_posed *posed, const cn_pool *pool, const cn_posing *posing, cn_arena *arena,
                     cairn_error *err)
{
    struct writing w = {
        .posed = posed, .posing = posing, .step = &posing->question->plan.steps[posing->step]};
    int rc;

    cn_buf_init(&w.text, POSED_BYTES_MAX);
    rc = pose(&w, arena, err);
    if (rc == CAIRN_OK)
        take_evidence(&w, pool);
    cn_buf_done(&w.text);
    return rc;
}

int cn_posed_read(cn_posed *posed, const cn_pool *pool, const cn_posing *posing, cn_arena *arena,
                  cairn_error *err)
{
    cn_scores *scores = pool->view->scores;
    const cn_question *read = posing->question;
    int rc = CAIRN_OK;

    posed->question = (cn_question){.text = ""};
    posed->passages = (cn_passages){.view = pool->view};
    posed->bound = (cn_words_range){0, 0};
    posed->n_kept = scores->n_terms;
    memcpy(posed->kept, scores->terms, scores->n_terms * sizeof *posed->kept);
    posed->n_evidence = 0;
    if (posing->step < 0) {
        memcpy(posed->evidence, pool->items, pool->n * sizeof *posed->evidence);
        posed->n_evidence = pool->n;
    } else {
        rc = read_step(posed, pool, posing, arena, err);
        read = &posed->question;
        if (rc == CAIRN_OK)
            cn_scores_run(scores, pool->view->snapshot, read->words.items, read->words.n, 0);
    }
    if (rc == CAIRN_OK)
        rc = cn_passages_read(&posed->passages, pool->view, read, posed->evidence,
                              posed->n_evidence, err);
    if (rc == CAIRN_OK && posing->step < 0)
        cn_expect_read(&posed->passages.question, &posed->expect);
    return rc;
}

void cn_posed_done(cn_posed *posed)
{
    cn_scores *scores = posed->passages.view->scores;

    memcpy(scores->terms, posed->kept, posed->n_kept * sizeof *posed->kept);
    scores->n_terms = posed->n_kept;
    cn_passages_done(&posed->passages);
    cn_question_done(&posed->question);
}
