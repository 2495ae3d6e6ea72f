/* Memory in pages, given back all at once.
 *
 * Pages double from PAGE_MIN to PAGE_MAX, so that a small query touches one page and a large
 * document few. An allocation that would waste most of a page gets a page of its own, put behind
 * the newest one so that the newest goes on serving small requests. */
#include "base/arena.h"

#include <stdint.h>
#include <string.h>

#include "base/mem.h"

enum {
    ALIGNMENT = 16,
    PAGE_MIN = 4 * 1024,   /* bytes; one page of the machine */
    PAGE_MAX = 1024 * 1024 /* bytes; malloc maps larger blocks one by one anyway */
};

typedef struct cn_arena_page {
    struct cn_arena_page *next;
    size_t used;
    size_t size; /* bytes after this header */
} cn_arena_page;

enum { HEADER_SIZE = (sizeof(cn_arena_page) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT };

static unsigned char *page_bytes(cn_arena_page *page)
{
    return (unsigned char *)page + HEADER_SIZE;
}

static cn_arena_page *new_page(size_t size)
{
    cn_arena_page *page = size <= SIZE_MAX - HEADER_SIZE ? cn_alloc(HEADER_SIZE + size) : NULL;

    if (page)
        *page = (cn_arena_page){.next = NULL, .used = 0, .size = size};
    return page;
}

static void free_pages(cn_arena_page *page)
{
    while (page) {
        cn_arena_page *next = page->next;

        cn_free(page);
        page = next;
    }
}

void cn_arena_init(cn_arena *arena, size_t max_total)
{
    *arena = (cn_arena){.page = NULL, .used_total = 0, .max_total = max_total};
}

void cn_arena_done(cn_arena *arena)
{
    free_pages(arena->page);
    cn_arena_init(arena, arena->max_total);
}

/* A page with room for size bytes, linked in; NULL when memory is out. */
static cn_arena_page *add_page(cn_arena *arena, size_t size)
{
    cn_arena_page *newest = arena->page;
    size_t page_size = newest && newest->size < PAGE_MAX ? newest->size * 2 : PAGE_MIN;
    bool is_own_page;
    cn_arena_page *page;

    if (newest && newest->size >= PAGE_MAX)
        page_size = PAGE_MAX;
    is_own_page = size > page_size / 4;
    page = new_page(is_own_page ? size : page_size);
    if (!page)
        return NULL;
    if (is_own_page && newest) {
        page->next = newest->next;
        newest->next = page;
    } else {
        page->next = newest;
        arena->page = page;
    }
    return page;
}

void *cn_arena_alloc(cn_arena *arena, size_t size)
{
    cn_arena_page *page = arena->page;
    size_t rounded = size ? size : 1;
    void *block;

    if (rounded > SIZE_MAX - (ALIGNMENT - 1))
        return NULL;
    rounded = (rounded + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (rounded > arena->max_total - arena->used_total)
        return NULL;
    if (!page || rounded > page->size - page->used)
        page = add_page(arena, rounded);
    if (!page)
        return NULL;
    block = page_bytes(page) + page->used;
    page->used += rounded;
    arena->used_total += rounded;
    return block;
}

char *cn_arena_strndup(cn_arena *arena, const char *text, size_t len)
{
    char *copy = len < SIZE_MAX ? cn_arena_alloc(arena, len + 1) : NULL;

    if (!copy)
        return NULL;
    if (len > 0)
        memcpy(copy, text, len);
    copy[len] = '\0';
    return copy;
}

void cn_arena_reset(cn_arena *arena)
{
    cn_arena_page *page = arena->page;

    /* A page made for one huge request is not worth keeping. */
    while (page && page->size > PAGE_MAX) {
        arena->page = page->next;
        cn_free(page);
        page = arena->page;
    }
    if (page) {
        free_pages(page->next);
        page->next = NULL;
        page->used = 0;
    }
    arena->used_total = 0;
}
