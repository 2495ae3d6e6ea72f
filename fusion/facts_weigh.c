/* What facts are worth as long as they have no rival, see facts.h.
 *
 * Belief is a noisy-or over documents (Pearl 1988): each is an independent chance c to be right, so
 * what is left to doubt is the product of 1 - c. At most BELIEF_MAX, since copies are not
 * independent. Statements stand in the order of their ids, so that those of a document are
 * neighbours, but documents in the order of their arrival: the product is summed as whole numbers,
 * logs in units of 2^-LOG_BITS, which a sum of doubles would not give in any order. */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "fusion/facts.h"
#include "fusion/order.h"
#include "fusion/valid.h"

enum { LOG_BITS = 32 };
static const double BELIEF_MAX = 0.99;

/* By fact, then id: radix sort, the last key first. */
static int order_statements(cn_facts *facts, cairn_error *err)
{
    const size_t n = facts->n_statements;
    cn_ordered *order = cn_alloc_zero(n + 1, 2 * sizeof(*order));
    cn_stated *sorted = cn_alloc_zero(n + 1, sizeof(*sorted));
    cn_ordered *scratch = order ? order + n : NULL;

    if (!order || !sorted) {
        cn_free(order);
        cn_free(sorted);
        return cn_fail_memory(err, n * sizeof(*order));
    }
    for (size_t i = 0; i < n; i++)
        order[i] = (cn_ordered){facts->statements[i].statement, (uint32_t)i};
    if (!facts->delta->is_fresh) /* else they came by id */
        cn_order(order, scratch, n);
    for (size_t i = 0; i < n; i++)
        order[i].id = facts->statements[order[i].place].fact;
    cn_order(order, scratch, n);
    for (size_t i = 0; i < n; i++)
        sorted[i] = facts->statements[order[i].place];
    cn_free(facts->statements);
    facts->statements = sorted;
    facts->cap_statements = n + 1;
    cn_free(order);
    return CAIRN_OK;
}

static cairn_id document_of(const cn_stated *stated)
{
    return cn_chunk_document(cn_mention_chunk(stated->statement));
}

static int64_t log_of_doubt(double confidence)
{
    /* Past BELIEF_MAX a single document would weigh more than any number of others. */
    if (confidence > BELIEF_MAX)
        confidence = BELIEF_MAX;
    return llround(ldexp(log1p(-confidence), LOG_BITS));
}

static void weigh_fact(cn_fact *fact, const cn_stated *stated)
{
    double confidence = 0; /* of the document at hand */
    int64_t log_doubt = 0;

    fact->support = 1;
    for (uint32_t i = 0; i < fact->n; i++) {
        if (i > 0 && document_of(&stated[i]) != document_of(&stated[i - 1])) {
            fact->support++;
            log_doubt += log_of_doubt(confidence);
            confidence = 0;
        }
        if (stated[i].confidence > confidence)
            confidence = stated[i].confidence;
        if (stated[i].confidence > fact->confidence)
            fact->confidence = stated[i].confidence;
    }
    log_doubt += log_of_doubt(confidence);
    fact->belief = -expm1(ldexp((double)log_doubt, -LOG_BITS));
    if (fact->belief > BELIEF_MAX)
        fact->belief = BELIEF_MAX;
}

/* When the fact holds, as its statements together say. texts: room for them all. */
static int merge_valid(cn_facts *facts, cn_fact *fact, const char **texts, cairn_error *err)
{
    char merged[CN_VALID_TEXT_MAX];
    size_t n = 0;
    int rc;

    for (uint32_t i = 0; i < fact->n; i++) {
        const size_t valid = facts->statements[fact->first + i].valid;

        if (valid != 0)
            texts[n++] = cn_buf_str(&facts->text) + valid;
    }
    if (n == 0)
        return CAIRN_OK;
    rc = cn_valid_merge(texts, n, merged, err);
    if (rc < 0 || merged[0] == '\0')
        return rc;
    fact->valid = facts->text.len;
    cn_buf_add(&facts->text, merged, strlen(merged) + 1);
    return facts->text.status < 0 ? cn_fail_memory(err, facts->text.len) : CAIRN_OK;
}

static void find_statements(cn_facts *facts)
{
    size_t at = 0;

    for (size_t i = 0; i < facts->n; i++) {
        cn_fact *fact = &facts->items[i];

        fact->first = (uint32_t)at;
        while (at < facts->n_statements && facts->statements[at].fact == i)
            at++;
        fact->n = (uint32_t)at - fact->first;
    }
}

static uint32_t most_statements(const cn_facts *facts)
{
    uint32_t most = 0;

    for (size_t i = 0; i < facts->n; i++)
        most = facts->items[i].n > most ? facts->items[i].n : most;
    return most;
}

int cn_facts_weigh(cn_facts *facts, cairn_error *err)
{
    const char **texts;
    int rc = order_statements(facts, err);

    if (rc < 0)
        return rc;
    find_statements(facts);
    texts = cn_alloc_zero(most_statements(facts) + 1, sizeof(*texts));
    if (!texts)
        return cn_fail_memory(err, most_statements(facts) * sizeof(*texts));
    for (size_t i = 0; rc == CAIRN_OK && i < facts->n; i++) {
        if (facts->items[i].n == 0) /* they were put back */
            continue;
        weigh_fact(&facts->items[i], facts->statements + facts->items[i].first);
        rc = merge_valid(facts, &facts->items[i], texts, err);
    }
    cn_free(texts);
    return rc;
}
