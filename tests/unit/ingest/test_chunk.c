/* Chunks: they tile the text, respect its structure and know where it stands. */
#include <stdlib.h>

#include "unit/ingest/collect.h"

static cn_document *new_document(void)
{
    cn_document *doc = NULL;

    assert_int_equal(cn_document_new("u:1", "", CAIRN_FORMAT_MARKDOWN, &doc, NULL), CAIRN_OK);
    return doc;
}

static void add(cn_document *doc, cn_block_kind kind, unsigned level, const char *text)
{
    uint64_t first = doc->n_blocks * 100;

    assert_int_equal(cn_document_add(doc, kind, level, text, strlen(text), first, 50, NULL),
                     CAIRN_OK);
}

/* len bytes of sentences of 50 bytes. */
static void add_prose(cn_document *doc, size_t len)
{
    char *text = cn_alloc(len + 1);

    for (size_t i = 0; i < len; i++)
        text[i] = i % 50 == 0 ? 'S' : i % 50 == 48 ? '.' : i % 50 == 49 ? ' ' : 'x';
    text[len - 1] = '.';
    text[len] = '\0';
    add(doc, CN_BLOCK_PARAGRAPH, 0, text);
    cn_free(text);
}

static void cut(const cn_document *doc, cn_chunks *chunks)
{
    assert_sound(doc);
    assert_int_equal(cn_chunk_cut(doc, chunks, NULL), CAIRN_OK);
}

static void short_document_is_one_chunk(void **state)
{
    cn_document *doc = new_document();
    cn_chunks chunks;

    (void)state;
    add(doc, CN_BLOCK_PARAGRAPH, 0, "One.");
    add(doc, CN_BLOCK_LIST_ITEM, 0, "Two.");
    add(doc, CN_BLOCK_QUOTE, 0, "Three.");
    cut(doc, &chunks);
    assert_int_equal(chunks.n, 1);
    assert_int_equal(chunks.items[0].kind, CN_CHUNK_PROSE);
    assert_string_equal(chunks.items[0].heading, "");
    assert_int_equal(chunks.items[0].src_first, 0);
    assert_int_equal(chunks.items[0].src_len, 250);
    cn_chunks_done(&chunks);
    cn_document_free(doc);
}

static void headings_begin_chunks_and_make_paths(void **state)
{
    cn_document *doc = new_document();
    cn_chunks chunks;

    (void)state;
    add(doc, CN_BLOCK_HEADING, 1, "Top\nline");
    add(doc, CN_BLOCK_HEADING, 2, "Sub");
    add(doc, CN_BLOCK_PARAGRAPH, 0, "Text.");
    add(doc, CN_BLOCK_HEADING, 3, "Deep");
    add(doc, CN_BLOCK_PARAGRAPH, 0, "Text.");
    add(doc, CN_BLOCK_HEADING, 2, "Next");
    add(doc, CN_BLOCK_PARAGRAPH, 0, "Text.");
    cut(doc, &chunks);
    assert_int_equal(chunks.n, 3);
    assert_string_equal(chunks.items[0].heading, "Top line > Sub");
    assert_string_equal(chunks.items[1].heading, "Top line > Sub > Deep");
    assert_string_equal(chunks.items[2].heading, "Top line > Next");
    assert_int_equal(chunks.items[1].first, doc->blocks[3].first);
    cn_chunks_done(&chunks);
    cn_document_free(doc);
}

static void kinds_do_not_mix(void **state)
{
    cn_document *doc = new_document();
    cn_chunks chunks;

    (void)state;
    add(doc, CN_BLOCK_PARAGRAPH, 0, "Prose.");
    add(doc, CN_BLOCK_ROW, 0, "a: 1");
    add(doc, CN_BLOCK_ROW, 0, "a: 2");
    add(doc, CN_BLOCK_CODE, 0, "x;");
    add(doc, CN_BLOCK_HEADING, 1, "Table");
    add(doc, CN_BLOCK_ROW, 0, "a: 3");
    cut(doc, &chunks);
    assert_int_equal(chunks.n, 4);
    assert_int_equal(chunks.items[0].kind, CN_CHUNK_PROSE);
    assert_int_equal(chunks.items[1].kind, CN_CHUNK_TABLE);
    assert_int_equal(chunks.items[1].src_first, 100);
    assert_int_equal(chunks.items[1].src_len, 150);
    assert_int_equal(chunks.items[2].kind, CN_CHUNK_CODE);
    /* The heading stays with what follows it. */
    assert_int_equal(chunks.items[3].kind, CN_CHUNK_TABLE);
    assert_string_equal(chunks.items[3].heading, "Table");
    cn_chunks_done(&chunks);
    cn_document_free(doc);
}

static void blocks_are_gathered_up_to_the_target(void **state)
{
    cn_document *doc = new_document();
    cn_chunks chunks;

    (void)state;
    for (int i = 0; i < 6; i++)
        add_prose(doc, 700);
    cut(doc, &chunks);
    assert_int_equal(chunks.n, 3);
    for (size_t i = 0; i < 3; i++)
        assert_in_range(chunks.items[i].len, 1400, CN_CHUNK_TARGET);
    cn_chunks_done(&chunks);
    cn_document_free(doc);
}

static void long_blocks_are_cut_behind_sentences(void **state)
{
    cn_document *doc = new_document();
    cn_chunks chunks;

    (void)state;
    add(doc, CN_BLOCK_HEADING, 1, "Long");
    add_prose(doc, 20000);
    cut(doc, &chunks);
    assert_true(chunks.n >= 12);
    for (size_t i = 1; i < chunks.n; i++)
        assert_int_equal(doc->text.data[chunks.items[i].first], 'S');
    assert_string_equal(chunks.items[chunks.n - 1].heading, "Long");
    assert_int_equal(chunks.items[5].src_first, 100);
    cn_chunks_done(&chunks);
    cn_document_free(doc);
}

static void text_without_sentences_is_cut_anywhere_valid(void **state)
{
    static const char *const units[] = {
        "word ", "x", "\xF0\x9F\x98\x80", "\xE4\xB8\xAD", "line\n", ". ", "     "};
    static char text[60001];

    (void)state;
    for (size_t u = 0; u < sizeof(units) / sizeof(units[0]); u++) {
        for (int kind = CN_BLOCK_PARAGRAPH; kind <= CN_BLOCK_QUOTE; kind++) {
            size_t len = strlen(units[u]), n = 50000 / len;
            cn_document *doc = new_document();

            text[0] = 'a';
            for (size_t i = 0; i < n; i++)
                memcpy(text + 1 + i * len, units[u], len);
            memcpy(text + 1 + n * len, "b", 2);
            add(doc, (cn_block_kind)kind, 1, text);
            assert_sound(doc);
            cn_document_free(doc);
        }
    }
}

static void heading_paths_are_bounded(void **state)
{
    char text[3000];
    cn_document *doc = new_document();
    cn_chunks chunks;

    (void)state;
    for (size_t i = 0; i + 1 < sizeof(text); i++)
        text[i] = "\xC3\xA9"[i % 2];
    text[sizeof(text) - 2] = '\0';
    for (unsigned level = 1; level <= 6; level++)
        add(doc, CN_BLOCK_HEADING, level, text);
    add(doc, CN_BLOCK_PARAGRAPH, 0, "Text.");
    cut(doc, &chunks);
    assert_true(strlen(chunks.items[chunks.n - 1].heading) <= 1000);
    cn_chunks_done(&chunks);
    cn_document_free(doc);
}

static void ranges_of_verbatim_text_are_exact(void **state)
{
    enum { LEN = 30000 };
    static char text[LEN + 4] = "\xEF\xBB\xBF";
    cn_chunks chunks;
    collected all;

    (void)state;
    for (size_t i = 3; i < LEN + 3; i++)
        text[i] = i % 50 == 0 ? '.' : i % 50 == 1 ? ' ' : i % 997 < 2 ? '\n' : 'A';
    collect_bytes(&all, "a.txt", text, LEN + 3, CAIRN_FORMAT_TEXT);
    assert_collected(&all, 1, 0);
    cut(all.docs[0], &chunks);
    for (size_t i = 0; i < chunks.n; i++) {
        const cn_chunk *chunk = &chunks.items[i];

        assert_int_equal(chunk->src_len, chunk->len);
        assert_memory_equal(text + chunk->src_first, all.docs[0]->text.data + chunk->first,
                            chunk->len);
    }
    cn_chunks_done(&chunks);
    collected_done(&all);
}

/* A document of random blocks; the same on every run. */
static void random_documents_are_tiled(void **state)
{
    uint32_t seed = 1;

    (void)state;
    for (int round = 0; round < 300; round++) {
        cn_document *doc = new_document();
        static char text[9000];

        for (int n = 0; n < 12; n++) {
            size_t len;

            seed = seed * 1664525 + 1013904223;
            len = (seed >> 8) % (seed >> 28 ? 900 : 8999);
            for (size_t i = 0; i < len; i++) {
                seed = seed * 1664525 + 1013904223;
                text[i] = "abcdefgh  .\n,A.\t"[seed >> 28];
            }
            text[len] = '\0';
            add(doc, (cn_block_kind)(seed >> 16) % 6, 1 + (seed >> 20) % 6, text);
        }
        assert_sound(doc);
        cn_document_free(doc);
    }
}

static int check_file(void *user, const char *path, cairn_error *err)
{
    cairn_error why = CAIRN_ERROR_INIT;
    collected *all = user;
    const cn_sink sink = {collect_document, collect_refusal, all};

    (void)err;
    memset(all, 0, sizeof(*all));
    if (cn_source_read_file(path, CAIRN_FORMAT_AUTO, &sink, &why) < 0)
        assert_true(strlen(why.message) > 0);
    for (size_t i = 0; i < all->n_docs && i < COLLECT_MAX; i++)
        assert_sound(all->docs[i]);
    collected_done(all);
    return CAIRN_OK;
}

static int ignore_problem(void *user, const char *path, const char *sentence, cairn_error *err)
{
    (void)user;
    (void)path;
    (void)sentence;
    (void)err;
    return CAIRN_OK;
}

static void files_of_other_projects_are_tiled(void **state)
{
    static const char *const folders[] = {
        CAIRN_SOURCE_DIR "/data/sample",         CAIRN_SOURCE_DIR "/../shared/docs/csv",
        CAIRN_SOURCE_DIR "/../shared/docs/html", CAIRN_SOURCE_DIR "/../shared/docs/json",
        CAIRN_SOURCE_DIR "/../shared/docs/md",   CAIRN_SOURCE_DIR "/../shared/docs/tsv",
        CAIRN_SOURCE_DIR "/../shared/docs/txt",  CAIRN_SOURCE_DIR "/../shared/docs/real"};
    static collected all;
    const cn_walk_sink sink = {check_file, ignore_problem, &all};

    (void)state;
    /* What is not there is reported as a problem, and passed over. */
    for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
        assert_int_equal(cn_source_walk(folders[i], &sink, NULL), CAIRN_OK);
}

static void too_many_chunks_are_an_error(void **state)
{
    cn_document *doc = new_document();
    cairn_error err = CAIRN_ERROR_INIT;
    cn_chunks chunks;

    (void)state;
    for (size_t i = 0; i <= (size_t)1 << CN_CHUNK_BITS; i++)
        assert_int_equal(
            cn_document_add(doc, i % 2 ? CN_BLOCK_ROW : CN_BLOCK_CODE, 0, "x", 1, 0, 0, NULL),
            CAIRN_OK);
    assert_int_equal(cn_chunk_cut(doc, &chunks, &err), CAIRN_EINVAL);
    assert_string_equal(err.message, "u:1: more than 1048576 chunks");
    assert_null(chunks.items);
    cn_document_free(doc);
}

static void lack_of_memory_is_survived(void **state)
{
    cn_document *doc = new_document();
    int64_t live;

    (void)state;
    add(doc, CN_BLOCK_HEADING, 1, "One");
    add_prose(doc, 40000);
    live = cn_mem_live();
    for (uint64_t n = 1, rc = 1; rc != 0; n++) {
        cn_chunks chunks;

        cn_mem_fail_at(n, false);
        rc = cn_chunk_cut(doc, &chunks, NULL) != CAIRN_OK;
        cn_mem_fail_at(0, false);
        cn_chunks_done(&chunks);
        assert_int_equal(cn_mem_live(), live);
    }
    cn_document_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_document_is_one_chunk),
        cmocka_unit_test(headings_begin_chunks_and_make_paths),
        cmocka_unit_test(kinds_do_not_mix),
        cmocka_unit_test(blocks_are_gathered_up_to_the_target),
        cmocka_unit_test(long_blocks_are_cut_behind_sentences),
        cmocka_unit_test(text_without_sentences_is_cut_anywhere_valid),
        cmocka_unit_test(heading_paths_are_bounded),
        cmocka_unit_test(ranges_of_verbatim_text_are_exact),
        cmocka_unit_test(random_documents_are_tiled),
        cmocka_unit_test(files_of_other_projects_are_tiled),
        cmocka_unit_test(too_many_chunks_are_an_error),
        cmocka_unit_test(lack_of_memory_is_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
