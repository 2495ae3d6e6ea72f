/* Passages read from pages made by hand, on a store of the same texts without links. */
#ifndef CN_TESTS_RETRIEVE_READ_PAGES_H
#define CN_TESTS_RETRIEVE_READ_PAGES_H

#include "scanned.h"

enum { PAGES_MAX = 4 };

typedef struct page {
    const char *title, *text;
} page;

typedef struct pages {
    fixture f;
    cn_snapshot *snapshot;
    cn_scores *scores;
    cn_view view;
    cn_settings settings;
    cn_evidence evidence[PAGES_MAX];
    cn_question question;
    cn_passages read;
} pages;

static inline void read_pages(pages *p, const char *question, const page *items, size_t n)
{
    cairn_id ids[PAGES_MAX];
    char uri[32];

    memset(p, 0, sizeof *p);
    fixture_open(&p->f);
    for (size_t i = 0; i < n; i++) {
        snprintf(uri, sizeof uri, "doc%zu", i);
        ids[i] = fixture_document(&p->f, uri, items[i].title, NULL, &items[i].text, 1);
        p->evidence[i] = (cn_evidence){0,  1.0 - 0.1 * (double)i, items[i].title,
                                       "", items[i].text,         strlen(items[i].text)};
    }
    fixture_build(&p->f, 1);
    p->snapshot = fixture_snapshot(&p->f);
    for (size_t i = 0; i < n; i++)
        while (p->snapshot->chunks[p->evidence[i].chunk].id != cn_chunk_id(ids[i], 0))
            p->evidence[i].chunk++;
    assert_int_equal(cn_scores_new(p->snapshot, &p->scores, NULL), CAIRN_OK);
    cn_settings_default(&p->settings);
    p->view = (cn_view){.settings = &p->settings,
                        .store = p->f.store,
                        .snapshot = p->snapshot,
                        .tokenizer = p->f.tokenizer,
                        .scores = p->scores};
    assert_int_equal(cn_question_init(&p->question, &p->view, question, strlen(question), NULL),
                     CAIRN_OK);
    cn_scores_run(p->scores, p->snapshot, p->question.words.items, p->question.words.n, UINT64_MAX);
    assert_int_equal(cn_passages_read(&p->read, &p->view, &p->question, p->evidence, n, NULL),
                     CAIRN_OK);
}

static inline void pages_done(pages *p)
{
    cn_passages_done(&p->read);
    cn_question_done(&p->question);
    cn_scores_free(p->scores);
    cn_snapshot_close(p->snapshot);
    fixture_close(&p->f);
}

/* The piece of the passage's body is this text. */
static inline void assert_piece(const cn_passage *passage, const cn_piece *piece, const char *text)
{
    assert_true(piece->n > 0);
    assert_int_equal(piece->len, strlen(text));
    assert_memory_equal(passage->body.text + piece->at, text, piece->len);
}

#endif
