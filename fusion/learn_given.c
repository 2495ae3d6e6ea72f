/* Rules that a user gives: read line by line, their names brought to the canonical form, kept as
 * rows with no cases. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "fusion/learn.h"
#include "fusion/learn_keep.h"
#include "fusion/relation_form.h"
#include "fusion/values.h"

enum { PLACE_MAX = 512 };
static const size_t NAMES_MAX = (size_t)1 << 20; /* bytes of the names of one line */

struct giving {
    const cn_relation_table *table;
    cn_arena texts;
    cn_buf form;
};

/* Canonical names; which of the atoms turn round. */
static int name_atoms(struct giving *g, cn_rule *rule, bool turns[1 + CN_RULE_BODY_MAX],
                      cairn_error *err)
{
    const size_t length = cn_rule_length(rule);

    for (size_t i = 0; i < length; i++) {
        const cn_relation_said said = {.surface = rule->relation[i],
                                       .surface_len = strlen(rule->relation[i])};
        int rc = cn_relation_form(g->table, &said, &g->form, &turns[i], err);

        if (rc == CAIRN_OK && g->form.len == 0)
            rc = cn_fail(err, CAIRN_EPARSE, 0, "\"%.80s\" names no relation", rule->relation[i]);
        if (rc == CAIRN_OK && g->form.len > CN_RULE_NAME_MAX)
            rc = cn_fail(err, CAIRN_EPARSE, 0, "\"%.80s...\" is longer than %d bytes",
                         rule->relation[i], CN_RULE_NAME_MAX);
        if (rc < 0)
            return rc;
        rule->relation[i] = cn_arena_strndup(&g->texts, cn_buf_str(&g->form), g->form.len);
        if (!rule->relation[i])
            return cn_fail_memory(err, g->form.len);
    }
    return CAIRN_OK;
}

/* The head turned round: so is the whole body. */
static void turn_rule(cn_rule *rule)
{
    const char *first = rule->relation[1];
    const bool first_reversed = rule->is_reversed[1];

    if (!rule->relation[2]) {
        rule->is_reversed[1] = !rule->is_reversed[1];
        return;
    }
    rule->relation[1] = rule->relation[2];
    rule->is_reversed[1] = !rule->is_reversed[2];
    rule->relation[2] = first;
    rule->is_reversed[2] = !first_reversed;
}

/* "wrote" is "written by" the other way round: what was said of the one, said of the other. */
static void turn_atoms(cn_rule *rule, const bool turns[1 + CN_RULE_BODY_MAX])
{
    switch (rule->kind) {
    case CN_LEARNED_FUNCTIONAL:
    case CN_LEARNED_INVERSE_FUNCTIONAL:
        if (!turns[0])
            break;
        rule->kind = rule->kind == CN_LEARNED_FUNCTIONAL ? CN_LEARNED_INVERSE_FUNCTIONAL
                                                         : CN_LEARNED_FUNCTIONAL;
        rule->kinds = rule->kind == CN_LEARNED_FUNCTIONAL ? CN_VALUE_ENTITY : 0;
        break;
    case CN_LEARNED_SYMMETRIC:
    case CN_LEARNED_TRANSITIVE:
        break;
    case CN_LEARNED_INVERSE:
    case CN_LEARNED_SAME:
        if (turns[0] != turns[1])
            rule->kind = rule->kind == CN_LEARNED_INVERSE ? CN_LEARNED_SAME : CN_LEARNED_INVERSE;
        break;
    default:
        rule->kind = CN_LEARNED_RULE;
        for (int i = 1; i <= CN_RULE_BODY_MAX; i++)
            rule->is_reversed[i] = rule->is_reversed[i] != turns[i];
        if (turns[0])
            turn_rule(rule);
        break;
    }
}

/* One line -> one row. CAIRN_EPARSE: the line is refused; *is_given: it was no comment. */
static int give_line(struct giving *g, cn_store *store, const char *line, size_t len,
                     bool *is_given, cairn_error *err)
{
    bool turns[1 + CN_RULE_BODY_MAX] = {false};
    cn_rule rule;
    int rc;

    *is_given = false;
    if (cn_utf8_valid(line, len) != len || memchr(line, '\0', len))
        return cn_fail(err, CAIRN_EPARSE, 0, "this is not UTF-8 text");
    rc = cn_rule_parse(line, len, &g->texts, &rule, err);
    if (rc < 0 || rule.kind == 0)
        return rc;
    rc = name_atoms(g, &rule, turns, err);
    if (rc < 0)
        return rc;
    turn_atoms(&rule, turns);
    if (!cn_rule_normalise(&rule))
        return cn_fail(err, CAIRN_EPARSE, 0, "this says nothing: both names mean one relation");
    *is_given = true;
    return cn_ruleset_write(&rule, store, err);
}

static void tell(cairn_issue_fn issue, void *user, const char *where, size_t line,
                 const cairn_error *why)
{
    char place[PLACE_MAX];

    if (!issue)
        return;
    snprintf(place, sizeof(place), "%s:%zu", where, line);
    issue(place, why->message, user);
}

static int give_lines(struct giving *g, cn_store *store, const char *where, const char *text,
                      size_t len, cairn_issue_fn issue, void *user, size_t *n_given, size_t *n_bad,
                      cairn_error *err)
{
    size_t number = 1;

    for (size_t at = 0; at < len; number++) {
        const char *end = memchr(text + at, '\n', len - at);
        const size_t line_len = end ? (size_t)(end - text) - at : len - at;
        cairn_error why = CAIRN_ERROR_INIT;
        bool is_given;
        int rc = give_line(g, store, text + at, line_len, &is_given, &why);

        if (rc == CAIRN_EPARSE) {
            tell(issue, user, where, number, &why);
            ++*n_bad;
        } else if (rc < 0) {
            if (err)
                *err = why;
            return rc;
        }
        *n_given += is_given && rc == CAIRN_OK;
        cn_arena_reset(&g->texts);
        at += line_len + 1;
    }
    return CAIRN_OK;
}

int cn_learn_give(cn_store *store, const cn_relation_table *table, const char *where,
                  const char *text, size_t len, cairn_issue_fn issue, void *user, size_t *n_given,
                  size_t *n_bad, bool *needs_fusing, cairn_error *err)
{
    struct giving g = {.table = table};
    cn_digest before = {0};
    int rc;

    *n_given = *n_bad = 0;
    *needs_fusing = false;
    cn_arena_init(&g.texts, NAMES_MAX);
    cn_buf_init(&g.form, NAMES_MAX);
    rc = cn_learn_one_value(store, &before, err);
    if (rc == CAIRN_OK)
        rc = give_lines(&g, store, where, text, len, issue, user, n_given, n_bad, err);
    if (rc == CAIRN_OK)
        rc = cn_learn_note_change(store, &before, needs_fusing, err);
    cn_buf_done(&g.form);
    cn_arena_done(&g.texts);
    return rc;
}
