/* A small knowledge base to which rows are added by hand, for the tests of cards, conflicts and
 * merges: what they show does not depend on how fusion decides. */
#ifndef CN_TESTS_CARD_KB_H
#define CN_TESTS_CARD_KB_H

#include "api/kb.h"
#include "schema/namekey.h"
#include "small_kb.h"

typedef struct card_kb {
    temp_dir dir;
    cn_store *store; /* between card_begin() and card_end() */
    cairn_id statements[64];
    size_t n_statements;
    cn_tokenizer *tokenizer;
    cairn_error err;
} card_kb;

#define CARD_OK(card, call)                                                                        \
    do {                                                                                           \
        if ((call) < 0)                                                                            \
            fail_msg("%s: %s", #call, (card)->err.message);                                        \
    } while (0)

/* Builds the small knowledge base and opens it for rows. */
static inline void card_begin(card_kb *card)
{
    cn_cursor *cursor = NULL;
    cn_statement_row row;

    memset(card, 0, sizeof *card);
    assert_true(temp_dir_make(&card->dir));
    cairn_close(small_kb(temp_name(&card->dir, "kb.db")));
    CARD_OK(card, cn_tokenizer_new(&card->tokenizer, &card->err));
    CARD_OK(card, cn_store_open(temp_name(&card->dir, "kb.db"), NULL, &card->store, &card->err));
    CARD_OK(card, cn_store_begin(card->store, &card->err));
    CARD_OK(card, cn_statement_scan(card->store, &cursor, &card->err));
    while (card->n_statements < 64 && cn_statement_next(cursor, &row, &card->err) == CAIRN_ROW)
        card->statements[card->n_statements++] = row.id;
    cn_cursor_free(cursor);
    assert_true(card->n_statements > 2);
}

/* Commits; the indices are made again from the rows. */
static inline cairn *card_end(card_kb *card)
{
    temp_dir side = {.path = ""};

    CARD_OK(card, cn_store_commit(card->store, &card->err));
    cn_store_close(card->store);
    cn_tokenizer_free(card->tokenizer);
    side_folder(&side, &card->dir, "kb.db");
    temp_dir_remove(&side);
    return small_open(temp_name(&card->dir, "kb.db"));
}

static inline void card_remove(card_kb *card, cairn *kb)
{
    cairn_close(kb);
    small_remove(&card->dir, "kb.db");
}

static inline int64_t card_key(card_kb *card, const char *name)
{
    cn_words words = {0};
    int64_t key = 0;

    CARD_OK(card, cn_name_key(card->tokenizer, name, strlen(name), &words, &key, &card->err));
    cn_words_done(&words);
    return key;
}

/* A name that is written so often; its key. */
static inline int64_t card_name(card_kb *card, const char *name, uint64_t mentions)
{
    cn_name_use_row row = {.key = card_key(card, name)};

    row.counts.uses = row.counts.named = row.counts.mentions = mentions;
    CARD_OK(card, cn_name_put(card->store, name, strlen(name), &row.name, &card->err));
    CARD_OK(card, cn_name_use_put(card->store, &row, &card->err));
    return row.key;
}

/* An entity of that name, under its key; or, with an id, a further sense of it. */
static inline cairn_id card_entity(card_kb *card, cairn_id id, const char *name, int type,
                                   uint64_t mentions)
{
    const int64_t key = card_name(card, name, mentions);
    const cn_entity_row row = {
        .id = id ? id : key, .name = name, .type = type, .mentions = mentions};

    CARD_OK(card, cn_entity_put(card->store, &row, &card->err));
    return row.id;
}

/* A score below a half: not merged. */
static inline void card_alias(card_kb *card, int64_t key, cairn_id entity, double score,
                              uint64_t run)
{
    const cn_alias_row row = {.key = key,
                              .entity = entity,
                              .target = entity,
                              .score = score,
                              .features = "initials 2.1",
                              .reason = "one is short",
                              .run = run,
                              .is_merged = score >= 0.5};

    CARD_OK(card, cn_alias_put(card->store, &row, &card->err));
}

static inline int64_t card_relation(card_kb *card, const char *relation)
{
    int64_t id = 0;

    CARD_OK(card, cn_relation_put(card->store, relation, strlen(relation), &id, &card->err));
    return id;
}

/* A fact with the n first statements of the store behind it. row: all but relation and id, which is
 * returned. */
static inline cairn_id card_fact(card_kb *card, const char *relation, cn_fact_row row, size_t n)
{
    const char *literal = row.literal ? row.literal : "";
    const uint64_t text = cn_hash(literal, strlen(literal));

    row.relation = card_relation(card, relation);
    row.id = (cairn_id)(cn_hash_mix(cn_hash_mix((uint64_t)row.subject, (uint64_t)row.relation),
                                    cn_hash_mix((uint64_t)row.object, text)) >>
                        1);
    row.literal = literal;
    row.valid = row.valid ? row.valid : "";
    row.object_type = row.object ? row.object_type : CN_TYPE_TEXT;
    row.recorded = 1;
    CARD_OK(card, cn_fact_put(card->store, &row, card->statements, n, &card->err));
    return row.id;
}

static inline cairn_id card_find(cairn *kb, const char *name)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_entity entity;

    if (cairn_entity_find(kb, name, &entity, &err) < 0)
        fail_msg("%s", err.message);
    return entity.id;
}

static inline cairn_card *card_of(cairn *kb, cairn_id entity, const cairn_card_options *options)
{
    cairn_error err = CAIRN_ERROR_INIT;
    cairn_card *card = NULL;

    if (cairn_entity_card(kb, entity, options, &card, &err) < 0)
        fail_msg("%s", err.message);
    return card;
}

#endif
