/* Where what a document says comes from, and of which day it is: from its URI and its meta keys
 * alone. Dates of files are no dates of documents. */
#ifndef CN_FUSION_ORIGIN_H
#define CN_FUSION_ORIGIN_H

#include "schema/rows.h"

/* source: hash of its site (the host of an http(s) URI, or what meta gives as "source", "site",
 * "publisher", "url", ...), with its author where meta names one; else of the URI, so that a
 * document of which nothing is known is a source of its own. day: from meta ("date", "published",
 * ...; a year alone is its first day), else from a date in the URI ("/2021/03/05/"). Days of any
 * year are kept; fusion/valid.h says which count. CAIRN_ENOMEM; a meta that is no JSON object
 * counts as none. */
int cn_origin_of_document(const cn_document_row *document, cn_origin_row *origin, cairn_error *err);

#endif
