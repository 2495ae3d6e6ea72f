#!/usr/bin/env python3
"""What learned rules are worth, as one JSON object.

    bench/fusion/rules.py BUILD [STORE]

BUILD is a build folder in which the target fusion_bench was built. Rules are mined on the training
part of each set of ../shared/graph/kgc and ranked on its test part (rules_kgc); of STORE, if given,
a fifth of the facts between entities is hidden (rules_holdout)."""
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SETS = ROOT.parent / "shared" / "graph" / "kgc"


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=1800)
    if done.returncode != 0:
        sys.exit(f"{command[0]}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    programs = pathlib.Path(sys.argv[1]) / "bench" / "fusion"
    figures = {"kgc": {}}
    for folder in sorted(path for path in SETS.iterdir() if path.is_dir()):
        figures["kgc"][folder.name] = run(programs / "rules_kgc", folder)
        del figures["kgc"][folder.name]["set"]
    if len(sys.argv) == 3:
        table = ROOT / "data" / "models" / "en" / "relations.tsv"
        figures["holdout"] = run(programs / "rules_holdout", sys.argv[2], table)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
