/* JSON and JSONL -> a document for each object.
 *
 * Of an object's keys some have a meaning (see id_keys, title_keys, text_keys); the others become
 * the document's metadata. An object without a text is a record: its values become
 * "key: value" lines of one CN_BLOCK_ROW, nested keys joined with dots.
 *
 * JSONL is read line by line from the source, which may be a mapped file of any size; a line that
 * is not UTF-8 is decoded by itself, so that one bad line does not spoil the others. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ingest/reader.h"

#define URI_MAX 4096       /* bytes of an id; a path has no more */
#define FLATTEN_DEPTH 32   /* nested objects that are followed */
#define FLATTEN_LINES 4096 /* values of one record */
#define PLACE_MAX 300      /* bytes of "file:line" */

static const char *const id_keys[] = {"id", "_id", NULL};
static const char *const title_keys[] = {"title", "name", NULL};
static const char *const text_keys[] = {"text",     "content",        "body", "passage",
                                        "contents", "paragraph_text", NULL};

/* One object on its way to a document. */
typedef struct record {
    const cn_source *source;
    const cn_json *object;
    const char *id_key, *title_key, *text_key; /* NULL when it has none */
    size_t n;                                  /* its place in the source, from 1; 0: all of it */
    uint64_t src_first, src_len;
    cn_buf scratch;
} record;

/* The first of keys that the object has with a value that is not empty. */
static const char *find_key(const cn_json *object, const char *const *keys)
{
    for (; *keys; keys++) {
        const cn_json *value = cn_json_get(object, *keys);
        size_t len = 0;

        if (!value)
            continue;
        if (cn_json_type(value) == CN_JSON_STRING && cn_json_string(value, &len) && len > 0)
            return *keys;
    }
    return NULL;
}

/* A text may also be an array of strings, its paragraphs. */
static const char *find_text_key(const cn_json *object)
{
    const char *key = find_key(object, text_keys);

    for (size_t i = 0; !key && text_keys[i]; i++) {
        const cn_json *value = cn_json_get(object, text_keys[i]);

        if (value && cn_json_type(value) == CN_JSON_ARRAY && cn_json_count(value) > 0 &&
            cn_json_type(cn_json_at(value, 0)) == CN_JSON_STRING)
            key = text_keys[i];
    }
    return key;
}

static const char *find_id_key(const cn_json *object)
{
    for (size_t i = 0; id_keys[i]; i++) {
        const cn_json *value = cn_json_get(object, id_keys[i]);

        if (value && cn_json_type(value) == CN_JSON_NUMBER)
            return id_keys[i];
    }
    return find_key(object, id_keys);
}

/* Appends a scalar as a person writes it: strings without quotes. */
static int add_scalar(cn_buf *out, const cn_json *value, cairn_error *err)
{
    size_t len;
    const char *text = cn_json_string(value, &len);

    if (!text)
        return cn_json_dump(value, out, err);
    cn_buf_add(out, text, len);
    return cn_buf_check(out, err);
}

static bool is_scalar(const cn_json *value)
{
    cn_json_kind kind = cn_json_type(value);

    return kind == CN_JSON_STRING || kind == CN_JSON_NUMBER || kind == CN_JSON_BOOL;
}

static int set_uri(record *r, cn_document *doc, cairn_error *err)
{
    int rc;

    cn_buf_clear(&r->scratch);
    if (r->id_key) {
        rc = add_scalar(&r->scratch, cn_json_get(r->object, r->id_key), err);
        if (rc < 0)
            return rc;
        if (r->scratch.len > URI_MAX)
            return cn_fail(err, CAIRN_EPARSE, 0, "the id is longer than %d bytes", URI_MAX);
    } else if (r->n > 0) {
        cn_buf_printf(&r->scratch, "%s#%zu", r->source->uri, r->n);
    } else {
        return CAIRN_OK;
    }
    rc = cn_buf_check(&r->scratch, err);
    return rc < 0 ? rc : cn_document_set(&doc->uri, r->scratch.data, r->scratch.len, err);
}

static int set_source(record *r, cn_document *doc, cairn_error *err)
{
    int rc;

    if (r->n == 0 || !r->source->path[0])
        return CAIRN_OK;
    cn_buf_clear(&r->scratch);
    cn_buf_printf(&r->scratch, "%s:%zu", r->source->path, r->n);
    rc = cn_buf_check(&r->scratch, err);
    return rc < 0 ? rc : cn_document_set(&doc->source, r->scratch.data, r->scratch.len, err);
}

static int set_title(record *r, cn_document *doc, cairn_error *err)
{
    const char *title;
    size_t len;
    int rc;

    if (!r->title_key)
        return CAIRN_OK;
    title = cn_json_string(cn_json_get(r->object, r->title_key), &len);
    cn_buf_clear(&r->scratch);
    cn_squeeze(&r->scratch, title, len);
    rc = cn_buf_check(&r->scratch, err);
    return rc < 0 ? rc : cn_document_set(&doc->title, cn_buf_str(&r->scratch), r->scratch.len, err);
}

static bool is_key(const char *key, const char *special)
{
    return special && strcmp(key, special) == 0;
}

static int add_member(cn_buf *meta, const char *key, const cn_json *value, cairn_error *err)
{
    cn_json *name = cn_json_new_string(key, strlen(key));
    int rc;

    cn_buf_add_char(meta, meta->len == 0 ? '{' : ',');
    rc = cn_json_dump(name, meta, err);
    cn_buf_add_char(meta, ':');
    if (rc == CAIRN_OK)
        rc = cn_json_dump(value, meta, err);
    cn_json_free(name);
    return rc;
}

/* The keys without a meaning, as a JSON object. */
static int set_meta(record *r, cn_document *doc, cairn_error *err)
{
    const cn_json *value;
    const char *key;
    int rc = CAIRN_OK;

    cn_buf_clear(&r->scratch);
    for (void *at = NULL; rc == CAIRN_OK && cn_json_each(r->object, &at, &key, &value);) {
        if (is_key(key, r->id_key) || is_key(key, r->title_key) || is_key(key, r->text_key))
            continue;
        rc = add_member(&r->scratch, key, value, err);
    }
    if (rc < 0 || r->scratch.len == 0)
        return rc;
    cn_buf_add_char(&r->scratch, '}');
    rc = cn_buf_check(&r->scratch, err);
    return rc < 0 ? rc : cn_document_set(&doc->meta, r->scratch.data, r->scratch.len, err);
}

static int add_text(record *r, cn_document *doc, cairn_error *err)
{
    const cn_json *value = cn_json_get(r->object, r->text_key);
    size_t len;
    const char *text = cn_json_string(value, &len);
    int rc = CAIRN_OK;

    if (text)
        return cn_document_add_paragraphs(doc, text, len, r->src_first, r->src_len, err);
    for (size_t i = 0; rc == CAIRN_OK && i < cn_json_count(value); i++) {
        text = cn_json_string(cn_json_at(value, i), &len);
        if (text)
            rc = cn_document_add_paragraphs(doc, text, len, r->src_first, r->src_len, err);
    }
    return rc;
}

/* Walks the values of a record; path is the dotted key so far. */
typedef struct flattener {
    cn_buf path, value, row;
    const char *first_key; /* already written, as the first line */
    size_t n_lines;
    int depth;
} flattener;

static int flatten(flattener *f, const cn_json *value, cairn_error *err);

static void add_line(flattener *f)
{
    if (f->n_lines++ < FLATTEN_LINES)
        cn_row_line(&f->row, cn_buf_str(&f->path), f->path.len, 1, cn_buf_str(&f->value),
                    f->value.len);
}

/* The scalars of an array are one line; other items are numbered from 1. */
static int flatten_array(flattener *f, const cn_json *array, cairn_error *err)
{
    size_t before = f->path.len, n = cn_json_count(array);
    int rc = CAIRN_OK;

    cn_buf_clear(&f->value);
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        if (!is_scalar(cn_json_at(array, i)))
            continue;
        if (f->value.len > 0)
            cn_buf_add(&f->value, ", ", 2);
        rc = add_scalar(&f->value, cn_json_at(array, i), err);
    }
    if (rc == CAIRN_OK && f->value.len > 0)
        add_line(f);
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        if (is_scalar(cn_json_at(array, i)))
            continue;
        cn_buf_printf(&f->path, ".%zu", i + 1);
        rc = flatten(f, cn_json_at(array, i), err);
        f->path.len = before;
    }
    return rc;
}

static int flatten_object(flattener *f, const cn_json *object, cairn_error *err)
{
    size_t before = f->path.len;
    const cn_json *member;
    const char *key;
    int rc = CAIRN_OK;

    for (void *at = NULL; rc == CAIRN_OK && cn_json_each(object, &at, &key, &member);) {
        if (f->depth == 1 && is_key(key, f->first_key))
            continue;
        cn_buf_printf(&f->path, "%s%s", before > 0 ? "." : "", key);
        rc = flatten(f, member, err);
        f->path.len = before;
    }
    return rc;
}

/* Recursion is bounded by FLATTEN_DEPTH; what lies deeper, and null, is left out. */
static int flatten(flattener *f, const cn_json *value, cairn_error *err)
{
    int rc = CAIRN_OK;

    if (f->depth >= FLATTEN_DEPTH || f->n_lines >= FLATTEN_LINES)
        return CAIRN_OK;
    f->depth++;
    if (cn_json_type(value) == CN_JSON_OBJECT) {
        rc = flatten_object(f, value, err);
    } else if (cn_json_type(value) == CN_JSON_ARRAY) {
        rc = flatten_array(f, value, err);
    } else if (is_scalar(value)) {
        cn_buf_clear(&f->value);
        rc = add_scalar(&f->value, value, err);
        add_line(f);
    }
    f->depth--;
    return rc;
}

/* A record without a text: its values as one row, the one that names it first. */
static int add_values(record *r, cn_document *doc, cairn_error *err)
{
    flattener f = {.first_key = r->title_key ? r->title_key : r->id_key};
    int rc = CAIRN_OK;

    cn_buf_init(&f.path, CN_RECORD_MAX);
    cn_buf_init(&f.value, CN_RECORD_MAX);
    cn_buf_init(&f.row, CN_SOURCE_MAX);
    if (f.first_key) {
        cn_buf_add_str(&f.path, f.first_key);
        rc = flatten(&f, cn_json_get(r->object, f.first_key), err);
        cn_buf_clear(&f.path);
    }
    if (rc == CAIRN_OK)
        rc = flatten(&f, r->object, err);
    if (rc == CAIRN_OK)
        rc = cn_buf_check(&f.path, err);
    if (rc == CAIRN_OK)
        rc = cn_buf_check(&f.row, err);
    if (rc == CAIRN_OK)
        rc = cn_document_add(doc, CN_BLOCK_ROW, 0, cn_buf_str(&f.row), f.row.len, r->src_first,
                             r->src_len, err);
    cn_buf_done(&f.row);
    cn_buf_done(&f.value);
    cn_buf_done(&f.path);
    return rc;
}

static int fill_document(record *r, cn_document *doc, cairn_error *err)
{
    int rc = set_uri(r, doc, err);

    if (rc == CAIRN_OK)
        rc = set_source(r, doc, err);
    if (rc == CAIRN_OK)
        rc = set_title(r, doc, err);
    if (rc == CAIRN_OK && r->text_key)
        rc = set_meta(r, doc, err);
    if (rc == CAIRN_OK)
        rc = r->text_key ? add_text(r, doc, err) : add_values(r, doc, err);
    if (rc == CAIRN_OK && doc->n_blocks == 0)
        rc = cn_fail(err, CAIRN_EPARSE, 0, "the object has no text");
    return rc;
}

/* CAIRN_EPARSE when the object makes no document. */
static int make_document(record *r, int format, cn_document **doc, cairn_error *err)
{
    int rc = cn_reader_open(r->source, format, doc, err);

    if (rc < 0)
        return rc;
    if (cn_json_type(r->object) != CN_JSON_OBJECT) {
        rc = cn_fail(err, CAIRN_EPARSE, 0, "the row is not a JSON object");
    } else {
        r->id_key = find_id_key(r->object);
        r->title_key = find_key(r->object, title_keys);
        r->text_key = find_text_key(r->object);
        cn_buf_init(&r->scratch, CN_RECORD_MAX);
        rc = fill_document(r, *doc, err);
        cn_buf_done(&r->scratch);
    }
    if (rc < 0) {
        cn_document_free(*doc);
        *doc = NULL;
    }
    return rc;
}

static int refuse(const cn_source *source, const cn_sink *sink, size_t n, const char *sentence,
                  cairn_error *err)
{
    char place[PLACE_MAX];

    snprintf(place, sizeof(place), "%.250s:%zu", cn_source_name(source), n);
    return sink->refuse(sink->user, place, sentence, err);
}

/* Delivers one row, or refuses it. */
static int deliver_row(record *r, int format, const cn_sink *sink, cairn_error *err)
{
    cairn_error why = CAIRN_ERROR_INIT;
    cn_document *doc = NULL;
    int rc = make_document(r, format, &doc, &why);

    if (rc == CAIRN_EPARSE)
        return refuse(r->source, sink, r->n, why.message, err);
    if (rc < 0)
        return cn_fail(err, rc, why.detail, "%s", why.message);
    return sink->deliver(sink->user, doc, err);
}

static int deliver_single(const cn_source *source, const cn_json *object, const cn_sink *sink,
                          cairn_error *err)
{
    record r = {.source = source, .object = object};
    cairn_error why = CAIRN_ERROR_INIT;
    cn_document *doc = NULL;
    int rc;

    if (source->is_verbatim) {
        r.src_first = source->src_base;
        r.src_len = source->len;
    }
    rc = make_document(&r, CAIRN_FORMAT_JSON, &doc, &why);
    if (rc == CAIRN_EPARSE)
        return cn_fail(err, rc, 0, "%.120s: %s", cn_source_name(source), why.message);
    if (rc < 0)
        return cn_fail(err, rc, why.detail, "%s", why.message);
    rc = cn_reader_deliver(source, sink, &doc, err);
    cn_document_free(doc);
    return rc;
}

static int deliver_array(const cn_source *source, const cn_json *array, const cn_sink *sink,
                         cairn_error *err)
{
    size_t n = cn_json_count(array);
    int rc = CAIRN_OK;

    if (n == 0)
        return cn_fail(err, CAIRN_EPARSE, 0, "%.180s: the array has no objects",
                       cn_source_name(source));
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        record r = {.source = source, .object = cn_json_at(array, i), .n = i + 1};

        rc = deliver_row(&r, CAIRN_FORMAT_JSON, sink, err);
    }
    return rc;
}

/* Is the first line an object by itself? Then a file called .json holds JSONL. */
static bool is_jsonl(const cn_source *source)
{
    const char *eol = memchr(source->text, '\n', source->len);
    cn_json *root = NULL;
    bool is_object;

    if (!eol || cn_json_parse(source->text, (size_t)(eol - source->text), &root, NULL) < 0)
        return false;
    is_object = cn_json_type(root) == CN_JSON_OBJECT;
    cn_json_free(root);
    return is_object;
}

int cn_read_json(const cn_source *source, const cn_sink *sink, cairn_error *err)
{
    cairn_error why = CAIRN_ERROR_INIT;
    cn_json *root = NULL;
    int rc = cn_json_parse(source->text, source->len, &root, &why);

    if (rc == CAIRN_EPARSE && is_jsonl(source))
        return cn_read_jsonl(source, sink, err);
    if (rc < 0)
        return cn_fail(err, rc, why.detail, "%.100s: %s", cn_source_name(source), why.message);
    if (cn_json_type(root) == CN_JSON_OBJECT)
        rc = deliver_single(source, root, sink, err);
    else if (cn_json_type(root) == CN_JSON_ARRAY)
        rc = deliver_array(source, root, sink, err);
    else
        rc = cn_fail(err, CAIRN_EPARSE, 0, "%.180s: neither a JSON object nor an array of objects",
                     cn_source_name(source));
    cn_json_free(root);
    return rc;
}

/* Parses a line into *root; one that is not UTF-8 is decoded first, into decoded. */
static int parse_line(const char *line, size_t len, cn_buf *decoded, cn_json **root,
                      cairn_error *err)
{
    cn_decoded how;
    int rc;

    if (len > CN_RECORD_MAX)
        return cn_fail(err, CAIRN_EPARSE, 0, "the row is longer than %zu bytes", CN_RECORD_MAX);
    if (cn_utf8_valid(line, len) == len)
        return cn_json_parse(line, len, root, err);
    cn_buf_clear(decoded);
    rc = cn_utf8_decode(line, len, NULL, decoded, &how, err);
    return rc < 0 ? rc : cn_json_parse(cn_buf_str(decoded), decoded->len, root, err);
}

static int read_line(const cn_source *source, size_t first, size_t end, size_t n, cn_buf *decoded,
                     const cn_sink *sink, cairn_error *err)
{
    record r = {.source = source, .n = n};
    cairn_error why = CAIRN_ERROR_INIT;
    cn_json *root = NULL;
    int rc = parse_line(source->text + first, end - first, decoded, &root, &why);

    if (rc == CAIRN_EPARSE || rc == CAIRN_EINVAL)
        return refuse(source, sink, n, why.message, err);
    if (rc < 0)
        return cn_fail(err, rc, why.detail, "%s", why.message);
    r.object = root;
    if (source->is_verbatim) {
        r.src_first = source->src_base + first;
        r.src_len = end - first;
    }
    rc = deliver_row(&r, CAIRN_FORMAT_JSONL, sink, err);
    cn_json_free(root);
    return rc;
}

int cn_read_jsonl(const cn_source *source, const cn_sink *sink, cairn_error *err)
{
    size_t at = 0, n_rows = 0;
    cn_buf decoded;
    int rc = CAIRN_OK;

    cn_buf_init(&decoded, 4 * CN_RECORD_MAX);
    for (size_t n = source->first_line ? source->first_line : 1; rc == CAIRN_OK && at < source->len;
         n++) {
        const char *eol = memchr(source->text + at, '\n', source->len - at);
        size_t next = eol ? (size_t)(eol - source->text) + 1 : source->len;
        size_t end = next;

        cn_trim(source->text, &at, &end);
        if (at < end) {
            rc = read_line(source, at, end, n, &decoded, sink, err);
            n_rows++;
        }
        at = next;
    }
    cn_buf_done(&decoded);
    if (rc == CAIRN_OK && n_rows == 0 && source->first_line == 0)
        rc = cn_fail(err, CAIRN_EPARSE, 0, "%.180s: there are no rows in it",
                     cn_source_name(source));
    return rc;
}
