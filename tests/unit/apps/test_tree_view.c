/* Dependency trees in the terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "apps/cli/tree_view.h"

enum { MANY = 200 };

static const cairn_token letters[] = {
    {.text = "Ada", .place = 1, .head = 2, .tag = "PROPN", .label = "nsubj"},
    {.text = "wrote", .place = 2, .head = 0, .tag = "VERB", .label = "root"},
    {.text = "long", .place = 3, .head = 4, .tag = "ADJ", .label = "amod"},
    {.text = "letters", .place = 4, .head = 2, .tag = "NOUN", .label = "obj"}};

static void expect(const cairn_token *tokens, size_t n, cli_tree_style style, const char *drawn)
{
    cn_buf out;

    cn_buf_init(&out, (size_t)1 << 20);
    cli_tree_draw(&out, tokens, n, &style);
    assert_int_equal(out.status, CAIRN_OK);
    assert_string_equal(cn_buf_str(&out), drawn);
    cn_buf_done(&out);
}

static void arcs_point_from_heads_to_words(void **state)
{
    (void)state;
    expect(letters, 4, (cli_tree_style){.width = 80},
           "  Ada      PROPN  <\u2510    nsubj\n"
           "  wrote    VERB   \u2500\u2534\u2500\u2510  root\n"
           "  long     ADJ    <\u2510 \u2502  amod\n"
           "  letters  NOUN   \u2500\u2534<\u2518  obj\n");
    expect(letters, 4, (cli_tree_style){.is_ascii = true, .width = 80},
           "  Ada      PROPN  <.    nsubj\n"
           "  wrote    VERB   -+-.  root\n"
           "  long     ADJ    <. |  amod\n"
           "  letters  NOUN   -+<'  obj\n");
}

static void a_narrow_terminal_gets_an_indented_tree(void **state)
{
    (void)state;
    expect(letters, 4, (cli_tree_style){.width = 20},
           "  wrote  VERB root\n"
           "  \u251c\u2500 Ada  PROPN nsubj\n"
           "  \u2514\u2500 letters  NOUN obj\n"
           "     \u2514\u2500 long  ADJ amod\n");
    expect(letters, 4, (cli_tree_style){.is_ascii = true, .width = 20},
           "  wrote  VERB root\n"
           "  +- Ada  PROPN nsubj\n"
           "  `- letters  NOUN obj\n"
           "     `- long  ADJ amod\n");
}

static void nothing_and_one_word_are_fine(void **state)
{
    (void)state;
    expect(letters, 0, (cli_tree_style){.width = 80}, "");
    expect(letters + 1, 1, (cli_tree_style){.width = 80}, "  wrote  VERB     root\n");
    expect(letters + 1, 1, (cli_tree_style){.width = 80, .has_colour = true},
           "  \033[1mwrote\033[0m  \033[2mVERB\033[0m     \033[2mroot\033[0m\n");
}

static void words_from_documents_are_cleaned_and_cut(void **state)
{
    static const cairn_token odd = {
        .text = "\033[31mabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
        .place = 1,
        .tag = "X",
        .label = "root"};

    (void)state;
    expect(&odd, 1, (cli_tree_style){.width = 80},
           "  abcdefghijklmnopqrstuvwxyza\u2026  X        root\n");
}

/* Heads that no parser gives: each is drawn, none is followed for ever. */
static void broken_heads_are_roots(void **state)
{
    cairn_token tokens[MANY];
    uint64_t seed = 1;

    (void)state;
    for (int round = 0; round < 200; round++) {
        const size_t n = 1 + (size_t)round % MANY;
        const cli_tree_style style = {.width = round % 2 ? 500 : 30, .is_ascii = true};
        size_t lines = 0;
        cn_buf out;

        for (size_t i = 0; i < n; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            tokens[i] = (cairn_token){.text = "w",
                                      .tag = "X",
                                      .label = "dep",
                                      .place = (uint32_t)i + 1,
                                      .head = (uint32_t)(seed >> 33) % (uint32_t)(n + 3)};
        }
        cn_buf_init(&out, (size_t)16 << 20);
        cli_tree_draw(&out, tokens, n, &style);
        assert_int_equal(out.status, CAIRN_OK);
        for (size_t i = 0; i < out.len; i++)
            lines += out.data[i] == '\n';
        assert_int_equal(lines, n);
        cn_buf_done(&out);
    }
}

static void the_locale_decides_about_boxes(void **state)
{
    (void)state;
    setenv("LC_ALL", "de_DE.UTF-8", 1);
    assert_true(cli_terminal_is_utf8());
    setenv("LC_ALL", "C", 1);
    setenv("LANG", "en_GB.utf8", 1);
    assert_false(cli_terminal_is_utf8());
    unsetenv("LC_ALL");
    unsetenv("LC_CTYPE");
    assert_true(cli_terminal_is_utf8());
    unsetenv("LANG");
    assert_false(cli_terminal_is_utf8());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arcs_point_from_heads_to_words),
        cmocka_unit_test(a_narrow_terminal_gets_an_indented_tree),
        cmocka_unit_test(nothing_and_one_word_are_fine),
        cmocka_unit_test(words_from_documents_are_cleaned_and_cut),
        cmocka_unit_test(broken_heads_are_roots),
        cmocka_unit_test(the_locale_decides_about_boxes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
