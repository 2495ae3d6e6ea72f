/* As test_fuse_changes.c, with more of the world: dates of documents and sites, times, negations,
 * two chunks, relations of one value at a time, decisions by hand that come and go. */
#include "unit/fusion/told.h"

enum { URIS = 30, CHANGES_MAX = 4 };

/* xorshift64*: the same sequence on every machine. */
static size_t below(uint64_t *state, size_t n)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (size_t)(*state * UINT64_C(2685821657736338717) >> 33) % n;
}

static const char *const names[] = {
    "Heat (film)",   "Heat (novel)",      "Heat",     "Paris, Texas",
    "Paris",         "John Smith",        "J. Smith", "Sir John Smith",
    "Smith, John",   "John Adam Smith",   "BRM",      "British Rail Museum",
    "Ada Lovelace",  "Ada King Lovelace", "Ada",      "Acme Ltd",
    "Acme",          "composer",          "Ulm",      "Tom Hale",
    "Tom Hale Jr.",  "Henry IV",          "Henry V",  "!!!",
    "Countess Byron"};
static const struct said {
    const char *relation;
    const char *objects[4];
    int type;
} sayings[] = {
    {"born on", {"1815", "10 December 1815", "1816", "12 May 1920"}, CN_TYPE_DATE},
    {"born in", {"Paris", "Leeds", "Paris, Texas", "Texas"}, CN_TYPE_PLACE},
    {"wrote", {"Heat (novel)", "Heat", "Heat (film)", "Notes"}, CN_TYPE_WORK},
    {"was written by", {"John Smith", "J. Smith", "Ada Lovelace", "Acme"}, CN_TYPE_PERSON},
    {"also known as", {"Ada", "J. Smith", "BRM", "Countess Byron"}, CN_TYPE_PERSON},
    {"is a", {"composer", "film", "novel", "museum"}, CN_TYPE_CLASS},
    {"population", {"1,063", "1064", "2000", "2,001"}, CN_TYPE_QUANTITY},
    {"died on", {"1852", "27 November 1852", "1980", "3 May 1991"}, CN_TYPE_DATE},
    {"father", {"Lord Byron", "Sam Hall", "Ada", "John Smith"}, CN_TYPE_PERSON},
    {"father", {"a lord", "a baker", "Ada", "the poet"}, CN_TYPE_TEXT},
    {"mayor", {"Tom Hale", "John Smith", "J. Smith", "Ada Lovelace"}, CN_TYPE_PERSON},
    {"capital", {"Paris", "Ulm", "Paris, Texas", "Leeds"}, CN_TYPE_PLACE},
    {"height", {"330 m", "331 m", "500 m", "1,083 ft"}, CN_TYPE_QUANTITY},
    {"located in", {"Texas", "Paris", "Leeds", "England"}, CN_TYPE_PLACE}};
static const char *const times[] = {
    "", "", "since 1998", "in 2004", "until 2006", "from 2001 to 2003", "since 2006", "in 2010"};
static const char *const metas[] = {"",
                                    "",
                                    "{\"date\":\"2001-02-03\"}",
                                    "{\"date\":\"2011-02-03\"}",
                                    "{\"date\":\"9999-01-01\"}",
                                    "{\"date\":\"2020\",\"source\":\"The Post\"}",
                                    "{\"source\":\"The Post\"}"};
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void uri_of(size_t number, char uri[64])
{
    if (number % 3)
        snprintf(uri, 64, "page %zu", number);
    else
        snprintf(uri, 64, "https://site%zu.example/%zu", number % 2, number);
}

static void mention_some(page *on, uint64_t *state)
{
    if (below(state, 3) == 0)
        mention(on, names[below(state, COUNT(names))], CN_ROLE_TITLE,
                (int)below(state, CN_TYPE_EVENT));
    for (size_t i = below(state, 5); i > 0; i--) {
        const cn_mention_row row = {.id = cn_mention_id(on->chunk, on->n_mentions++),
                                    .name = name_id(on->store, names[below(state, COUNT(names))]),
                                    .role = below(state, 6) ? CN_ROLE_MENTION : CN_ROLE_TERM,
                                    .type = (int)below(state, CN_TYPE_EVENT),
                                    .first = (uint32_t)below(state, 20),
                                    .len = 3};

        OK(cn_mention_put(on->store, &row, &last_error));
    }
}

/* Of one of two people of that name. */
static void say_of_one(page *on, bool is_first)
{
    say(on, "John Smith", "born on", is_first ? "3 May 1812" : "9 June 1950", CN_TYPE_DATE, 0.9);
    say(on, "John Smith", "born in", is_first ? "Leeds" : "Cork", CN_TYPE_PLACE, 0.9);
    say(on, "John Smith", "father", is_first ? "Sam Smith" : "Lee Smith", CN_TYPE_PERSON, 0.8);
}

static void say_something(page *on, uint64_t *state)
{
    const struct said *said = &sayings[below(state, COUNT(sayings))];
    const char *when = times[below(state, COUNT(times))];
    char more[64] = "";
    cn_statement_row row = {.id = cn_mention_id(on->chunk, on->n_statements++),
                            .subject = name_id(on->store, names[below(state, COUNT(names))]),
                            .relation = relation_id(on->store, said->relation),
                            .object = name_id(on->store, said->objects[below(state, 4)]),
                            .subject_type = (int)below(state, 3),
                            .object_type = said->type,
                            .rule = 1,
                            .confidence = (double)(1 + below(state, 9)) / 10,
                            .first = (uint32_t)below(state, 3) * 5,
                            .len = 5,
                            .more = more};

    if (*when)
        snprintf(more, sizeof(more), "1\t%s\t\n", when);
    if (below(state, 10) == 0)
        row.flags = CN_STATED_NEGATED;
    else if (below(state, 10) == 0)
        row.flags = CN_STATED_REPORTED;
    OK(cn_statement_put(on->store, &row, &last_error));
}

/* What a page says is a function of its URI and version. */
static void add_random_page(fixture *f, size_t number, uint64_t version)
{
    uint64_t state = (number + 1) * UINT64_C(0x9e3779b97f4a7c15) ^ (version << 17);
    const size_t n_chunks = 1 + below(&state, 2);
    char uri[64], text[64];
    cn_put_outcome outcome;
    cn_document_row row;
    cairn_id document;

    uri_of(number, uri);
    snprintf(text, sizeof(text), "page %zu, %llu. and some more text", number,
             (unsigned long long)version);
    row = document_row(uri, text);
    row.meta = metas[below(&state, COUNT(metas))];
    row.byte_len = n_chunks * strlen(text);
    OK(cn_document_put(f->store, &row, &document, &outcome, &last_error));
    if (outcome != CN_PUT_ADDED)
        return;
    for (size_t chunk = 0; chunk < n_chunks; chunk++) {
        page on = {.store = f->store, .chunk = cn_chunk_id(document, (uint32_t)chunk)};

        put_chunk(f->store, document, (uint32_t)chunk, text, chunk * strlen(text));
        mention_some(&on, &state);
        if (below(&state, 4) == 0)
            say_of_one(&on, below(&state, 2));
        for (size_t i = below(&state, 6); i > 0; i--)
            say_something(&on, &state);
    }
}

/* ---- Changes ---- */

/* Versions of the pages that there are; 0: not there. */
static void change_pages(fixture *f, uint64_t *versions, uint64_t *state, uint64_t version)
{
    for (size_t n = 1 + below(state, CHANGES_MAX); n > 0; n--) {
        const size_t i = below(state, URIS);
        char uri[64];

        uri_of(i, uri);
        if (versions[i] > 0 && below(state, 3) == 0) {
            forget(f, uri);
            versions[i] = 0;
        } else {
            versions[i] = version;
            add_random_page(f, i, version);
        }
    }
}

static void change_decisions(fixture *f, uint64_t *state)
{
    for (size_t n = below(state, 3); n > 0; n--) {
        const int64_t a = key_of(names[below(state, COUNT(names))]);
        const int64_t b = key_of(names[below(state, COUNT(names))]);
        const cn_decision_row row = {
            .a = a, .b = b, .verdict = below(state, 3) ? CN_DECIDED_SAME : CN_DECIDED_APART};

        if (a == b || a == 0 || b == 0) /* "!!!" is no key */
            continue;
        if (below(state, 3) == 0)
            OK(cn_decision_drop(f->store, a, b, &last_error));
        else
            OK(cn_decision_put(f->store, &row, &last_error));
    }
}

static void copy_decisions(fixture *from, fixture *to)
{
    cn_cursor *cursor = NULL;
    cn_decision_row row;

    OK(cn_decision_scan(from->store, 0, &cursor, &last_error));
    while (cn_decision_next(cursor, &row, &last_error) == CAIRN_ROW)
        OK(cn_decision_put(to->store, &row, &last_error));
    cn_cursor_free(cursor);
}

static void digest_from_scratch(fixture *like, const uint64_t *versions, char hex[33])
{
    void *other = NULL;

    set_up(&other);
    begin(other);
    for (size_t i = URIS; i-- > 0;) {
        if (versions[i] > 0)
            add_random_page(other, i, versions[i]);
    }
    copy_decisions(like, other);
    fuse(other);
    commit(other);
    digest_of(((fixture *)other)->store, hex);
    tear_down(&other);
}

static void follow_changes(fixture *f, uint64_t seed, uint64_t n_rounds)
{
    uint64_t versions[URIS], state = seed * UINT64_C(88172645463325252);
    char followed[33], fresh[33];

    begin(f);
    for (size_t i = 0; i < URIS; i++)
        add_random_page(f, i, versions[i] = 1);
    fuse(f);
    commit(f);
    for (uint64_t round = 0; round < n_rounds; round++) {
        begin(f);
        change_pages(f, versions, &state, round + 2 + seed * 1000);
        change_decisions(f, &state);
        fuse(f);
        check_clean(f);
        commit(f);
        digest_of(f->store, followed);
        digest_from_scratch(f, versions, fresh);
        /* What lost is retired, and nothing else. */
        assert_int_equal(
            number_of(f->store, "SELECT count(*) FROM fact WHERE (retired <> 0) = believed"), 0);
        if (strcmp(followed, fresh) != 0)
            fail_msg("seed %llu, round %llu: the two ways differ", (unsigned long long)seed,
                     (unsigned long long)round);
    }
}

static void changes_of_all_sorts_end_where_a_build_from_scratch_does(void **unused)
{
    /* In the last, a document goes that named a further sense as an object only. */
    static const uint64_t seeds[] = {1, 2, 129};

    (void)unused;
    for (size_t i = 0; i < COUNT(seeds); i++) {
        void *at = NULL;

        set_up(&at);
        follow_changes(at, seeds[i], 25);
        tear_down(&at);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_of_all_sorts_end_where_a_build_from_scratch_does),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
