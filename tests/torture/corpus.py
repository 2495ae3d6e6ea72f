#!/usr/bin/env python3
"""Makes a corpus of an invented country: corpus.py DOCUMENTS SEED FOLDER [FOLDERS]

Text, Markdown and HTML files, one document each, and JSONL and CSV files of several rows, spread over
FOLDERS sub-folders part0, part1, ... (default 4). People, towns and firms repeat from document to document,
some under other spellings, and some documents contradict each other, so that fusion has work to do.
The same arguments give the same bytes on every machine."""
import csv, html, io, json, os, random, sys

FIRST = "Ada Bruno Celia Dorian Edda Florian Greta Hugo Ilse Jonas Klara Leon Mira Nils Olga Pavel".split()
LAST = "Arden Borg Castell Dray Elster Falk Grieve Holm Iversen Jarl Kestrel Lund Marsh Noble Orme Pike".split()
START = "Ash Birch Crow Dun East Fern Gold Hart Iron Kings Lake Mill North Oak Pen Raven".split()
END = "bridge bury dale field ford ham haven mouth port ridge stead ton wick worth".split()
TRADE = "architect astronomer baker botanist chemist composer engineer geologist novelist painter".split()
GOODS = "bells boats bricks clocks engines glass instruments lamps paper ropes".split()
MONTH = "January February March April May June July August September October November December".split()


class Country:
    """Who and what there is; every fact has one true value."""

    def __init__(self, rng, size):
        self.people = [f"{f} {l}" for f in FIRST for l in LAST]
        self.towns = [s + e for s in START for e in END]
        rng.shuffle(self.people)
        rng.shuffle(self.towns)
        self.people = self.people[:max(8, min(len(self.people), size // 3))]
        self.towns = self.towns[:max(6, min(len(self.towns), size // 5))]
        self.firms = [f"{p.split()[1]} {rng.choice(GOODS).title()} Company" for p in self.people[::2]]
        self.born = {p: (rng.choice(self.towns), rng.randint(1800, 1950)) for p in self.people}
        self.trade = {p: rng.choice(TRADE) for p in self.people}
        self.founded = {f: (rng.choice(self.people), rng.choice(self.towns), rng.randint(1850, 1990))
                        for f in self.firms}
        self.size = {t: rng.randint(2, 900) * 100 for t in self.towns}


def about_person(c, rng):
    p = rng.choice(c.people)
    town, year = c.born[p]
    year += rng.random() < 0.1  # a contradiction now and then
    day = f"{rng.randint(1, 28)} {rng.choice(MONTH)}"
    friend, firm = rng.choice(c.people), rng.choice(c.firms)
    return p, [
        f"{p} (born {day} {year}) was a {c.trade[p]} from {town}.",
        f"{p.split()[0][0]}. {p.split()[1]} studied in {rng.choice(c.towns)} and worked for the {firm}.",
        f"In {year + 30}, {p} married {friend}, a {c.trade[friend]}.",
        f"{p} did not move to {rng.choice(c.towns)}, as {friend} had claimed.",
    ]


def about_firm(c, rng):
    f = rng.choice(c.firms)
    who, town, year = c.founded[f]
    year -= rng.random() < 0.1
    return f, [
        f"The {f} was founded by {who} in {town} in {year}.",
        f"It is located in {town}, and employs {rng.randint(5, 900)} people.",
        f"{rng.choice(c.people)} became its director on {rng.randint(1, 28)} {rng.choice(MONTH)} {year + 7}.",
        f"The {f} sold its first {rng.choice(GOODS)} to {rng.choice(c.people)}.",
    ]


def about_town(c, rng):
    t = rng.choice(c.towns)
    return t, [
        f"{t} is a town in the province of {rng.choice(c.towns)}.",
        f"The population of {t} was {c.size[t] + rng.choice((0, 0, 0, 50))} in 1950.",
        f"The {rng.choice(c.firms)} is based in {t}.",
        f"{rng.choice(c.people)}, mayor of {t}, opened the bridge over the River {rng.choice(START)} "
        f"in {rng.randint(1860, 1990)}.",
    ]


def document(c, rng):
    title, lines = rng.choice((about_person, about_firm, about_town))(c, rng)
    for _ in range(rng.randint(0, 3)):
        lines += rng.choice((about_person, about_firm, about_town))(c, rng)[1]
    return title, lines


def as_text(title, lines):
    return title + "\n\n" + "\n".join(lines) + "\n"


def as_markdown(title, lines):
    return f"# {title}\n\n{lines[0]}\n\n## More\n\n" + "".join(f"- {x}\n" for x in lines[1:])


def as_html(title, lines):
    body = "".join(f"<p>{html.escape(x)}</p>\n" for x in lines)
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>\n{body}</body></html>\n"


def as_jsonl(docs, name):
    return "".join(json.dumps({"id": f"{name}-{i}", "title": t, "text": " ".join(lines)}) + "\n"
                   for i, (t, lines) in enumerate(docs))


def as_csv(c, rng, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["name", "born", "birthplace", "trade"])
    for p in rng.sample(c.people, min(rows, len(c.people))):
        writer.writerow([p, c.born[p][1], c.born[p][0], c.trade[p]])
    return out.getvalue()


def main(count, seed, folder, folders):
    rng = random.Random(seed)
    c = Country(rng, count)
    made = number = 0
    while made < count:
        form = rng.choices(("txt", "md", "html", "jsonl", "csv"), (50, 25, 15, 7, 3))[0]
        rows = min(10, count - made)
        if form == "jsonl":
            text = as_jsonl([document(c, rng) for _ in range(rows)], f"row{number}")
            made += rows
        elif form == "csv":
            text = as_csv(c, rng, rows)
            made += 1
        else:
            text = {"txt": as_text, "md": as_markdown, "html": as_html}[form](*document(c, rng))
            made += 1
        place = os.path.join(folder, f"part{number % folders}")
        os.makedirs(place, exist_ok=True)
        with open(os.path.join(place, f"{number:05}.{form}"), "w", encoding="utf-8") as f:
            f.write(text)
        number += 1


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4]) if len(sys.argv) == 5 else 4)
