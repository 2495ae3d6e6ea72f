#!/bin/sh
# Is extraction linear? Times `cairn extract` on texts of n and of 8n words of kinds that tempt a
# parser to more, and prints the ratio of CPU times: 8 is linear, less means that starting counted.
#   bench/extraction/linear.sh PROGRAM [WORDS]
# PROGRAM: a release build of cairn; WORDS: n, default 20000. Needs python3 and GNU time. Fails when a
# ratio is over 12.
set -eu

[ $# -ge 1 ] || {
    echo "usage: bench/extraction/linear.sh PROGRAM [WORDS]" >&2
    exit 1
}
cairn=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
words=${2:-20000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

python3 - "$cairn" "$words" "$work" <<'PYTHON'
import json, resource, subprocess, sys
cairn, n, work = sys.argv[1], int(sys.argv[2]), sys.argv[3]
KINDS = {
    "prose": "Ada Marsh was born in Port Vale in 1871 and designed the Teyle Bridge with Tom Reed. ",
    "endless": "river stone old bridge Ada walked slowly under grey morning light near Halvery ",
    "names": "Ada Marsh Tom Reed Port Vale Grace Hill ",
    "pronouns": "She told him that he had seen her with it and them. ",
    "commas": "Ada, Tom, Grace, ",
    "ands": "Ada and Tom and ",
    "brackets": "Ada ( Tom ( ",
    "clauses": "the man who knew the man who said that ",
    "numbers": "1871 12,000 3.5 ",
    "capitals": "ADA MARSH WAS BORN IN PORT VALE ",
    "marks": ". , ; : ",
    "one word": None,
}
LEAST = 0.05  # seconds: below it the clock decides


def seconds(kind, piece, words):
    text = "a" * 6 * words if piece is None else piece * (words // len(piece.split()) + 1)
    path = f"{work}/{kind.replace(' ', '')}.txt"
    with open(path, "w") as out:
        out.write(text)
    best = None
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([cairn, "extract", "--json", "--threads", "1", path], check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = used if best is None else min(best, used)
    return best


start = seconds("start", "a ", 1)
figures, worst = {}, 0
for kind, piece in KINDS.items():
    small, large = (max(seconds(kind, piece, w) - start, 0) for w in (n, 8 * n))
    ratio = large / max(small, LEAST / 8)
    worst = max(worst, ratio if large > LEAST else 0)
    figures[kind] = {"seconds_n": round(small, 3), "seconds_8n": round(large, 3), "ratio": round(ratio, 1)}
    print(f"{kind:<10} {small:7.3f} s {large:8.3f} s   ratio {ratio:5.1f}")
print(json.dumps({"words": n, "start_seconds": round(start, 3), "kinds": figures, "worst_ratio": round(worst, 1)}))
sys.exit(worst > 12)
PYTHON
