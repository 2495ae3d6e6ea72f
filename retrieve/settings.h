/* The numbers that retrieval and reading are tuned by, in one table: `cairn tune` searches them
 * and writes what it finds into the store; a store without any has the defaults. What a number
 * means is said beside its row in settings.c. Limits on cost are no settings. */
#ifndef CN_RETRIEVE_SETTINGS_H
#define CN_RETRIEVE_SETTINGS_H

#include <stddef.h>

typedef enum cn_setting_id {
    CN_SET_NAME_BONUS,
    CN_SET_MENTION_BONUS,
    CN_SET_SHARED,
    CN_SET_FALL,
    CN_SET_STEP_ALWAYS,
    CN_SET_STEP_COVERS,
    CN_SET_KEEP,
    CN_SET_LINK_INNER,
    CN_SET_LINK_LOWER,
    CN_SET_LINK_LOWER_NAMES,
    CN_SET_READ_THRESHOLD,
    CN_SET_READ_WHOLE,
    CN_SET_READ_FACT,
    CN_SET_READ_PATH,
    CN_SET_READ_PREMISE,
    CN_SET_READ_RELATION,
    CN_SET_READ_BEAM,
    CN_SET_READ_UNKNOWN,
    /* Of cn_rank_features() and cn_next_features(), in their order. */
    CN_SET_RANK_WALKED,
    CN_SET_RANK_WALKED_LOG,
    CN_SET_RANK_WALKED_RANK,
    CN_SET_RANK_TEXT,
    CN_SET_RANK_TEXT_RANK,
    CN_SET_RANK_ABOUT_ASKED,
    CN_SET_RANK_MENTIONS_ASKED,
    CN_SET_RANK_WORDS,
    CN_SET_RANK_TITLE_WORDS,
    CN_SET_RANK_SENTENCE,
    CN_SET_RANK_TITLE_SHARE,
    CN_SET_RANK_PAIRS,
    CN_SET_RANK_LENGTH,
    CN_SET_RANK_WIDENED,
    CN_SET_RANK_IS_WIDENED,
    CN_SET_RANK_ABOUT,
    CN_SET_RANK_ABOUT_GAIN,
    CN_SET_RANK_IS_ABOUT,
    CN_SET_RANK_MENTIONS,
    CN_SET_RANK_OPEN,
    CN_SET_RANK_RARITY,
    CN_SET_RANK_FROM_ABOUT,
    CN_SET_RANK_RARITY_GAIN,
    CN_SET_RANK_IS_ABOUT_GAIN,
    CN_SET_RANK_BACK_ABOUT,
    CN_SET_RANK_BACK_OPEN,
    CN_SET_RANK_BACK_MENTIONS,
    CN_SET_NEXT_OWN,
    CN_SET_NEXT_SENTENCE_GAIN,
    CN_SET_NEXT_WORDS_GAIN,
    CN_SET_NEXT_SENTENCE_AGAIN,
    CN_SET_NEXT_TITLE_GAIN,
    CN_SET_NEXT_TITLE_AGAIN,
    CN_SET_NEXT_ABOUT,
    CN_SET_NEXT_IS_ABOUT,
    CN_SET_NEXT_MENTIONS,
    CN_SET_NEXT_RARITY,
    CN_SET_NEXT_OPEN,
    CN_SET_NEXT_FROM_ABOUT,
    CN_SET_NEXT_BOTH_ABOUT,
    CN_SET_NEXT_SAME_ASKED,
    CN_SET_NEXT_ASKED_GAIN,
    CN_SET_NEXT_ASKED_AGAIN,
    CN_SET_NEXT_OPEN_ABOUT,
    CN_SET_NEXT_OPEN_MENTIONS,
    CN_SET_NEXT_SINGLE_OWN,
    CN_SET_NEXT_SINGLE_SENTENCE_GAIN,
    CN_SET_NEXT_SINGLE_WORDS_GAIN,
    CN_SET_NEXT_SINGLE_SENTENCE_AGAIN,
    CN_SET_NEXT_SINGLE_TITLE_GAIN,
    CN_SET_NEXT_SINGLE_TITLE_AGAIN,
    CN_SET_NEXT_SINGLE_RARITY,
    CN_SET_NEXT_SINGLE_OPEN,
    CN_SET_USE_TREES,
    CN_SET_USE_MEANING,
    CN_SET_USE_MODEL,
    CN_SET_USE_RELATIONS,
    CN_SET_USE_STEPS,
    CN_SET_USE_ROUNDS,
    CN_SET_USE_FACTS,
    CN_SET_USE_TYPED,
    CN_SET_FACTS_LEAST,
    CN_SET_COUNT
} cn_setting_id;

typedef struct cn_setting {
    const char *name; /* "walk.name_bonus"; [a-z._], under 40 bytes */
    double value;     /* the default */
    double least, most;
} cn_setting;
extern const cn_setting cn_settings_table[CN_SET_COUNT];

typedef struct cn_settings {
    double values[CN_SET_COUNT];
} cn_settings;

void cn_settings_default(cn_settings *settings);
/* CN_SET_COUNT when there is none of that name. */
cn_setting_id cn_setting_find(const char *name);

#endif
