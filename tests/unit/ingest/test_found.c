/* Extractions: even names, bounded arrays, nothing without a name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "ingest/found.h"

static int set_up(void **state)
{
    static cn_extraction out;

    cn_extraction_init(&out);
    *state = &out;
    return 0;
}

static int tear_down(void **state)
{
    cn_extraction_done(*state);
    return 0;
}

static cn_found_name name_of(cn_extraction *out, const char *text)
{
    cn_found_name name;

    assert_int_equal(cn_found_name_of(out, text, strlen(text), &name, NULL), CAIRN_OK);
    return name;
}

static void even_text_is_its_own_surface(void **state)
{
    static const char text[] = "met Ada Marsh there";
    cn_found_name name;

    assert_int_equal(cn_found_name_of(*state, text + 4, 9, &name, NULL), CAIRN_OK);
    assert_ptr_equal(name.surface, text + 4);
    assert_int_equal(name.len, 9);
    assert_true(name.id == cn_hash_id("Ada Marsh", 9));
}

static void uneven_text_becomes_even(void **state)
{
    static const char *const spellings[] = {"Ada  Marsh", " Ada Marsh", "Ada Marsh ", "Ada\tMarsh",
                                            "\r\n Ada\n \tMarsh\v\f"};

    for (size_t i = 0; i < sizeof(spellings) / sizeof(*spellings); i++) {
        cn_found_name name = name_of(*state, spellings[i]);

        assert_string_equal(name.surface, "Ada Marsh");
        assert_int_equal(name.len, 9);
        assert_true(name.id == cn_found_constant("Ada Marsh").id);
    }
}

static void white_space_is_no_name(void **state)
{
    cn_extraction *out = *state;

    assert_int_equal(name_of(out, "").len, 0);
    assert_int_equal(name_of(out, " \n ").len, 0);
    assert_string_equal(name_of(out, " \n ").surface, "");
}

static void mentions_need_a_name_and_stop_at_the_limit(void **state)
{
    cn_extraction *out = *state;
    cn_found_mention mention = {.name = name_of(out, " ")};

    assert_int_equal(cn_found_add_mention(out, &mention, NULL), CAIRN_OK);
    assert_int_equal(out->n_mentions, 0);
    mention.name = cn_found_constant("Ada");
    for (uint32_t i = 0; i < CN_FOUND_MAX + 2; i++) {
        mention.first = i;
        assert_int_equal(cn_found_add_mention(out, &mention, NULL), CAIRN_OK);
    }
    assert_int_equal(out->n_mentions, CN_FOUND_MAX);
    assert_int_equal(out->mentions[CN_FOUND_MAX - 1].first, CN_FOUND_MAX - 1);
}

static void statements_need_two_different_names(void **state)
{
    cn_extraction *out = *state;
    const cn_found_name ada = cn_found_constant("Ada"), none = cn_found_constant("");
    const cn_found_statement refused[] = {
        {.subject = none, .object = ada},
        {.subject = ada, .object = none},
        {.subject = ada, .object = name_of(out, " Ada\n")},
    };
    const cn_found_statement good = {.subject = ada, .object = cn_found_constant("Max")};

    for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
        assert_int_equal(cn_found_add_statement(out, &refused[i], NULL), CAIRN_OK);
    assert_int_equal(out->n_statements, 0);
    for (size_t i = 0; i < CN_FOUND_MAX + 2; i++)
        assert_int_equal(cn_found_add_statement(out, &good, NULL), CAIRN_OK);
    assert_int_equal(out->n_statements, CN_FOUND_MAX);
}

static void lack_of_memory_is_told(void **state)
{
    cn_extraction *out = *state;
    const cn_found_mention mention = {.name = cn_found_constant("Ada")};
    cn_found_name name;

    cn_extraction_done(out);
    cn_mem_fail_at(1, true);
    assert_int_equal(cn_found_add_mention(out, &mention, NULL), CAIRN_ENOMEM);
    assert_int_equal(cn_found_name_of(out, "a  b", 4, &name, NULL), CAIRN_ENOMEM);
    cn_mem_fail_at(0, false);
    assert_int_equal(out->n_mentions, 0);
    assert_int_equal(name.len, 0);
    assert_int_equal(cn_found_add_mention(out, &mention, NULL), CAIRN_OK);
    assert_int_equal(out->n_mentions, 1);
}

#define FOUND_TEST(claim) cmocka_unit_test_setup_teardown(claim, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOUND_TEST(even_text_is_its_own_surface),
        FOUND_TEST(uneven_text_becomes_even),
        FOUND_TEST(white_space_is_no_name),
        FOUND_TEST(mentions_need_a_name_and_stop_at_the_limit),
        FOUND_TEST(statements_need_two_different_names),
        FOUND_TEST(lack_of_memory_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
