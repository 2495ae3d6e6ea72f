/* Arguments of the parser's commands: taggers and the treebanks they tag. */
#ifndef CN_TRAIN_PARSER_PAIRS_H
#define CN_TRAIN_PARSER_PAIRS_H

#include "tools/train/parser_data.h"

/* path "-": no tagger, the treebank's own tags. */
int cn_train_open_tagger(const char *path, cn_tagger **tagger, cairn_error *err);
/* pairs: tagger, treebank, tagger, treebank ...; appended to data. */
int cn_train_read_pairs(cn_parse_data *data, int n, char **pairs, cairn_error *err);

#endif
