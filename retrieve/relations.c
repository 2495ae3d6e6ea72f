/* The table of relations, and how a question's words become a chain of them. */
#include "retrieve/relations.h"

#include <string.h>

enum { PLACE_WORDS_MAX = 64 };

static const cn_relation_row ROWS[] = {
    {CN_REL_FATHER, "father|dad",
     "son of|daughter of|child of|son and * of|daughter and * of|born to|father was|father "
     "is|father|sons of|daughters of|"
     "children of",
     "father of|sons|son|daughter|daughters|children"},
    {CN_REL_MOTHER, "mother|mom", "mother was|mother is|mother", "mother of|sons|son|daughter"},
    {CN_REL_SPOUSE, "husband|wife|spouse|married to|married|marry|consort|widow|wives",
     "married to|married|wife of|husband of|wife was|husband was|wife|husband|spouse|consort of|"
     "marriage to|widow of|marries",
     "married to|married|wife of|husband of|wife|husband|consort of|marriage to|widow of"},
    {CN_REL_CHILD, "child|son|daughter|children|sons",
     "father of|mother of|son|daughter|sons|daughters|children|child", "son of|daughter of"},
    {CN_REL_SIBLING, "sibling|brother|sister|siblings",
     "brother of|sister of|brother|sister|sibling of|siblings",
     "brother of|sister of|brother|sister"},
    {CN_REL_DIRECTOR, "director|directors|directed|directs",
     "directed by|directed and * by|director|film by|filmed by|direction of|directed",
     "directed|director of"},
    {CN_REL_COMPOSER, "composer|composed|composers",
     "composed by|music by|score by|music was composed by|scored by|composer|written by|songwriter|"
     "songwriters|lyrics by",
     "composed|wrote"},
    {CN_REL_PERFORMER, "performer|sang|sings|singer|performed|performs",
     "performed by|sung by|recorded by|song by|single by|album by|songs by|recording artist|artist|"
     "singer|rapper|group|band|duo|musician|by",
     "performed|recorded|sang"},
    {CN_REL_AUTHOR, "author|wrote|writer|written by|screenwriter|libretto",
     "written by|novel by|book by|author|novelist|writer|authored by|poem by|play by|by", "wrote"},
    {CN_REL_PRODUCER, "producer|produced|producers", "produced by|producer", "produced"},
    {CN_REL_FOUNDER, "founder|founded by|who founded|founders|creator|created by|who created",
     "founded by|established by|created by|founder|started by|creator|formed by",
     "founded|founder of"},
    {CN_REL_PUBLISHER, "publisher|published by", "published by|publisher", "published"},
    {CN_REL_DESIGNER, "designer|designed|architect|architects",
     "designed by|architect|designer|to a design by|design of", "designed|architect of"},
    {CN_REL_ACTOR,
     "actor of|actress of|actor who played|actress who played|actor that played|actress that "
     "played|"
     "actor that plays|actress that plays|who played|who plays|played|plays|played by|voiced by|"
     "who voiced|portrayed|portrays|actor playing|actress playing|actor|actress|cast member",
     NULL, NULL},
    {CN_REL_STUDIED,
     "graduate from|graduate|study|studied|educated|alma mater|attend|university did",
     "educated at|studied at|graduated from|graduate of|attended|studied * at|education at|alumnus "
     "of|"
     "degree from|enrolled at",
     NULL},
    {CN_REL_EMPLOYER, "work at|work for|employer|works at|working at|worked at",
     "professor at|worked at|worked for|works for|works at|employed by|taught at|joined", NULL},
    {CN_REL_BIRTH_PLACE, "place of birth|birthplace|birth place|born in what|born in which",
     "born|native of|birthplace|hometown", NULL},
    {CN_REL_DEATH_PLACE, "place of death|death place|deathplace|place where",
     "died|death|killed|executed|passed away", NULL},
    {CN_REL_BURIAL_PLACE, "place of burial|buried|burial place", "buried|interred|burial", NULL},
    {CN_REL_COUNTRY,
     "nationality|nationalities|citizenship|same country|country of origin|which country|what "
     "country|from what country|country",
     NULL, NULL},
    {CN_REL_BIRTH_DATE,
     "date of birth|birth date|birthday|birthdate|born|older|younger|oldest|youngest",
     "born on|born", NULL},
    {CN_REL_DEATH_DATE, "date of death|death date|died|die", "died on|died|death on|death in",
     NULL},
    {CN_REL_LIFE, "lived longer|live longer|longer life|older age", NULL, NULL},
    {CN_REL_START,
     "came out|come out|released|release|published|established|founded|formed|opened|"
     "created|started|launched|publication date|began|premiered|produced first|inception",
     "released|established|founded|formed|opened|published|premiered|launched|began|created", NULL},
};

/* Kin that are two steps away. */
static const struct {
    const char *asked;
    cn_relation first, second;
} KIN[] = {
    {"maternal grandfather", CN_REL_MOTHER, CN_REL_FATHER},
    {"maternal grandmother", CN_REL_MOTHER, CN_REL_MOTHER},
    {"paternal grandmother", CN_REL_FATHER, CN_REL_MOTHER},
    {"paternal grandfather|grandfather", CN_REL_FATHER, CN_REL_FATHER},
    {"grandmother", CN_REL_FATHER, CN_REL_MOTHER},
    {"father in law", CN_REL_SPOUSE, CN_REL_FATHER},
    {"mother in law", CN_REL_SPOUSE, CN_REL_MOTHER},
    {"child in law|son in law|daughter in law", CN_REL_CHILD, CN_REL_SPOUSE},
    {"sibling in law|brother in law|sister in law", CN_REL_SPOUSE, CN_REL_SIBLING},
    {"stepmother|step mother", CN_REL_FATHER, CN_REL_SPOUSE},
    {"stepfather|step father", CN_REL_MOTHER, CN_REL_SPOUSE},
    {"uncle|aunt", CN_REL_FATHER, CN_REL_SIBLING},
    {"grandchild|grandson|granddaughter", CN_REL_CHILD, CN_REL_CHILD},
};

const cn_relation_row *cn_relation_row_of(cn_relation relation)
{
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
        if (ROWS[i].relation == relation)
            return &ROWS[i];
    return NULL;
}

/* ---- Reading a question ---- */

/* "where ... born" asks for a place. It is said near the beginning: a long question is not read to
 * its end for every "born" in it. */
static cn_relation place_or_date(const cn_text *question, cn_relation relation)
{
    const char *places = "where|place|city|town|country of birth|what county|which county";
    const size_t end = question->n < PLACE_WORDS_MAX ? question->n : PLACE_WORDS_MAX;
    size_t len;

    if ((relation != CN_REL_BIRTH_DATE && relation != CN_REL_DEATH_DATE) ||
        cn_phrase_find(question, 0, end, places, &len) == end ||
        cn_phrase_find(question, 0, end, "when|year|date", &len) < end)
        return relation;
    return relation == CN_REL_BIRTH_DATE ? CN_REL_BIRTH_PLACE : CN_REL_DEATH_PLACE;
}

/* The relation asked for at word i: the longest phrase. *len its words. */
static size_t relations_at(const cn_text *question, size_t i, size_t end, cn_relation out[2],
                           size_t *len)
{
    size_t n = 0, words;

    *len = 0;
    for (size_t k = 0; k < sizeof ROWS / sizeof *ROWS; k++) {
        words = cn_phrase_at(question, i, end, ROWS[k].asked);
        if (words > *len) {
            *len = words;
            out[0] = place_or_date(question, ROWS[k].relation);
            n = 1;
        }
    }
    for (size_t k = 0; k < sizeof KIN / sizeof *KIN; k++) {
        words = cn_phrase_at(question, i, end, KIN[k].asked);
        if (words >= *len && words > 0) {
            *len = words;
            out[0] = KIN[k].first;
            out[1] = KIN[k].second;
            n = 2;
        }
    }
    return n;
}

static void chain_add(cn_chain *chain, const cn_relation *relations, size_t n)
{
    for (size_t i = 0; i < n && chain->n < CN_CHAIN_MAX; i++)
        chain->items[chain->n++] = relations[i];
}

/* Words behind the name in their order ("X's father's birthday"), then words before it from the
 * nearest on ("the father of the wife of X"); what ends a chain goes last, once. */
void cn_chain_read(const cn_text *question, size_t skip_first, size_t skip_end, cn_chain *chain)
{
    cn_chain before = {.n = 0}, steps = {.n = 0};
    cn_relation last = CN_REL_NONE, found[2];
    bool has_pair = false; /* "grandfather": a father's father, the same step twice */
    size_t len, n;

    chain->n_unread = 0;
    for (size_t i = skip_end; i<question->n; i += len> 0 ? len : 1) {
        n = relations_at(question, i, question->n, found, &len);
        chain->n_unread += n == 0 && !(question->words[i].flags & CN_WORD_STOP);
        has_pair |= n == 2;
        chain_add(&steps, found, n);
    }
    for (size_t i = 0; i<skip_first; i += len> 0 ? len : 1) {
        cn_relation reversed[2] = {CN_REL_NONE, CN_REL_NONE};

        n = relations_at(question, i, skip_first, found, &len);
        chain->n_unread += n == 0 && !(question->words[i].flags & CN_WORD_STOP);
        has_pair |= n == 2;
        for (size_t k = 0; k < n; k++)
            reversed[k] = found[n - 1 - k];
        chain_add(&before, reversed, n);
    }
    for (size_t i = before.n; i > 0; i--)
        chain_add(&steps, &before.items[i - 1], 1);
    chain->n = 0;
    for (size_t i = 0; i < steps.n; i++) {
        if (CN_REL_ENDS(steps.items[i]))
            last = last == CN_REL_NONE || steps.items[i] == CN_REL_LIFE ? steps.items[i] : last;
        else if (chain->n == 0 || chain->items[chain->n - 1] != steps.items[i] || has_pair)
            chain_add(chain, &steps.items[i], 1);
    }
    if (last != CN_REL_NONE && chain->n == CN_CHAIN_MAX)
        chain->n--;
    if (last != CN_REL_NONE)
        chain->items[chain->n++] = last;
}
