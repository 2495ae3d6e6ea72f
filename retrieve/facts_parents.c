/* Fathers and mothers, see facts_parents.h. */
#include "retrieve/facts_parents.h"

#include <stdbool.h>
#include <string.h>

enum { CUE_BYTES = 48 }; /* before a name in which "wife" is looked for */
#define SURE 0.95        /* a title says so */
#define BY_ORDER 0.85    /* of two in one sentence */
#define ALONE 0.3        /* one alone is more often the father */

static const char *const women[] = {
    "queen",    "princess",  "duchess", "countess", "lady",        "empress", "archduchess",
    "baroness", "mrs",       "dame",    "infanta",  "marchioness", "wife",    "mother",
    "mistress", "concubine", "née",     "actress",  "sultana",     "begum",   "consort"};
static const char *const men[] = {
    "king",     "prince",   "duke",    "count",   "earl",    "lord",    "emperor",  "baron",
    "sir",      "archduke", "husband", "father",  "sultan",  "tsar",    "margrave", "landgrave",
    "viscount", "reverend", "mr",      "captain", "general", "marquess"};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool is_word_at(const char *text, size_t len, size_t at, const char *word)
{
    const size_t n = strlen(word);

    if (at + n > len || (at > 0 && is_letter(text[at - 1])) ||
        (at + n < len && is_letter(text[at + n])))
        return false;
    for (size_t i = 0; i < n; i++)
        if (((unsigned char)text[at + i] | ((unsigned char)text[at + i] < 0x80 ? 0x20U : 0U)) !=
            (unsigned char)word[i])
            return false;
    return true;
}

/* The byte behind the last of the words; 0: none of them is there. */
static size_t find_last(const char *text, size_t len, const char *const *words, size_t n)
{
    for (size_t at = len; at-- > 0;)
        for (size_t i = 0; i < n; i++)
            if (is_word_at(text, len, at, words[i]))
                return at + strlen(words[i]);
    return 0;
}

/* What the words say: above one half a woman. The last one counts: "the king's wife". */
static bool judge_words(const char *text, size_t len, double *mother)
{
    const size_t woman = find_last(text, len, women, sizeof women / sizeof *women);
    const size_t man = find_last(text, len, men, sizeof men / sizeof *men);

    if (woman == man)
        return false;
    *mother = woman > man ? SURE : 1 - SURE;
    return true;
}

/* Where the name begins in the sentence: by its first word where it is not there whole. */
static size_t find_name(const cn_parent *parent)
{
    const char *blank = memchr(parent->name, ' ', parent->name_len);
    const size_t word_len = blank ? (size_t)(blank - parent->name) : parent->name_len;
    const size_t lens[] = {parent->name_len, word_len};

    for (size_t l = 0; l < 2; l++)
        for (size_t i = 0; lens[l] > 0 && i + lens[l] <= parent->sentence_len; i++)
            if (memcmp(parent->sentence + i, parent->name, lens[l]) == 0 &&
                (i == 0 || !is_letter(parent->sentence[i - 1])))
                return i;
    return parent->sentence_len;
}

/* The words between the name and a comma, "and" or other name before it. */
static size_t cue_begin(const cn_parent *parent, size_t name)
{
    size_t at = name;

    while (at > 0 && name - at < CUE_BYTES && !strchr(",;.()", parent->sentence[at - 1]) &&
           !(at >= 5 && memcmp(parent->sentence + at - 5, " and ", 5) == 0))
        at--;
    return at;
}

bool cn_is_bare_title(const char *name, size_t len)
{
    const char *blank = memchr(name, ' ', len);
    const size_t first = blank ? (size_t)(blank - name) : len;

    return (find_last(name, first, women, sizeof women / sizeof *women) > 0 ||
            find_last(name, first, men, sizeof men / sizeof *men) > 0) &&
           (first == len || is_word_at(name, len, first + 1, "of") ||
            is_word_at(name, len, first + 1, "palatine"));
}

static bool is_same_sentence(const cn_parent *a, const cn_parent *b)
{
    return a->chunk == b->chunk && a->first == b->first;
}

void cn_parents_judge(const cn_parent *parents, size_t n, double mother[CN_PARENTS_MAX])
{
    size_t at[CN_PARENTS_MAX];
    bool is_sure[CN_PARENTS_MAX];

    n = n < CN_PARENTS_MAX ? n : CN_PARENTS_MAX;
    for (size_t i = 0; i < n; i++) {
        const cn_parent *parent = &parents[i];
        const size_t name = at[i] = find_name(parent);
        const size_t cue = cue_begin(parent, name);

        mother[i] = ALONE;
        is_sure[i] = judge_words(parent->name, parent->name_len, &mother[i]) ||
                     (name < parent->sentence_len &&
                      judge_words(parent->sentence + cue, name - cue, &mother[i]));
    }
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++) {
            if (i == k || is_sure[i] || cn_is_bare_title(parents[k].name, parents[k].name_len) ||
                !is_same_sentence(&parents[i], &parents[k]))
                continue;
            if (is_sure[k])
                mother[i] = mother[k] > 0.5 ? 1 - BY_ORDER : BY_ORDER;
            else if (at[i] != at[k] && at[i] < parents[i].sentence_len &&
                     at[k] < parents[k].sentence_len)
                mother[i] = at[i] > at[k] ? BY_ORDER : 1 - BY_ORDER;
        }
}
