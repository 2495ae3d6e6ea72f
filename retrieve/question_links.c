/* Names are found among the name keys of the snapshot, in rounds, each in what the rounds before
 * left free: names that a chunk is about, the longest first, in any case; names as they are written
 * otherwise (question_variants.c); names that are only mentioned, in capitals, which may hold names
 * of the first rounds ("the University of X Law School"). What is left of capitals is looked up by
 * spelling, so that "Ines Walder" still finds "Ines Valder". A single word is a name when a chunk
 * is about it, or when it has a capital and one meaning. */
#include "retrieve/question_links.h"

#include <string.h>

#include "base/mem.h"

enum {
    SINGLE_BYTES_MIN = 3, /* of a name of one word */
    GUESSES_MAX = 4,      /* look-ups by spelling in one question: each reads the whole index */
    VARIANTS_MAX = 8      /* names in one question that are tried in other ways to write them */
};

struct linking {
    cn_question *question;
    const cn_view *view;
    cn_variants variants;
    uint8_t *is_taken; /* by word: 1 of a name that a chunk is about, 2 of any other */
    bool has_capitals; /* behind the first word */
    unsigned n_guesses, n_variants;
};

static const cn_word *word_at(const struct linking *linking, size_t i)
{
    return &linking->question->words.items[i];
}

static bool is_capital(const cn_word *word)
{
    return word->flags & (CN_WORD_UPPER | CN_WORD_DIGIT);
}

/* A name as rare as half of the rarest possible word counts fully. */
static double name_rarity(const cn_snapshot *snapshot, const cn_word *words, size_t n)
{
    const double full = 0.5 * cn_idf(snapshot, 0);
    double sum = 0;

    for (size_t i = 0; i < n; i++) {
        const cn_snap_term *term = cn_snapshot_term(snapshot, words[i].stem);
        if (!(words[i].flags & CN_WORD_STOP))
            sum += cn_idf(snapshot, term ? term->df : 0);
    }
    return sum < full ? sum / full : 1.0;
}

static void add_link(cn_question *question, uint32_t entity, const cn_word *words, size_t n,
                     double weight, bool is_guess)
{
    const cn_word *last = words + n - 1;

    for (size_t i = 0; i < question->n_links; i++)
        if (question->links[i].entity == entity)
            return;
    if (question->n_links == CN_LINKS_MAX)
        return;
    question->links[question->n_links++] =
        (cn_link){entity, words->first, last->first + last->len - words->first, weight, is_guess};
}

/* Are words i - 1 and i parts of one name, by their looks: both in capitals, nothing between? */
static bool is_joined(const struct linking *linking, size_t i)
{
    const cn_word *word;

    if (i == 0 || i >= linking->question->words.n)
        return false;
    word = word_at(linking, i);
    return word->flags & CN_WORD_UPPER && word[-1].flags & CN_WORD_UPPER &&
           !(word[-1].flags & CN_WORD_STOP) && word[-1].first + word[-1].len + 1U == word->first &&
           linking->question->text[word->first - 1] == ' ';
}

/* How much a name that was found looks like what is meant. */
static double name_looks(const struct linking *linking, size_t first, size_t n)
{
    const double *set = linking->view->settings->values;
    const cn_word *word = word_at(linking, first);

    if (n == 1 && (is_joined(linking, first) || is_joined(linking, first + 1)))
        return set[CN_SET_LINK_INNER];
    if (linking->has_capitals && !is_capital(word) && !is_capital(word + n - 1))
        return set[n == 1 ? CN_SET_LINK_LOWER : CN_SET_LINK_LOWER_NAMES];
    return 1.0;
}

static void add_meanings(struct linking *linking, const cn_meanings *meanings, size_t first,
                         size_t n, uint8_t taken)
{
    const cn_word *words = word_at(linking, first);
    const double weight = name_rarity(linking->view->snapshot, words, n) *
                          name_looks(linking, first, n) / meanings->n;

    for (uint32_t m = 0; weight > 0 && m < meanings->n; m++)
        add_link(linking->question, meanings->entities[m], words, n, weight, false);
    memset(linking->is_taken + first, taken, n);
}

static size_t words_left(const struct linking *linking, size_t i)
{
    const size_t left = linking->question->words.n - i;

    return left < CN_NAME_WORDS_MAX ? left : CN_NAME_WORDS_MAX;
}

/* ---- Names that a chunk is about ---- */

static size_t match_about(const struct linking *linking, size_t i, cn_meanings *meanings)
{
    const cn_word *words = word_at(linking, i);

    for (size_t n = words_left(linking, i); n > 0; n--) {
        if (n == 1 && (words->flags & CN_WORD_STOP || words->len < SINGLE_BYTES_MIN))
            return 0;
        cn_meanings_add(meanings, linking->view->snapshot, words, n, true);
        if (meanings->n > 0)
            return n;
    }
    return 0;
}

static void link_about(struct linking *linking)
{
    for (size_t i = 0, n; i<linking->question->words.n; i += n> 0 ? n : 1) {
        cn_meanings meanings = {.n = 0};

        n = match_about(linking, i, &meanings);
        if (n > 0)
            add_meanings(linking, &meanings, i, n, 1);
    }
}

/* ---- Capitals ---- */

/* The length in words of the free run of capitalised words at word i. It does not begin with "Did"
 * or "The", so that the question's first word does not join the name. */
static size_t capital_run(const struct linking *linking, size_t i)
{
    size_t n = 0;

    if (word_at(linking, i)->flags & CN_WORD_STOP)
        return 0;
    while (n < words_left(linking, i) && is_capital(word_at(linking, i + n)) &&
           !linking->is_taken[i + n])
        n++;
    return n;
}

/* Words between quotation marks from word i on; 0 when none begin there. */
static size_t quoted_run(const struct linking *linking, size_t i)
{
    const cn_question *question = linking->question;
    const size_t first = word_at(linking, i)->first;

    if (first == 0 || question->text[first - 1] != '"')
        return 0;
    for (size_t n = 1; n <= words_left(linking, i); n++) {
        const cn_word *last = word_at(linking, i + n - 1);
        const size_t after = last->first + last->len;
        const size_t next =
            i + n < question->words.n ? word_at(linking, i + n)->first : question->len;

        if (memchr(question->text + after, '"', next - after))
            return n;
    }
    return 0;
}

/* The run of capitals at word i with the small words inside: "The Deep of the Marn". */
static size_t title_run(const struct linking *linking, size_t i)
{
    const size_t left = words_left(linking, i);
    size_t n = 0, small = 0;

    if (i == 0 || !(word_at(linking, i)->flags & CN_WORD_UPPER))
        return 0;
    while (n + small < left) {
        const cn_word *word = word_at(linking, i + n + small);

        if (n > 0 && word->first != word[-1].first + word[-1].len + 1U)
            break;
        if (is_capital(word)) {
            n += small + 1;
            small = 0;
        } else if (word->flags & CN_WORD_STOP && small < 2) {
            small++;
        } else {
            break;
        }
    }
    return n;
}

/* Is there a link to exactly these words? */
static bool is_linked(const struct linking *linking, size_t first, size_t n)
{
    const cn_word *word = word_at(linking, first), *last = word + n - 1;

    for (size_t l = 0; l < linking->question->n_links; l++)
        if (linking->question->links[l].first == word->first &&
            linking->question->links[l].len == last->first + last->len - word->first)
            return true;
    return false;
}

static int try_variants(struct linking *linking, size_t i, size_t *n, cairn_error *err)
{
    cn_meanings meanings = {.n = 0};
    int rc;

    if (*n == 0 || linking->n_variants == VARIANTS_MAX || is_linked(linking, i, *n) ||
        (*n == 1 && (i == 0 || linking->is_taken[i] || word_at(linking, i)->flags & CN_WORD_DIGIT)))
        *n = 0;
    if (*n == 0)
        return CAIRN_OK;
    linking->n_variants++;
    rc = cn_variants_find(&linking->variants, linking->view, word_at(linking, i), *n, &meanings,
                          err);
    if (meanings.n > 0)
        add_meanings(linking, &meanings, i, *n, 1);
    else
        *n = 0;
    return rc;
}

/* What is quoted, whole titles, then plain runs of capitals that are still free. */
static int link_variants(struct linking *linking, cairn_error *err)
{
    static size_t (*const runs[])(const struct linking *, size_t) = {quoted_run, title_run,
                                                                     capital_run};
    int rc = CAIRN_OK;

    for (size_t round = 0; round < sizeof runs / sizeof *runs; round++)
        for (size_t i = 0; rc == CAIRN_OK && i < linking->question->words.n; i++) {
            const size_t run = runs[round](linking, i);
            size_t n = run;

            rc = try_variants(linking, i, &n, err);
            if (run > 0)
                i += run - 1;
        }
    return rc;
}

/* ---- Names that are mentioned ---- */

/* It does not cut a name that a chunk is about in two, and is not just that name. */
static bool fits_about(const struct linking *linking, size_t first, size_t n)
{
    const size_t end = first + n;
    size_t free = 0;

    if (first > 0 && linking->is_taken[first] && linking->is_taken[first - 1])
        return false;
    if (end < linking->question->words.n && linking->is_taken[end] && linking->is_taken[end - 1])
        return false;
    for (size_t i = first; i < end; i++)
        free += !linking->is_taken[i];
    return free > 0;
}

static bool looks_like_name(const struct linking *linking, size_t first, size_t n)
{
    return !linking->has_capitals ||
           (is_capital(word_at(linking, first)) && is_capital(word_at(linking, first + n - 1)));
}

static size_t match_mentioned(const struct linking *linking, size_t i, cn_meanings *meanings)
{
    for (size_t n = words_left(linking, i); n > 1; n--) {
        if (!fits_about(linking, i, n) || !looks_like_name(linking, i, n))
            continue;
        cn_meanings_add(meanings, linking->view->snapshot, word_at(linking, i), n, false);
        if (meanings->n > 0)
            return n;
    }
    return 0;
}

static void link_mentioned(struct linking *linking)
{
    for (size_t i = 0, n; i<linking->question->words.n; i += n> 0 ? n : 1) {
        cn_meanings meanings = {.n = 0};

        n = match_mentioned(linking, i, &meanings);
        if (n > 0)
            add_meanings(linking, &meanings, i, n, 2);
    }
}

/* ---- By spelling ---- */

static int guess_name(struct linking *linking, size_t first, size_t n, cairn_error *err)
{
    const cn_view *view = linking->view;
    const cn_word *words = word_at(linking, first);
    const size_t begin = words[0].first;
    const size_t end = words[n - 1].first + words[n - 1].len;
    const cn_vectors *names = view->names ? view->names(view->user) : NULL;
    float vector[CN_NAME_DIM];
    cn_scored best;
    uint32_t entity;
    size_t found = 0;
    int rc;

    if (!names)
        return CAIRN_OK;
    rc = cn_name_vector(linking->question->text + begin, end - begin, vector, err);
    if (rc == CAIRN_OK)
        rc = cn_vectors_search(names, vector, 1, &best, &found, err);
    if (rc < 0 || found == 0 || best.score < CN_NAME_MIN_COSINE)
        return rc;
    entity = cn_snapshot_entity(view->snapshot, (int64_t)best.id);
    if (entity != UINT32_MAX)
        add_link(linking->question, entity, words, n,
                 best.score * name_rarity(view->snapshot, words, n), true);
    return CAIRN_OK;
}

/* A capitalised run is worth a guess when it is a name by its looks: not the first word alone, and
 * not only words that the index knows well. */
static bool is_unknown_name(const struct linking *linking, size_t first, size_t n)
{
    bool has_unknown = false;

    for (size_t i = first; i < first + n; i++)
        has_unknown |= !(word_at(linking, i)->flags & CN_WORD_STOP) &&
                       !cn_snapshot_term(linking->view->snapshot, word_at(linking, i)->stem);
    return has_unknown && !(first == 0 && n == 1);
}

static int link_guesses(struct linking *linking, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0, n; rc == CAIRN_OK && i<linking->question->words.n; i += n> 0 ? n : 1) {
        n = capital_run(linking, i);
        if (n == 0 || linking->n_guesses == GUESSES_MAX || !is_unknown_name(linking, i, n))
            continue;
        linking->n_guesses++;
        rc = guess_name(linking, i, n, err);
    }
    return rc;
}

/* A single capitalised word that means one thing, though nothing is about it. */
static void link_single(struct linking *linking)
{
    for (size_t i = 1; i < linking->question->words.n; i++) {
        const cn_word *word = word_at(linking, i);
        cn_meanings meanings = {.n = 0};

        if (linking->is_taken[i] || !(word->flags & CN_WORD_UPPER) || word->flags & CN_WORD_STOP ||
            word->len < SINGLE_BYTES_MIN)
            continue;
        cn_meanings_add(&meanings, linking->view->snapshot, word, 1, false);
        if (meanings.n == 1)
            add_meanings(linking, &meanings, i, 1, 2);
    }
}

/* In the order of the question; those at one place stay as they are. */
static void sort_links(cn_question *question)
{
    for (size_t i = 1; i < question->n_links; i++) {
        const cn_link link = question->links[i];
        size_t k = i;

        for (; k > 0 && question->links[k - 1].first > link.first; k--)
            question->links[k] = question->links[k - 1];
        question->links[k] = link;
    }
}

int cn_question_link(cn_question *question, const cn_view *view, cairn_error *err)
{
    struct linking linking = {.question = question, .view = view};
    int rc;

    linking.is_taken = cn_alloc_zero(question->words.n + 1, 1);
    if (!linking.is_taken)
        return cn_fail_memory(err, question->words.n);
    for (size_t i = 1; i < question->words.n; i++)
        linking.has_capitals |= question->words.items[i].flags & CN_WORD_UPPER;
    link_about(&linking);
    rc = link_variants(&linking, err);
    if (rc == CAIRN_OK) {
        link_mentioned(&linking);
        rc = link_guesses(&linking, err);
    }
    if (rc == CAIRN_OK)
        link_single(&linking);
    sort_links(question);
    cn_variants_done(&linking.variants);
    cn_free(linking.is_taken);
    return rc;
}
