/* Places in the text join mentions of the extraction to those of the resolution. */
#include "ingest/meant.h"

#include "ingest/found.h"

/* The full name of what mention `place` means; empty when it is not known. */
static int name_of(const cn_analysis *analysis, size_t place, cn_found_name title,
                   cn_extraction *out, cn_found_name *name, cairn_error *err)
{
    size_t len;
    const char *text = cn_resolution_name(&analysis->resolution, &analysis->referred, place, &len);

    *name = (cn_found_name){.surface = ""};
    if (!text || len == 0)
        return CAIRN_OK;
    if (analysis->resolution.mentions[place].name == CN_REFERENCE_TITLE) {
        *name = title;
        return CAIRN_OK;
    }
    return cn_found_name_of(out, text, len, name, err);
}

/* The pronoun of the statement's subject: the one written there, else ("his wife X") the only one
 * of its sentence that is known, or one of several that mean the same. */
static int32_t subject_pronoun(const cn_resolution *resolution, const cn_found_statement *statement)
{
    int32_t found = CN_REFERENCE_NONE;

    if (statement->subject_at.len > 0)
        return cn_resolution_find(resolution, statement->subject_at.first, CN_MENTION_PRONOUN);
    for (size_t i = 0; i < resolution->n; i++) {
        const cn_mention *mention = &resolution->mentions[i];

        if (mention->first < statement->first || mention->kind != CN_MENTION_PRONOUN ||
            mention->name == CN_REFERENCE_NONE)
            continue;
        if (mention->first >= statement->first + statement->len)
            break;
        if (found >= 0 && resolution->mentions[found].name != mention->name)
            return CN_REFERENCE_NONE;
        found = (int32_t)i;
    }
    return found;
}

int cn_meant_subjects(const cn_analysis *analysis, cn_found_name title, cn_extraction *out,
                      cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < out->n_statements; i++) {
        cn_found_statement *statement = &out->statements[i];
        cn_found_name name;
        int32_t place;

        if (!(statement->flags & CN_STATED_REFERRED) || statement->subject.id != title.id)
            continue;
        place = subject_pronoun(&analysis->resolution, statement);
        if (place < 0)
            continue;
        rc = name_of(analysis, (size_t)place, title, out, &name, err);
        if (rc == CAIRN_OK && name.len > 0 && name.id != statement->object.id) {
            statement->subject = name;
            statement->subject_type = analysis->resolution.mentions[place].type;
        }
    }
    return rc;
}

static int add_reference(const cn_analysis *analysis, size_t place, cn_found_name title,
                         cn_extraction *out, cairn_error *err)
{
    const cn_mention *from = &analysis->resolution.mentions[place];
    cn_found_mention mention = {.role = CN_ROLE_MENTION,
                                .type = from->type,
                                .first = from->first,
                                .len = from->len,
                                .kind = from->kind};
    int rc =
        cn_found_name_of(out, analysis->referred.text + from->first, from->len, &mention.name, err);

    if (rc == CAIRN_OK)
        rc = name_of(analysis, place, title, out, &mention.meant, err);
    if (from->antecedent >= 0) {
        const cn_mention *antecedent = &analysis->resolution.mentions[from->antecedent];

        mention.antecedent = (cn_found_place){antecedent->first, antecedent->len};
    }
    return rc < 0 ? rc : cn_found_add_mention(out, &mention, err);
}

int cn_meant_mentions(const cn_analysis *analysis, cn_found_name title, cn_extraction *out,
                      cairn_error *err)
{
    const cn_resolution *resolution = &analysis->resolution;
    const size_t n_names = out->n_mentions;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < n_names; i++) {
        cn_found_mention *mention = &out->mentions[i];
        int32_t place;

        if (mention->role != CN_ROLE_MENTION || mention->is_other ||
            CN_TYPE_IS_LITERAL(mention->type))
            continue;
        place = cn_resolution_find(resolution, mention->first, CN_MENTION_NAME);
        if (place >= 0 && resolution->mentions[place].len == mention->len)
            rc = name_of(analysis, (size_t)place, title, out, &mention->meant, err);
        if (mention->meant.id == mention->name.id)
            mention->meant = (cn_found_name){.surface = ""};
    }
    for (size_t i = 0; rc == CAIRN_OK && i < resolution->n; i++)
        if (resolution->mentions[i].kind != CN_MENTION_NAME)
            rc = add_reference(analysis, i, title, out, err);
    return rc;
}
