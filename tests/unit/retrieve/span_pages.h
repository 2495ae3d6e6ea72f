/* Pages made by hand with the real parser, for the tests of spans. */
#ifndef CN_TESTS_RETRIEVE_SPAN_PAGES_H
#define CN_TESTS_RETRIEVE_SPAN_PAGES_H

#include "read_pages.h"

#include "api/kb.h"
#include "retrieve/span_pool.h"

typedef struct span_pages {
    pages p;
    cairn *kb; /* an empty store: for its parser */
    cn_span_pool pool;
    cn_span_query query;
} span_pages;

static inline void spans_open(span_pages *s, const char *question, const page *items, size_t n)
{
    cairn_options options = CAIRN_OPTIONS_INIT;
    char path[128];

    memset(s, 0, sizeof *s);
    read_pages(&s->p, question, items, n);
    options.data_path = CAIRN_SOURCE_DIR "/data";
    snprintf(path, sizeof path, "%s/parser.db", s->p.f.folder);
    assert_int_equal(cairn_open(path, &options, &s->kb, NULL), CAIRN_OK);
    s->p.view.parse = cn_kb_parse;
    s->p.view.user = s->kb;
    s->query = (cn_span_query){.question = &s->p.question, .step = -1};
}

static inline void spans_close(span_pages *s)
{
    cairn_close(s->kb);
    pages_done(&s->p);
}

static inline void spans_gather(span_pages *s)
{
    assert_int_equal(cn_span_pool_read(&s->pool, &s->p.read, &s->query, NULL), CAIRN_OK);
}

/* The features of the first span with this text; NULL: there is none. */
static inline const float *features_of(const span_pages *s, const char *text)
{
    for (size_t i = 0; i < s->pool.n; i++) {
        size_t len;
        const char *bytes = cn_span_bytes(&s->p.read, &s->pool.spans[i], &len);

        if (len == strlen(text) && memcmp(bytes, text, len) == 0)
            return s->pool.features + i * CN_SPAN_FEATURES;
    }
    return NULL;
}

#endif
