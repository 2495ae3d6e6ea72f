/* Clauses as text: as written, and the normal form of a relation. */
#include <string.h>

#include "ingest/clauses.h"

typedef struct writer {
    char *out;
    size_t n, size;
} writer;

/* Whole or not at all. */
static bool put(writer *w, const char *text, size_t len, bool blank)
{
    blank = blank && w->n > 0;
    if (len == 0)
        return true;
    if (w->n + blank + len + 1 > w->size)
        return false;
    if (blank)
        w->out[w->n++] = ' ';
    memcpy(w->out + w->n, text, len);
    w->n += len;
    return true;
}

static size_t finish(writer *w)
{
    if (w->size > 0)
        w->out[w->n] = '\0';
    return w->n;
}

static void put_set(writer *w, const cn_tree *tree, const cn_token_set *set)
{
    unsigned last = 0;

    for (unsigned i = cn_token_set_next(set, 1); i != 0 && i <= tree->n;
         i = cn_token_set_next(set, i + 1)) {
        const cn_token *token = &tree->tokens[i - 1];
        bool blank = last == 0 || last + 1 != i || (token->flags & CN_TOKEN_SPACE_BEFORE) != 0;

        if (!put(w, tree->text + token->first, token->len, blank))
            return;
        last = i;
    }
}

size_t cn_clause_text(const cn_tree *tree, const cn_token_set *set, char *out, size_t size)
{
    writer w = {out, 0, size};

    put_set(&w, tree, set);
    return finish(&w);
}

size_t cn_clause_relation(const cn_tree *tree, const cn_clause *clause, char *out, size_t size)
{
    writer w = {out, 0, size};

    put(&w, clause->before, strlen(clause->before), false);
    put_set(&w, tree, &clause->words);
    put_set(&w, tree, &clause->prep);
    put(&w, clause->after, strlen(clause->after), true);
    return finish(&w);
}

size_t cn_clause_argument_text(const cn_tree *tree, const cn_clause_argument *argument, char *out,
                               size_t size)
{
    writer w = {out, 0, size};
    cn_token_set both = argument->span.full;

    cn_token_set_join(&both, &argument->prep);
    put_set(&w, tree, &both);
    return finish(&w);
}

/* Does the word say something, or only how the verb stands? */
static bool is_kept(const cn_tree *tree, const cn_clause *clause, unsigned place)
{
    const cn_token *token = &tree->tokens[place - 1];

    switch (token->label) {
    case CN_DEP_AUX:
    case CN_DEP_ADVMOD:
    case CN_DEP_DET:
    case CN_DEP_PUNCT:
        return false;
    default:
        return token->upos != CN_UPOS_ADV || place == clause->verb;
    }
}

static void put_lemma(writer *w, const cn_tagger *tagger, const cn_tree *tree, unsigned place)
{
    const cn_token *token = &tree->tokens[place - 1];
    char lemma[128];
    size_t len = 0;

    if (token->label == CN_DEP_AUX_PASS || token->label == CN_DEP_COP) {
        put(w, "be", 2, true);
        return;
    }
    if (tagger != NULL)
        len = cn_tagger_lemma(tagger, tree->text, token, lemma, sizeof lemma);
    if (len > 0)
        put(w, lemma, len, true);
    else
        put(w, tree->text + token->first, token->len, true);
}

size_t cn_clause_normal(const cn_tagger *tagger, const cn_tree *tree, const cn_clause *clause,
                        char *out, size_t size)
{
    writer w = {out, 0, size};
    const char *before = clause->before;

    if (strcmp(before, "is") == 0)
        before = "be";
    else if (strcmp(before, "has") == 0)
        before = "have";
    put(&w, before, strlen(before), false);
    for (unsigned i = cn_token_set_next(&clause->words, 1); i != 0 && i <= tree->n;
         i = cn_token_set_next(&clause->words, i + 1))
        if (is_kept(tree, clause, i))
            put_lemma(&w, tagger, tree, i);
    for (unsigned i = cn_token_set_next(&clause->prep, 1); i != 0 && i <= tree->n;
         i = cn_token_set_next(&clause->prep, i + 1))
        if (is_kept(tree, clause, i) || tree->tokens[i - 1].label == CN_DEP_CASE)
            put_lemma(&w, tagger, tree, i);
    put(&w, clause->after, strlen(clause->after), true);
    return finish(&w);
}

cn_found_place cn_clause_place(const cn_tree *tree, const cn_token_set *set)
{
    unsigned first = cn_token_set_next(set, 1), last = cn_token_set_last(set);
    cn_found_place place = {0, 0};

    if (first == 0 || last > tree->n)
        return place;
    place.first = tree->tokens[first - 1].first;
    place.len = tree->tokens[last - 1].first + tree->tokens[last - 1].len - place.first;
    return place;
}
