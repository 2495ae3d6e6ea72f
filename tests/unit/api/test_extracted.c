/* What the extractor found, as the structs of cairn.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "api/extraction.h"
#include "ingest/clauses.h"
#include "ingest/references.h"

static const char text[] = "Ada wrote letters in 1843. She slept.";

static cn_found_name name_of(const char *surface)
{
    return (cn_found_name){surface, strlen(surface), cn_hash_id(surface, strlen(surface))};
}

static const cn_found_argument in_1843 = {
    CN_ARGUMENT_TIME, {"in 1843", 7, 1}, {"1843", 4, 1}, 18, 7};

static cn_found_statement letters(void)
{
    return (cn_found_statement){.subject = name_of("Ada Lovelace"),
                                .relation = name_of("wrote"),
                                .object = name_of("letters"),
                                .normal = name_of("write"),
                                .subject_type = CN_TYPE_PERSON,
                                .rule = CN_RULE_ACTIVE,
                                .flags = CN_STATED_NEGATED | CN_STATED_REFERRED,
                                .confidence = 0.75,
                                .first = 0,
                                .len = 26,
                                .subject_at = {0, 3},
                                .relation_at = {4, 5},
                                .object_at = {10, 7},
                                .arguments = &in_1843,
                                .n_arguments = 1};
}

static void ranges_count_bytes_of_the_document(void **state)
{
    cn_found_statement statements[] = {letters()};
    const cn_extraction extraction = {.statements = statements, .n_statements = 1};
    cairn_statement s;
    cairn_extracted found;

    (void)state;
    cn_extracted_init(&found);
    assert_int_equal(cn_extracted_add(&found, text, 1000, &extraction, NULL, NULL), CAIRN_OK);
    assert_int_equal(cairn_extracted_next_statement(&found, &s), CAIRN_ROW);
    assert_string_equal(s.subject.text, "Ada");
    assert_string_equal(s.subject.name, "Ada Lovelace");
    assert_string_equal(s.subject.type, "person");
    assert_true(s.subject.first_byte == 1000 && s.subject.len == 3);
    assert_true(s.relation_first_byte == 1004 && s.relation_len == 5);
    assert_true(s.object.first_byte == 1010 && s.object.len == 7);
    assert_string_equal(s.sentence, "Ada wrote letters in 1843.");
    assert_true(s.first_byte == 1000 && s.len == 26);
    assert_string_equal(s.normal, "write");
    assert_string_equal(s.subject.full, "Ada");
    assert_false(s.is_aside);
    assert_string_equal(s.rule, "clause/active");
    assert_int_equal(s.flags, CAIRN_STATED_NEGATED | CAIRN_STATED_REFERRED);
    assert_int_equal(s.n_arguments, 1);
    assert_string_equal(s.arguments[0].text, "in 1843");
    assert_string_equal(s.arguments[0].value, "1843");
    assert_int_equal(s.arguments[0].role, CAIRN_ARGUMENT_TIME);
    assert_true(s.arguments[0].first_byte == 1018 && s.arguments[0].len == 7);
    assert_int_equal(cairn_extracted_next_statement(&found, &s), CAIRN_OK);
    cn_extracted_done(&found);
}

static void dates_and_quantities_have_values(void **state)
{
    cn_found_statement statements[] = {letters(), letters(), letters()};
    const cn_extraction extraction = {.statements = statements, .n_statements = 3};
    const char *const values[] = {"1815-12-10", "12 mi", "1815"};
    cairn_statement s;
    cairn_extracted found;

    (void)state;
    statements[0].object = name_of("10 December 1815");
    statements[0].object_type = CN_TYPE_DATE;
    statements[1].object = name_of("12 miles");
    statements[1].object_type = CN_TYPE_QUANTITY;
    statements[2].object = name_of("no date");
    statements[2].object_type = CN_TYPE_DATE;
    statements[2].value = name_of("1815");
    statements[2].object_text = name_of("no date at all");
    statements[2].is_aside = true;
    cn_extracted_init(&found);
    assert_int_equal(cn_extracted_add(&found, text, 0, &extraction, NULL, NULL), CAIRN_OK);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(cairn_extracted_next_statement(&found, &s), CAIRN_ROW);
        assert_string_equal(s.object.value, values[i]);
        assert_string_equal(s.subject.value, "");
    }
    assert_string_equal(s.object.full, "no date at all");
    assert_true(s.is_aside);
    cn_extracted_done(&found);
}

static void what_is_not_written_has_no_place(void **state)
{
    cn_found_statement statements[] = {letters()};
    const cn_extraction extraction = {.statements = statements, .n_statements = 1};
    cairn_statement s;
    cairn_extracted found;

    (void)state;
    statements[0].subject_at = (cn_found_place){0, 0};
    statements[0].relation_at = (cn_found_place){0, 0};
    statements[0].rule = 9999;
    cn_extracted_init(&found);
    assert_int_equal(cn_extracted_add(&found, text, 1000, &extraction, NULL, NULL), CAIRN_OK);
    assert_int_equal(cairn_extracted_next_statement(&found, &s), CAIRN_ROW);
    assert_string_equal(s.subject.text, "");
    assert_true(s.subject.first_byte == 0 && s.subject.len == 0);
    assert_true(s.relation_first_byte == 0 && s.relation_len == 0);
    assert_string_equal(s.rule, "rule/9999");
    cn_extracted_done(&found);
}

static void mentions_tell_what_they_refer_to(void **state)
{
    cn_found_mention mentions[] = {{.name = name_of("A title"), .role = CN_ROLE_TITLE},
                                   {.name = name_of("Ada"), .type = CN_TYPE_PERSON, .len = 3},
                                   {.name = name_of("She"),
                                    .first = 27,
                                    .len = 3,
                                    .kind = CN_MENTION_PRONOUN,
                                    .antecedent = {0, 3},
                                    .meant = name_of("Ada")}};
    const cn_extraction extraction = {.mentions = mentions, .n_mentions = 3};
    cairn_mention m;
    cairn_extracted found;

    (void)state;
    cn_extracted_init(&found);
    assert_int_equal(cn_extracted_add(&found, text, 50, &extraction, NULL, NULL), CAIRN_OK);
    assert_int_equal(cairn_extracted_next_mention(&found, &m), CAIRN_ROW);
    assert_string_equal(m.name, "Ada");
    assert_true(m.antecedent_len == 0 && m.first_byte == 50);
    assert_int_equal(cairn_extracted_next_mention(&found, &m), CAIRN_ROW);
    assert_string_equal(m.text, "She");
    assert_string_equal(m.name, "Ada");
    assert_int_equal(m.kind, CAIRN_MENTION_PRONOUN);
    assert_true(m.first_byte == 77 && m.antecedent_first_byte == 50 && m.antecedent_len == 3);
    assert_int_equal(cairn_extracted_next_mention(&found, &m), CAIRN_OK);
    cn_extracted_done(&found);
}

static void trees_are_counted_through_all_chunks(void **state)
{
    cn_token tokens[] = {
        {.first = 0, .len = 3, .head = 2, .upos = CN_UPOS_PROPN, .label = CN_DEP_NSUBJ},
        {.first = 4, .len = 5, .upos = CN_UPOS_VERB, .label = CN_DEP_ROOT}};
    cn_tree tree = {.text = text, .tokens = tokens, .n = 2};
    const cn_trees trees = {.tokens = tokens, .n_tokens = 2, .trees = &tree, .n_trees = 1};
    const cn_extraction nothing = {.n_statements = 0};
    cairn_token token;
    cairn_extracted found;

    (void)state;
    cn_extracted_init(&found);
    for (uint32_t i = 0; i < 2; i++)
        assert_int_equal(cn_extracted_add(&found, text, 100 * i, &nothing, &trees, NULL), CAIRN_OK);
    for (uint32_t i = 0; i < 2; i++) {
        assert_int_equal(cairn_extracted_next_token(&found, &token), CAIRN_ROW);
        assert_string_equal(token.text, "Ada");
        assert_string_equal(token.tag, "PROPN");
        assert_string_equal(token.label, "nsubj");
        assert_true(token.tree == i && token.place == 1 && token.head == 2);
        assert_true(token.first_byte == 100 * i && token.len == 3);
        assert_int_equal(cairn_extracted_next_token(&found, &token), CAIRN_ROW);
        assert_true(token.place == 2 && token.head == 0);
    }
    assert_int_equal(cairn_extracted_next_token(&found, &token), CAIRN_OK);
    cn_extracted_clear(&found);
    assert_int_equal(cairn_extracted_next_token(&found, &token), CAIRN_OK);
    cn_extracted_done(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_count_bytes_of_the_document),
        cmocka_unit_test(dates_and_quantities_have_values),
        cmocka_unit_test(what_is_not_written_has_no_place),
        cmocka_unit_test(mentions_tell_what_they_refer_to),
        cmocka_unit_test(trees_are_counted_through_all_chunks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
