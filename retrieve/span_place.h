/* The place of a span in its sentence's tree against the place of what is asked for in the
 * question's: role, governor, preposition, and how far the question's words are by edges. */
#ifndef CN_RETRIEVE_SPAN_PLACE_H
#define CN_RETRIEVE_SPAN_PLACE_H

#include "retrieve/span_features.h"

void cn_span_place_read(const cn_span_scene *scene, const cn_answer_span *span, float *features);

#endif
