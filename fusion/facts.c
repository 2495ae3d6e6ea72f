/* Statements -> facts, see facts.h. What a fact is worth is in facts_weigh.c, how facts reach the
 * store in facts_write.c.
 *
 * Which facts must be made again is found in rounds. The statements at hand say which facts they
 * belong to; facts of the store among those, and facts that compete with them, give up their
 * statements, which are at hand in the next round. Each statement is read once. */
#include "fusion/facts.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "fusion/valid.h"
#include "schema/pack.h"

enum { PLACES_MAX = INT32_MAX, SCRATCH_MAX = 1 << 30 };
static const size_t TEXT_MAX = (size_t)4 << 30; /* bytes of valid times */

/* What somebody in the text says, the text does not vouch for. */
static const double REPORTED_SHARE = 0.7;

struct cn_gone {
    cairn_id subject, fact;
    uint32_t relation;
    bool may_compete;
};

void cn_facts_init(cn_facts *facts)
{
    *facts = (cn_facts){.document = 0};
    cn_map_init(&facts->index);
    cn_map_init(&facts->old_index);
    cn_map_init(&facts->looked_up);
    cn_map_init(&facts->class_index);
    cn_buf_init(&facts->text, TEXT_MAX);
    cn_buf_init(&facts->scratch, SCRATCH_MAX);
    cn_buf_add_char(&facts->text, '\0'); /* 0 is "" */
}

void cn_facts_done(cn_facts *facts)
{
    cn_free(facts->items);
    cn_free(facts->statements);
    cn_free(facts->old);
    cn_free(facts->classes);
    cn_free(facts->gone);
    cn_free(facts->waiting);
    cn_map_done(&facts->index);
    cn_map_done(&facts->old_index);
    cn_map_done(&facts->looked_up);
    cn_map_done(&facts->class_index);
    cn_buf_done(&facts->text);
    cn_buf_done(&facts->scratch);
}

/* ---- What a statement says ---- */

/* The ends of a statement, subject and object as the canonical relation has them. */
typedef struct ends {
    uint32_t subject, object; /* names */
    int object_type;
} ends;

static int find_ends(cn_facts *facts, const cn_statement_row *row, cn_fact *fact, ends *found,
                     cairn_error *err)
{
    bool is_swapped = false;
    int rc = cn_keys_name(facts->keys, row->subject, "statement", &found->subject, err);

    if (rc == CAIRN_OK)
        rc = cn_keys_name(facts->keys, row->object, "statement", &found->object, err);
    if (rc == CAIRN_OK)
        rc = cn_relations_form(facts->relations, row, &fact->relation, &is_swapped, err);
    found->object_type = row->object_type;
    if (is_swapped) {
        const uint32_t subject = found->subject;

        found->subject = found->object;
        found->object = subject;
        found->object_type = row->subject_type;
    }
    return rc;
}

static int read_literal(cn_facts *facts, const ends *of, cn_fact *fact, uint64_t *hash,
                        cairn_error *err)
{
    const cn_keys *keys = facts->keys;
    cn_value value;
    int rc = cn_value_read(cn_name_text(keys, of->object), keys->names[of->object].len,
                           of->object_type, &facts->scratch, &value, err);

    fact->literal = of->object;
    fact->kind = (uint8_t)value.kind;
    fact->value = value.hash;
    fact->detail = value.detail;
    *hash = value.hash;
    return rc;
}

static cairn_id fact_id(int64_t subject, int64_t relation, uint64_t object, uint8_t kind)
{
    uint64_t hash = cn_hash_mix((uint64_t)subject, (uint64_t)relation);

    hash = cn_hash_mix(cn_hash_mix(hash, object), kind) & INT64_MAX;
    return hash ? (cairn_id)hash : 1;
}

/* The fact a statement states, without its counts; kind NONE when it states none: a subject or
 * object has neither words nor a value. */
static int read_fact(cn_facts *facts, const cn_statement_row *row, bool is_old, cn_fact *fact,
                     cn_stated *stated, cairn_error *err)
{
    const cairn_id document = cn_chunk_document(cn_mention_chunk(row->id));
    cn_keys *keys = facts->keys;
    uint64_t hash = 0;
    ends of;
    int rc;

    *fact = (cn_fact){.literal = CN_NO_PLACE, .object = CN_NO_PLACE};
    *stated = (cn_stated){.statement = row->id, .object_key = CN_NO_PLACE};
    rc = find_ends(facts, row, fact, &of, err);
    if (rc < 0 || keys->names[of.subject].key == CN_NO_PLACE)
        return rc;
    stated->subject_key = keys->names[of.subject].key;
    rc = cn_identities_find(facts->identities, stated->subject_key, document, is_old,
                            &fact->subject, err);
    if (rc == CAIRN_OK && CN_TYPE_IS_LITERAL(of.object_type)) {
        rc = read_literal(facts, &of, fact, &hash, err);
    } else if (rc == CAIRN_OK && keys->names[of.object].key != CN_NO_PLACE) {
        stated->object_key = keys->names[of.object].key;
        rc = cn_identities_find(facts->identities, stated->object_key, document, is_old,
                                &fact->object, err);
        fact->kind = CN_VALUE_ENTITY;
        if (rc == CAIRN_OK)
            hash = (uint64_t)keys->items[fact->object].id;
    }
    if (rc < 0 || fact->kind == CN_VALUE_NONE)
        return rc;
    fact->object_type = (uint8_t)of.object_type;
    fact->id = fact_id(keys->items[fact->subject].id, facts->relations->items[fact->relation].id,
                       hash, fact->kind);
    return CAIRN_OK;
}

static bool may_compete(const cn_facts *facts, const cn_fact *fact)
{
    const cn_relation *relation = &facts->relations->items[fact->relation];

    return ((relation->one_value | relation->one_at_a_time) & fact->kind) != 0;
}

/* ---- What is taken back from the store ---- */

static int add_waiting(cn_facts *facts, cairn_id statement, cairn_error *err)
{
    if (cn_delta_is_leaving(facts->delta, cn_chunk_document(cn_mention_chunk(statement))))
        return CAIRN_OK;
    if (!cn_grow((void **)&facts->waiting, &facts->cap_waiting, facts->n_waiting + 1, PLACES_MAX,
                 sizeof(*facts->waiting)))
        return cn_fail_memory(err, sizeof(*facts->waiting));
    facts->waiting[facts->n_waiting++] = statement;
    return CAIRN_OK;
}

static int untally(cn_keys *keys, cairn_id id, int object_type, cairn_error *err)
{
    uint32_t key;
    int rc = cn_keys_get(keys, id, &key, err);

    if (rc == CAIRN_OK)
        rc = cn_key_tally(keys, key, err);
    if (rc < 0)
        return rc;
    keys->items[key].facts--;
    if (object_type > CN_TYPE_OTHER && object_type <= CN_NAMED_TYPES)
        keys->items[key].object_types[object_type - 1]--;
    return CAIRN_OK;
}

uint64_t cn_facts_content(const cn_fact_row *row, const cairn_id *statements, size_t n)
{
    const double numbers[] = {row->confidence, row->belief};
    const int64_t words[] = {row->relation, row->object,    row->object_type,      row->support,
                             row->believed, row->closed_by, (int64_t)row->retired, (int64_t)n};
    uint64_t hash = cn_hash_mix(cn_hash(words, sizeof(words)), cn_hash(numbers, sizeof(numbers)));

    hash = cn_hash_mix(hash, cn_hash(row->literal, strlen(row->literal)));
    hash = cn_hash_mix(hash, cn_hash(row->valid, strlen(row->valid)));
    for (size_t i = 0; i < n; i++)
        hash = cn_hash_mix(hash,
                           (uint64_t)(statements ? statements[i] : cn_pack_id(row->statements, i)));
    return hash;
}

static int add_old(cn_facts *facts, const cn_fact_row *row, bool *is_new, cairn_error *err)
{
    uint64_t *slot = cn_map_put(&facts->old_index, (uint64_t)row->id, is_new);

    if (slot && !*is_new)
        return CAIRN_OK;
    if (!slot || !cn_grow((void **)&facts->old, &facts->cap_old, facts->n_old + 1, PLACES_MAX,
                          sizeof(*facts->old)))
        return cn_fail_memory(err, sizeof(*facts->old));
    *slot = facts->n_old;
    facts->old[facts->n_old++] = (cn_old_fact){.subject = row->subject,
                                               .object = row->object,
                                               .id = row->id,
                                               .recorded = row->recorded,
                                               .retired = row->retired};
    return CAIRN_OK;
}

int cn_facts_keep_history(cn_facts *facts, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_fact_row row;
    bool is_new;
    int rc = cn_fact_scan(facts->keys->store, 0, &cursor, err);

    while (rc >= 0 && (rc = cn_fact_next(cursor, &row, err)) == CAIRN_ROW)
        rc = add_old(facts, &row, &is_new, err);
    cn_cursor_free(cursor);
    return rc;
}

/* Takes a stored fact out of all sums; its statements are to be fused again. */
static int take_row(cn_facts *facts, const cn_fact_row *row, cairn_error *err)
{
    bool is_new;
    uint32_t relation;
    int rc = add_old(facts, row, &is_new, err);

    if (rc < 0 || !is_new)
        return rc;
    facts->old[facts->n_old - 1].content = cn_facts_content(row, NULL, row->n_statements);
    rc = cn_relations_use(facts->relations, row->relation, -1, &relation, err);
    for (size_t i = 0; rc == CAIRN_OK && i < row->n_statements; i++)
        rc = add_waiting(facts, cn_pack_id(row->statements, i), err);
    if (rc == CAIRN_OK)
        rc = untally(facts->keys, row->subject, CN_TYPE_OTHER, err);
    if (rc == CAIRN_OK && row->object != 0)
        rc = untally(facts->keys, row->object, row->object_type, err);
    return rc;
}

static int take_scanned(cn_facts *facts, cn_cursor *cursor, cairn_error *err)
{
    cn_fact_row row;
    int rc;

    while ((rc = cn_fact_next(cursor, &row, err)) == CAIRN_ROW) {
        rc = take_row(facts, &row, err);
        if (rc < 0)
            break;
    }
    cn_cursor_free(cursor);
    return rc;
}

static int take_fact(cn_facts *facts, cairn_id subject, cairn_id id, cairn_error *err)
{
    cn_fact_row row;
    bool is_new;
    int rc;

    if (!cn_map_put(&facts->looked_up, (uint64_t)id, &is_new))
        return cn_fail_memory(err, facts->looked_up.n * sizeof(struct cn_map_slot));
    if (!is_new)
        return CAIRN_OK;
    rc = cn_fact_get(facts->keys->store, subject, id, &row, err);
    if (rc == CAIRN_ENOTFOUND)
        return CAIRN_OK;
    return rc < 0 ? rc : take_row(facts, &row, err);
}

static int find_class(cn_facts *facts, cairn_id subject, const cn_relation *relation, bool *is_new,
                      cn_class **class, cairn_error *err)
{
    const uint64_t hash = cn_hash_mix((uint64_t)subject, (uint64_t)relation->id);
    uint64_t *slot = cn_map_put(&facts->class_index, hash, is_new);

    if (!slot || !cn_grow((void **)&facts->classes, &facts->cap_classes, facts->n_classes + 1,
                          PLACES_MAX, sizeof(*facts->classes)))
        return cn_fail_memory(err, sizeof(*facts->classes));
    if (*is_new) {
        *slot = facts->n_classes;
        facts->classes[facts->n_classes++] =
            (cn_class){.subject = subject,
                       .relation = relation->id,
                       .kinds = relation->one_value | relation->one_at_a_time,
                       .is_for_ever = relation->one_value != 0 && !relation->is_nested};
    }
    *class = &facts->classes[*slot];
    return CAIRN_OK;
}

/* Facts that share subject and relation compete: all of them are made again. n_facts: made now. */
static int touch_class(cn_facts *facts, cairn_id subject, uint32_t relation, uint32_t n_facts,
                       cairn_error *err)
{
    const cn_relation *of = &facts->relations->items[relation];
    cn_cursor *cursor = NULL;
    cn_class *class = NULL;
    bool is_new;
    int rc = find_class(facts, subject, of, &is_new, &class, err);

    if (rc < 0)
        return rc;
    class->n_facts += n_facts;
    if (!is_new || facts->delta->is_fresh)
        return CAIRN_OK;
    rc = cn_fact_scan_subject(facts->keys->store, subject, of->id, &cursor, err);
    return rc < 0 ? rc : take_scanned(facts, cursor, err);
}

int cn_facts_take_entity(cn_facts *facts, cairn_id entity, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    int rc = cn_fact_scan_subject(facts->keys->store, entity, 0, &cursor, err);

    if (rc == CAIRN_OK)
        rc = take_scanned(facts, cursor, err);
    cursor = NULL;
    if (rc == CAIRN_OK)
        rc = cn_fact_scan_object(facts->keys->store, entity, &cursor, err);
    return rc < 0 ? rc : take_scanned(facts, cursor, err);
}

int cn_facts_leave(void *user, const cn_statement_row *row, cairn_error *err)
{
    cn_facts *facts = user;
    struct cn_gone *gone;
    cn_stated stated;
    cn_fact fact;
    int rc;

    if (!cn_stated_is_asserted(row))
        return CAIRN_OK;
    rc = read_fact(facts, row, true, &fact, &stated, err);
    if (rc < 0 || fact.kind == CN_VALUE_NONE)
        return rc;
    if (!cn_grow((void **)&facts->gone, &facts->cap_gone, facts->n_gone + 1, PLACES_MAX,
                 sizeof(*facts->gone)))
        return cn_fail_memory(err, sizeof(*facts->gone));
    gone = &facts->gone[facts->n_gone++];
    gone->subject = facts->keys->items[fact.subject].id;
    gone->fact = fact.id;
    gone->relation = fact.relation;
    gone->may_compete = may_compete(facts, &fact);
    return CAIRN_OK;
}

static int take_gone(cn_facts *facts, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < facts->n_gone; i++) {
        const struct cn_gone *gone = &facts->gone[i];

        rc = take_fact(facts, gone->subject, gone->fact, err);
        if (rc == CAIRN_OK && gone->may_compete)
            rc = touch_class(facts, gone->subject, gone->relation, 0, err);
    }
    return rc;
}

/* ---- Adding ---- */

static void merge_surface(const cn_keys *keys, cn_fact *fact, const cn_fact *said)
{
    if (said->object_type != CN_TYPE_OTHER &&
        (fact->object_type == CN_TYPE_OTHER || said->object_type < fact->object_type))
        fact->object_type = said->object_type;
    if (fact->literal != said->literal && fact->literal != CN_NO_PLACE &&
        strcmp(cn_name_text(keys, said->literal), cn_name_text(keys, fact->literal)) < 0)
        fact->literal = said->literal;
}

static int find_fact(cn_facts *facts, const cn_fact *said, uint32_t *place, bool *is_new,
                     cairn_error *err)
{
    uint64_t *slot = cn_map_put(&facts->index, (uint64_t)said->id, is_new);

    if (!slot)
        return cn_fail_memory(err, sizeof(*slot));
    if (*is_new) {
        if (!cn_grow((void **)&facts->items, &facts->cap, facts->n + 1, PLACES_MAX,
                     sizeof(*facts->items)))
            return cn_fail_memory(err, sizeof(*facts->items));
        *slot = facts->n;
        facts->items[facts->n++] = *said;
    } else {
        merge_surface(facts->keys, &facts->items[*slot], said);
    }
    *place = (uint32_t)*slot;
    return CAIRN_OK;
}

/* The date of the document that a statement stands in. */
static int find_day(cn_facts *facts, cairn_id document, cairn_error *err)
{
    cn_origin_row origin;
    int rc;

    if (document == facts->document)
        return CAIRN_OK;
    rc = cn_origin_get(facts->keys->store, document, &origin, err);
    if (rc < 0 && rc != CAIRN_ENOTFOUND)
        return rc;
    facts->document = document;
    facts->day = rc == CAIRN_OK ? origin.day : CN_DAY_UNKNOWN;
    return CAIRN_OK;
}

/* The text of the chunk that a statement stands in. */
static int find_text(cn_facts *facts, cairn_id chunk, cairn_error *err)
{
    int rc;

    if (chunk == facts->chunk.id)
        return CAIRN_OK;
    rc = cn_chunk_get(facts->keys->store, chunk, &facts->chunk, err);
    if (rc < 0)
        facts->chunk.id = 0;
    return rc;
}

/* The sentence of a statement, and its parts as they stand there. */
static int find_words(cn_facts *facts, const cn_statement_row *row, cn_valid_statement *statement,
                      cairn_error *err)
{
    const cn_keys *keys = facts->keys;
    uint32_t subject, object, relation;
    int rc = find_text(facts, cn_mention_chunk(row->id), err);

    if (rc == CAIRN_OK)
        rc = cn_keys_name(facts->keys, row->subject, "statement", &subject, err);
    if (rc == CAIRN_OK)
        rc = cn_keys_name(facts->keys, row->object, "statement", &object, err);
    if (rc == CAIRN_OK)
        rc = cn_relations_use(facts->relations, row->relation, 0, &relation, err);
    if (rc < 0 || (size_t)row->first + row->len > facts->chunk.text_len)
        return rc;
    statement->sentence = facts->chunk.text + row->first;
    statement->sentence_len = row->len;
    statement->subject = cn_name_text(keys, subject);
    statement->object = cn_name_text(keys, object);
    statement->relation = facts->relations->items[relation].text;
    return CAIRN_OK;
}

static int read_valid(cn_facts *facts, const cn_statement_row *row, const cn_fact *said,
                      size_t *valid, cairn_error *err)
{
    const cn_relation *relation = &facts->relations->items[said->relation];
    char text[CN_VALID_SPAN_LEN];
    cn_valid_statement statement = {.row = row};
    int rc = find_day(facts, cn_chunk_document(cn_mention_chunk(row->id)), err);

    *valid = 0;
    if (rc < 0 || said->kind == CN_VALUE_DATE)
        return rc;
    /* Reading the sentence costs more than all else: only where time decides. */
    if (relation->one_at_a_time)
        rc = find_words(facts, row, &statement, err);
    if (rc < 0)
        return rc;
    statement.day = facts->day;
    cn_valid_of_statement(&statement, text);
    if (text[0] == '\0')
        return CAIRN_OK;
    *valid = facts->text.len;
    cn_buf_add(&facts->text, text, strlen(text) + 1);
    return facts->text.status < 0 ? cn_fail_memory(err, facts->text.len) : CAIRN_OK;
}

static int add_stated(cn_facts *facts, const cn_statement_row *row, const cn_fact *said,
                      const cn_stated *made, uint32_t place, cairn_error *err)
{
    const bool is_reported = row->flags & CN_STATED_REPORTED;
    cn_stated *stated;

    if (!cn_grow((void **)&facts->statements, &facts->cap_statements, facts->n_statements + 1,
                 PLACES_MAX, sizeof(*facts->statements)))
        return cn_fail_memory(err, sizeof(*facts->statements));
    stated = &facts->statements[facts->n_statements++];
    *stated = *made;
    stated->fact = place;
    stated->confidence = row->confidence * (is_reported ? REPORTED_SHARE : 1);
    return read_valid(facts, row, said, &stated->valid, err);
}

/* A statement that says something of the view being built. */
static int add_statement(cn_facts *facts, const cn_statement_row *row, cairn_error *err)
{
    cn_stated stated;
    cn_fact said;
    uint32_t place = 0;
    bool is_new = false;
    int rc;

    if (!cn_stated_is_asserted(row))
        return CAIRN_OK;
    rc = read_fact(facts, row, false, &said, &stated, err);
    if (rc < 0 || said.kind == CN_VALUE_NONE)
        return rc;
    rc = find_fact(facts, &said, &place, &is_new, err);
    if (rc == CAIRN_OK)
        rc = add_stated(facts, row, &said, &stated, place, err);
    if (rc == CAIRN_OK && is_new && !facts->delta->is_fresh)
        rc = take_fact(facts, facts->keys->items[said.subject].id, said.id, err);
    if (rc == CAIRN_OK && is_new && may_compete(facts, &said))
        rc = touch_class(facts, facts->keys->items[said.subject].id, said.relation, 1, err);
    return rc < 0 ? rc : cn_pace_step(facts->pace, err);
}

static int add_all(cn_facts *facts, cn_cursor *cursor, cairn_error *err)
{
    cn_statement_row row;
    int rc;

    while ((rc = cn_statement_next(cursor, &row, err)) == CAIRN_ROW) {
        rc = add_statement(facts, &row, err);
        if (rc < 0)
            break;
    }
    cn_cursor_free(cursor);
    return rc;
}

static int compare_ids(const void *a, const void *b)
{
    const cairn_id *x = a;
    const cairn_id *y = b;

    return (*x > *y) - (*x < *y);
}

/* The statements ids[0 .. n) of one chunk, ascending. */
static int add_of_chunk(cn_facts *facts, const cairn_id *ids, size_t n, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_statement_row row;
    size_t at = 0;
    int rc = cn_statement_scan_chunk(facts->keys->store, cn_mention_chunk(ids[0]), &cursor, err);

    while (rc >= 0 && at < n && (rc = cn_statement_next(cursor, &row, err)) == CAIRN_ROW) {
        if (row.id == ids[at]) {
            rc = add_statement(facts, &row, err);
            at++;
        }
    }
    cn_cursor_free(cursor);
    if (rc >= 0 && at < n)
        return cn_fail(err, CAIRN_EINDEX, ids[at], "a fact names statement %lld, which is missing",
                       (long long)ids[at]);
    return rc < 0 ? rc : CAIRN_OK;
}

/* Fuses what waits; that may let others wait. */
static int add_waiting_round(cn_facts *facts, cairn_error *err)
{
    cairn_id *ids = facts->waiting;
    const size_t n = facts->n_waiting;
    int rc = CAIRN_OK;

    facts->waiting = NULL;
    facts->n_waiting = facts->cap_waiting = 0;
    qsort(ids, n, sizeof(*ids), compare_ids);
    for (size_t first = 0, end; rc == CAIRN_OK && first < n; first = end) {
        for (end = first + 1; end < n && cn_mention_chunk(ids[end]) == cn_mention_chunk(ids[first]);
             end++)
            ;
        rc = add_of_chunk(facts, ids + first, end - first, err);
    }
    cn_free(ids);
    return rc;
}

int cn_facts_read_waiting(cn_facts *facts, cairn_error *err)
{
    int rc = CAIRN_OK;

    while (rc == CAIRN_OK && facts->n_waiting > 0)
        rc = add_waiting_round(facts, err);
    return rc;
}

int cn_facts_put_back(cn_facts *facts, uint32_t stated, cairn_error *err)
{
    facts->statements[stated].fact = CN_NO_PLACE;
    return add_waiting(facts, facts->statements[stated].statement, err);
}

static int read_changes(cn_facts *facts, cairn_error *err)
{
    const cn_delta *delta = facts->delta;
    int rc = take_gone(facts, err);

    for (size_t i = 0; rc == CAIRN_OK && i < facts->identities->n_changed; i++)
        rc = cn_facts_take_entity(facts, facts->identities->changed[i], err);
    for (size_t i = 0; rc == CAIRN_OK && i < delta->n_arriving; i++) {
        cn_cursor *cursor = NULL;

        rc = cn_statement_scan_document(facts->keys->store, delta->arriving[i], &cursor, err);
        if (rc == CAIRN_OK)
            rc = add_all(facts, cursor, err);
    }
    return rc < 0 ? rc : cn_facts_read_waiting(facts, err);
}

int cn_facts_read(cn_facts *facts, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    int rc;

    if (!facts->delta->is_fresh)
        return read_changes(facts, err);
    rc = cn_statement_scan(facts->keys->store, &cursor, err);
    return rc < 0 ? rc : add_all(facts, cursor, err);
}
