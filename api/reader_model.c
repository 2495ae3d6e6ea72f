/* The weights that answers are ranked with: reader.weights of the English pack, opened by the first
 * question that ranks spans. Without the file the ranking has its built-in weights. */
#include "api/kb.h"
#include "ingest/language.h"
#include "retrieve/span_model.h"

enum { PATH_BYTES_MAX = 4096 };

int cn_kb_reader(void *user, const struct cn_reader_model **model, cairn_error *err)
{
    cairn *kb = user;
    cn_buf path;
    int rc = CAIRN_OK;

    *model = kb->spans;
    if (kb->spans_tried)
        return CAIRN_OK;
    cn_buf_init(&path, PATH_BYTES_MAX);
    rc = cn_models_find(kb->options.data_path, &path, NULL);
    if (rc == CAIRN_OK)
        cn_buf_add_str(&path, "/en/reader.weights");
    if (path.status < 0)
        rc = cn_fail_memory(err, path.len);
    else if (rc == CAIRN_OK)
        rc = cn_reader_model_open(&kb->spans, path.data, err);
    cn_buf_done(&path);
    if (rc < 0 && rc != CAIRN_ENOTFOUND)
        return rc;
    kb->spans_tried = true;
    *model = kb->spans;
    return CAIRN_OK;
}
