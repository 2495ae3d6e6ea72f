/* Any bytes as lines of rules. What is read is printed, and what is printed is read as the same. */
#include <stdlib.h>
#include <string.h>

#include "fusion/rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_line(const char *line, size_t len, cn_arena *texts)
{
    cn_buf first, second;
    cn_rule rule;

    cn_buf_init(&first, 4 * CN_RULE_TEXT_MAX);
    cn_buf_init(&second, 4 * CN_RULE_TEXT_MAX);
    if (cn_rule_parse(line, len, texts, &rule, NULL) == CAIRN_OK && rule.kind != 0) {
        if (cn_rule_print(&rule, &first, NULL) < 0)
            abort();
        if (first.len <= CN_RULE_TEXT_MAX &&
            (cn_rule_parse(cn_buf_str(&first), first.len, texts, &rule, NULL) < 0 ||
             cn_rule_print(&rule, &second, NULL) < 0 ||
             strcmp(cn_buf_str(&first), cn_buf_str(&second)) != 0))
            abort();
    }
    cn_buf_done(&first);
    cn_buf_done(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    cn_arena texts;

    cn_arena_init(&texts, (size_t)64 << 20);
    for (size_t at = 0; at < size;) {
        const char *end = memchr(text + at, '\n', size - at);
        const size_t len = end ? (size_t)(end - text) - at : size - at;

        check_line(text + at, len, &texts);
        cn_arena_reset(&texts);
        at += len + 1;
    }
    cn_arena_done(&texts);
    return 0;
}
