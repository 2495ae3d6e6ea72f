/* Parts: slices of a large JSONL file are the file, and reading them is reading it. */
#define _XOPEN_SOURCE 700

#include "unit/ingest/folder.h"

#include "base/hash.h"
#include "ingest/parts.h"
#include "unit/base/oom_walk.h"

#define LARGE_BYTES ((size_t)700 << 10) /* several slices */
#define NOTES_MAX ((size_t)64 << 20)
enum { PARTS_MAX = 64 };

typedef struct taken {
    cn_parts *parts;
    cn_part items[PARTS_MAX];
    size_t n;
} taken;

static void take_all(taken *all, int format, const char *const *paths, size_t n)
{
    int rc;

    *all = (taken){.n = 0};
    assert_int_equal(cn_parts_new(format, &all->parts, NULL), CAIRN_OK);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(cn_parts_add(all->parts, paths[i], NULL), CAIRN_OK);
    while ((rc = cn_parts_next(all->parts, &all->items[all->n], NULL)) == CAIRN_ROW) {
        all->n++;
        assert_true(all->n < PARTS_MAX);
    }
    assert_int_equal(rc, CAIRN_OK);
}

static void take(taken *all, int format, const char *path)
{
    take_all(all, format, &path, 1);
}

static void taken_done(taken *all)
{
    for (size_t i = 0; i < all->n; i++)
        cn_part_done(&all->items[i]);
    cn_parts_free(all->parts);
}

/* Rows of many lengths; some are bad, blank, without an id, or in Latin-1. */
static void make_rows(cn_buf *rows, size_t len)
{
    cn_buf_init(rows, NOTES_MAX);
    for (unsigned i = 0; rows->len < len; i++) {
        if (i % 97 == 5)
            cn_buf_add_str(rows, "{\"id\": \"cut\n");
        else if (i % 89 == 7)
            cn_buf_add_str(rows, " \t\n\n");
        else if (i % 83 == 11)
            cn_buf_printf(rows, "{\"text\": \"Caf\xE9 %u\"}\r\n", i);
        else if (i % 79 == 13)
            cn_buf_printf(rows, "{\"text\": \"No id %u.\"}\n", i);
        else
            cn_buf_printf(rows, "{\"id\": \"row:%u\", \"title\": \"Row %u\", \"text\": \"%0*u\"}\n",
                          i, i, (int)(1 + i * 7919U % 900), i);
    }
}

static const char *put_rows(const folder *f, const char *name, cn_buf *rows)
{
    make_rows(rows, LARGE_BYTES);
    folder_write_bytes(f, name, rows->data, rows->len);
    return folder_path(f, name);
}

static uint64_t count_lines(const char *text, size_t len)
{
    uint64_t n = 0;

    for (size_t i = 0; i < len; i++)
        n += text[i] == '\n';
    return n;
}

/* Slices of one file, in order and whole, each at a line's beginning. */
static void assert_slices(const taken *all, const cn_buf *file)
{
    size_t at = 0;

    assert_true(all->n > 2);
    for (size_t i = 0; i < all->n; i++) {
        const cn_part *part = &all->items[i];

        assert_non_null(part->text);
        assert_true(part->len > 0 && part->len <= file->len - at);
        assert_memory_equal(part->text, file->data + at, part->len);
        assert_int_equal(part->src_base, at);
        assert_int_equal(part->first_line, 1 + count_lines(file->data, at));
        at += part->len;
        assert_true(at == file->len || file->data[at - 1] == '\n');
    }
    assert_int_equal(at, file->len);
}

static void slices_concatenate_to_the_file(void **state)
{
    folder f;
    taken all;
    cn_buf rows;
    const char *path;

    (void)state;
    folder_make(&f);
    path = put_rows(&f, "rows.jsonl", &rows);
    take(&all, CAIRN_FORMAT_AUTO, path);
    assert_slices(&all, &rows);
    for (size_t i = 0; i < all.n; i++)
        assert_string_equal(all.items[i].path, path);
    taken_done(&all);
    rows.len--; /* no line end at the end */
    folder_write_bytes(&f, "rows.jsonl", rows.data, rows.len);
    take(&all, CAIRN_FORMAT_AUTO, path);
    assert_slices(&all, &rows);
    taken_done(&all);
    cn_buf_done(&rows);
    folder_remove(&f);
}

static void a_line_longer_than_a_slice_is_not_cut(void **state)
{
    folder f;
    taken all;
    cn_buf line;

    (void)state;
    folder_make(&f);
    cn_buf_init(&line, NOTES_MAX);
    cn_buf_add_str(&line, "{\"text\": \"");
    while (line.len < LARGE_BYTES)
        cn_buf_add_str(&line, "no end ");
    cn_buf_add_str(&line, "\"}\n");
    folder_write_bytes(&f, "one.jsonl", line.data, line.len);
    take(&all, CAIRN_FORMAT_AUTO, folder_path(&f, "one.jsonl"));
    assert_int_equal(all.n, 1);
    assert_int_equal(all.items[0].len, line.len);
    assert_int_equal(all.items[0].first_line, 1);
    taken_done(&all);
    cn_buf_done(&line);
    folder_remove(&f);
}

static void assert_whole(int format, const char *path)
{
    taken all;

    take(&all, format, path);
    assert_int_equal(all.n, 1);
    assert_null(all.items[0].text);
    assert_int_equal(all.items[0].format, format);
    assert_string_equal(all.items[0].path, path);
    taken_done(&all);
}

static void assert_sliced(int format, const char *path)
{
    taken all;

    take(&all, format, path);
    assert_true(all.n > 2);
    taken_done(&all);
}

static void only_large_jsonl_is_sliced(void **state)
{
    folder f;
    cn_buf rows;

    (void)state;
    folder_make(&f);
    assert_sliced(CAIRN_FORMAT_AUTO, put_rows(&f, "a.jsonl", &rows));
    assert_sliced(CAIRN_FORMAT_JSONL, folder_path(&f, "a.jsonl"));
    assert_whole(CAIRN_FORMAT_TEXT, folder_path(&f, "a.jsonl"));
    folder_write_bytes(&f, "b.NDJSON", rows.data, rows.len);
    assert_sliced(CAIRN_FORMAT_AUTO, folder_path(&f, "b.NDJSON"));
    folder_write_bytes(&f, "c.txt", rows.data, rows.len);
    assert_whole(CAIRN_FORMAT_AUTO, folder_path(&f, "c.txt"));
    assert_sliced(CAIRN_FORMAT_JSONL, folder_path(&f, "c.txt"));
    folder_write_bytes(&f, "small.jsonl", rows.data, 1000);
    assert_whole(CAIRN_FORMAT_AUTO, folder_path(&f, "small.jsonl"));
    folder_write(&f, "empty.jsonl", "");
    assert_whole(CAIRN_FORMAT_AUTO, folder_path(&f, "empty.jsonl"));
    cn_buf_done(&rows);
    folder_remove(&f);
}

/* What a reader must see from its beginning to judge, and what is no file at all. */
static void other_encodings_and_missing_files_come_whole(void **state)
{
    static const char *const begins[] = {"\xEF\xBB\xBF{", "\xFF\xFE{", "{\0\"", "{\\rtf1", "\n{"};
    static const size_t lens[] = {4, 3, 3, 6, 2};
    folder f;
    cn_buf rows;

    (void)state;
    folder_make(&f);
    put_rows(&f, "a.jsonl", &rows);
    for (size_t i = 0; i < sizeof lens / sizeof *lens; i++) {
        memcpy(rows.data, begins[i], lens[i]);
        folder_write_bytes(&f, "a.jsonl", rows.data, rows.len);
        assert_whole(CAIRN_FORMAT_AUTO, folder_path(&f, "a.jsonl"));
    }
    assert_whole(CAIRN_FORMAT_JSONL, folder_path(&f, "missing.jsonl"));
    assert_whole(CAIRN_FORMAT_JSONL, f.path);
    cn_buf_done(&rows);
    folder_remove(&f);
}

static void standard_input_is_not_a_file_of_that_name(void **state)
{
    char before[400];
    folder f;
    cn_buf rows;

    (void)state;
    folder_make(&f);
    put_rows(&f, "-", &rows);
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(f.path), 0);
    assert_whole(CAIRN_FORMAT_JSONL, "-");
    assert_sliced(CAIRN_FORMAT_JSONL, "./-");
    assert_int_equal(chdir(before), 0);
    cn_buf_done(&rows);
    folder_remove(&f);
}

static void files_come_in_the_order_they_were_added(void **state)
{
    static const char *const names[] = {"z.txt", "b.jsonl", "missing", "a.jsonl", "z.txt"};
    enum { N = sizeof names / sizeof *names };
    char copies[N][400];
    const char *paths[N];
    folder f;
    taken all;
    cn_buf rows;
    size_t at = 0;

    (void)state;
    folder_make(&f);
    put_rows(&f, "a.jsonl", &rows);
    folder_write_bytes(&f, "b.jsonl", rows.data, rows.len);
    folder_write(&f, "z.txt", "A text.");
    for (size_t i = 0; i < N; i++) {
        strcpy(copies[i], folder_path(&f, names[i]));
        paths[i] = copies[i];
    }
    take_all(&all, CAIRN_FORMAT_AUTO, paths, N);
    for (size_t i = 0; i < N; i++) {
        const bool is_sliced = strstr(names[i], ".jsonl") != NULL;
        const size_t first = at;

        while (at < all.n && strcmp(all.items[at].path, paths[i]) == 0)
            at++;
        assert_true(is_sliced ? at - first > 2 : at - first == 1);
    }
    assert_int_equal(at, all.n);
    taken_done(&all);
    cn_buf_done(&rows);
    folder_remove(&f);
}

/* ---- Reading: a line for each document and each refusal ---------------------- */

static int note_document(void *user, cn_document *doc, cairn_error *err)
{
    const cn_hash128 hash = cn_hash_wide(cn_buf_str(&doc->text), doc->text.len);
    const cn_block *block = &doc->blocks[0];

    (void)err;
    cn_buf_printf(user, "%s %s %s %d %d %016llx %llu %llu\n", doc->uri, doc->source, doc->title,
                  doc->format, doc->is_verbatim, (unsigned long long)hash.low,
                  (unsigned long long)block->src_first, (unsigned long long)block->src_len);
    cn_document_free(doc);
    return CAIRN_OK;
}

static int note_refusal(void *user, const char *place, const char *sentence, cairn_error *err)
{
    (void)err;
    cn_buf_printf(user, "%s: %s\n", place, sentence);
    return CAIRN_OK;
}

static void note_result(cn_buf *notes, int rc, const cairn_error *err)
{
    if (rc < 0)
        cn_buf_printf(notes, "%d %s\n", rc, err->message);
}

static void assert_parts_read_as_the_file(const char *path)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_buf whole, sliced;
    const cn_sink to_whole = {note_document, note_refusal, &whole};
    const cn_sink to_sliced = {note_document, note_refusal, &sliced};
    taken all;

    cn_buf_init(&whole, NOTES_MAX);
    cn_buf_init(&sliced, NOTES_MAX);
    note_result(&whole, cn_source_read_file(path, CAIRN_FORMAT_AUTO, &to_whole, &err), &err);
    take(&all, CAIRN_FORMAT_AUTO, path);
    for (size_t i = 0; i < all.n; i++)
        note_result(&sliced, cn_part_read(&all.items[i], &to_sliced, &err), &err);
    taken_done(&all);
    assert_true(whole.len > 0);
    assert_string_equal(cn_buf_str(&sliced), cn_buf_str(&whole));
    cn_buf_done(&whole);
    cn_buf_done(&sliced);
}

static void reading_all_parts_is_reading_the_file(void **state)
{
    folder f;
    cn_buf rows;

    (void)state;
    folder_make(&f);
    assert_parts_read_as_the_file(put_rows(&f, "rows.jsonl", &rows));
    cn_buf_done(&rows);
    folder_write(&f, "small.jsonl", "{\"id\": 1, \"text\": \"x\"}\n}\n");
    assert_parts_read_as_the_file(folder_path(&f, "small.jsonl"));
    assert_parts_read_as_the_file(folder_path(&f, "missing.jsonl"));
    folder_remove(&f);
}

/* UTF-16 without a mark, RTF and binary data may begin with a brace as JSONL does. */
static void what_only_looks_like_jsonl_is_read_as_the_file(void **state)
{
    folder f;
    cn_buf rows, other;

    (void)state;
    folder_make(&f);
    make_rows(&rows, LARGE_BYTES);
    cn_buf_init(&other, NOTES_MAX);
    for (size_t i = 0; i < rows.len; i++) {
        cn_buf_add_char(&other, rows.data[i] & 0x7F);
        cn_buf_add_char(&other, '\0');
    }
    folder_write_bytes(&f, "wide.jsonl", other.data, other.len);
    assert_parts_read_as_the_file(folder_path(&f, "wide.jsonl"));
    memcpy(rows.data, "{\\rtf1", 6);
    folder_write_bytes(&f, "rtf.jsonl", rows.data, rows.len);
    assert_parts_read_as_the_file(folder_path(&f, "rtf.jsonl"));
    for (size_t i = 1; i < rows.len; i++)
        rows.data[i] = (char)(1 + i % 6);
    folder_write_bytes(&f, "binary.jsonl", rows.data, rows.len);
    assert_parts_read_as_the_file(folder_path(&f, "binary.jsonl"));
    cn_buf_done(&other);
    cn_buf_done(&rows);
    folder_remove(&f);
}

static void a_part_reads_the_same_in_any_order(void **state)
{
    folder f;
    taken all;
    cn_buf rows, forth[PARTS_MAX], back;

    (void)state;
    folder_make(&f);
    take(&all, CAIRN_FORMAT_AUTO, put_rows(&f, "rows.jsonl", &rows));
    cn_parts_free(all.parts); /* the last part holds the mapping, but the paths went */
    all.parts = NULL;
    for (size_t i = 0; i < all.n; i++) {
        const cn_sink sink = {note_document, note_refusal, &forth[i]};

        all.items[i].path = "rows.jsonl";
        cn_buf_init(&forth[i], NOTES_MAX);
        assert_int_equal(cn_part_read(&all.items[i], &sink, NULL), CAIRN_OK);
    }
    for (size_t i = all.n; i-- > 0;) {
        const cn_sink sink = {note_document, note_refusal, &back};

        cn_buf_init(&back, NOTES_MAX);
        assert_int_equal(cn_part_read(&all.items[i], &sink, NULL), CAIRN_OK);
        assert_string_equal(cn_buf_str(&back), cn_buf_str(&forth[i]));
        cn_buf_done(&back);
        cn_buf_done(&forth[i]);
    }
    taken_done(&all);
    cn_buf_done(&rows);
    folder_remove(&f);
}

static void parts_left_over_are_given_back(void **state)
{
    folder f;
    cn_parts *parts = NULL;
    cn_part part;
    cn_buf rows;
    const char *path;

    (void)state;
    folder_make(&f);
    path = put_rows(&f, "rows.jsonl", &rows);
    assert_int_equal(cn_parts_new(CAIRN_FORMAT_AUTO, &parts, NULL), CAIRN_OK);
    assert_int_equal(cn_parts_add(parts, path, NULL), CAIRN_OK);
    assert_int_equal(cn_parts_next(parts, &part, NULL), CAIRN_ROW);
    cn_part_done(&part);
    cn_parts_free(parts);
    cn_parts_free(NULL);
    assert_int_equal(cn_parts_new(CAIRN_FORMAT_AUTO, &parts, NULL), CAIRN_OK);
    assert_int_equal(cn_parts_next(parts, &part, NULL), CAIRN_OK);
    assert_int_equal(cn_parts_next(parts, &part, NULL), CAIRN_OK);
    cn_parts_free(parts);
    cn_buf_done(&rows);
    folder_remove(&f);
}

static int read_all(void *user)
{
    const cn_sink sink = {note_document, note_refusal, &(cn_buf){.max = 0}};
    cn_parts *parts = NULL;
    cn_part part;
    int rc = cn_parts_new(CAIRN_FORMAT_AUTO, &parts, NULL);

    if (rc == CAIRN_OK)
        rc = cn_parts_add(parts, user, NULL);
    while (rc == CAIRN_OK && (rc = cn_parts_next(parts, &part, NULL)) == CAIRN_ROW) {
        rc = cn_part_read(&part, &sink, NULL);
        cn_part_done(&part);
    }
    cn_parts_free(parts);
    return rc;
}

static void lack_of_memory_is_survived(void **state)
{
    char path[400];
    cn_buf text;
    folder f;

    (void)state;
    folder_make(&f);
    cn_buf_init(&text, NOTES_MAX);
    for (unsigned i = 0; i < 3; i++)
        cn_buf_printf(&text, "{\"id\": %u, \"text\": \"%0*u\"}\n", i, 100000, i);
    folder_write_bytes(&f, "rows.jsonl", text.data, text.len);
    cn_buf_done(&text);
    strcpy(path, folder_path(&f, "rows.jsonl"));
    walk_failures(read_all, path);
    folder_remove(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_concatenate_to_the_file),
        cmocka_unit_test(a_line_longer_than_a_slice_is_not_cut),
        cmocka_unit_test(only_large_jsonl_is_sliced),
        cmocka_unit_test(other_encodings_and_missing_files_come_whole),
        cmocka_unit_test(standard_input_is_not_a_file_of_that_name),
        cmocka_unit_test(files_come_in_the_order_they_were_added),
        cmocka_unit_test(reading_all_parts_is_reading_the_file),
        cmocka_unit_test(what_only_looks_like_jsonl_is_read_as_the_file),
        cmocka_unit_test(a_part_reads_the_same_in_any_order),
        cmocka_unit_test(parts_left_over_are_given_back),
        cmocka_unit_test(lack_of_memory_is_survived),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
