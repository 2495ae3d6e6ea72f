/* A town with builders, bridges and dates, for the tests of retrieve/typed*.c. */
#ifndef CN_TESTS_RETRIEVE_TYPED_VIEW_H
#define CN_TESTS_RETRIEVE_TYPED_VIEW_H

#include "told.h"

#include "retrieve/pool.h"

typedef struct typed_town {
    told t;
    cn_pool pool;
    cairn_id red, lisk, holt;
} typed_town;

static inline void typed_put(typed_town *town, const char *subject, const char *relation,
                             const char *object, int type, cairn_id chunk)
{
    told_put(&town->t, &(told_fact){.subject = subject,
                                    .relation = relation,
                                    .object = object,
                                    .object_type = type,
                                    .belief = 0.95,
                                    .chunk = chunk});
}

static inline void typed_open(typed_town *town)
{
    told *t = &town->t;
    cairn_id old, blue;

    told_open(t);
    town->red = asked_page(&t->a, "Red Bridge",
                           "The Red Bridge was designed by Ada Lisk. It is 41 metres long.");
    old = asked_page(&t->a, "Old Bridge",
                     "The Old Bridge was designed by Ada Lisk. It is 30 metres long.");
    blue = asked_page(&t->a, "Blue Tower", "The Blue Tower was designed by Ada Lisk.");
    town->lisk = asked_page(&t->a, "Ada Lisk", "Ada Lisk (12 March 1871 - 4 May 1940) drew.");
    town->holt = asked_page(&t->a, "Karl Holt", "Karl Holt died on 2 January 1900 in Ribe.");
    told_thing(t, "Ada Lisk", CN_TYPE_PERSON);
    told_thing(t, "Karl Holt", CN_TYPE_PERSON);
    typed_put(town, "Red Bridge", "designed by", "Ada Lisk", CN_TYPE_PERSON, town->red);
    typed_put(town, "Old Bridge", "designed by", "Ada Lisk", CN_TYPE_PERSON, old);
    typed_put(town, "Blue Tower", "designed by", "Ada Lisk", CN_TYPE_PERSON, blue);
    typed_put(town, "Ada Lisk", "born on", "12 March 1871", CN_TYPE_DATE, town->lisk);
    typed_put(town, "Ada Lisk", "died on", "4 May 1940", CN_TYPE_DATE, town->lisk);
    typed_put(town, "Karl Holt", "died on", "2 January 1900", CN_TYPE_DATE, town->holt);
    typed_put(town, "Red Bridge", "length", "41 metres", CN_TYPE_QUANTITY, town->red);
    typed_put(town, "Old Bridge", "length", "30 metres", CN_TYPE_QUANTITY, old);
    told_build(t);
    cn_pool_init(&town->pool, &t->a.view, NULL, &t->arena);
}

static inline size_t typed_fetch(typed_town *town, cairn_id chunk)
{
    size_t at;

    assert_int_equal(cn_pool_fetch(&town->pool, (uint32_t)ordinal_of(&town->t.a, chunk),
                                   CN_FROM_RANKED, 0, &at, NULL),
                     CAIRN_OK);
    return at;
}

static inline void typed_close(typed_town *town)
{
    told_close(&town->t);
}

#endif
