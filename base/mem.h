/* The one allocator. Nothing else in cairn calls malloc. It can be told to
 * fail, so that tests walk through every out-of-memory path. */
#ifndef CN_BASE_MEM_H
#define CN_BASE_MEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void *cn_alloc(size_t size);                /* like malloc; size 0 gives a valid pointer */
void *cn_alloc_zero(size_t n, size_t size); /* like calloc, overflow checked */
void *cn_realloc(void *ptr, size_t size);
void cn_free(void *ptr);
char *cn_strdup(const char *text);
char *cn_strndup(const char *text, size_t len);

/* *out = a * b; false on overflow. */
bool cn_mul_size(size_t a, size_t b, size_t *out);

/* Grows *array (elements of elem_size) so that it holds at least `need`,
 * doubling; *cap in elements. False when memory is out or need > max. */
bool cn_grow(void **array, size_t *cap, size_t need, size_t max, size_t elem_size);

/* Test hooks. The nth allocation from now (1 = the next) fails, and when
 * `for_good` all after it; 0 switches it off. cn_mem_count() counts
 * allocations since the start; cn_mem_live() blocks not freed yet. */
void cn_mem_fail_at(uint64_t nth, bool for_good);
uint64_t cn_mem_count(void);
int64_t cn_mem_live(void);

#endif
