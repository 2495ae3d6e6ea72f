/* Clauses joined with names, references and values: what a whole extraction says of a text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/clauses.h"
#include "ingest/extract.h"
#include "unit/ingest/languages.h"

typedef struct fixture {
    cn_languages *languages;
    cn_extractor *extractor;
    cn_extraction out;
} fixture;

static int set_up(void **state)
{
    static fixture f;

    cn_extraction_init(&f.out);
    f.languages = open_languages();
    *state = &f;
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
}

static bool is_name(const cn_found_name *name, const char *text)
{
    return name->len == strlen(text) && memcmp(name->surface, text, name->len) == 0;
}

/* The clause statement of three names; NULL when it is not there. */
static const cn_found_statement *find(const fixture *f, const char *subject, const char *relation,
                                      const char *object)
{
    for (size_t i = 0; i < f->out.n_statements; i++) {
        const cn_found_statement *s = &f->out.statements[i];

        if (s->rule >= CN_RULE_ACTIVE && is_name(&s->subject, subject) &&
            is_name(&s->relation, relation) && is_name(&s->object, object))
            return s;
    }
    return NULL;
}

static const cn_found_argument *argument_of(const cn_found_statement *s, int role)
{
    for (size_t i = 0; i < s->n_arguments; i++)
        if (s->arguments[i].role == role)
            return &s->arguments[i];
    return NULL;
}

static void a_clause_gives_its_names_with_types_and_places(void **state)
{
    static const char text[] = "Ada Marsh met Tom Reed in London.";
    fixture *f = *state;
    const cn_found_statement *s;

    extract(f, "", text, false);
    s = find(f, "Ada Marsh", "met", "Tom Reed");
    assert_non_null(s);
    assert_memory_equal(text + s->subject_at.first, "Ada Marsh", s->subject_at.len);
    assert_memory_equal(text + s->relation_at.first, "met", s->relation_at.len);
    assert_memory_equal(text + s->object_at.first, "Tom Reed", s->object_at.len);
    assert_true(is_name(&s->normal, "meet"));
    assert_int_equal(s->object_type, CN_TYPE_PERSON);
    assert_int_equal(s->first, 0);
    assert_int_equal(s->len, sizeof(text) - 1);
    assert_int_equal(s->flags, 0);
    assert_true(s->confidence > 0.0 && s->confidence < 1.0);
    assert_non_null(argument_of(s, CN_ARGUMENT_PLACE));
}

static void a_pronoun_says_it_of_the_one_it_means(void **state)
{
    fixture *f = *state;
    const cn_found_statement *s;

    extract(f, "", "Ada Marsh was a botanist. She visited Brazil with her brother.", false);
    s = find(f, "Ada Marsh", "visited", "Brazil");
    assert_non_null(s);
    assert_int_equal(s->flags & CN_STATED_REFERRED, CN_STATED_REFERRED);
}

static void what_is_denied_or_may_be_is_marked(void **state)
{
    fixture *f = *state;
    const cn_found_statement *s;

    extract(f, "", "Ada Marsh did not visit Brazil. Tom Reed may visit Peru.", false);
    s = find(f, "Ada Marsh", "did not visit", "Brazil");
    assert_non_null(s);
    assert_int_equal(s->flags & CN_STATED_NEGATED, CN_STATED_NEGATED);
    s = find(f, "Tom Reed", "may visit", "Peru");
    assert_non_null(s);
    assert_int_equal(s->flags & CN_STATED_POSSIBLE, CN_STATED_POSSIBLE);
}

static void a_time_has_its_iso_form(void **state)
{
    fixture *f = *state;
    const cn_found_statement *s;
    const cn_found_argument *time;

    extract(f, "", "Ada Marsh met Tom Reed on 12 March 1871.", false);
    s = find(f, "Ada Marsh", "met", "Tom Reed");
    assert_non_null(s);
    time = argument_of(s, CN_ARGUMENT_TIME);
    assert_non_null(time);
    assert_true(is_name(&time->text, "on 12 March 1871"));
    assert_true(is_name(&time->value, "1871-03-12"));
}

static void what_names_nothing_is_shown_but_not_kept(void **state)
{
    static const char text[] = "The miller sold the horses.";
    fixture *f = *state;
    const cn_found_statement *s;

    extract(f, "", text, false);
    assert_null(find(f, "miller", "sold", "horses"));
    extract(f, "", text, true);
    s = find(f, "miller", "sold", "horses");
    assert_non_null(s);
    assert_true(s->is_aside);
    assert_true(is_name(&s->subject_text, "The miller"));
    assert_true(is_name(&s->object_text, "the horses"));
}

static void a_language_without_a_pack_says_no_clauses(void **state)
{
    fixture *f = *state;

    extract(f, "", "Der Müller Karl Brandt verkaufte dem Bauern Otto Lind die beiden alten Pferde.",
            true);
    for (size_t i = 0; i < f->out.n_statements; i++)
        assert_true(f->out.statements[i].rule < CN_RULE_ACTIVE);
    assert_int_equal(cn_extractor_trees(f->extractor)->n_trees, 0);
    assert_true(f->out.n_mentions > 0);
}

static void fields_and_code_are_no_sentences(void **state)
{
    fixture *f = *state;

    extract(f, "Mill", "Owner: Ada Marsh\nBuilt: 1887\n", true);
    assert_int_equal(cn_extractor_trees(f->extractor)->n_trees, 0);
    extract(f, "Mill", "The mill burned down. Rebuilt: 1890", true);
    assert_int_equal(cn_extractor_trees(f->extractor)->n_trees, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clause_gives_its_names_with_types_and_places),
        cmocka_unit_test(a_pronoun_says_it_of_the_one_it_means),
        cmocka_unit_test(what_is_denied_or_may_be_is_marked),
        cmocka_unit_test(a_time_has_its_iso_form),
        cmocka_unit_test(what_names_nothing_is_shown_but_not_kept),
        cmocka_unit_test(a_language_without_a_pack_says_no_clauses),
        cmocka_unit_test(fields_and_code_are_no_sentences),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
