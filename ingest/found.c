/* An extraction's arrays and names. */
#include "ingest/found.h"

#include <string.h>

#include "base/mem.h"

#define ARENA_MAX ((size_t)64 << 20) /* bytes; 4,096 statements need a few hundred kB */

void cn_extraction_init(cn_extraction *out)
{
    *out = (cn_extraction){.n_mentions = 0};
    cn_arena_init(&out->arena, ARENA_MAX);
}

void cn_extraction_done(cn_extraction *out)
{
    cn_arena_done(&out->arena);
    cn_free(out->mentions);
    cn_free(out->statements);
    cn_extraction_init(out);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Is the text free of line feeds, tabs and double spaces? */
static bool is_even(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (is_space(text[i]) && (text[i] != ' ' || i == 0 || text[i - 1] == ' ' || i + 1 == len))
            return false;
    return true;
}

int cn_found_name_of(cn_extraction *out, const char *text, size_t len, cn_found_name *name,
                     cairn_error *err)
{
    char *copy;
    size_t n = 0;

    *name = (cn_found_name){.surface = ""};
    if (is_even(text, len)) {
        *name = (cn_found_name){text, len, cn_hash_id(text, len)};
        return CAIRN_OK;
    }
    copy = cn_arena_alloc(&out->arena, len + 1);
    if (!copy)
        return cn_fail_memory(err, len + 1);
    for (size_t i = 0; i < len; i++) {
        if (!is_space(text[i]))
            copy[n++] = text[i];
        else if (n > 0 && copy[n - 1] != ' ')
            copy[n++] = ' ';
    }
    if (n > 0 && copy[n - 1] == ' ')
        n--;
    copy[n] = '\0';
    *name = (cn_found_name){copy, n, cn_hash_id(copy, n)};
    return CAIRN_OK;
}

cn_found_name cn_found_constant(const char *text)
{
    size_t len = strlen(text);

    return (cn_found_name){text, len, cn_hash_id(text, len)};
}

int cn_found_add_mention(cn_extraction *out, const cn_found_mention *mention, cairn_error *err)
{
    if (out->n_mentions >= CN_FOUND_MAX || mention->name.len == 0)
        return CAIRN_OK;
    if (!cn_grow((void **)&out->mentions, &out->cap_mentions, out->n_mentions + 1, CN_FOUND_MAX,
                 sizeof(*out->mentions)))
        return cn_fail_memory(err, sizeof(*out->mentions));
    out->mentions[out->n_mentions++] = *mention;
    return CAIRN_OK;
}

int cn_found_add_statement(cn_extraction *out, const cn_found_statement *statement,
                           cairn_error *err)
{
    if (out->n_statements >= CN_FOUND_MAX || statement->subject.len == 0 ||
        statement->object.len == 0 || statement->subject.id == statement->object.id)
        return CAIRN_OK;
    if (!cn_grow((void **)&out->statements, &out->cap_statements, out->n_statements + 1,
                 CN_FOUND_MAX, sizeof(*out->statements)))
        return cn_fail_memory(err, sizeof(*out->statements));
    out->statements[out->n_statements++] = *statement;
    return CAIRN_OK;
}
