/* cairn_list_topics(): communities with names, and digests as citations; and their file in the side
 * folder, which is made when it is first asked for. */
#include <inttypes.h>
#include <string.h>

#include "api/facts.h"
#include "api/kb.h"
#include "base/log.h"
#include "base/mem.h"
#include "retrieve/topics.h"

#define TOPIC_BYTES_MAX ((size_t)64 << 20) /* of strings and lists in one cursor */
enum {
    PATH_MAX_BYTES = 4096,
    NAMES_JOINED = 3, /* entities that name a topic */
    NAME_KEYS = 32,   /* words of them */
    LIMIT_MAX = 1000
};

/* ---- The file ---- */

static int build_communities(cairn *kb, const char *path, cairn_error *err)
{
    cn_log(CN_LOG_INFO, "finding the topics of %s", kb->path);
    return cn_communities_build(kb->indices.snapshot, kb->reader, path, err);
}

int cn_indices_communities(cairn *kb, const cn_communities **communities, cairn_error *err)
{
    cn_indices *indices = &kb->indices;
    cn_buf path;
    int rc;

    *communities = indices->communities;
    if (indices->communities)
        return CAIRN_OK;
    cn_buf_init(&path, PATH_MAX_BYTES);
    if (cn_buf_printf(&path, "%s/topics-%" PRIu64 ".tpc", kb->folder, indices->generation) < 0) {
        cn_buf_done(&path);
        return cn_fail(err, CAIRN_EINVAL, 0, "the path %.100s... is too long", kb->folder);
    }
    rc = cn_communities_open(path.data, indices->snapshot, &indices->communities, err);
    if (rc == CAIRN_ENOTFOUND || rc == CAIRN_EINDEX) {
        rc = build_communities(kb, path.data, err);
        if (rc == CAIRN_OK)
            rc = cn_communities_open(path.data, indices->snapshot, &indices->communities, err);
    }
    cn_buf_done(&path);
    *communities = indices->communities;
    return rc;
}

/* ---- One topic ---- */

struct cairn_topics {
    cn_arena arena;
    cairn_topic *items;
    size_t n, next;
};

typedef struct topic_words {
    uint64_t stems[NAME_KEYS];
    unsigned n;
} topic_words;

/* A name that shares no word with those before: "Academy Awards" adds nothing to "Academy Award".
 */
static int adds_words(const cn_view *view, cn_words *words, const char *name, topic_words *known,
                      bool *adds, cairn_error *err)
{
    int rc = cn_tokenizer_scan(view->tokenizer, name, strlen(name), words, err);

    *adds = rc == CAIRN_OK && words->n > 0 && known->n + words->n <= NAME_KEYS;
    for (size_t i = 0; *adds && i < words->n; i++)
        for (unsigned k = 0; *adds && k < known->n; k++)
            *adds =
                (words->items[i].flags & CN_WORD_STOP) || known->stems[k] != words->items[i].stem;
    for (size_t i = 0; *adds && i < words->n; i++)
        known->stems[known->n++] = words->items[i].stem;
    return rc;
}

static int name_topic(cairn_topics *topics, const cn_view *view, const cairn_topic_entity *entities,
                      size_t n, cairn_topic *topic, cairn_error *err)
{
    topic_words known = {.n = 0};
    cn_words words = {0};
    unsigned n_joined = 0;
    int rc = CAIRN_OK;
    cn_buf name;

    cn_buf_init(&name, PATH_MAX_BYTES);
    for (size_t i = 0; rc == CAIRN_OK && i < n && n_joined < NAMES_JOINED; i++) {
        bool adds;

        rc = adds_words(view, &words, entities[i].name, &known, &adds, err);
        if (rc < 0 || !adds || name.len + strlen(entities[i].name) + 2 >= PATH_MAX_BYTES)
            continue;
        cn_buf_add_str(&name, n_joined++ > 0 ? "; " : "");
        cn_buf_add_str(&name, entities[i].name);
    }
    if (rc == CAIRN_OK && name.status < 0)
        rc = cn_fail_memory(err, name.len);
    topic->name = cn_keep_str(&topics->arena, cn_buf_str(&name), &rc, err);
    cn_buf_done(&name);
    cn_words_done(&words);
    return rc;
}

static int fill_entities(cairn_topics *topics, const cn_view *view, const cn_communities *all,
                         const cn_community *item, uint32_t max, cairn_topic *topic,
                         cairn_error *err)
{
    cairn_topic_entity *list = cn_arena_alloc(&topics->arena, (item->n_tops + 1U) * sizeof *list);
    const cn_community_top *tops = all->tops + item->first_top;
    int rc = list ? CAIRN_OK : cn_fail_memory(err, item->n_tops * sizeof *list);

    for (uint32_t i = 0; rc == CAIRN_OK && i < item->n_tops; i++) {
        cn_entity_row row;

        list[i].id = view->snapshot->entity_ids[tops[i].entity];
        list[i].weight = tops[0].score > 0 ? (double)tops[i].score / (double)tops[0].score : 0;
        rc = cn_entity_get(view->store, list[i].id, &row, err);
        if (rc < 0)
            break;
        list[i].type = cn_type_name(row.type);
        list[i].name = cn_keep_str(&topics->arena, row.name, &rc, err);
    }
    if (rc < 0)
        return rc;
    topic->entities = list;
    topic->n_entities = item->n_tops < max ? item->n_tops : max;
    return name_topic(topics, view, list, item->n_tops, topic, err);
}

static int fill_digest(cairn_topics *topics, const cn_view *view, const cn_communities *all,
                       const cn_community *item, uint32_t max, cairn_topic *topic, cairn_error *err)
{
    const size_t n = item->n_sentences < max ? item->n_sentences : max;
    cairn_citation *list = cn_arena_alloc(&topics->arena, (n + 1) * sizeof *list);
    int rc = list ? CAIRN_OK : cn_fail_memory(err, n * sizeof *list);

    for (size_t i = 0; rc == CAIRN_OK && i < n; i++) {
        const cn_community_sentence *s = &all->sentences[item->first_sentence + i];
        cn_chunk_row chunk;

        rc = cn_chunk_get(view->store, view->snapshot->chunks[s->chunk].id, &chunk, err);
        if (rc == CAIRN_OK)
            rc =
                cn_cite_range(&topics->arena, view->store, &chunk, s->first, s->len, &list[i], err);
    }
    topic->digest = list;
    topic->n_digest = n;
    return rc;
}

static int fill_topic(cairn_topics *topics, const cn_view *view, const cn_communities *all,
                      cn_scored found, const cairn_topics_options *options, cairn_error *err)
{
    const cn_community *item = &all->items[found.id];
    cairn_topic *topic = &topics->items[topics->n];
    int rc;

    *topic = (cairn_topic){.number = (uint32_t)found.id + 1,
                           .parent = item->parent == CN_COMMUNITY_NONE ? 0 : item->parent + 1,
                           .level = item->level,
                           .n_parts = item->n_children,
                           .name = "",
                           .all_entities = item->n_entities,
                           .passages = item->n_chunks,
                           .documents = item->n_documents,
                           .fit = found.score};
    rc = fill_entities(topics, view, all, item, options->entities, topic, err);
    if (rc == CAIRN_OK)
        rc = fill_digest(topics, view, all, item, options->sentences, topic, err);
    if (rc == CAIRN_OK)
        topics->n++;
    return rc;
}

/* ---- The cursor ---- */

static int list_topics(cairn_topics *topics, cairn *kb, const cn_view *view, const char *words,
                       size_t len, const cairn_topics_options *options, uint64_t *all,
                       cairn_error *err)
{
    const uint32_t level = options->level < 0 ? CN_TOPICS_ANY_LEVEL : (uint32_t)options->level;
    cn_scored *found = cn_alloc_zero(options->limit, sizeof *found);
    const cn_communities *communities;
    cn_question question = {.text = words};
    size_t n = 0;
    int rc = found ? CAIRN_OK : cn_fail_memory(err, options->limit * sizeof *found);

    if (rc == CAIRN_OK)
        rc = cn_indices_communities(kb, &communities, err);
    if (rc == CAIRN_OK && len > 0)
        rc = cn_question_init(&question, view, words, len, err);
    if (rc == CAIRN_OK)
        rc = cn_topics_find(view, communities, &question, level, found, options->limit, &n, all,
                            err);
    if (rc == CAIRN_OK) {
        topics->items = cn_arena_alloc(&topics->arena, (n + 1) * sizeof *topics->items);
        rc = topics->items ? CAIRN_OK : cn_fail_memory(err, n * sizeof *topics->items);
    }
    for (size_t i = 0; rc == CAIRN_OK && i < n; i++)
        rc = fill_topic(topics, view, communities, found[i], options, err);
    cn_question_done(&question);
    cn_free(found);
    return rc;
}

static int check_options(const cairn_topics_options *options, cairn_error *err)
{
    if (options->version != CAIRN_TOPICS_OPTIONS_VERSION)
        return cn_fail(err, CAIRN_EINVAL, options->version,
                       "cairn_topics_options: unknown version %u", (unsigned)options->version);
    if (options->limit == 0 || options->limit > LIMIT_MAX)
        return cn_fail(err, CAIRN_EINVAL, options->limit, "topics: limit is %u, not 1 to %d",
                       (unsigned)options->limit, LIMIT_MAX);
    if (options->level < -1 || options->level >= CN_COMMUNITY_DEPTH_MAX)
        return cn_fail(err, CAIRN_EINVAL, options->level, "topics: level is %d, not 0 to %d",
                       (int)options->level, CN_COMMUNITY_DEPTH_MAX - 1);
    return CAIRN_OK;
}

int cairn_list_topics(cairn *kb, const char *words, const cairn_topics_options *opts,
                      cairn_topics **topics, uint64_t *all, cairn_error *err)
{
    static const cairn_topics_options defaults = CAIRN_TOPICS_OPTIONS_INIT;
    cairn_topics *made;
    uint64_t n_all = 0;
    size_t len = 0;
    cn_view view;
    int rc;

    *topics = NULL;
    if (all)
        *all = 0;
    opts = opts ? opts : &defaults;
    rc = check_options(opts, err);
    if (rc == CAIRN_OK && words)
        rc = cn_check_text(words, CAIRN_QUERY_MAX, "name of topics", &len, err);
    if (rc < 0)
        return rc;
    made = cn_alloc_zero(1, sizeof *made);
    if (!made)
        return cn_fail_memory(err, sizeof *made);
    cn_arena_init(&made->arena, TOPIC_BYTES_MAX);
    rc = cn_kb_begin_read(kb, &view, err);
    if (rc == CAIRN_OK) {
        rc = list_topics(made, kb, &view, words, len, opts, &n_all, err);
        cn_kb_end_read(kb);
    }
    if (rc < 0) {
        cairn_topics_free(made);
        return rc;
    }
    if (all)
        *all = n_all;
    *topics = made;
    return CAIRN_OK;
}

int cairn_topics_next(cairn_topics *topics, cairn_topic *topic)
{
    if (topics->next >= topics->n)
        return CAIRN_OK;
    *topic = topics->items[topics->next++];
    return CAIRN_ROW;
}

void cairn_topics_free(cairn_topics *topics)
{
    if (!topics)
        return;
    cn_arena_done(&topics->arena);
    cn_free(topics);
}
