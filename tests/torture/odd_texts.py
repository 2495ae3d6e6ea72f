#!/usr/bin/env python3
"""Texts that are no plain prose, one file each, the same on every run: what cairn extract must bear.

odd_texts.py FOLDER
"""
import pathlib
import random
import sys

chance = random.Random(7)
WORDS = ("river stone old bridge walked slowly under grey morning light near harbour towns where people sold bread and "
         "salt before winter came again with rain which nobody had wanted though many knew").split()
NAMES = "Ada Marsh|Tom Reed|Port Vale|Halvery|Norland|Teyle Bridge|Acme|Grace Hill".split("|")


def words(n):
    return " ".join(chance.choice(NAMES) if chance.random() < 0.1 else chance.choice(WORDS) for _ in range(n))


def sentence():
    who, where = chance.choice(NAMES), chance.choice(NAMES)
    return f"{who} was born in {where} in {chance.randint(1700, 1999)} and walked to {where} with {chance.choice(NAMES)}."


def table():
    rows = ["Name          Year   Town        Tons    Crew"]
    for _ in range(300):
        rows.append(f"{chance.choice(NAMES):<14}{chance.randint(1700, 1999):<7}{chance.choice(NAMES):<12}"
                    f"{chance.randint(1, 9999):<8}{chance.randint(1, 99)}")
    return "\n".join(rows)


CODE = """#include <stdio.h>
static int walk(const struct tree *tree, int depth)
{
    for (size_t i = 0; i < tree->n; i++)
        if (tree->items[i].kind == KIND_LEAF && depth < DEPTH_MAX)
            total += tree->items[i].weight * 0.5; /* half a weight */
    return tree->next ? walk(tree->next, depth + 1) : total;
}
"""
POEM = """O wind that over Norland goes,
    Thou whisperer of dusk,
And Halvery asleep in snows,
    And husk, and husk, and husk:
"""
RTL = "נולד בעיר הגדולה בשנת 1871 ולמד שם. ولد آدم في المدينة القديمة عام 1903 وكتب كتابا. "
MIXED = "Ada Marsh родилась в городе 横浜市 το 1871 và bà viết หนังสือ in Halvery. "
HOMOGLYPHS = "Аdа Mаrsh wаs bоrn in Pоrt Vаlе. Тоm Rееd dеsignеd Теуlе Bridgе. "  # Cyrillic letters in Latin words
EMOJI = "Ada 😀 Marsh 👩‍👩‍👧‍👦 was 🇳🇴 born 🎂 in 🏙️ Port Vale 1️⃣8️⃣7️⃣1️⃣ 🚀🚀🚀. "
DOERS = "the grey river|Ada Marsh|my brother|Halvery|the old wind|Tom Reed|a ship|the night|Norland".split("|")
DEEDS = "sang to|came over|loved|walked beside|carried|remembered|called|left|slept in".split("|")
ENDS = "in the morning|where the roses grow|under the moon|and wept|with a candle|of stone|by the sea".split("|")
PROSE = " ".join(sentence() for _ in range(400))

TEXTS = {
    "prose": PROSE,
    "endless": words(10000),
    "table": table(),
    "code": CODE * 60,
    "poetry": POEM * 100,
    "verse": "\n".join(f"{chance.choice(DOERS)} {chance.choice(DEEDS)} {chance.choice(DOERS)} {chance.choice(ENDS)}"
                       for _ in range(300)),
    "list": "\n".join(chance.choice("of the in and was is to it a with".split() + DOERS) for _ in range(3000)),
    "caps": PROSE.upper(),
    "emoji": EMOJI * 200,
    "mixed": MIXED * 200,
    "rtl": RTL * 200,
    "zerowidth": "\u200b".join(PROSE[:8000]) + " " + PROSE.replace(" ", " \u200d\u2060")[:8000],
    "marks": "".join(c + "\u0301" * 12 for c in PROSE[:3000]),
    "homoglyphs": HOMOGLYPHS * 200,
    "commas": "Ada, Tom, " * 3000,
    "brackets": "Ada (" * 3000 + "Tom" + ")" * 3000,
    "quotes": "\"Ada\" said \"Tom " * 2000,
    "ands": "Ada and Tom and " * 3000,
    "whiches": "the man who knew the man who " * 2000,
    "numbers": " ".join(str(chance.randint(0, 10**9)) for _ in range(8000)),
    "dots": ". " * 10000,
    "oneword": "a" * 100000,
    "urls": " ".join(f"https://example.org/{i}/a.b.c?d=e.f&g=h" for i in range(2000)),
    "stutter": "was was was born born in in " * 2000,
}

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name, text in TEXTS.items():
    (folder / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
