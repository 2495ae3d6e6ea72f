/* Features of a pronoun and a candidate: where both stand in their sentences, what lies between
 * them, what the candidate is and how often it was spoken of. Each is a template's number and up to
 * four small values, hashed into a row of the model. The trainer and the resolver share this code,
 * so that what is learned is what is run. */
#include "ingest/reference_parts.h"

#include <string.h>

typedef struct pair {
    const cn_reference_scratch *scratch;
    const cn_reference_case *asked;
    cn_reference_candidate *candidate;
    const cn_reference_entity *entity;
    const cn_mention *pronoun, *mention; /* mention: NULL for a title not mentioned */
    const cn_reference_place *at, *of;   /* of the pronoun, of the mention */
    unsigned who;                        /* he or she, it, they */
    unsigned role, pronoun_role;         /* coarse */
    unsigned distance; /* in sentences, 0..3; 4..6 behind the pronoun; 7 a title */
    unsigned relation; /* of the two places in one sentence */
    unsigned kind;
} pair;

/* Coarse roles, in order of salience. */
enum { SUBJECT, OBJECT, OBLIQUE, POSSESSOR, MODIFIER, APPOSITION, COMPOUND, PREDICATE, REST };

static unsigned coarse_role(uint8_t role)
{
    static const uint8_t coarse[] = {REST,     SUBJECT,   SUBJECT,   OBJECT,   OBJECT,
                                     OBLIQUE,  OBLIQUE,   POSSESSOR, MODIFIER, APPOSITION,
                                     COMPOUND, PREDICATE, REST};

    return coarse[role];
}

/* An apposition, or a part of a compound, has the rank of what it belongs to. */
static unsigned salient_role(const cn_reference_place *place)
{
    if (place->role == CN_PLACE_APPOSITION || place->role == CN_PLACE_COMPOUND)
        return coarse_role(place->host_role);
    return coarse_role(place->role);
}

static unsigned bucket(uint32_t n)
{
    static const uint8_t limits[] = {1, 2, 3, 4, 6, 8, 11, 15, 20, 27, 36, 50, 70, 100};
    unsigned b = 0;

    while (b < sizeof(limits) && n > limits[b])
        b++;
    return b;
}

static unsigned upto(unsigned n, unsigned most)
{
    return n < most ? n : most;
}

static void add(pair *p, unsigned number, unsigned a, unsigned b, unsigned c, unsigned d)
{
    uint64_t x = (uint64_t)number << 32 | (uint64_t)(a & 0xFF) << 24 | (uint64_t)(b & 0xFF) << 16 |
                 (uint64_t)(c & 0xFF) << 8 | (d & 0xFF);

    if (p->candidate->n == CN_REFERENCE_FEATURES)
        return;
    x *= 0x9E3779B97F4A7C15u;
    x ^= x >> 29;
    x *= 0xBF58476D1CE4E5B9u;
    x ^= x >> 32;
    p->candidate->features[p->candidate->n++] = (uint16_t)(x & (CN_REFERENCE_ROWS - 1));
}

static void add_word(pair *p, unsigned number, uint64_t key, unsigned a, unsigned b)
{
    uint64_t x = key + ((uint64_t)number << 16 | (uint64_t)(a & 0xFF) << 8 | (b & 0xFF));

    if (p->candidate->n == CN_REFERENCE_FEATURES)
        return;
    x *= 0x9E3779B97F4A7C15u;
    x ^= x >> 29;
    x *= 0xBF58476D1CE4E5B9u;
    x ^= x >> 32;
    p->candidate->features[p->candidate->n++] = (uint16_t)(x & (CN_REFERENCE_ROWS - 1));
}

/* How the places of one sentence lie to each other in the tree. */
enum {
    APART = 0,
    OWN_SUBJECT,   /* the mention is the subject of the pronoun's clause, */
    CONTROLS,      /* or of the clause that this one leaves its subject to */
    SAME_CLAUSE,   /* another place of it */
    BELOW,         /* the pronoun hangs on the mention */
    ABOVE,         /* the mention hangs on the pronoun's head */
    OUTER_SUBJECT, /* the pronoun's clause is within the mention's, whose subject it is */
    OUTER,
    INNER_SUBJECT, /* the mention's clause is within the pronoun's */
    INNER,
    SIDE_SUBJECT, /* clauses side by side */
    SIDE
};

static unsigned relation_of(const pair *p)
{
    const cn_tree *tree;
    uint16_t mention, pronoun, controller;
    bool is_subject;

    if (!p->mention || p->mention->tree != p->pronoun->tree)
        return APART;
    tree = &p->scratch->input->trees->trees[p->pronoun->tree];
    mention = (uint16_t)(p->mention->head + 1);
    pronoun = (uint16_t)(p->pronoun->head + 1);
    is_subject = salient_role(p->of) == SUBJECT;
    controller = cn_reference_subject(p->scratch, p->pronoun->tree, p->at->clause);
    if (controller == mention)
        return p->of->clause == p->at->clause ? OWN_SUBJECT : CONTROLS;
    if (cn_reference_dominates(tree, mention, pronoun))
        return BELOW;
    if (p->of->clause == p->at->clause)
        return tree->tokens[pronoun - 1].head > 0 &&
                       cn_reference_dominates(tree, tree->tokens[pronoun - 1].head, mention) &&
                       p->at->form == CN_FORM_POSSESSIVE
                   ? ABOVE
                   : SAME_CLAUSE;
    if (cn_reference_dominates(tree, p->of->clause, p->at->clause))
        return is_subject ? OUTER_SUBJECT : OUTER;
    if (cn_reference_dominates(tree, p->at->clause, p->of->clause))
        return is_subject ? INNER_SUBJECT : INNER;
    return is_subject ? SIDE_SUBJECT : SIDE;
}

static unsigned sentences_between(const cn_reference_place *a, const cn_reference_place *b)
{
    return a->sentence > b->sentence ? a->sentence - b->sentence : b->sentence - a->sentence;
}

static void add_place(pair *p)
{
    const cn_reference_candidate *c = p->candidate;
    const cn_reference_place *of = p->of;
    unsigned tokens = of->word > p->at->word ? of->word - p->at->word : p->at->word - of->word;
    unsigned d = p->distance, near = bucket(tokens);

    add(p, 1, d, p->kind, c->is_ahead, 0);
    add(p, 2, d, p->role, p->pronoun_role, p->at->form);
    add(p, 3, d, p->role, p->kind, 0);
    add(p, 4, p->relation, p->at->form, p->pronoun_role, 0);
    add(p, 5, p->relation, p->at->form, p->role, 0);
    add(p, 6, near, d == 0, c->is_ahead, 0);
    add(p, 7, near, p->role, c->is_ahead, 0);
    add(p, 8, of->is_first, d, p->at->is_first, 0);
    add(p, 9, of->is_main, d, p->role, p->at->is_main);
    add(p, 10, of->is_joined, of->is_joint, d, 0);
    add(p, 11, of->is_bracketed, d, c->is_ahead, 0);
    add(p, 12, of->role, of->host_role, d, c->is_ahead);
    add(p, 13, upto(of->depth, 6), d, c->is_ahead, 0);
    add(p, 14, upto(of->depth, 6), upto(p->at->depth, 6), d == 0, c->is_ahead);
    add(p, 15, of->role == p->at->role, d, p->at->form, c->is_ahead);
    add(p, 16, p->relation, near, p->at->form, 0);
    add(p, 17, p->relation, p->kind, p->role, c->is_ahead);
    add(p, 18, of->is_joined, p->relation, p->role, 0);
    add(p, 19, p->pronoun_role, p->at->is_first, d, p->role);
    add(p, 20, p->mention->n > 3 ? 3 : p->mention->n, p->kind, d, 0);
    add(p, 21, of->is_first, p->role, d, p->at->form);
    add(p, 22, p->relation, c->is_ahead, p->pronoun_role, p->role);
}

static void add_ranks(pair *p)
{
    const cn_reference_candidate *c = p->candidate;
    unsigned few = p->asked->n <= 2 ? 0 : p->asked->n <= 3 ? 1 : p->asked->n <= 5 ? 2 : 3;

    add(p, 30, upto(c->nearness, 5), c->is_ahead, p->at->form, 0);
    add(p, 31, upto(c->order, 5), c->is_ahead, p->at->form, 0);
    add(p, 32, upto(c->salience, 5), c->is_ahead, p->at->form, 0);
    add(p, 33, upto(c->salience, 3), upto(c->nearness, 3), upto(c->order, 3), c->is_ahead);
    add(p, 34, upto(c->salience, 3), p->pronoun_role, p->distance, 0);
    add(p, 35, upto(c->nearness, 3), p->pronoun_role, p->relation, 0);
    add(p, 36, upto(c->order, 3), p->pronoun_role, p->distance, 0);
    add(p, 37, few, c->is_ahead, upto(c->salience, 3), 0);
}

static void add_genders(pair *p)
{
    const cn_reference_entity *e = p->entity;
    bool match = e->is_gender_known && (e->genders & p->pronoun->genders) != 0;
    unsigned said = 0, hint = 0;

    if (e->hinted_genders != 0 && !e->is_gender_known)
        hint = (e->hinted_genders & p->pronoun->genders) == 0 ? 1 : 2;
    if (e->said_genders != 0)
        said = (e->said_genders & p->pronoun->genders) == 0 ? 1 : 2;
    add(p, 41, e->is_gender_known, match, p->who, 0);
    add(p, 59, hint, e->type, 0, 0);
    add(p, 42, e->type, match, e->name == CN_REFERENCE_NONE, 0);
    add(p, 54, said, e->said_genders == p->pronoun->genders, p->kind, 0);
}

/* What the entity is and how much is said of it. */
static void add_entity(pair *p)
{
    const cn_reference_entity *e = p->entity;
    const cn_reference_candidate *c = p->candidate;
    unsigned n_all = (unsigned)e->n_names + e->n_names_ahead;
    unsigned subject = 4, named = 4, next = 4;
    bool has_title = p->scratch->n_entities > 0 && p->scratch->entities[0].is_title;
    bool title_fits = has_title && (p->scratch->entities[0].n_all > 0 ||
                                    p->scratch->entities[0].n_names_ahead > 0);

    if (e->latest_subject >= 0)
        subject = upto(sentences_between(p->at, &p->scratch->places[e->latest_subject]), 3);
    if (e->latest_name >= 0)
        named = upto(sentences_between(p->at, &p->scratch->places[e->latest_name]), 3);
    if (e->next_name >= 0)
        next = upto(sentences_between(p->at, &p->scratch->places[e->next_name]), 3);
    add(p, 40, e->type, p->who, c->is_ahead, 0);
    if (!p->scratch->observer || !p->scratch->observer->is_blind)
        add_genders(p);
    add(p, 43, upto(n_all, 4), c->is_ahead, 0, 0);
    add(p, 44, upto(e->n_pronouns, 4), upto(e->n_names, 3), 0, 0);
    add(p, 45, upto(e->n_all, 6), p->distance, 0, 0);
    add(p, 46, subject, p->pronoun_role, p->kind, 0);
    add(p, 47, named, p->kind, p->distance, 0);
    add(p, 48, next, c->is_ahead, p->at->form, 0);
    add(p, 49, subject, p->distance, p->role, p->at->form);
    add(p, 50, next, p->distance, p->role, 0);
    add(p, 51, e->is_title, has_title, title_fits, c->is_ahead);
    add(p, 52, e->is_title, has_title, p->distance, p->kind);
    add(p, 55, p->scratch->spellings[c->entity].n > 3 ? 3 : p->scratch->spellings[c->entity].n,
        upto(n_all, 3), p->kind, c->is_ahead);
    add(p, 56, upto(c->talk, 4), c->is_ahead, p->kind, 0);
    add(p, 57, upto(c->talk, 3), upto(c->salience, 3), p->distance, 0);
    add(p, 58, upto(p->asked->n_near, 3), p->distance, p->role, p->pronoun_role);
    add(p, 53, e->n_names > 0, upto(e->n_pronouns, 2), e->name == CN_REFERENCE_NONE, p->distance);
}

/* Words: what the mention is the subject or object of, what the pronoun hangs on. */
static void add_words(pair *p)
{
    const cn_token *tokens = p->scratch->input->trees->tokens;
    const cn_tree *tree = &p->scratch->input->trees->trees[p->mention->tree];
    const cn_tree *own = &p->scratch->input->trees->trees[p->pronoun->tree];
    const cn_token *head = &tokens[p->of->word], *pronoun = &tokens[p->at->word];
    const cn_token *verb = &tree->tokens[p->of->clause - 1];
    uint64_t host = 0;

    if (pronoun->head > 0 && pronoun->head <= own->n)
        host = own->tokens[pronoun->head - 1].key;
    add_word(p, 60, verb->key, p->role, p->distance);
    add_word(p, 61, verb->key, p->role, p->relation);
    add_word(p, 62, host, p->role, p->at->form);
    add_word(p, 63, host, p->relation, p->at->form);
    if (head->head > 0 && head->head <= tree->n)
        add_word(p, 64, tree->tokens[head->head - 1].key, p->role, p->distance == 0);
    if (p->mention->token > 0)
        add_word(p, 65, tree->tokens[p->mention->token - 1].key, p->distance == 0,
                 p->candidate->is_ahead);
    if ((uint32_t)p->mention->token + p->mention->n < tree->n)
        add_word(p, 66, tree->tokens[p->mention->token + p->mention->n].key, p->distance == 0,
                 p->candidate->is_ahead);
    if (p->mention->kind == CN_MENTION_PRONOUN || p->mention->kind == CN_MENTION_NOMINAL)
        add_word(p, 67, head->key, p->at->form, p->distance);
}

static void set_pair(pair *p)
{
    const cn_reference_scratch *s = p->scratch;
    const cn_reference_candidate *c = p->candidate;

    p->entity = &s->entities[c->entity];
    p->mention = c->mention >= 0 ? &s->out->mentions[c->mention] : NULL;
    p->of = c->mention >= 0 ? &s->places[c->mention] : NULL;
    p->role = p->of ? salient_role(p->of) : REST;
    p->kind = p->mention ? p->mention->kind : 3;
    if (p->mention && p->mention->kind == CN_MENTION_PRONOUN)
        p->kind = 4 + p->of->form;
    p->distance = 7;
    if (p->of)
        p->distance = c->is_ahead ? 4 + upto(sentences_between(p->at, p->of), 2)
                                  : upto(sentences_between(p->at, p->of), 3);
    p->relation = relation_of(p);
}

/* For each candidate how many of the others are nearer, come before it in the order of reading (the
 * latest sentence first, left to right within it), are more salient, are spoken of more. */
static void rank_candidates(const cn_reference_scratch *scratch, cn_reference_case *asked)
{
    uint32_t keys[4][CN_REFERENCE_ENTITIES + CN_REFERENCE_AHEAD + 2];
    const cn_reference_place *at = &scratch->places[asked->mention];

    asked->n_near = 0;
    for (size_t i = 0; i < asked->n; i++) {
        const cn_reference_candidate *c = &asked->candidates[i];
        const cn_reference_place *of = c->mention >= 0 ? &scratch->places[c->mention] : NULL;
        const cn_reference_entity *entity;
        uint32_t distance, word, role;

        if (!of) {
            keys[0][i] = keys[1][i] = keys[2][i] = keys[3][i] = UINT32_MAX;
            continue;
        }
        distance = upto(sentences_between(at, of), 255) + (c->is_ahead ? 1 : 0);
        word = of->word & 0xFFFF;
        role = salient_role(of);
        keys[0][i] =
            of->word > at->word ? (of->word - at->word) * 2 + 1 : (at->word - of->word) * 2;
        keys[1][i] = distance << 20 | word;
        keys[2][i] = distance << 20 | role << 16 | word;
        entity = &scratch->entities[c->entity];
        keys[3][i] = 0xFFFF - ((uint32_t)entity->n_all + entity->n_names_ahead);
        asked->n_near += of->sentence == at->sentence && !c->is_ahead && entity->type < 2;
    }
    for (size_t i = 0; i < asked->n; i++) {
        unsigned ranks[4] = {0, 0, 0, 0};

        for (size_t k = 0; k < 4; k++) {
            for (size_t j = 0; j < asked->n; j++)
                ranks[k] += keys[k][j] < keys[k][i];
        }
        asked->candidates[i].nearness = (uint8_t)ranks[0];
        asked->candidates[i].order = (uint8_t)ranks[1];
        asked->candidates[i].salience = (uint8_t)ranks[2];
        asked->candidates[i].talk = (uint8_t)ranks[3];
    }
}

/* Of the choice to name nothing. */
static void add_none(pair *p)
{
    bool has_title = p->scratch->n_entities > 0 && p->scratch->entities[0].is_title;

    add(p, 80, p->who, has_title, 0, 0);
    add(p, 81, upto((unsigned)p->asked->n, 6), has_title, 0, 0);
    add(p, 82, p->at->form, p->at->is_first, upto(p->at->sentence, 2), has_title);
    add(p, 83, upto(p->at->sentence, 3), p->pronoun_role, 0, 0);
}

void cn_reference_features_set(const cn_reference_scratch *scratch, cn_reference_case *asked)
{
    pair p = {.scratch = scratch, .asked = asked};

    p.pronoun = &scratch->out->mentions[asked->mention];
    p.at = &scratch->places[asked->mention];
    p.who = asked->is_person ? 0 : p.pronoun->is_plural ? 2 : 1;
    p.pronoun_role = coarse_role(p.at->role);
    if (p.at->form == CN_FORM_POSSESSIVE)
        p.pronoun_role = 16 + coarse_role(p.at->host_role);
    rank_candidates(scratch, asked);
    for (size_t i = 0; i < asked->n; i++) {
        p.candidate = &asked->candidates[i];
        p.candidate->n = 0;
        if (p.candidate->entity < 0) {
            add_none(&p);
            continue;
        }
        set_pair(&p);
        add_entity(&p);
        if (!p.mention)
            continue;
        add_place(&p);
        add_ranks(&p);
        add_words(&p);
    }
}
