/* Rules on the screen and in JSON, see rule_lines.h. */
#include "apps/cli/rule_lines.h"

#include <inttypes.h>

static const char *source_name(int source)
{
    return source == CAIRN_RULE_DECLARED ? "declared"
           : source == CAIRN_RULE_GIVEN  ? "given"
                                         : "learned";
}

void cli_rule_print(const cli_page *page, const cairn_rule *rule, size_t indent)
{
    cn_buf line;

    cn_buf_init(&line, SIZE_MAX / 2);
    cn_buf_printf(&line, "%.2f ", rule->confidence);
    if (rule->source == CAIRN_RULE_LEARNED)
        cn_buf_printf(&line, "(%" PRIu64 " of %" PRIu64 ") ", rule->support, rule->cases);
    else
        cn_buf_printf(&line, "(%s) ", source_name(rule->source));
    cn_buf_add_str(&line, rule->text);
    cli_print_paragraph(page, CLI_PLAIN, indent, cn_buf_str(&line), line.len);
    cn_buf_done(&line);
}

cn_json *cli_rule_json(const cairn_rule *rule)
{
    cn_json *item = cn_json_new_object();

    cli_json_text(item, "kind", rule->kind);
    cli_json_text(item, "text", rule->text);
    cli_json_text(item, "source", source_name(rule->source));
    cli_json_number(item, "confidence", rule->confidence);
    cli_json_count(item, "support", rule->support);
    cli_json_count(item, "cases", rule->cases);
    return item;
}
