/* Relations as written -> their canonical form, see relation_form.h.
 *
 * The steps are ordered so that each leaves what it made alone when it sees it again: the table
 * first, for what leads somewhere or is led to; then grammar; then the table again. Grammar needs
 * the tagger's normal form only to tell a verb from a noun at the start; without one (names of
 * fields, what rules say) only what stands behind a form of "be" or "have" is rewritten. */
#include "fusion/relation_form.h"

#include <string.h>

#include "fusion/relation_form_meaning.h"
#include "fusion/relation_form_words.h"

/* Two do but for word salad, which loses a word or more in each. */
enum { STEPS_MAX = CN_RELATION_WORDS_MAX + 8 };

typedef struct cn_relation_token token;

typedef struct forming {
    const cn_relation_table *table;
    cn_relation_between between;
    cn_relation_words normal; /* folded */
    bool has_normal;
    cn_relation_words words; /* what is left of the surface */
    bool is_be, is_have;     /* stood before the first word that is left: "is"; "has" as a verb */
    bool is_perfect;         /* "has" stood there as an auxiliary */
    bool is_other;           /* only "did", "may" and their like stood there */
} forming;

typedef cn_relation_line line;

static void put_words(line *out, const cn_relation_words *words, size_t first)
{
    for (size_t i = first; i < words->n; i++)
        cn_relation_line_put(out, words->items[i].text, words->items[i].len);
}

/* ---- Folding ------------------------------------------------------------------------------- */

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == '_';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* "birthDate": a name of JSON, of letters and digits only. */
static bool is_camel_case(const char *text, size_t len)
{
    bool has_hump = false;

    for (size_t i = 0; i < len; i++) {
        if (!is_lower(text[i]) && !is_upper(text[i]) && !(text[i] >= '0' && text[i] <= '9'))
            return false;
        has_hump |= i > 0 && is_upper(text[i]) && is_lower(text[i - 1]);
    }
    return has_hump && is_lower(text[0]);
}

/* ASCII in lower case, single blanks for runs of white space and '_', no colon at the end. Letters
 * beyond ASCII stay: taking off their marks would make other words of some languages. */
static int fold(const char *text, size_t len, cn_buf *out)
{
    const bool is_camel = is_camel_case(text, len);

    cn_buf_clear(out);
    while (len > 0 && (is_blank(text[len - 1]) || text[len - 1] == ':'))
        len--;
    for (size_t i = 0; i < len; i++) {
        char c = text[i];

        if (is_blank(c) || (is_camel && i > 0 && is_upper(c) && is_lower(text[i - 1])))
            if (out->len > 0 && out->data[out->len - 1] != ' ')
                cn_buf_add_char(out, ' ');
        if (!is_blank(c))
            cn_buf_add_char(out, is_upper(c) ? (char)(c | 0x20) : c);
    }
    return out->status;
}

/* ---- Auxiliaries and adverbs --------------------------------------------------------------- */

static bool is_preposition(const token *word)
{
    return cn_relation_word_in(word, " of in on at by for from to with as into under within near "
                                     "after before through during against over about ");
}

static bool is_article(const token *word)
{
    return cn_relation_word_in(word, " a an the his her its their this these my our your ");
}

/* An adverb of the table, or one in "-ly" that the tagger took for an adverb too. */
static bool is_dropped(const forming *f, size_t i)
{
    const token *word = &f->words.items[i];
    const bool is_last = i + 1 == f->words.n;

    if (is_last && !f->is_be) /* all that is left, but for "was also" */
        return false;
    if (cn_relation_table_word(f->table, word->text, word->len) & CN_RELATION_WORD_DROP)
        return true;
    return f->has_normal && !is_last && word->len > 4 &&
           memcmp(word->text + word->len - 2, "ly", 2) == 0 &&
           !cn_relation_words_have(&f->normal, word);
}

static void drop_first(cn_relation_words *words, size_t n)
{
    words->n -= n;
    memmove(words->items, words->items + n, words->n * sizeof(words->items[0]));
}

/* Takes auxiliaries and adverbs off the front. "has" before no participle is a verb. */
static void strip_front(forming *f)
{
    cn_relation_auxiliary last = CN_AUXILIARY_NONE;
    size_t i = 0;

    for (; i < f->words.n; i++) {
        cn_relation_auxiliary kind = cn_relation_word_auxiliary(&f->words.items[i]);

        if (f->has_normal && cn_relation_word_is(&f->words.items[i], "s"))
            kind = CN_AUXILIARY_BE;
        if (kind == CN_AUXILIARY_NONE) {
            if (i > 0 && i + 1 < f->words.n && is_article(&f->words.items[i]))
                continue;
            if (is_dropped(f, i) &&
                (f->has_normal || i > 0 || i + 1 == f->words.n ||
                 cn_relation_word_is_past(f->table, &f->words.items[i + 1], &f->normal)))
                continue;
            break;
        }
        f->is_be |= kind == CN_AUXILIARY_BE;
        f->is_have |= kind == CN_AUXILIARY_HAVE;
        last = kind;
    }
    f->is_other = last == CN_AUXILIARY_OTHER && !f->is_be && !f->is_have;
    if (f->is_have && (f->is_be || last != CN_AUXILIARY_HAVE))
        f->is_have = false;
    if (f->is_have && f->has_normal && i < f->words.n &&
        cn_relation_word_is_past(f->table, &f->words.items[i], &f->normal)) {
        f->is_have = false;
        f->is_perfect = true;
    }
    drop_first(&f->words, i);
}

/* "1955", "August": when, in the midst of a relation ("born 30 August 1955 in"). */
static bool is_of_date(const token *word)
{
    static const char months[] = " january february march april may june july august september "
                                 "october november december ";
    size_t n = 0;

    while (n < word->len && word->text[n] >= '0' && word->text[n] <= '9')
        n++;
    return n == word->len || cn_relation_word_in(word, months);
}

/* Adverbs right behind the first word ("located directly in"), dates behind it, articles and
 * pronouns anywhere but at the end, a form of "be" within ("sets were designed by"). */
static void strip_rest(forming *f)
{
    cn_relation_words *words = &f->words;
    size_t n = 0;

    for (size_t i = 0; i < words->n; i++) {
        const token *word = &words->items[i];
        bool is_last = i + 1 == words->n;

        if (i == 1 && !is_last && is_dropped(f, i) && is_preposition(word + 1))
            continue;
        if (!is_last && (is_article(word) || (i > 0 && is_of_date(word))))
            continue;
        if (i > 0 && !is_last && f->has_normal &&
            cn_relation_word_auxiliary(word) == CN_AUXILIARY_BE)
            continue;
        words->items[n++] = *word;
    }
    words->n = n;
}

/* "eldest son of" -> "son of". */
static void strip_qualifiers(forming *f)
{
    const cn_relation_words *words = &f->words;

    while (words->n > (f->is_have ? 1 : 2) && !is_preposition(&words->items[1]) &&
           cn_relation_table_word(f->table, words->items[0].text, words->items[0].len) &
               CN_RELATION_WORD_QUALIFIER)
        drop_first(&f->words, 1);
}

/* ---- Verbs --------------------------------------------------------------------------------- */

/* The verb of the normal form: its first word behind "be" and "have". */
static token lemma_of(const forming *f)
{
    for (size_t i = 0; i < f->normal.n; i++)
        if (!cn_relation_word_is(&f->normal.items[i], "be") &&
            !cn_relation_word_is(&f->normal.items[i], "have"))
            return f->normal.items[i];
    return (token){"", 0};
}

/* "-ing" that the tagger made a verb's lemma of: not of "king". */
static bool is_progressive(const forming *f, const token *word)
{
    return word->len > 4 && memcmp(word->text + word->len - 3, "ing", 3) == 0 && f->has_normal &&
           !cn_relation_words_have(&f->normal, word);
}

/* Does a subject stand first ("sets were designed by")? */
static bool starts_with_noun(const cn_relation_words *surface)
{
    for (size_t i = 1; i < surface->n; i++)
        if (cn_relation_word_auxiliary(&surface->items[i]) == CN_AUXILIARY_BE)
            return true;
    return false;
}

/* Is the first word the verb of a clause? The tagger's lemma tells an ending from a part of the
 * word; a word without an ending ("include") may be a noun when more than a preposition follows. */
static bool is_verb_first(const forming *f)
{
    const cn_relation_words *words = &f->words;
    const token lemma = lemma_of(f);

    if (is_preposition(&words->items[0]))
        return false;
    switch (cn_relation_word_ending(f->table, &words->items[0], &lemma)) {
    case CN_ENDING_VERB:
        return true;
    case CN_ENDING_NONE:
        return words->n == 1 || is_preposition(&words->items[1]);
    default:
        return false;
    }
}

/* Writes the words that are left with their verb, if there is one, in the past. */
static void write_verb(const forming *f, bool is_passive, bool is_verb, line *out)
{
    char past[CN_RELATION_TEXT_MAX];
    const token lemma = lemma_of(f);
    size_t len = 0;

    if (is_verb)
        len = cn_relation_word_past(f->table, &f->words.items[0], &lemma, is_passive, past,
                                    sizeof(past));
    if (len == 0) {
        put_words(out, &f->words, 0);
        return;
    }
    if (is_passive && f->words.n == 1) /* "is directed", not "directed" */
        cn_relation_line_put(out, "is", 2);
    cn_relation_line_put(out, past, len);
    put_words(out, &f->words, 1);
}

/* ---- The whole ----------------------------------------------------------------------------- */

/* "has capital" is said like a field "capital", where that is known; "has" stays "has". */
static void settle_have(forming *f, line *out)
{
    strip_qualifiers(f);
    put_words(out, &f->words, 0);
    if (out->len > 0 && cn_relation_line_look_up(f->table, &f->between, out))
        return;
    out->len = 0;
    cn_relation_line_put(out, "has", 3);
    put_words(out, &f->words, 0);
    cn_relation_line_date(f->table, &f->between, out);
    cn_relation_line_look_up(f->table, &f->between, out);
}

static void settle_copula(forming *f, line *out)
{
    cn_relation_line_put(out, "is", 2);
    cn_relation_line_look_up(f->table, &f->between, out);
}

/* "is written", or "written" alone: a participle that is no past. */
static bool is_passive(const forming *f)
{
    const token *word = &f->words.items[0];

    if (f->is_be)
        return cn_relation_word_is_past(f->table, word, &f->normal);
    if (!f->is_perfect && f->has_normal && cn_relation_word_is_participle(f->table, word))
        return true;
    return f->normal.n > 0 && cn_relation_word_is(&f->normal.items[0], "be");
}

static void form(forming *f, line *out)
{
    const bool has_noun = starts_with_noun(&f->words) &&
                          cn_relation_word_auxiliary(&f->words.items[0]) == CN_AUXILIARY_NONE;
    const token last = f->words.items[f->words.n - 1];
    bool passive, verb;

    strip_front(f);
    if (f->words.n == 0 || (f->is_be && f->words.n == 1 && is_article(&f->words.items[0]))) {
        if (f->is_be)
            settle_copula(f, out);
        else if (f->is_other)
            cn_relation_line_put(out, last.text, last.len);
        else
            settle_have(f, out);
        return;
    }
    if (f->has_normal || f->is_be || f->is_have)
        strip_rest(f);
    if (f->is_have) {
        settle_have(f, out);
        return;
    }
    passive = is_passive(f);
    verb = passive || (f->is_be ? is_progressive(f, &f->words.items[0])
                                : f->has_normal && !has_noun && is_verb_first(f));
    if (!verb)
        strip_qualifiers(f);
    write_verb(f, passive, verb, out);
    cn_relation_line_settle(f->table, &f->between, out);
}

/* The normal form in lower case, in text; none when it is longer than a relation may be. */
static void read_normal(forming *f, const cn_relation_said *said, char *text, size_t size)
{
    if (said->normal_len == 0 || said->normal_len > size)
        return;
    for (size_t i = 0; i < said->normal_len; i++)
        text[i] = is_upper(said->normal[i]) ? (char)(said->normal[i] | 0x20) : said->normal[i];
    f->has_normal = cn_relation_words_cut(text, said->normal_len, &f->normal);
}

/* One step towards the form, from `from`; false when it is there. */
static bool step(forming *f, const line *from, line *to)
{
    const bool was_swapped = f->between.is_swapped;

    *to = *from;
    cn_relation_line_date(f->table, &f->between, to);
    if (!cn_relation_line_look_up(f->table, &f->between, to) &&
        cn_relation_words_cut(from->text, from->len, &f->words) && f->words.n > 0) {
        f->is_be = f->is_have = f->is_perfect = f->is_other = false;
        to->len = 0;
        form(f, to);
        f->has_normal = false; /* it is of the surface */
        f->normal.n = 0;
    }
    return f->between.is_swapped != was_swapped || to->len != from->len ||
           memcmp(to->text, from->text, to->len) != 0;
}

int cn_relation_form(const cn_relation_table *table, const cn_relation_said *said, cn_buf *out,
                     bool *is_swapped, cairn_error *err)
{
    char normal[CN_RELATION_TEXT_MAX];
    forming f = {.table = table,
                 .between = {.subject_type = said->subject_type, .object_type = said->object_type}};
    line lines[2] = {{.len = 0}, {.len = 0}};
    unsigned n = 0;

    *is_swapped = false;
    if (fold(said->surface, said->surface_len, out) < 0)
        return cn_fail_memory(err, said->surface_len);
    if (cn_relation_table_is_empty(table) || out->len == 0 || out->len > CN_RELATION_TEXT_MAX)
        return CAIRN_OK;
    cn_relation_line_put(&lines[0], out->data, out->len);
    read_normal(&f, said, normal, sizeof(normal));
    while (n < STEPS_MAX && step(&f, &lines[n % 2], &lines[(n + 1) % 2]))
        n++;
    if (n == 0)
        return CAIRN_OK;
    cn_buf_clear(out);
    cn_buf_add(out, lines[n % 2].text, lines[n % 2].len);
    *is_swapped = f.between.is_swapped;
    return out->status < 0 ? cn_fail_memory(err, said->surface_len) : CAIRN_OK;
}
