/* Tokens -> atoms: how each is written, how it stands among brackets, quotes and capitals, and what
 * the tables know of it. One pass over the tokens for each of these, so time is linear; all that is
 * looked at from one token has a bound. */
#include <string.h>

#include "base/hash.h"
#include "ingest/recognizer_features.h"

enum {
    SHAPE_MAX = 10,   /* characters of a shape */
    QUOTE_MAX = 14,   /* tokens between quotes that may be a title */
    BRACKET_MAX = 20, /* tokens in brackets */
    TOPIC_WORDS = 10, /* words of what a chunk is about */
    NOUN_REACH = 14   /* tokens looked at behind "is a" */
};

/* ---- One token --------------------------------------------------------------------------- */

static bool spells(const cn_tree *tree, size_t i, const char *word)
{
    const cn_token *token = &tree->tokens[i];
    const char *form = tree->text + token->first;

    for (size_t k = 0; k < token->len; k++) {
        char c = form[k] >= 'A' && form[k] <= 'Z' ? (char)(form[k] + 32) : form[k];

        if (word[k] == '\0' || c != word[k])
            return false;
    }
    return word[token->len] == '\0';
}

static bool spells_any(const cn_tree *tree, size_t i, const char *const *words, size_t n)
{
    for (size_t k = 0; k < n; k++)
        if (spells(tree, i, words[k]))
            return true;
    return false;
}

static bool is_quote(const cn_tree *tree, size_t i)
{
    static const char *const quotes[] = {"\"", "``", "''", "\u201C", "\u201D", "\u201E"};

    return tree->tokens[i].flags & CN_TOKEN_MARK && spells_any(tree, i, quotes, 6);
}

static uint32_t short_hash(const char *bytes, size_t len)
{
    uint32_t hash = 2166136261u; /* FNV-1a */

    for (size_t i = 0; i < len; i++)
        hash = (hash ^ (uint8_t)bytes[i]) * 16777619u;
    return hash;
}

static char shape_of(char c)
{
    if (c >= 'A' && c <= 'Z')
        return 'X';
    if (c >= 'a' && c <= 'z')
        return 'x';
    if (c >= '0' && c <= '9')
        return 'd';
    return c;
}

/* "McCoy" XxXx, "U.S." X.X., "1,250" d,ddd: runs of small letters are one, of capitals two. */
static uint32_t shape_hash(const char *form, const cn_token *token)
{
    char shape[SHAPE_MAX];
    size_t n = 0;

    for (size_t i = 0; i < token->len && n < SHAPE_MAX; i++) {
        char c = shape_of(form[i]);

        if ((uint8_t)c >= 0xC0)
            c = i == 0 && token->flags & CN_TOKEN_CAPITAL ? 'X' : 'x';
        else if ((uint8_t)c >= 0x80)
            continue;
        if (n > 0 && c == 'x' && shape[n - 1] == 'x')
            continue;
        if (n > 1 && c == 'X' && shape[n - 1] == 'X' && shape[n - 2] == 'X')
            continue;
        shape[n++] = c;
    }
    return short_hash(shape, n);
}

enum {
    LOOK_LOWER = 0,
    LOOK_CAPITAL,
    LOOK_ALL_CAPS,
    LOOK_LETTER, /* a single capital, with a stop or without */
    LOOK_INNER,  /* a capital within: iPhone, McCoy */
    LOOK_YEAR,
    LOOK_SMALL, /* one or two digits */
    LOOK_DIGITS,
    LOOK_ORDINAL, /* 21st, 1990s */
    LOOK_MARK
};

static uint8_t look_of_digits(const char *form, size_t len)
{
    size_t n_digits = 0, n_letters = 0;

    for (size_t i = 0; i < len; i++) {
        n_digits += shape_of(form[i]) == 'd';
        n_letters += shape_of(form[i]) == 'x' || shape_of(form[i]) == 'X';
    }
    if (n_letters > 0)
        return LOOK_ORDINAL;
    if (n_digits != len)
        return LOOK_DIGITS;
    if (len == 4 && form[0] <= '2')
        return LOOK_YEAR;
    return len <= 2 ? LOOK_SMALL : LOOK_DIGITS;
}

static uint8_t look_of(const char *form, const cn_token *token)
{
    if (token->flags & CN_TOKEN_DIGIT)
        return look_of_digits(form, token->len);
    if (token->flags & CN_TOKEN_MARK)
        return LOOK_MARK;
    if (token->flags & CN_TOKEN_ALL_CAPS)
        return LOOK_ALL_CAPS;
    if (token->flags & CN_TOKEN_CAPITAL && (token->len == 1 || (token->len == 2 && form[1] == '.')))
        return LOOK_LETTER;
    for (size_t i = 1; i < token->len; i++)
        if (shape_of(form[i]) == 'X' && shape_of(form[i - 1]) == 'x')
            return LOOK_INNER;
    return token->flags & CN_TOKEN_CAPITAL ? LOOK_CAPITAL : LOOK_LOWER;
}

static bool is_capital(const cn_name_atom *atom)
{
    return atom->look >= LOOK_CAPITAL && atom->look <= LOOK_INNER;
}

static void write_atom(const cn_tree *tree, size_t i, cn_name_atom *atom)
{
    const cn_token *token = &tree->tokens[i];
    const char *form = tree->text + token->first;
    char ends[4], begins[4];
    size_t n = token->len < 4 ? token->len : 4;

    *atom = (cn_name_atom){.key = token->key,
                           .shape = shape_hash(form, token),
                           .tag = token->tag,
                           .upos = token->upos,
                           .look = look_of(form, token)};
    for (size_t k = 0; k < n; k++) {
        char last = form[token->len - 1 - k], first = form[k];

        ends[k] = last >= 'A' && last <= 'Z' ? (char)(last + 32) : last;
        begins[k] = first >= 'A' && first <= 'Z' ? (char)(first + 32) : first;
        atom->ends[k] = short_hash(ends, k + 1);
        if (k > 0)
            atom->begins[k - 1] = short_hash(begins, k + 1);
    }
}

/* ---- Quotes, brackets, runs of capitals -------------------------------------------------- */

static bool is_titled(const cn_name_atom *atoms, const cn_tree *tree, size_t first, size_t end)
{
    if (first >= end || atoms[first].look == LOOK_LOWER || atoms[first].look == LOOK_MARK)
        return false;
    for (size_t i = first; i < end; i++)
        if (atoms[i].look == LOOK_LOWER && tree->tokens[i].len > 4)
            return false;
    return true;
}

static void mark_quotes(const cn_tree *tree, cn_name_atom *atoms)
{
    for (size_t i = 0; i < tree->n; i++) {
        size_t close = i + 1;
        uint8_t bits = CN_STANDS_QUOTED;

        if (!is_quote(tree, i))
            continue;
        while (close < tree->n && close <= i + QUOTE_MAX && !is_quote(tree, close))
            close++;
        if (close >= tree->n || close == i + 1 || !is_quote(tree, close))
            continue;
        if (is_titled(atoms, tree, i + 1, close))
            bits |= CN_STANDS_TITLED_QUOTE;
        for (size_t k = i + 1; k < close; k++)
            atoms[k].stands |= bits;
        atoms[i + 1].stands |= CN_STANDS_QUOTE_FIRST;
        atoms[close - 1].stands |= CN_STANDS_QUOTE_LAST;
        i = close;
    }
}

static void mark_brackets(const cn_tree *tree, cn_name_atom *atoms)
{
    for (size_t i = 0; i < tree->n; i++) {
        size_t close = i + 1;

        if (!spells(tree, i, "("))
            continue;
        while (close < tree->n && close <= i + BRACKET_MAX && !spells(tree, close, ")"))
            close++;
        for (size_t k = i + 1; k < close && k < tree->n; k++)
            atoms[k].stands |= CN_STANDS_BRACKETED;
        i = close;
    }
}

static bool is_connector(const cn_tree *tree, size_t i)
{
    static const char *const connectors[] = {"of",  "the", "de", "-",  "la",  "'s",  "for", "van",
                                             "du",  "von", "&",  "di", "da",  "del", "der", "le",
                                             "and", "el",  "al", "et", "des", "do",  "y",   "den"};

    return tree->tokens[i].len <= 3 &&
           spells_any(tree, i, connectors, sizeof(connectors) / sizeof(connectors[0]));
}

static void mark_runs(const cn_tree *tree, cn_name_atom *atoms)
{
    for (size_t i = 0, end; i < tree->n; i = end) {
        end = i + 1;
        atoms[i].run_first = (uint16_t)i;
        atoms[i].run_end = (uint16_t)end;
        if (!is_capital(&atoms[i]))
            continue;
        while (end < tree->n && is_capital(&atoms[end]))
            end++;
        for (size_t k = i; k < end; k++) {
            atoms[k].run_first = (uint16_t)i;
            atoms[k].run_end = (uint16_t)end;
        }
    }
}

/* "Bank of the West - Ost": runs with at most two connectors between. */
static void mark_wide_runs(const cn_tree *tree, cn_name_atom *atoms)
{
    for (size_t i = 0, end; i < tree->n; i = end) {
        end = atoms[i].run_end;
        for (size_t at = end; is_capital(&atoms[i]) && at < tree->n;) {
            size_t next = at;

            while (next < tree->n && next < at + 2 && is_connector(tree, next) &&
                   !is_capital(&atoms[next]))
                next++;
            if (next == at || next >= tree->n || !is_capital(&atoms[next]))
                break;
            at = end = atoms[next].run_end;
        }
        for (size_t k = i; k < end; k++) {
            atoms[k].wide_first = (uint16_t)i;
            atoms[k].wide_end = (uint16_t)end;
        }
    }
}

/* ---- Tables ------------------------------------------------------------------------------ */

const cn_name_word *cn_name_word_find(const cn_name_tables *tables, uint64_t key)
{
    const cn_name_word *bucket;

    if (tables->n_word_buckets == 0)
        return NULL;
    bucket = tables->words + cn_name_bucket(key, tables->n_word_buckets) * CN_NAME_WORDS_IN_BUCKET;
    for (size_t i = 0; i < CN_NAME_WORDS_IN_BUCKET; i++)
        if (bucket[i].check == (uint16_t)key && bucket[i].use != 0)
            return &bucket[i];
    return NULL;
}

uint8_t cn_name_phrase_find(const cn_name_tables *tables, uint64_t key)
{
    const cn_name_phrase *bucket;

    if (tables->n_phrase_buckets == 0)
        return 0;
    bucket =
        tables->phrases + cn_name_bucket(key, tables->n_phrase_buckets) * CN_NAME_PHRASES_IN_BUCKET;
    for (size_t i = 0; i < CN_NAME_PHRASES_IN_BUCKET; i++)
        if (bucket[i] >> 8 == (uint32_t)(key & 0xFFFFFF) && (bucket[i] & 0xFF) != 0)
            return (uint8_t)bucket[i];
    return 0;
}

uint64_t cn_name_phrase_key(const cn_token *tokens, size_t first, size_t end)
{
    uint64_t key = 0;

    for (size_t i = first; i < end; i++)
        key = cn_hash_mix(key, tokens[i].key);
    return key;
}

/* The longest known name from i: tokens it takes, 0 for none. */
static size_t phrase_at(const cn_name_tables *tables, const cn_tree *tree, size_t i,
                        uint8_t *phrase)
{
    uint64_t key = 0;
    size_t best = 0;

    for (size_t n = 1; n <= CN_NAME_PHRASE_MAX && i + n <= tree->n; n++) {
        uint8_t found;

        key = cn_hash_mix(key, tree->tokens[i + n - 1].key);
        found = cn_name_phrase_find(tables, key);
        if (found != 0) {
            *phrase = found;
            best = n;
        }
    }
    return best;
}

static void mark_phrases(const cn_name_tables *tables, const cn_tree *tree, cn_name_atom *atoms)
{
    for (size_t i = 0; i < tree->n;) {
        uint8_t phrase = 0;
        size_t n = 0;

        if (is_capital(&atoms[i]) || atoms[i].look >= LOOK_YEAR)
            n = atoms[i].look == LOOK_MARK ? 0 : phrase_at(tables, tree, i, &phrase);
        for (size_t k = 0; k < n; k++) {
            atoms[i + k].phrase = phrase;
            atoms[i + k].phrase_at = (uint8_t)(n == 1       ? 1 + CN_LABEL_UNIT
                                               : k == 0     ? 1 + CN_LABEL_BEGIN
                                               : k + 1 == n ? 1 + CN_LABEL_LAST
                                                            : 1 + CN_LABEL_INSIDE);
        }
        i += n ? n : 1;
    }
}

void cn_name_atoms(const cn_name_tables *tables, const cn_tagger *tagger, const cn_tree *tree,
                   cn_name_atom *atoms)
{
    for (size_t i = 0; i < tree->n; i++) {
        const cn_name_word *word = cn_name_word_find(tables, tree->tokens[i].key);

        write_atom(tree, i, &atoms[i]);
        if (word) {
            atoms[i].use = word->use;
            atoms[i].kinds = word->kinds;
        }
        if (tagger)
            atoms[i].cluster = cn_tagger_cluster(tagger, &tree->tokens[i]);
    }
    mark_quotes(tree, atoms);
    mark_brackets(tree, atoms);
    mark_runs(tree, atoms);
    mark_wide_runs(tree, atoms);
    mark_phrases(tables, tree, atoms);
}

/* ---- The topic --------------------------------------------------------------------------- */

static bool is_copula(const cn_tree *tree, size_t i)
{
    static const char *const copulas[] = {"is", "was", "are", "were"};

    return spells_any(tree, i, copulas, 4);
}

/* The last noun of "is a 1969 American drama film based on". */
static cn_name_topic noun_behind(const cn_tree *tree, const cn_name_atom *atoms, size_t copula)
{
    cn_name_topic topic = {.noun = 0};

    for (size_t i = copula + 1; i < tree->n && i <= copula + NOUN_REACH; i++) {
        int upos = tree->tokens[i].upos;

        if (upos == CN_UPOS_NOUN && !is_capital(&atoms[i])) {
            topic.noun = atoms[i].key;
            topic.cluster = atoms[i].cluster;
            topic.token = (uint32_t)i;
        } else if (topic.noun != 0 && !spells(tree, i, "-")) {
            break;
        } else if (upos == CN_UPOS_VERB || upos == CN_UPOS_SCONJ) {
            break;
        }
    }
    return topic;
}

cn_name_topic cn_name_topic_mark(const cn_trees *trees, cn_name_atom *atoms)
{
    static const char *const articles[] = {"the", "a", "an"};
    cn_name_topic topic = {.noun = 0};
    uint64_t keys[TOPIC_WORDS];
    size_t n_keys = 0, end, copula;
    const cn_tree *tree = trees->trees;

    if (trees->n_trees == 0)
        return topic;
    for (copula = 0; copula < tree->n && !is_copula(tree, copula);)
        copula++;
    for (end = 0; end < copula && !spells(tree, end, "(") && !spells(tree, end, ",");)
        end++;
    if (copula == tree->n || end > TOPIC_WORDS + 2)
        return topic;
    topic = noun_behind(tree, atoms, copula);
    for (size_t i = 0; i < end && n_keys < TOPIC_WORDS; i++)
        if (atoms[i].look != LOOK_MARK && !is_connector(tree, i) &&
            !spells_any(tree, i, articles, 3))
            keys[n_keys++] = atoms[i].key;
    for (size_t i = 0; i < trees->n_tokens; i++)
        for (size_t k = 0; k < n_keys; k++)
            if (atoms[i].key == keys[k] && atoms[i].look != LOOK_LOWER)
                atoms[i].stands |= CN_STANDS_TOPIC;
    return topic;
}
