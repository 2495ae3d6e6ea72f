/* Lines of a file through the extractor, see extract_lines.h: batches of lines on all cores, each
 * thread with an extractor of its own, their output in the order of the input. */
#include "apps/cli/extract_lines.h"

#include <inttypes.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/status.h"
#include "base/threads.h"
#include "base/utf8.h"

enum { BATCH_LINES = 128, BATCHES_UNDER_WAY = 16, WHERE_MAX = 4096 };
#define FILE_MAX ((size_t)1 << 30) /* bytes, as of any file that is read */
#define LINE_MAX_BYTES ((size_t)16 << 20)

struct run {
    const cli_lines *lines;
    const char *path;
    cairn_extractor **extractors;
    unsigned n_threads;
    cn_buf text;
    size_t at;     /* first byte of the next line */
    uint64_t line; /* its number */
};

struct batch {
    size_t first, end; /* in the text */
    uint64_t line;     /* number of its first line */
    cn_buf out;
    cn_buf issues; /* "where", NUL, "sentence", NUL, and so on */
};

static void free_batch(void *user, void *item)
{
    struct batch *batch = item;

    (void)user;
    cn_buf_done(&batch->out);
    cn_buf_done(&batch->issues);
    cn_free(batch);
}

static size_t end_of_line(const struct run *run, size_t at)
{
    const char *eol = memchr(run->text.data + at, '\n', run->text.len - at);

    return eol ? (size_t)(eol - run->text.data) : run->text.len;
}

static int produce_batch(void *user, void **item, cairn_error *err)
{
    struct run *run = user;
    struct batch *batch;

    if (run->at >= run->text.len)
        return CAIRN_OK;
    batch = cn_alloc_zero(1, sizeof(*batch));
    if (!batch)
        return cn_fail_memory(err, sizeof(*batch));
    cn_buf_init(&batch->out, SIZE_MAX / 2);
    cn_buf_init(&batch->issues, SIZE_MAX / 2);
    batch->first = run->at;
    batch->line = run->line;
    for (int i = 0; i < BATCH_LINES && run->at < run->text.len; i++) {
        run->at = end_of_line(run, run->at) + 1;
        run->line++;
    }
    batch->end = run->at < run->text.len ? run->at : run->text.len;
    *item = batch;
    return CAIRN_ROW;
}

static void add_issue(struct batch *batch, const char *where, const char *sentence)
{
    cn_buf_add(&batch->issues, where, strlen(where) + 1);
    cn_buf_add(&batch->issues, sentence, strlen(sentence) + 1);
}

/* text[len] is the end of the line or of the file, and ours to write. */
static int read_line(const struct run *run, unsigned thread, struct batch *batch, char *text,
                     size_t len, uint64_t number, cairn_error *err)
{
    cairn_extracted *found = NULL;
    char where[WHERE_MAX];
    cn_buf name;
    int rc;

    cn_buf_init(&name, sizeof(where) - 1);
    cn_buf_printf(&name, "%.4000s:%" PRIu64, run->path, number);
    if (len > 0 && text[len - 1] == '\r')
        len--;
    text[len] = '\0';
    if (len > LINE_MAX_BYTES) {
        add_issue(batch, cn_buf_str(&name), "the line is longer than 16 MB");
        rc = CAIRN_OK;
    } else if (cn_utf8_valid(text, len) < len) {
        add_issue(batch, cn_buf_str(&name), "the line is not valid UTF-8");
        rc = CAIRN_OK;
    } else {
        rc = cairn_extract_text(run->extractors[thread], "", text, len, &found, err);
        if (rc == CAIRN_OK)
            run->lines->format(&batch->out, cn_buf_str(&name), text, found, run->lines->user);
    }
    cairn_extracted_free(found);
    cn_buf_done(&name);
    return rc;
}

static int work_batch(void *user, unsigned thread, void *item, cairn_error *err)
{
    const struct run *run = user;
    struct batch *batch = item;
    uint64_t number = batch->line;
    int rc = CAIRN_OK;

    for (size_t at = batch->first; rc == CAIRN_OK && at < batch->end; number++) {
        const size_t end = end_of_line(run, at);

        rc = read_line(run, thread, batch, run->text.data + at, end - at, number, err);
        at = end + 1;
    }
    if (rc == CAIRN_OK && (batch->out.status < 0 || batch->issues.status < 0))
        rc = cn_fail_memory(err, batch->out.len);
    return rc;
}

static int consume_batch(void *user, void *item, cairn_error *err)
{
    const struct run *run = user;
    struct batch *batch = item;
    const char *at = cn_buf_str(&batch->issues), *end = at + batch->issues.len;
    int rc = CAIRN_OK;

    while (at < end) {
        const char *sentence = at + strlen(at) + 1;

        run->lines->issue(at, sentence, run->lines->user);
        at = sentence + strlen(sentence) + 1;
    }
    if (batch->out.len > 0 && run->lines->print(&batch->out, run->lines->user) != 0)
        rc = cn_fail(err, CAIRN_ECANCELED, 0, "stopped");
    free_batch(NULL, batch);
    return rc;
}

static int make_extractors(struct run *run, cairn_error *err)
{
    cairn_extractor_options options = CAIRN_EXTRACTOR_OPTIONS_INIT;
    int rc = CAIRN_OK;

    options.models_of = run->lines->x;
    options.n_threads = 1;
    options.one_sentence = true;
    run->extractors = cn_alloc_zero(run->n_threads, sizeof(cairn_extractor *));
    if (!run->extractors)
        return cn_fail_memory(err, run->n_threads * sizeof(cairn_extractor *));
    for (unsigned i = 0; rc == CAIRN_OK && i < run->n_threads; i++)
        rc = cairn_extractor_new(&run->extractors[i], &options, err);
    return rc;
}

int cli_extract_lines(const cli_lines *lines, const char *path, cairn_error *err)
{
    struct run run = {.lines = lines, .path = path, .line = 1};
    const unsigned n_threads = lines->n_threads > 0 ? lines->n_threads : cn_thread_count();
    const cn_pipeline pipeline = {produce_batch, work_batch, consume_batch,    free_batch,
                                  &run,          n_threads,  BATCHES_UNDER_WAY};
    int rc;

    run.n_threads = n_threads;
    cn_buf_init(&run.text, FILE_MAX);
    rc = cn_file_read(path, FILE_MAX - 1, &run.text, err);
    if (rc == CAIRN_OK)
        rc = make_extractors(&run, err);
    if (rc == CAIRN_OK)
        rc = cn_pipeline_run(&pipeline, err);
    for (unsigned i = 0; run.extractors && i < n_threads; i++)
        cairn_extractor_free(run.extractors[i]);
    cn_free(run.extractors);
    cn_buf_done(&run.text);
    return rc;
}
