/* Ingest: what is refused, what is kept, and that threads and ways of arrival do not matter. */
#define _XOPEN_SOURCE 700

#include "small_kb.h"

#include <fcntl.h>

#define NOTES_MAX ((size_t)16 << 20)

static temp_dir dir, input; /* of the store; of what is read */

static int make_dirs(void **state)
{
    (void)state;
    return temp_dir_make(&dir) && temp_dir_make(&input) ? 0 : -1;
}

static int remove_dirs(void **state)
{
    (void)state;
    small_remove(&dir, "kb.db");
    temp_dir_remove(&input);
    rmdir(input.path);
    return 0;
}

/* What an ingest call tells its caller. */
typedef struct told {
    cairn_ingest_report report;
    cn_buf issues; /* "place: sentence" lines; places without the folder's name */
    uint64_t done; /* of the last progress */
    uint64_t stop_at;
} told;

static void note_issue(const char *where, const char *sentence, void *user)
{
    const size_t len = strlen(input.path);
    told *t = user;

    if (strncmp(where, input.path, len) == 0)
        where += len + 1;
    cn_buf_printf(&t->issues, "%s: %s\n", where, sentence);
}

static int note_progress(const cairn_progress *progress, void *user)
{
    told *t = user;

    assert_int_equal(progress->stage, CAIRN_STAGE_READ);
    assert_int_equal(progress->done, t->done + 1);
    t->done = progress->done;
    return t->stop_at > 0 && t->done >= t->stop_at;
}

static void told_init(told *t)
{
    *t = (told){.done = 0};
    cn_buf_init(&t->issues, NOTES_MAX);
}

static void told_done(told *t)
{
    cn_buf_done(&t->issues);
}

static int try_ingest(cairn *kb, const char *path, told *t, cairn_error *err)
{
    return cairn_ingest_path(kb, path, CAIRN_FORMAT_AUTO, &t->report, note_issue, note_progress, t,
                             err);
}

static void ingest(cairn *kb, const char *path, told *t)
{
    cairn_error err = CAIRN_ERROR_INIT;

    if (try_ingest(kb, path, t, &err) < 0)
        fail_msg("%s", err.message);
}

static void assert_report(const told *t, uint64_t added, uint64_t unchanged, uint64_t failed)
{
    assert_int_equal(t->report.added, added);
    assert_int_equal(t->report.unchanged, unchanged);
    assert_int_equal(t->report.failed, failed);
}

static cairn *open_threads(uint32_t n_threads)
{
    cairn_options options = CAIRN_OPTIONS_INIT;
    cairn_error err = CAIRN_ERROR_INIT;
    cairn *kb = NULL;

    options.n_threads = n_threads;
    if (cairn_open(temp_name(&dir, "kb.db"), &options, &kb, &err) < 0)
        fail_msg("%s", err.message);
    return kb;
}

/* Closes the store and removes it, so that the next one begins empty. */
static void drop_kb(cairn *kb)
{
    cairn_close(kb);
    small_remove(&dir, "kb.db");
    assert_true(temp_dir_make(&dir));
}

static void build_digest(cairn *kb, char digest[33])
{
    cairn_error err = CAIRN_ERROR_INIT;

    small_build(kb);
    assert_int_equal(cairn_check(kb, NULL, NULL, &err), CAIRN_OK);
    assert_int_equal(cairn_digest(kb, digest, &err), CAIRN_OK);
}

static cairn_stats stats_of(cairn *kb)
{
    cairn_stats stats;

    assert_int_equal(cairn_get_stats(kb, &stats, NULL), CAIRN_OK);
    return stats;
}

/* Rows of short documents about people, every 50th cut. Several slices. */
enum { ROWS = 700, ROWS_BAD = ROWS / 50 };

static void put_rows(const char *name)
{
    cn_buf rows;
    FILE *file;

    cn_buf_init(&rows, NOTES_MAX);
    for (unsigned i = 1; i <= ROWS; i++) {
        if (i % 50 == 0)
            cn_buf_printf(&rows, "{\"id\": \"row:%u\"\n", i);
        else
            cn_buf_printf(
                &rows,
                "{\"id\": \"row:%u\", \"title\": \"Ada Marsh%u\", \"text\": \"Ada "
                "Marsh%u (born 12 March %u) was an engineer. She was born in Port Vale%u. "
                "%0500u\"}\n",
                i, i, i, 1000 + i, i % 9, i);
    }
    file = fopen(temp_name(&input, name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(rows.data, 1, rows.len, file), rows.len);
    assert_int_equal(fclose(file), 0);
    cn_buf_done(&rows);
}

/* ---- Refusals ------------------------------------------------------------------ */

static void refusals_are_told_in_order_and_counted(void **state)
{
    (void)state;
    temp_file_put(&input, "a.jsonl", "{\"text\": \"One.\"}\n}\n\n{\"text\": \"Two.\"}\n[1]\n");
    temp_file_put(&input, "b.pdf", "%PDF-1.4");
    temp_file_put(&input, "c.txt", "A text.");
    temp_file_put(&input, "d.txt", "");
    temp_file_put(&input, "e.csv", "name,town\nAda,Halvery\n");
    for (uint32_t n_threads = 1; n_threads <= 4; n_threads *= 2) {
        cairn *kb = open_threads(n_threads);
        const char *at;
        told t;

        told_init(&t);
        ingest(kb, input.path, &t);
        assert_report(&t, 4, 0, 4);
        assert_int_equal(t.done, 4);
        at = cn_buf_str(&t.issues);
        assert_int_equal(strncmp(at, "a.jsonl:2: ", 11), 0);
        at = strchr(at, '\n') + 1;
        assert_string_equal(strstr(at, "a.jsonl:5: "), at);
        at = strchr(at, '\n') + 1;
        assert_string_equal(strstr(at, "b.pdf: "), at);
        assert_non_null(strstr(at, "this format (PDF) is not supported yet\n"));
        at = strchr(at, '\n') + 1;
        assert_string_equal(strstr(at, "d.txt: "), at);
        assert_string_equal(strchr(at, '\n'), "\n");
        told_done(&t);
        drop_kb(kb);
    }
}

static void bad_lines_of_a_large_file_are_named_with_their_line(void **state)
{
    cairn *kb = open_threads(3);
    const char *at;
    char place[32];
    told t;

    (void)state;
    put_rows("rows.jsonl");
    told_init(&t);
    ingest(kb, temp_name(&input, "rows.jsonl"), &t);
    assert_report(&t, ROWS - ROWS_BAD, 0, ROWS_BAD);
    at = cn_buf_str(&t.issues);
    for (unsigned line = 50; line <= ROWS; line += 50) {
        snprintf(place, sizeof place, "rows.jsonl:%u: ", line);
        assert_string_equal(strstr(at, place), at);
        at = strchr(at, '\n') + 1;
    }
    assert_string_equal(at, "");
    told_done(&t);
    cairn_close(kb);
}

static void paths_that_are_not_there_are_refusals(void **state)
{
    cairn *kb = open_threads(2);
    cairn_error err = CAIRN_ERROR_INIT;
    told t;

    (void)state;
    told_init(&t);
    ingest(kb, temp_name(&input, "missing.txt"), &t);
    ingest(kb, temp_name(&input, "*.none"), &t);
    assert_report(&t, 0, 0, 2); /* added up over calls */
    assert_non_null(strstr(cn_buf_str(&t.issues), "missing.txt: No such file or directory\n"));
    assert_int_equal(try_ingest(kb, "", &t, &err), CAIRN_EINVAL);
    assert_int_equal(try_ingest(kb, NULL, &t, &err), CAIRN_EINVAL);
    assert_string_equal(err.message, "the path to read is empty");
    /* Nothing is asked for: no report, no issues, no progress. */
    assert_int_equal(cairn_ingest_path(kb, temp_name(&input, "missing.txt"), CAIRN_FORMAT_AUTO,
                                       NULL, NULL, NULL, NULL, NULL),
                     CAIRN_OK);
    assert_int_equal(stats_of(kb).pending, 0);
    told_done(&t);
    cairn_close(kb);
}

static void a_single_input_fails_with_its_problem(void **state)
{
    static const char *const texts[][2] = {
        {"rows.jsonl", "{\"text\": \"One.\"}\n}\n"},
        {"empty.txt", ""},
        {"x.pdf", "%PDF-1.4"},
    };
    cairn *kb = open_threads(1);
    cairn_error err = CAIRN_ERROR_INIT;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        temp_file_put(&input, texts[i][0], texts[i][1]);
        assert_int_equal(
            cairn_ingest_file(kb, temp_name(&input, texts[i][0]), CAIRN_FORMAT_AUTO, &err),
            CAIRN_EPARSE);
        assert_non_null(strstr(err.message, texts[i][0]));
    }
    assert_int_equal(
        cairn_ingest_file(kb, temp_name(&input, "rows.jsonl"), CAIRN_FORMAT_AUTO, &err),
        CAIRN_EPARSE);
    assert_non_null(strstr(err.message, "rows.jsonl:2: "));
    assert_int_equal(cairn_ingest_file(kb, temp_name(&input, "none"), CAIRN_FORMAT_AUTO, &err),
                     CAIRN_EIO);
    assert_int_equal(cairn_ingest_file(kb, "", CAIRN_FORMAT_AUTO, &err), CAIRN_EINVAL);
    assert_int_equal(cairn_ingest_text(kb, "a", "", 0, CAIRN_FORMAT_TEXT, &err), CAIRN_EPARSE);
    assert_int_equal(cairn_ingest_text(kb, "", "x", 1, CAIRN_FORMAT_TEXT, &err), CAIRN_EINVAL);
    assert_int_equal(cairn_ingest_text(kb, NULL, "x", 1, CAIRN_FORMAT_TEXT, &err), CAIRN_EINVAL);
    assert_int_equal(cairn_ingest_text(kb, "\xFF", "x", 1, CAIRN_FORMAT_TEXT, &err), CAIRN_EINVAL);
    assert_int_equal(cairn_ingest_text(kb, "a", NULL, 1, CAIRN_FORMAT_TEXT, &err), CAIRN_EINVAL);
    assert_int_equal(cairn_ingest_text(kb, "a", "x", 1, (cairn_format)99, &err), CAIRN_EINVAL);
    assert_int_equal(stats_of(kb).pending, 0); /* not even the good row */
    cairn_close(kb);
}

/* ---- The same result ------------------------------------------------------------- */

static void threads_and_ways_of_arrival_give_one_digest(void **state)
{
    char first[33] = "", digest[33];
    cairn_error err = CAIRN_ERROR_INIT;
    told t;

    (void)state;
    put_rows("rows.jsonl");
    for (size_t i = 0; i < SMALL_TEXTS; i++)
        temp_file_put(&input, small_texts[i][0], small_texts[i][1]);
    for (uint32_t n_threads = 1; n_threads <= 4; n_threads *= 2) {
        cairn *kb = open_threads(n_threads);

        told_init(&t);
        ingest(kb, input.path, &t);
        assert_report(&t, ROWS - ROWS_BAD + SMALL_TEXTS, 0, ROWS_BAD);
        told_done(&t);
        build_digest(kb, digest);
        assert_string_equal(digest, first[0] ? first : digest);
        memcpy(first, digest, sizeof first);
        drop_kb(kb);
    }
    { /* The files one by one, the last first, as texts under the same URIs. */
        cairn *kb = open_threads(2);

        for (size_t i = SMALL_TEXTS; i-- > 0;)
            assert_int_equal(cairn_ingest_text(kb, temp_name(&input, small_texts[i][0]),
                                               small_texts[i][1], strlen(small_texts[i][1]),
                                               CAIRN_FORMAT_AUTO, &err),
                             CAIRN_OK);
        told_init(&t);
        ingest(kb, temp_name(&input, "rows.jsonl"), &t);
        told_done(&t);
        build_digest(kb, digest);
        assert_string_equal(digest, first);
        cairn_close(kb);
    }
}

static int count_extractions(const cairn_progress *progress, void *user)
{
    if (progress->stage == CAIRN_STAGE_EXTRACT)
        ++*(unsigned *)user;
    return 0;
}

static unsigned build_extracting(cairn *kb)
{
    cairn_error err = CAIRN_ERROR_INIT;
    unsigned n = 0;

    if (cairn_build(kb, count_extractions, &n, &err) < 0)
        fail_msg("%s", err.message);
    return n;
}

/* Too long to be extracted while it is read; its neighbours are done when the build begins. */
static void a_large_document_is_extracted_by_the_build(void **state)
{
    cairn *kb = open_threads(2);
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_entity entity;
    cairn_stats stats;
    char digest[33], other[33];
    cn_buf text;
    told t;

    (void)state;
    cn_buf_init(&text, NOTES_MAX);
    for (unsigned i = 0; i < 9000; i++)
        cn_buf_printf(&text, "Line %u of the log says that nothing was seen at the harbour.%s", i,
                      i % 20 == 19 ? "\n\n" : " ");
    cn_buf_add_str(&text, "Tobias Renn was born in Port Vale.\n");
    temp_file_put(&input, "small.txt", small_texts[0][1]);
    told_init(&t);
    ingest(kb, input.path, &t);
    assert_int_equal(build_extracting(kb), 0);
    temp_file_put(&input, "large.txt", cn_buf_str(&text));
    ingest(kb, input.path, &t);
    assert_report(&t, 2, 1, 0);
    assert_true(build_extracting(kb) > 0);
    stats = stats_of(kb);
    assert_true(stats.chunks > 256 + 1);
    assert_int_equal(stats.pending, 0);
    assert_int_equal(cairn_entity_find(kb, "Tobias Renn", &entity, &err), CAIRN_OK);
    build_digest(kb, digest);
    told_done(&t);
    drop_kb(kb);
    kb = open_threads(1);
    assert_int_equal(cairn_ingest_text(kb, temp_name(&input, "large.txt"), cn_buf_str(&text),
                                       text.len, CAIRN_FORMAT_AUTO, &err),
                     CAIRN_OK);
    assert_int_equal(cairn_ingest_file(kb, temp_name(&input, "small.txt"), CAIRN_FORMAT_AUTO, &err),
                     CAIRN_OK);
    build_digest(kb, other);
    assert_string_equal(digest, other);
    cn_buf_done(&text);
    cairn_close(kb);
}

static void standard_input_is_read_under_its_own_uri(void **state)
{
    cairn *kb = open_threads(2);
    cairn_error err = CAIRN_ERROR_INIT;
    const int before = dup(STDIN_FILENO);
    char *text;
    size_t len;
    int file;
    told t;

    (void)state;
    temp_file_put(&input, "in.txt", "Read from a pipe.");
    file = open(temp_name(&input, "in.txt"), O_RDONLY);
    assert_true(file >= 0 && before >= 0);
    assert_int_equal(dup2(file, STDIN_FILENO), STDIN_FILENO);
    told_init(&t);
    ingest(kb, "-", &t);
    assert_int_equal(dup2(before, STDIN_FILENO), STDIN_FILENO);
    close(file);
    close(before);
    assert_report(&t, 1, 0, 0);
    small_build(kb);
    assert_int_equal(cairn_document_text(kb, "stdin:", &text, &len, &err), CAIRN_OK);
    assert_string_equal(text, "Read from a pipe.");
    cairn_text_free(text);
    told_done(&t);
    cairn_close(kb);
}

/* ---- Again ------------------------------------------------------------------------ */

static void unchanged_documents_are_not_stored_again(void **state)
{
    static const char renamed[] = "{\"id\": \"a\", \"title\": \"New\", \"text\": \"Same.\"}\n";
    cairn *kb = open_threads(2);
    char before[33], after[33];
    told t;

    (void)state;
    put_rows("rows.jsonl");
    temp_file_put(&input, "a.jsonl", "{\"id\": \"a\", \"title\": \"Old\", \"text\": \"Same.\"}\n");
    told_init(&t);
    ingest(kb, input.path, &t);
    build_digest(kb, before);
    ingest(kb, input.path, &t);
    assert_report(&t, ROWS - ROWS_BAD + 1, ROWS - ROWS_BAD + 1, 2 * ROWS_BAD);
    assert_int_equal(stats_of(kb).pending, 0);
    build_digest(kb, after);
    assert_string_equal(before, after);
    temp_file_put(&input, "a.jsonl", renamed); /* a title is content */
    t.report = (cairn_ingest_report){0, 0, 0};
    t.done = 0;
    ingest(kb, temp_name(&input, "a.jsonl"), &t);
    assert_report(&t, 1, 0, 0);
    assert_true(stats_of(kb).pending > 0);
    build_digest(kb, after);
    assert_string_not_equal(before, after);
    told_done(&t);
    cairn_close(kb);
}

static void the_last_of_one_uri_stays(void **state)
{
    cairn *kb = open_threads(2);
    cairn_error err = CAIRN_ERROR_INIT;
    char twice[33], once[33], *text;
    size_t len;
    told t;

    (void)state;
    temp_file_put(&input, "a.jsonl",
                  "{\"id\": \"a\", \"text\": \"Ada Marsh was born in Halvery.\"}\n"
                  "{\"id\": \"a\", \"text\": \"Tom Reed was born in Port Vale.\"}\n");
    told_init(&t);
    ingest(kb, input.path, &t);
    build_digest(kb, twice);
    assert_int_equal(stats_of(kb).documents, 1);
    assert_int_equal(cairn_document_text(kb, "a", &text, &len, &err), CAIRN_OK);
    assert_string_equal(text, "Tom Reed was born in Port Vale.");
    cairn_text_free(text);
    drop_kb(kb);
    kb = open_threads(1);
    temp_file_put(&input, "a.jsonl",
                  "{\"id\": \"a\", \"text\": \"Tom Reed was born in Port Vale.\"}\n");
    t.done = 0;
    t.report = (cairn_ingest_report){0, 0, 0};
    ingest(kb, input.path, &t);
    build_digest(kb, once);
    assert_string_equal(twice, once);
    told_done(&t);
    cairn_close(kb);
}

/* ---- Stopped ---------------------------------------------------------------------- */

static void a_stopped_ingest_keeps_what_was_read(void **state)
{
    enum { STOP_AT = 300 };
    char whole[33], resumed[33];
    cairn_error err = CAIRN_ERROR_INIT;
    told t;
    cairn *kb = open_threads(2);

    (void)state;
    put_rows("rows.jsonl");
    told_init(&t);
    ingest(kb, input.path, &t);
    build_digest(kb, whole);
    told_done(&t);
    drop_kb(kb);
    for (uint32_t n_threads = 1; n_threads <= 3; n_threads += 2) {
        kb = open_threads(n_threads);
        told_init(&t);
        t.stop_at = STOP_AT;
        assert_int_equal(try_ingest(kb, input.path, &t, &err), CAIRN_ECANCELED);
        assert_int_equal(t.report.added, STOP_AT);
        assert_int_equal(stats_of(kb).pending, STOP_AT);
        small_build(kb);
        assert_int_equal(stats_of(kb).documents, STOP_AT);
        told_done(&t);
        told_init(&t);
        ingest(kb, input.path, &t);
        assert_report(&t, ROWS - ROWS_BAD - STOP_AT, STOP_AT, ROWS_BAD);
        build_digest(kb, resumed);
        assert_string_equal(resumed, whole);
        told_done(&t);
        drop_kb(kb);
    }
}

static void an_interrupt_stops_the_ingest_and_not_the_next(void **state)
{
    cairn *kb = open_threads(2);
    cairn_error err = CAIRN_ERROR_INIT;
    told t;

    (void)state;
    put_rows("rows.jsonl");
    told_init(&t);
    cairn_interrupt(kb);
    assert_int_equal(try_ingest(kb, input.path, &t, &err), CAIRN_ECANCELED);
    assert_string_equal(err.message, "interrupted");
    t.report = (cairn_ingest_report){0, 0, 0};
    t.done = 0;
    ingest(kb, input.path, &t);
    assert_int_equal(t.report.added + t.report.unchanged, ROWS - ROWS_BAD);
    told_done(&t);
    cairn_close(kb);
}

#define INGEST_TEST(claim) cmocka_unit_test_setup_teardown(claim, make_dirs, remove_dirs)

int main(void)
{
    const struct CMUnitTest tests[] = {
        INGEST_TEST(refusals_are_told_in_order_and_counted),
        INGEST_TEST(bad_lines_of_a_large_file_are_named_with_their_line),
        INGEST_TEST(paths_that_are_not_there_are_refusals),
        INGEST_TEST(a_single_input_fails_with_its_problem),
        INGEST_TEST(threads_and_ways_of_arrival_give_one_digest),
        INGEST_TEST(a_large_document_is_extracted_by_the_build),
        INGEST_TEST(standard_input_is_read_under_its_own_uri),
        INGEST_TEST(unchanged_documents_are_not_stored_again),
        INGEST_TEST(the_last_of_one_uri_stays),
        INGEST_TEST(a_stopped_ingest_keeps_what_was_read),
        INGEST_TEST(an_interrupt_stops_the_ingest_and_not_the_next),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
