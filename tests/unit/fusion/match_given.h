/* Tables written down in tests: rows separated by line ends, cells by bars, the header first. */
#ifndef CN_TESTS_FUSION_MATCH_GIVEN_H
#define CN_TESTS_FUSION_MATCH_GIVEN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "fusion/match.h"

typedef struct given_table {
    cn_buf text;
    size_t ends[4096];
    size_t n_cells;
    char *columns[16];
    cn_match_rows rows;
} given_table;

static inline void given_read(given_table *table, const char *text)
{
    const char *end = strchr(text, '\n');

    memset(table, 0, sizeof(*table));
    cn_buf_init(&table->text, SIZE_MAX / 2);
    for (const char *at = text; at < end;) {
        const size_t len = strcspn(at, "|\n");

        table->columns[table->rows.n_columns++] = cn_strndup(at, len);
        at += len + 1;
    }
    for (const char *at = end + 1; *at;) {
        const size_t len = strcspn(at, "|\n");

        cn_buf_add(&table->text, at, len);
        assert_true(table->n_cells < 4096);
        table->ends[table->n_cells++] = table->text.len;
        at += len + 1;
    }
    assert_int_equal(table->n_cells % table->rows.n_columns, 0);
    table->rows.n_rows = table->n_cells / table->rows.n_columns;
    table->rows.text = cn_buf_str(&table->text);
    table->rows.ends = table->ends;
    table->rows.columns = table->columns;
    table->rows.id_column = SIZE_MAX;
}

static inline void given_forget(given_table *table)
{
    for (size_t c = 0; c < table->rows.n_columns; c++)
        cn_free(table->columns[c]);
    cn_buf_done(&table->text);
}

/* Books in two catalogues: row i of either is the same book; titles are spelt in two ways, authors
 * with first names or initials. */
static const char *const given_words[] = {"silent",  "river",   "copper",  "garden", "winter",
                                          "harbour", "atlas",   "lantern", "meadow", "thunder",
                                          "marble",  "orchard", "falcon",  "ember",  "canyon"};
static const char *const given_names[] = {"miller", "ortega", "lindqvist", "haddad", "novak",
                                          "tanaka", "okafor", "schmidt",   "rossi",  "dubois"};

static inline void given_book(cn_buf *out, int i, bool is_second)
{
    const char *a = given_words[i % 15], *b = given_words[(i * 7 + 3) % 15];
    const char *c = given_words[(i / 15 * 4 + i + 5) % 15], *name = given_names[i % 10];

    if (is_second)
        cn_buf_printf(out, "The %s, %s and %s|%c. %s|%d\n", a, b, c, 'A' + i % 5, name, 1950 + i);
    else
        cn_buf_printf(out, "%s %s & %s|%cnna %s|%d\n", a, b, c, 'A' + i % 5, name, 1950 + i);
}

static inline void given_books(given_table *table, int first, int end, bool is_second)
{
    cn_buf text;

    cn_buf_init(&text, SIZE_MAX / 2);
    cn_buf_add_str(&text, "title|author|year\n");
    for (int i = first; i < end; i++)
        given_book(&text, i, is_second);
    given_read(table, cn_buf_str(&text));
    cn_buf_done(&text);
}

#endif
