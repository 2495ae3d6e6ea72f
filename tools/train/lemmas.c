/* Learns lemma rules: for endings of 0, 1, ... bytes the rule that most forms with this ending
 * follow, kept where the shorter ending says something else; then the forms that still come out
 * wrong, as exceptions. Forms count once each, however frequent, since what is frequent is also
 * irregular. Everything is sorted before it is counted, so that the result is the same on every
 * run. */
#include "tools/train/lemmas.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "ingest/tokens.h"

enum { FORM_MAX = 128, ENDING_FORMS_MIN = 2, SECOND_ENDING_MAX = 4, RULES_MAX = 4096 };

/* One form with its features and its lemma. */
typedef struct sample {
    char base[FORM_MAX];
    uint8_t len;
    uint8_t upos;
    uint16_t rule;
    uint32_t morph;
    uint32_t count;
} sample;

/* A vote of a form for the rule of one of its endings. */
typedef struct vote {
    uint64_t key;
    uint32_t form; /* place of the sample */
    uint16_t rule;
    uint16_t before; /* what the shorter endings say */
} vote;

typedef struct learning {
    cn_lemma_tables *tables;
    sample *samples;
    size_t n;
    vote *votes;
    size_t n_used; /* slots */
} learning;

/* The place of a rule, added when it is new; CN_LEMMA_FREE when there are too many. */
static uint16_t find_rule(cn_lemma_tables *tables, const cn_lemma_rule *rule)
{
    for (size_t i = 0; i < tables->n_rules; i++)
        if (memcmp(&tables->rules[i], rule, sizeof(*rule)) == 0)
            return (uint16_t)i;
    if (!cn_grow((void **)&tables->rules, &tables->cap_rules, tables->n_rules + 1, RULES_MAX,
                 sizeof(*rule)))
        return CN_LEMMA_FREE;
    tables->rules[tables->n_rules] = *rule;
    return (uint16_t)tables->n_rules++;
}

/* The rule that makes the lemma from base; CN_LEMMA_FREE when none can. */
static uint16_t rule_between(cn_lemma_tables *tables, const char *base, size_t len, cn_span lemma)
{
    cn_lemma_rule rule = {.n_strip = 0};
    size_t common = 0;

    while (common < len && common < lemma.len && base[common] == lemma.text[common])
        common++;
    while (common > 0 && common < len && ((unsigned char)base[common] & 0xC0) == 0x80)
        common--;
    if (len - common > UINT8_MAX || lemma.len - common > CN_LEMMA_APPEND_MAX)
        return CN_LEMMA_FREE;
    rule.n_strip = (uint8_t)(len - common);
    rule.n_append = (uint8_t)(lemma.len - common);
    memcpy(rule.append, lemma.text + common, rule.n_append);
    return find_rule(tables, &rule);
}

static int compare_samples(const void *a, const void *b)
{
    const sample *x = a, *y = b;
    int order = memcmp(x->base, y->base, FORM_MAX);

    if (order == 0)
        order = (x->upos > y->upos) - (x->upos < y->upos);
    if (order == 0)
        order = (x->morph > y->morph) - (x->morph < y->morph);
    if (order == 0)
        order = (x->rule > y->rule) - (x->rule < y->rule);
    return order;
}

static bool is_same_form(const sample *a, const sample *b)
{
    return a->upos == b->upos && a->morph == b->morph && memcmp(a->base, b->base, FORM_MAX) == 0;
}

/* Sorts; of each form with its features only the most frequent lemma stays. */
static void merge_samples(learning *state)
{
    size_t n_kept = 0;

    qsort(state->samples, state->n, sizeof(*state->samples), compare_samples);
    for (size_t i = 0, end; i < state->n; i = end) {
        sample best = state->samples[i];

        best.count = 0;
        for (end = i; end < state->n && is_same_form(&state->samples[i], &state->samples[end]);) {
            const size_t first = end;

            while (end < state->n &&
                   compare_samples(&state->samples[first], &state->samples[end]) == 0)
                end++;
            if (end - first > best.count) {
                best = state->samples[first];
                best.count = (uint32_t)(end - first);
            }
        }
        state->samples[n_kept++] = best;
    }
    state->n = n_kept;
}

static void take_samples(learning *state, const cn_conllu *treebank, const uint32_t *morphs)
{
    for (size_t i = 0; i < treebank->n_words; i++) {
        const cn_conllu_word *word = &treebank->words[i];
        const cn_token token = {.len = (uint16_t)word->form.len, .upos = word->upos};
        sample *made = &state->samples[state->n];

        if (word->form.len > FORM_MAX / 2 || word->lemma.len == 0 ||
            (cn_span_is(word->lemma, "_") && word->form.len > 1))
            continue;
        memset(made, 0, sizeof(*made));
        made->len = (uint8_t)cn_lemma_base(word->form.text, &token, made->base, FORM_MAX);
        made->upos = word->upos;
        made->morph = morphs[i];
        made->rule = rule_between(state->tables, made->base, made->len, word->lemma);
        state->n += made->rule != CN_LEMMA_FREE;
    }
    merge_samples(state);
}

static void put_ending(learning *state, uint64_t key, uint16_t rule)
{
    cn_lemma_tables *tables = state->tables;
    uint32_t at = (uint32_t)(key >> 32) & (tables->n_endings - 1);

    if (state->n_used + 1 >= tables->n_endings)
        return;
    while (tables->endings[at].rule != CN_LEMMA_FREE && tables->endings[at].check != (uint32_t)key)
        at = (at + 1) & (tables->n_endings - 1);
    state->n_used += tables->endings[at].rule == CN_LEMMA_FREE;
    tables->endings[at] = (cn_lemma_ending){.check = (uint32_t)key, .rule = rule};
}

static int compare_votes(const void *a, const void *b)
{
    const vote *x = a, *y = b;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    if (x->rule != y->rule)
        return x->rule < y->rule ? -1 : 1;
    return (x->form > y->form) - (x->form < y->form);
}

/* What the endings put so far, shorter than n bytes, say of a form. */
static uint16_t rule_by_endings(const learning *state, const sample *form, size_t n)
{
    const cn_lemmas lemmas = {.endings = state->tables->endings,
                              .n_endings = state->tables->n_endings};

    for (size_t len = n; len-- > 0;) {
        uint16_t rule = CN_LEMMA_FREE;

        if (len <= form->len)
            rule = cn_lemma_rule_of(&lemmas, cn_lemma_key(form->base + form->len - len, len,
                                                          CN_LEMMA_FIRST, form->upos, form->morph));
        if (rule != CN_LEMMA_FREE)
            return rule;
    }
    return CN_LEMMA_FREE;
}

/* The two rules with the most of n votes for one ending; the second CN_LEMMA_FREE when it has few.
 */
static void count_votes(const vote *votes, size_t n, uint16_t best[2], size_t *best_n)
{
    size_t second_n = ENDING_FORMS_MIN - 1;

    *best_n = 0;
    best[0] = best[1] = CN_LEMMA_FREE;
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i; end < n && votes[end].rule == votes[i].rule;)
            end++;
        if (end - i > *best_n) {
            if (*best_n > second_n) {
                second_n = *best_n;
                best[1] = best[0];
            }
            *best_n = end - i;
            best[0] = votes[i].rule;
        } else if (end - i > second_n) {
            second_n = end - i;
            best[1] = votes[i].rule;
        }
    }
}

static uint64_t key_of(const sample *form, size_t n, cn_lemma_kind kind)
{
    return cn_lemma_key(form->base + form->len - n, n, kind, form->upos, form->morph);
}

/* The votes of all forms for their endings of n bytes, sorted; returns how many. */
static size_t take_votes(learning *state, size_t n)
{
    size_t n_votes = 0;

    for (size_t i = 0; i < state->n; i++) {
        const sample *form = &state->samples[i];

        if (form->len >= n && state->tables->rules[form->rule].n_strip <= n &&
            (form->len == n || ((unsigned char)form->base[form->len - n] & 0xC0) != 0x80))
            state->votes[n_votes++] = (vote){.key = key_of(form, n, CN_LEMMA_FIRST),
                                             .form = (uint32_t)i,
                                             .rule = form->rule,
                                             .before = rule_by_endings(state, form, n)};
    }
    qsort(state->votes, n_votes, sizeof(*state->votes), compare_votes);
    return n_votes;
}

/* Puts the rules of endings of n bytes. */
static void learn_endings(learning *state, size_t n)
{
    const vote *votes = state->votes;
    const size_t n_votes = take_votes(state, n);

    for (size_t i = 0, end; i < n_votes; i = end) {
        uint16_t best[2];
        size_t best_n;

        for (end = i; end < n_votes && votes[end].key == votes[i].key;)
            end++;
        count_votes(votes + i, end - i, best, &best_n);
        if (best[0] != votes[i].before && (n == 0 || best_n >= ENDING_FORMS_MIN))
            put_ending(state, votes[i].key, best[0]);
        if (n > 0 && n <= SECOND_ENDING_MAX && best[1] != CN_LEMMA_FREE)
            put_ending(state, key_of(&state->samples[votes[i].form], n, CN_LEMMA_SECOND), best[1]);
    }
}

static void learn_exceptions(learning *state)
{
    for (size_t i = 0; i < state->n; i++) {
        const sample *form = &state->samples[i];

        if (rule_by_endings(state, form, CN_LEMMA_ENDING_MAX + 1) != form->rule)
            put_ending(state, key_of(form, form->len, CN_LEMMA_WHOLE), form->rule);
    }
}

int cn_lemma_tables_make(cn_lemma_tables *tables, const cn_conllu *treebank, const uint32_t *morphs,
                         cairn_error *err)
{
    learning state = {.tables = tables};

    *tables = (cn_lemma_tables){.n_endings = 1 << 14};
    tables->endings = cn_alloc(tables->n_endings * sizeof(*tables->endings));
    state.samples = cn_alloc_zero(treebank->n_words + 1, sizeof(*state.samples));
    state.votes = cn_alloc_zero(treebank->n_words + 1, sizeof(*state.votes));
    if (!tables->endings || !state.samples || !state.votes) {
        cn_free(state.samples);
        cn_free(state.votes);
        return cn_fail_memory(err, treebank->n_words * sizeof(*state.samples));
    }
    for (uint32_t i = 0; i < tables->n_endings; i++)
        tables->endings[i] = (cn_lemma_ending){.rule = CN_LEMMA_FREE};
    take_samples(&state, treebank, morphs);
    for (size_t n = 0; n <= CN_LEMMA_ENDING_MAX; n++)
        learn_endings(&state, n);
    learn_exceptions(&state);
    cn_free(state.samples);
    cn_free(state.votes);
    return CAIRN_OK;
}

void cn_lemma_tables_done(cn_lemma_tables *tables)
{
    cn_free(tables->rules);
    cn_free(tables->endings);
    *tables = (cn_lemma_tables){.rules = NULL};
}
