#!/usr/bin/env python3
"""Do statements that mean the same relation get the same canonical one? Measured on 2wiki.

  cairn extract --json ../shared/eval/2wiki/corpus.jsonl | bench/fusion/relations.py [-]
  bench/fusion/relations.py STATEMENTS.jsonl [--markdown] [--stored] [--misses FILE]

An evidence [subject, label, object] of a dev question has a label of Wikidata. Which of cairn's
statements join its two names is defined in bench/extraction/evidences.py ("share", the loose one).
A statement says a canonical relation in a direction: ">" from the evidence's subject to its object,
"<" the other way round; a relation that the table calls symmetric has one direction. A label means
the relation and direction that most of its evidences have on a joining statement; of equals, one
that no label with more evidences means. An evidence counts when one of its joining statements has it.

"share_as_written" is the figure of relations that are only put in lower case. "labels_apart" is how
many relations the "labels" map to: labels that map to one relation are listed under "shared", for
merging everything would win the first figure.
--stored takes only statements that a store keeps. Prints one JSON object; --markdown prints the
table of the documentation.
"""
import argparse
import collections
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "extraction"))
import evidences as ev


def names_of(part, with_value):
    found = set()
    for name in {part.get("name"), part.get("text"),
                 part.get("value") if with_value else None} - {None, ""}:
        when = ev.date(name)
        found |= ev.coarser(when) if when else ev.spellings(name)
    return found


def keys_of(passage, name):
    found = passage.keys(name)
    if ev.date(name):
        return found
    return found.union(*(passage.keys(spelling) for spelling in ev.spellings(name)))


def symmetric_ones(path):
    found = set()
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if fields[0] == "relation" and "symmetric" in fields[3].split("|"):
                found.add(fields[1])
    return found


def joining(passage, statements, subject, object_, symmetric):
    """(canonical, direction, surface) of the statements that join the two."""
    a_keys, b_keys = keys_of(passage, subject), keys_of(passage, object_)
    for statement in statements:
        a, b, relation = statement["a"], statement["b"], statement["relation"]
        if a & a_keys and b & b_keys:
            forward = True
        elif a & b_keys and b & a_keys:
            forward = False
        else:
            continue
        if relation.get("swapped"):
            forward = not forward
        forward = forward or relation["canonical"] in symmetric
        yield relation["canonical"], ">" if forward else "<", relation["text"].lower()


def read_statements(lines, passages, wanted, stored):
    found = collections.defaultdict(list)
    for line in lines:
        statement = json.loads(line)
        passage = passages.get(statement.get("uri"))
        if not passage or "subject" not in statement:
            continue
        passage.add(statement)
        if statement["uri"] not in wanted or stored and "aside" in statement["flags"]:
            continue
        if "canonical" not in statement["relation"]:
            sys.exit("relations.py: the statements have no canonical relations")
        found[statement["uri"]].append({
            "a": names_of(statement["subject"], False), "b": names_of(statement["object"], True),
            "relation": statement["relation"]})
    return found


def majority(said, of_label):
    """label -> the relation and direction that most of its evidences have."""
    meaning = {}
    for label in sorted(said, key=lambda label: (-of_label[label], label)):
        taken = set(meaning.values())
        meaning[label] = min(said[label], key=lambda k: (-said[label][k], k in taken, k))
    return meaning


def share_as_written(joined):
    """The figure that relations as they are written would have, in lower case."""
    said = collections.defaultdict(collections.Counter)
    for label, _, found in joined:
        said[label].update({text for _, _, text in found})
    best = {label: max(counts, key=lambda k: (counts[k], k)) for label, counts in said.items()}
    k = sum(best[label] in {text for _, _, text in found} for label, _, found in joined)
    return round(100.0 * k / len(joined), 1) if joined else None


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    shared = os.environ.get("CAIRN_SHARED", os.path.join(here, "..", "..", "..", "shared"))
    args = argparse.ArgumentParser(description=__doc__,
                                   formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("statements", nargs="?", default="-")
    args.add_argument("--set", default=os.path.join(shared, "eval", "2wiki"))
    args.add_argument("--table", default=os.path.join(here, "..", "..", "data", "models", "en",
                                                      "relations.tsv"))
    args.add_argument("--stored", action="store_true")
    args.add_argument("--markdown", action="store_true")
    args.add_argument("--misses")
    args = args.parse_args()

    passages, symmetric = ev.read_passages(args.set), symmetric_ones(args.table)
    with open(os.path.join(args.set, "dev.jsonl"), encoding="utf-8") as lines:
        questions = [json.loads(line) for line in lines]
    wanted = {p for question in questions for p in question["gold"]}
    with (open(0, encoding="utf-8", errors="replace") if args.statements == "-" else
          open(args.statements, encoding="utf-8", errors="replace")) as lines:
        statements = read_statements(lines, passages, wanted, args.stored)

    joined = []     # label, evidence, set of (canonical, direction, surface)
    said = collections.defaultdict(collections.Counter)
    for question in questions:
        for subject, label, object_ in question.get("evidences", []):
            found = []
            for p in question["gold"]:
                if p in passages and passages[p].holds(subject) and passages[p].holds(object_):
                    found += joining(passages[p], statements[p], subject, object_, symmetric)
            if found:
                joined.append((label, (subject, object_), set(found)))
                said[label].update({(canonical, way) for canonical, way, _ in found})

    meaning = majority(said, collections.Counter(label for label, _, _ in joined))
    as_written = share_as_written(joined)
    n, right, misses = collections.Counter(), collections.Counter(), []
    confused = collections.defaultdict(collections.Counter)
    for label, evidence, found in joined:
        n[label] += 1
        relations = {(canonical, way) for canonical, way, _ in found}
        if meaning[label] in relations:
            right[label] += 1
        else:
            confused[label].update(relations)
            misses.append({"label": label, "evidence": evidence, "said": sorted(found)})
    if args.misses:
        with open(args.misses, "w", encoding="utf-8") as out:
            for miss in misses:
                out.write(json.dumps(miss, ensure_ascii=False) + "\n")

    labels = sorted(n, key=lambda label: (-n[label], label))
    by_meaning = collections.defaultdict(list)
    for label in labels:
        by_meaning[meaning[label]].append(label)
    if args.markdown:
        print("| label | relation | direction | share |\n| --- | --- | --- | ---: |")
        for label in labels:
            way = "subject to object" if meaning[label][1] == ">" else "object to subject"
            way = "both" if meaning[label][0] in symmetric else way
            print(f"| {label} | {meaning[label][0]} | {way} | {right[label]} of {n[label]} |")
        return
    total, k = sum(n.values()), sum(right.values())
    print(json.dumps({
        "evidences_joined": total, "majority": k,
        "share": round(100.0 * k / total, 1) if total else None,
        "share_as_written": as_written,
        "labels": len(labels), "labels_apart": len(by_meaning),
        "shared": {" ".join(m): found for m, found in by_meaning.items() if len(found) > 1},
        "table": {label: f"{' '.join(meaning[label])}: {right[label]} of {n[label]}"
                  for label in labels},
        "confusions": {label: [f"{' '.join(m)}: {c}" for m, c in confused[label].most_common(8)]
                       for label in labels if confused[label]}}, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
