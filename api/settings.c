/* Settings of a store and of a handle: what the store keeps goes over the defaults, what the handle
 * was told goes over both. They are read with each view, so that what another process keeps holds
 * from the next question on. A kept value that this build does not know, or that is out of its
 * range since, does no harm: it is left out, or moved to the end of the range. */
#include "api/kb.h"

#include <math.h>
#include <string.h>

static double fit(const cn_setting *row, double value)
{
    return value < row->least ? row->least : value > row->most ? row->most : value;
}

/* Kept values over `settings`; is_kept may be NULL. */
static int read_kept(cn_store *store, cn_settings *settings, bool *is_kept, cairn_error *err)
{
    cn_cursor *cursor = NULL;
    const char *name;
    double value;
    int rc = cn_setting_scan(store, &cursor, err);

    while (rc >= 0 && (rc = cn_setting_next(cursor, &name, &value, err)) == CAIRN_ROW) {
        const cn_setting_id id = cn_setting_find(name);

        if (id == CN_SET_COUNT || isnan(value))
            continue;
        settings->values[id] = fit(&cn_settings_table[id], value);
        if (is_kept)
            is_kept[id] = true;
    }
    cn_cursor_free(cursor);
    return rc;
}

int cn_kb_load_settings(cairn *kb, cairn_error *err)
{
    int rc;

    cn_settings_default(&kb->settings);
    rc = read_kept(kb->reader, &kb->settings, NULL, err);
    for (size_t i = 0; i < CN_SET_COUNT; i++)
        if (kb->is_own[i])
            kb->settings.values[i] = kb->own.values[i];
    return rc;
}

static int find(const char *name, double value, cn_setting_id *id, cairn_error *err)
{
    const cn_setting *row;

    *id = name ? cn_setting_find(name) : CN_SET_COUNT;
    if (*id == CN_SET_COUNT)
        return cn_fail(err, CAIRN_ENOTFOUND, 0, "there is no setting \"%.40s\"", name ? name : "");
    row = &cn_settings_table[*id];
    if (!(value >= row->least && value <= row->most))
        return cn_fail(err, CAIRN_EINVAL, 0, "%s is %g, not %g to %g", name, value, row->least,
                       row->most);
    return CAIRN_OK;
}

int cairn_setting_get(cairn *kb, size_t i, cairn_setting *setting, cairn_error *err)
{
    cn_settings kept;
    bool is_kept[CN_SET_COUNT] = {false};
    int rc;

    *setting = (cairn_setting){.name = ""};
    if (i >= CN_SET_COUNT)
        return CAIRN_OK;
    cn_settings_default(&kept);
    cn_mutex_lock(kb->read_mutex);
    rc = cn_store_begin_read(kb->reader, err);
    if (rc == CAIRN_OK) {
        rc = read_kept(kb->reader, &kept, is_kept, err);
        cn_store_rollback(kb->reader);
    }
    *setting = (cairn_setting){.name = cn_settings_table[i].name,
                               .value = kb->is_own[i] ? kb->own.values[i] : kept.values[i],
                               .initial = cn_settings_table[i].value,
                               .least = cn_settings_table[i].least,
                               .most = cn_settings_table[i].most,
                               .kept = is_kept[i] ? kept.values[i] : 0,
                               .is_kept = is_kept[i]};
    cn_mutex_unlock(kb->read_mutex);
    return rc < 0 ? rc : CAIRN_ROW;
}

int cairn_setting_use(cairn *kb, const char *name, double value, cairn_error *err)
{
    cn_setting_id id;
    int rc = find(name, value, &id, err);

    if (rc < 0)
        return rc;
    cn_mutex_lock(kb->read_mutex);
    kb->own.values[id] = value;
    kb->is_own[id] = true;
    cn_mutex_unlock(kb->read_mutex);
    return CAIRN_OK;
}

static int commit(cairn *kb, int rc, cairn_error *err)
{
    if (rc == CAIRN_OK)
        rc = cn_store_commit(kb->writer, err);
    cn_kb_end_write(kb);
    return rc;
}

int cairn_setting_keep(cairn *kb, const char *name, double value, cairn_error *err)
{
    cn_setting_id id;
    int rc = find(name, value, &id, err);

    if (rc == CAIRN_OK)
        rc = cn_kb_begin_write(kb, err);
    if (rc < 0)
        return rc;
    rc = cn_store_begin(kb->writer, err);
    if (rc == CAIRN_OK)
        rc = cn_setting_put(kb->writer, name, value, err);
    return commit(kb, rc, err);
}

int cairn_settings_forget(cairn *kb, cairn_error *err)
{
    int rc = cn_kb_begin_write(kb, err);

    if (rc < 0)
        return rc;
    rc = cn_store_begin(kb->writer, err);
    if (rc == CAIRN_OK)
        rc = cn_setting_drop(kb->writer, NULL, err);
    return commit(kb, rc, err);
}

int cn_kb_keep_settings(cairn *kb, const double *values, cairn_error *err)
{
    int rc = cn_kb_begin_write(kb, err);

    if (rc < 0)
        return rc;
    rc = cn_store_begin(kb->writer, err);
    for (size_t i = 0; rc == CAIRN_OK && i < CN_SET_COUNT; i++) {
        const cn_setting *row = &cn_settings_table[i];

        rc = values[i] == row->value ? cn_setting_drop(kb->writer, row->name, err)
                                     : cn_setting_put(kb->writer, row->name, values[i], err);
    }
    return commit(kb, rc, err);
}
