/* What the tests of readers share: documents collected from bytes, and what must hold of each. */
#ifndef TESTS_UNIT_INGEST_COLLECT_H
#define TESTS_UNIT_INGEST_COLLECT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "ingest/chunk.h"
#include "ingest/source.h"

#define COLLECT_MAX 64

typedef struct collected {
    cn_document *docs[COLLECT_MAX];
    size_t n_docs;                  /* also counts what did not fit */
    char refused[COLLECT_MAX][400]; /* "place: sentence" */
    size_t n_refused;
    int rc;
    cairn_error err;
} collected;

static inline int collect_document(void *user, cn_document *doc, cairn_error *err)
{
    collected *all = user;

    (void)err;
    if (all->n_docs < COLLECT_MAX)
        all->docs[all->n_docs] = doc;
    else
        cn_document_free(doc);
    all->n_docs++;
    return CAIRN_OK;
}

static inline int collect_refusal(void *user, const char *place, const char *sentence,
                                  cairn_error *err)
{
    collected *all = user;

    (void)err;
    if (all->n_refused < COLLECT_MAX)
        snprintf(all->refused[all->n_refused], sizeof(all->refused[0]), "%.150s: %.240s", place,
                 sentence);
    all->n_refused++;
    return CAIRN_OK;
}

/* Reads len bytes as the file `path`; the URI is "uri:test". */
static inline void collect_bytes(collected *all, const char *path, const char *bytes, size_t len,
                                 int format)
{
    const cn_sink sink = {collect_document, collect_refusal, all};

    memset(all, 0, sizeof(*all));
    all->rc = cn_source_read_bytes("uri:test", path, bytes, len, format, &sink, &all->err);
}

static inline void collect(collected *all, const char *path, const char *text)
{
    collect_bytes(all, path, text, strlen(text), CAIRN_FORMAT_AUTO);
}

static inline void collected_done(collected *all)
{
    for (size_t i = 0; i < all->n_docs && i < COLLECT_MAX; i++)
        cn_document_free(all->docs[i]);
    memset(all, 0, sizeof(*all));
}

/* Blocks are in order, apart, not empty and not bare white space; chunks tile the text. */
static inline void assert_sound(const cn_document *doc)
{
    cn_chunks chunks;
    cairn_error err = CAIRN_ERROR_INIT;
    size_t at = 0;

    assert_true(doc->uri[0] != '\0');
    for (size_t i = 0; i < doc->n_blocks; i++) {
        const cn_block *block = &doc->blocks[i];

        assert_true(block->len > 0 && block->first >= at);
        at = block->first + block->len;
        assert_true(at <= doc->text.len);
        assert_false(doc->text.data[at - 1] == ' ' || doc->text.data[at - 1] == '\n');
    }
    assert_null(doc->text.len ? memchr(doc->text.data, '\0', doc->text.len) : NULL);
    assert_int_equal(cn_chunk_cut(doc, &chunks, &err), CAIRN_OK);
    at = 0;
    for (size_t i = 0; i < chunks.n; i++) {
        assert_int_equal(chunks.items[i].first, at);
        assert_in_range(chunks.items[i].len, 1, CN_CHUNK_MAX);
        assert_true(strlen(chunks.items[i].heading) <= 1000);
        at += chunks.items[i].len;
        assert_true(at == doc->text.len || (doc->text.data[at] & 0xC0) != 0x80);
    }
    assert_int_equal(at, doc->text.len);
    cn_chunks_done(&chunks);
}

static inline void assert_collected(const collected *all, size_t n_docs, size_t n_refused)
{
    if (all->rc < 0)
        print_message("%s\n", all->err.message);
    assert_int_equal(all->rc, CAIRN_OK);
    assert_int_equal(all->n_docs, n_docs);
    assert_int_equal(all->n_refused, n_refused);
    for (size_t i = 0; i < n_docs && i < COLLECT_MAX; i++)
        assert_sound(all->docs[i]);
}

static inline void assert_error(const collected *all, int status, const char *part)
{
    assert_int_equal(all->rc, status);
    assert_int_equal(all->n_docs, 0);
    if (!strstr(all->err.message, part))
        fail_msg("\"%s\" does not say \"%s\"", all->err.message, part);
}

static inline void assert_block(const cn_document *doc, size_t i, cn_block_kind kind,
                                const char *text)
{
    assert_true(i < doc->n_blocks);
    if (doc->blocks[i].len != strlen(text) ||
        memcmp(doc->text.data + doc->blocks[i].first, text, strlen(text)) != 0)
        fail_msg("block %zu is \"%.*s\"", i, (int)doc->blocks[i].len,
                 doc->text.data + doc->blocks[i].first);
    assert_int_equal(doc->blocks[i].kind, kind);
}

/* The bytes of the source that the block names. */
static inline void assert_source(const cn_document *doc, size_t i, const char *bytes,
                                 const char *expected)
{
    assert_true(i < doc->n_blocks);
    if (doc->blocks[i].src_len != strlen(expected) ||
        memcmp(bytes + doc->blocks[i].src_first, expected, strlen(expected)) != 0)
        fail_msg("block %zu stands at \"%.*s\"", i, (int)doc->blocks[i].src_len,
                 bytes + doc->blocks[i].src_first);
}

/* Lets each allocation fail in turn: an error or the right result, and nothing is lost. */
static inline void assert_survives_lack_of_memory(const char *path, const char *text)
{
    for (uint64_t n = 1; n < 100000; n++) {
        int64_t live = cn_mem_live();
        uint64_t before = cn_mem_count();
        bool is_done;
        collected all;

        cn_mem_fail_at(n, false);
        collect(&all, path, text);
        cn_mem_fail_at(0, false);
        is_done = cn_mem_count() - before < n;
        if (all.rc != CAIRN_OK && all.rc != CAIRN_ENOMEM)
            fail_msg("allocation %d: status %d: %s", (int)n, all.rc, all.err.message);
        collected_done(&all);
        assert_int_equal(cn_mem_live(), live);
        if (is_done)
            return;
    }
    fail_msg("no end of allocations");
}

#endif
