"""Blanks and blank lines of a text that came from a file: kept as they were where its words are the same."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from portal.text.tree import Clause, Document

_RULE_SIGNS = frozenset("|:- \t\u3000")
"""What the line below a table's heading is made of, | --- | --- |: files do not say which row is the heading."""


def with_layout_of(document: Document, before: Document) -> Document:
    """Return a document whose clauses stand as those with the same key in `before` do, where only blanks differ.

    A clause whose words differ keeps its own, behind as many blank lines as there were, and a table in it its heading.
    Files have blank lines and blanks behind labels as their program sets them: that is no change of the terms.
    """
    known = {clause.key: clause for clause in before if clause.key}
    clauses = tuple(_laid_out(clause, known.get(clause.key)) for clause in document)
    return replace(document, clauses=clauses, tail=before.tail if before.clauses else document.tail)


def _laid_out(clause: Clause, before: Clause | None) -> Clause:
    if before is None:
        return clause
    ruled = clause._replace(text=_with_rules(clause.text, _rules(before.text)))
    if _words(ruled) == _words(before):
        return before._replace(context=clause.context)
    return ruled._replace(gap=before.gap)


def _rules(text: str) -> dict[str, str]:
    """The lines of dashes in a text, by the words of the heading above each."""
    lines = text.split("\n")
    return {_words_of(line): rule for line, rule in pairwise(lines) if _is_rule(rule)}


def _with_rules(text: str, rules: dict[str, str]) -> str:
    """Put a line of dashes below each heading that had one."""
    if not rules:
        return text
    lines = text.split("\n")
    ruled: list[str] = []
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        ruled.append(line)
        if line.lstrip().startswith("|") and not _is_rule(below) and _words_of(line) in rules:
            ruled.append(rules[_words_of(line)])
    return "\n".join(ruled)


def _is_rule(line: str) -> bool:
    return line.lstrip().startswith("|") and "--" in line and _RULE_SIGNS.issuperset(line)


def _words(clause: Clause) -> tuple[object, ...]:
    parts = (clause.label, clause.caption, clause.text)
    lines = (tuple(_words_of(line) for line in part.split("\n") if line.strip()) for part in parts)
    return clause.kind, clause.number, *lines


def _words_of(line: str) -> str:
    return "".join(line.split())
