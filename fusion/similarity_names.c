/* How two names compare, see similarity.h. Works on forms alone: on hashes of words, and on their
 * letters only when one word differs. Words are at most CN_FORM_WORDS_MAX, so all is bounded. */
#include <string.h>

#include "fusion/similarity.h"

enum {
    SPELT_LEN_MIN = 5,       /* bytes of a word that may have one wrong letter */
    SPELT_TWICE_LEN_MIN = 9, /* two */
    SPELT_ALONE_LEN_MIN = 7, /* of a name of one word */
    ACRONYM_MIN = 2,
    ACRONYM_MAX = 8
};

/* Words that say something: no small ones, no ranks and suffixes. */
typedef struct sayings {
    const cn_name_form *form;
    const cn_form_word *words[CN_FORM_WORDS_MAX];
    size_t n;
} sayings;

static sayings gather(const cn_name_form *form, bool with_qualifier)
{
    sayings said = {.form = form};
    size_t n = with_qualifier ? form->n_words : form->n_core;

    for (size_t i = 0; i < n; i++) {
        if (!(form->words[i].flags & (CN_FORM_LINK | CN_FORM_RANK | CN_FORM_SUFFIX)))
            said.words[said.n++] = &form->words[i];
    }
    return said;
}

/* ---- Vetoes ---- */

static size_t gather_numbers(const cn_name_form *form, uint32_t numbers[CN_FORM_WORDS_MAX])
{
    size_t n = 0;

    for (size_t i = 0; i < form->n_core; i++) {
        if (form->words[i].number > 0)
            numbers[n++] = form->words[i].number;
    }
    return n;
}

/* Henry IV is not Henry V, and not known to be Henry. */
static cn_veto compare_numbers(const cn_name_form *a, const cn_name_form *b)
{
    uint32_t x[CN_FORM_WORDS_MAX], y[CN_FORM_WORDS_MAX];
    size_t n_x = gather_numbers(a, x), n_y = gather_numbers(b, y);

    if (a->generation != b->generation)
        return CN_VETO_GENERATION;
    if (n_x != n_y || memcmp(x, y, n_x * sizeof(*x)) != 0)
        return CN_VETO_NUMBERS;
    return CN_VETO_NONE;
}

/* ---- Levels ---- */

static void sort_keys(const sayings *said, uint64_t keys[CN_FORM_WORDS_MAX])
{
    for (size_t i = 0; i < said->n; i++) {
        uint64_t key = said->words[i]->key;
        size_t at = i;

        for (; at > 0 && keys[at - 1] > key; at--)
            keys[at] = keys[at - 1];
        keys[at] = key;
    }
}

static bool are_equal_sets(const sayings *a, const sayings *b)
{
    uint64_t x[CN_FORM_WORDS_MAX], y[CN_FORM_WORDS_MAX];

    if (a->n != b->n || a->n == 0)
        return false;
    sort_keys(a, x);
    sort_keys(b, y);
    return memcmp(x, y, a->n * sizeof(*x)) == 0;
}

/* "BBC" and the capitals of "British Broadcasting Corporation", suffix included. */
static bool is_acronym(const cn_name_form *whole, const cn_name_form *acronym)
{
    const cn_form_word *word = &acronym->words[0];
    size_t n = 0;

    if (acronym->n_core != 1 || !(word->flags & CN_FORM_ALLCAPS) || word->len < ACRONYM_MIN ||
        word->len > ACRONYM_MAX || whole->n_core < 2)
        return false;
    for (size_t i = 0; i < whole->n_words; i++) {
        const cn_form_word *it = &whole->words[i];

        if (!(it->flags & CN_FORM_CAPITAL) || it->flags & CN_FORM_QUALIFIER)
            continue;
        if (n == word->len || (uint8_t)acronym->text[word->first + n] != it->initial)
            return false;
        n++;
    }
    return n == word->len;
}

static bool fits(const cn_form_word *a, const cn_form_word *b, bool *by_initial)
{
    if (a->key == b->key)
        return true;
    if (a->initial != b->initial || !((a->flags | b->flags) & CN_FORM_INITIAL))
        return false;
    *by_initial = true;
    return true;
}

/* First and last words fit, and those between of the shorter stand in the longer in order. */
static cn_name_level align_person(const sayings *s, const sayings *l)
{
    bool by_initial = false;
    size_t at = 1;

    if (s->n < 2 || s->words[s->n - 1]->key != l->words[l->n - 1]->key ||
        s->words[s->n - 1]->flags & (CN_FORM_NUMBER | CN_FORM_INITIAL) ||
        !fits(s->words[0], l->words[0], &by_initial))
        return CN_NAMES_UNLIKE;
    for (size_t i = 1; i + 1 < s->n; i++) {
        while (at + 1 < l->n && !fits(s->words[i], l->words[at], &by_initial))
            at++;
        if (at + 1 >= l->n)
            return CN_NAMES_UNLIKE;
        at++;
    }
    return by_initial ? CN_NAMES_INITIALS : CN_NAMES_MIDDLE;
}

static bool are_equal_words(const cn_form_word *const *a, const cn_form_word *const *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (a[i]->key != b[i]->key)
            return false;
    }
    return true;
}

static cn_name_level find_part(const sayings *s, const sayings *l)
{
    size_t at = 0;

    if (s->n == 0 || s->n >= l->n)
        return CN_NAMES_UNLIKE;
    if (are_equal_words(s->words, l->words, s->n))
        return CN_NAMES_FIRST;
    if (are_equal_words(s->words, l->words + (l->n - s->n), s->n))
        return CN_NAMES_LAST;
    for (size_t i = 0; i < s->n; i++, at++) {
        while (at < l->n && l->words[at]->key != s->words[i]->key)
            at++;
        if (at == l->n)
            return CN_NAMES_UNLIKE;
    }
    return CN_NAMES_SUBSET;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Letters put in, left out, changed, and neighbours swapped (Damerau 1964); max + 1 when more. */
static size_t count_edits(const char *a, size_t n_a, const char *b, size_t n_b, size_t max)
{
    uint8_t rows[3][CN_FORM_TEXT_MAX + 1];

    if (n_a > CN_FORM_TEXT_MAX || n_b > CN_FORM_TEXT_MAX || n_a > n_b + max || n_b > n_a + max)
        return max + 1;
    for (size_t j = 0; j <= n_b; j++)
        rows[0][j] = (uint8_t)j;
    for (size_t i = 1; i <= n_a; i++) {
        uint8_t *row = rows[i % 3];
        const uint8_t *above = rows[(i - 1) % 3], *before = rows[(i + 1) % 3];

        row[0] = (uint8_t)i;
        for (size_t j = 1; j <= n_b; j++) {
            size_t edits = above[j - 1] + (size_t)(a[i - 1] != b[j - 1]);

            edits = least(edits, least((size_t)above[j] + 1, (size_t)row[j - 1] + 1));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                edits = least(edits, (size_t)before[j - 2] + 1);
            row[j] = (uint8_t)edits;
        }
    }
    return least(rows[n_a % 3][n_b], max + 1);
}

/* As many words, one of which differs by a letter or two but begins alike. */
static bool is_spelt_alike(const sayings *a, const sayings *b)
{
    const cn_form_word *x = NULL, *y = NULL;
    size_t n_min, max;

    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++) {
        if (a->words[i]->key == b->words[i]->key)
            continue;
        if (x)
            return false;
        x = a->words[i];
        y = b->words[i];
    }
    if (!x || x->initial != y->initial || (x->flags | y->flags) & CN_FORM_NUMBER)
        return false;
    n_min = least(x->len, y->len);
    if (n_min < (size_t)(a->n == 1 ? SPELT_ALONE_LEN_MIN : SPELT_LEN_MIN))
        return false;
    max = n_min >= SPELT_TWICE_LEN_MIN ? 2 : 1;
    return count_edits(a->form->text + x->first, x->len, b->form->text + y->first, y->len, max) <=
           max;
}

static cn_name_level compare_cores(const cn_name_form *a, const cn_name_form *b, const sayings *x,
                                   const sayings *y)
{
    const sayings *s = x->n <= y->n ? x : y, *l = x->n <= y->n ? y : x;
    cn_name_level level;

    if (is_acronym(a, b) || is_acronym(b, a))
        return CN_NAMES_ACRONYM;
    level = align_person(s, l);
    if (level == CN_NAMES_UNLIKE)
        level = find_part(s, l);
    if (level == CN_NAMES_UNLIKE && is_spelt_alike(x, y))
        level = CN_NAMES_SPELT;
    return level;
}

static uint8_t count_common(const sayings *a, const sayings *b)
{
    uint8_t n = 0;

    for (size_t i = 0; i < a->n; i++) {
        for (size_t j = 0; j < b->n; j++) {
            if (a->words[i]->key == b->words[j]->key && a->words[i]->number == 0) {
                n++;
                break;
            }
        }
    }
    return n;
}

static cn_names_compared make(cn_name_level level, const sayings *x, const sayings *y, cn_veto veto)
{
    return (cn_names_compared){.level = (uint8_t)level,
                               .n_common = level == CN_NAMES_ACRONYM ? 1 : count_common(x, y),
                               .veto = (uint8_t)(level == CN_NAMES_UNLIKE ? CN_VETO_NAMES : veto)};
}

static size_t count_words(const sayings *said)
{
    size_t n = 0;

    for (size_t i = 0; i < said->n; i++)
        n += said->words[i]->number == 0;
    return n;
}

/* The cores are equal. "Sir Henry Morgan" need not be "Henry Morgan (bishop)", and of the many
 * called Frederick, or Frederick III, most are not "Frederick III, Duke of Saxony". */
static cn_name_level compare_beside(const cn_name_form *a, const cn_name_form *b,
                                    const sayings *said)
{
    const cn_name_form *qualified = a->has_qualifier ? a : b;

    if (a->has_qualifier == b->has_qualifier)
        return CN_NAMES_CORE;
    if (a->has_rank != b->has_rank)
        return CN_NAMES_FIRST;
    if (count_words(said) < 2 && (!qualified->is_bracketed || qualified->sort == CN_SORT_PERSON))
        return CN_NAMES_FIRST;
    return CN_NAMES_BASE;
}

cn_names_compared cn_names_compare(const cn_name_form *a, const cn_name_form *b)
{
    sayings x = gather(a, false), y = gather(b, false);
    cn_veto veto = compare_numbers(a, b);
    bool has_core = a->core == b->core && a->n_core > 0;
    sayings all_x, all_y;
    cn_name_level level;

    if (a->is_cut || b->is_cut || a->n_core == 0 || b->n_core == 0)
        return make(CN_NAMES_UNLIKE, &x, &y, veto);
    if (a->has_qualifier && b->has_qualifier && a->qualifier != b->qualifier && has_core)
        veto = veto ? veto : CN_VETO_QUALIFIERS;
    if (!has_core && (a->base_key == b->name_key || b->base_key == a->name_key))
        return make(CN_NAMES_BASE, &x, &y, CN_VETO_NONE);
    if (has_core)
        return make(compare_beside(a, b, &x), &x, &y, veto);
    if (a->squashed == b->squashed)
        return make(CN_NAMES_SQUASHED, &x, &y, veto);
    all_x = gather(a, true);
    all_y = gather(b, true);
    if (are_equal_sets(&all_x, &all_y))
        return make(a->has_qualifier || b->has_qualifier ? CN_NAMES_TERRITORY : CN_NAMES_CORE,
                    &all_x, &all_y, veto);
    if (a->has_qualifier && b->has_qualifier && a->qualifier != b->qualifier)
        veto = veto ? veto : CN_VETO_QUALIFIERS;
    level = compare_cores(a, b, &x, &y);
    /* "John Adam Hale, 1st Earl of Wick", "John Hale, 1st Earl of Wick". */
    if (level == CN_NAMES_MIDDLE && a->qualifier != 0 && a->qualifier == b->qualifier)
        level = CN_NAMES_TERRITORY;
    return make(level, &all_x, &all_y, veto);
}

bool cn_names_lead(const cn_name_form *title, const cn_name_form *mention)
{
    cn_names_compared compared = cn_names_compare(title, mention);

    switch (compared.level) {
    case CN_NAMES_BASE:
    case CN_NAMES_CORE:
    case CN_NAMES_SQUASHED:
    case CN_NAMES_TERRITORY:
    case CN_NAMES_ACRONYM:
    case CN_NAMES_INITIALS:
    case CN_NAMES_MIDDLE:
    case CN_NAMES_SPELT:
        return compared.veto == CN_VETO_NONE;
    case CN_NAMES_FIRST:
    case CN_NAMES_LAST:
    case CN_NAMES_SUBSET:
        return compared.veto == CN_VETO_NONE && compared.n_common >= 2;
    default:
        return false;
    }
}
