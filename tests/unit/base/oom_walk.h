/* Makes every allocation of a piece of work fail in turn: the work must then say CAIRN_ENOMEM, or
 * do without, and leave no block behind. Ends when the work is done before the failing number. */
#ifndef CN_TESTS_OOM_WALK_H
#define CN_TESTS_OOM_WALK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/status.h"

enum { OOM_WALK_MAX = 100000 };

static inline void walk_failures(int (*work)(void *user), void *user)
{
    for (uint64_t n = 1; n < OOM_WALK_MAX; n++) {
        int64_t live = cn_mem_live();
        uint64_t before = cn_mem_count();
        int rc;

        cn_mem_fail_at(n, false);
        rc = work(user);
        cn_mem_fail_at(0, false);
        assert_int_equal(cn_mem_live(), live);
        if (cn_mem_count() - before < n) {
            assert_int_equal(rc, CAIRN_OK);
            return;
        }
        assert_true(rc == CAIRN_OK || rc == CAIRN_ENOMEM);
    }
    fail_msg("still allocating after %d tries", (int)OOM_WALK_MAX);
}

#endif
