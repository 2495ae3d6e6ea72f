/* cairn-train reader-features [--steps EVERY] OUT SET STORE QUESTIONS...: asks
 * a store its questions and writes the spans of the evidence with their features and labels.
 * Questions are lines of JSON as `cairn eval` reads them: "question", "answers" (empty: the store
 * has none), and where they are known "group" (what is held apart together) and "evidences"
 * (subject, relation, object of each step).
 *
 * Without --steps: one list of spans for each question as a whole. With it: the reader answers
 * every EVERYth question, and the lists are those that it ranks for the steps of the plan. With
 * evidences a step's answer is the object of the only one whose subject it names, else the last
 * step's is the question's; steps whose answer is not known are left out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/as_of.h"
#include "api/hits.h"
#include "base/file.h"
#include "base/json.h"
#include "retrieve/passages.h"
#include "retrieve/pool.h"
#include "retrieve/reader.h"
#include "retrieve/span_pool.h"
#include "tools/train/commands.h"
#include "tools/train/reader_data.h"

#define ANSWER_BYTES_MAX ((size_t)8 << 20)
enum { EVIDENCE_MAX = 10, ANSWERS_MAX = 32, LISTS_MAX = 6 };

struct writing {
    FILE *out;
    cairn *kb;
    uint32_t set, group;
    unsigned steps; /* 0: questions as a whole; else the steps of every nth */
    const cn_question *question;
    const cn_json *evidences; /* of this question; may be NULL */
    size_t n_lists;           /* of this question */
    const char *answers[ANSWERS_MAX];
    size_t n_answers;
    size_t n_questions, n_answerable, n_found, n_spans; /* found: an exact span is there */
    double best_overlap;
};

static float label(const struct writing *w, const char *text, size_t len)
{
    double best = 0;

    for (size_t i = 0; i < w->n_answers; i++) {
        double overlap = reader_overlap(text, len, w->answers[i]);

        best = overlap > best ? overlap : best;
    }
    return (float)best;
}

static void write_spans(struct writing *w, const cn_passages *passages, const cn_span_pool *pool)
{
    cn_reader_question head = {w->group, w->set, w->n_answers > 0, (uint32_t)pool->n};
    double best = 0;

    fwrite(&head, sizeof head, 1, w->out);
    for (size_t i = 0; i < pool->n; i++) {
        cn_reader_span span = {.answer = (uint32_t)i};
        size_t len;
        const char *text = cn_span_bytes(passages, &pool->spans[i], &len);

        for (size_t k = 0; k < i; k++)
            if (pool->keys[k] == pool->keys[i]) {
                span.answer = (uint32_t)k;
                break;
            }
        span.overlap = label(w, text, len);
        best = span.overlap > best ? span.overlap : best;
        memcpy(span.features, pool->features + i * CN_SPAN_FEATURES, sizeof span.features);
        span.features[CN_SF_time_fit] = 0; /* weighed by hand: span_rank.c */
        fwrite(&span, sizeof span, 1, w->out);
    }
    w->n_questions++;
    w->n_answerable += w->n_answers > 0;
    w->n_found += best >= 1;
    w->best_overlap += best;
    w->n_spans += pool->n;
}

/* ---- Steps, as the reader poses them ---- */

/* Is this the last step, with all its own words? */
static bool is_last(const struct writing *w, const cn_span_query *query)
{
    const cn_question *whole = w->question;
    const cn_step *step = &whole->plan.steps[whole->plan.n_steps - 1];
    char text[512];

    for (unsigned r = 0; r < step->n_ranges; r++) {
        const cn_words_range *range = &step->ranges[r];
        const cn_word *first, *last;

        if (range->n == 0)
            continue;
        first = &whole->words.items[range->first];
        last = first + range->n - 1;
        snprintf(text, sizeof text, "%.*s", (int)(last->first + last->len - first->first),
                 whole->text + first->first);
        if (!reader_holds(query->question->text, query->question->len, text))
            return false;
    }
    return step->n_ranges > 0;
}

/* The answer of a step: the object of the one evidence whose subject it names. */
static bool read_object(struct writing *w, const cn_span_query *query)
{
    const char *object = NULL;

    for (size_t i = 0; i < cn_json_count(w->evidences); i++) {
        const cn_json *row = cn_json_at(w->evidences, i);
        const char *subject = cn_json_string(cn_json_at(row, 0), NULL);

        if (!subject || !reader_holds(query->question->text, query->question->len, subject))
            continue;
        if (object)
            return false;
        object = cn_json_string(cn_json_at(row, 2), NULL);
    }
    w->answers[0] = object;
    w->n_answers = 1;
    return object != NULL;
}

static void see_step(void *user, const cn_passages *passages, const cn_span_query *query,
                     const cn_span_pool *pool)
{
    struct writing *w = user;
    const char *kept[ANSWERS_MAX];
    const size_t n_kept = w->n_answers;

    if (query->question == w->question || w->n_lists == LISTS_MAX)
        return;
    memcpy(kept, w->answers, sizeof kept);
    if (w->evidences ? read_object(w, query) : is_last(w, query)) {
        write_spans(w, passages, pool);
        w->n_lists++;
    }
    memcpy(w->answers, kept, sizeof kept);
    w->n_answers = n_kept;
}

static size_t read_evidence(const cairn_hits *hits, cn_evidence evidence[EVIDENCE_MAX])
{
    size_t n = 0;

    for (; n < hits->n && n < EVIDENCE_MAX; n++)
        evidence[n] = (cn_evidence){
            hits->ordinals[n],
            hits->items[0].score > 0 ? hits->items[n].score / hits->items[0].score : 0,
            hits->items[n].title,
            hits->items[n].heading,
            hits->items[n].text,
            hits->items[n].text_len};
    return n;
}

/* As cairn_ask() does, with a watcher. */
static int write_steps(struct writing *w, cn_view *view, const cn_question *question,
                       const cairn_hits *hits, cairn_error *err)
{
    const cn_span_watch watch = {see_step, w};
    const cn_retrieve_options options = {EVIDENCE_MAX, true, true, false};
    cn_evidence evidence[EVIDENCE_MAX];
    const size_t n = read_evidence(hits, evidence);
    cn_reading reading;
    cn_arena arena;
    cn_pool pool;
    int rc;

    cn_arena_init(&arena, ANSWER_BYTES_MAX);
    cn_pool_init(&pool, view, question->timing, &arena);
    for (size_t i = 0; i < n; i++)
        cn_pool_add(&pool, &evidence[i]);
    view->watch = &watch;
    w->question = question;
    w->n_lists = 0;
    rc = cn_reader_answer(view, question, &pool, &options, &arena, &reading, err);
    cn_arena_done(&arena);
    return rc;
}

static int write_whole(struct writing *w, const cn_view *view, const cn_question *question,
                       const cairn_hits *hits, cairn_error *err)
{
    const cn_span_query query = {.question = question, .step = -1};
    cn_evidence evidence[EVIDENCE_MAX];
    const size_t n = read_evidence(hits, evidence);
    cn_passages passages;
    cn_span_pool pool;
    int rc = cn_passages_read(&passages, view, question, evidence, n, err);

    if (rc == CAIRN_OK)
        rc = cn_span_pool_read(&pool, &passages, &query, err);
    if (rc == CAIRN_OK)
        write_spans(w, &passages, &pool);
    cn_passages_done(&passages);
    return rc;
}

static int write_question(struct writing *w, const char *text, cairn_error *err)
{
    cairn_search_options options = CAIRN_SEARCH_OPTIONS_INIT;
    cairn_hits *hits = NULL;
    cn_question question = {0};
    cn_as_of as_of;
    cn_view view;
    int rc = cn_kb_begin_read(w->kb, &view, err);

    if (rc < 0)
        return rc;
    options.limit = EVIDENCE_MAX;
    rc = cn_question_init(&question, &view, text, strlen(text), err);
    cn_as_of_init(&as_of, &view, &question, NULL);
    if (rc == CAIRN_OK)
        rc = cn_hits_search(&view, &question, &options, &hits, err);
    if (rc == CAIRN_OK)
        rc = cn_as_of_evidence(&as_of, hits, hits->n, err);
    if (rc == CAIRN_OK)
        rc = w->steps ? write_steps(w, &view, &question, hits, err)
                      : write_whole(w, &view, &question, hits, err);
    cairn_hits_free(hits);
    cn_as_of_done(&as_of);
    cn_question_done(&question);
    cn_kb_end_read(w->kb);
    return rc;
}

static int write_line(struct writing *w, const char *line, size_t len, cairn_error *err)
{
    cn_json *root = NULL;
    const cn_json *answers;
    const char *question;
    int rc = cn_json_parse(line, len, &root, err);

    if (rc < 0)
        return rc;
    question = cn_json_string(cn_json_get(root, "question"), NULL);
    answers = cn_json_get(root, "answers");
    w->evidences = cn_json_get(root, "evidences");
    if (cn_json_get(root, "group"))
        w->group = (uint32_t)cn_json_number(cn_json_get(root, "group"));
    w->n_answers = 0;
    for (size_t i = 0; i < cn_json_count(answers) && w->n_answers < ANSWERS_MAX; i++) {
        const char *answer = cn_json_string(cn_json_at(answers, i), NULL);

        if (answer)
            w->answers[w->n_answers++] = answer;
    }
    if (question && *question)
        rc = write_question(w, question, err);
    cn_json_free(root);
    return rc;
}

/* Every tenth question of a set of many articles goes to one of ten folds; the questions of a store
 * of one article stay together. */
static int write_file(struct writing *w, const char *path, bool is_article, cairn_error *err)
{
    cn_buf text;
    int rc;

    cn_buf_init(&text, (size_t)1 << 30);
    rc = cn_file_read(path, text.max, &text, err);
    for (size_t i = 0, line = 0; rc == CAIRN_OK && i < text.len; line++) {
        const char *end = memchr(text.data + i, '\n', text.len - i);
        const size_t len = end ? (size_t)(end - text.data) - i : text.len - i;

        if (!is_article)
            w->group = (uint32_t)(line % 10);
        if (len > 0 && (w->steps < 2 || line % w->steps == 0))
            rc = write_line(w, text.data + i, len, err);
        i += len + 1;
    }
    cn_buf_done(&text);
    return rc;
}

int reader_features(int argc, char **argv)
{
    struct writing w = {.n_questions = 0};
    cairn_options options = CAIRN_OPTIONS_INIT;
    cairn_error err = CAIRN_ERROR_INIT;
    int rc = CAIRN_OK;

    if (argc > 2 && strcmp(argv[0], "--steps") == 0) {
        w.steps = (unsigned)strtoul(argv[1], NULL, 10);
        argv += 2;
        argc -= 2;
    }
    if (argc < 4 || argc % 2 != 0)
        return 2;
    w.set = (uint32_t)strtoul(argv[1], NULL, 10);
    w.out = fopen(argv[0], "wb");
    if (!w.out) {
        fprintf(stderr, "%s: cannot be written\n", argv[0]);
        return 1;
    }
    options.read_only = true;
    for (int i = 2; rc == CAIRN_OK && i < argc; i += 2) {
        w.group = (uint32_t)(i / 2 - 1);
        rc = cairn_open(argv[i], &options, &w.kb, &err);
        if (rc == CAIRN_OK)
            rc = write_file(&w, argv[i + 1], argc > 4, &err);
        cairn_close(w.kb);
        w.kb = NULL;
    }
    if (fclose(w.out) != 0 && rc == CAIRN_OK)
        rc = cn_fail(&err, CAIRN_EIO, 0, "%s: cannot be written", argv[0]);
    if (rc < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    printf("{\"questions\": %zu, \"answerable\": %zu, \"with_answer\": %.3f, \"best_f1\": %.3f, "
           "\"spans\": %.1f}\n",
           w.n_questions, w.n_answerable, (double)w.n_found / (double)w.n_answerable,
           w.best_overlap / (double)w.n_answerable, (double)w.n_spans / (double)w.n_questions);
    return 0;
}
