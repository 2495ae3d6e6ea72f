/* cairn match A.csv [B.csv]: which rows are the same thing, without a store.
 *
 * One pair a line: the ids, how likely it is, and what speaks for and against it. JSON is written
 * piece by piece, so that memory does not grow with the pairs. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "apps/cli/cli.h"
#include "apps/cli/json_output.h"
#include "apps/cli/options.h"
#include "apps/cli/output.h"

enum { REASONS_MAX = 6 }; /* of a pair that are shown */

static void name_issue(const char *where, const char *sentence, void *user)
{
    uint64_t *n = user;

    ++*n;
    cli_say_about(where, sentence);
}

/* ---- Lines ---- */

static void print_pair(const cairn_match_pair *pair)
{
    cli_print_clean(stdout, pair->left);
    fputs("  ", stdout);
    cli_print_clean(stdout, pair->right);
    printf("  %.3f%s ", pair->probability, pair->is_match ? "" : "  no match");
    for (size_t i = 0; i < pair->n_reasons && i < REASONS_MAX; i++) {
        fputs(i > 0 ? ", " : " ", stdout);
        cli_print_clean(stdout, pair->reasons[i].feature);
        printf(" %+.1f", pair->reasons[i].weight);
    }
    putchar('\n');
}

static int print_lines(const cli_args *args, cairn_matches *matches)
{
    cairn_match_summary summary;
    cairn_match_pair pair;
    uint64_t n = 0;

    while (!ferror(stdout) && cairn_matches_next_pair(matches, &pair) == CAIRN_ROW) {
        print_pair(&pair);
        n += pair.is_match;
    }
    cairn_matches_summary(matches, &summary);
    fflush(stdout);
    if (!(args->given & CLI_OPT_QUIET))
        cli_say("%" PRIu64 " match%s among %" PRIu64 " pairs compared", n, n == 1 ? "" : "es",
                summary.compared);
    return CLI_DONE;
}

/* ---- JSON ---- */

/* Dumps a value after a comma where one is due. */
static int put_value(cn_json *value, bool *is_first)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cn_buf buf;
    int rc;

    cn_buf_init(&buf, SIZE_MAX / 2);
    rc = cn_json_dump(value, &buf, &err);
    cn_json_free(value);
    if (rc == CAIRN_OK && !*is_first)
        putchar(',');
    *is_first = false;
    fwrite(cn_buf_str(&buf), 1, buf.len, stdout);
    cn_buf_done(&buf);
    if (rc < 0)
        cli_say("%s", err.message);
    return rc < 0 ? CLI_FAILED : CLI_DONE;
}

static cn_json *pair_json(const cairn_match_pair *pair)
{
    cn_json *object = cn_json_new_object(), *reasons = cn_json_new_array();

    cli_json_text(object, "left", pair->left);
    cli_json_text(object, "right", pair->right);
    cli_json_number(object, "probability", pair->probability);
    cli_json_bool(object, "match", pair->is_match);
    for (size_t i = 0; i < pair->n_reasons && i < REASONS_MAX; i++) {
        cn_json *reason = cn_json_new_object();

        cli_json_text(reason, "feature", pair->reasons[i].feature);
        cli_json_number(reason, "weight", pair->reasons[i].weight);
        cn_json_push(reasons, reason);
    }
    cn_json_set(object, "why", reasons);
    return object;
}

static cn_json *cluster_json(const cairn_match_cluster *cluster)
{
    cn_json *object = cn_json_new_object();
    cn_json *left = cn_json_new_array(), *right = cn_json_new_array();

    for (size_t i = 0; i < cluster->n; i++)
        cn_json_push(i < cluster->n_left ? left : right,
                     cn_json_new_string(cluster->ids[i], strlen(cluster->ids[i])));
    cn_json_set(object, "left", left);
    cn_json_set(object, "right", right);
    return object;
}

/* Levels of a feature come one after the other: one array of weights for each. */
static int put_model(cairn_matches *matches)
{
    cairn_match_weight weight;
    cn_json *object = NULL, *weights = NULL;
    bool is_first = true;
    int code = CLI_DONE;

    while (code == CLI_DONE && cairn_matches_next_weight(matches, &weight) == CAIRN_ROW) {
        if (weight.level == 0) {
            object = cn_json_new_object();
            weights = cn_json_new_array();
            cli_json_text(object, "feature", weight.feature);
            cli_json_count(object, "group", weight.group);
        }
        cn_json_push(weights, cn_json_new_number(weight.weight));
        if (weight.level + 1 < weight.n_levels)
            continue;
        cn_json_set(object, "weights", weights);
        code = put_value(object, &is_first);
    }
    return code;
}

static cn_json *summary_json(const cairn_match_summary *summary)
{
    cn_json *object = cn_json_new_object();

    cli_json_count(object, "left_rows", summary->left_rows);
    cli_json_count(object, "right_rows", summary->right_rows);
    cli_json_count(object, "compared", summary->compared);
    cli_json_bool(object, "left_has_one", summary->left_has_one);
    cli_json_bool(object, "right_has_one", summary->right_has_one);
    cli_json_bool(object, "supervised", summary->is_supervised);
    cli_json_number(object, "prior", summary->prior);
    return object;
}

static int print_json(cairn_matches *matches)
{
    cairn_match_summary summary;
    cairn_match_cluster cluster;
    cairn_match_pair pair;
    bool is_first = true;
    int code;

    cairn_matches_summary(matches, &summary);
    fputs("{\"summary\":", stdout);
    code = put_value(summary_json(&summary), &is_first);
    fputs(",\"pairs\":[", stdout);
    is_first = true;
    while (code == CLI_DONE && cairn_matches_next_pair(matches, &pair) == CAIRN_ROW)
        code = put_value(pair_json(&pair), &is_first);
    fputs("],\"clusters\":[", stdout);
    is_first = true;
    while (code == CLI_DONE && cairn_matches_next_cluster(matches, &cluster) == CAIRN_ROW)
        code = put_value(cluster_json(&cluster), &is_first);
    fputs("],\"model\":[", stdout);
    if (code == CLI_DONE)
        code = put_model(matches);
    fputs("]}\n", stdout);
    return code;
}

int cmd_match(const cli_args *args)
{
    cairn_match_options options = CAIRN_MATCH_OPTIONS_INIT;
    const char *second = args->n_operands > 1 ? args->operands[1] : NULL;
    cairn_matches *matches = NULL;
    cairn_error err = CAIRN_ERROR_INIT;
    uint64_t n_issues = 0;
    int code;

    options.labels = args->labels;
    options.with_rejected = (args->given & CLI_OPT_ALL) != 0;
    if (cairn_match_path(args->operands[0], second, &options, &matches, name_issue, &n_issues,
                         &err) < 0) {
        cli_say("%s", err.message);
        return CLI_FAILED;
    }
    code = args->json ? print_json(matches) : print_lines(args, matches);
    cairn_matches_free(matches);
    return code == CLI_DONE && n_issues > 0 ? CLI_PARTLY : code;
}
