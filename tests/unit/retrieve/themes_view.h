/* The themes of tests/unit/graph with a view of them, for the tests of broad questions. */
#ifndef CN_TESTS_THEMES_VIEW_H
#define CN_TESTS_THEMES_VIEW_H

#include "unit/graph/themes.h"

#include "retrieve/topics.h"

typedef struct themes_view {
    themes t;
    cn_communities *all;
    cn_scores *scores;
    cn_settings settings;
    cn_view view;
} themes_view;

static inline const cn_vectors *no_names(void *user)
{
    (void)user;
    return NULL;
}

static inline void themes_view_open(themes_view *v)
{
    *v = (themes_view){.all = NULL};
    themes_open(&v->t);
    v->all = themes_communities(&v->t);
    assert_int_equal(cn_scores_new(v->t.snapshot, &v->scores, NULL), CAIRN_OK);
    cn_settings_default(&v->settings);
    v->view = (cn_view){.store = v->t.f.store,
                        .snapshot = v->t.snapshot,
                        .tokenizer = v->t.f.tokenizer,
                        .scores = v->scores,
                        .names = no_names,
                        .settings = &v->settings};
}

static inline void themes_view_close(themes_view *v)
{
    cn_scores_free(v->scores);
    cn_communities_close(v->all);
    themes_close(&v->t);
}

static inline void themes_ask(themes_view *v, const char *text, cn_question *question)
{
    cairn_error err = CAIRN_ERROR_INIT;

    *question = (cn_question){.text = ""};
    if (cn_question_init(question, &v->view, text, strlen(text), &err) < 0)
        fail_msg("%s", err.message);
}

#endif
