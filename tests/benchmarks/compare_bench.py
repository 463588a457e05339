"""Parse and compare a statute (470 → 600 articles) and, beside it, let git diff the same files by character.

Prints ratios to git's time, for seconds of one machine say nothing on another: below 1 is quicker than git.
Run by `bin/bench compare [RUNS]`: how many times each step is measured (the best counts).
"""

import os
import subprocess
import sys
from pathlib import Path

from portal.comparison.compare import compare
from portal.text.parser import parse
from tests.benchmarks.timing import STATUTE, best_seconds, statute, statute_is_there

# One character is one word, as a comparison of Japanese needs.
GIT = ["git", "diff", "--no-index", "--word-diff=porcelain", "--word-diff-regex=."]


def git_diff(old: Path, new: Path) -> None:
    """Run git's diff by character; it leaves with 1 where the files differ."""
    environment = os.environ | {"LC_ALL": "C.UTF-8"}
    subprocess.run([*GIT, str(old), str(new)], stdout=subprocess.DEVNULL, env=environment, check=False)


def main(runs: int) -> None:
    """Measure and print one line per step."""
    if not statute_is_there():
        return
    old_text, new_text = statute("old"), statute("new")
    old_document, new_document = parse(old_text).document, parse(new_text).document
    git = best_seconds(lambda: git_diff(STATUTE / "old.txt", STATUTE / "new.txt"), runs=runs)
    parsing = best_seconds(lambda: (parse(old_text), parse(new_text)), runs=runs)
    comparing = best_seconds(lambda: compare(old_document, new_document), runs=runs)
    for name, seconds in (("parse both", parsing), ("compare", comparing), ("parse and compare", parsing + comparing)):
        print(f"{name:20} {seconds / git:6.2f} × git diff --word-diff ({seconds:.2f} s to {git:.2f} s)")


if __name__ == "__main__":
    main(runs=int(sys.argv[1]) if len(sys.argv) > 1 else 3)
