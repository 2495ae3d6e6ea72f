/* What a rule says where it matched: statements about each of its subjects. */
#include <string.h>

#include "ingest/classes.h"
#include "ingest/found.h"
#include "ingest/pattern_run.h"

#define COUNTRY_PRIOR 0.88 /* an adjective of a country before what something is */
#define HEAD_SHARE 0.9     /* of the class's own confidence: "film actor" is an actor */

/* A match, and what is the same for all statements of it. */
typedef struct saying {
    const cn_pattern_run *run;
    const cn_pattern *pattern;
    cn_span whole, objects, more, word;
    cn_found_name relation;
    cn_found_place relation_at;
} saying;

/* Behind the character that the byte of the text belongs to: one byte of the form may stand for
 * several, as "'" does for a typographic apostrophe. */
static uint32_t character_end(const cn_pattern_run *r, uint32_t byte)
{
    do
        byte++;
    while (byte < r->passage->len && ((unsigned char)r->passage->text[byte] & 0xC0) == 0x80);
    return byte;
}

/* Byte of the text where the form's byte `at` comes from; its end for is_end. */
static uint32_t text_place(const cn_pattern_run *r, size_t at, bool is_end)
{
    const cn_form *form = r->form;
    unsigned char code = (unsigned char)form->text[at];
    const cn_item *item;

    if (is_end && form->ends)
        return form->ends[at];
    if (code > CN_CODE_REFERENCE)
        return is_end ? character_end(r, form->place[at]) : form->place[at];
    if (code == CN_CODE_REFERENCE)
        return form->base + (form->place[at] >> CN_REFERS_BITS) +
               (is_end ? 1u : 0u); /* only ever the edge of a longer span */
    item = &r->passage->items[form->place[at]];
    return item->first + (is_end ? item->len : 0u);
}

/* The text that the form's bytes [first, end) come from, without spaces at its ends. */
static cn_found_place text_of(const cn_pattern_run *r, size_t first, size_t end)
{
    uint32_t from, to;

    while (first < end && (r->form->text[first] == ' ' || r->form->text[first] == ','))
        first++;
    while (end > first && (r->form->text[end - 1] == ' ' || r->form->text[end - 1] == ','))
        end--;
    if (end == first)
        return (cn_found_place){.len = 0};
    from = text_place(r, first, false);
    to = text_place(r, end - 1, true);
    return to > from ? (cn_found_place){from, to - from} : (cn_found_place){.len = 0};
}

/* Has another rule said the same of this sentence? The surer one counts. */
static bool is_stated(const cn_pattern_run *r, const cn_found_statement *statement)
{
    enum { REACH = 64 }; /* statements of a sentence that are looked at */
    size_t n = r->out->n_statements;

    for (size_t i = r->first_statement; i < n && i < r->first_statement + REACH; i++) {
        cn_found_statement *other = &r->out->statements[i];

        if (other->subject.id != statement->subject.id ||
            other->relation.id != statement->relation.id ||
            other->object.id != statement->object.id)
            continue;
        if (other->confidence < statement->confidence)
            *other = *statement;
        return true;
    }
    return false;
}

static int state(const saying *said, const cn_pattern_subject *who, const cn_found_statement *what,
                 cairn_error *err)
{
    const cn_pattern_run *r = said->run;
    cn_found_statement statement = *what;

    if (!statement.relation.surface) {
        statement.relation = said->relation;
        statement.relation_at = said->relation_at;
    }
    if (!statement.rule)
        statement.rule = said->pattern->rule;
    if (statement.confidence <= 0)
        statement.confidence = said->pattern->prior;
    statement.confidence *= who->certainty;
    statement.subject = who->name;
    statement.subject_at = who->at;
    statement.subject_type = who->type;
    if (who->type == CN_TYPE_OTHER)
        statement.subject_type = who->item ? who->item->type : r->topic->type;
    statement.first = r->sentence->first;
    statement.len = r->sentence->end - r->sentence->first;
    if (!who->item && who->is_topic)
        statement.flags |= CN_STATED_REFERRED;
    if (is_stated(r, &statement))
        return CAIRN_OK;
    return cn_found_add_statement(r->out, &statement, err);
}

/* The pattern's relation, with what group r matched in place of "*". */
static int relation_name(saying *said, cairn_error *err)
{
    enum { RELATION_MAX = 96 };
    char text[RELATION_MAX];
    const cn_pattern *pattern = said->pattern;
    const char *relation = pattern->relation.surface, *copy, *word;
    size_t len = pattern->relation.len, before = pattern->star, word_len;

    said->relation = pattern->relation;
    if (before == SIZE_MAX || said->word.first == SIZE_MAX)
        return CAIRN_OK;
    word = said->run->form->text + said->word.first;
    word_len = said->word.len;
    if (pattern->flags & CN_PATTERN_TAGGED) { /* a tag is no word: as it is written */
        cn_found_place at = text_of(said->run, said->word.first, said->word.first + said->word.len);

        word = said->run->passage->text + at.first;
        word_len = at.len;
    }
    if (word_len == 0 || word_len + len > RELATION_MAX)
        return CAIRN_OK;
    memcpy(text, relation, before);
    for (size_t i = 0; i < word_len; i++)
        text[before + i] = word[i] >= 'A' && word[i] <= 'Z' ? (char)(word[i] + 32) : word[i];
    memcpy(text + before + word_len, relation + before + 1, len - before - 1);
    len += word_len - 1;
    copy = cn_arena_strndup(&said->run->out->arena, text, len);
    if (!copy)
        return cn_fail_memory(err, len);
    return cn_found_name_of(said->run->out, copy, len, &said->relation, err);
}

/* What the pattern says of its subject's type holds where nothing better is known. */
static void learn_type(const cn_pattern_run *r, const cn_pattern_subject *who, int type)
{
    if (type == CN_TYPE_OTHER)
        return;
    if (who->is_topic && r->topic->type == CN_TYPE_OTHER)
        r->topic->type = type;
    if (who->item && (who->item->type == CN_TYPE_OTHER || who->item->type == CN_TYPE_PLACE))
        who->item->type = (uint8_t)type;
}

/* ---- Objects ----------------------------------------------------------------------------- */

static cn_found_statement about_item(const cn_pattern_run *r, const cn_item *item)
{
    return (cn_found_statement){.object =
                                    cn_pattern_is_topic(r, item) ? r->topic->title : item->name,
                                .object_type = item->type,
                                .object_at = {item->first, item->len}};
}

int cn_pattern_state_item(const cn_pattern_run *run, const cn_pattern *pattern,
                          const cn_pattern_subject *who, cn_found_name relation,
                          const cn_item *item, cairn_error *err)
{
    saying said = {.run = run, .pattern = pattern, .relation = relation};
    cn_found_statement what = {
        .object = item->name, .object_type = item->type, .object_at = {item->first, item->len}};

    return state(&said, who, &what, err);
}

/* "WHO" of "World Health Organization", "BBC" of "the British Broadcasting Corporation": capitals
 * that begin its words, small words aside. */
static bool is_acronym(const cn_pattern_run *r, const cn_item *item, const cn_item *of)
{
    const cn_word *words = r->passage->words.items;
    const char *text = r->passage->text + item->first;
    size_t n = 0;

    if (!of || item->n_words != 1 || item->len < 2 || !(words[item->word].flags & CN_WORD_ALLCAPS))
        return false;
    for (uint32_t i = of->word; i < of->word + of->n_words; i++) {
        const char *word = r->passage->text + words[i].first;

        if (!(words[i].flags & CN_WORD_UPPER))
            continue;
        if (n >= item->len || word[0] != text[n])
            return false;
        n++;
    }
    return n == item->len;
}

/* Each code of the wanted kind in the span. */
static int state_items(const saying *said, const cn_pattern_subject *who, cn_span span,
                       cairn_error *err)
{
    const cn_pattern_run *r = said->run;
    int type = said->pattern->object_type, rc = CAIRN_OK;

    if (span.first == SIZE_MAX)
        return CAIRN_OK;
    for (size_t i = span.first; rc == CAIRN_OK && i < span.first + span.len; i++) {
        cn_found_statement what;
        cn_item *item;

        if (r->form->text[i] != (char)said->pattern->object)
            continue;
        item = &r->passage->items[r->form->place[i]];
        if (type != CN_TYPE_OTHER && (item->type == CN_TYPE_OTHER || item->type == CN_TYPE_PLACE))
            item->type = (uint8_t)type;
        if (said->pattern->flags & CN_PATTERN_ACRONYM && !is_acronym(r, item, who->item))
            continue;
        what = about_item(r, item);
        rc = state(said, who, &what, err);
    }
    return rc;
}

/* "N, N, N": each is said of the one before it. */
static int state_chain(const saying *said, cairn_error *err)
{
    const cn_pattern_run *r = said->run;
    const size_t end = said->objects.first + said->objects.len;
    cn_item *last = NULL;
    int rc = CAIRN_OK;

    for (size_t i = said->objects.first; rc == CAIRN_OK && i < end; i++) {
        cn_item *item;

        if (r->form->text[i] != CN_CODE_NAME)
            continue;
        item = &r->passage->items[r->form->place[i]];
        if (last) {
            cn_pattern_subject who = {
                .name = last->name, .item = last, .at = {last->first, last->len}, .certainty = 1.0};
            cn_found_statement what = about_item(r, item);

            learn_type(r, &who, said->pattern->subject_type);
            if (item->type == CN_TYPE_OTHER)
                item->type = (uint8_t)said->pattern->object_type;
            rc = state(said, &who, &what, err);
        }
        last = item;
    }
    return rc;
}

/* "northern countries" -> "northern country": its last word as one of them. */
static int singular(const cn_pattern_run *r, cn_found_name *name, cairn_error *err)
{
    static const struct {
        const char *many, *one;
    } endings[] = {{"ies", "y"},   {"ches", "ch"},       {"shes", "sh"},
                   {"sses", "ss"}, {"xes", "x"},         {"women", "woman"},
                   {"men", "man"}, {"people", "person"}, {"s", ""}};
    static const char *const kept[] = {"series", "species", "ss", "us", "is"};
    char *copy = cn_arena_strndup(&r->out->arena, name->surface, name->len + 4);
    size_t len = name->len;

    if (!copy)
        return cn_fail_memory(err, name->len);
    for (size_t i = 0; i < sizeof(kept) / sizeof(*kept); i++)
        if (len > strlen(kept[i]) &&
            memcmp(copy + len - strlen(kept[i]), kept[i], strlen(kept[i])) == 0)
            return CAIRN_OK;
    for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
        size_t n = strlen(endings[i].many);

        if (len <= n || memcmp(copy + len - n, endings[i].many, n) != 0)
            continue;
        memcpy(copy + len - n, endings[i].one, strlen(endings[i].one));
        return cn_found_name_of(r->out, copy, len - n + strlen(endings[i].one), name, err);
    }
    return CAIRN_OK;
}

/* The words of the span as they are written. */
static int state_text(const saying *said, const cn_pattern_subject *who, cn_span span,
                      cairn_error *err)
{
    const cn_pattern_run *r = said->run;
    cn_found_statement what = {
        .object_type = said->pattern->object_type ? said->pattern->object_type : CN_TYPE_TEXT};
    int rc;

    if (span.first == SIZE_MAX)
        return CAIRN_OK;
    what.object_at = text_of(r, span.first, span.first + span.len);
    if (what.object_at.len == 0)
        return CAIRN_OK;
    rc = cn_found_name_of(r->out, r->passage->text + what.object_at.first, what.object_at.len,
                          &what.object, err);
    if (rc == CAIRN_OK && said->pattern->object == CN_OBJECT_PLURAL)
        rc = singular(r, &what.object, err);
    return rc == CAIRN_OK ? state(said, who, &what, err) : rc;
}

/* ---- Countries --------------------------------------------------------------------------- */

static bool is_word(const cn_passage *passage, size_t word, const char *list)
{
    const cn_word *w = &passage->words.items[word];
    char key[20];

    if (word >= passage->words.n || w->len > 16)
        return false;
    key[0] = ' ';
    for (size_t i = 0; i < w->len; i++) {
        char c = passage->text[w->first + i];

        key[i + 1] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    memcpy(key + 1 + w->len, " ", 2);
    return strstr(list, key) != NULL;
}

/* Does the adjective that ends before `word` speak of something else than a country: "American
 * football player", "French-language film", "Greek mythology"? */
static bool is_other_adjective(const cn_passage *passage, size_t word)
{
    return is_word(passage, word,
                   " language football horn literature studies mythology bulldog catholic "
                   "orthodox law civil translation dub origin descent ancestry ");
}

/* The countries that words [word, end) are adjectives or names of. */
static int state_countries(const saying *said, const cn_pattern_subject *who,
                           const cn_found_name *relation, uint32_t first, uint32_t end,
                           cairn_error *err)
{
    const cn_pattern_run *r = said->run;
    const cn_words *words = &r->passage->words;
    size_t word = cn_form_word_at(r->passage, first), n;
    int rc = CAIRN_OK;

    for (; rc == CAIRN_OK && word < words->n && words->items[word].first < end; word += n) {
        const cn_found_name *country = NULL;
        cn_found_statement what = {.object_type = CN_TYPE_PLACE, .rule = CN_RULE_COUNTRY};

        for (n = CN_COUNTRY_WORDS; n > 0 && !country; n--)
            if (word + n <= words->n && words->items[word + n - 1].first < end)
                country = cn_rules_country(r->patterns->rules, words->items + word, n);
        n++;
        if (!country || !(words->items[word].flags & CN_WORD_UPPER) ||
            is_other_adjective(r->passage, word + n))
            continue;
        what.object = *country;
        what.object_at.first = words->items[word].first;
        what.object_at.len = cn_word_end(&words->items[word + n - 1]) - what.object_at.first;
        what.confidence = said->pattern->rule == CN_RULE_COUNTRY ? 0 : COUNTRY_PRIOR;
        if (relation) {
            what.relation = *relation;
            what.relation_at = what.object_at;
        }
        rc = state(said, who, &what, err);
    }
    return rc;
}

/* The names in the span that are of a country, all of them. */
static int state_named_countries(const saying *said, const cn_pattern_subject *who, cn_span span,
                                 cairn_error *err)
{
    const cn_pattern_run *r = said->run;
    const cn_word *words = r->passage->words.items;
    int rc = CAIRN_OK;

    for (size_t i = span.first; rc == CAIRN_OK && i < span.first + span.len; i++) {
        const cn_found_name *country;
        const cn_item *item;
        cn_found_statement what = {.object_type = CN_TYPE_PLACE};

        if (r->form->text[i] != CN_CODE_NAME)
            continue;
        item = &r->passage->items[r->form->place[i]];
        country = cn_rules_country(r->patterns->rules, words + item->word, item->n_words);
        if (!country)
            continue;
        what.object = *country;
        what.object_at = (cn_found_place){item->first, item->len};
        rc = state(said, who, &what, err);
    }
    return rc;
}

/* ---- Classes ----------------------------------------------------------------------------- */

/* Marks the item that "X is a ..." defines: its type, and that the chunk is about it. */
static void define(const cn_pattern_run *r, const cn_pattern_subject *who, int type)
{
    learn_type(r, who, type);
    if (who->is_topic && r->opens_document && type != CN_TYPE_OTHER)
        r->topic->type = type;
    if (who->item && (who->is_topic || r->sentence == r->passage->sentences) &&
        r->form->subject != SIZE_MAX && r->form->text[r->form->subject] == CN_CODE_NAME &&
        &r->passage->items[r->form->place[r->form->subject]] == who->item)
        who->item->role = CN_ROLE_TERM;
}

static int state_class(const saying *said, const cn_pattern_subject *who, cn_found_place at,
                       cairn_error *err)
{
    const cn_pattern_run *r = said->run;
    cn_found_statement what = {.object_type = CN_TYPE_CLASS, .object_at = at};
    int rc;

    if (memchr(r->passage->text + at.first, '(', at.len))
        return CAIRN_OK;
    rc = cn_found_name_of(r->out, r->passage->text + at.first, at.len, &what.object, err);
    return rc == CAIRN_OK ? state(said, who, &what, err) : rc;
}

/* "American film actress" is an actress: the class's own last word, where it is a known noun. Said
 * of the class, so that it is one fact however many are of that class. */
static int state_head(const saying *said, cn_found_place where, const cn_class_phrase *class,
                      cairn_error *err)
{
    const cn_pattern_run *r = said->run;
    cn_pattern_subject of = {.at = where, .type = CN_TYPE_CLASS, .certainty = 1.0};
    cn_found_statement what = {.object_type = CN_TYPE_CLASS,
                               .rule = CN_RULE_HEAD,
                               .confidence = said->pattern->prior * HEAD_SHARE};
    size_t first = class->end;
    int rc;

    while (first > class->first && (unsigned char)r->form->text[first - 1] > ' ' &&
           r->form->text[first - 1] != '-')
        first--;
    if (first == class->first || first == class->end || class->type == CN_TYPE_OTHER)
        return CAIRN_OK;
    what.object_at = text_of(r, first, class->end);
    rc = cn_found_name_of(r->out, r->passage->text + where.first, where.len, &of.name, err);
    if (rc == CAIRN_OK)
        rc = cn_found_name_of(r->out, r->passage->text + what.object_at.first, what.object_at.len,
                              &what.object, err);
    return rc == CAIRN_OK ? state(said, &of, &what, err) : rc;
}

/* Adjectives of countries from the byte `first` to the end of a class: "an Italian and American
 * film producer". */
static int state_class_countries(const saying *said, const cn_pattern_subject *who, uint32_t first,
                                 cn_found_place class, int type, cairn_error *err)
{
    const cn_pattern_run *r = said->run;
    bool is_person = type == CN_TYPE_PERSON ||
                     (type == CN_TYPE_OTHER &&
                      (who->is_topic ? r->topic->type : who->item->type) == CN_TYPE_PERSON);
    cn_found_name relation = cn_found_constant(is_person ? "nationality" : "country");

    return state_countries(said, who, &relation, first, class.first + class.len, err);
}

static int state_classes(const saying *said, const cn_pattern_subject *who, size_t at,
                         cairn_error *err)
{
    const cn_pattern_run *r = said->run;
    cn_class_phrase classes[CN_CLASSES_MAX];
    size_t n = cn_classes_read(r->form, r->passage, at, classes);
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        cn_found_place where = text_of(r, classes[i].first, classes[i].end);

        if (i == 0)
            define(r, who, classes[i].type);
        if (where.len == 0)
            continue;
        rc = state_class(said, who, where, err);
        if (rc == CAIRN_OK)
            rc = state_head(said, where, &classes[i], err);
        if (rc == CAIRN_OK)
            rc = state_class_countries(said, who, i == 0 ? text_place(r, at, false) : where.first,
                                       where, classes[i].type, err);
    }
    return rc;
}

/* ---- Matches ----------------------------------------------------------------------------- */

static int state_about(const saying *said, const cn_pattern_subject *who, cairn_error *err)
{
    const cn_span spans[] = {said->objects, said->more};
    int rc = CAIRN_OK;

    if (said->pattern->flags & CN_PATTERN_SURE &&
        !(who->is_topic && said->run->topic->type == said->pattern->subject_type) &&
        !(who->item && who->item->type == said->pattern->subject_type))
        return CAIRN_OK;
    if (said->pattern->object == CN_OBJECT_CLASS)
        return state_classes(said, who, said->whole.first + said->whole.len, err);
    learn_type(said->run, who, said->pattern->subject_type);
    for (size_t i = 0; rc == CAIRN_OK && i < 2; i++) {
        if (spans[i].first == SIZE_MAX)
            continue;
        if (said->pattern->object == CN_OBJECT_TEXT || said->pattern->object == CN_OBJECT_PLURAL) {
            rc = state_text(said, who, spans[i], err);
        } else if (said->pattern->object == CN_OBJECT_COUNTRY) {
            cn_found_place at = text_of(said->run, spans[i].first, spans[i].first + spans[i].len);

            rc = memchr(said->run->form->text + spans[i].first, CN_CODE_NAME, spans[i].len)
                     ? state_named_countries(said, who, spans[i], err)
                     : state_countries(said, who, NULL, at.first, at.first + at.len, err);
        } else {
            rc = state_items(said, who, spans[i], err);
        }
    }
    return rc;
}

/* Where the relation is written: from the trigger to the objects behind it. */
static cn_found_place relation_place(const saying *said, size_t at)
{
    size_t end = said->whole.first + said->whole.len;

    if (said->objects.first != SIZE_MAX && said->objects.first > at)
        end = said->objects.first;
    else if (said->more.first != SIZE_MAX && said->more.first > at)
        end = said->more.first;
    return text_of(said->run, at, end);
}

int cn_pattern_state(const cn_pattern_run *run, const cn_pattern *pattern, size_t at,
                     cairn_error *err)
{
    const cn_match *match = run->patterns->match;
    saying said = {
        .run = run,
        .pattern = pattern,
        .whole = cn_match_group(match, 0),
        .objects = cn_match_named(pattern->regex, match, "o"),
        .more = cn_match_named(pattern->regex, match, "o2"),
        .word = cn_match_named(pattern->regex, match, "r"),
    };
    cn_span subjects = cn_match_named(pattern->regex, match, "s");
    cn_pattern_subject who;
    int rc;

    rc = relation_name(&said, err);
    if (rc < 0)
        return rc;
    said.relation_at = relation_place(&said, at);
    if (pattern->flags & CN_PATTERN_CHAIN)
        return said.objects.first == SIZE_MAX ? CAIRN_OK : state_chain(&said, err);
    if (subjects.first == SIZE_MAX)
        return cn_pattern_find_subject(run, pattern, at, SIZE_MAX, &who)
                   ? state_about(&said, &who, err)
                   : CAIRN_OK;
    for (size_t i = subjects.first; rc == CAIRN_OK && i < subjects.first + subjects.len; i++)
        if ((run->form->text[i] == CN_CODE_NAME || run->form->text[i] == CN_CODE_REFERENCE) &&
            cn_pattern_find_subject(run, pattern, at, i, &who))
            rc = state_about(&said, &who, err);
    return rc;
}
