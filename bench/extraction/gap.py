#!/usr/bin/env python3
"""What pronouns mean, against GAP's development texts, on the whole path. Standard library only.

gap.py run PROGRAM        texts through `PROGRAM extract --json --mentions`; prints one JSON object
gap.py documents          prints the texts as JSONL, for a program that is run by hand
gap.py score MENTIONS     reads what that program wrote; prints the same JSON object
  --dev FILE              default ../shared/nlp/gap/gap-development.tsv beside the checkout
  --titles                texts with the titles of their pages (GAP's page context); default without

Each text has a pronoun and two names, A and B, each meant or not. We say "meant" of a name when the pronoun's
mention has the same "name" as the mention that lies over A (or B), or has it for its antecedent; where no mention
lies over it, when the words of A are among those of the pronoun's "name". F1 over both decisions of all texts, of the
masculine and of the feminine ones; bias is feminine over masculine.

The references.weights that are shipped were trained on these same texts: what this prints for them is a check of the
path, not of how pronouns are resolved in new text. For that see `cairn-train eval-references`, which holds a tenth apart.
"""
import argparse
import csv
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from urllib.parse import unquote

DEV = Path(__file__).resolve().parents[2].parent / "shared" / "nlp" / "gap" / "gap-development.tsv"
FEMININE = {"she", "her", "hers", "herself"}


def byte_range(text, first, word):
    start = len(text[:first].encode())
    return start, start + len(word.encode())


def read_texts(path):
    """{id: text, title, pronoun and names as byte ranges, what is meant}."""
    texts = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            text = row["Text"]
            texts[row["ID"]] = {
                "text": text,
                "title": unquote(row["URL"].rsplit("/", 1)[-1]).replace("_", " "),
                "feminine": row["Pronoun"].lower() in FEMININE,
                "pronoun": byte_range(text, int(row["Pronoun-offset"]), row["Pronoun"]),
                "names": [(byte_range(text, int(row[x + "-offset"]), row[x]), row[x], row[x + "-coref"] == "TRUE")
                          for x in "AB"],
            }
    return texts


def print_documents(texts, out, with_titles):
    for key, entry in texts.items():
        document = {"id": key, "text": entry["text"]}
        if with_titles:
            document["title"] = entry["title"]
        print(json.dumps(document, ensure_ascii=False), file=out)


def read_mentions(path, texts):
    found = defaultdict(list)
    for line in open(path, encoding="utf-8"):
        if not line.strip():
            continue
        entry = json.loads(line)
        key = str(entry.get("uri", "")).rsplit("/", 1)[-1].rsplit("#", 1)[-1]
        if "mention" in entry and key in texts:
            found[key].append(entry["mention"])
    return found


def overlaps(mention, span):
    return mention["first"] < span[1] and span[0] < mention["first"] + mention["len"]


def is_said(pronoun, mentions, span, name):
    """Do we say that the pronoun means the name at span?"""
    meant = pronoun.get("name", "").casefold()
    antecedent = pronoun.get("antecedent")
    if antecedent and overlaps(antecedent, span):
        return True
    if not meant:
        return False
    over = [m for m in mentions if m.get("kind", "name") == "name" and overlaps(m, span)]
    if over:
        return any(m.get("name", m.get("text", "")).casefold() == meant for m in over)
    return set(name.casefold().split()) <= set(meant.split())


def score(texts, found):
    counts, n_pronouns, n_resolved = Counter(), 0, 0
    for key, entry in texts.items():
        mentions = found.get(key, [])
        pronoun = next((m for m in mentions if m.get("kind") == "pronoun" and overlaps(m, entry["pronoun"])), None)
        n_pronouns += pronoun is not None
        n_resolved += bool(pronoun and pronoun.get("name"))
        gender = "feminine" if entry["feminine"] else "masculine"
        for span, name, truth in entry["names"]:
            said = pronoun is not None and is_said(pronoun, mentions, span, name)
            if said or truth:
                outcome = "hit" if said and truth else "false" if said else "miss"
                counts[gender, outcome] += 1
                counts["all", outcome] += 1

    def f1(which):
        twice = 2 * counts[which, "hit"]
        return 100 * twice / max(twice + counts[which, "false"] + counts[which, "miss"], 1)

    said, true = counts["all", "hit"] + counts["all", "false"], counts["all", "hit"] + counts["all", "miss"]
    return {
        "texts": len(texts), "pronouns_found": n_pronouns, "pronouns_named": n_resolved, "f1": round(f1("all"), 2),
        "precision": round(100 * counts["all", "hit"] / max(said, 1), 2),
        "recall": round(100 * counts["all", "hit"] / max(true, 1), 2),
        "masculine": round(f1("masculine"), 2), "feminine": round(f1("feminine"), 2),
        "bias": round(f1("feminine") / max(f1("masculine"), 1e-9), 3), "learned_from_these_texts": True,
    }


def run(program, texts, with_titles):
    with tempfile.TemporaryDirectory() as folder:
        documents, mentions = Path(folder, "gap.jsonl"), Path(folder, "mentions.jsonl")
        with open(documents, "w", encoding="utf-8") as out:
            print_documents(texts, out, with_titles)
        with open(mentions, "w", encoding="utf-8") as out:
            subprocess.run([program, "extract", "--json", "--mentions", str(documents)], stdout=out, check=True)
        return score(texts, read_mentions(mentions, texts))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["run", "documents", "score"])
    parser.add_argument("argument", nargs="?")
    parser.add_argument("--dev", default=DEV)
    parser.add_argument("--titles", action="store_true")
    options = parser.parse_args()
    texts = read_texts(options.dev)
    if options.command == "documents":
        print_documents(texts, sys.stdout, options.titles)
        return
    if not options.argument:
        parser.error(f"{options.command} needs an argument")
    if options.command == "run":
        result = run(options.argument, texts, options.titles)
    else:
        result = score(texts, read_mentions(options.argument, texts))
    result["titles"] = options.titles
    print(json.dumps(result))


if __name__ == "__main__":
    main()
