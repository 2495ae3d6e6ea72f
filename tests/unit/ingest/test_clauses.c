/* The search for clauses as a whole: what gives nothing, and that any tree is borne. */
#include "clause_fixture.h"

#include "base/mem.h"

static void what_is_no_sentence_says_nothing(void **state)
{
    clause_fixture *f = *state;

    find_clauses(f, "; PUNCT 2 punct|12 NUM 0 root|; PUNCT 2 punct|34 NUM 2 list|; PUNCT 2 punct");
    assert_int_equal(f->n, 0);
    find_clauses(f,
                 "ADA PROPN 2 nsubj|LEFT VERB 0 root|THE DET 5 det|OLD ADJ 5 amod|TOWN NOUN 2 obj|"
                 "OF ADP 7 case|SKARN PROPN 5 nmod");
    assert_int_equal(f->n, 0);
}

static void a_word_a_line_is_a_list_and_says_nothing(void **state)
{
    clause_fixture *f = *state;
    unsigned n_lines = 1;

    build_tree(f, "Ada PROPN 2 nsubj|left VERB 0 root|the DET 5 det|old ADJ 5 amod|town NOUN 2 obj|"
                  "of ADP 7 case|Skarn PROPN 5 nmod");
    assert_true(cn_clauses_find(f->clauses, &f->tree, f->found, CN_CLAUSES_MAX) > 0);
    for (char *space = f->text; (space = strchr(space, ' ')) != NULL; n_lines++)
        *space = '\n';
    assert_int_equal(n_lines, 7);
    assert_int_equal(cn_clauses_find(f->clauses, &f->tree, f->found, CN_CLAUSES_MAX), 0);
}

static void no_more_than_asked_for(void **state)
{
    clause_fixture *f = *state;

    build_tree(
        f,
        "Ada PROPN 4 nsubj|and CCONJ 3 cc|Tobias PROPN 1 conj|built VERB 0 root|boats NOUN 4 obj");
    assert_int_equal(cn_clauses_find(f->clauses, &f->tree, f->found, 1), 1);
    assert_int_equal(cn_clauses_find(f->clauses, &f->tree, f->found, 0), 0);
}

/* A generator with a fixed seed. */
static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

/* A tree of no sense: each token hangs on one before it, on one behind it, or anywhere (with
 * cycles), under any label. */
static void grow_tree(clause_fixture *f, uint32_t *seed, unsigned n, int round)
{
    static const char *const forms[] = {"Ada",   "left", "the", "town", "said",
                                        "which", "(",    ",",   "such", "of"};

    f->text[0] = '\0';
    f->tree = (cn_tree){.text = f->text, .tokens = f->tokens};
    for (unsigned i = 0; i < n; i++) {
        unsigned head = next_random(seed) % (n + 1);
        cn_token *token;

        if (round % 3 == 1)
            head = i == 0 ? 0 : 1 + next_random(seed) % i;
        else if (round % 3 == 2)
            head = i + 1 == n ? 0 : i + 2 + next_random(seed) % (n - i - 1);
        add_word(f, forms[next_random(seed) % 10], "X", head, "dep", "");
        token = &f->tokens[i];
        token->upos = (uint8_t)(next_random(seed) % CN_UPOS_COUNT);
        token->label = (uint8_t)(next_random(seed) % CN_DEP_COUNT);
    }
}

static void any_tree_is_borne(void **state)
{
    clause_fixture *f = *state;
    uint32_t seed = 7;
    size_t found = 0;

    for (int round = 0; round < 6000; round++) {
        unsigned n = 1 + next_random(&seed) % (round % 10 == 0 ? CN_TREE_MAX : 20);

        grow_tree(f, &seed, n, round);
        f->n = cn_clauses_find(f->clauses, &f->tree, f->found, CN_CLAUSES_MAX);
        assert_true(f->n <= CN_CLAUSES_MAX);
        for (size_t i = 0; i < f->n; i++) {
            char text[CN_CLAUSE_TEXT];

            assert_in_range(f->found[i].subject.head, 1, n);
            cn_clause_relation(&f->tree, &f->found[i], text, sizeof text);
            cn_clause_normal(NULL, &f->tree, &f->found[i], text, sizeof text);
        }
        found += f->n;
    }
    assert_true(found > 1000);
}

static void memory_that_is_out_is_told(void **state)
{
    cn_clauses *clauses = NULL;
    cairn_error err;

    (void)state;
    cn_mem_fail_at(1, false);
    assert_int_equal(cn_clauses_new(&clauses, &err), CAIRN_ENOMEM);
    cn_mem_fail_at(0, false);
    assert_null(clauses);
    cn_clauses_free(clauses);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_sentence_says_nothing),
        cmocka_unit_test(a_word_a_line_is_a_list_and_says_nothing),
        cmocka_unit_test(no_more_than_asked_for),
        cmocka_unit_test(any_tree_is_borne),
        cmocka_unit_test(memory_that_is_out_is_told),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
