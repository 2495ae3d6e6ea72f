/* cairn entity NAME: what is known of it, fact by fact, with receipts. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apps/cli/cli.h"
#include "apps/cli/json_output.h"
#include "apps/cli/output.h"
#include "apps/cli/store.h"
#include "base/mem.h"

enum { FACTS_MAX = 1 << 20 }; /* of one entity; the library lists fewer */

/* The cursor's rows in the order of printing. */
struct fact_list {
    const struct listed *items;
    size_t n;
};

struct listed {
    cairn_fact fact;
    size_t order;    /* in the cursor, for a stable sort */
    bool is_subject; /* the entity is the fact's subject */
};

/* What the entity is or did first, then what others are to it; relations together. */
static int compare_listed(const void *a, const void *b)
{
    const struct listed *left = a, *right = b;
    const int relation = strcmp(left->fact.relation, right->fact.relation);

    if (left->is_subject != right->is_subject)
        return left->is_subject ? -1 : 1;
    if (relation != 0)
        return relation;
    return left->order < right->order ? -1 : left->order > right->order;
}

static int gather_facts(cairn_facts *facts, cairn_id entity, struct listed **items, size_t *n,
                        cairn_error *err)
{
    size_t cap = 0;
    cairn_fact fact;

    *items = NULL;
    *n = 0;
    while (cairn_facts_next(facts, &fact) == CAIRN_ROW) {
        if (!cn_grow((void **)items, &cap, *n + 1, FACTS_MAX, sizeof(**items)))
            return cn_fail_memory(err, *n * sizeof(**items));
        (*items)[*n] = (struct listed){fact, *n, fact.subject == entity};
        ++*n;
    }
    if (*n > 1)
        qsort(*items, *n, sizeof(**items), compare_listed);
    return CAIRN_OK;
}

static cn_json *describe_fact(const cairn_fact *fact)
{
    cn_json *item = cn_json_new_object();

    cli_json_text(item, "subject", fact->subject_name);
    cli_json_text(item, "relation", fact->relation);
    cli_json_text(item, "object", fact->object_name);
    cli_json_bool(item, "object_is_entity", fact->object != 0);
    cli_json_number(item, "belief", fact->belief);
    cli_json_count(item, "support", fact->support);
    cli_json_bool(item, "believed", fact->believed);
    cli_json_text(item, "uri", fact->uri);
    cli_json_text(item, "quote", fact->quote);
    cli_json_count(item, "first_byte", fact->first_byte);
    return item;
}

/* entity NULL: not found. */
static int print_json(const char *name, const cairn_entity *entity, const struct fact_list *facts)
{
    cn_json *root = cn_json_new_object(), *list = cn_json_new_array();

    cli_json_text(root, "query", name);
    cli_json_text(root, "name", entity ? entity->name : NULL);
    cli_json_text(root, "type", entity ? entity->type : NULL);
    cli_json_count(root, "mentions", entity ? entity->mentions : 0);
    for (size_t i = 0; i < facts->n; i++)
        cn_json_push(list, describe_fact(&facts->items[i].fact));
    cn_json_set(root, "facts", list);
    return cli_json_print(root);
}

static void print_entity(const cli_page *page, const cairn_entity *entity)
{
    cli_print_styled(page, CLI_BOLD, entity->name);
    fputs("\n", page->file);
    if (*entity->type)
        fprintf(page->file, "%s, ", entity->type);
    fprintf(page->file, "%" PRIu64 " mention%s\n", entity->mentions,
            entity->mentions == 1 ? "" : "s");
}

static void print_fact(const cli_page *page, const struct listed *item)
{
    const cairn_fact *fact = &item->fact;
    const size_t len = strlen(fact->quote);
    cn_buf line;

    fputs("  ", page->file);
    cli_print_styled(page, CLI_PLAIN, item->is_subject ? fact->object_name : fact->subject_name);
    fprintf(page->file, "  belief %.2f, support %" PRIu32, fact->belief, fact->support);
    if (!fact->believed) {
        fputs(", ", page->file);
        cli_print_styled(page, CLI_RED, "not believed");
    }
    fputc('\n', page->file);
    cn_buf_init(&line, SIZE_MAX / 2);
    cn_buf_printf(&line, "%s, bytes %" PRIu64 "-%" PRIu64 ": \"%s\"", fact->uri, fact->first_byte,
                  fact->first_byte + (len > 0 ? len - 1 : 0), fact->quote);
    cli_print_paragraph(page, CLI_PLAIN, 4, cn_buf_str(&line), line.len);
    cn_buf_done(&line);
}

static void print_facts(const cairn_entity *entity, const struct fact_list *facts)
{
    const struct listed *items = facts->items;
    cli_page page;

    cli_page_init(&page, stdout);
    print_entity(&page, entity);
    if (facts->n == 0)
        fputs("\nNo facts are known\n", stdout);
    for (size_t i = 0; i < facts->n; i++) {
        const bool is_same = i > 0 && items[i - 1].is_subject == items[i].is_subject &&
                             strcmp(items[i - 1].fact.relation, items[i].fact.relation) == 0;
        if (!is_same) {
            fputc('\n', stdout);
            cli_print_styled(&page, CLI_BOLD, items[i].fact.relation);
            /* "founded by (of)": the entity is what the others have as their object. */
            fputs(items[i].is_subject ? "\n" : " (of)\n", stdout);
        }
        print_fact(&page, &items[i]);
    }
}

static int show_facts(const cli_args *args, cairn *kb, const char *name, const cairn_entity *entity)
{
    cairn_error err = CAIRN_ERROR_INIT;
    struct listed *items = NULL;
    cairn_facts *facts = NULL;
    struct fact_list list = {NULL, 0};
    int code = CLI_DONE;
    int rc = cairn_entity_facts(kb, entity->id, &facts, &err);

    if (rc == CAIRN_OK)
        rc = gather_facts(facts, entity->id, &items, &list.n, &err);
    list.items = items;
    if (rc < 0)
        code = cli_store_fail(args, &err);
    else if (args->json)
        code = print_json(name, entity, &list);
    else
        print_facts(entity, &list);
    cn_free(items);
    cairn_facts_free(facts);
    return code;
}

static int show_absence(const cli_args *args, const char *name, const cairn_error *err)
{
    const struct fact_list none = {NULL, 0};

    if (args->json && print_json(name, NULL, &none) != CLI_DONE)
        return CLI_FAILED;
    cli_say("%s", err->message);
    return CLI_PARTLY;
}

int cmd_entity(const cli_args *args)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_entity entity;
    cairn *kb = NULL;
    cn_buf name;
    int code = cli_join_operands(args, &name);
    int rc;

    if (code == CLI_DONE)
        code = cli_store_open(args, CLI_READ, &kb);
    if (code != CLI_DONE)
        goto out;
    rc = cairn_entity_find(kb, cn_buf_str(&name), &entity, &err);
    if (rc == CAIRN_OK)
        code = show_facts(args, kb, cn_buf_str(&name), &entity);
    else if (rc == CAIRN_ENOTFOUND)
        code = show_absence(args, cn_buf_str(&name), &err);
    else
        code = cli_store_fail(args, &err);
out:
    cairn_close(kb);
    cn_buf_done(&name);
    return code;
}
