#!/usr/bin/env python3
"""How long a question takes, one at a time on one thread.

  bench/retrieval/latency.py [--cairn build/cairn] [--kb FILE] [--rounds N] [SET...]

All passages of ../shared/eval are one store (--kb: kept and used again); the questions of each SET
(default: all) are asked N times (default 3), each time by a new process, so that the first question
of each finds nothing loaded. Prints one JSON object: milliseconds of search and ask, p50, p95, p99,
each the median over the rounds and over all sets the greatest; and of the sets apart.
"""
import argparse
import json
import os
import statistics
import tempfile

import figures as f


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cairn", default=f.PROGRAM)
    parser.add_argument("--kb")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("sets", nargs="*")
    args = parser.parse_args()
    folder = f.need(os.path.join(f.SHARED, "eval"))
    every = sorted(name for name in os.listdir(folder)
                   if os.path.exists(os.path.join(folder, name, "dev.jsonl")))
    kb = args.kb or os.path.join(tempfile.mkdtemp(), "all.db")
    if not os.path.exists(kb):
        f.index(args.cairn, kb, [os.path.join(folder, name, "corpus.jsonl") for name in every])
    result = {"sets": {}}
    for name in args.sets or every:
        queries = os.path.join(folder, name, "dev.jsonl")
        runs = [f.evaluate(args.cairn, kb, queries)[0] for _ in range(args.rounds)]
        result["sets"][name] = {
            call: {p: round(statistics.median(run[call][p] for run in runs), 2)
                   for p in ("p50", "p95", "p99")} for call in ("search_ms", "ask_ms")}
    for call in ("search_ms", "ask_ms"):
        result[call] = {p: max(figures[call][p] for figures in result["sets"].values())
                        for p in ("p50", "p95", "p99")}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
