/* Writing so that a reader sees the old file or the new: to "<path>.tmp-<pid>-<n>" beside the
 * target, renamed over it at commit. `durable` adds the two fsyncs (file, then folder) that make
 * this true over a power failure.
 *
 * A failed write sticks, so a caller who missed it is told again at commit. What was not committed
 * is removed by cn_writer_free(); what a killed process left is passed over by the next number. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

enum {
    WRITE_SIZE = 64 * 1024, /* bytes gathered per write() */
    TEMP_TRIES = 1000,      /* names left over by killed processes with our pid */
    TEMP_SUFFIX = 40        /* bytes for ".tmp-<pid>-<n>" */
};

struct cn_writer {
    char *path;
    char *temp; /* "" while nothing is to be removed */
    int fd;     /* -1 when closed */
    bool durable;
    int status; /* the first failure sticks, so that commit refuses */
    uint64_t len;
    size_t n_gathered;
    char gathered[WRITE_SIZE];
};

/* Makes the temporary file under a name nobody has. */
static int open_temp(cn_writer *writer, cairn_error *err)
{
    size_t size = strlen(writer->path) + TEMP_SUFFIX;

    for (unsigned i = 0; i < TEMP_TRIES; i++) {
        snprintf(writer->temp, size, "%s.tmp-%ld-%u", writer->path, (long)getpid(), i);
        writer->fd = open(writer->temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (writer->fd >= 0)
            return CAIRN_OK;
        if (errno != EEXIST)
            break;
    }
    cn_fail_errno(err, errno, "cannot write %s", writer->path);
    writer->temp[0] = '\0';
    return CAIRN_EIO;
}

int cn_writer_new(const char *path, bool durable, cn_writer **writer, cairn_error *err)
{
    cn_writer *made = cn_alloc(sizeof(*made));
    int rc;

    *writer = NULL;
    if (!made)
        return cn_fail_memory(err, sizeof(*made));
    made->path = cn_strdup(path);
    made->temp = cn_alloc_zero(1, strlen(path) + TEMP_SUFFIX);
    made->fd = -1;
    made->durable = durable;
    made->status = CAIRN_OK;
    made->len = 0;
    made->n_gathered = 0;
    if (made->path && made->temp)
        rc = open_temp(made, err);
    else
        rc = cn_fail_memory(err, strlen(path));
    if (rc < 0) {
        cn_writer_free(made);
        return rc;
    }
    *writer = made;
    return CAIRN_OK;
}

static int write_out(cn_writer *writer, const char *data, size_t len, cairn_error *err)
{
    while (len > 0) {
        ssize_t n = write(writer->fd, data, len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            writer->status = cn_fail_errno(err, errno, "cannot write %s", writer->path);
            return writer->status;
        }
        data += n;
        len -= (size_t)n;
    }
    return CAIRN_OK;
}

static int write_gathered(cn_writer *writer, cairn_error *err)
{
    size_t n = writer->n_gathered;

    writer->n_gathered = 0;
    return write_out(writer, writer->gathered, n, err);
}

static int refuse(const cn_writer *writer, cairn_error *err)
{
    return cn_fail(err, writer->status, 0, "cannot write %s: an earlier write failed",
                   writer->path);
}

int cn_writer_add(cn_writer *writer, const void *data, size_t len, cairn_error *err)
{
    if (writer->status < 0)
        return refuse(writer, err);
    if (len > WRITE_SIZE - writer->n_gathered && write_gathered(writer, err) < 0)
        return writer->status;
    writer->len += len;
    if (len > WRITE_SIZE)
        return write_out(writer, data, len, err);
    if (len > 0)
        memcpy(writer->gathered + writer->n_gathered, data, len);
    writer->n_gathered += len;
    return CAIRN_OK;
}

uint64_t cn_writer_len(const cn_writer *writer)
{
    return writer->len;
}

/* fsyncs the folder of path, so that the rename itself is on disk. */
static int sync_folder(const char *path, cairn_error *err)
{
    const char *slash = strrchr(path, '/');
    size_t len = slash ? (size_t)(slash - path) : 0;
    char *folder = slash ? cn_strndup(path, len ? len : 1) : cn_strdup(".");
    int rc = CAIRN_OK;
    int fd;

    if (!folder)
        return cn_fail_memory(err, len + 1);
    fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    /* EINVAL: some file systems have no fsync for folders. */
    if (fd < 0 || (fsync(fd) != 0 && errno != EINVAL))
        rc = cn_fail_errno(err, errno, "cannot sync %s", folder);
    if (fd >= 0)
        close(fd);
    cn_free(folder);
    return rc;
}

static int close_temp(cn_writer *writer, cairn_error *err)
{
    int fd = writer->fd;

    if (writer->durable && fsync(fd) != 0)
        return cn_fail_errno(err, errno, "cannot sync %s", writer->path);
    writer->fd = -1;
    if (close(fd) != 0)
        return cn_fail_errno(err, errno, "cannot write %s", writer->path);
    return CAIRN_OK;
}

int cn_writer_commit(cn_writer *writer, cairn_error *err)
{
    if (writer->status < 0)
        return refuse(writer, err);
    if (write_gathered(writer, err) < 0)
        return writer->status;
    writer->status = close_temp(writer, err);
    if (writer->status < 0)
        return writer->status;
    if (rename(writer->temp, writer->path) != 0) {
        writer->status = cn_fail_errno(err, errno, "cannot write %s", writer->path);
        return writer->status;
    }
    writer->temp[0] = '\0';
    writer->status = CAIRN_EINVAL; /* nothing may follow */
    return writer->durable ? sync_folder(writer->path, err) : CAIRN_OK;
}

void cn_writer_free(cn_writer *writer)
{
    if (!writer)
        return;
    if (writer->fd >= 0)
        close(writer->fd);
    if (writer->temp && writer->temp[0])
        unlink(writer->temp);
    cn_free(writer->temp);
    cn_free(writer->path);
    cn_free(writer);
}
