#!/usr/bin/env python3
"""Entity resolution of records against known matches, on the whole path. Standard library only.

er.py PROGRAM [--shared FOLDER] [--set NAME]...
PROGRAM is a build of cairn; each set goes through `PROGRAM match A.csv [B.csv] --json --all`. Prints one JSON object:
for each set precision, recall and F1 over pairs (of one dirty table: over all pairs within a cluster), how many pairs
were compared, the share of the known matches among them (blocking recall), and seconds. "labels": the same when half
of the known matches (every second, in the order of a hash) are given with --labels, over the rows of the other half.

A set is a folder of ../shared/fusion/er with one CSV file or two, and a file whose name ends with "gt.csv". Tables are
told from each other by the number of their rows' ids that the known matches name.
"""
import argparse
import csv
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import time
from itertools import combinations
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def sniff(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        header = file.readline()
    return max(",;\t|%", key=header.count)


def read_rows(path):
    with open(path, encoding="utf-8", errors="replace", newline="") as file:
        return [row for row in csv.reader(file, delimiter=sniff(path)) if row]


def find_tables(folder):
    """The paths of the tables, in the order of the columns of the known matches; those matches."""
    truth = next(p for p in sorted(folder.glob("*.csv")) if re.search(r"gt\.csv$", p.name))
    pairs = [tuple(row[:2]) for row in read_rows(truth)]
    paths = [p for p in sorted(folder.glob("*.csv")) if p != truth]
    ids = [{row[0] for row in read_rows(p)[1:]} for p in paths]
    if any(pairs[0][c] not in ids[min(c, len(ids) - 1)] for c in (0, 1)):
        pairs = pairs[1:]  # a header
    if len(paths) == 1:
        return paths, {tuple(sorted(p)) for p in pairs}

    def fit(order):
        return sum(a in ids[order[0]] and b in ids[order[1]] for a, b in pairs), -len(ids[order[0]])

    # Ids are numbers from 0 in both tables: where both orders fit, rows that match share more words.
    def alike(order):
        rows = [{r[0]: set(re.findall(r"\w+", " ".join(r[1:]).lower())) for r in read_rows(paths[o])[1:]}
                for o in order]
        return sum(len(rows[0][a] & rows[1][b]) for a, b in pairs if a in rows[0] and b in rows[1])

    order = max([(0, 1), (1, 0)], key=lambda o: (alike(o), fit(o)))
    return [paths[o] for o in order], set(pairs)


def run(program, paths, labels=None):
    command = [program, "match", *map(str, paths), "--json", "--all"]
    if labels:
        command += ["--labels", labels]
    began = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    seconds = time.perf_counter() - began
    return json.loads(done.stdout), seconds


def found_pairs(result, is_one):
    if not is_one:
        return {(p["left"], p["right"]) for p in result["pairs"] if p["match"]}
    return {tuple(sorted(pair)) for c in result["clusters"] for pair in combinations(c["left"], 2)}


def score(found, truth):
    right = len(found & truth)
    precision, recall = right / max(1, len(found)), right / max(1, len(truth))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"precision": round(100 * precision, 2), "recall": round(100 * recall, 2), "f1": round(100 * f1, 2)}


def measure(program, folder, with_labels):
    paths, truth = find_tables(folder)
    is_one = len(paths) == 1
    result, seconds = run(program, paths)
    found = found_pairs(result, is_one)
    compared = {(p["left"], p["right"]) for p in result["pairs"]}
    if is_one:
        compared = {tuple(sorted(p)) for p in compared}
    figures = score(found, truth)
    figures.update(known=len(truth), compared=result["summary"]["compared"],
                   blocking_recall=round(100 * len(compared & truth) / len(truth), 2), seconds=round(seconds, 2))
    if with_labels:
        figures["labels"] = measure_labels(program, paths, truth, is_one)
    return figures


def measure_labels(program, paths, truth, is_one):
    """Half of the matches are given. For one table: those among half of the rows, tested on the other rows."""
    def half(text):
        return hashlib.sha256(text.encode()).digest()[0] & 1
    if is_one:
        given = {p for p in truth if half(p[0]) == 0 and half(p[1]) == 0}
        held = {p for p in truth if half(p[0]) == 1 and half(p[1]) == 1}
    else:
        given = {p for p in truth if half("|".join(p)) == 0}
        held = truth - given
    with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
        csv.writer(file, lineterminator="\n").writerows([("left", "right"), *sorted(given)])
        file.flush()
        result, _ = run(program, paths, file.name)
    found = found_pairs(result, is_one)
    if is_one:
        found = {p for p in found if half(p[0]) == 1 and half(p[1]) == 1}
    else:
        found -= given
    return score(found, held)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--shared", default=SHARED, type=Path)
    parser.add_argument("--set", action="append", dest="sets")
    parser.add_argument("--no-labels", action="store_true", help="without the figures of labels")
    args = parser.parse_args()
    folder = args.shared / "fusion" / "er"
    if not folder.exists():
        sys.exit(f"er.py: there is no {folder}")
    names = args.sets or sorted(p.name for p in folder.iterdir() if p.is_dir())
    print(json.dumps({name: measure(args.program, folder / name, not args.no_labels) for name in names}))


if __name__ == "__main__":
    main()
