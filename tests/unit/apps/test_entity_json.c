/* As JSON a card has the documented keys, whatever it holds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "apps/cli/entity_json.h"

static void expect_json(cn_json *value, const char *wanted)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_buf out;

    cn_buf_init(&out, 1 << 16);
    assert_int_equal(cn_json_dump(value, &out, &err), CAIRN_OK);
    assert_string_equal(cn_buf_str(&out), wanted);
    cn_buf_done(&out);
    cn_json_free(value);
}

static void nobody_has_all_keys(void **state)
{
    const cairn_entity nobody = {0};
    cn_json *object = cn_json_new_object();

    (void)state;
    cli_json_entity(object, &nobody);
    cli_json_card(object, NULL);
    expect_json(object, "{\"id\":0,\"name\":null,\"type\":null,\"mentions\":0,\"description\":null,"
                        "\"names\":[],\"all_names\":0,\"facts\":[],\"all_facts\":0,\"not_valid\":0,"
                        "\"relations\":[],\"all_relations\":0,\"conflicts\":[],\"all_conflicts\":0,"
                        "\"merges\":[],\"all_merges\":0,\"neighbours\":[]}");
}

static void a_fact_has_what_it_stands_on(void **state)
{
    const cairn_citation cited = {"a.txt", "A", "She leads it.", 10, 13, 20, 13};
    const cairn_fact fact = {.subject = 1,
                             .object = 0,
                             .subject_name = "Zed",
                             .relation = "leads",
                             .object_name = "it",
                             .belief = 0.5,
                             .support = 1,
                             .believed = true,
                             .uri = "a.txt",
                             .quote = "She leads it.",
                             .first_byte = 10,
                             .valid = "1998/..",
                             .closed_by = 7,
                             .recorded = 1,
                             .retired = 2,
                             .proof = "",
                             .id = 9,
                             .citations = &cited,
                             .n_citations = 1,
                             .n_statements = 4};

    (void)state;
    expect_json(cli_json_fact(&fact),
                "{\"subject\":\"Zed\",\"relation\":\"leads\",\"object\":\"it\","
                "\"object_is_entity\":false,\"subject_id\":1,\"object_id\":0,\"id\":9,"
                "\"belief\":0.5,\"support\":1,\"believed\":true,\"valid\":\"1998/..\","
                "\"closed_by\":7,\"recorded\":1,\"retired\":2,\"inferred\":false,\"proof\":\"\","
                "\"uri\":\"a.txt\",\"quote\":\"She leads it.\",\"first_byte\":10,"
                "\"statements\":4,\"citations\":[{\"uri\":\"a.txt\",\"title\":\"A\","
                "\"quote\":\"She leads it.\",\"first_byte\":10,\"len\":13,\"src_first\":20,"
                "\"src_len\":13}]}");
}

static void a_merge_has_score_and_reason(void **state)
{
    const cairn_merged merged = {.name = "Z.",
                                 .target = "Zed",
                                 .entity = 3,
                                 .entity_name = "Zed",
                                 .score = 0.5,
                                 .features = "initials",
                                 .reason = "it fits",
                                 .run = 2,
                                 .day = "",
                                 .by_hand = true};

    (void)state;
    expect_json(cli_json_merge(&merged),
                "{\"name\":\"Z.\",\"target\":\"Zed\",\"entity\":\"Zed\",\"entity_id\":3,"
                "\"score\":0.5,\"features\":\"initials\",\"reason\":\"it fits\",\"run\":2,"
                "\"day\":\"\",\"by_hand\":true,\"undecided\":false}");
}

static void a_conflict_has_its_claims(void **state)
{
    const cairn_conflict conflict = {.subject = 1,
                                     .subject_name = "Zed",
                                     .relation = "born on",
                                     .decision = "1901",
                                     .reason = "2 against 1",
                                     .all_claims = 5};

    (void)state;
    expect_json(cli_json_conflict(&conflict),
                "{\"subject\":\"Zed\",\"subject_id\":1,\"relation\":\"born on\","
                "\"decision\":\"1901\",\"reason\":\"2 against 1\",\"claims\":[],"
                "\"all_claims\":5}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_has_all_keys),
        cmocka_unit_test(a_fact_has_what_it_stands_on),
        cmocka_unit_test(a_merge_has_score_and_reason),
        cmocka_unit_test(a_conflict_has_its_claims),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
