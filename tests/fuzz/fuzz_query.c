/* Any bytes as a question, a search and a name, asked of a small store: words, names by
 * spelling, walk, reader. The store is made once, in a folder that goes with the process. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cairn.h"
#include "unit/base/temp_dir.h"

static const char *const texts[][2] = {
    {"ada", "Ada Marsh\n\nAda Marsh (12 March 1871 - 4 May 1940) was a Norlandish engineer. She "
            "designed the Teyle Bridge. She was born in Port Vale and married Tom Reed."},
    {"bridge", "Teyle Bridge\n\nThe Teyle Bridge is a suspension bridge in Halvery. It was opened "
               "in 1903 and is 410 metres long."},
    {"port", "Port Vale\n\nPort Vale is a harbour town. Population: 4,210\nFounded: 1640"},
    {"reed", "Tom Reed\n\nTom Reed (born 1869) was a painter from Halvery."},
};

static temp_dir dir;
static cairn *kb;

static void remove_store(void)
{
    temp_dir side = {.path = ""};

    cairn_close(kb);
    memcpy(side.path, dir.path, sizeof side.path);
    strncat(side.path, "/kb.d", sizeof side.path - strlen(side.path) - 1);
    temp_dir_remove(&side);
    temp_dir_remove(&dir);
}

static void make_store(void)
{
    int rc;

    if (!temp_dir_make(&dir))
        abort();
    rc = cairn_open(temp_name(&dir, "kb"), NULL, &kb, NULL);
    for (size_t i = 0; rc == CAIRN_OK && i < sizeof texts / sizeof *texts; i++)
        rc = cairn_ingest_text(kb, texts[i][0], texts[i][1], strlen(texts[i][1]), CAIRN_FORMAT_TEXT,
                               NULL);
    if (rc != CAIRN_OK || cairn_build(kb, NULL, NULL, NULL) != CAIRN_OK)
        abort();
    atexit(remove_store);
}

/* A citation quotes its document, whatever was asked. */
static void check_answer(const cairn_answer *answer)
{
    size_t n;
    const cairn_citation *citations = cairn_answer_citations(answer, &n);

    if (!cairn_answer_text(answer) && !cairn_answer_reason(answer)[0])
        abort();
    for (size_t i = 0; i < n; i++)
        if (strlen(citations[i].quote) != citations[i].len)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = cn_strndup((const char *)data, size);
    cairn_answer *answer = NULL;
    cairn_hits *hits = NULL;
    cairn_entity entity;

    if (!kb)
        make_store();
    if (cairn_search(kb, text, NULL, &hits, NULL) == CAIRN_OK)
        cairn_hits_free(hits);
    if (cairn_ask(kb, text, NULL, &answer, NULL) == CAIRN_OK)
        check_answer(answer);
    cairn_answer_free(answer);
    cairn_entity_find(kb, text, &entity, NULL);
    cn_free(text);
    return 0;
}
