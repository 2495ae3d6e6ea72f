#!/bin/sh
# How fast `cairn extract` is: all of extraction on one core over all passages of the corpora of
# ../shared/eval. Prints sentences and statements a second, the peak resident
# memory, and the ratio to gzip -9 of the same bytes timed right before and after, so that figures of
# two machines, or of a busy one, compare; then one JSON object with all of it.
#   bench/extraction/speed.sh PROGRAM [RUNS]
# PROGRAM: a release build of cairn; RUNS: default 3, the median counts. THREADS: default 1. Needs
# ../shared/eval beside the checkout (or $CAIRN_SHARED/eval), python3, gzip and GNU time.
set -eu

fail() {
    printf 'speed.sh: %s\n' "$*" >&2
    exit 1
}

[ $# -ge 1 ] || fail "usage: bench/extraction/speed.sh PROGRAM [RUNS]"
[ -x "$1" ] || fail "$1 is not a program"
cairn=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
runs=${2:-3}
threads=${THREADS:-1}
source=$(cd "$(dirname "$0")/../.." && pwd)
sets=${CAIRN_SHARED:-$source/../shared}/eval
[ -d "$sets" ] ||
    fail "there is no folder ../shared/eval beside the checkout; \$CAIRN_SHARED names another place"
time=$(command -v time || true)
case $time in
/*) ;;
*) time=/usr/bin/time ;; # in some shells a word of the language
esac
for tool in python3 gzip "$time"; do
    command -v "$tool" >/dev/null || fail "$tool is not installed"
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
cd "$work"

# Sentences: a full stop, question or exclamation mark and a blank before a capital, a digit or a
# quote, or the end; abbreviations make it a little too many.
python3 - "$sets" <<'PYTHON'
import glob, json, re, sys
passages = sentences = 0
with open("corpus.jsonl", "w", encoding="utf-8") as out, open("corpus.txt", "w", encoding="utf-8") as text:
    for path in sorted(glob.glob(sys.argv[1] + "/*/corpus.jsonl")):
        for line in open(path, encoding="utf-8"):
            passage = json.loads(line)["text"]
            out.write(line)
            text.write(passage + "\n")
            passages += 1
            sentences += len(re.findall(r"[.!?][\"')\]]*(?=\s+[\"'(\[]?[A-Z0-9]|\s*$)", passage)) or 1
json.dump({"passages": passages, "sentences": sentences}, open("counts.json", "w"))
PYTHON

: >"$work/times"
i=0
while [ $i -lt "$runs" ]; do
    "$time" -f '%U %S' -o gzip.time gzip -9 -c corpus.txt >/dev/null
    "$time" -f '%e %U %S %M' -o cairn.time "$cairn" extract --json --threads "$threads" corpus.jsonl >found.jsonl ||
        fail "cairn extract failed"
    echo "$(tail -n 1 gzip.time) $(tail -n 1 cairn.time)" >>"$work/times"
    i=$((i + 1))
done

python3 - "$threads" <<'PYTHON'
import json, os, statistics, sys
counts = json.load(open("counts.json"))
rows = [[float(x) for x in line.split()] for line in open("times")]
gzip = statistics.median(r[0] + r[1] for r in rows)
wall = statistics.median(r[2] for r in rows)
cpu = statistics.median(r[3] + r[4] for r in rows)
with open("found.jsonl", "rb") as found:
    n = sum(1 for _ in found)
size = os.path.getsize("corpus.txt")
figures = {"passages": counts["passages"], "sentences": counts["sentences"], "bytes": size, "statements": n,
           "threads": int(sys.argv[1]), "seconds": round(wall, 2), "cpu_seconds": round(cpu, 2),
           "sentences_per_second": round(counts["sentences"] / wall),
           "sentences_per_cpu_second": round(counts["sentences"] / cpu),
           "statements_per_sentence": round(n / counts["sentences"], 2),
           "peak_mb": round(max(r[5] for r in rows) / 1024, 1),
           "gzip_seconds": round(gzip, 2), "cpu_ratio_to_gzip": round(cpu / gzip, 2)}
print(f"{figures['sentences_per_cpu_second']} sentences a second of one core, {figures['peak_mb']} MB, "
      f"{figures['cpu_ratio_to_gzip']} x gzip -9")
print(json.dumps(figures))
PYTHON
