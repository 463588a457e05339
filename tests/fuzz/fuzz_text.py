"""Throw texts at the text core until the time is over: mutated real documents, generated terms, heaps of tokens.

    .venv/bin/python -m tests.fuzz.fuzz_text [--seconds 600] [--seed 1] [--out var/fuzz]

Every text goes through `tests.text.invariants.assert_sound`; a text of a repeated pattern is read at two lengths as
well, and has to take about as much longer as it is. Each text has a seed of its own, so that `--seed N --seconds 0`
makes text N again and nothing else. A text that breaks a promise, raises, or takes too long is saved in `--out`, made
as small as leaving out lines can make it, and the run goes on; it leaves with 1 when there was one.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from portal.text.body import parse_body
from portal.text.checks import check
from portal.text.cleaning import clean
from portal.text.normalise import normalise
from portal.text.parser import parse
from portal.text.references import read_references
from portal.text.renumbering import renumber
from tests.fuzz.failures import ROOT, problem_of, without_needless
from tests.generated import TOKENS, mutated_at_random, rewrapped
from tests.text.invariants import assert_sound

CORPUS = ROOT.parent / "shared" / "corpus"
CASES = ROOT / "tests" / "text" / "cases"
LONGEST = 20_000
"""Characters cut out of a document for one text."""
SECONDS_FOR_A_TEXT = 30
SHORT, LONG = 300, 2400
"""How often a pattern is repeated to see how time grows."""
WORST_GROWTH = 2.5
"""How much more than in proportion the longer text may take; what is quadratic takes 8 times more."""
LEAST_SECONDS = 0.05
SHOWN = 200
"""Characters of a failing text that are printed; all of it is saved."""


def main() -> int:
    """Run until the time is over; return how the process should leave."""
    options = _options()
    documents = _documents()
    started, seed, failures, kinds = time.monotonic(), options.seed, Counter[str](), Counter[str]()
    while True:
        kind, text, problem = _try(seed, documents)
        kinds[kind] += 1
        if problem:
            failures[problem] += 1
            _save(options.out, seed, problem, text, known=failures[problem] > 1)
        seed += 1
        if time.monotonic() - started >= options.seconds:
            break
    print(f"{sum(kinds.values())} texts {dict(kinds)}, seeds {options.seed} to {seed - 1}")
    print(f"{sum(failures.values())} failures")
    for problem, count in failures.most_common():
        print(f"{count:6} × {problem}")
    return 1 if failures else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "fuzz")
    return parser.parse_args()


def _documents() -> list[str]:
    """Real documents where the corpus is, and the cases of the grammar."""
    paths = [*sorted(CORPUS.glob("*/*.txt")), *sorted(CASES.glob("*.txt"))]
    return [path.read_text(encoding="utf-8") for path in paths]


def _try(seed: int, documents: list[str]) -> tuple[str, str, str]:
    """Make the text of `seed` and read it; return its kind, the text, and what is wrong with it or ""."""
    source = random.Random(seed)
    name, make = source.choice(MAKERS)
    text = make(source, documents)
    problem = _problem_of(text)
    if not problem and name == "pattern":
        problem = _growth_problem(text)
    return name, text, problem


# --- texts ---


def _cut_of_document(source: random.Random, documents: list[str]) -> str:
    text = source.choice(documents)
    start = source.randrange(max(1, len(text) - 200))
    start = text.rfind("\n", 0, start) + 1
    return text[start : start + source.randrange(200, LONGEST)]


def _mutated_document(source: random.Random, documents: list[str]) -> str:
    text = mutated_at_random(_cut_of_document(source, documents), source, most=30)
    return rewrapped(text, source.randrange(1, 80)) if source.random() < 0.3 else text


def _joined_documents(source: random.Random, documents: list[str]) -> str:
    """Lines of several documents, dealt like cards."""
    lines = [line for _ in range(3) for line in _cut_of_document(source, documents).split("\n")]
    size = source.randrange(1, 120)
    return "\n".join(source.choice(lines) for _ in range(size))


def _document_with_tokens(source: random.Random, documents: list[str]) -> str:
    text = _cut_of_document(source, documents)
    for _ in range(source.randrange(1, 40)):
        at = source.randrange(len(text) + 1)
        text = text[:at] + source.choice(TOKENS) + text[at + source.randrange(3) :]
    return text


def _tokens(source: random.Random, _documents: list[str]) -> str:
    return "".join(source.choices(TOKENS, k=source.randrange(1, 200)))


def _pattern(source: random.Random, _documents: list[str]) -> str:
    """A few tokens, repeated: what is deep, long and dull. A number sign counts."""
    pattern = "".join(source.choices((*TOKENS, "#", "\n", "\n", "本"), k=source.randrange(1, 7)))
    return _repeated(pattern, SHORT)


def _repeated(pattern: str, times: int) -> str:
    return "".join(pattern.replace("#", str(number)) for number in range(1, times + 1))


MAKERS = (
    ("mutated", _mutated_document),
    ("dealt", _joined_documents),
    ("with tokens", _document_with_tokens),
    ("tokens", _tokens),
    ("pattern", _pattern),
)


# --- judging ---


def _problem_of(text: str) -> str:
    return problem_of(lambda: assert_sound(text), seconds=SECONDS_FOR_A_TEXT)


STEPS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("normalise", normalise),
    ("clean", clean),
    ("parse", parse),
    ("parse_body", parse_body),
    ("references", lambda text: read_references(parse(text).document)),
    ("check", lambda text: check(parse(text).document)),
    ("renumber", lambda text: renumber(parse(text).document)),
)


def _growth_problem(text: str) -> str:
    """Which step takes out of proportion long for the text LONG / SHORT times over."""
    longer = text * (LONG // SHORT)
    slow: list[str] = []
    failure = problem_of(lambda: slow.extend(_slow_steps(text, longer)), seconds=SECONDS_FOR_A_TEXT)
    return f"at {LONG}: {failure}" if failure else next((f"TooSlow in {name}" for name in slow), "")


def _slow_steps(text: str, longer: str) -> Iterator[str]:
    return (name for name, step in STEPS if _grows_too_much(step, text, longer))


def _grows_too_much(step: Callable[[str], object], text: str, longer: str) -> bool:
    """Measured again and again before it is said: another process may have had the machine."""
    return all(_growth(step, text, longer) > WORST_GROWTH * LONG / SHORT for _ in range(4))


def _growth(step: Callable[[str], object], text: str, longer: str) -> float:
    short, long = _seconds(step, text), _seconds(step, longer)
    return long / short if long > LEAST_SECONDS else 0.0


def _seconds(step: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    step(text)
    return max(time.process_time() - start, 1e-6)


# --- what is kept ---


def _save(folder: Path, seed: int, problem: str, text: str, *, known: bool) -> None:
    """Write the text to a file; the first of its kind made small, and shown."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{seed}.txt"
    if not known:
        text = _small(text, problem) if "TooSlow" not in problem else text
        print(f"seed {seed}: {problem}\n{text[:SHOWN]!a}\n", flush=True)
    path.write_text(text, encoding="utf-8", errors="surrogatepass")


def _small(text: str, problem: str) -> str:
    """The text without what it fails without: ever smaller runs of lines, then of characters."""
    lines = without_needless(text.split("\n"), lambda rest: _problem_of("\n".join(rest)) == problem)
    return "".join(without_needless(list("\n".join(lines)), lambda rest: _problem_of("".join(rest)) == problem))


if __name__ == "__main__":
    sys.exit(main())
