/* cairn_resolve_path(): tables in, decisions out; bad tables are refused in a sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "cairn.h"

static char path[] = "/tmp/cairn_resolve_XXXXXX";
static char got[4096];

static void write_table(const char *text, size_t len)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static void append(const char *text)
{
    const size_t len = strlen(got);

    snprintf(got + len, sizeof(got) - len, "%s", text);
}

static int take_item(const cairn_resolved *item, void *user)
{
    (void)user;
    append(item->item);
    append("=");
    append(item->n_values > 0 ? item->values[0].text : "?");
    append(";");
    for (size_t i = 2; i < item->n_values; i++)
        assert_true(item->values[i].belief <= item->values[i - 1].belief);
    assert_true(strlen(item->reason) > 0);
    return 0;
}

static int take_source(const cairn_resolved_source *source, void *user)
{
    (void)user;
    append(source->name);
    append(" ");
    assert_true(source->reliability >= 0 && source->reliability <= 1);
    return 0;
}

static void take_issue(const char *where, const char *sentence, void *user)
{
    (void)where;
    (void)user;
    append(sentence);
    append("!");
}

static int stop(const cairn_resolved *item, void *user)
{
    (void)item;
    (void)user;
    return 1;
}

static const cairn_resolve_sink sink = {take_item, take_source, take_issue, NULL};

static int resolve(const char *table, const cairn_resolve_options *options, cairn_error *err)
{
    got[0] = '\0';
    write_table(table, strlen(table));
    return cairn_resolve_path(path, options, &sink, err);
}

static void check(const char *table, const char *expected)
{
    cairn_error err = CAIRN_ERROR_INIT;

    assert_int_equal(resolve(table, NULL, &err), CAIRN_OK);
    assert_string_equal(got, expected);
}

static void columns_are_known_by_their_headers(void **state)
{
    (void)state;
    check("object,SourceID,value\nx,s,1\nx,t,1\nx,u,2\ny,s,3\n", "x=1;y=3;s t u ");
    check("value;source;item\n1;s;x\n", "x=1;s ");
    check("authors\tisbn\tseller\nDoe, Jane\t7\tShop\n", "7=Doe, Jane;Shop ");
}

static void without_headers_the_last_column_is_the_value(void **state)
{
    (void)state;
    check("shop\t1\tA title, with, many, commas\tDoe, Jane\nshop2\t1\tA title\tJane Doe\n",
          "1=Doe, Jane;shop shop2 ");
}

static void quotes_hold_separators_and_lines(void **state)
{
    (void)state;
    check("source,item,value\ns,x,\"7 \"\"b\"\",\nc\"\n", "x=7 \"b\",\nc;s ");
    check("source,item,value\ns,x,\"open\nt,y,2\n", "x=\"open;y=2;s t ");
}

static void short_rows_are_named_and_left_out(void **state)
{
    (void)state;
    check("source,item,value\ns,x,1\ns\n\n,,\n",
          "1 of 2 rows lack a column and are left out!x=1;s ");
}

static void options_choose_columns_resolver_and_day(void **state)
{
    cairn_resolve_options options = CAIRN_RESOLVE_OPTIONS_INIT;
    const char *table = "who,what,is,when\ns,x,1,2001\nt,x,1,2002\nu,x,2,2010\n";
    cairn_error err = CAIRN_ERROR_INIT;

    (void)state;
    options.columns = "who,what,is,when";
    options.resolver = "latest";
    assert_int_equal(resolve(table, &options, &err), CAIRN_OK);
    assert_string_equal(got, "x=2;s t u ");
    options.as_of = "2005";
    assert_int_equal(resolve(table, &options, &err), CAIRN_OK);
    assert_string_equal(got, "x=1;s t u ");
    options.columns = "1,2,3";
    options.resolver = "majority";
    assert_int_equal(resolve("s,x,1\n", &options, &err), CAIRN_OK);
    assert_string_equal(got, "x=1;s ");
}

static void check_refused(const char *table, const cairn_resolve_options *options, int status,
                          const char *part)
{
    cairn_error err = CAIRN_ERROR_INIT;

    assert_int_equal(resolve(table, options, &err), status);
    assert_non_null(strstr(err.message, part));
    assert_string_equal(got, "");
}

static void bad_tables_and_options_are_refused(void **state)
{
    cairn_resolve_options options = CAIRN_RESOLVE_OPTIONS_INIT;
    cairn_error err = CAIRN_ERROR_INIT;

    (void)state;
    check_refused("", NULL, CAIRN_EPARSE, "no row has a source");
    check_refused("only,two\n", NULL, CAIRN_EPARSE, "this has 2 cells");
    options.columns = "1,2";
    check_refused("s,x,1\n", &options, CAIRN_EINVAL, "three columns are needed");
    options.columns = "1,2,9";
    check_refused("s,x,1\n", &options, CAIRN_EINVAL, "there is no column \"9\"");
    options.columns = "1,2,3,4,5";
    check_refused("s,x,1,2,3\n", &options, CAIRN_EINVAL, "three columns are needed");
    options.columns = NULL;
    options.as_of = "soon";
    check_refused("s,x,1\n", &options, CAIRN_EINVAL, "is not a date");
    options.as_of = NULL;
    options.resolver = "guess";
    check_refused("s,x,1\n", &options, CAIRN_EINVAL, "there is no resolver \"guess\"");
    assert_int_equal(cairn_resolve_path("/nowhere/at/all", NULL, &sink, &err), CAIRN_EIO);
    write_table("\0\1\2\3\0\0\0\0", 8);
    assert_int_equal(cairn_resolve_path(path, NULL, &sink, &err), CAIRN_EPARSE);
}

static void a_callback_may_stop(void **state)
{
    const cairn_resolve_sink stopping = {.item = stop};
    const cairn_resolve_sink nobody = {.item = NULL};
    const char *table = "s,x,1\nt,x,2\n";

    (void)state;
    write_table(table, strlen(table));
    assert_int_equal(cairn_resolve_path(path, NULL, &stopping, NULL), CAIRN_ECANCELED);
    assert_int_equal(cairn_resolve_path(path, NULL, &nobody, NULL), CAIRN_OK);
}

static void memory_that_runs_out_is_reported(void **state)
{
    const char *table = "source,isbn,authors\ns,1,\"Doe, Jane; Roe, Bo\"\nt,1,\"Doe, Jane\"\n";

    (void)state;
    write_table(table, strlen(table));
    for (uint64_t nth = 1; nth < 200; nth++) {
        const int64_t live = cn_mem_live();
        int rc;

        cn_mem_fail_at(nth, true);
        rc = cairn_resolve_path(path, NULL, &sink, NULL);
        cn_mem_fail_at(0, false);
        assert_true(rc == CAIRN_OK || rc == CAIRN_ENOMEM);
        assert_int_equal(cn_mem_live(), live);
        got[0] = '\0';
    }
}

static void resolvers_have_names(void **state)
{
    const char *summary;

    (void)state;
    assert_string_equal(cairn_resolver_name(0, &summary), "default");
    assert_non_null(summary);
    assert_string_equal(cairn_resolver_name(1, NULL), "majority");
    assert_null(cairn_resolver_name(100, &summary));
    assert_null(summary);
}

static int make_path(void **state)
{
    const int fd = mkstemp(path);

    (void)state;
    return fd < 0 ? -1 : close(fd);
}

static int remove_path(void **state)
{
    (void)state;
    return unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_known_by_their_headers),
        cmocka_unit_test(without_headers_the_last_column_is_the_value),
        cmocka_unit_test(quotes_hold_separators_and_lines),
        cmocka_unit_test(short_rows_are_named_and_left_out),
        cmocka_unit_test(options_choose_columns_resolver_and_day),
        cmocka_unit_test(bad_tables_and_options_are_refused),
        cmocka_unit_test(a_callback_may_stop),
        cmocka_unit_test(memory_that_runs_out_is_reported),
        cmocka_unit_test(resolvers_have_names),
    };

    return cmocka_run_group_tests(tests, make_path, remove_path);
}
