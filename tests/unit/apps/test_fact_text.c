/* Facts on the screen: short, in words, cut at the edge. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "apps/cli/fact_text.h"
#include "tests/unit/apps/printed.h"

static void when_it_holds_is_said_in_words(void **state)
{
    static const char *const cases[][2] = {
        {"1998/2002", "1998 to 2002"},
        {"1998/..", "since 1998"},
        {"1998/", "from 1998"},
        {"../2002", "until 2002"},
        {"/2002", "until 2002"},
        {"1998-05", "in 1998-05"},
        {"1998/2002;2005/..", "1998 to 2002, since 2005"},
        {"", ""},
        {"/", "/"},
        {";;", ", , "},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cn_buf out;

        cn_buf_init(&out, 256);
        cli_add_valid(&out, cases[i][0]);
        assert_string_equal(cn_buf_str(&out), cases[i][1]);
        cn_buf_done(&out);
    }
}

static void a_long_line_is_cut_on_a_terminal_alone(void **state)
{
    static const char text[] = "one two three four five six seven eight nine ten";
    char printed[256];
    cli_page page;

    (void)state;
    page = printed_begin(30);
    cli_print_cut(&page, CLI_PLAIN, 2, text);
    printed_end(&page, printed, sizeof printed);
    assert_string_equal(printed, "  one two three four five...\n");
    page = printed_begin(0);
    cli_print_cut(&page, CLI_PLAIN, 2, text);
    printed_end(&page, printed, sizeof printed);
    assert_string_equal(printed, "  one two three four five six seven eight nine ten\n");
    page = printed_begin(30);
    cli_print_cut(&page, CLI_PLAIN, 0, "");
    printed_end(&page, printed, sizeof printed);
    assert_string_equal(printed, "\n");
}

static void a_fact_is_a_line_and_its_citation_another(void **state)
{
    const cairn_citation cited = {
        .uri = "a.txt", .title = "", .quote = "She leads it.", .first_byte = 10, .len = 13};
    cairn_fact fact = {.subject_name = "Zed",
                       .relation = "leads",
                       .object_name = "the club",
                       .belief = 0.25,
                       .support = 1,
                       .valid = "1998/..",
                       .proof = "",
                       .citations = &cited,
                       .n_citations = 1};
    char printed[256];
    cli_page page = printed_begin(0);

    (void)state;
    cli_print_fact(&page, 2, &fact, true);
    printed_end(&page, printed, sizeof printed);
    assert_string_equal(printed, "  the club  belief 0.25, 1 document, since 1998, not believed\n"
                                 "    a.txt, bytes 10-22: \"She leads it.\"\n");
    fact.believed = fact.inferred = true;
    fact.n_citations = 0;
    fact.valid = "";
    fact.proof = "this and that";
    page = printed_begin(0);
    cli_print_fact(&page, 0, &fact, false);
    printed_end(&page, printed, sizeof printed);
    assert_string_equal(printed, "Zed  belief 0.25, inferred\n  since this and that\n");
}

static void escape_sequences_of_documents_do_not_come_through(void **state)
{
    const cairn_citation cited = {
        .uri = "a\033[31m.txt", .title = "", .quote = "x\033]0;t\007y", .len = 3};
    const cairn_fact fact = {.subject_name = "",
                             .relation = "",
                             .object_name = "\033[2Jclub",
                             .believed = true,
                             .valid = "",
                             .proof = "",
                             .citations = &cited,
                             .n_citations = 1};
    char printed[256];
    cli_page page = printed_begin(40);

    (void)state;
    cli_print_fact(&page, 0, &fact, true);
    printed_end(&page, printed, sizeof printed);
    assert_null(strchr(printed, '\033'));
    assert_null(strchr(printed, '\007'));
}

static void what_is_left_out_is_counted(void **state)
{
    char printed[64];
    cli_page page = printed_begin(0);

    (void)state;
    cli_print_more(&page, 2, 3, 3, "fact");
    cli_print_more(&page, 2, 3, 4, "fact");
    cli_print_more(&page, 0, 3, 9, "entity");
    printed_end(&page, printed, sizeof printed);
    assert_string_equal(printed, "  and 1 more fact\nand 6 more entities\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(when_it_holds_is_said_in_words),
        cmocka_unit_test(a_long_line_is_cut_on_a_terminal_alone),
        cmocka_unit_test(a_fact_is_a_line_and_its_citation_another),
        cmocka_unit_test(escape_sequences_of_documents_do_not_come_through),
        cmocka_unit_test(what_is_left_out_is_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
