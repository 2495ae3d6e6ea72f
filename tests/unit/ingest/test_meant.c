/* Whom pronouns of pattern statements mean, and pronouns and noun phrases as mentions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/extract.h"
#include "ingest/references.h"
#include "unit/ingest/languages.h"

typedef struct fixture {
    cn_languages *languages;
    cn_extractor *extractor;
    cn_extraction out;
    const char *text;
} fixture;

static int set_up(void **state)
{
    static fixture f;

    cn_extraction_init(&f.out);
    *state = &f;
    f.languages = open_languages();
    return cn_extractor_new(&f.extractor, f.languages, NULL);
}

static int tear_down(void **state)
{
    fixture *f = *state;

    cn_extraction_done(&f->out);
    cn_extractor_free(f->extractor);
    cn_languages_close(f->languages);
    return 0;
}

static void extract(fixture *f, const char *title, const char *text, bool wants_text)
{
    const cn_extract_input input = {.title = title,
                                    .meta = "",
                                    .heading = "",
                                    .kind = CN_CHUNK_PROSE,
                                    .is_first = true,
                                    .wants_text = wants_text,
                                    .text = text,
                                    .len = strlen(text)};

    assert_int_equal(cn_extract(f->extractor, &input, &f->out, NULL), CAIRN_OK);
    f->text = text;
}

static bool is_name(const cn_found_name *name, const char *text)
{
    return name->len == strlen(text) && memcmp(name->surface, text, name->len) == 0;
}

/* The first mention of a kind that stands as `written` in the text. */
static const cn_found_mention *mention_of(const fixture *f, int kind, const char *written)
{
    for (size_t i = 0; i < f->out.n_mentions; i++) {
        const cn_found_mention *mention = &f->out.mentions[i];

        if (mention->kind == kind && mention->len == strlen(written) &&
            memcmp(f->text + mention->first, written, mention->len) == 0)
            return mention;
    }
    return NULL;
}

/* The subject of the pattern's statement with this object. */
static const cn_found_statement *said_of(const fixture *f, int rule, const char *object)
{
    for (size_t i = 0; i < f->out.n_statements; i++)
        if (f->out.statements[i].rule == rule && is_name(&f->out.statements[i].object, object))
            return &f->out.statements[i];
    return NULL;
}

static const char two_people[] = "Tom Reed was a miller. He was born in Halvery. "
                                 "Ada Marsh was an engineer. She was born in Port Vale.";

static void a_pattern_is_said_of_whom_its_pronoun_means(void **state)
{
    fixture *f = *state;
    const cn_found_statement *he, *she;

    extract(f, "Tom Reed", two_people, false);
    he = said_of(f, CN_RULE_BIRTH, "Halvery");
    she = said_of(f, CN_RULE_BIRTH, "Port Vale");
    assert_non_null(he);
    assert_non_null(she);
    assert_true(is_name(&he->subject, "Tom Reed"));
    assert_true(is_name(&she->subject, "Ada Marsh"));
    assert_int_equal(she->flags & CN_STATED_REFERRED, CN_STATED_REFERRED);
}

static void a_pronoun_is_a_mention_with_whom_it_means(void **state)
{
    fixture *f = *state;
    const cn_found_mention *he;

    extract(f, "Tom Reed", two_people, true);
    he = mention_of(f, CN_MENTION_PRONOUN, "He");
    assert_non_null(he);
    assert_true(is_name(&he->name, "He"));
    assert_true(is_name(&he->meant, "Tom Reed"));
    assert_int_equal(he->antecedent.first, 0);
    assert_int_equal(he->antecedent.len, strlen("Tom Reed"));
    assert_int_equal(he->type, CN_TYPE_PERSON);
}

static void a_noun_phrase_is_a_mention_with_what_it_means(void **state)
{
    fixture *f = *state;
    const cn_found_mention *botanist;

    extract(f, "", "Ada Marsh was a botanist. The botanist met Tom Reed.", true);
    botanist = mention_of(f, CN_MENTION_NOMINAL, "The botanist");
    assert_non_null(botanist);
    assert_true(is_name(&botanist->meant, "Ada Marsh"));
    assert_true(botanist->antecedent.len > 0);
}

static void a_name_alone_means_itself(void **state)
{
    fixture *f = *state;
    const cn_found_mention *ada;

    extract(f, "", two_people, true);
    ada = mention_of(f, CN_MENTION_NAME, "Ada Marsh");
    assert_non_null(ada);
    assert_int_equal(ada->meant.len, 0);
    assert_int_equal(ada->antecedent.len, 0);
}

static void the_part_of_a_name_means_the_full_one(void **state)
{
    fixture *f = *state;
    const cn_found_mention *reed;

    extract(f, "", "The miller Tom Reed was rich. In the spring Reed sold the mill.", true);
    reed = mention_of(f, CN_MENTION_NAME, "Reed");
    assert_non_null(reed);
    assert_true(is_name(&reed->meant, "Tom Reed"));
}

static void only_names_are_mentioned_where_no_text_is_wanted(void **state)
{
    fixture *f = *state;

    extract(f, "Tom Reed", two_people, false);
    for (size_t i = 0; i < f->out.n_mentions; i++)
        assert_int_equal(f->out.mentions[i].kind, CN_MENTION_NAME);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pattern_is_said_of_whom_its_pronoun_means),
        cmocka_unit_test(a_pronoun_is_a_mention_with_whom_it_means),
        cmocka_unit_test(a_noun_phrase_is_a_mention_with_what_it_means),
        cmocka_unit_test(a_name_alone_means_itself),
        cmocka_unit_test(the_part_of_a_name_means_the_full_one),
        cmocka_unit_test(only_names_are_mentioned_where_no_text_is_wanted),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
