/* One name, two things: a key whose documents tell of two different ones gets a sense for each.
 *
 * Only keys with facts in dispute are looked at, in relations that have one value for ever: two
 * birth dates are a conflict, or two people. senses.h decides from what each document says. */
#ifndef CN_FUSION_HOMONYMS_H
#define CN_FUSION_HOMONYMS_H

#include "fusion/facts.h"

/* After the facts are read, before they are weighed: splits keys, puts their senses, and fuses the
 * statements of further senses again. */
int cn_homonyms_split(cn_facts *facts, cairn_error *err);

#endif
