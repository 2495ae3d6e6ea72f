/* Trees kept by the text they are of. */
#include "api/parse_memo.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "tests/unit/base/oom_walk.h"

enum { TOKENS = 4 };

typedef struct made {
    cn_token tokens[TOKENS];
    cn_tree tree[2];
    cn_trees trees;
    cn_parsed_name name;
    cn_parsed parsed;
} made;

/* Two trees of two tokens. */
static void make(made *m, const char *text)
{
    memset(m, 0, sizeof *m);
    for (uint32_t i = 0; i < TOKENS; i++)
        m->tokens[i] = (cn_token){.key = i + 1, .first = i, .len = 1};
    m->tree[0] = (cn_tree){.text = text, .tokens = m->tokens, .n = 2};
    m->tree[1] = (cn_tree){.text = text, .tokens = m->tokens + 2, .n = 2};
    m->trees = (cn_trees){.tokens = m->tokens, .n_tokens = TOKENS, .trees = m->tree, .n_trees = 2};
    m->name = (cn_parsed_name){.first = 1, .len = 2, .type = 3, .confidence = 0.5F};
    m->parsed = (cn_parsed){&m->trees, &m->name, 1};
}

static void kept_text_is_found_with_trees_of_its_own(void **state)
{
    static const char text[] = "abcd";
    cn_parse_memo *memo;
    cn_parsed found;
    made m;

    (void)state;
    assert_int_equal(cn_parse_memo_new(&memo, NULL), CAIRN_OK);
    make(&m, text);
    assert_false(cn_parse_memo_find(memo, text, 4, &found));
    assert_int_equal(cn_parse_memo_keep(memo, text, 4, &m.parsed, NULL), CAIRN_OK);
    memset(&m, 0xAA, sizeof m); /* nothing of it is borrowed */
    assert_true(cn_parse_memo_find(memo, text, 4, &found));
    assert_int_equal(found.trees->n_trees, 2);
    assert_int_equal(found.trees->trees[1].tokens[1].key, 4);
    assert_ptr_equal(found.trees->trees[0].text, text);
    assert_int_equal(found.n_names, 1);
    assert_int_equal(found.names[0].type, 3);
    assert_false(cn_parse_memo_find(memo, "abce", 4, &found));
    assert_false(cn_parse_memo_find(memo, text, 3, &found));
    cn_parse_memo_free(memo);
}

static void text_without_trees_stays_without(void **state)
{
    cn_parse_memo *memo;
    const cn_parsed none = {.n_names = 0};
    cn_parsed found;

    (void)state;
    assert_int_equal(cn_parse_memo_new(&memo, NULL), CAIRN_OK);
    assert_int_equal(cn_parse_memo_keep(memo, "", 0, &none, NULL), CAIRN_OK);
    assert_true(cn_parse_memo_find(memo, "", 0, &found));
    assert_null(found.trees);
    assert_int_equal(found.n_names, 0);
    cn_parse_memo_free(memo);
}

static void newer_texts_take_the_slots_of_older_ones(void **state)
{
    cn_parse_memo *memo;
    cn_parsed found;
    char text[32];
    size_t n_found = 0;
    made m;

    (void)state;
    assert_int_equal(cn_parse_memo_new(&memo, NULL), CAIRN_OK);
    for (int i = 0; i < 3 * CN_PARSE_MEMO_SLOTS; i++) {
        const size_t len = (size_t)snprintf(text, sizeof text, "text %d", i);

        make(&m, text);
        assert_int_equal(cn_parse_memo_keep(memo, text, len, &m.parsed, NULL), CAIRN_OK);
        assert_true(cn_parse_memo_find(memo, text, len, &found));
    }
    for (int i = 0; i < 3 * CN_PARSE_MEMO_SLOTS; i++)
        n_found += cn_parse_memo_find(memo, text, (size_t)snprintf(text, sizeof text, "text %d", i),
                                      &found);
    assert_true(n_found > 0 && n_found <= CN_PARSE_MEMO_SLOTS);
    cn_parse_memo_free(memo);
}

static void long_text_is_not_kept(void **state)
{
    static char text[CN_PARSE_MEMO_BYTES + 1];
    cn_parse_memo *memo;
    cn_parsed found;
    made m;

    (void)state;
    memset(text, 'a', sizeof text);
    assert_int_equal(cn_parse_memo_new(&memo, NULL), CAIRN_OK);
    make(&m, text);
    assert_int_equal(cn_parse_memo_keep(memo, text, sizeof text, &m.parsed, NULL), CAIRN_OK);
    assert_false(cn_parse_memo_find(memo, text, sizeof text, &found));
    cn_parse_memo_free(memo);
}

static int keep_once(void *user)
{
    cn_parse_memo *memo;
    int rc = cn_parse_memo_new(&memo, NULL);

    if (rc == CAIRN_OK)
        rc = cn_parse_memo_keep(memo, "abcd", 4, user, NULL);
    cn_parse_memo_free(memo);
    return rc;
}

static void every_failed_allocation_is_reported(void **state)
{
    made m;

    (void)state;
    make(&m, "abcd");
    walk_failures(keep_once, &m.parsed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kept_text_is_found_with_trees_of_its_own),
        cmocka_unit_test(text_without_trees_stays_without),
        cmocka_unit_test(newer_texts_take_the_slots_of_older_ones),
        cmocka_unit_test(long_text_is_not_kept),
        cmocka_unit_test(every_failed_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
