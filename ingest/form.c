/* Building a sentence's form, and finding in it the subject of a phrase.
 *
 * The subject is looked for to the left: over auxiliaries, adjectives and commas to a name. A name
 * behind a preposition is often not it ("a film from France, directed by X"); then the sentence's
 * own subject takes its place, if no relative clause or other reference stands between. */
#include "ingest/form.h"

#include <string.h>

#include "base/mem.h"

#define FORM_MAX ((size_t)8 * CN_SENTENCE_MAX) /* bytes of a form */
#define NOTE_MAX 600 /* bytes between brackets; farther apart they are not a pair */

void cn_form_init(cn_form *form)
{
    *form = (cn_form){.text = NULL};
}

void cn_form_done(cn_form *form)
{
    cn_free(form->text);
    cn_free(form->place);
    cn_form_init(form);
}

/* ---- Building ---------------------------------------------------------------------------- */

static void put(cn_form *form, char c, uint32_t place)
{
    form->text[form->len] = c;
    form->place[form->len++] = place;
}

static void put_space(cn_form *form, uint32_t place)
{
    if (form->len > 0 && form->text[form->len - 1] != ' ')
        put(form, ' ', place);
}

/* " - " for a dash, "-" for a hyphen (a space on one side is a slip of the tokeniser). */
static size_t put_dash(cn_form *form, const char *text, size_t i, size_t end, size_t len)
{
    bool space_before = form->len > 0 && form->text[form->len - 1] == ' ';
    bool space_after = i + len < end && text[i + len] == ' ';

    if (len == 1 && !(space_before && space_after)) {
        put(form, '-', (uint32_t)i);
        return space_after ? 2 : 1;
    }
    put_space(form, (uint32_t)i);
    put(form, '-', (uint32_t)i);
    put_space(form, (uint32_t)i);
    return len;
}

/* The byte of the bracket that closes the one at text[i], or 0. */
static size_t closing_bracket(const char *text, size_t i, size_t end)
{
    int depth = 0;

    if (end > i + NOTE_MAX)
        end = i + NOTE_MAX;
    for (; i < end; i++) {
        if (text[i] == '(')
            depth++;
        else if (text[i] == ')' && --depth == 0)
            return i;
    }
    return 0;
}

static void keep_note(cn_form *form, size_t first, size_t end)
{
    size_t at = form->len;

    while (at > 0 && (form->text[at - 1] == ' ' || form->text[at - 1] == ','))
        at--;
    if (form->n_notes == CN_FORM_NOTES)
        return;
    if (at == 0 || (unsigned char)form->text[at - 1] > CN_CODE_REFERENCE)
        at = 0;
    form->notes[form->n_notes++] = (cn_form_note){.at = at > 0 ? (uint32_t)at - 1 : UINT32_MAX,
                                                  .first = (uint32_t)first,
                                                  .end = (uint32_t)end};
}

/* Emits what stands between words, text[i, end). Returns where the text goes on: end, or behind a
 * bracket that closes after end. */
static size_t put_gap(cn_form *form, const char *text, size_t i, size_t end, size_t sentence_end)
{
    while (i < end) {
        size_t close, len = 1;

        switch (text[i]) {
        case '(':
            close = closing_bracket(text, i, sentence_end);
            if (close > 0) {
                keep_note(form, i + 1, close);
                put_space(form, (uint32_t)i);
                if (close + 1 >= end)
                    return close + 1;
                len = close + 1 - i;
            } else {
                put(form, ';', (uint32_t)i);
            }
            break;
        case ',':
        case ';':
        case ':':
        case '.':
        case '/':
            if (form->len > 0 && form->text[form->len - 1] == ' ')
                form->len--; /* "Ada , born" */
            put(form, text[i], (uint32_t)i);
            break;
        case '&':
        case '\'':
            put_space(form, (uint32_t)i);
            put(form, text[i], (uint32_t)i);
            break;
        case '-':
            len = put_dash(form, text, i, end, i + 1 < end && text[i + 1] == '-' ? 2 : 1);
            break;
        case '!':
        case '?':
        case ')':
            put(form, ';', (uint32_t)i);
            break;
        case '\xE2': /* en and em dash, single quotes; U+201C and U+201D count as spaces */
            if (i + 2 < end && text[i + 1] == '\x80') {
                len = 3;
                if (text[i + 2] == '\x93' || text[i + 2] == '\x94') {
                    put_dash(form, text, i, end, 3);
                } else if (text[i + 2] == '\x99') {
                    put_space(form, (uint32_t)i);
                    put(form, '\'', (uint32_t)i);
                }
                break;
            }
            put_space(form, (uint32_t)i);
            break;
        default:
            put_space(form, (uint32_t)i);
        }
        i += len;
    }
    return i;
}

static void put_word(cn_form *form, const cn_passage *passage, size_t word)
{
    const cn_word *w = &passage->words.items[word];
    const char *text = passage->text + w->first;
    uint64_t patterns = passage->lexicon->entries[passage->lex[word]].patterns;
    char *to = form->text + form->len;
    uint32_t *place = form->place + form->len;

    if (patterns && form->n_triggers < CN_FORM_TRIGGERS)
        form->triggers[form->n_triggers++] = (cn_form_trigger){(uint32_t)form->len, patterns};
    for (uint32_t i = 0; i < w->len; i++) {
        to[i] = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] + 32) : text[i];
        place[i] = w->first + i;
    }
    form->len += w->len;
}

static uint32_t noun_refers_to(uint32_t classes)
{
    uint32_t kinds = 0;

    if (classes & CN_LEX_IS_PERSON)
        kinds |= CN_REFERS_PERSON;
    if (classes & CN_LEX_IS_PLACE)
        kinds |= CN_REFERS_PLACE;
    if (classes & CN_LEX_IS_ORG)
        kinds |= CN_REFERS_ORGANISATION;
    if (classes & CN_LEX_IS_WORK)
        kinds |= CN_REFERS_WORK;
    if (classes & CN_LEX_IS_EVENT)
        kinds |= CN_REFERS_EVENT;
    return kinds;
}

/* "The film was", "This village": words at a sentence's start that stand for its document's topic.
 */
static uint32_t definite_refers_to(const cn_passage *passage, size_t word, size_t end)
{
    const cn_word *w = &passage->words.items[word], *noun = w + 1;
    const char *text = passage->text + w->first;
    uint32_t kinds;

    if (word + 2 >= end || !((w->len == 3 && memcmp(text, "The", 3) == 0) ||
                             (w->len == 4 && memcmp(text, "This", 4) == 0)))
        return 0;
    kinds = noun->flags & CN_WORD_UPPER ? 0 : noun_refers_to(cn_passage_classes(passage, word + 1));
    if (kinds == 0)
        return 0;
    /* not "the film star" */
    if (cn_passage_gap(passage, word + 1) == CN_GAP_SPACE && !(noun[1].flags & CN_WORD_STOP) &&
        passage->lexicon->entries[passage->lex[word + 2]].patterns == 0)
        return 0;
    return kinds;
}

/* What the word (and *n_words - 1 after it) refers to, 0 when it is just a word. */
static uint32_t refers_to(const cn_passage *passage, size_t word, const cn_sentence *range,
                          uint32_t *n_words)
{
    uint32_t classes = cn_passage_classes(passage, word);

    *n_words = 1;
    if (classes & CN_LEX_HE)
        return CN_REFERS_HE;
    if (word != range->word)
        return 0;
    if (classes & CN_LEX_IT)
        return CN_REFERS_IT;
    *n_words = 2;
    return definite_refers_to(passage, word, range->end_word);
}

static void put_code(cn_form *form, int code, uint32_t place, bool may_be_subject)
{
    if (form->subject == SIZE_MAX && may_be_subject &&
        (code == CN_CODE_NAME || code == CN_CODE_REFERENCE))
        form->subject = form->len;
    put(form, (char)code, place);
}

static int code_of_item(const cn_item *item)
{
    if (item->type == CN_TYPE_DATE)
        return CN_CODE_DATE;
    return item->type == CN_TYPE_QUANTITY ? CN_CODE_QUANTITY : CN_CODE_NAME;
}

/* Where the sentence's words and marks go, one after the other. */
static void put_all(cn_form *form, const cn_passage *passage, const cn_sentence *range)
{
    const cn_word *words = passage->words.items;
    uint32_t item = range->item;
    size_t text_at = range->first;
    bool after_preposition = false;

    for (uint32_t word = range->word, n = 1; word < range->end_word; word += n) {
        bool is_item;
        uint32_t first, refers;

        while (item < range->end_item && passage->items[item].word < word)
            item++;
        is_item = item < range->end_item && passage->items[item].word == word;
        first = is_item ? passage->items[item].first : words[word].first;
        n = 1;
        if (first >= text_at)
            text_at = put_gap(form, passage->text, text_at, first, range->end);
        if (first < text_at) /* between brackets */
            continue;
        if (form->len > 1 && form->text[form->len - 2] == ',')
            after_preposition = false;
        if (is_item) {
            const cn_item *it = &passage->items[item];

            n = it->n_words;
            put_code(form, code_of_item(it), item, !after_preposition);
            text_at = it->first + it->len;
            after_preposition = false;
            continue;
        }
        refers = refers_to(passage, word, range, &n);
        if (refers) {
            put_code(form, CN_CODE_REFERENCE, refers, true);
        } else {
            n = 1;
            put_word(form, passage, word);
            after_preposition |= (cn_passage_classes(passage, word) & CN_LEX_PREPOSITION) != 0;
        }
        text_at = cn_word_end(&words[word + n - 1]);
    }
    if (text_at < range->end)
        put_gap(form, passage->text, text_at, range->end, range->end);
}

static bool starts_with_copula(const char *text)
{
    return strncmp(text, "is ", 3) == 0 || strncmp(text, "was ", 4) == 0 ||
           strncmp(text, "are ", 4) == 0 || strncmp(text, "were ", 5) == 0;
}

/* "N is ...", "N, better known as N, is ..." */
static bool subject_has_copula(const cn_form *form)
{
    const char *after;

    if (form->subject == SIZE_MAX)
        return false;
    after = form->text + form->subject + 1;
    if (*after == ' ')
        return starts_with_copula(after + 1);
    if (*after != ',')
        return false;
    for (; after; after = strchr(after + 1, ','))
        if (after[1] == ' ' && starts_with_copula(after + 2))
            return true;
    return false;
}

/* Words of a note: those that begin between its brackets. */
static void find_note_words(cn_form *form, const cn_passage *passage, const cn_sentence *range)
{
    for (size_t i = 0; i < form->n_notes; i++) {
        cn_form_note *note = &form->notes[i];
        uint32_t word = range->word;

        while (word < range->end_word && passage->words.items[word].first < note->first)
            word++;
        note->word = word;
        while (word < range->end_word && passage->words.items[word].first < note->end)
            word++;
        note->end_word = word;
    }
}

int cn_form_build(cn_form *form, const cn_passage *passage, const cn_sentence *range, bool is_note,
                  cairn_error *err)
{
    /* A gap byte gives at most three, a word what it has. */
    size_t need = 3 * (size_t)(range->end - range->first) + 4;

    form->len = 0;
    form->n_triggers = 0;
    form->n_notes = 0;
    form->subject = SIZE_MAX;
    form->is_copular = false;
    if (!cn_grow((void **)&form->text, &form->cap, need, FORM_MAX, 1) ||
        !cn_grow((void **)&form->place, &form->cap_place, need, FORM_MAX, sizeof(*form->place)))
        return cn_fail_memory(err, need);
    put_all(form, passage, range);
    form->text[form->len] = '\0';
    if (is_note)
        return CAIRN_OK;
    find_note_words(form, passage, range);
    form->is_copular = subject_has_copula(form);
    return CAIRN_OK;
}

/* ---- The subject of a phrase ------------------------------------------------------------- */

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
    bool copula;
    bool is_parted;   /* a verb, comma or conjunction stands between name and phrase */
    size_t clause_at; /* place of the "who" that was passed */
    int n_words;      /* other than auxiliaries */
} walk;

/* One word of the walk; false stops it. */
static bool step_over(const char *word, size_t len, walk *w)
{
    if (len >= 24) {
        w->n_words++;
    } else if ((len == 3 && memcmp(word, "and", 3) == 0) || (len == 1 && *word == '&')) {
        w->and = w->is_parted = true;
    } else if (is_listed(word, len, NEGATIONS)) {
        w->negated = true;
        return false;
    } else if (is_listed(word, len, ADVERBS) || is_listed(word, len, COPULAS)) {
        w->clause |= is_listed(word, len, CLAUSES);
        w->copula |= is_listed(word, len, COPULAS);
        w->is_parted = true;
    } else if (is_listed(word, len, PREPOSITIONS) || is_listed(word, len, CLAUSES) ||
               memchr(word, '\'', len)) {
        return false;
    } else if (!(len > 3 && memcmp(word + len - 2, "ly", 2) == 0)) {
        w->n_words++;
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
            if (w.n_words > 0 && !w.is_parted) { /* "an American Western film directed by" */
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
                starts_with_copula(form->text + at + 1)) { /* "N, once called N, is directed by" */
                w.found = form->subject;
                return w;
            }
            w.comma = w.is_parted = true;
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

/* Is the name that was found to be passed over for the sentence's subject? */
static bool prefers_sentence(const cn_form *form, const walk *w, cn_form_kind kind)
{
    if (w->found == SIZE_MAX || w->found == form->subject)
        return false;
    if (w->clause) /* "a player from France who ..." but "the wife of Smith, who ..." */
        return form->is_copular &&
               cn_form_follows(form, w->found, w->comma ? " from in at " : PREPOSITIONS);
    switch (kind) {
    case CN_FORM_VERB:
        return w->and || w->n_words > 1;
    case CN_FORM_PARTICIPLE:
        return (form->is_copular || w->copula) && (w->and || is_governed(form, w->found));
    default:
        if (w->comma && !w->and)
            return cn_form_follows(form, w->found, " of in at near from ");
        return w->and;
    }
}

static bool may_fall_back(const cn_form *form, const walk *w, cn_form_kind kind)
{
    if (kind == CN_FORM_VERB)
        return w->and;
    return form->is_copular || w->at_start || (w->and &&kind == CN_FORM_NOUN);
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
        return w.found;
    }
    if (w.found == SIZE_MAX && !may_fall_back(form, &w, kind))
        return SIZE_MAX;
    if (w.at_start && form->subject != SIZE_MAX && form->subject > at) /* "Born in Ulm, N was" */
        place =
            form->subject >= 2 && form->text[form->subject - 2] == ',' ? form->subject : SIZE_MAX;
    else
        place = sentence_subject(form, w.clause ? w.clause_at : at);
    *certainty = 0.85;
    return place;
}
