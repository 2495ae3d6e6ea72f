/* Cutting "is a" complements into noun phrases.
 *
 * Words are read up to the first that begins something else: a preposition, a relative pronoun, a
 * participle with its complement ("directed by"), a mark other than a comma. Commas and "and" part
 * phrases when they list nouns ("a drummer, songwriter and producer"), not when they list
 * adjectives ("a small, rural village"): the test is whether an "and" closes the list or the phrase
 * ends in a known noun. */
#include "ingest/classes.h"

#include <string.h>

#define PHRASE_MAX 80 /* bytes in one phrase */

/* Nouns that say nothing without what follows "of". */
static const char LINKING_NOUNS[] =
    " species genus family type kind form variety breed style piece "
    "collection series work ";
/* Nouns that are relations, or nothing, rather than classes. */
static const char NO_CLASSES[] =
    " son daughter wife husband father mother brother sister nephew niece "
    "cousin grandson granddaughter widow uncle aunt part member number "
    "result one lot variety site home name same only most way first "
    "second third last time use case subject fact need end ";
static const char STOPPERS[] =
    " of in from by at on for with to as near between under during within "
    "into about over since who which that whose where when while after "
    "before is was were are has had but or against along around across "
    "through upon via per than then also not it so ";

typedef struct reader {
    const cn_form *form;
    const cn_passage *passage;
    size_t at;
    bool has_comma, has_and; /* separators before the word at `at` */
} reader;

static bool is_mark(char c)
{
    return (c >= 0 && c <= ' ') || c == ',' || c == ';' || c == ':' || c == '.';
}

static size_t word_end(const cn_form *form, size_t at)
{
    while (at < form->len && !is_mark(form->text[at]))
        at++;
    return at;
}

static bool is_listed(const cn_form *form, size_t first, size_t end, const char *list)
{
    char key[28];
    size_t len = end - first;

    if (len == 0 || len > 24)
        return false;
    key[0] = ' ';
    memcpy(key + 1, form->text + first, len);
    memcpy(key + 1 + len, " ", 2);
    return strstr(list, key) != NULL;
}

static bool is_word(const cn_form *form, size_t first, size_t end, const char *word)
{
    return end - first == strlen(word) && memcmp(form->text + first, word, end - first) == 0;
}

/* "directed by", "located in", "known for", but not "animated film". */
static bool is_participle(const cn_form *form, size_t first, size_t end)
{
    static const char complements[] = " by in at on of from to for with as and through after near ";
    size_t next = end + 1;

    if (is_listed(
            form, first, end,
            " starring featuring known written born built held made named called set "
            "living playing working serving containing consisting including currently best ") &&
        form->text[end] == ' ')
        return true;
    if (end - first < 4 || memcmp(form->text + end - 2, "ed", 2) != 0)
        return false;
    if (end >= form->len || form->text[end] != ' ')
        return end < form->len && form->text[end] == ',';
    return is_listed(form, next, word_end(form, next), complements) ||
           form->text[next] == CN_CODE_NAME;
}

/* Passes spaces, commas and "and" before a word. False at anything else that is no word or code. */
static bool skip_separators(reader *r)
{
    const cn_form *form = r->form;

    r->has_comma = r->has_and = false;
    for (;;) {
        if (r->at < form->len && form->text[r->at] == ' ') {
            r->at++;
        } else if (r->at < form->len && form->text[r->at] == ',') {
            r->has_comma = true;
            r->at++;
        } else if (is_word(form, r->at, word_end(form, r->at), "and") ||
                   (r->at < form->len && form->text[r->at] == '&')) {
            r->has_and = true;
            r->at = form->text[r->at] == '&' ? r->at + 1 : r->at + 3;
        } else {
            return r->at < form->len && form->text[r->at] != ';' && form->text[r->at] != ':' &&
                   form->text[r->at] != '.' && form->text[r->at] != CN_CODE_REFERENCE &&
                   form->text[r->at] != CN_CODE_QUANTITY && form->text[r->at] != '-' &&
                   form->text[r->at] != '\'';
        }
    }
}

/* Classes of the chunk's word that stands at the form's byte `at`. */
static uint32_t classes_at(const reader *r, size_t at)
{
    size_t word = cn_form_word_at(r->passage, r->form->place[at]);

    return word < r->passage->words.n ? cn_passage_classes(r->passage, word) : 0;
}

static bool ends_in(const char *word, size_t len, const char *suffix)
{
    size_t n = strlen(suffix);

    return len > n + 1 && memcmp(word + len - n, suffix, n) == 0;
}

/* "industrialist", "ethnographer", "noblewoman": nouns of persons by their endings. */
static bool is_person_noun(const char *word, size_t len)
{
    return (ends_in(word, len, "ist") && !ends_in(word, len, "list")) ||
           ends_in(word, len, "alist") || ends_in(word, len, "grapher") ||
           ends_in(word, len, "maker") || ends_in(word, len, "woman") ||
           ends_in(word, len, "writer") || ends_in(word, len, "keeper");
}

static int type_of_classes(uint32_t classes)
{
    if (classes & CN_LEX_IS_PERSON)
        return CN_TYPE_PERSON;
    if (classes & CN_LEX_IS_WORK)
        return CN_TYPE_WORK;
    if (classes & CN_LEX_IS_ORG)
        return CN_TYPE_ORGANISATION;
    if (classes & CN_LEX_IS_PLACE)
        return CN_TYPE_PLACE;
    return classes & CN_LEX_IS_EVENT ? CN_TYPE_EVENT : CN_TYPE_OTHER;
}

static int type_of_noun(const reader *r, size_t first, size_t end)
{
    int type = type_of_classes(classes_at(r, first));

    if (type == CN_TYPE_OTHER && is_person_noun(r->form->text + first, end - first))
        return CN_TYPE_PERSON;
    return type;
}

/* The phrase at r->at up to a separator or what is none of it. False when it is empty. */
static bool read_phrase(reader *r, cn_class_phrase *phrase, size_t *last_word, bool *is_closed)
{
    const cn_form *form = r->form;
    size_t at = r->at;

    *phrase = (cn_class_phrase){.first = at, .end = at, .type = CN_TYPE_OTHER};
    *is_closed = true;
    while (at < form->len) {
        size_t end = word_end(form, at);

        if (form->text[at] == CN_CODE_NAME || form->text[at] == CN_CODE_DATE) {
            end = at + 1;
            if (form->text[at] == CN_CODE_DATE && phrase->end == phrase->first)
                phrase->first = phrase->end = end + 1; /* "a 1926 film" is a film */
            else
                phrase->end = end;
        } else if (end == at || form->text[at] == '-' || is_listed(form, at, end, STOPPERS) ||
                   is_participle(form, at, end)) {
            break;
        } else if (is_word(form, at, end, "and")) {
            *is_closed = false;
            break;
        } else {
            phrase->end = end;
        }
        *last_word = at;
        at = end;
        if (at < form->len && form->text[at] == CN_CODE_NAME && form->text[at - 1] == '-')
            continue; /* "pre-N" */
        if (at >= form->len || form->text[at] != ' ') {
            *is_closed = at >= form->len || form->text[at] != ',';
            break;
        }
        at++;
    }
    r->at = at;
    return phrase->end > phrase->first && phrase->end - phrase->first <= PHRASE_MAX;
}

/* "species of beetle": the phrase grows over "of" and the next words. */
static void extend_over_of(reader *r, cn_class_phrase *phrase, size_t *last_word, bool *is_closed)
{
    cn_class_phrase more;
    reader ahead = *r;
    size_t last = 0;
    bool closed = true;

    if (!is_listed(r->form, *last_word, phrase->end, LINKING_NOUNS) ||
        strncmp(r->form->text + r->at, "of ", 3) != 0)
        return;
    ahead.at += 3;
    if (!read_phrase(&ahead, &more, &last, &closed) || more.end - phrase->first > PHRASE_MAX)
        return;
    phrase->end = more.end;
    *last_word = last;
    *is_closed = closed;
    r->at = ahead.at;
}

/* "a style originating in": the participle goes, but "a painting", "a tall building" stay. */
static void drop_participle(const reader *r, cn_class_phrase *phrase, size_t *last_word)
{
    const cn_form *form = r->form;
    size_t end = phrase->end, last = *last_word;

    if (last <= phrase->first || end - last < 6 || memcmp(form->text + end - 3, "ing", 3) != 0 ||
        (classes_at(r, last) & ~(uint32_t)CN_LEX_PARTICIPLE) != 0 ||
        is_listed(form, last, end,
                  " building painting recording wedding meeting offspring clothing "
                  "drawing engraving engineering listing landing opening crossing "))
        return;
    phrase->end = last - 1;
    for (last = phrase->end; last > phrase->first && !is_mark(form->text[last - 1]);)
        last--;
    *last_word = last;
}

/* "critical" in "a critical and commercial success" */
static bool is_adjective(const reader *r, const cn_class_phrase *phrase, size_t last_word)
{
    const char *end = r->form->text + phrase->end;

    return last_word == phrase->first && phrase->end - phrase->first > 4 &&
           type_of_noun(r, last_word, phrase->end) == CN_TYPE_OTHER &&
           (memcmp(end - 2, "al", 2) == 0 || memcmp(end - 3, "ous", 3) == 0 ||
            memcmp(end - 3, "ive", 3) == 0 || memcmp(end - 3, "ful", 3) == 0);
}

/* Ends a name without its noun, or is a word like "son"? Then it is no class. */
static bool is_class(const cn_form *form, const cn_class_phrase *phrase, size_t last_word)
{
    if (form->text[last_word] == CN_CODE_DATE || form->text[phrase->end - 1] == '-')
        return false;
    if (form->text[last_word] == CN_CODE_NAME)
        return last_word > phrase->first; /* "medieval Bishop of Elmham" */
    return !is_listed(form, last_word, phrase->end, NO_CLASSES);
}

/* Of n phrases parted by commas or "and": which are nouns on their own? is_list: an "and" closes
 * them. */
static size_t keep_nouns(cn_class_phrase *classes, const bool *known, size_t n, bool is_list)
{
    size_t keep = 0;

    if (n > 1 && known[n - 1] && !known[0]) { /* "a small, rural village": adjectives first */
        for (size_t i = 0; i < n; i++)
            if (known[i])
                classes[keep++] = classes[i];
        return keep;
    }
    if (is_list && classes[n - 1].type == CN_TYPE_PERSON) { /* "a film and television editor" */
        for (size_t i = 0; i < n; i++)
            if (!known[i] || classes[i].type == CN_TYPE_PERSON)
                classes[keep++] = classes[i];
        return keep;
    }
    if (is_list)
        return n;
    for (keep = 1; keep < n && known[keep];)
        keep++;
    return keep;
}

size_t cn_classes_read(const cn_form *form, const cn_passage *passage, size_t at,
                       cn_class_phrase *classes)
{
    reader r = {.form = form, .passage = passage, .at = at};
    bool closed[CN_CLASSES_MAX], known[CN_CLASSES_MAX];
    bool has_and = false;
    size_t n = 0;

    while (n < CN_CLASSES_MAX && skip_separators(&r)) {
        size_t last_word = 0;

        /* "a poet, a critic": the article of a later phrase; "the" begins something else */
        if (n > 0 && strncmp(form->text + r.at, "a ", 2) == 0)
            r.at += 2;
        else if (n > 0 && strncmp(form->text + r.at, "an ", 3) == 0)
            r.at += 3;
        else if (n > 0 && (strncmp(form->text + r.at, "the ", 4) == 0 ||
                           (r.has_comma && form->text[r.at] == CN_CODE_NAME)))
            break;
        if (!read_phrase(&r, &classes[n], &last_word, &closed[n]))
            break;
        extend_over_of(&r, &classes[n], &last_word, &closed[n]);
        drop_participle(&r, &classes[n], &last_word);
        if (!closed[n] && is_adjective(&r, &classes[n], last_word))
            continue;
        if (!is_class(form, &classes[n], last_word))
            break;
        classes[n].type = form->text[last_word] == CN_CODE_NAME
                              ? CN_TYPE_OTHER
                              : type_of_noun(&r, last_word, classes[n].end);
        known[n] = classes[n].type != CN_TYPE_OTHER;
        has_and |= r.has_and;
        n++;
        if (closed[n - 1])
            break;
    }
    if (n == 0)
        return 0;
    return keep_nouns(classes, known, n, has_and && closed[n - 1]);
}
