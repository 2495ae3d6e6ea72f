/* Reads {"id", "question", "answers", "gold", "impossible"} lines. All are checked before the first
 * is asked: a slip in line 900 should not cost 899 answers. */
#include "apps/cli/queries.h"

#include <string.h>

#include "base/file.h"
#include "base/map.h"
#include "base/mem.h"

#define FILE_BYTES_MAX ((size_t)1 << 30)
#define QUERIES_MAX ((size_t)1 << 24)
enum { ID_BYTES_MAX = 4096 };

struct reading {
    const char *path;
    size_t line;
    cn_strmap *ids;
    cli_queries *queries;
};

static int fail_line(const struct reading *in, cairn_error *err, const char *what)
{
    return cn_fail(err, CAIRN_EPARSE, 0, "%s:%zu: %s", in->path, in->line, what);
}

/* An array of strings as C strings, those that stood before left out. The caller frees *texts. */
static int read_texts(const cn_json *array, const char *const **texts, size_t *n, cairn_error *err)
{
    const size_t count = cn_json_count(array);
    const char **made = cn_alloc_zero(count + 1, sizeof(*made));

    *texts = made;
    *n = 0;
    if (!made)
        return cn_fail_memory(err, (count + 1) * sizeof(*made));
    for (size_t i = 0; i < count; i++) {
        const char *text = cn_json_string(cn_json_at(array, i), NULL);
        size_t j = 0;

        if (!text)
            return CAIRN_EPARSE;
        while (j < *n && strcmp(made[j], text) != 0)
            j++;
        if (j == *n)
            made[(*n)++] = text;
    }
    return CAIRN_OK;
}

static int read_list(const struct reading *in, const cn_json *root, const char *key,
                     const char *const **texts, size_t *n, cairn_error *err)
{
    const cn_json *array = cn_json_get(root, key);
    int rc = CAIRN_EPARSE;

    *texts = NULL;
    *n = 0;
    if (cn_json_type(array) == CN_JSON_ARRAY)
        rc = read_texts(array, texts, n, err);
    if (rc == CAIRN_EPARSE)
        return cn_fail(err, rc, 0, "%s:%zu: \"%s\" is not a list of strings", in->path, in->line,
                       key);
    return rc;
}

/* A question without answers has none: SQuAD's "impossible" says so too, and may stand beside
 * answers that only look right. It may be known where it was asked of, or not. */
static int read_truth(const struct reading *in, cli_query *query, cairn_error *err)
{
    const cn_json *impossible = cn_json_get(query->root, "impossible");
    cn_truth *truth = &query->truth;
    const bool is_impossible = cn_json_bool(impossible);
    int rc = CAIRN_OK;

    if (!is_impossible || cn_json_get(query->root, "answers"))
        rc = read_list(in, query->root, "answers", &truth->answers, &truth->n_answers, err);
    if (is_impossible)
        truth->n_answers = 0;
    if (rc == CAIRN_OK && (truth->n_answers > 0 || cn_json_get(query->root, "gold")))
        rc = read_list(in, query->root, "gold", &truth->gold, &truth->n_gold, err);
    if (rc == CAIRN_OK && truth->n_answers > 0 && truth->n_gold == 0)
        rc = fail_line(in, err, "\"gold\" is empty, but there are answers");
    return rc;
}

static int remember_id(const struct reading *in, const cn_json *id, cairn_error *err)
{
    const cn_json_kind kind = cn_json_type(id);
    bool is_new = false;
    cn_buf text;
    int rc;

    if (kind != CN_JSON_STRING && kind != CN_JSON_NUMBER)
        return fail_line(in, err, "\"id\" is neither a string nor a number");
    cn_buf_init(&text, ID_BYTES_MAX);
    rc = cn_json_dump(id, &text, err);
    if (rc == CAIRN_OK && !cn_strmap_put(in->ids, cn_buf_str(&text), text.len, &is_new))
        rc = cn_fail_memory(err, text.len);
    if (rc == CAIRN_OK && !is_new)
        rc = fail_line(in, err, "this \"id\" stood in an earlier line");
    cn_buf_done(&text);
    return rc;
}

static int fill_query(const struct reading *in, cli_query *query, cairn_error *err)
{
    int rc;

    if (cn_json_type(query->root) != CN_JSON_OBJECT)
        return fail_line(in, err, "this is not a JSON object");
    query->id = cn_json_get(query->root, "id");
    query->question = cn_json_string(cn_json_get(query->root, "question"), NULL);
    query->as_of = cn_json_string(cn_json_get(query->root, "as_of"), NULL);
    rc = remember_id(in, query->id, err);
    if (rc == CAIRN_OK && (!query->question || !*query->question))
        rc = fail_line(in, err, "\"question\" is missing or not a string");
    return rc < 0 ? rc : read_truth(in, query, err);
}

static int read_line(struct reading *in, const char *text, size_t len, cairn_error *err)
{
    cli_queries *queries = in->queries;
    cairn_error why = CAIRN_ERROR_INIT;
    cli_query *query;

    if (!cn_grow((void **)&queries->items, &queries->cap, queries->n + 1, QUERIES_MAX,
                 sizeof(*queries->items)))
        return cn_fail_memory(err, queries->n * sizeof(*queries->items));
    query = &queries->items[queries->n++];
    *query = (cli_query){.root = NULL};
    if (cn_json_parse(text, len, &query->root, &why) < 0)
        return fail_line(in, err, why.message);
    return fill_query(in, query, err);
}

static bool is_blank_line(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r')
            return false;
    return true;
}

static int read_lines(struct reading *in, const char *text, size_t len, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < len;) {
        const char *end = memchr(text + i, '\n', len - i);
        const size_t line_len = end ? (size_t)(end - text) - i : len - i;

        in->line++;
        if (!is_blank_line(text + i, line_len))
            rc = read_line(in, text + i, line_len, err);
        i += line_len + 1;
    }
    if (rc == CAIRN_OK && in->queries->n == 0)
        rc = cn_fail(err, CAIRN_EPARSE, 0, "%s: there is no question in it", in->path);
    return rc;
}

int cli_queries_read(const char *path, cli_queries *queries, cairn_error *err)
{
    struct reading in = {path, 0, cn_strmap_new(), queries};
    cn_buf text;
    int rc;

    *queries = (cli_queries){NULL, 0, 0};
    cn_buf_init(&text, FILE_BYTES_MAX);
    rc = in.ids ? cn_file_read(path, FILE_BYTES_MAX, &text, err) : cn_fail_memory(err, 0);
    if (rc == CAIRN_OK)
        rc = read_lines(&in, cn_buf_str(&text), text.len, err);
    cn_buf_done(&text);
    cn_strmap_free(in.ids);
    return rc;
}

/* The lists are ours although what they point to is not. */
static void free_texts(const char *const *texts)
{
    cn_free((void *)(uintptr_t)texts);
}

void cli_queries_done(cli_queries *queries)
{
    for (size_t i = 0; i < queries->n; i++) {
        free_texts(queries->items[i].truth.answers);
        free_texts(queries->items[i].truth.gold);
        cn_json_free(queries->items[i].root);
    }
    cn_free(queries->items);
    *queries = (cli_queries){NULL, 0, 0};
}
