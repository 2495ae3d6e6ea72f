#!/usr/bin/env python3
"""Questions about a time, answered with and without a date.

  bench/retrieval/timeqa.py [--cairn build/cairn] [--data ../shared/answer/timeqa/train.json]
                            [--kb FILE] [--limit N] [--set NAME=VALUE]... [--run FILE]

All articles are one store (--kb: kept and used again). What is asked, and what the four ways of
asking are, is said in bench/fusion/timeqa.py; here all go through one `cairn eval`, so that also
confidence counts. Prints one JSON object, percentages: for each way `exact` (equal to one of the
given answers but for case, marks and articles), `f1`, `answered`, `answered_exact` (of what was
answered), `aurc_f1` and `always_f1` (as in squad2.py), and the first two of `changing` questions,
those that differ from others about the same article by their time alone.
"""
import argparse
import importlib.util
import json
import os
import tempfile

import figures as f

WAYS = {"stripped": ("stripped", False), "stripped_as_of": ("stripped", True),
        "whole": ("question", False), "whole_as_of": ("question", True)}


def fusion_bench():
    path = os.path.join(f.ROOT, "bench", "fusion", "timeqa.py")
    spec = importlib.util.spec_from_file_location("fusion_timeqa", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows_of(questions):
    for number, item in enumerate(questions):
        for way, (form, is_dated) in WAYS.items():
            row = {"id": "%s %d" % (way, number), "question": item[form], "answers": item["golds"],
                   "gold": ["-"]}  # where it stands is not known: recall says nothing here
            if is_dated:
                row["as_of"] = item["as_of"]
            yield row


def figures_of(way, questions, lines):
    scored = []
    for number, item in enumerate(questions):
        line = lines["%s %d" % (way, number)]
        exact, f1 = f.score(line["answer"], item["golds"])
        scored.append((line["confidence"], exact, f1, bool(line["answer"]), item["changes"]))
    given = {"exact": f.mean(s[1] for s in scored), "f1": f.mean(s[2] for s in scored),
             "answered": f.mean(s[3] for s in scored),
             "answered_exact": f.mean(s[1] for s in scored if s[3]),
             "aurc_f1": f.risk_area([(s[0], 1 - s[2]) for s in scored]),
             "always_f1": f.mean(1 - s[2] for s in scored),
             "changing_exact": f.mean(s[1] for s in scored if s[4]),
             "changing_f1": f.mean(s[2] for s in scored if s[4])}
    return {name: f.percent(value) for name, value in given.items()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cairn", default=f.PROGRAM)
    parser.add_argument("--data",
                        default=os.path.join(f.SHARED, "answer", "timeqa", "train.json"))
    parser.add_argument("--kb")
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--set", action="append", default=[])
    parser.add_argument("--run")
    args = parser.parse_args()
    bench = fusion_bench()
    with open(f.need(args.data), encoding="utf-8") as file:
        articles = json.load(file)
    questions = bench.read_questions(articles)
    if args.limit:
        questions = questions[:args.limit]
    with tempfile.TemporaryDirectory() as folder:
        kb = args.kb or os.path.join(folder, "timeqa.db")
        if not os.path.exists(kb):
            bench.index(args.cairn, kb, articles)
        queries = os.path.join(folder, "queries.jsonl")
        f.write_lines(queries, rows_of(questions))
        timed, lines = f.evaluate(args.cairn, kb, queries,
                                  [word for value in args.set for word in ("--set", value)])
    result = {"articles": len(articles), "questions": len(questions),
              "changing": sum(item["changes"] for item in questions), "ask_ms": timed["ask_ms"]}
    for way in WAYS:
        result[way] = figures_of(way, questions, lines)
    print(json.dumps(result))
    if args.run:
        f.write_lines(args.run, lines.values())


if __name__ == "__main__":
    main()
