#!/usr/bin/env python3
"""What each part of retrieval and reading adds: the sets asked with one part switched off at a time.

  bench/retrieval/ablation.py [--cairn build/cairn] [--stores FOLDER] [--each] [--table] [SET...]

A part is switched off by its settings (`cairn eval --set`), never by another build; parts whose
settings this build does not have are left out and named. Each SET (default: all) has a store of its
own, and all passages together are one more, "all", asked the questions of every set (--stores: they
are kept there, as SET.db and all.db, and used again). Prints one JSON object: for each part and set
recall@2, recall@5, all_recall@5, em, f1, answered, aurc_f1, and `mean`, that of recall@2, recall@5,
all_recall@5 and f1 over the sets, which is what `cairn tune` searches. --each also moves every
setting by itself to the end of its range that is nearest to 0. --table prints a table for people
instead.
"""
import argparse
import json
import os
import sys
import tempfile

import figures as f

FIGURES = ("recall@2", "recall@5", "all_recall@5", "em", "f1", "answered", "aurc_f1")
TUNED = ("recall@2", "recall@5", "all_recall@5", "f1")
# Part -> what switches it off: settings as --set takes them. A part whose settings are all unknown
# is left out, so that the list may be ahead of a build or behind it.
PARTS = [
    ("text alone", ["--mode", "text"]),
    ("names of the question", ["walk.name_bonus=0", "walk.mention_bonus=0", "rank.about_asked=0",
                               "rank.mentions_asked=0"]),
    ("the walk", ["walk.shared=0", "walk.step_always=0", "walk.step_covers=0"]),
    ("edges through shared names", ["walk.shared=0"]),
    ("open words in the walk", ["walk.step_covers=0"]),
    ("the second stage", ["rank.*=0", "next.*=0", "rank.walked_rank=1", "next.own=1"]),
    ("picking by what is open", ["next.*=0", "next.own=1"]),
    ("trees", ["use.trees=0"]),
    ("decomposition", ["use.steps=0"]),
    ("rounds", ["use.rounds=0"]),
    ("facts", ["use.facts=0"]),
    ("relations of words", ["use.relations=0"]),
    ("related words", ["use.meaning=0"]),
    ("the learned reader", ["use.model=0"]),
]


def known_of(part, known):
    """Options that switch the part off, without settings that this build does not have."""
    if part and part[0].startswith("--"):
        return part
    options = []
    for given in part:
        name = given.split("=")[0]
        if name in known or (name.endswith("*") and any(k.startswith(name[:-1]) for k in known)):
            options += ["--set", given]
    return options


def stores_of(args, folder, sets, shared):
    """(name of the row, store, questions)"""
    rows = [(name, os.path.join(folder, name + ".db"), os.path.join(shared, name, "dev.jsonl"),
             [os.path.join(shared, name, "corpus.jsonl")]) for name in sets]
    every = [os.path.join(shared, name, "corpus.jsonl") for name in sorted(os.listdir(shared))
             if os.path.exists(os.path.join(shared, name, "corpus.jsonl"))]
    rows += [("all/" + name, os.path.join(folder, "all.db"),
              os.path.join(shared, name, "dev.jsonl"), every) for name in sets]
    for _, kb, _, corpora in rows:
        if not os.path.exists(kb):
            f.index(args.cairn, kb, corpora)
    return [(name, kb, queries) for name, kb, queries, _ in rows]


def measure(args, stores, options):
    rows = {}
    for name, kb, queries in stores:
        given = f.evaluate(args.cairn, kb, queries, options)[0]
        rows[name] = {key: given[key] for key in FIGURES}
    rows["mean"] = round(f.mean(row[key] for row in rows.values() for key in TUNED), 2)
    return rows


def print_table(result, stores):
    names = [name for name, _, _ in stores]
    print("%-32s %7s  %s" % ("without", "mean", "  ".join("%-24s" % name for name in names)))
    for part, rows in result["parts"].items():
        cells = ["%5.1f %5.1f %5.1f %5.1f " % tuple(rows[name][key] for key in TUNED)
                 for name in names]
        print("%-32s %7.2f  %s" % (part, rows["mean"], "  ".join("%-24s" % c for c in cells)))
    print("each cell: " + " ".join(TUNED))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cairn", default=f.PROGRAM)
    parser.add_argument("--stores")
    parser.add_argument("--each", action="store_true")
    parser.add_argument("--table", action="store_true")
    parser.add_argument("sets", nargs="*")
    args = parser.parse_args()
    shared = f.need(os.path.join(f.SHARED, "eval"))
    sets = args.sets or sorted(name for name in os.listdir(shared)
                               if os.path.exists(os.path.join(shared, name, "dev.jsonl")))
    folder = args.stores or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    stores = stores_of(args, folder, sets, shared)
    known = f.settings(args.cairn, stores[0][1])
    result = {"parts": {"nothing": measure(args, stores, [])}, "unknown": []}
    for name, part in PARTS:
        options = known_of(part, known)
        if not options:
            result["unknown"].append(name)
            continue
        print(name, file=sys.stderr)
        result["parts"][name] = measure(args, stores, options)
    for name, setting in known.items() if args.each else ():
        off = min(max(0.0, setting["least"]), setting["most"])
        if off != setting["value"]:
            print(name, file=sys.stderr)
            result["parts"][name] = measure(args, stores, ["--set", "%s=%g" % (name, off)])
    if args.table:
        print_table(result, stores)
    else:
        print(json.dumps(result))


if __name__ == "__main__":
    main()
