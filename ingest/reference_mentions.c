/* Mentions: the names handed in, pronouns of the third person, and noun phrases with a common noun
 * as their head. One pass over the tokens; a phrase that begins before mentions inside it ("his
 * mother", "Ford's film") is put before them. */
#include "ingest/reference_parts.h"

#include <string.h>

#include "base/mem.h"
#include "base/status.h"

#define MENTIONS_MAX (1 << 20)
#define LEFT_MAX 24 /* tokens of a noun phrase before its noun */
#define FORM_MAX 10 /* bytes of the longest pronoun */

typedef struct pronoun {
    const char *form;
    uint8_t genders, kind;
    bool is_plural;
} pronoun;

static const pronoun pronouns[] = {{"he", CN_GENDER_MASCULINE, CN_FORM_SUBJECT, false},
                                   {"him", CN_GENDER_MASCULINE, CN_FORM_OBJECT, false},
                                   {"his", CN_GENDER_MASCULINE, CN_FORM_POSSESSIVE, false},
                                   {"himself", CN_GENDER_MASCULINE, CN_FORM_REFLEXIVE, false},
                                   {"she", CN_GENDER_FEMININE, CN_FORM_SUBJECT, false},
                                   {"her", CN_GENDER_FEMININE, CN_FORM_OBJECT, false},
                                   {"hers", CN_GENDER_FEMININE, CN_FORM_POSSESSIVE, false},
                                   {"herself", CN_GENDER_FEMININE, CN_FORM_REFLEXIVE, false},
                                   {"it", CN_GENDER_NEUTER, CN_FORM_SUBJECT, false},
                                   {"its", CN_GENDER_NEUTER, CN_FORM_POSSESSIVE, false},
                                   {"itself", CN_GENDER_NEUTER, CN_FORM_REFLEXIVE, false},
                                   {"they", CN_GENDER_ANY, CN_FORM_SUBJECT, true},
                                   {"them", CN_GENDER_ANY, CN_FORM_OBJECT, true},
                                   {"their", CN_GENDER_ANY, CN_FORM_POSSESSIVE, true},
                                   {"theirs", CN_GENDER_ANY, CN_FORM_POSSESSIVE, true},
                                   {"themselves", CN_GENDER_ANY, CN_FORM_REFLEXIVE, true}};

/* After "it is": what makes the "it" point at the clause that follows. */
static const char *const said_of_clauses[] = {
    "believed",  "known",    "said",       "thought",   "reported", "estimated", "possible",
    "likely",    "unlikely", "clear",      "unclear",   "true",     "important", "necessary",
    "difficult", "hard",     "easy",       "unknown",   "rumored",  "rumoured",  "assumed",
    "alleged",   "claimed",  "considered", "evident",   "obvious",  "argued",    "suggested",
    "probable",  "noted",    "stated",     "announced", "revealed", "uncertain"};
static const char *const weather[] = {"rain",    "rained",   "rains",   "raining", "snow",
                                      "snowed",  "snows",    "snowing", "seems",   "seemed",
                                      "appears", "appeared", "turned"};

static size_t lower_form(const cn_reference_scratch *scratch, const cn_token *token, char *form)
{
    if (token->len > FORM_MAX)
        return 0;
    for (size_t i = 0; i < token->len; i++) {
        char c = scratch->input->text[token->first + i];

        form[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    form[token->len] = '\0';
    return token->len;
}

static bool is_among(const char *form, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(form, list[i]) == 0)
            return true;
    }
    return false;
}

static const pronoun *pronoun_of(const cn_reference_scratch *scratch, const cn_token *token)
{
    char form[FORM_MAX + 1];
    char first = scratch->input->text[token->first];

    if (token->len < 2 || token->upos == CN_UPOS_NOUN || token->upos == CN_UPOS_PROPN ||
        strchr("hHsSiItT", first) == NULL || lower_form(scratch, token, form) == 0)
        return NULL;
    for (size_t i = 0; i < sizeof(pronouns) / sizeof(pronouns[0]); i++) {
        if (strcmp(form, pronouns[i].form) == 0)
            return &pronouns[i];
    }
    return NULL;
}

/* "It is known that", "it rained": the parser's word for it, or one of the usual phrases. */
static bool is_pleonastic(const cn_reference_scratch *scratch, const cn_tree *tree, uint32_t at)
{
    char form[FORM_MAX + 1];

    if (tree->tokens[at].label == CN_DEP_EXPL)
        return true;
    for (uint32_t i = at + 1; i < tree->n && i < at + 4; i++) {
        const cn_token *token = &tree->tokens[i];

        if (lower_form(scratch, token, form) == 0)
            return false;
        if (i == at + 1 && is_among(form, weather, sizeof(weather) / sizeof(weather[0])))
            return true;
        if (is_among(form, said_of_clauses, sizeof(said_of_clauses) / sizeof(said_of_clauses[0])))
            return i + 1 < tree->n && lower_form(scratch, &tree->tokens[i + 1], form) > 0 &&
                   (strcmp(form, "that") == 0 || strcmp(form, "to") == 0 ||
                    strcmp(form, "whether") == 0 || strcmp(form, "if") == 0);
        if (token->upos != CN_UPOS_AUX && token->upos != CN_UPOS_ADV && token->upos != CN_UPOS_VERB)
            return false;
    }
    return false;
}

static int add_mention(cn_reference_scratch *scratch, const cn_mention *mention, cairn_error *err)
{
    cn_resolution *out = scratch->out;
    size_t at = out->n;

    if (!cn_grow((void **)&out->mentions, &out->cap, out->n + 1, MENTIONS_MAX,
                 sizeof(*out->mentions)))
        return cn_fail_memory(err, sizeof(*out->mentions));
    while (at > 0 && out->mentions[at - 1].first >= mention->first &&
           out->mentions[at - 1].tree == mention->tree) {
        out->mentions[at] = out->mentions[at - 1];
        at--;
    }
    out->mentions[at] = *mention;
    out->n++;
    return CAIRN_OK;
}

static void span_tokens(cn_mention *mention, const cn_tree *tree, uint32_t tree_place,
                        uint32_t token, uint32_t end)
{
    mention->tree = tree_place;
    mention->token = (uint16_t)token;
    mention->n = (uint16_t)(end - token);
    mention->first = tree->tokens[token].first;
    mention->len = tree->tokens[end - 1].first + tree->tokens[end - 1].len - mention->first;
    mention->name = mention->antecedent = CN_REFERENCE_NONE;
    mention->confidence = 0;
}

/* The token of [token, end) whose head lies outside. */
static uint16_t head_of(const cn_tree *tree, uint32_t token, uint32_t end)
{
    for (uint32_t i = token; i < end; i++) {
        uint32_t head = tree->tokens[i].head;
        int label = tree->tokens[i].label;

        if ((head <= token || head > end) && label != CN_DEP_PUNCT && label != CN_DEP_CASE &&
            label != CN_DEP_DET && label != CN_DEP_DEP)
            return (uint16_t)i;
    }
    return (uint16_t)(end - 1);
}

static int add_name(cn_reference_scratch *scratch, uint32_t tree, uint32_t token, uint32_t end,
                    const cn_reference_name *name, cairn_error *err)
{
    const cn_tree *of = &scratch->input->trees->trees[tree];
    cn_mention mention = {.kind = CN_MENTION_NAME, .genders = CN_GENDER_ANY, .is_plural = false};

    span_tokens(&mention, of, tree, token, end);
    mention.first = name->first;
    mention.len = name->len;
    mention.type = (uint8_t)name->type;
    mention.head = head_of(of, token, end);
    return add_mention(scratch, &mention, err);
}

static int add_pronoun(cn_reference_scratch *scratch, uint32_t tree, uint32_t token,
                       const pronoun *form, cairn_error *err)
{
    cn_mention mention = {.kind = CN_MENTION_PRONOUN,
                          .genders = form->genders,
                          .is_plural = form->is_plural,
                          .head = (uint16_t)token};

    if (!form->is_plural && form->genders != CN_GENDER_NEUTER)
        mention.type = CN_TYPE_PERSON;
    span_tokens(&mention, &scratch->input->trees->trees[tree], tree, token, token + 1);
    return add_mention(scratch, &mention, err);
}

/* Where the noun phrase with its noun at `noun` begins: words that hang on it or on one another. */
static uint32_t phrase_start(const cn_tree *tree, uint32_t noun)
{
    uint32_t first = noun;

    while (first > 0 && noun - first < LEFT_MAX) {
        const cn_token *token = &tree->tokens[first - 1];

        if (token->head < first || token->head > noun + 1 || token->head == 0)
            break;
        if (token->label == CN_DEP_CC || token->label == CN_DEP_COP ||
            token->label == CN_DEP_MARK || token->label == CN_DEP_NSUBJ ||
            token->label == CN_DEP_NSUBJ_PASS || token->label == CN_DEP_AUX ||
            (token->label == CN_DEP_CASE && token->head == noun + 1) ||
            (token->label == CN_DEP_PUNCT && token->head == noun + 1 && token->len == 1))
            break;
        first--;
    }
    while (first < noun && tree->tokens[first].upos == CN_UPOS_ADV)
        first++;
    return first;
}

static int add_nominal(cn_reference_scratch *scratch, uint32_t tree, uint32_t noun,
                       cairn_error *err)
{
    const cn_tree *of = &scratch->input->trees->trees[tree];
    const cn_token *token = &of->tokens[noun];
    const cn_reference_word *word = cn_reference_word_of(scratch->model, token->key);
    cn_mention mention = {.kind = CN_MENTION_NOMINAL,
                          .genders = CN_GENDER_NEUTER,
                          .is_plural = (token->morph & CN_MORPH_PLURAL) != 0,
                          .head = (uint16_t)noun};

    if (token->label == CN_DEP_COMPOUND || token->label == CN_DEP_FLAT ||
        token->label == CN_DEP_FIXED || token->label == CN_DEP_GOESWITH)
        return CAIRN_OK;
    if (word && (word->bits >> 3 & CN_NOUN_COMMON)) {
        mention.type = word->type;
        if (word->bits >> 3 & CN_NOUN_PLURAL)
            mention.is_plural = true;
        if (word->type == CN_TYPE_PERSON)
            mention.genders = word->bits & (CN_GENDER_MASCULINE | CN_GENDER_FEMININE);
        if (mention.genders == 0)
            mention.genders = CN_GENDER_MASCULINE | CN_GENDER_FEMININE;
    }
    span_tokens(&mention, of, tree, phrase_start(of, noun), noun + 1);
    return add_mention(scratch, &mention, err);
}

static int find_in_tree(cn_reference_scratch *scratch, uint32_t tree, size_t *name,
                        cairn_error *err)
{
    const cn_reference_input *input = scratch->input;
    const cn_tree *of = &input->trees->trees[tree];
    int rc = CAIRN_OK;

    for (uint32_t i = 0; i < of->n && rc == CAIRN_OK;) {
        const cn_token *token = &of->tokens[i];
        uint32_t token_end = token->first + token->len, end = i + 1;
        const cn_reference_name *next;
        const pronoun *form;

        while (*name < input->n_names &&
               (input->names[*name].first + input->names[*name].len <= token->first ||
                CN_TYPE_IS_LITERAL(input->names[*name].type) ||
                input->names[*name].type == CN_TYPE_CLASS))
            ++*name;
        next = *name < input->n_names ? &input->names[*name] : NULL;
        form = pronoun_of(scratch, token);
        if (next && next->first < token_end && !(form && next->len <= token->len)) {
            while (end < of->n && of->tokens[end].first < next->first + next->len)
                end++;
            rc = add_name(scratch, tree, i, end, next, err);
            ++*name;
        } else if (form) {
            if (form->genders != CN_GENDER_NEUTER || !is_pleonastic(scratch, of, i))
                rc = add_pronoun(scratch, tree, i, form, err);
        } else if (token->upos == CN_UPOS_NOUN) {
            rc = add_nominal(scratch, tree, i, err);
        }
        i = end;
    }
    return rc;
}

/* "her" is "his" or "him": by the tree, else by what follows. */
static uint8_t form_of(const cn_reference_scratch *scratch, const cn_mention *mention)
{
    const cn_tree *tree = &scratch->input->trees->trees[mention->tree];
    const cn_token *token = &tree->tokens[mention->token];
    const pronoun *form = pronoun_of(scratch, token);
    uint8_t kind = form ? form->kind : CN_FORM_SUBJECT;

    if (kind == CN_FORM_OBJECT && mention->genders == CN_GENDER_FEMININE &&
        (token->label == CN_DEP_NMOD_POSS || token->label == CN_DEP_DET ||
         (token->morph & CN_MORPH_POSSESSIVE)))
        kind = CN_FORM_POSSESSIVE;
    if (kind == CN_FORM_SUBJECT && mention->genders == CN_GENDER_NEUTER &&
        (token->label == CN_DEP_OBJ || token->label == CN_DEP_OBL || token->label == CN_DEP_NMOD ||
         token->label == CN_DEP_IOBJ))
        kind = CN_FORM_OBJECT;
    return kind;
}

static bool is_word(const cn_reference_scratch *scratch, const cn_token *token,
                    const char *const *list, size_t n)
{
    char form[FORM_MAX + 1];

    return lower_form(scratch, token, form) > 0 && is_among(form, list, n);
}

static void look_around_noun(const cn_reference_scratch *scratch, size_t at)
{
    static const char *const definite[] = {"the", "this", "that", "these", "those", "both"};
    static const char *const pointing[] = {"this", "that", "these", "those"};
    const cn_mention *mention = &scratch->out->mentions[at];
    const cn_tree *tree = &scratch->input->trees->trees[mention->tree];
    const cn_token *first = &tree->tokens[mention->token];
    cn_reference_place *place = &scratch->places[at];
    uint32_t head = mention->head;

    place->is_definite = is_word(scratch, first, definite, 6);
    place->is_demonstrative = is_word(scratch, first, pointing, 4);
    for (uint32_t i = mention->token; i < head; i++) {
        if (tree->tokens[i].label == CN_DEP_NMOD_POSS && tree->tokens[i].head == head + 1)
            place->is_owned = true;
    }
    place->is_bare = mention->n <= 2;
    for (uint32_t i = head + 1; i < tree->n && i < head + 9; i++) {
        const cn_token *token = &tree->tokens[i];

        if (token->head == head + 1 &&
            (token->label == CN_DEP_NMOD || token->label == CN_DEP_ACL ||
             token->label == CN_DEP_ACL_RELCL || token->label == CN_DEP_APPOS))
            place->is_bare = false;
    }
}

/* Mentions that the tree says are one: "X, a band", "X is a band", "the singer X". */
static void link_phrase(cn_reference_scratch *scratch, size_t at)
{
    const cn_mention *mention = &scratch->out->mentions[at];
    const cn_tree *tree = &scratch->input->trees->trees[mention->tree];
    size_t offset = cn_reference_offset(scratch, mention->tree);
    uint16_t token = (uint16_t)(mention->head + 1);
    uint16_t other = 0;

    if (mention->token > 0 && tree->tokens[mention->token - 1].label == CN_DEP_CASE &&
        tree->tokens[mention->token - 1].head == token)
        return; /* "X is about a band" */

    for (int step = 0; step < 4; step++) { /* "is an actor and singer" */
        if (scratch->subjects[offset + token - 1] > 0 ||
            tree->tokens[token - 1].label != CN_DEP_CONJ || tree->tokens[token - 1].head == 0)
            break;
        token = tree->tokens[token - 1].head;
    }
    if (tree->tokens[token - 1].upos == CN_UPOS_NOUN ||
        tree->tokens[token - 1].upos == CN_UPOS_PROPN)
        other = scratch->subjects[offset + token - 1];
    if (other == 0 && tree->tokens[mention->head].label == CN_DEP_APPOS)
        other = tree->tokens[mention->head].head;
    if (other > 0 && other <= tree->n && scratch->token_mention[offset + other - 1] > 0) {
        size_t linked = scratch->token_mention[offset + other - 1] - 1;

        if (linked != at && scratch->out->mentions[linked].is_plural == mention->is_plural)
            scratch->places[at].link = (int32_t)linked;
    }
}

static int set_places(cn_reference_scratch *scratch, cairn_error *err)
{
    cn_resolution *out = scratch->out;
    size_t n_tokens = scratch->input->trees->n_tokens;
    uint32_t sentence = UINT32_MAX;

    if (!cn_grow((void **)&scratch->places, &scratch->cap_places, out->n, MENTIONS_MAX,
                 sizeof(*scratch->places)) ||
        !cn_grow((void **)&scratch->token_mention, &scratch->cap_token_mention, n_tokens, SIZE_MAX,
                 sizeof(*scratch->token_mention)))
        return cn_fail_memory(err, out->n * sizeof(*scratch->places));
    if (n_tokens > 0)
        memset(scratch->token_mention, 0, n_tokens * sizeof(*scratch->token_mention));
    for (size_t i = 0; i < out->n; i++) {
        cn_mention *mention = &out->mentions[i];
        cn_reference_place *place = &scratch->places[i];
        const cn_token *head;
        const cn_reference_word *word;

        memset(place, 0, sizeof(*place));
        cn_reference_place_set(scratch, i);
        head = &scratch->input->trees->tokens[place->word];
        word = cn_reference_word_of(scratch->model, head->key);
        place->noun_bits = word && mention->kind == CN_MENTION_NOMINAL ? word->bits >> 3 : 0;
        if (mention->kind == CN_MENTION_PRONOUN)
            place->form = form_of(scratch, mention);
        if (mention->kind == CN_MENTION_NOMINAL)
            look_around_noun(scratch, i);
        place->is_first = place->sentence != sentence;
        sentence = place->sentence;
        scratch->token_mention[place->word] = (uint32_t)(i + 1);
    }
    for (size_t i = 0; i < out->n; i++) {
        if (out->mentions[i].kind != CN_MENTION_PRONOUN)
            link_phrase(scratch, i);
    }
    return CAIRN_OK;
}

int cn_reference_mentions_find(cn_reference_scratch *scratch, cairn_error *err)
{
    size_t name = 0;

    scratch->out->n = 0;
    for (size_t i = 0; i < scratch->input->trees->n_trees; i++) {
        int rc = find_in_tree(scratch, (uint32_t)i, &name, err);

        if (rc < 0)
            return rc;
    }
    return set_places(scratch, err);
}
