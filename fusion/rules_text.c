/* The text form of a rule: reading and printing, see rules.h.
 *
 *   line       [ statement [ "," "confidence" NUMBER ] ] [ '#' ... ]
 *   statement  property | rule
 *   property   NAME "is" "functional" [ "for" KIND { "," KIND } ]
 *            | NAME "is" ( "inverse" "functional" | "symmetric" | "transitive" )
 *            | NAME "is" "the" ( "inverse" "of" | "same" "as" ) NAME
 *            | NAME "implies" NAME
 *   rule       atom "if" atom [ "and" atom ]
 *   atom       VARIABLE NAME VARIABLE
 *
 * A name stands in quotes. One pass, no recursion. */
#include <string.h>

#include "fusion/rules.h"
#include "fusion/values.h"

enum { WORD_MAX = 31, KIND_WORDS = 4, DIGITS_MAX = 15 };

typedef enum token_kind {
    TOKEN_END,
    TOKEN_NAME, /* in quotes */
    TOKEN_WORD, /* letters, digits, '.', '_', '-' */
    TOKEN_COMMA,
    TOKEN_OTHER
} token_kind;

struct parse {
    const char *line;
    size_t len, at;
    cn_arena *texts;
    token_kind token;
    size_t token_at;
    char word[WORD_MAX + 1];
    const char *name;
    cairn_error *err;
};

static const struct kind_word {
    unsigned kind;
    const char *word;
} kind_words[KIND_WORDS] = {{CN_VALUE_ENTITY, "entity"},
                            {CN_VALUE_DATE, "date"},
                            {CN_VALUE_QUANTITY, "quantity"},
                            {CN_VALUE_TEXT, "text"}};

/* ---- Words of a line ---- */

static bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
}

static int refuse(struct parse *p, const char *wanted)
{
    return cn_fail(p->err, CAIRN_EPARSE, (int64_t)p->token_at, "byte %zu: %s expected", p->token_at,
                   wanted);
}

static int read_name(struct parse *p)
{
    size_t n = 0, first = ++p->at, end = first;
    char *text;

    while (end < p->len && p->line[end] != '"' && p->line[end] != '\0')
        end += p->line[end] == '\\' && end + 1 < p->len ? 2 : 1;
    if (end >= p->len || p->line[end] != '"')
        return refuse(p, "a closing quote");
    text = cn_arena_alloc(p->texts, end - first + 1);
    if (!text)
        return cn_fail_memory(p->err, end - first + 1);
    for (size_t i = first; i < end; i++) {
        if (p->line[i] == '\\')
            i++;
        text[n++] = p->line[i];
    }
    text[n] = '\0';
    p->name = text;
    p->at = end + 1;
    p->token = TOKEN_NAME;
    return n > 0 ? CAIRN_OK : refuse(p, "the name of a relation");
}

static void read_word(struct parse *p)
{
    size_t n = 0;

    for (; p->at < p->len && is_word_char(p->line[p->at]); p->at++) {
        if (n < WORD_MAX)
            p->word[n++] = p->line[p->at];
    }
    p->word[n] = '\0';
    p->token = TOKEN_WORD;
}

/* Reads the next token; the end of the line, a comment or a NUL end it. */
static int next_token(struct parse *p)
{
    char c;

    while (p->at < p->len && (p->line[p->at] == ' ' || p->line[p->at] == '\t' ||
                              p->line[p->at] == '\r' || p->line[p->at] == '\n'))
        p->at++;
    p->token_at = p->at;
    p->token = TOKEN_END;
    c = p->at < p->len ? p->line[p->at] : '#';
    if (c == '#' || c == '\0')
        return CAIRN_OK;
    if (c == '"')
        return read_name(p);
    if (is_word_char(c)) {
        read_word(p);
        return CAIRN_OK;
    }
    p->token = c == ',' ? TOKEN_COMMA : TOKEN_OTHER;
    p->at++;
    return CAIRN_OK;
}

static bool at_word(const struct parse *p, const char *word)
{
    return p->token == TOKEN_WORD && strcmp(p->word, word) == 0;
}

static int take_word(struct parse *p, const char *word)
{
    if (!at_word(p, word))
        return refuse(p, word);
    return next_token(p);
}

static int take_name(struct parse *p, const char **name)
{
    if (p->token != TOKEN_NAME)
        return refuse(p, "the name of a relation in quotes");
    *name = p->name;
    return next_token(p);
}

/* ---- Properties ---- */

static unsigned kind_of_word(const struct parse *p)
{
    for (size_t i = 0; i < KIND_WORDS; i++) {
        if (at_word(p, kind_words[i].word))
            return kind_words[i].kind;
    }
    return 0;
}

/* "for entity, date" or nothing, which means every kind. */
static int parse_kinds(struct parse *p, cn_rule *rule)
{
    unsigned kind;
    int rc;

    if (!at_word(p, "for")) {
        for (size_t i = 0; i < KIND_WORDS; i++)
            rule->kinds |= kind_words[i].kind;
        return CAIRN_OK;
    }
    do {
        rc = next_token(p);
        kind = kind_of_word(p);
        /* The comma belonged to what follows: ", confidence 0.9". */
        if (rc == CAIRN_OK && kind == 0 && rule->kinds != 0)
            return CAIRN_OK;
        if (rc == CAIRN_OK && kind == 0)
            return refuse(p, "entity, date, quantity or text");
        rule->kinds |= kind;
        if (rc == CAIRN_OK)
            rc = next_token(p);
    } while (rc == CAIRN_OK && p->token == TOKEN_COMMA);
    return rc;
}

/* After NAME "is" "the". */
static int parse_pair(struct parse *p, cn_rule *rule)
{
    const bool is_inverse = at_word(p, "inverse");
    int rc;

    if (!is_inverse && !at_word(p, "same"))
        return refuse(p, "\"inverse of\" or \"same as\"");
    rule->kind = is_inverse ? CN_LEARNED_INVERSE : CN_LEARNED_SAME;
    rc = next_token(p);
    if (rc == CAIRN_OK)
        rc = take_word(p, is_inverse ? "of" : "as");
    return rc < 0 ? rc : take_name(p, &rule->relation[1]);
}

/* After NAME "is". */
static int parse_trait(struct parse *p, cn_rule *rule)
{
    int rc = CAIRN_OK;

    if (at_word(p, "the")) {
        rc = next_token(p);
        return rc < 0 ? rc : parse_pair(p, rule);
    }
    if (at_word(p, "inverse")) {
        rule->kind = CN_LEARNED_INVERSE_FUNCTIONAL;
        rc = next_token(p);
        return rc < 0 ? rc : take_word(p, "functional");
    }
    if (at_word(p, "functional"))
        rule->kind = CN_LEARNED_FUNCTIONAL;
    else if (at_word(p, "symmetric"))
        rule->kind = CN_LEARNED_SYMMETRIC;
    else if (at_word(p, "transitive"))
        rule->kind = CN_LEARNED_TRANSITIVE;
    else
        return refuse(p,
                      "functional, symmetric, transitive, \"the inverse of\" or \"the same as\"");
    rc = next_token(p);
    if (rc == CAIRN_OK && rule->kind == CN_LEARNED_FUNCTIONAL)
        rc = parse_kinds(p, rule);
    return rc;
}

static int parse_property(struct parse *p, cn_rule *rule)
{
    int rc = take_name(p, &rule->relation[0]);

    if (rc < 0)
        return rc;
    if (at_word(p, "implies")) {
        rule->kind = CN_LEARNED_IMPLIES;
        rule->relation[1] = rule->relation[0];
        rc = next_token(p);
        return rc < 0 ? rc : take_name(p, &rule->relation[0]);
    }
    rc = take_word(p, "is");
    return rc < 0 ? rc : parse_trait(p, rule);
}

/* ---- Rules ---- */

struct atom {
    char from[WORD_MAX + 1], to[WORD_MAX + 1];
    const char *relation;
};

static int take_variable(struct parse *p, char variable[WORD_MAX + 1])
{
    if (p->token != TOKEN_WORD)
        return refuse(p, "a variable such as x");
    memcpy(variable, p->word, WORD_MAX + 1);
    return next_token(p);
}

static int parse_atom(struct parse *p, struct atom *atom)
{
    int rc = take_variable(p, atom->from);

    if (rc == CAIRN_OK)
        rc = take_name(p, &atom->relation);
    if (rc == CAIRN_OK)
        rc = take_variable(p, atom->to);
    if (rc == CAIRN_OK && strcmp(atom->from, atom->to) == 0)
        rc = refuse(p, "two different variables in an atom");
    return rc;
}

/* Whether the atom leads from one variable to another, and which way round. */
static bool leads(const struct atom *atom, const char *from, const char *to, bool *is_reversed)
{
    *is_reversed = strcmp(atom->from, to) == 0 && strcmp(atom->to, from) == 0;
    return *is_reversed || (strcmp(atom->from, from) == 0 && strcmp(atom->to, to) == 0);
}

/* The variable of the atom that is not `other`; NULL when none is. */
static const char *far_end(const struct atom *atom, const char *other)
{
    if (strcmp(atom->from, other) == 0)
        return atom->to;
    return strcmp(atom->to, other) == 0 ? atom->from : NULL;
}

static bool fill_body(cn_rule *rule, const struct atom *head, const struct atom *first,
                      const struct atom *second)
{
    const char *between = far_end(first, head->from);

    if (!between || strcmp(between, head->to) == 0)
        return false;
    rule->relation[1] = first->relation;
    rule->relation[2] = second->relation;
    return leads(first, head->from, between, &rule->is_reversed[1]) &&
           leads(second, between, head->to, &rule->is_reversed[2]);
}

static int parse_rule(struct parse *p, cn_rule *rule)
{
    struct atom head, body[CN_RULE_BODY_MAX];
    int rc = parse_atom(p, &head);

    rule->kind = CN_LEARNED_RULE;
    rule->relation[0] = head.relation;
    if (rc == CAIRN_OK)
        rc = take_word(p, "if");
    if (rc == CAIRN_OK)
        rc = parse_atom(p, &body[0]);
    if (rc < 0)
        return rc;
    if (!at_word(p, "and")) {
        rule->relation[1] = body[0].relation;
        if (!leads(&body[0], head.from, head.to, &rule->is_reversed[1]))
            return refuse(p, "a body with the variables of the head");
        return CAIRN_OK;
    }
    rc = next_token(p);
    if (rc == CAIRN_OK)
        rc = parse_atom(p, &body[1]);
    if (rc == CAIRN_OK && !fill_body(rule, &head, &body[0], &body[1]) &&
        !fill_body(rule, &head, &body[1], &body[0]))
        rc = refuse(p,
                    "a body that leads from the head's first variable over a third to its second");
    return rc;
}

/* ---- The line ---- */

/* "0", "1", "0.85": strtod() would obey the locale. False for anything else. */
static bool read_share(const char *word, double *share)
{
    uint64_t digits = 0, scale = 1;
    bool is_fraction = false;
    size_t n = 0;

    for (; *word; word++) {
        if (*word == '.' && !is_fraction) {
            is_fraction = true;
            continue;
        }
        if (*word < '0' || *word > '9' || ++n > DIGITS_MAX)
            return false;
        digits = 10 * digits + (uint64_t)(*word - '0');
        scale *= is_fraction ? 10 : 1;
    }
    *share = (double)digits / (double)scale;
    return n > 0 && digits <= scale;
}

static int parse_confidence(struct parse *p, cn_rule *rule)
{
    int rc = CAIRN_OK;

    rule->confidence = 1;
    if (p->token == TOKEN_COMMA)
        rc = next_token(p);
    if (rc < 0 || p->token == TOKEN_END)
        return rc;
    rc = take_word(p, "confidence");
    if (rc < 0)
        return rc;
    if (p->token != TOKEN_WORD || !read_share(p->word, &rule->confidence))
        return refuse(p, "a confidence from 0 to 1");
    return next_token(p);
}

int cn_rule_parse(const char *line, size_t len, cn_arena *texts, cn_rule *rule, cairn_error *err)
{
    struct parse p = {.line = line, .len = len, .texts = texts, .err = err};
    int rc;

    *rule = (cn_rule){.confidence = 1};
    if (len > CN_RULE_TEXT_MAX)
        return cn_fail(err, CAIRN_EPARSE, CN_RULE_TEXT_MAX, "longer than %d bytes",
                       CN_RULE_TEXT_MAX);
    rc = next_token(&p);
    if (rc < 0 || p.token == TOKEN_END)
        return rc;
    rc = p.token == TOKEN_NAME ? parse_property(&p, rule) : parse_rule(&p, rule);
    if (rc == CAIRN_OK)
        rc = parse_confidence(&p, rule);
    if (rc == CAIRN_OK && p.token != TOKEN_END)
        rc = refuse(&p, "the end of the line");
    if (rc == CAIRN_OK && !cn_rule_normalise(rule))
        rc = cn_fail(err, CAIRN_EPARSE, 0, "this says nothing: a relation implies itself");
    if (rc < 0)
        rule->kind = 0;
    return rc;
}

/* ---- Printing ---- */

static void print_name(const char *name, cn_buf *out)
{
    cn_buf_add_char(out, '"');
    for (; *name; name++) {
        if (*name == '"' || *name == '\\')
            cn_buf_add_char(out, '\\');
        cn_buf_add_char(out, *name);
    }
    cn_buf_add_char(out, '"');
}

static void print_atom(const char *from, const char *name, bool is_reversed, const char *to,
                       cn_buf *out)
{
    cn_buf_printf(out, "%s ", is_reversed ? to : from);
    print_name(name, out);
    cn_buf_printf(out, " %s", is_reversed ? from : to);
}

static void print_rule(const cn_rule *rule, cn_buf *out)
{
    const bool is_long = rule->relation[2] != NULL;

    print_atom("x", rule->relation[0], false, "y", out);
    cn_buf_add_str(out, " if ");
    print_atom("x", rule->relation[1], rule->is_reversed[1], is_long ? "z" : "y", out);
    if (is_long) {
        cn_buf_add_str(out, " and ");
        print_atom("z", rule->relation[2], rule->is_reversed[2], "y", out);
    }
}

static void print_kinds(unsigned kinds, cn_buf *out)
{
    const char *before = " for ";

    for (size_t i = 0; i < KIND_WORDS; i++) {
        if (!(kinds & kind_words[i].kind))
            continue;
        cn_buf_printf(out, "%s%s", before, kind_words[i].word);
        before = ", ";
    }
}

int cn_rule_print(const cn_rule *rule, cn_buf *out, cairn_error *err)
{
    static const char *const traits[] = {"",
                                         " is functional",
                                         " is inverse functional",
                                         " is symmetric",
                                         " is transitive",
                                         " is the inverse of ",
                                         " is the same as ",
                                         " implies "};

    if (rule->kind == CN_LEARNED_RULE) {
        print_rule(rule, out);
    } else {
        print_name(rule->relation[rule->kind == CN_LEARNED_IMPLIES], out);
        cn_buf_add_str(out, traits[rule->kind]);
    }
    if (rule->kind == CN_LEARNED_FUNCTIONAL)
        print_kinds(rule->kinds, out);
    if (rule->kind == CN_LEARNED_INVERSE || rule->kind == CN_LEARNED_SAME)
        print_name(rule->relation[1], out);
    if (rule->kind == CN_LEARNED_IMPLIES)
        print_name(rule->relation[0], out);
    return out->status < 0 ? cn_fail_memory(err, out->len) : CAIRN_OK;
}
