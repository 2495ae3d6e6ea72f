/* A small knowledge base in a folder of its own, for the tests of api/. */
#ifndef CN_TESTS_SMALL_KB_H
#define CN_TESTS_SMALL_KB_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cairn.h"
#include "tests/unit/base/temp_dir.h"

static const char *const small_texts[][2] = {
    {"ada.txt",
     "Ada Marsh\n\nAda Marsh (12 March 1871 - 4 May 1940) was a Norlandish engineer. She "
     "designed the Teyle Bridge. She was born in Port Vale."},
    {"bridge.txt", "Teyle Bridge\n\nThe Teyle Bridge is a suspension bridge in Halvery. It was "
                   "opened in 1903."},
    {"port.txt", "Port Vale\n\nPort Vale is a harbour town. Population: 4,210"},
    {"rival.txt", "Old Notes\n\nAda Marsh was born in 1873. Ada Marsh was married to Tom Reed."},
};
enum { SMALL_TEXTS = sizeof small_texts / sizeof *small_texts };

static inline cairn *small_open(const char *path)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn *kb = NULL;

    if (cairn_open(path, NULL, &kb, &err) < 0)
        fail_msg("%s", err.message);
    return kb;
}

static inline void small_ingest(cairn *kb, size_t i)
{
    cairn_error err = CAIRN_ERROR_INIT;

    if (cairn_ingest_text(kb, small_texts[i][0], small_texts[i][1], strlen(small_texts[i][1]),
                          CAIRN_FORMAT_TEXT, &err) < 0)
        fail_msg("%s", err.message);
}

static inline void small_build(cairn *kb)
{
    cairn_error err = CAIRN_ERROR_INIT;

    if (cairn_build(kb, NULL, NULL, &err) < 0)
        fail_msg("%s", err.message);
}

static inline cairn *small_kb(const char *path)
{
    cairn *kb = small_open(path);

    for (size_t i = 0; i < SMALL_TEXTS; i++)
        small_ingest(kb, i);
    small_build(kb);
    return kb;
}

/* URI of the first hit, "" when there is none. */
static inline void first_hit(cairn *kb, const char *query, char uri[64])
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_hits *hits = NULL;
    cairn_hit hit;

    uri[0] = '\0';
    if (cairn_search(kb, query, NULL, &hits, &err) < 0)
        fail_msg("%s", err.message);
    if (cairn_hits_next(hits, &hit) == CAIRN_ROW)
        snprintf(uri, 64, "%s", hit.uri);
    cairn_hits_free(hits);
}

/* The folder of derived indices as a temp_dir, to look into or remove. */
static inline void side_folder(temp_dir *side, const temp_dir *dir, const char *name)
{
    cn_buf buf;

    cn_buf_init(&buf, sizeof side->path - 1);
    assert_int_equal(cn_buf_printf(&buf, "%s/%s.d", dir->path, name), CAIRN_OK);
    memcpy(side->path, buf.data, buf.len + 1);
    cn_buf_done(&buf);
}

/* Removes the store and its side folder. */
static inline void small_remove(temp_dir *dir, const char *name)
{
    temp_dir side = {.path = ""};

    side_folder(&side, dir, name);
    temp_dir_remove(&side);
    rmdir(side.path);
    temp_dir_remove(dir);
    rmdir(dir->path);
}

#endif
