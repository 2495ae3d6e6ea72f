/* Which words of a chunk count, and how often. */
#include "store_fixture.h"

#include "graph/snapshot_parts.h"

/* How often the chunks together have a word: df, and the tf of the last. */
static uint32_t df_of(fixture *f, const cn_snapshot *snapshot, const char *word, uint32_t *tf)
{
    const cn_snap_term *term;
    const uint8_t *at;
    uint32_t chunk = 0;

    *tf = 0;
    assert_int_equal(cn_tokenizer_scan(f->tokenizer, word, strlen(word), &f->words, NULL),
                     CAIRN_OK);
    term = cn_snapshot_term(snapshot, f->words.items[0].stem);
    if (!term)
        return 0;
    at = snapshot->postings + term->first;
    for (uint32_t i = 0; i < term->df; i++)
        at = cn_posting_next(at, &chunk, tf);
    return term->df;
}

static void title_counts_twice_heading_and_text_once(void **state)
{
    const char *const texts[] = {"The bridge opened.", "Bridges, a bridge and the harbours."};
    const char *const headings[] = {"History", "History > Bridge"};
    fixture f;
    cn_snapshot *s;
    uint32_t tf;

    (void)state;
    fixture_open(&f);
    fixture_document(&f, "doc:1", "Halvery bridge", headings, texts, 2);
    fixture_build(&f, 2);
    s = fixture_snapshot(&f);
    assert_int_equal(df_of(&f, s, "bridge", &tf), 2);
    assert_int_equal(tf, 2 + 1 + 2);
    assert_int_equal(df_of(&f, s, "history", &tf), 2);
    assert_int_equal(tf, 1);
    assert_int_equal(df_of(&f, s, "harbour", &tf), 1);
    assert_int_equal(df_of(&f, s, "halvery", &tf), 2);
    assert_int_equal(tf, 2);
    assert_int_equal(df_of(&f, s, "the", &tf), 0);
    assert_true(s->chunks[1].norm > s->chunks[0].norm); /* it has more words */
    cn_snapshot_close(s);
    fixture_close(&f);
}

static void more_chunks_than_a_batch_holds_are_all_read(void **state)
{
    static const char *texts[1000];
    fixture f;
    cn_snapshot *s;
    uint32_t tf;

    (void)state;
    for (size_t i = 0; i < 1000; i++)
        texts[i] = i % 2 ? "odd" : "even even even even even even even even even";
    fixture_open(&f);
    fixture_document(&f, "doc:1", "", NULL, texts, 1000);
    fixture_build(&f, 3);
    s = fixture_snapshot(&f);
    assert_int_equal(s->n_chunks, 1000);
    assert_int_equal(df_of(&f, s, "odd", &tf), 500);
    assert_int_equal(df_of(&f, s, "even", &tf), 500);
    assert_int_equal(tf, 7); /* 7 or more */
    cn_snapshot_close(s);
    fixture_close(&f);
}

static void gap_between_chunks_is_refused(void **state)
{
    const char *text = "text";
    fixture f;
    cairn_error err = CAIRN_ERROR_INIT;
    cn_chunk_row chunk = {.heading = "", .text = text, .text_len = 4};

    (void)state;
    fixture_open(&f);
    chunk.id = cn_chunk_id(fixture_document(&f, "doc:1", "", NULL, &text, 1), 2);
    assert_int_equal(cn_chunk_put(f.store, &chunk, &err), CAIRN_OK);
    assert_int_equal(cn_document_settle(f.store, &err), CAIRN_OK);
    assert_int_equal(cn_snapshot_build(f.store, f.snap_path, 1, 2, NULL, NULL, &err), CAIRN_EDB);
    assert_non_null(strstr(err.message, "there is a gap before chunk 2"));
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(title_counts_twice_heading_and_text_once),
        cmocka_unit_test(more_chunks_than_a_batch_holds_are_all_read),
        cmocka_unit_test(gap_between_chunks_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
