#!/usr/bin/env python3
"""Share of the evidences of 2wiki that one of cairn's statements joins.

  cairn extract --json ../shared/eval/2wiki/corpus.jsonl | bench/extraction/evidences.py [-]
  bench/extraction/evidences.py STATEMENTS.jsonl [--misses FILE]

An evidence [subject, relation, object] of a question counts when both names stand in one of the
question's gold passages, written as they are but for case, accents, marks, brackets and a leading
article; a date in any order of its parts. It is joined when a statement read from that passage has
both as its subject and object, in either order; what a statement says is "also known as" another
name, and the title of the passage in its full and its short form, count as one name. So do, for
"share" but not for "share_exact", a name with and without what follows its first comma ("Medford,
Massachusetts") and with and without a rank before it ("King"), and a year or month that a
statement's date lies in. A passage's statements are told by
"uri". Prints one JSON object; --misses writes what was missed, a line each.
"""
import argparse
import collections
import json
import os
import re
import sys
import unicodedata

MONTHS = {name: i + 1 for i, name in enumerate(
    "january february march april may june july august september october november december".split())}
MONTHS.update({name[:3]: i for name, i in list(MONTHS.items())})
ISO = re.compile(r"^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$")


def fold(text):
    text = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("ø", "o").replace("Ø", "O"))
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    text = re.sub(r"'s\b|’s\b", " s", text)
    words = re.findall(r"[^\W_]+", text)
    if len(words) > 1 and words[0] in ("the", "a", "an"):
        words = words[1:]
    return " ".join(words)


RANKS = set("king queen sir prince princess emperor empress saint st pope lord lady dr count countess "
            "duke duchess president captain general colonel bishop archbishop".split())


def spellings(name):
    """Folded: as it is, before its first comma, without a rank."""
    found = {fold(name), fold(name.split(",")[0])}
    for each in list(found):
        words = each.split()
        if len(words) > 1 and words[0] in RANKS:
            found.add(" ".join(words[1:]))
    return found - {""}


def short(title):
    """A title without what is in brackets."""
    return re.sub(r"\s*\([^()]*\)", "", title).strip() or title


def date(text):
    """(year, month, day) of a date, 0 for what is not said; None for what is no date."""
    iso = ISO.match(text.strip())
    if iso:
        return tuple(int(part or 0) for part in iso.groups())
    words = fold(text).split()
    year = month = day = 0
    for word in words:
        if word in MONTHS and not month:
            month = MONTHS[word]
        elif re.fullmatch(r"\d{1,2}(st|nd|rd|th)?", word) and not day:
            day = int(re.match(r"\d+", word)[0])
        elif re.fullmatch(r"\d{3,4}", word) and not year:
            year = int(word)
        else:
            return None
    return (year, month, day) if year else None


DATES = re.compile(r"(?:\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?)?\b(?:" + "|".join(
    name.capitalize() for name in MONTHS) + r")\b\.?\s*(?:\d{1,2}(?:st|nd|rd|th)?\b\s*,?\s*)?"
    r"(?:of\s+)?\d{3,4}\b|\b\d{3,4}\b")


def dates_in(text):
    return {date(found.replace(" of ", " ")) for found in DATES.findall(text)} - {None}


class Passage:
    def __init__(self, title, text):
        self.title, self.text = title, text
        self.folded = " " + fold(title) + " | " + fold(short(title)) + " | " + fold(text) + " "
        self.dates = dates_in(text)
        self.pairs = set()      # of folded names or dates, both orders
        self.loose = set()      # the same in all spellings
        self.known = collections.defaultdict(set)

    def holds(self, name):
        when = date(name)
        if when and when in self.dates:
            return True
        return " " + fold(name) + " " in self.folded

    def is_title(self, name):
        return fold(name) in (fold(self.title), fold(short(self.title)))

    def keys(self, name):
        """What a name is known under here."""
        when = date(name)
        if when:
            return {when}
        key = fold(name)
        found = {key} | self.known[key]
        if self.is_title(name) or fold(self.title) in found:
            found |= {fold(self.title), fold(short(self.title))}
            for each in list(found):
                found |= self.known[each]
        return found

    def add(self, statement):
        subject = {statement["subject"].get("name"), statement["subject"].get("text")} - {None, ""}
        objects = {statement["object"].get("name"), statement["object"].get("text"),
                   statement["object"].get("value")} - {None, ""}
        if statement["relation"].get("normal") in ("also known as",) or \
                statement["relation"].get("text") == "also known as":
            for a in subject:
                for b in objects:
                    self.known[fold(a)].add(fold(b))
                    self.known[fold(b)].add(fold(a))
        for a in subject:
            for b in objects:
                a_key, b_key = date(a) or fold(a), date(b) or fold(b)
                self.pairs.add((a_key, b_key))
                self.pairs.add((b_key, a_key))
                for x in coarser(a_key) if date(a) else spellings(a):
                    for y in coarser(b_key) if date(b) else spellings(b):
                        self.loose.add((x, y))
                        self.loose.add((y, x))

    def joins(self, subject, object_):
        return any((a, b) in self.pairs for a in self.keys(subject) for b in self.keys(object_))

    def joins_loosely(self, subject, object_):
        def keys(name):
            found = self.keys(name)
            return found if date(name) else found.union(*(self.keys(s) for s in spellings(name)))
        return any((a, b) in self.loose for a in keys(subject) for b in keys(object_))


def coarser(when):
    """A date, and what is left of it without the day and without the month."""
    return {when, when[:2] + (0,), when[:1] + (0, 0)}


def read_passages(folder):
    passages = {}
    with open(os.path.join(folder, "corpus.jsonl"), encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            passages[row["id"]] = Passage(row.get("title", ""), row["text"])
    return passages


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    shared = os.environ.get("CAIRN_SHARED", os.path.join(here, "..", "..", "..", "shared"))
    args = argparse.ArgumentParser(description=__doc__,
                                   formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("statements", nargs="?", default="-")
    args.add_argument("--set", default=os.path.join(shared, "eval", "2wiki"))
    args.add_argument("--misses")
    args = args.parse_args()

    passages = read_passages(args.set)
    n_statements = 0
    with sys.stdin if args.statements == "-" else open(args.statements, encoding="utf-8") as lines:
        for line in lines:
            statement = json.loads(line)
            passage = passages.get(statement.get("uri"))
            if passage and "subject" in statement:
                passage.add(statement)
                n_statements += 1

    total, joined, exact = collections.Counter(), collections.Counter(), 0
    misses = []
    with open(os.path.join(args.set, "dev.jsonl"), encoding="utf-8") as lines:
        for line in lines:
            question = json.loads(line)
            for subject, relation, object_ in question.get("evidences", []):
                holding = [passages[p] for p in question["gold"] if p in passages and
                           passages[p].holds(subject) and passages[p].holds(object_)]
                if not holding:
                    continue
                total[relation] += 1
                exact += any(p.joins(subject, object_) for p in holding)
                if any(p.joins_loosely(subject, object_) for p in holding):
                    joined[relation] += 1
                else:
                    misses.append({"evidence": [subject, relation, object_],
                                   "title": holding[0].title, "text": holding[0].text})
    if args.misses:
        with open(args.misses, "w", encoding="utf-8") as out:
            for miss in misses:
                out.write(json.dumps(miss, ensure_ascii=False) + "\n")
    n, k = sum(total.values()), sum(joined.values())
    print(json.dumps({
        "evidences": n, "joined": k, "share": round(100.0 * k / n, 1) if n else None,
        "share_exact": round(100.0 * exact / n, 1) if n else None, "statements": n_statements,
        "relations": {r: f"{joined[r]} of {total[r]}" for r, _ in total.most_common()}}, indent=1))


if __name__ == "__main__":
    main()
