/* Extractors that share their models. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "api/stages.h"

static void each_thread_gets_one(void **state)
{
    cn_languages *models = NULL;
    cairn_error err = CAIRN_ERROR_INIT;
    cn_extractors extractors;

    (void)state;
    if (cn_languages_open(&models, CAIRN_SOURCE_DIR "/data", &err) < 0)
        fail_msg("%s", err.message);
    assert_int_equal(cn_extractors_new(&extractors, 3, models, &err), CAIRN_OK);
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < i; j++)
            assert_ptr_not_equal(extractors.items[i], extractors.items[j]);
    cn_extractors_done(&extractors);
    cn_extractors_done(&extractors);
    cn_languages_close(models);
    cn_languages_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_thread_gets_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
