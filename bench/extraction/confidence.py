#!/usr/bin/env python3
"""Trains the confidence of clauses on the dev half of CaRB: a logistic regression. Standard library only.

confidence.py FEATURES [--shared FOLDER] [--weights FILE]
FEATURES is what `cairn-train clause-features TAGGER PARSER < dev_sentences.txt` prints: one clause a line,
`sentence TAB confidence TAB subject TAB relation TAB object [TAB more] TAB TAB is-derived feature-numbers`.
Prints one JSON object: the scorer's F1 and area under the curve with confidences of ten folds (each sentence is
scored by weights learned from the others), and how well they are calibrated. --weights writes the weights learned
from all as C: ingest/clause_weights.c.

A primary clause's label is its precision where the scorer's own one-to-one matching puts it: the share of its words
that are in its gold tuple, 0 when it has none. A derived one says a part again, so it may share a tuple: its label is
the best precision it has with any. The confidence is thus the expected share of right words.
"""
import argparse
import importlib.util
import json
import math
import sys
import tempfile
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
FOLDS, RIDGE, ROUNDS, UNIT = 10, 20.0, 12, 1000


def load_scorer(shared):
    spec = importlib.util.spec_from_file_location("carb_score", shared / "nlp" / "carb_score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_features(path):
    rows = []
    for line in open(path, encoding="utf-8"):
        text, _, numbers = line.rstrip("\n").rpartition("\t\t")
        cells = text.split("\t")
        derived, *features = (int(n) for n in numbers.split())
        rows.append((cells, features, derived))
    return rows


def tuple_of(cells, scorer):
    return scorer.words(cells[3]), [scorer.words(a) for a in [cells[2], *cells[4:]] if a.strip()]


def labels_of(rows, gold, scorer):
    """Per row the precision of its own match in the scorer's one-to-one matching."""
    by_sentence = {}
    labels = [0.0] * len(rows)
    for i, (cells, _, derived) in enumerate(rows):
        key = "".join(cells[0].split())
        if derived:
            labels[i] = max((scorer.match(r, tuple_of(cells, scorer))[0] for r in gold.get(key, [])), default=0.0)
        else:
            by_sentence.setdefault(key, []).append(i)
    for key, members in by_sentence.items():
        refs = gold.get(key, [])
        tuples = [tuple_of(rows[i][0], scorer) for i in members]
        cells = sorted(((scorer.match(r, t)[0], -a, -b) for a, r in enumerate(refs) for b, t in enumerate(tuples)),
                       reverse=True)
        used_refs, used = set(), set()
        for p, a, b in cells:
            if a not in used_refs and b not in used:
                used_refs.add(a)
                used.add(b)
                labels[members[-b]] = p
    return labels


def solve(matrix, vector):
    n = len(vector)
    rows = [matrix[i][:] + [vector[i]] for i in range(n)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(i + 1, n):
            factor = rows[r][i] / rows[i][i]
            if factor:
                for c in range(i, n + 1):
                    rows[r][c] -= factor * rows[i][c]
    out = [0.0] * n
    for i in range(n - 1, -1, -1):
        out[i] = (rows[i][n] - sum(rows[i][c] * out[c] for c in range(i + 1, n))) / rows[i][i]
    return out


def train(examples, n):
    """Newton's method with a ridge; examples: (places of the features that are 1, label)."""
    weights = [0.0] * n
    for _ in range(ROUNDS):
        gradient = [-RIDGE * w for w in weights]
        hessian = [[RIDGE if i == j else 0.0 for j in range(n)] for i in range(n)]
        for active, label in examples:
            p = 1 / (1 + math.exp(-sum(weights[k] for k in active)))
            v = max(p * (1 - p), 1e-6)
            for i in active:
                gradient[i] += label - p
                row = hessian[i]
                for j in active:
                    row[j] += v
        step = solve(hessian, gradient)
        weights = [w + s for w, s in zip(weights, step)]
        if max(abs(s) for s in step) < 1e-5:
            break
    return weights


def reliability(confidences, labels):
    table = []
    for b in range(10):
        inside = [i for i, c in enumerate(confidences) if b / 10 <= c < (b + 1) / 10 or (b == 9 and c == 1)]
        if inside:
            table.append({"from": b / 10, "n": len(inside),
                          "confidence": round(sum(confidences[i] for i in inside) / len(inside), 3),
                          "right": round(sum(labels[i] for i in inside) / len(inside), 3),
                          "half_right": round(sum(labels[i] >= 0.5 for i in inside) / len(inside), 3)})
    return table


def write_weights(path, weights):
    lines, line = [], "   "
    for w in weights:
        cell = f" {round(UNIT * w)},"
        if len(line) + len(cell) > 100:
            lines.append(line)
            line = "   "
        line += cell
    lines.append(line.rstrip(","))
    with open(path, "w", encoding="utf-8") as out:
        out.write("/* Weights of the confidence of clauses, in the order of cn_clause_features().\n"
                  " * Learned by bench/extraction/confidence.py from the dev half of CaRB: a logistic regression on\n"
                  " * the share of a clause's words that its gold tuple has. */\n"
                  '#include "ingest/clause_confidence.h"\n\n'
                  "/* clang-format off */\nconst int16_t cn_clause_weights[CN_CLAUSE_FEATURES] = {\n" + "\n".join(lines) +
                  "\n};\n/* clang-format on */\n")


def score(scorer, shared, rows, confidences):
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as out:
        for (cells, _, derived), c in zip(rows, confidences):
            if not derived:
                out.write("\t".join([cells[0], f"{c:.2f}", *cells[2:]]) + "\n")
        out.flush()
        text = StringIO()
        with redirect_stdout(text):
            scorer.main(shared / "nlp" / "carb" / "dev_gold.tsv", out.name)
    return json.loads(text.getvalue())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("features")
    parser.add_argument("--shared", default=SHARED, type=Path)
    parser.add_argument("--weights")
    args = parser.parse_args()
    scorer = load_scorer(args.shared)
    rows = read_features(args.features)
    labels = labels_of(rows, scorer.read_gold(args.shared / "nlp" / "carb" / "dev_gold.tsv"), scorer)
    n = len(rows[0][1])
    examples = [([k for k, v in enumerate(f) if v], y) for (_, f, _), y in zip(rows, labels)]
    if args.weights:
        write_weights(args.weights, train(examples, n))
    fold_of, sentences = [], {}
    for cells, _, _ in rows:
        fold_of.append(sentences.setdefault(cells[0], len(sentences)) % FOLDS)
    confidences = [0.0] * len(rows)
    for fold in range(FOLDS):
        weights = train([e for e, f in zip(examples, fold_of) if f != fold], n)
        for i, (active, _) in enumerate(examples):
            if fold_of[i] == fold:
                confidences[i] = 1 / (1 + math.exp(-sum(weights[k] for k in active)))
    result = score(scorer, args.shared, rows, confidences)
    primary = [i for i, row in enumerate(rows) if not row[2]]
    derived = [i for i, row in enumerate(rows) if row[2]]
    for name, members in (("reliability", primary), ("reliability_derived", derived)):
        result[name] = reliability([confidences[i] for i in members], [labels[i] for i in members])
    print(json.dumps(result))


if __name__ == "__main__":
    main()
