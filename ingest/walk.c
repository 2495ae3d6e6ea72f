/* Finds the files under a path; the rules are in source.h.
 *
 * Folders are told apart by device and inode, so that links cannot lead in circles. Recursion is
 * bounded by PATH_MAX: a longer path cannot be opened. What is named by the user is read even when
 * a .cairnignore above it says otherwise. */
#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/map.h"
#include "base/mem.h"
#include "ingest/ignore.h"
#include "ingest/reader.h"
#include "ingest/source.h"

#define PATH_LEN_MAX ((size_t)1 << 16)
#define IGNORE_NAME ".cairnignore"

typedef struct walk {
    const cn_walk_sink *sink;
    cn_ignore *ignore;
    cn_strmap *visited; /* (device, inode) of each folder */
    cn_buf path;        /* of what is being looked at */
    bool is_stopped;    /* an entry failed: a folder's error is not its own */
} walk;

static int visit_dir(walk *w, const struct stat *info, cairn_error *err);

static int report(walk *w, const char *sentence, cairn_error *err)
{
    return w->sink->problem(w->sink->user, cn_buf_str(&w->path), sentence, err);
}

static bool has_suffix(const char *name, const char *suffix)
{
    size_t len = strlen(name), n = strlen(suffix);

    return len > n && strcmp(name + len - n, suffix) == 0;
}

/* Does a file of this path with `suffix` in place of its last n_cut bytes exist? */
static bool has_sibling(walk *w, size_t n_cut, const char *suffix)
{
    size_t len = w->path.len;
    char cut[16];
    bool exists;

    memcpy(cut, w->path.data + len - n_cut, n_cut);
    w->path.len -= n_cut;
    w->path.data[w->path.len] = '\0';
    exists = cn_buf_add_str(&w->path, suffix) == CAIRN_OK && cn_file_exists(w->path.data);
    w->path.len = len - n_cut;
    cn_buf_add(&w->path, cut, n_cut);
    return exists;
}

/* "x.db" beside "x.db.d", the folder, and SQLite's files beside them. */
static bool is_store(walk *w)
{
    static const struct {
        const char *suffix, *rest; /* rest: what is cut to get at "x.db" */
    } parts[] = {{".db", ""},
                 {".db.d", ".d"},
                 {".db-wal", "-wal"},
                 {".db-shm", "-shm"},
                 {".db-journal", "-journal"}};

    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        if (has_suffix(w->path.data, parts[i].suffix))
            return has_sibling(w, strlen(parts[i].rest), ".d") &&
                   has_sibling(w, strlen(parts[i].rest), "");
    return false;
}

/* Looks at one entry of a folder that is open; w->path is restored. */
static int visit_name(const char *name, void *user, cairn_error *err)
{
    walk *w = user;
    size_t before = w->path.len;
    struct stat info;
    int rc;

    if (name[0] == '.')
        return CAIRN_OK;
    if (before > 0 && w->path.data[before - 1] != '/')
        cn_buf_add_char(&w->path, '/');
    cn_buf_add_str(&w->path, name);
    rc = cn_buf_check(&w->path, err);
    if (rc < 0)
        return rc;
    if (stat(w->path.data, &info) != 0) {
        if (!cn_ignore_matches(w->ignore, w->path.data, false))
            rc = report(w, strerror(errno), err);
    } else if (!cn_ignore_matches(w->ignore, w->path.data, S_ISDIR(info.st_mode)) && !is_store(w)) {
        if (S_ISDIR(info.st_mode))
            rc = visit_dir(w, &info, err);
        else if (S_ISREG(info.st_mode))
            rc = w->sink->visit(w->sink->user, w->path.data, err);
        else
            rc = report(w, "not a regular file", err);
    }
    w->is_stopped = rc < 0;
    w->path.len = before;
    w->path.data[before] = '\0';
    return rc;
}

/* Adds the rules of the folder's .cairnignore, if it has one. */
static int read_ignore(walk *w, cairn_error *err)
{
    cairn_error why = CAIRN_ERROR_INIT;
    size_t before = w->path.len;
    cn_buf text;
    int rc = CAIRN_OK;

    cn_buf_init(&text, CN_IGNORE_FILE_MAX);
    if (before > 0 && w->path.data[before - 1] != '/')
        cn_buf_add_char(&w->path, '/');
    cn_buf_add_str(&w->path, IGNORE_NAME);
    if (w->path.status == CAIRN_OK && cn_file_exists(w->path.data))
        rc = cn_file_read(w->path.data, CN_IGNORE_FILE_MAX, &text, &why);
    w->path.len = before;
    w->path.data[before] = '\0';
    if (rc < 0)
        rc = report(w, why.message, err);
    else
        rc = cn_ignore_enter(w->ignore, w->path.data, cn_buf_str(&text), text.len, err);
    cn_buf_done(&text);
    return rc;
}

static int mark_visited(walk *w, const struct stat *info, bool *is_new, cairn_error *err)
{
    uint64_t key[2] = {(uint64_t)info->st_dev, (uint64_t)info->st_ino};

    if (!cn_strmap_put(w->visited, (const char *)key, sizeof(key), is_new))
        return cn_fail_memory(err, sizeof(key));
    return CAIRN_OK;
}

/* Everything in the folder w->path. */
static int visit_dir(walk *w, const struct stat *info, cairn_error *err)
{
    size_t depth = cn_ignore_depth(w->ignore);
    cairn_error why = CAIRN_ERROR_INIT;
    bool is_new;
    int rc = mark_visited(w, info, &is_new, err);

    if (rc < 0 || !is_new)
        return rc;
    rc = read_ignore(w, err);
    if (rc < 0)
        return rc;
    rc = cn_file_list(w->path.data, visit_name, w, &why);
    cn_ignore_leave(w->ignore, depth);
    if (rc == CAIRN_EIO && !w->is_stopped)
        return report(w, why.message, err);
    if (rc < 0 && why.status != 0 && err)
        *err = why;
    return rc;
}

static int visit_root(walk *w, const char *path, cairn_error *err)
{
    struct stat info;
    int rc;

    cn_buf_clear(&w->path);
    cn_buf_add_str(&w->path, path);
    rc = cn_buf_check(&w->path, err);
    if (rc < 0)
        return rc;
    if (stat(path, &info) != 0)
        return report(w, strerror(errno), err);
    if (S_ISDIR(info.st_mode))
        return visit_dir(w, &info, err);
    return w->sink->visit(w->sink->user, path, err);
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Every path that the pattern matches, in byte order; glob's own order depends on the locale. */
static int visit_glob(walk *w, const char *pattern, cairn_error *err)
{
    glob_t found = {0};
    int failed = glob(pattern, GLOB_NOSORT, NULL, &found);
    int rc = CAIRN_OK;

    if (failed == GLOB_NOSPACE) {
        rc = cn_fail_memory(err, strlen(pattern));
    } else if (failed || found.gl_pathc == 0) {
        cn_buf_add_str(&w->path, pattern);
        rc = report(w, "no file matches this pattern", err);
    } else {
        qsort(found.gl_pathv, found.gl_pathc, sizeof(char *), compare_paths);
        for (size_t i = 0; rc == CAIRN_OK && i < found.gl_pathc; i++)
            rc = visit_root(w, found.gl_pathv[i], err);
    }
    globfree(&found);
    return rc;
}

int cn_source_walk(const char *path, const cn_walk_sink *sink, cairn_error *err)
{
    walk w = {.sink = sink};
    struct stat info;
    int rc;

    if (strcmp(path, "-") == 0)
        return sink->visit(sink->user, path, err);
    cn_buf_init(&w.path, PATH_LEN_MAX);
    rc = cn_ignore_new(&w.ignore, err);
    if (rc < 0)
        goto out;
    w.visited = cn_strmap_new();
    if (!w.visited) {
        rc = cn_fail_memory(err, sizeof(w));
        goto out;
    }
    if (strpbrk(path, "*?[") && lstat(path, &info) != 0)
        rc = visit_glob(&w, path, err);
    else
        rc = visit_root(&w, path, err);
out:
    cn_strmap_free(w.visited);
    cn_ignore_free(w.ignore);
    cn_buf_done(&w.path);
    return rc;
}
