/* What a table of relations holds; shared by the files that read it and look things up. */
#ifndef CN_FUSION_RELATION_TABLE_PARTS_H
#define CN_FUSION_RELATION_TABLE_PARTS_H

#include "base/arena.h"
#include "base/map.h"
#include "fusion/relation_table.h"

enum {
    CN_RELATION_TYPES = 13, /* cn_mention_type: 0..12, a bit each */
    CN_RELATION_NONE = UINT32_MAX
};

/* A name's forms are chained in the file's order; so are those of names with the same hash. */
typedef struct cn_relation_entry {
    const char *name;      /* stripped; of a head "film by" */
    uint32_t name_len;     /* bytes */
    uint32_t next;         /* CN_RELATION_NONE: the last */
    uint32_t line;         /* of the file; 0: a relation that stands for itself */
    uint16_t subjects;     /* bits of the types that fit */
    uint16_t objects;      /* likewise */
    const char *relation;  /* in the table's text */
    uint32_t relation_len; /* bytes */
    bool is_swapped, is_head;
} cn_relation_entry;

typedef struct cn_relation_property {
    const char *name;
    uint32_t name_len;
    cn_relation_traits traits;
} cn_relation_property;

struct cn_relation_table {
    cn_arena text; /* every string */
    cn_relation_entry *entries;
    size_t n_entries, cap_entries;
    cn_map entry_index; /* cn_relation_entry_hash() -> place of the first entry */
    cn_relation_property *properties;
    size_t n_properties, cap_properties;
    cn_map property_index; /* hash of the name -> place */
    cn_relation_verb *verbs;
    size_t n_verbs, cap_verbs;
    cn_map lemma_index, past_index; /* hash of the word -> place */
    cn_map words;                   /* hash -> bits of cn_relation_word */
    cn_relation_rule *rules;
    size_t n_rules, cap_rules;
    uint64_t hash;
};

uint64_t cn_relation_entry_hash(const char *name, size_t len, bool is_head);
/* The entry that decides; NULL when none fits. */
const cn_relation_entry *cn_relation_entry_find(const cn_relation_table *table, const char *name,
                                                size_t len, bool is_head, int subject_type,
                                                int object_type);
/* In relation_table_read.c. Fills the empty table by the text of a file; path for messages. */
int cn_relation_table_read(cn_relation_table *table, const char *path, const char *text, size_t len,
                           cairn_error *err);

#endif
