/* What the fuzz targets of extraction share: language packs and an extractor that are opened once,
 * and what must hold of every extraction, whatever the text and the weights. */
#ifndef TESTS_FUZZ_EXTRACTION_H
#define TESTS_FUZZ_EXTRACTION_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "ingest/extract.h"
#include "ingest/found.h"
#include "ingest/language.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void require(bool holds, const char *claim)
{
    if (holds)
        return;
    fprintf(stderr, "does not hold: %s\n", claim);
    abort();
}

static inline void check_place(const cn_extract_input *input, uint32_t first, uint32_t len)
{
    require(first <= input->len && len <= input->len - first, "a place lies in the text");
    if (len == 0)
        return;
    require(((uint8_t)input->text[first] & 0xC0) != 0x80, "a place begins with a code point");
    require(first + len == input->len || ((uint8_t)input->text[first + len] & 0xC0) != 0x80,
            "a place ends with a code point");
}

static inline void check_name(const cn_found_name *name)
{
    if (name->len == 0)
        return;
    require(cn_utf8_valid(name->surface, name->len) == name->len, "a name is UTF-8");
    require(name->id == cn_hash_id(name->surface, name->len), "a name's id is its surface's");
}

static inline void check_mentions(const cn_extract_input *input, const cn_extraction *out)
{
    require(out->n_mentions <= CN_FOUND_MAX, "mentions are under the limit");
    for (size_t i = 0; i < out->n_mentions; i++) {
        const cn_found_mention *mention = &out->mentions[i];

        require(mention->name.len > 0, "a mention has a name");
        check_name(&mention->name);
        if (mention->meant.len > 0)
            check_name(&mention->meant);
        check_place(input, mention->first, mention->len);
        check_place(input, mention->antecedent.first, mention->antecedent.len);
        require(mention->type >= CN_TYPE_OTHER && mention->type <= CN_TYPE_TEXT,
                "a mention's type is known");
    }
}

static inline void check_statement(const cn_extract_input *input, const cn_found_statement *said)
{
    require(said->subject.len > 0 && said->relation.len > 0 && said->object.len > 0,
            "a statement is whole");
    require(said->subject.id != said->object.id, "nothing is said of a thing and itself");
    require(said->confidence >= 0 && said->confidence <= 1, "confidence is a share");
    check_name(&said->subject);
    check_name(&said->relation);
    check_name(&said->object);
    check_name(&said->value);
    check_name(&said->normal);
    check_name(&said->subject_text);
    check_name(&said->object_text);
    check_place(input, said->first, said->len);
    check_place(input, said->subject_at.first, said->subject_at.len);
    check_place(input, said->relation_at.first, said->relation_at.len);
    check_place(input, said->object_at.first, said->object_at.len);
    for (size_t i = 0; i < said->n_arguments; i++) {
        require(said->arguments[i].text.len > 0, "an argument has a text");
        check_name(&said->arguments[i].text);
        check_place(input, said->arguments[i].first, said->arguments[i].len);
    }
}

static inline void check_extraction(const cn_extract_input *input, const cn_extraction *out)
{
    check_mentions(input, out);
    require(out->n_statements <= CN_FOUND_MAX, "statements are under the limit");
    for (size_t i = 0; i < out->n_statements; i++)
        check_statement(input, &out->statements[i]);
}

/* A number that two equal extractions share. */
static inline uint64_t sum_extraction(const cn_extraction *out)
{
    uint64_t sum = out->n_statements;

    for (size_t i = 0; i < out->n_mentions; i++) {
        const cn_found_mention *mention = &out->mentions[i];

        sum = cn_hash_mix(sum, (uint64_t)mention->name.id ^ (uint64_t)mention->meant.id);
        sum = cn_hash_mix(sum, mention->first ^ (uint64_t)mention->type << 32);
    }
    for (size_t i = 0; i < out->n_statements; i++) {
        const cn_found_statement *said = &out->statements[i];

        sum = cn_hash_mix(sum, (uint64_t)said->subject.id ^ (uint64_t)said->object.id << 1);
        sum = cn_hash_mix(sum, (uint64_t)said->relation.id ^ said->flags);
        sum = cn_hash_mix(sum, (uint64_t)(said->confidence * 1e9) ^ said->n_arguments << 40);
    }
    return sum;
}

#endif
