/* Looking at a store from outside: counts, digest, a document's text, the check. */
#include <string.h>

#include "api/kb.h"
#include "base/mem.h"

/* A read transaction without indices: for calls that need the tables alone. */
static int begin_tables(cairn *kb, cairn_error *err)
{
    int rc;

    cn_mutex_lock(kb->read_mutex);
    rc = cn_store_begin_read(kb->reader, err);
    if (rc < 0)
        cn_kb_end_read(kb);
    return rc;
}

int cairn_get_stats(cairn *kb, cairn_stats *stats, cairn_error *err)
{
    int rc;

    *stats = (cairn_stats){0};
    rc = begin_tables(kb, err);
    if (rc < 0)
        return rc;
    rc = cn_store_count(kb->reader, stats, err);
    cn_kb_end_read(kb);
    return rc;
}

int cairn_digest(cairn *kb, char digest[33], cairn_error *err)
{
    int rc;

    digest[0] = '\0';
    rc = begin_tables(kb, err);
    if (rc < 0)
        return rc;
    rc = cn_store_digest(kb->reader, digest, err);
    cn_kb_end_read(kb);
    return rc;
}

/* The chunks tile the text: their concatenation is it. */
static int gather_text(cn_store *store, cairn_id document, cn_buf *out, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_chunk_row row;
    int rc = cn_chunk_scan(store, document, &cursor, err);

    while (rc == CAIRN_OK && (rc = cn_chunk_next(cursor, &row, err)) == CAIRN_ROW) {
        rc = cn_buf_add(out, row.text, row.text_len);
        if (rc < 0)
            rc = cn_fail_memory(err, out->len);
    }
    cn_cursor_free(cursor);
    return rc;
}

int cairn_document_text(cairn *kb, const char *uri, char **text, size_t *len, cairn_error *err)
{
    cn_document_row row;
    size_t uri_len;
    cn_buf buf;
    int rc;

    *text = NULL;
    *len = 0;
    rc = cn_check_text(uri, CAIRN_QUERY_MAX, "URI", &uri_len, err);
    if (rc == CAIRN_OK)
        rc = begin_tables(kb, err);
    if (rc < 0)
        return rc;
    cn_buf_init(&buf, SIZE_MAX / 2);
    rc = cn_document_find(kb->reader, uri, &row, err);
    if (rc == CAIRN_OK)
        rc = gather_text(kb->reader, row.id, &buf, err);
    if (rc == CAIRN_OK)
        rc = cn_buf_add(&buf, "", 0) < 0 ? cn_fail_memory(err, 1) : CAIRN_OK;
    if (rc == CAIRN_OK) {
        *len = buf.len;
        *text = cn_buf_take(&buf);
    }
    cn_buf_done(&buf);
    cn_kb_end_read(kb);
    return rc;
}

void cairn_text_free(char *text)
{
    cn_free(text);
}

int cairn_check(cairn *kb, cairn_issue_fn issue, void *user, cairn_error *err)
{
    uint64_t n_issues = 0, n_more = 0;
    cn_view view;
    int rc;

    rc = cn_kb_begin_read(kb, &view, err);
    if (rc < 0)
        return rc;
    rc = cn_store_check(view.store, issue, user, &n_issues, err);
    if (rc == CAIRN_OK)
        rc = cn_snapshot_check(view.snapshot, view.store, issue, user, &n_more, err);
    cn_kb_end_read(kb);
    if (rc == CAIRN_OK && n_issues + n_more > 0)
        rc = cn_fail(err, CAIRN_EINDEX, (int64_t)(n_issues + n_more), "%llu problems found",
                     (unsigned long long)(n_issues + n_more));
    return rc;
}
