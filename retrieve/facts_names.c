/* Names of a step, see facts_names.h. */
#include "retrieve/facts_names.h"

#include <math.h>

enum {
    NAME_WORDS_MAX = 12,
    SINGLE_BYTES_MIN = 3, /* of a name of one word */
    MEANINGS_SEEN = 64    /* of one key */
};

#define TORN 0.4F /* weight of a part of a name that is not known whole */

bool cn_step_has_word(const cn_step *step, size_t word)
{
    for (unsigned r = 0; r < step->n_ranges; r++)
        if (word >= step->ranges[r].first && word < step->ranges[r].first + step->ranges[r].n)
            return true;
    return false;
}

bool cn_fact_names_cover(const cn_fact_names *names, size_t word)
{
    for (size_t i = 0; i < names->n; i++)
        if (word >= names->items[i].first && word < names->items[i].first + names->items[i].n)
            return true;
    return false;
}

/* Chunks about something count more than those that mention it. */
static double prominence(const cn_snapshot *snapshot, uint32_t entity)
{
    const uint64_t about = snapshot->about_offsets[entity + 1] - snapshot->about_offsets[entity];
    const uint64_t mentioned =
        snapshot->mentioned_offsets[entity + 1] - snapshot->mentioned_offsets[entity];

    return 1 + (double)mentioned + 4 * (double)about;
}

/* Keeps the best, weights being prominence. */
static void add_meaning(cn_fact_name *name, uint32_t entity, double weight)
{
    uint32_t at = name->n_entities;

    while (at > 0 && (double)name->weights[at - 1] < weight)
        at--;
    if (at == CN_FACT_MEANT_MAX)
        return;
    if (name->n_entities < CN_FACT_MEANT_MAX)
        name->n_entities++;
    for (uint32_t i = name->n_entities - 1; i > at; i--) {
        name->entities[i] = name->entities[i - 1];
        name->weights[i] = name->weights[i - 1];
    }
    name->entities[at] = entity;
    name->weights[at] = (float)weight;
}

/* The more one meaning stands out, the surer it is. */
static void settle_weights(cn_fact_name *name)
{
    double all = 0;

    for (uint32_t i = 0; i < name->n_entities; i++)
        all += (double)name->weights[i];
    if (name->n_entities > 0) {
        const double best = (double)name->weights[0];

        for (uint32_t i = 0; i < name->n_entities; i++)
            name->weights[i] =
                (float)(sqrt((double)name->weights[i] / best) * (0.6 + 0.4 * best / all));
    }
}

void cn_fact_name_mean(cn_fact_name *name, const cn_snapshot *snapshot, int64_t key)
{
    uint32_t n = 0;
    const uint32_t *entities = key != 0 ? cn_snapshot_key(snapshot, key, &n) : NULL;

    name->n_entities = 0;
    for (uint32_t i = 0; i < n && i < MEANINGS_SEEN; i++)
        add_meaning(name, entities[i], prominence(snapshot, entities[i]));
    settle_weights(name);
}

static void add_name(cn_fact_names *names, const cn_fact_name *name)
{
    if (names->n < CN_FACT_NAMES_MAX && name->n_entities > 0)
        names->items[names->n++] = *name;
}

static bool may_begin(const cn_question *question, size_t word)
{
    const cn_word *here = &question->words.items[word];

    return here->flags & (CN_WORD_UPPER | CN_WORD_DIGIT) &&
           !(word == 0 && here->flags & CN_WORD_STOP);
}

static bool is_article(const cn_question *question, size_t word)
{
    const cn_word *here = &question->words.items[word];
    const char *text = question->text + here->first;

    return (here->len == 1 && (text[0] | 0x20) == 'a') ||
           (here->len == 2 && (text[0] | 0x20) == 'a' && (text[1] | 0x20) == 'n') ||
           (here->len == 3 && (text[0] | 0x20) == 't' && (text[1] | 0x20) == 'h' &&
            (text[2] | 0x20) == 'e');
}

bool cn_fact_name_is_title(const cn_fact_name *name, const cn_snapshot *snapshot)
{
    for (uint32_t i = 0; i < name->n_entities; i++)
        if (snapshot->about_offsets[name->entities[i]] <
            snapshot->about_offsets[name->entities[i] + 1])
            return true;
    return false;
}

/* The longest name that begins with the word, and does not go on in small letters ("Ada's father")
 * unless it is a title; name->n 0: none. */
static void match_name(const cn_view *view, const cn_question *question, const cn_step *step,
                       size_t word, cn_fact_name *name)
{
    const cn_word *words = &question->words.items[word];
    const size_t n_article = is_article(question, word) ? 1 : 0;
    size_t len = 1;

    *name = (cn_fact_name){.first = word};
    while (len < NAME_WORDS_MAX && word + len < question->words.n &&
           cn_step_has_word(step, word + len))
        len++;
    for (; len > 0; len--) {
        if (len == 1 && (words->flags & CN_WORD_STOP || words->len < SINGLE_BYTES_MIN))
            break;
        /* As cn_name_key() does: a name has no article in front. */
        cn_fact_name_mean(name, view->snapshot,
                          cn_words_key(words + n_article, len > n_article ? len - n_article : len));
        if (name->n_entities > 0 && (words[len - 1].flags & (CN_WORD_UPPER | CN_WORD_DIGIT) ||
                                     cn_fact_name_is_title(name, view->snapshot)))
            break;
        name->n_entities = 0;
    }
    name->n = name->n_entities > 0 ? len : 0;
}

/* "Robert" of "Robert Berkeley", whom nothing is known of. */
static bool is_torn(const cn_question *question, const cn_step *step, const cn_fact_name *name,
                    bool follows_name)
{
    const size_t end = name->first + name->n;
    const cn_word *words = question->words.items;
    const bool goes_on = end < question->words.n && cn_step_has_word(step, end) &&
                         words[end].flags & CN_WORD_UPPER && !(words[end].flags & CN_WORD_STOP) &&
                         words[end].first == words[end - 1].first + words[end - 1].len + 1;

    return goes_on || follows_name;
}

static void find_capitals(cn_fact_names *names, const cn_view *view, const cn_question *question,
                          const cn_step *step)
{
    bool follows_name = false; /* a word before it that should belong to it */

    for (size_t i = 0; i < question->words.n && names->n < CN_FACT_NAMES_MAX; i++) {
        cn_fact_name name;

        if (!cn_step_has_word(step, i) || !may_begin(question, i)) {
            follows_name = false;
            continue;
        }
        match_name(view, question, step, i, &name);
        if (name.n == 0) {
            follows_name = !(question->words.items[i].flags & CN_WORD_STOP) && i > 0;
            continue;
        }
        follows_name = is_torn(question, step, &name, follows_name);
        for (uint32_t k = 0; follows_name && k < name.n_entities; k++)
            name.weights[k] *= TORN;
        add_name(names, &name);
        i += name.n - 1;
    }
}

/* A link as words; n 0: it is not the step's, or stands on a name. */
static cn_words_range words_of_link(const cn_fact_names *names, const cn_question *question,
                                    const cn_step *step, const cn_link *link)
{
    cn_words_range range = {0, 0};

    for (size_t i = 0; i < question->words.n; i++) {
        const cn_word *word = &question->words.items[i];

        if (word->first < link->first || word->first >= link->first + link->len)
            continue;
        if (!cn_step_has_word(step, i) || cn_fact_names_cover(names, i))
            return (cn_words_range){0, 0};
        range = (cn_words_range){range.n == 0 ? i : range.first, range.n + 1};
    }
    return range;
}

static bool has_capital(const cn_question *question, cn_words_range range)
{
    for (size_t i = 0; i < range.n; i++)
        if (may_begin(question, range.first + i))
            return true;
    return false;
}

/* Names by spelling, and those in small letters where there is no other. */
static void add_links(cn_fact_names *names, const cn_question *question, const cn_step *step)
{
    const size_t n_capitals = names->n;

    for (size_t i = 0; i < question->n_links; i++) {
        const cn_link *link = &question->links[i];
        const cn_words_range range = words_of_link(names, question, step, link);
        cn_fact_name name = {.first = range.first, .n = range.n};

        if (range.n == 0 ||
            ((n_capitals > 0 || step->n_needs > 0) && !has_capital(question, range)))
            continue;
        for (size_t k = i; k < question->n_links && name.n_entities < CN_FACT_MEANT_MAX; k++)
            if (question->links[k].first == link->first) {
                name.entities[name.n_entities] = question->links[k].entity;
                name.weights[name.n_entities++] = link->is_guess ? 0.7F : 0.9F;
            }
        add_name(names, &name);
    }
}

void cn_fact_names_find(cn_fact_names *names, const cn_view *view, const cn_question *question,
                        unsigned step)
{
    *names = (cn_fact_names){.n = 0};
    find_capitals(names, view, question, &question->plan.steps[step]);
    add_links(names, question, &question->plan.steps[step]);
}
