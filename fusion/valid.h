/* Valid time: when what a statement or a fact says holds.
 *
 * A valid text is EDTF (ISO 8601-2:2019), intervals with ';' between them, sorted, none that
 * overlap, at most CN_VALID_SPANS_MAX:
 *
 *     1998/2002   from 1998 to 2002; both years belong to it
 *     1998/..     since 1998, and still so when it was said: open
 *     1998/       began in 1998 ("became"); when it ended nobody says: unknown
 *     ../2002     until 2002; "/2002": over by then, its beginning unknown
 *     /2002-05?   over by then, perhaps long before ("the former ...")
 *     1998        said of 1998 ("in 1998"); longer, perhaps
 *     ""          nothing is known
 *
 * Sides are dates as base/time.h writes them. What counts from "now" ("now", "currently", "as of
 * today") counts from the document's date, so a beginning may be the day on which it was first
 * known to hold. A beginning is its first day, an end its last.
 *
 * Pure functions: no clock. A text of any bytes may come; what is no interval is left out. */
#ifndef CN_FUSION_VALID_H
#define CN_FUSION_VALID_H

#include "schema/rows.h"

enum {
    CN_VALID_SPANS_MAX = 16, /* of one fact; beyond, the interval around all */
    CN_VALID_SPAN_LEN = 40,  /* bytes of one, with the ';' or the NUL */
    CN_VALID_TEXT_MAX = CN_VALID_SPANS_MAX * CN_VALID_SPAN_LEN
};

/* A document dated outside these days does not say when it was written; nothing that begins
 * later closes a fact. Days from 1970-01-01: of the years 1 and 2100. */
#define CN_VALID_DAY_MIN (-INT64_C(719162))
#define CN_VALID_DAY_MAX INT64_C(47482)

typedef enum cn_holds { CN_HOLDS_NO, CN_HOLDS_UNKNOWN, CN_HOLDS_YES } cn_holds;

/* What is looked at of a statement. Strings are borrowed; "" or NULL where there is none. */
typedef struct cn_valid_statement {
    const cn_statement_row *row;   /* more, flags, object_type */
    const char *relation, *normal; /* surfaces */
    const char *subject, *object;  /* surfaces of the names */
    const char *sentence;          /* row->first, row->len of the chunk's text; NULL: not known */
    size_t sentence_len;
    int64_t day; /* of its document, or CN_DAY_UNKNOWN */
} cn_valid_statement;

/* When the statement holds: at most one interval. From its arguments of time, else from the words
 * of the sentence beside its object or at the sentence's beginning. A statement whose object is
 * itself a date ("born on", "founded in") needs none: "". Cost: linear in the sentence. */
void cn_valid_of_statement(const cn_valid_statement *statement, char out[CN_VALID_SPAN_LEN]);

/* The same for what stands at text[first, first + len) of a sentence. */
void cn_valid_of_place(const char *sentence, size_t sentence_len, size_t first, size_t len,
                       int64_t day, char out[CN_VALID_SPAN_LEN]);

/* Of several statements of one fact: "2010/" and "/2015" are "2010/2015". A function of the set of
 * texts: neither order nor repetition counts. CAIRN_ENOMEM. Cost: n log n. */
int cn_valid_merge(const char *const *texts, size_t n, char out[CN_VALID_TEXT_MAX],
                   cairn_error *err);

/* NO when it begins after the day, or had ended before it; UNKNOWN where the text does not say. */
cn_holds cn_valid_holds(const char *valid, int64_t day);

/* One fact of a subject and a relation that has one value at a time. */
typedef struct cn_valid_fact {
    cairn_id id;
    const char *valid;           /* merged; borrowed */
    int64_t day;                 /* the earliest date of its documents, or CN_DAY_UNKNOWN */
    int64_t last_day;            /* the latest */
    cairn_id closed_by;          /* out: 0 for none */
    char out[CN_VALID_TEXT_MAX]; /* out: valid, with the ends that follow from the others */
} cn_valid_fact;

/* A newer fact closes the older one: an interval without an end ends where the next interval of
 * another fact begins. A fact without a valid time begins, for the order, with its documents' date;
 * one without either closes nothing and is not closed. Facts that begin at the same time, as far as
 * their precision tells, stay rivals. What begins more than a year after the latest of the
 * documents' dates (where none is known: after CN_VALID_DAY_MAX) closes nothing. Depends on the
 * set, not on the order. Cost: n log n. CAIRN_ENOMEM. */
int cn_valid_close(cn_valid_fact *facts, size_t n, cairn_error *err);

/* The first day on which it is said to hold, *last the last day of that beginning ("2010": 1
 * January, 31 December); false when no beginning is known. */
bool cn_valid_begin(const char *valid, int64_t *first, int64_t *last);

/* A date given by a user: YYYY, YYYY-MM or YYYY-MM-DD, a year of 1 to 9999 -> its last day. False
 * for anything else. */
bool cn_valid_day(const char *text, int64_t *day);
/* A day as YYYY-MM-DD; "" for CN_DAY_UNKNOWN and for years that have not four digits. */
void cn_valid_day_text(int64_t day, char out[16]);

#endif
