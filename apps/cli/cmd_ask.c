/* cairn ask QUESTION: the answer, how sure it is, and the sentences it stands on; with --explain
 * also how it came about. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "apps/cli/cli.h"
#include "apps/cli/json_output.h"
#include "apps/cli/options.h"
#include "apps/cli/output.h"
#include "apps/cli/plan_view.h"
#include "apps/cli/store.h"
#include "apps/cli/tree_view.h"

static cn_json *list_citations(const cairn_answer *answer)
{
    size_t n;
    const cairn_citation *cited = cairn_answer_citations(answer, &n);
    cn_json *list = cn_json_new_array();

    for (size_t i = 0; i < n; i++) {
        cn_json *item = cn_json_new_object();

        cli_json_text(item, "uri", cited[i].uri);
        cli_json_text(item, "title", cited[i].title);
        cli_json_text(item, "quote", cited[i].quote);
        cli_json_count(item, "first_byte", cited[i].first_byte);
        cli_json_count(item, "len", cited[i].len);
        cli_json_count(item, "src_first", cited[i].src_first);
        cli_json_count(item, "src_len", cited[i].src_len);
        cn_json_push(list, item);
    }
    return list;
}

static cn_json *list_hits(cairn_answer *answer)
{
    cairn_hits *hits = cairn_answer_hits(answer);
    cn_json *list = cn_json_new_array();
    cairn_hit hit;

    for (uint64_t rank = 1; cairn_hits_next(hits, &hit) == CAIRN_ROW; rank++) {
        cn_json *item = cn_json_new_object();

        cli_json_count(item, "rank", rank);
        cli_json_text(item, "uri", hit.uri);
        cli_json_text(item, "title", hit.title);
        cli_json_text(item, "heading", hit.heading);
        cli_json_number(item, "score", hit.score);
        cli_json_count(item, "first_byte", hit.first_byte);
        cli_json_count(item, "len", hit.text_len);
        cn_json_push(list, item);
    }
    return list;
}

static cn_json *list_steps(const cairn_answer *answer)
{
    size_t n;
    const cairn_step *steps = cairn_answer_steps(answer, &n);
    cn_json *list = cn_json_new_array();

    for (size_t i = 0; i < n; i++) {
        const cairn_step *step = &steps[i];
        cn_json *item = cn_json_new_object(), *needs = cn_json_new_array();

        for (size_t k = 0; k < sizeof step->needs / sizeof *step->needs; k++)
            if (step->needs[k] > 0)
                cn_json_push(needs, cn_json_new_int(step->needs[k]));
        cli_json_count(item, "step", i + 1);
        cli_json_text(item, "question", step->question);
        cn_json_set(item, "needs", needs);
        cli_json_text(item, "answer", step->answer);
        cli_json_text(item, "how", step->how);
        cli_json_number(item, "confidence", step->confidence);
        cn_json_set(item, "citation",
                    step->citation == SIZE_MAX ? cn_json_new_null()
                                               : cn_json_new_int((int64_t)step->citation + 1));
        cli_json_count(item, "fact", (uint64_t)step->fact);
        cn_json_push(list, item);
    }
    return list;
}

static int print_json(const char *question, cairn_answer *answer)
{
    cn_json *root = cn_json_new_object();

    cli_json_text(root, "question", question);
    cli_json_text(root, "answer", cairn_answer_text(answer));
    cli_json_text(root, "reason", cairn_answer_reason(answer));
    cli_json_number(root, "confidence", cairn_answer_confidence(answer));
    cli_json_text(root, "disputed", cairn_answer_conflict(answer));
    cli_json_text(root, "kind", cairn_answer_kind(answer));
    cn_json_set(root, "steps", list_steps(answer));
    cn_json_set(root, "citations", list_citations(answer));
    cn_json_set(root, "hits", list_hits(answer));
    return cli_json_print(root);
}

static void add_citation(cn_buf *out, size_t number, const cairn_citation *cited)
{
    cn_buf_printf(out, "[%zu] ", number);
    if (*cited->title)
        cn_buf_printf(out, "%s — ", cited->title);
    if (cited->len > 0)
        cn_buf_printf(out, "%s, bytes %" PRIu64 "-%" PRIu64 ": \"%s\"", cited->uri,
                      cited->first_byte, cited->first_byte + cited->len - 1, cited->quote);
    else
        cn_buf_printf(out, "%s, a field of the record", cited->uri);
}

static int print_citations(const cli_page *page, const cairn_answer *answer, cairn_error *err)
{
    size_t n;
    const cairn_citation *cited = cairn_answer_citations(answer, &n);
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        cn_buf line;

        cn_buf_init(&line, SIZE_MAX / 2);
        add_citation(&line, i + 1, &cited[i]);
        if (line.status == CAIRN_OK)
            cli_print_paragraph(page, CLI_PLAIN, 0, cn_buf_str(&line), line.len);
        else
            rc = cn_fail_memory(err, line.len);
        cn_buf_done(&line);
    }
    return rc;
}

/* The other side. */
static void print_dispute(const cli_page *page, const cairn_answer *answer)
{
    const char *conflict = cairn_answer_conflict(answer);

    if (!*conflict)
        return;
    fputs("disputed: also stated is ", stdout);
    cli_print_paragraph(page, CLI_PLAIN, 0, conflict, strlen(conflict));
}

static int print_plan(const cairn_answer *answer, cairn_error *err)
{
    size_t n;
    const cairn_step *steps = cairn_answer_steps(answer, &n);
    cn_buf out;
    int rc = CAIRN_OK;

    cn_buf_init(&out, SIZE_MAX / 2);
    cli_plan_draw(&out, cairn_answer_kind(answer), steps, n, !cli_terminal_is_utf8());
    if (out.status < 0)
        rc = cn_fail_memory(err, out.len);
    else
        fprintf(stdout, "\n%s", cn_buf_str(&out));
    cn_buf_done(&out);
    return rc;
}

static int print_answer(const cli_args *args, const cairn_answer *answer, cairn_error *err)
{
    const char *text = cairn_answer_text(answer);
    cli_page page;
    int rc;

    cli_page_init(&page, stdout);
    if (text) {
        cli_print_paragraph(&page, CLI_BOLD, 0, text, strlen(text));
        printf("confidence %.2f\n", cairn_answer_confidence(answer));
        print_dispute(&page, answer);
    } else {
        fputs("No answer: ", stdout);
        cli_print_clean(stdout, cairn_answer_reason(answer));
        fputc('\n', stdout);
    }
    /* What an abstention has seen on its way is shown where the plan refers to it. */
    rc = text || args->given & CLI_OPT_EXPLAIN ? print_citations(&page, answer, err) : CAIRN_OK;
    if (rc == CAIRN_OK && args->given & CLI_OPT_EXPLAIN)
        rc = print_plan(answer, err);
    return rc;
}

int cmd_ask(const cli_args *args)
{
    cairn_ask_options options = CAIRN_ASK_OPTIONS_INIT;
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_answer *answer = NULL;
    cairn *kb = NULL;
    cn_buf question;
    int code = cli_join_operands(args, &question);

    options.search = cli_search_options(args);
    if (code == CLI_DONE)
        code = cli_store_open(args, CLI_READ, &kb);
    if (code != CLI_DONE)
        goto out;
    if (cairn_ask(kb, cn_buf_str(&question), &options, &answer, &err) < 0)
        code = cli_store_fail(args, &err);
    else if (args->json)
        code = print_json(cn_buf_str(&question), answer);
    else if (print_answer(args, answer, &err) < 0)
        code = cli_store_fail(args, &err);
out:
    cairn_answer_free(answer);
    cairn_close(kb);
    cn_buf_done(&question);
    return code;
}
