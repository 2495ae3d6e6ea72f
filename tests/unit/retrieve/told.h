/* A small store with facts, statements and the table of relations, for the tests of facts*.c.
 *
 * told_open(), pages (asked_page), things and facts, then told_build(). */
#ifndef CN_TESTS_RETRIEVE_TOLD_H
#define CN_TESTS_RETRIEVE_TOLD_H

#include "asked.h"

#include "base/arena.h"
#include "base/hash.h"
#include "fusion/relation_form.h"

typedef struct told {
    asked a;
    cn_relation_table *table;
    cn_question question;
    cn_arena arena;
    uint32_t n_facts;
} told;

/* As api/relate.c, without a knowledge base. */
static inline int told_relate(void *user, const cn_relate_asked *ask, cn_relate_meant *meant,
                              cairn_error *err)
{
    const told *t = (const told *)user;
    const cn_relation_said said = {.surface = ask->words,
                                   .surface_len = ask->len,
                                   .normal = ask->is_lemma ? ask->words : NULL,
                                   .normal_len = ask->is_lemma ? ask->len : 0,
                                   .subject_type = ask->subject_type,
                                   .object_type = ask->object_type};
    const cn_relation_traits *traits;
    cn_buf form;

    *meant = (cn_relate_meant){.id = 0};
    cn_buf_init(&form, 4096);
    if (cn_relation_form(t->table, &said, &form, &meant->is_swapped, err) < 0) {
        cn_buf_done(&form);
        return CAIRN_ENOMEM;
    }
    if (form.len > 0 && form.len < CN_RELATE_MAX) {
        traits = cn_relation_table_traits(t->table, cn_buf_str(&form), form.len);
        memcpy(meant->relation, cn_buf_str(&form), form.len + 1);
        meant->id = cn_hash_id(meant->relation, form.len);
        meant->is_symmetric = traits->is_symmetric;
        meant->is_known =
            *traits->inverse || cn_relation_table_form(t->table, meant->relation, form.len,
                                                       ask->subject_type, ask->object_type)
                                    .relation;
        if (*traits->implies)
            meant->implied = cn_hash_id(traits->implies, strlen(traits->implies));
        meant->is_implied_swapped = traits->implies_inverse;
    }
    cn_buf_done(&form);
    return CAIRN_OK;
}

static inline const cn_vectors *told_names(void *user)
{
    return ((told *)user)->a.names;
}

static inline void told_open(told *t)
{
    memset(t, 0, sizeof *t);
    asked_open(&t->a);
    cn_arena_init(&t->arena, 1 << 20);
    assert_int_equal(
        cn_relation_table_open(&t->table, CAIRN_SOURCE_DIR "/data/models/en/relations.tsv", NULL),
        CAIRN_OK);
}

static inline void told_thing(told *t, const char *name, int type)
{
    cn_entity_row row = {
        .id = fixture_key(&t->a.f, name), .name = name, .type = type, .mentions = 1};

    assert_int_equal(cn_entity_put(t->a.f.store, &row, NULL), CAIRN_OK);
}

typedef struct told_fact {
    const char *subject, *relation, *object; /* object: an entity, or the literal */
    int object_type;
    double belief;
    bool is_doubted; /* lost a conflict */
    const char *valid;
    cairn_id chunk; /* its sentence is the whole chunk */
} told_fact;

static inline cairn_id told_put(told *t, const told_fact *fact)
{
    const bool is_literal = CN_TYPE_IS_LITERAL(fact->object_type);
    cn_store *store = t->a.f.store;
    cn_fact_row row = {.id = (cairn_id)(1000 + t->n_facts++),
                       .subject = fixture_key(&t->a.f, fact->subject),
                       .object = is_literal ? 0 : fixture_key(&t->a.f, fact->object),
                       .literal = is_literal ? fact->object : "",
                       .object_type = fact->object_type,
                       .support = 1,
                       .confidence = 1,
                       .belief = fact->belief,
                       .believed = !fact->is_doubted,
                       .valid = fact->valid ? fact->valid : ""};
    cn_statement_row statement = {.rule = 0, .confidence = 0.9, .more = ""};
    size_t n = 0;

    assert_int_equal(
        cn_relation_put(store, fact->relation, strlen(fact->relation), &row.relation, NULL),
        CAIRN_OK);
    if (fact->chunk) {
        cn_chunk_row chunk;

        assert_int_equal(cn_chunk_get(store, fact->chunk, &chunk, NULL), CAIRN_OK);
        statement.id = cn_mention_id(fact->chunk, t->n_facts);
        statement.len = (uint32_t)chunk.text_len;
        statement.relation = row.relation;
        assert_int_equal(
            cn_name_put(store, fact->subject, strlen(fact->subject), &statement.subject, NULL),
            CAIRN_OK);
        assert_int_equal(
            cn_name_put(store, fact->object, strlen(fact->object), &statement.object, NULL),
            CAIRN_OK);
        statement.object_type = fact->object_type;
        /* ids of a chunk's statements are dense: the one after its last */
        for (uint32_t i = 0;; i++) {
            cn_statement_row there;

            statement.id = cn_mention_id(fact->chunk, i);
            if (cn_statement_get(store, statement.id, &there, NULL) != CAIRN_OK)
                break;
        }
        assert_int_equal(cn_statement_put(store, &statement, NULL), CAIRN_OK);
        n = 1;
    }
    assert_int_equal(cn_fact_put(store, &row, &statement.id, n, NULL), CAIRN_OK);
    return row.id;
}

static inline void told_build(told *t)
{
    asked_build(&t->a);
    t->a.view.relate = told_relate;
    t->a.view.names = told_names;
    t->a.view.user = t;
}

/* Reads the question; its plan becomes one step that asks for that. */
static inline void told_ask(told *t, const char *text, cn_asked what)
{
    cn_question_done(&t->question);
    memset(&t->question, 0, sizeof t->question);
    read_question(&t->a, text, &t->question);
    t->question.plan = (cn_plan){.n_steps = 1};
    t->question.plan.steps[0].ranges[0] = (cn_words_range){0, t->question.words.n};
    t->question.plan.steps[0].n_ranges = 1;
    t->question.plan.steps[0].asked = what;
}

static inline void told_close(told *t)
{
    cn_question_done(&t->question);
    cn_arena_done(&t->arena);
    cn_relation_table_close(t->table);
    asked_close(&t->a);
}

#endif
