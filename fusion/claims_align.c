/* Lists of names of one question, put right by what all of them say, see claims_names.h.
 *
 * The vocabulary of a question is the persons in its lists with the number of sources that name
 * them. A person with few sources gives way to one with many where both are likely the same,
 * written differently. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fusion/claims_names.h"

enum {
    ENTRIES_MAX = 256, /* persons of a question, those with most sources */
    MUCH_MORE = 2,     /* times the sources that a spelling needs to take another's place */
    TYPO_LEN_MIN = 5,  /* bytes of a last name in which a wrong letter is forgiven */
    GLUED_LEN_MIN = 4, /* bytes of a last name that is looked for at the end of a word */
    CUT_LEN_MIN = 3,   /* bytes that are left of a name that was cut off */
    MERGES_MAX = 64,   /* pairs of persons of one last name that are compared */
    SHARE_TOGETHER = 5 /* 1 / share of the lists in which two spellings may stand together */
};

typedef struct entry {
    cn_person person;
    uint32_t n; /* sources */
} entry;

typedef struct vocabulary {
    entry *entries; /* by n, greatest first */
    size_t n;
} vocabulary;

static bool is_entry(const cn_person *a, const cn_person *b)
{
    return strcmp(a->last, b->last) == 0 && a->given[0] == b->given[0];
}

static int compare_names(const void *a, const void *b)
{
    const cn_person *x = &((const entry *)a)->person;
    const cn_person *y = &((const entry *)b)->person;
    int order = strcmp(x->last, y->last);

    if (order == 0)
        order = strcmp(x->given, y->given);
    return order ? order : strcmp(x->shown, y->shown);
}

static int compare_counts(const void *a, const void *b)
{
    const entry *x = a;
    const entry *y = b;

    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    return compare_names(a, b);
}

static bool is_written_out(const cn_person *person)
{
    return person->given[0] && person->given[1] && person->given[1] != ' ';
}

/* Whether `more` is the better way to write the person: given names written out, then as most
 * sources write them. */
static bool is_better(const entry *more, const entry *best)
{
    if (is_written_out(&more->person) != is_written_out(&best->person))
        return is_written_out(&more->person);
    return more->n > best->n;
}

/* Spellings that are equal become one; then those of one last name and initial, as the best of
 * them with the sources of all. */
static void merge_entries(vocabulary *v)
{
    size_t n = 0, n_merged = 0;

    for (size_t i = 0; i < v->n; i++) {
        if (n > 0 && strcmp(v->entries[n - 1].person.shown, v->entries[i].person.shown) == 0 &&
            is_entry(&v->entries[n - 1].person, &v->entries[i].person))
            v->entries[n - 1].n += v->entries[i].n;
        else
            v->entries[n++] = v->entries[i];
    }
    for (size_t i = 0, end; i < n; i = end) {
        entry best = v->entries[i];
        uint32_t total = best.n;

        for (end = i + 1; end < n && is_entry(&best.person, &v->entries[end].person); end++) {
            total += v->entries[end].n;
            if (is_better(&v->entries[end], &best))
                best = v->entries[end];
        }
        best.n = total;
        v->entries[n_merged++] = best;
    }
    v->n = n_merged;
}

static int build_vocabulary(vocabulary *v, const cn_names *lists, const uint32_t *n_sources,
                            size_t n, cairn_error *err)
{
    size_t n_all = 0;

    for (size_t i = 0; i < n; i++)
        n_all += lists[i].n;
    v->n = 0;
    v->entries = cn_alloc_zero(n_all, sizeof(*v->entries));
    if (!v->entries)
        return cn_fail_memory(err, n_all * sizeof(*v->entries));
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < lists[i].n; j++)
            v->entries[v->n++] = (entry){lists[i].persons[j], n_sources[i]};
    }
    if (v->n > 1)
        qsort(v->entries, v->n, sizeof(*v->entries), compare_names);
    merge_entries(v);
    if (v->n > 1)
        qsort(v->entries, v->n, sizeof(*v->entries), compare_counts);
    v->n = v->n < ENTRIES_MAX ? v->n : ENTRIES_MAX;
    return CAIRN_OK;
}

static uint32_t count_of(const vocabulary *v, const cn_person *person)
{
    for (size_t i = 0; i < v->n; i++) {
        if (is_entry(&v->entries[i].person, person))
            return v->entries[i].n;
    }
    return 1;
}

/* ---- What two spellings may have in common ----------------------------------- */

/* One letter put in, left out, changed, or two swapped. */
static bool is_typo(const char *a, const char *b)
{
    size_t n_a = strlen(a), n_b = strlen(b), first = 0, last = 0;

    if (n_a < TYPO_LEN_MIN || n_b < TYPO_LEN_MIN || n_a > n_b + 1 || n_b > n_a + 1)
        return false;
    while (first < n_a && first < n_b && a[first] == b[first])
        first++;
    while (last < n_a - first && last < n_b - first && a[n_a - 1 - last] == b[n_b - 1 - last])
        last++;
    if (n_a - first - last <= 1 && n_b - first - last <= 1)
        return true;
    return n_a == n_b && n_a - first - last == 2 && a[first] == b[first + 1] &&
           a[first + 1] == b[first];
}

/* "Harper, Eliot" for Harper Eliot: the last name stands among the given ones. */
static bool is_swapped(const cn_person *p, const cn_person *full)
{
    const size_t len = strlen(full->last);

    return full->given[0] && p->given[0] == full->last[0] && p->last[0] == full->given[0] &&
           strncmp(p->given, full->last, len) == 0 &&
           (p->given[len] == '\0' || p->given[len] == ' ') &&
           strncmp(full->given, p->last, strlen(p->last)) == 0;
}

/* "Baxt" for Baxter, at the end of a text that was cut off. */
static bool is_cut(const cn_person *p, const cn_person *full)
{
    const size_t len = strlen(p->last);

    return !p->given[0] && len >= CUT_LEN_MIN && len < strlen(full->last) &&
           strncmp(p->last, full->last, len) == 0;
}

static bool is_respelt(const cn_person *p, const cn_person *full)
{
    return (p->given[0] == full->given[0] && is_typo(p->last, full->last)) || is_swapped(p, full) ||
           is_cut(p, full);
}

/* ---- Putting right ----------------------------------------------------------- */

static void remove_person(cn_names *list, size_t i)
{
    memmove(&list->persons[i], &list->persons[i + 1], (list->n - i - 1) * sizeof(*list->persons));
    list->n--;
}

/* Replaces person i, or removes it when the new one is in the list already. */
static void replace_person(cn_names *list, size_t i, const cn_person *person)
{
    for (size_t j = 0; j < list->n; j++) {
        if (j != i && is_entry(&list->persons[j], person)) {
            remove_person(list, i);
            return;
        }
    }
    list->persons[i] = *person;
}

/* The only person with this last name; NULL when there are several. */
static const cn_person *only_person(const vocabulary *v, const char *last)
{
    const cn_person *found = NULL;

    for (size_t i = 0; i < v->n; i++) {
        if (!v->entries[i].person.given[0] || strcmp(v->entries[i].person.last, last) != 0)
            continue;
        if (found)
            return NULL;
        found = &v->entries[i].person;
    }
    return found;
}

static void respell(const vocabulary *v, cn_names *list)
{
    for (size_t i = 0; i < list->n; i++) {
        const cn_person person = list->persons[i];
        const uint32_t n = count_of(v, &person);
        const size_t n_before = list->n;
        const cn_person *only = person.given[0] ? NULL : only_person(v, person.last);

        for (size_t k = 0; !only && k < v->n && v->entries[k].n >= MUCH_MORE * n; k++) {
            if (is_respelt(&person, &v->entries[k].person))
                only = &v->entries[k].person;
        }
        if (only)
            replace_person(list, i, only);
        i -= list->n < n_before;
    }
}

/* word ends with the last name of an entry: "gracewitt". */
static bool ends_with(const char *word, const char *last)
{
    const size_t n_word = strlen(word), n_last = strlen(last);

    return n_last >= GLUED_LEN_MIN && n_word > n_last + 1 &&
           strcmp(word + n_word - n_last, last) == 0;
}

static int add_person(cn_names *list, const cn_person *person, cairn_error *err)
{
    for (size_t i = 0; i < list->n; i++) {
        if (is_entry(&list->persons[i], person))
            return CAIRN_OK;
    }
    if (list->n == CN_NAMES_MAX)
        return CAIRN_OK;
    if (!cn_grow((void **)&list->persons, &list->cap, list->n + 1, CN_NAMES_MAX,
                 sizeof(*list->persons)))
        return cn_fail_memory(err, sizeof(*list->persons));
    list->persons[list->n++] = *person;
    return CAIRN_OK;
}

static void drop_given_name(cn_names *list, const cn_person *of)
{
    for (size_t i = 0; i < list->n; i++) {
        const cn_person *p = &list->persons[i];

        if (!p->given[0] && strncmp(of->given, p->last, strlen(p->last)) == 0) {
            remove_person(list, i);
            return;
        }
    }
}

/* Whether word, which ends at a blank or the end, is among the words of text. */
static bool has_word(const char *text, const char *word, size_t len)
{
    for (const char *at = text; *at;) {
        const size_t n = strcspn(at, " ");

        if (n == len && strncmp(at, word, len) == 0)
            return true;
        at += n + (at[n] == ' ');
    }
    return false;
}

static bool are_words_of(const char *words, const cn_person *person)
{
    for (const char *at = words; *at;) {
        const size_t n = strcspn(at, " ");

        if (!has_word(person->given, at, n) && !has_word(person->last, at, n))
            return false;
        at += n + (at[n] == ' ');
    }
    return true;
}

/* "Jane Quincy Doe, Quincy": drops who is nothing but words of another. */
static void drop_echoes(cn_names *list)
{
    for (size_t i = 0; i < list->n; i++) {
        for (size_t k = 0; k < list->n; k++) {
            if (k == i || strcmp(list->persons[k].last, list->persons[i].last) == 0 ||
                !are_words_of(list->persons[i].last, &list->persons[k]) ||
                !are_words_of(list->persons[i].given, &list->persons[k]))
                continue;
            remove_person(list, i--);
            break;
        }
    }
}

static size_t count_words(const char *text)
{
    size_t n = *text != '\0';

    for (; *text; text++)
        n += *text == ' ';
    return n;
}

/* "ann miller bo stone": whether the given name and the last name of the person stand in
 * the text, one after the other. */
static bool stands_in(const char *text, const cn_person *person)
{
    const size_t n_given = strcspn(person->given, " "), n_last = strlen(person->last);

    for (const char *at = text; *at;) {
        const size_t n = strcspn(at, " ");
        const char *next = at + n + (at[n] == ' ');

        if (n == n_given && strncmp(at, person->given, n) == 0 &&
            strncmp(next, person->last, n_last) == 0 &&
            (next[n_last] == ' ' || next[n_last] == '\0'))
            return true;
        at = next;
    }
    return false;
}

static void keep_given(cn_person *person, const char *given)
{
    snprintf(person->given, sizeof(person->given), "%s", given);
    snprintf(person->shown, sizeof(person->shown), "%s, %s", person->last, given);
    for (char *c = person->shown; *c; c++) {
        if ((c == person->shown || c[-1] == ' ' || c[-1] == '-') && *c >= 'a' && *c <= 'z')
            *c = (char)(*c - ('a' - 'A'));
    }
}

/* Names in a row that were taken for given names: adds those who are in the vocabulary; of the
 * rest, the last word stays. */
static int split_row(const vocabulary *v, cn_names *list, size_t i, cairn_error *err)
{
    enum { ROW_MIN = 4 /* words that are too many for given names */ };
    char given[CN_NAME_PART_MAX];
    bool is_split = false;
    int rc = CAIRN_OK;

    memcpy(given, list->persons[i].given, sizeof(given));
    if (count_words(given) < ROW_MIN)
        return CAIRN_OK;
    for (size_t k = 0; rc == CAIRN_OK && k < v->n; k++) {
        const cn_person *person = &v->entries[k].person;

        if (!person->given[0] || count_words(person->given) >= ROW_MIN || !stands_in(given, person))
            continue;
        rc = add_person(list, person, err);
        is_split = true;
    }
    if (is_split && strrchr(given, ' '))
        keep_given(&list->persons[i], strrchr(given, ' ') + 1);
    return rc;
}

/* Whether most write the given name that way. */
static bool is_well_known(const vocabulary *v, const cn_person *person)
{
    const size_t n = strcspn(person->given, " ");

    for (size_t i = 0; i < v->n; i++) {
        if (is_entry(&v->entries[i].person, person))
            return v->entries[i].n > 2 && has_word(v->entries[i].person.given, person->given, n);
    }
    return false;
}

/* "Simson, Gracewitt, Bo": cuts the last name of the next person off. */
static int unglue(const vocabulary *v, cn_names *list, cairn_error *err)
{
    int rc = CAIRN_OK;

    for (size_t i = 0; rc == CAIRN_OK && i < list->n; i++) {
        char *given = list->persons[i].given;

        rc = split_row(v, list, i, err);
        given = list->persons[i].given;
        if (is_well_known(v, &list->persons[i]))
            continue;
        for (size_t k = 0; rc == CAIRN_OK && k < v->n; k++) {
            const cn_person *next = &v->entries[k].person;

            if (!next->given[0] || !ends_with(given, next->last))
                continue;
            given[strlen(given) - strlen(next->last)] = '\0';
            drop_given_name(list, next);
            rc = add_person(list, next, err);
            break;
        }
    }
    return rc;
}

/* How many sources name both. */
static uint32_t count_together(const cn_names *lists, const uint32_t *n_sources, size_t n,
                               const cn_person *a, const cn_person *b)
{
    uint32_t together = 0;

    for (size_t i = 0; i < n; i++) {
        bool has_a = false, has_b = false;

        for (size_t j = 0; j < lists[i].n; j++) {
            has_a |= is_entry(&lists[i].persons[j], a);
            has_b |= is_entry(&lists[i].persons[j], b);
        }
        together += has_a && has_b ? n_sources[i] : 0;
    }
    return together;
}

/* "Art Miller" and "Wm. Arthur Miller": one last name, and hardly ever in one list. */
static void merge_given_names(const vocabulary *v, cn_names *lists, const uint32_t *n_sources,
                              size_t n)
{
    size_t n_compared = 0;

    for (size_t a = 0; a < v->n; a++) {
        for (size_t b = a + 1; b < v->n && n_compared < MERGES_MAX; b++) {
            const entry *more = &v->entries[a], *less = &v->entries[b];

            if (strcmp(more->person.last, less->person.last) != 0 || !more->person.given[0] ||
                !less->person.given[0])
                continue;
            n_compared++;
            if (count_together(lists, n_sources, n, &more->person, &less->person) * SHARE_TOGETHER >
                less->n)
                continue;
            for (size_t i = 0; i < n; i++) {
                for (size_t j = 0; j < lists[i].n; j++) {
                    if (is_entry(&lists[i].persons[j], &less->person))
                        replace_person(&lists[i], j, &more->person);
                }
            }
        }
    }
}

static int compare_persons(const void *a, const void *b)
{
    const cn_person *x = a;
    const cn_person *y = b;
    int order = strcmp(x->last, y->last);

    return order ? order : strcmp(x->given, y->given);
}

int cn_names_align(cn_names *lists, const uint32_t *n_sources, size_t n, cairn_error *err)
{
    vocabulary v;
    int rc = build_vocabulary(&v, lists, n_sources, n, err);

    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        rc = unglue(&v, &lists[i], err);
        if (rc == CAIRN_OK)
            respell(&v, &lists[i]);
    }
    cn_free(v.entries);
    if (rc < 0)
        return rc;
    rc = build_vocabulary(&v, lists, n_sources, n, err);
    if (rc == CAIRN_OK)
        merge_given_names(&v, lists, n_sources, n);
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        respell(&v, &lists[i]);
        drop_echoes(&lists[i]);
        if (lists[i].n > 1)
            qsort(lists[i].persons, lists[i].n, sizeof(*lists[i].persons), compare_persons);
    }
    cn_free(v.entries);
    return rc;
}
