#!/usr/bin/env python3
"""What becomes of misinformation among documents that contradict each other.

  bench/fusion/ramdocs.py [PROGRAM] [--data ../shared/answer/ramdocs/dev.jsonl] [--run FILE]

For each question its documents (of type correct, misinfo or noise; no titles, no dates, each a source of
its own) become a small store; nothing but the texts is given to the program.

  found       documents behind a claim that lost a conflict (`cairn conflicts`: of a claim the citations,
              at most 3 documents), the "contradicting documents found"
  precision   of those found that are of type misinfo or correct, the share that is misinfo;
              precision_all: of all found, noise counted as wrong
  recall      of all documents of type misinfo, the share found
  involved    the same with documents on either side of any conflict
  base        the share of misinfo among the documents of both types: what marking blindly gives
  outnumbered questions with fewer misinfo documents (at least one) than correct ones; of those, the
              shares of which `cairn ask` answers with a gold answer (outvoted), a wrong answer (misled),
              something else (other), nothing (abstained); outvoted_of_decided: outvoted / (outvoted +
              misled). The answers are compared after SQuAD's normalisation; one that stands in the other
              as a run of words is the same; one that fits both sides counts as other.
  not_outnumbered   the same where misinformation is at least as frequent.

Prints one JSON object; --run writes a line for each question.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import re
import string
import subprocess
import sys
import tempfile


def normal(text):
    text = "".join(c for c in text.lower() if c not in string.punctuation)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", text).split())


def fits(answer, accepted):
    """Whether one of the accepted answers is in the answer, or the other way round."""
    padded = f" {normal(answer)} "
    return any(n and (f" {n} " in padded or padded in f" {n} ")
               for n in (normal(a) for a in accepted)) and padded.strip() != ""


def call(program, *args):
    """Standard output; exit code 1 (some inputs failed, nothing found) is no failure."""
    done = subprocess.run([program, *args], capture_output=True, text=True)
    if done.returncode > 1:
        raise RuntimeError(f"{args}: {done.stderr}")
    return done.stdout


def uris(claim):
    return {c["uri"] for c in claim["citations"]} | {claim["uri"]}


def outcome(answer, question):
    if not answer:
        return "abstained"
    gold = fits(answer, question["gold_answers"])
    wrong = fits(answer, question["wrong_answers"])
    return "other" if gold == wrong else "outvoted" if gold else "misled"


def measure(program, question):
    with tempfile.TemporaryDirectory() as folder:
        rows, kb = os.path.join(folder, "rows.jsonl"), os.path.join(folder, "kb.db")
        with open(rows, "w", encoding="utf-8") as out:
            for i, document in enumerate(question["documents"]):
                out.write(json.dumps({"id": f"d{i}", "text": document["text"]}) + "\n")
        call(program, "index", "-q", rows, "--kb", kb, "--threads", "1")
        found = json.loads(call(program, "conflicts", "--json", "--limit", "1000", "--kb", kb))
        answer = json.loads(call(program, "ask", question["question"], "--json", "--kb", kb))
    lost, involved = set(), set()
    for conflict in found["conflicts"]:
        for claim in conflict["claims"]:
            involved |= uris(claim)
            lost |= uris(claim) if not claim["believed"] else set()
    types = {f"d{i}": d["type"] for i, d in enumerate(question["documents"])}
    counts = collections.Counter(types.values())
    return {"question": question["question"], "types": types, "lost": sorted(lost),
            "involved": sorted(involved), "conflicts": found["all_conflicts"],
            "answer": answer["answer"], "outcome": outcome(answer["answer"], question),
            "misinfo": counts["misinfo"], "correct": counts["correct"]}


def share(part, whole):
    return round(100 * part / whole, 1) if whole else None


def figures_of_found(results, key):
    found = collections.Counter(r["types"][uri] for r in results for uri in r[key]
                                if uri in r["types"])
    misinfo = sum(r["misinfo"] for r in results)
    return {"documents": sum(found.values()), "misinfo": found["misinfo"],
            "correct": found["correct"], "noise": found["noise"],
            "precision": share(found["misinfo"], found["misinfo"] + found["correct"]),
            "precision_all": share(found["misinfo"], sum(found.values())),
            "recall": share(found["misinfo"], misinfo)}


def figures_of_answers(results):
    counts = collections.Counter(r["outcome"] for r in results)
    figures = {"questions": len(results)}
    for name in ("outvoted", "misled", "other", "abstained"):
        figures[name] = share(counts[name], len(results))
    figures["outvoted_of_decided"] = share(counts["outvoted"],
                                           counts["outvoted"] + counts["misled"])
    return figures


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", nargs="?", default="build/cairn")
    parser.add_argument("--data",
                        default=os.path.join(here, "../../../shared/answer/ramdocs/dev.jsonl"))
    parser.add_argument("--run", help="write a line for each question")
    args = parser.parse_args()
    if not os.path.exists(args.data):
        sys.exit(f"no data at {args.data}: see --data")
    with open(args.data, encoding="utf-8") as lines:
        questions = [json.loads(line) for line in lines]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda q: measure(args.program, q), questions))
    if args.run:
        with open(args.run, "w", encoding="utf-8") as out:
            out.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in results)
    misinfo = sum(r["misinfo"] for r in results)
    correct = sum(r["correct"] for r in results)
    doubted = [r for r in results if r["misinfo"]]
    print(json.dumps({
        "questions": len(results), "documents": sum(len(r["types"]) for r in results),
        "misinfo": misinfo, "correct": correct, "base": share(misinfo, misinfo + correct),
        "with_conflict": sum(r["conflicts"] > 0 for r in results),
        "found": figures_of_found(results, "lost"),
        "involved": figures_of_found(results, "involved"),
        "outnumbered": figures_of_answers([r for r in doubted if r["misinfo"] < r["correct"]]),
        "not_outnumbered": figures_of_answers([r for r in doubted if r["misinfo"] >= r["correct"]]),
        "without_misinfo": figures_of_answers([r for r in results if not r["misinfo"]]),
    }))


if __name__ == "__main__":
    main()
