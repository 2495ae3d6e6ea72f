/* How likely two names mean one thing, see similarity.h. */
#include "fusion/similarity.h"

#include <string.h>

#include "base/hash.h"
#include "fusion/blocks.h"
#include "fusion/dates.h"
#include "fusion/values.h"

enum {
    LEVELS_MAX = CN_NAMES_LEVELS,
    SORT_VOTES_MIN = 2, /* fewer are the recogniser's guess at one place */
    CERTAIN = 10000,    /* of a probability */
    MANY = 3            /* counts beyond are as many */
};

enum { TYPES_UNKNOWN, TYPES_AGREE, TYPES_DIFFER };

/* Log odds in thousandths for each level: ln P(level | same) / P(level | different), among pairs
 * that a block brings together. PRIOR: ln of same to different among them. Names, length and types
 * follow what bench/fusion/similarity.py learns, with "core" held fixed; acronyms, first
 * words, and the rows below types were set by hand, since too few pairs have such levels. */
static const int32_t PRIOR = -1400;
static const int32_t weights[CN_FEATURES][LEVELS_MAX] = {
    [CN_FEATURE_NAMES] = {[CN_NAMES_UNLIKE] = -500,
                          [CN_NAMES_BASE] = 4100,
                          [CN_NAMES_CORE] = 4500,
                          [CN_NAMES_SQUASHED] = 3000,
                          [CN_NAMES_TERRITORY] = 4100,
                          [CN_NAMES_ACRONYM] = 800,
                          [CN_NAMES_INITIALS] = -300,
                          [CN_NAMES_MIDDLE] = 1700,
                          [CN_NAMES_FIRST] = -200,
                          [CN_NAMES_LAST] = -1200,
                          [CN_NAMES_SUBSET] = -1600,
                          [CN_NAMES_SPELT] = 0},
    [CN_FEATURE_LENGTH] = {-1200, -800, 300, 600},
    [CN_FEATURE_TYPES] = {[TYPES_UNKNOWN] = -600, [TYPES_AGREE] = 400, [TYPES_DIFFER] = -1800},
    [CN_FEATURE_TITLES] = {0, 300, -4000},
    [CN_FEATURE_STATED] = {0, 3000, 4500},
    [CN_FEATURE_TOGETHER] = {0, 900},
    [CN_FEATURE_SHARED] = {[CN_SHARED_UNKNOWN] = 0,
                           [CN_SHARED_NONE] = -100,
                           [CN_SHARED_ONE] = 1500,
                           [CN_SHARED_TWO] = 2800,
                           [CN_SHARED_MORE] = 4000},
    [CN_FEATURE_DISAGREE] = {0, -1500, -5000},
    [CN_FEATURE_USE] = {100, -200, -400, -600},
};

/* ---- What the profiles say ---- */

cn_trait cn_trait_of_relation(const char *canonical, size_t len)
{
    static const struct listed {
        const char *relation;
        cn_trait trait;
    } listed[] = {
        {"also known as", CN_TRAIT_ALIAS},  {"born in", CN_TRAIT_BORN_IN},
        {"born on", CN_TRAIT_BORN_ON},      {"built on", CN_TRAIT_BEGAN_ON},
        {"composed by", CN_TRAIT_MADE_BY},  {"country", CN_TRAIT_COUNTRY},
        {"created by", CN_TRAIT_MADE_BY},   {"died in", CN_TRAIT_DIED_IN},
        {"died on", CN_TRAIT_DIED_ON},      {"directed by", CN_TRAIT_MADE_BY},
        {"father", CN_TRAIT_FATHER},        {"founded by", CN_TRAIT_MADE_BY},
        {"founded on", CN_TRAIT_BEGAN_ON},  {"is a", CN_TRAIT_CLASS},
        {"located in", CN_TRAIT_PLACE},     {"married to", CN_TRAIT_SPOUSE},
        {"mother", CN_TRAIT_MOTHER},        {"nationality", CN_TRAIT_COUNTRY},
        {"occupation", CN_TRAIT_CLASS},     {"opened on", CN_TRAIT_BEGAN_ON},
        {"performed by", CN_TRAIT_MADE_BY}, {"released on", CN_TRAIT_BEGAN_ON},
        {"written by", CN_TRAIT_MADE_BY},
    };

    for (size_t i = 0; i < sizeof(listed) / sizeof(listed[0]); i++) {
        if (strlen(listed[i].relation) == len && memcmp(listed[i].relation, canonical, len) == 0)
            return listed[i].trait;
    }
    return CN_TRAIT_NONE;
}

/* Two thirds of the votes, and not one alone. */
cn_form_sort cn_profile_sort(const cn_profile *profile)
{
    uint64_t sum = 0;
    size_t best = 0;

    for (size_t i = 0; i < CN_PROFILE_TYPES; i++) {
        sum += profile->types[i];
        if (profile->types[i] > profile->types[best])
            best = i;
    }
    if (profile->types[best] >= SORT_VOTES_MIN && profile->types[best] >= sum - sum / 3) {
        cn_form_sort sort = cn_form_sort_of_type((int)best + 1);

        if (sort != CN_SORT_UNKNOWN)
            return sort;
    }
    return (cn_form_sort)profile->form->sort;
}

/* The sort of a single vote, when no two are known. */
static cn_form_sort guess_sort(const cn_profile *profile)
{
    cn_form_sort sort = cn_profile_sort(profile);

    for (size_t i = 0; i < CN_PROFILE_TYPES && sort == CN_SORT_UNKNOWN; i++) {
        if (profile->types[i] > 0)
            sort = cn_form_sort_of_type((int)i + 1);
    }
    return sort;
}

static bool is_class(const cn_profile *profile)
{
    uint32_t classes = profile->types[CN_TYPE_CLASS - 1];
    uint32_t others = 0;

    if (profile->about > 0 || classes == 0)
        return false;
    for (size_t i = 0; i < CN_PROFILE_TYPES; i++) {
        if (i + 1 != CN_TYPE_CLASS && profile->types[i] > others)
            others = profile->types[i];
    }
    return classes > others;
}

/* ---- Facts ---- */

typedef struct facts_compared {
    uint32_t shared, disagree;
    cn_veto veto;
} facts_compared;

static bool is_of_one_value(cn_trait trait)
{
    return trait == CN_TRAIT_BORN_ON || trait == CN_TRAIT_DIED_ON || trait == CN_TRAIT_BORN_IN ||
           trait == CN_TRAIT_DIED_IN || trait == CN_TRAIT_FATHER || trait == CN_TRAIT_MOTHER ||
           trait == CN_TRAIT_BEGAN_ON;
}

/* Days apart, or one of them vague and around the other? */
static bool dates_meet(uint64_t a, uint64_t b)
{
    const cn_date x = cn_date_unpack(a), y = cn_date_unpack(b);
    enum { NEAR = 366 }; /* days: a year more or less is a slip, or another calendar */

    return (int64_t)x.first - NEAR <= y.last && (int64_t)y.first - NEAR <= x.last;
}

static bool values_agree(const cn_neighbour *a, const cn_neighbour *b)
{
    if (a->kind == CN_VALUE_DATE && b->kind == CN_VALUE_DATE)
        return dates_meet(a->detail, b->detail);
    return a->other == b->other;
}

/* What everybody shares ("is a" film, "country" France) says little. */
static bool is_telling(const cn_neighbour *neighbour)
{
    return neighbour->trait != CN_TRAIT_CLASS && neighbour->trait != CN_TRAIT_COUNTRY &&
           neighbour->trait != CN_TRAIT_ALIAS;
}

/* x[0..n_x) and y[0..n_y) have one relation. Only dates and parents count as disagreeing: of places
 * one may lie in the other. */
static void compare_relation(const cn_neighbour *x, size_t n_x, const cn_neighbour *y, size_t n_y,
                             facts_compared *out)
{
    uint32_t n_equal = 0;
    bool is_near = false;
    size_t j = 0;

    for (size_t i = 0; i < n_x; i++) {
        while (j < n_y && y[j].other < x[i].other)
            j++;
        n_equal += j < n_y && y[j].other == x[i].other;
    }
    for (size_t i = 0; n_equal == 0 && i < n_x && i < MANY; i++) {
        for (size_t k = 0; k < n_y && k < MANY; k++)
            is_near = is_near || x[i].kind != y[k].kind || values_agree(&x[i], &y[k]);
    }
    if (is_telling(x))
        out->shared += n_equal;
    if (n_equal > 0 || is_near || !is_of_one_value((cn_trait)x->trait))
        return;
    if (x->kind == CN_VALUE_DATE) {
        out->disagree += 1;
        if (x->trait == CN_TRAIT_BORN_ON)
            out->veto = CN_VETO_BORN;
        else if (x->trait == CN_TRAIT_DIED_ON && out->veto == CN_VETO_NONE)
            out->veto = CN_VETO_DIED;
    } else {
        out->disagree += x->trait == CN_TRAIT_FATHER || x->trait == CN_TRAIT_MOTHER;
    }
}

static size_t find_end(const cn_neighbour *items, size_t n, size_t first)
{
    size_t end = first;

    while (end < n && items[end].relation == items[first].relation)
        end++;
    return end;
}

static facts_compared compare_facts(const cn_profile *a, const cn_profile *b)
{
    const cn_neighbour *x = a->neighbours, *y = b->neighbours;
    size_t n_x = a->n_neighbours < CN_NEIGHBOURS_MAX ? a->n_neighbours : CN_NEIGHBOURS_MAX;
    size_t n_y = b->n_neighbours < CN_NEIGHBOURS_MAX ? b->n_neighbours : CN_NEIGHBOURS_MAX;
    facts_compared out = {0, 0, CN_VETO_NONE};

    for (size_t i = 0, j = 0; i < n_x && j < n_y;) {
        size_t end_x, end_y;

        if (x[i].relation < y[j].relation) {
            i++;
            continue;
        }
        if (x[i].relation > y[j].relation) {
            j++;
            continue;
        }
        end_x = find_end(x, n_x, i);
        end_y = find_end(y, n_y, j);
        compare_relation(x + i, end_x - i, y + j, end_y - j, &out);
        i = end_x;
        j = end_y;
    }
    return out;
}

/* Is the one named among the facts of the other? Father and son often have one name. */
static bool is_related_to(const cn_profile *a, int64_t key)
{
    size_t n = a->n_neighbours < CN_NEIGHBOURS_MAX ? a->n_neighbours : CN_NEIGHBOURS_MAX;

    for (size_t i = 0; a->neighbours && i < n; i++) {
        if (a->neighbours[i].kind == CN_VALUE_ENTITY && a->neighbours[i].other == (uint64_t)key &&
            a->neighbours[i].trait != CN_TRAIT_ALIAS)
            return true;
    }
    return false;
}

/* ---- Levels and score ---- */

static uint8_t at_most(uint32_t n, uint8_t max)
{
    return n < max ? (uint8_t)n : max;
}

static uint8_t use_of(const cn_profile *profile)
{
    const uint32_t mentions = profile->mentions;

    if (mentions > 4)
        return mentions > 16 ? CN_USE_MANY : CN_USE_SOME;
    return mentions > 1 ? CN_USE_FEW : CN_USE_ONCE;
}

/* Of the one that would be merged: no title, else of fewer words, else the rarer. */
static uint8_t use_level(const cn_profile *a, const cn_profile *b)
{
    const uint8_t x = use_of(a), y = use_of(b);

    if ((a->titles > 0) != (b->titles > 0))
        return a->titles > 0 ? y : x;
    if (a->form->n_words != b->form->n_words)
        return a->form->n_words < b->form->n_words ? x : y;
    return x < y ? x : y;
}

uint64_t cn_profile_standing(const cn_profile *profile)
{
    size_t best = 0;

    for (size_t i = 1; i < CN_PROFILE_TYPES; i++) {
        if (profile->types[i] > profile->types[best])
            best = i;
    }
    const uint64_t parts[] = {cn_profile_sort(profile),
                              guess_sort(profile),
                              is_class(profile),
                              profile->about > 0,
                              profile->titles > 0,
                              use_of(profile),
                              profile->types[best] > 0 ? best + 1 : 0,
                              cn_blocks_is_name(profile)};

    return cn_hash(parts, sizeof(parts));
}

static cn_veto compare_types(const cn_profile *a, const cn_profile *b, uint8_t *level)
{
    cn_form_sort x = cn_profile_sort(a), y = cn_profile_sort(b);

    *level = TYPES_UNKNOWN;
    if (is_class(a) || is_class(b) || a->form->is_list || b->form->is_list)
        return CN_VETO_CLASS;
    if (x != CN_SORT_UNKNOWN && y != CN_SORT_UNKNOWN && x != y) {
        *level = TYPES_DIFFER;
        return x == CN_SORT_PERSON || y == CN_SORT_PERSON ? CN_VETO_TYPES : CN_VETO_NONE;
    }
    x = guess_sort(a);
    y = guess_sort(b);
    if (x != CN_SORT_UNKNOWN && y != CN_SORT_UNKNOWN)
        *level = x == y ? TYPES_AGREE : TYPES_DIFFER;
    return CN_VETO_NONE;
}

/* Of a company "Trading" may be left out and of a person "Adam", but the Royal Danish Academy is
 * not the Royal Academy, and a sequel not the film. Initials are of persons too. */
static void fit_level_to_sort(const cn_profile *a, const cn_profile *b, uint8_t *level)
{
    const cn_form_sort x = guess_sort(a), y = guess_sort(b);
    const bool may_be_person = (x == CN_SORT_PERSON || y == CN_SORT_PERSON) &&
                               (x == CN_SORT_PERSON || x == CN_SORT_UNKNOWN) &&
                               (y == CN_SORT_PERSON || y == CN_SORT_UNKNOWN);

    if ((*level == CN_NAMES_MIDDLE || *level == CN_NAMES_INITIALS) && !may_be_person)
        *level = CN_NAMES_SUBSET;
    if (*level == CN_NAMES_FIRST && (x == CN_SORT_WORK || y == CN_SORT_WORK))
        *level = CN_NAMES_SUBSET;
}

static cn_veto fill_levels(const cn_profile *a, const cn_profile *b,
                           const cn_similarity_context *context, uint8_t levels[CN_FEATURES])
{
    const cn_names_compared names = cn_names_compare(a->form, b->form);
    facts_compared facts = {0, 0, CN_VETO_NONE};
    const bool are_titles = a->titles > 0 && b->titles > 0;
    uint8_t n_titles = are_titles ? 2 : a->about > 0 || b->about > 0;
    cn_veto veto;

    levels[CN_FEATURE_NAMES] = names.level;
    fit_level_to_sort(a, b, &levels[CN_FEATURE_NAMES]);
    levels[CN_FEATURE_LENGTH] = at_most(names.n_common, MANY);
    levels[CN_FEATURE_TITLES] = n_titles;
    /* A document about "Heat (film)" calls it "Heat": that says nothing. */
    levels[CN_FEATURE_STATED] = names.level == CN_NAMES_BASE ? 0 : at_most(context->stated, 2);
    levels[CN_FEATURE_TOGETHER] = context->together > 0;
    levels[CN_FEATURE_USE] = use_level(a, b);
    veto = compare_types(a, b, &levels[CN_FEATURE_TYPES]);
    if (a->neighbours && b->neighbours) {
        facts = compare_facts(a, b);
        levels[CN_FEATURE_SHARED] = (uint8_t)(CN_SHARED_NONE + at_most(facts.shared, MANY));
        levels[CN_FEATURE_DISAGREE] = at_most(facts.disagree, 2);
    }
    /* Whoever says that two names mean one thing may mean unlike names, but not Henry V by
     * Henry IV. */
    if (names.veto != CN_VETO_NONE && !(names.veto == CN_VETO_NAMES && context->stated > 0))
        return (cn_veto)names.veto;
    if (veto != CN_VETO_NONE)
        return veto;
    if (facts.veto != CN_VETO_NONE)
        return facts.veto;
    /* A text under "Heat (film)" that says "Heat is a film" is about both, and says so. */
    if (a->about > 0 && b->about > 0 && context->stated == 0 && facts.shared < 2)
        return CN_VETO_TITLES;
    if (are_titles && names.level == CN_NAMES_BASE)
        return CN_VETO_TITLES;
    if (names.level != CN_NAMES_BASE && (is_related_to(a, b->key) || is_related_to(b, a->key)))
        return CN_VETO_PARENTS;
    return CN_VETO_NONE;
}

/* 10000 / (1 + e^-x) for x = score / 1000, by integers: between eighths of a unit on a line. */
static uint16_t probability_of(int32_t score)
{
    static const uint16_t steps[] = {
        5000, 5312, 5622, 5927, 6225, 6514, 6792, 7058, 7311, 7549, 7773, 7982, 8176,
        8355, 8520, 8670, 8808, 8933, 9047, 9149, 9241, 9325, 9399, 9466, 9526, 9579,
        9627, 9669, 9707, 9740, 9770, 9797, 9820, 9841, 9859, 9876, 9890, 9903, 9914,
        9924, 9933, 9941, 9948, 9954, 9959, 9964, 9968, 9972, 9975, 9978, 9981, 9983,
        9985, 9987, 9988, 9990, 9991, 9992, 9993, 9994, 9994, 9995, 9996, 9996, 9997,
    };
    const uint32_t last = sizeof(steps) / sizeof(steps[0]) - 1;
    uint32_t size = (uint32_t)(score < 0 ? -(int64_t)score : score);
    uint32_t step = size / 125, rest = size % 125;
    uint32_t found =
        step >= last ? steps[last] : steps[step] + (steps[step + 1] - steps[step]) * rest / 125U;

    return (uint16_t)(score < 0 ? CERTAIN - found : found);
}

void cn_similarity_of(const cn_profile *a, const cn_profile *b,
                      const cn_similarity_context *context, cn_similarity *out)
{
    static const cn_similarity_context nothing = {0, 0};
    int32_t score = PRIOR;

    memset(out, 0, sizeof(*out));
    out->veto = (uint8_t)fill_levels(a, b, context ? context : &nothing, out->levels);
    if (out->veto != CN_VETO_NONE) {
        out->score = INT32_MIN;
        return;
    }
    for (size_t i = 0; i < CN_FEATURES; i++)
        score += weights[i][out->levels[i]];
    out->score = score;
    out->probability = probability_of(score);
}

/* ---- For people ---- */

const char *cn_veto_text(cn_veto veto)
{
    static const char *const texts[] = {
        [CN_VETO_NONE] = "",
        [CN_VETO_NAMES] = "names unlike",
        [CN_VETO_NUMBERS] = "different numbers",
        [CN_VETO_GENERATION] = "different generations",
        [CN_VETO_TYPES] = "different kinds of things",
        [CN_VETO_TITLES] = "a document about each",
        [CN_VETO_BORN] = "born at different times",
        [CN_VETO_DIED] = "died at different times",
        [CN_VETO_CLASS] = "a kind of thing",
        [CN_VETO_PARENTS] = "a fact joins the two",
        [CN_VETO_QUALIFIERS] = "different qualifiers",
    };

    return texts[veto];
}

static const char *const name_texts[CN_NAMES_LEVELS] = {
    [CN_NAMES_UNLIKE] = "names unlike",
    [CN_NAMES_BASE] = "title without its qualifier",
    [CN_NAMES_CORE] = "equal but for rank or suffix",
    [CN_NAMES_SQUASHED] = "equal but for blanks",
    [CN_NAMES_TERRITORY] = "same words, title and territory",
    [CN_NAMES_ACRONYM] = "acronym",
    [CN_NAMES_INITIALS] = "initials fit",
    [CN_NAMES_MIDDLE] = "equal but for middle names",
    [CN_NAMES_FIRST] = "beginning of the name",
    [CN_NAMES_LAST] = "end of the name",
    [CN_NAMES_SUBSET] = "part of the name",
    [CN_NAMES_SPELT] = "spelt nearly the same",
};

int cn_similarity_explain(const cn_similarity *similarity, cn_buf *out)
{
    const uint8_t *levels = similarity->levels;

    cn_buf_add_str(out, name_texts[levels[CN_FEATURE_NAMES]]);
    if (similarity->veto != CN_VETO_NONE && similarity->veto != CN_VETO_NAMES)
        cn_buf_printf(out, "; %s", cn_veto_text((cn_veto)similarity->veto));
    if (levels[CN_FEATURE_TYPES] != TYPES_UNKNOWN)
        cn_buf_add_str(out, levels[CN_FEATURE_TYPES] == TYPES_AGREE ? "; types agree"
                                                                    : "; types differ");
    if (levels[CN_FEATURE_TITLES] == 1)
        cn_buf_add_str(out, "; one is a title");
    if (levels[CN_FEATURE_STATED] > 0)
        cn_buf_add_str(out, levels[CN_FEATURE_STATED] > 1 ? "; stated by several" : "; stated");
    if (levels[CN_FEATURE_TOGETHER] > 0)
        cn_buf_add_str(out, "; named together");
    if (levels[CN_FEATURE_SHARED] > CN_SHARED_NONE)
        cn_buf_printf(out, "; %s%d shared fact%s",
                      levels[CN_FEATURE_SHARED] == CN_SHARED_MORE ? "at least " : "",
                      levels[CN_FEATURE_SHARED] - CN_SHARED_NONE,
                      levels[CN_FEATURE_SHARED] == CN_SHARED_ONE ? "" : "s");
    if (levels[CN_FEATURE_DISAGREE] > 0)
        cn_buf_printf(out, "; %d fact%s disagree%s", levels[CN_FEATURE_DISAGREE],
                      levels[CN_FEATURE_DISAGREE] == 1 ? "" : "s",
                      levels[CN_FEATURE_DISAGREE] == 1 ? "s" : "");
    return out->status;
}
