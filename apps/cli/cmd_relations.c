/* cairn relations [NAME]: the relations that facts have, and what is known of each. */
#include <inttypes.h>
#include <stdio.h>

#include "apps/cli/cli.h"
#include "apps/cli/json_output.h"
#include "apps/cli/output.h"
#include "apps/cli/rule_lines.h"
#include "apps/cli/store.h"

enum {
    SHOWN = 20,     /* relations without --limit */
    RULES_SHOWN = 5 /* of each, in a list of several */
};

static cn_json *describe(const cairn_relation *relation)
{
    cn_json *item = cn_json_new_object(), *rules = cn_json_new_array();

    cli_json_text(item, "name", relation->name);
    cli_json_count(item, "facts", relation->facts);
    cli_json_text(item, "subject_type", relation->subject_type);
    cli_json_number(item, "subject_share", relation->subject_share);
    cli_json_text(item, "object_type", relation->object_type);
    cli_json_number(item, "object_share", relation->object_share);
    for (size_t i = 0; i < relation->n_rules; i++)
        cn_json_push(rules, cli_rule_json(&relation->rules[i]));
    cn_json_set(item, "rules", rules);
    return item;
}

static int print_json(cairn_relations *relations, uint64_t all)
{
    cn_json *root = cn_json_new_object(), *list = cn_json_new_array();
    cairn_relation relation;

    while (relations && cairn_relations_next(relations, &relation) == CAIRN_ROW)
        cn_json_push(list, describe(&relation));
    cli_json_count(root, "all", all);
    cn_json_set(root, "relations", list);
    return cli_json_print(root);
}

/* "person (92 %)" */
static void add_type(cn_buf *line, const char *type, double share)
{
    cn_buf_printf(line, "%s (%.0f %%)", *type ? type : "other", share * 100);
}

static void print_relation(const cli_page *page, const cairn_relation *relation, size_t n_rules)
{
    cn_buf line;

    cli_print_styled(page, CLI_BOLD, relation->name);
    cn_buf_init(&line, SIZE_MAX / 2);
    cn_buf_printf(&line, "%" PRIu64 " fact%s, ", relation->facts, relation->facts == 1 ? "" : "s");
    add_type(&line, relation->subject_type, relation->subject_share);
    cn_buf_add_str(&line, " to ");
    add_type(&line, relation->object_type, relation->object_share);
    fputc('\n', page->file);
    cli_print_paragraph(page, CLI_PLAIN, 2, cn_buf_str(&line), line.len);
    cn_buf_done(&line);
    for (size_t i = 0; i < relation->n_rules && i < n_rules; i++)
        cli_rule_print(page, &relation->rules[i], 2);
    if (relation->n_rules > n_rules)
        fprintf(page->file, "  and %zu more\n", relation->n_rules - n_rules);
}

static void print_relations(cairn_relations *relations, uint64_t all, bool is_one)
{
    cairn_relation relation;
    uint64_t n = 0;
    cli_page page;

    cli_page_init(&page, stdout);
    for (; cairn_relations_next(relations, &relation) == CAIRN_ROW; n++)
        print_relation(&page, &relation, is_one ? SIZE_MAX : RULES_SHOWN);
    if (n == 0)
        puts("No facts are known");
    else if (n < all)
        printf("and %" PRIu64 " more relations; see --limit\n", all - n);
}

int cmd_relations(const cli_args *args)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_relations *relations = NULL;
    const bool is_one = args->n_operands > 0;
    cairn *kb = NULL;
    uint64_t all = 0;
    cn_buf name;
    int code = cli_join_operands(args, &name);
    int rc;

    if (code == CLI_DONE)
        code = cli_store_open(args, CLI_READ, &kb);
    if (code != CLI_DONE)
        goto out;
    rc = cairn_list_relations(kb, is_one ? cn_buf_str(&name) : NULL,
                              args->limit > 0 ? args->limit : SHOWN, &relations, &all, &err);
    if (rc == CAIRN_ENOTFOUND) {
        if (args->json)
            print_json(NULL, 0);
        cli_say("%s", err.message);
        code = CLI_PARTLY;
    } else if (rc < 0) {
        code = cli_store_fail(args, &err);
    } else if (args->json) {
        code = print_json(relations, all);
    } else {
        print_relations(relations, all, is_one);
    }
out:
    cairn_relations_free(relations);
    cairn_close(kb);
    cn_buf_done(&name);
    return code;
}
