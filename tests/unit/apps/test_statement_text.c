/* Statements as lines for people, JSON and tab-separated values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "apps/cli/statement_text.h"

static const cairn_part in_1843 = {.text = "in 1843",
                                   .first_byte = 18,
                                   .len = 7,
                                   .name = "in 1843",
                                   .type = "date",
                                   .value = "1843",
                                   .role = CAIRN_ARGUMENT_TIME};

static cairn_statement letters(void)
{
    return (cairn_statement){.subject = {"She", 100, 3, "She", "Ada Lovelace", "person", "", 0},
                             .object = {"letters", 110, 7, "long letters", "letters", "", "", 0},
                             .relation = "wrote",
                             .normal = "write",
                             .canonical = "wrote",
                             .relation_first_byte = 104,
                             .relation_len = 5,
                             .arguments = &in_1843,
                             .n_arguments = 1,
                             .flags = CAIRN_STATED_NEGATED | CAIRN_STATED_REFERRED,
                             .rule = "clause/active",
                             .confidence = 0.87,
                             .sentence = "She wrote\tletters in 1843.",
                             .first_byte = 100,
                             .len = 26};
}

#define EXPECT(out, text)                                                                          \
    do {                                                                                           \
        assert_string_equal(cn_buf_str(out), text);                                                \
        cn_buf_clear(out);                                                                         \
    } while (0)

static void people_see_what_is_meant(void **state)
{
    cairn_statement s = letters();
    cn_buf out;

    (void)state;
    cn_buf_init(&out, 1000);
    cli_statement_add_line(&out, "a.txt", &s);
    EXPECT(&out, "a.txt:100-125  (Ada Lovelace; wrote; letters)  time=1843  negated  referred  "
                 "0.87\n");
    s.object.name = "\033[31mred\nline";
    s.n_arguments = 0;
    s.flags = 0;
    s.is_aside = true;
    cli_statement_add_line(&out, "a\nb", &s);
    EXPECT(&out, "a b:100-125  (Ada Lovelace; wrote; red line)  aside  0.87\n");
    cn_buf_done(&out);
}

static void json_has_every_key(void **state)
{
    const cairn_statement s = letters();
    cn_buf out;

    (void)state;
    cn_buf_init(&out, 2000);
    cli_statement_add_json(&out, "a.txt", &s);
    EXPECT(
        &out,
        "{\"uri\":\"a.txt\",\"first\":100,\"len\":26,\"sentence\":\"She wrote\\tletters in "
        "1843.\",\"subject\":{\"text\":\"She\",\"first\":100,\"len\":3,\"full\":\"She\",\"type\":"
        "\"person\",\"name\":\"Ada Lovelace\",\"value\":\"\"},\"relation\":{\"text\":\"wrote\","
        "\"first\":104,\"len\":5,\"normal\":\"write\","
        "\"canonical\":\"wrote\",\"swapped\":0},\"object\":{\"text\":\"letters\","
        "\"first\":110,\"len\":7,\"full\":\"long letters\",\"type\":\"\",\"name\":\"letters\","
        "\"value\":\"\"},\"more\":[{\"role\":\"time\",\"text\":\"in 1843\",\"value\":\"1843\","
        "\"first\":18,\"len\":7}],\"flags\":[\"negated\",\"referred\"],\"rule\":"
        "\"clause/active\",\"confidence\":0.87}\n");
    cn_buf_done(&out);
}

static void tab_separated_values_are_as_written(void **state)
{
    cairn_statement s = letters();
    cn_buf out;

    (void)state;
    cn_buf_init(&out, 1000);
    cli_statement_add_tsv(&out, s.sentence, &s);
    EXPECT(&out, "She wrote letters in 1843.\t0.8700\tShe\twrote\tlong letters\tin 1843\n");
    /* Not at a place, but its name stands in the sentence. */
    s.object.len = 0;
    s.object.text = s.object.full = "";
    cli_statement_add_tsv(&out, s.sentence, &s);
    EXPECT(&out, "She wrote letters in 1843.\t0.8700\tShe\twrote\tletters\tin 1843\n");
    s.subject.len = 0;
    s.subject.full = "";
    cli_statement_add_tsv(&out, s.sentence, &s);
    EXPECT(&out, "");
    cn_buf_done(&out);
}

static void mentions_show_what_they_refer_to(void **state)
{
    const cairn_mention she = {"She", 100, 3, "Ada Lovelace", "person", CAIRN_MENTION_PRONOUN,
                               7,     12};
    const cairn_mention ada = {"Ada", 7, 3, "Ada", "", CAIRN_MENTION_NAME, 0, 0};
    cn_buf out;

    (void)state;
    cn_buf_init(&out, 1000);
    cli_mention_add_line(&out, "a.txt", &she);
    EXPECT(&out, "a.txt:100-102  \"She\"  person  pronoun  = Ada Lovelace\n");
    cli_mention_add_line(&out, "a.txt", &ada);
    EXPECT(&out, "a.txt:7-9  \"Ada\"\n");
    cli_mention_add_json(&out, "a.txt", &she);
    EXPECT(&out, "{\"uri\":\"a.txt\",\"mention\":{\"text\":\"She\",\"first\":100,\"len\":3,"
                 "\"type\":\"person\",\"name\":\"Ada Lovelace\",\"kind\":\"pronoun\","
                 "\"antecedent\":{\"first\":7,\"len\":12}}}\n");
    cli_mention_add_json(&out, "", &ada);
    EXPECT(&out, "{\"uri\":\"\",\"mention\":{\"text\":\"Ada\",\"first\":7,\"len\":3,\"type\":\"\","
                 "\"name\":\"Ada\",\"kind\":\"name\"}}\n");
    assert_string_equal(cli_mention_kind_name(99), "name");
    cn_buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_see_what_is_meant),
        cmocka_unit_test(json_has_every_key),
        cmocka_unit_test(tab_separated_values_are_as_written),
        cmocka_unit_test(mentions_show_what_they_refer_to),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
