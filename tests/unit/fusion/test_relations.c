/* Relations: surfaces -> canonical forms, traits, and rows that live as long as something needs
 * them. */
#include "fusion/relations.h"
#include "fusion/values.h"
#include "unit/fusion/told.h"

typedef struct opened {
    cn_relation_table *table;
    cn_relations relations;
} opened;

static void open_relations(fixture *f, bool is_fresh, opened *it)
{
    OK(cn_relation_table_open(&it->table, CAIRN_SOURCE_DIR "/data/models/en/relations.tsv",
                              &last_error));
    OK(cn_relations_init(&it->relations, f->store, it->table, is_fresh, &last_error));
}

static void close_relations(opened *it)
{
    cn_relations_done(&it->relations);
    cn_relation_table_close(it->table);
}

/* The canonical form of a surface between things of these types. */
static const cn_relation *form_of(fixture *f, opened *it, const char *surface, int subject_type,
                                  int object_type, bool *is_swapped)
{
    const cn_statement_row row = {.relation = relation_id(f->store, surface),
                                  .subject_type = subject_type,
                                  .object_type = object_type};
    uint32_t place;

    OK(cn_relations_form(&it->relations, &row, &place, is_swapped, &last_error));
    return &it->relations.items[place];
}

static void spellings_have_one_canonical_form(void **state)
{
    static const char *const surfaces[] = {"Born On", "born on", "BORN \t on", "Date of Birth",
                                           "was born on"};
    fixture *f = *state;
    bool is_swapped;
    opened it;

    begin(f);
    open_relations(f, false, &it);
    for (size_t i = 0; i < sizeof(surfaces) / sizeof(surfaces[0]); i++) {
        const cn_relation *form =
            form_of(f, &it, surfaces[i], CN_TYPE_PERSON, CN_TYPE_DATE, &is_swapped);

        assert_string_equal(form->text, "born on");
        assert_false(is_swapped);
    }
    close_relations(&it);
}

static void a_relation_said_from_its_object_changes_places(void **state)
{
    fixture *f = *state;
    bool is_swapped;
    const cn_relation *forth, *back;
    opened it;

    begin(f);
    open_relations(f, false, &it);
    forth = form_of(f, &it, "was written by", CN_TYPE_WORK, CN_TYPE_PERSON, &is_swapped);
    assert_false(is_swapped);
    back = form_of(f, &it, "wrote", CN_TYPE_PERSON, CN_TYPE_WORK, &is_swapped);
    assert_true(is_swapped);
    assert_string_equal(forth->text, back->text);
    /* Asked again, the same. */
    back = form_of(f, &it, "wrote", CN_TYPE_PERSON, CN_TYPE_WORK, &is_swapped);
    assert_true(is_swapped);
    assert_string_equal(back->text, "written by");
    close_relations(&it);
}

static void traits_are_those_of_the_table(void **state)
{
    fixture *f = *state;
    const cn_relation *form;
    bool is_swapped;
    opened it;

    begin(f);
    open_relations(f, false, &it);
    form = form_of(f, &it, "born on", CN_TYPE_PERSON, CN_TYPE_DATE, &is_swapped);
    assert_int_equal(form->one_value, CN_VALUE_DATE);
    assert_int_equal(form->one_at_a_time, 0);
    form = form_of(f, &it, "population", CN_TYPE_PLACE, CN_TYPE_QUANTITY, &is_swapped);
    assert_int_equal(form->one_value, 0);
    assert_int_equal(form->one_at_a_time, CN_VALUE_QUANTITY);
    form = form_of(f, &it, "also known as", CN_TYPE_PERSON, CN_TYPE_PERSON, &is_swapped);
    assert_true(form->is_alias);
    form = form_of(f, &it, "born in", CN_TYPE_PERSON, CN_TYPE_PLACE, &is_swapped);
    assert_true(form->is_nested);
    form = form_of(f, &it, "frobbed", CN_TYPE_PERSON, CN_TYPE_PERSON, &is_swapped);
    assert_int_equal(form->one_value | form->one_at_a_time, 0);
    assert_false(form->is_alias);
    close_relations(&it);
}

static void without_a_table_a_form_is_its_surface_folded(void **state)
{
    fixture *f = *state;
    cn_relation_table *table;
    cn_relations relations;
    cn_statement_row row = {.subject_type = CN_TYPE_PERSON, .object_type = CN_TYPE_PERSON};
    uint32_t one, other;
    bool is_swapped;

    begin(f);
    OK(cn_relation_table_open(&table, NULL, &last_error));
    OK(cn_relations_init(&relations, f->store, table, false, &last_error));
    row.relation = relation_id(f->store, "Date of Birth");
    OK(cn_relations_form(&relations, &row, &one, &is_swapped, &last_error));
    row.relation = relation_id(f->store, "date  of birth");
    OK(cn_relations_form(&relations, &row, &other, &is_swapped, &last_error));
    assert_int_equal(one, other);
    assert_string_equal(relations.items[one].text, "date of birth");
    cn_relations_done(&relations);
    cn_relation_table_close(table);
}

static void facts_carry_a_relation_with_a_row(void **state)
{
    fixture *f = *state;
    char text[128];

    begin(f);
    say_on(f, "a", "Ada", "Date of Birth", "1815", CN_TYPE_DATE);
    say_on(f, "b", "Ada", "BORN ON", "1815", CN_TYPE_DATE);
    fuse(f);
    assert_int_equal(stats_of(f->store).facts, 1);
    text_of(f, "SELECT r.surface FROM fact AS f JOIN relation AS r ON r.id = f.relation", text);
    assert_string_equal(text, "born on");
    check_clean(f);
}

static void rows_that_nothing_needs_go(void **state)
{
    fixture *f = *state;

    begin(f);
    add_others(f);
    fuse(f);
    say_on(f, "a", "Ada", "Was Born On", "1815", CN_TYPE_DATE);
    fuse(f);
    /* "knew" and its form, the surface at hand and its form. */
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM relation WHERE surface IN "
                                         "('Was Born On', 'born on')"),
                     2);
    assert_int_equal(number_of(f->store, "SELECT u.uses FROM relation_use AS u JOIN relation AS r "
                                         "ON r.id = u.relation WHERE r.surface = 'born on'"),
                     1);
    check_clean(f);
    forget(f, "a");
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM relation WHERE surface IN "
                                         "('Was Born On', 'born on')"),
                     0);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM name WHERE surface = 'Ada'"), 0);
    check_followed(f);
}

static void a_normal_form_is_used_too(void **state)
{
    fixture *f = *state;
    page on;
    cn_statement_row row = {.rule = 1, .object_type = CN_TYPE_PERSON, .confidence = 0.8};

    begin(f);
    add_others(f);
    on = add_page(f, "a");
    row.id = cn_mention_id(on.chunk, 0);
    row.subject = name_id(f->store, "Ada");
    row.object = name_id(f->store, "Charles");
    row.relation = relation_id(f->store, "has been admiring");
    row.normal = relation_id(f->store, "admire");
    OK(cn_statement_put(f->store, &row, &last_error));
    fuse(f);
    assert_true(number_of(f->store, "SELECT count(*) FROM relation WHERE surface IN "
                                    "('has been admiring', 'admire')") == 2);
    check_clean(f);
    forget(f, "a");
    fuse(f);
    assert_int_equal(number_of(f->store, "SELECT count(*) FROM relation WHERE surface LIKE "
                                         "'%admir%'"),
                     0);
    check_followed(f);
}

static void a_statement_without_its_relation_is_reported(void **state)
{
    fixture *f = *state;
    cn_statement_row row = {.relation = 12345};

    begin(f);
    for (int i = 0; i < 2; i++) { /* from scratch, and following a document */
        page on = add_page(f, i == 0 ? "a" : "b");

        row.id = cn_mention_id(on.chunk, 0);
        row.subject = row.object = name_id(f->store, "Ada");
        OK(cn_statement_put(f->store, &row, &last_error));
        assert_int_equal(try_fuse(f->store, &last_error), CAIRN_EINDEX);
        assert_string_equal(last_error.message,
                            "a statement names relation 12345, which has no row");
        cn_store_rollback(f->store);
        begin(f);
        add_others(f);
        fuse(f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(spellings_have_one_canonical_form),
        STORE_TEST(a_relation_said_from_its_object_changes_places),
        STORE_TEST(traits_are_those_of_the_table),
        STORE_TEST(without_a_table_a_form_is_its_surface_folded),
        STORE_TEST(facts_carry_a_relation_with_a_row),
        STORE_TEST(rows_that_nothing_needs_go),
        STORE_TEST(a_normal_form_is_used_too),
        STORE_TEST(a_statement_without_its_relation_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
