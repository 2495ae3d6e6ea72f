#!/usr/bin/env python3
"""Precision of stored statements per rule, by judgement of a sample. Standard library only.

judge.py sample STATEMENTS.jsonl... [--n 200] [--seed 1] [--per-rule 6] [--rules RULE,...] [--without FILE] [--tsv FILE]
judge.py score [--judged FILE]... [STATEMENTS.jsonl...]

sample: each input is what `cairn extract --json PASSAGES.jsonl` prints; its corpus is its file name up to the first
dot. Of the statements that are not aside, --per-rule are drawn from each rule that has as many, the rest of --n in
proportion to what the rules state. --rules keeps to those, --without leaves out what FILE has. Which ones are drawn
depends on the seed and the statements alone, not on their order.
Prints them for the judge; --tsv writes the rows to fill in: corpus, passage, first byte and length of the sentence,
rule, the first 12 digits of the SHA-256 of "subject TAB relation TAB object" as meant, confidence, verdict, reason.

score: prints one JSON object from the files, by default all of data/judged. Verdicts: r right, h half (vague, cut off,
ill attached but not false), w wrong. "precision" counts r alone, "lenient" a half as half. Weighted: each rule by the
number of its statements in the corpus, which the files' "# rule NAME COUNT" lines keep. With STATEMENTS: how many of
the judged ones are still stated, by verdict.
"""
import argparse
import hashlib
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

JUDGED = Path(__file__).resolve().parents[2] / "data" / "judged"
COLUMNS = "corpus passage first len rule hash confidence verdict reason".split()
VERDICTS = "rhw"


def meant(statement):
    parts = statement["subject"]["name"], statement["relation"]["text"], statement["object"]["name"]
    return hashlib.sha256("\t".join(parts).encode()).hexdigest()[:12]


def key_of(corpus, statement):
    return corpus, statement["uri"], statement["first"], statement["rule"], meant(statement)


def read_stored(paths):
    """{key: statement}, without what is aside."""
    stored = {}
    for path in paths:
        corpus = Path(path).name.split(".")[0]
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                statement = json.loads(line)
                if "subject" in statement and "aside" not in statement["flags"]:
                    stored.setdefault(key_of(corpus, statement), statement)
    return stored


def quotas(counts, n, per_rule):
    """How many of each rule: per_rule of those that have as many, the rest by largest remainder."""
    quota = {rule: per_rule if count >= per_rule else 0 for rule, count in counts.items()}
    left = n - sum(quota.values())
    total = sum(counts.values())
    if left <= 0:
        return quota
    shares = {rule: left * count / total for rule, count in counts.items()}
    for rule, share in shares.items():
        quota[rule] += int(share)
    by_remainder = sorted(shares, key=lambda rule: (int(shares[rule]) - shares[rule], rule))
    for rule in by_remainder[: n - sum(quota.values())]:
        quota[rule] += 1
    return {rule: min(count, counts[rule]) for rule, count in quota.items()}


def draw(stored, args):
    rules = args.rules.split(",") if args.rules else {key[3] for key in stored}
    judged = {judged_key(row) for row in read_judged(args.without)[0]} if args.without else set()
    by_rule = defaultdict(list)
    counts = Counter()
    for key in stored:
        if key[3] in rules:
            counts[key[3]] += 1
            if key not in judged:
                by_rule[key[3]].append(key)
    counts = dict(sorted(counts.items()))
    chosen = []
    for rule, quota in sorted(quotas(counts, args.n, args.per_rule).items()):
        lot = {key: hashlib.sha256(repr((args.seed, key)).encode()).digest() for key in by_rule[rule]}
        chosen += sorted(by_rule[rule], key=lot.get)[:quota]
    return counts, chosen


def as_shown(part):
    as_meant = "" if part["name"] == part["text"] else f" = {part['name']}"
    return f"{part['text']}{as_meant} [{part['type']}]{' ' + part['value'] if part['value'] else ''}"


def show(number, key, statement):
    parts = as_shown(statement["subject"]), statement["relation"]["text"], as_shown(statement["object"])
    print(f"{number}. {key[0]} {key[1]} {statement['rule']} {statement['confidence']}")
    print(f"   {' '.join(statement['sentence'].split())}")
    print(f"   ({'; '.join(parts)})")
    for part in statement["more"]:
        print(f"      {part['role']}: {part['text']} = {part['value']}")
    if statement["flags"]:
        print(f"      flags: {' '.join(statement['flags'])}")


def sample(args):
    stored = read_stored(args.statements)
    counts, chosen = draw(stored, args)
    for number, key in enumerate(chosen, 1):
        show(number, key, stored[key])
    if not args.tsv:
        return
    with open(args.tsv, "w", encoding="utf-8") as out:
        for rule, count in counts.items():
            out.write(f"# rule {rule} {count}\n")
        out.write("# " + "\t".join(COLUMNS) + "\n")
        for key in chosen:
            statement = stored[key]
            row = [*key[:3], statement["len"], *key[3:], statement["confidence"], "?", ""]
            out.write("\t".join(map(str, row)) + "\n")


def read_judged(path):
    rows, counts = [], {}
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.startswith("# rule "):
                rule, count = line.split()[2:]
                counts[rule] = int(count)
            elif line.strip() and not line.startswith("#"):
                row = dict(zip(COLUMNS, line.rstrip("\n").split("\t")))
                if len(row) < len(COLUMNS) or row["verdict"] not in VERDICTS:
                    sys.exit(f"{path}:{number}: a judgement has {len(COLUMNS)} columns, its verdict is r, h or w")
                rows.append(row)
    return rows, counts


def figures(rows):
    verdicts = Counter(row["verdict"] for row in rows)
    n = len(rows)
    return {
        "n": n,
        **{verdict: verdicts[verdict] for verdict in VERDICTS},
        "precision": round(verdicts["r"] / n, 4),
        "lenient": round((verdicts["r"] + verdicts["h"] / 2) / n, 4),
        "confidence": round(sum(float(row["confidence"]) for row in rows) / n, 4),
    }


def weighted(rules, name):
    """The mean over the rules by what they state in the corpus."""
    total = sum(rule["stated"] for rule in rules.values())
    return round(sum(rule[name] * rule["stated"] for rule in rules.values()) / max(total, 1), 4)


def judged_key(row):
    return row["corpus"], row["passage"], int(row["first"]), row["rule"], row["hash"]


def still_stated(rows, paths):
    stored = read_stored(paths)
    still = Counter(row["verdict"] for row in rows if judged_key(row) in stored)
    return {verdict: still[verdict] for verdict in VERDICTS}


def score(args):
    rows, counts = [], {}
    for path in args.judged or sorted(JUDGED.glob("*.tsv")):
        more_rows, more_counts = read_judged(path)
        rows += more_rows
        counts |= more_counts
    if not rows:
        sys.exit(f"judge.py: there is nothing judged in {JUDGED}")
    by_rule = defaultdict(list)
    for row in rows:
        by_rule[row["rule"]].append(row)
    rules = {rule: {"stated": counts.get(rule, 0), **figures(own)} for rule, own in sorted(by_rule.items())}
    result = {
        "unweighted": figures(rows),
        "weighted": {name: weighted(rules, name) for name in ("precision", "lenient", "confidence")},
        "reasons": dict(Counter(row["reason"] for row in rows if row["reason"]).most_common()),
        "rules": rules,
    }
    if args.statements:
        result["still_stated"] = still_stated(rows, args.statements)
    print(json.dumps(result, indent=1))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    sampling = commands.add_parser("sample")
    sampling.add_argument("statements", nargs="+")
    sampling.add_argument("--n", type=int, default=200)
    sampling.add_argument("--seed", type=int, default=1)
    sampling.add_argument("--per-rule", type=int, default=6)
    sampling.add_argument("--rules", default="")
    sampling.add_argument("--without")
    sampling.add_argument("--tsv")
    scoring = commands.add_parser("score")
    scoring.add_argument("statements", nargs="*")
    scoring.add_argument("--judged", action="append", type=Path)
    args = parser.parse_args()
    if args.command == "sample":
        sample(args)
    else:
        score(args)


if __name__ == "__main__":
    main()
