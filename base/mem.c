/* The one allocator: malloc with a count and a switch that makes it fail.
 *
 * The counters are the only global mutable state in cairn. They are relaxed atomics: they order
 * nothing, and tests read them when no other thread allocates. The switch holds the number of the
 * allocation that fails, not a countdown, so that an allocation costs one atomic addition. */
#include "base/mem.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static _Atomic uint64_t n_allocations;
static _Atomic int64_t n_live;
static _Atomic uint64_t failing_number; /* 0: none */
static _Atomic bool fails_for_good;

static bool may_allocate(void)
{
    uint64_t number = atomic_fetch_add_explicit(&n_allocations, 1, memory_order_relaxed) + 1;
    uint64_t failing = atomic_load_explicit(&failing_number, memory_order_relaxed);

    if (failing == 0 || number < failing)
        return true;
    return number > failing && !atomic_load_explicit(&fails_for_good, memory_order_relaxed);
}

static void *count_block(void *block)
{
    if (block)
        atomic_fetch_add_explicit(&n_live, 1, memory_order_relaxed);
    return block;
}

void *cn_alloc(size_t size)
{
    if (!may_allocate())
        return NULL;
    return count_block(malloc(size ? size : 1));
}

void *cn_alloc_zero(size_t n, size_t size)
{
    size_t total;

    if (!cn_mul_size(n, size, &total) || !may_allocate())
        return NULL;
    return count_block(calloc(1, total ? total : 1));
}

void *cn_realloc(void *ptr, size_t size)
{
    if (!ptr)
        return cn_alloc(size);
    if (!may_allocate())
        return NULL;
    return realloc(ptr, size ? size : 1);
}

void cn_free(void *ptr)
{
    if (!ptr)
        return;
    atomic_fetch_sub_explicit(&n_live, 1, memory_order_relaxed);
    free(ptr);
}

char *cn_strdup(const char *text)
{
    return cn_strndup(text, strlen(text));
}

char *cn_strndup(const char *text, size_t len)
{
    char *copy = len < SIZE_MAX ? cn_alloc(len + 1) : NULL;

    if (!copy)
        return NULL;
    if (len > 0)
        memcpy(copy, text, len);
    copy[len] = '\0';
    return copy;
}

bool cn_mul_size(size_t a, size_t b, size_t *out)
{
    *out = 0;
    if (b != 0 && a > SIZE_MAX / b)
        return false;
    *out = a * b;
    return true;
}

bool cn_grow(void **array, size_t *cap, size_t need, size_t max, size_t elem_size)
{
    enum { FIRST_CAP = 16 };
    size_t new_cap = *cap < FIRST_CAP ? FIRST_CAP : *cap;
    size_t bytes;
    void *grown;

    if (need <= *cap)
        return true;
    if (need > max)
        return false;
    while (new_cap < need)
        new_cap = new_cap > max / 2 ? max : new_cap * 2;
    if (new_cap > max)
        new_cap = max;
    if (!cn_mul_size(new_cap, elem_size, &bytes))
        return false;
    grown = cn_realloc(*array, bytes);
    if (!grown)
        return false;
    *array = grown;
    *cap = new_cap;
    return true;
}

void cn_mem_fail_at(uint64_t nth, bool for_good)
{
    uint64_t now = atomic_load_explicit(&n_allocations, memory_order_relaxed);

    atomic_store_explicit(&fails_for_good, for_good, memory_order_relaxed);
    atomic_store_explicit(&failing_number, nth ? now + nth : 0, memory_order_relaxed);
}

uint64_t cn_mem_count(void)
{
    return atomic_load_explicit(&n_allocations, memory_order_relaxed);
}

int64_t cn_mem_live(void)
{
    return atomic_load_explicit(&n_live, memory_order_relaxed);
}
