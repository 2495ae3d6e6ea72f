/* Where the knowledge of words comes from: the English pack's tables beside the models, and
 * WordNet where it is installed. */
#include <stdlib.h>

#include "api/kb.h"
#include "ingest/language.h"
#include "retrieve/meaning.h"

enum { PATH_BYTES_MAX = 4096 };

/* CAIRN_WORDNET names the folder, /usr/share/wordnet of Debian's package wordnet-base. Not looked
 * for by itself: the same store shall answer the same whatever else a machine has installed, and
 * the learned weights of ranking and reading were learned without. */
static const char *wordnet_folder(void)
{
    const char *named = getenv("CAIRN_WORDNET");

    return named && named[0] ? named : NULL;
}

int cn_kb_meaning(cairn *kb, cairn_error *err)
{
    cn_buf path;
    int rc;

    if (kb->meaning)
        return CAIRN_OK;
    cn_buf_init(&path, PATH_BYTES_MAX);
    rc = cn_models_find(kb->options.data_path, &path, NULL);
    if (rc == CAIRN_OK)
        cn_buf_add_str(&path, "/en");
    if (path.status < 0)
        rc = cn_fail_memory(err, path.len);
    else if (rc == CAIRN_OK || rc == CAIRN_ENOTFOUND)
        rc =
            cn_meaning_open(&kb->meaning, rc == CAIRN_OK ? path.data : NULL, wordnet_folder(), err);
    cn_buf_done(&path);
    return rc;
}
