#!/usr/bin/env python3
"""Learns the weights of fusion/similarity.c from stores, without labels.

  bench/fusion/similarity.py BUILD STORE...

BUILD is a build folder of the project (with libcairn.a and build.ninja), a STORE what `cairn index`
made of a corpus. Candidates are the pairs of keys of a store with a block in common and those that a
text says are one name; their levels come from the program's own code (similarity_levels.c, compiled
here against BUILD). Unlike names that nobody says are one are left out.

Method: a mixture of two classes, same and different, in which features are independent (Fellegi and
Sunter 1969), fitted by expectation maximisation (Winkler 1988), with
  anchors  pairs that several statements say are one count as same, pairs with a document about each
           as different (a veto); the others weigh LIGHT as much, as in EM with labelled data (Nigam,
           McCallum, Thrun and Mitchell 2000)
  a prior  of STRENGTH pairs distributed as the shipped table says: what decides rarely, as facts in
           common do, stays near it
  order    levels that are ordered by their meaning (more words in common, more statements) may not
           change places (isotonic regression)
Prints one JSON object: for each feature the learned and the shipped weights in thousandths of a unit
of log odds; of the anchors, the share that the shipped table scores as a merge, or vetoes.
"""
import argparse
import collections
import json
import math
import os
import re
import shlex
import sqlite3
import subprocess
import tempfile

LIGHT, STRENGTH, ROUNDS, BLOCK_MAX = 0.2, 400.0, 60, 64
FEATURES = ["names", "length", "types", "titles", "stated", "together", "shared", "disagree", "use"]
NAMES = "unlike base core squashed territory acronym initials middle first last subset spelt".split()
SIZES = [len(NAMES), 4, 3, 3, 3, 2, 5, 3, 4]
LEARNED = [0, 1, 2, 4, 6, 8]                 # titles are anchors; together and disagree too rare
ORDERS = {1: [0, 1, 2, 3], 2: [2, 0, 1], 4: [0, 1, 2], 6: [1, 2, 3, 4], 8: [3, 2, 1, 0]}
MERGE_SCORE, VETO_NONE, VETO_NAMES, VETO_TITLES = 2200, 0, 1, 5


def shipped_table(source):
    """The weights as they stand in similarity.c: numbers in the order of the levels."""
    with open(source, encoding="utf-8") as file:
        text = file.read()
    prior = int(re.search(r"PRIOR = (-?\d+);", text)[1])
    table = re.search(r"weights\[CN_FEATURES\]\[LEVELS_MAX\] = \{(.*?)\n\};", text, re.S)[1]
    rows = re.split(r"\[CN_FEATURE_\w+\] =", table)[1:]
    return prior, [[int(n) for n in re.findall(r"(?<![\w])-?\d+", row)] for row in rows]


def compile_driver(build, folder):
    here = os.path.dirname(os.path.abspath(__file__))
    root = os.path.dirname(os.path.dirname(here))
    with open(os.path.join(build, "build.ninja"), encoding="utf-8") as file:
        libraries = re.search(r"LINK_LIBRARIES = (libcairn\.a .*)", file.read())[1]
    program = os.path.join(folder, "levels")
    subprocess.run(["cc", "-std=c11", "-O2", "-I", root, "-I", os.path.join(root, "include"),
                    os.path.join(here, "similarity_levels.c"), "-o", program] +
                   shlex.split(libraries) + ["-lstdc++"], cwd=build, check=True)
    return program


def counts_of(blob):
    numbers, value, shift = [], 0, 0
    for byte in blob:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            numbers.append(value)
            value = shift = 0
    return numbers


def read_keys(db):
    """key -> (display name, counts): mentions, titles, about, types."""
    keys = {}
    rows = db.execute("SELECT u.key, n.surface, u.counts FROM name_use u JOIN name n ON n.id = u.name")
    for key, surface, blob in rows:
        counts = counts_of(blob)[2:]
        name = re.sub(r"[\t\n\r\0]", " ", surface)
        rank = (counts[1], counts[0], [-ord(c) for c in name])
        if key not in keys:
            keys[key] = [rank, name, counts]
            continue
        if rank > keys[key][0]:
            keys[key][:2] = rank, name
        keys[key][2] = [a + b for a, b in zip(keys[key][2], counts)]
    return {key: (name, ",".join(map(str, counts))) for key, (_, name, counts) in keys.items()}


def read_pairs(db, keys):
    stated = {(a, b): uses for a, b, uses in
              db.execute("SELECT key, other, uses FROM stated_alias WHERE key < other")}
    pairs = set(stated)
    members = collections.defaultdict(list)
    for block, key in db.execute("SELECT block, key FROM block"):
        members[block].append(key)
    for block, found in members.items():
        if len(found) > BLOCK_MAX:
            continue
        if block in keys and block not in found:
            found = found + [block]
        found.sort()
        pairs.update((a, b) for i, a in enumerate(found) for b in found[i + 1:])
    return [(a, b, stated.get((a, b), 0)) for a, b in sorted(pairs) if a in keys and b in keys]


def count_levels(program, stores):
    """(veto, levels) -> [pairs, of them scored as a merge]."""
    counted = collections.defaultdict(lambda: [0, 0])
    for store in stores:
        db = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
        db.text_factory = lambda text: text.decode("utf-8", "replace")
        keys = read_keys(db)
        lines = ["\t".join((str(stated), *keys[a], *keys[b])) for a, b, stated in
                 read_pairs(db, keys)]
        answers = subprocess.run([program], input="\n".join(lines) + "\n", capture_output=True,
                                 text=True, check=True).stdout.splitlines()
        for answer in answers:
            veto, score, *levels = map(int, answer.split())
            if veto != VETO_NAMES:
                item = counted[veto, tuple(levels)]
                item[0] += 1
                item[1] += veto == VETO_NONE and score >= MERGE_SCORE
    return counted


def put_in_order(feature, weights, masses):
    """Pools neighbours that stand the wrong way round."""
    blocks = []
    for level in ORDERS.get(feature, []):
        blocks.append([weights[level] * masses[level], masses[level], [level]])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            last = blocks.pop()
            blocks[-1] = [x + y for x, y in zip(blocks[-1], last)]
    for total, mass, levels in blocks:
        for level in levels:
            weights[level] = total / mass
    return weights


def learn(counted, prior, table):
    open_pairs = {levels: n for (veto, levels), (n, _) in counted.items() if veto == VETO_NONE}
    apart = {levels: n for (veto, levels), (n, _) in counted.items() if veto == VETO_TITLES}
    weights = [[w / 1000 for w in row] for row in table]
    base = prior / 1000
    pseudo = {}
    for f in LEARNED:
        share = [1.0] * SIZES[f]
        for levels, n in open_pairs.items():
            share[levels[f]] += n
        share = [x / sum(share) for x in share]
        same = [x * math.exp(w) for x, w in zip(share, weights[f])]
        pseudo[f] = ([STRENGTH * x / sum(same) for x in same], [STRENGTH * x for x in share])
    for _ in range(ROUNDS):
        same = {f: list(pseudo[f][0]) for f in LEARNED}
        other = {f: list(pseudo[f][1]) for f in LEARNED}
        n_same = n_other = 0.0
        for levels, n in open_pairs.items():
            is_anchor = levels[4] == 2
            odds = base + sum(weights[f][levels[f]] for f in LEARNED)
            p = 1.0 if is_anchor else 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
            n_same, n_other = n_same + p * n, n_other + (1 - p) * n
            for f in LEARNED:
                # Anchors were chosen by what is stated, which only some kinds of names are.
                light = LIGHT if f == 4 or not is_anchor else 0.0 if f == 0 else 1.0
                same[f][levels[f]] += light * p * n
                other[f][levels[f]] += light * (1 - p) * n
        for levels, n in apart.items():
            n_other += n
            for f in (1, 2, 6, 8):
                other[f][levels[f]] += n
        base = math.log(n_same / n_other)
        for f in LEARNED:
            made = [math.log(s / sum(same[f])) - math.log(o / sum(other[f]))
                    for s, o in zip(same[f], other[f])]
            weights[f] = put_in_order(f, made, [s + o for s, o in zip(same[f], other[f])])
    return base, weights


def main():
    args = argparse.ArgumentParser(description=__doc__,
                                   formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("build")
    args.add_argument("stores", nargs="+")
    args = args.parse_args()
    here = os.path.dirname(os.path.abspath(__file__))
    prior, table = shipped_table(os.path.join(here, "..", "..", "fusion", "similarity.c"))
    with tempfile.TemporaryDirectory() as folder:
        program = compile_driver(os.path.abspath(args.build), folder)
        counted = count_levels(program, args.stores)
    base, weights = learn(counted, prior, table)
    stated = [(n, merged) for (veto, levels), (n, merged) in counted.items()
              if veto == VETO_NONE and levels[4] == 2]
    apart = sum(n for (veto, _), (n, _) in counted.items() if veto == VETO_TITLES)

    def rounded(row):
        return [round(1000 * w) for w in row]
    print(json.dumps({
        "pairs": sum(n for (veto, _), (n, _) in counted.items() if veto == VETO_NONE),
        "prior": {"learned": round(1000 * base), "shipped": prior},
        "features": {FEATURES[f]: {"learned": rounded(weights[f]), "shipped": table[f]}
                     for f in LEARNED},
        "stated_by_several": {"pairs": sum(n for n, _ in stated),
                              "merged": sum(m for _, m in stated)},
        "titles_of_two_documents": {"pairs": apart, "vetoed": apart}}, indent=1))


if __name__ == "__main__":
    main()
