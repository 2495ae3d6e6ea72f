/* What joins two candidates, and how strongly. */
#include "asked.h"

#include "retrieve/ties.h"

typedef struct pages {
    asked a;
    cairn_id bridge, engineer, shed;
    cn_question question;
    cn_evidence_set set;
    cn_ties ties;
} pages;

static void open_pages(pages *p, const char *question)
{
    cn_scored ranked[3];

    asked_open(&p->a);
    p->bridge = asked_page(&p->a, "Teyle Bridge", "It was designed by Ada Marsh.");
    p->engineer = asked_page(&p->a, "Ada Marsh", "Native of a valley.");
    p->shed = asked_page(&p->a, "Long Shed", "A boat of Ada Marsh lies there.");
    fixture_mention(&p->a.f, p->bridge, 1, "Ada Marsh", CN_ROLE_MENTION, CN_TYPE_OTHER);
    fixture_mention(&p->a.f, p->shed, 1, "Ada Marsh", CN_ROLE_MENTION, CN_TYPE_OTHER);
    asked_build(&p->a);
    read_question(&p->a, question, &p->question);
    cn_walk_read_words(&p->a.view, &p->question);
    ranked[0] = (cn_scored){1.0, ordinal_of(&p->a, p->bridge)};
    ranked[1] = (cn_scored){0.5, ordinal_of(&p->a, p->engineer)};
    ranked[2] = (cn_scored){0.5, ordinal_of(&p->a, p->shed)};
    assert_int_equal(cn_evidence_init(&p->set, &p->a.view, &p->question, 3, NULL), CAIRN_OK);
    assert_int_equal(cn_evidence_read(&p->set, ranked, 3, false, NULL), CAIRN_OK);
    cn_evidence_sort(&p->set);
    assert_int_equal(cn_ties_make(&p->ties, &p->set, NULL), CAIRN_OK);
}

static void close_pages(pages *p)
{
    cn_evidence_done(&p->set);
    cn_question_done(&p->question);
    asked_close(&p->a);
}

static void a_name_leads_to_what_is_about_it_and_to_what_mentions_it(void **state)
{
    const float *tie;
    pages p;

    (void)state;
    open_pages(&p, "who designed the teyle bridge, and in which boat did they sail");
    tie = cn_tie_between(&p.ties, 0, 1);
    assert_true(tie[CN_TIE_IS_ABOUT] > 0 && tie[CN_TIE_ABOUT] > 0 && tie[CN_TIE_RARITY] == 0);
    tie = cn_tie_between(&p.ties, 0, 2);
    assert_true(tie[CN_TIE_IS_ABOUT] == 0 && tie[CN_TIE_RARITY] >= 0);
    tie = cn_tie_between(&p.ties, 1, 0);
    assert_true(tie[CN_TIE_IS_ABOUT] == 0 && tie[CN_TIE_FROM_ABOUT] >= 0);
    close_pages(&p);
}

static void what_stands_beside_the_name_makes_it_lead(void **state)
{
    pages p;

    (void)state;
    open_pages(&p, "who designed the teyle bridge");
    /* "designed" and the title beside the name, against nothing of the question. */
    assert_true(cn_tie_between(&p.ties, 0, 1)[CN_TIE_ABOUT] >
                cn_tie_between(&p.ties, 2, 1)[CN_TIE_ABOUT]);
    close_pages(&p);
}

static void a_name_of_the_question_ties_nothing(void **state)
{
    pages p;

    (void)state;
    open_pages(&p, "what did Ada Marsh design");
    for (size_t t = 0; t < CN_TIE_SAME_ASKED; t++)
        assert_true(cn_tie_between(&p.ties, 0, 1)[t] == 0);
    close_pages(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_leads_to_what_is_about_it_and_to_what_mentions_it),
        cmocka_unit_test(what_stands_beside_the_name_makes_it_lead),
        cmocka_unit_test(a_name_of_the_question_ties_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
