"""Compare long editions, beside git comparing the same two texts by character in the same run.

The yardstick is `LC_ALL=C.UTF-8 git diff --no-index --word-diff=porcelain --word-diff-regex=.` on the two texts in
files; it and our steps take turns. The pairs are in `workloads`: mostly real amendments of a statute, copied to
5,000 articles. Figures:

- 5,000 articles: alignment from parsed clauses (which clause stands opposite which), the whole comparison from parsed
  clauses, and from raw text (both parses, rows and marks);
- growth from 1,000 to 5,000 articles, as it is and with Python's garbage collector held off, for its passes look at all
  that is alive (a hundred thousand rows and cells), and their time says nothing of the steps;
- 1,000 articles that all changed, with some moved, and with a term replaced throughout and all numbers shifted: also
  in milliseconds, which are those of the machine at hand;
- memory of a comparison of 5,000 articles from raw text: the most that Python allocates at a time (tracemalloc), and
  how far the resident set of a process of its own grows, the two texts not counted;
- the statute itself, from its two texts to a page of HTML;
- PDFs (`printing`), beside headless Chromium printing the same HTML;
- growth on the worst of texts, from half their size to all of it, the collector held off.

Run by `bin/bench comparison [RUNS]`: how many times each step is measured (the best counts). It leaves with 0
whatever the figures are, for a busy machine may spoil any; `within` and `OVER` say how they stand to the limits.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from portal.comparison.alignment.clauses import align_documents
from portal.comparison.compare import compare
from portal.comparison.formats.html import page_html
from portal.comparison.table import ComparisonTable, RowKind
from portal.text.parser import parse
from portal.text.tree import Document
from tests.benchmarks.memory import growth_of_resident_set, peak_bytes
from tests.benchmarks.timing import best_of_each, report, statute, statute_is_there
from tests.benchmarks.workloads import (
    WORST,
    Pair,
    amended_copies,
    edited_everywhere,
    renamed_and_renumbered,
)

# One character is one word, as a comparison of Japanese needs.
GIT = ("git", "diff", "--no-index", "--word-diff=porcelain", "--word-diff-regex=.")
UNIT = "× git diff --word-diff"
FEW, MANY = 1_000, 5_000
ALIGNMENT_LIMIT, RAW_LIMIT = 0.5, 2.0
GROWTH_LIMIT = 6.0
EDITED_LIMIT = 300.0
"""Milliseconds for 1,000 articles."""
MEMORY_LIMIT = 150.0
"""Megabytes (of 10⁶ bytes)."""
DOUBLE_LIMIT = 2.6
"""Time for twice the text."""

Step = Callable[[], object]


def main(runs: int) -> None:
    """Measure and print one line per figure."""
    if not statute_is_there():
        return
    report_many_articles(runs)
    report_growth(runs)
    report_edited(runs)
    report_memory()
    report_statute(runs)
    report_pdfs()
    report_worst(runs)


def report_many_articles(runs: int) -> None:
    """Print how long 5,000 articles take, beside git."""
    pair = amended_copies(MANY)
    old, new = parsed(pair)
    print(f"{MANY:,} articles ({len(old.clauses):,} before), {len(pair[1]):,} characters")
    with git_on(pair) as git:
        of_git, aligning, comparing, from_raw = best_of_each(
            (git, partial(align_documents, old, new), partial(compare, old, new), partial(compare_texts, pair)),
            runs=runs,
        )
    report("align, from parsed clauses", aligning / of_git, UNIT, ALIGNMENT_LIMIT)
    report("compare, from parsed clauses", comparing / of_git, UNIT)
    report("parse both and compare, from raw text", from_raw / of_git, UNIT, RAW_LIMIT)
    print(f"(git {of_git:.2f} s, align {aligning:.2f} s, compare {comparing:.2f} s, all {from_raw:.2f} s)")


def report_growth(runs: int) -> None:
    """Print how the time grows from 1,000 articles to 5,000."""
    few, many = amended_copies(FEW), amended_copies(MANY)
    for name, step in (("parsed clauses", compare), ("raw text", lambda *texts: compare_texts(texts))):
        sides = (few, many) if name == "raw text" else (parsed(few), parsed(many))
        steps = [partial(step, *pair) for pair in sides]
        of_few, of_many = best_of_each(steps, runs=runs)
        report(f"growth, {FEW:,} to {MANY:,} articles: from {name}", of_many / of_few, "× the time", GROWTH_LIMIT)
        gc.disable()
        of_few, of_many = best_of_each(steps, runs=runs)
        gc.enable()
        report("        the collector held off", of_many / of_few, "× the time", GROWTH_LIMIT)


def report_edited(runs: int) -> None:
    """Print how long 1,000 articles take that all changed."""
    for name, pair in (
        ("all edited, some moved", edited_everywhere(FEW)),
        ("a term replaced, all renumbered", renamed_and_renumbered(FEW)),
    ):
        old, new = parsed(pair)
        with git_on(pair) as git:
            of_git, comparing = best_of_each((git, partial(compare, old, new)), runs=runs)
        report(f"{name}: compare {FEW:,}", comparing * 1000, "ms, on this machine", EDITED_LIMIT)
        report(f"{name}: compare {FEW:,}", comparing / of_git, UNIT)


def report_memory() -> None:
    """Print how much memory a comparison of 5,000 articles takes at its height."""
    peak = peak_bytes(partial(compare_texts, amended_copies(MANY)))
    report("memory, peak of Python's", peak / 1e6, "MB", MEMORY_LIMIT)
    grown = growth_of_resident_set("tests.benchmarks.comparison_bench", "compare_many")
    if grown is None:
        print("skipped: growth of the resident set (no /proc/self/status here)")
    else:
        report("memory, growth of the resident set", grown / 1e6, "MB", MEMORY_LIMIT)


def compare_many() -> Step:
    """Return the comparison whose memory a process of its own measures, its texts read."""
    return partial(compare_texts, amended_copies(MANY))


def report_statute(runs: int) -> None:
    """Print how long the statute takes from two texts to a page of HTML."""
    pair = statute("old"), statute("new")
    with git_on(pair) as git:
        of_git, to_html = best_of_each((git, partial(page_of, pair)), runs=runs)
    table = compare_texts(pair)
    changed = sum(row.kind not in (RowKind.UNCHANGED, RowKind.ELIDED) for row in table.rows)
    report("the statute, two texts to a page of HTML", to_html / of_git, UNIT)
    print(f"({to_html:.2f} s; {len(table.rows):,} rows, {changed:,} with a change; {len(page_of(pair)):,} characters)")


def page_of(pair: Pair) -> str:
    """Return the comparison of two texts as a page."""
    return page_html(compare_texts(pair), title="新旧対照表")


def report_pdfs() -> None:
    """Print how long PDFs take; only now is Django needed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from tests.benchmarks import printing

    printing.report_pdfs()


def report_worst(runs: int) -> None:
    """Print how the time grows for twice the worst of texts."""
    for name, make, most in WORST:
        half, whole = (partial(compare_texts, make(size)) for size in (most // 2, most))
        gc.disable()
        of_half, of_whole = best_of_each((half, whole), runs=runs)
        gc.enable()
        report(f"{most // 2:,} to {most:,} {name}", of_whole / of_half, "× the time", DOUBLE_LIMIT)


def parsed(pair: Pair) -> tuple[Document, Document]:
    """Parse both editions."""
    old, new = pair
    return parse(old).document, parse(new).document


def compare_texts(pair: Pair) -> ComparisonTable:
    """Parse both editions and compare them."""
    return compare(*parsed(pair))


@contextmanager
def git_on(pair: Pair) -> Iterator[Step]:
    """Yield a step in which git compares two texts by character, and writes what it finds to nowhere."""
    with TemporaryDirectory(prefix="portal-bench-") as folder:
        paths = [Path(folder) / name for name in ("old.txt", "new.txt")]
        for path, text in zip(paths, pair, strict=True):
            path.write_text(text, encoding="utf-8")
        yield partial(git_diff, *paths)


def git_diff(old: Path, new: Path) -> None:
    """Run git's diff by character; it leaves with 1 where the files differ."""
    environment = os.environ | {"LC_ALL": "C.UTF-8"}
    done = subprocess.run([*GIT, str(old), str(new)], stdout=subprocess.DEVNULL, env=environment, check=False)
    if done.returncode != 1:
        raise RuntimeError(f"git diff ended with {done.returncode}, where two files differ")


if __name__ == "__main__":
    main(runs=int(sys.argv[1]) if len(sys.argv) > 1 else 3)
