/* Writing the store anew, so that what was removed leaves no trace: SQLite only unlinks rows and
 * keeps their bytes in free pages and in the log, and the side folder may hold files of an older
 * view, or halves of files that a killed process left. */
#include "api/kb.h"

/* In a write transaction, so that no build of another process has a file half written. */
static int sweep_folder(cairn *kb, cairn_error *err)
{
    uint64_t generation;
    int rc = cn_store_begin(kb->writer, err);

    if (rc == CAIRN_OK)
        rc = cn_store_generation(kb->writer, &generation, err);
    if (rc == CAIRN_OK)
        cn_indices_sweep_all(kb, generation);
    cn_store_rollback(kb->writer);
    return rc;
}

int cairn_vacuum(cairn *kb, cairn_error *err)
{
    int rc = cn_kb_begin_write(kb, err);

    if (rc < 0)
        return rc;
    cn_mutex_lock(kb->read_mutex); /* the log can be emptied only while nobody reads from it */
    rc = cn_store_vacuum(kb->writer, err);
    if (rc == CAIRN_OK)
        rc = sweep_folder(kb, err);
    cn_mutex_unlock(kb->read_mutex);
    cn_kb_end_write(kb);
    return rc;
}
