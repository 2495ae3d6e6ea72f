/* A store of documents about a few themes that have nothing to do with each other but one name that
 * all of them mention. */
#ifndef CN_TESTS_THEMES_H
#define CN_TESTS_THEMES_H

#include "random_store.h"

#include "graph/communities.h"

enum { THEMES = 3, PAGES = 8 }; /* pages of each theme */

static const char *const theme_names[THEMES][3] = {{"Otter Creek", "Mill Dam", "Reed Bank"},
                                                   {"Brass Guild", "Horn Hall", "Tuba Street"},
                                                   {"Frost Peak", "Ski Hut", "Pine Pass"}};
static const char *const theme_words[THEMES] = {"water beaver swims river",
                                                "trumpet concert plays "
                                                "music",
                                                "snow climber hikes mountain"};

typedef struct themes {
    fixture f;
    cn_snapshot *snapshot;
    char path[128];
} themes;

/* Two names of the theme, the first in every second page, and Everyville in all. */
static inline void theme_page(fixture *f, unsigned theme, unsigned page)
{
    const char *a = theme_names[theme][page % 3], *b = theme_names[theme][(page + 1) % 3];
    char text[512], uri[64];
    const char *pointer = text;
    cairn_id chunk;

    snprintf(
        text, sizeof text,
        "Page %u\n\nIt was written down by somebody else quite a while ago. %s lies near %s and "
        "everybody there knows %s. Many things happen in Everyville during the long year %u. "
        "See also: %s, %s.",
        page, a, b, theme_words[theme], 1900 + page, a, b);
    snprintf(uri, sizeof uri, "theme%u/%u", theme, page);
    chunk = cn_chunk_id(fixture_document(f, uri, "", NULL, &pointer, 1), 0);
    fixture_mention(f, chunk, 0, a, CN_ROLE_MENTION, CN_TYPE_PLACE);
    fixture_mention(f, chunk, 1, b, CN_ROLE_MENTION, CN_TYPE_PLACE);
    fixture_mention(f, chunk, 2, "Everyville", CN_ROLE_MENTION, CN_TYPE_PLACE);
}

static inline void themes_snapshot(themes *t)
{
    fixture_build(&t->f, 1);
    t->snapshot = fixture_snapshot(&t->f);
    snprintf(t->path, sizeof t->path, "%s/topics", t->f.folder);
}

static inline void themes_open(themes *t)
{
    *t = (themes){.snapshot = NULL};
    fixture_open(&t->f);
    for (unsigned page = 0; page < PAGES; page++)
        for (unsigned theme = 0; theme < THEMES; theme++)
            theme_page(&t->f, theme, page);
    for (unsigned theme = 0; theme < THEMES; theme++)
        for (unsigned i = 0; i < 3; i++)
            fixture_entity(&t->f, theme_names[theme][i], PAGES, 0);
    fixture_entity(&t->f, "Everyville", PAGES * THEMES, 0);
    themes_snapshot(t);
}

static inline void themes_close(themes *t)
{
    cn_snapshot_close(t->snapshot);
    fixture_close(&t->f);
}

static inline cn_communities *themes_communities(themes *t)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_communities *all = NULL;

    if (cn_communities_build(t->snapshot, t->f.store, t->path, &err) < 0 ||
        cn_communities_open(t->path, t->snapshot, &all, &err) < 0)
        fail_msg("%s", err.message);
    return all;
}

static inline void theme_chunk(const themes *t, uint32_t ordinal, cn_chunk_row *chunk)
{
    assert_int_equal(cn_chunk_get(t->f.store, t->snapshot->chunks[ordinal].id, chunk, NULL),
                     CAIRN_OK);
}

/* Which theme a chunk is of, by its text. */
static inline unsigned theme_of(const themes *t, uint32_t ordinal)
{
    cn_chunk_row chunk;

    theme_chunk(t, ordinal, &chunk);
    for (unsigned theme = 0; theme < THEMES; theme++)
        if (strstr(chunk.text, theme_words[theme]))
            return theme;
    return THEMES;
}

#endif
