/* Names that mean one thing: "Schneider" and "Wilfried Schneider", "NASA" and "National Aeronautics
 * and Space Administration (NASA)", the document's title and its mentions.
 *
 * Each name is compared with the entities made so far, the latest first and at most LOOK_BACK of
 * them, so that a chunk costs time linear in its names. A part of a name joins the entity that
 * bears it in full; of several the title's, then the one named last. */
#include "ingest/reference_parts.h"

#include <string.h>

#include "base/mem.h"
#include "base/status.h"
#include "ingest/tokens.h"

#define ENTITIES_MAX (1 << 20)
#define LOOK_BACK 96
#define SPELLING_MAX 8
#define SURE_RATIO 6 /* so many times as often one gender as the other, */
#define SURE_FIRST 2 /* and so often at least, before a surname */
#define SURE_ALONE 30

const cn_reference_word *cn_reference_word_of(const cn_references *model, uint64_t key)
{
    uint32_t tag = (uint32_t)(key >> 32);

    if (model->n_words == 0)
        return NULL;
    for (uint32_t at = (uint32_t)key & (model->n_words - 1), step = 0; step < model->n_words;
         at = (at + 1) & (model->n_words - 1), step++) {
        const cn_reference_word *word = &model->words[at];

        if (word->tag == tag && (word->bits | word->type | word->masculine | word->feminine) != 0)
            return word;
        if (word->tag == 0 && (word->bits | word->type | word->masculine | word->feminine) == 0)
            return NULL;
    }
    return NULL;
}

/* By how often he and she bore it; `least` is how often at least. */
static uint8_t genders_of_first_name(const cn_reference_word *word, unsigned least)
{
    unsigned he, she;

    if (!word)
        return 0;
    he = word->masculine;
    she = word->feminine;
    if (he >= least && he >= SURE_RATIO * she)
        return CN_GENDER_MASCULINE;
    if (she >= least && she >= SURE_RATIO * he)
        return CN_GENDER_FEMININE;
    return 0;
}

static bool is_honorific(const cn_reference_word *word)
{
    return word && (word->bits >> 3 & CN_NOUN_TITLE) != 0;
}

/* Marks, "'s" and "the" do not tell names apart. */
static bool is_passed_over(const char *text, const cn_token *token)
{
    const char *form = text + token->first;

    return (token->flags & CN_TOKEN_MARK) != 0 || (token->len == 2 && form[0] == '\'') ||
           (token->len == 3 && strncmp(form, "the", 3) == 0) ||
           (token->len == 3 && strncmp(form, "The", 3) == 0) ||
           (token->len == 4 && strncmp(form, "\xE2\x80\x99s", 4) == 0);
}

/* May a person's name have it, though it begins small? "van", "de la", "al-". */
static bool is_particle(const char *text, const cn_token *token)
{
    static const char *const particles[] = {
        "de",    "la", "van", "von", "der", "den",  "di",  "da", "do", "dos", "du",  "del",
        "della", "al", "el",  "bin", "ibn", "bint", "ben", "le", "y",  "of",  "the", "e"};

    for (size_t i = 0; i < sizeof(particles) / sizeof(particles[0]); i++) {
        if (strlen(particles[i]) == token->len &&
            memcmp(particles[i], text + token->first, token->len) == 0)
            return true;
    }
    return false;
}

static bool is_of(const char *text, const cn_token *token)
{
    return token->len == 2 && memcmp(text + token->first, "of", 2) == 0;
}

static void add_token(const cn_references *model, const char *text, const cn_token *token,
                      bool is_last, cn_reference_spelling *spelling)
{
    const cn_reference_word *word = cn_reference_word_of(model, token->key);
    char lower[8];
    size_t n;

    if (is_passed_over(text, token))
        return;
    if (!(token->flags & CN_TOKEN_CAPITAL) && !is_particle(text, token))
        spelling->is_common = true;
    if (spelling->n == 0 && !is_last && is_honorific(word) && !is_of(text, token + 1)) {
        spelling->genders |= word->bits & CN_GENDER_ANY;
        return;
    }
    if (spelling->n == SPELLING_MAX)
        return;
    n = cn_token_lower(token, text, lower, sizeof(lower));
    spelling->keys[spelling->n] = token->key;
    spelling->first_letter[spelling->n] =
        (uint8_t)(n > 0 && (token->flags & (CN_TOKEN_CAPITAL | CN_TOKEN_DIGIT)) ? lower[0] : 0);
    spelling->is_initial[spelling->n] =
        token->len == 1 || (token->len == 2 && text[token->first + 1] == '.');
    spelling->n++;
}

static void read_acronym(const char *text, const cn_token *token, cn_reference_spelling *spelling)
{
    for (size_t i = 0; i < token->len && spelling->n_letters < sizeof(spelling->letters); i++) {
        char c = text[token->first + i];

        if (c >= 'A' && c <= 'Z')
            spelling->letters[spelling->n_letters++] = (char)(c + 32);
    }
    spelling->is_acronym = spelling->n_letters >= 2;
}

static void spell(const cn_references *model, const char *text, const cn_token *tokens, size_t n,
                  cn_reference_spelling *spelling)
{
    memset(spelling, 0, sizeof(*spelling));
    for (size_t i = 0; i < n; i++)
        add_token(model, text, &tokens[i], i + 1 == n, spelling);
    if (n == 1 && (tokens[0].flags & CN_TOKEN_ALL_CAPS) && tokens[0].len <= 10)
        read_acronym(text, &tokens[0], spelling);
}

/* The genders of a person by this name: honorific, else first name; 0 when neither tells. A name of
 * one word may be a surname that is a first name as well ("Allen"). */
static uint8_t genders_of(const cn_references *model, const cn_reference_spelling *spelling)
{
    if (spelling->genders == CN_GENDER_MASCULINE || spelling->genders == CN_GENDER_FEMININE)
        return spelling->genders;
    if (spelling->n == 0)
        return 0;
    return genders_of_first_name(cn_reference_word_of(model, spelling->keys[0]),
                                 spelling->n == 1 ? SURE_ALONE : SURE_FIRST);
}

static uint8_t genders_hinted(const cn_references *model, const cn_reference_spelling *spelling)
{
    if (spelling->n == 0)
        return 0;
    return genders_of_first_name(cn_reference_word_of(model, spelling->keys[0]), 1);
}

static bool has_initials(const cn_reference_spelling *acronym, const cn_reference_spelling *full)
{
    size_t at = 0;

    if (!acronym->is_acronym || full->n < 2)
        return false;
    for (size_t i = 0; i < full->n; i++) {
        if (full->first_letter[i] == 0)
            continue;
        if (at == acronym->n_letters || full->first_letter[i] != (uint8_t)acronym->letters[at])
            return false;
        at++;
    }
    return at == acronym->n_letters;
}

static bool ends_with(const cn_reference_spelling *full, const cn_reference_spelling *part)
{
    return part->n <= full->n && part->n > 0 &&
           memcmp(full->keys + full->n - part->n, part->keys, part->n * sizeof(part->keys[0])) == 0;
}

static bool begins_with(const cn_reference_spelling *full, const cn_reference_spelling *part)
{
    return part->n <= full->n && part->n > 0 &&
           memcmp(full->keys, part->keys, part->n * sizeof(part->keys[0])) == 0;
}

/* Names that are not known to be persons' share parts only where both look like it. */
static bool may_be_persons(const cn_reference_spelling *full, int type_full,
                           const cn_reference_spelling *part, int type_part)
{
    if (type_full == CN_TYPE_PERSON && (type_part == CN_TYPE_PERSON || type_part == CN_TYPE_OTHER))
        return true;
    if (type_full != CN_TYPE_OTHER || full->is_common || part->is_common || full->n > 3 ||
        (type_part != CN_TYPE_PERSON && type_part != CN_TYPE_OTHER))
        return false;
    for (size_t i = 0; i < full->n; i++) {
        if (full->first_letter[i] == 0 ||
            (full->first_letter[i] >= '0' && full->first_letter[i] <= '9'))
            return false;
    }
    return ends_with(full, part);
}

static bool same_first_name(const cn_reference_spelling *a, const cn_reference_spelling *b)
{
    return a->keys[0] == b->keys[0] ||
           (a->first_letter[0] == b->first_letter[0] && a->first_letter[0] != 0 &&
            (a->is_initial[0] || b->is_initial[0]));
}

/* 0: other things. 1: a part of the name or its initials. 2: the same name. */
static int likeness(const cn_reference_spelling *a, int type_a, const cn_reference_spelling *b,
                    int type_b)
{
    const cn_reference_spelling *full = a->n >= b->n ? a : b, *part = a->n >= b->n ? b : a;
    int type_full = a->n >= b->n ? type_a : type_b, type_part = a->n >= b->n ? type_b : type_a;

    if (part->n == 0)
        return 0;
    if (a->n == b->n && ends_with(a, b))
        return 2;
    if (has_initials(part, full))
        return 1;
    if (!may_be_persons(full, type_full, part, type_part))
        return 0;
    if (part->n == 1 && full->n <= 4)
        return ends_with(full, part) || begins_with(full, part) ? 1 : 0;
    if (part->n > 1 && (ends_with(full, part) || begins_with(full, part)))
        return 1;
    if (part->n > 1 && full->keys[full->n - 1] == part->keys[part->n - 1] &&
        same_first_name(full, part))
        return 1;
    return 0;
}

int cn_reference_entity_add(cn_reference_scratch *scratch, int32_t *entity, cairn_error *err)
{
    cn_reference_entity *made;

    if (!cn_grow((void **)&scratch->entities, &scratch->cap_entities, scratch->n_entities + 1,
                 ENTITIES_MAX, sizeof(*scratch->entities)) ||
        !cn_grow((void **)&scratch->spellings, &scratch->cap_spellings, scratch->n_entities + 1,
                 ENTITIES_MAX, sizeof(*scratch->spellings)))
        return cn_fail_memory(err, sizeof(*scratch->entities));
    *entity = (int32_t)scratch->n_entities++;
    made = &scratch->entities[*entity];
    memset(made, 0, sizeof(*made));
    memset(&scratch->spellings[*entity], 0, sizeof(scratch->spellings[0]));
    made->name = made->first = made->latest = CN_REFERENCE_NONE;
    made->latest_name = made->next_name = made->latest_subject = CN_REFERENCE_NONE;
    made->genders = CN_GENDER_ANY;
    return CAIRN_OK;
}

static void teach_genders(cn_reference_entity *entity, uint8_t genders)
{
    if (genders == 0 || entity->is_gender_known)
        return;
    entity->genders = genders;
    entity->is_gender_known = true;
}

/* Tokens of the title: runs without white space, cut before a bracket or a comma. */
static size_t cut_title(const char *title, cn_token *tokens, size_t max)
{
    size_t n = 0;

    for (size_t i = 0; title[i] != '\0' && n < max;) {
        size_t first;

        while (title[i] == ' ')
            i++;
        if (title[i] == '\0' || (n > 0 && title[i] == '('))
            break;
        first = i;
        while (title[i] != '\0' && title[i] != ' ' && title[i] != ',')
            i++;
        if (i == first)
            break;
        tokens[n] = (cn_token){.first = (uint32_t)first,
                               .len = (uint16_t)(i - first > 1000 ? 1000 : i - first)};
        cn_token_look(&tokens[n], title);
        n++;
        if (title[i] == ',')
            break;
    }
    return n;
}

/* "(film)", "(1959 novel)": what is in the title's brackets. */
static void read_title_class(const cn_reference_scratch *scratch, cn_reference_entity *entity)
{
    const char *title = scratch->input->title;
    const char *open = strrchr(title, '(');

    while (open && *open != '\0' && *open != ')') {
        cn_token token = {.first = (uint32_t)(open + 1 - title)};
        const cn_reference_word *word;
        size_t len = strcspn(open + 1, " )");

        open += 1 + len;
        if (len == 0 || len > 40)
            continue;
        token.len = (uint16_t)len;
        cn_token_look(&token, title);
        word = cn_reference_word_of(scratch->model, token.key);
        if (!word || !(word->bits >> 3 & CN_NOUN_COMMON))
            continue;
        if (entity->n_classes < CN_REFERENCE_CLASSES)
            entity->classes[entity->n_classes++] = token.key;
        entity->type = word->type;
    }
}

static int add_title(cn_reference_scratch *scratch, cairn_error *err)
{
    cn_token tokens[16];
    int32_t place;
    cn_reference_entity *entity;
    cn_reference_spelling *spelling;
    int rc;

    if (!scratch->input->title || scratch->input->title[0] == '\0')
        return CAIRN_OK;
    rc = cn_reference_entity_add(scratch, &place, err);
    if (rc < 0)
        return rc;
    entity = &scratch->entities[place];
    spelling = &scratch->spellings[place];
    entity->is_title = true;
    entity->name = CN_REFERENCE_TITLE;
    entity->type = (uint8_t)scratch->input->title_type;
    spell(scratch->model, scratch->input->title, tokens,
          cut_title(scratch->input->title, tokens, 16), spelling);
    if (entity->type == CN_TYPE_OTHER)
        read_title_class(scratch, entity);
    if (entity->type == CN_TYPE_PERSON || (entity->type == CN_TYPE_OTHER && spelling->n >= 2 &&
                                           spelling->n <= 5 && !spelling->is_common)) {
        uint8_t genders = genders_of(scratch->model, spelling);

        teach_genders(entity, genders);
        if (genders != 0)
            entity->type = CN_TYPE_PERSON;
    }
    return CAIRN_OK;
}

/* What stands right before the name: "actress Jane Doe", "his wife Jane". */
static void read_noun_before(const cn_reference_scratch *scratch, const cn_mention *mention,
                             cn_reference_entity *entity)
{
    const cn_token *tokens = cn_reference_tokens(scratch, mention->tree);
    const cn_reference_word *word;

    if (mention->token == 0)
        return;
    word = cn_reference_word_of(scratch->model, tokens[mention->token - 1].key);
    if (!word || (word->bits >> 3 & CN_NOUN_PLURAL))
        return;
    if (is_honorific(word) && (word->bits & CN_GENDER_ANY) != 0 &&
        (tokens[mention->token - 1].flags & CN_TOKEN_CAPITAL)) {
        entity->genders = word->bits & CN_GENDER_ANY;
        entity->is_gender_known = true;
        if (entity->type == CN_TYPE_OTHER)
            entity->type = CN_TYPE_PERSON;
    } else if ((word->bits >> 3 & CN_NOUN_COMMON) &&
               tokens[mention->token - 1].upos == CN_UPOS_NOUN) {
        if (word->type == CN_TYPE_PERSON)
            teach_genders(entity, word->bits & CN_GENDER_ANY);
        if (entity->n_classes < CN_REFERENCE_CLASSES)
            entity->classes[entity->n_classes++] = tokens[mention->token - 1].key;
        if (entity->type == CN_TYPE_OTHER)
            entity->type = word->type;
    }
}

static bool genders_differ(const cn_reference_entity *entity, uint8_t genders)
{
    return genders != 0 && entity->is_gender_known && (entity->genders & genders) == 0;
}

/* The entity a name belongs to: the same name before a part of one, the latest before an older. */
static int32_t find_entity(const cn_reference_scratch *scratch, const cn_reference_spelling *name,
                           int type, uint8_t honorific)
{
    int32_t best = CN_REFERENCE_NONE;
    int best_likeness = 0;
    size_t n = scratch->n_entities;

    for (size_t i = 0; i < LOOK_BACK && i < n; i++) {
        size_t at = n - 1 - i;
        const cn_reference_entity *entity = &scratch->entities[at];
        int like = likeness(name, type, &scratch->spellings[at], entity->type);

        if (like == 0 || genders_differ(entity, honorific))
            continue;
        if (like > best_likeness || (like == best_likeness && entity->is_title)) {
            best = (int32_t)at;
            best_likeness = like;
        }
    }
    if (best < 0 && n > LOOK_BACK && scratch->entities[0].is_title &&
        likeness(name, type, &scratch->spellings[0], scratch->entities[0].type) > 0)
        best = 0;
    return best;
}

/* "National Aeronautics and Space Administration (NASA)": true of the name in the brackets, when
 * it has letters of the one before them. */
static bool is_bracketed_alias(const cn_reference_scratch *scratch, size_t at)
{
    const cn_mention *mention = &scratch->out->mentions[at], *before;
    const char *between;
    size_t len;

    if (at == 0)
        return false;
    before = mention - 1;
    if (before->kind != CN_MENTION_NAME || before->tree != mention->tree ||
        before->first + before->len >= mention->first)
        return false;
    between = scratch->input->text + before->first + before->len;
    len = mention->first - before->first - before->len;
    return len <= 2 && between[len - 1] == '(' &&
           mention->first + mention->len < scratch->input->len &&
           scratch->input->text[mention->first + mention->len] == ')' &&
           (cn_reference_tokens(scratch, mention->tree)[mention->token].flags &
            CN_TOKEN_ALL_CAPS) &&
           mention->n == 1;
}

static int group_name(cn_reference_scratch *scratch, size_t at, cairn_error *err)
{
    cn_mention *mention = &scratch->out->mentions[at];
    cn_reference_spelling spelling;
    cn_reference_entity *entity;
    int32_t place;
    uint8_t genders;

    spell(scratch->model, scratch->input->text,
          cn_reference_tokens(scratch, mention->tree) + mention->token, mention->n, &spelling);
    place = is_bracketed_alias(scratch, at)
                ? scratch->places[at - 1].entity
                : find_entity(scratch, &spelling, mention->type, spelling.genders);
    if (place < 0) {
        int rc = cn_reference_entity_add(scratch, &place, err);

        if (rc < 0)
            return rc;
        scratch->entities[place].type = mention->type;
        scratch->entities[place].name = (int32_t)at;
        scratch->spellings[place] = spelling;
    }
    entity = &scratch->entities[place];
    if (entity->name >= 0 && spelling.n > scratch->spellings[place].n && !spelling.is_acronym) {
        entity->name = (int32_t)at;
        scratch->spellings[place] = spelling;
    }
    if (entity->type == CN_TYPE_OTHER)
        entity->type = mention->type;
    read_noun_before(scratch, mention, entity);
    genders = genders_of(scratch->model, &spelling);
    if (entity->type == CN_TYPE_PERSON || entity->type == CN_TYPE_OTHER) {
        teach_genders(entity, genders);
        if (entity->hinted_genders == 0 || spelling.n > 1)
            entity->hinted_genders |= genders_hinted(scratch->model, &spelling);
    }
    scratch->places[at].entity = place;
    entity->n_names_ahead++;
    if (entity->next_name < 0)
        entity->next_name = (int32_t)at;
    else
        scratch->places[entity->latest_name].next = (int32_t)at;
    entity->latest_name = (int32_t)at;
    return CAIRN_OK;
}

int cn_reference_names_group(cn_reference_scratch *scratch, cairn_error *err)
{
    int rc;

    scratch->n_entities = 0;
    rc = add_title(scratch, err);
    for (size_t i = 0; i < scratch->out->n && rc == CAIRN_OK; i++) {
        if (scratch->out->mentions[i].kind == CN_MENTION_NAME)
            rc = group_name(scratch, i, err);
    }
    for (size_t i = 0; i < scratch->n_entities; i++)
        scratch->entities[i].latest_name = CN_REFERENCE_NONE; /* none is passed yet */
    return rc;
}
