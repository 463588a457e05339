"""Findings on defined words: given two meanings, used before the place that defines them, or never used."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate

from portal.text.checks.defined_terms import Definition, read_definitions
from portal.text.checks.examined import PROSE, Examined
from portal.text.messages import gettext_noop
from portal.text.tree import Kind, Problem, Severity

SHORTEST_TERM = 3
"""Characters. Shorter words (会社, 規則) are common nouns before they are given a meaning."""
LONGEST_POINTER = 8
FEWEST_ARTICLES = 5
"""Fewer are a fragment, and the words are used in the rest."""
MOST_TERMS = 500
"""Definitions whose uses are sought: more would take quadratic time."""
_MAIN = (0, 0)
_WORD = re.compile("[一-龥々〆ァ-ヺーA-Za-zＡ-Ｚａ-ｚ0-9０-９]")
_GOES_ON = re.compile(rf"(?!及び|又は|並びに|若しくは|以[下上外内]|等){_WORD.pattern}")
_POINTER_BEFORE = re.compile("(?:に規定する|に定義する|で定義する|[条項号]の)$")
_POINTER_BEHIND = re.compile("（[^（）。]{1,40}(?:に規定する|に定義する|で定義する)")
"""第五条に規定する延滞料等: the sentence says where the word is defined. に定める names what is laid down there."""


def check_definitions(clauses: Sequence[Examined]) -> Iterator[Problem]:
    """Yield words that are defined twice, words used before their definition, and words never used.

    Each 附則 and each 別紙 stands for itself; a definition for one 条 or 項 (以下この条において) meets no other.
    """
    definitions_of: defaultdict[tuple[int, int], list[Definition]] = defaultdict(list)
    for definition in read_definitions(clauses):
        definitions_of[_scope(definition.each)].append(definition)
    clauses_of: defaultdict[tuple[int, int], list[Examined]] = defaultdict(list)
    for each in clauses:
        clauses_of[_scope(each)].append(each)
    for scope, definitions in definitions_of.items():
        yield from _defined_twice([definition for definition in definitions if not definition.is_local])
        yield from _used_before(clauses_of[scope], definitions)
    yield from _unused(clauses, definitions_of[_MAIN])


def _scope(each: Examined) -> tuple[int, int]:
    return each.part, each.appendix


def _defined_twice(definitions: Sequence[Definition]) -> Iterator[Problem]:
    """A word with two meanings: each later definition that says something else than the first."""
    first: dict[str, Definition] = {}
    for definition in definitions:
        if definition.is_pointer:
            continue
        before = first.setdefault(definition.term, definition)
        if before is not definition and not before.says_the_same(definition):
            message = gettext_noop("「{term}」は{other}でも定義されていて、内容が違います。一つにしてください。")
            span = (definition.start, definition.end)
            values = {"term": definition.term, "other": before.each.words_at(before.start)}
            yield definition.each.problem("defined_twice", Severity.WARNING, message, span, values)


def _used_before(clauses: Sequence[Examined], definitions: Sequence[Definition]) -> Iterator[Problem]:
    """Words that stand before the sentence that abbreviates to them: 以下「延滞料等」という holds from there on.

    A list of definitions and a 「延滞料等」とは hold for the whole document; a word that has a meaning of its own in
    one 条 is let be.
    """
    exempt = {definition.term for definition in definitions if definition.is_local or not definition.is_forward}
    first: dict[str, Definition] = {}
    for definition in definitions[:MOST_TERMS]:
        if len(definition.term) >= SHORTEST_TERM and definition.term not in exempt:
            first.setdefault(definition.term, definition)
    for each, match in _first_uses(clauses, sorted(first, key=len, reverse=True)):
        definition = first[match.group()]
        if _is_early(each, match, definition):
            yield _early(each, match, definition)


def _first_uses(clauses: Sequence[Examined], terms: Sequence[str]) -> Iterator[tuple[Examined, re.Match[str]]]:
    """Where each of the terms (longest first) stands for the first time as a word of its own."""
    left = set(terms)
    pattern = re.compile("|".join(map(re.escape, terms)) or "(?!)")
    for each in clauses:
        for match in pattern.finditer(each.written, each.offset) if left and each.clause.kind in PROSE else ():
            if match.group() in left and _is_whole_word(match):
                left.remove(match.group())
                yield each, match


def _is_whole_word(match: re.Match[str]) -> bool:
    """Whether no letter, kanji or katakana makes a longer word of it: サポート in 製品サポート."""
    return not _WORD.match(match.string[match.start() - 1 : match.start()]) and not (
        _WORD.match(match.group()[-1]) and _GOES_ON.match(match.string, match.end())
    )


def _is_early(each: Examined, match: re.Match[str], definition: Definition) -> bool:
    if (each.index, match.start()) >= (definition.each.index, definition.sentence_start):
        return False
    before = match.string[max(0, match.start() - LONGEST_POINTER) : match.start()]
    return not _POINTER_BEFORE.search(before) and not _POINTER_BEHIND.match(match.string, match.end())


def _early(each: Examined, match: re.Match[str], definition: Definition) -> Problem:
    message = gettext_noop("「{term}」が、{place}で定義される前に使われています。初めて使うところで定義してください。")
    values = {"term": definition.term, "place": definition.each.words_at(definition.start)}
    return each.problem("used_before_definition", Severity.WARNING, message, match.span(), values)


def _unused(clauses: Sequence[Examined], definitions: Sequence[Definition]) -> Iterator[Problem]:
    """Words of the 本則 that stand nowhere in the document but where they are defined."""
    kinds = [each.clause.kind for each in clauses]
    if Kind.ELIDED in kinds or kinds.count(Kind.ARTICLE) < FEWEST_ARTICLES:
        return
    starts = list(accumulate((len(each.written) + 1 for each in clauses), initial=0))
    text = "\n".join(each.written for each in clauses)
    for definition in definitions[:MOST_TERMS]:
        start = starts[definition.each.index] + definition.start
        behind = start + len(definition.term)
        if len(definition.term) > 1 and text.find(definition.term, behind) < 0 and text.find(definition.term) == start:
            message = gettext_noop(
                "「{term}」は定義されていますが、ほかで使われていません。要らなければ削ってください。"
            )
            span = (definition.start, definition.end)
            yield definition.each.problem("defined_not_used", Severity.HINT, message, span, {"term": definition.term})
