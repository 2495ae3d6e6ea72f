/* Patterns over PCRE2, bounded: the match limit holds for the JIT and the interpreter, the JIT
 * stack and the heap limit bound memory. A match that hits a limit counts as not found, since a
 * pattern that runs away on one text must not stop the reading of all others. */
#include "base/regex.h"

#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/mem.h"

enum {
    MATCH_LIMIT = 1000000,       /* internal matches; about 10 ms */
    DEPTH_LIMIT = 10000,         /* nested backtracking points, interpreter only */
    HEAP_LIMIT_KIB = 4096,       /* interpreter only */
    JIT_STACK_START = 32 * 1024, /* bytes; what PCRE2 itself begins with */
    JIT_STACK_MAX = 1024 * 1024, /* bytes */
    GROUPS_MAX = 32
};

struct cn_regex {
    pcre2_code *code;
};

struct cn_match {
    pcre2_general_context *memory;
    pcre2_match_context *limits;
    pcre2_match_data *data;
    pcre2_jit_stack *stack;
    size_t n_groups; /* of the last find, counting group 0; 0 when it found nothing */
};

static void *allocate(size_t size, void *unused)
{
    (void)unused;
    return cn_alloc(size);
}

static void release(void *block, void *unused)
{
    (void)unused;
    cn_free(block);
}

static int read_options(const char *flags, uint32_t *options, cairn_error *err)
{
    *options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C;
    for (; flags && *flags; flags++) {
        switch (*flags) {
        case 'i':
            *options |= PCRE2_CASELESS;
            break;
        case 'x':
            *options |= PCRE2_EXTENDED;
            break;
        case 'm':
            *options |= PCRE2_MULTILINE;
            break;
        case 'u':
            *options |= PCRE2_UCP;
            break;
        default:
            return cn_fail(err, CAIRN_EINVAL, 0, "unknown regex flag \"%c\"", *flags);
        }
    }
    return CAIRN_OK;
}

static int fail_compile(const char *pattern, int code, size_t offset, cairn_error *err)
{
    PCRE2_UCHAR reason[128] = "";

    if (code == PCRE2_ERROR_HEAP_FAILED)
        return cn_fail_memory(err, strlen(pattern));
    pcre2_get_error_message(code, reason, sizeof(reason));
    return cn_fail(err, CAIRN_EPARSE, (int64_t)offset, "pattern \"%.80s\", byte %zu: %s", pattern,
                   offset, (const char *)reason);
}

static int check_groups(const cn_regex *regex, const char *pattern, cairn_error *err)
{
    uint32_t n_groups = 0;

    pcre2_pattern_info(regex->code, PCRE2_INFO_CAPTURECOUNT, &n_groups);
    if (n_groups > GROUPS_MAX)
        return cn_fail(err, CAIRN_EINVAL, 0, "pattern \"%.80s\" has %u groups, more than %d",
                       pattern, n_groups, (int)GROUPS_MAX);
    return CAIRN_OK;
}

int cn_regex_new(const char *pattern, const char *flags, cn_regex **regex, cairn_error *err)
{
    cn_regex *made = NULL;
    PCRE2_SIZE offset = 0;
    uint32_t options;
    int code = 0;
    int rc;

    *regex = NULL;
    rc = read_options(flags, &options, err);
    if (rc < 0)
        return rc;
    made = cn_alloc_zero(1, sizeof(*made));
    if (!made)
        return cn_fail_memory(err, sizeof(*made));
    /* With PCRE2's own allocator: its JIT compiler (10.42) follows NULL when one says no. */
    made->code =
        pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, options, &code, &offset, NULL);
    if (!made->code) {
        rc = fail_compile(pattern, code, offset, err);
        goto out;
    }
    rc = check_groups(made, pattern, err);
    if (rc < 0)
        goto out;
    /* Where the JIT is not allowed or has no memory, the interpreter gives the same matches. */
    pcre2_jit_compile(made->code, PCRE2_JIT_COMPLETE);
    *regex = made;
    made = NULL;
out:
    cn_regex_free(made);
    return rc;
}

void cn_regex_free(cn_regex *regex)
{
    if (!regex)
        return;
    pcre2_code_free(regex->code);
    cn_free(regex);
}

int cn_match_new(cn_match **match, cairn_error *err)
{
    cn_match *made = cn_alloc_zero(1, sizeof(*made));

    *match = NULL;
    if (!made)
        return cn_fail_memory(err, sizeof(*made));
    made->memory = pcre2_general_context_create(allocate, release, NULL);
    if (made->memory) {
        made->limits = pcre2_match_context_create(made->memory);
        made->data = pcre2_match_data_create(GROUPS_MAX + 1, made->memory);
        made->stack = pcre2_jit_stack_create(JIT_STACK_START, JIT_STACK_MAX, made->memory);
    }
    if (!made->limits || !made->data || !made->stack) {
        cn_match_free(made);
        return cn_fail_memory(err, JIT_STACK_START);
    }
    pcre2_set_match_limit(made->limits, MATCH_LIMIT);
    pcre2_set_depth_limit(made->limits, DEPTH_LIMIT);
    pcre2_set_heap_limit(made->limits, HEAP_LIMIT_KIB);
    pcre2_jit_stack_assign(made->limits, NULL, made->stack);
    *match = made;
    return CAIRN_OK;
}

void cn_match_free(cn_match *match)
{
    if (!match)
        return;
    pcre2_jit_stack_free(match->stack);
    pcre2_match_data_free(match->data);
    pcre2_match_context_free(match->limits);
    pcre2_general_context_free(match->memory);
    cn_free(match);
}

int cn_regex_find(const cn_regex *regex, cn_match *match, const char *text, size_t len,
                  size_t start)
{
    int n_set;

    match->n_groups = 0;
    if (start > len)
        return 0;
    n_set = pcre2_match(regex->code, (PCRE2_SPTR)text, len, start, PCRE2_NO_UTF_CHECK, match->data,
                        match->limits);
    if (n_set <= 0)
        return 0;
    match->n_groups = (size_t)n_set;
    return 1;
}

cn_span cn_match_group(const cn_match *match, unsigned group)
{
    const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(match->data);

    if (group >= match->n_groups || offsets[2 * group] == PCRE2_UNSET)
        return (cn_span){.first = SIZE_MAX, .len = 0};
    return (cn_span){.first = offsets[2 * group],
                     .len = offsets[2 * group + 1] - offsets[2 * group]};
}

cn_span cn_match_named(const cn_regex *regex, const cn_match *match, const char *name)
{
    int group = pcre2_substring_number_from_name(regex->code, (PCRE2_SPTR)name);

    if (group < 0)
        return (cn_span){.first = SIZE_MAX, .len = 0};
    return cn_match_group(match, (unsigned)group);
}
