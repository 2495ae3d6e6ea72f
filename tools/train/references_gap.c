/* Reading GAP's tab-separated file: ID, text, pronoun and its place, A, its place, whether it is
 * meant, the same of B, the page's address. Places count characters. */
#include "tools/train/references_gap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/status.h"
#include "base/utf8.h"
#include "ingest/names.h"
#include "ingest/parser.h"
#include "ingest/recognizer.h"
#include "ingest/tokens.h"

#define FILE_MAX ((size_t)1 << 30)
#define EXAMPLES_MAX (1 << 20)

enum { COLUMNS = 11, PATH_SIZE = 512 };

typedef struct pipeline {
    cn_tokenizer *tokenizer;
    cn_lexicon lexicon;
    cn_passage passage;
    cn_tagger *tagger;
    cn_parser *parser;
    cn_recognizer *recognizer; /* NULL: names by patterns */
    cn_recognition recognition;
} pipeline;

static int open_pipeline(pipeline *p, const char *folder, cairn_error *err)
{
    char path[PATH_SIZE];
    int rc;

    memset(p, 0, sizeof(*p));
    cn_recognition_init(&p->recognition);
    rc = cn_tokenizer_new(&p->tokenizer, err);
    if (rc == CAIRN_OK)
        rc = cn_lexicon_init(&p->lexicon, p->tokenizer, err);
    cn_passage_init(&p->passage, &p->lexicon);
    snprintf(path, sizeof(path), "%s/tagger.weights", folder);
    if (rc == CAIRN_OK)
        rc = cn_tagger_open(&p->tagger, path, err);
    snprintf(path, sizeof(path), "%s/parser.weights", folder);
    if (rc == CAIRN_OK && cn_file_exists(path))
        rc = cn_parser_open(&p->parser, path, err);
    snprintf(path, sizeof(path), "%s/names.weights", folder);
    if (rc == CAIRN_OK && cn_file_exists(path))
        rc = cn_recognizer_open(&p->recognizer, path, err);
    return rc;
}

static void close_pipeline(pipeline *p)
{
    cn_recognition_done(&p->recognition);
    cn_recognizer_close(p->recognizer);
    cn_parser_close(p->parser);
    cn_tagger_close(p->tagger);
    cn_passage_done(&p->passage);
    cn_lexicon_done(&p->lexicon);
    cn_tokenizer_free(p->tokenizer);
}

static int add_found(cn_gap_example *example, uint32_t first, uint32_t len, int type,
                     cairn_error *err)
{
    if (!cn_grow((void **)&example->found, &example->cap_found, example->n_found + 1, SIZE_MAX,
                 sizeof(*example->found)))
        return cn_fail_memory(err, sizeof(*example->found));
    example->found[example->n_found++] =
        (cn_reference_name){.first = first, .len = len, .type = type};
    return CAIRN_OK;
}

static int recognize(pipeline *p, cn_gap_example *example, cairn_error *err)
{
    int rc = cn_recognizer_run(p->recognizer, p->tagger, &example->trees, &p->recognition, err);

    for (size_t i = 0; i < p->recognition.n && rc == CAIRN_OK; i++) {
        const cn_named *named = &p->recognition.names[i];
        const cn_token *first = &example->trees.trees[named->tree].tokens[named->token];
        const cn_token *last = first + named->n - 1;

        rc = add_found(example, first->first, last->first + last->len - first->first, named->type,
                       err);
    }
    return rc;
}

static int prepare(pipeline *p, cn_gap_example *example, cairn_error *err)
{
    int rc = cn_passage_set(&p->passage, p->tokenizer, example->text, example->len, "", err);

    cn_trees_init(&example->trees);
    if (rc == CAIRN_OK)
        rc = cn_tokens_cut(&example->trees, &p->passage, err);
    if (rc == CAIRN_OK && !p->recognizer)
        rc = cn_names_find(&p->passage, err);
    for (size_t i = 0; i < example->trees.n_trees && rc == CAIRN_OK; i++) {
        cn_tagger_run(p->tagger, &example->trees.trees[i]);
        if (p->parser)
            cn_parser_run(p->parser, p->tagger, &example->trees.trees[i]);
    }
    if (rc == CAIRN_OK && p->recognizer)
        rc = recognize(p, example, err);
    for (size_t i = 0; i < p->passage.n_items && rc == CAIRN_OK && !p->recognizer; i++) {
        const cn_item *item = &p->passage.items[i];

        rc = add_found(example, item->first, item->len, item->type, err);
    }
    return rc;
}

static uint32_t byte_of(const char *text, size_t len, long characters)
{
    size_t at = 0;

    while (characters-- > 0 && at < len)
        cn_utf8_next(text, len, &at);
    return (uint32_t)at;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The last part of the address, in place: "Jos%C3%A9_Mart%C3%AD" is "José Martí". */
static const char *title_of(char *address)
{
    char *title = strrchr(address, '/'), *to;

    title = title ? title + 1 : address;
    to = title;
    for (const char *from = title; *from != '\0'; from++) {
        if (*from == '%' && hex_value(from[1]) >= 0 && hex_value(from[2]) >= 0) {
            *to++ = (char)(hex_value(from[1]) * 16 + hex_value(from[2]));
            from += 2;
        } else {
            *to++ = *from == '_' ? ' ' : *from;
        }
    }
    *to = '\0';
    return cn_utf8_valid(title, (size_t)(to - title)) == (size_t)(to - title) ? title : "";
}

static int read_line(cn_gap_set *gap, pipeline *p, char *line, cairn_error *err)
{
    char *columns[COLUMNS];
    cn_gap_example *example;
    size_t n = 0;

    for (char *at = line; at && n < COLUMNS; n++) {
        columns[n] = at;
        at = strchr(at, '\t');
        if (at)
            *at++ = '\0';
    }
    if (n < COLUMNS)
        return cn_fail(err, CAIRN_EPARSE, 0, "%s: %zu columns, not %d", columns[0], n, COLUMNS);
    if (strcmp(columns[0], "ID") == 0)
        return CAIRN_OK;
    if (!cn_grow((void **)&gap->examples, &gap->cap, gap->n + 1, EXAMPLES_MAX,
                 sizeof(*gap->examples)))
        return cn_fail_memory(err, sizeof(*gap->examples));
    example = &gap->examples[gap->n++];
    memset(example, 0, sizeof(*example));
    example->text = columns[1];
    example->len = strlen(columns[1]);
    example->pronoun = byte_of(example->text, example->len, strtol(columns[3], NULL, 10));
    example->is_feminine = columns[2][0] == 's' || columns[2][0] == 'S' ||
                           strcmp(columns[2], "her") == 0 || strcmp(columns[2], "Her") == 0 ||
                           strcmp(columns[2], "hers") == 0;
    for (size_t i = 0; i < 2; i++) {
        cn_gap_name *name = &example->names[i];

        name->first = byte_of(example->text, example->len, strtol(columns[5 + 3 * i], NULL, 10));
        name->len = (uint32_t)strlen(columns[4 + 3 * i]);
        name->is_meant = strcmp(columns[6 + 3 * i], "TRUE") == 0;
    }
    example->title = title_of(columns[10]);
    return prepare(p, example, err);
}

int cn_gap_read(cn_gap_set *gap, const char *path, const char *folder, cairn_error *err)
{
    pipeline p;
    int rc = open_pipeline(&p, folder, err);

    memset(gap, 0, sizeof(*gap));
    cn_buf_init(&gap->file, FILE_MAX);
    if (rc == CAIRN_OK)
        rc = cn_file_read(path, FILE_MAX, &gap->file, err);
    for (char *at = gap->file.data; at && *at != '\0' && rc == CAIRN_OK;) {
        size_t len = strcspn(at, "\r\n");
        char *next = at + len + strspn(at + len, "\r\n");

        at[len] = '\0';
        rc = read_line(gap, &p, at, err);
        at = next;
    }
    close_pipeline(&p);
    if (rc < 0)
        cn_gap_done(gap);
    return rc;
}

static int read_passage(cn_gap_set *gap, pipeline *p, const char *line, size_t len,
                        cairn_error *err)
{
    cn_gap_example *example;
    cn_json *root = NULL;
    const char *title, *text;
    int rc = cn_json_parse(line, len, &root, err);

    if (rc < 0)
        return rc;
    title = cn_json_string(cn_json_get(root, "title"), NULL);
    text = cn_json_string(cn_json_get(root, "text"), NULL);
    if (!title || !text) {
        cn_json_free(root);
        return CAIRN_OK;
    }
    if (!cn_grow((void **)&gap->examples, &gap->cap, gap->n + 1, EXAMPLES_MAX,
                 sizeof(*gap->examples))) {
        cn_json_free(root);
        return cn_fail_memory(err, sizeof(*gap->examples));
    }
    example = &gap->examples[gap->n++];
    memset(example, 0, sizeof(*example));
    example->text = example->owned[0] = cn_strdup(text);
    example->title = example->owned[1] = cn_strdup(title);
    cn_json_free(root);
    if (!example->text || !example->title)
        return cn_fail_memory(err, len);
    example->len = strlen(example->text);
    return prepare(p, example, err);
}

int cn_gap_read_corpus(cn_gap_set *gap, const char *path, const char *folder, cairn_error *err)
{
    pipeline p;
    cn_buf file;
    int rc = open_pipeline(&p, folder, err);

    cn_buf_init(&file, FILE_MAX);
    if (rc == CAIRN_OK)
        rc = cn_file_read(path, FILE_MAX, &file, err);
    for (size_t at = 0; at < file.len && rc == CAIRN_OK;) {
        const char *line = file.data + at;
        size_t len = strcspn(line, "\n");

        if (len > 0)
            rc = read_passage(gap, &p, line, len, err);
        at += len + 1;
    }
    cn_buf_done(&file);
    close_pipeline(&p);
    return rc;
}

void cn_gap_done(cn_gap_set *gap)
{
    for (size_t i = 0; i < gap->n; i++) {
        cn_free(gap->examples[i].owned[0]);
        cn_free(gap->examples[i].owned[1]);
        cn_trees_done(&gap->examples[i].trees);
        cn_free(gap->examples[i].found);
    }
    cn_free(gap->examples);
    cn_buf_done(&gap->file);
    memset(gap, 0, sizeof(*gap));
}
