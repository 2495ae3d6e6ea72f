/* Unicode over ICU, encodings over uchardet and ICU's converters. ASCII takes a
 * fast path everywhere, since most text is mostly ASCII. */
#ifndef CN_BASE_UTF8_H
#define CN_BASE_UTF8_H

#include "base/buf.h"

/* Length of the valid UTF-8 prefix; == len when all of it is valid. NUL bytes count as valid. */
size_t cn_utf8_valid(const char *text, size_t len);

/* Appends text with each byte that is not valid UTF-8 replaced by U+FFFD. *n_replaced (may be
 * NULL) counts them. Returns the buffer's status. */
int cn_utf8_repair(const char *text, size_t len, cn_buf *out, size_t *n_replaced);

/* Largest n <= len that does not split a code point of valid UTF-8. */
size_t cn_utf8_floor(const char *text, size_t len);

/* Bytes in any encoding -> UTF-8 appended to out. A BOM decides first, then the declared
 * encoding (may be NULL) when it is known and all bytes fit it, then validity as UTF-8, then
 * uchardet's guess, then windows-1252. What cannot be decoded becomes U+FFFD. On failure out
 * is as it was. CAIRN_EINVAL when the text does not fit out->max. */
typedef struct cn_decoded {
    char encoding[32]; /* short upper-case name such as "UTF-8" or "WINDOWS-1252" */
    bool is_verbatim;  /* what was appended equals the input after skip_bytes of BOM */
    size_t skip_bytes; /* length of the BOM */
    size_t n_replaced; /* U+FFFD put in */
} cn_decoded;
int cn_utf8_decode(const char *bytes, size_t len, const char *declared_encoding, cn_buf *out,
                   cn_decoded *how, cairn_error *err);

/* Share of control characters (other than whitespace) and NUL in the first 8 kB
 * is over 10%, or the bytes start like a known binary format. False for UTF-16, with its
 * byte order mark or plainly Latin. */
bool cn_utf8_is_binary(const char *bytes, size_t len);

/* The key by which names and words are compared: NFKD, marks stripped, case folded. Marks are
 * accents and points; vowel signs and kana voicing spell other words and stay. Appends to
 * out. O(len). */
int cn_utf8_fold(const char *text, size_t len, cn_buf *out, cairn_error *err);

/* Lower case by Unicode's full mapping, final sigma included, without a language's own rules.
 * Invalid bytes stay, or become U+FFFD: ICU's choice. Appends to out. O(len). */
int cn_utf8_lower(const char *text, size_t len, cn_buf *out, cairn_error *err);

/* The lower case of one code point by the simple mapping: no context, no growth to several. */
uint32_t cn_utf8_lower_one(uint32_t c);

/* Decodes the code point at text[*i], advances *i; U+FFFD for an invalid byte. */
uint32_t cn_utf8_next(const char *text, size_t len, size_t *i);

bool cn_utf8_is_word(uint32_t c);  /* letter, digit or mark */
bool cn_utf8_is_upper(uint32_t c); /* upper or title case */
bool cn_utf8_is_alpha(uint32_t c);
bool cn_utf8_is_digit(uint32_t c);
bool cn_utf8_is_number(uint32_t c); /* a digit, or a superscript, fraction, Roman numeral ... */
/* Scripts written without spaces: Han, Hiragana, Katakana, Thai, Lao, Khmer, Myanmar. */
bool cn_utf8_is_unspaced(uint32_t c);

/* Word breaks of a run of unspaced script by ICU's dictionaries. ends[] gets the
 * end offset of each word; returns how many (at most max). One breaker serves one thread. */
typedef struct cn_breaker cn_breaker;
int cn_breaker_new(cn_breaker **breaker, cairn_error *err);
void cn_breaker_free(cn_breaker *breaker);
size_t cn_breaker_words(cn_breaker *breaker, const char *text, size_t len, uint32_t *ends,
                        size_t max);

#endif
