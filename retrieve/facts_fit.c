/* What a step asks of facts, see facts_fit.h. */
#include "retrieve/facts_fit.h"

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "retrieve/facts_wants.h"

enum {
    WORDS_MAX = 64,   /* of a step that are looked at */
    PHRASE_MAX = 5,   /* words that the table is asked about at once */
    ASKED_MAX = 32,   /* phrases that the table is asked about */
    LOOKED_MAX = 512, /* relations whose words are read */
    FIT_ONE = 1000    /* a fit of 1 in the memo */
};
#define FIT_OTHER_WAY 0.35f /* the reading that the order of the words speaks against */
#define FIT_EITHER_WAY 0.8f /* the order of the words does not tell */
#define FIT_BESIDE 0.6f     /* words of the step that the plan does not take for the relation */
#define FIT_NARROWER 0.9    /* "father", where a parent is asked for */
#define FIT_WORDS 0.8       /* all words in common, but no table says that it is the relation */
#define FIT_UNSAID                                                                                 \
    0.25 /* of that, where the table knows what is meant and it is something else                  \
          */
#define FIT_LEAST 0.1

/* ---- Words of the step ----------------------------------------------------------------------- */

typedef struct step_word {
    uint32_t at;      /* word of the question */
    bool is_name;     /* of what the step is about */
    bool is_relation; /* the plan takes it for a part of the relation */
    bool is_covered;  /* by a phrase that the table knows */
} step_word;

typedef struct asking {
    cn_fact_fits *fits;
    const cn_question *question;
    const cn_step *step;
    step_word words[WORDS_MAX];
    size_t n;
    size_t about;      /* word of the question; question->words.n: not known */
    bool has_relation; /* the plan says which words are the relation */
} asking;

static bool is_in(cn_words_range range, size_t word)
{
    return word >= range.first && word < range.first + range.n;
}

static size_t first_word(const cn_question *question, unsigned step)
{
    const cn_step *here = &question->plan.steps[step];
    size_t first = question->words.n;

    for (unsigned r = 0; r < here->n_ranges; r++)
        if (here->ranges[r].n > 0 && here->ranges[r].first < first)
            first = here->ranges[r].first;
    return first;
}

/* The word at which the step names what it is about; question->words.n: nowhere. */
static size_t about_word(const cn_question *question, unsigned step, const cn_fact_names *names)
{
    const cn_step *here = &question->plan.steps[step];
    size_t about = question->words.n;

    for (unsigned i = 0; i < here->n_needs; i++) {
        const size_t first = here->needs[i] < step ? first_word(question, here->needs[i]) : about;

        about = first < about ? first : about;
    }
    for (size_t i = 0; here->n_needs == 0 && i < names->n; i++)
        about = names->items[i].first < about ? names->items[i].first : about;
    return about;
}

static void take_words(asking *a, const cn_fact_names *names)
{
    for (unsigned r = 0; r < a->step->n_ranges; r++)
        for (size_t i = 0; i < a->step->ranges[r].n && a->n < WORDS_MAX; i++) {
            const size_t at = a->step->ranges[r].first + i;

            if (at < a->question->words.n)
                a->words[a->n++] = (step_word){.at = (uint32_t)at,
                                               .is_name = cn_fact_names_cover(names, at),
                                               .is_relation = is_in(a->step->relation, at)};
        }
}

static const cn_word *word_of(const asking *a, size_t i)
{
    return &a->question->words.items[a->words[i].at];
}

/* The word in small letters is one of " like these ". */
static bool is_one_of(const asking *a, size_t i, const char *list)
{
    const cn_word *word = word_of(a, i);
    const char *text = a->question->text + word->first;

    for (const char *at = list; *at;) {
        const size_t len = strcspn(at, " ");
        size_t same = 0;

        while (same < len && same < word->len && (text[same] | 0x20) == at[same])
            same++;
        if (len > 0 && same == len && word->len == len)
            return true;
        at += len + (at[len] == ' ');
    }
    return false;
}

/* ---- Phrases --------------------------------------------------------------------------------- */

#define PREPOSITIONS "of in on at by for from to with as into under within near"

static bool is_stop(const asking *a, size_t i)
{
    return word_of(a, i)->flags & CN_WORD_STOP;
}

/* Words i .. i + n of the step stand together, are no names, and look like a relation. */
static bool is_phrase(const asking *a, size_t i, size_t n)
{
    if (i + n > a->n || is_stop(a, i) ||
        (is_stop(a, i + n - 1) && !is_one_of(a, i + n - 1, PREPOSITIONS)))
        return false;
    for (size_t k = i; k < i + n; k++)
        if (a->words[k].is_name || a->words[k].is_covered ||
            a->words[k].at != a->words[i].at + (k - i))
            return false;
    return true;
}

/* "which country", "what nationality": a noun that says what the answer is of something. */
static bool is_noun(const asking *a, size_t i)
{
    const size_t at = a->words[i].at;

    return is_in(a->step->noun, at) ||
           (i > 0 && a->words[i - 1].at + 1 == at && is_one_of(a, i - 1, "which what"));
}

/* Says something of the relation: neither a name nor "film" in "the director of the film Heat". */
static bool is_content(const asking *a, size_t i)
{
    const bool is_kind =
        i + 1 < a->n && a->words[i + 1].is_name && a->words[i + 1].at == a->words[i].at + 1;

    return !a->words[i].is_name && !is_stop(a, i) && !is_kind && !is_noun(a, i);
}

/* Of what the step says, how much the phrase says: there may be two relations in it. */
static float share_of_phrase(const asking *a, size_t i, size_t n)
{
    size_t n_all = 0, n_here = 0;

    for (size_t k = 0; k < a->n; k++) {
        n_all += is_content(a, k);
        n_here += is_content(a, k) && k >= i && k < i + n;
    }
    return n_all == 0 || n_here == 0 ? 1 : 0.5F + 0.5F * (float)n_here / (float)n_all;
}

/* "the director of X", "X's director", "who directed X", "X was directed by". */
static void weigh_readings(const asking *a, size_t i, size_t n, cn_fact_phrase *p)
{
    const size_t next = a->words[i].at + n;
    const bool is_before = a->words[i].at < a->about;
    const bool is_of = (i + n < a->n && a->words[i + n].at == next && is_one_of(a, i + n, "of")) ||
                       (is_noun(a, i) && !is_stop(a, i + n - 1)); /* not "father of" */
    float weight = !a->has_relation || a->words[i].is_relation ? 1 : FIT_BESIDE;

    if (is_noun(a, i))
        weight = 1;
    else if (a->fits->is_noun_known)
        weight *= FIT_BESIDE;
    weight *= share_of_phrase(a, i, n);
    p->behind = p->before = weight;
    if (a->about >= a->question->words.n) {
        p->behind *= FIT_EITHER_WAY;
        p->before *= FIT_EITHER_WAY;
    } else if (is_before && !is_of) {
        p->behind *= FIT_OTHER_WAY;
    } else {
        p->before *= FIT_OTHER_WAY;
    }
}

static bool write_phrase(const asking *a, size_t i, size_t n, const char *end, cn_fact_phrase *p)
{
    const cn_word *first = word_of(a, i), *last = word_of(a, i + n - 1);
    const size_t len = last->first + last->len - first->first;
    const size_t end_len = strlen(end);

    if (len + end_len >= sizeof p->text)
        return false;
    memcpy(p->text, a->question->text + first->first, len);
    memcpy(p->text + len, end, end_len + 1);
    p->len = len + end_len;
    return true;
}

/* Asks about the phrase: with the preposition that "when" and "where" stand for, as it is, and as
 * the plain form of a verb. */
static int try_phrase(asking *a, size_t i, size_t n, bool *is_known, cairn_error *err)
{
    const bool is_when = a->step->asked == CN_ASKED_DATE || a->step->asked == CN_ASKED_YEAR ||
                         a->step->asked == CN_ASKED_PLACE;
    const char *const ends[] = {" in", ""};
    cn_fact_phrase p = {.is_lemma = false};
    int rc = CAIRN_OK;

    *is_known = false;
    weigh_readings(a, i, n, &p);
    for (int lemma = 0; rc == CAIRN_OK && !*is_known && lemma < 2; lemma++)
        for (size_t e = is_when && !is_stop(a, i + n - 1) ? 0 : 1;
             rc == CAIRN_OK && !*is_known && e < 2; e++) {
            p.is_lemma = lemma != 0;
            if (write_phrase(a, i, n, ends[e], &p))
                rc = cn_fact_wants_ask(a->fits, a->step->asked, &p, is_known, err);
        }
    a->fits->is_noun_known |= *is_known && is_noun(a, i);
    for (size_t k = i; *is_known && k < i + n; k++)
        a->words[k].is_covered = true;
    return rc;
}

/* Where the plan says which words are the relation, the others are not asked about. */
static bool has_said(const asking *a, size_t i, size_t n)
{
    bool is_said = !a->has_relation;

    for (size_t k = i; k < i + n; k++)
        is_said |= a->words[k].is_relation;
    return is_said;
}

static int read_phrases(asking *a, bool nouns, cairn_error *err)
{
    size_t n_asked = 0;
    int rc = CAIRN_OK;

    for (size_t n = PHRASE_MAX; a->fits->view->relate && n > 0; n--)
        for (size_t i = 0; rc == CAIRN_OK && i + n <= a->n; i++) {
            bool is_known;

            if (!is_phrase(a, i, n) || (nouns ? !is_noun(a, i) : !has_said(a, i, n)) ||
                n_asked == ASKED_MAX)
                continue;
            n_asked++;
            rc = try_phrase(a, i, n, &is_known, err);
        }
    return rc;
}

/* ---- Stems ----------------------------------------------------------------------------------- */

/* Words that say what is asked: neither names nor stops, nor what the answer is ("which city")
 * when there is more. */
static void take_stems(asking *a, bool with_noun)
{
    cn_fact_fits *fits = a->fits;

    for (size_t i = 0; i < a->n && fits->n_stems < CN_FIT_STEMS_MAX; i++) {
        const uint64_t stem = word_of(a, i)->stem;
        bool is_there =
            a->words[i].is_name || is_stop(a, i) ||
            (!with_noun && !a->words[i].is_relation && is_in(a->step->noun, a->words[i].at));

        for (size_t k = 0; k < fits->n_stems; k++)
            is_there |= fits->stems[k] == stem;
        if (is_there)
            continue;
        fits->is_before[fits->n_stems] = a->words[i].at < a->about;
        fits->stems[fits->n_stems++] = stem;
    }
}

static uint8_t name_at(const cn_fact_names *names, size_t word)
{
    for (size_t i = 0; i < names->n; i++)
        if (word >= names->items[i].first && word < names->items[i].first + names->items[i].n)
            return (uint8_t)i;
    return UINT8_MAX;
}

static void take_rest(asking *a, const cn_fact_names *names)
{
    cn_fact_fits *fits = a->fits;

    for (size_t i = 0; i < a->n && fits->n_rest < CN_FIT_STEMS_MAX; i++) {
        if (is_stop(a, i) || a->words[i].is_covered || (!a->words[i].is_name && !is_content(a, i)))
            continue;
        fits->rest_name[fits->n_rest] = name_at(names, a->words[i].at);
        fits->rest[fits->n_rest++] = word_of(a, i)->stem;
    }
}

/* Share of the relation's words that the step has, and of the step's that it has. */
static int fit_words(cn_fact_fits *fits, const char *surface, bool is_inverse, double *fit,
                     cairn_error *err)
{
    size_t n_said = 0, n_same = 0, n_before = 0;
    bool is_passive = false;
    const int rc =
        cn_tokenizer_scan(fits->view->tokenizer, surface, strlen(surface), &fits->scratch, err);

    *fit = 0;
    for (size_t i = 0; rc == CAIRN_OK && i < fits->scratch.n; i++) {
        const cn_word *word = &fits->scratch.items[i];

        is_passive |= i + 1 == fits->scratch.n && word->len == 2 &&
                      memcmp(surface + word->first, "by", 2) == 0;
        if (word->flags & CN_WORD_STOP)
            continue;
        n_said++;
        for (size_t k = 0; k < fits->n_stems; k++)
            if (fits->stems[k] == word->stem) {
                n_same++;
                n_before += fits->is_before[k];
                break;
            }
    }
    if (n_same == 0)
        return rc;
    *fit = FIT_WORDS * (double)n_same / (double)n_said *
           (0.4 + 0.6 * (double)n_same / (double)fits->n_stems);
    /* "who crossed X": the subject is asked for; "the crossing of X", "X crossed": the object. */
    if ((2 * n_before > n_same) != (is_inverse != is_passive))
        *fit *= 0.7;
    return rc;
}

/* ---- The whole ------------------------------------------------------------------------------- */

int cn_fact_fits_init(cn_fact_fits *fits, const cn_view *view, const cn_question *question,
                      unsigned step, const cn_fact_names *names, cairn_error *err)
{
    asking a = {.fits = fits, .question = question, .step = &question->plan.steps[step]};
    int rc;

    cn_fact_fits_init_bare(fits, view);
    a.about = about_word(question, step, names);
    take_words(&a, names);
    for (size_t i = 0; i < a.n; i++)
        a.has_relation |= a.words[i].is_relation && !is_stop(&a, i);
    take_stems(&a, false);
    if (fits->n_stems == 0)
        take_stems(&a, true);
    rc = read_phrases(&a, true, err);
    if (rc == CAIRN_OK)
        rc = read_phrases(&a, false, err);
    take_rest(&a, names);
    return rc;
}

void cn_fact_fits_init_bare(cn_fact_fits *fits, const cn_view *view)
{
    *fits = (cn_fact_fits){.view = view};
    cn_map_init(&fits->memo);
}

void cn_fact_fits_done(cn_fact_fits *fits)
{
    cn_map_done(&fits->memo);
    cn_words_done(&fits->scratch);
}

static const cn_fact_want *wanted(const cn_fact_fits *fits, int64_t relation, bool is_inverse)
{
    for (size_t i = 0; i < fits->n_wants; i++)
        if (fits->wants[i].relation == relation && fits->wants[i].is_inverse == is_inverse)
            return &fits->wants[i];
    return NULL;
}

/* What the relation's words say: something narrower than what is asked for ("father" of "parent"),
 * or words in common. */
static int read_relation(cn_fact_fits *fits, int64_t relation, bool is_inverse, double *fit,
                         cairn_error *err)
{
    const cn_view *view = fits->view;
    const char *surface;
    cn_relate_meant meant = {.id = 0};
    const cn_fact_want *wider = NULL;
    double by_words = 0;
    int rc = cn_relation_get(view->store, relation, &surface, err);

    if (rc == CAIRN_OK && view->relate) {
        const cn_relate_asked asked = {.words = surface, .len = strlen(surface)};

        rc = view->relate(view->user, &asked, &meant, err);
    }
    if (rc == CAIRN_OK && meant.implied)
        wider = wanted(fits, meant.implied, is_inverse != meant.is_implied_swapped);
    if (wider && !wider->is_wide) /* a mother is no father, though both are parents */
        *fit = FIT_NARROWER * (double)wider->fit;
    if (rc == CAIRN_OK)
        rc = fit_words(fits, surface, is_inverse, &by_words, err);
    /* The table knows both: what it says of them counts. */
    if (meant.is_known && fits->n_wants > 0)
        by_words *= FIT_UNSAID;
    if (by_words > *fit)
        *fit = by_words;
    return rc;
}

int cn_fact_fit(cn_fact_fits *fits, int64_t relation, bool is_inverse, double *fit,
                cairn_error *err)
{
    const uint64_t key = cn_hash_mix((uint64_t)relation, is_inverse);
    uint64_t *slot = cn_map_get(&fits->memo, key);
    const cn_fact_want *want = slot ? NULL : wanted(fits, relation, is_inverse);
    int rc = CAIRN_OK;

    *fit = slot ? (double)(*slot - 1) / FIT_ONE : want ? (double)want->fit : 0;
    if (slot)
        return CAIRN_OK;
    if (*fit <= 0 && fits->n_looked < LOOKED_MAX) {
        fits->n_looked++;
        rc = read_relation(fits, relation, is_inverse, fit, err);
    }
    if (rc < 0)
        return rc;
    if (*fit < FIT_LEAST)
        *fit = 0;
    slot = cn_map_put(&fits->memo, key, NULL);
    if (!slot)
        return cn_fail_memory(err, fits->memo.n);
    *slot = (uint64_t)(*fit * FIT_ONE) + 1;
    *fit = (double)(*slot - 1) / FIT_ONE;
    return CAIRN_OK;
}

double cn_fact_type_fit(cn_asked asked, int type)
{
    /* asked: NAME, PERSON, PLACE, DATE, YEAR, NUMBER, in tenths; by cn_mention_type. */
    static const uint8_t tenths[][CN_TYPE_TEXT + 1] = {
        [CN_ASKED_NAME] = {10, 10, 10, 10, 10, 10, 7, 10, 4, 3, 4, 4, 7},
        [CN_ASKED_PERSON] = {7, 10, 2, 5, 2, 1, 2, 1, 0, 0, 0, 0, 6},
        [CN_ASKED_PLACE] = {7, 2, 10, 6, 2, 2, 3, 1, 0, 0, 0, 0, 6},
        [CN_ASKED_DATE] = {0, 0, 0, 0, 0, 1, 0, 0, 10, 3, 1, 0, 1},
        [CN_ASKED_YEAR] = {0, 0, 0, 0, 0, 1, 0, 0, 10, 1, 1, 0, 1},
        [CN_ASKED_NUMBER] = {0, 0, 0, 0, 0, 0, 1, 0, 1, 8, 10, 10, 4},
    };

    if (type < 0 || type > CN_TYPE_TEXT)
        return 0;
    return tenths[asked <= CN_ASKED_NUMBER ? asked : CN_ASKED_NAME][type] / 10.0;
}
