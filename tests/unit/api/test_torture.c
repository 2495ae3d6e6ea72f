/* Every allocation of a small index-and-ask run fails in turn: no crash, no leak, and the store is
 * whole afterwards. */
#include "small_kb.h"
#include "tests/unit/base/oom_walk.h"

static temp_dir dir;
static char path[sizeof(((temp_dir *)0)->name)];

static int index_and_ask(void *user)
{
    cairn_options options = CAIRN_OPTIONS_INIT;
    cairn_answer *answer = NULL;
    cairn_hits *hits = NULL;
    cairn_facts *facts = NULL;
    cairn_entity entity;
    cairn *kb = NULL;
    int rc;

    (void)user;
    options.n_threads = 2;
    rc = cairn_open(path, &options, &kb, NULL);
    for (size_t i = 0; rc == CAIRN_OK && i < SMALL_TEXTS; i++)
        rc = cairn_ingest_text(kb, small_texts[i][0], small_texts[i][1], strlen(small_texts[i][1]),
                               CAIRN_FORMAT_TEXT, NULL);
    if (rc == CAIRN_OK)
        rc = cairn_build(kb, NULL, NULL, NULL);
    if (rc == CAIRN_OK)
        rc = cairn_search(kb, "designer of the Teyle Brigde", NULL, &hits, NULL);
    if (rc == CAIRN_OK)
        rc = cairn_ask(kb, "When was the Teyle Bridge opened?", NULL, &answer, NULL);
    if (rc == CAIRN_OK)
        rc = cairn_entity_find(kb, "Ada Marsh", &entity, NULL);
    if (rc == CAIRN_OK)
        rc = cairn_entity_facts(kb, entity.id, &facts, NULL);
    if (rc == CAIRN_OK)
        rc = cairn_forget(kb, small_texts[0][0], NULL);
    if (rc == CAIRN_OK)
        rc = cairn_build(kb, NULL, NULL, NULL);
    cairn_facts_free(facts);
    cairn_answer_free(answer);
    cairn_hits_free(hits);
    cairn_close(kb);
    return rc;
}

static void check_store(void)
{
    cairn *kb = small_open(path);

    if (cairn_check(kb, NULL, NULL, NULL) != CAIRN_OK)
        fail_msg("the store is damaged");
    cairn_close(kb);
}

static void each_allocation_may_fail(void **state)
{
    (void)state;
    walk_failures(index_and_ask, NULL);
    check_store();
}

static void all_allocations_may_fail_from_any_on(void **state)
{
    int64_t live = cn_mem_live();
    uint64_t n = 1;
    int rc;

    (void)state;
    do {
        cn_mem_fail_at(n, true);
        rc = index_and_ask(NULL);
        cn_mem_fail_at(0, false);
        assert_int_equal(cn_mem_live(), live);
        assert_true(rc == CAIRN_OK || rc == CAIRN_ENOMEM);
        n += 7; /* the single failures above visit each; here a sample will do */
    } while (rc != CAIRN_OK);
    check_store();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_allocation_may_fail),
        cmocka_unit_test(all_allocations_may_fail_from_any_on),
    };
    int failed;

    if (!temp_dir_make(&dir))
        return 1;
    memcpy(path, temp_name(&dir, "kb.db"), sizeof dir.name);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    small_remove(&dir, "kb.db");
    return failed;
}
