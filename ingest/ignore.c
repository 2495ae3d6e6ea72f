/* .cairnignore; see ignore.h. As in gitignore: "#" begins a comment, "!" takes an exclusion back,
 * a slash at the end means folders only, a slash elsewhere ties the pattern to the folder of the
 * file, otherwise it matches a name at any depth below. */
#include "ingest/ignore.h"

#include <string.h>

#include "base/mem.h"

typedef struct rule {
    char *pattern;
    size_t dir_len; /* of the folder and its slash, which paths below it begin with */
    bool is_negated, is_dir_only, is_anchored;
} rule;

struct cn_ignore {
    rule *rules; /* outermost folder first */
    size_t n, cap;
};

int cn_ignore_new(cn_ignore **ignore, cairn_error *err)
{
    *ignore = cn_alloc_zero(1, sizeof(**ignore));
    return *ignore ? CAIRN_OK : cn_fail_memory(err, sizeof(**ignore));
}

void cn_ignore_free(cn_ignore *ignore)
{
    if (!ignore)
        return;
    cn_ignore_leave(ignore, 0);
    cn_free(ignore->rules);
    cn_free(ignore);
}

size_t cn_ignore_depth(const cn_ignore *ignore)
{
    return ignore->n;
}

void cn_ignore_leave(cn_ignore *ignore, size_t depth)
{
    while (ignore->n > depth)
        cn_free(ignore->rules[--ignore->n].pattern);
}

/* Cuts a carriage return and trailing spaces, unless a backslash keeps them. */
static size_t cut_end(const char *line, size_t len)
{
    if (len > 0 && line[len - 1] == '\r')
        len--;
    while (len > 0 && (line[len - 1] == ' ' || line[len - 1] == '\t') &&
           !(len > 1 && line[len - 2] == '\\'))
        len--;
    return len;
}

static int add_rule(cn_ignore *ignore, size_t dir_len, const char *line, size_t len,
                    cairn_error *err)
{
    rule new_rule = {.dir_len = dir_len};
    void *rules = ignore->rules;

    len = cut_end(line, len);
    if (len == 0 || line[0] == '#')
        return CAIRN_OK;
    if (line[0] == '!') {
        new_rule.is_negated = true;
        line++;
        len--;
    }
    if (len > 0 && line[len - 1] == '/') {
        new_rule.is_dir_only = true;
        len--;
    }
    new_rule.is_anchored = len > 0 && memchr(line, '/', len) != NULL;
    if (len > 0 && line[0] == '/') {
        line++;
        len--;
    }
    if (len == 0)
        return CAIRN_OK;
    if (ignore->n >= CN_IGNORE_RULES_MAX)
        return cn_fail(err, CAIRN_EINVAL, 0, "more than %zu lines in .cairnignore files",
                       CN_IGNORE_RULES_MAX);
    new_rule.pattern = cn_strndup(line, len);
    if (!new_rule.pattern)
        return cn_fail_memory(err, len);
    if (!cn_grow(&rules, &ignore->cap, ignore->n + 1, CN_IGNORE_RULES_MAX, sizeof(rule))) {
        cn_free(new_rule.pattern);
        return cn_fail_memory(err, (ignore->n + 1) * sizeof(rule));
    }
    ignore->rules = rules;
    ignore->rules[ignore->n++] = new_rule;
    return CAIRN_OK;
}

int cn_ignore_enter(cn_ignore *ignore, const char *dir, const char *text, size_t len,
                    cairn_error *err)
{
    size_t dir_len = strlen(dir), at = 0;
    int rc = CAIRN_OK;

    if (dir_len > 0 && dir[dir_len - 1] != '/')
        dir_len++;
    while (rc == CAIRN_OK && at < len) {
        const char *eol = memchr(text + at, '\n', len - at);
        size_t end = eol ? (size_t)(eol - text) : len;

        rc = add_rule(ignore, dir_len, text + at, end - at, err);
        at = end + 1;
    }
    return rc;
}

/* Matches c against the set at *pattern, "[...]", and moves *pattern behind it. A set without an
 * end is a plain "[". */
static bool match_set(const char **pattern, char c)
{
    const char *at = *pattern + 1;
    bool is_negated = *at == '!' || *at == '^', is_in = false;

    at += is_negated;
    for (bool is_first = true; *at && (is_first || *at != ']'); is_first = false) {
        unsigned char low = (unsigned char)(*at == '\\' && at[1] ? *++at : *at), high = low;

        at++;
        if (at[0] == '-' && at[1] && at[1] != ']') {
            high = (unsigned char)at[1];
            at += 2;
        }
        is_in = is_in || ((unsigned char)c >= low && (unsigned char)c <= high);
    }
    if (*at != ']') {
        ++*pattern;
        return c == '[';
    }
    *pattern = at + 1;
    return is_in != is_negated && c != '/';
}

/* Matches one character of name and moves *pattern behind what stands for it. */
static bool match_one(const char **pattern, char c)
{
    if (**pattern == '[')
        return match_set(pattern, c);
    if (**pattern == '?') {
        ++*pattern;
        return c != '/';
    }
    if (**pattern == '\\' && (*pattern)[1])
        ++*pattern;
    return *(*pattern)++ == c;
}

/* Two places to go back to: the last "*", which stays in its part of the path, and the last "**".
 * Earlier ones need no second try: what lies before the last one has matched as soon as it could.
 */
bool cn_ignore_glob(const char *pattern, const char *name)
{
    const char *star = NULL, *star_name = NULL, *stars = NULL, *stars_name = NULL;

    for (;;) {
        if (pattern[0] == '*' && pattern[1] == '*') {
            pattern += 2;
            stars_name = name;
            /* "**" and a slash match no folder, too. */
            pattern += *pattern == '/';
            stars = pattern;
            star = NULL;
            continue;
        }
        if (*pattern == '*') {
            star = ++pattern;
            star_name = name;
            continue;
        }
        if (!*name && !*pattern)
            return true;
        if (*name && *pattern && match_one(&pattern, *name)) {
            name++;
            continue;
        }
        if (star && *star_name && *star_name != '/') {
            pattern = star;
            name = ++star_name;
        } else if (stars && *stars_name) {
            /* Behind a slash in the pattern, a name begins only behind one in the path. */
            do {
                stars_name++;
            } while (stars[-1] == '/' && stars_name[-1] != '/' && *stars_name);
            pattern = stars;
            name = stars_name;
            star = NULL;
        } else {
            return false;
        }
    }
}

static bool rule_matches(const rule *r, const char *path, bool is_dir)
{
    const char *below = path + r->dir_len;
    const char *slash;

    if (r->is_dir_only && !is_dir)
        return false;
    if (r->is_anchored)
        return cn_ignore_glob(r->pattern, below);
    slash = strrchr(below, '/');
    return cn_ignore_glob(r->pattern, slash ? slash + 1 : below);
}

bool cn_ignore_matches(const cn_ignore *ignore, const char *path, bool is_dir)
{
    size_t len = strlen(path);

    for (size_t i = ignore->n; i > 0; i--) {
        const rule *r = &ignore->rules[i - 1];

        if (r->dir_len < len && rule_matches(r, path, is_dir))
            return !r->is_negated;
    }
    return false;
}
