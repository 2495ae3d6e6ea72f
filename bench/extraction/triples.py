#!/usr/bin/env python3
"""How much of what a large language model extracted do cairn's statements hold? Standard library only.

triples.py passages            prints the recorded passages as JSONL for `cairn extract --json`
triples.py score STATEMENTS    reads what that wrote; prints one JSON object with the figures
  --recorded FILE              default ../shared/recorded/openie_gpt35.jsonl beside the checkout

A recorded triple is held when one statement of its passage has both its subject and its object among its
arguments, each by a token F1 of at least 0.5; words are compared in lower case, without articles and marks. An
argument counts as written and as meant ("he" and who he is). Figures in per cent:
  held       both are among the statement's subject, object and further arguments, in any order
  straight   subject by subject, object by object or a further argument
  strict     subject by subject, object by object
  swapped    held, but only with subject and object exchanged or among further arguments
  reverse    share of our statements that hold a recorded triple, and of those of an own verb (rule) with a name
"""
import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

RECORDED = Path(__file__).resolve().parents[2].parent / "shared" / "recorded" / "openie_gpt35.jsonl"
ARTICLES = {"a", "an", "the"}
WORD = re.compile(r"\w+")
F1_MIN = 0.5


def bag(text):
    return Counter(w for w in WORD.findall(str(text).lower()) if w not in ARTICLES)


def token_f1(a, b):
    common = sum((a & b).values())
    total = sum(a.values()) + sum(b.values())
    return 2 * common / total if total else 0.0


def alike(wanted, written):
    """Is the argument, in one of its spellings, the one wanted?"""
    return any(token_f1(wanted, w) >= F1_MIN for w in written)


def spellings(argument):
    if not isinstance(argument, dict):
        return [bag(argument)]
    return [bag(argument[k]) for k in ("text", "name", "full", "core") if argument.get(k)]


def read_statements(path):
    found = defaultdict(list)
    for line in open(path, encoding="utf-8"):
        if not line.strip():
            continue
        s = json.loads(line)
        if "subject" not in s or "object" not in s:
            continue
        more = [spellings(m) for m in s.get("more", ())]
        key = re.findall(r"[0-9a-f]{12}", str(s.get("uri", "")))
        if key:
            found[key[-1]].append((spellings(s["subject"]), spellings(s["object"]), more))
    return found


def how_held(subject, object_, statements):
    """"strict", "straight", "swapped" or "" for one recorded triple; and which statements hold it."""
    best, holders = "", set()
    rank = {"": 0, "swapped": 1, "straight": 2, "strict": 3}
    for i, (ours_s, ours_o, more) in enumerate(statements):
        how = ""
        if alike(subject, ours_s):
            if alike(object_, ours_o):
                how = "strict"
            elif any(alike(object_, m) for m in more):
                how = "straight"
        if not how:
            places = [ours_s, ours_o, *more]
            a = {k for k, p in enumerate(places) if alike(subject, p)}
            b = {k for k, p in enumerate(places) if alike(object_, p)}
            if any(x != y for x in a for y in b):
                how = "swapped"
        if how:
            holders.add(i)
            best = how if rank[how] > rank[best] else best
    return best, holders


def score(recorded, path):
    found = read_statements(path)
    counts, total, ours, used = Counter(), 0, 0, 0
    for passage in recorded:
        statements = found.get(passage["id"], [])
        holders = set()
        for triple in passage["triples"]:
            if len(triple) != 3:
                continue
            total += 1
            how, by = how_held(bag(triple[0]), bag(triple[2]), statements)
            counts[how] += 1
            holders |= by
        ours += len(statements)
        used += len(holders)
    pct = lambda n, of: round(100 * n / of, 1) if of else 0.0
    held = counts["strict"] + counts["straight"] + counts["swapped"]
    print(json.dumps({
        "passages": len(recorded), "triples": total, "statements": ours,
        "held": pct(held, total), "straight": pct(counts["strict"] + counts["straight"], total),
        "strict": pct(counts["strict"], total), "swapped": pct(counts["swapped"], total),
        "reverse": pct(used, ours)}))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=("passages", "score"))
    parser.add_argument("statements", nargs="?")
    parser.add_argument("--recorded", default=RECORDED, type=Path)
    args = parser.parse_args()
    if not args.recorded.exists():
        sys.exit(f"triples.py: there is no {args.recorded}")
    recorded = [json.loads(line) for line in open(args.recorded, encoding="utf-8")]
    if args.what == "passages":
        for p in recorded:
            print(json.dumps({k: p[k] for k in ("id", "title", "text")}, ensure_ascii=False))
    elif args.statements:
        score(recorded, args.statements)
    else:
        sys.exit("triples.py: score what? name the file of statements")


if __name__ == "__main__":
    main()
