/* What a question takes for granted, looked for where its answer was read: see typed_premise.h. */
#include "retrieve/typed_premise.h"

#include <string.h>

#include "base/buf.h"
#include "retrieve/meaning.h"

enum { WORDS_MAX = 64, REASON_MAX = 1024 };
/* Measured on squad2: an answer less sure than this, whose passage has less than that share of the
 * names of the question, is wrong in nine of ten cases. */
#define NAME_SURE 0.2
#define NAME_SHARE 0.7
#define KIN_SURE 0.5

/* What says a word of the question. */
enum { IN_SENTENCE = 1, IN_TITLE = 2, IN_PASSAGE = 4, IN_POOL = 8 };

typedef struct looked {
    const cn_view *view;
    const cn_question *question;
    size_t words[WORDS_MAX]; /* of the question, that say something */
    bool is_name[WORDS_MAX];
    cn_related related[WORDS_MAX][CN_RELATED_MAX];
    size_t n_related[WORDS_MAX];
    unsigned found[WORDS_MAX];
    double weights[WORDS_MAX];
    size_t n;
    cn_words scratch;
} looked;

static bool is_in_name(const cn_question *question, const cn_word *word)
{
    for (size_t i = 0; i < question->n_links; i++) {
        const cn_link *link = &question->links[i];

        if (!link->is_guess && word->first >= link->first &&
            word->first < link->first + link->len &&
            (word->flags & CN_WORD_UPPER || link->weight > 0.5))
            return true;
    }
    return word->flags & CN_WORD_UPPER && word != &question->words.items[0];
}

/* What the answer is ("which year", "what name") need not be said beside it; a role ("the wife of")
 * is what is asked for. */
static bool is_noun(const cn_question *question, size_t word)
{
    const cn_words_range noun = question->plan.steps[question->plan.n_steps - 1].noun;
    const cn_word *before = noun.first > 0 ? &question->words.items[noun.first - 1] : NULL;

    if (word < noun.first || word >= noun.first + noun.n || !before)
        return false;
    return (before->len == 5 && memcmp(question->text + before->first + 1, "hich", 4) == 0) ||
           (before->len == 4 && memcmp(question->text + before->first + 1, "hat", 3) == 0);
}

static int take_words(looked *l, cairn_error *err)
{
    const cn_question *question = l->question;
    const cn_snapshot *snapshot = l->view->snapshot;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < question->words.n && l->n < WORDS_MAX; i++) {
        const cn_word *word = &question->words.items[i];
        const cn_snap_term *term = cn_snapshot_term(snapshot, word->stem);

        if (word->flags & CN_WORD_STOP || is_noun(question, i) || word->len < 2)
            continue;
        l->words[l->n] = i;
        l->is_name[l->n] = is_in_name(question, word);
        l->weights[l->n] = cn_idf(snapshot, term ? term->df : 0);
        if (!l->is_name[l->n])
            rc = cn_meaning_related(l->view->meaning, l->view->tokenizer, question->text, word,
                                    l->related[l->n], &l->n_related[l->n], err);
        l->n++;
    }
    return rc;
}

static bool says(const looked *l, size_t i, uint64_t stem)
{
    if (l->question->words.items[l->words[i]].stem == stem)
        return true;
    for (size_t r = 0; r < l->n_related[i]; r++)
        if (l->related[i][r].stem == stem)
            return true;
    return false;
}

/* Marks the words that the text says; those in [first, end) of it as in the sentence. */
static int look(looked *l, const char *text, size_t len, size_t first, size_t end, unsigned where,
                cairn_error *err)
{
    const int rc = cn_tokenizer_scan(l->view->tokenizer, text, len, &l->scratch, err);

    for (size_t w = 0; rc == CAIRN_OK && w < l->scratch.n; w++) {
        const cn_word *word = &l->scratch.items[w];
        const bool is_inside = word->first >= first && word->first < end;

        for (size_t i = 0; i < l->n; i++)
            if (says(l, i, word->stem))
                l->found[i] |= where | (is_inside ? IN_SENTENCE : 0U);
    }
    return rc;
}

static double share(const looked *l, bool of_names, unsigned where)
{
    double all = 0, there = 0;

    for (size_t i = 0; i < l->n; i++) {
        if (l->is_name[i] != of_names)
            continue;
        all += l->weights[i];
        there += l->found[i] & where ? l->weights[i] : 0;
    }
    return all > 0 ? there / all : 1;
}

static int look_all(looked *l, const cn_pool *pool, const cn_value *answer, cairn_error *err)
{
    const size_t place = answer->chunk ? cn_pool_find_id(pool, answer->chunk) : SIZE_MAX;
    int rc = CAIRN_OK;

    for (size_t p = 0; rc == CAIRN_OK && p < pool->n; p++) {
        const cn_evidence *item = &pool->items[p];
        const bool is_answer = p == place;

        rc = look(l, item->text, item->text_len, is_answer ? answer->first : 0,
                  is_answer ? answer->first + answer->n : 0,
                  is_answer ? IN_PASSAGE | IN_POOL : IN_POOL, err);
        if (rc == CAIRN_OK)
            rc = look(l, item->title, strlen(item->title), 0, 0,
                      is_answer ? IN_TITLE | IN_POOL : IN_POOL, err);
        if (rc == CAIRN_OK)
            rc = look(l, item->heading, strlen(item->heading), 0, 0,
                      is_answer ? IN_TITLE | IN_POOL : IN_POOL, err);
    }
    return rc;
}

int cn_premise_read(const cn_view *view, const cn_question *question, const cn_pool *pool,
                    const cn_value *answer, cn_premise *premise, cairn_error *err)
{
    looked l = {.view = view, .question = question};
    double weight = 0;
    int rc = take_words(&l, err);

    if (rc == CAIRN_OK)
        rc = look_all(&l, pool, answer, err);
    cn_words_done(&l.scratch);
    *premise = (cn_premise){share(&l, false, IN_SENTENCE | IN_TITLE),
                            share(&l, false, IN_SENTENCE | IN_TITLE | IN_PASSAGE),
                            share(&l, true, IN_SENTENCE | IN_TITLE | IN_PASSAGE),
                            share(&l, true, IN_POOL),
                            SIZE_MAX,
                            false};
    for (size_t i = 0; i < l.n; i++)
        if (!(l.found[i] & (IN_PASSAGE | IN_TITLE)) && l.weights[i] > weight) {
            weight = l.weights[i];
            premise->missing = l.words[i];
            premise->is_name_missing = l.is_name[i];
        }
    return rc;
}

/* ---- Judging --------------------------------------------------------------------------------- */

/* Who someone is to someone: only people have such, and a text that says so has a word for it. */
static const char *const kin[] = {"wife",     "husband", "spouse",   "mother",    "father",
                                  "son",      "sons",    "daughter", "daughters", "child",
                                  "children", "brother", "sister"};

/* The word of the question that names a kin of someone; SIZE_MAX: none does. */
static size_t kin_word(const cn_question *question)
{
    for (size_t i = 1; i + 1 < question->words.n; i++) {
        const cn_word *word = &question->words.items[i];

        for (size_t k = 0; k < sizeof kin / sizeof *kin; k++)
            if (strlen(kin[k]) == word->len &&
                memcmp(question->text + word->first, kin[k], word->len) == 0)
                return i;
    }
    return SIZE_MAX;
}

/* The name behind "of": the last link of the question. NULL: none. */
static const cn_link *link_behind(const cn_question *question, size_t word)
{
    const cn_link *best = NULL;

    for (size_t i = 0; i < question->n_links; i++) {
        const cn_link *link = &question->links[i];

        if (!link->is_guess && link->first > question->words.items[word].first &&
            (!best || link->first < best->first ||
             (link->first == best->first && link->weight > best->weight)))
            best = link;
    }
    return best;
}

static int is_a_thing(const cn_view *view, const cn_link *link, bool *is_thing, cairn_error *err)
{
    cn_entity_row row;
    int rc = cn_entity_get(view->store, view->snapshot->entity_ids[link->entity], &row, err);

    *is_thing = rc == CAIRN_OK && row.type != CN_TYPE_OTHER && row.type != CN_TYPE_PERSON &&
                row.type != CN_TYPE_CLASS;
    return rc == CAIRN_ENOTFOUND ? CAIRN_OK : rc;
}

static int say(cn_arena *arena, const char *begin, const char *text, size_t len, const char *middle,
               const char *more, size_t more_len, const char *end, const char **reason,
               cairn_error *err)
{
    cn_buf buf;
    int rc;

    cn_buf_init(&buf, REASON_MAX);
    cn_buf_printf(&buf, "%s%.*s%s%.*s%s", begin, (int)len, text, middle, (int)more_len, more, end);
    *reason = buf.status == CAIRN_OK ? cn_arena_strndup(arena, cn_buf_str(&buf), buf.len)
                                     : "nothing says what the question takes for granted";
    rc = *reason ? CAIRN_OK : cn_fail_memory(err, buf.len);
    cn_buf_done(&buf);
    return rc;
}

/* "second" of "the second wife". */
static bool is_ordinal(const cn_question *question, size_t word)
{
    static const char *const ordinals[] = {"second", "third", "fourth", "fifth"};
    const cn_word *said = &question->words.items[word];

    for (size_t i = 0; i < sizeof ordinals / sizeof *ordinals; i++)
        if (strlen(ordinals[i]) == said->len &&
            memcmp(question->text + said->first, ordinals[i], said->len) == 0)
            return true;
    return false;
}

static int check_kin(const cn_view *view, const cn_question *question, const cn_premise *premise,
                     size_t word, cn_arena *arena, const char **reason, cairn_error *err)
{
    const cn_link *link = link_behind(question, word);
    const cn_word *asked = &question->words.items[word];
    const bool is_nth = premise->missing == word - 1 && is_ordinal(question, word - 1);
    bool is_missing = premise->asked_passage <= 0 || is_nth;
    int rc = CAIRN_OK;

    if (!link)
        return CAIRN_OK;
    if (!is_missing)
        rc = is_a_thing(view, link, &is_missing, err);
    if (rc < 0 || !is_missing)
        return rc;
    return say(arena, "nothing says who the ", question->text + asked[is_nth ? -1 : 0].first,
               asked->first + asked->len - asked[is_nth ? -1 : 0].first, " of \"",
               question->text + link->first, link->len, "\" is", reason, err);
}

/* The run of capitals around a word. */
static cn_words_range run_around(const cn_question *question, size_t word)
{
    size_t first = word, end = word + 1;

    while (first > 1 && question->words.items[first - 1].flags & CN_WORD_UPPER)
        first--;
    while (end < question->words.n && question->words.items[end].flags & CN_WORD_UPPER)
        end++;
    return (cn_words_range){first, end - first};
}

int cn_premise_check(const cn_view *view, const cn_question *question, const cn_pool *pool,
                     const cn_value *answer, double confidence, cn_arena *arena,
                     const char **reason, cairn_error *err)
{
    const size_t word = kin_word(question);
    cn_premise premise;
    int rc;

    *reason = NULL;
    if (view->settings->values[CN_SET_READ_PREMISE] < 0.5 || question->plan.n_steps != 1 ||
        confidence > KIN_SURE || (word == SIZE_MAX && confidence >= NAME_SURE))
        return CAIRN_OK;
    rc = cn_premise_read(view, question, pool, answer, &premise, err);
    if (rc == CAIRN_OK && word != SIZE_MAX && answer->fact == 0)
        rc = check_kin(view, question, &premise, word, arena, reason, err);
    if (rc < 0 || *reason)
        return rc;
    if (confidence < NAME_SURE && premise.names_passage < NAME_SHARE && premise.is_name_missing) {
        const cn_words_range run = run_around(question, premise.missing);
        const cn_word *first = &question->words.items[run.first];
        const cn_word *last = first + run.n - 1;

        rc = say(arena, "no passage that could answer names \"", question->text + first->first,
                 last->first + last->len - first->first, "\"", "", 0, "", reason, err);
    }
    return rc;
}
