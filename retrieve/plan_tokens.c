/* Names first, from the most certain to the least: quotes, links, runs of capitals; those that
 * overlap become one. Then the text with a neutral name for each is parsed. */
#include "retrieve/plan_tokens.h"

#include <string.h>

#include "base/buf.h"

static const char NEUTRAL[] = "Anna"; /* a name that every tagger knows as one */
static const char SMALL_WORDS[] = "of|the|of the|in the|for the|and the|de|la|de la|du|des|von|van|"
                                  "der|van der|den|di|da|dos|del|al|el|bin|ibn|y|on the";
static const char NO_NAME_START[] =
    "who|whom|whose|what|which|where|when|why|how|is|are|was|were|did|does|do|has|have|had|can|"
    "could|will|would|should|in|on|at|of|for|from|by|to|with|the|a|an|this|that|these|those|during|"
    "after|before|between|among|name|list|tell|give|if|as|and|or|both|there|under|which|were";

/* One word of the masked text, or one name. */
struct unit {
    uint32_t first, len; /* bytes of the masked text */
    uint16_t word, n_words;
    bool is_name, is_used;
};

struct masking {
    const cn_question *question;
    cn_plan_tokens *tokens;
    struct unit units[CN_PLAN_WORDS_MAX];
    size_t n_units;
    cn_buf masked;
};

/* ---- Names ---- */

static bool is_capital(const cn_text *text, size_t i)
{
    return text->words[i].flags & (CN_WORD_UPPER | CN_WORD_DIGIT);
}

/* The names stay ascending and disjoint: one that overlaps others takes them in. */
static void add_name(cn_plan_tokens *tokens, size_t first, size_t n)
{
    size_t end = first + n, at = 0, last;

    while (at < tokens->n_names && tokens->names[at].first + tokens->names[at].n <= first)
        at++;
    for (last = at; last < tokens->n_names && tokens->names[last].first < end; last++) {
        if (tokens->names[last].first < first)
            first = tokens->names[last].first;
        if (tokens->names[last].first + tokens->names[last].n > end)
            end = tokens->names[last].first + tokens->names[last].n;
    }
    if (last == at && tokens->n_names == CN_PLAN_NAMES_MAX)
        return;
    memmove(&tokens->names[at + 1], &tokens->names[last],
            (tokens->n_names - last) * sizeof *tokens->names);
    tokens->n_names += 1 - (last - at);
    tokens->names[at] = (cn_words_range){first, end - first};
}

static bool is_taken(const cn_plan_tokens *tokens, size_t word)
{
    for (size_t i = 0; i < tokens->n_names; i++)
        if (word >= tokens->names[i].first && word < tokens->names[i].first + tokens->names[i].n)
            return true;
    return false;
}

static void add_quoted(cn_plan_tokens *tokens)
{
    for (size_t i = 0; i < tokens->text.n; i++) {
        cn_piece piece;

        cn_piece_quoted(&tokens->text, i, tokens->text.n, &piece);
        if (piece.n == 0)
            continue;
        add_name(tokens, piece.first, piece.n);
        i = piece.first + piece.n - 1;
    }
}

/* "Otto Velling's father" may be an entity, but names Otto Velling: where its name ends. */
static size_t before_owned(const cn_text *text, size_t first, size_t end)
{
    size_t at = end;

    while (at > first && !is_capital(text, at - 1))
        at--;
    for (size_t i = at; at > first && i < end; i++)
        if (cn_phrase_at(text, i, end, "s") && cn_gap_is(text, i, "'"))
            return i;
    return end;
}

static void add_linked(const cn_question *question, cn_plan_tokens *tokens)
{
    for (size_t l = 0; l < question->n_links; l++) {
        const cn_link *link = &question->links[l];
        size_t first = 0, end, len;
        bool has_capital = false, is_adjective;

        while (first < tokens->text.n && tokens->text.words[first].first < link->first)
            first++;
        for (end = first;
             end < tokens->text.n && tokens->text.words[end].first < link->first + link->len; end++)
            has_capital |= (tokens->text.words[end].flags & CN_WORD_UPPER) && end > 0;
        end = before_owned(&tokens->text, first, end);
        if (end > first && !is_capital(&tokens->text, end - 1) &&
            cn_country_at(&tokens->text, first, end, &len, &is_adjective) && is_adjective)
            continue; /* "British monarch" is a sort of person */
        if (has_capital)
            add_name(tokens, first, end - first);
    }
}

/* Words of one name stand side by side: nothing but a blank, a hyphen, an apostrophe, the dot of
 * an initial between them. */
static bool is_joined(const cn_text *text, size_t i)
{
    return cn_gap_is(text, i, " ") || cn_gap_is(text, i, "-") || cn_gap_is(text, i, "'") ||
           cn_gap_is(text, i, " & ") || cn_gap_is(text, i, ": ") ||
           cn_gap_is(text, i, "\xE2\x80\x99") || cn_gap_is(text, i, "/") ||
           cn_gap_is(text, i, " (") || cn_gap_is(text, i, " \xE2\x80\x93 ") ||
           ((cn_gap_is(text, i, ". ") || cn_gap_is(text, i, ".")) && text->words[i - 1].len <= 3);
}

/* The run of capitals at word i, with small words between them: "Duke of the Marn". */
static size_t run_length(const cn_plan_tokens *tokens, size_t i)
{
    const cn_text *text = &tokens->text;
    size_t end = i + 1;

    while (end < text->n && is_joined(text, end) && !is_taken(tokens, end)) {
        size_t small = 0;

        if (is_capital(text, end)) {
            end++;
            continue;
        }
        if (cn_gap_is(text, end, " "))
            small = cn_phrase_at(text, end, text->n, SMALL_WORDS);
        if (small == 0 || end + small >= text->n || !cn_gap_is(text, end + small, " ") ||
            !(text->words[end + small].flags & CN_WORD_UPPER) || is_taken(tokens, end + small))
            break;
        end += small + 1;
    }
    return end - i;
}

static void add_runs(cn_plan_tokens *tokens)
{
    const cn_text *text = &tokens->text;

    for (size_t i = 0; i < text->n; i++) {
        size_t n;

        if (!(text->words[i].flags & CN_WORD_UPPER) || is_taken(tokens, i) ||
            (i == 0 && cn_phrase_at(text, i, text->n, NO_NAME_START)))
            continue;
        n = run_length(tokens, i);
        /* "Danish" alone says of what kind, it is no name. */
        if (n == 1 && i + 1 < text->n) {
            bool is_adjective = false;
            size_t len;

            if (cn_country_at(text, i, text->n, &len, &is_adjective) && is_adjective)
                continue;
        }
        add_name(tokens, i, n);
        i += n - 1;
    }
}

/* Neighbours that are joined were one name: "Brahma" "The Creator". */
static void join_neighbours(cn_plan_tokens *tokens)
{
    const cn_text *text = &tokens->text;
    size_t kept = 0;

    for (size_t i = 1; i < tokens->n_names; i++) {
        cn_words_range *last = &tokens->names[kept];
        const cn_words_range *next = &tokens->names[i];

        if (last->first + last->n == next->first && is_joined(text, next->first))
            last->n += next->n;
        else
            tokens->names[++kept] = *next;
    }
    tokens->n_names = tokens->n_names > 0 ? kept + 1 : 0;
}

/* ---- The masked text and its tokens ---- */

static void add_unit(struct masking *masking, size_t first, size_t n, bool is_name)
{
    const cn_question *question = masking->question;
    const cn_word *word = &question->words.items[first];
    struct unit *unit = &masking->units[masking->n_units++];

    *unit = (struct unit){.first = (uint32_t)masking->masked.len,
                          .word = (uint16_t)first,
                          .n_words = (uint16_t)n,
                          .is_name = is_name};
    if (is_name)
        cn_buf_add(&masking->masked, NEUTRAL, sizeof NEUTRAL - 1);
    else
        cn_buf_add(&masking->masked, question->text + word->first, word->len);
    unit->len = (uint32_t)masking->masked.len - unit->first;
}

/* Bytes between words as they stand, but for quotes around a name. */
static void add_gap(struct masking *masking, size_t from, size_t to)
{
    const struct unit *last = masking->n_units > 0 ? &masking->units[masking->n_units - 1] : NULL;

    if (last && last->is_name && from < to && masking->question->text[from] == ')')
        from++; /* of "Scene (film)" */
    if (last && last->is_name && from + 1 < to && masking->question->text[from] == '.' &&
        masking->question->text[from + 1] == '\'')
        from++; /* of "Velling Jr.'s" */
    for (size_t i = from; i < to; i++)
        if (masking->question->text[i] != '"')
            cn_buf_add_char(&masking->masked, masking->question->text[i]);
}

static void write_masked(struct masking *masking)
{
    const cn_text *text = &masking->tokens->text;
    const cn_words_range *name = masking->tokens->names;
    const cn_words_range *end = name + masking->tokens->n_names;
    size_t at = 0;

    for (size_t i = 0; i < text->n;) {
        const bool is_name = name < end && name->first == i;
        const size_t n = is_name ? name->n : 1;
        const cn_word *last = &text->words[i + n - 1];

        add_gap(masking, at, text->words[i].first);
        add_unit(masking, i, n, is_name);
        at = last->first + last->len;
        i += n;
        name += is_name;
    }
    add_gap(masking, at, masking->question->len);
}

static void add_token(struct masking *masking, const cn_token *token)
{
    cn_plan_tokens *tokens = masking->tokens;
    cn_plan_token *out = &tokens->items[tokens->n++];

    *out = (cn_plan_token){
        .upos = token->upos, .morph = token->morph, .mark = masking->masked.data[token->first]};
    for (size_t u = 0; u < masking->n_units; u++) {
        struct unit *unit = &masking->units[u];

        if (unit->is_used || unit->first + unit->len <= token->first ||
            unit->first >= token->first + token->len)
            continue;
        if (out->n_words == 0)
            out->word = unit->word;
        out->n_words = (uint16_t)(unit->word + unit->n_words - out->word);
        out->is_name |= unit->is_name;
        out->mark = 0;
        unit->is_used = true;
    }
    if (out->is_name)
        out->upos = CN_UPOS_PROPN;
    else if (out->upos == CN_UPOS_PROPN && !(token->flags & CN_TOKEN_CAPITAL))
        out->upos = CN_UPOS_NOUN; /* "Anna's performer" reads like a name */
}

int cn_plan_tokens_read(const cn_question *question, const cn_view *view, cn_plan_tokens *tokens,
                        cairn_error *err)
{
    struct masking masking = {.question = question, .tokens = tokens};
    cn_parsed parsed = {.trees = NULL};
    int rc = CAIRN_OK;

    *tokens = (cn_plan_tokens){
        .text = {question->text, question->len, question->words.items, question->words.n}};
    if (!view->parse || question->words.n == 0 || question->words.n > CN_PLAN_WORDS_MAX ||
        question->len > CN_PLAN_BYTES_MAX)
        return CAIRN_OK;
    add_quoted(tokens);
    add_linked(question, tokens);
    add_runs(tokens);
    join_neighbours(tokens);
    cn_buf_init(&masking.masked, 4 * CN_PLAN_BYTES_MAX);
    write_masked(&masking);
    if (masking.masked.status < 0)
        rc = cn_fail_memory(err, masking.masked.len);
    if (rc == CAIRN_OK)
        rc = view->parse(view->user, cn_buf_str(&masking.masked), masking.masked.len, &parsed, err);
    for (size_t t = 0; rc == CAIRN_OK && parsed.trees && t < parsed.trees->n_trees; t++)
        for (size_t i = 0; i < parsed.trees->trees[t].n && tokens->n < CN_PLAN_TOKENS_MAX; i++)
            add_token(&masking, &parsed.trees->trees[t].tokens[i]);
    cn_buf_done(&masking.masked);
    return rc;
}

bool cn_plan_token_is(const cn_plan_tokens *tokens, size_t i, const char *words)
{
    return i < tokens->n && tokens->items[i].n_words == 1 && !tokens->items[i].is_name &&
           cn_phrase_at(&tokens->text, tokens->items[i].word, tokens->text.n, words) == 1;
}
