/* A text through names, tags and rules alone, for the tests of rules and what they say. */
#ifndef CN_TESTS_RULES_FIXTURE_H
#define CN_TESTS_RULES_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/found.h"
#include "ingest/names.h"
#include "ingest/patterns.h"
#include "ingest/tagger.h"
#include "ingest/tokens.h"

#define PACK CAIRN_SOURCE_DIR "/data/models/en"

typedef struct rules_fixture {
    cn_tokenizer *tokenizer;
    cn_tagger *tagger;
    cn_trees trees;
    cn_rules *rules;
    cn_lexicon lexicon;
    cn_patterns patterns;
    cn_passage passage;
    cn_extraction out;
} rules_fixture;

static inline int set_up_rules(void **state)
{
    static rules_fixture f;
    cairn_error err;
    int rc;

    cn_extraction_init(&f.out);
    assert_int_equal(cn_tokenizer_new(&f.tokenizer, NULL), CAIRN_OK);
    assert_int_equal(cn_lexicon_init(&f.lexicon, f.tokenizer, NULL), CAIRN_OK);
    assert_int_equal(cn_tagger_open(&f.tagger, PACK "/tagger.weights", NULL), CAIRN_OK);
    cn_trees_init(&f.trees);
    cn_passage_init(&f.passage, &f.lexicon);
    rc = cn_rules_open(&f.rules, PACK, f.tokenizer, &err);
    if (rc < 0)
        print_message("%s\n", err.message);
    assert_int_equal(rc, CAIRN_OK);
    assert_int_equal(cn_patterns_init(&f.patterns, f.rules, &f.lexicon, NULL), CAIRN_OK);
    *state = &f;
    return 0;
}

static inline int tear_down_rules(void **state)
{
    rules_fixture *f = *state;

    cn_extraction_done(&f->out);
    cn_patterns_done(&f->patterns);
    cn_passage_done(&f->passage);
    cn_rules_close(f->rules);
    cn_trees_done(&f->trees);
    cn_tagger_close(f->tagger);
    cn_lexicon_done(&f->lexicon);
    cn_tokenizer_free(f->tokenizer);
    return 0;
}

/* Runs the rules over the text as the first chunk of a document with this title. */
static inline void run_rules(rules_fixture *f, const char *title, const char *text)
{
    cn_topic topic = {.is_first = true, .lead = UINT32_MAX, .title = cn_found_constant(title)};

    cn_arena_reset(&f->out.arena);
    f->out.n_mentions = f->out.n_statements = 0;
    assert_int_equal(cn_passage_set(&f->passage, f->tokenizer, text, strlen(text), title, NULL),
                     CAIRN_OK);
    assert_int_equal(cn_names_find(&f->passage, NULL), CAIRN_OK);
    for (size_t i = 0; i < f->passage.n_items; i++) {
        cn_item *item = &f->passage.items[i];

        assert_int_equal(
            cn_found_name_of(&f->out, f->passage.text + item->first, item->len, &item->name, NULL),
            CAIRN_OK);
    }
    assert_int_equal(cn_tokens_cut(&f->trees, &f->passage, NULL), CAIRN_OK);
    for (size_t i = 0; i < f->trees.n_trees; i++)
        cn_tagger_run(f->tagger, &f->trees.trees[i]);
    assert_int_equal(cn_patterns_run(&f->patterns, &f->passage, &f->trees, &topic, &f->out, NULL),
                     CAIRN_OK);
}

/* "subject | relation | object" */
static inline const char *said_line(const cn_found_statement *s, char *line, size_t size)
{
    snprintf(line, size, "%.*s | %.*s | %.*s", (int)s->subject.len, s->subject.surface,
             (int)s->relation.len, s->relation.surface, (int)s->object.len, s->object.surface);
    return line;
}

static inline bool is_said(const rules_fixture *f, const char *wanted, size_t len)
{
    char line[512];

    for (size_t i = 0; i < f->out.n_statements; i++) {
        said_line(&f->out.statements[i], line, sizeof(line));
        if (strlen(line) == len && memcmp(line, wanted, len) == 0)
            return true;
    }
    return false;
}

static inline void print_said(const rules_fixture *f)
{
    char line[512];

    for (size_t i = 0; i < f->out.n_statements; i++)
        print_message("    %s\n", said_line(&f->out.statements[i], line, sizeof(line)));
}

#endif
