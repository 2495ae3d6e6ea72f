/* Atoms -> hashed features. A feature is the number of its template mixed with what it looked at;
 * templates are numbered by an enum per group, so that adding one to a group changes no other.
 * Those that a fold of Re-DocRED does as well without were left out. */
#include "ingest/recognizer_features.h"

typedef struct emitter {
    uint64_t *hashes;
    size_t n, max;
} emitter;

/* SplitMix64's step: features are many, and this is a third of the time of cn_hash_mix(). */
static inline uint64_t mix(uint64_t a, uint64_t b)
{
    uint64_t x = (a ^ (b * 0x9E3779B97F4A7C15u)) * 0xBF58476D1CE4E5B9u;

    x = (x ^ (x >> 29)) * 0x94D049BB133111EBu;
    return x ^ (x >> 32);
}

static inline void put(emitter *e, unsigned template, uint64_t value)
{
    if (e->n < e->max)
        e->hashes[e->n++] = mix(value, template + 1);
}

static inline uint64_t pair(uint64_t a, uint64_t b)
{
    return a * 0xD6E8FEB86659FD93u + b;
}

static const cn_name_atom edge = {.key = 1, .shape = 1, .look = 15, .upos = 31, .tag = 999};

static const cn_name_atom *at(const cn_name_atom *atoms, size_t n, size_t i, int offset)
{
    if ((offset < 0 && i < (size_t)-offset) || (offset > 0 && i + (size_t)offset >= n))
        return &edge;
    return offset < 0 ? atoms + i - (size_t)-offset : atoms + i + (size_t)offset;
}

enum { GROUP_WORD = 0, GROUP_KIND = 100, GROUP_PLACE = 200, GROUP_DOCUMENT = 300 };

static void put_words(emitter *e, const cn_name_atom *a[5])
{
    const cn_name_atom *b = a[1], *o = a[2], *f = a[3];

    put(e, GROUP_WORD + 0, o->key);
    put(e, GROUP_WORD + 1, b->key);
    put(e, GROUP_WORD + 2, f->key);
    put(e, GROUP_WORD + 3, a[0]->key);
    put(e, GROUP_WORD + 4, a[4]->key);
    put(e, GROUP_WORD + 5, pair(b->key, o->key));
    put(e, GROUP_WORD + 6, pair(o->key, f->key));
    put(e, GROUP_WORD + 10, pair(o->key, o->shape));
    put(e, GROUP_WORD + 11, o->ends[1]);
    put(e, GROUP_WORD + 12, o->ends[2]);
    put(e, GROUP_WORD + 14, pair(o->ends[3], o->look));
    put(e, GROUP_WORD + 16, pair(o->begins[2], o->look));
    put(e, GROUP_WORD + 19, o->shape);
    put(e, GROUP_WORD + 20, b->shape);
    put(e, GROUP_WORD + 21, f->shape);
    put(e, GROUP_WORD + 22, pair(b->shape, o->shape));
    put(e, GROUP_WORD + 23, pair(o->shape, f->shape));
    put(e, GROUP_WORD + 24, pair(pair(b->shape, o->shape), f->shape));
    put(e, GROUP_WORD + 25,
        pair(pair(pair(a[0]->look, b->look), pair(o->look, f->look)), a[4]->look));
    put(e, GROUP_WORD + 26, pair(o->shape, b->key));
    put(e, GROUP_WORD + 27, pair(o->shape, f->key));
}

static void put_tags(emitter *e, const cn_name_atom *a[5])
{
    const cn_name_atom *b = a[1], *o = a[2], *f = a[3];

    put(e, GROUP_WORD + 40, o->tag);
    put(e, GROUP_WORD + 41, pair(b->tag, o->tag));
    put(e, GROUP_WORD + 42, pair(o->tag, f->tag));
    put(e, GROUP_WORD + 43, pair(pair(b->tag, o->tag), f->tag));
}

static void put_clusters(emitter *e, const cn_name_atom *a[5])
{
    const cn_name_atom *b = a[1], *o = a[2], *f = a[3];

    put(e, GROUP_WORD + 60, o->cluster);
    put(e, GROUP_WORD + 61, o->cluster >> CN_CLUSTER_FINE_BITS);
    put(e, GROUP_WORD + 63, pair(o->cluster, o->look));
    put(e, GROUP_WORD + 64, b->cluster);
    put(e, GROUP_WORD + 65, f->cluster);
    put(e, GROUP_WORD + 66, b->cluster >> CN_CLUSTER_FINE_BITS);
    put(e, GROUP_WORD + 67, f->cluster >> CN_CLUSTER_FINE_BITS);
    put(e, GROUP_WORD + 68,
        pair(b->cluster >> CN_CLUSTER_FINE_BITS, o->cluster >> CN_CLUSTER_FINE_BITS));
    put(e, GROUP_WORD + 69,
        pair(o->cluster >> CN_CLUSTER_FINE_BITS, f->cluster >> CN_CLUSTER_FINE_BITS));
}

/* What the tables know. */
static void put_known(emitter *e, const cn_name_atom *a[5], bool is_first)
{
    const cn_name_atom *b = a[1], *o = a[2], *f = a[3];
    uint32_t k = o->kinds;

    put(e, GROUP_KIND + 0, pair(o->use, o->look));
    put(e, GROUP_KIND + 1, pair(pair(o->use >> 4, o->look), is_first));
    put(e, GROUP_KIND + 2, pair(pair(b->use >> 4, b->look), pair(o->use >> 4, o->look)));
    put(e, GROUP_KIND + 3, pair(pair(f->use >> 4, f->look), pair(o->use >> 4, o->look)));
    put(e, GROUP_KIND + 4, pair(k >> CN_WORD_KIND_ANY & 31, o->look));
    put(e, GROUP_KIND + 5, pair(k >> CN_WORD_KIND_FIRST & 31, o->look));
    put(e, GROUP_KIND + 6, pair(k >> CN_WORD_KIND_LAST & 31, o->look));
    put(e, GROUP_KIND + 7, pair(k >> CN_WORD_KIND_UNIT & 31, o->look));
    put(e, GROUP_KIND + 8, pair(k >> CN_WORD_KIND_TITLE_LAST & 31, o->look));
    put(e, GROUP_KIND + 9, pair(k >> CN_WORD_KIND_TITLE_FIRST & 31, o->look));
    put(e, GROUP_KIND + 10, pair(b->kinds & 31, k & 31));
    put(e, GROUP_KIND + 11, pair(k & 31, f->kinds & 31));
    put(e, GROUP_KIND + 12,
        pair(pair(b->kinds >> CN_WORD_KIND_FIRST & 31, b->look), k >> CN_WORD_KIND_LAST & 31));
    put(e, GROUP_KIND + 13,
        pair(pair(f->kinds >> CN_WORD_KIND_LAST & 31, f->look), k >> CN_WORD_KIND_FIRST & 31));
    put(e, GROUP_KIND + 14, pair(o->phrase, o->phrase_at));
    put(e, GROUP_KIND + 15, pair(pair(o->phrase, o->phrase_at), o->run_end - o->run_first));
    put(e, GROUP_KIND + 16, pair(pair(o->phrase & 7, o->phrase_at), b->look));
    put(e, GROUP_KIND + 17, pair(pair(o->phrase & 7, o->phrase_at), f->look));
    put(e, GROUP_KIND + 18, pair(pair(b->phrase, b->phrase_at), pair(o->phrase, o->phrase_at)));
    put(e, GROUP_KIND + 19, pair(pair(f->phrase, f->phrase_at), pair(o->phrase, o->phrase_at)));
}

/* Where in its run of capitals the token stands, and what the run begins and ends with. */
static void put_runs(emitter *e, const cn_name_atom *atoms, size_t n, size_t i)
{
    const cn_name_atom *o = &atoms[i];
    size_t len = (size_t)(o->run_end - o->run_first), wide = (size_t)(o->wide_end - o->wide_first);
    size_t from = i - o->run_first, to = (size_t)o->run_end - 1 - i;
    const cn_name_atom *first = &atoms[o->run_first], *last = &atoms[o->run_end - 1];
    const cn_name_atom *wide_first = &atoms[o->wide_first], *wide_last = &atoms[o->wide_end - 1];
    const cn_name_atom *before = at(atoms, n, o->run_first, -1);
    const cn_name_atom *after = at(atoms, n, (size_t)o->run_end - 1, 1);
    uint64_t where = pair(from < 3 ? from : 3, to < 3 ? to : 3);

    put(e, GROUP_PLACE + 20, pair(where, o->look));
    put(e, GROUP_PLACE + 21, pair(len < 7 ? len : 7, o->look));
    put(e, GROUP_PLACE + 22, pair(pair(i - o->wide_first, wide < 9 ? wide : 9), o->look));
    if (wide == 1 && o->look == 0)
        return;
    put(e, GROUP_PLACE + 23, pair(last->key, to < 3 ? to : 3));
    put(e, GROUP_PLACE + 24, pair(first->key, from < 3 ? from : 3));
    put(e, GROUP_PLACE + 25, pair(last->cluster, to < 2 ? to : 2));
    put(e, GROUP_PLACE + 26, pair(before->key, where));
    put(e, GROUP_PLACE + 27, pair(after->key, where));
    put(e, GROUP_PLACE + 28, pair(before->cluster, where));
    put(e, GROUP_PLACE + 29, pair(after->cluster, where));
    put(e, GROUP_PLACE + 30, pair(wide_last->key, wide));
    put(e, GROUP_PLACE + 31, pair(wide_first->key, i - o->wide_first));
    put(e, GROUP_PLACE + 32,
        pair(last->kinds >> CN_WORD_KIND_LAST & 31,
             pair(first->kinds >> CN_WORD_KIND_FIRST & 31, where)));
    put(e, GROUP_PLACE + 33,
        pair(last->kinds >> CN_WORD_KIND_TITLE_LAST & 31,
             pair(first->kinds >> CN_WORD_KIND_TITLE_FIRST & 31, where)));
    put(e, GROUP_PLACE + 34, pair(pair(before->key, after->key), where));
    put(e, GROUP_PLACE + 35, pair(wide_last->cluster, pair(wide_first->cluster, wide)));
    put(e, GROUP_PLACE + 36, pair(last->ends[2], where));
}

static void put_standing(emitter *e, const cn_name_atom *a[5], size_t i, size_t n,
                         const cn_name_topic *topic)
{
    const cn_name_atom *b = a[1], *o = a[2], *f = a[3];
    bool is_topic = o->stands & CN_STANDS_TOPIC;

    put(e, GROUP_PLACE + 0, 0);
    put(e, GROUP_PLACE + 1, pair(i < 2 ? i : 2, o->look));
    put(e, GROUP_PLACE + 2, pair(i + 1 == n, o->look));
    put(e, GROUP_PLACE + 3, pair(o->stands, o->look));
    put(e, GROUP_PLACE + 4, pair(o->stands, pair(b->stands, f->stands)));
    if (i == 0)
        put(e, GROUP_PLACE + 5, pair(o->tag, pair(o->use, f->look)));
    if (is_topic) {
        uint64_t where =
            pair((b->stands & CN_STANDS_TOPIC) != 0, (f->stands & CN_STANDS_TOPIC) != 0);

        put(e, GROUP_PLACE + 6, pair(topic->noun, where));
        put(e, GROUP_PLACE + 7, pair(topic->cluster, where));
        put(e, GROUP_PLACE + 8, pair(topic->cluster >> CN_CLUSTER_FINE_BITS, where));
        put(e, GROUP_PLACE + 9, pair(where, o->look));
    }
}

/* A word in lower case or a mark, with no capital and no number within two tokens. */
static bool is_plain(const cn_name_atom *a[5])
{
    for (int k = 0; k < 5; k++)
        if (a[k] != &edge && (a[k]->upos == CN_UPOS_NUM || (a[k]->look != 0 && a[k]->look != 9)))
            return false;
    return !(a[2]->stands & CN_STANDS_TITLED_QUOTE);
}

size_t cn_name_features(const cn_name_atom *atoms, size_t n, size_t i, const cn_name_topic *topic,
                        uint64_t hashes[CN_NAME_FEATURES_MAX])
{
    emitter e = {.hashes = hashes, .max = CN_NAME_FEATURES_MAX};
    const cn_name_atom *a[5];

    for (int k = 0; k < 5; k++)
        a[k] = at(atoms, n, i, k - 2);
    if (is_plain(a))
        return 0;
    put_words(&e, a);
    put_tags(&e, a);
    put_clusters(&e, a);
    put_known(&e, a, i == 0);
    put_standing(&e, a, i, n, topic);
    put_runs(&e, atoms, n, i);
    return e.n;
}

size_t cn_name_document_features(const cn_name_atom *atoms, const cn_name_echo *echoes, size_t n,
                                 size_t i, uint64_t hashes[CN_NAME_DOCUMENT_MAX])
{
    static const cn_name_echo none = {.kind = 0};
    emitter e = {.hashes = hashes, .max = CN_NAME_DOCUMENT_MAX};
    const cn_name_echo *o = &echoes[i], *b = i > 0 ? o - 1 : &none, *f = i + 1 < n ? o + 1 : &none;
    uint64_t look = atoms[i].look;
    uint64_t main = pair(pair(o->kind, o->share), o->position);

    if (o->kind == 0 && o->longer == 0 && o->outside == 0 && o->pair == 0 && b->pair == 0)
        return 0;
    put(&e, GROUP_DOCUMENT + 0, pair(pair(o->kind, o->share), look));
    put(&e, GROUP_DOCUMENT + 1, main);
    put(&e, GROUP_DOCUMENT + 2, pair(o->longer, o->longer_at));
    put(&e, GROUP_DOCUMENT + 3, pair(pair(o->longer, o->longer_at), pair(b->longer, f->longer)));
    put(&e, GROUP_DOCUMENT + 4, pair(o->outside, look));
    put(&e, GROUP_DOCUMENT + 5, pair(pair(o->pair, o->pair_at), pair(b->pair, b->pair_at)));
    put(&e, GROUP_DOCUMENT + 6, pair(pair(o->kind, o->position), pair(o->own, o->own_at)));
    put(&e, GROUP_DOCUMENT + 7, pair(pair(o->longer, o->longer_at), pair(o->own, o->own_at)));
    put(&e, GROUP_DOCUMENT + 8, pair(pair(o->kind, o->share), pair(o->own, o->outside)));
    put(&e, GROUP_DOCUMENT + 9, pair(pair(b->kind, o->kind), f->kind));
    put(&e, GROUP_DOCUMENT + 10, pair(pair(b->own, o->own), f->own));
    put(&e, GROUP_DOCUMENT + 11, pair(main, pair(atoms[i].use >> 4, look)));
    put(&e, GROUP_DOCUMENT + 12, pair(pair(o->pair, o->pair_at), pair(o->own, o->own_at)));
    put(&e, GROUP_DOCUMENT + 13, pair(pair(b->pair, b->pair_at), pair(o->own, o->own_at)));
    return e.n;
}
