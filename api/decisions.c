/* What a user says of two names: that they mean one entity, or that they do not.
 *
 * Only the words are kept here, about the keys of the names; builds obey them. Taking one back is
 * a word too, so that the next build looks at both names again. */
#include "api/called.h"

_Static_assert((int)CAIRN_SAME == (int)CN_DECIDED_SAME, "verdicts are written as they are");
_Static_assert((int)CAIRN_APART == (int)CN_DECIDED_APART, "verdicts are written as they are");

/* Whether the published documents use the name of that key, or an entity goes by it. */
static int is_known(cn_store *store, int64_t key, bool *known, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_name_use_row use;
    cn_alias_row alias;
    int rc = cn_name_use_scan(store, key, &cursor, err);

    if (rc == CAIRN_OK)
        rc = cn_name_use_next(cursor, &use, err);
    cn_cursor_free(cursor);
    *known = rc == CAIRN_ROW;
    if (rc != CAIRN_OK)
        return rc < 0 ? rc : CAIRN_OK;
    cursor = NULL;
    rc = cn_alias_scan_key(store, key, &cursor, err);
    if (rc == CAIRN_OK)
        rc = cn_alias_next(cursor, &alias, err);
    cn_cursor_free(cursor);
    *known = rc == CAIRN_ROW;
    return rc < 0 ? rc : CAIRN_OK;
}

static int find_key(const cn_view *view, const char *name, int64_t *key, cairn_error *err)
{
    size_t len;
    int rc = cn_check_text(name, CAIRN_QUERY_MAX, "name", &len, err);

    *key = 0;
    return rc == CAIRN_OK ? cn_called_key(view, name, len, key, err) : rc;
}

static int demand_known(cn_store *store, const char *name, int64_t key, cairn_error *err)
{
    bool known = false;
    int rc = key != 0 ? is_known(store, key, &known, err) : CAIRN_OK;

    if (rc == CAIRN_OK && !known)
        rc = cn_fail(err, CAIRN_ENOTFOUND, 0, "no document says \"%.120s\"", name);
    return rc;
}

static int read_verdict(cn_store *store, int64_t key1, int64_t key2, cairn_verdict *before,
                        cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_decision_row row;
    int rc = cn_decision_scan(store, key1, &cursor, err);

    *before = CAIRN_UNDECIDED;
    while (rc >= 0 && (rc = cn_decision_next(cursor, &row, err)) == CAIRN_ROW)
        if (row.a == key2 || row.b == key2)
            *before = (cairn_verdict)row.verdict;
    cn_cursor_free(cursor);
    return rc < 0 ? rc : CAIRN_OK;
}

/* A word about names whose documents are gone can still be taken back. */
static int find_keys(cairn *kb, const char *name1, const char *name2, cairn_verdict verdict,
                     int64_t *key1, int64_t *key2, cairn_error *err)
{
    cairn_verdict before = CAIRN_UNDECIDED;
    cn_view view;
    int rc = cn_kb_begin_read(kb, &view, err);

    *key2 = 0;
    if (rc < 0)
        return rc;
    rc = find_key(&view, name1, key1, err);
    if (rc == CAIRN_OK)
        rc = find_key(&view, name2, key2, err);
    if (rc == CAIRN_OK && verdict == CAIRN_UNDECIDED)
        rc = read_verdict(view.store, *key1, *key2, &before, err);
    if (rc == CAIRN_OK && before == CAIRN_UNDECIDED)
        rc = demand_known(view.store, name1, *key1, err);
    if (rc == CAIRN_OK && before == CAIRN_UNDECIDED)
        rc = demand_known(view.store, name2, *key2, err);
    cn_kb_end_read(kb);
    if (rc == CAIRN_OK && *key1 == *key2)
        rc = cn_fail(err, CAIRN_EINVAL, 0, "\"%.80s\" and \"%.80s\" are spellings of one name",
                     name1, name2);
    return rc;
}

/* Nothing is written when nothing changes, so that no build has to look at it again. */
static int write_verdict(cn_store *store, int64_t key1, int64_t key2, cairn_verdict verdict,
                         cairn_verdict *before, cairn_error *err)
{
    const cn_decision_row row = {key1, key2, (int)verdict, false};
    int rc = cn_store_begin(store, err);

    if (rc == CAIRN_OK)
        rc = read_verdict(store, key1, key2, before, err);
    if (rc == CAIRN_OK && *before != verdict)
        rc = verdict == CAIRN_UNDECIDED ? cn_decision_drop(store, key1, key2, err)
                                        : cn_decision_put(store, &row, err);
    if (rc == CAIRN_OK)
        rc = cn_store_commit(store, err);
    if (rc < 0)
        cn_store_rollback(store);
    return rc;
}

int cairn_decide(cairn *kb, const char *name1, const char *name2, cairn_verdict verdict,
                 cairn_verdict *before, cairn_error *err)
{
    cairn_verdict was = CAIRN_UNDECIDED;
    int64_t key1, key2;
    int rc;

    if (before)
        *before = CAIRN_UNDECIDED;
    if (verdict != CAIRN_UNDECIDED && verdict != CAIRN_SAME && verdict != CAIRN_APART)
        return cn_fail(err, CAIRN_EINVAL, verdict, "there is no verdict %d", (int)verdict);
    if (kb->options.read_only)
        return cn_fail(err, CAIRN_EINVAL, 0, "%s is open for reading only", kb->path);
    rc = find_keys(kb, name1, name2, verdict, &key1, &key2, err);
    if (rc == CAIRN_OK)
        rc = cn_kb_begin_write(kb, err);
    if (rc < 0)
        return rc;
    rc = write_verdict(kb->writer, key1, key2, verdict, &was, err);
    cn_kb_end_write(kb);
    if (before)
        *before = was;
    return rc;
}

int cairn_merge(cairn *kb, const char *name1, const char *name2, cairn_error *err)
{
    return cairn_decide(kb, name1, name2, CAIRN_SAME, NULL, err);
}

int cairn_unmerge(cairn *kb, const char *name1, const char *name2, cairn_error *err)
{
    return cairn_decide(kb, name1, name2, CAIRN_APART, NULL, err);
}
