/* Reading files and folders. A file is opened non-blocking and looked at before the first byte, so
 * that a FIFO or a device found in a folder is refused instead of waited for. Standard input may be
 * a pipe: it is what the user gave us. A folder's names are sorted, since the order in which a
 * file system lists them would show in the results. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/mem.h"

enum {
    READ_SIZE = 64 * 1024,         /* bytes per read(); larger gains nothing */
    LIST_MAX = 1024 * 1024 * 1024, /* bytes of names in one folder */
    LIST_ENTRIES_MAX = 64 * 1024 * 1024
};

/* Opens a regular file for reading; -1 with err filled otherwise. */
static int open_regular(const char *path, struct stat *info, cairn_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

    if (fd < 0 || fstat(fd, info) != 0) {
        cn_fail_errno(err, errno, "cannot read %s", path);
        goto fail;
    }
    if (S_ISDIR(info->st_mode)) {
        cn_fail_errno(err, EISDIR, "cannot read %s", path);
        goto fail;
    }
    if (!S_ISREG(info->st_mode)) {
        cn_fail(err, CAIRN_EIO, 0, "cannot read %s: not a regular file", path);
        goto fail;
    }
    return fd;
fail:
    if (fd >= 0)
        close(fd);
    return -1;
}

/* read() that waits and tries again where the system asks for it. */
static ssize_t read_some(int fd, char *piece, size_t size)
{
    for (;;) {
        ssize_t n = read(fd, piece, size);

        if (n >= 0)
            return n;
        if (errno == EAGAIN) {
            struct pollfd ready = {.fd = fd, .events = POLLIN};

            poll(&ready, 1, -1);
        } else if (errno != EINTR) {
            return -1;
        }
    }
}

static int read_all(int fd, const char *path, size_t max_len, cn_buf *out, cairn_error *err)
{
    char piece[READ_SIZE];
    size_t total = 0;
    ssize_t n;

    while ((n = read_some(fd, piece, sizeof(piece))) > 0) {
        if ((size_t)n > max_len - total)
            return cn_fail(err, CAIRN_EINVAL, 0, "%s: larger than %zu bytes", path, max_len);
        total += (size_t)n;
        if (cn_buf_add(out, piece, (size_t)n) == CAIRN_ENOMEM)
            return cn_fail_memory(err, total);
        if (out->status < 0)
            return cn_fail(err, out->status, 0, "%s: larger than %zu bytes", path, out->max);
    }
    if (n < 0)
        return cn_fail_errno(err, errno, "cannot read %s", path);
    return CAIRN_OK;
}

int cn_file_read(const char *path, size_t max_len, cn_buf *out, cairn_error *err)
{
    bool is_stdin = strcmp(path, "-") == 0;
    size_t start = out->len;
    struct stat info;
    int fd = STDIN_FILENO;
    int rc;

    if (!is_stdin) {
        fd = open_regular(path, &info, err);
        if (fd < 0)
            return CAIRN_EIO;
    }
    if (!is_stdin && info.st_size > 0 && (uintmax_t)info.st_size > max_len)
        rc = cn_fail(err, CAIRN_EINVAL, 0, "%s: larger than %zu bytes", path, max_len);
    else
        rc = read_all(fd, is_stdin ? "standard input" : path, max_len, out, err);
    if (rc < 0 && out->data) {
        out->len = start;
        out->data[start] = '\0';
    }
    if (!is_stdin)
        close(fd);
    return rc;
}

int cn_file_map(const char *path, cn_mapping *mapping, cairn_error *err)
{
    struct stat info;
    int fd = open_regular(path, &info, err);
    void *data = NULL;
    int rc = CAIRN_OK;

    *mapping = (cn_mapping){.data = NULL, .len = 0};
    if (fd < 0)
        return CAIRN_EIO;
    if (info.st_size > 0)
        data = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (data == MAP_FAILED)
        rc = cn_fail_errno(err, errno, "cannot map %s", path);
    else
        *mapping = (cn_mapping){.data = data, .len = (size_t)info.st_size};
    close(fd);
    return rc;
}

void cn_file_unmap(cn_mapping *mapping)
{
    if (mapping->data)
        munmap((void *)(uintptr_t)mapping->data, mapping->len);
    *mapping = (cn_mapping){.data = NULL, .len = 0};
}

int cn_file_make_dir(const char *path, cairn_error *err)
{
    struct stat info;
    int why;

    if (mkdir(path, 0777) == 0)
        return CAIRN_OK;
    why = errno;
    if (why == EEXIST && stat(path, &info) == 0 && S_ISDIR(info.st_mode))
        return CAIRN_OK;
    return cn_fail_errno(err, why, "cannot make the folder %s", path);
}

bool cn_file_exists(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0;
}

int cn_file_remove(const char *path)
{
    if (remove(path) == 0 || errno == ENOENT)
        return 0;
    return errno;
}

typedef struct name_list {
    char **names;
    size_t n;
    size_t cap;
    cn_arena text;
} name_list;

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static int add_name(name_list *list, const char *name, cairn_error *err)
{
    char *copy;

    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return CAIRN_OK;
    copy = cn_arena_strndup(&list->text, name, strlen(name));
    if (!copy || !cn_grow((void **)&list->names, &list->cap, list->n + 1, LIST_ENTRIES_MAX,
                          sizeof(*list->names)))
        return cn_fail_memory(err, strlen(name));
    list->names[list->n++] = copy;
    return CAIRN_OK;
}

static int read_names(const char *path, name_list *list, cairn_error *err)
{
    DIR *dir = opendir(path);
    int rc = CAIRN_OK;

    if (!dir)
        return cn_fail_errno(err, errno, "cannot list %s", path);
    while (rc == CAIRN_OK) {
        const struct dirent *entry;

        errno = 0;
        entry = readdir(dir);
        if (!entry) {
            if (errno != 0)
                rc = cn_fail_errno(err, errno, "cannot list %s", path);
            break;
        }
        rc = add_name(list, entry->d_name, err);
    }
    closedir(dir);
    return rc;
}

int cn_file_list(const char *dir, int (*visit)(const char *name, void *user, cairn_error *err),
                 void *user, cairn_error *err)
{
    name_list list = {.names = NULL, .n = 0, .cap = 0};
    int rc;

    cn_arena_init(&list.text, LIST_MAX);
    rc = read_names(dir, &list, err);
    if (rc == CAIRN_OK && list.n > 1)
        qsort(list.names, list.n, sizeof(*list.names), compare_names);
    for (size_t i = 0; rc == CAIRN_OK && i < list.n; i++)
        rc = visit(list.names[i], user, err);
    cn_free(list.names);
    cn_arena_done(&list.text);
    return rc;
}
