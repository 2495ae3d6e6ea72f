/* Where tokens end, as Universal Dependencies' English treebanks cut them. */
#include "unit/ingest/tokens_fixture.h"

static void marks_are_tokens_of_their_own(void **state)
{
    expect_tokens(*state, "Rain (again), she said: \"No!\"",
                  "Rain | ( | again | ) | , | she | said | : | \" | No | ! | \"");
    expect_tokens(*state, "Well... what no---never?!", "Well | ... | what | no | --- | never | ?!");
    expect_tokens(*state, "“Yes,” he wrote", "“ | Yes | , | ” | he | wrote");
}

static void clitics_are_parted(void **state)
{
    expect_tokens(*state, "I don't think it's Hale's",
                  "I | do | n't | think | it | 's | Hale | 's");
    expect_tokens(*state, "We'll, they've, I'm, you're, he'd",
                  "We | 'll | , | they | 've | , | I | 'm | , | you | 're | , | he | 'd");
    expect_tokens(*state, "She can’t, it’s Hale’s", "She | ca | n’t | , | it | ’s | Hale | ’s");
    expect_tokens(*state, "They cannot go and didnt", "They | can | not | go | and | did | nt");
    expect_tokens(*state, "the parents' house at five o'clock with O'Hara",
                  "the | parents | ' | house | at | five | o'clock | with | O'Hara");
}

static void hyphens_part_compounds_but_not_prefixes(void **state)
{
    expect_tokens(*state, "a well-known 12-year-old",
                  "a | well | - | known | 12 | - | year | - | old");
    expect_tokens(*state, "the co-founder sent an e-mail on non-profit work",
                  "the | co-founder | sent | an | e-mail | on | non-profit | work");
    expect_tokens(*state, "1939–1945 and 10-12", "1939 | – | 1945 | and | 10 | - | 12");
}

static void numbers_stay_whole(void **state)
{
    expect_tokens(*state, "It cost $1,250.75, or 3.5% of 10,000",
                  "It | cost | $ | 1,250.75 | , | or | 3.5 | % | of | 10,000");
    expect_tokens(*state, "At 10:30pm on 11/28/2000 call 555-0134",
                  "At | 10:30 | pm | on | 11/28/2000 | call | 555-0134");
    expect_tokens(*state, "5kg in the 1980s, the 3rd, hit .350",
                  "5 | kg | in | the | 1980s | , | the | 3rd | , | hit | .350");
    expect_tokens(*state, "1/2 and 9/11 and 1\\/2", "1 | / | 2 | and | 9/11 | and | 1\\/2");
}

static void abbreviations_keep_their_stop(void **state)
{
    expect_tokens(*state,
                  "Mr. J. Hale of Acme Inc. met Dr. Moor in the U.S. in Oct. at 5 p.m. there",
                  "Mr. | J. | Hale | of | Acme | Inc. | met | Dr. | Moor | in | the | U.S. | in | "
                  "Oct. | at | 5 | p.m. | there");
    expect_tokens(*state, "Hale (c. 1500) and (b. 1502)",
                  "Hale | ( | c. | 1500 | ) | and | ( | b. | 1502 | )");
    expect_tokens(*state, "He ended.", "He | ended | .");
    expect_tokens(*state, "It sank in the U.S.", "It | sank | in | the | U.S.");
    expect_tokens(*state, "tools, e.g. saws", "tools | , | e.g. | saws");
}

static void addresses_stay_whole(void **state)
{
    expect_tokens(*state, "See http://example.org/a-b?c=d, (www.example.org) or ann@example.org.",
                  "See | http://example.org/a-b?c=d | , | ( | www.example.org | ) | or | "
                  "ann@example.org | .");
    expect_tokens(*state, "Buy at example.com today", "Buy | at | example.com | today");
}

static void joined_capitals_stay_whole(void **state)
{
    expect_tokens(*state, "AT&T and R&D, Hale & Son, US$5",
                  "AT&T | and | R&D | , | Hale | & | Son | , | US$ | 5");
    expect_tokens(*state, "and/or", "and | / | or");
}

static void text_that_was_cut_before_stays_as_it_is(void **state)
{
    expect_tokens(*state, "`` I do n't know , '' said Hale 's son -LRB- 12 -RRB- .",
                  "`` | I | do | n't | know | , | '' | said | Hale | 's | son | -LRB- | 12 | -RRB- "
                  "| .");
    expect_tokens(*state, "They 're gon na go to the U.S. .",
                  "They | 're | gon | na | go | to | the | U.S. | .");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_are_tokens_of_their_own),
        cmocka_unit_test(clitics_are_parted),
        cmocka_unit_test(hyphens_part_compounds_but_not_prefixes),
        cmocka_unit_test(numbers_stay_whole),
        cmocka_unit_test(abbreviations_keep_their_stop),
        cmocka_unit_test(addresses_stay_whole),
        cmocka_unit_test(joined_capitals_stay_whole),
        cmocka_unit_test(text_that_was_cut_before_stays_as_it_is),
    };

    return cmocka_run_group_tests(tests, tokens_open, tokens_close);
}
