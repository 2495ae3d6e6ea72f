/* Senses: two John Hales stay two, one article in many passages stays one. */
#include "fusion/senses.h"
#include "unit/fusion/similarity_profiles.h"

enum { DOCUMENTS = 6 };

typedef struct shelf {
    known said[DOCUMENTS];
    cn_sense_document documents[DOCUMENTS];
    uint32_t groups[DOCUMENTS];
    size_t n;
} shelf;

static known *put(shelf *s, uint64_t hash, int type, bool is_title)
{
    known *said = &s->said[s->n];

    know(said, "John Hale", type, 0);
    s->documents[s->n] = (cn_sense_document){.document = hash, .is_title = is_title};
    memcpy(s->documents[s->n].types, said->profile.types, sizeof(said->profile.types));
    s->n++;
    return said;
}

/* Whatever the order of the documents. */
static cn_senses split(shelf *s)
{
    cn_sense_document turned[DOCUMENTS];
    uint32_t groups[DOCUMENTS];
    cn_senses there, back;

    for (size_t i = 0; i < s->n; i++) {
        s->documents[i].neighbours = s->said[i].neighbours;
        s->documents[i].n_neighbours = s->said[i].profile.n_neighbours;
        turned[s->n - 1 - i] = s->documents[i];
    }
    assert_int_equal(cn_senses_split(s->documents, s->n, s->groups, &there, NULL), CAIRN_OK);
    assert_int_equal(cn_senses_split(turned, s->n, groups, &back, NULL), CAIRN_OK);
    assert_int_equal(there.n, back.n);
    assert_string_equal(there.reason, back.reason);
    for (size_t i = 0; i < s->n; i++)
        assert_int_equal(s->groups[i], groups[s->n - 1 - i]);
    return there;
}

static void two_people_of_one_name_stay_two(void **state)
{
    shelf s = {.n = 0};
    known *it;
    cn_senses senses;

    (void)state;
    it = put(&s, 10, CN_TYPE_PERSON, false);
    date(it, "born on", "3 May 1920");
    say(it, "born in", "Wick");
    say(it, "is a", "painter");
    it = put(&s, 11, CN_TYPE_PERSON, false);
    date(it, "born on", "1975");
    say(it, "born in", "Cork");
    it = put(&s, 12, CN_TYPE_PERSON, false);
    date(it, "born on", "May 1920");
    senses = split(&s);
    assert_int_equal(senses.n, 2);
    assert_int_equal(s.groups[0], 0);
    assert_int_equal(s.groups[1], 1);
    assert_int_equal(s.groups[2], 0);
    assert_string_equal(senses.reason, "birth, places differ");
}

static void one_value_that_differs_is_a_conflict(void **state)
{
    shelf s = {.n = 0};
    known *it;

    (void)state;
    it = put(&s, 10, CN_TYPE_PERSON, false);
    date(it, "born on", "1920");
    say(it, "married to", "Ada Wick");
    it = put(&s, 11, CN_TYPE_PERSON, false);
    date(it, "born on", "1975");
    say(it, "married to", "Ada Wick");
    assert_int_equal(split(&s).n, 1);
    it = put(&s, 12, CN_TYPE_PERSON, false);
    date(it, "born on", "1948");
    assert_int_equal(split(&s).n, 1);
}

static void passages_of_one_article_stay_one(void **state)
{
    shelf s = {.n = 0};

    (void)state;
    for (size_t i = 0; i < DOCUMENTS; i++) {
        static const char *const others[DOCUMENTS] = {"Mill",   "Church", "Port",
                                                      "Bridge", "School", "Park"};
        known *it = put(&s, 10 + i, CN_TYPE_PLACE, true);

        say(it, "has", others[i]);
        say(it, "is a", others[(i + 1) % DOCUMENTS]);
    }
    assert_int_equal(split(&s).n, 1);
}

static void a_film_and_its_remake_are_two(void **state)
{
    shelf s = {.n = 0};
    known *it;

    (void)state;
    it = put(&s, 10, CN_TYPE_WORK, true);
    say(it, "directed by", "Ada Wick");
    date(it, "released on", "1931");
    it = put(&s, 11, CN_TYPE_WORK, true);
    say(it, "directed by", "John Hale");
    date(it, "released on", "1998");
    assert_int_equal(split(&s).n, 2);
}

static void few_documents_are_one_sense(void **state)
{
    shelf s = {.n = 0};

    (void)state;
    assert_int_equal(split(&s).n, 1);
    put(&s, 10, CN_TYPE_PERSON, true);
    assert_int_equal(split(&s).n, 1);
    put(&s, 11, CN_TYPE_PERSON, true);
    assert_int_equal(split(&s).n, 1);
}

static void many_documents_are_bounded(void **state)
{
    enum { MANY = 5000 };
    cn_sense_document *documents = cn_alloc_zero(MANY, sizeof(*documents));
    uint32_t *groups = cn_alloc_zero(MANY, sizeof(*groups));
    cn_senses senses;
    known it;

    (void)state;
    assert_non_null(documents);
    assert_non_null(groups);
    know(&it, "John Hale", CN_TYPE_PERSON, 0);
    date(&it, "born on", "1920");
    for (size_t i = 0; i < MANY; i++)
        documents[i] =
            (cn_sense_document){.document = i + 1, .neighbours = it.neighbours, .n_neighbours = 1};
    assert_int_equal(cn_senses_split(documents, MANY, groups, &senses, NULL), CAIRN_OK);
    assert_int_equal(senses.n, 1);
    assert_string_equal(senses.reason, "4744 documents were not compared");
    cn_free(documents);
    cn_free(groups);
}

static void senses_have_keys_of_their_own(void **state)
{
    (void)state;
    assert_int_equal(cn_sense_key(77, 0, 5), 77);
    assert_true(cn_sense_key(77, 1, 5) > 0);
    assert_true(cn_sense_key(77, 1, 5) != cn_sense_key(77, 1, 6));
    assert_true(cn_sense_key(77, 1, 5) == cn_sense_key(77, 2, 5));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_people_of_one_name_stay_two),
        cmocka_unit_test(one_value_that_differs_is_a_conflict),
        cmocka_unit_test(passages_of_one_article_stay_one),
        cmocka_unit_test(a_film_and_its_remake_are_two),
        cmocka_unit_test(few_documents_are_one_sense),
        cmocka_unit_test(many_documents_are_bounded),
        cmocka_unit_test(senses_have_keys_of_their_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
