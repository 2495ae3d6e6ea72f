/* Documents with names, made up by rule: "Anna Berg was born in Velde in 1920 ." */
#ifndef CN_TESTS_NAMES_WORLD_H
#define CN_TESTS_NAMES_WORLD_H

#include "unit/base/oom_walk.h"
#include "unit/base/temp_dir.h"

#include "base/buf.h"

static const char *const world_firsts[] = {"Anna", "Bela", "Carl", "Dora", "Emil", "Frida"};
static const char *const world_lasts[] = {"Berg", "Holm", "Kray", "Lund", "Moss", "Nagy"};
static const char *const world_places[] = {"Velde", "Arnholt", "Quist", "Tarn", "Ostby"};

/* One document's tokens and its three names. */
static inline void world_document(cn_buf *out, unsigned i)
{
    unsigned first = i * 7 % 6, last = i * 5 / 3 % 6, place = i * 3 % 5, year = 1900 + i * 13 % 99;

    cn_buf_printf(out,
                  "{\"title\": \"%s %s\", \"sents\": [[\"%s\", \"%s\", \"was\", \"born\", \"in\", "
                  "\"%s\", \"in\", \"%u\", \".\"], [\"%s\", \"left\", \"%s\", \"soon\", \".\"]], ",
                  world_firsts[first], world_lasts[last], world_firsts[first], world_lasts[last],
                  world_places[place], year, world_lasts[last], world_places[place]);
    cn_buf_printf(out, "\"vertexSet\": [[{\"name\": \"\", \"sent_id\": 0, \"pos\": [0, 2], "
                       "\"type\": \"PER\"}, {\"sent_id\": 1, \"pos\": [0, 1], \"type\": \"PER\"}], "
                       "[{\"sent_id\": 0, \"pos\": [5, 6], \"type\": \"LOC\"}, "
                       "{\"sent_id\": 1, \"pos\": [2, 3], \"type\": \"LOC\"}], "
                       "[{\"sent_id\": 0, \"pos\": [7, 8], \"type\": \"TIME\"}]]}");
}

static inline void world_put(temp_dir *dir, const char *name, unsigned n)
{
    cn_buf out;

    cn_buf_init(&out, 1 << 22);
    cn_buf_add_char(&out, '[');
    for (unsigned i = 0; i < n; i++) {
        if (i > 0)
            cn_buf_add_str(&out, ",\n");
        world_document(&out, i);
    }
    cn_buf_add_char(&out, ']');
    temp_file_put(dir, name, cn_buf_str(&out));
    cn_buf_done(&out);
}

#endif
