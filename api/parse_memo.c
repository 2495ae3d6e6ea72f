/* Each slot is one block of memory: the entry, its trees, their tokens, the names, the text. */
#include "api/parse_memo.h"

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

struct entry {
    uint64_t hash;
    size_t len;
    cn_trees trees;
    const cn_parsed_name *names;
    size_t n_names;
    bool has_trees;
    const char *text;
};

struct cn_parse_memo {
    struct entry *slots[CN_PARSE_MEMO_SLOTS];
};

int cn_parse_memo_new(cn_parse_memo **memo, cairn_error *err)
{
    *memo = cn_alloc_zero(1, sizeof **memo);
    return *memo ? CAIRN_OK : cn_fail_memory(err, sizeof **memo);
}

void cn_parse_memo_free(cn_parse_memo *memo)
{
    for (size_t i = 0; memo && i < CN_PARSE_MEMO_SLOTS; i++)
        cn_free(memo->slots[i]);
    cn_free(memo);
}

bool cn_parse_memo_find(cn_parse_memo *memo, const char *text, size_t len, cn_parsed *parsed)
{
    const uint64_t hash = cn_hash(text, len);
    struct entry *entry = memo->slots[hash % CN_PARSE_MEMO_SLOTS];

    if (!entry || entry->hash != hash || entry->len != len || memcmp(entry->text, text, len) != 0)
        return false;
    for (size_t i = 0; i < entry->trees.n_trees; i++)
        entry->trees.trees[i].text = text;
    *parsed = (cn_parsed){entry->has_trees ? &entry->trees : NULL, entry->names, entry->n_names};
    return true;
}

/* Trees point to their tokens: the copy's to the copy's. */
static void copy_trees(struct entry *entry, const cn_trees *from, char **at)
{
    entry->trees.trees = (cn_tree *)*at;
    entry->trees.n_trees = from->n_trees;
    *at += from->n_trees * sizeof *from->trees;
    entry->trees.tokens = (cn_token *)*at;
    entry->trees.n_tokens = from->n_tokens;
    *at += from->n_tokens * sizeof *from->tokens;
    if (from->n_tokens > 0)
        memcpy(entry->trees.tokens, from->tokens, from->n_tokens * sizeof *from->tokens);
    for (size_t i = 0; i < from->n_trees; i++) {
        entry->trees.trees[i] = from->trees[i];
        entry->trees.trees[i].tokens = entry->trees.tokens + (from->trees[i].tokens - from->tokens);
    }
}

/* Parts in the order of their alignment: trees and tokens of 8 bytes, names of 4, then text. */
int cn_parse_memo_keep(cn_parse_memo *memo, const char *text, size_t len, const cn_parsed *parsed,
                       cairn_error *err)
{
    const uint64_t hash = cn_hash(text, len);
    const cn_trees none = {.n_trees = 0}, *from = parsed->trees ? parsed->trees : &none;
    struct entry **slot = &memo->slots[hash % CN_PARSE_MEMO_SLOTS];
    const size_t size = sizeof **slot + from->n_trees * sizeof *from->trees +
                        from->n_tokens * sizeof *from->tokens +
                        parsed->n_names * sizeof *parsed->names + len + 1;
    struct entry *entry;
    char *at;

    if (len > CN_PARSE_MEMO_BYTES)
        return CAIRN_OK;
    entry = cn_alloc_zero(1, size);
    if (!entry)
        return cn_fail_memory(err, size);
    *entry = (struct entry){.hash = hash, .len = len, .has_trees = parsed->trees != NULL};
    at = (char *)(entry + 1);
    copy_trees(entry, from, &at);
    entry->names = (const cn_parsed_name *)at;
    entry->n_names = parsed->n_names;
    if (parsed->n_names > 0)
        memcpy(at, parsed->names, parsed->n_names * sizeof *parsed->names);
    at += parsed->n_names * sizeof *parsed->names;
    if (len > 0)
        memcpy(at, text, len);
    entry->text = at;
    cn_free(*slot);
    *slot = entry;
    return CAIRN_OK;
}
