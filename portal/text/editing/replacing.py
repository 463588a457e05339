"""Find and replace across a document, with a preview.

Words are found in headings as well as in texts. What lies over more than one of label, caption and text, or between
them, is found and cannot be replaced: its parts are edited where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from portal.text.body import parse_body
from portal.text.editing.widths import in_any_width
from portal.text.edits import apply_edits
from portal.text.parser import parse
from portal.text.tree import Clause, Document, Edit
from portal.text.writer import write

CONTEXT = 20
"""Characters shown before and behind a match, of its own line."""
_WORD = "A-Za-z0-9Ａ-Ｚａ-ｚ０-９À-ɏ", "ァ-ヺーｦ-ﾟ", "一-鿿㐀-䶿々〇"
"""What may go on a word: Latin letters and digits, katakana, kanji. Hiragana join words."""


@dataclass(frozen=True, slots=True)
class Found:
    """A match: `start` in the clause's written words, `line` (from 1) in `write(document)`, words around it.

    `can_replace` is false for what lies in more than one of label, caption and text, or between them.
    """

    clause: int
    start: int
    words: str
    before: str
    after: str
    line: int
    can_replace: bool = True

    @property
    def end(self) -> int:
        """The offset behind the match."""
        return self.start + len(self.words)


def find(document: Document, words: str, *, fold_width: bool = False, whole_words: bool = False) -> tuple[Found, ...]:
    """Return where `words` stand, in order and without overlap; nothing for "".

    With `fold_width`, full and half width are alike (Ａ and A, カ and ｶ, a blank and another). With `whole_words`, what
    stands inside a longer run of Latin letters and digits, katakana or kanji is left out: 会員 in 会員証.
    """
    pattern = _pattern(words, fold_width=fold_width, whole_words=whole_words)
    return tuple(_found(document, pattern)) if words else ()


def replacements(
    document: Document,
    words: str,
    by: str,
    *,
    chosen: Collection[int] | None = None,
    fold_width: bool = False,
    whole_words: bool = False,
) -> tuple[Edit, ...]:
    """Return the edits that put `by` in the place of `words`, for `apply_edits`; none where they say the same already.

    `chosen` are indexes into what `find` returns with the same options; None are all. What cannot be replaced stays.
    """
    matches = find(document, words, fold_width=fold_width, whole_words=whole_words)
    return tuple(
        Edit(match.clause, match.start, match.words, by)
        for index, match in enumerate(matches)
        if match.can_replace and match.words != by and (chosen is None or index in chosen)
    )


def changes_structure(document: Document, edits: Iterable[Edit]) -> bool:
    """Whether the document would read as other clauses or units after edits: a line more, a heading, a label.

    Raises ValueError for edits that cannot be made.
    """
    before, after = (parse(write(one)).document.clauses for one in (document, apply_edits(document, edits)))
    if list(map(_shape, before)) != list(map(_shape, after)):
        return True
    return any(_units(old) != _units(new) for old, new in zip(before, after, strict=True) if old.text != new.text)


def _shape(clause: Clause) -> tuple[object, ...]:
    return clause.kind, clause.form, clause.gap, clause.text.count("\n")


def _units(clause: Clause) -> list[tuple[object, ...]]:
    """What the units of a clause are, and on which lines they begin."""
    text, line, counted = clause.text, 0, 0
    found: list[tuple[object, ...]] = []
    for unit in parse_body(text).walk():
        line, counted = line + text.count("\n", counted, unit.start), unit.start
        found.append((unit.kind, unit.label, line))
    return found


# --- matches ---


def _found(document: Document, pattern: re.Pattern[str]) -> Iterator[Found]:
    line = 1
    for index, clause in enumerate(document.clauses):
        line += clause.gap
        written, parts = clause.written, _parts(clause)
        seen = 0
        for match in pattern.finditer(written):
            start, end = match.span()
            line, seen = line + written.count("\n", seen, start), start
            before, after = _around(written, start, end)
            can_replace = any(first <= start and end <= last for first, last in parts)
            yield Found(index, start, match.group(), before, after, line, can_replace)
        line += written.count("\n", seen) + 1


def _parts(clause: Clause) -> Sequence[tuple[int, int]]:
    """Where label, caption and text stand in the written words."""
    words = {"L": clause.label, "C": clause.caption}
    found, start = [], 0
    for sign in clause.form:
        end = start + len(words.get(sign, sign))
        if sign in words:
            found.append((start, end))
        start = end
    return [*found, (start, start + len(clause.text))]


def _around(written: str, start: int, end: int) -> tuple[str, str]:
    """The words of the same line before and behind a match."""
    before = written[max(start - CONTEXT, 0) : start].rpartition("\n")[2]
    return before, written[end : end + CONTEXT].partition("\n")[0]


def _pattern(words: str, *, fold_width: bool, whole_words: bool) -> re.Pattern[str]:
    pattern = in_any_width(words) if fold_width else re.escape(words)
    if whole_words and words:
        behind, ahead = (f"[{_run(sign)}]" if _run(sign) else "" for sign in (words[0], words[-1]))
        pattern = (f"(?<!{behind})" if behind else "") + pattern + (f"(?!{ahead})" if ahead else "")
    return re.compile(pattern)


def _run(sign: str) -> str:
    """The signs with which a sign makes up a longer word."""
    return next((run for run in _WORD if re.match(f"[{run}]", sign)), "")
