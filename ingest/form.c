/* Building a sentence's form: one pass over its words, items and the marks between them. What each
 * byte of the form comes from is kept beside it, so that a match leads back to the text. */
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
    cn_free(form->ends);
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
        case '!': /* inside a sentence: of a title, "Who? is a film" */
        case '?':
            break;
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
    uint32_t rules = passage->lexicon->entries[passage->lex[word]].rules;
    char *to = form->text + form->len;
    uint32_t *place = form->place + form->len;

    if (rules && form->n_triggers < CN_FORM_TRIGGERS)
        form->triggers[form->n_triggers++] = (cn_form_trigger){(uint32_t)form->len, rules};
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
    /* not "the film star", "the capital of N" */
    if (cn_passage_gap(passage, word + 1) == CN_GAP_SPACE && noun[1].len == 2 &&
        memcmp(passage->text + noun[1].first, "of", 2) == 0)
        return 0;
    if (cn_passage_gap(passage, word + 1) == CN_GAP_SPACE && !(noun[1].flags & CN_WORD_STOP) &&
        passage->lexicon->entries[passage->lex[word + 2]].rules == 0)
        return 0;
    return kinds;
}

/* ", the film was": behind a comma, before a copula. */
static uint32_t later_refers_to(const cn_passage *passage, size_t word, const cn_sentence *range)
{
    const cn_word *w = &passage->words.items[word];

    if (w->len != 3 || word + 2 >= range->end_word || w[1].flags & CN_WORD_UPPER ||
        memcmp(passage->text + w->first, "the", 3) != 0 ||
        cn_passage_gap(passage, word - 1) != CN_GAP_COMMA ||
        !cn_form_starts_copula(passage->text + w[2].first))
        return 0;
    return noun_refers_to(cn_passage_classes(passage, word + 1));
}

/* What the word (and *n_words - 1 after it) refers to, 0 when it is just a word. */
static uint32_t refers_to(const cn_passage *passage, size_t word, const cn_sentence *range,
                          uint32_t *n_words)
{
    uint32_t classes = cn_passage_classes(passage, word);

    *n_words = 1;
    if (classes & CN_LEX_HE)
        return CN_REFERS_HE;
    if (word != range->word) {
        *n_words = 2;
        return later_refers_to(passage, word, range);
    }
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

char cn_form_code(const cn_item *item)
{
    if (item->type == CN_TYPE_DATE)
        return CN_CODE_DATE;
    return CN_TYPE_IS_LITERAL(item->type) ? CN_CODE_QUANTITY : CN_CODE_NAME;
}

static bool is_and(const cn_passage *passage, size_t word)
{
    const cn_word *w = &passage->words.items[word];

    return w->len == 3 && memcmp(passage->text + w->first, "and", 3) == 0;
}

/* "Canadian-British" in "a Canadian-British film": adjectives are words, whoever took them for a
 * name, since rules and classes ask for the word. */
static bool is_adjective(const cn_passage *passage, const cn_item *item, uint32_t end_word)
{
    uint32_t next = item->word + item->n_words, classes;
    cn_gap gap;

    for (uint32_t i = item->word; i < next; i++)
        if (!(cn_passage_classes(passage, i) & CN_LEX_DEMONYM))
            return false;
    if (next >= end_word)
        return false;
    gap = cn_passage_gap(passage, next - 1);
    classes = cn_passage_classes(passage, next);
    if (gap != CN_GAP_SPACE && gap != CN_GAP_HYPHEN)
        return false;
    return classes & CN_LEX_DEMONYM ||
           !(passage->words.items[next].flags & (CN_WORD_UPPER | CN_WORD_DIGIT | CN_WORD_STOP)) ||
           is_and(passage, next);
}

/* Where the sentence's words and marks go, one after the other. */
static void put_all(cn_form *form, const cn_passage *passage, const cn_sentence *range)
{
    const cn_word *words = passage->words.items;
    uint32_t item = range->item;
    size_t text_at = range->first;
    bool after_preposition = false, was_governed = false; /* the next, the last item */

    for (uint32_t word = range->word, n = 1; word < range->end_word; word += n) {
        bool is_item;
        uint32_t first, refers;

        while (item < range->end_item && passage->items[item].word < word)
            item++;
        is_item = item < range->end_item && passage->items[item].word == word &&
                  !is_adjective(passage, &passage->items[item], range->end_word);
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
            put_code(form, cn_form_code(it), item, !after_preposition);
            text_at = it->first + it->len;
            was_governed = after_preposition;
            after_preposition = false;
            continue;
        }
        refers = refers_to(passage, word, range, &n);
        if (refers) {
            put_code(form, CN_CODE_REFERENCE,
                     (words[word].first - form->base) << CN_REFERS_BITS | refers, true);
        } else {
            n = 1;
            put_word(form, passage, word);
            if (is_and(passage, word)) /* "along with N and N" */
                after_preposition |= was_governed;
            was_governed = false;
            after_preposition |= (cn_passage_classes(passage, word) & CN_LEX_PREPOSITION) != 0;
        }
        text_at = cn_word_end(&words[word + n - 1]);
    }
    if (text_at < range->end)
        put_gap(form, passage->text, text_at, range->end, range->end);
}

size_t cn_form_word_at(const cn_passage *passage, uint32_t byte)
{
    size_t low = 0, high = passage->words.n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (passage->words.items[middle].first < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

cn_found_place cn_form_reference(const cn_form *form, const cn_passage *passage, size_t place)
{
    uint32_t kinds = form->place[place] & CN_REFERS_ALL;
    uint32_t first = form->base + (form->place[place] >> CN_REFERS_BITS);
    const cn_words *words = &passage->words;
    size_t word = cn_form_word_at(passage, first);

    if (kinds != CN_REFERS_HE && kinds != CN_REFERS_IT && word + 1 < words->n) /* "the film" */
        word++;
    if (word >= words->n)
        return (cn_found_place){.len = 0};
    return (cn_found_place){first, cn_word_end(&words->items[word]) - first};
}

bool cn_form_starts_copula(const char *text)
{
    return strncmp(text, "is ", 3) == 0 || strncmp(text, "was ", 4) == 0 ||
           strncmp(text, "are ", 4) == 0 || strncmp(text, "were ", 5) == 0;
}

/* "N, 8th Duke of N was": does a copula follow the comma at `after` within a few words, right
 * behind a name or a comma? */
static bool has_late_copula(const char *after)
{
    enum { WORDS = 14 };
    bool follows_name = true;

    for (int n = 0; n < WORDS && *after; n++) {
        after += strspn(after, " ,");
        if (follows_name && cn_form_starts_copula(after))
            return true;
        follows_name = *after == CN_CODE_NAME;
        after += follows_name ? 1 : strcspn(after, " ,");
        follows_name |= *after == ',';
        if (*after != ' ' && *after != ',')
            return false;
    }
    return false;
}

/* "N of N is", "N in N, N is", "N or N is": the copula behind the subject and what belongs to its
 * name, or NULL. */
static const char *copula_after_phrase(const char *after)
{
    static const char *const words[] = {" of ", " the ", " in ", " at ", " or ", ", "};
    enum { PIECES = 8 };

    for (int n = 0; n < PIECES; n++) {
        size_t len = 0;

        if (*after == ' ' && cn_form_starts_copula(after + 1))
            return after + 1;
        if (after[0] == ',' && after[1] == ' ' && cn_form_starts_copula(after + 2))
            return after + 2;
        for (size_t i = 0; len == 0 && i < sizeof(words) / sizeof(*words); i++)
            if (strncmp(after, words[i], strlen(words[i])) == 0)
                len = strlen(words[i]);
        if (len == 0)
            return NULL;
        after += len;
        if (strncmp(after, "the ", 4) == 0)
            after += 4;
        if (*after != CN_CODE_NAME)
            return NULL;
        after++;
    }
    return NULL;
}

const char *cn_form_phrase_copula(const cn_form *form)
{
    return form->subject == SIZE_MAX ? NULL : copula_after_phrase(form->text + form->subject + 1);
}

/* "N is ...", "N, better known as N, is ..." */
static bool subject_has_copula(const cn_form *form)
{
    const char *after;

    if (form->subject == SIZE_MAX)
        return false;
    after = form->text + form->subject + 1;
    if (copula_after_phrase(after))
        return true;
    if (*after == ' ')
        return cn_form_starts_copula(after + 1);
    if (*after != ',')
        return false;
    if (has_late_copula(after))
        return true;
    for (; after; after = strchr(after + 1, ','))
        if (after[1] == ' ' && cn_form_starts_copula(after + 2))
            return true;
    return false;
}

/* In "Born in Butte, Montana, he" Montana is no subject: a name between commas behind a name. */
static void settle_subject(cn_form *form)
{
    const char *text = form->text;
    size_t at = form->subject;

    if (at == SIZE_MAX || at < 3 || text[at - 1] != ' ' || text[at - 2] != ',' ||
        text[at - 3] != CN_CODE_NAME || text[at + 1] != ',')
        return;
    for (form->subject = SIZE_MAX; at < form->len && text[at] != ';'; at++) {
        if ((text[at] == CN_CODE_NAME || text[at] == CN_CODE_REFERENCE) && text[at - 1] == ' ' &&
            text[at - 2] == ',' && text[at + 1] != ',') {
            form->subject = at;
            return;
        }
    }
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

void cn_form_clear(cn_form *form, const cn_sentence *range)
{
    form->len = 0;
    form->n_triggers = 0;
    form->n_notes = 0;
    form->subject = SIZE_MAX;
    form->is_copular = false;
    form->base = range->first;
}

bool cn_form_reserve(cn_form *form, size_t need)
{
    return cn_grow((void **)&form->text, &form->cap, need, FORM_MAX, 1) &&
           cn_grow((void **)&form->place, &form->cap_place, need, FORM_MAX, sizeof(*form->place));
}

int cn_form_build(cn_form *form, const cn_passage *passage, const cn_sentence *range, bool is_note,
                  cairn_error *err)
{
    /* A gap byte gives at most three, a word what it has. */
    size_t need = 3 * (size_t)(range->end - range->first) + 4;

    cn_form_clear(form, range);
    if (!cn_form_reserve(form, need))
        return cn_fail_memory(err, need);
    put_all(form, passage, range);
    form->text[form->len] = '\0';
    if (is_note)
        return CAIRN_OK;
    find_note_words(form, passage, range);
    settle_subject(form);
    form->is_copular = subject_has_copula(form);
    return CAIRN_OK;
}
