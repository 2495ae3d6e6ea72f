/* A small store with a view of it, as api/kb.c makes one, for the tests of retrieve/.
 *
 * asked_open(), then pages and names, then asked_build(). A page is a document of one chunk
 * about what its title names. */
#ifndef CN_TESTS_RETRIEVE_ASKED_H
#define CN_TESTS_RETRIEVE_ASKED_H

#include "unit/graph/random_store.h"

#include "retrieve/walk.h"

typedef struct asked {
    fixture f;
    cn_snapshot *snapshot;
    cn_scores *scores;
    cn_walk_scratch *walk;
    cn_vectors *names;
    cn_view view;
    cn_settings settings;
} asked;

static inline void asked_open(asked *a)
{
    *a = (asked){.snapshot = NULL};
    fixture_open(&a->f);
}

/* A document of one chunk without any names. */
static inline cairn_id asked_text(asked *a, const char *uri, const char *text)
{
    return cn_chunk_id(fixture_document(&a->f, uri, "", NULL, &text, 1), 0);
}

/* Titled `name`, which becomes an entity. Returns the chunk. */
static inline cairn_id asked_page(asked *a, const char *name, const char *text)
{
    const cairn_id chunk = cn_chunk_id(fixture_document(&a->f, name, name, NULL, &text, 1), 0);

    fixture_mention(&a->f, chunk, 0, name, CN_ROLE_TITLE, CN_TYPE_OTHER);
    fixture_entity(&a->f, name, 2, 1);
    return chunk;
}

static inline const cn_vectors *asked_names(void *user)
{
    return ((asked *)user)->names;
}

static inline void asked_build(asked *a)
{
    char path[128];

    fixture_build(&a->f, 1);
    a->snapshot = fixture_snapshot(&a->f);
    snprintf(path, sizeof path, "%s/names", a->f.folder);
    assert_int_equal(cn_names_build(a->f.store, path, 7, NULL), CAIRN_OK);
    assert_int_equal(cn_vectors_load(path, 7, &a->names, NULL), CAIRN_OK);
    assert_int_equal(cn_scores_new(a->snapshot, &a->scores, NULL), CAIRN_OK);
    assert_int_equal(cn_walk_scratch_new(a->snapshot, &a->walk, NULL), CAIRN_OK);
    cn_settings_default(&a->settings);
    a->view = (cn_view){.settings = &a->settings,
                        .store = a->f.store,
                        .snapshot = a->snapshot,
                        .tokenizer = a->f.tokenizer,
                        .scores = a->scores,
                        .walk = a->walk,
                        .names = asked_names,
                        .user = a};
}

static inline void asked_close(asked *a)
{
    cn_walk_scratch_free(a->walk);
    cn_scores_free(a->scores);
    cn_vectors_free(a->names);
    cn_snapshot_close(a->snapshot);
    fixture_close(&a->f);
}

static inline uint64_t ordinal_of(const asked *a, cairn_id chunk)
{
    for (uint32_t i = 0; i < a->snapshot->n_chunks; i++)
        if (a->snapshot->chunks[i].id == chunk)
            return i;
    fail_msg("chunk %lld is not in the snapshot", (long long)chunk);
    return 0;
}

static inline void read_question(asked *a, const char *text, cn_question *question)
{
    cairn_error err = CAIRN_ERROR_INIT;

    if (cn_question_init(question, &a->view, text, strlen(text), &err) < 0)
        fail_msg("%s", err.message);
}

/* Everything the walk gives a score, best first. Caller frees with cn_topk_done. */
static inline void walk_question(asked *a, const char *text, bool use_text, bool use_graph,
                                 cn_topk *top)
{
    cn_question question;

    read_question(a, text, &question);
    assert_true(cn_topk_init(top, a->snapshot->n_chunks + 1U));
    assert_int_equal(cn_walk_run(&a->view, &question, use_text, use_graph, top), CAIRN_OK);
    cn_topk_sort(top);
    cn_question_done(&question);
}

/* 0 when the walk does not find the chunk. */
static inline double score_of(asked *a, const char *question, bool use_graph, cairn_id chunk)
{
    cn_topk top;
    double score = 0;

    walk_question(a, question, true, use_graph, &top);
    for (size_t i = 0; i < top.n; i++)
        if (top.items[i].id == ordinal_of(a, chunk))
            score = top.items[i].score;
    cn_topk_done(&top);
    return score;
}

/* A question of n words that the random store has, low ones more often, and a name now and then. */
static inline void random_question(uint64_t *seed, unsigned n, char text[RANDOM_TEXT])
{
    size_t len = 0;

    text[0] = '\0';
    for (unsigned i = 0; i < n && len + 32 < RANDOM_TEXT; i++) {
        const unsigned word = random_below(seed, RANDOM_WORDS);
        const unsigned name = random_below(seed, RANDOM_NAMES);

        if (i % 4 == 2)
            len += (size_t)snprintf(text + len, RANDOM_TEXT - len, "Name%u Of%u ", name, name);
        else
            len += (size_t)snprintf(text + len, RANDOM_TEXT - len, "w%u ", word);
    }
}

#endif
