/* Sentences -> runs between spaces -> tokens -> trees of at most CN_TREE_MAX. One pass over the
 * bytes; where a token ends is told by token_cut.c, but for addresses, which are seen as a run, and
 * for scripts without spaces, whose words the passage has found. */
#include "ingest/tokens.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ingest/token_cut.h"

#define TOKENS_MAX ((size_t)1 << 28) /* of one text; memory ends first */

enum { TOKEN_MAX = UINT16_MAX /* bytes */ };

typedef struct cutter {
    cn_trees *trees;
    const cn_passage *passage;
    size_t word; /* of the passage: the first that is not behind */
    bool space;  /* before the next token */
    cairn_error *err;
} cutter;

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The length of the white space, mark of direction or zero-width mark at text[at]; 0 for none. */
static size_t space_at(const char *text, size_t end, size_t at)
{
    size_t next = at;
    uint32_t c;

    if ((unsigned char)text[at] < 0x80)
        return is_space(text[at]) || (text[at] >= 0 && text[at] < ' ') || text[at] == 0x7F ? 1 : 0;
    if ((unsigned char)text[at] != 0xC2 && (unsigned char)text[at] < 0xE2)
        return 0;
    c = cn_utf8_next(text, end, &next);
    return c == 0xA0 || c == 0x85 || (c >= 0x2000 && c <= 0x200B) || (c >= 0x200E && c <= 0x200F) ||
                   (c >= 0x2028 && c <= 0x202F) || (c >= 0x205F && c <= 0x2069) || c == 0x3000 ||
                   c == 0xFEFF
               ? next - at
               : 0;
}

static int add_token(cutter *at, size_t first, size_t end)
{
    cn_trees *trees = at->trees;

    while (first < end) {
        const size_t len = end - first > TOKEN_MAX
                               ? cn_utf8_floor(at->passage->text + first, TOKEN_MAX)
                               : end - first;
        cn_token *token;

        if (trees->n_tokens == trees->cap_tokens &&
            !cn_grow((void **)&trees->tokens, &trees->cap_tokens, trees->n_tokens + 1, TOKENS_MAX,
                     sizeof(*trees->tokens)))
            return cn_fail_memory(at->err, trees->n_tokens * sizeof(*trees->tokens));
        token = &trees->tokens[trees->n_tokens++];
        *token = (cn_token){.first = (uint32_t)first,
                            .len = (uint16_t)len,
                            .flags = at->space ? CN_TOKEN_SPACE_BEFORE : 0};
        cn_token_look(token, at->passage->text);
        at->space = false;
        first += len;
    }
    return CAIRN_OK;
}

/* A run of unspaced script: a token for each word of the passage. */
static int add_unspaced(cutter *at, size_t first, size_t end)
{
    const cn_words *words = &at->passage->words;
    int rc = CAIRN_OK;

    while (at->word < words->n && words->items[at->word].first < first)
        at->word++;
    for (; rc == CAIRN_OK && at->word < words->n && cn_word_end(&words->items[at->word]) < end;
         at->word++) {
        const size_t cut = cn_word_end(&words->items[at->word]);

        rc = add_token(at, first, cut);
        first = cut;
    }
    return rc == CAIRN_OK ? add_token(at, first, end) : rc;
}

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Is the run an address of the web or of mail? */
static bool is_address(const char *run, size_t len)
{
    const char *mark = memchr(run, '@', len);

    if (mark && mark > run + 1 && mark + 1 < run + len && is_alnum(run[0]) && is_alnum(mark[1]))
        return true;
    mark = memchr(run, ':', len);
    if (mark && run + len - mark > 3 && memcmp(mark, "://", 3) == 0)
        return true;
    mark = memchr(run, '.', len);
    return mark && mark - run >= 3 && run + len - mark > 2 && memcmp(mark - 3, "www", 3) == 0;
}

/* An address and the marks around it. */
static int add_address(cutter *at, size_t first, size_t end)
{
    const char *text = at->passage->text;
    size_t last = end;
    int rc = CAIRN_OK;

    for (; rc == CAIRN_OK && first < end && strchr("<([{\"'", text[first]); first++)
        rc = add_token(at, first, first + 1);
    while (last > first && strchr(".,;:!?\"'>]}", text[last - 1]))
        last--;
    if (last > first && text[last - 1] == ')' && !memchr(text + first, '(', last - first))
        last--;
    if (rc == CAIRN_OK)
        rc = add_token(at, first, last);
    for (; rc == CAIRN_OK && last < end; last++)
        rc = add_token(at, last, last + 1);
    return rc;
}

/* "-LRB-" and its like, which text that was cut before has for brackets. */
static bool is_bracket_name(const char *run, size_t len)
{
    return len == 5 && run[0] == '-' && run[4] == '-' && (run[1] == 'L' || run[1] == 'R') &&
           (run[2] == 'R' || run[2] == 'S' || run[2] == 'C') && run[3] == 'B';
}

static int cut_run(cutter *at, const cn_run *run)
{
    int rc = CAIRN_OK;

    if (is_bracket_name(run->text + run->first, run->end - run->first))
        return add_token(at, run->first, run->end);
    if (is_address(run->text + run->first, run->end - run->first))
        return add_address(at, run->first, run->end);
    for (size_t first = run->first, end; rc == CAIRN_OK && first < run->end; first = end) {
        size_t next = first;

        end = cn_token_end(run, first);
        if ((unsigned char)run->text[first] >= 0x80 &&
            cn_utf8_is_unspaced(cn_utf8_next(run->text, run->end, &next)))
            rc = add_unspaced(at, first, end);
        else
            rc = add_token(at, first, end);
    }
    return rc;
}

/* The end of the last word of a sentence: what follows are marks. */
static size_t last_word_end(const cn_passage *passage, const cn_sentence *sentence)
{
    return sentence->end_word > sentence->word
               ? cn_word_end(&passage->words.items[sentence->end_word - 1])
               : sentence->first;
}

static int cut_sentence(cutter *at, const cn_sentence *sentence)
{
    const char *text = at->passage->text;
    const size_t last = last_word_end(at->passage, sentence);
    size_t i = sentence->first;
    int rc = CAIRN_OK;

    at->space = true;
    while (rc == CAIRN_OK && i < sentence->end) {
        cn_run run = {.text = text, .first = i};
        const size_t space = space_at(text, sentence->end, i);

        if (space > 0) {
            at->space = true;
            i += space;
            continue;
        }
        while (i < sentence->end && space_at(text, sentence->end, i) == 0)
            i++;
        run.end = i;
        run.is_last = i >= last;
        run.digit_follows = i + 1 < sentence->end && text[i + 1] >= '0' && text[i + 1] <= '9';
        rc = cut_run(at, &run);
    }
    return rc;
}

/* How many of the n tokens left, more than CN_TREE_MAX, go into the next tree: up to a mark if
 * there is one in the second half. */
static size_t piece_len(const cn_token *tokens, const char *text)
{
    for (size_t n = CN_TREE_MAX; n > CN_TREE_MAX / 2; n--) {
        const cn_token *last = &tokens[n - 1];

        if (last->len == 1 && strchr(",;:.!?|", text[last->first]))
            return n;
    }
    return CN_TREE_MAX;
}

/* Trees of the tokens from first on, all of one sentence. */
static int add_trees(cutter *at, size_t first, uint32_t sentence)
{
    cn_trees *trees = at->trees;

    while (first < trees->n_tokens) {
        size_t n = trees->n_tokens - first;

        if (n > CN_TREE_MAX)
            n = piece_len(trees->tokens + first, at->passage->text);
        if (!cn_grow((void **)&trees->trees, &trees->cap_trees, trees->n_trees + 1, TOKENS_MAX,
                     sizeof(*trees->trees)))
            return cn_fail_memory(at->err, trees->n_trees * sizeof(*trees->trees));
        trees->trees[trees->n_trees++] =
            (cn_tree){.text = at->passage->text, .n = (uint32_t)n, .sentence = sentence};
        first += n;
    }
    return CAIRN_OK;
}

int cn_tokens_cut(cn_trees *trees, const cn_passage *passage, cairn_error *err)
{
    cutter at = {.trees = trees, .passage = passage, .err = err};
    cn_token *tokens;
    int rc = CAIRN_OK;

    trees->n_tokens = 0;
    trees->n_trees = 0;
    for (size_t i = 0; rc == CAIRN_OK && i < passage->n_sentences; i++) {
        const size_t first = trees->n_tokens;

        if (!passage->sentences[i].is_field)
            rc = cut_sentence(&at, &passage->sentences[i]);
        if (rc == CAIRN_OK)
            rc = add_trees(&at, first, (uint32_t)i);
    }
    tokens = trees->tokens;
    for (size_t i = 0; rc == CAIRN_OK && i < trees->n_trees; i++) {
        trees->trees[i].tokens = tokens;
        tokens += trees->trees[i].n;
    }
    return rc;
}
