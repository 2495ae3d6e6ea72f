#!/usr/bin/env python3
"""Names in text against the Re-DocRED dev documents, on the whole path. Standard library only.

redocred.py run PROGRAM        documents through `PROGRAM extract --json --mentions`; prints one JSON object
redocred.py documents          prints the documents as JSONL, for a program that is run by hand
redocred.py score MENTIONS     reads what that program wrote; prints the same JSON object
  --dev FILE                   default ../shared/nlp/redocred/dev.json beside the checkout
  --no-titles                  documents without their titles

Re-DocRED comes as tokens. They are joined by single spaces, sentences too. A mention of kind "name" is right when
its bytes are those of a gold mention from its first token to its last; one that cuts a token is wrong. Of gold
mentions with the same span the first counts. Types: person PER, organisation ORG, place LOC, date and time TIME,
quantity and money NUM, all others MISC. Grouping: gold mentions that were found are clustered by the mention's
"name", case folded, within their document; B-cubed over these mentions.

The names.weights that are shipped were trained on these same documents: what this prints for them is a check of
the path, not of how names are found in new text. For that see `cairn-train eval-names`, which holds a fifth apart.
"""
import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

DEV = Path(__file__).resolve().parents[2].parent / "shared" / "nlp" / "redocred" / "dev.json"
TYPES = {"person": "PER", "organisation": "ORG", "place": "LOC", "date": "TIME", "time": "TIME", "quantity": "NUM",
         "money": "NUM"}
ID = re.compile(r"redocred-(\d{6})")


def read_documents(path):
    """[(title, text as bytes, {(first, end): (type, entity)})], spans in bytes."""
    documents = []
    for entry in json.load(open(path, encoding="utf-8")):
        parts, places, at = [], [], 0
        for sentence in entry["sents"]:
            row = []
            for token in sentence:
                raw = token.encode()
                row.append((at, at + len(raw)))
                parts.append(raw)
                at += len(raw) + 1
            places.append(row)
        gold = {}
        for entity, mentions in enumerate(entry["vertexSet"]):
            for m in mentions:
                row = places[m["sent_id"]]
                gold.setdefault((row[m["pos"][0]][0], row[m["pos"][1] - 1][1]), (m["type"], entity))
        documents.append((entry["title"], b" ".join(parts), gold))
    return documents


def print_documents(documents, out, with_titles):
    for i, (title, text, _) in enumerate(documents):
        document = {"id": f"redocred-{i:06}", "text": text.decode()}
        if with_titles:
            document["title"] = title
        print(json.dumps(document, ensure_ascii=False), file=out)


def read_mentions(path, documents):
    """Per document {(first, end): (type, name)}; and how many do not stand where they say."""
    found, misplaced = defaultdict(dict), 0
    for line in open(path, encoding="utf-8"):
        m = json.loads(line).get("mention") if line.strip() else None
        which = ID.search(line)
        if not m or not which or m.get("kind", "name") != "name":
            continue
        i, span = int(which.group(1)), (m["first"], m["first"] + m["len"])
        text = documents[i][1][span[0]:span[1]]
        if "text" in m and m["text"].split() != text.decode(errors="replace").split():
            misplaced += 1
        found[i].setdefault(span, (TYPES.get(m.get("type"), "MISC"), m.get("name", m.get("text", "")).casefold()))
    return found, misplaced


def per_cent(right, of):
    return round(100 * right / of, 2) if of else 0.0


def b_cubed(pairs):
    """pairs: (gold cluster, our cluster) of each mention."""
    gold, ours, both = Counter(g for g, _ in pairs), Counter(o for _, o in pairs), Counter(pairs)
    precision = sum(n * n / ours[o] for (_, o), n in both.items())
    recall = sum(n * n / gold[g] for (g, _), n in both.items())
    return precision, recall


def score(documents, found, misplaced):
    n_gold = n_found = right = typed = 0
    kinds = defaultdict(Counter)
    precision = recall = 0.0
    for i, (_, _, gold) in enumerate(documents):
        ours, pairs = found.get(i, {}), []
        n_gold, n_found = n_gold + len(gold), n_found + len(ours)
        for span, (kind, entity) in gold.items():
            kinds[kind]["gold"] += 1
            if span not in ours:
                continue
            right += 1
            typed += ours[span][0] == kind
            kinds[kind]["span"] += 1
            kinds[kind]["typed"] += ours[span][0] == kind
            pairs.append((entity, ours[span][1]))
        p, r = b_cubed(pairs)
        precision, recall = precision + p, recall + r
    p, r = precision / max(right, 1), recall / max(right, 1)
    return {
        "documents": len(documents), "gold": n_gold, "found": n_found, "misplaced": misplaced,
        "mention_f1": per_cent(2 * right, n_gold + n_found), "typed_f1": per_cent(2 * typed, n_gold + n_found),
        "precision": per_cent(right, n_found), "recall": per_cent(right, n_gold),
        "recall_by_type": {k: [per_cent(c["span"], c["gold"]), per_cent(c["typed"], c["gold"])]
                           for k, c in sorted(kinds.items())},
        "grouping_b3": {"f1": per_cent(2 * p * r, p + r), "precision": per_cent(p, 1), "recall": per_cent(r, 1)},
        "note": "the names.weights that are shipped learned from these documents; held apart: eval-names",
    }


def run(program, documents, with_titles):
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "redocred.jsonl", Path(folder) / "mentions.jsonl"
        with open(source, "w", encoding="utf-8") as lines:
            print_documents(documents, lines, with_titles)
        with open(out, "wb") as lines:
            subprocess.run([program, "extract", "--json", "--mentions", source], stdout=lines, check=True)
        return read_mentions(out, documents)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("command", choices=("run", "documents", "score"))
    parser.add_argument("file", nargs="?", help="run: the program; score: what it wrote")
    parser.add_argument("--dev", default=DEV, type=Path)
    parser.add_argument("--no-titles", action="store_true")
    args = parser.parse_args()
    if not args.dev.exists():
        sys.exit(f"redocred.py: there is no {args.dev}")
    documents = read_documents(args.dev)
    if args.command == "documents":
        return print_documents(documents, sys.stdout, not args.no_titles)
    if not args.file:
        sys.exit(f"redocred.py {args.command}: what to {args.command} is missing")
    if args.command == "run":
        found, misplaced = run(args.file, documents, not args.no_titles)
    else:
        found, misplaced = read_mentions(args.file, documents)
    print(json.dumps(score(documents, found, misplaced)))


if __name__ == "__main__":
    main()
