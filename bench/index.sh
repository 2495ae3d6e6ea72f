#!/bin/sh
# How long `cairn index` takes, beside the same texts put into a bare FTS5 table by the sqlite3
# program: whole processes, from the first byte read to the last written, on the corpora of
# ../shared/eval in one file. Prints hyperfine's table, the ratios, and the peak memory of cairn.
#   bench/index.sh PROGRAM [RUNS]
# PROGRAM: a release build of cairn; RUNS: default 5. Needs ../shared/eval beside the checkout (or
# $CAIRN_SHARED/eval), hyperfine, python3, sqlite3 with FTS5 and GNU time. THREADS: default 2.
set -eu

fail() {
    printf 'index.sh: %s\n' "$*" >&2
    exit 1
}

[ $# -ge 1 ] || fail "usage: bench/index.sh PROGRAM [RUNS]"
[ -x "$1" ] || fail "$1 is not a program"
cairn=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
runs=${2:-5}
threads=${THREADS:-2}
source=$(cd "$(dirname "$0")/.." && pwd)
sets=${CAIRN_SHARED:-$source/../shared}/eval
[ -d "$sets" ] ||
    fail "there is no folder ../shared/eval beside the checkout; \$CAIRN_SHARED names another place"
time=$(command -v time || true)
case $time in
/*) ;;
*) time=/usr/bin/time ;; # in some shells a word of the language
esac
for tool in hyperfine python3 sqlite3 "$time"; do
    command -v "$tool" >/dev/null || fail "$tool is not installed"
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
cd "$work"
cat "$sets"/*/corpus.jsonl >corpus.jsonl

# Passages of two sets count once, as in cairn. No text holds the separators of --ascii mode.
python3 - <<'PYTHON'
import json

rows = {}
for line in open("corpus.jsonl", encoding="utf-8"):
    row = json.loads(line)
    rows[row["id"]] = (row["id"], row.get("title", ""), row["text"])
with open("rows.ascii", "w", encoding="utf-8", newline="") as out:
    for row in rows.values():
        assert not any(c in field for field in row for c in "\x1e\x1f\0")
        out.write("\x1f".join(row) + "\x1e")
quote = lambda text: "'" + text.replace("'", "''") + "'"
with open("rows.sql", "w", encoding="utf-8", newline="") as out:
    out.write("CREATE VIRTUAL TABLE p USING fts5(id UNINDEXED, title, text);\nBEGIN;\n")
    for row in rows.values():
        out.write(f"INSERT INTO p VALUES({','.join(map(quote, row))});\n")
    out.write("COMMIT;\n")
PYTHON
cat >import.sql <<'SQL'
CREATE VIRTUAL TABLE p USING fts5(id UNINDEXED, title, text);
.mode ascii
.import rows.ascii p
SQL
printf '%s bytes, %s lines, %s threads, %s\n' "$(wc -c <corpus.jsonl)" "$(wc -l <corpus.jsonl)" \
    "$threads" "$(sqlite3 --version | cut -d' ' -f1 | sed 's/^/sqlite3 /')"

hyperfine --warmup 1 --runs "$runs" --style basic --export-json times.json \
    --prepare 'rm -rf kb.db kb.db-wal kb.db-shm kb.db.d import.db insert.db' \
    --command-name 'cairn index' "'$cairn' index -q --threads $threads --kb kb.db corpus.jsonl" \
    --command-name 'sqlite3 .import' 'sqlite3 import.db <import.sql' \
    --command-name 'sqlite3 INSERT' 'sqlite3 insert.db <rows.sql'

rm -rf kb.db* import.db insert.db
"$time" -v "$cairn" index -q --threads "$threads" --kb kb.db corpus.jsonl 2>memory.txt
sqlite3 import.db <import.sql
sqlite3 insert.db <rows.sql

python3 - <<'PYTHON'
import json, re, sqlite3

times = {r["command"]: r for r in json.load(open("times.json"))["results"]}
counts = [sqlite3.connect(db).execute("SELECT count(*) FROM p").fetchone()[0]
          for db in ("import.db", "insert.db")]
assert counts[0] == counts[1], counts
print(f"\n{'command':18} {'median s':>9} {'min s':>7} {'cairn / it':>11}")
for name, r in times.items():
    ratio = times["cairn index"]["median"] / r["median"]
    print(f"{name:18} {r['median']:9.3f} {r['min']:7.3f} {ratio:11.2f}")
kib = int(re.search(r"Maximum resident set size \(kbytes\): (\d+)", open("memory.txt").read())[1])
print(f"\n{counts[0]} passages; peak memory of cairn index {kib / 1024:.0f} MiB")
PYTHON
