/* Snippets: the window of about 240 bytes that holds the most distinct words of the query, the
 * first of equals. Words are compared by stem, as the text index does. */
#include "apps/cli/snippet.h"

#include <string.h>

#include "apps/cli/output.h"
#include "base/utf8.h"

enum {
    QUERY_WORDS_MAX = 64, /* bits of a set */
    LEAD_BYTES = 40,      /* shown before the first word that fits */
    HEAD_BYTES = 80       /* a window that begins this early begins at the start */
};

int cli_snipper_init(cli_snipper *snipper, const char *query, cairn_error *err)
{
    int rc;

    *snipper = (cli_snipper){0};
    rc = cn_tokenizer_new(&snipper->tokenizer, err);
    if (rc == CAIRN_OK)
        rc = cn_tokenizer_scan(snipper->tokenizer, query, strlen(query), &snipper->query, err);
    return rc;
}

void cli_snipper_done(cli_snipper *snipper)
{
    cn_words_done(&snipper->query);
    cn_words_done(&snipper->text);
    cn_tokenizer_free(snipper->tokenizer);
}

/* The bit of a word of the text: 0 when the query does not have it or it is a function word. */
static uint64_t bit_of(const cn_words *query, const cn_word *word)
{
    if (word->flags & CN_WORD_STOP)
        return 0;
    for (size_t i = 0; i < query->n && i < QUERY_WORDS_MAX; i++)
        if (query->items[i].stem == word->stem)
            return UINT64_C(1) << i;
    return 0;
}

static unsigned count_bits(uint64_t bits)
{
    unsigned n = 0;

    for (; bits; bits &= bits - 1)
        n++;
    return n;
}

/* Byte where the window begins that holds the most; 0 when no word fits. */
static size_t find_window(const cli_snipper *snipper)
{
    const cn_words *words = &snipper->text;
    unsigned best = 0;
    size_t best_first = 0;

    for (size_t i = 0; i < words->n; i++) {
        const size_t end = words->items[i].first + (CLI_SNIPPET_BYTES - LEAD_BYTES);
        uint64_t held = bit_of(&snipper->query, &words->items[i]);

        if (!held)
            continue;
        for (size_t j = i + 1; j < words->n && words->items[j].first + words->items[j].len <= end;
             j++)
            held |= bit_of(&snipper->query, &words->items[j]);
        if (count_bits(held) > best) {
            best = count_bits(held);
            best_first = words->items[i].first;
        }
    }
    return best_first;
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Where the snippet begins: a little before the window, at the beginning of a word. */
static size_t find_start(const char *text, size_t window)
{
    size_t start;

    if (window <= HEAD_BYTES)
        return 0;
    for (start = window - LEAD_BYTES; start < window; start++)
        if (is_blank(text[start]))
            return start + 1;
    return window;
}

static size_t find_end(const char *text, size_t len, size_t start)
{
    size_t end = start + CLI_SNIPPET_BYTES;

    if (end >= len)
        return len;
    while (end > start && !is_blank(text[end]))
        end--;
    /* No blank at all, as in Chinese: between two code points. */
    return end > start ? end : start + cn_utf8_floor(text + start, CLI_SNIPPET_BYTES);
}

int cli_snipper_cut(cli_snipper *snipper, const char *text, size_t len, cn_buf *out,
                    cairn_error *err)
{
    size_t start, end;
    int rc = cn_tokenizer_scan(snipper->tokenizer, text, len, &snipper->text, err);

    if (rc < 0)
        return rc;
    start = find_start(text, find_window(snipper));
    end = find_end(text, len, start);
    if (start > 0)
        cn_buf_add_str(out, "… ");
    cli_clean(out, text + start, end - start);
    if (end < len)
        cn_buf_add_str(out, " …");
    return out->status == CAIRN_OK ? CAIRN_OK : cn_fail_memory(err, end - start);
}
