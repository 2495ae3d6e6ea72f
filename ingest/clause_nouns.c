/* What noun phrases say without a verb: appositions, owners, offices, sorts. */
#include <string.h>

#include "ingest/clause_scan.h"

/* `without` and what hangs on it names neither of the two; 0: all does. */
static void say_is(cn_clause_scan *scan, unsigned subject, unsigned object, unsigned without,
                   int rule)
{
    cn_saying saying = {.rule = rule, .before = "is", .object = (uint16_t)object};

    saying.flags = scan->predicates[subject].flags & CN_STATED_REPORTED;
    if (without != 0)
        saying.without = scan->index.below[without];
    cn_clause_emit(scan, subject, &saying);
}

/* "his wife Mary", "Z's mayor Ada": Mary - is wife of - his. */
static void say_office_of(cn_clause_scan *scan, unsigned name, unsigned office, unsigned owner)
{
    const cn_clause_index *index = &scan->index;
    cn_saying saying = {.rule = CN_RULE_ROLE,
                        .before = "is",
                        .after = "of",
                        .object = (uint16_t)owner,
                        .is_derived = true};
    cn_clause_span span;

    cn_clause_noun_span(index, office, false, &span);
    saying.words = span.core;
    cn_token_set_minus(&saying.words, &index->below[owner]);
    if (!cn_token_set_has(&index->below[office], name))
        saying.without = index->below[office];
    cn_token_set_join(&saying.without, &index->below[owner]);
    /* The owner alone is the object. */
    cn_clause_noun_span(index, owner, false, &saying.object_span);
    saying.whole = true;
    cn_clause_emit(scan, name, &saying);
}

/* A preposition of place stands before the noun or the one it hangs on: "in Skarn, Ostrane". */
static bool is_after_place_word(const cn_clause_index *index, unsigned noun)
{
    for (int i = 0; i < 3 && noun != 0; i++) {
        unsigned mark = cn_clause_child(index, noun, CN_DEP_CASE);

        if (mark != 0)
            return cn_clause_is(index, mark, CN_WORD_IS_PLACE_PREP | CN_WORD_IS_OF);
        noun = cn_clause_label(index, noun) == CN_DEP_APPOS ? cn_clause_head(index, noun) : 0;
    }
    return false;
}

/* A number, a unit or a sign: "12 °C (54 °F)" is no apposition. */
static bool is_literal(const cn_clause_index *index, unsigned noun)
{
    int upos = cn_clause_upos(index, noun);

    return upos == CN_UPOS_NUM || upos == CN_UPOS_SYM || upos == CN_UPOS_X ||
           cn_clause_child(index, noun, CN_DEP_NUMMOD) != 0 ||
           cn_clause_is(index, noun, CN_WORD_IS_TIME);
}

/* "Ada, a mathematician" and "his wife Mary": the name is the subject. */
static void say_apposition(cn_clause_scan *scan, unsigned noun, unsigned other)
{
    const cn_clause_index *index = &scan->index;
    bool is_name = cn_clause_upos(index, noun) == CN_UPOS_PROPN;
    bool other_is_name = cn_clause_upos(index, other) == CN_UPOS_PROPN;

    if (!cn_clause_is_noun(index, noun) || !cn_clause_is_noun(index, other) ||
        is_literal(index, noun) || is_literal(index, other))
        return;
    if (!is_name && other_is_name) {
        cn_saying saying = {.rule = CN_RULE_APPOSITION, .before = "is", .object = (uint16_t)noun};
        unsigned owner = cn_clause_child(index, noun, CN_DEP_NMOD_POSS);

        cn_clause_noun_span(index, noun, false, &saying.object_span);
        cn_token_set_minus(&saying.object_span.full, &index->below[other]);
        cn_clause_trim(index, &saying.object_span.full);
        saying.whole = true;
        cn_clause_emit(scan, other, &saying);
        if (owner != 0)
            say_office_of(scan, other, noun, owner);
    } else {
        unsigned owner = cn_clause_owner(index, other);

        say_is(scan, noun, other, 0, CN_RULE_APPOSITION);
        if (is_name && owner != 0 && cn_clause_label(index, owner) == CN_DEP_NMOD_POSS)
            say_office_of(scan, noun, other, owner);
    }
}

/* "A's B": A - has - B. */
static void say_owner(cn_clause_scan *scan, unsigned noun, unsigned owner)
{
    const cn_clause_index *index = &scan->index;
    cn_saying saying = {.rule = CN_RULE_OWNER, .before = "has", .whole = true};

    saying.without = index->below[owner];
    if (cn_clause_is(index, owner, CN_WORD_IS_WHOSE)) {
        unsigned verb = cn_clause_head(index, noun);

        while (verb != 0 && cn_clause_label(index, verb) != CN_DEP_ACL_RELCL)
            verb = cn_clause_head(index, verb);
        if (verb == 0)
            return;
        owner = cn_clause_head(index, verb);
        saying.verb = (uint16_t)verb;
    }
    if (cn_clause_is(index, owner, CN_WORD_IS_TIME))
        return;
    saying.object = (uint16_t)noun;
    cn_clause_noun_span(index, noun, false, &saying.object_span);
    cn_token_set_minus(&saying.object_span.full, &saying.without);
    cn_token_set_minus(&saying.object_span.core, &saying.without);
    cn_clause_trim(index, &saying.object_span.full);
    cn_clause_trim(index, &saying.object_span.core);
    memset(&saying.without, 0, sizeof saying.without);
    cn_clause_emit(scan, owner, &saying);
}

/* "President Bush", "psychologist Carl Rogers", "Ford's CEO Jim Farley". */
static void say_office(cn_clause_scan *scan, unsigned name, unsigned office)
{
    const cn_clause_index *index = &scan->index;
    unsigned owner = cn_clause_child(index, name, CN_DEP_NMOD_POSS);
    cn_saying saying = {.rule = CN_RULE_OFFICE, .before = "is", .object = (uint16_t)office};

    if (cn_clause_upos(index, name) != CN_UPOS_PROPN || office > name ||
        cn_clause_is(index, office, CN_WORD_IS_HONORIFIC | CN_WORD_IS_TIME))
        return;
    if (cn_clause_label(index, office) == CN_DEP_COMPOUND &&
        (cn_clause_upos(index, office) != CN_UPOS_NOUN ||
         (index->tokens[office - 1].flags & CN_TOKEN_CAPITAL) != 0))
        return;
    cn_clause_noun_span(index, office, false, &saying.object_span);
    saying.whole = true;
    saying.without = index->below[office];
    if (owner == 0)
        owner = cn_clause_child(index, office, CN_DEP_NMOD_POSS);
    if (owner != 0) {
        cn_token_set_join(&saying.without, &index->below[owner]);
        say_office_of(scan, name, office, owner);
    }
    cn_clause_emit(scan, name, &saying);
}

/* "cities such as Berlin", "Berlin and other cities". */
static void say_sort(cn_clause_scan *scan, unsigned noun, unsigned child)
{
    const cn_clause_index *index = &scan->index;
    unsigned mark = cn_clause_child(index, child, CN_DEP_CASE);
    unsigned other = cn_clause_child(index, child, CN_DEP_AMOD);
    cn_saying saying = {.rule = CN_RULE_SORT, .before = "is", .whole = true};
    unsigned member, sort, without;

    if (cn_clause_label(index, child) == CN_DEP_NMOD && mark != 0 &&
        cn_clause_is(index, mark, CN_WORD_IS_SUCH) && cn_clause_is_noun(index, child)) {
        member = child;
        sort = noun;
        without = child;
    } else if (cn_clause_label(index, child) == CN_DEP_CONJ && other != 0 &&
               cn_clause_is(index, other, CN_WORD_IS_OTHER)) {
        member = noun;
        sort = child;
        without = other;
    } else {
        return;
    }
    saying.object = (uint16_t)sort;
    cn_clause_noun_span(index, sort, false, &saying.object_span);
    cn_token_set_minus(&saying.object_span.full, &index->below[without]);
    cn_token_set_minus(&saying.object_span.core, &index->below[without]);
    cn_clause_trim(index, &saying.object_span.full);
    cn_clause_emit(scan, member, &saying);
}

/* A name, or a common noun with one before it: "the Skarn shipyard". */
static bool is_named(const cn_clause_index *index, unsigned noun)
{
    if (cn_clause_upos(index, noun) == CN_UPOS_PROPN)
        return true;
    for (unsigned c = index->first_child[noun]; c != 0 && c < noun; c = index->next_sibling[c])
        if (cn_clause_label(index, c) == CN_DEP_COMPOUND &&
            cn_clause_upos(index, c) == CN_UPOS_PROPN)
            return true;
    return false;
}

/* "the University in Skarn": the University - is in - Skarn. */
static void say_place(cn_clause_scan *scan, unsigned noun, unsigned place)
{
    const cn_clause_index *index = &scan->index;
    unsigned mark = cn_clause_child(index, place, CN_DEP_CASE);
    cn_saying saying = {
        .rule = CN_RULE_PLACE, .before = "is", .object = (uint16_t)place, .whole = true};

    if (mark == 0 || !cn_clause_is(index, mark, CN_WORD_IS_LOCATED) ||
        cn_clause_is(index, place, CN_WORD_IS_TIME) || !is_named(index, noun) ||
        cn_clause_upos(index, place) != CN_UPOS_PROPN)
        return;
    cn_clause_preposition(index, place, &saying.prep);
    saying.without = index->below[place];
    cn_clause_noun_span(index, place, false, &saying.object_span);
    cn_clause_emit(scan, noun, &saying);
}

/* "in Skarn, Ostrane": Skarn - is in - Ostrane. */
static bool say_wider_place(cn_clause_scan *scan, unsigned noun, unsigned other)
{
    const cn_clause_index *index = &scan->index;
    cn_saying saying = {.rule = CN_RULE_PLACE,
                        .before = "is",
                        .after = "in",
                        .object = (uint16_t)other,
                        .alone = true,
                        .whole = true};

    if (!cn_clause_is_wider_place(index, noun, other) || !is_after_place_word(index, noun))
        return false;
    saying.without = index->below[other];
    cn_clause_noun_span(index, other, false, &saying.object_span);
    cn_clause_emit(scan, noun, &saying);
    return true;
}

void cn_clause_say_noun(cn_clause_scan *scan, unsigned noun)
{
    const cn_clause_index *index = &scan->index;

    for (unsigned c = index->first_child[noun]; c != 0; c = index->next_sibling[c]) {
        switch (cn_clause_label(index, c)) {
        case CN_DEP_APPOS:
            if (!say_wider_place(scan, noun, c))
                say_apposition(scan, noun, c);
            break;
        case CN_DEP_NMOD_POSS:
            say_owner(scan, noun, c);
            break;
        case CN_DEP_NMOD_DESC:
        case CN_DEP_COMPOUND:
            say_office(scan, noun, c);
            break;
        case CN_DEP_NMOD:
            say_place(scan, noun, c);
            say_sort(scan, noun, c);
            break;
        case CN_DEP_CONJ:
            say_wider_place(scan, noun, c);
            say_sort(scan, noun, c);
            break;
        default:
            break;
        }
    }
}
