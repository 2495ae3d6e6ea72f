/* The language packs of the source tree, for tests that extract. */
#ifndef CN_TESTS_LANGUAGES_H
#define CN_TESTS_LANGUAGES_H

#include "ingest/language.h"

static inline cn_languages *open_languages(void)
{
    cn_languages *languages = NULL;
    cairn_error err = CAIRN_ERROR_INIT;

    if (cn_languages_open(&languages, CAIRN_SOURCE_DIR "/data", &err) < 0)
        fail_msg("%s", err.message);
    return languages;
}

#endif
