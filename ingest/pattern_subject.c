/* Who a statement is about: the name or reference at the place that form.c found. "he", "the film"
 * and the title's surname become the title. */
#include <string.h>

#include "ingest/names.h"
#include "ingest/pattern_run.h"

#define PRONOUN_CERTAINTY                                                                          \
    0.92 /* share of "he" and "the film" that are the title, as judged by eye */

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
static bool is_surname_of_title(const cn_pattern_run *r, const cn_item *item)
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

/* "Axel Julius", "Sir Axel Julius" in a document on "Axel Julius De la Gardie", a person. Only as a
 * subject, for "son of Axel Julius" is another one; and "Axel" alone is too often another one. */
static bool is_forename_of_title(const cn_pattern_run *r, const cn_item *item)
{
    const cn_passage *passage = r->passage;
    const cn_word *title = passage->title.items;
    uint32_t word = item->word, n = item->n_words;

    if (r->topic->type != CN_TYPE_PERSON || item->is_quoted)
        return false;
    while (n > 2 && cn_passage_classes(passage, word) & (CN_LEX_RANK | CN_LEX_STYLE)) {
        word++;
        n--;
    }
    if (n < 2 || n > passage->n_title)
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (passage->words.items[word + i].key != title[i].key)
            return false;
    return true;
}

bool cn_pattern_is_topic(const cn_pattern_run *r, const cn_item *item)
{
    return r->topic->title.len > 0 &&
           (item->is_title || (size_t)(item - r->passage->items) == r->topic->lead ||
            is_surname_of_title(r, item));
}

/* The subject that the code at `place` of the sentence's form is. False: it is nobody known. */
static bool read_subject(const cn_pattern_run *r, const cn_form *form, size_t place,
                         cn_pattern_subject *out)
{
    uint32_t at = form->place[place];

    if (form->text[place] == CN_CODE_NAME) {
        out->item = &r->passage->items[at];
        out->at = (cn_found_place){out->item->first, out->item->len};
        out->is_topic = cn_pattern_is_topic(r, out->item) ||
                        (r->topic->title.len > 0 && is_forename_of_title(r, out->item));
        out->name = out->is_topic ? r->topic->title : out->item->name;
        return true;
    }
    if (form->text[place] != CN_CODE_REFERENCE)
        return false;
    out->at = cn_form_reference(form, r->passage, place);
    at &= CN_REFERS_ALL;
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

/* The title, by whatever refers to it. */
static bool is_title(const cn_pattern_run *r, cn_pattern_subject *out)
{
    if (r->topic->title.len == 0)
        return false;
    out->item = NULL;
    out->is_topic = true;
    out->name = r->topic->title;
    out->certainty *= PRONOUN_CERTAINTY;
    return true;
}

/* "his wife": whose? The sentence's subject, or the title. */
static bool subject_of_form(const cn_pattern_run *r, size_t at, cn_pattern_subject *out)
{
    const cn_form *form = r->form;

    /* "daughter of N and his wife": the nearer one's */
    if (at >= 6 && form->text[at - 6] == CN_CODE_NAME &&
        memcmp(form->text + at - 5, " and ", 5) == 0 &&
        (strncmp(form->text + at, "his ", 4) == 0 || strncmp(form->text + at, "her ", 4) == 0))
        return read_subject(r, form, at - 6, out);
    if (form->subject < at && !cn_form_opens(form, " his her its their ") &&
        (read_subject(r, form, form->subject, out) ||
         form->text[form->subject] != CN_CODE_REFERENCE))
        return true;
    return is_title(r, out);
}

/* "N in N, N is", "N or N is", "N, also N and N is": is what stands between the sentence's subject
 * and the name at `place` a part of how it is called? */
static bool belongs_to_subject(const cn_form *form, size_t place)
{
    static const char *const aliases[] = {", also ",  ", or ",       ", born ",  ", better ",
                                          ", known ", ", formerly ", ", called "};
    const char *after = form->text + form->subject + 1;

    if (memchr(after, ';', place - form->subject))
        return false;
    for (size_t i = 0; i < sizeof(aliases) / sizeof(*aliases); i++)
        if (strncmp(after, aliases[i], strlen(aliases[i])) == 0)
            return true;
    return cn_form_phrase_copula(form) > form->text + place;
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
    if (form->is_copular && form->subject < place && belongs_to_subject(form, place))
        return form->subject;
    if (place >= 2 && form->text[place - 2] == ',' && form->is_copular && form->subject < place)
        return form->subject; /* "N, Duke of N was a" */
    if (place >= 2 && (form->text[place - 2] == ',' || form->text[place - 2] == ';'))
        return place;
    if (form->is_copular && form->subject == 0 && form->text[1] == ',' &&
        !memchr(form->text, ';', at) && !cn_form_follows(form, place, " and that while but "))
        return form->subject; /* "N, 8th N was a" */
    return cn_form_follows(form, place, " that and while although because but ") ? place : SIZE_MAX;
}

/* "son of N, 8th Earl of": the person right before the comma of a role, whom a preposition governs;
 * SIZE_MAX: there is none. */
static size_t person_before_role(const cn_pattern_run *r, size_t at)
{
    enum { REACH = 12 }; /* bytes: ", the 8th " */
    const char *text = r->form->text;
    size_t i = at;

    while (i > 0 && at - i < REACH && text[i - 1] > CN_CODE_REFERENCE && text[i - 1] != ',')
        i--;
    if (i < 2 || text[i - 1] != ',' || text[i - 2] != CN_CODE_NAME ||
        r->passage->items[r->form->place[i - 2]].type != CN_TYPE_PERSON ||
        !cn_form_follows(r->form, i - 2, " of by with "))
        return SIZE_MAX;
    return i - 2;
}

/* named: place of the subject where the pattern's own group s has it, else SIZE_MAX. */
bool cn_pattern_find_subject(const cn_pattern_run *r, const cn_pattern *pattern, size_t at,
                             size_t named, cn_pattern_subject *out)
{
    size_t place;

    *out = (cn_pattern_subject){.certainty = 1.0};
    if (named != SIZE_MAX)
        return read_subject(r, r->form, named, out);
    if (r->owner != UINT32_MAX)
        return read_subject(r, &r->patterns->form, r->owner, out);
    if (pattern->flags & CN_PATTERN_SUBJECT_OF_FORM)
        return subject_of_form(r, at, out);
    if (pattern->flags & CN_PATTERN_OWNER) /* N 's */
        place = at >= 3 ? at - 3 : SIZE_MAX;
    else if (pattern->object == CN_OBJECT_CLASS)
        place = place_before_copula(r->form, at);
    else if (pattern->kind == CN_FORM_NOUN && pattern->rule == CN_RULE_VERB &&
             (place = person_before_role(r, at)) != SIZE_MAX)
        return read_subject(r, r->form, place, out);
    else
        place = cn_form_subject(r->form, at, pattern->kind, &out->certainty);
    /* "Directed by Max Mack." after a film's own sentence */
    if (place == SIZE_MAX && at == 0 && pattern->kind == CN_FORM_PARTICIPLE && !r->opens_document &&
        r->topic->type == CN_TYPE_WORK) {
        out->certainty = 0.9;
        return is_title(r, out);
    }
    if (place == SIZE_MAX || (pattern->flags & CN_PATTERN_COPULAR && place != r->form->subject))
        return false;
    return read_subject(r, r->form, place, out);
}
