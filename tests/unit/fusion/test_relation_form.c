/* Relations as written have one canonical form for all ways to say the same. */
#include "unit/fusion/relation_rows.h"

#include "base/mem.h"
#include "fusion/relation_form.h"

enum {
    PERSON = CN_TYPE_PERSON,
    PLACE = CN_TYPE_PLACE,
    WORK = CN_TYPE_WORK,
    ORG = CN_TYPE_ORGANISATION,
    CLASS = CN_TYPE_CLASS,
    DATE = CN_TYPE_DATE,
    TEXT = CN_TYPE_TEXT,
    N_TYPES = CN_TYPE_TEXT + 1
};

static cn_relation_table *table;
static cn_buf out;

static int open_table(void **state)
{
    (void)state;
    cn_buf_init(&out, 1 << 20);
    return cn_relation_table_open(&table, ENGLISH, NULL);
}

static int close_table(void **state)
{
    (void)state;
    cn_relation_table_close(table);
    cn_buf_done(&out);
    return 0;
}

static bool form(const char *surface, const char *normal, int subject, int object)
{
    const cn_relation_said said = {surface,        strlen(surface), normal,
                                   strlen(normal), subject,         object};
    bool is_swapped;

    assert_int_equal(cn_relation_form(table, &said, &out, &is_swapped, NULL), CAIRN_OK);
    return is_swapped;
}

/* expected "<...": swapped. */
static void check(const char *surface, const char *normal, int subject, int object,
                  const char *expected)
{
    bool is_swapped = form(surface, normal, subject, object);

    if (strcmp(cn_buf_str(&out), expected + (*expected == '<')) != 0 ||
        is_swapped != (*expected == '<'))
        fail_msg("\"%s\": %s\"%s\", not \"%s\"", surface, is_swapped ? "<" : "", cn_buf_str(&out),
                 expected);
}

static void spellings_fold(void **state)
{
    (void)state;
    check("  born_in :", "", PERSON, PLACE, "born in");
    check("BORN \t in", "", PERSON, PLACE, "born in");
    check("birthDate", "", PERSON, DATE, "born on");
    check("Some_odd  Key:", "", ORG, TEXT, "some odd key");
    check(":", "", ORG, TEXT, "");
    check("", "", ORG, TEXT, "");
}

static void what_no_step_knows_stays(void **state)
{
    (void)state;
    check("\xc3\x89t\xc3\xa9", "", ORG, TEXT, "\xc3\x89t\xc3\xa9");
    check("geboren am", "", PERSON, DATE, "geboren am");
    check("a b c", "", ORG, TEXT, "a b c");
    check("\xe7\x94\x9f\xe3\x81\xbe\xe3\x82\x8c", "", PERSON, TEXT,
          "\xe7\x94\x9f\xe3\x81\xbe\xe3\x82\x8c");
}

static void auxiliaries_adverbs_and_articles_go(void **state)
{
    (void)state;
    check("was first published in", "be publish in", WORK, PLACE, "published in");
    check("is currently located directly in", "be locate in", PLACE, PLACE, "located in");
    check("has also been the mayor of", "be mayor of", PERSON, PLACE, "<mayor");
    check("may refer to", "refer to", CLASS, CLASS, "referred to");
    check("did not build", "build", PERSON, CLASS, "built");
    check("was also", "be", PERSON, CLASS, "is a");
    check("had studied under", "study under", PERSON, PERSON, "studied under");
}

static void tenses_are_one(void **state)
{
    (void)state;
    check("moves to", "move to", PERSON, PLACE, "moved to");
    check("moving to", "move to", PERSON, PLACE, "moved to");
    check("has moved to", "move to", PERSON, PLACE, "moved to");
    check("is working on", "be work on", PERSON, CLASS, "worked on");
    check("is king of", "be king of", PERSON, PLACE, "<king");
    check("asked to build", "ask to build", PERSON, CLASS, "asked to build");
    check("to build", "to build", PERSON, CLASS, "to build");
}

static void the_two_voices_are_one(void **state)
{
    (void)state;
    check("was written by", "be write by", WORK, PERSON, "written by");
    check("wrote", "write", PERSON, WORK, "<written by");
    check("wrote", "", PERSON, WORK, "<written by");
    check("has written", "write", PERSON, WORK, "<written by");
    check("was destroyed by", "be destroy by", PLACE, PERSON, "<destroyed");
    check("destroyed", "destroy", PERSON, PLACE, "destroyed");
    check("is destroyed", "be destroy", PLACE, CLASS, "is destroyed");
}

static void a_literal_stays_where_it_is(void **state)
{
    (void)state;
    check("wrote", "write", PERSON, TEXT, "wrote");
    check("Children", "", PERSON, TEXT, "children");
    check("was destroyed by", "be destroy by", PLACE, DATE, "destroyed by");
    check("wrote", "write", DATE, WORK, "wrote");
}

static void a_date_is_on(void **state)
{
    (void)state;
    check("was born in", "be bear in", PERSON, DATE, "born on");
    check("was born in", "be bear in", PERSON, PLACE, "born in");
    check("is born 4 May 1901 in", "be bear 4 May 1901 in", PERSON, PLACE, "born in");
    check("was built in", "be build in", PLACE, DATE, "built on");
    check("is built", "be build", PLACE, DATE, "built on");
    check("Founded", "", ORG, DATE, "founded on");
    check("was established in", "be establish in", ORG, DATE, "founded on");
    check("is 1926 silent film of", "be 1926 silent film of", WORK, DATE, "released on");
}

static void a_noun_before_by_says_what_was_made(void **state)
{
    (void)state;
    check("is comedy film by", "be comedy film by", WORK, PERSON, "directed by");
    check("is second studio album by", "be studio album by", WORK, PERSON, "performed by");
    check("novel by", "", WORK, PERSON, "written by");
    check("is small village in", "be small village in", PLACE, PLACE, "located in");
}

static void kin_are_one_relation_each(void **state)
{
    (void)state;
    check("was eldest son of", "be eldest son of", PERSON, PERSON, "child of");
    check("daughter of", "", PERSON, PERSON, "child of");
    check("son", "", PERSON, PERSON, "<child of");
    check("is father of", "be father of", PERSON, PERSON, "<father");
    check("has father", "have father", PERSON, PERSON, "father");
    check("mother", "", PERSON, PERSON, "mother");
    check("wife", "", PERSON, PERSON, "married to");
    check("married", "marry", PERSON, PERSON, "married to");
    check("uncle of", "", PERSON, PERSON, "<niece or nephew of");
}

static void who_became_something_of_is_it(void **state)
{
    (void)state;
    check("became the president of", "become president of", PERSON, ORG, "<president");
    check("was elected mayor of", "be elect mayor of", PERSON, PLACE, "<mayor");
    check("served as a member of", "serve as member of", PERSON, ORG, "member of");
    check("became president", "become president", PERSON, ORG, "became president");
}

static void fields_are_said_as_sentences_are(void **state)
{
    (void)state;
    check("Date of birth", "", PERSON, DATE, "born on");
    check("place_of_death", "", PERSON, PLACE, "died in");
    check("Director", "", WORK, TEXT, "directed by");
    check("has capital", "have capital", PLACE, PLACE, "capital");
    check("is capital of", "be capital of", PLACE, PLACE, "<capital");
    check("has long hair", "have long hair", PERSON, CLASS, "has long hair");
    check("had", "have", PERSON, CLASS, "has");
}

static void meanings_stay_apart(void **state)
{
    static const char *const apart[] = {
        "father",       "mother",        "directed by", "written by", "produced by", "composed by",
        "performed by", "screenplay by", "born in",     "died in",    "buried in",   "lived in",
        "raised in",    "nationality",   "country",     "works at",   "member of",   "educated at"};

    (void)state;
    for (size_t i = 0; i < sizeof(apart) / sizeof(*apart); i++)
        for (int type = 0; type < CN_TYPE_DATE; type++)
            check(apart[i], "", type, PERSON, apart[i]);
}

/* Relations of the file's own words and of other words, in all sizes, with and without a normal
 * form: the form of a form is itself, with its subject and object where they then are. */
static void the_form_of_a_form_is_itself(void **state)
{
    static const char *const words[] = {
        "was",     "is",      "has",        "been",    "first",    "also",       "the",     "its",
        "born",    "in",      "on",         "by",      "of",       "wrote",      "directs", "son",
        "father",  "film",    "eldest",     "king",    "not",      "a",          "known",   "as",
        "located", "at",      "1901",       "may",     "album",    "originally", "s",       "to",
        "child",   "married", "publishing", "capital", "building", "hit",        "did",     "..",
    };
    enum { N_WORDS = sizeof(words) / sizeof(*words), ROUNDS = 60000 };
    uint64_t seed = 88172645463325252u;
    char text[120], made[400];

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        int subject, object, turn;
        size_t len = 0;
        bool is_swapped;

        for (int n = 0; n <= round % 5; n++) {
            seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
            len += (size_t)snprintf(text + len, sizeof(text) - len, "%s%s", n ? " " : "",
                                    words[seed % N_WORDS]);
        }
        subject = (int)(seed >> 20) & 15;
        object = (int)(seed >> 30) & 15;
        subject = subject < N_TYPES ? subject : 0;
        object = object < N_TYPES ? object : 0;
        is_swapped = form(text, round % 2 ? "be publish in" : "", subject, object);
        if (is_swapped) {
            assert_true(object < CN_TYPE_DATE);
            turn = subject;
            subject = object;
            object = turn;
        }
        assert_true(out.len < sizeof(made));
        memcpy(made, cn_buf_str(&out), out.len + 1);
        check(made, "", subject, object, made);
    }
}

static void long_and_odd_relations_are_folded_only(void **state)
{
    enum { LEN = 100000 };
    char *text = cn_alloc(LEN + 1);

    (void)state;
    assert_non_null(text);
    memset(text, 'A', LEN);
    text[LEN] = '\0';
    form(text, text, PERSON, PLACE);
    assert_int_equal(out.len, LEN);
    assert_int_equal(out.data[LEN - 1], 'a');
    for (size_t i = 1; i < 200; i += 2)
        text[i] = ' ';
    text[200] = '\0';
    form(text, "be", PERSON, PLACE);
    assert_int_equal(out.len, 199);
    cn_free(text);
    check("\x01\xff\xfe was", "\xff", PERSON, PLACE, "\x01\xff\xfe was");
}

static void an_empty_table_folds(void **state)
{
    cn_relation_table *none;
    const cn_relation_said said = {"Was Born_in:", 12, "be bear in", 10, PERSON, DATE};
    bool is_swapped = true;

    (void)state;
    assert_int_equal(cn_relation_table_open(&none, NULL, NULL), CAIRN_OK);
    assert_int_equal(cn_relation_form(none, &said, &out, &is_swapped, NULL), CAIRN_OK);
    assert_string_equal(cn_buf_str(&out), "was born in");
    assert_false(is_swapped);
    cn_relation_table_close(none);
}

static void no_memory_is_an_error(void **state)
{
    const cn_relation_said said = {"was born in", 11, NULL, 0, PERSON, PLACE};
    cn_buf fresh;
    bool is_swapped;

    (void)state;
    cn_buf_init(&fresh, 1 << 20);
    cn_mem_fail_at(1, true);
    assert_int_equal(cn_relation_form(table, &said, &fresh, &is_swapped, NULL), CAIRN_ENOMEM);
    cn_mem_fail_at(0, false);
    cn_buf_done(&fresh);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_fold),
        cmocka_unit_test(what_no_step_knows_stays),
        cmocka_unit_test(auxiliaries_adverbs_and_articles_go),
        cmocka_unit_test(tenses_are_one),
        cmocka_unit_test(the_two_voices_are_one),
        cmocka_unit_test(a_literal_stays_where_it_is),
        cmocka_unit_test(a_date_is_on),
        cmocka_unit_test(a_noun_before_by_says_what_was_made),
        cmocka_unit_test(kin_are_one_relation_each),
        cmocka_unit_test(who_became_something_of_is_it),
        cmocka_unit_test(fields_are_said_as_sentences_are),
        cmocka_unit_test(meanings_stay_apart),
        cmocka_unit_test(the_form_of_a_form_is_itself),
        cmocka_unit_test(long_and_odd_relations_are_folded_only),
        cmocka_unit_test(an_empty_table_folds),
        cmocka_unit_test(no_memory_is_an_error),
    };

    return cmocka_run_group_tests(tests, open_table, close_table);
}
