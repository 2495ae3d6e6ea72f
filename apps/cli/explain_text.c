/* A passage explained, see explain_text.h. Trees cut it into sentences; mentions and statements go
 * with the sentence they are written in. A passage without trees (a table, a language without a
 * model) is one sentence. */
#include "apps/cli/explain_text.h"

#include <inttypes.h>
#include <string.h>

#include "apps/cli/statement_text.h"
#include "base/mem.h"
#include "base/status.h"

#define ITEMS_MAX ((size_t)1 << 24)
enum { NAME_COLUMNS_MAX = 32, GAP = 2 };

typedef struct explained {
    const char *text; /* of the passage */
    size_t len;
    uint64_t first_byte;
    cairn_token *tokens;
    size_t n_tokens, cap_tokens;
    cairn_mention *mentions;
    size_t n_mentions, cap_mentions;
    cairn_statement *statements;
    size_t n_statements, cap_statements;
} explained;

/* A tree with what belongs to it: up to where the next one begins. */
typedef struct sentence {
    size_t token, n_tokens;
    uint64_t first, end; /* bytes of the document's text */
    uint64_t until;      /* where the next one begins */
} sentence;

/* ---- Gathering ---- */

static void done(explained *all)
{
    cn_free(all->tokens);
    cn_free(all->mentions);
    cn_free(all->statements);
}

static int gather(explained *all, cairn_extracted *found, cairn_error *err)
{
    cairn_token token;
    cairn_mention mention;
    cairn_statement statement;

    all->text = cairn_extracted_text(found, &all->len, &all->first_byte);
    while (cairn_extracted_next_token(found, &token) == CAIRN_ROW) {
        if (!cn_grow((void **)&all->tokens, &all->cap_tokens, all->n_tokens + 1, ITEMS_MAX,
                     sizeof(token)))
            return cn_fail_memory(err, sizeof(token));
        all->tokens[all->n_tokens++] = token;
    }
    while (cairn_extracted_next_mention(found, &mention) == CAIRN_ROW) {
        if (!cn_grow((void **)&all->mentions, &all->cap_mentions, all->n_mentions + 1, ITEMS_MAX,
                     sizeof(mention)))
            return cn_fail_memory(err, sizeof(mention));
        all->mentions[all->n_mentions++] = mention;
    }
    while (cairn_extracted_next_statement(found, &statement) == CAIRN_ROW) {
        if (!cn_grow((void **)&all->statements, &all->cap_statements, all->n_statements + 1,
                     ITEMS_MAX, sizeof(statement)))
            return cn_fail_memory(err, sizeof(statement));
        all->statements[all->n_statements++] = statement;
    }
    return CAIRN_OK;
}

/* The tree that begins at a token; n_tokens 0 takes the whole passage. */
static sentence next_sentence(const explained *all, size_t token)
{
    const uint64_t end = all->first_byte + all->len;
    sentence s = {.token = token, .first = all->first_byte, .end = end, .until = UINT64_MAX};
    size_t i = token;

    if (token >= all->n_tokens)
        return s;
    while (i < all->n_tokens && all->tokens[i].tree == all->tokens[token].tree)
        i++;
    s.n_tokens = i - token;
    s.first = all->tokens[token].first_byte;
    s.end = all->tokens[i - 1].first_byte + all->tokens[i - 1].len;
    if (i < all->n_tokens)
        s.until = all->tokens[i].first_byte;
    return s;
}

/* Is what is written at `first` of the sentence? What lies before the first one is, too. */
static bool is_in(const sentence *s, uint64_t first)
{
    return (first >= s->first || s->token == 0) && first < s->until;
}

static uint64_t place_of(const cairn_statement *statement)
{
    if (statement->relation_len > 0)
        return statement->relation_first_byte;
    if (statement->object.len > 0)
        return statement->object.first_byte;
    return statement->subject.len > 0 ? statement->subject.first_byte : statement->first_byte;
}

/* ---- Printing ---- */

static void add_padded(cn_buf *out, const char *text, size_t columns)
{
    size_t taken = cli_columns(text, strlen(text));

    cn_buf_add_str(out, text);
    for (; taken < columns; taken++)
        cn_buf_add_char(out, ' ');
}

static void print_heading(const cli_page *page, const char *heading)
{
    fputs("  ", page->file);
    cli_print_styled(page, CLI_BOLD, heading);
    fputc('\n', page->file);
}

static const char *type_of(const cairn_mention *mention)
{
    return *mention->type ? mention->type : "other";
}

static void print_mention(const cli_page *page, const cli_tree_style *style, size_t columns,
                          const cairn_mention *mention)
{
    cn_buf line, clean;

    cn_buf_init(&line, SIZE_MAX / 2);
    cn_buf_init(&clean, SIZE_MAX / 2);
    cli_clean(&clean, mention->text, strlen(mention->text));
    fputs("    ", page->file);
    add_padded(&line, cn_buf_str(&clean), columns + GAP);
    fwrite(cn_buf_str(&line), 1, line.len, page->file);
    cli_print_styled(page, CLI_DIM, type_of(mention));
    if (mention->kind != CAIRN_MENTION_NAME) {
        fputs(" ", page->file);
        cli_print_styled(page, CLI_DIM, cli_mention_kind_name(mention->kind));
    }
    if (strcmp(mention->name, mention->text) != 0) {
        fputs(style->is_ascii ? " -> " : " \u2192 ", page->file);
        cli_print_clean(page->file, mention->name);
    }
    fputc('\n', page->file);
    cn_buf_done(&clean);
    cn_buf_done(&line);
}

static void print_mentions(const cli_page *page, const cli_tree_style *style, const explained *all,
                           const sentence *s)
{
    size_t columns = 0;

    for (size_t i = 0; i < all->n_mentions; i++) {
        const char *text = all->mentions[i].text;
        const size_t width = cli_columns(text, strlen(text));

        if (is_in(s, all->mentions[i].first_byte) && width > columns && width <= NAME_COLUMNS_MAX)
            columns = width;
    }
    for (size_t i = 0, n = 0; i < all->n_mentions; i++) {
        if (!is_in(s, all->mentions[i].first_byte))
            continue;
        if (n++ == 0) {
            print_heading(page, "names");
        }
        print_mention(page, style, columns, &all->mentions[i]);
    }
}

static void print_statements(const cli_page *page, const explained *all, const sentence *s)
{
    cn_buf line;

    cn_buf_init(&line, SIZE_MAX / 2);
    for (size_t i = 0, n = 0; i < all->n_statements; i++) {
        const cairn_statement *statement = &all->statements[i];

        if (!is_in(s, place_of(statement)))
            continue;
        if (n++ == 0) {
            print_heading(page, "statements");
        }
        cn_buf_clear(&line);
        cli_statement_add(&line, statement);
        fputs("    ", page->file);
        fwrite(cn_buf_str(&line), 1, line.len, page->file);
        fputs("  ", page->file);
        cli_print_styled(page, CLI_DIM, statement->rule);
        fputc('\n', page->file);
    }
    cn_buf_done(&line);
}

static int print_sentence(const cli_page *page, const cli_tree_style *style, const explained *all,
                          const sentence *s, cairn_error *err)
{
    char place[64];
    cn_buf tree;
    int rc;

    cli_print_paragraph(page, CLI_BOLD, 0, all->text + (s->first - all->first_byte),
                        (size_t)(s->end - s->first));
    snprintf(place, sizeof(place), "bytes %" PRIu64 "-%" PRIu64, s->first,
             s->end > s->first ? s->end - 1 : s->first);
    fputs("  ", page->file);
    cli_print_styled(page, CLI_DIM, place);
    fputs(s->n_tokens > 0 ? "\n\n" : "\n", page->file);
    cn_buf_init(&tree, SIZE_MAX / 2);
    cli_tree_draw(&tree, all->tokens + s->token, s->n_tokens, style);
    fwrite(cn_buf_str(&tree), 1, tree.len, page->file);
    rc = tree.status < 0 ? cn_fail_memory(err, tree.len) : CAIRN_OK;
    if (s->n_tokens > 0)
        fputc('\n', page->file);
    cn_buf_done(&tree);
    print_mentions(page, style, all, s);
    print_statements(page, all, s);
    fputc('\n', page->file);
    return rc;
}

int cli_explain_print(const cli_page *page, const cli_tree_style *style,
                      const cli_explained_range *range, cairn_extracted *found, cairn_error *err)
{
    explained all = {.n_tokens = 0};
    size_t token = 0;
    int rc = gather(&all, found, err);

    while (rc == CAIRN_OK && all.len > 0) {
        const sentence s = next_sentence(&all, token);

        if (s.first < range->first + range->len && s.end > range->first)
            rc = print_sentence(page, style, &all, &s, err);
        token += s.n_tokens;
        if (token >= all.n_tokens)
            break;
    }
    done(&all);
    return rc;
}
