#!/usr/bin/env python3
"""Open information extraction on the dev half of CaRB, by the shared scorer. Standard library only.

carb.py PROGRAM [--shared FOLDER]
PROGRAM is a build of cairn; each sentence goes through `PROGRAM extract --lines --tsv`. Prints the scorer's JSON
object: the best F1 over the confidence thresholds with its precision and recall, and the area under the curve.
"""
import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--shared", default=SHARED, type=Path)
    args = parser.parse_args()
    nlp = args.shared / "nlp"
    sentences = nlp / "carb" / "dev_sentences.txt"
    if not sentences.exists():
        sys.exit(f"carb.py: there is no {sentences}")
    with tempfile.NamedTemporaryFile(suffix=".tsv") as out, open(sentences, "rb") as lines:
        subprocess.run([args.program, "extract", "--lines", "--tsv"], stdin=lines, stdout=out, check=True)
        out.flush()
        subprocess.run([sys.executable, nlp / "carb_score.py", nlp / "carb" / "dev_gold.tsv", out.name], check=True)


if __name__ == "__main__":
    main()
