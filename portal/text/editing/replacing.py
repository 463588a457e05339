"""Find and replace across a document, with a preview."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from portal.text.tree import Document, Edit


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
    """Return where `words` stand, in order and without overlap."""
    raise NotImplementedError


def replacements(
    document: Document,
    words: str,
    by: str,
    *,
    chosen: Collection[int] | None = None,
    fold_width: bool = False,
    whole_words: bool = False,
) -> tuple[Edit, ...]:
    """Return the edits that put `by` in the place of `words`; `chosen` are indexes into what `find` returns."""
    raise NotImplementedError


def changes_structure(document: Document, edits: Iterable[Edit]) -> bool:
    """Whether the document would read as other clauses or units after edits."""
    raise NotImplementedError
