/* Words of relations, see relation_form_words.h. */
#include "fusion/relation_form_words.h"

#include <string.h>

typedef struct cn_relation_token token;

bool cn_relation_words_cut(const char *text, size_t len, cn_relation_words *words)
{
    size_t i = 0;

    words->n = 0;
    while (i < len) {
        size_t first = i;

        while (i < len && text[i] != ' ')
            i++;
        if (i > first) {
            if (words->n == CN_RELATION_WORDS_MAX)
                return false;
            words->items[words->n++] = (token){text + first, i - first};
        }
        i++;
    }
    return true;
}

bool cn_relation_word_is(const token *word, const char *text)
{
    return strlen(text) == word->len && memcmp(word->text, text, word->len) == 0;
}

bool cn_relation_word_in(const token *word, const char *list)
{
    for (const char *at = list + 1; *at; at++) {
        size_t n = 0;

        while (n < word->len && at[n] == word->text[n])
            n++;
        if (n == word->len && at[n] == ' ')
            return true;
        for (at += n; *at != ' ';)
            at++;
    }
    return false;
}

static bool is_same(const token *a, const token *b)
{
    return a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
}

bool cn_relation_words_have(const cn_relation_words *words, const token *word)
{
    for (size_t i = 0; i < words->n; i++)
        if (is_same(&words->items[i], word))
            return true;
    return false;
}

cn_relation_auxiliary cn_relation_word_auxiliary(const token *word)
{
    if (cn_relation_word_in(word, " is are was were be been being am 's 're "))
        return CN_AUXILIARY_BE;
    if (cn_relation_word_in(word, " has have had having 've "))
        return CN_AUXILIARY_HAVE;
    if (cn_relation_word_in(word, " do does did will would shall should may might can could must "
                                  "not never n't cannot "))
        return CN_AUXILIARY_OTHER;
    return CN_AUXILIARY_NONE;
}

static bool ends(const token *word, const char *ending)
{
    size_t len = strlen(ending);

    return word->len > len && memcmp(word->text + word->len - len, ending, len) == 0;
}

bool cn_relation_word_is_past(const cn_relation_table *table, const token *word,
                              const cn_relation_words *normal)
{
    if (cn_relation_table_past(table, word->text, word->len))
        return true;
    if (!ends(word, "ed") || word->len < 4 || ends(word, "eed"))
        return false;
    return !cn_relation_words_have(normal, word);
}

bool cn_relation_word_is_participle(const cn_relation_table *table, const token *word)
{
    const cn_relation_verb *verb = cn_relation_table_past(table, word->text, word->len);

    return verb && cn_relation_word_is(word, verb->participle) &&
           !cn_relation_word_is(word, verb->past) && !cn_relation_word_is(word, verb->lemma);
}

cn_relation_ending cn_relation_word_ending(const cn_relation_table *table, const token *word,
                                           const token *lemma)
{
    if (cn_relation_table_past(table, word->text, word->len) ||
        (ends(word, "ed") && !is_same(word, lemma)))
        return CN_ENDING_VERB;
    if (is_same(word, lemma))
        return CN_ENDING_NONE;
    return lemma->len > 0 && lemma->text[0] == word->text[0] &&
                   (ends(word, "s") || ends(word, "ing"))
               ? CN_ENDING_VERB
               : CN_ENDING_OTHER;
}

/* ---- The past ------------------------------------------------------------------------------ */

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* "star", "plan": one syllable that ends in one vowel and one consonant. */
static bool doubles(const char *stem, size_t len)
{
    if (len < 3 || is_vowel(stem[len - 1]) || strchr("wxyh", stem[len - 1]) ||
        !is_vowel(stem[len - 2]) || is_vowel(stem[len - 3]))
        return false;
    for (size_t i = 0; i + 3 < len; i++)
        if (is_vowel(stem[i]) || stem[i] == 'y')
            return false;
    return true;
}

static size_t put(const char *text, size_t len, const char *ending, char *out, size_t size)
{
    size_t more = strlen(ending);

    if (len + more + 1 > size)
        return 0;
    memcpy(out, text, len);
    memcpy(out + len, ending, more + 1);
    return len + more;
}

/* "publish" -> "published", "use" -> "used", "carry" -> "carried", "star" -> "starred". */
static size_t add_ed(const char *stem, size_t len, char *out, size_t size)
{
    char ending[4] = {0};

    if (len > 0 && stem[len - 1] == 'e')
        return put(stem, len, "d", out, size);
    if (len > 1 && stem[len - 1] == 'y' && !is_vowel(stem[len - 2]))
        return put(stem, len - 1, "ied", out, size);
    if (!doubles(stem, len))
        return put(stem, len, "ed", out, size);
    ending[0] = stem[len - 1];
    ending[1] = 'e';
    ending[2] = 'd';
    return put(stem, len, ending, out, size);
}

/* The word without "-s" or "-es"; "studies" -> "study" is left to the caller. */
static size_t stem_of_third_person(const token *word)
{
    if (ends(word, "sses") || ends(word, "shes") || ends(word, "ches") || ends(word, "xes") ||
        ends(word, "zzes"))
        return word->len - 2;
    return ends(word, "s") && !ends(word, "ss") ? word->len - 1 : word->len;
}

static size_t regular_past(const token *word, char *out, size_t size)
{
    if (ends(word, "ed") && !ends(word, "eed"))
        return put(word->text, word->len, "", out, size);
    if (ends(word, "ing") && word->len > 4) { /* the ending of "-ing" is that of "-ed" */
        size_t len = word->len - 3;

        if (word->text[len - 1] == 'y' && !is_vowel(word->text[len - 2]))
            return put(word->text, len - 1, "ied", out, size);
        return put(word->text, len, "ed", out, size);
    }
    if (ends(word, "ies"))
        return put(word->text, word->len - 3, "ied", out, size);
    return add_ed(word->text, stem_of_third_person(word), out, size);
}

/* The irregular verb a word is a form of. */
static const cn_relation_verb *irregular(const cn_relation_table *table, const token *word,
                                         const token *lemma)
{
    const cn_relation_verb *verb = cn_relation_table_past(table, word->text, word->len);
    size_t stem = stem_of_third_person(word);

    if (verb)
        return verb;
    if (ends(word, "ed"))
        return NULL;
    if (lemma->len > 0 && lemma->text[0] == word->text[0])
        verb = cn_relation_table_lemma(table, lemma->text, lemma->len);
    if (!verb)
        verb = cn_relation_table_lemma(table, word->text, stem);
    if (!verb && ends(word, "es")) /* "goes" */
        verb = cn_relation_table_lemma(table, word->text, word->len - 2);
    return verb;
}

size_t cn_relation_word_past(const cn_relation_table *table, const token *word, const token *lemma,
                             bool is_participle, char *out, size_t size)
{
    const cn_relation_verb *verb = irregular(table, word, lemma);
    const char *text;

    if (!verb)
        return regular_past(word, out, size);
    text = is_participle ? verb->participle : verb->past;
    return put(text, strlen(text), "", out, size);
}
