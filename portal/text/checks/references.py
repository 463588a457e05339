"""Findings on references: to nothing, to what is deleted, to themselves, from a later number to an earlier one.

What a reference says of its target is checked in `reference_targets`, what a list leaves out in
`enumerations`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.text.checks.enumerations import check_enumerations, side_by_side
from portal.text.checks.examined import WITH_BODY, Examined
from portal.text.checks.reference_targets import articles_by_caption, check_targets, span_of
from portal.text.headings.japanese import PLACEHOLDERS
from portal.text.messages import gettext_noop
from portal.text.numbering.labels import BLANKS
from portal.text.numbering.numerals import half_width
from portal.text.places import clause_words
from portal.text.references import FaultKind, Level, Part, Reference, Relative, Target
from portal.text.tree import Kind, Problem, Severity

_BROKEN = {
    FaultKind.NO_SUPPLEMENT: gettext_noop("「{words}」が指す附則がありません。番号を確かめてください。"),
    FaultKind.NO_APPENDIX: gettext_noop("「{words}」がこの文書にありません。別の文書なら、そのままでかまいません。"),
    FaultKind.NO_HEADING: gettext_noop("「{words}」が指す章や節がありません。番号を確かめてください。"),
    FaultKind.NO_ARTICLE: gettext_noop("「{words}」が指す条がありません。番号を確かめてください。"),
    FaultKind.NO_PARAGRAPH: gettext_noop("「{words}」が指す項がありません。番号を確かめてください。"),
    FaultKind.NO_ITEM: gettext_noop("「{words}」が指す号がありません。番号を確かめてください。"),
    FaultKind.NO_SUBITEM: gettext_noop("「{words}」が指す号の細分がありません。番号を確かめてください。"),
    FaultKind.NOTHING_BEFORE: gettext_noop("「{words}」が指すものが、前にありません。指す先を確かめてください。"),
    FaultKind.NOTHING_AFTER: gettext_noop("「{words}」が指すものが、後にありません。指す先を確かめてください。"),
    FaultKind.NOT_INSIDE: gettext_noop("「{words}」は、ここでは何も指していません。指す先を確かめてください。"),
    FaultKind.NO_ANTECEDENT: gettext_noop(
        "「{words}」が何を受けるのか、前に書かれていません。指す先を確かめてください。"
    ),
}
"""Faults to tell. What an extract leaves out may be there, what leans on a fault has it from there, and of two
articles with one number the number is the fault."""

_INSIDE = (Level.PARAGRAPH, Level.ITEM, Level.SUBITEM)
_DELETED = re.compile("[（(]?削除[）)]?")
_HERE = re.compile("において")
_THIS = re.compile("(?:本|この|this )$", re.IGNORECASE)
LONGEST_THIS = len("this ")
_TO_BE_NUMBERED = re.compile(f"[{BLANKS}]?第?[{BLANKS}]?[{re.escape(PLACEHOLDERS)}]")
_LINE_NUMBER = re.compile(rf"^[{BLANKS}(（]*([0-9]+(?:[.][0-9]+)*)", re.MULTILINE)
_INFORMAL = re.compile("[上前下]記(?P<number>[0-9０-９一二三四五六七八九十]+)(?=[のにをでは])")


@dataclass(frozen=True, slots=True)
class _Whole:
    """The document and all its references; `appendices` are the numbers that lines of an unnumbered 別表 begin with."""

    clauses: Sequence[Examined]
    references: Sequence[Reference]
    appendices: dict[str, set[str]]


def check_references(clauses: Sequence[Examined], references: Sequence[Reference]) -> Iterator[Problem]:
    """Yield what is wrong with the document's own references.

    Quoted words and references to other laws are let be, and so is what an older 附則 refers to.
    """
    own = [reference for reference in references if _is_own(clauses[reference.clause], reference)]
    whole = _Whole(clauses, references, _numbers_in_appendices(clauses))
    captions = articles_by_caption(clauses)
    newest = max((each.part for each in clauses), default=0)
    for reference, beside in side_by_side(clauses, own):
        each = clauses[reference.clause]
        yield from _self(whole, each, reference)
        yield from _own_article(each, reference, is_listed=beside.is_listed)
        yield from _backward(whole, each, reference)
        if each.part in (0, newest):
            yield from _broken(whole, each, reference)
        if not _is_of_its_day(clauses, reference):
            yield from _deleted(whole, each, reference)
            yield from check_targets(clauses, captions, reference, beside)
    yield from check_enumerations(clauses, own)
    yield from _informal(clauses)


def _is_own(each: Examined, reference: Reference) -> bool:
    """Whether the reference speaks of this document; the heading of a 附則 and a 制定文 name what enacted them."""
    in_heading = each.clause.kind is Kind.SUPPLEMENTARY_PROVISION and reference.start < each.offset
    return not (reference.is_external or reference.quoted or in_heading or each.clause.kind is Kind.COLOPHON)


def _is_of_its_day(clauses: Sequence[Examined], reference: Reference) -> bool:
    """Whether a 附則 speaks of the 本則: it means the articles of its own day, whatever they have become."""
    target = reference.target
    return target is not None and clauses[reference.clause].part > 0 and clauses[target.clause].part == 0


# --- nothing there ---


def _broken(whole: _Whole, each: Examined, reference: Reference) -> Iterator[Problem]:
    message = _BROKEN.get(reference.fault.kind) if reference.fault else None
    if message is None or reference.fault is None or _cannot_be_known(whole, each, reference):
        return
    elsewhere = reference.fault.kind is FaultKind.NO_APPENDIX
    severity = Severity.HINT if elsewhere else Severity.WARNING
    yield each.problem("reference_broken", severity, message, span_of(reference), {"words": reference.words})


def _cannot_be_known(whole: _Whole, each: Examined, reference: Reference) -> bool:
    """Whether the fault may be in how the units were read, not in the words."""
    assert reference.fault is not None
    part = reference.parts[reference.fault.part]
    if part.level is Level.APPENDIX:
        if _TO_BE_NUMBERED.match(each.written, reference.end):
            return True
        # 別表１ where one 別表 without a number has a line that begins with 1.
        word = each.written[part.start : part.end][:2]
        return ".".join(map(str, part.number)) in whole.appendices.get(word, ())
    return part.level in _INSIDE and bool(part.relative) and each.clause.kind not in WITH_BODY


def _numbers_in_appendices(clauses: Sequence[Examined]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for each in clauses:
        if each.clause.kind is Kind.APPENDIX and not each.clause.number:
            found[each.clause.label[:2]].update(_LINE_NUMBER.findall(half_width(each.clause.text)))
    return found


def _deleted(whole: _Whole, each: Examined, reference: Reference) -> Iterator[Problem]:
    """第６条 where 第６条　削除 is all that is left of it; a range, and the 目次, may hold such articles."""
    target = reference.target
    if target is None or reference.through >= 0 or each.clause.kind is Kind.TABLE_OF_CONTENTS:
        return
    meant = whole.clauses[target.clause]
    stretch = meant.units.get(target.path)
    text = stretch.unit.text if stretch else meant.clause.text
    if _DELETED.fullmatch(text.strip(BLANKS + "\n")):
        message = gettext_noop("「{words}」が指す規定は削除されています。番号を確かめてください。")
        yield each.problem(
            "reference_deleted", Severity.WARNING, message, span_of(reference), {"words": reference.words}
        )


# --- itself ---


def _self(whole: _Whole, each: Examined, reference: Reference) -> Iterator[Problem]:
    """第２項 in 第２項, 第三号ロ in ロ, Section 3.2 in 3.2, alone or in a range: another number was meant."""
    stretch, (meant, targets) = each.stretch_at(reference.start), _unit_meant(reference)
    if stretch is None or not stretch.path or not meant.number:
        return
    other = whole.references[reference.through] if reference.through >= 0 else reference
    # 第２項各号 in a 号 of 第２項 goes round as well.
    own = Target(each.index, stretch.path if targets == reference.targets else stretch.path[:1])
    is_told = other.start < reference.start and own in other.targets
    if own in targets and not is_told and not _says_this(each, reference):
        yield _points_at_itself(each, (reference.start, max(reference.end, other.end)), each.words_at(reference.start))


def _unit_meant(reference: Reference) -> tuple[Part, tuple[Target, ...]]:
    """The last unit by number, and what it is: of 第２項各号 the 項."""
    *above, last = reference.parts
    if above and last.relative is Relative.EACH:
        return above[-1], tuple(Target(target.clause, target.path[:-1]) for target in reference.targets[:1])
    return last, reference.targets


def _own_article(each: Examined, reference: Reference, *, is_listed: bool) -> Iterator[Problem]:
    """第８条 in 第８条: 本条, or a number that was not changed when an article came in before it.

    A list or a range (第５条、第８条及び第１１条の規定は) may name its own article, and so may 以下第８条において.
    """
    last = reference.parts[-1]
    if last.level is not Level.ARTICLE or not last.number or reference.target != Target(each.index):
        return
    is_meant = is_listed or reference.through >= 0 or reference.caption or _HERE.match(each.written, reference.end)
    if each.is_main and not is_meant and not _says_this(each, reference):
        yield _points_at_itself(each, span_of(reference), clause_words(each.clause), Severity.HINT)


def _says_this(each: Examined, reference: Reference) -> bool:
    """Whether 本第８条 or this Section 8 says that it means itself."""
    return _THIS.search(each.written[max(0, reference.start - LONGEST_THIS) : reference.start]) is not None


def _points_at_itself(
    each: Examined, span: tuple[int, int], place: str, severity: Severity = Severity.WARNING
) -> Problem:
    message = gettext_noop("「{words}」は、この文のある{place}そのものを指しています。番号を確かめてください。")
    values = {"words": each.written[span[0] : span[1]], "place": place}
    return each.problem("reference_self", severity, message, span, values)


# --- how it is written ---


def _backward(whole: _Whole, each: Examined, reference: Reference) -> Iterator[Problem]:
    """第５条から第３条まで."""
    other = whole.references[reference.through] if reference.through >= 0 else reference
    first, last = reference.target, other.target
    if other.start > reference.start and first and last and (first.clause, first.path) > (last.clause, last.path):
        message = gettext_noop("「{words}」は、後の番号から前の番号への範囲になっています。番号を確かめてください。")
        span = (reference.start, other.end)
        values = {"words": each.written[span[0] : span[1]]}
        yield each.problem("reference_backward", Severity.WARNING, message, span, values)


def _informal(clauses: Sequence[Examined]) -> Iterator[Problem]:
    """上記3の者: which of 条, 項 and 号 is meant must be guessed, and renumbering does not see it."""
    for each in clauses:
        for match in _INFORMAL.finditer(each.written, each.offset):
            message = gettext_noop(
                "「{words}」が条・項・号のどれを指すのか分かりません。「第3項」のように書いてください。"
            )
            yield each.problem("reference_informal", Severity.HINT, message, match.span(), {"words": match.group()})
