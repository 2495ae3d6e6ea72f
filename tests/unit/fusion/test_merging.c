/* Merging: the best candidate when clearly best; by hand always; a surname never by itself. */
#include "fusion/merging.h"
#include "unit/fusion/similarity_profiles.h"

enum { CANDIDATES = 4 };

typedef struct question {
    known key;
    known others[CANDIDATES];
    cn_candidate_key candidates[CANDIDATES];
    size_t n;
} question;

static void ask(question *q, const char *name, int type)
{
    q->n = 0;
    know(&q->key, name, type, 0);
}

static cn_candidate_key *offer(question *q, const char *name, int type, uint32_t about)
{
    known *other = &q->others[q->n];
    cn_candidate_key *candidate = &q->candidates[q->n++];

    know(other, name, type, about);
    *candidate = (cn_candidate_key){.profile = &other->profile, .root = other->profile.key};
    return candidate;
}

static cn_meanings answer(const question *q)
{
    cn_candidate_key turned[CANDIDATES];
    cn_meanings there, back;

    cn_merging_choose(&q->key.profile, q->candidates, q->n, &there);
    for (size_t i = 0; i < q->n; i++)
        turned[i] = q->candidates[q->n - 1 - i];
    cn_merging_choose(&q->key.profile, turned, q->n, &back);
    assert_int_equal(there.kind, back.kind);
    assert_int_equal(there.n, back.n);
    for (uint32_t i = 0; i < there.n; i++) {
        assert_true(q->candidates[there.items[i].candidate].profile ==
                    turned[back.items[i].candidate].profile);
        assert_int_equal(there.items[i].share, back.items[i].share);
    }
    return there;
}

static void the_only_title_is_meant(void **state)
{
    question q;
    cn_meanings meant;

    (void)state;
    ask(&q, "Long Road", CN_TYPE_WORK);
    offer(&q, "Long Road (film)", CN_TYPE_OTHER, 1);
    meant = answer(&q);
    assert_int_equal(meant.kind, CN_MEANS_ONE);
    assert_int_equal(meant.items[0].candidate, 0);
    assert_string_equal(meant.reason, "no other fits");
}

static void equal_candidates_share(void **state)
{
    question q;
    cn_meanings meant;

    (void)state;
    ask(&q, "Long Road", CN_TYPE_WORK);
    offer(&q, "Long Road (film)", CN_TYPE_OTHER, 1);
    offer(&q, "Long Road (novel)", CN_TYPE_OTHER, 1);
    meant = answer(&q);
    assert_int_equal(meant.kind, CN_MEANS_SEVERAL);
    assert_int_equal(meant.n, 2);
    assert_int_equal(meant.items[0].share, 5000);
    assert_int_equal(meant.items[1].share, 5000);
}

static void names_of_one_entity_are_no_rivals(void **state)
{
    question q;
    cn_meanings meant;

    (void)state;
    ask(&q, "Ada Wick", CN_TYPE_PERSON);
    offer(&q, "Dr. Ada Wick", CN_TYPE_PERSON, 0);
    offer(&q, "Professor Ada Wick", CN_TYPE_PERSON, 0)->root = q.candidates[0].root;
    meant = answer(&q);
    assert_int_equal(meant.kind, CN_MEANS_ONE);
}

static void a_surname_alone_is_not_merged(void **state)
{
    question q;

    (void)state;
    ask(&q, "Hale", CN_TYPE_PERSON);
    offer(&q, "John Hale", CN_TYPE_PERSON, 1);
    assert_int_equal(answer(&q).kind, CN_MEANS_ITSELF);
    q.candidates[0].context.stated = 1;
    assert_int_not_equal(answer(&q).kind, CN_MEANS_ONE);
}

static void a_name_of_lower_rank_is_never_meant(void **state)
{
    question q;

    (void)state;
    ask(&q, "Sir John Hale", CN_TYPE_PERSON);
    offer(&q, "John Hale", CN_TYPE_PERSON, 0);
    assert_int_equal(answer(&q).kind, CN_MEANS_ITSELF);
}

/* So there are no cycles. */
static void ranks_are_a_strict_order(void **state)
{
    static const char *const names[] = {"John Hale", "J. Hale",        "Sir John Hale",
                                        "Hale",      "John Adam Hale", "John Hale (judge)"};
    known all[12];

    (void)state;
    for (size_t i = 0; i < 12; i++)
        know(&all[i], names[i % 6], CN_TYPE_PERSON, (uint32_t)(i / 6));
    for (size_t i = 0; i < 12; i++) {
        assert_false(cn_merging_outranks(&all[i].profile, &all[i].profile));
        for (size_t j = 0; j < 12; j++) {
            bool above = cn_merging_outranks(&all[i].profile, &all[j].profile);

            assert_true(i == j || above != cn_merging_outranks(&all[j].profile, &all[i].profile));
            for (size_t k = 0; above && k < 12; k++)
                assert_true(!cn_merging_outranks(&all[j].profile, &all[k].profile) ||
                            cn_merging_outranks(&all[i].profile, &all[k].profile));
        }
    }
}

static void the_hand_wins(void **state)
{
    question q;
    cn_meanings meant;

    (void)state;
    ask(&q, "Long Road", CN_TYPE_WORK);
    offer(&q, "Long Road (film)", CN_TYPE_OTHER, 1)->verdict = CN_BY_HAND_APART;
    assert_int_equal(answer(&q).kind, CN_MEANS_ITSELF);
    offer(&q, "Utterly Else", CN_TYPE_PERSON, 1)->verdict = CN_BY_HAND_SAME;
    meant = answer(&q);
    assert_int_equal(meant.kind, CN_MEANS_ONE);
    assert_int_equal(meant.items[0].candidate, 1);
    assert_int_equal(meant.items[0].share, 10000);
    assert_string_equal(meant.reason, "merged by hand");
}

static void a_hundred_thousand_candidates_are_bounded(void **state)
{
    enum { MANY = 100000 };
    cn_candidate_key *candidates = cn_alloc_zero(MANY, sizeof(*candidates));
    cn_meanings meant;
    question q;
    known title;

    (void)state;
    assert_non_null(candidates);
    ask(&q, "J. Hale", CN_TYPE_PERSON);
    know(&title, "John Hale", CN_TYPE_PERSON, 1);
    for (size_t i = 0; i < MANY; i++)
        candidates[i] = (cn_candidate_key){.profile = &title.profile, .root = (int64_t)i + 1};
    cn_merging_choose(&q.key.profile, candidates, MANY, &meant);
    assert_true(meant.n <= CN_MEANINGS_MAX);
    assert_int_not_equal(meant.kind, CN_MEANS_ONE);
    cn_free(candidates);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_only_title_is_meant),
        cmocka_unit_test(equal_candidates_share),
        cmocka_unit_test(names_of_one_entity_are_no_rivals),
        cmocka_unit_test(a_surname_alone_is_not_merged),
        cmocka_unit_test(a_name_of_lower_rank_is_never_meant),
        cmocka_unit_test(ranks_are_a_strict_order),
        cmocka_unit_test(the_hand_wins),
        cmocka_unit_test(a_hundred_thousand_candidates_are_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
