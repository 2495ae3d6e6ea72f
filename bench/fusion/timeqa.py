#!/usr/bin/env python3
"""How time-scoped questions are answered: with and without a date.

  bench/fusion/timeqa.py [--cairn build/cairn] [--data ../shared/answer/timeqa/train.json]
                         [--kb FILE] [--limit N] [--run FILE]

All articles are indexed into one store (--kb: kept and used again). Each question that names a time
("from 1811 to 1827", "in Feb 2016") and has an answer is asked in four ways:

  stripped        without its time: nothing says which of several values is meant
  stripped_as_of  the same with --as-of: the middle of the time
  whole           as it is
  whole_as_of     as it is, with --as-of

Right is an answer that is one of the given ones but for case, marks, articles and spaces ("exact");
"f1" is the mean of the best overlap of words. Also, to see what time does and not what search does:
"changes", the questions whose answer differs between the dates, i.e. of the articles of which
several questions are the same but for their times. Prints one JSON object; --run writes a line for
each question.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
POINT = r"(?:(?:(?P<d%d>\d{1,2})\s+)?(?P<m%d>[a-z]{3,9})\.?\s*(?:(?P<e%d>\d{1,2})\s*,)?\s+)?(?P<y%d>\d{4})"
RANGE = re.compile(
    r",?\s*\b(?:(?:in|during|over|for|within)\s+the\s+(?:duration\s+of\s+time|period\s+of\s+time|"
    r"time\s+period|period|time|years?|span)\s+)?(?:from|between)\s+" + POINT.replace("%d", "1") +
    r"\s*(?:to|and|until|-)\s*" + POINT.replace("%d", "2") + r"\b,?", re.I)
SINGLE = re.compile(r",?\s*\b(?:in|on|by|during|after|before|until|as of|around)\s+" +
                    POINT.replace("%d", "1") + r"\b,?", re.I)


def month_of(name):
    return MONTHS.index(name[:3].lower()) + 1 if name and name[:3].lower() in MONTHS else None


def time_of(question):
    """(question without its time, middle as ISO text) or None."""
    match = RANGE.search(question)
    if match:
        begin = int(match["y1"]) * 12 + (month_of(match["m1"]) or 7) - 1
        end = int(match["y2"]) * 12 + (month_of(match["m2"]) or 6) - 1
        middle = (begin + max(begin, end)) // 2
        as_of = "%04d-%02d" % (middle // 12, middle % 12 + 1)
    else:
        match = SINGLE.search(question)
        if not match or (match["m1"] and not month_of(match["m1"])):
            return None
        month = month_of(match["m1"])
        as_of = match["y1"] + ("-%02d" % month if month else "")
    if as_of < "0001":
        return None
    rest = (question[:match.start()] + " " + question[match.end():]).strip()
    rest = re.sub(r"\s+", " ", rest).replace(" ?", "?")
    return (rest[:1].upper() + rest[1:], as_of)


def tidy(text):
    """The articles are cut into tokens: "D . C ." is "D. C."."""
    return re.sub(r"\s+([.,;:!?)'’])", r"\1", text).replace("( ", "(")


def fold(text):
    text = re.sub(r"[^\w\s]", " ", text.lower())
    return [word for word in text.split() if word not in ("a", "an", "the")]


def score(answer, golds):
    if not answer:
        return 0, 0.0
    said = fold(answer)
    exact, best = 0, 0.0
    for gold in golds:
        words = fold(gold)
        shared = sum((collections.Counter(said) & collections.Counter(words)).values())
        exact |= int(said == words)
        if shared:
            precision, recall = shared / len(said), shared / len(words)
            best = max(best, 2 * precision * recall / (precision + recall))
    return exact, best


def read_questions(articles):
    questions = []
    for article in articles:
        own = []
        for question, answers in article["questions"]:
            golds = [answer["answer"] for answer in answers if answer["answer"]]
            timed = time_of(question)
            if golds and timed:
                own.append({"question": question, "stripped": timed[0], "as_of": timed[1],
                            "golds": golds})
        per_form = collections.Counter(item["stripped"].lower() for item in own)
        for item in own:
            item["changes"] = per_form[item["stripped"].lower()] > 1
        questions += own
    return questions


def is_heading(para):
    return len(para) < 80 and para.endswith(" .") and not para.startswith("-") \
        and para.count(" . ") == 0


def markdown(article):
    lines = ["# " + tidy(article["paras"][0]) if article["paras"] else ""]
    for para in article["paras"][1:]:
        if is_heading(para):
            lines += ["", "## " + tidy(para[:-2])]
        elif para.startswith("- "):
            lines.append(tidy(para))
        else:
            lines += ["", tidy(para)]
    return "\n".join(lines) + "\n"


def index(cairn, kb, articles):
    with tempfile.TemporaryDirectory() as folder:
        for number, article in enumerate(articles):
            with open(os.path.join(folder, "%05d.md" % number), "w") as file:
                file.write(markdown(article))
        subprocess.run([cairn, "index", folder, "--kb", kb, "-q"], check=True)


def ask(cairn, kb, question, as_of):
    command = [cairn, "ask", "--json", "--kb", kb]
    if as_of:
        command += ["--as-of", as_of]
    done = subprocess.run(command + ["--", question], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit("%s: %s" % (" ".join(command), done.stderr.strip()))
    return json.loads(done.stdout)["answer"]


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    root = os.path.join(here, "..", "..")
    parser = argparse.ArgumentParser()
    parser.add_argument("--cairn", default=os.path.join(root, "build", "cairn"))
    parser.add_argument("--data",
                        default=os.path.join(root, "..", "shared", "answer", "timeqa", "train.json"))
    parser.add_argument("--kb")
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--run")
    args = parser.parse_args()
    with open(args.data) as file:
        articles = json.load(file)
    questions = read_questions(articles)
    if args.limit:
        questions = questions[:args.limit]
    folder = tempfile.mkdtemp()
    kb = args.kb or os.path.join(folder, "timeqa.db")
    if not os.path.exists(kb):
        index(args.cairn, kb, articles)
    ways = {"stripped": ("stripped", False), "stripped_as_of": ("stripped", True),
            "whole": ("question", False), "whole_as_of": ("question", True)}

    def ask_all(item):
        return {way: ask(args.cairn, kb, item[form], item["as_of"] if dated else None)
                for way, (form, dated) in ways.items()}

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(ask_all, questions))
    result = {"articles": len(articles), "questions": len(questions),
              "changing": sum(item["changes"] for item in questions)}
    for way in ways:
        scores = [score(said[way], item["golds"]) for item, said in zip(questions, answers)]
        changing = [s for s, item in zip(scores, questions) if item["changes"]]
        result[way] = {
            "exact": round(100 * sum(s[0] for s in scores) / len(scores), 1),
            "f1": round(100 * sum(s[1] for s in scores) / len(scores), 1),
            "answered": round(100 * sum(said[way] is not None for said in answers) / len(scores), 1),
            "changing_exact": round(100 * sum(s[0] for s in changing) / max(1, len(changing)), 1),
            "changing_f1": round(100 * sum(s[1] for s in changing) / max(1, len(changing)), 1)}
    print(json.dumps(result))
    if args.run:
        with open(args.run, "w") as file:
            for item, said in zip(questions, answers):
                file.write(json.dumps({**item, "answers": said}) + "\n")


if __name__ == "__main__":
    main()
