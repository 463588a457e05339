"""Parse and compare a statute (470 → 600 articles) and, beside it, let git diff the same files by character.

Prints ratios to git's time, for seconds of one machine say nothing on another: below 1 is quicker than git.
Run by bin/bench; an argument is how many times each step is measured (the best counts).
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STATUTE = ROOT.parent / "shared" / "corpus" / "electricity-business-act"
# One character is one word, as a comparison of Japanese needs.
GIT = ["git", "diff", "--no-index", "--word-diff=porcelain", "--word-diff-regex=."]


def best_seconds(step: Callable[[], object], *, runs: int) -> float:
    """Return the shortest wall time of `runs` runs, in seconds: noise only ever adds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    return min(times)


def git_diff(old: Path, new: Path) -> None:
    """Run git's diff by character; it leaves with 1 where the files differ."""
    environment = os.environ | {"LC_ALL": "C.UTF-8"}
    subprocess.run([*GIT, str(old), str(new)], stdout=subprocess.DEVNULL, env=environment, check=False)


def main(runs: int) -> None:
    """Measure and print one line per step."""
    if not STATUTE.is_dir():
        print("skipped: the corpus is absent (no folder ../shared/corpus beside the checkout)")
        return
    from portal.comparison.compare import compare
    from portal.text.parser import parse

    old, new = STATUTE / "old.txt", STATUTE / "new.txt"
    old_text, new_text = old.read_text(encoding="utf-8"), new.read_text(encoding="utf-8")
    old_document, new_document = parse(old_text).document, parse(new_text).document

    git = best_seconds(lambda: git_diff(old, new), runs=runs)
    parsing = best_seconds(lambda: (parse(old_text), parse(new_text)), runs=runs)
    comparing = best_seconds(lambda: compare(old_document, new_document), runs=runs)
    for name, seconds in (("parse both", parsing), ("compare", comparing), ("parse and compare", parsing + comparing)):
        print(f"{name:20} {seconds / git:6.2f} × git diff --word-diff ({seconds:.2f} s to {git:.2f} s)")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main(runs=int(sys.argv[1]) if len(sys.argv) > 1 else 3)
