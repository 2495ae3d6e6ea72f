/* cairn.h - embeddable knowledge-graph and retrieval engine.
 *
 * The one header a program includes. Anything not declared here is private.
 * Start with cairn_open(), then cairn_ingest_file(), cairn_build(),
 * cairn_ask(), cairn_close().
 *
 * Conventions, true for every function below:
 *   order     subject handle, inputs, outputs, callback + user, error
 *   result    CAIRN_OK (0) or a negative cairn_status; cursors also CAIRN_ROW
 *   strings   UTF-8; (ptr, len) pairs count bytes and need no NUL
 *   ownership out handles belong to the caller, freed by the matching
 *             _free or _close, which accept NULL; "borrowed" pointers belong
 *             to the named handle
 *   errors    the last argument may be NULL when only the status matters
 *   threads   one cairn may be used by many threads; a cursor by one
 *
 * Byte ranges come in two kinds. first_byte and len count bytes of the
 * document's text as cairn read it (what cairn_document_text() returns).
 * src_first and src_len count bytes of the source file that hold that text:
 * exact for plain text, the enclosing block for Markdown, the row for CSV and
 * JSONL; 0, 0 where the format gives no such place (HTML).
 */
#ifndef CAIRN_H
#define CAIRN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef CAIRN_API
#define CAIRN_API __attribute__((visibility("default")))
#endif

/* ---- Version ----------------------------------------------------------- */

#define CAIRN_VERSION_MAJOR 0
#define CAIRN_VERSION_MINOR 1
#define CAIRN_VERSION_PATCH 0
#define CAIRN_VERSION_STRING "0.1.0"

/** Version of the library actually linked: major*10000 + minor*100 + patch. */
CAIRN_API int cairn_version(void);

/* ---- Status and errors ------------------------------------------------- */

typedef enum cairn_status {
    CAIRN_ROW = 1,        /**< a cursor produced one more item */
    CAIRN_OK = 0,         /**< done; for a cursor: no more items */
    CAIRN_ENOMEM = -1,    /**< allocation failed */
    CAIRN_EINVAL = -2,    /**< an argument breaks the documented contract */
    CAIRN_ENOTFOUND = -3, /**< no such document, entity or file */
    CAIRN_EIO = -4,       /**< file system error; detail is errno */
    CAIRN_EDB = -5,       /**< SQLite error; detail is its extended code */
    CAIRN_EINDEX = -6,    /**< a derived index and the tables disagree */
    CAIRN_EPARSE = -7,    /**< malformed document; detail is a byte offset */
    CAIRN_ENET = -8,      /**< model unreachable; detail is a CURLcode */
    CAIRN_EMODEL = -9,    /**< model refused; detail is the HTTP status */
    CAIRN_ESCHEMA = -10,  /**< not a cairn store, or written by a newer cairn */
    CAIRN_EBUSY = -11,    /**< another process holds the write lock */
    CAIRN_ECANCELED = -12 /**< a callback or cairn_interrupt() said stop */
} cairn_status;

/** What went wrong. Caller-owned, fixed size: reporting never allocates. */
typedef struct cairn_error {
    int status;        /**< a cairn_status */
    int64_t detail;    /**< meaning depends on status, see above; or 0 */
    char message[240]; /**< one English sentence, NUL-terminated, valid UTF-8 */
} cairn_error;

#define CAIRN_ERROR_INIT                                                                           \
    {                                                                                              \
        0, 0, ""                                                                                   \
    }

/** Stable name such as "CAIRN_EPARSE". Static string, never NULL. */
CAIRN_API const char *cairn_status_name(int status);

/* ---- Handles ----------------------------------------------------------- */

typedef struct cairn cairn;               /**< one open knowledge base */
typedef struct cairn_hits cairn_hits;     /**< cursor over ranked chunks */
typedef struct cairn_facts cairn_facts;   /**< cursor over facts */
typedef struct cairn_answer cairn_answer; /**< a finished answer */

typedef int64_t cairn_id; /**< row id; 0 means "none" */

/* ---- Callbacks --------------------------------------------------------- */

typedef enum cairn_stage {
    CAIRN_STAGE_READ,
    CAIRN_STAGE_EXTRACT,
    CAIRN_STAGE_FUSE,
    CAIRN_STAGE_INDEX
} cairn_stage;

typedef struct cairn_progress {
    cairn_stage stage;
    uint64_t done;  /**< items finished in this stage */
    uint64_t total; /**< items in this stage; 0 while unknown */
} cairn_progress;

/** Return 0 to go on, anything else to stop with CAIRN_ECANCELED. */
typedef int (*cairn_progress_fn)(const cairn_progress *progress, void *user);

/** Called once per problem: an input refused, or what cairn_check() finds.
 *  `where` names the file, row or table; `sentence` says what is wrong. */
typedef void (*cairn_issue_fn)(const char *where, const char *sentence, void *user);

/* ---- Models ------------------------------------------------------------ */

/** Turns texts into vectors. Injected by the caller; copied by value. */
typedef struct cairn_embedder {
    uint32_t version; /**< CAIRN_EMBEDDER_VERSION */
    uint32_t dim;     /**< floats per vector, 1..4096 */
    const char *name; /**< names the vector space, e.g. the model; copied */
    /** Fill out[n*dim], row-major, one unit-length row per text. */
    int (*embed)(void *user, const char *const *texts, size_t n, float *out, cairn_error *err);
    void *user;
} cairn_embedder;
#define CAIRN_EMBEDDER_VERSION 1

/** Use `e` from now on for cairn_build() and searches with use_vectors.
 *  NULL takes it away. @return CAIRN_EINVAL for a bad version or dim. */
CAIRN_API int cairn_set_embedder(cairn *kb, const cairn_embedder *e, cairn_error *err);

/* ---- Life cycle -------------------------------------------------------- */

typedef struct cairn_options {
    uint32_t version;         /**< CAIRN_OPTIONS_VERSION */
    bool read_only;           /**< never write the store, which must exist; indices
                                 that are missing are made all the same */
    uint32_t busy_timeout_ms; /**< wait for another writer; default 5000 */
    uint32_t n_threads;       /**< for cairn_build(); 0 = one per core */
    const char *data_path;    /**< folder with "models" in it; copied. NULL: the
                                 environment's CAIRN_DATA, else where cairn was
                                 installed to */
} cairn_options;
#define CAIRN_OPTIONS_VERSION 2
#define CAIRN_OPTIONS_INIT                                                                         \
    {                                                                                              \
        CAIRN_OPTIONS_VERSION, false, 5000, 0, NULL                                                \
    }

/** Open a store, creating the file when it is missing and not read_only.
 *  @param path store file; beside it live "path-wal" and the folder "path.d"
 *              of derived indices, which is safe to delete
 *  @param opts NULL for CAIRN_OPTIONS_INIT
 *  @param kb   [out] caller closes with cairn_close(); NULL on failure
 *  @return CAIRN_ESCHEMA for a foreign or newer file, CAIRN_EDB for a damaged
 *          one, CAIRN_EIO when it cannot be opened, CAIRN_ENOTFOUND when it
 *          is missing and read_only
 *  Cost: milliseconds at any size; indices are mapped, not loaded. */
CAIRN_API int cairn_open(const char *path, const cairn_options *opts, cairn **kb, cairn_error *err);
CAIRN_API void cairn_close(cairn *kb);

/** Ask every call running on kb to stop soon. Safe from any thread and from a
 *  signal handler. Calls that stop return CAIRN_ECANCELED; later calls run. */
CAIRN_API void cairn_interrupt(cairn *kb);

/* ---- Ingest and build -------------------------------------------------- */

typedef enum cairn_format {
    CAIRN_FORMAT_AUTO,
    CAIRN_FORMAT_TEXT,
    CAIRN_FORMAT_MARKDOWN,
    CAIRN_FORMAT_HTML,
    CAIRN_FORMAT_JSON,
    CAIRN_FORMAT_JSONL,
    CAIRN_FORMAT_CSV,
    CAIRN_FORMAT_TSV
} cairn_format;

/** What an ingest call did. Add up over calls by passing the same struct. */
typedef struct cairn_ingest_report {
    uint64_t added;     /**< documents stored, new or changed */
    uint64_t unchanged; /**< documents already there with the same content */
    uint64_t failed;    /**< files or rows refused; each had an issue call */
} cairn_ingest_report;

/** Read a file, a directory (recursively, honouring .cairnignore), or "-" for
 *  standard input. A file that cannot be read is reported to `issue` and the
 *  rest goes on. What was read becomes visible with the next cairn_build().
 *  @param fmt    CAIRN_FORMAT_AUTO decides by name, then by content
 *  @param report [in,out] counts are added to it; may be NULL
 *  @param progress called between documents, stage CAIRN_STAGE_READ; may be NULL
 *  @return CAIRN_OK even when some inputs failed (see report); an error only
 *          when the store cannot go on, or CAIRN_ECANCELED */
CAIRN_API int cairn_ingest_path(cairn *kb, const char *path, cairn_format fmt,
                                cairn_ingest_report *report, cairn_issue_fn issue,
                                cairn_progress_fn progress, void *user, cairn_error *err);
/** Read one file as cairn_ingest_path() does, but fail with its error. */
CAIRN_API int cairn_ingest_file(cairn *kb, const char *path, cairn_format fmt, cairn_error *err);
/** Ingest text from memory under a URI of the caller's. Replaces what was
 *  there under that URI. For JSONL each row's "id" is its URI instead. */
CAIRN_API int cairn_ingest_text(cairn *kb, const char *uri, const char *text, size_t len,
                                cairn_format fmt, cairn_error *err);
/** Mark a document for removal; the next cairn_build() takes it out with all
 *  that stood on it alone. @return CAIRN_ENOTFOUND for an unknown URI. */
CAIRN_API int cairn_forget(cairn *kb, const char *uri, cairn_error *err);

/** Extract, fuse and index everything ingested or forgotten since the last
 *  build, then publish it in one step: readers see the old state or the new.
 *  Resumable: an interrupted build goes on after its last committed batch.
 *  The result depends on the documents alone, not on threads or order. */
CAIRN_API int cairn_build(cairn *kb, cairn_progress_fn progress, void *user, cairn_error *err);

/** Write the store anew, so that nothing of what builds took out is left in
 *  its file, its log or the side folder. Documents forgotten since the last
 *  build are still there; what was said by cairn_decide() or learned stays.
 *  @return CAIRN_EBUSY while another process reads or writes
 *  Cost: one copy of the store, which the disk must have room for. */
CAIRN_API int cairn_vacuum(cairn *kb, cairn_error *err);

/* ---- Search ------------------------------------------------------------ */

typedef struct cairn_search_options {
    uint32_t version;  /**< CAIRN_SEARCH_OPTIONS_VERSION */
    uint32_t limit;    /**< hits wanted, 1..1000; default 10 */
    bool use_text;     /**< BM25 over the text index */
    bool use_vectors;  /**< cosine over FAISS; ignored without an embedder */
    bool use_graph;    /**< the walk over about and mentions edges */
    const char *as_of; /**< YYYY, YYYY-MM or YYYY-MM-DD: without documents of a later
                            date, and answers by what held on its last day; NULL:
                            no limit. Borrowed for the call */
    bool is_global;    /**< a broad question: over what the communities of the graph are
                            about, instead of by its words */
    bool with_reasons; /**< say of each hit why it is there, see cairn_hit.why */
} cairn_search_options;
#define CAIRN_SEARCH_OPTIONS_VERSION 3
#define CAIRN_SEARCH_OPTIONS_INIT                                                                  \
    {                                                                                              \
        CAIRN_SEARCH_OPTIONS_VERSION, 10, true, true, true, NULL, false, false                     \
    }

/** One ranked chunk, at most one per document. Pointers are borrowed from the
 *  cursor until cairn_hits_free(). */
typedef struct cairn_hit {
    cairn_id chunk;
    const char *uri;
    const char *title;   /**< document title, may be "" */
    const char *heading; /**< heading path, " > " between levels; may be "" */
    double score;        /**< fused score; larger is better */
    const char *text;    /**< chunk text, NUL-terminated */
    size_t text_len;     /**< bytes in text */
    uint64_t first_byte; /**< where text starts in the document's text */
    uint64_t src_first;  /**< bytes of the source file, see top of this file */
    uint64_t src_len;
    const char *why; /**< with_reasons: names and words of the query that it has, the better
                          hit that led to it: "about Ulm; has bridge; joined to hit 1 by
                          Ada Marsh"; "" else */
} cairn_hit;

/** @param query UTF-8, NUL-terminated, 1..CAIRN_QUERY_MAX bytes
 *  @return CAIRN_OK with an empty cursor when nothing matches */
#define CAIRN_QUERY_MAX 131072
CAIRN_API int cairn_search(cairn *kb, const char *query, const cairn_search_options *opts,
                           cairn_hits **hits, cairn_error *err);
/** @return CAIRN_ROW with *hit filled, CAIRN_OK at the end. */
CAIRN_API int cairn_hits_next(cairn_hits *hits, cairn_hit *hit);
CAIRN_API void cairn_hits_free(cairn_hits *hits);

/* ---- Answers ----------------------------------------------------------- */

typedef struct cairn_ask_options {
    uint32_t version; /**< CAIRN_ASK_OPTIONS_VERSION */
    cairn_search_options search;
} cairn_ask_options;
#define CAIRN_ASK_OPTIONS_VERSION 1
#define CAIRN_ASK_OPTIONS_INIT                                                                     \
    {                                                                                              \
        CAIRN_ASK_OPTIONS_VERSION, CAIRN_SEARCH_OPTIONS_INIT                                       \
    }

/** A sentence the answer stands on. Borrowed from the answer. */
typedef struct cairn_citation {
    const char *uri;
    const char *title;
    const char *quote;   /**< the cited sentence, NUL-terminated */
    uint64_t first_byte; /**< where the quote starts in the document's text */
    uint64_t len;        /**< bytes in the quote */
    uint64_t src_first;  /**< bytes of the source file, see top of this file */
    uint64_t src_len;
} cairn_citation;

/** Answer a question from the knowledge base, with citations, or abstain.
 *  Needs no model: the reader composes the answer from evidence sentences.
 *  @param opts   NULL for CAIRN_ASK_OPTIONS_INIT
 *  @param answer [out] caller frees with cairn_answer_free(); NULL on failure
 *  @return CAIRN_OK also when the answer is an abstention */
CAIRN_API int cairn_ask(cairn *kb, const char *question, const cairn_ask_options *opts,
                        cairn_answer **answer, cairn_error *err);

/** The shortest complete answer, or NULL when cairn abstains. Borrowed. */
CAIRN_API const char *cairn_answer_text(const cairn_answer *a);
/** Why cairn abstains, one sentence; "" when it answers. Borrowed. */
CAIRN_API const char *cairn_answer_reason(const cairn_answer *a);
/** 0..1; 0 for an abstention. */
CAIRN_API double cairn_answer_confidence(const cairn_answer *a);
/** What is stated instead by a source that was not believed, or was; "" when
 *  the answer is not disputed. Borrowed from the answer. */
CAIRN_API const char *cairn_answer_conflict(const cairn_answer *a);
/** Best first. Borrowed from the answer. */
CAIRN_API const cairn_citation *cairn_answer_citations(const cairn_answer *a, size_t *n);
/** How the question was understood: "single", "bridge", "comparison", "yes/no",
 *  "list", "count", "superlative", "summary". Static string. */
CAIRN_API const char *cairn_answer_kind(const cairn_answer *a);
/** A sub-question on the way to the answer, in the order in which they were
 *  answered; the last one is the question itself. Borrowed from the answer. */
typedef struct cairn_step {
    const char *question; /**< its words; "#1" stands for the answer of the first step */
    const char *answer;   /**< NULL: none was found, and the chain stops here */
    const char *how;      /**< "fact", "sentence", "title", "compared", "counted", "judged"; "" */
    double confidence;    /**< 0..1 */
    size_t citation;      /**< index among the citations; SIZE_MAX: none */
    cairn_id fact;        /**< 0: read off a text */
    uint32_t needs[2];    /**< numbers of the steps it builds on, from 1; 0: none */
} cairn_step;
CAIRN_API const cairn_step *cairn_answer_steps(const cairn_answer *a, size_t *n);
/** The ranked hits the answer was read from: the answer's own cursor, rewound
 *  by each call. Borrowed; do not free. */
CAIRN_API cairn_hits *cairn_answer_hits(cairn_answer *a);
CAIRN_API void cairn_answer_free(cairn_answer *a);

/* ---- Settings: the numbers that retrieval and reading are tuned by -------- */

/** One setting. */
typedef struct cairn_setting {
    const char *name;   /**< "walk.keep". Static string */
    double value;       /**< in use: of this handle, else kept in the store, else initial */
    double initial;     /**< what it is in a store that keeps none */
    double least, most; /**< its range */
    double kept;        /**< what the store keeps, if it does */
    bool is_kept;
} cairn_setting;

/** The i-th setting, in a fixed order.
 *  @return CAIRN_ROW with *setting filled, CAIRN_OK behind the last */
CAIRN_API int cairn_setting_get(cairn *kb, size_t i, cairn_setting *setting, cairn_error *err);
/** Use a value in this handle alone, until it is closed; nothing is written.
 *  @return CAIRN_ENOTFOUND for an unknown name, CAIRN_EINVAL outside its range */
CAIRN_API int cairn_setting_use(cairn *kb, const char *name, double value, cairn_error *err);
/** Keep a value in the store, for all who open it. @return as above */
CAIRN_API int cairn_setting_keep(cairn *kb, const char *name, double value, cairn_error *err);
/** Drop all values that the store keeps. */
CAIRN_API int cairn_settings_forget(cairn *kb, cairn_error *err);

/** A question whose answer is known. Borrowed. */
typedef struct cairn_known {
    const char *question;
    const char *const *answers; /**< accepted ones; none: the documents hold no answer */
    size_t n_answers;
    const char *const *gold; /**< URIs that hold the answer; none: not said */
    size_t n_gold;
} cairn_known;
/** Questions about one store. Sets count alike, whatever their size. */
typedef struct cairn_known_set {
    cairn *kb; /**< the store asked; NULL: the one that is tuned */
    const cairn_known *items;
    size_t n;
} cairn_known_set;

typedef struct cairn_tune_options {
    uint32_t version;  /**< CAIRN_TUNE_OPTIONS_VERSION */
    uint32_t n_folds;  /**< parts that settings are tested on; 2..20 */
    uint32_t max_runs; /**< how often all questions are asked at most; 1..10000 */
    bool dry_run;      /**< keep nothing */
    const char *only;  /**< settings that begin with one of these, ',' between; NULL: all */
} cairn_tune_options;
#define CAIRN_TUNE_OPTIONS_VERSION 1
#define CAIRN_TUNE_OPTIONS_INIT                                                                    \
    {                                                                                              \
        CAIRN_TUNE_OPTIONS_VERSION, 5, 200, false, NULL                                            \
    }

/** What came of it. Scores are means over sets of the means over questions of recall@2, recall@5,
 *  all gold among the first 5, and F1 of the answer, those of them that are known; 0..1. */
typedef struct cairn_tuned {
    uint32_t n_runs;       /**< how often all questions were asked */
    uint32_t n_questions;  /**< in all sets */
    double before, after;  /**< of all questions, by the settings in use and those found */
    double tested_before;  /**< of each part by the settings in use ... */
    double tested_after;   /**< ... and by those found without it */
    double standard_error; /**< of the difference of these two */
    bool is_better;        /**< tested_after is over tested_before: the settings generalise */
    bool is_kept;          /**< is_better, something changed and it was no dry run */
} cairn_tuned;
typedef struct cairn_tune_progress {
    uint32_t run, max_runs;
    uint64_t done, total; /**< questions of this run */
    double best;          /**< score so far of the search at hand */
} cairn_tune_progress;
/** Return 0 to go on, anything else to stop with CAIRN_ECANCELED. */
typedef int (*cairn_tune_fn)(const cairn_tune_progress *progress, void *user);

/** Search settings that answer the questions better, by cross-validation: for each of n_folds parts
 *  settings are found with the other parts and tested on this one; when they are better there,
 *  those found with all questions are kept in the store. The same questions give the same result.
 *  @param found [out] values of the settings, in their order; room for max_found; may be NULL
 *  @return CAIRN_EINVAL for no questions or a bad option, CAIRN_ECANCELED with nothing kept
 *  Cost: max_runs times all questions. Meanwhile other calls on the handles use what is tried. */
CAIRN_API int cairn_tune(cairn *kb, const cairn_known_set *sets, size_t n_sets,
                         const cairn_tune_options *options, cairn_tuned *tuned, double *found,
                         size_t max_found, cairn_tune_fn progress, void *user, cairn_error *err);

/* ---- Graph ------------------------------------------------------------- */

/** One fact. Pointers are borrowed from what gave it. */
typedef struct cairn_fact {
    cairn_id subject;
    cairn_id object; /**< 0 when the object is a literal */
    const char *subject_name;
    const char *relation;            /**< e.g. "born in" */
    const char *object_name;         /**< entity name, or the literal as written */
    double belief;                   /**< 0..1: how likely it is to be true */
    uint32_t support;                /**< documents that state it; 0 when inferred */
    bool believed;                   /**< false: lost a conflict, kept and marked */
    const char *uri;                 /**< a document that states it; "" when inferred */
    const char *quote;               /**< the sentence or row that states it */
    uint64_t first_byte;             /**< where quote starts in the document's text */
    const char *valid;               /**< when it holds: EDTF intervals such as "1998/2004",
                                          ';' between them; "" when not known */
    cairn_id closed_by;              /**< the newer fact that took its place; 0: none */
    uint64_t recorded;               /**< generation of the build that first had it */
    uint64_t retired;                /**< generation since which it is not believed; 0 */
    bool inferred;                   /**< nobody states it: it follows from other facts */
    const char *proof;               /**< of an inferred fact: from which; else "" */
    cairn_id id;                     /**< 0 when inferred */
    const cairn_citation *citations; /**< the best that state it, of different documents */
    size_t n_citations;
    uint64_t n_statements; /**< all that state it */
} cairn_fact;

/** What is known of an entity besides its facts. Borrowed from kb's caller
 *  owned buffer: strings are copied into the struct. */
typedef struct cairn_entity {
    cairn_id id;
    char name[256]; /**< display name, cut at a code point if longer */
    char type[32];  /**< "person", "place", ... or "" */
    uint64_t mentions;
} cairn_entity;

/** Find the entity a name refers to: by its normal form, else by the nearest
 *  spelling; of several, the likeliest.
 *  @return CAIRN_ENOTFOUND when none is close */
CAIRN_API int cairn_entity_find(cairn *kb, const char *name, cairn_entity *entity,
                                cairn_error *err);
/** All entities that a name may mean, the likeliest first: what is called
 *  just so, before what the name may be short for. Two people of one name are
 *  two.
 *  @param senses [out] room for max; the first of them
 *  @param n      [out] how many there are, which may be more than max
 *  @return as cairn_entity_find(); the first is the one that it finds */
CAIRN_API int cairn_entity_senses(cairn *kb, const char *name, cairn_entity *senses, size_t max,
                                  size_t *n, cairn_error *err);
/** Facts with the entity as subject or object, believed first, then by
 *  relation; conflicts appear as several rows of one relation. At most 10,000,
 *  each with one citation. */
CAIRN_API int cairn_entity_facts(cairn *kb, cairn_id entity, cairn_facts **facts, cairn_error *err);
CAIRN_API int cairn_facts_next(cairn_facts *facts, cairn_fact *fact);
CAIRN_API void cairn_facts_free(cairn_facts *facts);

/* ---- Topics: what a store is about ---------------------------------------- */

typedef struct cairn_topics cairn_topics; /**< cursor over topics */

/** An entity of a topic. */
typedef struct cairn_topic_entity {
    cairn_id id;
    const char *name;
    const char *type; /**< "person", "place", ... or "" */
    double weight;    /**< 0..1, the most central has 1 */
} cairn_topic_entity;

/** A community of passages and entities that have more to do with each other
 *  than with the rest. Topics nest: those of level 0 are the broadest. Pointers
 *  are borrowed until cairn_topics_free(). */
typedef struct cairn_topic {
    uint32_t number;  /**< from 1; the same until the next build that changes something */
    uint32_t parent;  /**< number of the topic it is a part of; 0: of none */
    uint32_t level;   /**< 0: of none */
    uint32_t n_parts; /**< topics it was split into */
    const char *name; /**< its most central entities, "; " between them */
    const cairn_topic_entity *entities; /**< most central first */
    size_t n_entities;
    uint64_t all_entities, passages, documents;
    const cairn_citation *digest; /**< sentences that say what it is about, best first */
    size_t n_digest;
    double fit; /**< to the words asked for, 0..1, the best has 1; to none: size */
} cairn_topic;

typedef struct cairn_topics_options {
    uint32_t version;   /**< CAIRN_TOPICS_OPTIONS_VERSION */
    uint32_t limit;     /**< topics wanted, 1..1000 */
    int32_t level;      /**< only those of this level, and those above it without parts;
                             -1: level 0, or with words those that fit best on any level */
    uint32_t entities;  /**< of each topic, 0..16 */
    uint32_t sentences; /**< of each digest, 0..6 */
} cairn_topics_options;
#define CAIRN_TOPICS_OPTIONS_VERSION 1
#define CAIRN_TOPICS_OPTIONS_INIT                                                                  \
    {                                                                                              \
        CAIRN_TOPICS_OPTIONS_VERSION, 10, -1, 8, 3                                                 \
    }

/** The topics of a store, largest first; with words, those that fit them best.
 *  @param words  a name, or words of a question; NULL: all topics of the level
 *  @param opts   NULL for CAIRN_TOPICS_OPTIONS_INIT
 *  @param topics [out] caller frees with cairn_topics_free(); NULL on failure
 *  @param all    [out] how many there are; may be NULL
 *  @return CAIRN_EINVAL for words that are empty or too long, and for a bad option
 *  Cost: milliseconds, but for the first call after a build, which finds the
 *  topics and keeps them in the side folder: seconds for ten thousands of
 *  passages. */
CAIRN_API int cairn_list_topics(cairn *kb, const char *words, const cairn_topics_options *opts,
                                cairn_topics **topics, uint64_t *all, cairn_error *err);
/** @return CAIRN_ROW with *topic filled, CAIRN_OK at the end. */
CAIRN_API int cairn_topics_next(cairn_topics *topics, cairn_topic *topic);
CAIRN_API void cairn_topics_free(cairn_topics *topics);

/* ---- Cards: what is known of one entity ----------------------------------- */

/** A name of an entity, as written. */
typedef struct cairn_alias {
    const char *name;
    uint64_t uses;  /**< how often it is written, whatever it means there */
    bool is_shared; /**< other entities may be meant by it too */
} cairn_alias;

/** A merge: a name that means an entity which is called something else. */
typedef struct cairn_merged {
    const char *name;   /**< as most often written */
    const char *target; /**< the name it was merged with */
    cairn_id entity;    /**< what it means since */
    const char *entity_name;
    double score;         /**< 0..1: how sure */
    const char *features; /**< what was compared, and what it weighed */
    const char *reason;   /**< a sentence */
    uint64_t run;         /**< generation of the build that merged them */
    const char *day;      /**< of that build, ISO 8601 in UTC; "" when not known */
    bool by_hand;         /**< cairn_merge() said so */
    bool is_undecided;    /**< not merged: the name may mean the entity, or others */
} cairn_merged;

/** Facts that exclude each other. */
typedef struct cairn_conflict {
    cairn_id subject;
    const char *subject_name;
    const char *relation;
    const char *decision;     /**< object of the claim that won */
    const char *reason;       /**< why, a sentence */
    const cairn_fact *claims; /**< what won, then the others by belief */
    size_t n_claims;          /**< those listed, at most 100 */
    uint64_t all_claims;
} cairn_conflict;

/** Facts of one relation. */
typedef struct cairn_fact_group {
    const char *relation;
    bool is_subject;         /**< false: the entity is the object, the others subjects */
    const cairn_fact *facts; /**< believed first, then by belief */
    size_t n;                /**< those listed */
    uint64_t all;
} cairn_fact_group;

/** Another entity that the same facts or passages are about. */
typedef struct cairn_neighbour {
    cairn_id id;
    const char *name;
    const char *type;
    uint64_t facts;  /**< that join the two */
    uint64_t chunks; /**< passages, of those looked at, that mention both */
} cairn_neighbour;

/** A list on the card holds the first n of all there are. Pointers are
 *  borrowed until cairn_card_free(). */
typedef struct cairn_card {
    cairn_entity entity;
    const cairn_citation *description; /**< a sentence that says what it is; NULL: none */
    const cairn_alias *names;          /**< most often written first */
    size_t n_names;
    uint64_t all_names;
    const cairn_fact_group *groups; /**< by relation: those with most behind them first, where the
                                       entity is the subject, then where it is the object */
    size_t n_groups;
    uint64_t all_groups;
    uint64_t all_facts;
    uint64_t not_valid; /**< facts left out since they do not hold at as_of */
    const cairn_conflict *conflicts;
    size_t n_conflicts;
    uint64_t all_conflicts;
    const cairn_merged *merges;
    size_t n_merges;
    uint64_t all_merges;
    const cairn_neighbour *neighbours; /**< most often joined first */
    size_t n_neighbours;
} cairn_card;

typedef struct cairn_card_options {
    uint32_t version;   /**< CAIRN_CARD_OPTIONS_VERSION */
    uint32_t names;     /**< how many of each are listed at most; each 0 to 10000 */
    uint32_t groups;    /**< relations */
    uint32_t facts;     /**< of each relation; 20,000 of all together */
    uint32_t citations; /**< of each fact, at most 16 */
    uint32_t conflicts;
    uint32_t merges;
    uint32_t neighbours;
    const char *as_of; /**< leave out facts that do not hold on that date ("2008",
                            "2008-05-01"); NULL: all */
    bool inferred;     /**< also facts that follow from others */
} cairn_card_options;
#define CAIRN_CARD_OPTIONS_VERSION 1
#define CAIRN_CARD_OPTIONS_INIT                                                                    \
    {                                                                                              \
        CAIRN_CARD_OPTIONS_VERSION, 100, 100, 100, 3, 100, 100, 20, NULL, true                     \
    }

/** All that is known of an entity, from one state of the store.
 *  @param opts NULL for CAIRN_CARD_OPTIONS_INIT
 *  @param card [out] caller frees with cairn_card_free(); NULL on failure
 *  @return CAIRN_ENOTFOUND when no entity has that id, CAIRN_EINVAL for an
 *          as_of that is no date
 *  Cost: linear in the entity's facts and names; some bytes of memory for each,
 *  the rest for those that are listed. */
CAIRN_API int cairn_entity_card(cairn *kb, cairn_id entity, const cairn_card_options *opts,
                                cairn_card **card, cairn_error *err);
CAIRN_API void cairn_card_free(cairn_card *card);

/* ---- Conflicts and merges ---------------------------------------------- */

typedef struct cairn_conflicts cairn_conflicts; /**< cursor over conflicts */
typedef struct cairn_merges cairn_merges;       /**< cursor over merges */

/** Conflicts and how they were decided.
 *  @param entity whose; 0 for all, by entity and relation
 *  @param limit  how many the cursor gives at most, 1 to 10000
 *  @param all    [out] how many there are; may be NULL
 *  Pointers of a row are borrowed until cairn_conflicts_free(). */
CAIRN_API int cairn_list_conflicts(cairn *kb, cairn_id entity, size_t limit,
                                   cairn_conflicts **conflicts, uint64_t *all, cairn_error *err);
CAIRN_API int cairn_conflicts_next(cairn_conflicts *conflicts, cairn_conflict *conflict);
CAIRN_API void cairn_conflicts_free(cairn_conflicts *conflicts);

/** Merges: those whose name or target the entity is called, or all; arguments
 *  as for cairn_list_conflicts(). Newest first.
 *  @return CAIRN_ENOTFOUND when no entity has that id */
CAIRN_API int cairn_list_merges(cairn *kb, cairn_id entity, size_t limit, cairn_merges **merges,
                                uint64_t *all, cairn_error *err);
CAIRN_API int cairn_merges_next(cairn_merges *merges, cairn_merged *merged);
CAIRN_API void cairn_merges_free(cairn_merges *merges);

typedef enum cairn_verdict {
    CAIRN_UNDECIDED = 0, /**< nobody said so by hand: cairn decides */
    CAIRN_SAME = 1,
    CAIRN_APART = 2
} cairn_verdict;

/** Say that two names mean one entity, or that they do not, or take back what
 *  was said (CAIRN_UNDECIDED). Remembered in the store and obeyed by every
 *  build from the next cairn_build() on; the newest word on the same two names
 *  counts. Merges that would break a CAIRN_APART are not made.
 *  @param before [out] what was said of them until now; may be NULL
 *  @return CAIRN_ENOTFOUND when a name is nowhere in the published documents,
 *          CAIRN_EINVAL when both are spellings of one name ("The Who", "who")
 *  Readers see the change with the next build. */
CAIRN_API int cairn_decide(cairn *kb, const char *name1, const char *name2, cairn_verdict verdict,
                           cairn_verdict *before, cairn_error *err);
/** cairn_decide() with CAIRN_SAME, and with CAIRN_APART. */
CAIRN_API int cairn_merge(cairn *kb, const char *name1, const char *name2, cairn_error *err);
CAIRN_API int cairn_unmerge(cairn *kb, const char *name1, const char *name2, cairn_error *err);

/* ---- What holds of relations ------------------------------------------- */

typedef struct cairn_rules cairn_rules;         /**< cursor over rules */
typedef struct cairn_relations cairn_relations; /**< cursor over relations */
typedef struct cairn_inferred cairn_inferred;   /**< cursor over facts that follow */

typedef enum cairn_rule_source {
    CAIRN_RULE_LEARNED,
    CAIRN_RULE_GIVEN,   /**< by cairn_give_rules() */
    CAIRN_RULE_DECLARED /**< by the data of the language */
} cairn_rule_source;

/** A property of a relation, or a rule. Pointers are borrowed from the cursor. */
typedef struct cairn_rule {
    const char *kind;  /**< "functional", "inverse functional", "symmetric", "transitive",
                            "inverse", "same", "implies" or "rule" */
    const char *text;  /**< "\"located in\" is transitive"; see docs/learning.md */
    int source;        /**< cairn_rule_source */
    double confidence; /**< 0..1; 0 of a given one: it does not hold */
    uint64_t support;  /**< facts that bear it out; 0 unless learned */
    uint64_t cases;    /**< in which it could have held */
} cairn_rule;

typedef struct cairn_learn_options {
    uint32_t version;      /**< CAIRN_LEARN_OPTIONS_VERSION */
    uint64_t min_support;  /**< facts that must bear a rule out; at least 1 */
    double min_confidence; /**< 0..1, of rules; functional ones need 0.9 */
    bool dry_run;          /**< keep nothing */
} cairn_learn_options;
#define CAIRN_LEARN_OPTIONS_VERSION 1
#define CAIRN_LEARN_OPTIONS_INIT                                                                   \
    {                                                                                              \
        CAIRN_LEARN_OPTIONS_VERSION, 10, 0.5, false                                                \
    }

/** Learn from the published facts what holds of relations, in place of what was
 *  learned before; what was given stays. Builds obey what is learned of
 *  relations with one value, inference all of it.
 *  @param opts  NULL for CAIRN_LEARN_OPTIONS_INIT
 *  @param rules [out] what was learned, by kind, the surest first; caller frees
 *               with cairn_rules_free(); NULL on failure
 *  @param needs_build [out] the next cairn_build() fuses anew; may be NULL
 *  Cost: seconds for a million facts; memory linear in them. */
CAIRN_API int cairn_learn(cairn *kb, const cairn_learn_options *opts, cairn_rules **rules,
                          bool *needs_build, cairn_error *err);
/** Rules and properties a user gives, one a line. A bad line is told to issue
 *  as "where:LINE"; the others count.
 *  @param n_given, n_bad [out] lines taken and refused
 *  @param needs_build    [out] as above; may be NULL */
CAIRN_API int cairn_give_rules(cairn *kb, const char *where, const char *text, size_t len,
                               cairn_issue_fn issue, void *user, uint64_t *n_given, uint64_t *n_bad,
                               bool *needs_build, cairn_error *err);
/** Forget all that was learned and given. */
CAIRN_API int cairn_forget_rules(cairn *kb, bool *needs_build, cairn_error *err);
/** @return CAIRN_ROW with *rule filled, CAIRN_OK at the end. */
CAIRN_API int cairn_rules_next(cairn_rules *rules, cairn_rule *rule);
CAIRN_API void cairn_rules_free(cairn_rules *rules);

/** A relation that facts have. Pointers are borrowed from the cursor. */
typedef struct cairn_relation {
    const char *name; /**< canonical */
    uint64_t facts;
    const char *subject_type; /**< seen most often, or "" */
    const char *object_type;  /**< likewise; also "date", "quantity", ... */
    double subject_share;     /**< of the facts, with that type */
    double object_share;
    const cairn_rule *rules; /**< declared, given, learned: those that speak of it */
    size_t n_rules;
} cairn_relation;

/** Relations of the published facts, most facts first.
 *  @param name  only this one, in any of its forms; NULL for all
 *  @param limit how many the cursor gives at most
 *  @param all   [out] how many there are; may be NULL
 *  @return CAIRN_ENOTFOUND when no fact has that relation
 *  Cost: one pass over facts and entities. */
CAIRN_API int cairn_list_relations(cairn *kb, const char *name, size_t limit,
                                   cairn_relations **relations, uint64_t *all, cairn_error *err);
CAIRN_API int cairn_relations_next(cairn_relations *relations, cairn_relation *relation);
CAIRN_API void cairn_relations_free(cairn_relations *relations);

/** Facts that nobody states, but that follow from believed ones by what is
 *  declared, given or learned of their relations: the surest first. They are
 *  made for the call and stored nowhere. In a fact, belief is the product of
 *  the beliefs it rests on and the confidences of the rules; proof says which.
 *  @param entity their subject or object
 *  @param limit  how many at most
 *  Pointers of a fact are borrowed until cairn_inferred_free().
 *  Cost: bounded, whatever the entity; milliseconds for most. */
CAIRN_API int cairn_entity_inferred(cairn *kb, cairn_id entity, size_t limit,
                                    cairn_inferred **inferred, cairn_error *err);
CAIRN_API int cairn_inferred_next(cairn_inferred *inferred, cairn_fact *fact);
/** Why something was not followed further: circles such as "is a" among two
 *  classes, each a sentence. NULL after the last. */
CAIRN_API const char *cairn_inferred_note(const cairn_inferred *inferred, size_t i);
CAIRN_API void cairn_inferred_free(cairn_inferred *inferred);

/* ---- History ----------------------------------------------------------- */

typedef struct cairn_history cairn_history; /**< cursor over what changed */

/** A fact in a history. Pointers are borrowed until cairn_history_free(). */
typedef struct cairn_state {
    cairn_fact fact;            /**< with at most three citations */
    bool is_subject;            /**< of the fact; else the entity is its object */
    const char *closed_by_name; /**< the other end of the fact that took its place; "" */
    const char *recorded_day;   /**< when the build that first had it was published,
                                     ISO 8601 in UTC; "" when not known */
    const char *retired_day;    /**< likewise, since when it is not believed; "" */
} cairn_state;

/** What changed about an entity: facts of relations of which some fact has a
 *  time, an end or a successor, by relation, then by when they began.
 *  @param relation only relations with these letters in them, whether they
 *                  changed or not; any case; NULL for all that changed
 *  @param limit    how many the cursor gives at most, 1 to 10000
 *  @param all      [out] how many there are; may be NULL */
CAIRN_API int cairn_list_history(cairn *kb, cairn_id entity, const char *relation, size_t limit,
                                 cairn_history **history, uint64_t *all, cairn_error *err);
CAIRN_API int cairn_history_next(cairn_history *history, cairn_state *state);
CAIRN_API void cairn_history_free(cairn_history *history);

/* ---- Extraction without a store ---------------------------------------- */

/** Finds names and statements in texts; what cairn_build() uses. One thread at
 *  a time may use it. */
typedef struct cairn_extractor cairn_extractor;
/** What was found in a text: three cursors, each of which runs once. */
typedef struct cairn_extracted cairn_extracted;

typedef struct cairn_extractor_options {
    uint32_t version;           /**< CAIRN_EXTRACTOR_OPTIONS_VERSION */
    uint32_t n_threads;         /**< for cairn_extract_path(); 0 = one per core */
    const char *data_path;      /**< as in cairn_options */
    cairn_extractor *models_of; /**< use the models of this one, which is freed
                                   later: for extractors on several threads.
                                   NULL opens them */
    bool one_sentence;          /**< a text is one sentence, whatever its stops */
} cairn_extractor_options;
#define CAIRN_EXTRACTOR_OPTIONS_VERSION 1
#define CAIRN_EXTRACTOR_OPTIONS_INIT                                                               \
    {                                                                                              \
        CAIRN_EXTRACTOR_OPTIONS_VERSION, 0, NULL, NULL, false                                      \
    }

/** How a statement is meant: bits of cairn_statement.flags. */
enum {
    CAIRN_STATED_NEGATED = 1 << 0,     /**< "did not" */
    CAIRN_STATED_POSSIBLE = 1 << 1,    /**< "may", "possibly" */
    CAIRN_STATED_NECESSARY = 1 << 2,   /**< "must", "should" */
    CAIRN_STATED_FUTURE = 1 << 3,      /**< "will", "plans to" */
    CAIRN_STATED_CONDITIONAL = 1 << 4, /**< in an "if" clause, or hangs on one */
    CAIRN_STATED_REPORTED = 1 << 5,    /**< someone says so: CAIRN_ARGUMENT_SOURCE */
    CAIRN_STATED_QUESTION = 1 << 6,
    CAIRN_STATED_REFERRED = 1 << 7 /**< subject or object was "she", "the film" */
};

typedef enum cairn_argument_role {
    CAIRN_ARGUMENT_OTHER,
    CAIRN_ARGUMENT_TIME,
    CAIRN_ARGUMENT_PLACE,
    CAIRN_ARGUMENT_SOURCE /**< who says so */
} cairn_argument_role;

/** Subject, object or a further argument of a statement. first_byte and len
 *  are where it is written; len 0: it is meant, but not written there, such as
 *  the document's title in "Born in 1815."; text is "" then. */
typedef struct cairn_part {
    const char *text; /**< as written; a further argument with its preposition */
    uint64_t first_byte, len;
    const char *full;  /**< with what goes with it, "the first of three sons" where
                            text is "sons"; its pieces may stand apart */
    const char *name;  /**< what is meant: "Ada Lovelace" for "she" */
    const char *type;  /**< "person", "date", ... or "" */
    const char *value; /**< of a time ISO 8601, of a quantity number and unit: "1843-12-10",
                            "12 mi"; "" of anything else */
    int role;          /**< cairn_argument_role; of a further argument only */
} cairn_part;

/** One statement. Pointers are borrowed from the cairn_extracted. */
typedef struct cairn_statement {
    cairn_part subject, object;
    const char *relation;         /**< as written: "was first published in" */
    const char *normal;           /**< normal form, "be publish in", or "" */
    const char *canonical;        /**< as facts have it: "published on" */
    bool is_swapped;              /**< facts have subject and object in each other's place */
    uint64_t relation_first_byte; /**< from its first piece ... */
    uint64_t relation_len;        /**< ... to its last; 0: not written */
    const cairn_part *arguments;  /**< further ones: when, where, ... */
    size_t n_arguments;
    unsigned flags;           /**< CAIRN_STATED_* */
    const char *rule;         /**< construction it was read from: "clause/active" */
    double confidence;        /**< 0..1 */
    bool is_aside;            /**< no store keeps it: it names nothing, or another says
                                   the same */
    const char *sentence;     /**< that states it */
    uint64_t first_byte, len; /**< of the sentence */
} cairn_statement;

typedef enum cairn_mention_kind {
    CAIRN_MENTION_NAME,
    CAIRN_MENTION_PRONOUN, /**< "she" */
    CAIRN_MENTION_NOMINAL  /**< "the film" */
} cairn_mention_kind;

/** A span that names something. Pointers are borrowed. */
typedef struct cairn_mention {
    const char *text;
    uint64_t first_byte, len;
    const char *name;                               /**< what is meant */
    const char *type;                               /**< as cairn_part.type */
    int kind;                                       /**< cairn_mention_kind */
    uint64_t antecedent_first_byte, antecedent_len; /**< len 0: refers to none */
} cairn_mention;

/** A word of a parsed sentence. Pointers are borrowed. Tags and labels are
 *  those of Universal Dependencies. */
typedef struct cairn_token {
    const char *text;
    uint64_t first_byte, len;
    uint32_t tree;     /**< counts sentences, or the pieces of a very long one */
    uint32_t place;    /**< in its tree, from 1 */
    uint32_t head;     /**< place of the token it depends on; 0: the root */
    const char *tag;   /**< "NOUN", ... */
    const char *label; /**< of the dependency: "nsubj", ... */
} cairn_token;

/** @param opts NULL for CAIRN_EXTRACTOR_OPTIONS_INIT
 *  @param x    [out] caller frees with cairn_extractor_free(); NULL on failure
 *  @return CAIRN_ENOTFOUND when data_path holds no models
 *  Cost: milliseconds; models are mapped, not loaded. */
CAIRN_API int cairn_extractor_new(cairn_extractor **x, const cairn_extractor_options *opts,
                                  cairn_error *err);
CAIRN_API void cairn_extractor_free(cairn_extractor *x);

/** Extract from one text, plain and UTF-8. Byte ranges count bytes of `text`.
 *  @param title what the text is about, to which "he", "it", "the film" may
 *               refer; "" when nobody knows, NULL for a first line that
 *               looks like a heading, if there is one
 *  @param found [out] caller frees with cairn_extracted_free(); NULL on failure
 *  @return CAIRN_EINVAL when text is not UTF-8; CAIRN_OK for one without words
 *  Cost: time and memory linear in len, at any content. */
CAIRN_API int cairn_extract_text(cairn_extractor *x, const char *title, const char *text,
                                 size_t len, cairn_extracted **found, cairn_error *err);

/** What was found in the next passage. Borrowed for the call.
 *  @return 0 to go on, anything else to stop with CAIRN_ECANCELED. */
typedef int (*cairn_extracted_fn)(cairn_extracted *found, void *user);

/** Extract from a file, a directory or "-", read as cairn_ingest_path() does,
 *  on n_threads threads. `fn` is called on the calling thread for each passage
 *  (at most some 3 kB), in the order of the input, however many threads work.
 *  @param title of every document instead of its own; NULL for its own
 *  @param issue called once per input that cannot be read, in the same order;
 *               the rest goes on. May be NULL
 *  @return CAIRN_OK even when some inputs failed, CAIRN_ECANCELED
 *  Cost: memory does not grow with the number of documents. */
CAIRN_API int cairn_extract_path(cairn_extractor *x, const char *path, cairn_format fmt,
                                 const char *title, cairn_extracted_fn fn, cairn_issue_fn issue,
                                 void *user, cairn_error *err);

/** Extract once more from what a store holds, as its build did: from one
 *  chunk, or from all chunks of a document, with a call for each.
 *  @param chunk as in cairn_hit; 0 for all of the document
 *  @param uri   of a document; ignored unless chunk is 0
 *  @return CAIRN_ENOTFOUND for an unknown chunk or URI */
CAIRN_API int cairn_extract_stored(cairn_extractor *x, cairn *kb, cairn_id chunk, const char *uri,
                                   cairn_extracted_fn fn, void *user, cairn_error *err);

/** Document of the passage: its URI ("" from cairn_extract_text()) and title.
 *  Borrowed. */
CAIRN_API const char *cairn_extracted_uri(const cairn_extracted *found);
CAIRN_API const char *cairn_extracted_title(const cairn_extracted *found);
/** The text that was looked at. Borrowed, not NUL-terminated.
 *  @param first_byte [out] where it starts in the document's text; may be NULL */
CAIRN_API const char *cairn_extracted_text(const cairn_extracted *found, size_t *len,
                                           uint64_t *first_byte);
/** In the order of the text. @return CAIRN_ROW with the struct filled,
 *  CAIRN_OK at the end. Tokens: of cairn_extract_text() and
 *  cairn_extract_stored() only, and of text in a language that has a model. */
CAIRN_API int cairn_extracted_next_statement(cairn_extracted *found, cairn_statement *statement);
CAIRN_API int cairn_extracted_next_mention(cairn_extracted *found, cairn_mention *mention);
CAIRN_API int cairn_extracted_next_token(cairn_extracted *found, cairn_token *token);
CAIRN_API void cairn_extracted_free(cairn_extracted *found);

/* ---- Matching records -------------------------------------------------- */

/** Which rows of one table, or of two, are the same thing; no store is needed. */
typedef struct cairn_matches cairn_matches;

typedef struct cairn_match_options {
    uint32_t version;   /**< CAIRN_MATCH_OPTIONS_VERSION */
    const char *labels; /**< CSV file of known pairs: an id of the first table, one of the
                             second (or of the first again), and maybe 1 or 0: a match or not.
                             NULL: none are known */
    bool with_rejected; /**< cairn_matches_next_pair() also gives pairs that are no match */
} cairn_match_options;
#define CAIRN_MATCH_OPTIONS_VERSION 1
#define CAIRN_MATCH_OPTIONS_INIT                                                                   \
    {                                                                                              \
        CAIRN_MATCH_OPTIONS_VERSION, NULL, false                                                   \
    }

/** Compare the rows of CSV files (separated by , ; | % or tabs; the first row
 *  names the columns). Columns are recognised by their data, weights are
 *  learned from the tables themselves, or from labels where given.
 *  @param a,b     files; "-" is standard input. b NULL: duplicates within a
 *  @param options NULL for CAIRN_MATCH_OPTIONS_INIT
 *  @param issue   is told of rows that are not as the header says; may be NULL
 *  @param matches [out] caller frees with cairn_matches_free(); NULL on failure
 *  @return CAIRN_EPARSE for a file that is no table, CAIRN_EINVAL for more
 *          than a million rows or labels of unknown rows
 *  Cost: about 10 microseconds and 200 bytes for each pair compared, and at
 *  most some dozens of them for each row. */
CAIRN_API int cairn_match_path(const char *a, const char *b, const cairn_match_options *options,
                               cairn_matches **matches, cairn_issue_fn issue, void *user,
                               cairn_error *err);

/** One feature of a pair: how much it speaks for a match. */
typedef struct cairn_match_reason {
    const char *feature; /**< such as "title words" */
    double weight;       /**< what it adds to the log odds */
} cairn_match_reason;

/** Ids are those of a first column called "id" or "... id", else row numbers
 *  from 1. All pointers are borrowed until the next call or the free. */
typedef struct cairn_match_pair {
    const char *left, *right;
    double probability;
    bool is_match;
    const cairn_match_reason *reasons; /**< the strongest first */
    size_t n_reasons;
} cairn_match_pair;

/** Rows that are one thing; of two tables, those of the first come first. */
typedef struct cairn_match_cluster {
    const char *const *ids;
    size_t n;
    size_t n_left; /**< how many of them are of the first table */
} cairn_match_cluster;

/** One line of the table of weights. */
typedef struct cairn_match_weight {
    const char *feature;
    uint32_t group;           /**< features of one group are averaged */
    uint32_t level, n_levels; /**< likeness, the highest being "the same" */
    double weight;            /**< log odds that this level adds */
} cairn_match_weight;

typedef struct cairn_match_summary {
    uint64_t left_rows, right_rows; /**< right_rows is 0 for one table */
    uint64_t compared;              /**< pairs */
    bool left_has_one;              /**< a row of the first table has at most one match */
    bool right_has_one;
    bool is_supervised; /**< weights come from labels */
    double prior;       /**< log odds that a compared pair is a match */
} cairn_match_summary;

/** @return CAIRN_ROW with the struct filled, CAIRN_OK at the end. In one table
 *  a cluster of more than 300 rows gives pairs with its first row only. */
CAIRN_API int cairn_matches_next_pair(cairn_matches *matches, cairn_match_pair *pair);
CAIRN_API int cairn_matches_next_cluster(cairn_matches *matches, cairn_match_cluster *cluster);
CAIRN_API int cairn_matches_next_weight(cairn_matches *matches, cairn_match_weight *weight);
CAIRN_API void cairn_matches_summary(const cairn_matches *matches, cairn_match_summary *summary);
CAIRN_API void cairn_matches_free(cairn_matches *matches);

/* ---- Claims of a table: which to believe -------------------------------- */

typedef struct cairn_resolve_options {
    uint32_t version;     /**< CAIRN_RESOLVE_OPTIONS_VERSION */
    const char *resolver; /**< a cairn_resolver_name(); NULL: the default */
    const char *columns;  /**< "source,item,value" or with a fourth, the time: names in
                               the header, or numbers from 1. NULL: by usual headers;
                               without a header the first two columns and the last */
    const char *as_of;    /**< a date: claims dated later count as undated; or NULL */
} cairn_resolve_options;
#define CAIRN_RESOLVE_OPTIONS_VERSION 1
#define CAIRN_RESOLVE_OPTIONS_INIT                                                                 \
    {                                                                                              \
        CAIRN_RESOLVE_OPTIONS_VERSION, NULL, NULL, NULL                                            \
    }

typedef struct cairn_resolved_value {
    const char *text;   /**< as best written by a source; a list of names in one form */
    double belief;      /**< 0..1: how likely it is true */
    double score;       /**< 0..1: what belief was calibrated from */
    uint32_t n_sources; /**< that say it, each once */
    bool believed;
} cairn_resolved_value;

/** One item. Pointers are borrowed for the call. */
typedef struct cairn_resolved {
    const char *item;
    const cairn_resolved_value *values; /**< the decided one first, then by belief */
    size_t n_values;                    /**< 0: no source says anything */
    uint32_t n_sources;
    const char *reason; /**< "3 sources against 1; ..." */
} cairn_resolved;

typedef struct cairn_resolved_source {
    const char *name;
    double reliability; /**< 0..1, the share of its claims expected to be true */
    uint32_t n_items;   /**< about which it says something */
} cairn_resolved_source;

/** Who takes the results. Functions may be NULL, and return 0 to go on, anything
 *  else to stop with CAIRN_ECANCELED. */
typedef struct cairn_resolve_sink {
    int (*item)(const cairn_resolved *item, void *user);            /**< by name */
    int (*source)(const cairn_resolved_source *source, void *user); /**< then these, by name */
    cairn_issue_fn issue; /**< rows that are left out, in one sentence */
    void *user;
} cairn_resolve_sink;

/** Read a table of claims, each row a source, an item and a value, and decide
 *  for each item which value to believe. Needs no store. The result does not
 *  depend on the order of rows.
 *  @param path CSV or TSV in any encoding; "-" is standard input
 *  @param opts NULL for CAIRN_RESOLVE_OPTIONS_INIT
 *  @return CAIRN_EPARSE when it is no such table, CAIRN_EINVAL for an unknown
 *          resolver or column, CAIRN_ECANCELED
 *  Cost: near linear in rows; memory holds the table. */
CAIRN_API int cairn_resolve_path(const char *path, const cairn_resolve_options *opts,
                                 const cairn_resolve_sink *sink, cairn_error *err);

/** The resolvers, the default first; NULL behind the last. Static strings.
 *  @param summary [out] one line about it; may be NULL */
CAIRN_API const char *cairn_resolver_name(size_t i, const char **summary);

/* ---- Inspection -------------------------------------------------------- */

typedef struct cairn_stats {
    uint64_t documents, chunks, mentions, statements;
    uint64_t entities, facts, conflicts, vectors;
    uint64_t pending; /**< documents ingested or forgotten, not built yet */
} cairn_stats;

CAIRN_API int cairn_get_stats(cairn *kb, cairn_stats *stats, cairn_error *err);

/** Digest of everything published, 32 hexadecimal digits and a NUL: equal for
 *  two stores that hold the same documents under the same configuration.
 *  Cost: one pass over the tables. */
CAIRN_API int cairn_digest(cairn *kb, char digest[33], cairn_error *err);

/** The text of a document as cairn read it, to which first_byte and len refer.
 *  @param text [out] caller frees with cairn_text_free() */
CAIRN_API int cairn_document_text(cairn *kb, const char *uri, char **text, size_t *len,
                                  cairn_error *err);
CAIRN_API void cairn_text_free(char *text);

/** Compare tables, text index, vectors and graph with each other.
 *  @return CAIRN_OK when they agree, CAIRN_EINDEX when they do not. */
CAIRN_API int cairn_check(cairn *kb, cairn_issue_fn issue, void *user, cairn_error *err);

#ifdef __cplusplus
}
#endif
#endif /* CAIRN_H */
