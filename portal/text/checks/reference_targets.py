"""Findings on what a reference says of its target: another caption, a list that is not there, a 第１項 of one 項."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from portal.text.checks.enumerations import Beside
from portal.text.checks.examined import Examined
from portal.text.messages import gettext_noop
from portal.text.normalise import fold
from portal.text.numbering.number_writing import UnwritableNumber, write_label
from portal.text.places import counts_paragraphs
from portal.text.references import Level, Part, Reference
from portal.text.tree import Edit, Kind, LineKind, Problem, Severity, Unit

_LISTS = re.compile("に(?:掲げる|列記|列挙)")
_ANY_OF = re.compile("のいずれ")
_HAS_LIST = re.compile("掲げ|次の|以下の|下記|左の|上記")
_EARLIER = re.compile("(?:施行|適用|変更|改[正定訂])(?:の日)?前の\\Z")
LONGEST_EARLIER = len("施行の日前の")
FARTHEST_SAME = 400
"""Characters behind a 第１項 in which a 同項 may mean it."""


def check_targets(
    clauses: Sequence[Examined], captions: Mapping[str, list[Examined]], reference: Reference, beside: Beside
) -> Iterator[Problem]:
    """Yield where `reference` contradicts its target; `captions` are those of all articles."""
    yield from _other_caption(clauses, captions, reference)
    yield from _without_list(clauses, reference, is_listed=beside.is_listed)
    yield from _only_paragraph(clauses, reference, beside)


def articles_by_caption(clauses: Sequence[Examined]) -> dict[str, list[Examined]]:
    """Return the articles that have each caption, whatever its width."""
    found: defaultdict[str, list[Examined]] = defaultdict(list)
    for each in clauses:
        if each.clause.kind is Kind.ARTICLE and each.clause.caption:
            found[fold(each.clause.caption)].append(each)
    return found


def _other_caption(
    clauses: Sequence[Examined], captions: Mapping[str, list[Examined]], reference: Reference
) -> Iterator[Problem]:
    """第８条（貸出しの中止） where 第８条 is （貸出しの停止）.

    Where just one article has the quoted caption, its number is the mend, else the target's own caption.
    """
    each = clauses[reference.clause]
    target = clauses[reference.target.clause].clause if reference.target else None
    if target is None or not _differs(reference.caption, target.caption):
        return
    values = {"words": reference.words, "caption": reference.caption, "own": target.caption, "label": target.label}
    others = captions.get(fold(reference.caption), [])
    if any(other.clause.number == target.number for other in others):  # two articles of one number: told elsewhere
        return
    if others:
        message = gettext_noop(
            "「{words}」の見出しが違います。{label}は（{own}）、（{caption}）は{other}です。番号か見出しを直してください。"
        )
        values["other"] = others[0].clause.label
        mend = _other_number(each, reference, others)
    else:
        message = gettext_noop("「{words}」の見出しが違います。{label}は（{own}）です。番号か見出しを直してください。")
        mend = (each.edit(reference.caption_start, reference.caption, target.caption),)
    yield each.problem("reference_caption", Severity.WARNING, message, span_of(reference), values, mend)


def _differs(quoted: str, caption: str) -> bool:
    return bool(quoted and caption) and fold(quoted).casefold() != fold(caption).casefold()


def _other_number(each: Examined, reference: Reference, others: Sequence[Examined]) -> tuple[Edit, ...]:
    """The edit that names the only other article of the caption, () where there are more or none is named."""
    part = next((part for part in reference.parts if part.level is Level.ARTICLE and part.number), None)
    if part is None or len(others) > 1:
        return ()
    before = each.written[part.start : part.end]
    try:
        after = write_label(before, others[0].clause.number, of=part.number)
    except UnwritableNumber:
        return ()
    return (each.edit(part.start, before, after),)


def _without_list(clauses: Sequence[Examined], reference: Reference, *, is_listed: bool) -> Iterator[Problem]:
    """前条第３項に掲げる事由 where that 項 lists nothing and another 項 of the article does.

    第１項又は第３項のいずれか chooses between the two 項 themselves.
    """
    each, target = clauses[reference.clause], reference.target
    if target is None or reference.parts[-1].level is not Level.PARAGRAPH or len(target.path) != 1:
        return
    any_of = not is_listed and _ANY_OF.match(each.written, reference.end)
    if not any_of and not _LISTS.match(each.written, reference.end):
        return
    article = clauses[target.clause]
    meant, other = article.units.get(target.path), article.first_list
    if meant is None or other is None or _lists_something(meant.unit):
        return
    message = gettext_noop(
        "「{words}」には掲げられているものがありません。号があるのは{other}です。番号を確かめてください。"
    )
    values = {"words": reference.words, "other": article.words_of(other)}
    yield each.problem("reference_without_list", Severity.WARNING, message, span_of(reference), values)


def _lists_something(unit: Unit) -> bool:
    return (
        bool(unit.children)
        or _HAS_LIST.search(unit.text) is not None
        or any(line.kind is not LineKind.TEXT for line in unit.lines)
    )


def _only_paragraph(clauses: Sequence[Examined], reference: Reference, beside: Beside) -> Iterator[Problem]:
    """第２０条第１項 where 第２０条 has one 項 without a number: 第２０条. Some count each line without one as a 項."""
    part = _first_paragraph(reference)
    each = clauses[reference.clause]
    if part is None or reference.target is None or _is_leaned_on(beside) or _is_of_earlier_text(each, reference):
        return
    paragraphs = clauses[reference.target.clause].body.paragraphs
    if reference.target.clause == reference.clause or len(paragraphs) != 1 or _is_counted(paragraphs[0]):
        return
    message = gettext_noop("「{words}」の条には項が一つしかありません。「{part}」は要りません。")
    words = each.written[part.start : part.end]
    values = {"words": reference.words, "part": words}
    leans = each.written.find("同項", reference.end, reference.end + FARTHEST_SAME) >= 0
    mend = () if leans else (each.edit(part.start, words, ""),)
    yield each.problem("reference_only_paragraph", Severity.HINT, message, span_of(reference), values, mend)


def _is_of_earlier_text(each: Examined, reference: Reference) -> bool:
    """Whether 施行前の第２条第１項 is meant, which may have had more 項 then."""
    before = max(0, reference.start - LONGEST_EARLIER)
    return _EARLIER.search(each.written, before, reference.start) is not None


def _is_counted(unit: Unit) -> bool:
    """Whether a 項 has a number, or its lines or what is below it may be counted as 項."""
    lines = [line for line in unit.lines if line.kind is LineKind.TEXT]
    return bool(unit.label) or len(lines) > 1 or counts_paragraphs(unit)


def _first_paragraph(reference: Reference) -> Part | None:
    """The 第１項 of a reference that names an article."""
    if all(part.level is not Level.ARTICLE for part in reference.parts):
        return None
    return next((part for part in reference.parts if part.level is Level.PARAGRAPH and part.number == (1,)), None)


def _is_leaned_on(beside: Beside) -> bool:
    """Whether the next reference leaves out its article: 第２０条第１項及び第２項."""
    behind = beside.behind
    return behind is not None and behind.parts[0].level in (Level.PARAGRAPH, Level.ITEM)


def span_of(reference: Reference) -> tuple[int, int]:
    """Return the offsets between which the words of a reference stand."""
    return reference.start, reference.end
