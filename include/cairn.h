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

/* ---- Search ------------------------------------------------------------ */

typedef struct cairn_search_options {
    uint32_t version; /**< CAIRN_SEARCH_OPTIONS_VERSION */
    uint32_t limit;   /**< hits wanted, 1..1000; default 10 */
    bool use_text;    /**< BM25 over the text index */
    bool use_vectors; /**< cosine over FAISS; ignored without an embedder */
    bool use_graph;   /**< the walk over about and mentions edges */
} cairn_search_options;
#define CAIRN_SEARCH_OPTIONS_VERSION 1
#define CAIRN_SEARCH_OPTIONS_INIT                                                                  \
    {                                                                                              \
        CAIRN_SEARCH_OPTIONS_VERSION, 10, true, true, true                                         \
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
/** Best first. Borrowed from the answer. */
CAIRN_API const cairn_citation *cairn_answer_citations(const cairn_answer *a, size_t *n);
/** The ranked hits the answer was read from: the answer's own cursor, rewound
 *  by each call. Borrowed; do not free. */
CAIRN_API cairn_hits *cairn_answer_hits(cairn_answer *a);
CAIRN_API void cairn_answer_free(cairn_answer *a);

/* ---- Graph ------------------------------------------------------------- */

/** One fact. Pointers are borrowed until cairn_facts_free(). */
typedef struct cairn_fact {
    cairn_id subject;
    cairn_id object; /**< 0 when the object is a literal */
    const char *subject_name;
    const char *relation;    /**< e.g. "born in" */
    const char *object_name; /**< entity name, or the literal as written */
    double belief;           /**< 0..1, share of support among rivals */
    uint32_t support;        /**< number of statements behind it */
    bool believed;           /**< false: lost a conflict, kept and marked */
    const char *uri;         /**< a document that states it */
    const char *quote;       /**< the sentence or row that states it */
    uint64_t first_byte;     /**< where quote starts in the document's text */
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
 *  spelling. @return CAIRN_ENOTFOUND when none is close */
CAIRN_API int cairn_entity_find(cairn *kb, const char *name, cairn_entity *entity,
                                cairn_error *err);
/** Facts with the entity as subject or object, believed first, then by
 *  relation; conflicts appear as several rows of one relation. */
CAIRN_API int cairn_entity_facts(cairn *kb, cairn_id entity, cairn_facts **facts, cairn_error *err);
CAIRN_API int cairn_facts_next(cairn_facts *facts, cairn_fact *fact);
CAIRN_API void cairn_facts_free(cairn_facts *facts);

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
