#!/usr/bin/env python3
"""Share of the evidences of 2wiki whose subject and object link to what the gold passages name.

  bench/fusion/entities.py PROGRAM [--kb STORE] [--misses FILE]

Indexes ../shared/eval/2wiki/corpus.jsonl with PROGRAM (or takes STORE, which holds it already) and
looks at every evidence (subject, relation, object) of the dev questions. An end of it is linked:

  a date     when one of the question's gold passages names that day, or, when the evidence tells
             only a year or a month, a day in it: its text is read, in any order of the parts
  any other  when PROGRAM `entity END --json` finds an entity, and a name in one of the question's
             gold passages means that entity. Names of a passage are its mentions and the ends of
             its statements as the store holds them; a name means the entity of its key, those that
             the alias table gives for its key, or the one that the sense table gives for its key in
             that document. Of a name that may mean several, each counts for the passage, for
             END only the one that PROGRAM answers with.

An evidence is linked when both ends are. A name that no gold passage names at all counts as a miss.
The name is looked up as it is written in the evidence, without knowing the question or the
passages. 
"share_strict" asks more: the subject's entity must be what a gold passage is about (its title), not
only named there. "share_of_ends_exact" leaves out ends that were found by a similar spelling.
"share_of_ends_in_title" is the share of ends with a gold passage about them. Prints one JSON object;
--misses writes what was missed, a line each.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import re
import sqlite3
import struct
import subprocess
import sys
import tempfile
import unicodedata

MONTHS = {name: i + 1 for i, name in enumerate(
    "january february march april may june july august september october november december".split())}
MONTHS.update({name[:3]: i for name, i in list(MONTHS.items())})
ISO = re.compile(r"^(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?$")
LITERAL = 8                     # types from here on are literals
DATES = re.compile(r"(?:\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?)?\b(?:" + "|".join(
    name.capitalize() for name in MONTHS) + r")\b\.?\s*(?:\d{1,2}(?:st|nd|rd|th)?\b\s*,?\s*)?"
    r"(?:of\s+)?\d{3,4}\b|\b\d{3,4}\b")


def fold(text):
    """As the keys of names: words without case and marks, no leading article."""
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    words = re.findall(r"[^\W_]+", text)
    if len(words) > 1 and words[0] in ("the", "a", "an") and re.match(r"\s*\w+\s", text):
        words = words[1:]
    return " ".join(words)


def date(text):
    """(year, month, day) of a date, 0 for what is not said; None for what is no date."""
    iso = ISO.match(text.strip())
    if iso:
        return tuple(int(part or 0) for part in iso.groups())
    year = month = day = 0
    for word in fold(text).split():
        if word in MONTHS and not month:
            month = MONTHS[word]
        elif re.fullmatch(r"\d{1,2}(st|nd|rd|th)?", word) and not day:
            day = int(re.match(r"\d+", word)[0])
        elif re.fullmatch(r"\d{3,4}", word) and not year:
            year = int(word)
        else:
            return None
    return (year, month, day) if year else None


def covers(asked, found):
    return all(a in (0, f) for a, f in zip(asked, found))


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def unpack_mentions(data):
    """(name, role, type) of each; see schema/schema.sql."""
    at = 0
    while at < len(data):
        name, kind = struct.unpack_from("<qB", data, at)
        _, at = varint(data, at + 9)
        _, at = varint(data, at)
        yield name, kind >> 4, kind & 15


def unpack_statements(data):
    """(subject, object, subject type, object type) of each."""
    at = 0
    while at < len(data):
        subject, _, object_, _, types, _ = struct.unpack_from("<qqqqBH", data, at)
        at += 35
        for _ in range(4):
            _, at = varint(data, at)
        at = data.index(b"\0", at) + 1
        yield subject, object_, types >> 4, types & 15


class Store:
    def __init__(self, path):
        db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        db.text_factory = lambda text: text.decode("utf-8", "replace")
        tables = {name for name, in db.execute("SELECT name FROM sqlite_master")}
        self.surface = dict(db.execute("SELECT id, surface FROM name"))
        self.entity_ids = collections.defaultdict(set)      # display name -> entities
        self.entity = {}
        for entity, name in db.execute("SELECT id, name FROM entity"):
            self.entity_ids[name].add(entity)
            self.entity[entity] = name
        if "name_use" in tables:
            self.key = dict(db.execute("SELECT name, key FROM name_use"))
        else:       # of stores before that table: what their keys have in common is the fold
            by_fold = {fold(name): entity for entity, name in self.entity.items()}
            self.key = {}
            for entity, reason in db.execute("SELECT entity, reason FROM alias"):
                pass
            base = {}
            for key, entity, reason in db.execute("SELECT key, entity, reason FROM alias"):
                cut = reason[len("title without \""):-1]
                base[fold(self.entity[entity].replace(cut, ""))] = key
            for name, surface in self.surface.items():
                folded = fold(surface)
                self.key[name] = by_fold.get(folded) or base.get(folded, 0)
        self.alias = collections.defaultdict(set)
        for key, entity in db.execute("SELECT key, entity FROM alias"):
            self.alias[key].add(entity)
        self.sense = collections.defaultdict(set)
        if "sense" in tables:
            for key, document, entity in db.execute("SELECT key, document, entity FROM sense"):
                self.sense[document, key].add(entity)
        self.documents = dict((uri, id_) for id_, uri in db.execute("SELECT id, uri FROM document"))
        self.db = db

    def meanings(self, document, key):
        if (document, key) in self.sense:
            return self.sense[document, key]
        return ({key} if key in self.entity else set()) | self.alias.get(key, set())

    def names(self, document):
        """({name: is title}, literal surfaces) of a document."""
        names, literals = collections.Counter(), set()
        low, high = document << 20, (document + 1) << 20
        span = (low, high - 1)
        for data, in self.db.execute(
                "SELECT data FROM mention WHERE chunk BETWEEN ? AND ?", span):
            for name, role, type_ in unpack_mentions(data):
                if type_ >= LITERAL:
                    literals.add(self.surface[name])
                else:
                    names[name] |= role == 1
        for data, in self.db.execute(
                "SELECT data FROM statement WHERE chunk BETWEEN ? AND ?", span):
            for subject, object_, a, b in unpack_statements(data):
                for name, type_ in ((subject, a), (object_, b)):
                    if type_ >= LITERAL:
                        literals.add(self.surface[name])
                    else:
                        names[name] |= 0
        return names, literals


class Passage:
    def __init__(self, store, uri, text):
        document = store.documents[uri]
        names, literals = store.names(document)
        self.about, self.entities, self.literals = set(), set(), literals
        self.folds = {fold(store.surface[n]) for n in names}
        for name, is_title in names.items():
            meanings = store.meanings(document, store.key.get(name, 0))
            self.entities |= meanings
            if is_title:
                self.about |= meanings
        self.dates = {date(found.replace(" of ", " ")) for found in DATES.findall(text)} - {None}
        self.dates |= {date(literal) for literal in literals} - {None}
        self.dates |= {date(folded) for folded in self.folds} - {None}


def find(program, kb, name):
    run = subprocess.run([program, "entity", "--json", "--kb", kb, "--", name], capture_output=True,
                         text=True)
    try:
        return json.loads(run.stdout).get("name")
    except ValueError:
        return None


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    shared = os.environ.get("CAIRN_SHARED", os.path.join(here, "..", "..", "..", "shared"))
    args = argparse.ArgumentParser(description=__doc__,
                                   formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("program")
    args.add_argument("--kb")
    args.add_argument("--set", default=os.path.join(shared, "eval", "2wiki"))
    args.add_argument("--misses")
    args = args.parse_args()
    corpus = os.path.join(args.set, "corpus.jsonl")

    with tempfile.TemporaryDirectory() as folder:
        kb = args.kb or os.path.join(folder, "entities.db")
        if not args.kb:
            subprocess.run([args.program, "index", "--kb", kb, corpus], check=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(os.path.join(args.set, "dev.jsonl"), encoding="utf-8") as lines:
            questions = [json.loads(line) for line in lines]
        with open(corpus, encoding="utf-8") as lines:
            texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
        store = Store(kb)
        asked = sorted({end for question in questions for s, _, o in question.get("evidences", [])
                        for end in (s, o) if not date(end)})
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            found = dict(zip(asked, pool.map(lambda name: find(args.program, kb, name), asked)))

    passages = {}
    n = linked = strictly = n_ends = linked_ends = exact_ends = in_title = 0
    relations, good, misses = collections.Counter(), collections.Counter(), []
    for question in questions:
        for uri in question["gold"]:
            if uri not in passages:
                passages[uri] = Passage(store, uri, texts[uri])
        gold = [passages[uri] for uri in question["gold"]]
        for subject, relation, object_ in question.get("evidences", []):
            ends = []
            for end in (subject, object_):
                when = date(end)
                if when:
                    ok = exact = any(covers(when, day) for p in gold for day in p.dates)
                    titled = False
                else:
                    name = found[end]
                    ids = store.entity_ids.get(name, set()) if name else set()
                    ok = any(ids & p.entities for p in gold)
                    titled = any(ids & p.about for p in gold)
                    exact = ok and any(fold(end) in p.folds or fold(name) == fold(end)
                                       for p in passages.values())
                ends.append(ok)
                n_ends += 1
                linked_ends += ok
                exact_ends += exact
                in_title += titled
                if end is subject:
                    subject_titled = titled
                    if ok and not titled:
                        misses.append({"end": end, "found": found.get(end), "strict": True,
                                       "evidence": [subject, relation, object_],
                                       "titles": [store.entity.get(e) for p in gold
                                                  for e in p.about]})
                if not ok:
                    misses.append({"end": end, "found": found.get(end), "evidence":
                                   [subject, relation, object_],
                                   "named": any(fold(end) in p.folds for p in gold),
                                   "names": sorted({f for p in gold for f in p.folds if
                                                    set(f.split()) & set(fold(end).split())}),
                                   "gold": question["gold"]})
            n += 1
            relations[relation] += 1
            linked += all(ends)
            strictly += all(ends) and subject_titled
            good[relation] += all(ends)
    if args.misses:
        with open(args.misses, "w", encoding="utf-8") as out:
            for miss in misses:
                out.write(json.dumps(miss, ensure_ascii=False) + "\n")

    def share(part, whole):
        return round(100.0 * part / whole, 1) if whole else None
    print(json.dumps({
        "evidences": n, "linked": linked, "share": share(linked, n), 
        "share_strict": share(strictly, n), "ends": n_ends,
        "share_of_ends": share(linked_ends, n_ends),
        "share_of_ends_exact": share(exact_ends, n_ends),
        "share_of_ends_in_title": share(in_title, n_ends),
        "relations": {r: f"{good[r]} of {k}" for r, k in relations.most_common()}}, indent=1))


if __name__ == "__main__":
    main()
