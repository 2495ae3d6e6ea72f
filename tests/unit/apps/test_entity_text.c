/* A card reads from the top: who, what, facts, and what is left out is counted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "apps/cli/entity_text.h"
#include "tests/unit/apps/printed.h"

static const cairn_citation cited = {
    .uri = "a.txt", .title = "A", .quote = "Zed is a quill.", .first_byte = 5, .len = 15};
static const cairn_fact leads[] = {{.subject_name = "Zed",
                                    .relation = "leads",
                                    .object_name = "the club",
                                    .belief = 0.9,
                                    .support = 2,
                                    .believed = true,
                                    .valid = "",
                                    .proof = "",
                                    .citations = &cited,
                                    .n_citations = 1},
                                   {.subject_name = "Zed",
                                    .relation = "leads",
                                    .object_name = "the pub",
                                    .belief = 0.1,
                                    .support = 1,
                                    .valid = "",
                                    .proof = ""}};
static const cairn_fact knows = {.subject_name = "Ann",
                                 .relation = "knows",
                                 .object_name = "Zed",
                                 .belief = 0.5,
                                 .support = 1,
                                 .believed = true,
                                 .valid = "",
                                 .proof = ""};

static void a_full_card_reads_from_the_top(void **state)
{
    static const char wanted[] = "Zed\n"
                                 "person, 3 mentions\n"
                                 "also called Z. (2); Zeddy (1, others too) and 4 more\n"
                                 "\n"
                                 "  Zed is a quill.\n"
                                 "  a.txt, bytes 5-19\n"
                                 "\n"
                                 "leads\n"
                                 "  the club  belief 0.90, 2 documents\n"
                                 "    a.txt, bytes 5-19: \"Zed is a quill.\"\n"
                                 "  the pub  belief 0.10, 1 document, not believed\n"
                                 "  and 5 more facts\n"
                                 "... knows Zed\n"
                                 "  Ann  belief 0.50, 1 document\n"
                                 "and 1 more relation\n"
                                 "\n"
                                 "2 facts left out: not valid then\n"
                                 "\n"
                                 "Conflicts\n"
                                 "  leads: the club, not the pub (2 sources against 1)\n"
                                 "\n"
                                 "Merged names\n"
                                 "  Z. is Zed\n"
                                 "    score 0.90: the initial fits; build 2 of 2026-01-02\n"
                                 "  Zeddy may be Zed\n"
                                 "    score 0.30; build 2\n"
                                 "  Q is Zed\n"
                                 "    merged by hand; build 2\n"
                                 "\n"
                                 "Often with\n"
                                 "  Ann; Bob\n";
    const cairn_alias names[] = {{"Zed", 5, false}, {"Z.", 2, false}, {"Zeddy", 1, true}};
    const cairn_fact_group groups[] = {{"leads", true, leads, 2, 7},
                                       {"knows", false, &knows, 1, 1}};
    const cairn_conflict conflict = {.relation = "leads",
                                     .decision = "the club",
                                     .reason = "2 sources against 1",
                                     .claims = leads,
                                     .n_claims = 2,
                                     .all_claims = 2};
    const cairn_merged merges[] = {{.name = "Z.",
                                    .target = "Zed",
                                    .entity_name = "Zed",
                                    .score = 0.9,
                                    .reason = "the initial fits",
                                    .run = 2,
                                    .day = "2026-01-02T03:04:05Z"},
                                   {.name = "Zeddy",
                                    .target = "Zed",
                                    .entity_name = "Zed",
                                    .score = 0.3,
                                    .reason = "",
                                    .run = 2,
                                    .day = "",
                                    .is_undecided = true},
                                   {.name = "Q",
                                    .target = "Zed",
                                    .entity_name = "Zed",
                                    .score = 1,
                                    .reason = "by hand",
                                    .run = 2,
                                    .day = "",
                                    .by_hand = true}};
    const cairn_neighbour neighbours[] = {{1, "Ann", "person", 1, 0}, {2, "Bob", "", 0, 1}};
    const cairn_card card = {.entity = {1, "Zed", "person", 3},
                             .description = &cited,
                             .names = names,
                             .n_names = 3,
                             .all_names = 7,
                             .groups = groups,
                             .n_groups = 2,
                             .all_groups = 3,
                             .all_facts = 8,
                             .not_valid = 2,
                             .conflicts = &conflict,
                             .n_conflicts = 1,
                             .all_conflicts = 1,
                             .merges = merges,
                             .n_merges = 3,
                             .all_merges = 3,
                             .neighbours = neighbours,
                             .n_neighbours = 2};
    char printed[2048];
    cli_page page = printed_begin(0);

    (void)state;
    cli_print_card(&page, &card);
    printed_end(&page, printed, sizeof printed);
    assert_string_equal(printed, wanted);
}

static void empty_parts_are_left_out(void **state)
{
    const cairn_card card = {.entity = {1, "Zed", "", 1}};
    char printed[256];
    cli_page page = printed_begin(60);

    (void)state;
    cli_print_card(&page, &card);
    printed_end(&page, printed, sizeof printed);
    assert_string_equal(printed, "Zed\n1 mention\n\nNo facts are known\n");
}

static void a_sense_is_told_by_its_sentence_or_a_fact(void **state)
{
    const cairn_fact_group group = {"leads", true, leads, 1, 1};
    cairn_card card = {
        .entity = {1, "Zed", "person", 3}, .description = &cited, .groups = &group, .n_groups = 1};
    char printed[256];
    cli_page page = printed_begin(0);

    (void)state;
    cli_print_sense(&page, 1, &card);
    card.description = NULL;
    cli_print_sense(&page, 2, &card);
    printed_end(&page, printed, sizeof printed);
    assert_string_equal(printed, "  1. Zed, person, 3 mentions\n     Zed is a quill.\n"
                                 "  2. Zed, person, 3 mentions\n     Zed leads the club\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_card_reads_from_the_top),
        cmocka_unit_test(empty_parts_are_left_out),
        cmocka_unit_test(a_sense_is_told_by_its_sentence_or_a_fact),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
