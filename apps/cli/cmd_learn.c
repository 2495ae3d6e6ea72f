/* cairn learn [--rules FILE | --forget] [--min-support N] [--min-confidence X] [--dry-run]: what
 * holds of relations. */
#include <inttypes.h>
#include <stdio.h>

#include "apps/cli/cli.h"
#include "apps/cli/json_output.h"
#include "apps/cli/options.h"
#include "apps/cli/output.h"
#include "apps/cli/rule_lines.h"
#include "apps/cli/store.h"
#include "base/file.h"

#define RULES_BYTES_MAX ((size_t)64 << 20)
enum { SHOWN = 50 }; /* rules listed without --limit */

static void say_build(const cli_args *args, bool needs_build)
{
    if (needs_build && !args->quiet)
        cli_say("which relations have one value has changed; the next 'cairn index' fuses anew");
}

/* ---- Given ---- */

static void say_issue(const char *where, const char *sentence, void *user)
{
    (void)user;
    cli_say_about(where, sentence);
}

static int report_given(const cli_args *args, uint64_t n_given, uint64_t n_bad, bool needs_build)
{
    if (args->json) {
        cn_json *root = cn_json_new_object();

        cli_json_count(root, "given", n_given);
        cli_json_count(root, "refused", n_bad);
        cli_json_bool(root, "needs_build", needs_build);
        if (cli_json_print(root) != CLI_DONE)
            return CLI_FAILED;
    } else if (!args->quiet) {
        printf("%" PRIu64 " rule%s taken\n", n_given, n_given == 1 ? "" : "s");
    }
    say_build(args, needs_build);
    if (n_bad == 0)
        return CLI_DONE;
    fflush(stdout);
    cli_say("%" PRIu64 " line%s of %s refused", n_bad, n_bad == 1 ? "" : "s", args->rules);
    return CLI_PARTLY;
}

static int give_rules(const cli_args *args, cairn *kb)
{
    cairn_error err = CAIRN_ERROR_INIT;
    uint64_t n_given = 0, n_bad = 0;
    bool needs_build = false;
    cn_buf text;
    int code, rc;

    cn_buf_init(&text, RULES_BYTES_MAX);
    if (cn_file_read(args->rules, RULES_BYTES_MAX, &text, &err) < 0) {
        cli_say_about(args->rules, err.message);
        code = CLI_FAILED;
    } else {
        rc = cairn_give_rules(kb, args->rules, cn_buf_str(&text), text.len, say_issue, NULL,
                              &n_given, &n_bad, &needs_build, &err);
        code =
            rc < 0 ? cli_store_fail(args, &err) : report_given(args, n_given, n_bad, needs_build);
    }
    cn_buf_done(&text);
    return code;
}

/* ---- Forgotten ---- */

static int forget_rules(const cli_args *args, cairn *kb)
{
    cairn_error err = CAIRN_ERROR_INIT;
    bool needs_build = false;
    cn_json *root;

    if (cairn_forget_rules(kb, &needs_build, &err) < 0)
        return cli_store_fail(args, &err);
    if (args->json) {
        root = cn_json_new_object();
        cli_json_bool(root, "needs_build", needs_build);
        if (cli_json_print(root) != CLI_DONE)
            return CLI_FAILED;
    } else if (!args->quiet) {
        puts("All that was learned and given is forgotten");
    }
    say_build(args, needs_build);
    return CLI_DONE;
}

/* ---- Learned ---- */

static int print_json(const cli_args *args, cairn_rules *rules, bool needs_build)
{
    cn_json *root = cn_json_new_object(), *list = cn_json_new_array();
    cairn_rule rule;
    uint64_t n = 0;

    while (cairn_rules_next(rules, &rule) == CAIRN_ROW) {
        if (args->limit == 0 || n++ < args->limit)
            cn_json_push(list, cli_rule_json(&rule));
    }
    cn_json_set(root, "rules", list);
    cli_json_bool(root, "needs_build", needs_build);
    return cli_json_print(root);
}

static void print_rules(const cli_args *args, cairn_rules *rules)
{
    const uint64_t shown = args->limit > 0 ? args->limit : SHOWN;
    uint64_t n = 0;
    cairn_rule rule;
    cli_page page;

    cli_page_init(&page, stdout);
    while (cairn_rules_next(rules, &rule) == CAIRN_ROW) {
        if (n++ < shown)
            cli_rule_print(&page, &rule, 0);
    }
    if (n == 0)
        puts("Nothing was learned: too few facts say the same of one relation");
    else if (n > shown)
        printf("and %" PRIu64 " more; see --limit\n", n - shown);
}

static int learn_rules(const cli_args *args, cairn *kb)
{
    cairn_learn_options options = CAIRN_LEARN_OPTIONS_INIT;
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_rules *rules = NULL;
    bool needs_build = false;
    int code = CLI_DONE;

    if (args->min_support > 0)
        options.min_support = args->min_support;
    if (args->given & CLI_OPT_MIN_CONFIDENCE)
        options.min_confidence = args->min_confidence;
    options.dry_run = (args->given & CLI_OPT_DRY_RUN) != 0;
    if (cairn_learn(kb, &options, &rules, &needs_build, &err) < 0)
        return cli_store_fail(args, &err);
    if (args->json)
        code = print_json(args, rules, needs_build);
    else if (!args->quiet)
        print_rules(args, rules);
    cairn_rules_free(rules);
    fflush(stdout);
    say_build(args, needs_build);
    return code;
}

int cmd_learn(const cli_args *args)
{
    const uint64_t learning = CLI_OPT_MIN_SUPPORT | CLI_OPT_MIN_CONFIDENCE | CLI_OPT_DRY_RUN;
    const bool gives = args->rules != NULL, forgets = (args->given & CLI_OPT_FORGET) != 0;
    const bool is_dry = (args->given & CLI_OPT_DRY_RUN) != 0;
    cairn *kb = NULL;
    int code;

    if ((gives && forgets) || ((gives || forgets) && args->given & learning)) {
        cli_say("learn: --rules, --forget and the options of learning are three different things");
        return CLI_USAGE;
    }
    code = cli_store_open(args, is_dry ? CLI_READ : CLI_CHANGE, &kb);
    if (code != CLI_DONE)
        return code;
    code = gives ? give_rules(args, kb) : forgets ? forget_rules(args, kb) : learn_rules(args, kb);
    cairn_close(kb);
    return code;
}
