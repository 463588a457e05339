"""What reading a body has come to: its lines with their labels, the 項 so far, and the units that are still open."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from portal.text.body.lines import body_lines
from portal.text.numbering.label_series import Ahead
from portal.text.numbering.labels import Label, read_labels
from portal.text.tree import Line, Unit, UnitKind

HIGHEST_START = 99
"""The highest number with which a series may begin; 2024. is a year."""
_UNLABELLED = Label("", (), "", "", ())


class Open:
    """A unit under construction; `style` is that of its label, "" when it has none."""

    __slots__ = ("children", "indent", "kind", "label", "lines", "start", "style")

    def __init__(self, kind: UnitKind, start: int, indent: str, label: Label = _UNLABELLED) -> None:
        self.kind, self.start, self.indent, self.label, self.style = kind, start, indent, label, label.style
        self.lines: list[Line] = []
        self.children: list[Open] = []

    def freeze(self) -> Unit:
        label, lines = self.label, tuple(self.lines)
        children = tuple([child.freeze() for child in self.children]) if self.children else ()
        return Unit(self.kind, label.number, label.text, label.separator, self.indent, self.start, lines, children)


class Spot(NamedTuple):
    """Where a label goes: so many units stand above it. `is_gap` when its number is not the next."""

    label: Label
    depth: int
    is_gap: bool = False


class State:
    """The lines in order with their labels; `open` holds the units that are still open, outermost first."""

    def __init__(self, text: str) -> None:
        self.lines = body_lines(text)
        self.readings = [read_labels(rest) for _, _, rest in self.lines]
        self.paragraphs: list[Open] = []
        self.open: list[Open] = []

    @cached_property
    def ahead(self) -> Ahead:
        """What comes of each series."""
        return Ahead(self.readings)


def may_be_amount(label: Label) -> bool:
    """Whether a label may be the start of a wrapped line: 2 年. Only the half-width blank stands there."""
    return label.style == "decimal_blank" and label.separator[:1] != "\u3000"
