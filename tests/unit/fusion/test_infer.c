/* Inference: what follows, from what, how surely; and what must not follow. */
#include "fusion/infer.h"
#include "unit/fusion/family.h"

static void give(fixture *f, const char *lines)
{
    cn_relation_table *table = NULL;
    size_t n_given, n_bad;
    bool needs_fusing;

    OK(cn_relation_table_open(&table, NULL, &last_error));
    OK(cn_learn_give(f->store, table, "rules.txt", lines, strlen(lines), NULL, NULL, &n_given,
                     &n_bad, &needs_fusing, &last_error));
    assert_int_equal(n_bad, 0);
    cn_relation_table_close(table);
}

/* Asks with the table or without one; the caller ends `found`. */
static void ask(fixture *f, const char *entity, const cn_relation_table *table,
                const cn_infer_options *options, cn_inferences *found)
{
    cn_infer *infer = NULL;

    cn_inferences_init(found);
    OK(cn_infer_new(&infer, f->store, table, &last_error));
    OK(cn_infer_entity(infer, f->store, cn_hash_id(entity, strlen(entity)), options, found,
                       &last_error));
    cn_infer_free(infer);
}

/* "Ann rel Bob; ..." of what follows, in its order. */
static void check_found(fixture *f, const char *entity, const char *expected)
{
    const cn_infer_options options = CN_INFER_OPTIONS_INIT;
    cn_inferences found;
    cn_buf text;

    ask(f, entity, NULL, &options, &found);
    cn_buf_init(&text, 1 << 16);
    for (size_t i = 0; i < found.n; i++)
        cn_buf_printf(&text, "%s%s %s %s", i > 0 ? "; " : "", found.items[i].subject_name,
                      found.items[i].relation_name, found.items[i].object_name);
    assert_string_equal(cn_buf_str(&text), expected);
    cn_buf_done(&text);
    cn_inferences_done(&found);
}

static void a_symmetric_relation_holds_both_ways(void **state)
{
    fixture *f = *state;

    begin(f);
    tell(f, "Ann", "married to", "Bob", 1);
    give(f, "\"married to\" is symmetric\n");
    check_found(f, "Bob", "Bob married to Ann");
    check_found(f, "Ann", "Bob married to Ann");
}

static void what_is_stated_is_not_given_again(void **state)
{
    fixture *f = *state;

    begin(f);
    tell(f, "Ann", "married to", "Bob", 1);
    doubt(f, "Bob", "married to", "Ann");
    give(f, "\"married to\" is symmetric\n");
    check_found(f, "Bob", "");
}

static void a_chain_is_followed_with_its_proof(void **state)
{
    fixture *f = *state;
    const cn_infer_options options = CN_INFER_OPTIONS_INIT;
    cn_inferences found;
    cairn_id first, second;

    begin(f);
    first = tell(f, "Leeds", "located in", "Yorkshire", 1);
    second = tell(f, "Yorkshire", "located in", "England", 1);
    give(f, "\"located in\" is transitive, confidence 0.9\n");
    ask(f, "Leeds", NULL, &options, &found);
    assert_int_equal(found.n, 1);
    assert_string_equal(found.items[0].object_name, "England");
    assert_true(found.items[0].confidence == 0.9);
    assert_int_equal(found.items[0].n_premises, 2);
    assert_int_equal(found.items[0].premises[0].fact, first);
    assert_int_equal(found.items[0].premises[1].fact, second);
    assert_int_equal(found.items[0].n_rules, 1);
    assert_string_equal(found.items[0].proof,
                        "Leeds located in Yorkshire; Yorkshire located in England; "
                        "\"located in\" is transitive");
    assert_int_equal(found.n_notes, 0);
    cn_inferences_done(&found);
}

static void a_chain_has_an_end(void **state)
{
    fixture *f = *state;
    const cn_infer_options options = CN_INFER_OPTIONS_INIT;
    cn_inferences found;

    begin(f);
    for (int i = 0; i < 20; i++)
        tell(f, numbered("box", i), "in", numbered("box", i + 1), 1);
    give(f, "\"in\" is transitive\n");
    ask(f, "box0", NULL, &options, &found);
    assert_int_equal(found.n, CN_INFER_DEPTH - 1);
    assert_string_equal(found.items[0].object_name, "box2");
    assert_string_equal(found.items[CN_INFER_DEPTH - 2].object_name, "box5");
    cn_inferences_done(&found);
}

static void a_circle_ends_and_is_explained(void **state)
{
    fixture *f = *state;
    const cn_infer_options options = CN_INFER_OPTIONS_INIT;
    cn_inferences found;

    begin(f);
    tell(f, "wolf", "is a", "dog", 1);
    tell(f, "dog", "is a", "canine", 1);
    tell(f, "canine", "is a", "wolf", 1);
    give(f, "\"is a\" is transitive\n");
    ask(f, "wolf", NULL, &options, &found);
    /* Once around: wolf is a canine, and dog is a wolf. */
    assert_int_equal(found.n, 2);
    assert_int_equal(found.n_notes, 1);
    assert_string_equal(found.notes[0], "wolf is a dog; dog is a canine; canine is a wolf: a "
                                        "circle, which is not followed further");
    cn_inferences_done(&found);
}

static void two_that_are_each_in_the_other_prove_nothing(void **state)
{
    fixture *f = *state;
    const cn_infer_options options = CN_INFER_OPTIONS_INIT;
    cn_inferences found;

    begin(f);
    tell(f, "Leeds", "located in", "England", 1);
    tell(f, "England", "located in", "Wales", 1);
    tell(f, "Wales", "located in", "England", 1);
    tell(f, "Wales", "located in", "Europe", 1);
    give(f, "\"located in\" is transitive\n");
    check_found(f, "Leeds", "");
    ask(f, "England", NULL, &options, &found);
    assert_int_equal(found.n, 0);
    assert_int_equal(found.n_notes, 1);
    assert_string_equal(found.notes[0], "England located in Wales; Wales located in England: a "
                                        "circle, which is not followed further");
    cn_inferences_done(&found);
}

static void a_proof_reads_from_subject_to_object(void **state)
{
    fixture *f = *state;
    const cn_infer_options options = CN_INFER_OPTIONS_INIT;
    cn_inferences found;

    begin(f);
    tell(f, "Leeds", "located in", "Yorkshire", 1);
    tell(f, "Yorkshire", "located in", "England", 1);
    give(f, "\"located in\" is transitive\n");
    ask(f, "England", NULL, &options, &found);
    assert_int_equal(found.n, 1);
    assert_string_equal(found.items[0].subject_name, "Leeds");
    assert_string_equal(found.items[0].proof,
                        "Leeds located in Yorkshire; Yorkshire located in England; "
                        "\"located in\" is transitive");
    cn_inferences_done(&found);
}

static void rules_join_two_facts(void **state)
{
    fixture *f = *state;

    begin(f);
    tell(f, "Ann", "married to", "Bob", 1);
    tell(f, "Ann", "mother of", "Cid", 1);
    tell(f, "Cid", "child of", "Dot", 1);
    give(f, "x \"father of\" y if x \"married to\" z and z \"mother of\" y\n"
            "\"married to\" is symmetric\n");
    check_found(f, "Bob", "Bob married to Ann; Bob father of Cid");
    check_found(f, "Cid", "Bob father of Cid");
}

static void words_for_one_relation_stand_for_each_other(void **state)
{
    fixture *f = *state;

    begin(f);
    tell(f, "Bob", "dad of", "Cid", 1);
    tell(f, "Cid", "dad of", "Eve", 1);
    give(f, "\"dad of\" is the same as \"father of\"\n\"father of\" implies \"parent of\"\n"
            "x \"grandparent of\" y if x \"parent of\" z and z \"parent of\" y\n");
    check_found(f, "Bob", "Bob father of Cid; Bob parent of Cid; Bob grandparent of Eve");
}

static void an_inverse_is_given_only_when_asked_for(void **state)
{
    fixture *f = *state;
    cn_infer_options options = CN_INFER_OPTIONS_INIT;
    cn_inferences found;

    begin(f);
    tell(f, "Ivo", "written by", "Scott", 1);
    give(f, "\"written by\" is the inverse of \"author of\"\n");
    check_found(f, "Scott", "");
    options.with_inverse = true;
    ask(f, "Scott", NULL, &options, &found);
    assert_int_equal(found.n, 1);
    assert_string_equal(found.items[0].proof,
                        "Ivo written by Scott; \"author of\" is the inverse of \"written by\"");
    cn_inferences_done(&found);
}

static void one_value_is_not_contradicted(void **state)
{
    fixture *f = *state;
    const char *rules = "x \"citizen of\" y if x \"born in\" z and z \"located in\" y\n"
                        "\"citizen of\" is functional for entity\n";

    begin(f);
    tell(f, "Ann", "born in", "Leeds", 1);
    tell(f, "Leeds", "located in", "England", 1);
    tell(f, "Ann", "citizen of", "France", 1);
    tell(f, "Bob", "born in", "Leeds", 1);
    tell(f, "Leeds", "located in", "Britain", 1);
    give(f, rules);
    check_found(f, "Ann", "");
    /* Of two that exclude each other one is given, always the same. */
    {
        const cn_infer_options options = CN_INFER_OPTIONS_INIT;
        cn_inferences found;

        ask(f, "Bob", NULL, &options, &found);
        assert_int_equal(found.n, 1);
        cn_inferences_done(&found);
    }
}

static void what_is_not_believed_or_over_proves_nothing(void **state)
{
    fixture *f = *state;

    begin(f);
    doubt(f, "Ann", "married to", "Bob");
    put_fact_row(f, "Cid", "married to", "Dot",
                 (cn_fact_row){.object = thing(f, "Dot"),
                               .literal = "",
                               .support = 1,
                               .belief = 1,
                               .believed = true,
                               .closed_by = 7});
    give(f, "\"married to\" is symmetric\n");
    check_found(f, "Bob", "");
    check_found(f, "Dot", "");
}

static void confidence_is_the_product_of_beliefs_and_rules(void **state)
{
    fixture *f = *state;
    cn_infer_options options = CN_INFER_OPTIONS_INIT;
    cn_inferences found;

    begin(f);
    put_fact_row(f, "Ann", "mother of", "Cid",
                 (cn_fact_row){.object = thing(f, "Cid"),
                               .literal = "",
                               .support = 1,
                               .belief = 0.5,
                               .believed = true});
    tell(f, "Bob", "married to", "Ann", 1);
    give(f, "x \"father of\" y if x \"married to\" z and z \"mother of\" y, confidence 0.75\n");
    ask(f, "Bob", NULL, &options, &found);
    assert_int_equal(found.n, 1);
    assert_true(found.items[0].confidence == 0.375);
    cn_inferences_done(&found);
    options.min_confidence = 0.5;
    ask(f, "Bob", NULL, &options, &found);
    assert_int_equal(found.n, 0);
    cn_inferences_done(&found);
}

static void declared_properties_hold_unless_denied(void **state)
{
    fixture *f = *state;
    const cn_infer_options options = CN_INFER_OPTIONS_INIT;
    cn_relation_table *table = NULL;
    cn_inferences found;

    begin(f);
    tell(f, "Ann", "married to", "Bob", 1);
    OK(cn_relation_table_open(&table, CAIRN_SOURCE_DIR "/data/models/en/relations.tsv",
                              &last_error));
    ask(f, "Bob", table, &options, &found);
    assert_int_equal(found.n, 1);
    cn_inferences_done(&found);
    give(f, "\"married to\" is symmetric, confidence 0\n");
    ask(f, "Bob", table, &options, &found);
    assert_int_equal(found.n, 0);
    cn_inferences_done(&found);
    cn_relation_table_close(table);
}

static void a_hub_is_bounded(void **state)
{
    fixture *f = *state;
    cn_infer_options options = CN_INFER_OPTIONS_INIT;
    cn_inferences found;

    begin(f);
    for (int i = 0; i < 3000; i++)
        tell(f, numbered("town", i), "located in", "Norland", 1);
    tell(f, "Norland", "located in", "Earth", 1);
    give(f, "\"located in\" is transitive\n");
    ask(f, "Earth", NULL, &options, &found);
    assert_int_equal(found.n, options.limit);
    assert_true(found.is_cut);
    cn_inferences_done(&found);
}

static void an_unknown_entity_is_not_found(void **state)
{
    fixture *f = *state;
    const cn_infer_options options = CN_INFER_OPTIONS_INIT;
    cn_infer *infer = NULL;
    cn_inferences found;

    cn_inferences_init(&found);
    OK(cn_infer_new(&infer, f->store, NULL, &last_error));
    assert_int_equal(cn_infer_entity(infer, f->store, 42, &options, &found, &last_error),
                     CAIRN_ENOTFOUND);
    cn_infer_free(infer);
    cn_inferences_done(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_symmetric_relation_holds_both_ways),
        STORE_TEST(what_is_stated_is_not_given_again),
        STORE_TEST(a_chain_is_followed_with_its_proof),
        STORE_TEST(a_chain_has_an_end),
        STORE_TEST(a_circle_ends_and_is_explained),
        STORE_TEST(two_that_are_each_in_the_other_prove_nothing),
        STORE_TEST(a_proof_reads_from_subject_to_object),
        STORE_TEST(rules_join_two_facts),
        STORE_TEST(words_for_one_relation_stand_for_each_other),
        STORE_TEST(an_inverse_is_given_only_when_asked_for),
        STORE_TEST(one_value_is_not_contradicted),
        STORE_TEST(what_is_not_believed_or_over_proves_nothing),
        STORE_TEST(confidence_is_the_product_of_beliefs_and_rules),
        STORE_TEST(declared_properties_hold_unless_denied),
        STORE_TEST(a_hub_is_bounded),
        STORE_TEST(an_unknown_entity_is_not_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
