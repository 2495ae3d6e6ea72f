#!/usr/bin/env python3
"""Paragraphs found, questions answered and declined, on SQuAD 2.0.

  bench/retrieval/squad2.py [--cairn build/cairn] [--data ../shared/answer/squad2/dev.json]
                            [--stores FOLDER] [--set NAME=VALUE]... [--always NAME=VALUE]

Each article is a corpus of its own, its paragraphs are the documents; half of the questions have no
answer in them. Prints one JSON object, percentages:

  recall@1, recall@5   of the paragraph a question was written about, also where it has no answer
  em, f1               SQuAD 2.0's: declining is right where there is no answer
  has_answer, no_answer  the same apart; no_answer: share declined
  answered             share that got an answer; answered_em, answered_f1: of those
  best_f1              f1 if only answers over the best threshold of confidence were given
  aurc_em, aurc_f1     area under the curve of risk and coverage, the surest first; lower is better
  always_em, always_f1  what that area is when answers come in any order: answering always
  always               with --always: the same by a reader that never declines

--stores: stores are kept there and used again.
"""
import argparse
import json
import os
import tempfile

import figures as f


def read_articles(path):
    """[(documents, questions)]"""
    with open(f.need(path), encoding="utf-8") as file:
        data = json.load(file)["data"]
    for number, article in enumerate(data):
        documents, questions = [], []
        for i, paragraph in enumerate(article["paragraphs"]):
            uri = "%02d-%03d" % (number, i)
            documents.append({"id": uri, "title": article["title"].replace("_", " "),
                              "text": paragraph["context"]})
            for asked in paragraph["qas"]:
                accepted = sorted({answer["text"] for answer in asked["answers"]})
                questions.append({"id": asked["id"], "question": asked["question"], "gold": [uri],
                                  "answers": [] if asked["is_impossible"] else accepted})
        yield documents, questions


def best_f1(items):
    """Over all thresholds of confidence; items: (confidence, f1, has no answer)."""
    items = sorted(items, key=lambda item: -item[0])
    total = best = sum(none for _, _, none in items)  # everything declined
    for i, (confidence, f1, none) in enumerate(items):
        if confidence > 0:
            total += f1 - none
        if i + 1 == len(items) or items[i + 1][0] != confidence:
            best = max(best, total)
    return best / len(items)


def figures_of(questions, lines):
    rows = []
    for asked in questions:
        line = lines[asked["id"]]
        exact, f1 = f.score(line["answer"], asked["answers"])
        said = bool(line["answer"])
        rows.append({"exact": exact, "f1": f1, "said": said, "none": not asked["answers"],
                     "confidence": line["confidence"] if said else 0.0,
                     "rank": line["retrieved"].index(asked["gold"][0])
                     if asked["gold"][0] in line["retrieved"] else 99})
    said = [row for row in rows if row["said"]]
    given = {"n": len(rows),
             "recall@1": f.mean(row["rank"] < 1 for row in rows),
             "recall@5": f.mean(row["rank"] < 5 for row in rows),
             "em": f.mean(row["exact"] for row in rows),
             "f1": f.mean(row["f1"] for row in rows),
             "has_answer_em": f.mean(row["exact"] for row in rows if not row["none"]),
             "has_answer_f1": f.mean(row["f1"] for row in rows if not row["none"]),
             "no_answer": f.mean(row["f1"] for row in rows if row["none"]),
             "answered": f.mean(row["said"] for row in rows),
             "answered_em": f.mean(row["exact"] for row in said),
             "answered_f1": f.mean(row["f1"] for row in said),
             "best_f1": best_f1([(row["confidence"], row["f1"] * row["said"], row["none"])
                                 for row in rows])}
    for name in ("exact", "f1"):
        # Declined ones come last; an answer there would be no better than none.
        risks = [(row["confidence"], 1 - row[name] * row["said"]) for row in rows]
        short = "em" if name == "exact" else "f1"
        given["aurc_" + short] = f.risk_area(risks)
        given["always_" + short] = f.mean(risk for _, risk in risks)
    return {name: value if name == "n" else f.percent(value) for name, value in given.items()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cairn", default=f.PROGRAM)
    parser.add_argument("--data", default=os.path.join(f.SHARED, "answer", "squad2", "dev.json"))
    parser.add_argument("--stores")
    parser.add_argument("--set", action="append", default=[])
    parser.add_argument("--always")
    args = parser.parse_args()
    folder = args.stores or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    options = [word for value in args.set for word in ("--set", value)]
    ways = {"": options}
    if args.always:
        ways["always"] = options + ["--set", args.always]
    asked, lines = [], {way: {} for way in ways}
    for number, (documents, questions) in enumerate(read_articles(args.data)):
        kb = os.path.join(folder, "%02d.db" % number)
        queries = os.path.join(folder, "%02d.dev.jsonl" % number)
        if not os.path.exists(kb):
            corpus = os.path.join(folder, "%02d.corpus.jsonl" % number)
            f.write_lines(corpus, documents)
            f.index(args.cairn, kb, [corpus])
        f.write_lines(queries, questions)
        asked += questions
        for way, given in ways.items():
            lines[way].update(f.evaluate(args.cairn, kb, queries, given)[1])
    result = figures_of(asked, lines[""])
    if args.always:
        result["always"] = figures_of(asked, lines["always"])
    print(json.dumps(result))


if __name__ == "__main__":
    main()
