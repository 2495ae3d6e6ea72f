/* The search for clauses: the tree is indexed, each verb gets its subject, then verbs and nouns
 * are asked in the order of the text what they say. */
#include "ingest/clauses.h"

#include <string.h>

#include "base/mem.h"
#include "ingest/clause_confidence.h"
#include "ingest/clause_scan.h"

int cn_clauses_new(cn_clauses **clauses, cairn_error *err)
{
    *clauses = cn_alloc_zero(1, sizeof **clauses);
    if (*clauses == NULL)
        return cn_fail_memory(err, sizeof **clauses);
    cn_clause_words_init(&(*clauses)->words);
    return CAIRN_OK;
}

void cn_clauses_free(cn_clauses *clauses)
{
    cn_free(clauses);
}

enum {
    LIST_LINES_MIN = 4,
    LIST_LINE_TOKENS = 4 /* verse has 6 and more to a line, and prose in columns has 8 */
};

/* Many short lines without a stop: one word or name each, whatever verbs a parser sees there. */
static bool is_list(const cn_clause_index *index, const cn_tree *tree)
{
    unsigned lines = 1;

    for (unsigned i = 1; i < index->n; i++) {
        const cn_token *before = &index->tokens[i - 1];
        const uint32_t end = before->first + before->len;

        lines += index->tokens[i].first > end &&
                 memchr(tree->text + end, '\n', index->tokens[i].first - end) != NULL;
    }
    return lines >= LIST_LINES_MIN && index->n < lines * LIST_LINE_TOKENS;
}

/* A table, code or a list of words has hardly any verb; nothing is read from it. */
static bool is_prose(const cn_clause_index *index)
{
    unsigned letters = 0, digits = 0, marks = 0, verbs = 0, caps = 0;

    for (unsigned i = 1; i <= index->n; i++) {
        unsigned flags = index->tokens[i - 1].flags;

        letters += (flags & (CN_TOKEN_MARK | CN_TOKEN_DIGIT)) == 0;
        digits += (flags & CN_TOKEN_DIGIT) != 0;
        marks += (flags & CN_TOKEN_MARK) != 0;
        caps += (flags & CN_TOKEN_ALL_CAPS) != 0;
        verbs +=
            cn_clause_upos(index, i) == CN_UPOS_VERB || cn_clause_upos(index, i) == CN_UPOS_AUX;
    }
    return letters >= 2 && marks <= letters + digits &&
           (index->n <= 40 || verbs * 40 >= index->n) && (caps * 2 <= letters || letters < 6);
}

/* Whom a noun says something of: "X is a NOUN", "X, a NOUN". */
static void find_bearers(cn_clause_scan *scan)
{
    const cn_clause_index *index = &scan->index;

    for (unsigned i = 0; i < index->n_order; i++) {
        unsigned token = index->order[i], head = cn_clause_head(index, token);
        const cn_predicate *p = &scan->predicates[token];

        if (!cn_clause_is_noun(index, token))
            continue;
        if (p->is_predicate && p->subject != 0 && (p->flags & CN_STATED_NEGATED) == 0 &&
            cn_clause_child(index, token, CN_DEP_CASE) == 0)
            scan->bearer[token] = p->subject;
        else if (cn_clause_label(index, token) == CN_DEP_APPOS && head != 0 &&
                 cn_clause_upos(index, token) == CN_UPOS_NOUN)
            scan->bearer[token] = (uint16_t)head;
        else if (cn_clause_label(index, token) == CN_DEP_CONJ && head != 0 && !p->is_predicate)
            scan->bearer[token] = scan->bearer[head];
    }
}

size_t cn_clauses_find(cn_clauses *clauses, const cn_tree *tree, cn_clause *out, size_t max)
{
    cn_clause_scan *scan = &clauses->scan;
    const cn_clause_index *index = &scan->index;

    scan->out = out;
    scan->n = 0;
    scan->max = max < CN_CLAUSES_MAX ? max : CN_CLAUSES_MAX;
    if (tree->n < 2 || tree->n > CN_TREE_MAX)
        return 0;
    cn_clause_index_build(&scan->index, &clauses->words, tree);
    /* A parser makes no cycles; what has one is no tree. */
    if (index->n_order < index->n || !is_prose(index) || is_list(index, tree))
        return 0;
    cn_clause_predicates(scan);
    find_bearers(scan);
    for (unsigned i = 1; i <= index->n && scan->n < scan->max; i++) {
        if (scan->predicates[i].is_predicate) {
            if (cn_clause_child(index, i, CN_DEP_COP) != 0)
                cn_clause_say_copula(scan, i);
            else
                cn_clause_say_verb(scan, i);
        }
        if (cn_clause_upos(index, i) != CN_UPOS_VERB)
            cn_clause_say_noun(scan, i);
    }
    for (size_t i = 0; i < scan->n; i++)
        cn_clause_set_confidence(index, &out[i]);
    return scan->n;
}

void cn_clauses_features(const cn_clauses *clauses, const cn_clause *clause,
                         int features[CN_CLAUSE_FEATURES])
{
    cn_clause_features(&clauses->scan.index, clause, features);
}
