/* cairn_extracted: what the extractor found, as the structs of cairn.h. Ranges that count bytes of
 * a chunk become ranges of the document's text; strings are copied, since a chunk's extraction
 * lives until the next one only. */
#include <stdio.h>
#include <string.h>

#include "api/extraction.h"
#include "base/mem.h"
#include "base/quantity.h"
#include "base/time.h"
#include "fusion/relation_form.h"
#include "ingest/references.h"

#define ARENA_MAX ((size_t)8 << 30) /* bytes; a text of 1 GB fills some 5 */
#define ITEMS_MAX ((size_t)1 << 30)
#define RELATION_MAX ((size_t)1 << 30) /* bytes of a canonical relation */
enum { VALUE_TEXT_MAX = (int)CN_TIME_TEXT_MAX + (int)CN_QUANTITY_TEXT_MAX };

_Static_assert(CAIRN_STATED_NEGATED == (int)CN_STATED_NEGATED &&
                   CAIRN_STATED_POSSIBLE == (int)CN_STATED_POSSIBLE &&
                   CAIRN_STATED_NECESSARY == (int)CN_STATED_NECESSARY &&
                   CAIRN_STATED_FUTURE == (int)CN_STATED_FUTURE &&
                   CAIRN_STATED_CONDITIONAL == (int)CN_STATED_CONDITIONAL &&
                   CAIRN_STATED_REPORTED == (int)CN_STATED_REPORTED &&
                   CAIRN_STATED_QUESTION == (int)CN_STATED_QUESTION &&
                   CAIRN_STATED_REFERRED == (int)CN_STATED_REFERRED,
               "flags pass through");
_Static_assert((int)CAIRN_ARGUMENT_OTHER == (int)CN_ARGUMENT_OTHER &&
                   (int)CAIRN_ARGUMENT_TIME == (int)CN_ARGUMENT_TIME &&
                   (int)CAIRN_ARGUMENT_PLACE == (int)CN_ARGUMENT_PLACE &&
                   (int)CAIRN_ARGUMENT_SOURCE == (int)CN_ARGUMENT_SOURCE,
               "roles pass through");
_Static_assert((int)CAIRN_MENTION_NAME == (int)CN_MENTION_NAME &&
                   (int)CAIRN_MENTION_PRONOUN == (int)CN_MENTION_PRONOUN &&
                   (int)CAIRN_MENTION_NOMINAL == (int)CN_MENTION_NOMINAL,
               "kinds pass through");

/* One chunk on its way into found. */
typedef struct filling {
    cairn_extracted *found;
    const char *text;
    uint64_t first_byte;
    const char *sentence; /* of the last statement, at `place` */
    cn_found_place place;
    bool is_full; /* no memory for a string */
} filling;

/* ---- Strings ---- */

static const char *keep(filling *fill, const char *text, size_t len)
{
    const char *copy = len > 0 ? cn_arena_strndup(&fill->found->arena, text, len) : "";

    if (!copy)
        fill->is_full = true;
    return copy ? copy : "";
}

static const char *keep_name(filling *fill, const cn_found_name *name)
{
    return keep(fill, name->surface, name->len);
}

static const char *keep_slice(filling *fill, uint32_t first, uint32_t len)
{
    return keep(fill, fill->text + first, len);
}

/* Statements of one sentence share it. */
static const char *keep_sentence(filling *fill, uint32_t first, uint32_t len)
{
    if (!fill->sentence || fill->place.first != first || fill->place.len != len)
        fill->sentence = keep_slice(fill, first, len);
    fill->place = (cn_found_place){first, len};
    return fill->sentence;
}

static const char *keep_rule(filling *fill, int rule)
{
    const char *name = cn_rule_name(rule);
    char number[32];

    if (name)
        return name;
    snprintf(number, sizeof(number), "rule/%d", rule);
    return keep(fill, number, strlen(number));
}

/* What a date, a time of day, a quantity or a sum of money comes to; "" where that is not known. */
static const char *keep_value(filling *fill, const cn_found_name *name, int type)
{
    char text[VALUE_TEXT_MAX];
    cn_quantity_value quantity;
    cn_time_value time;
    size_t len = 0;

    if (type == CN_TYPE_DATE || type == CN_TYPE_TIME) {
        if (cn_time_read(name->surface, name->len, &time) > 0)
            len = cn_time_iso(&time, text, sizeof(text));
    } else if (type == CN_TYPE_QUANTITY || type == CN_TYPE_MONEY) {
        if (cn_quantity_read(name->surface, name->len, &quantity) > 0)
            len = cn_quantity_text(&quantity, text, sizeof(text));
    }
    return keep(fill, text, len);
}

/* ---- Statements ---- */

/* What was told of a subject or an object. */
typedef struct told {
    const cn_found_name *name, *full, *value;
    cn_found_place at;
    int type;
} told;

static cairn_part part_of(filling *fill, const told *part)
{
    const char *text = keep_slice(fill, part->at.first, part->at.len);

    return (cairn_part){.text = text,
                        .first_byte = part->at.len > 0 ? fill->first_byte + part->at.first : 0,
                        .len = part->at.len,
                        .full = part->full->len > 0 ? keep_name(fill, part->full) : text,
                        .name = keep_name(fill, part->name),
                        .type = cn_type_name(part->type),
                        .value = part->value && part->value->len > 0
                                     ? keep_name(fill, part->value)
                                     : keep_value(fill, part->name, part->type)};
}

static const char *type_of_role(int role)
{
    return role == CN_ARGUMENT_TIME ? cn_type_name(CN_TYPE_DATE) : "";
}

static int add_arguments(filling *fill, const cn_found_statement *given, cairn_statement *made,
                         cairn_error *err)
{
    const size_t size = given->n_arguments * sizeof(cairn_part);
    cairn_part *arguments = NULL;

    if (size > 0)
        arguments = cn_arena_alloc(&fill->found->arena, size);
    if (size > 0 && !arguments)
        return cn_fail_memory(err, size);
    for (size_t i = 0; i < given->n_arguments; i++) {
        const cn_found_argument *argument = &given->arguments[i];
        const bool is_time = argument->role == CN_ARGUMENT_TIME;
        const cn_found_name *name =
            !is_time && argument->value.len > 0 ? &argument->value : &argument->text;

        arguments[i] =
            (cairn_part){.text = keep_name(fill, &argument->text),
                         .first_byte = argument->len > 0 ? fill->first_byte + argument->first : 0,
                         .len = argument->len,
                         .full = keep_name(fill, &argument->text),
                         .name = keep_name(fill, name),
                         .type = type_of_role(argument->role),
                         .value = is_time ? keep_name(fill, &argument->value) : "",
                         .role = argument->role};
    }
    made->arguments = arguments;
    made->n_arguments = given->n_arguments;
    return CAIRN_OK;
}

static int add_canonical(filling *fill, const cn_found_statement *given, cairn_statement *made,
                         cairn_error *err)
{
    const cn_relation_said said = {.surface = given->relation.surface,
                                   .surface_len = given->relation.len,
                                   .normal = given->normal.surface,
                                   .normal_len = given->normal.len,
                                   .subject_type = given->subject_type,
                                   .object_type = given->object_type};
    cn_buf *out = &fill->found->canonical;
    int rc;

    made->canonical = "";
    if (!fill->found->relations)
        return CAIRN_OK;
    rc = cn_relation_form(fill->found->relations, &said, out, &made->is_swapped, err);
    if (rc == CAIRN_OK)
        made->canonical = keep(fill, cn_buf_str(out), out->len);
    return rc;
}

static int add_statement(filling *fill, const cn_found_statement *given, cairn_error *err)
{
    const told subject = {&given->subject, &given->subject_text, NULL, given->subject_at,
                          given->subject_type};
    const told object = {&given->object, &given->object_text, &given->value, given->object_at,
                         given->object_type};
    cairn_extracted *found = fill->found;
    cairn_statement *made;
    int rc;

    if (!cn_grow((void **)&found->statements, &found->cap_statements, found->n_statements + 1,
                 ITEMS_MAX, sizeof(*made)))
        return cn_fail_memory(err, sizeof(*made));
    made = &found->statements[found->n_statements++];
    *made = (cairn_statement){
        .subject = part_of(fill, &subject),
        .object = part_of(fill, &object),
        .relation = keep_name(fill, &given->relation),
        .normal = keep_name(fill, &given->normal),
        .relation_first_byte =
            given->relation_at.len > 0 ? fill->first_byte + given->relation_at.first : 0,
        .relation_len = given->relation_at.len,
        .flags = given->flags,
        .is_aside = given->is_aside,
        .rule = keep_rule(fill, given->rule),
        .confidence = given->confidence,
        .sentence = keep_sentence(fill, given->first, given->len),
        .first_byte = fill->first_byte + given->first,
        .len = given->len};
    rc = add_canonical(fill, given, made, err);
    return rc < 0 ? rc : add_arguments(fill, given, made, err);
}

/* ---- Mentions and tokens ---- */

/* What has no place in the text, the title and the headings, is known to the caller. */
static int add_mention(filling *fill, const cn_found_mention *given, cairn_error *err)
{
    const cn_found_name *name = given->meant.len > 0 ? &given->meant : &given->name;
    const bool refers = given->antecedent.len > 0;
    cairn_extracted *found = fill->found;

    if (given->len == 0)
        return CAIRN_OK;
    if (!cn_grow((void **)&found->mentions, &found->cap_mentions, found->n_mentions + 1, ITEMS_MAX,
                 sizeof(*found->mentions)))
        return cn_fail_memory(err, sizeof(*found->mentions));
    found->mentions[found->n_mentions++] = (cairn_mention){
        .text = keep_slice(fill, given->first, given->len),
        .first_byte = fill->first_byte + given->first,
        .len = given->len,
        .name = keep_name(fill, name),
        .type = cn_type_name(given->type),
        .kind = given->kind,
        .antecedent_first_byte = refers ? fill->first_byte + given->antecedent.first : 0,
        .antecedent_len = given->antecedent.len};
    return CAIRN_OK;
}

static int add_tree(filling *fill, const cn_tree *tree, cairn_error *err)
{
    cairn_extracted *found = fill->found;

    if (!cn_grow((void **)&found->tokens, &found->cap_tokens, found->n_tokens + tree->n, ITEMS_MAX,
                 sizeof(*found->tokens)))
        return cn_fail_memory(err, tree->n * sizeof(*found->tokens));
    for (uint32_t i = 0; i < tree->n; i++) {
        const cn_token *token = &tree->tokens[i];

        found->tokens[found->n_tokens++] =
            (cairn_token){.text = keep_slice(fill, token->first, token->len),
                          .first_byte = fill->first_byte + token->first,
                          .len = token->len,
                          .tree = found->n_trees,
                          .place = i + 1,
                          .head = token->head,
                          .tag = cn_upos_name(token->upos),
                          .label = cn_dep_name(token->label)};
    }
    found->n_trees++;
    return CAIRN_OK;
}

int cn_extracted_add(cairn_extracted *found, const char *text, uint64_t first_byte,
                     const cn_extraction *extraction, const cn_trees *trees, cairn_error *err)
{
    filling fill = {.found = found, .text = text, .first_byte = first_byte};
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < extraction->n_statements; i++)
        rc = add_statement(&fill, &extraction->statements[i], err);
    for (size_t i = 0; rc == CAIRN_OK && i < extraction->n_mentions; i++)
        rc = add_mention(&fill, &extraction->mentions[i], err);
    for (size_t i = 0; rc == CAIRN_OK && trees && i < trees->n_trees; i++)
        rc = add_tree(&fill, &trees->trees[i], err);
    return rc == CAIRN_OK && fill.is_full ? cn_fail_memory(err, found->arena.used_total) : rc;
}

/* ---- The struct ---- */

void cn_extracted_init(cairn_extracted *found)
{
    *found = (cairn_extracted){.uri = "", .title = "", .text = ""};
    cn_arena_init(&found->arena, ARENA_MAX);
    cn_buf_init(&found->canonical, RELATION_MAX);
}

void cn_extracted_clear(cairn_extracted *found)
{
    cn_arena_reset(&found->arena);
    found->n_statements = found->next_statement = 0;
    found->n_mentions = found->next_mention = 0;
    found->n_tokens = found->next_token = 0;
    found->n_trees = 0;
}

void cn_extracted_done(cairn_extracted *found)
{
    cn_arena_done(&found->arena);
    cn_buf_done(&found->canonical);
    cn_document_free(found->doc);
    cn_free(found->statements);
    cn_free(found->mentions);
    cn_free(found->tokens);
}

void cairn_extracted_free(cairn_extracted *found)
{
    if (!found)
        return;
    cn_extracted_done(found);
    cn_free(found);
}

const char *cairn_extracted_uri(const cairn_extracted *found)
{
    return found->uri;
}

const char *cairn_extracted_title(const cairn_extracted *found)
{
    return found->title;
}

const char *cairn_extracted_text(const cairn_extracted *found, size_t *len, uint64_t *first_byte)
{
    *len = found->len;
    if (first_byte)
        *first_byte = found->first_byte;
    return found->text;
}

int cairn_extracted_next_statement(cairn_extracted *found, cairn_statement *statement)
{
    if (found->next_statement == found->n_statements)
        return CAIRN_OK;
    *statement = found->statements[found->next_statement++];
    return CAIRN_ROW;
}

int cairn_extracted_next_mention(cairn_extracted *found, cairn_mention *mention)
{
    if (found->next_mention == found->n_mentions)
        return CAIRN_OK;
    *mention = found->mentions[found->next_mention++];
    return CAIRN_ROW;
}

int cairn_extracted_next_token(cairn_extracted *found, cairn_token *token)
{
    if (found->next_token == found->n_tokens)
        return CAIRN_OK;
    *token = found->tokens[found->next_token++];
    return CAIRN_ROW;
}
