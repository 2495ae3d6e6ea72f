/* Lists of words, in the order in which they decide: a choice or yes and no before all, then broad
 * questions, counts, lists, superlatives. */
#include "retrieve/plan_kind.h"

static const char BROAD[] =
    "summarize*|summarise*|summary of|overview of|an overview|tell me about|main themes|main "
    "topics|"
    "main ideas|key themes|key topics|key points|main points|major themes|common themes|"
    "overall picture|in general terms|what is this about|what are these documents|"
    "what do these documents|themes of the|topics of the|themes in|topics in|gist of|"
    "describe the collection|describe the corpus";
static const char LISTS[] =
    "name all|list all|list the|name the|list of all|what are all|all of the";
/* What a graph can count; of people who live somewhere the number is stated. */
static const char COUNTABLE[] =
    "films|movies|songs|albums|books|novels|children|sons|daughters|siblings|brothers|sisters|"
    "wives|husbands|spouses|countries|awards|plays|operas|paintings|poems|companies|bands|cities|"
    "singles|teams|clubs|episodes|works|games|buildings|series|shows|rivers|islands";
static const char MOST_OF_CLASS[] =
    "largest|longest|highest|tallest|biggest|smallest|shortest|oldest|youngest|newest|deepest|"
    "lowest|fastest|heaviest|richest|greatest|most|least|earliest|latest";

static bool has(const cn_text *text, const char *phrases)
{
    size_t len;

    return cn_phrase_find(text, 0, text->n, phrases, &len) < text->n;
}

/* "How many films did X direct": what stands behind "did" has them one by one. */
static bool is_count(const cn_text *text)
{
    size_t len, at = cn_phrase_find(text, 0, text->n, "how many", &len), end;

    if (at == text->n)
        return false;
    end = cn_phrase_find(text, at, text->n, "did|does|do|has|have|had|were|are|was|is", &len);
    return end < text->n && cn_phrase_find(text, at, end, COUNTABLE, &len) < end;
}

/* "Which films", "What are the names of", "name all". */
static bool is_list(const cn_text *text)
{
    size_t len, at;

    if (cn_phrase_find(text, 0, text->n < 3 ? text->n : 3, LISTS, &len) < 3 && text->n >= 3)
        return true;
    at = cn_phrase_find(text, 0, text->n < 2 ? text->n : 2, "which|what|who are|who were", &len);
    if (at >= 2 || at + 1 >= text->n)
        return false;
    if (len == 2 || cn_phrase_at(text, at + 1, text->n, "are the names|are all|were all"))
        return true;
    return cn_phrase_find(text, at + 1, at + 4 < text->n ? at + 4 : text->n, COUNTABLE, &len) <
           (at + 4 < text->n ? at + 4 : text->n);
}

cn_plan_kind cn_plan_kind_of(const cn_text *text, const cn_expect *expect)
{
    if (expect->asked == CN_ASKED_CHOICE)
        return CN_PLAN_COMPARISON;
    if (expect->asked == CN_ASKED_YES_NO)
        return CN_PLAN_YES_NO;
    if (has(text, BROAD))
        return CN_PLAN_SUMMARY;
    if (is_count(text))
        return CN_PLAN_COUNT;
    if (is_list(text))
        return CN_PLAN_LIST;
    return has(text, MOST_OF_CLASS) ? CN_PLAN_SUPERLATIVE : CN_PLAN_SINGLE;
}

static bool has_content(const cn_text *text, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++)
        if (!(text->words[i].flags & CN_WORD_STOP))
            return true;
    return false;
}

/* The end of the run of own words at i. */
static size_t run_end(const cn_text *text, const bool *is_own, size_t i)
{
    while (i < text->n && is_own[i])
        i++;
    return i;
}

void cn_step_set_words(const cn_text *text, const bool *is_own, cn_step *step)
{
    size_t runs = 0;

    for (size_t i = 0; i < text->n; i = run_end(text, is_own, i) + 1)
        runs += is_own[i];
    step->n_ranges = 0;
    for (size_t i = 0, end; i < text->n && step->n_ranges < CN_STEP_RANGES_MAX; i = end + 1) {
        end = run_end(text, is_own, i);
        if (end == i || (runs > CN_STEP_RANGES_MAX && !has_content(text, i, end)))
            continue;
        step->ranges[step->n_ranges++] = (cn_words_range){i, end - i};
    }
}
