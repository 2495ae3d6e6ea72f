/* Finding the subject of a phrase in a sentence's form.
 *
 * The subject is looked for to the left: over auxiliaries, adjectives and commas to a name. A name
 * behind a preposition is often not it ("a film from France, directed by X"); then the sentence's
 * own subject takes its place, if no relative clause or other reference stands between. */
#include "ingest/form.h"

#include <string.h>

static const char COPULAS[] = " is was are were be been being has have had became become ";
static const char ADVERBS[] = " also later then first originally subsequently eventually initially "
                              "again currently previously formerly who which that best better both "
                              "soon now still recently once twice finally famously jointly ";
static const char CLAUSES[] = " who which that whose whom where when while because although but ";
static const char PREPOSITIONS[] = " of in at by from with to for on into onto near during after "
                                   "before under as between among against about through until "
                                   "since via within without alongside including than like ";
static const char NEGATIONS[] = " not never no neither nor without cannot t ";

static bool is_listed(const char *word, size_t len, const char *list)
{
    for (const char *p = list; (p = strchr(p, word[0])) != NULL; p++)
        if (p[-1] == ' ' && strncmp(p, word, len) == 0 && p[len] == ' ')
            return true;
    return false;
}

static bool is_boundary(char c)
{
    return (c >= 0 && c <= ' ') || c == ',' || c == ';' || c == ':' || c == '.';
}

/* The word that ends at `at`: its first byte. */
static size_t word_start(const cn_form *form, size_t at)
{
    while (at > 0 && !is_boundary(form->text[at - 1]))
        at--;
    return at;
}

bool cn_form_follows(const cn_form *form, size_t at, const char *list)
{
    size_t first;

    while (at > 0 && form->text[at - 1] == ' ')
        at--;
    first = word_start(form, at);
    return at > first && at - first < 24 && is_listed(form->text + first, at - first, list);
}

bool cn_form_opens(const cn_form *form, const char *list)
{
    size_t end = 0;

    while (end < form->len && !is_boundary(form->text[end]))
        end++;
    return end > 0 && end < 24 && is_listed(form->text, end, list);
}

/* What was met on the way from a phrase to the name on its left. */
typedef struct walk {
    size_t found; /* place of the code, or SIZE_MAX */
    bool and, comma, clause, negated, at_start;
    bool copula, after_copula; /* one was passed; it stands right behind the name */
    size_t clause_at;          /* place of the "who" that was passed */
    int n_words;               /* other than auxiliaries */
    int n_nouns;               /* of them, since the last comma, conjunction or verb */
} walk;

/* One word of the walk; false stops it. */
static bool step_over(const char *word, size_t len, walk *w)
{
    w->after_copula = false;
    if (len >= 24) {
        w->n_words++;
    } else if ((len == 3 && memcmp(word, "and", 3) == 0) || (len == 1 && *word == '&')) {
        w->and = true;
        w->n_nouns = 0;
    } else if (is_listed(word, len, NEGATIONS)) {
        w->negated = true;
        return false;
    } else if (is_listed(word, len, ADVERBS) || is_listed(word, len, COPULAS)) {
        w->clause |= is_listed(word, len, CLAUSES);
        w->after_copula = is_listed(word, len, COPULAS);
        w->copula |= w->after_copula;
        w->n_nouns = 0;
    } else if (is_listed(word, len, PREPOSITIONS) || is_listed(word, len, CLAUSES) ||
               memchr(word, '\'', len)) {
        return false;
    } else if (!(len > 3 && memcmp(word + len - 2, "ly", 2) == 0)) {
        w->n_words++;
        w->n_nouns++;
    }
    return true;
}

static walk walk_left(const cn_form *form, size_t at)
{
    enum { STEPS = 14 };
    walk w = {.found = SIZE_MAX};

    for (int n = 0; n < STEPS; n++) {
        size_t first;

        while (at > 0 && form->text[at - 1] == ' ')
            at--;
        w.at_start = at == 0;
        if (at == 0)
            break;
        switch (form->text[at - 1]) {
        case CN_CODE_NAME:
        case CN_CODE_REFERENCE:
            if (w.n_nouns > 0 || /* "an American Western film directed by", "a pre-N directed by" */
                (at > 1 && form->text[at - 2] == '-')) {
                w.n_nouns += w.n_nouns == 0;
                at--;
                continue;
            }
            w.found = at - 1;
            return w;
        case CN_CODE_DATE:
        case CN_CODE_QUANTITY:
            at--;
            if (cn_form_follows(form, at, " in on from of since ")) {
                while (at > 0 && form->text[at - 1] == ' ')
                    at--;
                at = word_start(form, at);
            }
            continue;
        case ',':
            if (w.copula && form->is_copular && form->subject < at &&
                cn_form_starts_copula(form->text + at +
                                      1)) { /* "N, once called N, is directed by" */
                w.found = form->subject;
                return w;
            }
            w.comma = true;
            w.n_nouns = 0;
            w.after_copula = false;
            at--;
            continue;
        case ';':
        case ':':
        case '.':
            return w;
        default:
            break;
        }
        first = word_start(form, at);
        if (first == at) /* another control character; there are none */
            return w;
        if (!step_over(form->text + first, at - first, &w))
            return w;
        if (w.clause && w.clause_at == 0)
            w.clause_at = first;
        at = first;
    }
    return w;
}

/* Does a clause or another reference begin in the form's bytes [from, to)? */
static bool has_clause(const cn_form *form, size_t from, size_t to)
{
    for (size_t i = from; i < to;) {
        size_t end = i;

        while (end < to && !is_boundary(form->text[end]))
            end++;
        if (end > i && end - i < 24 && is_listed(form->text + i, end - i, CLAUSES))
            return true;
        if (end < to && (form->text[end] == CN_CODE_REFERENCE || form->text[end] == ';'))
            return true;
        i = end + 1;
    }
    return false;
}

/* The sentence's subject as that of the phrase at `at`, where nothing parts them. */
static size_t sentence_subject(const cn_form *form, size_t at)
{
    enum { REACH = 400 }; /* bytes of a form; farther off it is seldom right */

    if (form->subject == SIZE_MAX || form->subject >= at || at - form->subject > REACH ||
        has_clause(form, form->subject + 1, at))
        return SIZE_MAX;
    return form->subject;
}

/* Does a preposition govern the name at `place`, over at most a few words ("by the metal band N")?
 * Not when a work is named: "in the film N, directed by" speaks of N. */
static bool is_governed(const cn_form *form, size_t place)
{
    static const char works[] = " film movie album song single novel book series play show game ";

    if (cn_form_follows(form, place, works))
        return false;
    for (int n = 0; n < 5; n++) {
        size_t first;

        while (place > 0 && form->text[place - 1] == ' ')
            place--;
        first = word_start(form, place);
        if (first == place || place - first >= 24)
            return false;
        if (is_listed(form->text + first, place - first, PREPOSITIONS))
            return true;
        if (is_listed(form->text + first, place - first, COPULAS))
            return false;
        place = first;
    }
    return false;
}

bool cn_form_is_of_subject(const cn_form *form, size_t place)
{
    enum { REACH = 100, OPENING = 4 /* "the N" */ };

    if (form->subject > OPENING || form->subject >= place || place - form->subject > REACH)
        return false;
    for (size_t i = form->subject + 1; i < place;) {
        size_t end = i;

        while (end < place && !is_boundary(form->text[end]))
            end++;
        if (end > i && !(form->text[i] >= '0' && form->text[i] <= '9') &&
            !is_listed(form->text + i, end - i, " of the de von and or "))
            return false;
        if (end < place && form->text[end] != ' ' && form->text[end] != ',' &&
            form->text[end] != CN_CODE_NAME)
            return false;
        i = end + 1;
    }
    return true;
}

/* "Born in Ulm, N was", "Founded in 1969 in N, N - N is": the name or reference behind a comma or
 * dash that a verb follows. */
static size_t late_subject(const cn_form *form, size_t at)
{
    const char *text = form->text;

    for (size_t i = at; i + 2 < form->len && text[i] != ';'; i++) {
        size_t end;

        if ((text[i] != CN_CODE_NAME && text[i] != CN_CODE_REFERENCE) || i < at + 6 ||
            text[i - 1] != ' ' || text[i + 1] != ' ' ||
            (text[i - 2] != ',' && text[i - 2] != '-' && memcmp(text + i - 6, ", the ", 6) != 0))
            continue;
        for (end = i + 2; end < form->len && !is_boundary(text[end]);)
            end++;
        if (end > i + 2 && end - i < 24 && text[i + 2] >= 'a' && text[i + 2] <= 'z' &&
            !is_listed(text + i + 2, end - i - 2, PREPOSITIONS) &&
            !is_listed(text + i + 2, end - i - 2, " and or "))
            return i;
    }
    return SIZE_MAX;
}

/* Is the name that was found to be passed over for the sentence's subject? */
static bool prefers_sentence(const cn_form *form, const walk *w, cn_form_kind kind)
{
    if (w->found == SIZE_MAX || w->found == form->subject)
        return false;
    if (w->clause) /* "a player from France who ..." but "the wife of Smith, who ..." */
        return form->is_copular &&
               cn_form_follows(form, w->found, w->comma ? " from in at " : PREPOSITIONS);
    if ((w->after_copula || w->comma) && form->is_copular && cn_form_is_of_subject(form, w->found))
        return true;
    if (w->after_copula && !is_governed(form, w->found)) /* "N was written and directed by" */
        return false;
    switch (kind) {
    case CN_FORM_VERB:
        return w->and || w->n_words > 1;
    case CN_FORM_PARTICIPLE:
        return (form->is_copular || w->copula) && (w->and || is_governed(form, w->found));
    default:
        /* "N is an N professor at" */
        if (form->is_copular && w->n_words == 0 && !w->comma && !w->and &&!w->copula &&
            form->subject < w->found)
            return true;
        if (w->comma && !w->and)
            return cn_form_follows(form, w->found, " of in at near from ");
        return w->and;
    }
}

static bool may_fall_back(const cn_form *form, size_t at, const walk *w, cn_form_kind kind)
{
    if (kind == CN_FORM_VERB)
        return w->and;
    return form->is_copular || w->at_start || (w->and &&kind == CN_FORM_NOUN) ||
           (form->subject != SIZE_MAX && form->subject > at);
}

size_t cn_form_subject(const cn_form *form, size_t at, cn_form_kind kind, double *certainty)
{
    walk w = walk_left(form, at);
    size_t place;

    *certainty = 1.0;
    if (w.negated)
        return SIZE_MAX;
    if (w.found != SIZE_MAX && !prefers_sentence(form, &w, kind)) {
        if (kind == CN_FORM_VERB && !w.clause &&
            cn_form_follows(form, w.found, PREPOSITIONS)) /* "the mayor of Paris founded" */
            return SIZE_MAX;
        if (kind == CN_FORM_PARTICIPLE && w.comma && !w.copula &&
            cn_form_follows(form, w.found, " of by ")) /* "a life of Woolf, published in" */
            return SIZE_MAX;
        return w.found;
    }
    if (w.found == SIZE_MAX && !may_fall_back(form, at, &w, kind))
        return SIZE_MAX;
    if (form->subject == SIZE_MAX || form->subject > at)
        place = w.copula ? SIZE_MAX : late_subject(form, at); /* "Born in Ulm, N was" */
    else
        place = sentence_subject(form, w.clause ? w.clause_at : at);
    *certainty = 0.85;
    return place;
}
