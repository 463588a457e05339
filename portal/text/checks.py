"""Findings on a whole document: what a careful reader would ask about before it is announced."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from portal.text.anchors import plain_anchors
from portal.text.labels import follows
from portal.text.messages import gettext_noop
from portal.text.tree import Clause, Document, Kind, Problem, Severity
from portal.text.writer import write

# The joiner U+200D makes one emoji of several and is seen as such.
_UNSEEN = re.compile(
    "(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
    "|[\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufff9-\ufffb]"
)
WITHOUT_PROVISIONS = (Kind.TITLE, Kind.COLOPHON, Kind.TABLE_OF_CONTENTS)
"""Kinds of clauses that make no terms by themselves."""


def check(document: Document) -> tuple[Problem, ...]:
    """Return findings in reading order; `line` counts from 1 in `write(document)`."""
    findings = [
        *_unreadable(document),
        *_unseen_characters(document),
        *_article_numbers(document),
        *_ambiguous_anchors(document),
    ]
    return tuple(sorted(findings, key=lambda problem: problem.line))


def clause_lines(document: Document) -> Iterator[tuple[int, Clause]]:
    """Yield each clause with the line number of its heading, the line of the label where a caption stands above."""
    line = 1
    for clause in document:
        line += clause.gap
        above = clause.form.partition("L")[0].count("\n")
        yield line + above, clause
        line += clause.written.count("\n") + 1


def _unreadable(document: Document) -> Iterator[Problem]:
    if not any(clause.text.strip() for clause in document if clause.kind not in WITHOUT_PROVISIONS):
        message = gettext_noop("約款の本文がありません。条文を入力してください。")
        yield Problem(1, "no_text", Severity.BLOCKS, message)


def _unseen_characters(document: Document) -> Iterator[Problem]:
    """Characters that no reader sees but that turn, hide or part the words around them."""
    for line, text in enumerate(write(document).split("\n"), 1):
        for code in sorted({f"U+{ord(character):04X}" for character in _UNSEEN.findall(text)}):
            message = gettext_noop("目に見えない文字{code}があります。意図したものでなければ取り除いてください。")
            yield Problem(line, "unseen_character", Severity.WARNING, message, (("code", code),))


def _article_numbers(document: Document) -> Iterator[Problem]:
    """第N条 that skip, repeat or run backwards; every 附則 starts anew and （略） hides what it hides."""
    previous: Clause | None = None
    for line, clause in clause_lines(document):
        if clause.kind in (Kind.SUPPLEMENTARY_PROVISION, Kind.ELIDED, Kind.APPENDIX):
            previous = None
        if clause.kind is Kind.ARTICLE:
            if previous is not None and not _may_follow(clause, previous):
                yield _number_problem(line, clause, previous)
            previous = clause


def _may_follow(clause: Clause, previous: Clause) -> bool:
    """Whether the number is the next one, or a later one in a 附則 printed in extract (抄)."""
    in_extract = clause.context.endswith("抄") and clause.number > previous.number
    return in_extract or follows(clause.number, previous.number)


def _number_problem(line: int, clause: Clause, previous: Clause) -> Problem:
    values = (("label", clause.label), ("previous", previous.label))
    if clause.number == previous.number:
        message = gettext_noop("「{label}」が重なっています。番号を付け直してください。")
        return Problem(line, "article_duplicate", Severity.WARNING, message, values)
    if clause.number < previous.number:
        message = gettext_noop("「{previous}」の後に「{label}」があり、番号が戻っています。")
        return Problem(line, "article_backward", Severity.WARNING, message, values)
    message = gettext_noop("「{previous}」の次が「{label}」で、間の条がありません。")
    return Problem(line, "article_gap", Severity.WARNING, message, values)


def _ambiguous_anchors(document: Document) -> Iterator[Problem]:
    """Articles of one number in one context: links and references could not tell them apart."""
    names = plain_anchors(document)
    counts = Counter(names)
    seen: set[str] = set()
    for (line, clause), name in zip(clause_lines(document), names, strict=True):
        if clause.kind is Kind.ARTICLE and counts[name] > 1 and name in seen:
            message = gettext_noop("「{label}」が二つ以上あり、リンク先を一つに決められません。番号を直してください。")
            yield Problem(line, "ambiguous_anchor", Severity.BLOCKS, message, (("label", clause.label),))
        seen.add(name)
