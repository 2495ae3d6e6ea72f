/* The extractor as a whole: roles, fields, limits, odd input, memory running out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "ingest/extract.h"
#include "unit/ingest/languages.h"

typedef struct fixture {
    cn_languages *languages;
    cn_extractor *extractor;
    cn_extraction out;
} fixture;

static int set_up(void **state)
{
    static fixture f;

    cn_extraction_init(&f.out);
    *state = &f;
    f.languages = open_languages();
    return cn_extractor_new(&f.extractor, f.languages, NULL);
}

static int tear_down(void **state)
{
    fixture *f = *state;

    cn_extraction_done(&f->out);
    cn_extractor_free(f->extractor);
    cn_languages_close(f->languages);
    return 0;
}

static cn_extract_input input_of(const char *title, int kind, const char *text, size_t len)
{
    return (cn_extract_input){.title = title,
                              .meta = "",
                              .heading = "",
                              .kind = kind,
                              .is_first = true,
                              .text = text,
                              .len = len};
}

static bool is_name(const cn_found_name *name, const char *text)
{
    return name->len == strlen(text) && memcmp(name->surface, text, name->len) == 0 &&
           name->id == cn_hash_id(text, name->len);
}

static const cn_found_mention *find_mention(const fixture *f, const char *name, int role)
{
    for (size_t i = 0; i < f->out.n_mentions; i++)
        if (is_name(&f->out.mentions[i].name, name) && f->out.mentions[i].role == role)
            return &f->out.mentions[i];
    return NULL;
}

static const cn_found_statement *find_statement(const fixture *f, const char *subject,
                                                const char *relation, const char *object)
{
    for (size_t i = 0; i < f->out.n_statements; i++) {
        const cn_found_statement *s = &f->out.statements[i];

        if (is_name(&s->subject, subject) && is_name(&s->relation, relation) &&
            is_name(&s->object, object))
            return s;
    }
    return NULL;
}

static void title_and_headings_are_mentioned_without_a_span(void **state)
{
    static const char text[] = "Nothing here.";
    fixture *f = *state;
    cn_extract_input input = input_of("Ada", CN_CHUNK_PROSE, text, sizeof(text) - 1);
    const cn_found_mention *title, *heading;

    input.heading = "History > Analytical Engine > See also";
    assert_int_equal(cn_extract(f->extractor, &input, &f->out, NULL), CAIRN_OK);
    title = find_mention(f, "Ada", CN_ROLE_TITLE);
    heading = find_mention(f, "Analytical Engine", CN_ROLE_HEADING);
    assert_non_null(title);
    assert_non_null(heading);
    assert_int_equal(title->len + heading->len, 0);
    assert_null(find_mention(f, "History", CN_ROLE_HEADING));
    assert_null(find_mention(f, "See also", CN_ROLE_HEADING));
}

static void white_space_in_a_surface_is_one_space(void **state)
{
    static const char text[] = "He met Ada\n  Lovelace there.";
    fixture *f = *state;
    cn_extract_input input = input_of("", CN_CHUNK_PROSE, text, sizeof(text) - 1);
    const cn_found_mention *ada;

    assert_int_equal(cn_extract(f->extractor, &input, &f->out, NULL), CAIRN_OK);
    ada = find_mention(f, "Ada Lovelace", CN_ROLE_MENTION);
    assert_non_null(ada);
    assert_int_equal(ada->first, 7);
    assert_int_equal(ada->len, 14);
}

static void lines_state_keys_of_the_innermost_heading(void **state)
{
    static const char text[] =
        "Founded: 1887\nSeat: Paris\nURL: http://a.b\nNote: this is a sentence "
        "that goes on and on for long.\na: b: c\n12: no\nEmpty:\n";
    fixture *f = *state;
    cn_extract_input input = input_of("Firms", CN_CHUNK_PROSE, text, sizeof(text) - 1);
    const cn_found_statement *founded;

    input.heading = "Acme > Overview";
    assert_int_equal(cn_extract(f->extractor, &input, &f->out, NULL), CAIRN_OK);
    founded = find_statement(f, "Acme", "founded", "1887");
    assert_non_null(founded);
    assert_int_equal(founded->object_type, CN_TYPE_DATE);
    assert_int_equal(founded->rule, CN_RULE_KEY_VALUE);
    assert_non_null(find_statement(f, "Acme", "seat", "Paris"));
    assert_int_equal(f->out.n_statements, 2);
}

static void rows_state_their_cells(void **state)
{
    static const char text[] = "City: Oslo\nCountry: Norway\nPopulation: 700,000\n\n"
                               "City: Rome\nCountry: Italy\n";
    fixture *f = *state;
    cn_extract_input input = input_of("Cities", CN_CHUNK_TABLE, text, sizeof(text) - 1);
    const cn_found_statement *population;

    assert_int_equal(cn_extract(f->extractor, &input, &f->out, NULL), CAIRN_OK);
    assert_non_null(find_statement(f, "Oslo", "country", "Norway"));
    assert_non_null(find_statement(f, "Rome", "country", "Italy"));
    population = find_statement(f, "Oslo", "population", "700,000");
    assert_non_null(population);
    assert_int_equal(population->object_type, CN_TYPE_QUANTITY);
    assert_int_equal(population->rule, CN_RULE_TABLE);
    assert_memory_equal(text + population->first, "Population: 700,000", population->len);
    assert_non_null(find_mention(f, "Oslo", CN_ROLE_TERM));
}

static void metadata_is_stated_of_the_title_once(void **state)
{
    fixture *f = *state;
    cn_extract_input input = input_of("Report", CN_CHUNK_PROSE, "Text.", 5);

    input.meta =
        "{\"Author\": \"Ada\", \"year\": 1843, \"id\": 7, \"doc_id\": \"x\", \"url\": \"http://x\","
        " \"tags\": [1], \"draft\": true, \"none\": null, \"empty\": \"\"}";
    assert_int_equal(cn_extract(f->extractor, &input, &f->out, NULL), CAIRN_OK);
    assert_non_null(find_statement(f, "Report", "author", "Ada"));
    assert_non_null(find_statement(f, "Report", "year", "1843"));
    assert_non_null(find_statement(f, "Report", "draft", "true"));
    assert_int_equal(f->out.n_statements, 3);
    input.is_first = false;
    assert_int_equal(cn_extract(f->extractor, &input, &f->out, NULL), CAIRN_OK);
    assert_int_equal(f->out.n_statements, 0);
}

static void a_field_line_ends_the_name_before_it(void **state)
{
    static const char text[] = "Seat: Paris\nMayor: Lya Mara\nFounded: 1887";
    fixture *f = *state;
    const cn_extract_input input = input_of("Lya Town", CN_CHUNK_PROSE, text, strlen(text));

    assert_int_equal(cn_extract(f->extractor, &input, &f->out, NULL), CAIRN_OK);
    assert_non_null(find_mention(f, "Paris", CN_ROLE_MENTION));
    assert_non_null(find_mention(f, "Lya Mara", CN_ROLE_MENTION));
    assert_null(find_mention(f, "Paris Mayor", CN_ROLE_MENTION));
    assert_null(find_mention(f, "Lya Mara Founded", CN_ROLE_MENTION));
}

static void the_date_of_another_deed_is_no_birthday(void **state)
{
    static const char text[] =
        "Edith Penrose was born in Lower Cray and married Otto Lind in 1915.";
    fixture *f = *state;
    const cn_extract_input input = input_of("Edith Penrose", CN_CHUNK_PROSE, text, strlen(text));

    assert_int_equal(cn_extract(f->extractor, &input, &f->out, NULL), CAIRN_OK);
    assert_non_null(find_statement(f, "Edith Penrose", "born in", "Lower Cray"));
    assert_null(find_statement(f, "Edith Penrose", "born on", "1915"));
}

static void a_name_is_mentioned_with_its_style_too(void **state)
{
    static const char text[] = "The estate went to Tom Reed, 8th Earl of Halvery, in 1790. He met "
                               "Ada Marsh, Duchess of Vale. They saw Brennock, Quillow, Vale.";
    fixture *f = *state;
    const cn_extract_input input = input_of("Estates", CN_CHUNK_PROSE, text, strlen(text));
    const cn_found_mention *styled;

    assert_int_equal(cn_extract(f->extractor, &input, &f->out, NULL), CAIRN_OK);
    styled = find_mention(f, "Tom Reed, 8th Earl of Halvery", CN_ROLE_MENTION);
    assert_non_null(styled);
    assert_memory_equal(text + styled->first, "Tom Reed, 8th Earl of Halvery", styled->len);
    assert_non_null(find_mention(f, "Tom Reed", CN_ROLE_MENTION));
    assert_non_null(find_mention(f, "Ada Marsh, Duchess of Vale", CN_ROLE_MENTION));
    assert_null(find_mention(f, "Brennock, Quillow", CN_ROLE_MENTION));
}

static void code_gives_only_the_title(void **state)
{
    static const char text[] = "Ada Lovelace was a Mathematician";
    fixture *f = *state;
    cn_extract_input input = input_of("Code", CN_CHUNK_CODE, text, sizeof(text) - 1);

    assert_int_equal(cn_extract(f->extractor, &input, &f->out, NULL), CAIRN_OK);
    assert_int_equal(f->out.n_mentions, 1);
    assert_int_equal(f->out.n_statements, 0);
}

/* Spans lie in the text, and numbers stay under the limits, whatever comes in. */
static void assert_sane(fixture *f, const char *text, size_t len)
{
    cn_extract_input input = input_of("Title", CN_CHUNK_PROSE, text, len);

    for (int kind = CN_CHUNK_PROSE; kind <= CN_CHUNK_CODE; kind++) {
        input.kind = kind;
        assert_int_equal(cn_extract(f->extractor, &input, &f->out, NULL), CAIRN_OK);
        assert_true(f->out.n_mentions <= 4096 && f->out.n_statements <= 4096);
        for (size_t i = 0; i < f->out.n_mentions; i++)
            assert_true((size_t)f->out.mentions[i].first + f->out.mentions[i].len <= len);
        for (size_t i = 0; i < f->out.n_statements; i++) {
            const cn_found_statement *s = &f->out.statements[i];

            assert_true((size_t)s->first + s->len <= len);
            assert_true(s->subject.len > 0 && s->relation.len > 0 && s->object.len > 0);
            assert_true(s->confidence > 0.0 && s->confidence < 1.0);
        }
    }
}

static void assert_sane_repeated(fixture *f, const char *piece, size_t times)
{
    size_t len = strlen(piece);
    char *text = cn_alloc(len * times + 1);

    for (size_t i = 0; i < times; i++)
        memcpy(text + i * len, piece, len);
    assert_sane(f, text, len * times);
    cn_free(text);
}

static void odd_input_is_survived(void **state)
{
    static const char *const pieces[] = {"word ",
                                         "Word ",
                                         "WORD ",
                                         ".",
                                         "( ",
                                         ")",
                                         "\"",
                                         "\"A ",
                                         "'The ",
                                         "-",
                                         "A. ",
                                         "is a ",
                                         "12 ",
                                         "March ",
                                         "A is a B. ",
                                         "\xF0\x9F\x98\x80 ",
                                         "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D ",
                                         "\xE2\x80\x8B",
                                         "\xE2\x80\x8F"
                                         "A",
                                         "K: v\n",
                                         "\n\n",
                                         "(born 1 May 1900) ",
                                         "\xE4\xBD\xA0",
                                         "A of the B ",
                                         "and A, ",
                                         "X's ",
                                         "\xE2\x80\x93",
                                         "x(1 May 1900 - 2 May 1990) "};
    fixture *f = *state;

    assert_sane(f, "", 0);
    assert_sane(f, "\0\0Ada\0Lovelace is a \0poet.\0", 27);
    assert_sane(f, "Ada \x01\x02\x03\x04 is a \x01 poet by \x04.", 27);
    for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
        assert_sane_repeated(f, pieces[i], 1);
        assert_sane_repeated(f, pieces[i], 37);
        assert_sane_repeated(f, pieces[i], 10000);
    }
}

static void text_that_is_not_utf8_is_refused(void **state)
{
    fixture *f = *state;
    cn_extract_input input = input_of("T", CN_CHUNK_PROSE, "Ada \xFF", 5);
    cairn_error err = CAIRN_ERROR_INIT;

    assert_int_equal(cn_extract(f->extractor, &input, &f->out, &err), CAIRN_EINVAL);
    assert_int_equal(err.detail, 4);
    assert_int_equal(f->out.n_mentions, 0);
}

static const char sample[] =
    "Albert Houston Carter Jr. (born May 20, 1952 in Ulm) is a reporter and writer. He married\n"
    "Jane  Doe. Born in Ulm, Carter wrote \"The Sea\" (2001), directed by Max Mack.\n"
    "Founded: 1887";

static void equal_input_gives_equal_output(void **state)
{
    fixture *f = *state;
    cn_extract_input input = input_of("Al Carter", CN_CHUNK_PROSE, sample, sizeof(sample) - 1);
    size_t n_mentions, n_statements;
    int64_t sum = 0;

    assert_int_equal(cn_extract(f->extractor, &input, &f->out, NULL), CAIRN_OK);
    n_mentions = f->out.n_mentions;
    n_statements = f->out.n_statements;
    for (size_t i = 0; i < n_mentions; i++)
        sum ^= f->out.mentions[i].name.id;
    assert_sane(f, "Something else by Ada Lovelace.", 31);
    assert_int_equal(cn_extract(f->extractor, &input, &f->out, NULL), CAIRN_OK);
    assert_int_equal(f->out.n_mentions, n_mentions);
    assert_int_equal(f->out.n_statements, n_statements);
    for (size_t i = 0; i < n_mentions; i++)
        sum ^= f->out.mentions[i].name.id;
    assert_int_equal(sum, 0);
}

/* One extraction from nothing, as a walk over failing allocations runs it. */
static int run_once(const cn_languages *languages)
{
    cn_extractor *extractor = NULL;
    cn_extraction out;
    cn_extract_input input = input_of("Al Carter", CN_CHUNK_PROSE, sample, sizeof(sample) - 1);
    int rc;

    input.meta = "{\"author\": \"Ada\"}";
    input.heading = "History > Work";
    cn_extraction_init(&out);
    rc = cn_extractor_new(&extractor, languages, NULL);
    if (rc == CAIRN_OK)
        rc = cn_extract(extractor, &input, &out, NULL);
    cn_extraction_done(&out);
    cn_extractor_free(extractor);
    return rc;
}

static void every_failed_allocation_is_reported_and_nothing_leaks(void **state)
{
    fixture *f = *state;
    int64_t live;
    uint64_t n_allocations;

    assert_int_equal(run_once(f->languages), CAIRN_OK); /* libraries set themselves up */
    live = cn_mem_live();
    n_allocations = cn_mem_count();
    assert_int_equal(run_once(f->languages), CAIRN_OK);
    n_allocations = cn_mem_count() - n_allocations;
    assert_true(n_allocations > 50);
    for (uint64_t nth = 1; nth <= n_allocations; nth++) {
        int rc;

        cn_mem_fail_at(nth, nth % 2 == 0);
        rc = run_once(f->languages);
        cn_mem_fail_at(0, false);
        assert_true(rc == CAIRN_OK || rc == CAIRN_ENOMEM); /* OK: without the JIT */
        assert_int_equal(cn_mem_live(), live);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(title_and_headings_are_mentioned_without_a_span),
        cmocka_unit_test(white_space_in_a_surface_is_one_space),
        cmocka_unit_test(lines_state_keys_of_the_innermost_heading),
        cmocka_unit_test(rows_state_their_cells),
        cmocka_unit_test(metadata_is_stated_of_the_title_once),
        cmocka_unit_test(a_field_line_ends_the_name_before_it),
        cmocka_unit_test(the_date_of_another_deed_is_no_birthday),
        cmocka_unit_test(a_name_is_mentioned_with_its_style_too),
        cmocka_unit_test(code_gives_only_the_title),
        cmocka_unit_test(odd_input_is_survived),
        cmocka_unit_test(text_that_is_not_utf8_is_refused),
        cmocka_unit_test(equal_input_gives_equal_output),
        cmocka_unit_test(every_failed_allocation_is_reported_and_nothing_leaks),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
