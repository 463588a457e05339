"""Read and write a statute in two states (470 and 600 articles), beside `re.split` on the same text in the same run.

The yardstick is the least that anything can do to find articles: `ARTICLE_LINE.split(text)`, a pattern for the lines
that begin an article in the spellings the parser reads (blanks, full-width and kanji numbers, branches, Article,
Section), over both texts; for wrapped text, over the wrapped text. A figure is time divided by the yardstick's.

- parse: `parse(text)` of both texts, as they are and with every line broken at 40 characters;
- write, parse with all bodies (`parse_body` of every clause), normalise, clean, references, checks: no limits;
- growth: the time for ten copies of the older state, one behind the other, divided by the time for one; that of
  references and checks with Python's garbage collector held off, for its passes look at all that is alive (ten
  documents with their bodies), and their time says nothing of the step;
- memory: the most that Python allocates at a time while parsing (tracemalloc: what is kept and what is dropped
  again, the text itself not counted), divided by the size of the text as a Python string and in UTF-8.

Run by `bin/bench text [RUNS]`: how many times each step is measured (the best counts; steps of milliseconds ten times
as often). It leaves with 0 whatever the figures are, for a busy machine may spoil any of them; `within` and `OVER` say
how they stand to the limits.
"""

import gc
import re
import sys
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from portal.text.body import parse_body
from portal.text.checks import check
from portal.text.cleaning import clean
from portal.text.normalise import normalise
from portal.text.numbering.numerals import DIGITS, KANJI
from portal.text.parser import parse
from portal.text.references import read_references
from portal.text.tree import Document
from portal.text.writer import write
from tests.benchmarks.memory import peak_bytes
from tests.benchmarks.timing import best_of_each, best_seconds, report, statute, statute_is_there
from tests.generated import rewrapped

WRAPPED_AT = 40
PARSE_LIMIT = 6.0
COPIES, GROWTH_LIMIT = 10, 11.0
MEMORY_LIMIT = 30.0
UNIT = "× re.split"
QUICK = 10
"""How many times more often a step of milliseconds is measured: a busy machine leaves few runs in peace."""
_NUMBER = f"(?:[{DIGITS}]+|[{KANJI}]+)"
ARTICLE_LINE = re.compile(
    rf"^[ \u3000]*(?:第[ \u3000]*{_NUMBER}[ \u3000]*条(?:[ \u3000]*の[ \u3000]*{_NUMBER})*"
    rf"|(?:Article|ARTICLE|Section|SECTION)[ \u3000]*[{DIGITS}]+)",
    re.MULTILINE,
)


def parse_with_bodies(text: str) -> Document:
    """Parse `text` and the body of every clause."""
    document = parse(text).document
    for clause in document:
        parse_body(clause.text)
    return document


def report_times(texts: list[str], wrapped: list[str], runs: int) -> None:
    """Print the ratios to re.split."""
    split, parsing = split_and(parse, texts, runs)
    report("parse", parsing / split, UNIT, PARSE_LIMIT)
    wrapped_split, parsing = split_and(parse, wrapped, runs)
    report(f"parse, wrapped at {WRAPPED_AT}", parsing / wrapped_split, UNIT, PARSE_LIMIT)
    documents = [parse(text).document for text in texts]
    for name, step, given, yardstick in (
        ("normalise", normalise, texts, split),
        ("write", write, documents, split),
        ("parse with all bodies", parse_with_bodies, texts, split),
        ("clean", clean, texts, split),
        (f"clean, wrapped at {WRAPPED_AT}", clean, wrapped, wrapped_split),
        ("references", read_references, documents, split),
        ("checks", check, documents, split),
    ):
        report(name, best_seconds(partial(each, step, given), runs=runs) / yardstick, UNIT)


def split_and(step: Callable[[str], object], texts: list[str], runs: int) -> list[float]:
    """Return the seconds of the yardstick and of a step, taken by turns."""
    return best_of_each((partial(each, ARTICLE_LINE.split, texts), partial(each, step, texts)), runs=QUICK * runs)


def each(step: Callable[[Any], object], values: Iterable[Any]) -> None:
    """Take the step for each value."""
    for value in values:
        step(value)


def report_growth(text: str, runs: int) -> None:
    """Print how the time grows for ten copies of `text`."""
    copies = "\n".join([text] * COPIES)
    one, ten = parse(text).document, parse(copies).document
    report_step("parse", partial(parse, text), partial(parse, copies), QUICK * runs)
    report_step("parse with all bodies", partial(parse_with_bodies, text), partial(parse_with_bodies, copies), runs)
    gc.disable()
    report_step("references", partial(read_references, one), partial(read_references, ten), runs)
    report_step("checks", partial(check, one), partial(check, ten), runs)
    gc.enable()


def report_step(name: str, small: Callable[[], object], large: Callable[[], object], runs: int) -> None:
    """Print how the time of one step grows."""
    of_one, of_ten = best_of_each((small, large), runs=runs)
    report(f"growth, {COPIES} copies: {name}", of_ten / of_one, "× the time of one", GROWTH_LIMIT)


def report_memory(text: str) -> None:
    """Print how much memory parsing takes at its height."""
    peak = peak_bytes(partial(parse, text))
    report("memory, peak while parsing", peak / sys.getsizeof(text), "× the text as a str", MEMORY_LIMIT)
    report("memory, peak while parsing", peak / len(text.encode()), "× the text in UTF-8", MEMORY_LIMIT)
    with_bodies = peak_bytes(lambda: [parse_body(clause.text) for clause in parse(text).document])
    report("memory, with all bodies kept", with_bodies / sys.getsizeof(text), "× the text as a str")


def main(runs: int) -> None:
    """Measure and print one line per figure."""
    if not statute_is_there():
        return
    texts = [statute("old"), statute("new")]
    report_times(texts, [rewrapped(text, WRAPPED_AT) for text in texts], runs)
    report_growth(texts[0], runs)
    report_memory(texts[0])


if __name__ == "__main__":
    main(runs=int(sys.argv[1]) if len(sys.argv) > 1 else 3)
