#!/bin/sh
# Proves: what a store publishes depends on its documents alone. Not on threads,
# on the order of files, on how many runs brought them, on documents that came and
# went, or on texts that changed and changed back.
#   tests/torture/digest.sh PROGRAM
set -eu
# shellcheck source=tests/torture/common.sh
. "$(dirname "$0")/common.sh"
cd "$work"

documents=300
[ "$small" = 0 ] || documents=40
corpus $documents 1 docs
mkdir docs/sample
cp "$source"/data/sample/*.* docs/sample
find docs -type f | LC_ALL=C sort >files

run "$cairn" index docs --kb one.db --threads 1
want=$(digest one.db)

run "$cairn" index docs --kb two.db --threads 2
same "two threads" "$want" "$(digest two.db)"

run "$cairn" index docs --kb two.db --threads 2
same "indexed again" "$want" "$(digest two.db)"

for seed in 1 2; do
    # File names here hold no blanks.
    # shellcheck disable=SC2046
    run "$cairn" index $(shuffle $seed <files) --kb "shuffled$seed.db" --threads 2
    same "files shuffled with seed $seed" "$want" "$(digest "shuffled$seed.db")"
done

for folder in docs/sample docs/part3 docs/part1 docs/part0 docs/part2; do
    run "$cairn" index $folder --kb steps.db
done
same "in five runs" "$want" "$(digest steps.db)"

# A document that names what the others name, comes and goes.
printf 'Ines Valder was born in Port Mavery in 1899. She founded the Kelde Shipyard in 1777.\n' >guest.txt
run "$cairn" index guest.txt --kb two.db
[ "$(digest two.db)" != "$want" ] || fail "the digest does not see a new document"
run "$cairn" rm guest.txt --kb two.db
same "after rm of a guest" "$want" "$(digest two.db)"

# A document that was there is taken away, against a store that never had it.
victim=$(sed -n 7p files)
grep -v -x -F "$victim" files >rest
# shellcheck disable=SC2046
run "$cairn" index $(cat rest) --kb never.db
run "$cairn" index docs --kb had.db
case $victim in
*.jsonl) fail "choose another victim: $victim has many documents" ;;
esac
run "$cairn" rm "$victim" --kb had.db
same "after rm of $victim" "$(digest never.db)" "$(digest had.db)"

# A text changes and changes back.
cp "$victim" saved
echo "The mayor of Ashford resigned in 1931." >>"$victim"
run "$cairn" index docs --kb one.db
[ "$(digest one.db)" != "$want" ] || fail "the digest does not see a changed document"
cp saved "$victim"
run "$cairn" index docs --kb one.db
same "changed and changed back" "$want" "$(digest one.db)"

for store in one two steps had; do
    run "$cairn" check --kb $store.db
done
pass "one digest $want for $(wc -l <files) files in every way"
