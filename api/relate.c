/* The view's relate(): the table of relations, seen through the eyes of retrieve/. */
#include <string.h>

#include "api/kb.h"
#include "base/hash.h"
#include "fusion/relation_form.h"

#define FORM_BYTES_MAX ((size_t)4 << 10)

static bool is_known(const cn_relation_table *table, const cn_relate_asked *asked,
                     const char *relation, size_t len)
{
    return *cn_relation_table_traits(table, relation, len)->inverse ||
           cn_relation_table_form(table, relation, len, asked->subject_type, asked->object_type)
               .relation;
}

static void fill(const cn_relation_table *table, const cn_relate_asked *asked, const char *relation,
                 size_t len, cn_relate_meant *meant)
{
    const cn_relation_traits *traits = cn_relation_table_traits(table, relation, len);
    const size_t implied_len = strlen(traits->implies);

    memcpy(meant->relation, relation, len + 1);
    meant->id = cn_hash_id(relation, len);
    meant->is_known = is_known(table, asked, relation, len);
    meant->is_symmetric = traits->is_symmetric;
    meant->is_for_ever = traits->one_value != 0;
    if (implied_len > 0) {
        meant->implied = cn_hash_id(traits->implies, implied_len);
        meant->is_implied_swapped = traits->implies_inverse;
    }
}

int cn_kb_relate(void *user, const cn_relate_asked *asked, cn_relate_meant *meant, cairn_error *err)
{
    const cn_relation_said said = {.surface = asked->words,
                                   .surface_len = asked->len,
                                   .normal = asked->is_lemma ? asked->words : NULL,
                                   .normal_len = asked->is_lemma ? asked->len : 0,
                                   .subject_type = asked->subject_type,
                                   .object_type = asked->object_type};
    const cn_relation_table *table = NULL;
    cn_buf form;
    int rc;

    *meant = (cn_relate_meant){.id = 0};
    rc = cn_kb_relations(user, &table, err);
    if (rc < 0 || asked->len >= FORM_BYTES_MAX / 4)
        return rc;
    cn_buf_init(&form, FORM_BYTES_MAX);
    rc = cn_relation_form(table, &said, &form, &meant->is_swapped, err);
    if (rc == CAIRN_OK && form.len > 0 && form.len < CN_RELATE_MAX)
        fill(table, asked, cn_buf_str(&form), form.len, meant);
    cn_buf_done(&form);
    return rc;
}
