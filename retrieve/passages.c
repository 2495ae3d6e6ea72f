/* Evidence -> words and sentences with scores.
 *
 * A passage is "named" when the question links to what its chunk is about, or spells its title. It
 * is a "bridge" when a named passage mentions what it is about: the second hop of a question such
 * as "where was the director of X born" ends there. Both come from the snapshot's links. */
#include "retrieve/passages.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/sentence.h"
#include "base/utf8.h"
#include "retrieve/expect.h"

#define SCRATCH_MAX ((size_t)64 << 20) /* bytes: a word is 24, ten long chunks are under 10 MiB */
#define ASKED_WEIGHT 5.0 /* a word beside the question word counts six times its idf */
#define ASKED_WORDS 3.0  /* distance at which that has dropped to 1/e */
/* The parts of a sentence's overlap; their sum is 1. */
#define OWN_WEIGHT 0.35
#define HEAD_WEIGHT 0.3
#define PATH_WEIGHT 0.35

double cn_passages_share(const cn_passages *passages, uint64_t mask)
{
    double held = 0;

    for (unsigned i = 0; mask >> i != 0 && i < passages->view->scores->n_terms; i++)
        if (mask >> i & 1)
            held += passages->weights[i];
    return passages->all_weights > 0 ? held / passages->all_weights : 0;
}

/* Does word i say the time of the question? */
static bool is_time(const cn_passages *passages, size_t i)
{
    const cn_timing *timing = passages->timing;
    const cn_word *word = &passages->question.words[i];

    return timing && word->first >= timing->first && word->first < timing->first + timing->len;
}

/* Idf, more of it the nearer to the question word: "created by who" and "what league" say what
 * stands beside the answer, while rarer names only lead there. */
static void weigh_terms(cn_passages *passages)
{
    const cn_scores *scores = passages->view->scores;
    const cn_text *question = &passages->question;
    size_t len, at = cn_expect_at(question, &len);

    for (unsigned t = 0; t < scores->n_terms; t++) {
        bool is_asking = false;
        double near = 0;

        for (size_t i = 0; at < question->n && i < question->n; i++)
            if (question->words[i].stem == scores->terms[t].stem && i >= at && i < at + len)
                is_asking = true; /* the "many" of "how many" */
            else if (question->words[i].stem == scores->terms[t].stem)
                near = fmax(near, exp(-fabs((double)i - (double)at) / ASKED_WORDS));
        for (size_t i = 0; i < question->n; i++)
            if (question->words[i].stem == scores->terms[t].stem && is_time(passages, i))
                passages->time_mask |= (uint64_t)1 << t;
        passages->weights[t] = is_asking ? 0 : scores->terms[t].idf * (1 + ASKED_WEIGHT * near);
        passages->all_weights += passages->weights[t];
    }
}

/* Bits of the question's terms among the words. */
static uint64_t find_terms(const cn_scores *scores, const cn_word *words, size_t n)
{
    uint64_t mask = 0;

    for (size_t i = 0; i < n; i++) {
        if (words[i].flags & CN_WORD_STOP)
            continue;
        for (unsigned t = 0; t < scores->n_terms; t++)
            if (scores->terms[t].stem == words[i].stem)
                mask |= (uint64_t)1 << t;
    }
    return mask;
}

static int read_words(cn_passages *passages, const char *text, size_t len, cn_text *out,
                      cairn_error *err)
{
    cn_words *words = &passages->words;
    cn_word *kept;
    int rc = cn_tokenizer_scan(passages->view->tokenizer, text, len, words, err);

    *out = (cn_text){.text = text, .len = len};
    if (rc < 0)
        return rc;
    kept = cn_arena_alloc(&passages->scratch, (words->n + 1) * sizeof *kept);
    if (!kept)
        return cn_fail_memory(err, words->n * sizeof *kept);
    if (words->n > 0)
        memcpy(kept, words->items, words->n * sizeof *kept);
    out->words = kept;
    out->n = words->n;
    return CAIRN_OK;
}

static int add_sentence(cn_passages *passages, const cn_sentence *sentence, cairn_error *err)
{
    if (passages->n_sentences == passages->cap_sentences) {
        size_t cap = passages->cap_sentences ? 2 * passages->cap_sentences : 128;
        cn_sentence *grown = cn_arena_alloc(&passages->scratch, cap * sizeof *grown);

        if (!grown)
            return cn_fail_memory(err, cap * sizeof *grown);
        if (passages->n_sentences > 0)
            memcpy(grown, passages->sentences, passages->n_sentences * sizeof *grown);
        passages->sentences = grown;
        passages->cap_sentences = cap;
    }
    passages->sentences[passages->n_sentences++] = *sentence;
    return CAIRN_OK;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static int cut_sentences(cn_passages *passages, cn_passage *passage, cairn_error *err)
{
    const cn_text *body = &passage->body;
    size_t word = 0;
    int rc = CAIRN_OK;

    passage->first_sentence = passages->n_sentences;
    for (size_t at = 0, end; rc == CAIRN_OK && at < body->len; at = end) {
        cn_sentence made = {.passage = (uint32_t)(passage - passages->items),
                            .first = (uint32_t)word};
        size_t stop;

        end = cn_sentence_end(body->text, body->len, at);
        for (stop = end; stop > at && is_space(body->text[stop - 1]);)
            stop--;
        while (at < stop && is_space(body->text[at]))
            at++;
        while (word < body->n && body->words[word].first < end)
            word++;
        made.n = (uint32_t)word - made.first;
        made.at = at;
        made.len = stop - at;
        made.mask = find_terms(passages->view->scores, body->words + made.first, made.n);
        passage->mask |= made.mask;
        if (made.n > 0)
            rc = add_sentence(passages, &made, err);
    }
    passage->n_sentences = passages->n_sentences - passage->first_sentence;
    return rc;
}

/* The title up to a last part in brackets, which tells namesakes apart. */
static size_t title_len(const char *title)
{
    size_t len = strlen(title);
    const char *open = len > 0 && title[len - 1] == ')' ? strrchr(title, '(') : NULL;

    return open && open > title ? (size_t)(open - title) : len;
}

static int read_passage(cn_passages *passages, cn_passage *passage, cairn_error *err)
{
    const cn_evidence *evidence = passage->evidence;
    const cn_scores *scores = passages->view->scores;
    size_t len = evidence->text_len < CN_PASSAGE_BYTES_MAX
                     ? evidence->text_len
                     : cn_utf8_floor(evidence->text, CN_PASSAGE_BYTES_MAX);
    int rc;

    rc = read_words(passages, evidence->heading, strlen(evidence->heading), &passage->title, err);
    if (rc < 0)
        return rc;
    passage->head_mask = find_terms(scores, passage->title.words, passage->title.n);
    rc = read_words(passages, evidence->title, strlen(evidence->title), &passage->title, err);
    if (rc < 0)
        return rc;
    passage->head_mask |= find_terms(scores, passage->title.words, passage->title.n);
    passage->mask = passage->head_mask;
    while (passage->title.n > 0 &&
           passage->title.words[passage->title.n - 1].first >= title_len(evidence->title))
        passage->title.n--;
    rc = read_words(passages, evidence->text, len, &passage->body, err);
    return rc < 0 ? rc : cut_sentences(passages, passage, err);
}

/* Is the chunk about the entity? */
static bool is_about(const cn_snapshot *snapshot, uint32_t entity, uint32_t chunk)
{
    for (uint64_t i = snapshot->about_offsets[entity]; i < snapshot->about_offsets[entity + 1]; i++)
        if (snapshot->about[i] == chunk)
            return true;
    return false;
}

/* First word of the question where the title's words begin; n when nowhere. A title of one common
 * word counts only when the question capitalises it. */
static size_t find_title(const cn_text *question, const cn_text *title)
{
    for (size_t i = 0; title->n > 0 && i + title->n <= question->n; i++) {
        size_t k = 0;
        bool is_name = false;

        while (k < title->n && question->words[i + k].key == title->words[k].key) {
            is_name |= (question->words[i + k].flags & (CN_WORD_UPPER | CN_WORD_DIGIT)) &&
                       !(question->words[i + k].flags & CN_WORD_STOP);
            k++;
        }
        if (k == title->n && is_name)
            return i;
    }
    return question->n;
}

static void mark_named(const cn_passages *passages, const cn_question *question,
                       cn_passage *passage)
{
    const cn_text *asked = &passages->question;
    size_t at = find_title(asked, &passage->title);

    if (at < asked->n) {
        passage->is_named = true;
        passage->named_at = (uint32_t)at;
        passage->named_end = (uint32_t)(at + passage->title.n);
    }
    for (size_t i = 0; i < question->n_links && !passage->is_named; i++) {
        const cn_link *link = &question->links[i];
        size_t word = 0;

        if (!is_about(passages->view->snapshot, link->entity, passage->evidence->chunk))
            continue;
        passage->is_named = true;
        while (word < asked->n && asked->words[word].first < link->first)
            word++;
        passage->named_at = (uint32_t)word;
        while (word < asked->n && asked->words[word].first < link->first + link->len)
            word++;
        passage->named_end = (uint32_t)word;
    }
}

/* Does the sentence spell the title, or its last word when that is a capital one? */
static bool spells(const cn_passage *from, const cn_sentence *sentence, const cn_text *title)
{
    const cn_word *words = from->body.words + sentence->first;

    for (size_t i = 0; i < sentence->n; i++)
        if (words[i].key == title->words[title->n - 1].key &&
            words[i].flags & (CN_WORD_UPPER | CN_WORD_DIGIT))
            return true;
    return false;
}

static bool leads_to(const cn_snapshot *snapshot, uint32_t from, uint32_t to)
{
    for (uint64_t i = snapshot->link_offsets[from]; i < snapshot->link_offsets[from + 1]; i++)
        if (is_about(snapshot, snapshot->links[i].entity, to))
            return true;
    return false;
}

/* What the best sentence that leads from one passage to the other holds of the question. */
static void lead(const cn_passages *passages, const cn_passage *from, cn_passage *to)
{
    for (size_t s = 0; s < from->n_sentences; s++) {
        const cn_sentence *sentence = &passages->sentences[from->first_sentence + s];
        const uint64_t mask = sentence->mask | from->head_mask;

        if (spells(from, sentence, &to->title) &&
            cn_passages_share(passages, mask) > cn_passages_share(passages, to->path_mask))
            to->path_mask = mask;
    }
    to->is_bridge |= from->is_named && !to->is_named;
}

static void find_paths(cn_passages *passages)
{
    for (size_t i = 0; i < passages->n; i++)
        for (size_t j = 0; j < passages->n; j++)
            if (i != j && passages->items[j].title.n > 0 &&
                leads_to(passages->view->snapshot, passages->items[i].evidence->chunk,
                         passages->items[j].evidence->chunk))
                lead(passages, &passages->items[i], &passages->items[j]);
}

/* The title's terms count as if the sentence held them, for a third less: "He was born in Cork"
 * under the title that was asked for. So do those of the sentence that leads to the passage: what
 * the first hop explains of a question need not be said again in the second. */
static void score_sentences(cn_passages *passages)
{
    for (size_t i = 0; i < passages->n_sentences; i++) {
        cn_sentence *sentence = &passages->sentences[i];
        const cn_passage *passage = &passages->items[sentence->passage];
        const uint64_t with_head = sentence->mask | passage->head_mask;
        const double overlap =
            OWN_WEIGHT * cn_passages_share(passages, sentence->mask) +
            HEAD_WEIGHT * cn_passages_share(passages, with_head) +
            PATH_WEIGHT * cn_passages_share(passages, with_head | passage->path_mask);

        sentence->score =
            (1 - CN_RANK_WEIGHT) * overlap + CN_RANK_WEIGHT * passage->evidence->score;
    }
}

int cn_passages_read(cn_passages *passages, const cn_view *view, const cn_question *question,
                     const cn_evidence *evidence, size_t n, cairn_error *err)
{
    int rc = CAIRN_OK;

    *passages = (cn_passages){.view = view, .timing = question->timing};
    passages->question =
        (cn_text){question->text, question->len, question->words.items, question->words.n};
    cn_arena_init(&passages->scratch, SCRATCH_MAX);
    weigh_terms(passages);
    passages->items = cn_arena_alloc(&passages->scratch, (n + 1) * sizeof *passages->items);
    if (!passages->items)
        return cn_fail_memory(err, n * sizeof *passages->items);
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        passages->items[i] = (cn_passage){.evidence = &evidence[i]};
        rc = read_passage(passages, &passages->items[i], err);
        if (rc == CAIRN_OK)
            mark_named(passages, question, &passages->items[i]);
        passages->n = i + 1;
    }
    if (rc == CAIRN_OK) {
        find_paths(passages);
        score_sentences(passages);
    }
    return rc;
}

void cn_passages_done(cn_passages *passages)
{
    cn_words_done(&passages->words);
    cn_arena_done(&passages->scratch);
}

static bool is_held(const cn_word *word, const cn_word *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (words[i].key == word->key)
            return true;
    return false;
}

/* 0..1: words that both names have over those of the longer one, small words left out. */
static double name_likeness(const cn_word *title, size_t n_title, const cn_word *words, size_t n)
{
    size_t shared = 0, in_title = 0, in_words = 0, longer;

    for (size_t i = 0; i < n_title; i++) {
        in_title += !(title[i].flags & CN_WORD_STOP);
        shared += !(title[i].flags & CN_WORD_STOP) && is_held(&title[i], words, n);
    }
    for (size_t i = 0; i < n; i++)
        in_words += !(words[i].flags & CN_WORD_STOP);
    longer = in_title > in_words ? in_title : in_words;
    return longer > 0 ? (double)shared / (double)longer : 0;
}

/* The title whole, or to its first comma: "Gerard I, Count of Guelders". */
static double title_likeness(const cn_text *title, const cn_word *words, size_t n)
{
    double whole = name_likeness(title->words, title->n, words, n), part;

    for (size_t i = 2; i < title->n; i++)
        if (cn_gap_is(title, i, ", ")) {
            part = name_likeness(title->words, i, words, n) - 0.02;
            return part > whole ? part : whole;
        }
    return whole;
}

const cn_passage *cn_passages_find(const cn_passages *passages, const cn_word *words, size_t n)
{
    const cn_snapshot *snapshot = passages->view->snapshot;
    uint32_t n_entities = 0;
    const uint32_t *entities = cn_snapshot_key(snapshot, cn_words_key(words, n), &n_entities);
    const cn_passage *best = NULL;
    double best_likeness = 0.6; /* two words of three, and not one of two */

    for (size_t i = 0; i < passages->n; i++) {
        const cn_passage *passage = &passages->items[i];
        double likeness = title_likeness(&passage->title, words, n);

        for (uint32_t e = 0; e < n_entities && likeness < 0.95; e++)
            if (is_about(snapshot, entities[e], passage->evidence->chunk))
                likeness = 0.95;
        if (likeness > best_likeness) {
            best_likeness = likeness;
            best = passage;
        }
    }
    return best;
}

const cn_sentence *cn_passages_sentence(const cn_passages *passages, const cn_passage *passage,
                                        size_t word)
{
    const cn_sentence *sentence = passages->sentences + passage->first_sentence;

    for (size_t i = 1; i < passage->n_sentences; i++)
        if (sentence[1].first <= word)
            sentence++;
        else
            break;
    return sentence;
}

const cn_passage *cn_passages_next(const cn_passages *passages, const cn_passage *from)
{
    for (size_t i = 0; i < passages->n; i++) {
        const cn_passage *to = &passages->items[i];

        if (to != from && !to->is_named &&
            leads_to(passages->view->snapshot, from->evidence->chunk, to->evidence->chunk))
            return to;
    }
    return NULL;
}
