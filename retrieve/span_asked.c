/* The terms of a step are its own words and those of the answers it needs; of the whole question,
 * all words. Weighted by idf. */
#include "retrieve/span_asked.h"

#include <string.h>

#include "retrieve/expect.h"
#include "retrieve/meaning.h"

static double idf_of(const cn_passages *passages, uint64_t stem)
{
    const cn_snap_term *term = cn_snapshot_term(passages->view->snapshot, stem);

    return cn_idf(passages->view->snapshot, term ? term->df : 0);
}

static uint64_t bit_of(const cn_passages *passages, uint64_t stem)
{
    const cn_scores *scores = passages->view->scores;

    for (unsigned t = 0; t < scores->n_terms; t++)
        if (scores->terms[t].stem == stem)
            return (uint64_t)1 << t;
    return 0;
}

static cn_span_term *add_term(cn_span_asked *asked, const cn_word *word)
{
    cn_span_term *term;

    if (word->flags & CN_WORD_STOP)
        return NULL;
    for (unsigned t = 0; t < asked->n_terms; t++)
        if (asked->terms[t].stem == word->stem)
            return &asked->terms[t];
    if (asked->n_terms == CN_SPAN_TERMS_MAX)
        return NULL;
    term = &asked->terms[asked->n_terms++];
    *term = (cn_span_term){.stem = word->stem,
                           .weight = idf_of(asked->passages, word->stem),
                           .evidence_bit = bit_of(asked->passages, word->stem),
                           .is_name = word->flags & (CN_WORD_UPPER | CN_WORD_DIGIT)};
    return term;
}

static void add_words(cn_span_asked *asked, const cn_text *question, size_t first, size_t n)
{
    for (size_t i = first; i < first + n && i < question->n; i++)
        add_term(asked, &question->words[i]);
}

static void add_said(cn_span_asked *asked, const cn_word *word)
{
    if (asked->n_said < CN_SPAN_SAID_MAX)
        asked->said[asked->n_said++] = word->key;
}

static int add_bound(cn_span_asked *asked, cn_passages *passages, cairn_error *err)
{
    for (size_t b = 0; b < asked->query->n_bound; b++) {
        const cn_value *value = &asked->query->bound[b];
        int rc = cn_tokenizer_scan(passages->view->tokenizer, value->text, value->len,
                                   &passages->words, err);

        if (rc < 0)
            return rc;
        for (size_t i = 0; i < passages->words.n; i++) {
            cn_span_term *term = add_term(asked, &passages->words.items[i]);

            add_said(asked, &passages->words.items[i]);
            if (term)
                term->is_bound = term->is_name = true;
        }
    }
    return CAIRN_OK;
}

static void mark_relation(cn_span_asked *asked, const cn_words_range *range)
{
    const cn_text *question = &asked->passages->question;

    for (size_t i = range->first; i < range->first + range->n && i < question->n; i++)
        for (unsigned t = 0; t < asked->n_terms; t++)
            asked->terms[t].is_relation |= asked->terms[t].stem == question->words[i].stem;
}

static void sum_terms(cn_span_asked *asked)
{
    for (unsigned t = 0; t < asked->n_terms; t++) {
        const cn_span_term *term = &asked->terms[t];
        const uint64_t bit = (uint64_t)1 << t;

        asked->all += term->weight;
        asked->names |= term->is_name ? bit : 0;
        asked->bound |= term->is_bound ? bit : 0;
        asked->relations |= term->is_relation ? bit : 0;
        if (term->is_name)
            asked->all_names += term->weight;
        else
            asked->all_others += term->weight;
    }
}

static cn_span_wh wh_at(const cn_text *question, size_t at)
{
    static const struct {
        const char *phrase;
        cn_span_wh wh;
    } words[] = {{"who|whom|whose", CN_WH_WHO},
                 {"when", CN_WH_WHEN},
                 {"where", CN_WH_WHERE},
                 {"why", CN_WH_WHY},
                 {"how many|how much", CN_WH_HOW_MANY},
                 {"how", CN_WH_HOW},
                 {"which", CN_WH_WHICH},
                 {"what", CN_WH_WHAT}};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (cn_phrase_at(question, at, question->n, words[i].phrase) > 0)
            return words[i].wh;
    return CN_WH_NONE;
}

static bool is_in_step(const cn_step *step, size_t word)
{
    for (unsigned r = 0; r < step->n_ranges; r++)
        if (word >= step->ranges[r].first && word < step->ranges[r].first + step->ranges[r].n)
            return true;
    return false;
}

/* The role and the governor of the question word's phrase. */
static int read_role(cn_span_asked *asked, size_t word, cn_span_tree *tree, cairn_error *err)
{
    const cn_text *question = &asked->passages->question;
    const cn_view *view = asked->passages->view;
    cn_parsed parsed;
    int node, rc;

    if (!view->parse)
        return CAIRN_OK;
    rc = view->parse(view->user, question->text, question->len, &parsed, err);
    if (rc < 0)
        return rc;
    cn_span_tree_read(tree, &parsed, question, 0, 0, question->n);
    node = cn_span_tree_at(tree, (uint32_t)word);
    if (node < 0)
        return CAIRN_OK;
    if (tree->nodes[node].token->label == CN_DEP_DET && tree->nodes[node].head >= 0) {
        node = tree->nodes[node].head;
        if (tree->nodes[node].first < question->n) { /* "which painter built": not "built" */
            asked->noun = (cn_words_range){tree->nodes[node].first, 1};
            asked->noun_stem = question->words[asked->noun.first].stem;
        }
    }
    for (int i = tree->nodes[node].left; i < tree->nodes[node].right; i++)
        if (tree->nodes[i].head == node && tree->nodes[i].token->label == CN_DEP_CASE &&
            tree->nodes[i].first < question->n)
            asked->case_key = question->words[tree->nodes[i].first].key;
    asked->role = cn_span_tree_role(tree, &node);
    if (tree->nodes[node].head >= 0 && tree->nodes[tree->nodes[node].head].first < question->n)
        asked->governor = question->words[tree->nodes[tree->nodes[node].head].first].stem;
    return CAIRN_OK;
}

/* Relatives of the words that are no names, sorted by stem. */
static int add_relatives(cn_span_asked *asked, cairn_error *err)
{
    const cn_text *question = &asked->passages->question;
    const cn_view *view = asked->passages->view;

    for (size_t i = 0; view->meaning && i < question->n; i++) {
        cn_related related[CN_RELATED_MAX];
        size_t n;
        unsigned t = 0;
        int rc;

        while (t < asked->n_terms && asked->terms[t].stem != question->words[i].stem)
            t++;
        if (t == asked->n_terms || asked->terms[t].is_name)
            continue;
        rc = cn_meaning_related(view->meaning, view->tokenizer, question->text, &question->words[i],
                                related, &n, err);
        if (rc < 0)
            return rc;
        for (size_t r = 0; r < n && asked->n_relatives < CN_SPAN_RELATIVES_MAX; r++) {
            unsigned at = asked->n_relatives++;

            for (; at > 0 && asked->relatives[at - 1].stem > related[r].stem; at--)
                asked->relatives[at] = asked->relatives[at - 1];
            asked->relatives[at] = (cn_span_relative){related[r].stem, t};
        }
    }
    return CAIRN_OK;
}

static bool is_article(const cn_text *text, size_t i)
{
    return cn_phrase_at(text, i, text->n, "the|a|an") > 0;
}

/* What stands beside the question word and its noun. */
static void read_sides(cn_span_asked *asked, size_t at, size_t len)
{
    const cn_text *question = &asked->passages->question;
    size_t end = at + len, n = 0;

    asked->is_last = 2 * at >= question->n;
    if (asked->noun.n > 0 && asked->noun.first >= at && asked->noun.first <= end + 1)
        end = asked->noun.first + asked->noun.n;
    for (size_t i = at; i > 0 && n < 2; i--)
        if (!is_article(question, i - 1))
            asked->before[n++] = question->words[i - 1].stem;
    n = 0;
    for (size_t i = end; i < question->n && n < 2; i++)
        if (!is_article(question, i))
            asked->after[n++] = question->words[i].stem;
}

int cn_span_asked_read(cn_span_asked *asked, cn_passages *passages, const cn_span_query *query,
                       cairn_error *err)
{
    const cn_text *question = &passages->question;
    const cn_step *step = query->step >= 0 && (unsigned)query->step < query->question->plan.n_steps
                              ? &query->question->plan.steps[query->step]
                              : NULL;
    cn_span_tree *tree = cn_arena_alloc(&passages->scratch, sizeof *tree);
    cn_expect expect;
    size_t len, at = cn_expect_at(question, &len);
    int rc = CAIRN_OK;

    *asked = (cn_span_asked){.passages = passages, .query = query};
    if (!tree)
        return cn_fail_memory(err, sizeof *tree);
    cn_expect_read(question, &expect);
    asked->asked = step ? step->asked : expect.asked;
    asked->noun = step ? step->noun : expect.noun;
    if (asked->noun.n > 0 && asked->noun.first + asked->noun.n <= question->n)
        asked->noun_stem = question->words[asked->noun.first + asked->noun.n - 1].stem;
    if (step)
        for (unsigned r = 0; r < step->n_ranges; r++)
            add_words(asked, question, step->ranges[r].first, step->ranges[r].n);
    else
        add_words(asked, question, 0, question->n);
    asked->is_step = step != NULL;
    for (size_t i = 0; i < question->n; i++)
        add_said(asked, &question->words[i]);
    rc = add_bound(asked, passages, err);
    if (rc == CAIRN_OK && at < question->n && (!step || is_in_step(step, at))) {
        asked->wh = wh_at(question, at);
        read_sides(asked, at, len);
        rc = read_role(asked, at, tree, err);
    }
    if (rc == CAIRN_OK)
        rc = add_relatives(asked, err);
    if (rc < 0)
        return rc;
    asked->is_negated =
        cn_phrase_find(question, 0, question->n, "not|never|no|n t|didn t", &len) < question->n;
    if (asked->noun_stem)
        asked->noun_kind =
            (int)cn_meaning_noun_kind(passages->view->meaning, question->text,
                                      &question->words[asked->noun.first + asked->noun.n - 1]);
    if (step)
        mark_relation(asked, &step->relation);
    for (unsigned t = 0; t < asked->n_terms; t++)
        asked->terms[t].is_relation |= asked->terms[t].stem == asked->governor;
    if (step && asked->governor == 0 && step->relation.n > 0 &&
        step->relation.first + step->relation.n <= question->n)
        asked->governor = question->words[step->relation.first + step->relation.n - 1].stem;
    sum_terms(asked);
    return CAIRN_OK;
}

uint64_t cn_span_terms_in(const cn_span_asked *asked, const cn_word *words, size_t n)
{
    uint64_t terms = 0;

    for (size_t i = 0; i < n; i++) {
        if (words[i].flags & CN_WORD_STOP)
            continue;
        for (unsigned t = 0; t < asked->n_terms; t++)
            if (asked->terms[t].stem == words[i].stem)
                terms |= (uint64_t)1 << t;
    }
    return terms;
}

uint64_t cn_span_related_in(const cn_span_asked *asked, const cn_word *words, size_t n)
{
    uint64_t terms = 0;

    for (size_t i = 0; i < n && asked->n_relatives > 0; i++) {
        unsigned low = 0, high = asked->n_relatives;

        if (words[i].flags & CN_WORD_STOP)
            continue;
        while (low < high) {
            unsigned middle = (low + high) / 2;

            if (asked->relatives[middle].stem < words[i].stem)
                low = middle + 1;
            else
                high = middle;
        }
        for (; low < asked->n_relatives && asked->relatives[low].stem == words[i].stem; low++)
            terms |= (uint64_t)1 << asked->relatives[low].term;
    }
    return terms;
}

uint64_t cn_span_terms_head(const cn_span_asked *asked, uint64_t evidence_mask,
                            const cn_text *title)
{
    uint64_t terms = cn_span_terms_in(asked, title->words, title->n);

    for (unsigned t = 0; t < asked->n_terms; t++)
        if (asked->terms[t].evidence_bit & evidence_mask)
            terms |= (uint64_t)1 << t;
    return terms;
}

double cn_span_terms_weight(const cn_span_asked *asked, uint64_t terms)
{
    double sum = 0;

    for (unsigned t = 0; t < asked->n_terms && terms >> t != 0; t++)
        if (terms >> t & 1)
            sum += asked->terms[t].weight;
    return sum;
}

double cn_span_terms_share(const cn_span_asked *asked, uint64_t terms)
{
    return asked->all > 0 ? cn_span_terms_weight(asked, terms) / asked->all : 0;
}
