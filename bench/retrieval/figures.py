"""What the benches of this folder share: running cairn, and figures that `cairn eval` gives for one
set, over answers of several sets. Exact match and F1 are SQuAD's; declining a question that has no
answer is right, answering it is wrong."""
import collections
import json
import os
import re
import string
import subprocess
import sys
import tempfile

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
SHARED = os.environ.get("CAIRN_SHARED", os.path.join(ROOT, "..", "shared"))
PROGRAM = os.path.join(ROOT, "build", "cairn")


def run(command):
    """Standard output of the command; ends the bench when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit("%s: %s" % (" ".join(command[:8]), done.stderr.strip()))
    return done.stdout


def need(path):
    if not os.path.exists(path):
        sys.exit("%s is missing; see data/README.md" % path)
    return path


def index(cairn, kb, paths):
    run([cairn, "index", "-q", "--kb", kb] + paths)


def evaluate(cairn, kb, queries, options=()):
    """(figures of `cairn eval`, its lines by id) of a file of questions."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "run")
        out = run([cairn, "eval", "-q", "--json", "--kb", kb, "--queries", queries, "--run", path] +
                  list(options))
        with open(path, encoding="utf-8") as file:
            lines = {line["id"]: line for line in map(json.loads, file)}
    return json.loads(out), lines


def settings(cairn, kb):
    """Name -> what `cairn tune` says of it."""
    return {s["name"]: s for s in json.loads(run([cairn, "tune", "--json", "--kb", kb]))["settings"]}


def write_lines(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


# ---- One answer ----

def normal(text):
    text = "".join(c for c in text.lower() if c not in string.punctuation)
    return re.sub(r"\b(a|an|the)\b", " ", text).split()


def score(said, accepted):
    """(exact match, F1) of an answer, None for a declined question."""
    if not accepted or not said:
        right = float(not accepted and not said)
        return right, right
    words, exact, best = normal(said), 0.0, 0.0
    for answer in accepted:
        right = normal(answer)
        exact = max(exact, float(words == right))
        same = sum((collections.Counter(words) & collections.Counter(right)).values())
        if same:
            best = max(best, 2 * same / (len(words) + len(right)))
        elif not words and not right:
            best = 1.0
    return exact, best


# ---- Many answers ----

def risk_area(items):
    """Area under the curve of risk and coverage of (confidence, risk); those equally sure come in
    every order alike."""
    groups = collections.defaultdict(list)
    for confidence, risk in items:
        groups[confidence].append(risk)
    seen, before, area = 0, 0.0, 0.0
    for confidence in sorted(groups, reverse=True):
        risks = groups[confidence]
        for k in range(1, len(risks) + 1):
            area += (before + sum(risks) * k / len(risks)) / (seen + k)
        seen += len(risks)
        before += sum(risks)
    return area / seen if seen else 0.0


def percent(share):
    return round(100 * share, 1)


def mean(values):
    values = list(values)
    return sum(values) / len(values) if values else 0.0
