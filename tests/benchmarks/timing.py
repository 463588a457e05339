"""What the benchmarks share: where the statute is, how a step is timed, and how a figure is printed."""

import gc
import time
from collections.abc import Callable, Sequence
from math import inf
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STATUTE = ROOT.parent / "shared" / "corpus" / "electricity-business-act"


def best_seconds(step: Callable[[], object], *, runs: int) -> float:
    """Return the shortest wall time of `runs` runs, in seconds: noise only ever adds."""
    return best_of_each([step], runs=runs)[0]


def best_of_each(steps: Sequence[Callable[[], object]], *, runs: int) -> list[float]:
    """Return the shortest wall time of each step; they take turns, so that a busy machine is unfair to none.

    Garbage is collected before each run, and not counted.
    """
    best = [inf] * len(steps)
    for _ in range(runs):
        for place, step in enumerate(steps):
            gc.collect()
            start = time.perf_counter()
            step()
            best[place] = min(best[place], time.perf_counter() - start)
    return best


def report(name: str, value: float, unit: str, limit: float | None = None) -> None:
    """Print a figure and how it stands to its limit."""
    stands = "" if limit is None else f"  limit {limit:g}: {'within' if value <= limit else 'OVER'}"
    print(f"{name:58} {value:7.2f} {unit}{stands}", flush=True)


def statute_is_there() -> bool:
    """Whether the corpus is beside the checkout; say so where it is not."""
    if not STATUTE.is_dir():
        print("skipped: the corpus is absent (no folder ../shared/corpus beside the checkout)")
    return STATUTE.is_dir()


def statute(edition: str) -> str:
    """Return the text of the statute's `edition`, "old" or "new"."""
    return (STATUTE / f"{edition}.txt").read_text(encoding="utf-8")
