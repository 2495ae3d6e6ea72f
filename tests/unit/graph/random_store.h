/* A store of made-up documents, the same content in any order of arrival. */
#ifndef CN_TESTS_RANDOM_STORE_H
#define CN_TESTS_RANDOM_STORE_H

#include "store_fixture.h"

enum { RANDOM_DOCUMENTS = 120, RANDOM_NAMES = 60, RANDOM_WORDS = 400, RANDOM_TEXT = 2000 };

static inline unsigned random_below(uint64_t *seed, unsigned n)
{
    *seed = cn_hash_mix(*seed, 1);
    return (unsigned)(*seed % n);
}

/* Low words are frequent, as in text. */
static inline void random_text(uint64_t *seed, char text[RANDOM_TEXT])
{
    unsigned n = 5 + random_below(seed, 60);
    size_t len = 0;

    for (unsigned i = 0; i < n; i++) {
        unsigned word = random_below(seed, 1 + random_below(seed, RANDOM_WORDS));

        len += (size_t)snprintf(text + len, RANDOM_TEXT - len, i % 7 ? "w%u " : "the w%u. ", word);
    }
}

static inline void random_name(unsigned number, char name[64])
{
    if (number % 5 == 0)
        snprintf(name, 64, "Sir Name%u Of%u", number - 1, number - 1); /* names a name inside */
    else
        snprintf(name, 64, "Name%u Of%u", number, number);
}

static inline void random_document(fixture *f, unsigned number)
{
    static char texts[4][RANDOM_TEXT];
    const char *pointers[4] = {texts[0], texts[1], texts[2], texts[3]};
    const char *headings[4] = {NULL, "Part one", "Part one > w3", NULL};
    uint64_t seed = number + 1000;
    unsigned n = 1 + random_below(&seed, 4);
    char uri[64], title[64], name[64];
    cairn_id id;

    for (unsigned i = 0; i < n; i++)
        random_text(&seed, texts[i]);
    random_name(number % RANDOM_NAMES, title);
    snprintf(uri, sizeof(uri), "doc:%u", number);
    id = fixture_document(f, uri, title, headings, pointers, n);
    fixture_mention(f, cn_chunk_id(id, 0), 0, title, CN_ROLE_TITLE, CN_TYPE_OTHER);
    for (unsigned i = 0; i < n; i++)
        for (unsigned j = 1; j < 6; j++) {
            random_name(random_below(&seed, RANDOM_NAMES), name);
            /* after the title in the first chunk */
            fixture_mention(f, cn_chunk_id(id, i), i == 0 ? j : j - 1, name,
                            j == 5 ? CN_ROLE_TERM : 0, j == 4 ? CN_TYPE_DATE : CN_TYPE_PERSON);
        }
}

/* Documents in steps of `step`, which is coprime to their number. */
static inline void random_store(fixture *f, unsigned step)
{
    char name[64], other[64];

    for (unsigned i = 0; i < RANDOM_DOCUMENTS; i++)
        random_document(f, i * step % RANDOM_DOCUMENTS);
    for (unsigned i = 0; i < RANDOM_NAMES; i++) {
        random_name(i, name);
        fixture_entity(f, name, 3, i % 3 == 1);
    }
    for (unsigned i = 1; i < RANDOM_NAMES; i++) {
        random_name(i - 1, name);
        random_name(i, other);
        fixture_fact(f, 1000 + i, name, i % 4 ? other : NULL);
    }
    fixture_alias(f, "Name Two", "Name2 Of2");
    fixture_alias(f, "Name Two", "Name4 Of4");
}

#endif
