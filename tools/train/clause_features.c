/* cairn-train clause-features: sentences, one a line, -> their clauses with the features that
 * bench/extraction/confidence.py learns the weights of ingest/clause_weights.c from. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ingest/clause_confidence.h"
#include "ingest/clauses.h"
#include "ingest/parser.h"
#include "ingest/tokens.h"
#include "tools/train/commands.h"

enum { LINE_MAX_BYTES = 1 << 16 };

typedef struct reader {
    cn_tokenizer *tokenizer;
    cn_lexicon lexicon;
    cn_passage passage;
    cn_trees trees;
    cn_tagger *tagger;
    cn_parser *parser;
    cn_clauses *clauses;
    cn_clause found[CN_CLAUSES_MAX];
    char line[LINE_MAX_BYTES];
} reader;

static void print_clause(const reader *r, const cn_tree *tree, const cn_clause *clause)
{
    char text[4 * CN_CLAUSE_TEXT];
    int features[CN_CLAUSE_FEATURES];

    printf("%s\t%.2f", r->line, clause->confidence);
    cn_clause_text(tree, &clause->subject.full, text, sizeof(text));
    printf("\t%s", text);
    cn_clause_relation(tree, clause, text, sizeof(text));
    printf("\t%s", text);
    cn_clause_text(tree, &clause->object.full, text, sizeof(text));
    printf("\t%s", text);
    for (size_t i = 0; i < clause->n_more; i++) {
        cn_clause_argument_text(tree, &clause->more[i], text, sizeof(text));
        printf("\t%s", text);
    }
    cn_clauses_features(r->clauses, clause, features);
    printf("\t\t%d", (int)clause->is_derived);
    for (int i = 0; i < CN_CLAUSE_FEATURES; i++)
        printf(" %d", features[i]);
    putchar('\n');
}

static int read_line(reader *r, cairn_error *err)
{
    int rc = cn_passage_set(&r->passage, r->tokenizer, r->line, strlen(r->line), "", err);

    if (rc == CAIRN_OK && r->passage.n_sentences > 1) {
        const cn_sentence *last = &r->passage.sentences[r->passage.n_sentences - 1];

        r->passage.sentences[0].end = last->end;
        r->passage.sentences[0].end_word = last->end_word;
        r->passage.n_sentences = 1;
    }
    if (rc == CAIRN_OK)
        rc = cn_tokens_cut(&r->trees, &r->passage, err);
    for (size_t i = 0; rc == CAIRN_OK && i < r->trees.n_trees; i++) {
        cn_tree *tree = &r->trees.trees[i];
        size_t n;

        cn_tagger_run(r->tagger, tree);
        cn_parser_run(r->parser, r->tagger, tree);
        n = cn_clauses_find(r->clauses, tree, r->found, CN_CLAUSES_MAX);
        for (size_t k = 0; k < n; k++)
            print_clause(r, tree, &r->found[k]);
    }
    return rc;
}

static int open_reader(reader *r, char **argv, cairn_error *err)
{
    int rc = cn_tokenizer_new(&r->tokenizer, err);

    if (rc == CAIRN_OK)
        rc = cn_lexicon_init(&r->lexicon, r->tokenizer, err);
    if (rc == CAIRN_OK)
        rc = cn_tagger_open(&r->tagger, argv[0], err);
    if (rc == CAIRN_OK)
        rc = cn_parser_open(&r->parser, argv[1], err);
    if (rc == CAIRN_OK)
        rc = cn_clauses_new(&r->clauses, err);
    cn_passage_init(&r->passage, &r->lexicon);
    cn_trees_init(&r->trees);
    return rc;
}

int clause_features(int argc, char **argv)
{
    cairn_error err = {0};
    reader *r;
    int rc;

    if (argc != 2) {
        fprintf(stderr, "usage: cairn-train clause-features TAGGER PARSER < SENTENCES\n");
        return 2;
    }
    r = cn_alloc_zero(1, sizeof(*r));
    if (r == NULL)
        return 1;
    rc = open_reader(r, argv, &err);
    while (rc == CAIRN_OK && fgets(r->line, sizeof(r->line), stdin) != NULL) {
        r->line[strcspn(r->line, "\n")] = '\0';
        rc = read_line(r, &err);
    }
    if (rc < 0)
        fprintf(stderr, "clause-features: %s\n", err.message);
    cn_trees_done(&r->trees);
    cn_passage_done(&r->passage);
    cn_clauses_free(r->clauses);
    cn_parser_close(r->parser);
    cn_tagger_close(r->tagger);
    cn_lexicon_done(&r->lexicon);
    cn_tokenizer_free(r->tokenizer);
    cn_free(r);
    return rc < 0 ? 1 : 0;
}
