/* Sources: formats, encodings, and what is refused. */
#define _XOPEN_SOURCE 700

#include <fcntl.h>

#include "unit/ingest/folder.h"

static void read_file(collected *all, const char *path)
{
    const cn_sink sink = {collect_document, collect_refusal, all};

    memset(all, 0, sizeof(*all));
    all->rc = cn_source_read_file(path, CAIRN_FORMAT_AUTO, &sink, &all->err);
}

static void name_decides_the_format_then_content(void **state)
{
    static const struct {
        const char *path, *text;
        int format;
    } cases[] = {
        {"a.md", "{}", CAIRN_FORMAT_MARKDOWN},
        {"a.MARKDOWN", "", CAIRN_FORMAT_MARKDOWN},
        {"a.mdown", "", CAIRN_FORMAT_MARKDOWN},
        {"a.htm", "", CAIRN_FORMAT_HTML},
        {"a.xhtml", "", CAIRN_FORMAT_HTML},
        {"a.json", "", CAIRN_FORMAT_JSON},
        {"a.ndjson", "", CAIRN_FORMAT_JSONL},
        {"a.csv", "", CAIRN_FORMAT_CSV},
        {"a.tab", "", CAIRN_FORMAT_TSV},
        {"a.txt", "{\"a\": 1}", CAIRN_FORMAT_TEXT},
        {"a.log", "<html>", CAIRN_FORMAT_TEXT},
        {"LICENSE", "Some text", CAIRN_FORMAT_TEXT},
        {"a.xyz", "Some text", CAIRN_FORMAT_TEXT},
        {"", " {\"a\": 1}\n", CAIRN_FORMAT_JSON},
        {"", "[1,\n2]", CAIRN_FORMAT_JSON},
        {"", "{\"a\": 1}\n{\"a\": 2}\n", CAIRN_FORMAT_JSONL},
        {"", "[1] A footnote.", CAIRN_FORMAT_TEXT},
        {"x.d/page", "\n<!DOCTYPE html><p>", CAIRN_FORMAT_HTML},
        {"page", "<HTML lang=en>", CAIRN_FORMAT_HTML},
        {"", "", CAIRN_FORMAT_TEXT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        if (cn_source_format(cases[i].path, cases[i].text, strlen(cases[i].text)) !=
            cases[i].format)
            fail_msg("%s with %s", cases[i].path, cases[i].text);
}

static void empty_files_are_refused(void **state)
{
    collected all;

    (void)state;
    collect(&all, "x.txt", "");
    assert_error(&all, CAIRN_EPARSE, "x.txt is empty");
    collect(&all, "x.csv", "\xEF\xBB\xBF");
    assert_error(&all, CAIRN_EPARSE, "x.csv is empty");
    collect(&all, "", "");
    assert_error(&all, CAIRN_EPARSE, "uri:test is empty");
    collect(&all, "-", "");
    assert_error(&all, CAIRN_EPARSE, "standard input is empty");
}

static void known_formats_that_are_not_read_are_named(void **state)
{
    collected all;

    (void)state;
    collect(&all, "x.pdf", "%PDF-1.4 ...");
    assert_error(&all, CAIRN_EPARSE, "x.pdf: this format (PDF) is not supported yet");
    collect(&all, "y.docx", "PK\x03\x04...");
    assert_error(&all, CAIRN_EPARSE, "y.docx: this format (DOCX) is not supported yet");
    collect(&all, "z", "PK\x03\x04...");
    assert_error(&all, CAIRN_EPARSE, "z: this format (archive) is not supported yet");
    collect(&all, "x.txt", "\x89PNG\r\n");
    assert_error(&all, CAIRN_EPARSE, "x.txt: this format (PNG) is not supported yet");
    collect(&all, "x.rtf", "{\\rtf1 x}");
    assert_error(&all, CAIRN_EPARSE, "x.rtf: this format (RTF) is not supported yet");
}

static void binary_data_is_refused_whatever_its_name(void **state)
{
    static const char *const paths[] = {"x.bin", "x.txt", "x.md", "x.json", "x.csv", "x.html"};
    char bytes[1000];
    collected all;

    (void)state;
    for (size_t i = 0; i < sizeof(bytes); i++)
        bytes[i] = (char)(i * 37 + i / 7);
    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        collect_bytes(&all, paths[i], bytes, sizeof(bytes), CAIRN_FORMAT_AUTO);
        assert_error(&all, CAIRN_EPARSE, ": looks like binary data, not text");
    }
}

static void encodings_are_decoded(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
    } cases[] = {
        {"\xFF\xFE\xE9\0t\0\xE9\0.\0", 10},
        {"\xFE\xFF\0\xE9\0t\0\xE9\0.", 10},
        {"\xEF\xBB\xBF\xC3\xA9t\xC3\xA9.", 9},
        {"\xC3\xA9t\xC3\xA9.", 6},
    };
    collected all;

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        collect_bytes(&all, "a.txt", cases[i].bytes, cases[i].len, CAIRN_FORMAT_AUTO);
        assert_collected(&all, 1, 0);
        assert_string_equal(all.docs[0]->text.data, "\xC3\xA9t\xC3\xA9.");
        assert_int_equal(all.docs[0]->is_verbatim, i >= 2);
        collected_done(&all);
    }
}

static void utf16_without_a_mark_is_no_binary_data(void **state)
{
    static const char text[] = "A plain text of some length, as Windows writes it.";
    char wide[2 * sizeof(text)] = "";
    collected all;

    (void)state;
    for (size_t i = 0; text[i]; i++)
        wide[2 * i] = text[i];
    collect_bytes(&all, "a.txt", wide, 2 * strlen(text), CAIRN_FORMAT_AUTO);
    assert_collected(&all, 1, 0);
    assert_string_equal(all.docs[0]->text.data, text);
    collected_done(&all);
}

static void invalid_and_mixed_encodings_become_valid_text(void **state)
{
    static const char *const texts[] = {
        "valid \xC3\xA9 \xC3\xA8 \xC3\xA0 \xC3\xAA, cut \xC3", "\x80\x81\xFE\xFF lone \xED\xA0\x80",
        "caf\xC3\xA9 and caf\xE9 and caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9"};
    static const char *const paths[] = {"a.txt", "a.md", "a.html", "a.csv"};
    collected all;

    (void)state;
    for (size_t t = 0; t < 3; t++) {
        for (size_t p = 0; p < 4; p++) {
            collect(&all, paths[p], texts[t]);
            assert_collected(&all, 1, 0);
            assert_false(all.docs[0]->is_verbatim);
            collected_done(&all);
        }
    }
}

static void unknown_format_is_the_callers_mistake(void **state)
{
    collected all;

    (void)state;
    collect_bytes(&all, "a.txt", "x", 1, 99);
    assert_error(&all, CAIRN_EINVAL, "a.txt: format 99 is not one of cairn_format");
}

static void uri_is_the_path_made_plain(void **state)
{
    folder f;
    collected all;
    char path[500];

    (void)state;
    folder_make(&f);
    folder_mkdir(&f, "b");
    folder_write(&f, "b/a.txt", "Text.");
    snprintf(path, sizeof(path), "%s/.//./b//a.txt", f.path);
    read_file(&all, path);
    assert_collected(&all, 1, 0);
    assert_string_equal(all.docs[0]->uri, folder_path(&f, "b/a.txt"));
    assert_string_equal(all.docs[0]->source, path);
    collected_done(&all);
    folder_remove(&f);
}

static void standard_input_has_a_uri_of_its_own(void **state)
{
    const int before = dup(STDIN_FILENO);
    folder f;
    collected all;
    int file;

    (void)state;
    folder_make(&f);
    folder_write(&f, "rows", "{\"text\": \"One.\"}\n{\"id\": \"b\", \"text\": \"Two.\"}\n");
    file = open(folder_path(&f, "rows"), O_RDONLY);
    assert_true(before >= 0 && file >= 0);
    assert_int_equal(dup2(file, STDIN_FILENO), STDIN_FILENO);
    read_file(&all, "-");
    assert_int_equal(dup2(before, STDIN_FILENO), STDIN_FILENO);
    close(file);
    close(before);
    assert_collected(&all, 2, 0);
    assert_string_equal(all.docs[0]->uri, "stdin:#1");
    assert_string_equal(all.docs[1]->uri, "b");
    collected_done(&all);
    folder_remove(&f);
}

static void a_page_is_read_in_the_charset_it_names(void **state)
{
    collected all;

    (void)state;
    collect(&all, "a.html", "<meta charset=\"koi8-r\"><p>\xED\xC9\xD2 and peace</p>");
    assert_collected(&all, 1, 0);
    assert_non_null(strstr(all.docs[0]->text.data, "\xD0\x9C\xD0\xB8\xD1\x80 and peace"));
    collected_done(&all);
}

static void files_that_cannot_be_read_are_errors(void **state)
{
    folder f;
    collected all;

    (void)state;
    folder_make(&f);
    read_file(&all, folder_path(&f, "missing.txt"));
    assert_error(&all, CAIRN_EIO, "missing.txt");
    read_file(&all, folder_path(&f, "missing.jsonl"));
    assert_error(&all, CAIRN_EIO, "missing.jsonl");
    read_file(&all, f.path);
    assert_error(&all, CAIRN_EIO, f.path);
    assert_int_equal(mkfifo(folder_path(&f, "pipe.jsonl"), 0600), 0);
    read_file(&all, folder_path(&f, "pipe.jsonl"));
    assert_error(&all, CAIRN_EIO, "pipe.jsonl");
    folder_write(&f, "secret.txt", "x");
    assert_int_equal(chmod(folder_path(&f, "secret.txt"), 0), 0);
    read_file(&all, folder_path(&f, "secret.txt"));
    if (geteuid() != 0)
        assert_error(&all, CAIRN_EIO, "secret.txt");
    collected_done(&all);
    folder_write(&f, "empty.jsonl", "");
    read_file(&all, folder_path(&f, "empty.jsonl"));
    assert_error(&all, CAIRN_EPARSE, "empty.jsonl is empty");
    folder_remove(&f);
}

static void files_over_the_limit_are_refused(void **state)
{
    static const char *const names[] = {"big.txt", "big.jsonl"};
    folder f;
    collected all;

    (void)state;
    folder_make(&f);
    for (size_t i = 0; i < 2; i++) {
        folder_write(&f, names[i], "x");
        /* Sparse: it takes no room on the disk. */
        assert_int_equal(truncate(folder_path(&f, names[i]), (off_t)CN_SOURCE_MAX + 1), 0);
        read_file(&all, folder_path(&f, names[i]));
        assert_true(all.rc < 0);
        assert_non_null(strstr(all.err.message, "larger than 1073741824 bytes"));
    }
    folder_remove(&f);
}

static int stop_at_document(void *user, cn_document *doc, cairn_error *err)
{
    ++*(int *)user;
    cn_document_free(doc);
    return cn_fail(err, CAIRN_ECANCELED, 0, "stop");
}

static int stop_at_refusal(void *user, const char *place, const char *sentence, cairn_error *err)
{
    (void)place;
    (void)sentence;
    ++*(int *)user;
    return cn_fail(err, CAIRN_ECANCELED, 0, "stop");
}

static void sinks_can_stop_every_reader(void **state)
{
    static const struct {
        const char *path, *text;
    } cases[] = {
        {"a.txt", "x"},
        {"a.md", "x"},
        {"a.html", "x"},
        {"a.csv", "a,b\n1,2\n"},
        {"a.csv", "a,b\n1,\"2\n"},
        {"a.json", "[{\"text\": \"x\"}, {\"text\": \"y\"}]"},
        {"a.jsonl", "{\"text\": \"x\"}\n{\"text\": \"y\"}"},
        {"a.jsonl", "}\n}"},
    };
    int64_t live = cn_mem_live();

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int n = 0;
        const cn_sink sink = {stop_at_document, stop_at_refusal, &n};
        cairn_error err = CAIRN_ERROR_INIT;

        assert_int_equal(cn_source_read_bytes("u", cases[i].path, cases[i].text,
                                              strlen(cases[i].text), CAIRN_FORMAT_AUTO, &sink,
                                              &err),
                         CAIRN_ECANCELED);
        assert_string_equal(err.message, "stop");
        assert_int_equal(n, 1);
        assert_int_equal(cn_mem_live(), live);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(name_decides_the_format_then_content),
        cmocka_unit_test(empty_files_are_refused),
        cmocka_unit_test(known_formats_that_are_not_read_are_named),
        cmocka_unit_test(binary_data_is_refused_whatever_its_name),
        cmocka_unit_test(encodings_are_decoded),
        cmocka_unit_test(utf16_without_a_mark_is_no_binary_data),
        cmocka_unit_test(invalid_and_mixed_encodings_become_valid_text),
        cmocka_unit_test(unknown_format_is_the_callers_mistake),
        cmocka_unit_test(uri_is_the_path_made_plain),
        cmocka_unit_test(standard_input_has_a_uri_of_its_own),
        cmocka_unit_test(a_page_is_read_in_the_charset_it_names),
        cmocka_unit_test(files_that_cannot_be_read_are_errors),
        cmocka_unit_test(files_over_the_limit_are_refused),
        cmocka_unit_test(sinks_can_stop_every_reader),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
