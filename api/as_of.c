/* Time in questions, see as_of.h. */
#include "api/as_of.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "fusion/valid.h"
#include "fusion/valid_words.h"
#include "schema/namekey.h"

#define VALID_BYTES_MAX ((size_t)64 << 20) /* of valid texts */
enum {
    NAMED_MAX = 8,      /* entities of the question whose facts are looked at */
    MEANT_MAX = 4,      /* that a candidate may mean */
    WORDS_MAX = 64,     /* of the question in which names are looked for */
    NAME_WORDS_MAX = 5, /* of such a name */
    FACTS_MAX = 2000,   /* of each of them, in each direction */
    GROUP_MAX = 256,    /* of one relation: with more, none takes the place of another */
    YEAR_DAYS = 366
};

/* ---- The time of a question ------------------------------------------------------------------ */

/* "in 2005", "from 1998 to 2004": the days; of an open side the year beside it. */
static bool days_of_span(const cn_span *span, int64_t *first, int64_t *last)
{
    if (span->kind == CN_SPAN_BEGIN) {
        *first = span->begin.first;
        *last = span->begin.last + YEAR_DAYS;
    } else if (span->kind == CN_SPAN_END && span->end.kind == CN_SIDE_DATE) {
        *first = span->end.first - YEAR_DAYS;
        *last = span->end.first - 1;
    } else {
        *first = span->begin.first;
        *last = span->end.last;
    }
    return span->begin.kind == CN_SIDE_DATE || span->end.kind == CN_SIDE_DATE;
}

/* The last time that the question names. False: none. */
static bool find_days(const cn_valid_words *words, cn_as_of *as_of)
{
    bool is_found = false;
    cn_valid_way way;
    cn_span span;

    for (size_t i = 0; i < words->n; i++) {
        const size_t n = cn_valid_words_read(words, i, CN_DAY_UNKNOWN, &way, &span);

        if (n == 0 || way != CN_WAY_DATE)
            continue;
        is_found |= days_of_span(&span, &as_of->first, &as_of->last);
        as_of->timing.first = words->items[i].first;
        i += n - 1;
        as_of->timing.len = words->items[i].first + words->items[i].len - as_of->timing.first;
    }
    return is_found;
}

static bool has_word(const cn_valid_words *words, const char *list)
{
    for (size_t i = 0; i < words->n; i++)
        if (cn_valid_words_is(words, i, list))
            return true;
    return false;
}

static bool asks_for_now(const cn_valid_words *words)
{
    return has_word(words, "is|are|current|currently|now|presently") &&
           !has_word(words, "was|were|did|had|former|formerly|first|last|ever|before|after");
}

/* ---- Judging --------------------------------------------------------------------------------- */

static cn_fit fit_of(const cn_as_of *as_of, const char *valid)
{
    const int64_t middle = as_of->first + (as_of->last - as_of->first) / 2;
    cn_holds holds;

    if (!*valid)
        return CN_FIT_OPEN;
    if (as_of->is_now)
        return cn_valid_holds(valid, CN_VALID_DAY_MAX) == CN_HOLDS_NO ? CN_FIT_PAST : CN_FIT_OPEN;
    holds = cn_valid_holds(valid, middle);
    if (holds != CN_HOLDS_NO)
        return holds == CN_HOLDS_YES ? CN_FIT_SURE : CN_FIT_OPEN;
    if (as_of->is_limit)
        return CN_FIT_NOT;
    return cn_valid_holds(valid, as_of->first) == CN_HOLDS_NO &&
                   cn_valid_holds(valid, as_of->last) == CN_HOLDS_NO
               ? CN_FIT_PAST
               : CN_FIT_OPEN;
}

static cn_fit holds(void *user, const char *valid)
{
    return fit_of(user, valid);
}

static int day_of_document(const cn_as_of *as_of, cairn_id document, int64_t *day, cairn_error *err)
{
    cn_origin_row origin;
    const int rc = cn_origin_get(as_of->view->store, document, &origin, err);

    *day = rc == CAIRN_OK ? origin.day : CN_DAY_UNKNOWN;
    return rc == CAIRN_ENOTFOUND ? CAIRN_OK : rc;
}

static int admits(void *user, cairn_id chunk, bool *is_admitted, cairn_error *err)
{
    const cn_as_of *as_of = user;
    int64_t day;
    const int rc = day_of_document(as_of, cn_chunk_document(chunk), &day, err);

    *is_admitted = day == CN_DAY_UNKNOWN || day <= as_of->last;
    return rc;
}

/* Does the sentence say any time? Asked for one span of it after the other. */
static bool says_time(cn_as_of *as_of, const char *sentence, size_t len)
{
    cn_valid_words words;
    cn_valid_way way;
    cn_span span;

    if (as_of->sentence == sentence && as_of->sentence_len == len)
        return as_of->says_time;
    cn_valid_words_cut(&words, sentence, len);
    as_of->sentence = sentence;
    as_of->sentence_len = len;
    as_of->says_time = words.n == CN_VALID_WORDS_MAX; /* there may be more */
    for (size_t i = 0; i < words.n && !as_of->says_time; i++)
        as_of->says_time = cn_valid_words_read(&words, i, CN_DAY_UNKNOWN, &way, &span) > 0;
    return as_of->says_time;
}

static cn_fit said(void *user, size_t evidence, const char *sentence, size_t sentence_len,
                   size_t first, size_t len)
{
    cn_as_of *as_of = user;
    const int64_t day = evidence < as_of->n_days ? as_of->days[evidence] : CN_DAY_UNKNOWN;
    char valid[CN_VALID_SPAN_LEN];

    if (!says_time(as_of, sentence, sentence_len))
        return CN_FIT_OPEN;
    cn_valid_of_place(sentence, sentence_len, first, len, day, valid);
    return fit_of(as_of, valid);
}

/* ---- What the graph knows -------------------------------------------------------------------- */

/* Facts that join an entity of the question with others. */
typedef struct joining {
    const cn_fact_row *row;
    cairn_id other;
    bool is_subject; /* the question's entity is */
} joining;

/* Of several facts about one entity one that surely fits is enough; else what is known of an end
 * counts more than what is not known, but puts it out only when all facts agree. */
static uint64_t both_fits(uint64_t a, uint64_t b)
{
    if (a == CN_FIT_SURE || b == CN_FIT_SURE)
        return CN_FIT_SURE;
    if (a == b)
        return a;
    return CN_FIT_PAST;
}

static int note_fit(cn_as_of *as_of, cairn_id other, cn_fit fit, cairn_error *err)
{
    bool is_new = false;
    uint64_t *slot = cn_map_put(&as_of->known, (uint64_t)other, &is_new);

    if (!slot)
        return cn_fail_memory(err, sizeof *slot);
    *slot = is_new ? (uint64_t)fit : both_fits(*slot, (uint64_t)fit);
    return CAIRN_OK;
}

/* A literal goes by its key, as a candidate does; the key of an entity's name is its id. */
static int find_key(const cn_as_of *as_of, const char *literal, cairn_id *key, cairn_error *err)
{
    cn_words words = {0};
    const int rc = cn_name_key(as_of->view->tokenizer, literal, strlen(literal), &words, key, err);

    cn_words_done(&words);
    return rc;
}

static int collect_fact(cn_as_of *as_of, joining *join, cairn_error *err)
{
    const cn_fact_row *row = join->row;
    cn_timed_fact *made;
    int rc = CAIRN_OK;

    if (!row->believed)
        return CAIRN_OK;
    if (join->other == 0)
        rc = find_key(as_of, row->literal, &join->other, err);
    if (rc < 0 || join->other == 0)
        return rc;
    if (!cn_grow((void **)&as_of->facts, &as_of->cap_facts, as_of->n_facts + 1,
                 (size_t)2 * NAMED_MAX * FACTS_MAX, sizeof *made))
        return cn_fail_memory(err, as_of->n_facts * sizeof *made);
    made = &as_of->facts[as_of->n_facts++];
    *made = (cn_timed_fact){.group = cn_hash_mix((uint64_t)row->relation, join->is_subject),
                            .other = join->other,
                            .id = row->id};
    made->valid = cn_arena_strndup(&as_of->arena, row->valid, strlen(row->valid));
    if (!made->valid)
        return cn_fail_memory(err, strlen(row->valid));
    return day_of_document(as_of, cn_chunk_document(cn_mention_chunk(row->statement)), &made->day,
                           err);
}

static int load_facts(cn_as_of *as_of, cairn_id entity, bool is_subject, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    cn_fact_row row;
    int rc = is_subject ? cn_fact_scan_subject(as_of->view->store, entity, 0, &cursor, err)
                        : cn_fact_scan_object(as_of->view->store, entity, &cursor, err);

    for (size_t i = 0; rc == CAIRN_OK && i < FACTS_MAX; i++) {
        rc = cn_fact_next(cursor, &row, err);
        if (rc == CAIRN_ROW) {
            joining join = {&row, is_subject ? row.object : row.subject, is_subject};

            rc = collect_fact(as_of, &join, err);
        } else {
            break;
        }
    }
    cn_cursor_free(cursor);
    return rc;
}

static int compare_facts(const void *left, const void *right)
{
    const cn_timed_fact *a = left, *b = right;

    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    return a->id < b->id ? -1 : a->id > b->id;
}

/* Facts of one relation as if it had one value at a time: which is the newest that is meant. A
 * guess, so that it moves a candidate down but never out. */
static int judge_group(cn_as_of *as_of, const cn_timed_fact *facts, size_t n, cairn_error *err)
{
    cn_valid_fact *closing = n > 1 && n <= GROUP_MAX ? cn_alloc_zero(n, sizeof *closing) : NULL;
    int rc = CAIRN_OK;

    if (n > 1 && n <= GROUP_MAX && !closing)
        return cn_fail_memory(err, n * sizeof *closing);
    for (size_t i = 0; closing && i < n; i++)
        closing[i] = (cn_valid_fact){.id = facts[i].id,
                                     .valid = facts[i].valid,
                                     .day = facts[i].day,
                                     .last_day = facts[i].day};
    if (closing)
        rc = cn_valid_close(closing, n, err);
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        cn_fit fit = fit_of(as_of, facts[i].valid);

        if (closing && fit == CN_FIT_OPEN && fit_of(as_of, closing[i].out) <= CN_FIT_PAST)
            fit = CN_FIT_PAST;
        if (*facts[i].valid || fit != CN_FIT_OPEN)
            rc = note_fit(as_of, facts[i].other, fit, err);
    }
    cn_free(closing);
    return rc;
}

static int load_entity(cn_as_of *as_of, cairn_id entity, cairn_error *err)
{
    int rc = load_facts(as_of, entity, true, err);

    if (rc == CAIRN_OK)
        rc = load_facts(as_of, entity, false, err);
    if (rc == CAIRN_OK && as_of->n_facts > 1)
        qsort(as_of->facts, as_of->n_facts, sizeof *as_of->facts, compare_facts);
    for (size_t first = 0, end; rc == CAIRN_OK && first < as_of->n_facts; first = end) {
        for (end = first + 1;
             end < as_of->n_facts && as_of->facts[end].group == as_of->facts[first].group;)
            end++;
        rc = judge_group(as_of, &as_of->facts[first], end - first, err);
    }
    as_of->n_facts = 0;
    return rc;
}

typedef struct named {
    cairn_id items[NAMED_MAX];
    size_t n;
} named;

static void add_named(named *list, cairn_id entity)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i] == entity)
            return;
    if (list->n < NAMED_MAX)
        list->items[list->n++] = entity;
}

static bool is_name_word(const cn_word *word)
{
    return word->flags & (CN_WORD_UPPER | CN_WORD_DIGIT) && !(word->flags & CN_WORD_STOP);
}

/* The question's links, and names inside them: "mayor of Ulm" may be one, and the facts are those
 * of Ulm. */
static void find_named(const cn_as_of *as_of, named *list)
{
    const cn_question *question = as_of->question;
    const cn_snapshot *snapshot = as_of->view->snapshot;
    const size_t n_words = question->words.n < WORDS_MAX ? question->words.n : WORDS_MAX;
    uint32_t n = 0;

    for (size_t i = 0; i < question->n_links && list->n < NAMED_MAX / 2; i++)
        if (!question->links[i].is_guess)
            add_named(list, snapshot->entity_ids[question->links[i].entity]);
    for (size_t i = 0; i < n_words; i++)
        for (size_t len = NAME_WORDS_MAX; len > 0; len--) {
            const cn_word *words = question->words.items + i;
            const uint32_t *entities;

            if (i + len > n_words || !is_name_word(&words[0]) || !is_name_word(&words[len - 1]))
                continue;
            entities = cn_snapshot_key(snapshot, cn_words_key(words, len), &n);
            if (n > 0)
                add_named(list, snapshot->entity_ids[entities[0]]);
        }
}

static int load_named(cn_as_of *as_of, cairn_error *err)
{
    named list = {.n = 0};
    int rc = CAIRN_OK;

    as_of->is_loaded = true;
    find_named(as_of, &list);
    for (size_t i = 0; rc == CAIRN_OK && i < list.n; i++)
        rc = load_entity(as_of, list.items[i], err);
    return rc;
}

static int known(void *user, int64_t key, cn_fit *fit, cairn_error *err)
{
    cn_as_of *as_of = user;
    const cn_snapshot *snapshot = as_of->view->snapshot;
    uint32_t n = 0;
    const uint32_t *entities = cn_snapshot_key(snapshot, key, &n);
    const uint64_t *slot;
    int rc = CAIRN_OK;

    *fit = CN_FIT_OPEN;
    if (!as_of->is_loaded)
        rc = load_named(as_of, err);
    slot = rc == CAIRN_OK ? cn_map_get(&as_of->known, (uint64_t)key) : NULL;
    for (uint32_t i = 0; rc == CAIRN_OK && !slot && i < n && i < MEANT_MAX; i++)
        slot = cn_map_get(&as_of->known, (uint64_t)snapshot->entity_ids[entities[i]]);
    if (slot)
        *fit = (cn_fit)*slot;
    return rc;
}

/* ---- Life cycle ------------------------------------------------------------------------------ */

void cn_as_of_init(cn_as_of *as_of, const cn_view *view, cn_question *question, const char *day)
{
    cn_valid_words words;

    *as_of = (cn_as_of){.view = view, .question = question};
    cn_map_init(&as_of->known);
    cn_arena_init(&as_of->arena, VALID_BYTES_MAX);
    cn_valid_words_cut(&words, question->text, question->len);
    as_of->is_limit = day && cn_valid_day(day, &as_of->last);
    if (!find_days(&words, as_of))
        as_of->is_now = !as_of->is_limit && asks_for_now(&words);
    if (as_of->is_limit) { /* it may name another time, but is asked as of this day */
        cn_valid_day(day, &as_of->last);
        as_of->first = as_of->last;
        as_of->timing.admits = admits;
    } else if (as_of->timing.len == 0 && !as_of->is_now) {
        return;
    }
    as_of->timing.said = said;
    as_of->timing.known = known;
    as_of->timing.holds = holds;
    as_of->timing.user = as_of;
    question->timing = &as_of->timing;
}

void cn_as_of_done(cn_as_of *as_of)
{
    cn_map_done(&as_of->known);
    cn_arena_done(&as_of->arena);
    cn_free(as_of->facts);
    cn_free(as_of->days);
}

int cn_as_of_evidence(cn_as_of *as_of, const cairn_hits *hits, size_t n, cairn_error *err)
{
    int rc = CAIRN_OK;

    if (!as_of->question->timing || n == 0)
        return CAIRN_OK;
    as_of->days = cn_alloc_zero(n, sizeof *as_of->days);
    if (!as_of->days)
        return cn_fail_memory(err, n * sizeof *as_of->days);
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++)
        rc = day_of_document(as_of, cn_chunk_document(hits->items[i].chunk), &as_of->days[i], err);
    as_of->n_days = n;
    return rc;
}

int cn_as_of_check(const char *day, cairn_error *err)
{
    int64_t ignored;

    if (!day || cn_valid_day(day, &ignored))
        return CAIRN_OK;
    return cn_fail(err, CAIRN_EINVAL, 0,
                   "\"%.60s\" is not a date to ask as of: YYYY, YYYY-MM or YYYY-MM-DD", day);
}
