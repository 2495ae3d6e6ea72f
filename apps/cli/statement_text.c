/* Statements and mentions on the screen and in pipes, see statement_text.h. */
#include "apps/cli/statement_text.h"

#include <inttypes.h>
#include <string.h>

#include "apps/cli/json_line.h"
#include "apps/cli/output.h"

static const char *const role_names[] = {"other", "time", "place", "source"};

static const struct {
    unsigned bit;
    const char *name;
} flag_names[] = {{CAIRN_STATED_NEGATED, "negated"},         {CAIRN_STATED_POSSIBLE, "possible"},
                  {CAIRN_STATED_NECESSARY, "necessary"},     {CAIRN_STATED_FUTURE, "future"},
                  {CAIRN_STATED_CONDITIONAL, "conditional"}, {CAIRN_STATED_REPORTED, "reported"},
                  {CAIRN_STATED_QUESTION, "question"},       {CAIRN_STATED_REFERRED, "referred"}};
enum { N_FLAGS = sizeof(flag_names) / sizeof(flag_names[0]) };

const char *cli_mention_kind_name(int kind)
{
    static const char *const names[] = {"name", "pronoun", "nominal"};

    return kind >= 0 && kind <= CAIRN_MENTION_NOMINAL ? names[kind] : "name";
}

static void add_clean(cn_buf *out, const char *text)
{
    cn_buf clean; /* cli_clean() judges blanks by what its buffer begins with */

    cn_buf_init(&clean, SIZE_MAX / 2);
    cli_clean(&clean, text, strlen(text));
    cn_buf_add(out, cn_buf_str(&clean), clean.len);
    cn_buf_done(&clean);
}

static const char *role_name(int role)
{
    return role >= 0 && role <= CAIRN_ARGUMENT_SOURCE ? role_names[role] : role_names[0];
}

/* The last byte, as citations name it. */
static void add_place(cn_buf *out, const char *where, uint64_t first, uint64_t len)
{
    add_clean(out, where);
    cn_buf_printf(out, ":%" PRIu64 "-%" PRIu64 "  ", first, first + (len > 0 ? len - 1 : 0));
}

/* ---- For people ---- */

void cli_statement_add(cn_buf *out, const cairn_statement *statement)
{
    cn_buf_add_char(out, '(');
    add_clean(out, statement->subject.name);
    cn_buf_add_str(out, "; ");
    add_clean(out, statement->relation);
    cn_buf_add_str(out, "; ");
    add_clean(out, statement->object.name);
    cn_buf_add_char(out, ')');
    for (size_t i = 0; i < statement->n_arguments; i++) {
        const cairn_part *part = &statement->arguments[i];

        cn_buf_printf(out, "  %s=", role_name(part->role));
        add_clean(out, *part->value ? part->value : part->text);
    }
    for (size_t i = 0; i < N_FLAGS; i++)
        if (statement->flags & flag_names[i].bit)
            cn_buf_printf(out, "  %s", flag_names[i].name);
    if (statement->is_aside)
        cn_buf_add_str(out, "  aside");
    cn_buf_printf(out, "  %.2f", statement->confidence);
}

void cli_statement_add_line(cn_buf *out, const char *where, const cairn_statement *statement)
{
    add_place(out, where, statement->first_byte, statement->len);
    cli_statement_add(out, statement);
    cn_buf_add_char(out, '\n');
}

void cli_mention_add_line(cn_buf *out, const char *where, const cairn_mention *mention)
{
    add_place(out, where, mention->first_byte, mention->len);
    cn_buf_add_char(out, '"');
    add_clean(out, mention->text);
    cn_buf_add_char(out, '"');
    if (*mention->type)
        cn_buf_printf(out, "  %s", mention->type);
    if (mention->kind != CAIRN_MENTION_NAME)
        cn_buf_printf(out, "  %s", cli_mention_kind_name(mention->kind));
    if (strcmp(mention->name, mention->text) != 0) {
        cn_buf_add_str(out, "  = ");
        add_clean(out, mention->name);
    }
    cn_buf_add_char(out, '\n');
}

/* ---- JSON ---- */

static void add_range(cn_buf *out, uint64_t first, uint64_t len)
{
    cli_line_count(out, "first", first);
    cli_line_count(out, "len", len);
}

static void add_part_json(cn_buf *out, const char *key, const cairn_part *part)
{
    cli_line_open(out, key, '{');
    cli_line_text(out, "text", part->text);
    add_range(out, part->first_byte, part->len);
    cli_line_text(out, "full", part->full);
    cli_line_text(out, "type", part->type);
    cli_line_text(out, "name", part->name);
    cli_line_text(out, "value", part->value);
    cli_line_close(out, '}');
}

static void add_arguments_json(cn_buf *out, const cairn_statement *statement)
{
    cli_line_open(out, "more", '[');
    for (size_t i = 0; i < statement->n_arguments; i++) {
        const cairn_part *part = &statement->arguments[i];

        cli_line_open(out, NULL, '{');
        cli_line_text(out, "role", role_name(part->role));
        cli_line_text(out, "text", part->text);
        cli_line_text(out, "value", *part->value ? part->value : part->name);
        add_range(out, part->first_byte, part->len);
        cli_line_close(out, '}');
    }
    cli_line_close(out, ']');
}

void cli_statement_add_json(cn_buf *out, const char *uri, const cairn_statement *statement)
{
    cli_line_open(out, NULL, '{');
    cli_line_text(out, "uri", uri);
    add_range(out, statement->first_byte, statement->len);
    cli_line_text(out, "sentence", statement->sentence);
    add_part_json(out, "subject", &statement->subject);
    cli_line_open(out, "relation", '{');
    cli_line_text(out, "text", statement->relation);
    add_range(out, statement->relation_first_byte, statement->relation_len);
    cli_line_text(out, "normal", statement->normal);
    cli_line_text(out, "canonical", statement->canonical);
    cli_line_count(out, "swapped", statement->is_swapped);
    cli_line_close(out, '}');
    add_part_json(out, "object", &statement->object);
    add_arguments_json(out, statement);
    cli_line_open(out, "flags", '[');
    for (size_t i = 0; i < N_FLAGS; i++)
        if (statement->flags & flag_names[i].bit)
            cli_line_text(out, NULL, flag_names[i].name);
    if (statement->is_aside)
        cli_line_text(out, NULL, "aside");
    cli_line_close(out, ']');
    cli_line_text(out, "rule", statement->rule);
    cli_line_share(out, "confidence", statement->confidence);
    cli_line_close(out, '}');
    cn_buf_add_char(out, '\n');
}

void cli_mention_add_json(cn_buf *out, const char *uri, const cairn_mention *mention)
{
    cli_line_open(out, NULL, '{');
    cli_line_text(out, "uri", uri);
    cli_line_open(out, "mention", '{');
    cli_line_text(out, "text", mention->text);
    add_range(out, mention->first_byte, mention->len);
    cli_line_text(out, "type", mention->type);
    cli_line_text(out, "name", mention->name);
    cli_line_text(out, "kind", cli_mention_kind_name(mention->kind));
    if (mention->antecedent_len > 0) {
        cli_line_open(out, "antecedent", '{');
        add_range(out, mention->antecedent_first_byte, mention->antecedent_len);
        cli_line_close(out, '}');
    }
    cli_line_close(out, '}');
    cli_line_close(out, '}');
    cn_buf_add_char(out, '\n');
}

/* ---- Tab-separated values ---- */

/* A field on one line: tabs and line ends are blanks, else nothing is changed. */
static void add_field(cn_buf *out, const char *text)
{
    for (const char *at = text; *at; at++)
        cn_buf_add_char(out, (unsigned char)*at < ' ' ? ' ' : *at);
}

/* As it is written in the sentence; NULL when it is not. */
static const char *written(const cairn_part *part, const char *sentence)
{
    if (*part->full)
        return part->full;
    return *part->name && strstr(sentence, part->name) ? part->name : NULL;
}

void cli_statement_add_tsv(cn_buf *out, const char *sentence, const cairn_statement *statement)
{
    const char *subject = written(&statement->subject, sentence);
    const char *object = written(&statement->object, sentence);

    if (!subject || !object || !*statement->relation || strncmp(statement->rule, "clause/", 7) != 0)
        return;
    add_field(out, sentence);
    cn_buf_printf(out, "\t%.4f\t", statement->confidence);
    add_field(out, subject);
    cn_buf_add_char(out, '\t');
    add_field(out, statement->relation);
    cn_buf_add_char(out, '\t');
    add_field(out, object);
    for (size_t i = 0; i < statement->n_arguments; i++) {
        cn_buf_add_char(out, '\t');
        add_field(out, statement->arguments[i].text);
    }
    cn_buf_add_char(out, '\n');
}
