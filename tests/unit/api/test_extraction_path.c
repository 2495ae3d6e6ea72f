/* Extraction from files and folders: the order of the input, at any number of threads. */
#include "base/buf.h"
#include "base/hash.h"
#include "small_kb.h"

enum { FILES = 12, LONG_PARAGRAPHS = 2500 };

typedef struct seen {
    cn_buf lines;  /* what was found, in order */
    cn_buf issues; /* where and why */
    unsigned n_passages, stop_at;
} seen;

static int look(cairn_extracted *found, void *user)
{
    seen *s = user;
    size_t len;
    uint64_t first_byte;
    const char *text = cairn_extracted_text(found, &len, &first_byte);
    cairn_statement statement;
    cairn_token token;

    while (cairn_extracted_next_statement(found, &statement) == CAIRN_ROW) {
        assert_true(statement.first_byte >= first_byte);
        assert_true(statement.first_byte + statement.len <= first_byte + len);
        assert_memory_equal(text + (statement.first_byte - first_byte), statement.sentence,
                            statement.len);
        cn_buf_printf(&s->lines, "%s %llu %s|%s|%s\n", cairn_extracted_uri(found),
                      (unsigned long long)statement.first_byte, statement.subject.name,
                      statement.relation, statement.object.name);
    }
    assert_int_equal(cairn_extracted_next_token(found, &token), CAIRN_OK);
    cn_buf_printf(&s->lines, "%s %s\n", cairn_extracted_uri(found), cairn_extracted_title(found));
    return ++s->n_passages == s->stop_at;
}

static void hear(const char *where, const char *sentence, void *user)
{
    cn_buf_printf(&((seen *)user)->issues, "%s %s\n", where, sentence);
}

static int extract(const char *path, uint32_t n_threads, const char *title, seen *s)
{
    cairn_extractor_options options = CAIRN_EXTRACTOR_OPTIONS_INIT;
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_extractor *x;
    int rc;

    options.n_threads = n_threads;
    cn_buf_init(&s->lines, SIZE_MAX / 2);
    cn_buf_init(&s->issues, SIZE_MAX / 2);
    s->n_passages = 0;
    if (cairn_extractor_new(&x, &options, &err) < 0)
        fail_msg("%s", err.message);
    rc = cairn_extract_path(x, path, CAIRN_FORMAT_AUTO, title, look, hear, s, &err);
    cairn_extractor_free(x);
    return rc;
}

static void forget(seen *s)
{
    cn_buf_done(&s->lines);
    cn_buf_done(&s->issues);
}

static void fill(temp_dir *dir)
{
    char name[32], text[256];

    assert_true(temp_dir_make(dir));
    for (int i = 0; i < FILES; i++) {
        snprintf(name, sizeof name, "f%02d.txt", i);
        snprintf(text, sizeof text, "Port %c is a harbour town. Tom Reed was born in Port %c.\n",
                 'A' + i, 'A' + i);
        temp_file_put(dir, name, text);
    }
    temp_file_put(dir, "f05.txt", ""); /* nothing in it */
}

static void threads_change_nothing(void **state)
{
    seen one = {.stop_at = 0}, four = {.stop_at = 0};
    temp_dir dir;

    (void)state;
    fill(&dir);
    assert_int_equal(extract(dir.path, 1, NULL, &one), CAIRN_OK);
    assert_int_equal(extract(dir.path, 4, NULL, &four), CAIRN_OK);
    assert_int_equal(one.n_passages, FILES - 1);
    assert_string_equal(cn_buf_str(&one.lines), cn_buf_str(&four.lines));
    assert_string_equal(cn_buf_str(&one.issues), cn_buf_str(&four.issues));
    assert_non_null(strstr(cn_buf_str(&one.issues), "f05.txt"));
    assert_non_null(strstr(cn_buf_str(&one.lines), "Port A|is a|"));
    forget(&one);
    forget(&four);
    temp_dir_remove(&dir);
}

/* A document over CN_ARRIVAL_CHUNKS_MAX chunks goes through a pipeline of its own. */
static void a_long_document_is_read_in_order(void **state)
{
    seen one = {.stop_at = 0}, three = {.stop_at = 0};
    temp_dir dir;
    cn_buf text;

    (void)state;
    assert_true(temp_dir_make(&dir));
    cn_buf_init(&text, SIZE_MAX / 2);
    for (int i = 0; i < LONG_PARAGRAPHS; i++) {
        cn_buf_printf(&text, "Port %c%c is a harbour town. ", 'A' + i % 26, 'a' + i / 26 % 26);
        for (int j = 0; j < 40; j++)
            cn_buf_add_str(&text, "Rain fell there. ");
        cn_buf_add_str(&text, "\n\n");
    }
    temp_file_put(&dir, "long.txt", cn_buf_str(&text));
    cn_buf_done(&text);
    assert_int_equal(extract(dir.path, 1, "A title", &one), CAIRN_OK);
    assert_int_equal(extract(dir.path, 3, "A title", &three), CAIRN_OK);
    assert_true(one.n_passages > 256);
    assert_string_equal(cn_buf_str(&one.lines), cn_buf_str(&three.lines));
    assert_non_null(strstr(cn_buf_str(&one.lines), "long.txt A title\n"));
    forget(&one);
    forget(&three);
    temp_dir_remove(&dir);
}

static void the_callback_stops_it(void **state)
{
    seen s = {.stop_at = 3};
    temp_dir dir;

    (void)state;
    fill(&dir);
    assert_int_equal(extract(dir.path, 2, NULL, &s), CAIRN_ECANCELED);
    assert_int_equal(s.n_passages, 3);
    forget(&s);
    temp_dir_remove(&dir);
}

static void what_is_not_there_is_told(void **state)
{
    seen s = {.stop_at = 0};

    (void)state;
    assert_int_equal(extract("/no/such/folder", 1, NULL, &s), CAIRN_OK);
    assert_non_null(strstr(cn_buf_str(&s.issues), "/no/such/folder"));
    forget(&s);
    assert_int_equal(extract("", 1, NULL, &s), CAIRN_EINVAL);
    forget(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(a_long_document_is_read_in_order),
        cmocka_unit_test(the_callback_stops_it),
        cmocka_unit_test(what_is_not_there_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
