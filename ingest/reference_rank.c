/* Each mention finds its entity, in the order of the text. Names were grouped before; a noun phrase
 * joins by the tree ("X is a band"), by its noun ("the band") or by its type, else it is a thing of
 * its own; a pronoun chooses among what was mentioned last and the names right behind it. */
#include "ingest/reference_parts.h"

#include <string.h>

#define AHEAD_MENTIONS 24   /* mentions behind a pronoun that are looked at, */
#define AHEAD_SENTENCES 2   /* in so many sentences */
#define LINK_AHEAD 4        /* mentions within which "the singer" finds its "X" */
#define NOMINAL_SENTENCES 6 /* so far back a noun phrase looks without the title's help */

enum { /* of a noun phrase's match, in per cent */
       BY_TREE = 90,
       BY_CLASS = 80,
       BY_TITLE = 70,
       BY_TYPE = 55
};

static void touch(cn_reference_scratch *scratch, int32_t entity)
{
    int32_t *recent = scratch->recent;
    size_t at = 0;

    while (at < scratch->n_recent && recent[at] != entity)
        at++;
    if (at == scratch->n_recent) {
        if (scratch->n_recent < CN_REFERENCE_ENTITIES)
            scratch->n_recent++;
        at = scratch->n_recent - 1;
    }
    memmove(recent + 1, recent, at * sizeof(*recent));
    recent[0] = entity;
}

static bool is_subject(const cn_reference_place *place)
{
    return place->role == CN_PLACE_SUBJECT || place->role == CN_PLACE_SUBJECT_PASSIVE;
}

static void join(cn_reference_scratch *scratch, size_t at, int32_t place, float confidence)
{
    cn_mention *mention = &scratch->out->mentions[at];
    cn_reference_entity *entity = &scratch->entities[place];

    scratch->places[at].entity = place;
    mention->antecedent = entity->latest;
    if (entity->latest < 0 && mention->kind != CN_MENTION_NAME)
        mention->antecedent = entity->next_name;
    if (mention->antecedent < 0 && entity->is_title)
        mention->antecedent = CN_REFERENCE_TITLE;
    mention->confidence = confidence;
    if (entity->first < 0)
        entity->first = (int32_t)at;
    entity->latest = (int32_t)at;
    entity->n_all++;
    if (mention->kind == CN_MENTION_NAME) {
        entity->latest_name = (int32_t)at;
        entity->next_name = scratch->places[at].next;
        entity->n_names++;
        entity->n_names_ahead--;
    }
    if (mention->kind == CN_MENTION_PRONOUN)
        entity->n_pronouns++;
    if (is_subject(&scratch->places[at]))
        entity->latest_subject = (int32_t)at;
    touch(scratch, place);
}

static bool has_class(const cn_reference_entity *entity, uint64_t key)
{
    for (size_t i = 0; i < entity->n_classes; i++) {
        if (entity->classes[i] == key)
            return true;
    }
    return false;
}

static void teach_class(const cn_reference_scratch *scratch, cn_reference_entity *entity,
                        const cn_mention *mention, uint64_t key)
{
    if (!has_class(entity, key) && entity->n_classes < CN_REFERENCE_CLASSES)
        entity->classes[entity->n_classes++] = key;
    if (entity->type == CN_TYPE_OTHER ||
        (entity->is_title && entity->n_classes == 1 && mention->type != CN_TYPE_OTHER &&
         scratch->input->title_type == CN_TYPE_OTHER)) {
        entity->type = mention->type;
        if (mention->type != CN_TYPE_PERSON)
            entity->is_gender_known = false;
    }
    if (mention->type == CN_TYPE_PERSON && !entity->is_gender_known &&
        mention->genders != (CN_GENDER_MASCULINE | CN_GENDER_FEMININE)) {
        entity->genders = mention->genders;
        entity->is_gender_known = true;
    }
}

/* A person is no place: what to think of a tree that says so. */
static bool types_agree(int a, int b)
{
    return a == b || a == CN_TYPE_OTHER || b == CN_TYPE_OTHER ||
           (a != CN_TYPE_PERSON && b != CN_TYPE_PERSON && a != CN_TYPE_PLACE && b != CN_TYPE_PLACE);
}

/* The entity that the tree says a noun phrase is, or NONE. */
static int32_t linked_entity(const cn_reference_scratch *scratch, size_t at)
{
    const cn_reference_place *place = &scratch->places[at];
    const cn_mention *mention = &scratch->out->mentions[at];
    int32_t entity = place->link >= 0 ? scratch->places[place->link].entity : CN_REFERENCE_NONE;

    for (size_t i = at + 1; i < scratch->out->n && i <= at + LINK_AHEAD && entity < 0; i++) {
        if (scratch->places[i].link == (int32_t)at &&
            scratch->out->mentions[i].kind == CN_MENTION_NAME)
            entity = scratch->places[i].entity;
    }
    if (entity >= 0 && !scratch->entities[entity].is_title &&
        !types_agree(mention->type, scratch->entities[entity].type))
        return CN_REFERENCE_NONE;
    return entity;
}

/* "is a film": by the words, where the tree went wrong. */
static bool follows_copula(const cn_reference_scratch *scratch, const cn_mention *mention)
{
    const cn_token *tokens = cn_reference_tokens(scratch, mention->tree);

    return mention->token > 0 && mention->n > 1 && tokens[mention->token - 1].upos == CN_UPOS_AUX &&
           tokens[mention->token].upos == CN_UPOS_DET;
}

/* "... is a film" in the first sentence, of what the tree does not tell, speaks of the title. */
static bool is_title_said(const cn_reference_scratch *scratch, size_t at)
{
    const cn_mention *mention = &scratch->out->mentions[at];
    const cn_reference_place *place = &scratch->places[at];
    const cn_reference_entity *title = scratch->n_entities > 0 ? &scratch->entities[0] : NULL;

    return title && title->is_title && place->sentence == 0 &&
           (title->n_classes == 0 ||
            has_class(title, scratch->input->trees->tokens[place->word].key)) &&
           ((place->role == CN_PLACE_PREDICATE && place->is_main && !place->is_joined) ||
            follows_copula(scratch, mention)) &&
           (place->noun_bits & CN_NOUN_COMMON) && !mention->is_plural &&
           (scratch->input->title_type == CN_TYPE_OTHER ||
            types_agree(mention->type, scratch->input->title_type));
}

/* How surely "the film" is the entity, in per cent; 0: it is not. */
static int nominal_match(const cn_reference_scratch *scratch, size_t at,
                         const cn_reference_entity *entity)
{
    const cn_mention *mention = &scratch->out->mentions[at];
    const cn_reference_place *place = &scratch->places[at];
    uint64_t key = scratch->input->trees->tokens[place->word].key;
    bool is_listed = (place->noun_bits & CN_NOUN_COMMON) != 0;
    uint32_t distance = 0;

    if (entity->is_plural != mention->is_plural ||
        (entity->is_gender_known && is_listed && mention->type == CN_TYPE_PERSON &&
         (entity->genders & mention->genders) == 0))
        return 0;
    if (entity->latest >= 0)
        distance = place->sentence - scratch->places[entity->latest].sentence;
    if (distance > NOMINAL_SENTENCES && !entity->is_title)
        return 0;
    if (has_class(entity, key))
        return BY_CLASS;
    if (!is_listed || mention->type == CN_TYPE_OTHER || mention->type != entity->type ||
        entity->n_classes > 0 || entity->name == CN_REFERENCE_NONE ||
        (place->noun_bits & CN_NOUN_KIN))
        return 0;
    if (entity->is_title)
        return BY_TITLE;
    return place->is_demonstrative && distance <= 1 ? BY_TYPE : 0;
}

static int32_t find_nominal(const cn_reference_scratch *scratch, size_t at, int *match)
{
    const cn_reference_place *place = &scratch->places[at];
    int32_t best = CN_REFERENCE_NONE;

    *match = 0;
    if (!place->is_definite || place->is_owned || !place->is_bare)
        return CN_REFERENCE_NONE;
    for (size_t i = 0; i < scratch->n_recent; i++) {
        int how = nominal_match(scratch, at, &scratch->entities[scratch->recent[i]]);

        if (how > *match) {
            *match = how;
            best = scratch->recent[i];
        }
    }
    if (scratch->n_entities > 0 && scratch->entities[0].is_title && *match < BY_CLASS) {
        int how = nominal_match(scratch, at, &scratch->entities[0]);

        if (how > *match) {
            *match = how;
            best = 0;
        }
    }
    return best;
}

static int rank_nominal(cn_reference_scratch *scratch, size_t at, cairn_error *err)
{
    const cn_mention *mention = &scratch->out->mentions[at];
    uint64_t key = scratch->input->trees->tokens[scratch->places[at].word].key;
    int match = BY_TREE, rc;
    int32_t place = linked_entity(scratch, at);

    if (place < 0)
        place = find_nominal(scratch, at, &match);
    if (place < 0 && is_title_said(scratch, at)) {
        place = 0;
        match = BY_TITLE;
    }
    if (place < 0) {
        rc = cn_reference_entity_add(scratch, &place, err);
        if (rc < 0)
            return rc;
        match = 0;
        scratch->entities[place].type = mention->type;
        scratch->entities[place].genders = mention->genders;
        scratch->entities[place].is_gender_known =
            mention->genders == CN_GENDER_MASCULINE || mention->genders == CN_GENDER_FEMININE;
        scratch->entities[place].is_plural = mention->is_plural;
    }
    teach_class(scratch, &scratch->entities[place], mention, key);
    join(scratch, at, place, (float)match / 100.0f);
    return CAIRN_OK;
}

/* May the pronoun stand for the entity at all? */
static bool is_possible(const cn_reference_scratch *scratch, size_t at,
                        const cn_reference_entity *entity, int32_t compared)
{
    const cn_mention *pronoun = &scratch->out->mentions[at];
    const cn_mention *mention = compared >= 0 ? &scratch->out->mentions[compared] : NULL;
    const cn_reference_place *place = &scratch->places[at];
    bool is_person = pronoun->type == CN_TYPE_PERSON, is_named = entity->name != CN_REFERENCE_NONE;

    if (mention && mention->kind != CN_MENTION_NAME && pronoun->first >= mention->first &&
        pronoun->first < mention->first + mention->len)
        return false;
    if (entity->is_gender_known && (entity->genders & pronoun->genders) == 0 &&
        !(scratch->observer && scratch->observer->is_blind))
        return false;
    if (is_person)
        return !entity->is_plural && (is_named || entity->type == CN_TYPE_PERSON);
    if (mention && mention->tree == pronoun->tree && place->form == CN_FORM_OBJECT &&
        scratch->places[compared].clause == place->clause && is_subject(&scratch->places[compared]))
        return false;
    if (pronoun->is_plural)
        return entity->is_plural || (is_named && (entity->type == CN_TYPE_ORGANISATION ||
                                                  entity->type == CN_TYPE_OTHER));
    return !entity->is_plural && entity->type != CN_TYPE_PERSON;
}

static void add_candidate(cn_reference_scratch *scratch, int32_t entity, int32_t mention,
                          bool is_ahead)
{
    cn_reference_case *asked = &scratch->asked;
    cn_reference_candidate *made;

    if (entity >= 0 &&
        !is_possible(scratch, (size_t)asked->mention, &scratch->entities[entity], mention))
        return;
    made = &asked->candidates[asked->n++];
    made->entity = entity;
    made->mention = mention;
    made->is_ahead = is_ahead;
    made->n = 0;
    made->score = 0;
}

static void add_names_ahead(cn_reference_scratch *scratch, size_t at)
{
    const cn_resolution *out = scratch->out;
    size_t n = 0;

    for (size_t i = at + 1; i < out->n && i <= at + AHEAD_MENTIONS && n < CN_REFERENCE_AHEAD; i++) {
        int32_t entity = scratch->places[i].entity;

        if (scratch->places[i].sentence > scratch->places[at].sentence + AHEAD_SENTENCES)
            break;
        if (out->mentions[i].kind != CN_MENTION_NAME || entity < 0 ||
            scratch->entities[entity].latest >= 0 ||
            scratch->entities[entity].next_name != (int32_t)i)
            continue;
        add_candidate(scratch, entity, (int32_t)i, true);
        n++;
    }
}

static void gather(cn_reference_scratch *scratch, size_t at)
{
    cn_reference_case *asked = &scratch->asked;
    bool has_title = scratch->n_entities > 0 && scratch->entities[0].is_title;

    asked->mention = (int32_t)at;
    asked->is_person = scratch->out->mentions[at].type == CN_TYPE_PERSON;
    asked->n = 0;
    add_candidate(scratch, CN_REFERENCE_NONE, CN_REFERENCE_NONE, false);
    for (size_t i = 0; i < scratch->n_recent; i++) {
        int32_t entity = scratch->recent[i];

        has_title = has_title && entity != 0;
        add_candidate(scratch, entity, scratch->entities[entity].latest, false);
    }
    if (asked->is_person)
        add_names_ahead(scratch, at);
    for (size_t i = 0; i < asked->n; i++)
        has_title = has_title && asked->candidates[i].entity != 0;
    if (has_title)
        add_candidate(scratch, 0, scratch->entities[0].latest, false);
}

/* What was not learned, since he and she alone were: how "it" and "they" lean, in 1/256. */
static int32_t leaning(const cn_reference_scratch *scratch, const cn_reference_candidate *c)
{
    const cn_reference_case *asked = &scratch->asked;
    const cn_mention *pronoun = &scratch->out->mentions[asked->mention];
    const cn_reference_entity *entity;
    int32_t score = 0;

    if (asked->is_person || c->entity < 0)
        return 0;
    entity = &scratch->entities[c->entity];
    if (entity->is_title && !pronoun->is_plural)
        score += 512;
    if (entity->name != CN_REFERENCE_NONE)
        score += 128;
    if (pronoun->is_plural && entity->is_plural)
        score += 384;
    return score;
}

static int choose(cn_reference_scratch *scratch)
{
    cn_reference_case *asked = &scratch->asked;
    const int16_t *rows = scratch->model->rows;
    int best = 0;

    for (size_t i = 0; i < asked->n; i++) {
        cn_reference_candidate *c = &asked->candidates[i];

        c->score = leaning(scratch, c);
        for (size_t k = 0; k < c->n; k++)
            c->score += rows[c->features[k]];
        if (c->entity < 0)
            c->score += scratch->model->n_settings > 0 ? scratch->model->settings[0] : 0;
        if (c->score > asked->candidates[best].score)
            best = (int)i;
    }
    return best;
}

/* The share of e^score that the chosen one has; scores in 1/256. */
static float confidence_of(const cn_reference_scratch *scratch, int best)
{
    const cn_reference_case *asked = &scratch->asked;
    uint64_t sum = 0, one = scratch->model->powers[0];

    for (size_t i = 0; i < asked->n; i++) {
        int32_t behind = (asked->candidates[best].score - asked->candidates[i].score) >> 4;

        if (behind < CN_REFERENCE_POWERS)
            sum += scratch->model->powers[behind];
    }
    return (float)one / (float)sum;
}

static void rank_pronoun(cn_reference_scratch *scratch, size_t at)
{
    cn_reference_case *asked = &scratch->asked;
    cn_mention *mention = &scratch->out->mentions[at];
    const cn_reference_candidate *chosen;
    float confidence = 0;
    int best;

    gather(scratch, at);
    cn_reference_features_set(scratch, asked);
    if (scratch->observer) {
        best = scratch->observer->choose(scratch->observer->user, asked);
    } else {
        best = choose(scratch);
        confidence = confidence_of(scratch, best);
    }
    if (best < 0 || asked->candidates[best].entity < 0)
        return;
    chosen = &asked->candidates[best];
    join(scratch, at, chosen->entity, confidence);
    if (asked->is_person)
        scratch->entities[chosen->entity].said_genders |= mention->genders;
    mention->type = scratch->entities[chosen->entity].type;
}

int cn_reference_rank_all(cn_reference_scratch *scratch, cairn_error *err)
{
    int rc = CAIRN_OK;

    scratch->n_recent = 0;
    for (size_t i = 0; i < scratch->out->n && rc == CAIRN_OK; i++) {
        switch (scratch->out->mentions[i].kind) {
        case CN_MENTION_NAME:
            join(scratch, i, scratch->places[i].entity, 1.0f);
            break;
        case CN_MENTION_PRONOUN:
            rank_pronoun(scratch, i);
            break;
        default:
            rc = rank_nominal(scratch, i, err);
        }
    }
    return rc;
}
