/* Patterns over PCRE2: UTF, JIT on, match and depth limits set, so that no text
 * can make a pattern run away. A compiled regex is shared by threads; a match
 * state belongs to one. */
#ifndef CN_BASE_REGEX_H
#define CN_BASE_REGEX_H

#include "base/status.h"

typedef struct cn_regex cn_regex;
typedef struct cn_match cn_match;

typedef struct cn_span {
    size_t first; /* SIZE_MAX for a group that took no part */
    size_t len;
} cn_span;

/* Flags: 'i' caseless, 'x' extended, 'm' multi-line; NULL or "" for none. 'u' makes \w \d \s \b
 * know all of Unicode (PCRE2_UCP); it slows matching, and without it they mean ASCII.
 * CAIRN_EPARSE for a bad pattern, detail is the byte offset in it; CAIRN_EINVAL for more than
 * 32 groups or an unknown flag. */
int cn_regex_new(const char *pattern, const char *flags, cn_regex **regex, cairn_error *err);
void cn_regex_free(cn_regex *regex);
int cn_match_new(cn_match **match, cairn_error *err); /* serves any regex of up to 32 groups */
void cn_match_free(cn_match *match);

/* Searches text[start..len). text must be valid UTF-8 (not checked again).
 * 1 found, 0 not found (also when a limit was hit: bounded beats complete). */
int cn_regex_find(const cn_regex *regex, cn_match *match, const char *text, size_t len,
                  size_t start);
cn_span cn_match_group(const cn_match *match, unsigned group);
cn_span cn_match_named(const cn_regex *regex, const cn_match *match, const char *name);

#endif
