/* Pairs of a tagger and a treebank. */
#include "tools/train/parser_pairs.h"

#include <string.h>

int cn_train_open_tagger(const char *path, cn_tagger **tagger, cairn_error *err)
{
    *tagger = NULL;
    return strcmp(path, "-") == 0 ? CAIRN_OK : cn_tagger_open(tagger, path, err);
}

int cn_train_read_pairs(cn_parse_data *data, int n, char **pairs, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (int i = 0; i + 1 < n && rc == CAIRN_OK; i += 2) {
        cn_tagger *tagger;

        rc = cn_train_open_tagger(pairs[i], &tagger, err);
        if (rc == CAIRN_OK)
            rc = cn_parse_data_add(data, pairs[i + 1], tagger, err);
        cn_tagger_close(tagger);
    }
    return rc;
}
