/* Rows of a table chunk. */
#include "retrieve/tables_rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct read_table {
    cn_arena arena;
    cn_table table;
} read_table;

static void read_text(read_table *r, const char *text)
{
    cn_arena_init(&r->arena, 1 << 20);
    r->table = (cn_table){.title = ""};
    assert_int_equal(cn_table_add_chunk(&r->table, &r->arena, 7, text, strlen(text), NULL),
                     CAIRN_OK);
}

static void done(read_table *r)
{
    cn_table_done(&r->table);
    cn_arena_done(&r->arena);
}

static void a_row_is_what_stands_between_blank_lines(void **state)
{
    const char *text = "Ships\n\nship: Ada\nLength_m: 24\n\nship: Maud\nlaunched: 3 May 1861\n";
    read_table r;

    (void)state;
    read_text(&r, text);
    assert_int_equal(r.table.n_rows, 2);
    assert_int_equal(r.table.n_columns, 3);
    assert_string_equal(r.table.columns[1], "length m");
    assert_string_equal(r.table.rows[0].cells[0].text, "Ada");
    assert_true(r.table.rows[0].cells[1].is_number);
    assert_int_equal((int)r.table.rows[0].cells[1].number, 24);
    assert_int_equal((int)r.table.rows[1].cells[2].number, 1861); /* of a date the year */
    assert_int_equal(r.table.rows[1].cells[1].len, 0);
    assert_memory_equal(text + r.table.rows[1].first, "ship: Maud", 10);
    assert_int_equal(r.table.rows[1].n, strlen("ship: Maud\nlaunched: 3 May 1861"));
    done(&r);
}

static void a_range_has_two_ends(void **state)
{
    read_table r;

    (void)state;
    read_text(&r, "director: Ada\nterm: 1922-1946\n");
    assert_int_equal((int)r.table.rows[0].cells[1].number, 1922);
    assert_int_equal((int)r.table.rows[0].cells[1].last, 1946);
    done(&r);
}

static void rows_of_another_table_are_left_out(void **state)
{
    read_table r;

    (void)state;
    read_text(&r,
              "ship: Ada\nowner: Maud\n\ntown: Skarn\nship: Otto\n\nno colon here\n\n: \n\nx:\n");
    assert_int_equal(r.table.n_rows, 1);
    done(&r);
    read_text(&r, "");
    assert_int_equal(r.table.n_rows, 0);
    done(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_what_stands_between_blank_lines),
        cmocka_unit_test(a_range_has_two_ends),
        cmocka_unit_test(rows_of_another_table_are_left_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
