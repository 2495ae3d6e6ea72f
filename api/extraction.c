/* Extractors without a store, over one text; and over what a store holds. Files and folders are
 * extraction_path.c's. */
#include "api/extraction.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "fusion/relation_table.h"

void cairn_extractor_free(cairn_extractor *x)
{
    if (!x)
        return;
    cn_extraction_done(&x->scratch);
    cn_extractors_done(&x->one);
    if (x->owns_models) {
        cn_languages_close(x->models);
        cn_relation_table_close(x->relations);
    }
    cn_free(x);
}

int cairn_extractor_new(cairn_extractor **x, const cairn_extractor_options *opts, cairn_error *err)
{
    static const cairn_extractor_options defaults = CAIRN_EXTRACTOR_OPTIONS_INIT;
    const cairn_extractor_options *options = opts ? opts : &defaults;
    cairn_extractor *made;
    int rc = CAIRN_OK;

    *x = NULL;
    if (options->version != CAIRN_EXTRACTOR_OPTIONS_VERSION)
        return cn_fail(err, CAIRN_EINVAL, options->version,
                       "cairn_extractor_options: unknown version %u", (unsigned)options->version);
    made = cn_alloc_zero(1, sizeof *made);
    if (!made)
        return cn_fail_memory(err, sizeof *made);
    cn_extraction_init(&made->scratch);
    made->n_threads = cn_kb_threads(options->n_threads);
    made->owns_models = !options->models_of;
    made->one_sentence = options->one_sentence;
    if (options->models_of) {
        made->models = options->models_of->models;
        made->relations = options->models_of->relations;
    } else {
        rc = cn_languages_open(&made->models, options->data_path, err);
        if (rc == CAIRN_OK)
            rc = cn_relations_open(&made->relations, options->data_path, err);
    }
    if (rc == CAIRN_OK)
        rc = cn_extractors_new(&made->one, 1, made->models, err);
    if (rc < 0) {
        cairn_extractor_free(made);
        return rc;
    }
    *x = made;
    return CAIRN_OK;
}

/* ---- One text ---- */

static int take_document(void *user, cn_document *doc, cairn_error *err)
{
    (void)err;
    *(cn_document **)user = doc; /* a text is one document */
    return CAIRN_OK;
}

static int refuse_row(void *user, const char *place, const char *sentence, cairn_error *err)
{
    (void)user;
    return cn_fail(err, CAIRN_EPARSE, 0, "%s: %s", place, sentence);
}

/* Is there anything but white space and NUL? The reader refuses what has no text. */
static bool has_text(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] != ' ' && text[i] != '\0' && (text[i] < '\t' || text[i] > '\r'))
            return true;
    return false;
}

static int read_document(cairn_extracted *found, const char *title, const char *text, size_t len,
                         cairn_error *err)
{
    const cn_source source = {
        .uri = "memory:", .path = "", .text = text, .len = len, .is_verbatim = true};
    const cn_sink sink = {take_document, refuse_row, &found->doc};
    int rc = cn_read_text(&source, &sink, err);

    if (rc < 0)
        return rc;
    if (title)
        rc = cn_document_set(&found->doc->title, title, strlen(title), err);
    found->title = found->doc->title;
    found->text = cn_buf_str(&found->doc->text);
    found->len = found->doc->text.len;
    return rc;
}

static int extract_chunks(cairn_extractor *x, cairn_extracted *found, cairn_error *err)
{
    cn_extractor *extractor = x->one.items[0];
    cn_chunks chunks = {.n = 0};
    int rc = cn_chunk_cut(found->doc, &chunks, err);

    for (size_t i = 0; rc == CAIRN_OK && i < chunks.n; i++) {
        const cn_chunk *chunk = &chunks.items[i];
        const cn_extract_input input = {.title = found->title,
                                        .meta = "",
                                        .heading = chunk->heading,
                                        .kind = chunk->kind,
                                        .is_first = i == 0,
                                        .is_sentence = x->one_sentence,
                                        .wants_text = true,
                                        .text = found->text + chunk->first,
                                        .len = chunk->len};

        rc = cn_extract(extractor, &input, &x->scratch, err);
        if (rc == CAIRN_OK)
            rc = cn_extracted_add(found, input.text, chunk->first, &x->scratch,
                                  cn_extractor_trees(extractor), err);
    }
    cn_chunks_done(&chunks);
    return rc;
}

int cairn_extract_text(cairn_extractor *x, const char *title, const char *text, size_t len,
                       cairn_extracted **found, cairn_error *err)
{
    cairn_extracted *made;
    size_t valid;
    int rc = CAIRN_OK;

    *found = NULL;
    if (!text && len > 0)
        return cn_fail(err, CAIRN_EINVAL, 0, "the text is NULL");
    if (len > CN_SOURCE_MAX)
        return cn_fail(err, CAIRN_EINVAL, 0, "the text has %zu bytes, more than %zu", len,
                       CN_SOURCE_MAX);
    valid = cn_utf8_valid(text, len);
    if (valid < len)
        return cn_fail(err, CAIRN_EINVAL, (int64_t)valid, "the text is not valid UTF-8 at byte %zu",
                       valid);
    made = cn_alloc_zero(1, sizeof *made);
    if (!made)
        return cn_fail_memory(err, sizeof *made);
    cn_extracted_init(made);
    made->relations = x->relations;
    if (has_text(text, len))
        rc = read_document(made, title, text, len, err);
    if (rc == CAIRN_OK && made->doc)
        rc = extract_chunks(x, made, err);
    if (rc < 0) {
        cairn_extracted_free(made);
        return rc;
    }
    *found = made;
    return CAIRN_OK;
}

/* ---- What a store holds ---- */

struct stored {
    cairn_extractor *x;
    cn_store *store;
    cairn_extracted_fn fn;
    void *user;
    cairn_extracted found;
};

static int extract_stored(struct stored *run, const cn_document_row *doc, const cn_chunk_row *chunk,
                          cairn_error *err)
{
    cn_extractor *extractor = run->x->one.items[0];
    const bool is_first = chunk->id == cn_chunk_id(doc->id, 0);
    const cn_extract_input input = {.title = doc->title,
                                    .meta = is_first ? doc->meta : "",
                                    .heading = chunk->heading,
                                    .kind = chunk->kind,
                                    .is_first = is_first,
                                    .wants_text = true,
                                    .text = chunk->text,
                                    .len = chunk->text_len};
    int rc = cn_extract(extractor, &input, &run->x->scratch, err);

    if (rc < 0)
        return rc;
    cn_extracted_clear(&run->found);
    run->found.uri = doc->uri;
    run->found.title = doc->title;
    run->found.text = chunk->text;
    run->found.len = chunk->text_len;
    run->found.first_byte = chunk->first_byte;
    rc = cn_extracted_add(&run->found, chunk->text, chunk->first_byte, &run->x->scratch,
                          cn_extractor_trees(extractor), err);
    if (rc == CAIRN_OK && run->fn(&run->found, run->user) != 0)
        rc = cn_fail(err, CAIRN_ECANCELED, 0, "stopped by the caller");
    return rc;
}

static int extract_chunk(struct stored *run, cairn_id id, cairn_error *err)
{
    cn_document_row doc;
    cn_chunk_row chunk;
    int rc = cn_chunk_get(run->store, id, &chunk, err);

    if (rc == CAIRN_OK)
        rc = cn_document_get(run->store, cn_chunk_document(id), &doc, err);
    return rc < 0 ? rc : extract_stored(run, &doc, &chunk, err);
}

static int extract_document(struct stored *run, const char *uri, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_document_row doc;
    cn_chunk_row chunk;
    int rc = cn_document_find(run->store, uri, &doc, err);

    if (rc == CAIRN_OK)
        rc = cn_chunk_scan(run->store, doc.id, &cursor, err);
    if (rc < 0)
        return rc;
    while ((rc = cn_chunk_next(cursor, &chunk, err)) == CAIRN_ROW) {
        rc = extract_stored(run, &doc, &chunk, err);
        if (rc < 0)
            break;
    }
    cn_cursor_free(cursor);
    return rc;
}

int cairn_extract_stored(cairn_extractor *x, cairn *kb, cairn_id chunk, const char *uri,
                         cairn_extracted_fn fn, void *user, cairn_error *err)
{
    struct stored run = {.x = x, .fn = fn, .user = user};
    size_t len;
    int rc = CAIRN_OK;

    if (chunk == 0)
        rc = cn_check_text(uri, CAIRN_QUERY_MAX, "URI", &len, err);
    if (rc < 0)
        return rc;
    cn_mutex_lock(kb->read_mutex);
    run.store = kb->reader;
    cn_extracted_init(&run.found);
    run.found.relations = x->relations;
    rc = cn_store_begin_read(kb->reader, err);
    if (rc == CAIRN_OK)
        rc = chunk != 0 ? extract_chunk(&run, chunk, err) : extract_document(&run, uri, err);
    cn_extracted_done(&run.found);
    cn_kb_end_read(kb);
    return rc;
}
