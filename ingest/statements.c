/* From spans of tokens to names.
 *
 * An argument is, in this order of preference: the name that covers its head, made full by the
 * references; the date or quantity that is all of it; what its pronoun or definite phrase refers
 * to; the phrase itself without its article. Nothing is looked up but by place, so the work is
 * linear in the clauses. */
#include "ingest/statements.h"

#include <string.h>

#include "base/quantity.h"
#include "base/time.h"
#include "ingest/found.h"

enum {
    PHRASE_TOKENS_MAX = 14, /* a longer phrase is a sentence of its own, no node of a graph */
    PHRASE_BYTES_MAX = 200,
    CLASS_TOKENS_MAX = 6, /* a longer phrase is a literal, not a class of things */
    TREE_STATEMENTS_MAX = CN_CLAUSES_MAX
};

typedef struct joining {
    const cn_statement_source *source;
    const cn_tree *tree;
    uint32_t tree_place;
    cn_extraction *out;
    size_t first_clause; /* in out->statements: before it are those of the patterns */
} joining;

typedef struct argument {
    cn_found_name name;
    int type;
    cn_found_place at;
    double certainty;
    bool is_named;    /* a name or a literal */
    bool is_referred; /* by a pronoun or a definite phrase */
    bool is_open;     /* a pronoun whose name is not known */
} argument;

/* ---- What covers a token ------------------------------------------------------------------ */

/* The smallest mention of the tree that covers token `place` (0-based), names first. */
static int32_t mention_over(const joining *j, unsigned place)
{
    enum { NESTED_MAX = 6 };
    const cn_resolution *resolution = j->source->resolution;
    const uint32_t byte = j->tree->tokens[place].first;
    size_t low = 0, high = resolution->n;
    int32_t best = CN_REFERENCE_NONE;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (resolution->mentions[middle].first <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    for (int n = 0; low > 0 && n < NESTED_MAX; n++) {
        const cn_mention *mention = &resolution->mentions[--low];

        if (mention->tree != j->tree_place || place < mention->token ||
            place >= (unsigned)mention->token + mention->n)
            continue;
        if (mention->kind == CN_MENTION_NAME)
            return (int32_t)low;
        if (mention->head == place && best == CN_REFERENCE_NONE)
            best = (int32_t)low;
    }
    return best;
}

/* The date, time or quantity that covers a byte; NULL when none does. */
static const cn_item *literal_over(const joining *j, uint32_t byte)
{
    const cn_passage *passage = j->source->passage;
    size_t low = 0, high = passage->n_items;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (passage->items[middle].first <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return NULL;
    const cn_item *item = &passage->items[low - 1];
    return CN_TYPE_IS_LITERAL(item->type) && byte < item->first + item->len ? item : NULL;
}

/* ---- Phrases ------------------------------------------------------------------------------ */

static bool is_article(const cn_token *token)
{
    return token->upos == CN_UPOS_DET &&
           token->morph & (CN_MORPH_DEFINITE | CN_MORPH_INDEFINITE | CN_MORPH_DEMONSTRATIVE);
}

/* A mark, or the "'s" of an owner. */
static bool is_tail(const cn_token *token)
{
    return token->flags & CN_TOKEN_MARK || token->upos == CN_UPOS_PART ||
           token->label == CN_DEP_CASE;
}

/* The tokens of a phrase without marks at its ends, the article before it and "'s" behind it. */
static cn_token_set bare_phrase(const joining *j, const cn_clause_span *span)
{
    cn_token_set set = span->core;
    unsigned place = cn_token_set_next(&set, 1), last = cn_token_set_last(&set);

    while (place && place != span->head &&
           (is_article(&j->tree->tokens[place - 1]) ||
            j->tree->tokens[place - 1].flags & CN_TOKEN_MARK)) {
        cn_token_set_remove(&set, place);
        place = cn_token_set_next(&set, place);
    }
    while (last && last != span->head && is_tail(&j->tree->tokens[last - 1])) {
        cn_token_set_remove(&set, last);
        last = cn_token_set_last(&set);
    }
    return set;
}

static int keep_text(const joining *j, const char *text, size_t len, cn_found_name *name,
                     cairn_error *err)
{
    const char *copy = cn_arena_strndup(&j->out->arena, text, len);

    *name = (cn_found_name){.surface = ""};
    return copy ? cn_found_name_of(j->out, copy, len, name, err) : cn_fail_memory(err, len);
}

static int title_or_text(const joining *j, int32_t place, cn_found_name *name, cairn_error *err)
{
    size_t len;
    const char *text =
        cn_resolution_name(j->source->resolution, j->source->referred, (size_t)place, &len);

    *name = (cn_found_name){.surface = ""};
    if (!text || len == 0)
        return CAIRN_OK;
    if (j->source->resolution->mentions[place].name == CN_REFERENCE_TITLE) {
        *name = j->source->title;
        return CAIRN_OK;
    }
    return cn_found_name_of(j->out, text, len, name, err);
}

/* "his wife" -> "Ford's wife" where it is known who he is; else the phrase as it stands. */
static int phrase_name(const joining *j, const cn_token_set *set, argument *out, cairn_error *err)
{
    char text[CN_CLAUSE_TEXT];
    const unsigned first = cn_token_set_next(set, 1);
    const cn_token *token = &j->tree->tokens[first - 1];
    cn_token_set rest = *set;
    cn_found_name owner = {.surface = ""};
    size_t len = 0;
    int32_t mention;
    int rc = CAIRN_OK;

    if (token->upos == CN_UPOS_PRON && token->morph & CN_MORPH_POSSESSIVE) {
        mention = mention_over(j, first - 1);
        if (mention >= 0)
            rc = title_or_text(j, mention, &owner, err);
        if (rc == CAIRN_OK && owner.len > 0 && owner.len < PHRASE_BYTES_MAX) {
            cn_token_set_remove(&rest, first);
            memcpy(text, owner.surface, owner.len);
            memcpy(text + owner.len, "'s ", 3);
            len = owner.len + 3;
            out->is_referred = true;
            out->certainty = (double)j->source->resolution->mentions[mention].confidence;
        }
    }
    len += cn_clause_text(j->tree, &rest, text + len, sizeof(text) - len);
    return rc < 0 ? rc : keep_text(j, text, len, &out->name, err);
}

/* Are all tokens of the phrase behind the mention's first one within it? What stands before a name
 * describes it: "the American director X". */
static bool is_all_of(const cn_token_set *set, unsigned token, unsigned n)
{
    const unsigned last = cn_token_set_last(set);

    return last > token && last <= token + n;
}

/* "5,000 inhabitants": the whole phrase is a number of something. */
static bool is_quantity(const joining *j, cn_found_place at)
{
    const char *text = j->tree->text + at.first;
    cn_quantity_value value;

    return at.len > 0 && at.len <= PHRASE_BYTES_MAX && text[0] >= '0' && text[0] <= '9' &&
           cn_quantity_read(text, at.len, &value) == at.len && !value.is_ordinal;
}

static int read_phrase(const joining *j, const cn_clause_span *span, const cn_token_set *set,
                       argument *out, cairn_error *err)
{
    const cn_token *head = &j->tree->tokens[span->head - 1];
    const cn_item *literal = literal_over(j, head->first);
    const unsigned n = cn_token_set_count(set);

    if (literal && out->at.first >= literal->first &&
        out->at.first + out->at.len <= literal->first + literal->len) {
        out->name = literal->name;
        out->type = literal->type;
        out->is_named = true;
        return CAIRN_OK;
    }
    if (is_quantity(j, out->at)) {
        out->type = CN_TYPE_QUANTITY;
        out->is_named = true;
        return phrase_name(j, set, out, err);
    }
    out->type = head->upos == CN_UPOS_NOUN && n <= CLASS_TOKENS_MAX ? CN_TYPE_CLASS : CN_TYPE_TEXT;
    if (head->upos == CN_UPOS_PROPN)
        out->type = CN_TYPE_OTHER;
    return phrase_name(j, set, out, err);
}

/* What an argument means. Its name is empty when it is no node of a graph. is_kind: it says of what
 * kind another is ("is a town"), and does not stand for it. */
static int read_argument(const joining *j, const cn_clause_span *span, bool is_kind, argument *out,
                         cairn_error *err)
{
    const cn_resolution *resolution = j->source->resolution;
    cn_token_set set;
    int32_t place;

    *out = (argument){.name.surface = "", .certainty = 1.0};
    if (span->head == 0)
        return CAIRN_OK;
    set = bare_phrase(j, span);
    if (cn_token_set_empty(&set))
        return CAIRN_OK;
    out->at = cn_clause_place(j->tree, &set);
    place = mention_over(j, span->head - 1u);
    if (place >= 0) {
        const cn_mention *mention = &resolution->mentions[place];

        if (mention->kind == CN_MENTION_NAME && is_all_of(&set, mention->token, mention->n)) {
            out->at = (cn_found_place){mention->first, mention->len};
            out->type = mention->type;
            out->is_named = true;
            return title_or_text(j, place, &out->name, err);
        }
        if (mention->kind != CN_MENTION_NAME && !is_kind &&
            is_all_of(&set, mention->token, mention->n)) {
            int rc = title_or_text(j, place, &out->name, err);

            out->is_referred = out->name.len > 0;
            out->is_named = out->is_referred;
            out->type = mention->type;
            out->certainty = out->is_referred ? (double)mention->confidence : 1.0;
            if (rc < 0 || out->is_referred)
                return rc;
        }
    }
    out->is_open = j->tree->tokens[span->head - 1].upos == CN_UPOS_PRON;
    return read_phrase(j, span, &set, out, err);
}

/* ---- Values -------------------------------------------------------------------------------- */

/* ISO 8601 for what text says of time, number and unit for a quantity; empty for anything else. */
static int read_value(const joining *j, const char *text, size_t len, int type,
                      cn_found_name *value, cairn_error *err)
{
    char out[CN_TIME_TEXT_MAX + CN_QUANTITY_TEXT_MAX];
    cn_quantity_value quantity;
    cn_time_value time;
    size_t n = 0;

    *value = (cn_found_name){.surface = ""};
    if ((type == CN_TYPE_DATE || type == CN_TYPE_TIME) && cn_time_read(text, len, &time))
        n = cn_time_iso(&time, out, sizeof(out));
    else if ((type == CN_TYPE_QUANTITY || type == CN_TYPE_MONEY) &&
             cn_quantity_read(text, len, &quantity))
        n = cn_quantity_text(&quantity, out, sizeof(out));
    return n > 0 ? keep_text(j, out, n, value, err) : CAIRN_OK;
}

/* ---- Statements --------------------------------------------------------------------------- */

static int add_arguments(const joining *j, const cn_clause *clause, cn_found_statement *statement,
                         cairn_error *err)
{
    cn_found_argument *list;
    char text[CN_CLAUSE_TEXT];
    size_t n = 0;
    int rc = CAIRN_OK;

    if (clause->n_more == 0)
        return CAIRN_OK;
    list = cn_arena_alloc(&j->out->arena, clause->n_more * sizeof(*list));
    if (!list)
        return cn_fail_memory(err, clause->n_more * sizeof(*list));
    for (size_t i = 0; rc == CAIRN_OK && i < clause->n_more; i++) {
        const cn_clause_argument *more = &clause->more[i];
        cn_token_set all = more->span.full;
        cn_found_place at;
        argument meant;
        size_t len = cn_clause_argument_text(j->tree, more, text, sizeof(text));

        if (len == 0) /* one word that is longer than a text may be */
            continue;
        cn_token_set_join(&all, &more->prep);
        at = cn_clause_place(j->tree, &all);
        list[n] = (cn_found_argument){.role = more->role, .first = at.first, .len = at.len};
        list[n].value.surface = "";
        rc = keep_text(j, text, len, &list[n].text, err);
        if (rc == CAIRN_OK && more->role == CN_ARGUMENT_TIME)
            rc = read_value(j, text, len, CN_TYPE_DATE, &list[n].value, err);
        if (rc == CAIRN_OK && list[n].value.len == 0)
            rc = read_argument(j, &more->span, false, &meant, err);
        else
            meant.is_named = false;
        if (rc == CAIRN_OK && meant.is_named)
            list[n].value = meant.name;
        n++;
    }
    statement->arguments = list;
    statement->n_arguments = n;
    return rc;
}

static int add_texts(const joining *j, const cn_clause *clause, cn_found_statement *statement,
                     cairn_error *err)
{
    char text[CN_CLAUSE_TEXT];
    size_t len = cn_clause_text(j->tree, &clause->subject.full, text, sizeof(text));
    int rc = keep_text(j, text, len, &statement->subject_text, err);

    len = cn_clause_text(j->tree, &clause->object.full, text, sizeof(text));
    return rc < 0 ? rc : keep_text(j, text, len, &statement->object_text, err);
}

static int add_relation(const joining *j, const cn_clause *clause, cn_found_statement *statement,
                        cairn_error *err)
{
    char text[CN_CLAUSE_TEXT];
    cn_token_set all = clause->words;
    size_t len = cn_clause_relation(j->tree, clause, text, sizeof(text));
    int rc = keep_text(j, text, len, &statement->relation, err);

    cn_token_set_join(&all, &clause->prep);
    statement->relation_at = cn_clause_place(j->tree, &all);
    len = cn_clause_normal(j->source->tagger, j->tree, clause, text, sizeof(text));
    return rc < 0 ? rc : keep_text(j, text, len, &statement->normal, err);
}

/* Did a pattern say it of the same two in this sentence? */
static bool is_said_already(const joining *j, const cn_found_statement *statement)
{
    for (size_t i = 0; i < j->first_clause; i++) {
        const cn_found_statement *other = &j->out->statements[i];

        if (other->first == statement->first && other->subject.id == statement->subject.id &&
            other->object.id == statement->object.id)
            return true;
    }
    return false;
}

static bool is_phrase_too_long(const argument *a, const cn_clause_span *span)
{
    return !a->is_named &&
           (cn_token_set_count(&span->core) > PHRASE_TOKENS_MAX || a->name.len > PHRASE_BYTES_MAX);
}

/* A subject that is a thing of its own, but nobody knows which: "the company", "a film". Without an
 * article it is a kind of thing, and may be spoken of: "aspirin". */
static bool is_unknown(const joining *j, const argument *subject, const cn_clause_span *span)
{
    const cn_token *first = &j->tree->tokens[cn_token_set_next(&span->full, 1) - 1];

    return !subject->is_named && !subject->is_referred &&
           (first->upos == CN_UPOS_DET || first->upos == CN_UPOS_PRON ||
            first->upos == CN_UPOS_NUM);
}

/* "It is said that": the pronoun stands for the clause. */
static bool is_empty_it(const joining *j, const cn_clause *clause)
{
    const cn_token *head = &j->tree->tokens[clause->subject.head - 1];

    return (clause->rule == CN_RULE_CONTENT || clause->rule == CN_RULE_COPULA_ADJECTIVE) &&
           head->upos == CN_UPOS_PRON && head->len == 2 &&
           (j->tree->text[head->first] | 0x20) == 'i';
}

/* What the store has no use for: it names nothing, says what is said already, or says it of
 * something that nobody knows. Two constructions are right too seldom to be believed (a sixth and a
 * quarter of those judged, see docs/extraction.md): a part of a clause said again with another
 * argument, and apposition, which the rules read better. */
static bool is_aside(const joining *j, const cn_clause *clause, const argument *subject,
                     const argument *object, const cn_found_statement *statement)
{
    if (subject->is_open || object->is_open || (!subject->is_named && !object->is_named))
        return true;
    if (clause->rule == CN_RULE_ARGUMENT || clause->rule == CN_RULE_APPOSITION)
        return true;
    if (is_unknown(j, subject, &clause->subject) || is_empty_it(j, clause))
        return true;
    if (is_phrase_too_long(subject, &clause->subject) ||
        is_phrase_too_long(object, &clause->object))
        return true;
    return is_said_already(j, statement);
}

static int add_clause(const joining *j, const cn_clause *clause, cairn_error *err)
{
    const cn_sentence *sentence = &j->source->passage->sentences[j->tree->sentence];
    cn_found_statement statement = {.rule = clause->rule,
                                    .flags = clause->flags,
                                    .confidence = clause->confidence,
                                    .first = sentence->first,
                                    .len = sentence->end - sentence->first};
    const bool is_kind = clause->rule == CN_RULE_COPULA_NOUN ||
                         clause->rule == CN_RULE_APPOSITION || clause->rule == CN_RULE_OWNER;
    argument subject, object;
    int rc = read_argument(j, &clause->subject, false, &subject, err);

    if (rc == CAIRN_OK)
        rc = read_argument(j, &clause->object, is_kind, &object, err);
    if (rc < 0 || subject.name.len == 0 || object.name.len == 0)
        return rc;
    statement.subject = subject.name;
    statement.subject_type = subject.type;
    statement.subject_at = subject.at;
    statement.object = object.name;
    statement.object_type = object.type;
    statement.object_at = object.at;
    statement.confidence *= subject.certainty * object.certainty;
    if (subject.is_referred || object.is_referred)
        statement.flags |= CN_STATED_REFERRED;
    statement.is_aside = is_aside(j, clause, &subject, &object, &statement);
    if (statement.is_aside && !j->source->wants_text)
        return CAIRN_OK;
    rc = add_relation(j, clause, &statement, err);
    if (rc < 0 || statement.relation.len == 0) /* empty: one word that is longer than a text */
        return rc;
    rc = read_value(j, object.name.surface, object.name.len, object.type, &statement.value, err);
    if (rc == CAIRN_OK && !clause->is_derived)
        rc = add_arguments(j, clause, &statement, err);
    if (rc == CAIRN_OK && j->source->wants_text)
        rc = add_texts(j, clause, &statement, err);
    return rc < 0 ? rc : cn_found_add_statement(j->out, &statement, err);
}

int cn_statements_add(cn_clauses *clauses, const cn_statement_source *source, cn_extraction *out,
                      cairn_error *err)
{
    cn_clause found[TREE_STATEMENTS_MAX];
    joining j = {.source = source, .out = out, .first_clause = out->n_statements};
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < source->trees->n_trees; i++) {
        size_t n;

        j.tree = &source->trees->trees[i];
        j.tree_place = (uint32_t)i;
        n = cn_clauses_find(clauses, j.tree, found, TREE_STATEMENTS_MAX);
        for (size_t c = 0; rc == CAIRN_OK && c < n; c++)
            rc = add_clause(&j, &found[c], err);
    }
    return rc;
}
