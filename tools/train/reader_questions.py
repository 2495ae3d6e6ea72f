#!/usr/bin/env python3
"""Questions with their corpora, from which the reader's model is learned:
    reader_questions.py SHARED OUT
writes OUT/NAME.corpus.jsonl and OUT/NAME.jsonl (lines of "question", "answers", "group" and, where
it is known, "evidences": subject, relation, object of the steps). SHARED/answer and SHARED/nlp are
read; what is written is not kept. Standard library only; the same bytes on every run."""
import collections
import hashlib
import json
import os
import re
import sys

# Questions for a relation, the plain ones first. {} is what is asked about.
ASKS = {
    "director": ["Who is the director of {}?", "Who directed {}?", "the director of {}"],
    "date of birth": ["What is the date of birth of {}?", "When was {} born?",
                      "On what date was {} born?"],
    "date of death": ["What is the date of death of {}?", "When did {} die?"],
    "father": ["Who is the father of {}?", "Who is {}'s father?"],
    "mother": ["Who is the mother of {}?", "Who is {}'s mother?"],
    "publication date": ["What is the publication date of {}?", "When was {} released?"],
    "country of citizenship": ["What nationality is {}?", "Which country is {} from?",
                               "What is the country of citizenship of {}?"],
    "place of birth": ["Where was {} born?", "What is the place of birth of {}?"],
    "place of death": ["Where did {} die?", "What is the place of death of {}?"],
    "spouse": ["Who is the spouse of {}?", "Who was {} married to?", "{}'s spouse"],
    "country": ["Which country is {} located in?", "What country is {} in?"],
    "country of origin": ["Which country is {} from?", "What is the country of origin of {}?"],
    "performer": ["Who is the performer of {}?", "Who performed {}?"],
    "educated at": ["Where was {} educated?", "Where did {} study?"],
    "composer": ["Who composed {}?", "Who is the composer of {}?"],
    "inception": ["When was {} founded?", "In which year was {} established?"],
    "child": ["Who is the child of {}?"],
    "employer": ["Who is the employer of {}?", "Where did {} work?"],
    "sibling": ["Who is the sibling of {}?"],
    "place of burial": ["Where was {} buried?"],
    "publisher": ["Who published {}?", "Who is the publisher of {}?"],
}
# Wikidata's properties, as Re-DocRED names relations; "~" asks for the subject.
PROPERTIES = {
    "P131": ["Where is {} located?", "In what administrative region is {}?"],
    "P17": ["In which country is {}?", "What country does {} belong to?"],
    "P27": ["What nationality is {}?", "Which country is {} from?"],
    "P800": ["What is a notable work of {}?", "Which work did {} create?"],
    "P527": ["Who is a member of {}?", "What is a part of {}?"],
    "P361": ["What is {} part of?"],
    "P175": ["Who performed {}?", "Which artist recorded {}?", "Who is the performer of {}?"],
    "P577": ["When was {} released?", "In what year did {} come out?"],
    "P1344": ["In which event did {} take part?"],
    "P710": ["Who took part in {}?"],
    "P463": ["Which group is {} a member of?", "What organization does {} belong to?"],
    "P495": ["Which country is {} from?", "Where does {} come from?"],
    "P569": ["When was {} born?", "What is the date of birth of {}?"],
    "P161": ["Who starred in {}?", "Which actor played in {}?"],
    "P571": ["When was {} founded?", "In what year was {} established?"],
    "P264": ["Which record label released {}?", "What label is {} signed to?"],
    "P206": ["What body of water is {} on?"],
    "P30": ["On which continent is {}?"],
    "P1441": ["In which work does {} appear?"],
    "P570": ["When did {} die?", "In which year did {} die?"],
    "P3373": ["Who is the sibling of {}?", "Who is the brother or sister of {}?"],
    "P607": ["In which war did {} fight?", "What conflict did {} serve in?"],
    "P127": ["Who owns {}?", "Which company owns {}?", "Who is the owner of {}?"],
    "P40": ["Who is the child of {}?", "Who was a son or daughter of {}?"],
    "P19": ["Where was {} born?", "What is the birthplace of {}?", "In which city was {} born?"],
    "P20": ["Where did {} die?", "In which city did {} die?"],
    "P706": ["On what landform is {}?"],
    "P140": ["What is the religion of {}?"],
    "P26": ["Who is the spouse of {}?", "Who was {} married to?", "Who did {} marry?"],
    "P178": ["Who developed {}?", "Which company developed {}?"],
    "P50": ["Who wrote {}?", "Who is the author of {}?"],
    "P156": ["What came after {}?", "What follows {}?"],
    "P155": ["What came before {}?", "What does {} follow?"],
    "P170": ["Who created {}?", "Who is the creator of {}?"],
    "P276": ["Where did {} take place?", "Where is {}?"],
    "P54": ["Which team did {} play for?", "What club does {} play for?"],
    "P69": ["Where did {} study?", "Which university did {} attend?"],
    "P749": ["What is the parent company of {}?"],
    "P355": ["What is a subsidiary of {}?"],
    "P22": ["Who is the father of {}?", "Who was {}'s father?"],
    "P25": ["Who is the mother of {}?", "Who was {}'s mother?"],
    "P6": ["Who is the head of government of {}?", "Who leads the government of {}?"],
    "P86": ["Who composed {}?", "Who wrote the music of {}?"],
    "P108": ["Who did {} work for?", "Who is the employer of {}?"],
    "P176": ["Who makes {}?", "Which company manufactured {}?"],
    "P585": ["When did {} happen?", "When was {}?"],
    "P403": ["Where does {} flow into?"],
    "P57": ["Who directed {}?", "Who is the director of {}?"],
    "P35": ["Who is the president of {}?", "Who is the head of state of {}?"],
    "P166": ["What award did {} win?", "Which prize did {} receive?"],
    "P37": ["What is the official language of {}?"],
    "P580": ["When did {} begin?", "When did {} start?"],
    "P582": ["When did {} end?"],
    "P118": ["Which league does {} play in?"],
    "P162": ["Who produced {}?", "Who is the producer of {}?"],
    "P102": ["What party is {} a member of?", "Which party did {} belong to?"],
    "P58": ["Who wrote the screenplay of {}?"],
    "P676": ["Who wrote the lyrics of {}?"],
    "P112": ["Who founded {}?", "Who is the founder of {}?"],
    "P123": ["Who published {}?"],
    "P159": ["Where is the headquarters of {}?", "Where is {} based?"],
    "P36": ["What is the capital of {}?"],
    "P39": ["What office did {} hold?"],
    "P400": ["On which platform did {} come out?"],
    "P449": ["On which network did {} air?"],
    "P488": ["Who is the chairman of {}?"],
    "P551": ["Where did {} live?"],
    "P740": ["Where was {} formed?"],
}
PROPERTY_MAX = 45  # questions of one property
ABSENT_MAX = 8     # of them, asked of what the text does not tell it of


def chance(*parts):
    """A number below 1 << 32 that depends on the parts alone."""
    return int(hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:8], 16)


def join(tokens):
    """Words cut from the signs beside them, written as a text again."""
    text = " ".join(tokens)
    text = re.sub(r' " ([^"]*) " ', r' "\1" ', " " + text + " ").strip()
    text = re.sub(r" ([,.;:!?)\]%])", r"\1", text)
    text = re.sub(r"([(\[$]) ", r"\1", text)
    text = re.sub(r" ('s|'S|'re|n't|'ll|'ve|'d)\b", r"\1", text)
    text = re.sub(r"(\w) ([-–/]) (\w)", r"\1\2\3", text)
    return re.sub(r"\s+", " ", text)


class Output:
    def __init__(self, folder, name):
        self.corpus = open(os.path.join(folder, name + ".corpus.jsonl"), "w", encoding="utf-8")
        self.asked = open(os.path.join(folder, name + ".jsonl"), "w", encoding="utf-8")

    @staticmethod
    def write(file, row):
        file.write(json.dumps(row, ensure_ascii=False) + "\n")

    def text(self, name, title, text):
        row = {"id": name, "title": title, "text": text}
        self.write(self.corpus, row)

    def ask(self, question, answers, group, **more):
        self.write(self.asked, {"question": question, "answers": answers, "group": group, **more})

    def close(self):
        self.corpus.close()
        self.asked.close()


def make_squad(shared, folder):
    """One corpus for each article: its questions are held apart together."""
    data = json.load(open(os.path.join(shared, "answer/squad2/dev.json"), encoding="utf-8"))["data"]
    for number, article in enumerate(data):
        out = Output(folder, "squad%02d" % number)
        for i, paragraph in enumerate(article["paragraphs"]):
            out.text("%02d-%03d" % (number, i), article["title"].replace("_", " "),
                     paragraph["context"])
            for ask in paragraph["qas"]:
                answers = [] if ask["is_impossible"] else sorted({a["text"] for a in ask["answers"]})
                out.ask(ask["question"], answers, number)
        out.close()


def make_hops(shared, folder):
    """The steps of 2wiki's questions, each a question of its own, over 2wiki's corpus."""
    path = os.path.join(shared, "eval/2wiki/dev.jsonl")
    lines = [json.loads(line) for line in open(path, encoding="utf-8")]
    objects = collections.defaultdict(set)
    for row in lines:
        for subject, relation, thing in row["evidences"]:
            objects[subject, relation].add(thing)
    seen = set()
    with open(os.path.join(folder, "hops.jsonl"), "w", encoding="utf-8") as out:
        for number, row in enumerate(lines):
            for subject, relation, _ in row["evidences"]:
                if (subject, relation) in seen or relation not in ASKS:
                    continue
                seen.add((subject, relation))
                asks = ASKS[relation]
                first = chance(subject, relation) % len(asks)
                for i in range(first, first + min(2, len(asks))):
                    Output.write(out, {"question": asks[i % len(asks)].format(subject),
                                       "answers": sorted(objects[subject, relation]),
                                       "group": number % 10})


def names_of(entity):
    names = collections.Counter(join(m["name"].split()) for m in entity)
    return sorted(names, key=lambda name: (-len(name), name))


def make_redocred(shared, folder):
    path = os.path.join(shared, "nlp/redocred/dev.json")
    out = Output(folder, "redocred")
    found = collections.defaultdict(list)
    absent = collections.defaultdict(list)
    for number, document in enumerate(json.load(open(path, encoding="utf-8"))):
        entities = document["vertexSet"]
        out.text("r%03d" % number, document["title"], " ".join(map(join, document["sents"])))
        tails = collections.defaultdict(set)
        kinds = collections.defaultdict(set)
        for label in document["labels"]:
            tails[label["h"], label["r"]].add(label["t"])
            kinds[label["r"]].add(entities[label["h"]][0]["type"])
        for (head, relation), things in sorted(tails.items()):
            if relation in PROPERTIES and len(things) <= 3:
                answers = sorted({n for t in things for n in names_of(entities[t])})
                found[relation].append((number, names_of(entities[head])[0], answers))
        for relation in sorted(kinds):
            for head, entity in enumerate(entities):
                if entity[0]["type"] in kinds[relation] and (head, relation) not in tails:
                    absent[relation].append((number, names_of(entity)[0], []))
    for relation, asks in PROPERTIES.items():
        taken = sorted(found[relation], key=lambda x: chance(relation, x[0], x[1]))[:PROPERTY_MAX]
        missing = sorted(absent[relation], key=lambda x: chance(relation, x[0], x[1]))
        for number, name, answers in taken + missing[:min(ABSENT_MAX, len(taken) // 4)]:
            ask = asks[chance(name, relation, number) % len(asks)]
            out.ask(ask.format(name), answers, number % 10)
    out.close()


def make_timeqa(shared, folder):
    path = os.path.join(shared, "answer/timeqa/train.json")
    out = Output(folder, "timeqa")
    for number, page in enumerate(json.load(open(path, encoding="utf-8"))):
        title = join(page["paras"][0].split()) if page["paras"] else ""
        title = page["link"].rsplit("/", 1)[-1].replace("_", " ") or title
        for i, text in enumerate(page["paras"]):
            if len(text) > 40:
                out.text("t%03d-%03d" % (number, i), title, join(text.split()))
        for question, answers in page["questions"]:
            named = sorted({join(a["answer"].split()) for a in answers} - {""})
            out.ask(question, named, number % 10)
    out.close()


def make_ramdocs(shared, folder):
    """Documents that contradict the truth are left out."""
    path = os.path.join(shared, "answer/ramdocs/dev.jsonl")
    out = Output(folder, "ramdocs")
    seen = set()
    for number, line in enumerate(open(path, encoding="utf-8")):
        row = json.loads(line)
        for i, document in enumerate(row["documents"]):
            if document["type"] == "misinfo" or document["text"] in seen:
                continue
            seen.add(document["text"])
            out.text("m%03d-%02d" % (number, i), "", document["text"])
        out.ask(row["question"], row["gold_answers"], number % 10)
    out.close()


def main():
    shared, folder = sys.argv[1:3]
    os.makedirs(folder, exist_ok=True)
    for make in (make_squad, make_hops, make_redocred, make_timeqa, make_ramdocs):
        make(shared, folder)


if __name__ == "__main__":
    main()
