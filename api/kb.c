/* Opening and closing a knowledge base, and the brackets around every call:
 * a read view (one transaction, the indices of its generation) and the writer. */
#include "api/kb.h"

#include <string.h>

#include "api/stages.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "fusion/relation_table.h"
#include "retrieve/meaning.h"
#include "retrieve/span_model.h"

/* Each thread has an extractor of its own: more of them cost memory and bring nothing. */
enum { THREADS_MAX = 256, RELATIONS_PATH_MAX = 4096, VIEW_TRIES = 4 };

int cairn_version(void)
{
    return CAIRN_VERSION_MAJOR * 10000 + CAIRN_VERSION_MINOR * 100 + CAIRN_VERSION_PATCH;
}

/* "notes.db" -> "notes.db.d", the folder of derived indices. */
static int name_folder(cairn *kb, cairn_error *err)
{
    cn_buf buf;
    int rc;

    cn_buf_init(&buf, SIZE_MAX / 2);
    cn_buf_printf(&buf, "%s.d", kb->path);
    rc = buf.status;
    kb->folder = cn_buf_take(&buf);
    return rc < 0 || !kb->folder ? cn_fail_memory(err, strlen(kb->path)) : CAIRN_OK;
}

static int open_parts(cairn *kb, cairn_error *err)
{
    const cn_store_options options = {kb->options.read_only, kb->options.busy_timeout_ms};
    int rc;

    rc = name_folder(kb, err);
    if (rc == CAIRN_OK)
        rc = cn_mutex_new(&kb->read_mutex, err);
    if (rc == CAIRN_OK)
        rc = cn_mutex_new(&kb->write_mutex, err);
    if (rc == CAIRN_OK)
        rc = cn_mutex_new(&kb->table_mutex, err);
    if (rc == CAIRN_OK)
        rc = cn_tokenizer_new(&kb->tokenizer, err);
    if (rc == CAIRN_OK)
        rc = cn_store_open(kb->path, &options, &kb->reader, err);
    return rc;
}

uint32_t cn_kb_threads(uint32_t n_threads)
{
    if (n_threads == 0)
        n_threads = cn_thread_count();
    return n_threads > THREADS_MAX ? THREADS_MAX : n_threads;
}

static int copy_paths(cairn *kb, const char *path, cairn_error *err)
{
    const char *data = kb->options.data_path;

    kb->options.data_path = NULL;
    kb->path = cn_strdup(path);
    if (!kb->path)
        return cn_fail_memory(err, strlen(path));
    kb->data_path = data ? cn_strdup(data) : NULL;
    if (data && !kb->data_path)
        return cn_fail_memory(err, strlen(data));
    kb->options.data_path = kb->data_path;
    return CAIRN_OK;
}

int cairn_open(const char *path, const cairn_options *opts, cairn **kb, cairn_error *err)
{
    static const cairn_options defaults = CAIRN_OPTIONS_INIT;
    cairn *made;
    int rc;

    *kb = NULL;
    if (!path || !*path)
        return cn_fail(err, CAIRN_EINVAL, 0, "the path of the store is empty");
    if (opts && opts->version != CAIRN_OPTIONS_VERSION)
        return cn_fail(err, CAIRN_EINVAL, opts->version, "cairn_options: unknown version %u",
                       (unsigned)opts->version);
    made = cn_alloc_zero(1, sizeof *made);
    if (!made)
        return cn_fail_memory(err, sizeof *made);
    made->options = opts ? *opts : defaults;
    cn_settings_default(&made->settings);
    made->options.n_threads = cn_kb_threads(made->options.n_threads);
    rc = copy_paths(made, path, err);
    if (rc == CAIRN_OK)
        rc = open_parts(made, err);
    if (rc < 0) {
        cairn_close(made);
        return rc;
    }
    *kb = made;
    return CAIRN_OK;
}

void cairn_close(cairn *kb)
{
    if (!kb)
        return;
    cn_indices_close(&kb->indices);
    cn_kb_parser_free(kb->parser);
    cn_meaning_free(kb->meaning);
    cn_languages_close(kb->models);
    cn_store_close(kb->writer);
    cn_store_close(kb->reader);
    cn_tokenizer_free(kb->tokenizer);
    cn_mutex_free(kb->read_mutex);
    cn_mutex_free(kb->write_mutex);
    cn_mutex_free(kb->table_mutex);
    cn_relation_table_close(kb->relations);
    cn_reader_model_close(kb->spans);
    cn_free(kb->embedder_name);
    cn_free(kb->folder);
    cn_free(kb->data_path);
    cn_free(kb->path);
    cn_free(kb);
}

void cairn_interrupt(cairn *kb)
{
    atomic_store(&kb->interrupted, 1);
}

int cn_kb_check_interrupt(cairn *kb, cairn_error *err)
{
    if (atomic_exchange(&kb->interrupted, 0))
        return cn_fail(err, CAIRN_ECANCELED, 0, "interrupted");
    return CAIRN_OK;
}

/* A transaction with the indices of its generation. */
static int begin_view(cairn *kb, cairn_error *err)
{
    uint64_t generation;
    int rc = cn_store_begin_read(kb->reader, err);

    if (rc == CAIRN_OK)
        rc = cn_store_generation(kb->reader, &generation, err);
    if (rc == CAIRN_OK)
        rc = cn_indices_open(kb, generation, err);
    if (rc == CAIRN_OK)
        rc = cn_kb_load_settings(kb, err);
    if (rc < 0)
        cn_store_rollback(kb->reader);
    return rc;
}

/* Parts that a setting switches off are not in the view. */
static void leave_out(cn_view *view)
{
    const double *set = view->settings->values;

    if (set[CN_SET_USE_TREES] < 0.5)
        view->parse = NULL;
    if (set[CN_SET_USE_MEANING] < 0.5)
        view->meaning = NULL;
    if (set[CN_SET_USE_MODEL] < 0.5)
        view->reader = NULL;
    if (set[CN_SET_USE_RELATIONS] < 0.5)
        view->relate = NULL;
}

int cn_kb_begin_read(cairn *kb, cn_view *view, cairn_error *err)
{
    int rc;

    cn_mutex_lock(kb->read_mutex);
    rc = begin_view(kb, err);
    /* A build that was published meanwhile has taken the files of the generation before: those of
     * its own are there. */
    for (int i = 1; i < VIEW_TRIES && (rc == CAIRN_ENOTFOUND || rc == CAIRN_EINDEX); i++)
        rc = begin_view(kb, err);
    if (rc == CAIRN_OK)
        rc = cn_kb_meaning(kb, err);
    if (rc < 0) {
        cn_kb_end_read(kb);
        return rc;
    }
    *view = (cn_view){.store = kb->reader,
                      .snapshot = kb->indices.snapshot,
                      .tokenizer = kb->tokenizer,
                      .scores = kb->indices.scores,
                      .walk = kb->indices.walk,
                      .names = cn_indices_names,
                      .similar = kb->embedder.version ? cn_indices_similar : NULL,
                      .parse = cn_kb_parse,
                      .reader = cn_kb_reader,
                      .relate = cn_kb_relate,
                      .user = kb,
                      .settings = &kb->settings,
                      .meaning = kb->meaning};
    leave_out(view);
    return CAIRN_OK;
}

void cn_kb_end_read(cairn *kb)
{
    cn_store_rollback(kb->reader);
    cn_mutex_unlock(kb->read_mutex);
}

int cn_kb_begin_write(cairn *kb, cairn_error *err)
{
    const cn_store_options options = {false, kb->options.busy_timeout_ms};
    int rc = CAIRN_OK;

    if (kb->options.read_only)
        return cn_fail(err, CAIRN_EINVAL, 0, "%s is open for reading only", kb->path);
    cn_mutex_lock(kb->write_mutex);
    if (!kb->writer)
        rc = cn_store_open(kb->path, &options, &kb->writer, err);
    if (rc < 0)
        cn_mutex_unlock(kb->write_mutex);
    return rc;
}

int cn_kb_models(cairn *kb, cairn_error *err)
{
    int rc = CAIRN_OK;

    cn_mutex_lock(kb->table_mutex);
    if (!kb->models)
        rc = cn_languages_open(&kb->models, kb->options.data_path, err);
    cn_mutex_unlock(kb->table_mutex);
    return rc;
}

/* Without a data folder, as without the file, relations are as they are written. */
int cn_relations_open(cn_relation_table **table, const char *data_path, cairn_error *err)
{
    cn_buf path;
    int rc;

    cn_buf_init(&path, RELATIONS_PATH_MAX);
    *table = NULL;
    rc = cn_models_find(data_path, &path, NULL);
    if (rc == CAIRN_OK)
        cn_buf_add_str(&path, "/en/relations.tsv");
    if (path.status < 0)
        rc = cn_fail_memory(err, path.len);
    else if (rc == CAIRN_OK || rc == CAIRN_ENOTFOUND)
        rc = cn_relation_table_open(table, rc == CAIRN_OK ? path.data : NULL, err);
    cn_buf_done(&path);
    return rc;
}

int cn_kb_relations(cairn *kb, const cn_relation_table **table, cairn_error *err)
{
    int rc = CAIRN_OK;

    cn_mutex_lock(kb->table_mutex);
    if (!kb->relations)
        rc = cn_relations_open(&kb->relations, kb->options.data_path, err);
    *table = kb->relations;
    cn_mutex_unlock(kb->table_mutex);
    return rc;
}

void cn_kb_end_write(cairn *kb)
{
    cn_store_rollback(kb->writer);
    cn_mutex_unlock(kb->write_mutex);
}

int cn_check_text(const char *text, size_t max, const char *what, size_t *len, cairn_error *err)
{
    size_t valid;

    *len = text ? strlen(text) : 0;
    if (*len == 0)
        return cn_fail(err, CAIRN_EINVAL, 0, "the %s is empty", what);
    if (*len > max)
        return cn_fail(err, CAIRN_EINVAL, 0, "the %s has %zu bytes, more than %zu", what, *len,
                       max);
    valid = cn_utf8_valid(text, *len);
    if (valid < *len)
        return cn_fail(err, CAIRN_EINVAL, (int64_t)valid, "the %s is not valid UTF-8 at byte %zu",
                       what, valid);
    return CAIRN_OK;
}

int cairn_set_embedder(cairn *kb, const cairn_embedder *e, cairn_error *err)
{
    char *name = NULL;

    if (e && (e->version != CAIRN_EMBEDDER_VERSION || !e->embed || !e->name || e->dim == 0 ||
              e->dim > 4096))
        return cn_fail(err, CAIRN_EINVAL, 0,
                       "an embedder needs version %d, a name, a function and 1 to 4096 dimensions",
                       CAIRN_EMBEDDER_VERSION);
    if (e) {
        name = cn_strdup(e->name);
        if (!name)
            return cn_fail_memory(err, strlen(e->name));
    }
    cn_mutex_lock(kb->write_mutex);
    cn_mutex_lock(kb->read_mutex);
    cn_free(kb->embedder_name);
    kb->embedder_name = name;
    kb->embedder = e ? *e : (cairn_embedder){0};
    kb->embedder.name = name;
    cn_vectors_free(kb->indices.chunks);
    kb->indices.chunks = NULL;
    kb->indices.chunks_tried = false;
    cn_mutex_unlock(kb->read_mutex);
    cn_mutex_unlock(kb->write_mutex);
    return CAIRN_OK;
}
