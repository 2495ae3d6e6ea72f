/* Memory that is given back all at once: per document, per query. */
#ifndef CN_BASE_ARENA_H
#define CN_BASE_ARENA_H

#include <stddef.h>

typedef struct cn_arena {
    struct cn_arena_page *page; /* newest first */
    size_t used_total;          /* bytes handed out */
    size_t max_total;           /* ceiling; allocation beyond it gives NULL */
} cn_arena;

void cn_arena_init(cn_arena *arena, size_t max_total);
void *cn_arena_alloc(cn_arena *arena, size_t size); /* 16-byte aligned; NULL when out */
char *cn_arena_strndup(cn_arena *arena, const char *text, size_t len);
void cn_arena_reset(cn_arena *arena); /* keeps one page for the next round */
void cn_arena_done(cn_arena *arena);

#endif
