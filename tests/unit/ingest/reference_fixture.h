/* A text read by the models of data/models/en and resolved, with the names that a test says. */
#ifndef CN_TESTS_REFERENCE_FIXTURE_H
#define CN_TESTS_REFERENCE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/parser.h"
#include "ingest/reference_parts.h"
#include "ingest/tokens.h"

#define MODELS CAIRN_SOURCE_DIR "/data/models/en/"

typedef struct fixture {
    cn_tokenizer *tokenizer;
    cn_lexicon lexicon;
    cn_passage passage;
    cn_tagger *tagger;
    cn_parser *parser;
    cn_references *references;
    cn_trees trees;
    cn_resolution resolution;
    cn_reference_name names[32];
    cn_reference_input input;
} fixture;

static inline int set_up(void **state)
{
    static fixture f;

    assert_int_equal(cn_tokenizer_new(&f.tokenizer, NULL), CAIRN_OK);
    assert_int_equal(cn_lexicon_init(&f.lexicon, f.tokenizer, NULL), CAIRN_OK);
    cn_passage_init(&f.passage, &f.lexicon);
    assert_int_equal(cn_tagger_open(&f.tagger, MODELS "tagger.weights", NULL), CAIRN_OK);
    assert_int_equal(cn_parser_open(&f.parser, MODELS "parser.weights", NULL), CAIRN_OK);
    assert_int_equal(cn_references_open(&f.references, MODELS "references.weights", NULL),
                     CAIRN_OK);
    cn_trees_init(&f.trees);
    cn_resolution_init(&f.resolution);
    *state = &f;
    return 0;
}

static inline int tear_down(void **state)
{
    fixture *f = *state;

    cn_resolution_done(&f->resolution);
    cn_trees_done(&f->trees);
    cn_references_close(f->references);
    cn_parser_close(f->parser);
    cn_tagger_close(f->tagger);
    cn_passage_done(&f->passage);
    cn_lexicon_done(&f->lexicon);
    cn_tokenizer_free(f->tokenizer);
    return 0;
}

/* names: pairs of a spelling and a type, each the next one of the text in order, ended by NULL. */
typedef struct named {
    const char *name;
    int type;
} named;

static inline void resolve(fixture *f, const char *title, const char *text, const named *names)
{
    const char *from = text;
    size_t n = 0;

    assert_int_equal(cn_passage_set(&f->passage, f->tokenizer, text, strlen(text), title, NULL),
                     CAIRN_OK);
    assert_int_equal(cn_tokens_cut(&f->trees, &f->passage, NULL), CAIRN_OK);
    for (size_t i = 0; i < f->trees.n_trees; i++) {
        cn_tagger_run(f->tagger, &f->trees.trees[i]);
        cn_parser_run(f->parser, f->tagger, &f->trees.trees[i]);
    }
    for (; names && names[n].name; n++) {
        const char *at = strstr(from, names[n].name);

        assert_non_null(at);
        f->names[n] = (cn_reference_name){.first = (uint32_t)(at - text),
                                          .len = (uint32_t)strlen(names[n].name),
                                          .type = names[n].type};
        from = at + strlen(names[n].name);
    }
    f->input = (cn_reference_input){.text = text,
                                    .len = strlen(text),
                                    .trees = &f->trees,
                                    .names = f->names,
                                    .n_names = n,
                                    .title = title};
    assert_int_equal(cn_references_resolve(f->references, &f->input, &f->resolution, NULL),
                     CAIRN_OK);
}

/* The mention of this kind at the nth (from 0) place where the words stand. */
static inline int32_t mention_of(const fixture *f, const char *words, int nth, int kind)
{
    const char *at = strstr(f->input.text, words);
    int32_t found;

    while (nth-- > 0 && at)
        at = strstr(at + 1, words);
    assert_non_null(at);
    found = cn_resolution_find(&f->resolution, (uint32_t)(at - f->input.text), kind);
    assert_true(found >= 0);
    return found;
}

static inline void assert_means(const fixture *f, const char *words, int nth, int kind,
                                const char *name)
{
    size_t len;
    const char *meant = cn_resolution_name(&f->resolution, &f->input,
                                           (size_t)mention_of(f, words, nth, kind), &len);

    if (!name) {
        assert_null(meant);
        return;
    }
    assert_non_null(meant);
    assert_int_equal(len, strlen(name));
    assert_memory_equal(meant, name, len);
}

#endif
