/* The question word decides, or the noun behind it. */
#include "retrieve/expect.h"

#include <string.h>

static const char ASKING[] =
    "who|whom|whose|where|when|how many|how much|how tall|how long|how far|how old|how high|"
    "how large|how deep|how big|how wide|what|which";
static const char AUXILIARIES[] = "is|are|was|were|did|does|do|has|have|had|can|could|will|would";
static const char PLACES[] =
    "city|town|country|state|county|place|village|province|region|continent|district|area|location|"
    "island|territory|municipality|borough|suburb|capital|birthplace|nation|neighborhood|"
    "neighbourhood|hometown|homeland|settlement|kingdom|township|parish";
static const char PEOPLE[] =
    "person|actor|actress|director|singer|writer|author|president|player|man|woman|king|queen|"
    "composer|artist|musician|poet|politician|king|emperor|pope|leader|governor|mayor|scientist|"
    "father|mother|wife|husband|spouse|child|son|daughter|coach|footballer|architect|mathematician|"
    "sibling|parent|brother|sister|uncle|aunt|cousin|nephew|niece|grandfather|grandmother|widow|"
    "creator|narrator|inventor|founder|monarch|ruler|protagonist|drummer|guitarist|vocalist|"
    "general|host|captain|chairman|ceo|discoverer|screenwriter|producer|painter|novelist|"
    "playwright|journalist|astronaut|individual|lawyer|physicist|chemist|biologist|novelist|"
    "senator|minister|bishop|prince|princess|duke|ruler|designer|songwriter|comedian|athlete";
static const char NUMBERS[] =
    "population|number|percentage|height|length|depth|distance|level|size|area|speed|temperature";
static const char MOST[] =
    "later|latest|last|younger|youngest|newer|newest|more|most|recently|taller|tallest|longer|"
    "longest|larger|largest|higher|highest|bigger|biggest|greater|greatest|deeper|heavier|wider|"
    "farther|further";
static const char LEAST[] = "first|earlier|older|sooner|before|oldest|earliest";
static const char BY_NUMBER[] =
    "taller|tallest|longer|longest|larger|largest|higher|highest|bigger|biggest|greater|greatest|"
    "fewer|less|smaller|smallest|shorter|shortest|deeper|heavier|wider|more|most";

const char *cn_asked_name(cn_asked asked)
{
    static const char *const names[] = {"answer", "person", "place",  "date",
                                        "year",   "number", "answer", "option"};

    return names[asked];
}

static bool has_phrase(const cn_text *question, const char *phrases)
{
    size_t len;

    return cn_phrase_find(question, 0, question->n, phrases, &len) < question->n;
}

/* "what nationality", "which 1988 Telugu comedy": up to four words, to the first verb or stop. */
static cn_words_range noun_after(const cn_text *question, size_t i)
{
    cn_words_range noun = {i, 0};

    while (i + noun.n < question->n && noun.n < 4 &&
           !(question->words[i + noun.n].flags & CN_WORD_STOP))
        noun.n++;
    return noun;
}

cn_asked cn_expect_noun(const cn_text *question, cn_words_range noun)
{
    const size_t i = noun.first, end = noun.first + noun.n;
    size_t len;

    if (cn_phrase_find(question, i, end, "year|years", &len) < end)
        return CN_ASKED_YEAR;
    if (cn_phrase_find(question, i, end, "date|day|month|birthday|century|decade", &len) < end)
        return CN_ASKED_DATE;
    if (cn_phrase_find(question, i, end, NUMBERS, &len) < end)
        return CN_ASKED_NUMBER;
    if (cn_phrase_find(question, i, end, PLACES, &len) < end)
        return CN_ASKED_PLACE;
    if (cn_phrase_find(question, i, end, PEOPLE, &len) < end)
        return CN_ASKED_PERSON;
    return CN_ASKED_NAME;
}

/* By the noun behind "what" or "which", or behind "what is the". */
static cn_asked asked_by_noun(const cn_text *question, size_t i, cn_expect *expect)
{
    while (i < question->n && cn_phrase_at(question, i, question->n, "is|was|are|were|the|of|one"))
        i++;
    expect->noun = noun_after(question, i);
    return cn_expect_noun(question, expect->noun);
}

/* A "who" or "which" behind a noun is relative: "a singer who died in what year" asks for a year.
 * So the first word decides, or the second behind a small one ("in which"), else the last "what" or
 * "which", else the last of any. */
size_t cn_expect_at(const cn_text *question, size_t *len)
{
    static const char *const rounds[] = {
        "what|how many|how much|how tall|how long|how far|how old|how high|how large|how deep|"
        "how big|how wide",
        "which", ASKING};
    size_t at = question->n, i;

    *len = 0;
    i = cn_phrase_find(question, 0, question->n < 2 ? question->n : 2, ASKING, len);
    if (i == 0 || (i == 1 && question->n > 1 && question->words[0].flags & CN_WORD_STOP)) {
        *len = cn_phrase_at(question, i, question->n, ASKING);
        return i;
    }
    for (size_t round = 0; round < sizeof rounds / sizeof *rounds && at == question->n; round++)
        for (i = 0; i < question->n; i++)
            if (cn_phrase_at(question, i, question->n, rounds[round]) > 0) {
                at = i;
                *len = cn_phrase_at(question, i, question->n, rounds[round]);
            }
    return at;
}

static cn_asked asked_by_word(const cn_text *question, cn_expect *expect)
{
    size_t len, n = question->n;
    size_t i = cn_expect_at(question, &len);

    if (i == n)
        return CN_ASKED_NAME;
    if (cn_phrase_at(question, i, n, "who|whom|whose"))
        return CN_ASKED_PERSON;
    if (cn_phrase_at(question, i, n, "where"))
        return CN_ASKED_PLACE;
    if (cn_phrase_at(question, i, n, "when"))
        return CN_ASKED_DATE;
    if (len == 2) {
        expect->noun = noun_after(question, i + 2);
        return CN_ASKED_NUMBER;
    }
    return asked_by_noun(question, i + 1, expect);
}

/* The bytes between words i - 1 and i hold c. */
static bool gap_has(const cn_text *question, size_t i, char c)
{
    size_t end = question->words[i - 1].first + question->words[i - 1].len;

    return memchr(question->text + end, c, question->words[i].first - end) != NULL;
}

static bool is_capital(const cn_text *question, size_t i)
{
    return question->words[i].flags & (CN_WORD_UPPER | CN_WORD_DIGIT);
}

/* Where the option that ends before word `or` begins: behind a comma or colon, else at the first
 * capital of the run. */
static size_t left_option(const cn_text *question, size_t or)
{
    size_t len, verb = cn_phrase_find(question, 0, or, MOST, &len), first;

    if (verb == or)
        verb = cn_phrase_find(question, 0, or, LEAST, &len);
    for (first = verb < or ? verb + 1 : 1; first < or ; first++)
        if (gap_has(question, first, ',') || gap_has(question, first, ':'))
            return first;
    for (first = or ; first > 1 && (is_capital(question, first - 1) ||
                                    (first > 2 && is_capital(question, first - 2) &&
                                     question->words[first - 1].flags & CN_WORD_STOP));)
        first--;
    return first;
}

static size_t right_option_end(const cn_text *question, size_t first)
{
    size_t end = first + 1;

    while (end < question->n && !(gap_has(question, end, ',') && !is_capital(question, end)) &&
           !gap_has(question, end, '?'))
        end++;
    return end;
}

/* "Between A and B, which ...": else the last "or". */
static bool read_options(const cn_text *question, cn_expect *expect)
{
    size_t len, or = question->n, first, end;

    for (size_t i = 2; i + 1 < question->n; i++)
        if (cn_phrase_at(question, i, question->n, "or") && !is_capital(question, i))
            or = i;
    if (or
        == question->n && (cn_phrase_find(question, 0, question->n, "between|out of", &len) < 2 ||
                           cn_phrase_at(question, 0, question->n, "of")))
        for (size_t i = 2; i + 1 < question->n && or == question->n; i++)
            if (cn_phrase_at(question, i, question->n, "and") && is_capital(question, i + 1))
                or = i;
    if (or == question->n)
        return false;
    first = left_option(question, or);
    end = right_option_end(question, or +1);
    expect->options[0] = (cn_words_range){first, or -first};
    expect->options[1] = (cn_words_range){ or +1, end - or -1};
    return or > first && end > or +1 && is_capital(question, first);
}

cn_asked cn_expect_by_word(const cn_text *question, cn_words_range *noun)
{
    cn_expect expect = {.asked = CN_ASKED_NAME};

    if (question->n > 0)
        expect.asked = asked_by_word(question, &expect);
    *noun = expect.noun;
    return expect.asked;
}

void cn_expect_read(const cn_text *question, cn_expect *expect)
{
    *expect = (cn_expect){.asked = CN_ASKED_NAME};
    if (question->n == 0)
        return;
    expect->wants_most = has_phrase(question, MOST);
    expect->is_number = has_phrase(question, BY_NUMBER) &&
                        !has_phrase(question, "recently|younger|older|first|earlier|later");
    expect->is_compared =
        expect->wants_most || has_phrase(question, LEAST) || has_phrase(question, BY_NUMBER);
    if (read_options(question, expect))
        expect->asked = CN_ASKED_CHOICE;
    else if (cn_phrase_at(question, 0, question->n, AUXILIARIES))
        expect->asked = CN_ASKED_YES_NO;
    else
        expect->asked = asked_by_word(question, expect);
}
