/* Running the statement patterns.
 *
 * A sentence's form is built once; at each trigger word in it the patterns that begin at this word
 * are tried, anchored there, so that a sentence costs what its trigger words cost. Who the
 * subject is when it is not named beside the phrase: form.c finds the place, here it becomes a
 * name; "he", "the film" and the title's surname become the title.
 */
#include "ingest/patterns.h"

#include <string.h>

#include "base/mem.h"
#include "ingest/classes.h"
#include "ingest/found.h"
#include "ingest/names.h"

#define PRONOUN_CERTAINTY                                                                          \
    0.92 /* share of "he" and "the film" that are the title, as judged by eye */

/* One sentence at work. */
typedef struct run {
    cn_patterns *patterns;
    cn_passage *passage;
    cn_topic *topic;
    cn_extraction *out;
    const cn_sentence *sentence;
    const cn_form *form; /* the sentence's, or a note's */
    uint32_t owner;      /* in a note: place of its owner in the sentence's form; else UINT32_MAX */
    bool opens_document; /* the first sentence of the first chunk */
} run;

/* A subject that was found: its name, and its item unless it is the title by reference. */
typedef struct subject {
    cn_found_name name;
    cn_item *item; /* NULL for a reference */
    bool is_topic;
    double certainty;
} subject;

int cn_patterns_init(cn_patterns *patterns, cn_lexicon *lexicon, cn_tokenizer *tokenizer,
                     cairn_error *err)
{
    int rc;

    *patterns = (cn_patterns){.match = NULL};
    cn_form_init(&patterns->form);
    cn_form_init(&patterns->note);
    patterns->regexes = cn_alloc_zero(cn_pattern_count, sizeof(*patterns->regexes));
    if (!patterns->regexes)
        return cn_fail_memory(err, cn_pattern_count * sizeof(*patterns->regexes));
    rc = cn_match_new(&patterns->match, err);
    for (size_t i = 0; rc == CAIRN_OK && i < cn_pattern_count; i++) {
        rc = cn_regex_new(cn_pattern_table[i].regex, "", &patterns->regexes[i], err);
        if (rc == CAIRN_OK)
            rc = cn_lexicon_add(lexicon, tokenizer, cn_pattern_table[i].triggers, 0,
                                UINT64_C(1) << i, err);
    }
    return rc;
}

void cn_patterns_done(cn_patterns *patterns)
{
    for (size_t i = 0; patterns->regexes && i < cn_pattern_count; i++)
        cn_regex_free(patterns->regexes[i]);
    cn_free(patterns->regexes);
    cn_match_free(patterns->match);
    cn_form_done(&patterns->form);
    cn_form_done(&patterns->note);
    *patterns = (cn_patterns){.match = NULL};
}

/* ---- Subjects ---------------------------------------------------------------------------- */

/* Can a reference of these kinds be a thing of this type? */
static bool can_refer(uint32_t kinds, int type)
{
    switch (type) {
    case CN_TYPE_PERSON:
        return kinds & (CN_REFERS_HE | CN_REFERS_PERSON);
    case CN_TYPE_PLACE:
        return kinds & (CN_REFERS_IT | CN_REFERS_PLACE | CN_REFERS_ORGANISATION);
    case CN_TYPE_ORGANISATION:
        return kinds & (CN_REFERS_IT | CN_REFERS_ORGANISATION | CN_REFERS_PLACE);
    case CN_TYPE_WORK:
        return kinds & (CN_REFERS_IT | CN_REFERS_WORK);
    case CN_TYPE_EVENT:
        return kinds & (CN_REFERS_IT | CN_REFERS_EVENT | CN_REFERS_WORK);
    default:
        return true;
    }
}

/* "Luchins" in a document on "David Luchins". */
static bool is_surname_of_title(const run *r, const cn_item *item)
{
    const cn_passage *passage = r->passage;
    const cn_word *last;
    uint32_t classes;

    if (item->n_words != 1 || item->is_quoted || passage->n_title < 2 || passage->n_title > 4)
        return false;
    last = &passage->title.items[passage->n_title - 1];
    if (last->key != passage->words.items[item->word].key)
        return false;
    if (r->topic->type == CN_TYPE_PERSON)
        return true;
    if (r->topic->type != CN_TYPE_OTHER || r->topic->is_first)
        return false;
    for (size_t i = 0; i < passage->n_title; i++)
        if (!(passage->title.items[i].flags & CN_WORD_UPPER) ||
            passage->title.items[i].flags & CN_WORD_STOP)
            return false;
    classes = passage->lexicon->entries[cn_lexicon_find(passage->lexicon, last->key)].classes;
    return !(classes & (CN_LEX_ORG_END | CN_LEX_PLACE_END | CN_LEX_EVENT_END | CN_LEX_IS_WORK));
}

static bool is_topic_item(const run *r, const cn_item *item)
{
    return r->topic->title.len > 0 &&
           (item->is_title || (size_t)(item - r->passage->items) == r->topic->lead ||
            is_surname_of_title(r, item));
}

/* The subject that the code at `place` of the sentence's form is. False: it is nobody known. */
static bool read_subject(const run *r, const cn_form *form, size_t place, subject *out)
{
    uint32_t at = form->place[place];

    if (form->text[place] == CN_CODE_NAME) {
        out->item = &r->passage->items[at];
        out->is_topic = is_topic_item(r, out->item);
        out->name = out->is_topic ? r->topic->title : out->item->name;
        return true;
    }
    if (form->text[place] != CN_CODE_REFERENCE)
        return false;
    /* "When Guy died, he": the sentence's own name, where it has one before */
    if (at == CN_REFERS_HE && form->subject < place && form->text[form->subject] == CN_CODE_NAME)
        return read_subject(r, form, form->subject, out);
    if (r->topic->title.len == 0 || !can_refer(at, r->topic->type))
        return false;
    out->item = NULL;
    out->is_topic = true;
    out->name = r->topic->title;
    out->certainty *= PRONOUN_CERTAINTY;
    return true;
}

/* "his wife": whose? The sentence's subject, or the title. */
static bool subject_of_form(const run *r, size_t at, subject *out)
{
    const cn_form *form = r->form;

    /* "daughter of N and his wife": the nearer one's */
    if (at >= 6 && form->text[at - 6] == CN_CODE_NAME &&
        memcmp(form->text + at - 5, " and ", 5) == 0)
        return read_subject(r, form, at - 6, out);
    if (form->subject < at && !cn_form_opens(form, " his her its their "))
        return read_subject(r, form, form->subject, out);
    if (r->topic->title.len == 0)
        return false;
    out->item = NULL;
    out->is_topic = true;
    out->name = r->topic->title;
    out->certainty *= PRONOUN_CERTAINTY;
    return true;
}

/* "is a": only for the name right before it that is no part of a longer phrase, or the sentence's
 * subject across commas. */
static size_t place_before_copula(const cn_form *form, size_t at)
{
    size_t place = at;

    while (place > 0 && form->text[place - 1] == ' ')
        place--;
    if (place > 0 && form->text[place - 1] == ',' && form->is_copular)
        return form->subject < at && !memchr(form->text, ';', at) ? form->subject : SIZE_MAX;
    if (place == 0 ||
        (form->text[place - 1] != CN_CODE_NAME && form->text[place - 1] != CN_CODE_REFERENCE))
        return SIZE_MAX;
    place--;
    if (place == form->subject || place == 0 || form->text[place] == CN_CODE_REFERENCE)
        return place;
    if (place >= 2 && form->text[place - 2] == ',' && form->is_copular && form->subject < place)
        return form->subject; /* "N, Duke of N was a" */
    if (place >= 2 && (form->text[place - 2] == ',' || form->text[place - 2] == ';'))
        return place;
    if (form->is_copular && form->subject == 0 && form->text[1] == ',' &&
        !memchr(form->text, ';', at) && !cn_form_follows(form, place, " and that while but "))
        return form->subject; /* "N, 8th N was a" */
    return cn_form_follows(form, place, " that and while although because but ") ? place : SIZE_MAX;
}

/* named: place of the subject where the pattern's own group s has it, else SIZE_MAX. */
static bool find_subject(const run *r, const cn_pattern *pattern, size_t at, size_t named,
                         subject *out)
{
    size_t place;

    *out = (subject){.certainty = 1.0};
    if (named != SIZE_MAX)
        return read_subject(r, r->form, named, out);
    if (r->owner != UINT32_MAX)
        return read_subject(r, &r->patterns->form, r->owner, out);
    if (pattern->flags & CN_PATTERN_SUBJECT_OF_FORM)
        return subject_of_form(r, at, out);
    if (pattern->flags & CN_PATTERN_OWNER) /* N 's */
        place = at >= 3 ? at - 3 : SIZE_MAX;
    else if (pattern->flags & CN_PATTERN_CLASSES)
        place = place_before_copula(r->form, at);
    else
        place = cn_form_subject(r->form, at, pattern->kind, &out->certainty);
    if (place == SIZE_MAX || (pattern->flags & CN_PATTERN_COPULAR && place != r->form->subject))
        return false;
    return read_subject(r, r->form, place, out);
}

/* What the pattern says of its subject's type holds where nothing better is known. */
static void learn_type(const run *r, const subject *who, int type)
{
    if (type == CN_TYPE_OTHER)
        return;
    if (who->is_topic && r->topic->type == CN_TYPE_OTHER)
        r->topic->type = type;
    if (who->item && (who->item->type == CN_TYPE_OTHER || who->item->type == CN_TYPE_PLACE))
        who->item->type = (uint8_t)type;
}

/* ---- Statements -------------------------------------------------------------------------- */

static int add_statement(const run *r, const cn_pattern *pattern, const subject *who,
                         cn_found_name relation, cn_found_name object, int object_type,
                         cairn_error *err)
{
    cn_found_statement statement = {
        .subject = who->name,
        .relation = relation,
        .object = object,
        .object_type = object_type,
        .rule = pattern->rule,
        .confidence = pattern->prior * who->certainty,
        .first = r->sentence->first,
        .len = r->sentence->end - r->sentence->first,
    };

    return cn_found_add_statement(r->out, &statement, err);
}

/* The pattern's relation, with what group r matched in place of "*". */
static int relation_name(const run *r, const cn_pattern *pattern, cn_span word, cn_found_name *name,
                         cairn_error *err)
{
    enum { RELATION_MAX = 96 };
    char text[RELATION_MAX];
    const char *star = strchr(pattern->relation, '*'), *copy;
    size_t before, len = strlen(pattern->relation);

    if (!star || word.first == SIZE_MAX || word.len + len > RELATION_MAX) {
        *name = cn_found_constant(pattern->relation);
        return CAIRN_OK;
    }
    before = (size_t)(star - pattern->relation);
    memcpy(text, pattern->relation, before);
    memcpy(text + before, r->form->text + word.first, word.len);
    memcpy(text + before + word.len, star + 1, len - before - 1);
    len += word.len - 1;
    copy = cn_arena_strndup(&r->out->arena, text, len);
    if (!copy)
        return cn_fail_memory(err, len);
    return cn_found_name_of(r->out, copy, len, name, err);
}

static int add_objects(const run *r, const cn_pattern *pattern, const subject *who,
                       cn_found_name relation, cn_span span, cairn_error *err)
{
    int rc = CAIRN_OK;

    if (span.first == SIZE_MAX)
        return CAIRN_OK;
    for (size_t i = span.first; rc == CAIRN_OK && i < span.first + span.len; i++) {
        cn_item *item;

        if (r->form->text[i] != pattern->object_code)
            continue;
        item = &r->passage->items[r->form->place[i]];
        if (pattern->object_type != CN_TYPE_OTHER &&
            (item->type == CN_TYPE_OTHER || item->type == CN_TYPE_PLACE))
            item->type = (uint8_t)pattern->object_type;
        rc = add_statement(r, pattern, who, relation,
                           is_topic_item(r, item) ? r->topic->title : item->name, item->type, err);
    }
    return rc;
}

/* Byte of the text where the form's byte `at` comes from; its end for is_end. */
static size_t text_place(const run *r, size_t at, bool is_end)
{
    const cn_item *item;

    if ((unsigned char)r->form->text[at] > CN_CODE_REFERENCE)
        return r->form->place[at] + (is_end ? 1u : 0u);
    item = &r->passage->items[r->form->place[at]];
    return (size_t)item->first + (is_end ? item->len : 0u);
}

/* Marks the item that "X is a ..." defines: its type, and that the chunk is about it. */
static void define(const run *r, const subject *who, int type)
{
    learn_type(r, who, type);
    if (who->is_topic && r->opens_document && type != CN_TYPE_OTHER)
        r->topic->type = type;
    if (who->item && (who->is_topic || r->sentence == r->passage->sentences) &&
        r->form->subject != SIZE_MAX && r->form->text[r->form->subject] == CN_CODE_NAME &&
        &r->passage->items[r->form->place[r->form->subject]] == who->item)
        who->item->role = CN_ROLE_TERM;
}

static int add_classes(const run *r, const cn_pattern *pattern, const subject *who,
                       cn_found_name relation, size_t at, cairn_error *err)
{
    cn_class_phrase classes[CN_CLASSES_MAX];
    size_t n = cn_classes_read(r->form, r->passage, at, classes);
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        size_t first = text_place(r, classes[i].first, false);
        size_t end = text_place(r, classes[i].end - 1, true);
        cn_found_name name;

        if (i == 0)
            define(r, who, classes[i].type);
        if (end <= first || memchr(r->passage->text + first, '(', end - first))
            continue;
        rc = cn_found_name_of(r->out, r->passage->text + first, end - first, &name, err);
        if (rc == CAIRN_OK)
            rc = add_statement(r, pattern, who, relation, name, CN_TYPE_CLASS, err);
    }
    return rc;
}

static bool may_try(const run *r, const cn_pattern *pattern, size_t at)
{
    if (r->owner != UINT32_MAX)
        return pattern->flags & (CN_PATTERN_NOTE | CN_PATTERN_ONLY_NOTE);
    if (pattern->flags & CN_PATTERN_ACTIVE &&
        cn_form_follows(r->form, at, " is was are were be been being "))
        return false;
    if (pattern->flags & CN_PATTERN_COPULAR && !r->form->is_copular)
        return false;
    return true;
}

static int try_pattern(const run *r, size_t index, size_t at, cairn_error *err)
{
    const cn_pattern *pattern = &cn_pattern_table[index];
    const cn_regex *regex = r->patterns->regexes[index];
    cn_match *match = r->patterns->match;
    cn_span objects, more, word, whole;
    cn_found_name relation;
    subject who;
    int rc;

    if (!may_try(r, pattern, at) || !cn_regex_find(regex, match, r->form->text, r->form->len, at))
        return CAIRN_OK;
    whole = cn_match_group(match, 0);
    objects = cn_match_named(regex, match, "o");
    more = cn_match_named(regex, match, "o2");
    word = cn_match_named(regex, match, "r");
    if (!find_subject(r, pattern, at, cn_match_named(regex, match, "s").first, &who))
        return CAIRN_OK;
    rc = relation_name(r, pattern, word, &relation, err);
    if (rc < 0)
        return rc;
    if (pattern->flags & CN_PATTERN_CLASSES)
        return add_classes(r, pattern, &who, relation, whole.first + whole.len, err);
    learn_type(r, &who, pattern->subject_type);
    rc = add_objects(r, pattern, &who, relation, objects, err);
    return rc == CAIRN_OK ? add_objects(r, pattern, &who, relation, more, err) : rc;
}

/* ---- Sentences --------------------------------------------------------------------------- */

static int try_triggers(const run *r, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; i < r->form->n_triggers; i++) {
        uint64_t left = r->form->triggers[i].patterns;

        for (size_t index = 0; rc == CAIRN_OK && left; index++, left >>= 1)
            if (left & 1)
                rc = try_pattern(r, index, r->form->triggers[i].at, err);
    }
    return rc;
}

static bool has_full_date(const run *r)
{
    enum { YEAR_LEN = 5 }; /* bytes; "1871", "410s" */

    for (size_t i = 0; i < r->form->len; i++)
        if (r->form->text[i] == CN_CODE_DATE && r->passage->items[r->form->place[i]].len > YEAR_LEN)
            return true;
    return false;
}

/* Years alone may also be a reign, a band's or a building's: then they must belong to the name that
 * opens the text. */
static bool may_be_life(const run *r, const cn_form_note *note)
{
    const cn_form *form = &r->patterns->form;
    const cn_item *item;

    if (form->text[note->at] != CN_CODE_NAME)
        return false;
    item = &r->passage->items[form->place[note->at]];
    if (item->is_quoted || item->type == CN_TYPE_WORK || item->type == CN_TYPE_ORGANISATION ||
        item->type == CN_TYPE_EVENT)
        return false;
    return has_full_date(r) || (note->at == form->subject && r->sentence == r->passage->sentences);
}

/* Whom a bracket speaks of: the name before it; but the one that opens the document in "N, the
 * Hunchback (1333 – 1384), was", and the sentence's subject in "N is a director (born 1950)". */
static uint32_t owner_of_note(const run *r, const cn_form_note *note)
{
    const cn_form *form = &r->patterns->form;
    const char *copula;

    if (!form->is_copular)
        return note->at;
    if (note->at == UINT32_MAX)
        return (uint32_t)form->subject;
    if (!r->opens_document || note->at <= form->subject || form->subject > 4)
        return note->at;
    copula = strstr(form->text, " was ");
    if (!copula)
        copula = strstr(form->text, " is ");
    return copula && form->text + note->at < copula ? (uint32_t)form->subject : note->at;
}

static int try_notes(run *r, cairn_error *err)
{
    const cn_form *sentence = &r->patterns->form;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < sentence->n_notes; i++) {
        const cn_form_note *note = &sentence->notes[i];
        cn_sentence range = {note->first,    note->end,         note->word,
                             note->end_word, r->sentence->item, r->sentence->end_item};

        rc = cn_form_build(&r->patterns->note, r->passage, &range, true, err);
        if (rc < 0)
            return rc;
        if (!memchr(r->patterns->note.text, CN_CODE_DATE, r->patterns->note.len))
            continue;
        r->owner = owner_of_note(r, note);
        if (r->owner == UINT32_MAX)
            continue;
        r->form = &r->patterns->note;
        rc = try_triggers(r, err);
        if (rc < 0 || note->at == UINT32_MAX || !memchr(r->form->text, '-', r->form->len) ||
            !may_be_life(r, note))
            continue;
        for (size_t index = 0; rc == CAIRN_OK && index < cn_pattern_count; index++)
            if (cn_pattern_table[index].flags & CN_PATTERN_ONLY_NOTE)
                rc = try_pattern(r, index, 0, err);
    }
    return rc;
}

/* The document's first name, when it is the title by another name: it shares a word with it, or
 * the title is said in the same sentence ("Jeremy Felton, better known as Jeremih, is ..."). */
static void find_lead(run *r)
{
    const cn_form *form = r->form;
    const cn_item *item;
    bool is_title_near = false;

    if (!r->opens_document || r->topic->title.len == 0 || form->subject == SIZE_MAX ||
        form->text[form->subject] != CN_CODE_NAME || form->subject > 4)
        return;
    item = &r->passage->items[form->place[form->subject]];
    for (uint32_t i = r->sentence->item; i < r->sentence->end_item; i++)
        is_title_near |= r->passage->items[i].is_title;
    if (form->is_copular && (is_title_near || cn_names_renames_title(r->passage, item)))
        r->topic->lead = form->place[form->subject];
}

/* "Albert Houston Carter Jr." leads the document "Al Carter". */
static int state_lead(const run *r, cairn_error *err)
{
    static const cn_pattern pattern = {.rule = CN_RULE_IS_A, .prior = 0.9};
    const cn_item *item;
    subject who = {.name = r->topic->title, .certainty = 1.0};

    if (!r->opens_document || r->topic->lead == UINT32_MAX)
        return CAIRN_OK;
    item = &r->passage->items[r->topic->lead];
    if (item->is_title)
        return CAIRN_OK;
    return add_statement(r, &pattern, &who, cn_found_constant("also known as"), item->name,
                         item->type, err);
}

int cn_patterns_run(cn_patterns *patterns, cn_passage *passage, cn_topic *topic, cn_extraction *out,
                    cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < passage->n_sentences; i++) {
        const cn_sentence *sentence = &passage->sentences[i];
        run r = {patterns, passage, topic, out, sentence, &patterns->form, UINT32_MAX, false};

        if (sentence->end - sentence->first > CN_SENTENCE_MAX ||
            (sentence->item == sentence->end_item && topic->title.len == 0))
            continue;
        r.opens_document = i == 0 && topic->is_first;
        rc = cn_form_build(&patterns->form, passage, sentence, false, err);
        if (rc < 0)
            break;
        find_lead(&r);
        rc = state_lead(&r, err);
        if (rc == CAIRN_OK)
            rc = try_triggers(&r, err);
        if (rc == CAIRN_OK)
            rc = try_notes(&r, err);
    }
    return rc;
}
