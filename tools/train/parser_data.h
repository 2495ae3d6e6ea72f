/* Trees to learn from or to measure by: treebanks with the tags that a tagger gives them. */
#ifndef CN_TRAIN_PARSER_DATA_H
#define CN_TRAIN_PARSER_DATA_H

#include "ingest/tagger.h"
#include "tools/train/conllu.h"

typedef struct cn_parse_sample {
    uint32_t first; /* token */
    uint32_t n;
} cn_parse_sample;

typedef struct cn_parse_data {
    cn_token *tokens; /* tagged; head and label are the right ones, head 0 for the root */
    size_t n_tokens, cap_tokens;
    cn_parse_sample *samples;
    size_t n_samples, cap_samples;
    size_t n_upos_right;
} cn_parse_data;

void cn_parse_data_init(cn_parse_data *data);
void cn_parse_data_done(cn_parse_data *data);
/* Appends the sentences of a treebank. tagger NULL: with the treebank's own tags. */
int cn_parse_data_add(cn_parse_data *data, const char *path, const cn_tagger *tagger,
                      cairn_error *err);
/* The sentence as a tree without arcs; tokens (room for CN_TREE_MAX) are the caller's. */
void cn_parse_data_tree(const cn_parse_data *data, size_t sample, cn_token *tokens, cn_tree *tree);

#endif
