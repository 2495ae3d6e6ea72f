/* Running the statement rules.
 *
 * A sentence's form is built once; at each trigger word in it the rules that begin at this word
 * are tried, anchored there, so that a sentence costs what its trigger words cost. */
#include "ingest/patterns.h"

#include <string.h>

#include "ingest/found.h"
#include "ingest/names.h"
#include "ingest/pattern_run.h"
#include "ingest/tagged.h"

int cn_patterns_init(cn_patterns *patterns, const cn_rules *rules, cn_lexicon *lexicon,
                     cairn_error *err)
{
    uint64_t key, value;
    int rc;

    *patterns = (cn_patterns){.rules = rules, .only = SIZE_MAX};
    cn_form_init(&patterns->form);
    cn_form_init(&patterns->note);
    cn_form_init(&patterns->tagged);
    if (!rules)
        return CAIRN_OK;
    rc = cn_match_new(&patterns->match, err);
    for (size_t i = 0; rc == CAIRN_OK && cn_map_next(&rules->triggers, &i, &key, &value);)
        rc = cn_lexicon_add_key(lexicon, key, 0, (uint32_t)value, err);
    for (size_t i = 0; rc == CAIRN_OK && cn_map_next(&rules->country_words, &i, &key, &value);)
        if (value & CN_COUNTRY_ADJECTIVE)
            rc = cn_lexicon_add_key(lexicon, key, CN_LEX_DEMONYM, 0, err);
    return rc;
}

void cn_patterns_done(cn_patterns *patterns)
{
    cn_match_free(patterns->match);
    cn_form_done(&patterns->form);
    cn_form_done(&patterns->note);
    cn_form_done(&patterns->tagged);
    *patterns = (cn_patterns){.match = NULL};
}

static bool may_try(const cn_pattern_run *r, const cn_pattern *pattern, size_t at)
{
    if (pattern->flags & CN_PATTERN_LIFE && !r->is_life)
        return false;
    if (r->owner != UINT32_MAX)
        return pattern->flags & (CN_PATTERN_NOTE | CN_PATTERN_ONLY_NOTE);
    if (pattern->flags & CN_PATTERN_ACTIVE &&
        cn_form_follows(r->form, at, " is was are were be been being "))
        return false;
    if (pattern->flags & CN_PATTERN_COPULAR && !r->form->is_copular)
        return false;
    return true;
}

/* Does the pattern match at the trigger, or around it where it may? */
static bool find(const cn_pattern_run *r, const cn_pattern *pattern, size_t at)
{
    enum { REACH = 200 }; /* bytes before the trigger */
    cn_match *match = r->patterns->match;
    const cn_form *form = r->form;
    size_t from = at;

    if (!(pattern->flags & CN_PATTERN_ANYWHERE))
        return cn_regex_find(pattern->regex, match, form->text, form->len, at);
    from = at > REACH ? at - REACH : 0;
    while (from > 0 && ((unsigned char)form->text[from] & 0xC0) == 0x80)
        from++;
    while (from <= at && cn_regex_find(pattern->regex, match, form->text, form->len, from)) {
        cn_span whole = cn_match_group(match, 0);

        if (whole.first > at)
            return false;
        if (whole.first + whole.len > at)
            return true;
        from = whole.first + whole.len;
    }
    return false;
}

/* The rules of a list, at the form's byte `at`. */
static int try_list(const cn_pattern_run *r, uint32_t list, size_t at, cairn_error *err)
{
    const cn_rules *rules = r->patterns->rules;
    int rc = CAIRN_OK;

    for (const uint16_t *i = rules->lists + list; rc == CAIRN_OK && *i != CN_RULES_END; i++) {
        const cn_pattern *pattern = &rules->patterns[*i];

        if (r->patterns->only != SIZE_MAX && r->patterns->only != *i)
            continue;
        if (may_try(r, pattern, at) && find(r, pattern, at))
            rc = cn_pattern_state(r, pattern, at, err);
    }
    return rc;
}

static int try_triggers(const cn_pattern_run *r, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < r->form->n_triggers; i++)
        rc = try_list(r, r->form->triggers[i].rules, r->form->triggers[i].at, err);
    return rc;
}

static bool has_full_date(const cn_pattern_run *r)
{
    enum { YEAR_LEN = 5 }; /* bytes; "1871", "410s" */

    for (size_t i = 0; i < r->form->len; i++)
        if (r->form->text[i] == CN_CODE_DATE && r->passage->items[r->form->place[i]].len > YEAR_LEN)
            return true;
    return false;
}

/* "Max Mack, M.D. (...) was" */
static bool is_before_copula(const cn_form *form, const cn_form_note *note)
{
    const char *copula = strstr(form->text, " was ");

    if (!copula)
        copula = strstr(form->text, " is ");
    return copula && form->place[copula - form->text] >= note->first;
}

/* Two dates with a dash between, or one after the other. Years alone may also be a reign, a band's
 * or a building's: then they must belong to the name that opens the text. */
static bool is_life(const cn_pattern_run *r, const cn_form_note *note)
{
    const cn_form *form = &r->patterns->form;
    const cn_item *item;

    if (form->text[r->owner] != CN_CODE_NAME ||
        !memchr(r->form->text, CN_CODE_DATE, r->form->len) ||
        (!memchr(r->form->text, '-', r->form->len) &&
         !strstr(r->form->text, CN_FORM_DATE " " CN_FORM_DATE)))
        return false;
    item = &r->passage->items[form->place[r->owner]];
    if (item->is_quoted || item->type == CN_TYPE_WORK || item->type == CN_TYPE_ORGANISATION ||
        item->type == CN_TYPE_EVENT)
        return false;
    if (note->at == UINT32_MAX && !is_before_copula(form, note))
        return false;
    return has_full_date(r) || (r->owner == form->subject && r->sentence == r->passage->sentences);
}

/* Whom a bracket speaks of: the name before it; but the one that opens the document in "N, the
 * Hunchback (1333 – 1384), was", and the sentence's subject in "N is a director (born 1950)". */
static uint32_t owner_of_note(const cn_pattern_run *r, const cn_form_note *note)
{
    const cn_form *form = &r->patterns->form;
    const char *after;

    if (note->at == UINT32_MAX)
        return form->is_copular ? (uint32_t)form->subject : UINT32_MAX;
    if (!r->opens_document || note->at <= form->subject || form->subject > 4)
        return note->at;
    if (cn_form_is_of_subject(form, note->at)) /* "N, Count of N and N (...)" */
        return (uint32_t)form->subject;
    if (!form->is_copular) { /* "N the N of N (...) was" */
        after = form->text + note->at + 1;
        after += strspn(after, " ,");
        return cn_form_starts_copula(after) ? (uint32_t)form->subject : note->at;
    }
    after = strstr(form->text, " was ");
    if (!after)
        after = strstr(form->text, " is ");
    return after && form->text + note->at < after ? (uint32_t)form->subject : note->at;
}

static int try_notes(cn_pattern_run *r, cairn_error *err)
{
    const cn_form *sentence = &r->patterns->form;
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < sentence->n_notes; i++) {
        const cn_form_note *note = &sentence->notes[i];
        cn_sentence range = {.first = note->first,
                             .end = note->end,
                             .word = note->word,
                             .end_word = note->end_word,
                             .item = r->sentence->item,
                             .end_item = r->sentence->end_item};

        rc = cn_form_build(&r->patterns->note, r->passage, &range, true, err);
        if (rc < 0)
            return rc;
        r->owner = owner_of_note(r, note);
        if (r->owner == UINT32_MAX)
            continue;
        r->form = &r->patterns->note;
        rc = try_triggers(r, err);
        if (rc < 0)
            return rc;
        r->is_life = is_life(r, note);
        if (note->at == UINT32_MAX && !r->is_life)
            continue;
        rc = try_list(r, r->patterns->rules->only_notes, 0, err);
    }
    return rc;
}

/* "Historia de un beso (English: Story of a Kiss) is": in the note behind the first words. */
static bool has_title_in_note(const cn_pattern_run *r)
{
    enum { REACH = 60 }; /* bytes of the form before the bracket */
    const cn_form *form = r->form;
    const cn_form_note *note = &form->notes[0];
    const cn_item *items = r->passage->items;
    size_t at = 0;

    if (form->n_notes == 0)
        return false;
    while (at < form->len && at < REACH && form->place[at] < note->first && form->text[at] != ',' &&
           form->text[at] != ';')
        at++;
    if (at == REACH || at == form->len || !strstr(form->text, " is "))
        return false;
    for (uint32_t i = r->sentence->item; i < r->sentence->end_item; i++)
        if (items[i].is_title && items[i].first >= note->first && items[i].first < note->end)
            return true;
    return false;
}

/* The document's first name, when it is the title by another name: it shares a word with it, or
 * the title is said in the same sentence ("Jeremy Felton, better known as Jeremih, is ..."). */
static void find_lead(cn_pattern_run *r)
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
    if ((form->is_copular && (is_title_near || cn_names_renames_title(r->passage, item))) ||
        has_title_in_note(r))
        r->topic->lead = form->place[form->subject];
}

/* "Albert Houston Carter Jr." leads the document "Al Carter". */
static int state_lead(const cn_pattern_run *r, cairn_error *err)
{
    static const cn_pattern pattern = {.rule = CN_RULE_ALIAS, .prior = 0.9};
    const cn_item *item;
    cn_pattern_subject who = {.name = r->topic->title, .certainty = 1.0};

    if (!r->opens_document || r->topic->lead == UINT32_MAX || r->patterns->only != SIZE_MAX)
        return CAIRN_OK;
    item = &r->passage->items[r->topic->lead];
    if (item->is_title)
        return CAIRN_OK;
    return cn_pattern_state_item(r, &pattern, &who, cn_found_constant("also known as"), item, err);
}

/* The rules over tags: every match of each in the sentence's trees. */
static int try_tree(cn_pattern_run *r, const cn_tree *tree, cairn_error *err)
{
    const cn_rules *rules = r->patterns->rules;
    cn_form *form = &r->patterns->tagged;
    int rc = cn_tagged_build(form, r->passage, r->sentence, tree, err);

    r->form = form;
    r->owner = UINT32_MAX;
    for (const uint16_t *i = rules->lists + rules->tagged; rc == CAIRN_OK && *i != CN_RULES_END;
         i++) {
        const cn_pattern *pattern = &rules->patterns[*i];
        size_t from = 0;

        if (r->patterns->only != SIZE_MAX && r->patterns->only != *i)
            continue;
        while (rc == CAIRN_OK && from < form->len &&
               cn_regex_find(pattern->regex, r->patterns->match, form->text, form->len, from)) {
            cn_span whole = cn_match_group(r->patterns->match, 0);

            /* From the object on again, for it may be the next one's subject; never in place. */
            from = whole.len > 1 ? whole.first + whole.len - 1 : whole.first + 1;
            rc = cn_pattern_state(r, pattern, whole.first, err);
        }
    }
    return rc;
}

static int try_trees(cn_pattern_run *r, const cn_trees *trees, size_t sentence, size_t *next,
                     cairn_error *err)
{
    int rc = CAIRN_OK;

    if (r->patterns->rules->lists[r->patterns->rules->tagged] == CN_RULES_END)
        return CAIRN_OK;
    while (*next < trees->n_trees && trees->trees[*next].sentence < sentence)
        (*next)++;
    for (; rc == CAIRN_OK && *next < trees->n_trees && trees->trees[*next].sentence == sentence;
         (*next)++)
        rc = try_tree(r, &trees->trees[*next], err);
    return rc;
}

int cn_patterns_run(cn_patterns *patterns, cn_passage *passage, const cn_trees *trees,
                    cn_topic *topic, cn_extraction *out, cairn_error *err)
{
    size_t next_tree = 0;
    int rc = CAIRN_OK;

    if (!patterns->rules)
        return CAIRN_OK;
    for (size_t i = 0; rc == CAIRN_OK && i < passage->n_sentences; i++) {
        const cn_sentence *sentence = &passage->sentences[i];
        cn_pattern_run r = {patterns,        passage,    topic, out,   sentence,
                            &patterns->form, UINT32_MAX, false, false, 0};

        if (sentence->end - sentence->first > CN_SENTENCE_MAX ||
            (sentence->item == sentence->end_item && topic->title.len == 0))
            continue;
        r.opens_document = i == 0 && topic->is_first;
        r.first_statement = out->n_statements;
        rc = cn_form_build(&patterns->form, passage, sentence, false, err);
        if (rc < 0)
            break;
        find_lead(&r);
        rc = state_lead(&r, err);
        if (rc == CAIRN_OK)
            rc = try_triggers(&r, err);
        if (rc == CAIRN_OK)
            rc = try_notes(&r, err);
        if (rc == CAIRN_OK && trees)
            rc = try_trees(&r, trees, i, &next_tree, err);
    }
    return rc;
}
