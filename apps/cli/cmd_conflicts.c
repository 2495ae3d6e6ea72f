/* cairn conflicts: claims that exclude each other, who makes them, what was decided and why. */
#include <inttypes.h>
#include <stdio.h>

#include "apps/cli/cli.h"
#include "apps/cli/entity_json.h"
#include "apps/cli/fact_text.h"
#include "apps/cli/json_output.h"
#include "apps/cli/output.h"
#include "apps/cli/store.h"

enum { LIMIT_DEFAULT = 10, LIMIT_OF_ENTITY = 100, CLAIMS_SHOWN = 5 };

static int print_json(cairn_conflicts *conflicts, uint64_t all)
{
    cn_json *root = cn_json_new_object(), *list = cn_json_new_array();
    cairn_conflict conflict;

    while (cairn_conflicts_next(conflicts, &conflict) == CAIRN_ROW)
        cn_json_push(list, cli_json_conflict(&conflict));
    cn_json_set(root, "conflicts", list);
    cli_json_count(root, "all_conflicts", all);
    return cli_json_print(root);
}

static void print_conflict(const cli_page *page, const cairn_conflict *conflict)
{
    const size_t n = conflict->n_claims < CLAIMS_SHOWN ? conflict->n_claims : CLAIMS_SHOWN;
    cn_buf line;

    cn_buf_init(&line, SIZE_MAX / 2);
    cn_buf_printf(&line, "%s %s: %s", conflict->subject_name, conflict->relation,
                  *conflict->decision ? conflict->decision : "undecided");
    cli_print_paragraph(page, CLI_BOLD, 0, cn_buf_str(&line), line.len);
    cn_buf_clear(&line);
    cn_buf_printf(&line, "because %s", conflict->reason);
    if (*conflict->reason)
        cli_print_paragraph(page, CLI_PLAIN, 2, cn_buf_str(&line), line.len);
    for (size_t i = 0; i < n; i++)
        cli_print_fact(page, 2, &conflict->claims[i], true);
    cli_print_more(page, 2, n, conflict->all_claims, "claim");
    cn_buf_done(&line);
}

static int print_text(cairn_conflicts *conflicts, uint64_t all)
{
    cairn_conflict conflict;
    uint64_t n = 0;
    cli_page page;

    cli_page_init(&page, stdout);
    for (; cairn_conflicts_next(conflicts, &conflict) == CAIRN_ROW; n++) {
        if (n > 0)
            fputc('\n', stdout);
        print_conflict(&page, &conflict);
    }
    if (n == 0)
        puts("No conflicts");
    else if (all > n)
        printf("\nand %" PRIu64 " more: see --limit, --entity\n", all - n);
    return CLI_DONE;
}

/* *entity 0: no --entity. */
static int find_entity(const cli_args *args, cairn *kb, cairn_id *entity)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_entity found;
    int rc;

    *entity = 0;
    if (!args->entity)
        return CLI_DONE;
    rc = cairn_entity_find(kb, args->entity, &found, &err);
    if (rc == CAIRN_ENOTFOUND) {
        cli_say("%s", err.message);
        return CLI_PARTLY;
    }
    *entity = found.id;
    return rc < 0 ? cli_store_fail(args, &err) : CLI_DONE;
}

int cmd_conflicts(const cli_args *args)
{
    size_t limit = args->entity ? LIMIT_OF_ENTITY : LIMIT_DEFAULT;
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_conflicts *conflicts = NULL;
    cairn *kb = NULL;
    cairn_id entity = 0;
    uint64_t all;
    int code = cli_store_open(args, CLI_READ, &kb);

    if (code == CLI_DONE)
        code = find_entity(args, kb, &entity);
    if (code != CLI_DONE)
        goto out;
    limit = args->limit > 0 ? args->limit : limit;
    if (cairn_list_conflicts(kb, entity, limit, &conflicts, &all, &err) < 0)
        code = cli_store_fail(args, &err);
    else
        code = args->json ? print_json(conflicts, all) : print_text(conflicts, all);
out:
    cairn_conflicts_free(conflicts);
    cairn_close(kb);
    return code;
}
