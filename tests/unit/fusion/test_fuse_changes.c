/* A build that follows a few documents ends where one from scratch does. Random documents come,
 * change and go; names are few, so that keys are shared, merged, ambiguous, and lose their
 * meaning again. */
#include "unit/fusion/world.h"

enum { ROUNDS = 60, URIS = 24, CHANGES_MAX = 4 };

/* xorshift64*: the same sequence on every machine. */
static uint64_t next_number(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

static size_t below(uint64_t *state, size_t n)
{
    return (size_t)(next_number(state) >> 33) % n;
}

static const char *const names[] = {"Heat (film)",
                                    "Heat (novel)",
                                    "Heat",
                                    "Paris, Texas",
                                    "Paris",
                                    "John Smith",
                                    "J. Smith",
                                    "Sir John Smith",
                                    "Smith, John",
                                    "Smith",
                                    "British Rail Museum",
                                    "BRM",
                                    "Ada Lovelace",
                                    "Ada Lovelase",
                                    "Ada",
                                    "Acme Ltd",
                                    "Acme",
                                    "composer"};
static const struct said {
    const char *relation;
    const char *objects[4];
    int type;
} sayings[] = {
    {"born on", {"1815", "10 December 1815", "1816", "12 May 1920"}, CN_TYPE_DATE},
    {"born in", {"Paris", "Leeds", "Paris, Texas", "Cork"}, CN_TYPE_PLACE},
    {"wrote", {"Heat (novel)", "Heat", "Heat (film)", "Notes"}, CN_TYPE_WORK},
    {"was written by", {"John Smith", "J. Smith", "Ada Lovelace", "Acme"}, CN_TYPE_PERSON},
    {"also known as", {"Ada", "J. Smith", "BRM", "The Heat"}, CN_TYPE_PERSON},
    {"is a", {"composer", "film", "novel", "museum"}, CN_TYPE_CLASS},
    {"population", {"1,063", "1064", "2000", "2,001"}, CN_TYPE_QUANTITY},
    {"died on", {"1852", "27 November 1852", "1980", "3 May 1991"}, CN_TYPE_DATE},
    {"father", {"Lord Byron", "Sam Hall", "Ada", "John Smith"}, CN_TYPE_PERSON},
};
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* What a page says is a function of its URI and version. */
static void add_random_page(fixture *f, size_t number, uint64_t version)
{
    uint64_t state = (number + 1) * UINT64_C(0x9e3779b97f4a7c15) ^ (version << 17);
    char uri[16], text[32];
    cn_put_outcome outcome;
    cairn_id document;
    page on;

    snprintf(uri, sizeof(uri), "page %zu", number);
    snprintf(text, sizeof(text), "page %zu, %llu", number, (unsigned long long)version);
    document = put_document(f->store, uri, text, &outcome);
    if (outcome != CN_PUT_ADDED)
        return;
    put_chunk(f->store, document, 0, text, 0);
    on = (page){.store = f->store, .chunk = cn_chunk_id(document, 0)};
    if (below(&state, 2))
        mention(&on, names[below(&state, COUNT(names))], CN_ROLE_TITLE,
                (int)below(&state, CN_TYPE_EVENT));
    for (size_t i = below(&state, 5); i > 0; i--)
        mention(&on, names[below(&state, COUNT(names))], CN_ROLE_MENTION,
                (int)below(&state, CN_TYPE_EVENT));
    if (below(&state, 4) == 0) { /* one of two people of that name */
        const bool is_first = below(&state, 2);

        say(&on, "John Smith", "born on", is_first ? "3 May 1812" : "9 June 1950", CN_TYPE_DATE,
            0.9);
        say(&on, "John Smith", "born in", is_first ? "Leeds" : "Cork", CN_TYPE_PLACE, 0.9);
        say(&on, "John Smith", "father", is_first ? "Sam Smith" : "Lee Smith", CN_TYPE_PERSON, 0.8);
    }
    for (size_t i = below(&state, 5); i > 0; i--) {
        const struct said *said = &sayings[below(&state, COUNT(sayings))];

        say(&on, names[below(&state, COUNT(names))], said->relation,
            said->objects[below(&state, 4)], said->type, (double)(1 + below(&state, 9)) / 10);
    }
}

/* Versions of the pages that there are; 0: not there. */
static void digest_from_scratch(const uint64_t *versions, char hex[33])
{
    void *other = NULL;

    set_up(&other);
    begin(other);
    for (size_t i = URIS; i-- > 0;) {
        if (versions[i] > 0)
            add_random_page(other, i, versions[i]);
    }
    fuse(other);
    commit(other);
    digest_of(((fixture *)other)->store, hex);
    tear_down(&other);
}

static void change_pages(fixture *f, uint64_t *versions, uint64_t *state, uint64_t round)
{
    for (size_t n = 1 + below(state, CHANGES_MAX); n > 0; n--) {
        const size_t i = below(state, URIS);
        char uri[16];

        if (versions[i] > 0 && below(state, 3) == 0) {
            snprintf(uri, sizeof(uri), "page %zu", i);
            OK(cn_document_forget(f->store, uri, &last_error));
            versions[i] = 0;
        } else {
            versions[i] = round + 2;
            add_random_page(f, i, versions[i]);
        }
    }
}

static void changes_end_where_a_build_from_scratch_does(void **unused)
{
    (void)unused;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        uint64_t versions[URIS], state = seed * UINT64_C(88172645463325252);
        char changed[33], fresh[33];
        void *at = NULL;

        set_up(&at);
        begin(at);
        for (size_t i = 0; i < URIS; i++)
            add_random_page(at, i, versions[i] = 1);
        fuse(at);
        commit(at);
        for (uint64_t round = 0; round < ROUNDS; round++) {
            begin(at);
            change_pages(at, versions, &state, round);
            fuse(at);
            check_clean(at);
            commit(at);
            digest_of(((fixture *)at)->store, changed);
            digest_from_scratch(versions, fresh);
            if (strcmp(changed, fresh) != 0)
                fail_msg("seed %llu, round %llu: the two ways differ", (unsigned long long)seed,
                         (unsigned long long)round);
        }
        tear_down(&at);
    }
}

static void nothing_is_left_when_all_documents_go(void **state)
{
    fixture *f = *state;
    static const char *const tables[] = {
        "SELECT count(*) FROM name",     "SELECT count(*) FROM relation",
        "SELECT count(*) FROM name_use", "SELECT count(*) FROM relation_use",
        "SELECT count(*) FROM block",    "SELECT count(*) FROM stated_alias",
        "SELECT count(*) FROM entity",   "SELECT count(*) FROM alias",
        "SELECT count(*) FROM sense",    "SELECT count(*) FROM fact",
        "SELECT count(*) FROM conflict", "SELECT count(*) FROM origin"};

    begin(f);
    for (size_t i = 0; i < URIS; i++)
        add_random_page(f, i, 7);
    fuse(f);
    /* One by one: all at once would be a build from scratch. */
    for (size_t i = 0; i < URIS; i++) {
        char uri[16];

        snprintf(uri, sizeof(uri), "page %zu", i);
        OK(cn_document_forget(f->store, uri, &last_error));
        fuse(f);
    }
    for (size_t i = 0; i < COUNT(tables); i++)
        assert_int_equal(number_of(f->store, tables[i]), 0);
    commit(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_end_where_a_build_from_scratch_does),
        cmocka_unit_test_setup_teardown(nothing_is_left_when_all_documents_go, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
