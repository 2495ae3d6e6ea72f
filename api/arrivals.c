/* See arrivals.h. Everything that needs no connection happens here, on a worker: reading, cutting,
 * hashing, extracting. What is wrong with an input is kept as a refusal in its place among the
 * documents, so that problems are told in the order of the input. */
#include "api/arrivals.h"

#include <string.h>

#include "base/mem.h"

/* Raise it when chunks of the same document come out differently: they are read again. */
#define CHUNKING_VERSION 1

static int hash_document(const cn_document *doc, cn_hash128 *hash, cairn_error *err)
{
    cn_buf buf;
    int rc;

    cn_buf_init(&buf, SIZE_MAX / 2);
    cn_buf_printf(&buf, "%d %d\n", CHUNKING_VERSION, doc->format);
    cn_buf_add(&buf, doc->title, strlen(doc->title) + 1);
    cn_buf_add(&buf, doc->meta, strlen(doc->meta) + 1);
    *hash = cn_hash_wide(cn_buf_str(&doc->text), doc->text.len);
    cn_buf_add(&buf, (const char *)hash, sizeof *hash);
    *hash = cn_hash_wide(cn_buf_str(&buf), buf.len);
    rc = buf.status == CAIRN_OK ? CAIRN_OK : cn_fail_memory(err, buf.len);
    cn_buf_done(&buf);
    return rc;
}

cn_extract_input cn_arrival_input(const cn_arrival *arrival, size_t i, bool wants_text)
{
    const cn_document *doc = arrival->doc;
    const cn_chunk *chunk = &arrival->chunks.items[i];

    return (cn_extract_input){.title = doc->title,
                              .meta = i == 0 ? doc->meta : "",
                              .heading = chunk->heading,
                              .kind = chunk->kind,
                              .is_first = i == 0,
                              .wants_text = wants_text,
                              .text = doc->text.data + chunk->first,
                              .len = chunk->len};
}

static int extract_chunks(const cn_arrivals *arrivals, cn_arrival *arrival, cairn_error *err)
{
    const size_t n = arrival->chunks.n;
    int rc = CAIRN_OK;

    arrival->found = cn_alloc_zero(n + 1, sizeof *arrival->found);
    if (!arrival->found)
        return cn_fail_memory(err, n * sizeof *arrival->found);
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        const cn_extract_input input = cn_arrival_input(arrival, i, arrivals->wants_text);

        cn_extraction_init(&arrival->found[i]);
        rc = cn_extract(arrivals->extractor, &input, &arrival->found[i], err);
    }
    return rc;
}

static int add_arrival(cn_arrivals *arrivals, const cn_arrival *arrival, cairn_error *err)
{
    if (!cn_grow((void **)&arrivals->items, &arrivals->cap, arrivals->n + 1, SIZE_MAX,
                 sizeof *arrivals->items))
        return cn_fail_memory(err, arrivals->n * sizeof *arrivals->items);
    arrivals->items[arrivals->n++] = *arrival;
    return CAIRN_OK;
}

int cn_arrivals_deliver(void *user, cn_document *doc, cairn_error *err)
{
    cn_arrivals *arrivals = user;
    const cn_arrival empty = {.doc = doc};
    cn_arrival *arrival;
    int rc = add_arrival(arrivals, &empty, err);

    if (rc < 0) {
        cn_document_free(doc);
        return rc;
    }
    arrival = &arrivals->items[arrivals->n - 1];
    rc = arrivals->title
             ? cn_document_set(&doc->title, arrivals->title, strlen(arrivals->title), err)
             : CAIRN_OK;
    if (rc == CAIRN_OK)
        rc = hash_document(doc, &arrival->hash, err);
    if (rc == CAIRN_OK)
        rc = cn_chunk_cut(doc, &arrival->chunks, err);
    if (rc == CAIRN_OK && arrivals->extractor && arrival->chunks.n <= CN_ARRIVAL_CHUNKS_MAX)
        rc = extract_chunks(arrivals, arrival, err);
    return rc;
}

int cn_arrivals_refuse(void *user, const char *place, const char *sentence, cairn_error *err)
{
    cn_arrival refusal = {.place = cn_strdup(place), .sentence = cn_strdup(sentence)};
    int rc = CAIRN_ENOMEM;

    if (refusal.place && refusal.sentence)
        rc = add_arrival(user, &refusal, NULL);
    if (rc == CAIRN_OK)
        return CAIRN_OK;
    cn_free(refusal.place);
    cn_free(refusal.sentence);
    return cn_fail_memory(err, strlen(sentence));
}

/* Errors of one input; the others mean that the run cannot go on. */
static bool is_input_error(int status)
{
    return status == CAIRN_EPARSE || status == CAIRN_EINVAL || status == CAIRN_EIO ||
           status == CAIRN_ENOTFOUND;
}

int cn_arrivals_read(cn_arrivals *arrivals, cairn_error *err)
{
    const cn_sink sink = {cn_arrivals_deliver, cn_arrivals_refuse, arrivals};
    cairn_error problem = CAIRN_ERROR_INIT;
    int rc = cn_part_read(&arrivals->part, &sink, &problem);

    if (rc < 0 && is_input_error(rc))
        return cn_arrivals_refuse(arrivals, arrivals->part.path, problem.message, err);
    if (rc < 0 && err)
        *err = problem;
    return rc;
}

static void free_arrival(cn_arrival *arrival)
{
    for (size_t i = 0; arrival->found && i < arrival->chunks.n; i++)
        cn_extraction_done(&arrival->found[i]);
    cn_free(arrival->found);
    cn_chunks_done(&arrival->chunks);
    cn_document_free(arrival->doc);
    cn_free(arrival->place);
    cn_free(arrival->sentence);
}

void cn_arrivals_free(cn_arrivals *arrivals)
{
    if (!arrivals)
        return;
    for (size_t i = 0; i < arrivals->n; i++)
        free_arrival(&arrivals->items[i]);
    cn_free(arrivals->items);
    cn_part_done(&arrivals->part);
    cn_free(arrivals);
}
