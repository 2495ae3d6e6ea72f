/* cairn search QUERY: ranked passages, one for each document; with --explain why each is there. */
#include <stdio.h>
#include <string.h>

#include "apps/cli/cli.h"
#include "apps/cli/json_output.h"
#include "apps/cli/options.h"
#include "apps/cli/output.h"
#include "apps/cli/snippet.h"
#include "apps/cli/store.h"

#define SNIPPET_ROOM ((size_t)4096) /* bytes; a snippet and its marks need a tenth */

static int print_json(const cli_args *args, const char *query, cairn_hits *hits)
{
    cn_json *root = cn_json_new_object(), *list = cn_json_new_array();
    cairn_hit hit;

    for (uint64_t rank = 1; cairn_hits_next(hits, &hit) == CAIRN_ROW; rank++) {
        cn_json *item = cn_json_new_object();

        cli_json_count(item, "rank", rank);
        cli_json_count(item, "chunk", (uint64_t)hit.chunk);
        cli_json_text(item, "uri", hit.uri);
        cli_json_text(item, "title", hit.title);
        cli_json_text(item, "heading", hit.heading);
        cli_json_number(item, "score", hit.score);
        cn_json_set(item, "text", cn_json_new_string(hit.text, hit.text_len));
        cli_json_count(item, "first_byte", hit.first_byte);
        cli_json_count(item, "len", hit.text_len);
        cli_json_count(item, "src_first", hit.src_first);
        cli_json_count(item, "src_len", hit.src_len);
        if (args->given & CLI_OPT_EXPLAIN)
            cli_json_text(item, "why", hit.why);
        cn_json_push(list, item);
    }
    cli_json_text(root, "query", query);
    cn_json_set(root, "hits", list);
    return cli_json_print(root);
}

static void print_heading(const cli_page *page, unsigned rank, const cairn_hit *hit)
{
    fprintf(page->file, "%2u. ", rank);
    cli_print_styled(page, CLI_BOLD, *hit->title ? hit->title : hit->uri);
    fprintf(page->file, "  %.3f\n    ", hit->score);
    cli_print_styled(page, CLI_DIM, hit->uri);
    if (*hit->heading) {
        fputs("  ", page->file);
        cli_print_styled(page, CLI_DIM, hit->heading);
    }
    fputc('\n', page->file);
}

static int print_hits(const char *query, cairn_hits *hits, cairn_error *err)
{
    cli_snipper snipper;
    cli_page page;
    cairn_hit hit;
    cn_buf text;
    unsigned rank = 0;
    int rc = cli_snipper_init(&snipper, query, err);

    cli_page_init(&page, stdout);
    cn_buf_init(&text, SNIPPET_ROOM);
    while (rc == CAIRN_OK && cairn_hits_next(hits, &hit) == CAIRN_ROW) {
        cn_buf_clear(&text);
        rc = cli_snipper_cut(&snipper, hit.text, hit.text_len, &text, err);
        if (rc < 0)
            break;
        if (rank > 0)
            fputc('\n', stdout);
        print_heading(&page, ++rank, &hit);
        cli_print_paragraph(&page, CLI_PLAIN, 4, cn_buf_str(&text), text.len);
        if (*hit.why)
            cli_print_paragraph(&page, CLI_DIM, 4, hit.why, strlen(hit.why));
    }
    if (rc == CAIRN_OK && rank == 0)
        puts("Nothing found");
    cn_buf_done(&text);
    cli_snipper_done(&snipper);
    return rc;
}

int cmd_search(const cli_args *args)
{
    const cairn_search_options options = cli_search_options(args);
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_hits *hits = NULL;
    cairn *kb = NULL;
    cn_buf query;
    int code = cli_join_operands(args, &query);

    if (code == CLI_DONE)
        code = cli_store_open(args, CLI_READ, &kb);
    if (code != CLI_DONE)
        goto out;
    if (cairn_search(kb, cn_buf_str(&query), &options, &hits, &err) < 0)
        code = cli_store_fail(args, &err);
    else if (args->json)
        code = print_json(args, cn_buf_str(&query), hits);
    else if (print_hits(cn_buf_str(&query), hits, &err) < 0)
        code = cli_store_fail(args, &err);
out:
    cairn_hits_free(hits);
    cairn_close(kb);
    cn_buf_done(&query);
    return code;
}
