"""Findings on pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from portal.text.checks.examined import Examined
from portal.text.inline import Inline, InlineKind, Marks, read_inline
from portal.text.messages import gettext_noop
from portal.text.tree import Problem, Severity


def check_pictures(clauses: Iterable[Examined]) -> Iterator[Problem]:
    """Yield pictures without a description: those who hear the page would not know what they show."""
    for each in clauses:
        for mark in _pictures(read_inline(each.written)):
            if not each.written[mark.first : mark.last].strip():
                message = gettext_noop("図「{name}」に説明がありません。![ と ] の間に書いてください。")
                values = {"name": mark.target}
                yield each.problem("picture_without_words", Severity.WARNING, message, (mark.start, mark.end), values)


def _pictures(marks: Marks) -> Iterator[Inline]:
    for mark in marks:
        yield from _pictures(mark.inside)
        if mark.kind is InlineKind.IMAGE:
            yield mark
