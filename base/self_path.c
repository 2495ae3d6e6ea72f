/* The mappings of this process, as Linux shows them in /proc/self/maps, name the file behind each
 * address: absolute, with symbolic links followed, the same for a program and a library. A line is
 *
 *     7f12a0000000-7f12a0021000 r-xp 00000000 08:01 1234      /usr/lib/libcairn.so.0
 */
#include "base/self_path.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

#define MAPS_MAX ((size_t)16 << 20) /* bytes; a process has some hundred mappings */
enum { FOLDERS_UP = 2 };

/* The address looked for: an object of this file. */
static const char here = 0;

static bool holds(const char *line, uintptr_t address)
{
    char *end;
    const unsigned long long first = strtoull(line, &end, 16);

    return *end == '-' && address >= first && address < strtoull(end + 1, NULL, 16);
}

/* The path in a line that ends at `end`, in folder; without the name behind the last slash. */
static bool take_folder(const char *line, const char *end, cn_buf *folder)
{
    const char *path = memchr(line, '/', (size_t)(end - line)), *slash = end;

    if (!path)
        return false;
    while (*--slash != '/')
        ;
    cn_buf_clear(folder);
    cn_buf_add(folder, path, (size_t)(slash - path));
    return folder->status == CAIRN_OK;
}

int cn_self_folder(cn_buf *folder, cairn_error *err)
{
    bool is_found = false;
    cn_buf maps;
    int rc;

    cn_buf_init(&maps, MAPS_MAX);
    rc = cn_file_read("/proc/self/maps", MAPS_MAX - 1, &maps, NULL);
    for (const char *line = cn_buf_str(&maps), *end; rc == CAIRN_OK && !is_found && *line;
         line = *end ? end + 1 : end) {
        end = line + strcspn(line, "\n");
        is_found = holds(line, (uintptr_t)&here) && take_folder(line, end, folder);
    }
    cn_buf_done(&maps);
    return is_found ? CAIRN_OK
                    : cn_fail(err, CAIRN_ENOTFOUND, 0, "the system does not tell where cairn is");
}

int cn_self_find(const char *relative, cn_buf *path, cairn_error *err)
{
    cn_buf folder;
    int rc;

    cn_buf_clear(path);
    cn_buf_init(&folder, path->max);
    rc = cn_self_folder(&folder, err);
    for (int up = 0; rc == CAIRN_OK && up <= FOLDERS_UP && folder.data; up++) {
        char *slash;

        cn_buf_clear(path);
        cn_buf_printf(path, "%s/%s", folder.data, relative);
        if (path->status == CAIRN_OK && cn_file_exists(path->data))
            goto out;
        slash = strrchr(folder.data, '/');
        if (!slash)
            break;
        *slash = '\0';
    }
    if (rc == CAIRN_OK)
        rc = cn_fail(err, CAIRN_ENOTFOUND, 0, "there is no %s beside cairn", relative);
    cn_buf_clear(path);
out:
    cn_buf_done(&folder);
    return rc;
}
