/* Reading a question: its words, and the names in it.
 *
 * Names are found from the left, the longest first, in any case, among the name keys of the
 * snapshot; a single word only when something is about it. A run of capitalised words that no key
 * covers is looked up by spelling, so that "Ines Walder" still finds "Ines Valder". */
#include "base/mem.h"
#include "retrieve/retrieve.h"

enum {
    NAME_WORDS_MAX = 8,   /* words in a name */
    SINGLE_BYTES_MIN = 3, /* of a name of one word */
    GUESSES_MAX = 4       /* look-ups by spelling in one question: each reads the whole index */
};

/* What one name of the question may mean. */
struct meanings {
    const uint32_t *entities;
    uint32_t n;
};

static bool is_about_any(const cn_snapshot *snapshot, const struct meanings *found)
{
    for (uint32_t i = 0; i < found->n; i++) {
        const uint32_t entity = found->entities[i];
        if (snapshot->about_offsets[entity] < snapshot->about_offsets[entity + 1])
            return true;
    }
    return false;
}

static bool is_name(const cn_snapshot *snapshot, const struct meanings *found, const cn_word *words,
                    size_t n)
{
    if (found->n == 0 || n > 1)
        return found->n > 0;
    return !(words->flags & CN_WORD_STOP) && words->len >= SINGLE_BYTES_MIN &&
           is_about_any(snapshot, found);
}

/* Words of the longest name at words[0..n), 0 for none. */
static size_t match_name(const cn_snapshot *snapshot, const cn_word *words, size_t n,
                         struct meanings *found)
{
    for (size_t len = n < NAME_WORDS_MAX ? n : NAME_WORDS_MAX; len > 0; len--) {
        found->entities = cn_snapshot_key(snapshot, cn_words_key(words, len), &found->n);
        if (is_name(snapshot, found, words, len))
            return len;
    }
    return 0;
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

/* The length in words of the run of capitalised words at words[0..n): a name no key knows. It does
 * not begin with "Did" or "The", so that the question's first word does not join the name. */
static size_t capital_run(const cn_word *words, size_t n)
{
    size_t len = 0;

    if (words->flags & CN_WORD_STOP)
        return 0;
    while (len < n && len < NAME_WORDS_MAX && (words[len].flags & (CN_WORD_UPPER | CN_WORD_DIGIT)))
        len++;
    return len;
}

static int guess_name(cn_question *question, const cn_view *view, size_t first, size_t n,
                      cairn_error *err)
{
    const cn_word *words = &question->words.items[first];
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
    rc = cn_name_vector(question->text + begin, end - begin, vector, err);
    if (rc == CAIRN_OK)
        rc = cn_vectors_search(names, vector, 1, &best, &found, err);
    if (rc < 0 || found == 0 || best.score < CN_NAME_MIN_COSINE)
        return rc;
    entity = cn_snapshot_entity(view->snapshot, (int64_t)best.id);
    if (entity != UINT32_MAX)
        add_link(question, entity, words, n, best.score * name_rarity(view->snapshot, words, n),
                 true);
    return CAIRN_OK;
}

/* A capitalised run is worth a guess when it is a name by its looks: not the first word alone, and
 * not only words that the index knows well. */
static bool is_unknown_name(const cn_snapshot *snapshot, const cn_word *words, size_t n,
                            bool at_start)
{
    bool has_unknown = false;

    for (size_t i = 0; i < n; i++)
        has_unknown |=
            !(words[i].flags & CN_WORD_STOP) && !cn_snapshot_term(snapshot, words[i].stem);
    return has_unknown && !(at_start && n == 1);
}

static int link_names(cn_question *question, const cn_view *view, cairn_error *err)
{
    const cn_words *words = &question->words;
    struct meanings found;
    unsigned n_guesses = 0;
    size_t i = 0;
    int rc = CAIRN_OK;

    while (rc == CAIRN_OK && i < words->n && question->n_links < CN_LINKS_MAX) {
        const cn_word *here = &words->items[i];
        size_t len = match_name(view->snapshot, here, words->n - i, &found);
        if (len > 0) {
            const double weight = name_rarity(view->snapshot, here, len) / found.n;
            for (uint32_t m = 0; m < found.n; m++)
                add_link(question, found.entities[m], here, len, weight, false);
            i += len;
            continue;
        }
        len = capital_run(here, words->n - i);
        if (len > 0 && n_guesses < GUESSES_MAX &&
            is_unknown_name(view->snapshot, here, len, i == 0)) {
            rc = guess_name(question, view, i, len, err);
            n_guesses++;
            i += len;
        } else {
            i++;
        }
    }
    return rc;
}

int cn_question_init(cn_question *question, const cn_view *view, const char *text, size_t len,
                     cairn_error *err)
{
    int rc;

    *question = (cn_question){.text = text, .len = len};
    rc = cn_tokenizer_scan(view->tokenizer, text, len, &question->words, err);
    return rc < 0 ? rc : link_names(question, view, err);
}

void cn_question_done(cn_question *question)
{
    cn_words_done(&question->words);
}
