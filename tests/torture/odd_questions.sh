#!/bin/sh
# Proves: odd questions (empty, huge, in other languages, with false premises, in
# the syntax of SQL) get an answer, an abstention with its reason or a refusal;
# no citation is made up; the store is as it was.
#   tests/torture/odd_questions.sh PROGRAM
set -eu
# shellcheck source=tests/torture/common.sh
. "$(dirname "$0")/common.sh"
command -v python3 >/dev/null || skip "python3 is not installed"

kb=$work/sample.db
cd "$source"
run "$cairn" index data/sample --kb "$kb"
before=$(digest "$kb")
python3 tests/torture/odd_questions.py "$cairn" "$kb" || fail "see above"
same "after odd questions" "$before" "$(digest "$kb")"
pass "every odd question was answered, declined or refused"
