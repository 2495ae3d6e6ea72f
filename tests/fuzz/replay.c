/* Runs a fuzz target over the files of a folder, without libFuzzer: what the fuzzer once found
 * stays tested by every compiler. Usage: <program> FOLDER */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"

#define INPUT_MAX ((size_t)64 << 20) /* bytes in a file of a corpus */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct replay {
    const char *folder;
    size_t n_files;
} replay;

static int run_file(const char *name, void *user, cairn_error *err)
{
    replay *r = user;
    cn_buf path, bytes;
    int rc;

    cn_buf_init(&path, 65536);
    cn_buf_init(&bytes, INPUT_MAX);
    cn_buf_printf(&path, "%s/%s", r->folder, name);
    rc = cn_file_read(cn_buf_str(&path), INPUT_MAX, &bytes, err);
    if (rc == CAIRN_OK) {
        printf("%s\n", cn_buf_str(&path));
        fflush(stdout); /* so that the last line names the file that crashed */
        LLVMFuzzerTestOneInput((const uint8_t *)cn_buf_str(&bytes), bytes.len);
        r->n_files++;
    }
    cn_buf_done(&bytes);
    cn_buf_done(&path);
    return rc;
}

int main(int argc, char **argv)
{
    cairn_error err = CAIRN_ERROR_INIT;
    replay r = {.folder = argc == 2 ? argv[1] : "."};

    if (argc != 2 || cn_file_list(argv[1], run_file, &r, &err) < 0) {
        fprintf(stderr, "%s\n", argc == 2 ? err.message : "usage: replay FOLDER");
        return 1;
    }
    if (r.n_files == 0)
        fprintf(stderr, "%s: no files\n", argv[1]);
    return r.n_files == 0;
}
