/* When a statement holds, by its arguments and by its sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "fusion/valid.h"

enum { DAY = 15000 }; /* 26 January 2011 */

static void check_row(const cn_statement_row *row, const char *relation, const char *subject,
                      const char *object, const char *sentence, const char *expected)
{
    const cn_valid_statement statement = {.row = row,
                                          .relation = relation,
                                          .subject = subject,
                                          .object = object,
                                          .sentence = sentence,
                                          .sentence_len = sentence ? strlen(sentence) : 0,
                                          .day = DAY};
    char out[CN_VALID_SPAN_LEN];

    cn_valid_of_statement(&statement, out);
    if (strcmp(out, expected) != 0)
        fail_msg("%s - %s in \"%s\": \"%s\", not \"%s\"", subject, object,
                 sentence ? sentence : row->more, out, expected);
}

static void check(const char *subject, const char *object, const char *sentence,
                  const char *expected)
{
    const cn_statement_row row = {.object_type = CN_TYPE_ORGANISATION};

    check_row(&row, "led", subject, object, sentence, expected);
}

static void check_more(const char *more, const char *relation, const char *expected)
{
    const cn_statement_row row = {.object_type = CN_TYPE_ORGANISATION, .more = more};

    check_row(&row, relation, "Ann Lee", "Norvex", NULL, expected);
}

static void arguments_of_time_come_first(void **state)
{
    const cn_statement_row row = {.object_type = CN_TYPE_ORGANISATION,
                                  .more = "1\tfrom 2001 to 2009\t2001/2009\n"};

    (void)state;
    check_more("1\tsince 2008\t2008/..\n", "leads", "2008/..");
    check_more("2\tin Ulm\tUlm\n1\tin 2004\t2004\n", "led", "2004");
    check_more("1\tfrom 1998\t1998/..\n1\tuntil 2002\t../2002\n", "led", "1998/2002");
    check_more("1\tin 2010\t2010\n", "became head of", "2010/");
    check_more("1\tfor two years\tP2Y\n", "led", "");
    check_more("1\texecutive of Norvex in 2010\t\n", "led", "2010");
    check_more("", "led", "");
    check_row(&row, "led", "Ann Lee", "Norvex", "In 1990 Ann Lee led Norvex.", "2001/2009");
}

static void a_time_behind_the_statement_is_its_own(void **state)
{
    (void)state;
    check("Ann Lee", "Norvex", "Ann Lee led Norvex until 2004.", "../2004");
    check("Ann Lee", "Norvex", "Ann Lee was mayor of Norvex, Ohio, from 1990 to 1995.",
          "1990/1995");
    check("Norvex", "12,000", "The population of Norvex was 12,000 in 2010.", "2010");
    check("Ann Lee", "Norvex", "She led Norvex (1998-2004) and then Polvex (2005-present).",
          "1998/2004");
    check("Ann Lee", "Polvex", "She led Norvex (1998-2004) and then Polvex (2005-present).",
          "2005/..");
}

static void a_time_of_another_clause_is_not(void **state)
{
    (void)state;
    check("Ann Lee", "Ulm", "Ann Lee lives in Ulm and led Norvex until 2004.", "");
    check("Norvex", "Ulm", "Norvex, founded in 1999, is based in Ulm.", "");
    check("Norvex", "Ulm", "Norvex is based in Ulm, founded in 850.", "");
    check("Norvex", "Ulm", "Norvex has its seat in Ulm, now in Germany.", "");
    check("Ann Lee", "writer", "Ann Lee (born 1950) is a writer who led Norvex until 1998.", "");
    check("Ann Lee", "Norvex", "Ann Lee, who was born in 1950, led Norvex.", "");
}

static void the_first_words_hold_for_the_sentence(void **state)
{
    (void)state;
    check("Norvex", "12,000", "As of 2010, the population of Norvex was 12,000.", "2010");
    check("Ann Lee", "Norvex", "From 1998 to 2004 Ann Lee led Norvex.", "1998/2004");
    check("Ann Lee", "Norvex", "In 2004 Bob led Polvex, while Ann Lee led Norvex.", "");
}

static void now_and_former_count_from_the_document(void **state)
{
    (void)state;
    check("Bob Ray", "Norvex", "Bob Ray is the current head of Norvex.", "2011-01-26/..");
    check("Bob Ray", "Norvex", "Bob Ray is currently head of Norvex.", "2011-01-26/..");
    check("Bob Ray", "Norvex", "Bob Ray is head of Norvex.", "");
    check("Ann Lee", "Norvex", "Ann Lee is a former head of Norvex.", "/2011-01-26?");
    check("Norvex", "Ann Lee", "Norvex's ex-head Ann Lee left the company in 2009.",
          "/2011-01-26?");
}

static void becoming_is_a_beginning(void **state)
{
    (void)state;
    check("Bob Ray", "Norvex", "Bob Ray became head of Norvex on 5 March 2010.", "2010-03-05/");
    check("Bob Ray", "Norvex", "In 2010 Bob Ray was appointed head of Norvex.", "2010/");
    check("Bob Ray", "Norvex", "Bob Ray, elected head of Norvex in 2010, lives in Ulm.", "2010/");
}

static void an_object_that_is_a_date_needs_none(void **state)
{
    const cn_statement_row row = {.object_type = CN_TYPE_DATE, .more = "1\tin 1950\t1950\n"};

    (void)state;
    check_row(&row, "born on", "Ann Lee", "10 May 1950", "Ann Lee was born on 10 May 1950.", "");
}

static void a_place_in_a_sentence_has_its_time(void **state)
{
    static const char text[] = "The head of Norvex was Ann Lee until 2009.";
    char out[CN_VALID_SPAN_LEN];

    (void)state;
    cn_valid_of_place(text, strlen(text), 23, 7, DAY, out);
    assert_string_equal(out, "../2009");
    cn_valid_of_place(text, strlen(text), 500, 7, DAY, out);
    assert_string_equal(out, "");
    cn_valid_of_place("", 0, 0, 0, DAY, out);
    assert_string_equal(out, "");
}

static void an_item_of_a_list_has_its_own_time(void **state)
{
    static const char text[] = "Heads:\n- Ann Lee (2001-2009)\n- 2010-present: Bob Ray";
    char out[CN_VALID_SPAN_LEN];

    (void)state;
    cn_valid_of_place(text, strlen(text), 9, 7, DAY, out);
    assert_string_equal(out, "2001/2009");
    cn_valid_of_place(text, strlen(text), 44, 7, DAY, out);
    assert_string_equal(out, "2010/..");
}

static void any_bytes_are_read(void **state)
{
    static const char *const pieces[] = {"Ann Lee ", "in ",   "2010",   ", ",     "since ", "\xff",
                                         "1998-",    "from ", "ex-",    "Norvex", " ",      "now ",
                                         "to ",      "(",     "until ", "as of ", "-44 BC", ";"};
    const cn_statement_row row = {.object_type = CN_TYPE_ORGANISATION};
    cn_valid_statement statement = {.row = &row, .subject = "Ann Lee", .object = "Norvex"};
    char text[200], out[CN_VALID_SPAN_LEN];
    uint32_t seed = 11;

    (void)state;
    for (int round = 0; round < 20000; round++) {
        size_t len = 0;

        for (int i = 0; i < 16; i++) {
            const char *piece;

            seed = seed * 1664525u + 1013904223u;
            piece = pieces[(seed >> 12) % (sizeof pieces / sizeof *pieces)];
            memcpy(text + len, piece, strlen(piece));
            len += strlen(piece);
        }
        statement.sentence = text;
        statement.sentence_len = len;
        statement.day = round % 2 ? DAY : CN_DAY_UNKNOWN;
        cn_valid_of_statement(&statement, out);
        assert_true(strlen(out) < sizeof out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arguments_of_time_come_first),
        cmocka_unit_test(a_time_behind_the_statement_is_its_own),
        cmocka_unit_test(a_time_of_another_clause_is_not),
        cmocka_unit_test(the_first_words_hold_for_the_sentence),
        cmocka_unit_test(now_and_former_count_from_the_document),
        cmocka_unit_test(becoming_is_a_beginning),
        cmocka_unit_test(an_object_that_is_a_date_needs_none),
        cmocka_unit_test(a_place_in_a_sentence_has_its_time),
        cmocka_unit_test(an_item_of_a_list_has_its_own_time),
        cmocka_unit_test(any_bytes_are_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
