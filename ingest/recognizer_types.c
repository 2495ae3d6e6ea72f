/* Names of the kind "rest" are events by their head or last word, works by quotes or a noun beside
 * them, products by a noun or a number in them; what nothing tells is of type other. The lists are
 * of common nouns; what titles taught the tables is asked as well. */
#include "ingest/recognizer_types.h"

#include <string.h>

typedef struct words {
    const char *text; /* separated by single spaces, one at each end */
} words;

static const words event_ends = {
    " war wars battle revolution rebellion uprising siege massacre election elections olympics "
    "games championship championships cup festival tournament contest campaign conference crisis "
    "tour attack bombing riots treaty awards award prix derby expedition conquest invasion "
    "famine earthquake hurricane fire genocide holocaust coup mutiny convention summit congress "
    "marathon race series bowl open ceremony depression movement renaissance reformation "};
static const words event_heads = {" battle siege treaty war operation hurricane battles fall "
                                  "massacre raid congress peace feast festival "};
static const words work_nouns = {
    " film films movie movies album albums song songs single singles novel novels book books "
    "series sitcom show play plays opera operas musical magazine newspaper journal poem poems "
    "story comic comics manga anime ep soundtrack documentary ballad painting video track sequel "
    "drama remake episode symphony ballet track soap autobiography memoir essay poem "
    "encyclopedia "};
static const words product_nouns = {
    " game games phone smartphone console car cars aircraft software computer device engine "
    "browser system platform rifle missile tank motorcycle locomotive camera drug beer wine brand "
    "app application tablet processor chip vehicle helicopter gun pistol ship "};
static const words money_words = {" $ \u20AC \u00A3 \u00A5 dollar dollars euro euros pound pounds "
                                  "cent cents yen rupee rupees usd eur gbp us$ franc francs peso "
                                  "pesos ruble rubles yuan won krona kroner crore lakh "};
static const words clock_words = {" hour hours minute minutes second seconds am pm a.m. p.m. "
                                  "o'clock noon midnight morning evening afternoon night gmt utc "};

static bool has_word(const words *list, const cn_tree *tree, size_t i)
{
    const cn_token *token = &tree->tokens[i];
    const char *form = tree->text + token->first;
    char held[24];

    if (token->len + 3u > sizeof(held))
        return false;
    held[0] = ' ';
    for (size_t k = 0; k < token->len; k++)
        held[k + 1] = form[k] >= 'A' && form[k] <= 'Z' ? (char)(form[k] + 32) : form[k];
    held[token->len + 1] = ' ';
    held[token->len + 2] = '\0';
    return strstr(list->text, held) != NULL;
}

static bool has_any(const words *list, const cn_tree *tree, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++)
        if (has_word(list, tree, i))
            return true;
    return false;
}

/* "the film X", "X is a film", "X ( film )". */
static bool stands_by(const words *list, const cn_tree *tree, const cn_name_atom *atoms,
                      size_t first, size_t end)
{
    size_t at = first;

    while (at > 0 && atoms[at - 1].look == 9)
        at--;
    if (at > 0 && atoms[at - 1].look == 0 && has_word(list, tree, at - 1))
        return true;
    for (at = end; at < tree->n && at < end + 8; at++) {
        if (has_word(list, tree, at))
            return true;
        if (tree->tokens[at].upos == CN_UPOS_VERB || tree->tokens[at].upos == CN_UPOS_ADP)
            return false;
    }
    return false;
}

static int type_of_rest(const cn_tree *tree, const cn_name_atom *atoms, size_t first, size_t end)
{
    const cn_name_atom *last = &atoms[end - 1];
    uint32_t title = atoms[first].phrase_at ? atoms[first].phrase & 7 : 0;
    uint32_t by_end = last->kinds >> CN_WORD_KIND_TITLE_LAST;

    if (title == CN_KIND_MISC + 2 || has_word(&event_ends, tree, end - 1) ||
        (end - first > 1 && has_word(&event_heads, tree, first)))
        return CN_TYPE_EVENT;
    if (title == CN_KIND_MISC + 1 || atoms[first].stands & CN_STANDS_TITLED_QUOTE)
        return CN_TYPE_WORK;
    if (stands_by(&work_nouns, tree, atoms, first, end))
        return CN_TYPE_WORK;
    if (stands_by(&product_nouns, tree, atoms, first, end))
        return CN_TYPE_PRODUCT;
    if (end - first > 1 && (by_end & 7) == CN_KIND_MISC + 2 && (by_end >> 3 & 3) >= 2)
        return CN_TYPE_EVENT;
    if (end - first > 1 && (by_end & 7) == CN_KIND_MISC + 1 && (by_end >> 3 & 3) >= 2)
        return CN_TYPE_WORK;
    for (size_t i = first; end - first > 1 && i < end; i++) /* "iPhone 5", "Windows 98" */
        if (i > first && atoms[i].look >= 5 && atoms[i].look <= 7)
            return CN_TYPE_PRODUCT;
    return CN_TYPE_OTHER;
}

/* "12:25" */
static bool has_clock(const cn_tree *tree, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++) {
        const cn_token *token = &tree->tokens[i];

        if (token->flags & CN_TOKEN_DIGIT && token->len >= 4 &&
            memchr(tree->text + token->first, ':', token->len))
            return true;
    }
    return has_any(&clock_words, tree, first, end);
}

int cn_name_type(int kind, const cn_tree *tree, const cn_name_atom *atoms, size_t first, size_t end)
{
    switch (kind) {
    case CN_KIND_PERSON:
        return CN_TYPE_PERSON;
    case CN_KIND_ORGANISATION:
        return CN_TYPE_ORGANISATION;
    case CN_KIND_PLACE:
        return CN_TYPE_PLACE;
    case CN_KIND_TIME:
        return has_clock(tree, first, end) ? CN_TYPE_TIME : CN_TYPE_DATE;
    case CN_KIND_NUMBER:
        if (has_any(&money_words, tree, first, end))
            return CN_TYPE_MONEY;
        return has_clock(tree, first, end) ? CN_TYPE_TIME : CN_TYPE_QUANTITY;
    default:
        return type_of_rest(tree, atoms, first, end);
    }
}
