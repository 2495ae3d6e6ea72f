/* The words of each class, in lower case as cn_token.key sees them. A form may stand in several
 * classes. */
#include "ingest/clause_words.h"

#include <string.h>

#include "base/hash.h"

static const struct {
    uint32_t classes;
    const char *forms; /* a blank between two */
} lists[] = {
    {CN_WORD_IS_BE, "be is am are was were been being 's 're 'm"},
    {CN_WORD_IS_HAVE, "have has had having 've"},
    {CN_WORD_IS_SAY,
     "say says said saying tell tells told telling add adds added adding claim claims claimed "
     "claiming report reports reported reporting believe believes believed believing announce "
     "announces announced announcing argue argues argued arguing state states stated stating "
     "contend contends contended note notes noted noting think thinks thought explain explains "
     "explained suggest suggests suggested insist insists insisted estimate estimates estimated "
     "warn warns warned write writes wrote allege alleges alleged assert asserts asserted confirm "
     "confirms confirmed deny denies denied predict predicts predicted maintain maintains "
     "maintained declare declares declared observe observes observed concede concedes conceded "
     "acknowledge acknowledges acknowledged remark remarks remarked testify testifies testified "
     "recall recalls recalled feel feels felt complain complains complained admit admits admitted "
     "conclude concludes concluded reply replies replied"},
    {CN_WORD_IS_POSSIBLE, "may might could can possibly perhaps maybe probably likely 'd would "
                          "presumably apparently allegedly reportedly supposedly"},
    {CN_WORD_IS_NECESSARY, "must should ought"},
    {CN_WORD_IS_FUTURE, "will shall 'll wo"},
    {CN_WORD_IS_PLAN,
     "plan plans planned planning intend intends intended hope hopes hoped hoping "
     "expect expects expected want wants wanted aim aims aimed agree agrees agreed "
     "seek seeks sought wish wishes wished propose proposes proposed going "
     "scheduled due set try tries tried trying attempt attempts attempted"},
    {CN_WORD_IS_NEGATIVE, "not n't never no neither nor hardly cannot"},
    {CN_WORD_IS_IF, "if unless whether"},
    {CN_WORD_IS_TIME,
     "january february march april may june july august september october november december jan. "
     "feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. monday tuesday wednesday thursday "
     "friday saturday sunday year years month months week weeks day days today yesterday tomorrow "
     "tonight century centuries decade decades season seasons morning afternoon evening night "
     "noon midnight hour hours minute minutes moment time times period era summer winter spring "
     "autumn fall weekend quarter now then later soon currently recently once ago 1990s 1980s "
     "1970s 1960s 1950s 1940s 1930s 1920s 1910s 1900s 2000s 2010s 2020s war reign childhood youth "
     "death birth age adulthood"},
    {CN_WORD_IS_RELATIVE, "who whom which that"},
    {CN_WORD_IS_WHERE, "where when whereby wherein"},
    {CN_WORD_IS_WHOSE, "whose"},
    {CN_WORD_IS_SUCH, "such including like include especially"},
    {CN_WORD_IS_OTHER, "other similar"},
    {CN_WORD_IS_PLACE_PREP, "in at near from to on within throughout around across inside outside "
                            "into toward towards between along behind beneath beside above below "
                            "under over through north south east west off"},
    {CN_WORD_IS_ARTICLE, "the a an"},
    {CN_WORD_IS_QUANTITY,
     "number numbers majority minority series group groups kind kinds type types sort sorts "
     "version "
     "versions portion part parts quantity variety lot lots pair couple range half third quarter "
     "rest amount set list percent % dozens hundreds thousands millions total crowd bit piece"},
    {CN_WORD_IS_VAGUE, "it this that these those there what who which one some all many others"},
    {CN_WORD_IS_HONORIFIC, "mr. mr mrs. mrs ms. ms miss dr. dr st. st saint rev. rev jr. jr sr. sr "
                           "sir mt. mt lady lord"},
    {CN_WORD_IS_ACCORDING, "according"},
    {CN_WORD_IS_OF, "of"},
    {CN_WORD_IS_TO, "to"},
    {CN_WORD_IS_BY, "by"},
    {CN_WORD_IS_QUESTION_MARK, "?"},
    {CN_WORD_IS_COMMA, ", ; :"},
    {CN_WORD_IS_OPEN, "( [ { -lrb- -lsb-"},
    {CN_WORD_IS_CLOSE, ") ] } -rrb- -rsb-"},
    {CN_WORD_IS_QUOTE, "`` '' \" ' `"},
    {CN_WORD_IS_HYPHEN, "- / –"},
    {CN_WORD_IS_LOCATED, "in at near"},
};

static size_t slot_of(const cn_clause_words *words, uint64_t key)
{
    size_t slot = (size_t)key & (CN_CLAUSE_WORDS_CAP - 1);

    while (words->keys[slot] != 0 && words->keys[slot] != key)
        slot = (slot + 1) & (CN_CLAUSE_WORDS_CAP - 1);
    return slot;
}

void cn_clause_words_init(cn_clause_words *words)
{
    memset(words, 0, sizeof *words);
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        for (const char *form = lists[i].forms; *form != '\0';) {
            size_t len = strcspn(form, " ");
            uint64_t key = cn_hash(form, len);
            size_t slot = slot_of(words, key);

            words->keys[slot] = key;
            words->classes[slot] |= lists[i].classes;
            form += len;
            form += *form == ' ';
        }
    }
}

uint32_t cn_clause_words_find(const cn_clause_words *words, uint64_t key)
{
    return words->classes[slot_of(words, key)];
}
