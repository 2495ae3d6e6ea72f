/* Names by their capitals.
 *
 * A run is a capitalised word and what follows while it stays one name: capitalised words, numbers,
 * connectors between two capitalised words ("of", "van der"), hyphens, apostrophes, "&", the stops
 * of initials. A run never leaves its sentence and is given up when longer than RUN_MAX words: that
 * is a headline. At the start of a sentence a capital proves nothing, so function words are trimmed
 * there and a lone word needs a second witness in the text.
 *
 * Words in quotes with the capitals of a title are a work, and the document's title is recognised
 * in whatever case it is written. What stands first wins; items never overlap. */
#include "ingest/names.h"

#include <string.h>

#include "ingest/values.h"

enum {
    RUN_MAX = 10,       /* words in a name */
    QUOTE_MAX = 100,    /* bytes in a quoted title */
    QUOTE_WORDS = 12,   /* words in a quoted title */
    WITNESS_WORDS = 600 /* words looked at, either side, for another use of a word */
};

/* One sentence being searched. */
typedef struct scan {
    cn_passage *passage;
    size_t begin, end; /* words of the sentence */
    size_t quote;      /* byte of the next double quote, or SIZE_MAX */
    bool is_inside;    /* a quotation is open at the word looked at */
} scan;

static uint16_t flags_of(const cn_passage *passage, size_t word)
{
    return passage->words.items[word].flags;
}

static bool is_upper(const cn_passage *passage, size_t word)
{
    return flags_of(passage, word) & CN_WORD_UPPER;
}

static bool is_function_word(const cn_passage *passage, size_t word)
{
    return flags_of(passage, word) & CN_WORD_STOP;
}

static bool is_the(const cn_passage *passage, size_t word)
{
    const cn_word *w = &passage->words.items[word];
    const char *text = passage->text + w->first;

    return w->len == 3 && (text[0] == 't' || text[0] == 'T') && text[1] == 'h' && text[2] == 'e';
}

static bool is_and_or(const cn_passage *passage, size_t word)
{
    const cn_word *w = &passage->words.items[word];
    const char *text = passage->text + w->first;

    return (w->len == 3 && memcmp(text, "and", 3) == 0) ||
           (w->len == 2 && memcmp(text, "or", 2) == 0);
}

/* ---- Runs -------------------------------------------------------------------------------- */

/* "J. Smith", "St. Mary", "U.S": may the stop after word stay inside a name? */
static bool stop_may_join(const cn_passage *passage, size_t word)
{
    return passage->words.items[word].len == 1 || cn_passage_classes(passage, word) & CN_LEX_DOTTED;
}

/* "O'Neil", "L' Avventura", "Ha'aretz"; not "Ford's", "they'll" or "Abrams' House". */
static bool apostrophe_joins(const cn_passage *passage, size_t word)
{
    const cn_word *next = &passage->words.items[word + 1];
    char c = passage->text[next->first];

    if (passage->words.items[word].len > 2 && passage->text[next->first - 1] == ' ')
        return false;
    if (next->flags & CN_WORD_UPPER)
        return true;
    return next->len > 2 || (next->len == 2 && c != 'l' && c != 'v' && c != 'r');
}

/* "King's College", "St. Maurice's Abbey": the noun makes it one name. */
static bool possessive_joins(const scan *s, size_t word)
{
    const cn_passage *passage = s->passage;

    return word + 2 < s->end && passage->words.items[word + 1].len == 1 &&
           passage->text[passage->words.items[word + 1].first] == 's' &&
           cn_passage_gap(passage, word) == CN_GAP_APOSTROPHE &&
           cn_passage_gap(passage, word + 1) == CN_GAP_SPACE && is_upper(passage, word + 2) &&
           cn_passage_classes(passage, word + 2) &
               (CN_LEX_ORG_END | CN_LEX_PLACE_END | CN_LEX_EVENT_END);
}

/* Does word + 1 go on with the name that word ends so far? */
static bool continues(const cn_passage *passage, size_t word)
{
    size_t next = word + 1;
    uint16_t flags = flags_of(passage, next);

    switch (cn_passage_gap(passage, word)) {
    case CN_GAP_SPACE:
        return flags & (CN_WORD_UPPER | CN_WORD_DIGIT);
    case CN_GAP_HYPHEN:
        return flags & (CN_WORD_UPPER | CN_WORD_DIGIT);
    case CN_GAP_APOSTROPHE:
        return apostrophe_joins(passage, word);
    case CN_GAP_PERIOD:
        return flags & CN_WORD_UPPER && stop_may_join(passage, word) &&
               !(is_function_word(passage, next) && passage->words.items[next].len > 1);
    case CN_GAP_AMPERSAND:
        return flags & CN_WORD_UPPER;
    case CN_GAP_COMMA:
        return flags & CN_WORD_UPPER && cn_passage_classes(passage, next) & CN_LEX_SUFFIX;
    default:
        return false;
    }
}

/* May the lower-case word `at` join the capitalised word before it to one after it? */
static bool connects(const cn_passage *passage, size_t at, size_t next)
{
    uint32_t classes = cn_passage_classes(passage, at);
    const cn_word *w = &passage->words.items[at];

    if (!(classes & CN_LEX_CONNECTOR))
        return false;
    if (is_the(passage, at))
        return cn_passage_classes(passage, next) & CN_LEX_EPITHET ||
               !is_upper(passage, at - 1); /* after "of" */
    if (w->len == 3 && memcmp(passage->text + w->first, "for", 3) == 0)
        return cn_passage_classes(passage, at - 1) & CN_LEX_FOR_HEAD;
    return true;
}

/* One past the name part after connectors from `at`, or `at` when they join nothing. */
static size_t skip_connectors(const scan *s, size_t at)
{
    const cn_passage *passage = s->passage;
    size_t i = at;

    while (i < s->end && i < at + 3 && !is_upper(passage, i)) {
        cn_gap gap = cn_passage_gap(passage, i - 1);

        if ((gap != CN_GAP_SPACE && gap != CN_GAP_HYPHEN) || i + 1 >= s->end ||
            !connects(passage, i, i + 1))
            return at;
        i++;
    }
    if (i == at || i >= s->end || !is_upper(passage, i))
        return at;
    switch (cn_passage_gap(passage, i - 1)) {
    case CN_GAP_SPACE:
    case CN_GAP_HYPHEN:
    case CN_GAP_APOSTROPHE:
        return i + 1;
    default:
        return at;
    }
}

/* Is there one double quote, and else only spaces, between word and the next? */
static bool is_quote_gap(const cn_passage *passage, size_t word)
{
    size_t first = cn_word_end(&passage->words.items[word]), n = 0;
    size_t end = passage->words.items[word + 1].first;

    if (end - first > 3)
        return false;
    for (size_t i = first; i < end; i++) {
        if (passage->text[i] != ' ' && passage->text[i] != '"')
            return false;
        n += passage->text[i] == '"';
    }
    return n == 1;
}

/* Jock "Bowes" Lyon: one past the name behind a quoted nickname of up to three words at `at`, or
 * `at`. */
static size_t skip_nickname(const scan *s, size_t at)
{
    enum { NICKNAME_WORDS = 3 };
    const cn_passage *passage = s->passage;

    if (!is_quote_gap(passage, at - 1))
        return at;
    for (size_t i = at; i < at + NICKNAME_WORDS && i + 1 < s->end && is_upper(passage, i); i++) {
        if (is_quote_gap(passage, i))
            return is_upper(passage, i + 1) && !is_function_word(passage, i + 1) ? i + 2 : at;
        if (cn_passage_gap(passage, i) != CN_GAP_SPACE)
            return at;
    }
    return at;
}

/* One past the last word of the run that begins at word. */
static size_t run_end(const scan *s, size_t word)
{
    size_t at = word + 1;

    while (at < s->end) {
        size_t after;

        if (continues(s->passage, at - 1)) {
            at++;
            continue;
        }
        if (possessive_joins(s, at - 1)) {
            at += 2;
            continue;
        }
        after = skip_connectors(s, at);
        if (after == at)
            after = skip_nickname(s, at);
        if (after == at)
            break;
        at = after;
    }
    return at;
}

/* ---- What of a run is a name ------------------------------------------------------------- */

/* Is the word used elsewhere nearby with a capital in mid-sentence (or, is_upper false, in lower
 * case)? */
static bool has_witness(const scan *s, size_t word, bool wants_upper)
{
    const cn_passage *passage = s->passage;
    size_t first = word > WITNESS_WORDS ? word - WITNESS_WORDS : 0;
    size_t end = passage->words.n - word > WITNESS_WORDS ? word + WITNESS_WORDS : passage->words.n;
    uint64_t key = passage->words.items[word].key;

    for (size_t i = first; i < end; i++) {
        if (passage->words.items[i].key != key || i == word)
            continue;
        if (is_upper(passage, i) != wants_upper)
            continue;
        if (!wants_upper || (i > 0 && cn_passage_gap(passage, i - 1) == CN_GAP_SPACE))
            return true;
    }
    return false;
}

/* Endings of words that are seldom names: "Filming", "Recently", "Produced". */
static bool has_common_ending(const cn_passage *passage, size_t word)
{
    const cn_word *w = &passage->words.items[word];
    const char *end = passage->text + cn_word_end(w);

    return w->len >= 6 && (memcmp(end - 2, "ly", 2) == 0 || memcmp(end - 2, "ed", 2) == 0 ||
                           memcmp(end - 3, "ing", 3) == 0);
}

/* A single capitalised word that opens a sentence: a name or just a word? */
static bool lone_opener_is_name(const scan *s, size_t word)
{
    const cn_passage *passage = s->passage;

    if (is_function_word(passage, word))
        return false;
    if (flags_of(passage, word) & CN_WORD_ALLCAPS)
        return true;
    if (cn_passage_classes(passage, word) & CN_LEX_OPENER || has_common_ending(passage, word))
        return has_witness(s, word, true);
    return !has_witness(s, word, false);
}

static bool is_in_title(const cn_passage *passage, size_t word)
{
    for (size_t i = 0; i < passage->title.n; i++)
        if (passage->title.items[i].key == passage->words.items[word].key)
            return true;
    return false;
}

static bool lone_word_is_name(const scan *s, size_t word)
{
    const cn_passage *passage = s->passage;
    uint32_t classes = cn_passage_classes(passage, word);

    if (passage->words.items[word].len < 2 || is_function_word(passage, word) ||
        classes & (CN_LEX_MONTH | CN_LEX_WEEKDAY | CN_LEX_STYLE | CN_LEX_SUFFIX))
        return false;
    if (classes & (CN_LEX_RANK | CN_LEX_OFFICE) && !is_in_title(passage, word))
        return false; /* "the President"; but "King" where the title is "Martin Luther King" */
    return word != s->begin || lone_opener_is_name(s, word);
}

/* "American actor", "Indian-born": demonyms that qualify a common noun. */
static bool is_adjective(const scan *s, size_t first, size_t end)
{
    cn_gap gap;

    for (size_t i = first; i < end; i++)
        if (!(cn_passage_classes(s->passage, i) & CN_LEX_DEMONYM))
            return false;
    if (end >= s->end || is_upper(s->passage, end))
        return false;
    if (is_function_word(s->passage, end)) /* "Spanish and Italian film" */
        return is_and_or(s->passage, end) && end + 2 < s->end &&
               cn_passage_classes(s->passage, end + 1) & CN_LEX_DEMONYM &&
               is_adjective(s, end + 1, end + 2);
    gap = cn_passage_gap(s->passage, end - 1);
    return gap == CN_GAP_SPACE || gap == CN_GAP_HYPHEN;
}

/* Drops from the front what is not part of the name; sets *type when that tells it. */
static size_t trim_front(const scan *s, size_t first, size_t end, uint8_t *type)
{
    const cn_passage *passage = s->passage;

    if (first == s->begin)
        while (first + 1 < end && (is_function_word(passage, first) ||
                                   cn_passage_classes(passage, first) & CN_LEX_JOINER))
            first++;
    while (first + 1 < end && !is_upper(passage, first))
        first++;
    while (first + 1 < end && cn_passage_classes(passage, first) & CN_LEX_STYLE) {
        *type = CN_TYPE_PERSON;
        first++;
    }
    while (first + 2 < end && cn_passage_classes(passage, first) & CN_LEX_OFFICE &&
           is_upper(passage, first + 1) && cn_passage_gap(passage, first) == CN_GAP_SPACE) {
        *type = CN_TYPE_PERSON;
        first++;
    }
    return first;
}

/* Drops function words and dangling capitals from the back: "Queen I", "Smith The". */
static size_t trim_back(const cn_passage *passage, size_t first, size_t end)
{
    while (end > first + 1 && is_function_word(passage, end - 1) &&
           passage->words.items[end - 1].len > 1)
        end--;
    return end;
}

static uint8_t type_by_words(const cn_passage *passage, size_t first, size_t end)
{
    uint32_t last = cn_passage_classes(passage, end - 1), head = cn_passage_classes(passage, first);

    if (end - first >= 2) {
        if (last & CN_LEX_ORG_END)
            return CN_TYPE_ORGANISATION;
        if (last & CN_LEX_EVENT_END)
            return CN_TYPE_EVENT;
        if (last & CN_LEX_PLACE_END)
            return CN_TYPE_PLACE;
        if (head & CN_LEX_RANK && is_upper(passage, first + 1))
            return CN_TYPE_PERSON;
        if (head & CN_LEX_ORG_END && !is_upper(passage, first + 1)) /* "University of Oxford" */
            return CN_TYPE_ORGANISATION;
        if (head & CN_LEX_EVENT_END && !is_upper(passage, first + 1)) /* "Battle of Hastings" */
            return CN_TYPE_EVENT;
    }
    return CN_TYPE_OTHER;
}

/* "in Paris": weak, so only for names that nothing else tells. */
static uint8_t type_by_place(const scan *s, size_t first)
{
    const cn_word *before;
    const char *text;

    if (first == s->begin || cn_passage_gap(s->passage, first - 1) != CN_GAP_SPACE)
        return CN_TYPE_OTHER;
    before = &s->passage->words.items[first - 1];
    text = s->passage->text + before->first;
    if ((before->len == 2 && memcmp(text, "in", 2) == 0) ||
        (before->len == 4 && memcmp(text, "near", 4) == 0))
        return CN_TYPE_PLACE;
    return CN_TYPE_OTHER;
}

/* Bytes of the name; the stop of "Jr." and of "U.S." belongs to it. */
static void set_span(const cn_passage *passage, size_t first, size_t end, cn_item *item)
{
    const cn_word *items = passage->words.items;
    uint32_t last = cn_word_end(&items[end - 1]);

    item->first = items[first].first;
    item->word = (uint32_t)first;
    item->n_words = (uint32_t)(end - first);
    if (end - first > 1 && last < passage->len && passage->text[last] == '.' &&
        (cn_passage_classes(passage, end - 1) & CN_LEX_SUFFIX ||
         (items[end - 1].len == 1 && items[end - 1].first > 0 &&
          passage->text[items[end - 1].first - 1] == '.')))
        last++;
    item->len = last - item->first;
}

static bool run_is_title(const cn_passage *passage, size_t first, size_t end)
{
    const cn_words *title = &passage->title;

    if (title->n == 0 || end - first != title->n)
        return false;
    for (size_t i = 0; i < title->n; i++)
        if (title->items[i].key != passage->words.items[first + i].key)
            return false;
    return true;
}

bool cn_names_is_title(const cn_passage *passage, const cn_item *item)
{
    return run_is_title(passage, item->word, (size_t)item->word + item->n_words);
}

static bool has_key(const cn_passage *passage, const cn_item *item, uint64_t key)
{
    for (size_t i = item->word; i < (size_t)item->word + item->n_words; i++)
        if (passage->words.items[i].key == key && !is_function_word(passage, i))
            return true;
    return false;
}

bool cn_names_renames_title(const cn_passage *passage, const cn_item *item)
{
    bool shares = false;

    for (size_t i = 0; i < passage->title.n; i++) {
        const cn_word *word = &passage->title.items[i];
        bool has = has_key(passage, item, word->key);

        if (!has && !(word->flags & (CN_WORD_UPPER | CN_WORD_DIGIT | CN_WORD_STOP)))
            return false;
        shares |= has && i < passage->n_title;
    }
    return shares;
}

static bool has_upper(const cn_passage *passage, size_t first, size_t end)
{
    while (first < end && !is_upper(passage, first))
        first++;
    return first < end;
}

/* The name in the run of words [first, end): false when there is none. */
static bool name_of_run(const scan *s, size_t first, size_t end, cn_item *item)
{
    const cn_passage *passage = s->passage;
    uint8_t type = CN_TYPE_OTHER;

    *item = (cn_item){.type = CN_TYPE_OTHER};
    if (!run_is_title(passage, first, end)) {
        first = trim_front(s, first, end, &type);
        end = trim_back(passage, first, end);
        if (end - first > RUN_MAX || !has_upper(passage, first, end) || is_adjective(s, first, end))
            return false;
        if (end - first == 1 && type == CN_TYPE_OTHER && !lone_word_is_name(s, first))
            return false;
    }
    if (type == CN_TYPE_OTHER)
        type = type_by_words(passage, first, end);
    if (type == CN_TYPE_OTHER)
        type = type_by_place(s, first);
    item->type = type;
    set_span(passage, first, end, item);
    return true;
}

/* ---- Titles and quotes ------------------------------------------------------------------- */

/* The document's title at word, in any case but beginning with a capital or digit. */
static size_t title_at(const scan *s, size_t word)
{
    const cn_passage *passage = s->passage;
    size_t n = passage->title.n;

    if (n == 0 || passage->title_is_common || word + n > s->end ||
        passage->words.items[word].key != passage->title.items[0].key ||
        !(flags_of(passage, word) & (CN_WORD_UPPER | CN_WORD_DIGIT)))
        return 0;
    return run_is_title(passage, word, word + n) ? n : 0;
}

/* Have words [first, end) the capitals of a title? */
static bool reads_as_title(const cn_passage *passage, size_t first, size_t end)
{
    if (first >= end || end - first > QUOTE_WORDS ||
        !(flags_of(passage, first) & (CN_WORD_UPPER | CN_WORD_DIGIT)))
        return false;
    for (size_t i = first; i < end; i++)
        if (!(flags_of(passage, i) & (CN_WORD_UPPER | CN_WORD_DIGIT | CN_WORD_STOP)) &&
            passage->words.items[i].len > 3 &&
            passage->text[passage->words.items[i].first - 1] != '\'')
            return false;
    return true;
}

/* Bytes of a double quote at i ("  or U+201C, U+201D); 0 for none. */
static size_t double_quote_at(const char *text, size_t len, size_t i)
{
    if (text[i] == '"')
        return 1;
    return i + 2 < len && memcmp(text + i, "\xE2\x80", 2) == 0 &&
                   (text[i + 2] == '\x9C' || text[i + 2] == '\x9D')
               ? 3
               : 0;
}

/* The next double quote in text[from, to), or SIZE_MAX. */
static size_t find_quote(const char *text, size_t from, size_t to)
{
    const char *plain = from < to ? memchr(text + from, '"', to - from) : NULL;
    size_t end = plain ? (size_t)(plain - text) : to;

    for (size_t i = from; i < end; i++) {
        const char *high = memchr(text + i, '\xE2', end - i);

        if (!high)
            break;
        i = (size_t)(high - text);
        if (double_quote_at(text, to, i))
            return i;
    }
    return plain ? end : SIZE_MAX;
}

/* Where the quotation that opens right before word ends: the byte of its closing quote, or 0. */
static size_t closing_quote(const cn_passage *passage, size_t word, size_t limit)
{
    size_t first = passage->words.items[word].first, close;
    const char *text = passage->text;

    if (limit > first + QUOTE_MAX)
        limit = first + QUOTE_MAX;
    if (text[first - 1] != '\'') {
        close = find_quote(text, first, limit);
        return close == SIZE_MAX ? 0 : close;
    }
    for (size_t i = first; i < limit; i++) /* a lone apostrophe closes unless a letter follows */
        if (text[i] == '\'' && text[i - 1] != ' ' &&
            (i + 1 >= limit || strchr(" ,.;:)", text[i + 1])))
            return i;
    return 0;
}

/* Does a quotation open right before word? Pairs double quotes by taking turns. */
static bool opens_quote(scan *s, size_t word)
{
    const cn_passage *passage = s->passage;
    size_t first = passage->words.items[word].first;
    const char *text = passage->text;

    if (s->quote < first) {
        size_t last = s->quote;

        while (s->quote < first) {
            last = s->quote;
            s->is_inside = !s->is_inside;
            s->quote = find_quote(text, last + 1, passage->len);
        }
        return s->is_inside && first - last <= 4;
    }
    return first >= 2 && text[first - 1] == '\'' &&
           (text[first - 2] == ' ' || text[first - 2] == '(');
}

/* A quoted title that begins at word: how many words it takes, 0 for none. */
static size_t quoted_title_at(scan *s, size_t word, cn_item *item)
{
    cn_passage *passage = s->passage;
    size_t close, end = word, limit;

    if (!opens_quote(s, word))
        return 0;
    limit =
        passage->words.items[s->end - 1].first + passage->words.items[s->end - 1].len + (size_t)3;
    close = closing_quote(passage, word, limit < passage->len ? limit : passage->len);
    if (close == 0)
        return 0;
    while (end < s->end && passage->words.items[end].first < close)
        end++;
    if (!reads_as_title(passage, word, end))
        return 0;
    *item = (cn_item){.type = CN_TYPE_WORK, .is_quoted = true};
    set_span(passage, word, end, item);
    if (passage->text[item->first + item->len - 1] == '.' &&
        cn_word_end(&passage->words.items[end - 1]) < item->first + item->len)
        item->len--;
    if (s->quote == close) {
        s->is_inside = false;
        s->quote = find_quote(passage->text, close + 1, passage->len);
    }
    return end - word;
}

/* ---- The scan ---------------------------------------------------------------------------- */

/* A run may begin at a capital, and at "20th" or "the 2016" before one. */
static bool may_begin(const scan *s, size_t word)
{
    const cn_passage *passage = s->passage;
    uint16_t flags = flags_of(passage, word);
    const cn_word *w = &passage->words.items[word];

    if (flags & CN_WORD_UPPER) /* "In 1931 Guy" begins at "Guy" */
        return !(word == s->begin && word + 1 < s->end &&
                 (flags & CN_WORD_STOP || cn_passage_classes(passage, word) & CN_LEX_JOINER) &&
                 flags_of(passage, word + 1) & CN_WORD_DIGIT);
    if (!(flags & CN_WORD_DIGIT) || word + 1 >= s->end || !is_upper(passage, word + 1) ||
        cn_passage_gap(passage, word) != CN_GAP_SPACE ||
        cn_passage_classes(passage, word + 1) & (CN_LEX_MONTH | CN_LEX_DEMONYM))
        return false;
    if (w->len > 2 && strchr("hdt", passage->text[cn_word_end(w) - 1])) /* 20th, 2nd, 1st */
        return true;
    return word > s->begin && w->len == 4 && is_the(passage, word - 1);
}

/* The item that begins at word: how many words to go on by, at least 1. *has_item tells. */
static size_t item_at(scan *s, size_t word, cn_item *item, bool *has_item)
{
    size_t n, title, end;

    *has_item = true;
    n = quoted_title_at(s, word, item);
    if (n > 0)
        return n;
    title = title_at(s, word);
    end = may_begin(s, word) ? run_end(s, word) : word;
    if (title > 0 && word + title >= end) {
        *item = (cn_item){.type = CN_TYPE_OTHER};
        set_span(s->passage, word, word + title, item);
        return title;
    }
    n = cn_value_at(s->passage, word, s->end, item);
    if (n > 0 && (!(flags_of(s->passage, word) & CN_WORD_DIGIT) || end <= word + n))
        return n;
    *has_item = end > word && name_of_run(s, word, end, item);
    if (*has_item)
        return item->word + item->n_words - word;
    return end > word + RUN_MAX ? end - word : 1;
}

static int scan_sentence(cn_passage *passage, cn_sentence *sentence, size_t *quote,
                         cairn_error *err)
{
    scan s = {passage, sentence->word, sentence->end_word, *quote, false};

    sentence->item = (uint32_t)passage->n_items;
    for (size_t word = s.begin; word < s.end;) {
        cn_item item;
        bool has_item = false;
        size_t n = 1;

        if (flags_of(passage, word) & (CN_WORD_UPPER | CN_WORD_DIGIT))
            n = item_at(&s, word, &item, &has_item);
        if (has_item) {
            int rc;

            item.is_title = run_is_title(passage, item.word, (size_t)item.word + item.n_words);
            rc = cn_passage_add_item(passage, &item, err);
            if (rc < 0)
                return rc;
        }
        word += n;
    }
    sentence->end_item = (uint32_t)passage->n_items;
    *quote = s.quote;
    return CAIRN_OK;
}

int cn_names_find(cn_passage *passage, cairn_error *err)
{
    size_t quote = find_quote(passage->text, 0, passage->len);

    passage->n_items = 0;
    for (size_t i = 0; i < passage->n_sentences; i++) {
        int rc = scan_sentence(passage, &passage->sentences[i], &quote, err);

        if (rc < 0)
            return rc;
    }
    return CAIRN_OK;
}
