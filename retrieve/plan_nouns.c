/* Lists rather than a lexicon: what the plan asks of a noun is little, and a noun that is in no
 * list is read by its ending. */
#include "retrieve/plan_nouns.h"

#include <string.h>

static const char ROLES[] =
    "father|mother|parent|son|daughter|child|brother|sister|sibling|spouse|husband|wife|widow|"
    "partner|fiance|girlfriend|boyfriend|uncle|aunt|cousin|nephew|niece|grandfather|grandmother|"
    "grandson|granddaughter|stepfather|stepmother|twin|ancestor|heir|successor|predecessor|"
    "author|actor|actress|director|creator|composer|performer|singer|writer|"
    "songwriter|producer|editor|publisher|developer|designer|architect|founder|cofounder|owner|"
    "inventor|discoverer|manufacturer|distributor|presenter|host|narrator|painter|sculptor|artist|"
    "president|chairman|chairwoman|chairperson|ceo|head|leader|captain|coach|manager|commander|"
    "governor|mayor|minister|king|queen|emperor|empress|ruler|monarch|prince|princess|duke|earl|"
    "bishop|pope|patriarch|secretary|chancellor|ambassador|senator|"
    "star|lead|protagonist|villain|hero|cast|screenwriter|cinematographer|lyricist|conductor|"
    "drummer|guitarist|bassist|vocalist|frontman|frontwoman|"
    "winner|runner|champion|holder|recipient|victim|killer|assassin|murderer|"
    "student|teacher|mentor|pupil|disciple|follower|rival|opponent|namesake|"
    "birthplace|hometown|capital|seat|headquarters|location|parent|subsidiary|source|mouth|"
    "tributary|"
    "employer|label|operator|builder|sponsor|broadcaster|carrier|employer|translator|illustrator|"
    "subject|inspiration|mother|sequel|prequel|adaptation|remake|"
    "member|mater|discoverers|founders|creators|members|actors|directors|composers";
static const char THINGS[] =
    "country|state|city|town|village|county|district|province|region|continent|territory|"
    "municipality|island|nation|kingdom|neighborhood|neighbourhood|suburb|borough|homeland|place|"
    "team|band|group|company|club|school|university|college|network|party|league|organization|"
    "organisation|agency|studio|label|newspaper|magazine|army|church|bank|airline|"
    "film|movie|song|album|book|novel|show|series|play|opera|single|sitcom|game|"
    "mater|killer|boss|lover|friend|colleague|ally|enemy|doctor|"
    "river|mountain|lake|party|religion|language|birthplace|hometown|era";
static const char NO_ROLES[] =
    "number|order|takeover|power|winter|summer|water|paper|letter|border|chapter|river|matter|"
    "center|corner|character|quarter|area|error|color|colour|tower|former|user|other|cover|"
    "september|october|november|december|semester|header|meter|layer|disaster|counter|computer|"
    "theater|sector|factor|error|floor|major|minor|offer|answer|gender|fiber|silver|copper|"
    "butter|finger|shoulder|weather|career|beer|deer|door|year|war|fear|bar|car|star|pillar|"
    "list|exist|assist|twist|fist|mist|dinner|supper|slaughter|laughter|murder|disorder|ladder|"
    "manner|flower|shower|fever|lever|liver|tiger|spider|trigger|transfer|register|charter|"
    "tier|frontier|pier|premier|barrier|timber|rubber|lumber|chamber|rather|ever|never|water";
static const char EMPTY[] = "name|kind|type|sort|title|nickname|surname|member|one|example|form";
static const char VERBS[] =
    "play|die|star|rule|work|rank|name|end|start|move|land|form|study|lead|run|live|win|cost|sign|"
    "record|release|join|found|represent|produce|direct|write|serve|marry|attend|border|cross|"
    "host|open|close|fall|rise|return|visit|air|debut|invade|fight|attack|split|leave|receive|"
    "perform|sing|own|belong|change|refuse|begin|come|go|become|graduate|teach|coach|manage|"
    "declare|rank|vote|travel|settle|appear|use|make|take|have|get|sell|buy|call|share|date|"
    "merge|surrender|publish|voice|drive|race|train|flow|empty|drain|measure|weigh|speak|mean|"
    "stand|derive|originate|occur|happen|last|represent|support|oppose|score|beat|defeat|lose|"
    "design|create|compose|invent|discover|build|establish|gain|reinstate|ban|issue|adopt|retire";

static const char NO_STEPS[] =
    "time|times|date|year|years|day|month|reason|way|basis|name|majority|number|rest|end|beginning|"
    "start|death|birth|result|part|case|fact|amount|percentage|role|character|order|age";
static const char SAYING[] =
    "say|says|said|find|finds|found|declare|declared|declares|claim|claims|claimed|state|states|"
    "stated|believe|believes|believed|know|knows|known|think|thinks|thought|show|shows|showed|"
    "argue|argues|argued|suggest|suggests|suggested|report|reports|reported|mean|means|meant";

static size_t token_word(const cn_plan_tokens *tokens, size_t i)
{
    return tokens->items[i].word;
}

static bool has_ending(const cn_plan_tokens *tokens, size_t i, const char *ending)
{
    const cn_word *word = &tokens->text.words[token_word(tokens, i)];
    const size_t len = strlen(ending);

    return word->len > len + 2 &&
           memcmp(tokens->text.text + word->first + word->len - len, ending, len) == 0;
}

bool cn_plan_is_role(const cn_plan_tokens *tokens, size_t i)
{
    if (cn_plan_token_is(tokens, i, ROLES))
        return true;
    if (i >= tokens->n || tokens->items[i].n_words != 1 || tokens->items[i].is_name ||
        cn_plan_token_is(tokens, i, NO_ROLES))
        return false;
    return has_ending(tokens, i, "er") || has_ending(tokens, i, "or") ||
           has_ending(tokens, i, "ist") || has_ending(tokens, i, "ress");
}

bool cn_plan_is_thing(const cn_plan_tokens *tokens, size_t i)
{
    return cn_plan_token_is(tokens, i, THINGS) || cn_plan_is_role(tokens, i);
}

bool cn_plan_is_empty_noun(const cn_plan_tokens *tokens, size_t i)
{
    return cn_plan_token_is(tokens, i, EMPTY);
}

bool cn_plan_may_be_verb(const cn_plan_tokens *tokens, size_t i)
{
    return cn_plan_token_is(tokens, i, VERBS);
}

bool cn_plan_is_no_step(const cn_plan_tokens *tokens, size_t i)
{
    return cn_plan_token_is(tokens, i, NO_STEPS);
}

bool cn_plan_is_saying(const cn_plan_tokens *tokens, size_t i)
{
    return cn_plan_token_is(tokens, i, SAYING);
}
