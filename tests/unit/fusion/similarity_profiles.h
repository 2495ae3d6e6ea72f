/* Profiles for the tests of entity resolution: a name, a type, what is said of it. */
#ifndef CN_TEST_SIMILARITY_PROFILES_H
#define CN_TEST_SIMILARITY_PROFILES_H

#include "unit/base/oom_walk.h"

#include <string.h>

#include "base/hash.h"
#include "fusion/dates.h"
#include "fusion/similarity.h"
#include "fusion/values.h"
#include "schema/namekey.h"

enum { KNOWN_MAX = 16 };

typedef struct known {
    cn_profile profile;
    cn_name_form form;
    cn_neighbour neighbours[KNOWN_MAX];
} known;

static inline int64_t key_of(const char *name)
{
    cn_tokenizer *tokenizer = NULL;
    cn_words words = {0};
    int64_t key = 0;

    assert_int_equal(cn_tokenizer_new(&tokenizer, NULL), CAIRN_OK);
    assert_int_equal(cn_name_key(tokenizer, name, strlen(name), &words, &key, NULL), CAIRN_OK);
    cn_words_done(&words);
    cn_tokenizer_free(tokenizer);
    return key;
}

static inline void read_form(const char *name, cn_name_form *form)
{
    cn_former *former = NULL;

    assert_int_equal(cn_former_new(&former, NULL), CAIRN_OK);
    assert_int_equal(cn_name_form_read(former, name, strlen(name), form, NULL), CAIRN_OK);
    cn_former_free(former);
}

/* Mentioned twice with that type; a title when something is about it. */
static inline void know(known *it, const char *name, int type, uint32_t about)
{
    memset(it, 0, sizeof(*it));
    read_form(name, &it->form);
    it->profile = (cn_profile){.key = key_of(name),
                               .name = name,
                               .name_len = (uint32_t)strlen(name),
                               .mentions = 2,
                               .titles = about,
                               .about = about,
                               .form = &it->form};
    if (type > CN_TYPE_OTHER)
        it->profile.types[type - 1] = 2;
}

/* Keeps them sorted. */
static inline void add_neighbour(known *it, cn_neighbour made)
{
    size_t at = it->profile.n_neighbours++;

    assert_true(at < KNOWN_MAX);
    for (; at > 0 && (it->neighbours[at - 1].relation > made.relation ||
                      (it->neighbours[at - 1].relation == made.relation &&
                       it->neighbours[at - 1].other > made.other));
         at--)
        it->neighbours[at] = it->neighbours[at - 1];
    it->neighbours[at] = made;
    it->profile.neighbours = it->neighbours;
}

static inline cn_neighbour fact_of(const char *relation, const char *value, bool is_date)
{
    cn_neighbour made = {.relation = cn_hash(relation, strlen(relation)),
                         .other = (uint64_t)key_of(value),
                         .kind = is_date ? CN_VALUE_DATE : CN_VALUE_ENTITY,
                         .trait = (uint8_t)cn_trait_of_relation(relation, strlen(relation))};
    char iso[CN_DATE_ISO_MAX];
    cn_date date;

    if (is_date) {
        assert_true(cn_date_read(value, strlen(value), &date, iso));
        made.detail = cn_date_pack(&date);
        made.other = made.detail;
    }
    return made;
}

static inline void say(known *it, const char *relation, const char *value)
{
    add_neighbour(it, fact_of(relation, value, false));
}

static inline void date(known *it, const char *relation, const char *value)
{
    add_neighbour(it, fact_of(relation, value, true));
}

#endif
