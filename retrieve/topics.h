/* Broad questions, over communities and their digests: which communities a question is about, their
 * chunks as a ranking, and an answer of a few of their sentences, each cited.
 *
 * What a question asks is told by its words without those that every broad question has
 * ("summarise the main themes of the documents"). When words are left, communities are ranked by
 * the share of the words' weight that they hold and by how dense it is in them; when none is left,
 * by size. Every community of the level is looked at: the map over digests costs no text, only
 * postings of the words and a pass over the communities. Deterministic. */
#ifndef CN_RETRIEVE_TOPICS_H
#define CN_RETRIEVE_TOPICS_H

#include "graph/communities.h"
#include "retrieve/reader.h"

#define CN_TOPICS_ANY_LEVEL UINT32_MAX

/* Communities that fit best, out[max] by number, scores 0..1 relative to the best; *all: how many
 * fit at all. Of those on any level none lies within another. The question may be one without
 * words: then all of level 0, or of the level, by size. Uses view->scores. */
int cn_topics_find(const cn_view *view, const cn_communities *communities,
                   const cn_question *question, uint32_t level, cn_scored *out, size_t max,
                   size_t *n, uint64_t *all, cairn_error *err);

/* Chunks of the communities that fit best, in the same shape as cn_retrieve(): ordinals, best
 * first, one for each document that the question's time admits. */
int cn_topics_retrieve(const cn_view *view, const cn_communities *communities,
                       const cn_question *question, size_t limit, cn_scored *out, size_t *n,
                       cairn_error *err);

/* In the place of cn_reader_answer(): the answer's sentences are quotes of chunks in the pool,
 * which are fetched into it where they are not there. Abstains when no passage has a word of what
 * is asked. Steps are none. */
int cn_topics_answer(const cn_view *view, const cn_communities *communities,
                     const cn_question *question, cn_pool *pool, cn_arena *arena,
                     cn_reading *reading, cairn_error *err);

/* The words of the question that say what it asks about: kept[room for question->words.n]. */
int cn_topics_words(const cn_view *view, const cn_question *question, cn_word *kept, size_t *n,
                    cairn_error *err);

#endif
