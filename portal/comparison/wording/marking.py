"""Mark two texts: lines first, then the cells of tables, then words."""

from __future__ import annotations

from portal.comparison.table import Span
from portal.comparison.wording.blocks import opposite_parts
from portal.comparison.wording.equal_runs import Texts
from portal.comparison.wording.spans import Marks, is_table_line, trimmed
from portal.comparison.wording.width import narrow
from portal.comparison.wording.words import changed_spans
from portal.text.normalise import fold


def mark(old: str, new: str, *, ignore_width: bool = False) -> Marks:
    """Return the marks in `old` and in `new`; lines are matched first, then words.

    What is left unmarked says the same on both sides, blanks and the lines of tables aside.
    With `ignore_width`, differences in width (NFKC) and blanks bear no mark. Swapping the texts swaps the marks: the
    shorter text, or of two as long the first in the order of code points, is always the one the other is compared to,
    so that of two equally good answers the texts decide and not which of them is the old one.
    """
    if old == new:
        return (), ()
    if (len(new), new) < (len(old), old):
        in_new, in_old = _mark(new, old, ignore_width=ignore_width)
        return in_old, in_new
    return _mark(old, new, ignore_width=ignore_width)


def _mark(old: str, new: str, *, ignore_width: bool) -> Marks:
    if not _has_parts(old) and not _has_parts(new):
        old_spans, new_spans = _line_marks(old, new, ignore_width=ignore_width)
        return tuple(old_spans), tuple(new_spans)
    if ignore_width and fold(old) == fold(new):
        return (), ()
    old_marks: list[Span] = []
    new_marks: list[Span] = []
    for old_part, new_part in opposite_parts(old, new):
        in_old, in_new = _line_marks(old[slice(*old_part)], new[slice(*new_part)], ignore_width=ignore_width)
        old_marks += ((start + old_part[0], end + old_part[0]) for start, end in in_old)
        new_marks += ((start + new_part[0], end + new_part[0]) for start, end in in_new)
    return tuple(sorted(old_marks)), tuple(sorted(new_marks))


def _has_parts(text: str) -> bool:
    return "\n" in text or is_table_line(text)


def _line_marks(old: str, new: str, *, ignore_width: bool) -> tuple[list[Span], list[Span]]:
    """The marks of two lines, or of two cells."""
    if old == new:
        return [], []
    if not old or not new:
        return _all_of(old), _all_of(new)
    if not ignore_width:
        old_spans, new_spans = changed_spans(Texts(old, new))
        return _without_blanks(old, old_spans), _without_blanks(new, new_spans)
    narrow_old, narrow_new = narrow(old), narrow(new)
    if narrow_old.text == narrow_new.text:
        return [], []
    texts = Texts(
        narrow_old.text, narrow_new.text, narrow_old.breaks, narrow_new.breaks, narrow_old.inside, narrow_new.inside
    )
    old_spans, new_spans = changed_spans(texts)
    return (
        _without_blanks(old, [narrow_old.original(span) for span in old_spans]),
        _without_blanks(new, [narrow_new.original(span) for span in new_spans]),
    )


def _all_of(line: str) -> list[Span]:
    return _without_blanks(line, [(0, len(line))])


def _without_blanks(line: str, spans: list[Span]) -> list[Span]:
    """Take the blanks off the edges of marks."""
    return [span for span in (trimmed(line, span) for span in spans) if span[0] < span[1]]
