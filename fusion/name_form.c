/* The parts of a name, see name_form.h.
 *
 * Words of the core come first in cn_name_form.words, in reading order, then the words of the
 * qualifier, then ranks and suffixes. A name that is nothing but rank and suffix ("The General")
 * keeps its words as its core. */
#include "fusion/name_form.h"

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "fusion/name_form_words.h"
#include "schema/rows.h"

enum {
    LOOKED_MAX = 1024, /* bytes of a name that are looked at */
    FOLDED_MAX = 8192, /* bytes of them folded */
    SCANNED_MAX = 32   /* words of a name that are sorted out */
};

struct cn_former {
    cn_tokenizer *tokenizer;
    cn_words words;
    cn_buf folded;
};

/* A word on its way into the form. */
typedef struct part {
    const cn_word *word;
    const char *folded; /* in cn_former.folded */
    uint32_t len, number;
    uint16_t flags;
} part;

typedef struct cutting {
    cn_former *former;
    cn_name_form *form;
    const char *name;
    size_t len, base_len;
    size_t n;
    part parts[SCANNED_MAX];
} cutting;

int cn_former_new(cn_former **former, cairn_error *err)
{
    cn_former *made = cn_alloc_zero(1, sizeof(*made));
    int rc;

    *former = NULL;
    if (!made)
        return cn_fail_memory(err, sizeof(*made));
    cn_buf_init(&made->folded, FOLDED_MAX);
    rc = cn_tokenizer_new(&made->tokenizer, err);
    if (rc < 0) {
        cn_former_free(made);
        return rc;
    }
    cn_tokenizer_skip_stems(made->tokenizer);
    *former = made;
    return CAIRN_OK;
}

void cn_former_free(cn_former *former)
{
    if (!former)
        return;
    cn_tokenizer_free(former->tokenizer);
    cn_words_done(&former->words);
    cn_buf_done(&former->folded);
    cn_free(former);
}

cn_form_sort cn_form_sort_of_type(int mention_type)
{
    switch (mention_type) {
    case CN_TYPE_PERSON:
        return CN_SORT_PERSON;
    case CN_TYPE_PLACE:
        return CN_SORT_PLACE;
    case CN_TYPE_ORGANISATION:
        return CN_SORT_ORGANISATION;
    case CN_TYPE_WORK:
        return CN_SORT_WORK;
    case CN_TYPE_EVENT:
        return CN_SORT_EVENT;
    default:
        return CN_SORT_UNKNOWN;
    }
}

/* ---- The qualifier ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "8th Earl of Dundonald": an ordinal and a word. */
static bool begins_with_ordinal(const char *text, size_t len)
{
    size_t i = 0;

    while (i < len && i < 3 && is_digit(text[i]))
        i++;
    return i > 0 && i + 3 < len && text[i] >= 'a' && text[i] <= 'z' && text[i + 2] == ' ';
}

/* All of the text is "Jr.", "Inc.": part of the name, not what tells it from others. */
static bool is_suffix_only(const char *text, size_t len)
{
    char folded[16];
    uint8_t sort, generation;
    size_t n = 0;
    bool is_upper = true;

    for (size_t i = 0; i < len; i++) {
        if (text[i] == '.' || text[i] == ' ')
            continue;
        if (n + 1 == sizeof(folded) || (unsigned char)text[i] >= 0x80)
            return false;
        is_upper = is_upper && text[i] >= 'A' && text[i] <= 'Z';
        folded[n++] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] | 0x20 : text[i]);
    }
    return cn_form_is_suffix(folded, n, is_upper, &sort, &generation) ||
           cn_form_roman(folded, n) > 0;
}

/* "Texas", but neither "Wind & Fire" nor "the Creator": a place or the like, not more of a name. */
static bool is_comma_qualifier(const char *text, size_t len)
{
    if (len == 0 || is_suffix_only(text, len))
        return false;
    if ((text[0] < 'A' || text[0] > 'Z') && !begins_with_ordinal(text, len))
        return false;
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '&' || (len - i >= 5 && memcmp(text + i, " and ", 5) == 0))
            return false;
    }
    return true;
}

/* Where the bracket that the last byte closes was opened; len when nowhere. */
static size_t find_bracket(const char *title, size_t len)
{
    size_t depth = 0;

    for (size_t i = len; i-- > 0;) {
        depth += title[i] == ')';
        depth -= title[i] == '(';
        if (depth == 0)
            return i;
    }
    return len;
}

size_t cn_name_base(const char *title, size_t len)
{
    size_t base = len;

    if (len > 0 && title[len - 1] == ')') {
        base = find_bracket(title, len);
    } else {
        const char *comma = len > 0 ? memchr(title, ',', len) : NULL;
        size_t at = comma ? (size_t)(comma - title) : len;

        if (at + 2 < len && title[at + 1] == ' ' &&
            is_comma_qualifier(title + at + 2, len - at - 2))
            base = at;
    }
    while (base > 0 && title[base - 1] == ' ')
        base--;
    return base > 0 ? base : len;
}

/* ---- Words ---- */

static int fold_parts(cutting *cut, cairn_error *err)
{
    cn_former *former = cut->former;
    uint32_t starts[SCANNED_MAX + 1] = {0};

    cut->n = former->words.n;
    if (cut->n > SCANNED_MAX) {
        cut->n = SCANNED_MAX;
        cut->form->is_cut = true;
    }
    cn_buf_clear(&former->folded);
    for (size_t i = 0; i < cut->n; i++) {
        const cn_word *word = &former->words.items[i];
        int rc = cn_utf8_fold(cut->name + word->first, word->len, &former->folded, err);

        if (rc < 0)
            return rc;
        starts[i + 1] = (uint32_t)former->folded.len;
    }
    for (size_t i = 0; i < cut->n; i++) {
        cut->parts[i] = (part){.word = &former->words.items[i],
                               .folded = cn_buf_str(&former->folded) + starts[i],
                               .len = starts[i + 1] - starts[i]};
    }
    return CAIRN_OK;
}

static bool is_one_letter(const part *it)
{
    size_t i = 0;

    cn_utf8_next(it->folded, it->len, &i);
    return i == it->len;
}

/* "IV" wherever it stands; a single letter only behind another word, and not before a name. */
static uint32_t read_roman(const cutting *cut, size_t i)
{
    const part *it = &cut->parts[i];
    const part *next = i + 1 < cut->n ? &cut->parts[i + 1] : NULL;
    bool is_end = !next || next->word->first >= cut->base_len || next->flags & CN_FORM_LINK;

    if (i == 0 || !(it->word->flags & CN_WORD_UPPER))
        return 0;
    if (it->len > 1 ? !(it->word->flags & CN_WORD_ALLCAPS) : !is_end)
        return 0;
    return cn_form_roman(it->folded, it->len);
}

static bool is_article(const part *it)
{
    return (it->len == 1 && it->folded[0] == 'a') ||
           (it->len == 2 && memcmp(it->folded, "an", 2) == 0) ||
           (it->len == 3 && memcmp(it->folded, "the", 3) == 0);
}

static void mark_words(cutting *cut)
{
    for (size_t i = cut->n; i-- > 0;) { /* backwards, because a numeral looks at what follows */
        part *it = &cut->parts[i];
        bool is_upper = it->word->flags & CN_WORD_UPPER;

        if (is_upper ? i == 0 && is_article(it) : cn_form_is_link(it->folded, it->len))
            it->flags |= CN_FORM_LINK;
        if (is_upper)
            it->flags |= CN_FORM_CAPITAL;
        if (it->word->flags & CN_WORD_ALLCAPS)
            it->flags |= CN_FORM_ALLCAPS;
        it->number = cn_form_number(it->folded, it->len);
        if (it->number == 0)
            it->number = read_roman(cut, i);
        if (it->number > 0)
            it->flags |= CN_FORM_NUMBER;
        else if (is_upper && is_one_letter(it))
            it->flags |= CN_FORM_INITIAL;
        if (it->word->first >= cut->base_len) {
            it->flags |= CN_FORM_QUALIFIER;
            cut->form->has_qualifier = true;
        }
    }
}

static size_t count_core(const cutting *cut)
{
    size_t n = 0;

    for (size_t i = 0; i < cut->n; i++)
        n += !(cut->parts[i].flags & (CN_FORM_RANK | CN_FORM_SUFFIX | CN_FORM_QUALIFIER));
    return n;
}

/* Two words must be left: "Sir John Smith", but "Queen Victoria" and "Duke Ellington" stay whole.
 * "Lord of the Rings" has no rank, for "of" follows. */
static void mark_ranks(cutting *cut)
{
    size_t n_left = count_core(cut);

    for (size_t i = 0; i + 1 < cut->n && n_left > 2; i++, n_left--) {
        part *it = &cut->parts[i];

        if (it->flags & CN_FORM_QUALIFIER || cut->parts[i + 1].flags & CN_FORM_LINK ||
            !cn_form_is_rank(it->folded, it->len))
            return;
        it->flags |= CN_FORM_RANK;
        cut->form->has_rank = true;
    }
}

static void mark_suffixes(cutting *cut)
{
    size_t n_left = count_core(cut);
    cn_name_form *form = cut->form;

    for (size_t i = cut->n; i-- > 1 && n_left > 1;) {
        part *it = &cut->parts[i];
        uint8_t sort = CN_SORT_UNKNOWN, generation = 0;

        if (it->flags & CN_FORM_QUALIFIER)
            continue;
        if (!cn_form_is_suffix(it->folded, it->len, it->flags & CN_FORM_ALLCAPS, &sort,
                               &generation) ||
            (sort == CN_SORT_PERSON && n_left < 3))
            return;
        it->flags |= CN_FORM_SUFFIX;
        form->has_suffix = true;
        form->sort = sort;
        if (generation > 0)
            form->generation = generation;
        n_left--;
    }
}

/* What the qualifier says of the sort of thing: its last word that says something. */
static void read_qualifier(cutting *cut)
{
    cn_name_form *form = cut->form;
    uint64_t hash = 0;

    for (size_t i = 0; i < cut->n; i++) {
        part *it = &cut->parts[i];
        cn_form_sort sort;

        if (!(it->flags & CN_FORM_QUALIFIER))
            continue;
        hash = cn_hash_mix(hash, it->word->key);
        form->is_list = form->is_list || cn_form_is_list(it->folded, it->len);
        sort = cn_form_sort_of_word(it->folded, it->len);
        if (cn_form_is_rank(it->folded, it->len)) {
            it->flags |= CN_FORM_RANK;
            sort = sort == CN_SORT_UNKNOWN ? CN_SORT_PERSON : sort;
        }
        if (sort != CN_SORT_UNKNOWN && !form->has_suffix)
            form->sort = (uint8_t)sort;
    }
    form->qualifier = form->has_qualifier ? (hash ? hash : 1) : 0;
    form->is_bracketed = form->has_qualifier && cut->name[cut->len - 1] == ')';
}

/* ---- The form ---- */

static void put_word(cn_name_form *form, const part *it, size_t *text_len)
{
    cn_form_word *word;
    size_t i = 0;

    if (form->n_words == CN_FORM_WORDS_MAX) {
        form->is_cut = true;
        return;
    }
    word = &form->words[form->n_words++];
    *word = (cn_form_word){.key = it->word->key,
                           .initial = cn_utf8_next(it->folded, it->len, &i),
                           .number = it->number,
                           .flags = it->flags,
                           .first = (uint8_t)*text_len};
    if (*text_len + it->len > CN_FORM_TEXT_MAX) {
        form->is_cut = true;
        return;
    }
    word->len = (uint8_t)it->len;
    memcpy(form->text + *text_len, it->folded, it->len);
    *text_len += it->len;
}

/* "Smith, J." and "Smith, John A.": an initial behind the comma, so the last name came first. */
static bool is_turned(const cutting *cut)
{
    size_t n_base = 0, n_behind = 0, n_initials = 0;

    if (!cut->form->has_qualifier || cut->name[cut->len - 1] == ')')
        return false;
    for (size_t i = 0; i < cut->n; i++) {
        const part *it = &cut->parts[i];

        if (!(it->flags & CN_FORM_QUALIFIER)) {
            n_base++;
            continue;
        }
        if (!(it->flags & CN_FORM_CAPITAL) || it->flags & (CN_FORM_NUMBER | CN_FORM_LINK))
            return false;
        n_behind++;
        n_initials += (it->flags & CN_FORM_INITIAL) != 0;
    }
    return n_base <= 2 && n_behind <= 3 && n_initials > 0;
}

static void turn(cutting *cut)
{
    part turned[SCANNED_MAX];
    size_t n = 0;

    for (int half = 0; half < 2; half++) {
        for (size_t i = 0; i < cut->n; i++) {
            if ((half == 0) == ((cut->parts[i].flags & CN_FORM_QUALIFIER) != 0))
                turned[n++] = cut->parts[i];
        }
    }
    for (size_t i = 0; i < n; i++) {
        cut->parts[i] = turned[i];
        cut->parts[i].flags &= (uint16_t)~CN_FORM_QUALIFIER;
    }
    cut->form->is_turned = true;
    cut->form->has_qualifier = false;
    cut->base_len = cut->len;
}

/* The key that the parts with none of these flags have as a name of their own. */
static int64_t key_of(const cutting *cut, uint16_t without)
{
    cn_word words[SCANNED_MAX];
    size_t n = 0, skip = 0;

    for (size_t i = 0; i < cut->n; i++) {
        const part *it = &cut->parts[i];
        const char *text = cut->name + it->word->first;

        if (it->flags & without)
            continue;
        if (n == 0 && is_article(it) && it->word->first + (size_t)it->word->len < cut->len &&
            text[it->word->len] == ' ')
            skip = 1;
        words[n++] = *it->word;
    }
    if (n == 0)
        return 0;
    skip = n > 1 ? skip : 0;
    return cn_words_key(words + skip, n - skip);
}

static void fill_hashes(cutting *cut)
{
    cn_name_form *form = cut->form;
    char squashed[CN_FORM_TEXT_MAX];
    size_t len = 0;

    form->full = form->core = form->n_words;
    for (size_t i = 0; i < form->n_words; i++)
        form->full = cn_hash_mix(form->full, form->words[i].key);
    form->core = form->n_core;
    for (size_t i = 0; i < form->n_core; i++) {
        const cn_form_word *word = &form->words[i];

        form->core = cn_hash_mix(form->core, word->key);
        if (word->flags & CN_FORM_CAPITAL)
            form->n_capitals++;
        if (word->flags & CN_FORM_INITIAL)
            form->n_initials++;
        memcpy(squashed + len, form->text + word->first, word->len);
        len += word->len;
    }
    form->squashed = cn_hash(squashed, len);
    form->core_key = key_of(cut, CN_FORM_RANK | CN_FORM_SUFFIX | CN_FORM_QUALIFIER);
    form->base_key = form->has_qualifier ? key_of(cut, CN_FORM_QUALIFIER) : 0;
}

/* Core first, without a leading article when more is left. */
static void fill_words(cutting *cut)
{
    const uint16_t beside = CN_FORM_RANK | CN_FORM_SUFFIX | CN_FORM_QUALIFIER;
    size_t text_len = 0, n_core = count_core(cut);
    bool is_first = true;

    for (size_t i = 0; i < cut->n; i++) {
        const part *it = &cut->parts[i];
        bool is_left_out = is_first && n_core > 1 && it->flags & CN_FORM_LINK && is_article(it);

        if (it->flags & beside)
            continue;
        is_first = false;
        if (!is_left_out)
            put_word(cut->form, it, &text_len);
    }
    cut->form->n_core = cut->form->n_words;
    for (int ranks = 0; ranks < 2; ranks++) {
        for (size_t i = 0; i < cut->n; i++) {
            const uint16_t flags = cut->parts[i].flags;

            if (flags & beside && ((flags & CN_FORM_QUALIFIER) != 0) == (ranks == 0))
                put_word(cut->form, &cut->parts[i], &text_len);
        }
    }
}

int cn_name_form_read(cn_former *former, const char *name, size_t len, cn_name_form *form,
                      cairn_error *err)
{
    cutting cut = {.former = former, .form = form, .name = name};
    int rc;

    memset(form, 0, sizeof(*form));
    cut.len = len > LOOKED_MAX ? cn_utf8_floor(name, LOOKED_MAX) : len;
    form->is_cut = cut.len < len;
    rc = cn_tokenizer_scan(former->tokenizer, name, cut.len, &former->words, err);
    if (rc < 0 || former->words.n == 0)
        return rc;
    cut.base_len = cn_name_base(name, cut.len);
    rc = fold_parts(&cut, err);
    if (rc < 0)
        return rc;
    form->name_key = key_of(&cut, 0);
    mark_words(&cut);
    if (is_turned(&cut))
        turn(&cut);
    mark_ranks(&cut);
    mark_suffixes(&cut);
    read_qualifier(&cut);
    fill_words(&cut);
    fill_hashes(&cut);
    return CAIRN_OK;
}
