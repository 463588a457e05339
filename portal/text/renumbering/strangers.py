"""References that may mean another document's article: 貸出案内第３条, although 貸出案内 is no name that is known."""

from __future__ import annotations

import re
from collections.abc import Iterable

from portal.text.references.laws import LONGEST_NAME, law_before, names_of
from portal.text.references.model import Level, Reference
from portal.text.tree import Document

_MAY_BE_NAME = re.compile(r"[一-龠々〆ァ-ヺーA-Za-zＡ-Ｚａ-ｚ]{2,}\Z")
_IS_NO_NAME = re.compile(
    r"(?:場合|当該|[上前下後標]記|[各等時際後前中間但]|(?<!案)内|現行|以[上下外]|[本附付]則|[編章節款目条項号])\Z"
)
"""Ends of words that stand before 第３条 without naming a document: 上記第３条, 変更後第３条."""


class Strangers:
    """Tells which references of a document may be to another one.

    `ends` are the clauses and offsets at which references end: what stands directly behind one has no other name
    before it.
    """

    def __init__(self, document: Document, ends: Iterable[tuple[int, int]]) -> None:
        self.document = document
        self.names = names_of(document)
        self.ends = frozenset(ends)

    def may_own(self, reference: Reference) -> bool:
        """Whether 第３条 stands directly behind what may be another document's name, though none that is known."""
        first = reference.parts[0]
        if first.level is not Level.ARTICLE or first.relative is not None or "条" not in reference.words:
            return False
        written, start = self.document.clauses[reference.clause].written, reference.start
        run = _MAY_BE_NAME.search(written, max(0, start - LONGEST_NAME), start)
        if run is None or _IS_NO_NAME.search(run.group()) or (reference.clause, start) in self.ends:
            return False
        return law_before(written, start, self.names) is None
