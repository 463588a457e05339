"""Findings on lists of references: 第１号、第２号に該当しない, which leaves out a 号 that belongs there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile

from portal.text.checks.examined import Examined, Stretch
from portal.text.messages import gettext_noop
from portal.text.references import Level, Reference
from portal.text.tree import Number, Problem, Severity, UnitKind

_LEAVES_OUT = re.compile(
    "(?:まで)?(?:のいずれ(?:か|に)?)?(?:にも?該当しない|(?:に(?:掲げる|定める|規定する)[^、。]{1,6}?)?(?:以外|のほか|の他|を除))"
)
_JOINTS = re.compile(
    "(?:[、・]|及び|又は|並びに|若しくは|および|または|ならびに|もしくは|と|から|まで|乃至|ないし|本項)+"
)
LONGEST_JOINT = 8


def check_enumerations(clauses: Sequence[Examined], references: Sequence[Reference]) -> Iterator[Problem]:
    """Yield lists that leave out a 号: 第１号、第２号、第３号に該当しない in 第５号, while there is a 第４号.

    What belongs there is nowhere. Where more are left out than named, the naming is a choice.
    """
    for run in _lists(clauses, references):
        each, span = clauses[run[0].clause], (run[0].start, run[-1].end)
        stretch = each.stretch_at(run[0].start)
        if stretch is None or stretch.unit.kind is not UnitKind.ITEM or not _LEAVES_OUT.match(each.written, span[1]):
            continue
        missing = _left_out(each, stretch, run)
        if missing:
            message = gettext_noop("「{words}」に第{missing}号がありません。前各号とするのが確かです。")
            values = {"words": each.written[span[0] : span[1]], "missing": "、".join(map(_number, missing))}
            yield each.problem("reference_incomplete", Severity.WARNING, message, span, values)


def _left_out(each: Examined, stretch: Stretch, run: Sequence[Reference]) -> list[Number]:
    """The 号 before this one that a list of them, the first included, does not name."""
    targets = [target for reference in run for target in reference.targets]
    above, named = stretch.path[:-1], [target.path[-1] for target in targets if target.path]
    if above not in each.units or any(target.clause != each.index or target.path[:-1] != above for target in targets):
        return []
    numbers = (unit.number for unit in each.units[above].unit.children)
    before = list(islice(takewhile(lambda number: number != stretch.unit.number, numbers), 2 * len(named) + 1))
    missing = [number for number in before if number not in named]
    is_list = len(named) > 1 and set(named) <= set(before) and before[0] in named
    return missing if is_list and len(missing) <= len(named) else []


def _number(number: Number) -> str:
    return "の".join(map(str, number))


def _lists(clauses: Sequence[Examined], references: Sequence[Reference]) -> Iterator[list[Reference]]:
    """References to 号 that stand side by side: 第１号、第２号及び第３号."""
    run: list[Reference] = []
    for reference, beside in side_by_side(clauses, references):
        if run and beside.before is not None:
            run.append(reference)
            continue
        if run:
            yield run
        last = reference.parts[-1]
        run = [reference] if last.level is Level.ITEM and last.number else []
    if run:
        yield run


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands in one list with a reference: the member `before` it and the one `behind` it, None for none."""

    before: Reference | None = None
    behind: Reference | None = None

    @property
    def is_listed(self) -> bool:
        """Whether the reference is one of several."""
        return self.before is not None or self.behind is not None


def side_by_side(clauses: Sequence[Examined], references: Sequence[Reference]) -> Iterator[tuple[Reference, Beside]]:
    """Yield each of the references, in reading order, with its neighbours in a list or range."""
    before: Reference | None = None
    for reference, following in pairwise([*references, None]):
        assert reference is not None
        behind = following if following and _is_joined(clauses, reference, following) else None
        yield reference, Beside(before, behind)
        before = reference if behind else None


def _is_joined(clauses: Sequence[Examined], before: Reference, behind: Reference) -> bool:
    joint = behind.start - before.end
    if before.clause != behind.clause or joint > LONGEST_JOINT:
        return False
    return _JOINTS.fullmatch(clauses[before.clause].written, before.end, behind.start) is not None
