/* cairn tune [--queries FILE[,FILE...]] [--folds N] [--only LIST] [--dry-run] [--forget]: the
 * settings of retrieval, and the search for better ones. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "apps/cli/cli.h"
#include "apps/cli/json_output.h"
#include "apps/cli/options.h"
#include "apps/cli/output.h"
#include "apps/cli/progress.h"
#include "apps/cli/queries.h"
#include "apps/cli/signals.h"
#include "apps/cli/store.h"
#include "base/mem.h"

enum { FILES_MAX = 64, SETTINGS_MAX = 1024 };

/* ---- Listing ---- */

static int show_settings(const cli_args *args, cairn *kb)
{
    cn_json *root = cn_json_new_object(), *list = cn_json_new_array();
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_setting setting;
    int rc;

    for (size_t i = 0; (rc = cairn_setting_get(kb, i, &setting, &err)) == CAIRN_ROW; i++) {
        cn_json *item = cn_json_new_object();

        cli_json_text(item, "name", setting.name);
        cli_json_number(item, "value", setting.value);
        cli_json_number(item, "default", setting.initial);
        cli_json_number(item, "least", setting.least);
        cli_json_number(item, "most", setting.most);
        cli_json_bool(item, "kept", setting.is_kept);
        cn_json_push(list, item);
        if (!args->json)
            printf("%-24s %8g  %g to %g%s\n", setting.name, setting.value, setting.least,
                   setting.most, setting.is_kept ? ", kept" : "");
    }
    cn_json_set(root, "settings", list);
    if (rc == CAIRN_OK && args->json)
        return cli_json_print(root);
    cn_json_free(root);
    return rc < 0 ? cli_store_fail(args, &err) : CLI_DONE;
}

static int forget_settings(const cli_args *args, cairn *kb)
{
    cairn_error err = CAIRN_ERROR_INIT;

    if (cairn_settings_forget(kb, &err) < 0)
        return cli_store_fail(args, &err);
    if (args->json)
        return show_settings(args, kb);
    if (!args->quiet)
        puts("The store keeps no settings any more");
    return CLI_DONE;
}

/* ---- Questions ---- */

/* The files of --queries, and what is asked about which store. */
typedef struct question_files {
    size_t n;
    char *paths[FILES_MAX]; /* "FILE", NUL, "STORE" or "" */
    cli_queries queries[FILES_MAX];
    cairn_known *known[FILES_MAX];
    cairn_known_set sets[FILES_MAX];
} question_files;

static void free_questions(question_files *questions)
{
    for (size_t i = 0; i < questions->n; i++) {
        cairn_close(questions->sets[i].kb);
        cli_queries_done(&questions->queries[i]);
        cn_free(questions->known[i]);
        cn_free(questions->paths[i]);
    }
}

static int open_other(const cli_args *args, const char *path, cairn **kb)
{
    cli_args other = *args;

    other.kb = path;
    return cli_store_open(&other, CLI_READ, kb);
}

static int fill_known(const cli_queries *queries, cairn_known **known)
{
    *known = cn_alloc_zero(queries->n + 1, sizeof **known);
    if (!*known) {
        cli_say("out of memory");
        return CLI_FAILED;
    }
    for (size_t i = 0; i < queries->n; i++) {
        const cn_truth *truth = &queries->items[i].truth;

        (*known)[i] = (cairn_known){queries->items[i].question, truth->answers, truth->n_answers,
                                    truth->gold, truth->n_gold};
    }
    return CLI_DONE;
}

/* One of the list: FILE or FILE@STORE, parted at the last "@". */
static int add_file(const cli_args *args, question_files *questions, const char *text, size_t len)
{
    const size_t i = questions->n;
    cairn_error err = CAIRN_ERROR_INIT;
    char *path, *at;
    int code;

    if (i == FILES_MAX) {
        cli_say("--queries: more than %d files", FILES_MAX);
        return CLI_USAGE;
    }
    path = cn_alloc_zero(len + 1, 1);
    if (!path) {
        cli_say("out of memory");
        return CLI_FAILED;
    }
    memcpy(path, text, len);
    questions->paths[questions->n++] = path;
    at = strrchr(path, '@');
    if (at)
        *at = '\0';
    if (cli_queries_read(path, &questions->queries[i], &err) < 0) {
        cli_say("%s", err.message);
        return CLI_FAILED;
    }
    code = fill_known(&questions->queries[i], &questions->known[i]);
    if (code == CLI_DONE && at)
        code = open_other(args, at + 1, &questions->sets[i].kb);
    questions->sets[i].items = questions->known[i];
    questions->sets[i].n = questions->queries[i].n;
    return code;
}

static int read_questions(const cli_args *args, question_files *questions)
{
    int code = CLI_DONE;

    for (const char *list = args->queries; code == CLI_DONE && *list;) {
        const size_t len = strcspn(list, ",");

        if (len > 0)
            code = add_file(args, questions, list, len);
        list += len + (list[len] == ',');
    }
    if (code == CLI_DONE && questions->n == 0) {
        cli_say("--queries names no file");
        return CLI_USAGE;
    }
    return code;
}

/* ---- Search ---- */

static int show_progress(const cairn_tune_progress *now, void *user)
{
    cli_progress_update(user, "tune", (now->run - 1) * now->total + now->done,
                        now->max_runs * now->total);
    return cli_signals_seen();
}

static int print_json(cairn *kb, const cairn_tuned *tuned, const double *found)
{
    cn_json *root = cn_json_new_object(), *list = cn_json_new_array();
    cairn_setting setting;

    cli_json_count(root, "questions", tuned->n_questions);
    cli_json_count(root, "runs", tuned->n_runs);
    cli_json_number(root, "before", tuned->before);
    cli_json_number(root, "after", tuned->after);
    cli_json_number(root, "tested_before", tuned->tested_before);
    cli_json_number(root, "tested_after", tuned->tested_after);
    cli_json_number(root, "standard_error", tuned->standard_error);
    cli_json_bool(root, "better", tuned->is_better);
    cli_json_bool(root, "kept", tuned->is_kept);
    for (size_t i = 0; cairn_setting_get(kb, i, &setting, NULL) == CAIRN_ROW && i < SETTINGS_MAX;
         i++) {
        cn_json *item = cn_json_new_object();

        cli_json_text(item, "name", setting.name);
        cli_json_number(item, "found", found[i]);
        cli_json_number(item, "default", setting.initial);
        cn_json_push(list, item);
    }
    cn_json_set(root, "settings", list);
    return cli_json_print(root);
}

static void print_found(cairn *kb, const cairn_tuned *tuned, const double *found,
                        const double *before)
{
    cairn_setting setting;
    size_t n_found = 0;

    printf("%" PRIu32 " questions, asked %" PRIu32 " times\n", tuned->n_questions, tuned->n_runs);
    printf("on what they were found with  %.4f, before %.4f\n", tuned->after, tuned->before);
    printf("on what they had not seen     %.4f, before %.4f, standard error %.4f\n",
           tuned->tested_after, tuned->tested_before, tuned->standard_error);
    for (size_t i = 0; cairn_setting_get(kb, i, &setting, NULL) == CAIRN_ROW && i < SETTINGS_MAX;
         i++)
        if (found[i] != before[i] && ++n_found > 0)
            printf("%-24s %8g, before %g\n", setting.name, found[i], before[i]);
    if (tuned->is_kept)
        puts("Kept in the store");
    else if (tuned->is_better)
        puts("Better; not kept, as --dry-run says");
    else if (n_found == 0)
        puts("Nothing better was found");
    else
        puts("Nothing is kept: it is not better on questions it was not found with");
}

static int tune(const cli_args *args, cairn *kb, question_files *questions)
{
    cairn_tune_options options = CAIRN_TUNE_OPTIONS_INIT;
    double found[SETTINGS_MAX] = {0}, before[SETTINGS_MAX] = {0};
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_setting setting;
    cli_progress progress;
    cairn_tuned tuned;
    int rc;

    if (args->limit > 0)
        options.max_runs = args->limit;
    if (args->folds > 0)
        options.n_folds = args->folds;
    options.only = args->only;
    options.dry_run = (args->given & CLI_OPT_DRY_RUN) != 0;
    for (size_t i = 0; i < SETTINGS_MAX && cairn_setting_get(kb, i, &setting, NULL) == CAIRN_ROW;
         i++)
        before[i] = setting.value;
    cli_progress_init(&progress, args->quiet);
    cli_signals_watch(kb);
    rc = cairn_tune(kb, questions->sets, questions->n, &options, &tuned, found, SETTINGS_MAX,
                    show_progress, &progress, &err);
    cli_signals_watch(NULL);
    cli_progress_clear(&progress);
    if (rc == CAIRN_ECANCELED) {
        cli_say("stopped; nothing is kept");
        return CLI_FAILED;
    }
    if (rc < 0)
        return cli_store_fail(args, &err);
    if (args->json)
        return print_json(kb, &tuned, found);
    print_found(kb, &tuned, found, before);
    return CLI_DONE;
}

int cmd_tune(const cli_args *args)
{
    const bool forgets = (args->given & CLI_OPT_FORGET) != 0;
    const bool is_dry = (args->given & CLI_OPT_DRY_RUN) != 0;
    question_files questions = {.n = 0};
    cairn *kb = NULL;
    int code = CLI_DONE;

    if (forgets && args->queries) {
        cli_say("tune: --queries and --forget are two different things");
        return CLI_USAGE;
    }
    if (args->queries)
        code = read_questions(args, &questions);
    if (code == CLI_DONE)
        code = cli_store_open(args, forgets || (args->queries && !is_dry) ? CLI_CHANGE : CLI_READ,
                              &kb);
    if (code == CLI_DONE && forgets)
        code = forget_settings(args, kb);
    else if (code == CLI_DONE && args->queries)
        code = tune(args, kb, &questions);
    else if (code == CLI_DONE)
        code = show_settings(args, kb);
    cairn_close(kb);
    free_questions(&questions);
    return code;
}
