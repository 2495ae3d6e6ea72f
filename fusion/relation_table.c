/* Looking up what is known of relations; how the file is read: relation_table_read.c.
 *
 * Everything is found by the hash of a string and compared, so that a lookup costs a few tens of
 * nanoseconds whatever the size of the table. */
#include "fusion/relation_table.h"

#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "fusion/relation_table_parts.h"

enum { FILE_MAX_BYTES = 4 << 20, HEAD_SEED = 0x68656164 };
static const size_t TEXT_MAX = (size_t)16 << 20;

uint64_t cn_relation_entry_hash(const char *name, size_t len, bool is_head)
{
    uint64_t hash = cn_hash(name, len);

    return is_head ? cn_hash_mix(hash, HEAD_SEED) : hash;
}

static bool fits(uint16_t types, int type)
{
    return type >= 0 && type < CN_RELATION_TYPES && (types >> type & 1) != 0;
}

const cn_relation_entry *cn_relation_entry_find(const cn_relation_table *table, const char *name,
                                                size_t len, bool is_head, int subject_type,
                                                int object_type)
{
    const uint64_t *first =
        cn_map_get(&table->entry_index, cn_relation_entry_hash(name, len, is_head));
    uint32_t place = first ? (uint32_t)*first : CN_RELATION_NONE;

    while (place != CN_RELATION_NONE) {
        const cn_relation_entry *entry = &table->entries[place];

        if (entry->is_head == is_head && entry->name_len == len &&
            memcmp(entry->name, name, len) == 0 && fits(entry->subjects, subject_type) &&
            fits(entry->objects, object_type))
            return entry;
        place = entry->next;
    }
    return NULL;
}

static cn_relation_meaning meaning_of(const cn_relation_entry *entry)
{
    if (!entry)
        return (cn_relation_meaning){.relation = NULL};
    return (cn_relation_meaning){entry->relation, entry->is_swapped};
}

cn_relation_meaning cn_relation_table_form(const cn_relation_table *table, const char *text,
                                           size_t len, int subject_type, int object_type)
{
    return meaning_of(cn_relation_entry_find(table, text, len, false, subject_type, object_type));
}

cn_relation_meaning cn_relation_table_head(const cn_relation_table *table, const char *text,
                                           size_t len, int subject_type, int object_type)
{
    return meaning_of(cn_relation_entry_find(table, text, len, true, subject_type, object_type));
}

bool cn_relation_table_is_empty(const cn_relation_table *table)
{
    return table->hash == 0;
}

unsigned cn_relation_table_word(const cn_relation_table *table, const char *word, size_t len)
{
    const uint64_t *bits = cn_map_get(&table->words, cn_hash(word, len));

    return bits ? (unsigned)*bits : 0;
}

static bool is_word(const char *listed, const char *word, size_t len)
{
    return strlen(listed) == len && memcmp(listed, word, len) == 0;
}

const cn_relation_verb *cn_relation_table_lemma(const cn_relation_table *table, const char *word,
                                                size_t len)
{
    const uint64_t *place = cn_map_get(&table->lemma_index, cn_hash(word, len));
    const cn_relation_verb *verb = place ? &table->verbs[*place] : NULL;

    return verb && is_word(verb->lemma, word, len) ? verb : NULL;
}

const cn_relation_verb *cn_relation_table_past(const cn_relation_table *table, const char *word,
                                               size_t len)
{
    const uint64_t *place = cn_map_get(&table->past_index, cn_hash(word, len));
    const cn_relation_verb *verb = place ? &table->verbs[*place] : NULL;

    return verb && (is_word(verb->past, word, len) || is_word(verb->participle, word, len)) ? verb
                                                                                            : NULL;
}

const cn_relation_traits *cn_relation_table_traits(const cn_relation_table *table,
                                                   const char *relation, size_t len)
{
    static const cn_relation_traits none = {.inverse = "", .implies = ""};
    const uint64_t *place = cn_map_get(&table->property_index, cn_hash(relation, len));
    const cn_relation_property *property = place ? &table->properties[*place] : NULL;

    return property && property->name_len == len && memcmp(property->name, relation, len) == 0
               ? &property->traits
               : &none;
}

size_t cn_relation_table_rules(const cn_relation_table *table, const cn_relation_rule **rules)
{
    *rules = table->rules;
    return table->n_rules;
}

uint64_t cn_relation_table_hash(const cn_relation_table *table)
{
    return table->hash;
}

void cn_relation_table_close(cn_relation_table *table)
{
    if (!table)
        return;
    cn_free(table->entries);
    cn_free(table->properties);
    cn_free(table->verbs);
    cn_free(table->rules);
    cn_map_done(&table->entry_index);
    cn_map_done(&table->property_index);
    cn_map_done(&table->lemma_index);
    cn_map_done(&table->past_index);
    cn_map_done(&table->words);
    cn_arena_done(&table->text);
    cn_free(table);
}

int cn_relation_table_open(cn_relation_table **table, const char *path, cairn_error *err)
{
    cn_relation_table *made = cn_alloc_zero(1, sizeof(*made));
    cn_buf text;
    int rc = CAIRN_OK;

    *table = NULL;
    if (!made)
        return cn_fail_memory(err, sizeof(*made));
    cn_arena_init(&made->text, TEXT_MAX);
    cn_map_init(&made->entry_index);
    cn_map_init(&made->property_index);
    cn_map_init(&made->lemma_index);
    cn_map_init(&made->past_index);
    cn_map_init(&made->words);
    cn_buf_init(&text, FILE_MAX_BYTES);
    if (path && cn_file_exists(path)) {
        rc = cn_file_read(path, FILE_MAX_BYTES, &text, err);
        if (rc == CAIRN_OK)
            rc = cn_relation_table_read(made, path, cn_buf_str(&text), text.len, err);
    }
    cn_buf_done(&text);
    if (rc < 0) {
        cn_relation_table_close(made);
        return rc;
    }
    *table = made;
    return CAIRN_OK;
}
