/* A word about two names: remembered, built, and told, with what it replaced.
 *
 * Words may contradict each other: a = b, b = c, a not c. The build settles them (that two names
 * are apart goes before), so what is printed last is read from the store, not assumed. */
#include "apps/cli/decide.h"

#include <stdio.h>
#include <string.h>

#include "apps/cli/json_output.h"
#include "apps/cli/options.h"
#include "apps/cli/output.h"
#include "apps/cli/progress.h"
#include "apps/cli/signals.h"
#include "apps/cli/store.h"

/* What the two names mean, before or after. */
typedef struct two_meanings {
    cairn_entity first, second;
    bool is_same;
} two_meanings;

/* A name may mean nothing by itself yet: id 0. */
static int find_meaning(cairn *kb, const char *name, cairn_entity *entity, cairn_error *err)
{
    const int rc = cairn_entity_find(kb, name, entity, err);

    return rc == CAIRN_ENOTFOUND ? CAIRN_OK : rc;
}

static int find_both(cairn *kb, const char *name1, const char *name2, two_meanings *both,
                     cairn_error *err)
{
    int rc = find_meaning(kb, name1, &both->first, err);

    if (rc == CAIRN_OK)
        rc = find_meaning(kb, name2, &both->second, err);
    both->is_same = rc == CAIRN_OK && both->first.id != 0 && both->first.id == both->second.id;
    return rc;
}

static void say_entity(const char *name, const cairn_entity *entity)
{
    fputs("  \"", stdout);
    cli_print_clean(stdout, name);
    fputs("\" means ", stdout);
    cli_print_clean(stdout, entity->id != 0 ? entity->name : "nothing");
    if (entity->id != 0)
        printf(" (%s%s%llu mention%s)", entity->type, *entity->type ? ", " : "",
               (unsigned long long)entity->mentions, entity->mentions == 1 ? "" : "s");
    fputc('\n', stdout);
}

/* What is going to happen, before it does. */
static void announce(const char *name1, const char *name2, cairn_verdict verdict,
                     cairn_verdict before, const two_meanings *both)
{
    static const char *const wish[] = {"To be left to cairn", "To be one", "To be kept apart"};
    static const char *const past[] = {NULL, "merged by hand", "kept apart by hand"};

    printf("%s:\n", wish[verdict]);
    say_entity(name1, &both->first);
    say_entity(name2, &both->second);
    if (before == verdict)
        puts(verdict == CAIRN_UNDECIDED ? "Nothing changes: nothing was said of them"
                                        : "Nothing changes: that was said before");
    else if (before != CAIRN_UNDECIDED)
        printf("Until now they were %s; that is %s\n", past[before],
               verdict == CAIRN_UNDECIDED ? "taken back" : "replaced");
}

/* What came of it. */
static void conclude(const char *name1, const char *name2, cairn_verdict verdict,
                     const two_meanings *now)
{
    if (now->is_same) {
        fputs("They are one now: ", stdout);
        cli_print_clean(stdout, now->first.name);
        printf(", %llu mention%s\n", (unsigned long long)now->first.mentions,
               now->first.mentions == 1 ? "" : "s");
        if (verdict == CAIRN_APART)
            puts("They could not be parted; see 'cairn merges' for why");
        return;
    }
    fputs("They are two now: ", stdout);
    cli_print_clean(stdout, now->first.id != 0 ? now->first.name : name1);
    fputs(" and ", stdout);
    cli_print_clean(stdout, now->second.id != 0 ? now->second.name : name2);
    fputc('\n', stdout);
    if (verdict == CAIRN_SAME)
        puts("They could not be merged: they, or names merged with them, are kept apart by hand");
}

static int show_progress(const cairn_progress *stage, void *user)
{
    cli_progress_stage(user, stage);
    return cli_signals_seen();
}

static int build(const cli_args *args, cairn *kb, cairn_error *err)
{
    cli_progress progress;
    int rc;

    cli_progress_init(&progress, args->quiet || args->json);
    cli_signals_watch(kb);
    rc = cairn_build(kb, show_progress, &progress, err);
    cli_signals_watch(NULL);
    cli_progress_clear(&progress);
    return rc;
}

static const char *verdict_name(cairn_verdict verdict)
{
    static const char *const names[] = {"undecided", "same", "apart"};

    return names[verdict];
}

static int print_json(const char *name1, const char *name2, cairn_verdict verdict,
                      cairn_verdict before, const two_meanings *now)
{
    cn_json *root = cn_json_new_object(), *names = cn_json_new_array();

    cn_json_push(names, cn_json_new_string(name1, strlen(name1)));
    cn_json_push(names, cn_json_new_string(name2, strlen(name2)));
    cn_json_set(root, "names", names);
    cli_json_text(root, "verdict", verdict_name(verdict));
    cli_json_text(root, "before", verdict_name(before));
    cli_json_bool(root, "same_entity", now->is_same);
    names = cn_json_new_array();
    cn_json_push(names, cn_json_new_int(now->first.id));
    cn_json_push(names, cn_json_new_int(now->second.id));
    cn_json_set(root, "entities", names);
    return cli_json_print(root);
}

static int fail(const cli_args *args, const cairn_error *err)
{
    if (err->status == CAIRN_ENOTFOUND) {
        cli_say("%s", err->message);
        return CLI_PARTLY;
    }
    if (err->status == CAIRN_ECANCELED) {
        cli_say("stopped; it is remembered, and the next build of %s applies it", args->kb);
        return CLI_FAILED;
    }
    return cli_store_fail(args, err);
}

int cli_decide(const cli_args *args, cairn *kb, const char *name1, const char *name2,
               cairn_verdict verdict)
{
    const bool is_told = !args->json && !args->quiet;
    cairn_verdict before = CAIRN_UNDECIDED;
    cairn_error err = CAIRN_ERROR_INIT;
    two_meanings both;
    int rc = find_both(kb, name1, name2, &both, &err);

    if (args->given & CLI_OPT_UNDO)
        verdict = CAIRN_UNDECIDED;
    if (rc == CAIRN_OK)
        rc = cairn_decide(kb, name1, name2, verdict, &before, &err);
    if (rc == CAIRN_OK && is_told) {
        announce(name1, name2, verdict, before, &both);
        fflush(stdout);
    }
    if (rc == CAIRN_OK)
        rc = build(args, kb, &err);
    if (rc == CAIRN_OK)
        rc = find_both(kb, name1, name2, &both, &err);
    if (rc < 0)
        return fail(args, &err);
    if (args->json)
        return print_json(name1, name2, verdict, before, &both);
    if (is_told)
        conclude(name1, name2, verdict, &both);
    return CLI_DONE;
}
