/* JSON -> text -> trees; gold spans of bytes -> spans of tokens. */
#include "tools/train/names_data.h"

#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "ingest/tokens.h"

#define FILE_MAX_BYTES ((size_t)1 << 30)
enum { DOCUMENTS_MAX = 1 << 22, TEXT_MAX = 1 << 24 };

int names_reader_init(names_reader *reader, const char *tagger_path, cairn_error *err)
{
    int rc;

    memset(reader, 0, sizeof(*reader));
    rc = cn_tokenizer_new(&reader->tokenizer, err);
    if (rc == CAIRN_OK) {
        cn_tokenizer_skip_stems(reader->tokenizer);
        rc = cn_lexicon_init(&reader->lexicon, reader->tokenizer, err);
    }
    if (rc == CAIRN_OK && tagger_path)
        rc = cn_tagger_open(&reader->tagger, tagger_path, err);
    cn_passage_init(&reader->passage, &reader->lexicon);
    return rc;
}

void names_reader_done(names_reader *reader)
{
    cn_tagger_close(reader->tagger);
    cn_passage_done(&reader->passage);
    cn_lexicon_done(&reader->lexicon);
    cn_tokenizer_free(reader->tokenizer);
}

/* Cuts and tags document->text. */
static int make_trees(names_reader *reader, names_document *document, cairn_error *err)
{
    int rc = cn_passage_set(&reader->passage, reader->tokenizer, document->text, document->len,
                            document->title, err);

    cn_trees_init(&document->trees);
    if (rc == CAIRN_OK)
        rc = cn_tokens_cut(&document->trees, &reader->passage, err);
    for (size_t i = 0; rc == CAIRN_OK && reader->tagger && i < document->trees.n_trees; i++)
        cn_tagger_run(reader->tagger, &document->trees.trees[i]);
    return rc;
}

static int add_document(names_documents *documents, const char *title, cn_buf *text,
                        names_document **added, cairn_error *err)
{
    names_document *document;

    if (text->status != CAIRN_OK ||
        !cn_grow((void **)&documents->items, &documents->cap, documents->n + 1, DOCUMENTS_MAX,
                 sizeof(*documents->items)))
        return cn_fail_memory(err, text->len);
    document = &documents->items[documents->n++];
    memset(document, 0, sizeof(*document));
    document->title = cn_strdup(title);
    document->len = text->len;
    document->text = cn_buf_take(text);
    *added = document;
    return document->title && document->text ? CAIRN_OK : cn_fail_memory(err, text->len);
}

/* ---- Re-DocRED --------------------------------------------------------------------------- */

static int kind_of(const char *type)
{
    static const char *const types[CN_KIND_COUNT] = {"PER", "ORG", "LOC", "TIME", "NUM", "MISC"};

    for (int i = 0; i < CN_KIND_COUNT; i++)
        if (type && strcmp(type, types[i]) == 0)
            return i;
    return CN_KIND_MISC;
}

/* Tokens [*token, *end) of a tree that are bytes [first, end): false when they are not whole. */
static bool tokens_of(const cn_trees *trees, size_t first, size_t end, names_span *span)
{
    size_t low = 0, high = trees->n_tokens, token;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (trees->tokens[middle].first < first)
            low = middle + 1;
        else
            high = middle;
    }
    token = low;
    if (token >= trees->n_tokens || trees->tokens[token].first != first)
        return false;
    span->first = (uint32_t)token;
    while (token < trees->n_tokens && trees->tokens[token].first < end)
        token++;
    span->end = (uint32_t)token;
    if (trees->tokens[token - 1].first + trees->tokens[token - 1].len != end)
        return false;
    for (size_t i = 0, at = 0; i < trees->n_trees; at += trees->trees[i++].n)
        if (span->first >= at && span->first < at + trees->trees[i].n)
            return span->end <= at + trees->trees[i].n;
    return false;
}

/* A name said twice is one; of two that overlap the second cannot be found. */
static bool is_taken(names_document *document, const names_span *span)
{
    for (size_t i = 0; i < document->n_gold; i++) {
        const names_span *gold = &document->gold[i];

        if (gold->first < span->end && span->first < gold->end) {
            document->n_lost += gold->first != span->first || gold->end != span->end;
            return true;
        }
    }
    return false;
}

static int read_names(const cn_json *entry, names_document *document, const size_t *sentences,
                      size_t n_sentences, const size_t *bytes, cairn_error *err)
{
    const cn_json *entities = cn_json_get(entry, "vertexSet");

    for (size_t e = 0; e < cn_json_count(entities); e++) {
        const cn_json *mentions = cn_json_at(entities, e);

        for (size_t m = 0; m < cn_json_count(mentions); m++) {
            const cn_json *mention = cn_json_at(mentions, m), *pos = cn_json_get(mention, "pos");
            size_t sentence = (size_t)cn_json_number(cn_json_get(mention, "sent_id"));
            size_t from = (size_t)cn_json_number(cn_json_at(pos, 0));
            size_t to = (size_t)cn_json_number(cn_json_at(pos, 1));
            names_span span = {
                .kind = (uint8_t)kind_of(cn_json_string(cn_json_get(mention, "type"), NULL))};

            if (sentence >= n_sentences || from >= to ||
                sentences[sentence] + to > sentences[sentence + 1])
                continue;
            from += sentences[sentence];
            to += sentences[sentence];
            if (!tokens_of(&document->trees, bytes[2 * from], bytes[2 * to - 1], &span)) {
                document->n_lost++;
                continue;
            }
            if (is_taken(document, &span))
                continue;
            if (!cn_grow((void **)&document->gold, &document->cap_gold, document->n_gold + 1,
                         DOCUMENTS_MAX, sizeof(span)))
                return cn_fail_memory(err, sizeof(span));
            document->gold[document->n_gold++] = span;
        }
    }
    return CAIRN_OK;
}

static int label_tokens(names_document *document, cairn_error *err)
{
    document->labels = cn_alloc_zero(document->trees.n_tokens + 1, 1);
    if (!document->labels)
        return cn_fail_memory(err, document->trees.n_tokens);
    for (size_t i = 0; i < document->n_gold; i++) {
        const names_span *span = &document->gold[i];
        uint32_t n = span->end - span->first;

        for (uint32_t k = 0; k < n; k++)
            document->labels[span->first + k] =
                (uint8_t)cn_label_of(span->kind, n == 1       ? CN_LABEL_UNIT
                                                 : k == 0     ? CN_LABEL_BEGIN
                                                 : k + 1 == n ? CN_LABEL_LAST
                                                              : CN_LABEL_INSIDE);
    }
    return CAIRN_OK;
}

typedef struct joined {
    size_t *sentences, cap_sentences; /* first token of each, and one past the last */
    size_t *bytes, cap_bytes;         /* first and end of each token */
    size_t n_tokens;
} joined;

static int join_tokens(const cn_json *entry, cn_buf *text, joined *j, cairn_error *err)
{
    const cn_json *sents = cn_json_get(entry, "sents");
    size_t n = cn_json_count(sents);

    j->n_tokens = 0;
    if (!cn_grow((void **)&j->sentences, &j->cap_sentences, n + 1, DOCUMENTS_MAX, sizeof(size_t)))
        return cn_fail_memory(err, n);
    for (size_t s = 0; s < n; s++) {
        const cn_json *tokens = cn_json_at(sents, s);

        j->sentences[s] = j->n_tokens;
        for (size_t t = 0; t < cn_json_count(tokens); t++) {
            const char *form = cn_json_string(cn_json_at(tokens, t), NULL);

            if (!cn_grow((void **)&j->bytes, &j->cap_bytes, 2 * j->n_tokens + 2, DOCUMENTS_MAX,
                         sizeof(size_t)))
                return cn_fail_memory(err, j->n_tokens);
            if (text->len > 0)
                cn_buf_add_char(text, ' ');
            j->bytes[2 * j->n_tokens] = text->len;
            cn_buf_add_str(text, form ? form : "");
            j->bytes[2 * j->n_tokens++ + 1] = text->len;
        }
    }
    j->sentences[n] = j->n_tokens;
    return text->status;
}

static int read_entry(names_reader *reader, const cn_json *entry, joined *j,
                      names_documents *documents, cairn_error *err)
{
    const char *title = cn_json_string(cn_json_get(entry, "title"), NULL);
    names_document *document = NULL;
    cn_buf text;
    int rc;

    cn_buf_init(&text, TEXT_MAX);
    rc = join_tokens(entry, &text, j, err);
    if (rc == CAIRN_OK)
        rc = add_document(documents, title ? title : "", &text, &document, err);
    if (rc == CAIRN_OK)
        rc = make_trees(reader, document, err);
    if (rc == CAIRN_OK)
        rc = read_names(entry, document, j->sentences, cn_json_count(cn_json_get(entry, "sents")),
                        j->bytes, err);
    if (rc == CAIRN_OK)
        rc = label_tokens(document, err);
    cn_buf_done(&text);
    return rc;
}

int names_read_docred(names_reader *reader, const char *path, names_documents *documents,
                      cairn_error *err)
{
    cn_json *root = NULL;
    joined j = {.n_tokens = 0};
    cn_buf file;
    int rc;

    cn_buf_init(&file, FILE_MAX_BYTES);
    rc = cn_file_read(path, FILE_MAX_BYTES, &file, err);
    if (rc == CAIRN_OK)
        rc = cn_json_parse(cn_buf_str(&file), file.len, &root, err);
    for (size_t i = 0; rc == CAIRN_OK && i < cn_json_count(root); i++)
        rc = read_entry(reader, cn_json_at(root, i), &j, documents, err);
    cn_json_free(root);
    cn_buf_done(&file);
    cn_free(j.sentences);
    cn_free(j.bytes);
    return rc;
}

/* ---- Corpora ----------------------------------------------------------------------------- */

static int read_line(names_reader *reader, const char *line, size_t len, names_documents *documents,
                     cairn_error *err)
{
    names_document *document = NULL;
    cn_json *root = NULL;
    const char *body, *title;
    cn_buf text;
    int rc = cn_json_parse(line, len, &root, err);

    cn_buf_init(&text, TEXT_MAX);
    if (rc == CAIRN_OK) {
        body = cn_json_string(cn_json_get(root, "text"), NULL);
        title = cn_json_string(cn_json_get(root, "title"), NULL);
        cn_buf_add_str(&text, body ? body : "");
        rc = add_document(documents, title ? title : "", &text, &document, err);
    }
    if (rc == CAIRN_OK)
        rc = make_trees(reader, document, err);
    cn_json_free(root);
    cn_buf_done(&text);
    return rc;
}

int names_read_corpus(names_reader *reader, const char *path, names_documents *documents,
                      cairn_error *err)
{
    cn_buf file;
    int rc;

    cn_buf_init(&file, FILE_MAX_BYTES);
    rc = cn_file_read(path, FILE_MAX_BYTES, &file, err);
    for (size_t at = 0; rc == CAIRN_OK && at < file.len;) {
        const char *end = memchr(file.data + at, '\n', file.len - at);
        size_t next = end ? (size_t)(end - file.data) : file.len;

        if (next > at)
            rc = read_line(reader, file.data + at, next - at, documents, err);
        at = next + 1;
    }
    cn_buf_done(&file);
    return rc;
}

void names_documents_done(names_documents *documents)
{
    for (size_t i = 0; i < documents->n; i++) {
        names_document *document = &documents->items[i];

        cn_trees_done(&document->trees);
        cn_free(document->title);
        cn_free(document->text);
        cn_free(document->gold);
        cn_free(document->labels);
    }
    cn_free(documents->items);
    *documents = (names_documents){.items = NULL};
}
