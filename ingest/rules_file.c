/* Parsing rule files. A line is read with those that continue it; what it says goes into a draft,
 * which the next "rule:" or the end of the file closes: there it is checked and compiled, so that
 * a message names the line where its rule begins. */
#include "ingest/rules_file.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "ingest/found.h"

enum {
    LINE_MAX_BYTES = 1 << 16, /* of one line with its continuations */
    LETS_MAX = 64,
    RULES_MAX = CN_RULES_END - 1,
    EXAMPLES_MAX = 1 << 16,
    KEY_MAX = 16,
    SAYS_MAX = 1 << 12
};

typedef struct word_value {
    const char *word;
    int value;
} word_value;

static const word_value families[] = {
    {"is_a", CN_RULE_IS_A},
    {"birth", CN_RULE_BIRTH},
    {"death", CN_RULE_DEATH},
    {"verb", CN_RULE_VERB},
    {"list", CN_RULE_KEY_VALUE},
    {"possessive", CN_RULE_POSSESSIVE},
    {"country", CN_RULE_COUNTRY},
    {"alias", CN_RULE_ALIAS},
    {"taxonomy", CN_RULE_TAXONOMY},
    {"tags", CN_RULE_TAGS},
    {NULL, 0},
};
static const word_value kinds[] = {
    {"verb", CN_FORM_VERB},
    {"participle", CN_FORM_PARTICIPLE},
    {"noun", CN_FORM_NOUN},
    {NULL, 0},
};
static const word_value types[] = {
    {"person", CN_TYPE_PERSON},   {"place", CN_TYPE_PLACE}, {"organisation", CN_TYPE_ORGANISATION},
    {"work", CN_TYPE_WORK},       {"event", CN_TYPE_EVENT}, {"class", CN_TYPE_CLASS},
    {"product", CN_TYPE_PRODUCT}, {"text", CN_TYPE_TEXT},   {NULL, 0},
};
static const word_value objects[] = {
    {"name", CN_OBJECT_NAME},         {"date", CN_OBJECT_DATE},
    {"quantity", CN_OBJECT_QUANTITY}, {"country", CN_OBJECT_COUNTRY},
    {"text", CN_OBJECT_TEXT},         {"class", CN_OBJECT_CLASS},
    {"plural", CN_OBJECT_PLURAL},     {NULL, 0},
};
static const word_value flags[] = {
    {"own", CN_PATTERN_SUBJECT_OF_FORM},
    {"possessor", CN_PATTERN_OWNER},
    {"note", CN_PATTERN_NOTE},
    {"only_note", CN_PATTERN_ONLY_NOTE},
    {"active", CN_PATTERN_ACTIVE},
    {"copular", CN_PATTERN_COPULAR},
    {"tagged", CN_PATTERN_TAGGED},
    {"sure", CN_PATTERN_SURE},
    {"chain", CN_PATTERN_CHAIN},
    {"anywhere", CN_PATTERN_ANYWHERE},
    {"life", CN_PATTERN_LIFE},
    {"acronym", CN_PATTERN_ACRONYM},
    {NULL, 0},
};

typedef struct reader {
    cn_rules *rules;
    const char *path, *at;
    size_t line; /* of `at`, from 1 */
    cn_rules_triggers triggers;
    void *user;
    cn_buf value; /* of the line at hand */
    char key[KEY_MAX];
    size_t key_line;
    /* The draft. */
    bool is_open, has_prior;
    cn_pattern pattern;
    const char *words, *regex, *relation; /* NULL: not said yet */
    size_t first_example;
} reader;

static int fail_at(const reader *r, size_t line, const char *what, const char *about,
                   cairn_error *err)
{
    return cn_fail(err, CAIRN_EPARSE, (int64_t)line, "%s:%zu: %s \"%.60s\"", r->path, line, what,
                   about);
}

/* A buffer's text was too long, or there was no memory for it. */
static int fail_buf(const reader *r, const cn_buf *buf, cairn_error *err)
{
    if (buf->status == CAIRN_ENOMEM)
        return cn_fail_memory(err, buf->len);
    return fail_at(r, r->key_line, "too much text under", r->key, err);
}

static const char *keep(reader *r, const char *text, size_t len, cairn_error *err)
{
    const char *copy = cn_arena_strndup(&r->rules->text, text, len);

    if (!copy)
        cn_fail_memory(err, len);
    return copy;
}

/* ---- Lines ------------------------------------------------------------------------------- */

static bool is_joined_tightly(const reader *r)
{
    return strcmp(r->key, "pattern") == 0 || strcmp(r->key, "let") == 0 ||
           strcmp(r->key, "sub") == 0;
}

/* The next line with its continuations. CAIRN_ROW, or CAIRN_OK at the end. */
static int next_line(reader *r, cairn_error *err)
{
    const char *colon;
    size_t len, key_len;

    for (; *r->at == '\n' || *r->at == '#'; r->at += len + (r->at[len] == '\n'), r->line++)
        len = strcspn(r->at, "\n");
    if (!*r->at)
        return CAIRN_OK;
    r->key_line = r->line;
    len = strcspn(r->at, "\n");
    colon = strncmp(r->at, "let ", 4) == 0 || strncmp(r->at, "sub ", 4) == 0
                ? r->at + 3
                : memchr(r->at, ':', len);
    key_len = colon ? (size_t)(colon - r->at) : 0;
    if (!colon || key_len == 0 || key_len >= KEY_MAX)
        return fail_at(r, r->line, "no \"key: value\" in", r->at, err);
    memcpy(r->key, r->at, key_len);
    r->key[key_len] = '\0';
    cn_buf_clear(&r->value);
    colon++;
    for (;;) {
        const char *end = r->at + len;

        colon += strspn(colon, " ");
        if (colon < end)
            cn_buf_add(&r->value, colon, (size_t)(end - colon));
        r->at = end + (*end == '\n');
        r->line++;
        if (*r->at != ' ')
            break;
        if (!is_joined_tightly(r))
            cn_buf_add_char(&r->value, ' ');
        colon = r->at;
        len = strcspn(r->at, "\n");
    }
    return r->value.status < 0 ? fail_buf(r, &r->value, err) : CAIRN_ROW;
}

/* Puts what {NAME} stands for into a pattern; a bare "{3,5}" stays. */
static int expand(reader *r, const char *text, const char **expanded, cairn_error *err)
{
    static const char codes[] = {'N', CN_CODE_NAME,     'D', CN_CODE_DATE,
                                 'Q', CN_CODE_QUANTITY, 'R', CN_CODE_REFERENCE};
    cn_buf out;
    int rc = CAIRN_OK;

    *expanded = NULL;
    cn_buf_init(&out, LINE_MAX_BYTES);
    while (rc == CAIRN_OK && *text) {
        size_t len = strcspn(text, "{"), i = 0;
        const char *name;

        cn_buf_add(&out, text, len);
        text += len;
        if (!*text)
            break;
        name = text + 1;
        len = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_");
        if (len == 0 || name[len] != '}') {
            cn_buf_add_char(&out, *text++);
            continue;
        }
        text = name + len + 1;
        for (size_t k = 0; len == 1 && k < sizeof(codes); k += 2)
            if (codes[k] == *name) {
                cn_buf_add_char(&out, codes[k + 1]);
                len = 0;
            }
        if (len == 0)
            continue;
        while (i < r->rules->n_lets && (strlen(r->rules->lets[i].name) != len ||
                                        memcmp(r->rules->lets[i].name, name, len) != 0))
            i++;
        if (i == r->rules->n_lets)
            rc = fail_at(r, r->key_line, "nothing is let be", name, err);
        else if (r->rules->lets[i].is_called)
            cn_buf_printf(&out, "(?&%s)", r->rules->lets[i].name);
        else
            cn_buf_add_str(&out, r->rules->lets[i].value);
    }
    if (rc == CAIRN_OK && out.status < 0)
        rc = fail_buf(r, &out, err);
    if (rc == CAIRN_OK && !(*expanded = keep(r, cn_buf_str(&out), out.len, err)))
        rc = CAIRN_ENOMEM;
    cn_buf_done(&out);
    return rc;
}

static int read_let(reader *r, cairn_error *err)
{
    const char *text = cn_buf_str(&r->value), *equals = strstr(text, " = ");
    cn_rules *rules = r->rules;
    cn_rule_let *new_let;
    int rc;

    if (!equals || equals - text >= KEY_MAX)
        return fail_at(r, r->key_line, "no \"NAME = VALUE\" in", text, err);
    if (!cn_grow((void **)&rules->lets, &rules->cap_lets, rules->n_lets + 1, LETS_MAX,
                 sizeof(*rules->lets)))
        return cn_fail_memory(err, sizeof(*rules->lets));
    new_let = &rules->lets[rules->n_lets];
    rc = expand(r, equals + 3, &new_let->value, err);
    if (rc < 0)
        return rc;
    new_let->name = keep(r, text, (size_t)(equals - text), err);
    if (!new_let->name)
        return CAIRN_ENOMEM;
    new_let->is_called = r->key[0] == 's';
    rules->n_lets++;
    return CAIRN_OK;
}

/* ---- One rule ---------------------------------------------------------------------------- */

static int check_draft(const reader *r, cairn_error *err)
{
    const char *missing = NULL;

    if (!r->pattern.rule)
        missing = "family";
    else if (!r->regex)
        missing = "pattern";
    else if (!r->relation)
        missing = "relation";
    else if (!r->has_prior)
        missing = "prior";
    else if (!r->words && !(r->pattern.flags & (CN_PATTERN_ONLY_NOTE | CN_PATTERN_TAGGED)))
        missing = "triggers";
    else if (r->first_example == r->rules->n_examples)
        missing = "example";
    if (missing)
        return cn_fail(err, CAIRN_EPARSE, (int64_t)r->pattern.line, "%s:%zu: rule \"%s\" has no %s",
                       r->path, r->pattern.line, r->pattern.name, missing);
    for (size_t i = r->first_example; i < r->rules->n_examples; i++)
        if (r->rules->examples[i].says && !r->rules->examples[i].says[0])
            return fail_at(r, r->pattern.line, "nothing is said by an example of", r->pattern.name,
                           err);
    for (size_t i = 0; i < r->rules->n; i++)
        if (strcmp(r->rules->patterns[i].name, r->pattern.name) == 0)
            return fail_at(r, r->pattern.line, "there is another rule", r->pattern.name, err);
    return CAIRN_OK;
}

/* The pattern with the definitions of what it calls at its end. Those that call others stand behind
 * them, so one pass from the last finds all. */
static int compile(reader *r, cairn_error *err)
{
    cn_rules *rules = r->rules;
    char call[KEY_MAX + 8];
    cn_buf text;
    int rc;

    cn_buf_init(&text, 4 * LINE_MAX_BYTES);
    cn_buf_add_str(&text, r->regex);
    for (size_t i = rules->n_lets; i-- > 0;) {
        const cn_rule_let *let = &rules->lets[i];

        snprintf(call, sizeof(call), "(?&%s)", let->name);
        if (let->is_called && strstr(cn_buf_str(&text), call))
            cn_buf_printf(&text, "(?(DEFINE)(?<%s>%s))", let->name, let->value);
    }
    rc = text.status < 0 ? fail_buf(r, &text, err)
                         : cn_regex_new(cn_buf_str(&text), "", &r->pattern.regex, err);
    cn_buf_done(&text);
    return rc;
}

static int close_rule(reader *r, cairn_error *err)
{
    cn_rules *rules = r->rules;
    const char *star;
    cairn_error why;
    int rc;

    if (!r->is_open)
        return CAIRN_OK;
    rc = check_draft(r, err);
    if (rc < 0)
        return rc;
    star = strchr(r->relation, '*');
    r->pattern.star = star ? (size_t)(star - r->relation) : SIZE_MAX;
    r->pattern.relation = cn_found_constant(r->relation);
    if (!cn_grow((void **)&rules->patterns, &rules->cap, rules->n + 1, RULES_MAX,
                 sizeof(*rules->patterns)))
        return cn_fail_memory(err, sizeof(*rules->patterns));
    rc = compile(r, &why);
    if (rc < 0)
        return cn_fail(err, rc, (int64_t)r->pattern.line, "%s:%zu: rule \"%s\": %s", r->path,
                       r->pattern.line, r->pattern.name, why.message);
    rules->patterns[rules->n++] = r->pattern;
    r->is_open = false;
    return r->words ? r->triggers(r->user, rules->n - 1, r->words, err) : CAIRN_OK;
}

static int open_rule(reader *r, cairn_error *err)
{
    int rc = close_rule(r, err);

    if (rc < 0)
        return rc;
    r->pattern = (cn_pattern){
        .file = r->path, .line = r->key_line, .object = CN_OBJECT_NAME, .kind = CN_FORM_NOUN};
    r->pattern.name = keep(r, cn_buf_str(&r->value), r->value.len, err);
    r->words = r->regex = r->relation = NULL;
    r->has_prior = false;
    r->first_example = r->rules->n_examples;
    r->is_open = true;
    return r->pattern.name ? CAIRN_OK : CAIRN_ENOMEM;
}

static int add_example(reader *r, bool says_nothing, cairn_error *err)
{
    cn_rules *rules = r->rules;
    const char *text = cn_buf_str(&r->value), *bars = strstr(text, " || ");
    cn_rule_example *example;

    if (!cn_grow((void **)&rules->examples, &rules->cap_examples, rules->n_examples + 1,
                 EXAMPLES_MAX, sizeof(*rules->examples)))
        return cn_fail_memory(err, sizeof(*rules->examples));
    example = &rules->examples[rules->n_examples++];
    *example = (cn_rule_example){.pattern = rules->n, .says = says_nothing ? NULL : ""};
    example->title = keep(r, text, bars ? (size_t)(bars - text) : 0, err);
    text = bars ? bars + 4 : text;
    example->text = keep(r, text, strlen(text), err);
    return example->title && example->text ? CAIRN_OK : CAIRN_ENOMEM;
}

static int add_says(reader *r, cairn_error *err)
{
    cn_rule_example *example = r->rules->n_examples > r->first_example
                                   ? &r->rules->examples[r->rules->n_examples - 1]
                                   : NULL;
    cn_buf says;
    int rc;

    if (!example || !example->says)
        return fail_at(r, r->key_line, "no example says", cn_buf_str(&r->value), err);
    cn_buf_init(&says, SAYS_MAX);
    cn_buf_printf(&says, "%s%s\n", example->says, cn_buf_str(&r->value));
    rc = says.status < 0 ? fail_buf(r, &says, err) : CAIRN_OK;
    if (rc == CAIRN_OK && !(example->says = keep(r, cn_buf_str(&says), says.len, err)))
        rc = CAIRN_ENOMEM;
    cn_buf_done(&says);
    return rc;
}

static int read_word(const reader *r, const word_value *list, int *value, cairn_error *err)
{
    const char *word = cn_buf_str(&r->value);

    for (; list->word; list++)
        if (strcmp(list->word, word) == 0) {
            *value = list->value;
            return CAIRN_OK;
        }
    return cn_fail(err, CAIRN_EPARSE, (int64_t)r->key_line, "%s:%zu: \"%.60s\" is no %s", r->path,
                   r->key_line, word, r->key);
}

static int read_flags(reader *r, cairn_error *err)
{
    const char *text = cn_buf_str(&r->value);

    while (*text) {
        size_t len = strcspn(text, " ");
        const word_value *flag = flags;

        while (flag->word && (strlen(flag->word) != len || memcmp(flag->word, text, len) != 0))
            flag++;
        if (!flag->word)
            return fail_at(r, r->key_line, "no such flag:", text, err);
        r->pattern.flags |= (unsigned)flag->value;
        text += len;
        text += strspn(text, " ");
    }
    return CAIRN_OK;
}

/* Two or three digits behind "0.": no strtod(), which asks the locale what a point is. */
static int read_prior(reader *r, cairn_error *err)
{
    const char *text = cn_buf_str(&r->value);
    size_t n = strlen(text);
    int value = 0, scale = 1;

    for (size_t i = 2; i < n && i < 5 && text[i] >= '0' && text[i] <= '9'; i++, scale *= 10)
        value = 10 * value + (text[i] - '0');
    if (n < 3 || n > 5 || strncmp(text, "0.", 2) != 0 || value == 0 ||
        strspn(text + 2, "0123456789") != n - 2)
        return fail_at(r, r->key_line, "a prior is between 0 and 1, not", text, err);
    r->pattern.prior = (double)value / scale;
    r->has_prior = true;
    return CAIRN_OK;
}

static int read_text(reader *r, const char **text, cairn_error *err)
{
    *text = keep(r, cn_buf_str(&r->value), r->value.len, err);
    return *text ? CAIRN_OK : CAIRN_ENOMEM;
}

/* What a line says of the open rule. */
static int read_key(reader *r, cairn_error *err)
{
    const char *key = r->key;
    int value = 0, rc;

    if (strcmp(key, "triggers") == 0)
        return read_text(r, &r->words, err);
    if (strcmp(key, "pattern") == 0)
        return expand(r, cn_buf_str(&r->value), &r->regex, err);
    if (strcmp(key, "relation") == 0)
        return read_text(r, &r->relation, err);
    if (strcmp(key, "prior") == 0)
        return read_prior(r, err);
    if (strcmp(key, "flags") == 0)
        return read_flags(r, err);
    if (strcmp(key, "example") == 0 || strcmp(key, "not") == 0)
        return add_example(r, key[0] == 'n', err);
    if (strcmp(key, "says") == 0)
        return add_says(r, err);
    if (strcmp(key, "family") == 0)
        return read_word(r, families, &r->pattern.rule, err);
    if (strcmp(key, "subject") == 0)
        return read_word(r, types, &r->pattern.subject_type, err);
    if (strcmp(key, "type") == 0)
        return read_word(r, types, &r->pattern.object_type, err);
    if (strcmp(key, "kind") != 0 && strcmp(key, "object") != 0)
        return fail_at(r, r->key_line, "no such key:", key, err);
    rc = read_word(r, key[0] == 'k' ? kinds : objects, &value, err);
    if (key[0] == 'k')
        r->pattern.kind = (cn_form_kind)value;
    else
        r->pattern.object = (cn_object_kind)value;
    return rc;
}

int cn_rules_file_read(cn_rules *rules, const char *path, const char *text,
                       cn_rules_triggers triggers, void *user, cairn_error *err)
{
    reader r = {.rules = rules, .at = text, .line = 1, .triggers = triggers, .user = user};
    int rc;

    r.path = cn_arena_strndup(&rules->text, path, strlen(path));
    if (!r.path)
        return cn_fail_memory(err, strlen(path));
    cn_buf_init(&r.value, LINE_MAX_BYTES);
    while ((rc = next_line(&r, err)) == CAIRN_ROW) {
        if (strcmp(r.key, "let") == 0 || strcmp(r.key, "sub") == 0)
            rc = read_let(&r, err);
        else if (strcmp(r.key, "rule") == 0)
            rc = open_rule(&r, err);
        else if (r.is_open)
            rc = read_key(&r, err);
        else
            rc = fail_at(&r, r.key_line, "before the first rule:", r.key, err);
        if (rc < 0)
            break;
    }
    if (rc == CAIRN_OK)
        rc = close_rule(&r, err);
    cn_buf_done(&r.value);
    return rc;
}
