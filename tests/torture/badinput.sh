#!/bin/bash
# Proves: bad files, bad stores and bad places are each refused with an exit code
# and a sentence that names the file, the good files beside them are indexed, and
# the store stays whole.
#   tests/torture/badinput.sh PROGRAM
set -eu
# shellcheck source=tests/torture/common.sh
. "$(dirname "$0")/common.sh"
cd "$work"
chmod 755 .

# A program of its own, which another user can reach too.
cp "$cairn" ./cairn
cairn=$work/cairn
n_cases=0

# expect CODES NAME COMMAND...: the exit code is one of CODES ("0 1"); where it is
# not 0, stderr names NAME. Crashes and hangs are never fine.
expect() {
    local codes=$1 name=$2 code=0
    shift 2
    timeout 120 "$@" >out 2>err || code=$?
    n_cases=$((n_cases + 1))
    case " $codes " in
    *" $code "*) ;;
    *)
        head -c 2000 out err >&2
        fail "exit code $code, not $codes, from: $*"
        ;;
    esac
    if [ $code -ne 0 ] && ! grep -q -F -- "$name" err; then
        head -c 2000 err >&2
        fail "exit code $code, but stderr does not name $name: $*"
    fi
}

# whole STORE: passes its check and finds the two good files.
whole() {
    run "$cairn" check --kb "$1"
    for word in Quellbrunn Tannhof; do
        run "$cairn" search "Who lives in $word" --kb "$1"
        grep -q $word out || fail "$1: the good file about $word is not found"
    done
}

# folder NAME: a new folder with two good files, one before and one after.
folder() {
    mkdir "$1"
    printf 'Quellbrunn\n\nAnna Berg lives in Quellbrunn. She was born in 1950.\n' >"$1/a-good.txt"
    printf '# Tannhof\n\nOtto Stein lives in Tannhof.\n' >"$1/z-good.md"
}

# bad CODES FILE: the file's content comes from stdin; its folder is indexed.
bad() {
    local name=${2%.*}
    folder "$name"
    cat >"$name/$2"
    expect "$1" "$2" "$cairn" index "$name" --kb "$name.db"
    whole "$name.db"
}

# ---- Files ----
: | bad 1 empty.txt
printf '  \n\n \t\n' | bad "0 1" blank.txt
random 20000 5 | awk '{ printf "%c%c", $1 % 256, int($1 / 7) % 256 }' | bad 1 binary.txt
printf '\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\1\0' | bad 1 picture.md
printf '\177ELF\2\1\1\0\0\0\0\0\0\0\0\0' | bad 1 program.html
printf 'A line.\0Another\0 line.\n' | bad "0 1" nul.txt
printf 'Caf\351 Zur\374ck \377\376\200 and more plain words here.\n' | bad "0 1" latin.txt
printf '\355\240\200 \300\257 \364\220\200\200 surrogates and overlong forms\n' | bad "0 1" utf8.md
printf '\376\377\0H\0i\0!' | bad "0 1" utf16.txt
printf '\357\273\277' | bad "0 1" bom.txt
awk 'BEGIN { for (i = 0; i < 1000000; i++) printf "word%d ", i % 977 }' | bad "0 1" longline.txt
awk 'BEGIN { for (i = 0; i < 10000000; i++) printf "x" }' | bad "0 1" longword.txt
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "<div>"; print "deep" }' | bad "0 1" tags.html
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "<b><i><a href=x><table>" }' | bad "0 1" mixed.html
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "["; print "" }' | bad 1 brackets.json
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "{\"a\":" }' | bad 1 braces.json
awk 'BEGIN { for (i = 0; i < 100000; i++) printf ">" ; print "quote" }' | bad "0 1" quotes.md
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "[*_`"; print "" }' | bad "0 1" marks.md
printf '{"id": "r1", "text": "One."}\nnot json\n{"id": "r3"}\n[1,2]\n{"id": 4, "text": "Four."}\n' | bad "0 1" rows.jsonl
printf '{"id": "r1", "text": "cut in the mid' | bad 1 cut.json
printf 'a,b,c\n1,2\n1,2,3,4,5\n"open,1,2\n,,\n' | bad "0 1" ragged.csv
awk 'BEGIN { for (i = 0; i < 20000; i++) printf "c%d,", i; print "" ; for (i = 0; i < 20000; i++) printf "%d,", i; print "" }' |
    bad "0 1" wide.csv
printf 'a\tb\n"x\ty\n' | bad "0 1" quote.tsv

folder missing
expect 1 missing/none.txt "$cairn" index missing/a-good.txt missing/none.txt missing/z-good.md --kb missing.db
whole missing.db

folder links
ln -s nowhere links/dangling.txt
ln -s . links/loop
ln -s self.txt links/self.txt
expect "0 1" links/ "$cairn" index links --kb links.db
whole links.db

folder pipe
mkfifo pipe/pipe.txt
expect "0 1" pipe/pipe.txt "$cairn" index pipe --kb pipe.db
whole pipe.db

folder names
printf 'Strange names.\n' >"names/new
line.txt"
printf 'Strange names too.\n' >"names/ -x; \$(rm) 'q' \"d\".txt"
printf 'Not UTF-8.\n' >"names/$(printf '\377')name.txt"
expect "0 1" names/ "$cairn" index names --kb names.db
whole names.db

expect 1 no/such/folder "$cairn" index no/such/folder --kb nothing.db

# ---- Usage ----
expect 2 command "$cairn" fly
expect 2 --wings "$cairn" search words --wings --kb missing.db
expect 2 -k "$cairn" search words -k many --kb missing.db
expect "2 3" query "$cairn" search "" --kb missing.db
expect 3 absent.db "$cairn" search words --kb absent.db
[ ! -e absent.db ] || fail "a search made the store absent.db"
expect "1 3" nobody/here.txt "$cairn" rm nobody/here.txt --kb missing.db
whole missing.db

# ---- Stores ----
folder good
run "$cairn" index good --kb good.db
want=$(digest good.db)

printf 'This is my diary, not a store. Keep it.\n' >diary.txt
cp diary.txt diary.copy
for command in "index good" "search words" "ask words" stats check; do
    # shellcheck disable=SC2086
    expect 3 diary.txt "$cairn" $command --kb diary.txt
done
cmp diary.txt diary.copy || fail "a file that is no store was changed"

if command -v sqlite3 >/dev/null; then
    sqlite3 foreign.db 'CREATE TABLE document (id INTEGER, mine TEXT); INSERT INTO document VALUES (1, "x");'
    cp foreign.db foreign.copy
    for command in "index good" "search words" stats check; do
        # shellcheck disable=SC2086
        expect 3 foreign.db "$cairn" $command --kb foreign.db
    done
    cmp foreign.db foreign.copy || fail "another program's database was changed"
    cp good.db newer.db
    sqlite3 newer.db 'PRAGMA user_version = 99' >/dev/null
    expect 3 newer.db "$cairn" stats --kb newer.db
fi

mkdir dir.db
expect 3 dir.db "$cairn" index good --kb dir.db
expect 3 no/such/place.db "$cairn" index good --kb no/such/place.db

# Bytes of the store overwritten: noticed or not, never a crash.
size=$(stat -c %s good.db)
rounds=12
[ "$small" = 0 ] || rounds=4
for shake in $(random $rounds 11); do
    rm -rf hurt.db hurt.db-wal hurt.db-shm hurt.db.d
    cp good.db hurt.db
    at=$((size * shake / 10000))
    random 600 "$shake" | awk '{ printf "%c", $1 % 255 + 1 }' |
        dd of=hurt.db bs=1 seek=$at conv=notrunc status=none
    for command in check "search Quellbrunn" "ask Who_lives_in_Tannhof" stats "stats --digest" "index good"; do
        # shellcheck disable=SC2086
        expect "0 1 3" hurt.db "$cairn" $command --kb hurt.db
    done
done
for part in 1 50 90; do
    rm -rf hurt.db hurt.db-wal hurt.db-shm hurt.db.d
    head -c $((size * part / 100)) good.db >hurt.db
    expect "1 3" hurt.db "$cairn" check --kb hurt.db
    expect "0 1 3" hurt.db "$cairn" search Quellbrunn --kb hurt.db
done

# The side folder is derived: gone, cut or overwritten, answers stay the same.
run "$cairn" search Quellbrunn --kb good.db
cp out found
for harm in gone cut overwritten; do
    rm -rf hurt.db hurt.db-wal hurt.db-shm hurt.db.d
    cp good.db hurt.db
    [ ! -d good.db.d ] || cp -r good.db.d hurt.db.d
    case $harm in
    gone) rm -rf hurt.db.d ;;
    cut) find hurt.db.d -type f -exec truncate -s 100 {} + ;;
    overwritten) find hurt.db.d -type f -exec sh -c \
        'for f; do head -c "$(stat -c %s "$f")" /dev/zero | tr "\0" "\377" >"$f.new"; mv "$f.new" "$f"; done' sh {} + ;;
    esac
    expect "0 1 3" hurt.db "$cairn" check --kb hurt.db
    run "$cairn" index good --kb hurt.db
    run "$cairn" search Quellbrunn --kb hurt.db
    cmp found out || fail "side folder $harm: another result"
done
rm -rf hurt.db.d
echo "a file in its place" >hurt.db.d
expect "0 3" hurt.db.d "$cairn" search Quellbrunn --kb hurt.db
grep -q place hurt.db.d || fail "a file that is not cairn's was removed"

# ---- Places ----
# No space left: a small file system where root can mount one, a limit on the
# size of files elsewhere. With space again the run goes on.
corpus 400 4 many
run "$cairn" index many --kb calm.db
mkdir disk
if mount -t tmpfs -o size=600k tmpfs disk 2>/dev/null; then
    expect 3 disk/full.db "$cairn" index many --kb disk/full.db
    mount -o remount,size=600m disk
    run "$cairn" index many --kb disk/full.db
    same "after a full disk" "$(digest calm.db)" "$(digest disk/full.db)"
    run "$cairn" check --kb disk/full.db
    umount disk
fi
expect 3 limit.db bash -c 'trap "" XFSZ; ulimit -f 500; exec "$@"' sh "$cairn" index many --kb limit.db
run "$cairn" index many --kb limit.db
same "after a limit on file size" "$(digest calm.db)" "$(digest limit.db)"
run "$cairn" check --kb limit.db

# Places without permission, as a user who is bound by it.
as_user=
[ "$(id -u)" -ne 0 ] || as_user="setpriv --reuid 65534 --regid 65534 --clear-groups"
# shellcheck disable=SC2086
if $as_user true 2>/dev/null; then
    folder locked
    printf 'A secret.\n' >locked/secret.txt
    chmod 0 locked/secret.txt
    mkdir locked/cellar own readonly
    chmod 0 locked/cellar
    chmod 777 own
    cp good.db readonly/
    chmod 555 readonly
    expect 1 locked/secret.txt $as_user "$cairn" index locked --kb own/locked.db
    grep -q locked/cellar err || fail "the folder that cannot be entered is not named"
    chmod -R u+rwX locked
    whole own/locked.db
    expect 3 readonly/new.db $as_user "$cairn" index good --kb readonly/new.db
    expect 3 readonly/good.db $as_user "$cairn" index many --kb readonly/good.db
    expect "0 3" readonly/good.db $as_user "$cairn" search Quellbrunn --kb readonly/good.db
    chmod 755 readonly
    same "in a read-only folder" "$want" "$(digest readonly/good.db)"
fi
pass "$n_cases runs on bad files, stores and places, each refused or taken properly"
