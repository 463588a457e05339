"""Turn a document back into the text it was read from: the inverse of `parser`."""

from __future__ import annotations

from portal.text.tree import Document


def write(document: Document) -> str:
    """Return the document's text: `write(parse(t).document) == normalise(t)` for every text."""
    lines: list[str] = []
    for clause in document:
        lines.extend([""] * clause.gap)
        lines.append(clause.written)
    return "\n".join(lines + [""] * document.tail)


def clause_starts(document: Document) -> tuple[int, ...]:
    """Return the offset in `write(document)` at which each clause's heading (or text) begins."""
    starts, position = [], 0
    for clause in document:
        position += clause.gap
        starts.append(position)
        position += len(clause.written) + 1
    return tuple(starts)
