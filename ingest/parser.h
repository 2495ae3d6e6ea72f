/* Dependency trees: a transition parser over tagged tokens. */
#ifndef CN_INGEST_PARSER_H
#define CN_INGEST_PARSER_H

#include "ingest/linear.h"
#include "ingest/tagger.h"

typedef struct cn_parser cn_parser; /* read-only, shared by threads; borrows the mapped file */

/* path: a weights file of kind "parser". */
int cn_parser_open(cn_parser **parser, const char *path, cairn_error *err);
void cn_parser_close(cn_parser *parser);
/* Sets head and label of each token; every tree has one root at least and no cycle. Scratch is on
 * the stack (a tree has CN_TREE_MAX tokens at most); time is linear in the tokens. tagger gives the
 * clusters of words. */
void cn_parser_run(const cn_parser *parser, const cn_tagger *tagger, cn_tree *tree);

#endif
