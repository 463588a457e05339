"""No text makes a comparison dear: twice of the worst is about twice the work, counted in calls.

What C code does within one call is not counted; `bin/bench comparison` measures the same texts in time.
"""

from collections.abc import Callable
from functools import partial

import pytest

from portal.comparison.compare import compare
from portal.text.parser import parse
from tests.benchmarks.workloads import WORST, Pair
from tests.work import calls_of


@pytest.mark.parametrize(("make", "most"), [pytest.param(make, most, id=name) for name, make, most in WORST])
def test_twice_the_worst_text_is_about_twice_the_work(make: Callable[[int], Pair], most: int) -> None:
    size = most // 5
    work_of(make(size // 8))
    once, twice = (work_of(make(count)) for count in (size // 2, size))
    assert twice < 2.6 * once, f"{once} calls for {size // 2}, {twice} for {size}"


def work_of(pair: Pair) -> int:
    """How many calls it takes to compare two texts, once they are parsed."""
    old, new = (parse(text).document for text in pair)
    return calls_of(partial(compare, old, new))
