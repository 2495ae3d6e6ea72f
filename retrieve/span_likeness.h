/* How a sentence, and the words around a span, are like the question: in pairs and order of words,
 * in what stands beside the gap, in related words, in what kind of thing the nouns name. */
#ifndef CN_RETRIEVE_SPAN_LIKENESS_H
#define CN_RETRIEVE_SPAN_LIKENESS_H

#include "retrieve/span_features.h"

void cn_span_likeness_scene(const cn_span_scene *scene, float *features);
void cn_span_likeness_read(const cn_span_scene *scene, const cn_answer_span *span, float *features);

#endif
