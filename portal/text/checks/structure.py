"""Findings on structure: no text, articles, chapters, 項 and 号 that skip, repeat or run back, labels of two widths."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from portal.text.anchors import plain_anchors
from portal.text.body import body_problems
from portal.text.checks.examined import WITH_BODY, Examined, Stretch, told_places
from portal.text.headings.japanese import last_number
from portal.text.messages import gettext_noop
from portal.text.numbering import numerals
from portal.text.numbering.labels import BLANKS, follows
from portal.text.numbering.number_writing import full_width
from portal.text.references.model import FaultKind, Level, Reference
from portal.text.tree import HEADINGS, Clause, Document, Edit, Kind, Number, Path, Problem, Severity

WITHOUT_PROVISIONS = (Kind.TITLE, Kind.COLOPHON, Kind.TABLE_OF_CONTENTS)
"""Kinds of clauses that make no terms by themselves."""

_AMBIGUOUS = gettext_noop("「{label}」が二つ以上あり、リンク先を一つに決められません。番号を直してください。")
_REPEATED = gettext_noop("「{label}」が重なっています。番号を付け直してください。")
_FORM = "様式"
_CONTINUED = "続"
"""What stands behind the name of a 別表 that goes on from the page before: （続き）."""
_WITHOUT_BLANKS = str.maketrans("", "", BLANKS)
_FULL_DIGITS = frozenset(numerals.DIGITS[10:])
_HALF_DIGITS = frozenset(numerals.DIGITS[:10])
_FULL_SIGNS, _HALF_SIGNS = "（）．", "()."
_WITHOUT_SIGN = str.maketrans("（）．、，", "()...", numerals.DIGITS)
_SIGNS = tuple(numerals.PARENTHESISED)
_BRACKETED_NUMBER = re.compile(rf"[（(][{numerals.DIGITS}]{{1,3}}[）)]")
_Label = tuple[Examined, int, str]
"""A label, and where it stands."""


def check_structure(
    document: Document, clauses: Sequence[Examined], references: Sequence[Reference]
) -> Iterator[Problem]:
    """Yield what is odd about the numbers of articles, headings, 別表, 項, 号 and 号の細分, and a lack of text."""
    yield from _unreadable(document)
    yield from _article_numbers(clauses)
    yield from _ambiguous_anchors(document, clauses)
    yield from _appendix_numbers(clauses, references)
    yield from _heading_numbers(clauses)
    with_body = [each for each in clauses if each.clause.kind in WITH_BODY]
    for previous, each in zip([None, *with_body], with_body, strict=False):
        yield from _unit_numbers(each, previous if previous and previous.part == each.part else None)
    yield from _label_widths(clauses)
    for each in with_body:
        yield from _label_signs(each)


def _unreadable(document: Document) -> Iterator[Problem]:
    if not any(clause.text.strip() for clause in document if clause.kind not in WITHOUT_PROVISIONS):
        message = gettext_noop("約款の本文がありません。条文を入力してください。")
        yield Problem(1, "no_text", Severity.BLOCKS, message)


def _article_numbers(clauses: Iterable[Examined]) -> Iterator[Problem]:
    """第N条 that skip, repeat or run backwards; every 附則 starts anew and （略） hides what it hides."""
    previous: Examined | None = None
    for each in clauses:
        if each.clause.kind in (Kind.SUPPLEMENTARY_PROVISION, Kind.ELIDED, Kind.APPENDIX):
            previous = None
        if each.clause.kind is Kind.ARTICLE and each.clause.number:
            if previous is not None and not _may_follow(each, previous):
                yield _number_problem(each, previous)
            previous = each
        elif each.clause.kind is Kind.ARTICLE and each.clause.label:
            message = gettext_noop("「{label}」にまだ番号がありません。番号を付けてください。")
            values = {"label": each.clause.label}
            yield each.problem("article_without_number", Severity.BLOCKS, message, _label_span(each), values)


def _unit_numbers(each: Examined, previous: Examined | None) -> Iterator[Problem]:
    """What `body_problems` finds, but for numbers that a 附則 printed in extract (抄) leaves out.

    Some count 項 through all articles: one that goes on from the last one of the article before is right as well.
    """
    first_line = each.line + each.clause.filled_form.count("\n")
    problems = body_problems(each.clause.text, first_line=first_line, clause=each.index, offset=each.offset)
    for problem in problems:
        is_gap = problem.code == "number_gap"
        if not (is_gap and ((each.is_extract and _counts_up(each, problem)) or _goes_on(each, previous, problem))):
            yield problem


def _goes_on(each: Examined, previous: Examined | None, problem: Problem) -> bool:
    """Whether the first 項 has the number behind that of the last 項 of the article before."""
    last = previous.body.paragraphs[-1].number if previous and previous.body.paragraphs else ()
    first = each.body.paragraphs[0].number
    is_first = problem.place is not None and problem.place.path == (first,)
    return bool(first and last) and is_first and follows(first, last)


def _counts_up(each: Examined, problem: Problem) -> bool:
    """Whether the unit has a greater number than the one before it in its series."""
    assert problem.place is not None
    path, start = problem.place.path, problem.place.start
    siblings = (one for one in reversed(each.stretches) if one.label_start < start and one.path[:-1] == path[:-1])
    before = next(siblings, None)
    return before is None or before.path[-1] < path[-1]


def _may_follow(each: Examined, previous: Examined) -> bool:
    """Whether the number is the next one, or a later one in a 附則 printed in extract (抄)."""
    number, last = each.clause.number, last_number(previous.clause.label, previous.clause.number)
    return (each.is_extract and number > last) or follows(number, last) or _begins_below(each.clause, last)


def _begins_below(clause: Clause, last: Number) -> bool:
    """Whether 1.1 stands below 1, or 2.1 behind 1.3: articles that are counted with a point, not 第1条の1."""
    *above, place = clause.number
    outer = tuple(above)
    is_below = outer == last or follows(outer, last[: len(outer)])
    return place == 1 and bool(outer) and is_below and "条" not in clause.label


def _number_problem(each: Examined, previous: Examined) -> Problem:
    number, last = each.clause.number, previous.clause.number
    if number == last:
        return _label_problem(each, "article_duplicate", _REPEATED, previous)
    if number < last:
        message = gettext_noop("「{previous}」の後に「{label}」があり、番号が戻っています。番号を確かめてください。")
        return _label_problem(each, "article_backward", message, previous)
    message = gettext_noop("「{previous}」の次が「{label}」で、間の条がありません。番号を確かめてください。")
    return _label_problem(each, "article_gap", message, previous)


def _label_problem(
    each: Examined, code: str, message: str, previous: Examined, severity: Severity = Severity.WARNING
) -> Problem:
    label = each.clause.label
    values = {"label": label, "previous": previous.clause.label}
    return each.problem(code, severity, message, _label_span(each), values)


def _label_span(each: Examined) -> tuple[int, int]:
    return each.label_start, each.label_start + len(each.clause.label)


def _ambiguous_anchors(document: Document, clauses: Sequence[Examined]) -> Iterator[Problem]:
    """Articles of one number in one context: links and references could not tell them apart."""
    names = plain_anchors(document)
    counts = Counter(names)
    seen: set[str] = set()
    for each, name in zip(clauses, names, strict=True):
        is_numbered = each.clause.kind is Kind.ARTICLE and bool(each.clause.number)
        if is_numbered and counts[name] > 1 and name in seen:
            values = {"label": each.clause.label}
            yield each.problem("ambiguous_anchor", Severity.BLOCKS, _AMBIGUOUS, _label_span(each), values)
        seen.add(name)


def _appendix_numbers(clauses: Iterable[Examined], references: Iterable[Reference]) -> Iterator[Problem]:
    """別表 of one number: a reference to it has no link. Those without a number count where a reference names one."""
    meant = set(_ambiguous_appendices(references))
    seen: set[tuple[str, Number]] = set()
    for each in clauses:
        clause = each.clause
        if clause.kind is not Kind.APPENDIX or not clause.label or _CONTINUED in clause.caption:
            continue
        name, is_meant = _appendix_name(clause), clause.number in meant
        if name in seen and (clause.number or is_meant):
            message = _AMBIGUOUS if is_meant else _REPEATED
            severity = Severity.BLOCKS if is_meant and clause.number else Severity.WARNING
            yield each.problem("appendix_duplicate", severity, message, _label_span(each), {"label": clause.label})
        seen.add(name)


def _ambiguous_appendices(references: Iterable[Reference]) -> Iterator[Number]:
    for reference in references:
        fault = reference.fault
        if fault and fault.kind is FaultKind.AMBIGUOUS and reference.parts[fault.part].level is Level.APPENDIX:
            yield reference.parts[fault.part].number


def _appendix_name(clause: Clause) -> tuple[str, Number]:
    """What tells a 別表 from the others: its word and number, or its letter, for 別紙A is not 別紙1."""
    label = numerals.half_width(clause.label.translate(_WITHOUT_BLANKS))
    word = _FORM if _FORM in label else label[: len("別表")]
    return (word + label[-1], ()) if label[-1].isascii() and label[-1].isalpha() else (word, clause.number)


def _heading_numbers(clauses: Iterable[Examined]) -> Iterator[Problem]:
    """章 and the like that skip, repeat or run backwards; each level starts anew below the one above it.

    Some count 節 through all 章 instead: a 節 that goes on from the last one is right as well.
    """
    last: dict[Kind, Examined] = {}
    for each in clauses:
        kind = each.clause.kind
        if kind in (Kind.SUPPLEMENTARY_PROVISION, Kind.ELIDED, Kind.APPENDIX):
            last.clear()
        if kind not in HEADINGS or not each.clause.number:
            continue
        previous = last.get(kind)
        begins_anew = each.clause.number == (1,) and _is_below_another(each, previous, last)
        if previous is not None and not begins_anew and not _follows(each, previous):
            message = gettext_noop("「{previous}」の次が「{label}」で、番号が続いていません。番号を確かめてください。")
            yield _label_problem(each, "heading_gap", message, previous, Severity.HINT)
        last[kind] = each


def _follows(each: Examined, previous: Examined) -> bool:
    """Whether the number is the next one behind the other, which may be a range: 第三章から第五章まで　削除."""
    return follows(each.clause.number, last_number(previous.clause.label, previous.clause.number))


def _is_below_another(each: Examined, previous: Examined | None, last: dict[Kind, Examined]) -> bool:
    """Whether a heading of a higher level stands between this one and the one before of its level."""
    above = HEADINGS[: HEADINGS.index(each.clause.kind)]
    return previous is not None and any(kind in last and last[kind].index > previous.index for kind in above)


def _label_widths(clauses: Sequence[Examined]) -> Iterator[Problem]:
    """Labels of one level that are written partly in full, partly in half width: （１）, (2), （３）.

    The 本則 is one, and so are each 附則 and each 別紙: they are written, or taken from elsewhere, as a whole.
    """
    series: dict[tuple[int, int, str], list[_Label]] = {}
    for each in clauses:
        if each.clause.kind is Kind.ARTICLE:
            key = (each.part, each.appendix, each.clause.kind.value)
            series.setdefault(key, []).append((each, each.label_start, each.clause.label))
        for stretch in each.stretches:
            if stretch.unit.label:
                key = (each.part, each.appendix, f"{stretch.unit.kind.value} {_shape(stretch.unit.label)}")
                series.setdefault(key, []).append((each, stretch.label_start, stretch.unit.label))
    for labels in series.values():
        yield from _one_width(labels)


def _one_width(labels: Sequence[_Label]) -> Iterator[Problem]:
    full = [label for label in labels if _is_full(label[2])]
    half = [label for label in labels if _is_half(label[2])]
    if not full or not half or _is_by_length(labels):
        return
    fewer, more = (full, half) if len(full) < len(half) else (half, full)
    each, start, label = fewer[0]
    mend = tuple(_in_width(one, full=fewer is half) for one in fewer) if len(fewer) < len(more) else ()
    values = {"label": label, "full": str(len(full)), "half": str(len(half))}
    message = gettext_noop(
        "番号の全角と半角が混ざっています（全角{full}か所、半角{half}か所）。「{label}」など。どちらかにそろえてください。"
    )
    places = told_places((one, at) for one, at, _ in fewer)
    if mend and places:
        values["places"] = places
        message = gettext_noop(
            "番号の全角と半角が混ざっています（全角{full}か所、半角{half}か所）。「{label}」など、少ない方は"
            "{places}にあります。どちらかにそろえてください。"
        )
    yield each.problem("label_width", Severity.HINT, message, (start, start + len(label)), values, mend)


def _label_signs(each: Examined) -> Iterator[Problem]:
    """⑶ among (1) and (2): one sign in a list whose numbers are written with brackets."""
    lists: defaultdict[Path, list[Stretch]] = defaultdict(list)
    for stretch in each.stretches:
        lists[stretch.path[:-1]].append(stretch)
    for members in lists.values():
        signs = [one for one in members if one.unit.label in _SIGNS]
        others = [one for one in members if _BRACKETED_NUMBER.fullmatch(one.unit.label)]
        if not signs or len(signs) >= len(others):
            continue
        other = others[0].unit.label
        for one in signs:
            label = one.unit.label
            message = gettext_noop("「{label}」は、同じ並びの「{other}」と書き方が違います。そろえてください。")
            number = _SIGNS.index(label) + 1
            digits = full_width(str(number)) if any(sign in _FULL_DIGITS for sign in other) else str(number)
            mend = (each.edit(one.label_start, label, f"{other[0]}{digits}{other[-1]}"),)
            span = (one.label_start, one.label_start + len(label))
            yield each.problem("label_sign", Severity.HINT, message, span, {"label": label, "other": other}, mend)


def _shape(label: str) -> str:
    """What a label is but for its number and width: () of (1) and of （２）, "" of 3."""
    return numerals.half_width(label).translate(_WITHOUT_SIGN).strip(BLANKS)


def _is_full(label: str) -> bool:
    """Whether digits are in full width; without digits, whether the brackets are."""
    return any(sign in _FULL_DIGITS for sign in label) or (not _digits(label) and label[:1] == "（")


def _is_half(label: str) -> bool:
    return any(sign in _HALF_DIGITS for sign in label) or (not _digits(label) and label[:1] == "(")


def _digits(label: str) -> str:
    return "".join(sign for sign in label if sign in numerals.DIGITS)


def _is_by_length(labels: Sequence[_Label]) -> bool:
    """Whether numbers of one digit stand in full and longer ones in half width: a rule that many follow."""
    return all(_is_full(label) == (len(_digits(label)) == 1) for _, _, label in labels if _digits(label))


def _in_width(label: _Label, *, full: bool) -> Edit:
    each, start, text = label
    digits = "".join(full_width(sign) if sign in _HALF_DIGITS else sign for sign in text)
    signs = str.maketrans(_HALF_SIGNS, _FULL_SIGNS)
    other = numerals.half_width(text).translate(str.maketrans(_FULL_SIGNS, _HALF_SIGNS))
    return each.edit(start, text, digits.translate(signs) if full else other)
