"""Throw pairs of texts at the comparison until the time is over: revisions as legal staff make them, and heaps.

    .venv/bin/python -m tests.fuzz.fuzz_comparison [--seconds 600] [--seed 1] [--out var/fuzz] [--score] [--mirror]

Every pair goes through `tests.comparison.invariants.assert_sound` in every built-in style; with `--mirror`, the
table of new and old also has to be that of old and new with its sides swapped, but for the order of rows. Each pair
has a seed of its own, so that `--seed N --seconds 0` makes pair N again and nothing else. A pair that breaks a promise
is saved in `--out` as a case (-- 旧, -- 新), made as small as leaving out lines can make it, and the run goes on;
it leaves with 1 when there was one.

With `--score` the pairs are revisions of which it is known what became of every part, and nothing is judged but how
many parts the table pairs rightly: in percent, by sort of change; and how many rows say "moved" where no change
moved anything. Revisions with wrong pairs are saved with a list.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from portal.comparison.house_style import BUILT_IN, THREE_COLUMN
from portal.comparison.table import ComparisonTable, Row, RowKind
from tests.case_files import Case, read_cases
from tests.comparison.invariants import assert_sound, table_of
from tests.fuzz.failures import ROOT, problem_of, without_needless
from tests.fuzz.pairing import ADDED, DELETED, KEPT, Score, revision, score
from tests.generated import TOKENS, mutated_at_random

CORPUS = ROOT.parent / "shared" / "corpus"
CASES = ROOT / "tests" / "comparison" / "cases"
LONGEST = 6_000
"""Characters cut out of a document for one text."""
SECONDS_FOR_A_PAIR = 60
SHOWN = 200
"""Characters of a failing pair that are printed; all of it is saved."""
OTHERWISE = "read otherwise than written"
MOST_SAVED = 20
"""Revisions with wrong pairs that are saved for each sort of change."""

Pair = tuple[str, str]


def main() -> int:
    """Run until the time is over; return how the process should leave."""
    options = _options()
    run = _run_score if options.score else _run_soundness
    return run(options, _documents())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "fuzz")
    parser.add_argument("--score", action="store_true")
    parser.add_argument("--mirror", action="store_true")
    return parser.parse_args()


def _documents() -> list[str]:
    """Real documents where the corpus is, else the old texts of the cases."""
    documents = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*/*.txt"))]
    return documents or [case["旧"] for case in _cases()]


@cache
def _cases() -> list[Case]:
    return read_cases(CASES)


def _seeds(options: argparse.Namespace) -> Iterator[int]:
    """Yield seeds until the time is over; one at least."""
    started, seed = time.monotonic(), options.seed
    while True:
        yield seed
        seed += 1
        if time.monotonic() - started >= options.seconds:
            return


# --- soundness ---


def _run_soundness(options: argparse.Namespace, documents: Sequence[str]) -> int:
    failures, kinds = Counter[str](), Counter[str]()
    for seed in _seeds(options):
        source = random.Random(seed)
        name, make = source.choice(MAKERS)
        pair = make(source, documents)
        kinds[name] += 1
        problem = _problem_of(pair, mirror=options.mirror)
        if problem:
            failures[problem] += 1
            _save_failure(options, seed, problem, pair, known=failures[problem] > 1)
    print(f"{sum(kinds.values())} pairs {dict(kinds)}, seeds {options.seed} to {seed}")
    print(f"{sum(failures.values())} failures")
    for problem, count in failures.most_common():
        print(f"{count:6} × {problem}")
    return 1 if failures else 0


def _problem_of(pair: Pair, *, mirror: bool) -> str:
    def attempt() -> None:
        for style in BUILT_IN.values():
            assert_sound(*pair, style)
        if mirror:
            assert_mirrored(*pair)

    return problem_of(attempt, seconds=SECONDS_FOR_A_PAIR)


def assert_mirrored(old: str, new: str) -> None:
    """Fail when the table of `new` and `old` is not that of `old` and `new` with its sides swapped.

    Pointers stand at the old place, another one in either direction, and stand for no text.
    """
    there, back = table_of(old, new, THREE_COLUMN), table_of(new, old, THREE_COLUMN)
    assert Counter(_said(there)) == Counter(_swapped(said) for said in _said(back))


_OPPOSITE_KINDS = {
    RowKind.ADDED_UNIT: RowKind.DELETED_UNIT,
    RowKind.DELETED_UNIT: RowKind.ADDED_UNIT,
    RowKind.ADDED_ARTICLE: RowKind.DELETED_ARTICLE,
    RowKind.DELETED_ARTICLE: RowKind.ADDED_ARTICLE,
}

Spans = tuple[tuple[int, int], ...]
Said = tuple[RowKind, Spans, Spans]


def _said(table: ComparisonTable) -> Iterator[Said]:
    """What each row says: its kind, and what it stands for on either side."""
    for row in (*table.rows, *table.left_out):
        if row.kind is RowKind.ELIDED:
            yield from _said_of_elided(row)
        elif row.kind is not RowKind.MOVED_AWAY:
            yield row.kind, row.old.spans, row.new.spans


def _said_of_elided(row: Row) -> Iterator[Said]:
    """A （略） row says of either side by itself that nothing changed: where runs part depends on the order."""
    for start, end in row.old.spans:
        yield from ((row.kind, ((at, at + 1),), ()) for at in range(start, end))
    for start, end in row.new.spans:
        yield from ((row.kind, (), ((at, at + 1),)) for at in range(start, end))


def _swapped(said: Said) -> Said:
    kind, old, new = said
    return _OPPOSITE_KINDS.get(kind, kind), new, old


def _save_failure(options: argparse.Namespace, seed: int, problem: str, pair: Pair, *, known: bool) -> None:
    """Write the pair to a file; the first of its kind made small, and shown."""
    if not known:
        pair = _small(pair, problem, mirror=options.mirror) if "TooSlow" not in problem else pair
        print(f"seed {seed}: {problem}\n{pair[0][:SHOWN]!a}\n{pair[1][:SHOWN]!a}\n", flush=True)
    _save(options.out / f"comparison-{seed}.txt", problem, pair)


def _save(path: Path, title: str, pair: Pair, rest: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = f"== {title}\n-- 旧\n{pair[0]}\n-- 新\n{pair[1]}\n{rest}"
    path.write_text(text, encoding="utf-8", errors="surrogatepass")


def _small(pair: Pair, problem: str, *, mirror: bool) -> Pair:
    """The pair without the lines that it fails without: those of both texts at once, then of either."""
    old, new = pair

    def fails(old_lines: list[str], new_lines: list[str]) -> bool:
        return _problem_of(("\n".join(old_lines), "\n".join(new_lines)), mirror=mirror) == problem

    shared = set(old.split("\n")) & set(new.split("\n"))
    kept = set(without_needless(sorted(shared), lambda rest: fails(*_only(pair, shared, set(rest)))))
    old_lines, new_lines = _only(pair, shared, kept)
    old_lines = without_needless(old_lines, lambda rest: fails(rest, new_lines))
    new_lines = without_needless(new_lines, lambda rest: fails(old_lines, rest))
    return "\n".join(old_lines), "\n".join(new_lines)


def _only(pair: Pair, shared: set[str], kept: set[str]) -> tuple[list[str], list[str]]:
    """The lines of both texts, of those they share only the kept ones."""
    old, new = ([line for line in text.split("\n") if line not in shared or line in kept] for text in pair)
    return old, new


# --- pairs ---


def _cut_of_document(source: random.Random, documents: Sequence[str]) -> str:
    text = source.choice(documents)
    start = source.randrange(max(1, len(text) - 200))
    start = text.rfind("\n", 0, start) + 1
    return text[start : start + source.randrange(200, LONGEST)]


def _revision(source: random.Random, documents: Sequence[str]) -> Pair:
    return revision(source, documents).texts


def _careless_edit(source: random.Random, documents: Sequence[str]) -> Pair:
    old = _cut_of_document(source, documents)
    return old, mutated_at_random(old, source, most=20)


def _careless_revision(source: random.Random, documents: Sequence[str]) -> Pair:
    old, new = _revision(source, documents)
    return old, mutated_at_random(new, source, most=10)


def _careless_case(source: random.Random, _documents: Sequence[str]) -> Pair:
    case = source.choice(_cases())
    return case["旧"], mutated_at_random(case["新"], source, most=4)


def _two_documents(source: random.Random, documents: Sequence[str]) -> Pair:
    return _cut_of_document(source, documents), _cut_of_document(source, documents)


def _tokens(source: random.Random, _documents: Sequence[str]) -> Pair:
    """Two heaps of what terms are made of, the second made of the first now and then."""
    old = source.choices(TOKENS, k=source.randrange(0, 80))
    if source.random() < 0.5:
        return "".join(old), "".join(source.choices(TOKENS, k=source.randrange(0, 80)))
    new = [token for token in old if source.random() > 0.1]
    return "".join(old), "".join(source.sample(new, len(new)) if source.random() < 0.2 else new)


MAKERS = (
    ("revision", _revision),
    ("revision", _revision),
    ("careless revision", _careless_revision),
    ("careless edit", _careless_edit),
    ("careless case", _careless_case),
    ("two documents", _two_documents),
    ("tokens", _tokens),
)


# --- score ---


_HEAD = (
    f"{'change':22}{'revisions':>10}{'flawless':>10}{'parts':>8}{'right %':>9}"
    f"{KEPT:>8}{ADDED:>8}{DELETED:>8}{'false moves':>13}"
)


def _run_score(options: argparse.Namespace, documents: Sequence[str]) -> int:
    scores, revisions, saved = defaultdict[str, Score](Score.none), Counter[str](), Counter[str]()
    for seed in _seeds(options):
        made = revision(random.Random(seed), documents)
        found = score(made)
        revisions[made.name if found else OTHERWISE] += 1
        if found is None:
            continue
        scores[made.name].add(found)
        scores["all"].add(found)
        if found.wrong and saved[made.name] < MOST_SAVED:
            saved[made.name] += 1
            names = ", ".join(change.__name__ for change in made.changes)
            _save(options.out / f"{made.name}-{seed}.txt", names, made.texts, "\n".join(["-- wrong", *found.wrong, ""]))
    print(f"{sum(revisions.values())} revisions, {revisions[OTHERWISE]} not scored: {OTHERWISE}")
    print(_HEAD)
    for name, found in sorted(scores.items(), key=lambda row: row[1].share()):
        shares = "".join(f"{found.share(fate):>8}" for fate in (KEPT, ADDED, DELETED))
        counts = f"{found.revisions:10}{found.flawless:10}{found.parts:8}"
        print(f"{name:22}{counts}{found.share():>9}{shares}{found.false_moves:13}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
