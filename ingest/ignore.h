/* .cairnignore: which paths a walk leaves out, in gitignore's syntax.
 *
 * Rules are stacked as the walk enters folders: those of a folder hold for what is under it, later
 * and deeper ones win. The time of a match is linear in rule and path, but for "**", where it is
 * their product. */
#ifndef CN_INGEST_IGNORE_H
#define CN_INGEST_IGNORE_H

#include "base/status.h"

#define CN_IGNORE_RULES_MAX ((size_t)1 << 16) /* open at a time */
#define CN_IGNORE_FILE_MAX ((size_t)1 << 20)  /* bytes in one .cairnignore */

typedef struct cn_ignore cn_ignore;

int cn_ignore_new(cn_ignore **ignore, cairn_error *err);
void cn_ignore_free(cn_ignore *ignore);

/* How many rules are open; to be given to cn_ignore_leave(). */
size_t cn_ignore_depth(const cn_ignore *ignore);
/* Adds the rules in text, of the .cairnignore in the folder `dir` ("" for the current one). */
int cn_ignore_enter(cn_ignore *ignore, const char *dir, const char *text, size_t len,
                    cairn_error *err);
void cn_ignore_leave(cn_ignore *ignore, size_t depth);
/* Is the path, which begins with the folders entered, excluded? */
bool cn_ignore_matches(const cn_ignore *ignore, const char *path, bool is_dir);

/* Does name match a pattern of * ? [a-z] [!a] \x and, across slashes, **? Both end with NUL. */
bool cn_ignore_glob(const char *pattern, const char *name);

#endif
