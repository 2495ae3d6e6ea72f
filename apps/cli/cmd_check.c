/* cairn check: do the tables, the text index, the vectors and the graph agree? */
#include <stdio.h>

#include "apps/cli/cli.h"
#include "apps/cli/json_output.h"
#include "apps/cli/output.h"
#include "apps/cli/store.h"

struct check {
    bool is_json;
    cn_json *problems; /* for JSON; else each is printed as it is found */
};

static void take_problem(const char *where, const char *sentence, void *user)
{
    const struct check *check = user;
    cn_json *item;

    if (!check->is_json) {
        cli_print_clean(stdout, where);
        fputs(": ", stdout);
        cli_print_clean(stdout, sentence);
        fputc('\n', stdout);
        return;
    }
    item = cn_json_new_object();
    cli_json_text(item, "where", where);
    cli_json_text(item, "sentence", sentence);
    cn_json_push(check->problems, item);
}

static int print_json(bool is_whole, cn_json *problems)
{
    cn_json *root = cn_json_new_object();

    cli_json_bool(root, "ok", is_whole);
    cn_json_set(root, "problems", problems);
    return cli_json_print(root);
}

int cmd_check(const cli_args *args)
{
    cairn_error err = CAIRN_ERROR_INIT;
    struct check check = {args->json, NULL};
    cairn *kb = NULL;
    int code = cli_store_open(args, CLI_READ, &kb);
    int rc;

    if (code != CLI_DONE)
        return code;
    if (args->json)
        check.problems = cn_json_new_array();
    rc = cairn_check(kb, take_problem, &check, &err);
    if (rc < 0 && rc != CAIRN_EINDEX) {
        cn_json_free(check.problems);
        code = cli_store_fail(args, &err);
        goto out;
    }
    if (args->json)
        code = print_json(rc == CAIRN_OK, check.problems);
    else if (rc == CAIRN_OK)
        puts("No problems found");
    if (rc == CAIRN_EINDEX) {
        fflush(stdout);
        cli_say_about(args->kb, err.message);
        code = code == CLI_DONE ? CLI_PARTLY : code;
    }
out:
    cairn_close(kb);
    return code;
}
