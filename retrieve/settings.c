/* The defaults were found over three sets of questions together: those of the walk by search, those
 * of the second stage by softmax regression. */
#include "retrieve/settings.h"

#include <string.h>

const cn_setting cn_settings_table[CN_SET_COUNT] = {
    /* for chunks about a name of the question */
    [CN_SET_NAME_BONUS] = {"walk.name_bonus", 1.2, 0, 4},
    /* for chunks that mention it */
    [CN_SET_MENTION_BONUS] = {"walk.mention_bonus", 0.6, 0, 4},
    /* strength of an edge through a shared rare name, / n^fall */
    [CN_SET_SHARED] = {"walk.shared", 1.2, 0, 4},
    [CN_SET_FALL] = {"walk.fall", 0.7, 0, 2},
    /* share of a score handed on whatever the target holds */
    [CN_SET_STEP_ALWAYS] = {"walk.step_always", 0.42, 0, 2},
    /* plus this, times the share of open question words it holds */
    [CN_SET_STEP_COVERS] = {"walk.step_covers", 1.2, 0, 4},
    /* of a reached chunk's own score */
    [CN_SET_KEEP] = {"walk.keep", 0.5, 0, 1},
    /* of a link: one word out of a longer run of capitals; a word, a name of several, in lower case
     * in a question that has capitals elsewhere */
    [CN_SET_LINK_INNER] = {"link.inner", 0.3, 0, 1},
    [CN_SET_LINK_LOWER] = {"link.lower", 0.4, 0, 1},
    [CN_SET_LINK_LOWER_NAMES] = {"link.lower_names", 0.4, 0, 1},
    /* answers less sure than this are not given: higher, fewer wrong ones and fewer at all */
    [CN_SET_READ_THRESHOLD] = {"read.threshold", 0.12, 0, 1},
    /* trust in an answer to the question as a whole for each step that its plan has beyond one */
    [CN_SET_READ_WHOLE] = {"read.whole", 0.15, 0, 1},
    /* trust in the score of a fact, against that of a sentence */
    [CN_SET_READ_FACT] = {"read.fact", 0.4, 0, 1},
    /* of the score of a value whose sentence does not name what the step before it found */
    [CN_SET_READ_PATH] = {"read.path", 0, 0, 1},
    /* a switch: what a question takes for granted is looked for */
    [CN_SET_READ_PREMISE] = {"read.premise", 1, 0, 1},
    /* in what a chain of relations leads to */
    [CN_SET_READ_RELATION] = {"read.relation", 0.45, 0, 1},
    /* a step's answer is followed when its chain has this share of the best one's score */
    [CN_SET_READ_BEAM] = {"read.beam", 0.4, 0, 1},
    /* trust in a step's answer that no entity of the store is called, where a step is about it */
    [CN_SET_READ_UNKNOWN] = {"read.unknown", 0.4, 0, 1},
    /* Weights of the second stage: see rank.h. */
    [CN_SET_RANK_WALKED] = {"rank.walked", 2.22, -16, 16},
    [CN_SET_RANK_WALKED_LOG] = {"rank.walked_log", 1.33, -16, 16},
    [CN_SET_RANK_WALKED_RANK] = {"rank.walked_rank", 2.3, -16, 16},
    [CN_SET_RANK_TEXT] = {"rank.text", 0.48, -16, 16},
    [CN_SET_RANK_TEXT_RANK] = {"rank.text_rank", 0.8, -16, 16},
    [CN_SET_RANK_ABOUT_ASKED] = {"rank.about_asked", 1.17, -16, 16},
    [CN_SET_RANK_MENTIONS_ASKED] = {"rank.mentions_asked", -0.07, -16, 16},
    [CN_SET_RANK_WORDS] = {"rank.words", 0.4, -16, 16},
    [CN_SET_RANK_TITLE_WORDS] = {"rank.title_words", -0.35, -16, 16},
    [CN_SET_RANK_SENTENCE] = {"rank.sentence", 0.72, -16, 16},
    [CN_SET_RANK_TITLE_SHARE] = {"rank.title_share", 0.24, -16, 16},
    [CN_SET_RANK_PAIRS] = {"rank.pairs", 1.8, -16, 16},
    [CN_SET_RANK_LENGTH] = {"rank.length", -1.87, -16, 16},
    [CN_SET_RANK_WIDENED] = {"rank.widened", 0.62, -16, 16},
    [CN_SET_RANK_IS_WIDENED] = {"rank.is_widened", 3.94, -16, 16},
    [CN_SET_RANK_ABOUT] = {"rank.about", 0.06, -16, 16},
    [CN_SET_RANK_ABOUT_GAIN] = {"rank.about_gain", 1.18, -16, 16},
    [CN_SET_RANK_IS_ABOUT] = {"rank.is_about", 1.29, -16, 16},
    [CN_SET_RANK_MENTIONS] = {"rank.mentions", 0.14, -16, 16},
    [CN_SET_RANK_OPEN] = {"rank.open", 1.61, -16, 16},
    [CN_SET_RANK_RARITY] = {"rank.rarity", 0.82, -16, 16},
    [CN_SET_RANK_FROM_ABOUT] = {"rank.from_about", 0.2, -16, 16},
    [CN_SET_RANK_RARITY_GAIN] = {"rank.rarity_gain", 1.64, -16, 16},
    [CN_SET_RANK_IS_ABOUT_GAIN] = {"rank.is_about_gain", 1.85, -16, 16},
    [CN_SET_RANK_BACK_ABOUT] = {"rank.back_about", -0.03, -16, 16},
    [CN_SET_RANK_BACK_OPEN] = {"rank.back_open", 2.22, -16, 16},
    [CN_SET_RANK_BACK_MENTIONS] = {"rank.back_mentions", -0.52, -16, 16},
    [CN_SET_NEXT_OWN] = {"next.own", 0.93, -16, 16},
    [CN_SET_NEXT_SENTENCE_GAIN] = {"next.sentence_gain", 2.64, -16, 16},
    [CN_SET_NEXT_WORDS_GAIN] = {"next.words_gain", 0.44, -16, 16},
    [CN_SET_NEXT_SENTENCE_AGAIN] = {"next.sentence_again", -4.24, -16, 16},
    [CN_SET_NEXT_TITLE_GAIN] = {"next.title_gain", 1.81, -16, 16},
    [CN_SET_NEXT_TITLE_AGAIN] = {"next.title_again", -0.76, -16, 16},
    [CN_SET_NEXT_ABOUT] = {"next.about", 1.38, -16, 16},
    [CN_SET_NEXT_IS_ABOUT] = {"next.is_about", 0.59, -16, 16},
    [CN_SET_NEXT_MENTIONS] = {"next.mentions", 0.86, -16, 16},
    [CN_SET_NEXT_RARITY] = {"next.rarity", 0.85, -16, 16},
    [CN_SET_NEXT_OPEN] = {"next.open", 1.54, -16, 16},
    [CN_SET_NEXT_FROM_ABOUT] = {"next.from_about", 1.25, -16, 16},
    [CN_SET_NEXT_BOTH_ABOUT] = {"next.both_about", -0.89, -16, 16},
    [CN_SET_NEXT_SAME_ASKED] = {"next.same_asked", 0.03, -16, 16},
    [CN_SET_NEXT_ASKED_GAIN] = {"next.asked_gain", -0.14, -16, 16},
    [CN_SET_NEXT_ASKED_AGAIN] = {"next.asked_again", 0.03, -16, 16},
    [CN_SET_NEXT_OPEN_ABOUT] = {"next.open_about", -0.62, -16, 16},
    [CN_SET_NEXT_OPEN_MENTIONS] = {"next.open_mentions", 0.37, -16, 16},
    /* Added to those above where the plan has one step. */
    [CN_SET_NEXT_SINGLE_OWN] = {"next.single_own", 0.06, -16, 16},
    [CN_SET_NEXT_SINGLE_SENTENCE_GAIN] = {"next.single_sentence_gain", -0.07, -16, 16},
    [CN_SET_NEXT_SINGLE_WORDS_GAIN] = {"next.single_words_gain", -0.51, -16, 16},
    [CN_SET_NEXT_SINGLE_SENTENCE_AGAIN] = {"next.single_sentence_again", 2.46, -16, 16},
    [CN_SET_NEXT_SINGLE_TITLE_GAIN] = {"next.single_title_gain", 0.53, -16, 16},
    [CN_SET_NEXT_SINGLE_TITLE_AGAIN] = {"next.single_title_again", 1.49, -16, 16},
    [CN_SET_NEXT_SINGLE_RARITY] = {"next.single_rarity", -0.89, -16, 16},
    [CN_SET_NEXT_SINGLE_OPEN] = {"next.single_open", -0.04, -16, 16},
    /* Parts of retrieval and reading as switches, for measuring what each adds: under 0.5 it is as
     * if it were not there. Trees of questions and sentences; words that mean nearly the same; the
     * learned model that ranks spans; the table of what words say as a relation. */
    [CN_SET_USE_TREES] = {"use.trees", 1, 0, 1},
    [CN_SET_USE_MEANING] = {"use.meaning", 1, 0, 1},
    [CN_SET_USE_MODEL] = {"use.model", 1, 0, 1},
    [CN_SET_USE_RELATIONS] = {"use.relations", 1, 0, 1},
    /* Steps of the question read one by one; and what is fetched or searched for a step. */
    [CN_SET_USE_STEPS] = {"use.steps", 1, 0, 1},
    [CN_SET_USE_ROUNDS] = {"use.rounds", 1, 0, 1},
    /* Facts and tables as answers; lists, counts and what is reckoned. */
    [CN_SET_USE_FACTS] = {"use.facts", 1, 0, 1},
    [CN_SET_USE_TYPED] = {"use.typed", 1, 0, 1},
    /* a fact less sure than this is no answer of a step */
    [CN_SET_FACTS_LEAST] = {"facts.least", 0, 0, 1},
};

void cn_settings_default(cn_settings *settings)
{
    for (size_t i = 0; i < CN_SET_COUNT; i++)
        settings->values[i] = cn_settings_table[i].value;
}

cn_setting_id cn_setting_find(const char *name)
{
    size_t i = 0;

    while (i < CN_SET_COUNT && strcmp(cn_settings_table[i].name, name) != 0)
        i++;
    return (cn_setting_id)i;
}
