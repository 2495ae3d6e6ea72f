#!/usr/bin/env python3
"""Truth discovery: how often the decided value is true, and whether beliefs are honest.

usage: truth.py PROGRAM [DATA]

DATA (default ../shared/fusion/truth beside the checkout) holds book/book.txt with
book/book_golden.txt, and population/claims.csv with population/truths.csv. Prints one JSON object.

Book: of the golden books that have claims, the share whose decided list of authors equals the
golden one. Lists are sets of names without letter case, accents, punctuation. `initial` compares
last names and the first letter of the first given name; `last` last names only; `full` last names
and the whole first given name. A name is read as "last, given" when it has a comma, else its last
word is the last name.

Population: of the items in truths.csv that have claims, the share whose decided value is the true
one.

Calibration: expected calibration error. Over all values of the items with a known truth, beliefs
fall into ten bins of equal width; the mean of |mean belief - share of true values| of the bins,
weighted with how many values they hold. `shipped` is what the program prints. The others refit the
map from score to belief and test it on what it was not fitted to: fitted to one half of the items
of both sets and tested on the other half (`half`, mean over 20 splits), and fitted to the other
set alone (`other_set`); `raw` is the score itself. `bands` is the map fitted to all.
"""
import csv
import json
import os
import random
import re
import subprocess
import sys
import unicodedata

RESOLVERS = ["default", "majority", "truthfinder", "accu", "accucopy", "evidence", "latest"]
BINS = 10


def fold(text):
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[^a-z ]", "", text.lower().replace("-", " ").replace(".", " ")).split()


def read_name(text):
    """-> (last name, given names) as words."""
    if "," in text:
        last, given = text.split(",", 1)
        return " ".join(fold(last)), fold(given)
    words = fold(text)
    return (words[-1], words[:-1]) if words else ("", [])


def read_list(text):
    names = [read_name(part) for part in text.split(";")]
    return [name for name in names if name[0]]


def key(text, how):
    names = read_list(text)
    if how == "last":
        return frozenset(last for last, _ in names)
    if how == "initial":
        return frozenset((last, given[0][:1] if given else "") for last, given in names)
    return frozenset((last, given[0] if given else "") for last, given in names)


def resolve(program, path, resolver):
    out = subprocess.run([program, "resolve", path, "--json", "--resolver", resolver],
                         check=True, capture_output=True)
    return {item["item"]: item for item in json.loads(out.stdout.decode())["items"]}


def read_golden(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if line.strip()]
    return {row[0].strip(): row[1] for row in rows if len(row) > 1}


def read_truths(path):
    with open(path, encoding="utf-8", newline="") as file:
        return {row["object"]: row["value"] for row in csv.DictReader(file)}


def accuracy(items, truths, same):
    known = [name for name in truths if name in items and items[name]["values"]]
    right = sum(same(items[name]["value"], truths[name]) for name in known)
    return {"right": right, "items": len(known), "share": round(right / max(len(known), 1), 4)}


def pairs_of(items, truths, same, field):
    """-> [(item, belief or score, is true)] over all values."""
    return [(name, value[field], same(value["value"], truths[name]))
            for name in sorted(truths) if name in items for value in items[name]["values"]]


def calibration_error(pairs):
    bins = [[0, 0.0, 0] for _ in range(BINS)]
    for _, belief, is_true in pairs:
        cell = bins[min(int(belief * BINS), BINS - 1)]
        cell[0] += 1
        cell[1] += belief
        cell[2] += is_true
    return sum(abs(cell[1] - cell[2]) for cell in bins) / max(len(pairs), 1)


KNOTS = [0, 0.02, 0.1, 0.35, 0.65, 0.9, 0.98, 1]  # bands of scores, as in fusion/calibration.c
SLOPE = 0.1
PRIOR = 4.0  # values of the middle of its band that each band begins with
SPLITS = 20


def fit(pairs, weights=None):
    """Bands of scores and the share of true values in each, made to rise (pool adjacent
    violators)."""
    bands = []
    for low, high in zip(KNOTS, KNOTS[1:]):
        inside = [(y, (weights or {}).get(name, 1.0)) for name, score, y in pairs
                  if low <= score < high or score == high == 1]
        n = sum(w for _, w in inside) + PRIOR
        share = (sum(y * w for y, w in inside) + PRIOR * (low + high) / 2) / n
        bands.append([low, high, share, n])
        while len(bands) > 1 and bands[-2][2] > bands[-1][2]:
            after, before = bands.pop(), bands.pop()
            n = before[3] + after[3]
            share = (before[2] * before[3] + after[2] * after[3]) / n
            bands.append([before[0], after[1], share, n])
    return [(low, high, share) for low, high, share, _ in bands]


def apply(bands, score):
    for low, high, share in bands:
        if score < high or high == 1:
            return min(max(share + (score - (low + high) / 2) * SLOPE, 0), 1)


def mapped(bands, pairs):
    return [(name, apply(bands, score), y) for name, score, y in pairs]


def fit_both(sets, names=None):
    """From some items of all sets, each set counting alike."""
    weights = {name: 1000 / len(pairs) for pairs in sets.values() for name, _, _ in pairs}
    return fit([pair for pairs in sets.values() for pair in pairs
                if names is None or pair[0] in names], weights)


def cross_halves(sets):
    """Fitted to one half of the items of both sets, tested on the other half of each: the map of
    each half is tested on all it has not seen, and a set's error is taken over all its values."""
    errors = {name: 0.0 for name in sets}
    names = sorted({name for pairs in sets.values() for name, _, _ in pairs})
    for seed in range(SPLITS):
        chance = random.Random(seed)
        first = set(chance.sample(names, len(names) // 2))
        bands = {True: fit_both(sets, first), False: fit_both(sets, set(names) - first)}
        for name, pairs in sets.items():
            tested = [(item, apply(bands[item not in first], score), y)
                      for item, score, y in pairs]
            errors[name] += calibration_error(tested) / SPLITS
    return errors


def main():
    program = sys.argv[1]
    here = os.path.dirname(os.path.abspath(__file__))
    data = sys.argv[2] if len(sys.argv) > 2 else os.path.join(
        here, "..", "..", "..", "shared", "fusion", "truth")
    book, population = os.path.join(data, "book"), os.path.join(data, "population")
    golden = read_golden(os.path.join(book, "book_golden.txt"))
    truths = read_truths(os.path.join(population, "truths.csv"))
    same = {how: (lambda a, b, how=how: key(a, how) == key(b, how))
            for how in ("initial", "last", "full")}
    equal = lambda a, b: a.replace(",", "").strip() == b.replace(",", "").strip()
    report = {"book": {}, "population": {}, "calibration": {}}
    for resolver in RESOLVERS:
        items = resolve(program, os.path.join(book, "book.txt"), resolver)
        edits = resolve(program, os.path.join(population, "claims.csv"), resolver)
        report["book"][resolver] = {how: accuracy(items, golden, same[how]) for how in same}
        report["population"][resolver] = accuracy(edits, truths, equal)
        sets = {"book": (items, golden, same["initial"]), "population": (edits, truths, equal)}
        errors = {name: {"shipped": calibration_error(pairs_of(*of, "belief"))}
                  for name, of in sets.items()}
        if resolver == "default":
            scores = {name: pairs_of(*of, "score") for name, of in sets.items()}
            halves = cross_halves(scores)
            for name, other in (("book", "population"), ("population", "book")):
                errors[name]["raw"] = calibration_error(scores[name])
                errors[name]["half"] = halves[name]
                errors[name]["other_set"] = calibration_error(
                    mapped(fit(scores[other]), scores[name]))
                errors[name]["values"] = len(scores[name])
            report["bands"] = [[low, high, round(share, 3)]
                               for low, high, share in fit_both(scores)]
        report["calibration"][resolver] = {
            name: {k: round(v, 4) for k, v in e.items()} for name, e in errors.items()}
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
