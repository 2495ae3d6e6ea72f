#!/usr/bin/env python3
"""Which relations hold between the same pairs of names: candidates for data/models/en/relations.tsv.

  cairn extract --json CORPUS.jsonl... | bench/fusion/synonyms.py [--least N] [--share S]

The idea is that of RESOLVER (Yates and Etzioni 2009) and of canonicalising open knowledge bases
(Galarraga et al. 2014): relations with the same arguments mean the same. A pair of names counts once
for a relation. Two relations that one sentence says of the same pair are rather two facts ("written
and directed by"), so only pairs that different sentences give count for them, and the others
against them. The score is the lower end of Wilson's interval (95%) of the share of the rarer
relation's pairs, known to the other at all, that the two have in common.

Prints a line per candidate: score, pairs shared, in one sentence, pairs of each, the two relations
("<": with subject and object in each other's place). What goes into the table is for a reader to
say: "born in" and "raised in" share many pairs too.
"""
import argparse
import collections
import itertools
import json
import math
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "extraction"))
from evidences import fold

LITERALS = ("date", "time", "quantity", "money", "text", "class")


def wilson(k, n):
    if n == 0:
        return 0.0
    z, p = 1.96, k / n
    return (p + z * z / (2 * n) - z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))) / (1 + z * z / n)


def read(lines):
    """pair of names -> relation -> sentences that say so."""
    pairs = collections.defaultdict(lambda: collections.defaultdict(set))
    for line in lines:
        statement = json.loads(line)
        if "subject" not in statement or "aside" in statement["flags"]:
            continue
        subject, object_, relation = statement["subject"], statement["object"], statement["relation"]
        if object_["type"] in LITERALS or subject["type"] in LITERALS:
            continue
        a, b = fold(subject["name"]), fold(object_["name"])
        if not a or not b or a == b:
            continue
        if relation.get("swapped"):
            a, b = b, a
        name = relation["canonical"]
        place = (statement["uri"], statement["first"])
        # Once from the lesser name, with "<" where that is the object.
        if a > b:
            a, b, name = b, a, "<" + name
        pairs[a, b][name].add(place)
    return pairs


def turned(name):
    return name[1:] if name[0] == "<" else "<" + name


def main():
    args = argparse.ArgumentParser(description=__doc__,
                                   formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--least", type=int, default=3, help="pairs shared")
    args.add_argument("--share", type=float, default=0.05, help="score")
    args = args.parse_args()
    with open(0, encoding="utf-8", errors="replace") as lines:
        pairs = read(lines)

    total, shared, together = (collections.Counter() for _ in range(3))
    for said in pairs.values():
        names = sorted(said)
        if len(names) > 40:
            continue
        for name in names:
            total[name.lstrip("<")] += len(names) > 1
        for x, y in itertools.combinations(names, 2):
            if x.lstrip("<") == y.lstrip("<"):
                continue
            if x.lstrip("<") > y.lstrip("<"):
                x, y = y, x
            if x[0] == "<":
                x, y = x[1:], turned(y)
            apart = any(p != q for p in said[x if x in said else turned(x)]
                        for q in said[y if y in said else turned(y)])
            (shared if apart else together)[x, y] += 1
    rows = []
    for (x, y), n in shared.items():
        least = min(total[x], total[y.lstrip("<")])
        score = wilson(max(0, n - together[x, y]), least)
        if n >= args.least and score >= args.share:
            rows.append((score, n, together[x, y], total[x], total[y.lstrip("<")], x, y))
    for row in sorted(rows, key=lambda row: (-row[0], row[5:])):
        print("%.2f\t%d\t%d\t%d\t%d\t%s\t%s" % row)


if __name__ == "__main__":
    main()
