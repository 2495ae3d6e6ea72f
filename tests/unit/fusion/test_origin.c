/* Where a document comes from, and its date. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "fusion/origin.h"
#include "fusion/valid.h"

static cn_origin_row origin_of(const char *uri, const char *meta)
{
    const cn_document_row document = {.id = 7, .uri = uri, .meta = meta};
    cn_origin_row origin;

    assert_int_equal(cn_origin_of_document(&document, &origin, NULL), CAIRN_OK);
    assert_int_equal(origin.document, 7);
    return origin;
}

static uint64_t source_of(const char *uri, const char *meta)
{
    return origin_of(uri, meta).source;
}

static void check_day(const char *uri, const char *meta, const char *expected)
{
    char text[16];

    cn_valid_day_text(origin_of(uri, meta).day, text);
    if (strcmp(text, expected) != 0)
        fail_msg("%s %s: \"%s\", not \"%s\"", uri, meta, text, expected);
}

static void pages_of_one_site_are_one_source(void **state)
{
    (void)state;
    assert_true(source_of("https://www.example.org/a", "") ==
                source_of("http://EXAMPLE.org:8080/b?c#d", ""));
    assert_true(source_of("https://example.org/a", "") != source_of("https://example.net/a", ""));
    assert_true(source_of("a.txt", "{\"url\": \"https://example.org/x\"}") ==
                source_of("https://example.org/a", ""));
    assert_true(source_of("a.txt", "{\"source\": \"The  Daily\"}") ==
                source_of("b.txt", "{\"Source\": \"the daily \"}"));
}

static void authors_of_one_site_are_several(void **state)
{
    (void)state;
    assert_true(source_of("https://example.org/a", "{\"author\": \"Ann\"}") !=
                source_of("https://example.org/b", "{\"author\": \"Bob\"}"));
    assert_true(source_of("a", "{\"user\": \"Ann\"}") == source_of("b", "{\"user\": \"ann\"}"));
    assert_true(source_of("a", "{\"authors\": [\"Ann\", \"Bob\"]}") ==
                source_of("b", "{\"author\": \"Ann\"}"));
}

static void a_document_without_origin_is_its_own_source(void **state)
{
    (void)state;
    assert_true(source_of("a.txt", "") != source_of("b.txt", ""));
    assert_true(source_of("a.txt", "") == source_of("a.txt", "not json"));
    assert_true(source_of("a.txt", "[1]") == source_of("a.txt", "{\"source\": null}"));
    assert_true(source_of("", "") != 0);
}

static void dates_are_read_from_meta(void **state)
{
    (void)state;
    check_day("a", "{\"date\": \"2021-03-05\"}", "2021-03-05");
    check_day("a", "{\"published\": \"5 March 2021\"}", "2021-03-05");
    check_day("a", "{\"created_at\": \"2021-03-05T10:00:00Z\"}", "2021-03-05");
    check_day("a", "{\"datePublished\": \"2021-03-05T10:00:00.123+02:00\"}", "2021-03-05");
    check_day("a", "{\"pubDate\": \"Fri, 05 Mar 2021 10:00:00 GMT\"}", "2021-03-05");
    check_day("a", "{\"Last-Modified\": \"2021-03\"}", "2021-03-01");
    check_day("a", "{\"timestamp\": 1614938400}", "2021-03-05");
    check_day("a", "{\"timestamp\": 1614938400000}", "2021-03-05");
    check_day("a", "{\"year\": 2021}", "2021-01-01");
    check_day("a", "{\"updated\": \"2022-01-01\", \"date\": \"2021-03-05\"}", "2021-03-05");
    check_day("a", "{\"date\": \"soon\", \"updated\": \"2022-01-01\"}", "2022-01-01");
}

static void dates_are_read_from_addresses(void **state)
{
    (void)state;
    check_day("https://example.org/2021/03/05/title", "", "2021-03-05");
    check_day("https://example.org/2021/03/title", "", "2021-03-01");
    check_day("notes/2021-03-05-walk.md", "", "2021-03-05");
    check_day("notes/2021-03.md", "", "");
    check_day("https://example.org/2021/13/05/", "", "");
    check_day("https://example.org/2021/02/30/", "", "");
    check_day("https://example.org/12021/03/05", "", "");
    check_day("report-20210305", "", "");
    check_day("https://example.org/0021/03/05/", "", "");
    check_day("2021/03/05", "{\"date\": \"1999-01-01\"}", "1999-01-01");
}

static void odd_dates_are_kept_or_unknown(void **state)
{
    (void)state;
    check_day("a", "{\"date\": \"9999-12-31\"}", "9999-12-31");
    check_day("a", "{\"date\": \"\"}", "");
    check_day("a", "{\"date\": \"yesterday\"}", "");
    check_day("a", "{\"date\": -5}", "");
    check_day("a", "{\"date\": 1e300}", "");
    check_day("a", "{\"date\": {\"a\": 1}}", "");
    assert_true(origin_of("a", "{\"date\": \"0000\"}").day < CN_VALID_DAY_MIN);
    assert_true(origin_of("a", "{\"date\": \"\\u0000T\"}").day == CN_DAY_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_of_one_site_are_one_source),
        cmocka_unit_test(authors_of_one_site_are_several),
        cmocka_unit_test(a_document_without_origin_is_its_own_source),
        cmocka_unit_test(dates_are_read_from_meta),
        cmocka_unit_test(dates_are_read_from_addresses),
        cmocka_unit_test(odd_dates_are_kept_or_unknown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
