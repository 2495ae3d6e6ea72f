/* Small trees written by hand, and their clauses as lines, for the tests of clauses:
 *
 *   "Ada PROPN 2 nsubj|wrote VERB 0 root|notes NOUN 2 obj" -> "Ada - wrote - notes"
 *
 * A word, its tag, its head and label, and (for a participle) "part". A word with a leading "_"
 * stands right behind the one before. A derived clause begins with "+"; further arguments follow
 * after " ; ", negated and other flags are checked by the tests themselves. */
#ifndef CN_TESTS_CLAUSE_FIXTURE_H
#define CN_TESTS_CLAUSE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/clauses.h"
#include "ingest/tokens.h"

typedef struct clause_fixture {
    cn_clauses *clauses;
    char text[4096];
    cn_token tokens[CN_TREE_MAX];
    cn_tree tree;
    cn_clause found[CN_CLAUSES_MAX];
    size_t n;
    char lines[16384];
} clause_fixture;

static inline int set_up(void **state)
{
    static clause_fixture f;

    memset(&f, 0, sizeof f);
    assert_int_equal(cn_clauses_new(&f.clauses, NULL), CAIRN_OK);
    *state = &f;
    return 0;
}

static inline int tear_down(void **state)
{
    clause_fixture *f = *state;

    cn_clauses_free(f->clauses);
    return 0;
}

static inline void add_word(clause_fixture *f, const char *word, const char *tag, unsigned head,
                            const char *label, const char *morph)
{
    cn_token *token = &f->tokens[f->tree.n++];
    size_t at = strlen(f->text);
    bool is_glued = word[0] == '_';

    memset(token, 0, sizeof *token);
    word += is_glued;
    if (at > 0 && !is_glued)
        f->text[at++] = ' ';
    assert_true(at + strlen(word) + 1 < sizeof f->text);
    snprintf(f->text + at, sizeof f->text - at, "%s", word);
    token->first = (uint32_t)at;
    token->len = (uint16_t)strlen(word);
    if (at > 0 && !is_glued)
        token->flags |= CN_TOKEN_SPACE_BEFORE;
    cn_token_look(token, f->text);
    token->upos = (uint8_t)cn_upos_read(tag, strlen(tag));
    token->head = (uint16_t)head;
    token->label = (uint8_t)cn_dep_read(label, strlen(label));
    if (strcmp(morph, "part") == 0)
        token->morph = CN_MORPH_PARTICIPLE | CN_MORPH_PAST;
    else if (strcmp(tag, "VERB") == 0)
        token->morph = CN_MORPH_FINITE;
}

static inline void build_tree(clause_fixture *f, const char *words)
{
    f->text[0] = '\0';
    f->tree = (cn_tree){.text = f->text, .tokens = f->tokens};
    while (*words != '\0') {
        char word[64], tag[16], label[24], morph[16] = "";
        unsigned head;

        assert_true(f->tree.n < CN_TREE_MAX);
        assert_true(
            sscanf(words, "%63s %15s %u %23[a-z:] %15[a-z]", word, tag, &head, label, morph) >= 4);
        add_word(f, word, tag, head, label, morph);
        words += strcspn(words, "|");
        words += *words != '\0';
    }
}

static inline void add_line(clause_fixture *f, const cn_clause *clause)
{
    char subject[512], relation[512], object[512], more[512];
    size_t at = strlen(f->lines);

    cn_clause_text(&f->tree, &clause->subject.full, subject, sizeof subject);
    cn_clause_relation(&f->tree, clause, relation, sizeof relation);
    cn_clause_text(&f->tree, &clause->object.full, object, sizeof object);
    at += (size_t)snprintf(f->lines + at, sizeof f->lines - at, "%s%s - %s - %s",
                           clause->is_derived ? "+" : "", subject, relation, object);
    for (size_t i = 0; i < clause->n_more; i++) {
        cn_clause_argument_text(&f->tree, &clause->more[i], more, sizeof more);
        at += (size_t)snprintf(f->lines + at, sizeof f->lines - at, " ; %s", more);
    }
    snprintf(f->lines + at, sizeof f->lines - at, "\n");
}

/* The clauses of a tree, as lines. */
static inline void find_clauses(clause_fixture *f, const char *words)
{
    build_tree(f, words);
    f->n = cn_clauses_find(f->clauses, &f->tree, f->found, CN_CLAUSES_MAX);
    f->lines[0] = '\n';
    f->lines[1] = '\0';
    for (size_t i = 0; i < f->n; i++)
        add_line(f, &f->found[i]);
}

static inline bool has_line(const clause_fixture *f, const char *line)
{
    char whole[1024];

    snprintf(whole, sizeof whole, "\n%s\n", line);
    return strstr(f->lines, whole) != NULL;
}

#define assert_line(f, line)                                                                       \
    do {                                                                                           \
        if (!has_line(f, line))                                                                    \
            print_error("no \"%s\" among:%s", line, (f)->lines);                                   \
        assert_true(has_line(f, line));                                                            \
    } while (0)

static inline const cn_clause *clause_of_rule(const clause_fixture *f, int rule)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->found[i].rule == rule)
            return &f->found[i];
    return NULL;
}

#endif
