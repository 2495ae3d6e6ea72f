/* Sentences of text without annotation: documents of a .jsonl file (their "text"), or the words of
 * a treebank (.conllu). */
#ifndef CN_TRAIN_RAW_TEXT_H
#define CN_TRAIN_RAW_TEXT_H

#include "base/status.h"
#include "base/tree.h"

/* Calls visit for each sentence of the file, in order. */
int cn_raw_text_read(const char *path, int (*visit)(cn_tree *tree, void *user, cairn_error *err),
                     void *user, cairn_error *err);

#endif
