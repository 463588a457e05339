"""Tracked changes, all accepted or all rejected, and counted as a person counts them."""

from __future__ import annotations

import pytest

from portal.importing.docx import read_docx
from portal.importing.imported import TrackedChanges, TrackedChoice
from tests.importing.docx.word_files import (
    abstract,
    cell,
    dele,
    ins,
    level,
    mark_of,
    moved,
    num,
    p,
    r,
    row,
    table,
    word_file,
)  # fmt: skip

NUMBERING = abstract(0, level(0, "第%1条"), level(1, "%2")) + num(1, 0)


def both(body: str, **parts: str) -> tuple[list[str], list[str]]:
    """The lines if all changes are accepted, and if all are rejected."""
    file = word_file(body, numbering=NUMBERING, **parts)
    accepted, rejected = (read_docx(file, name="a.docx", tracked=choice).text for choice in TrackedChoice)
    return accepted.split("\n")[:-1], rejected.split("\n")[:-1]


def counted(body: str) -> TrackedChanges:
    return read_docx(word_file(body), name="a.docx").tracked


@pytest.mark.parametrize(
    ("body", "accepted", "rejected"),
    [
        (p("毎月", ins("末日"), dele("十日"), "に払う。"), ["毎月末日に払う。"], ["毎月十日に払う。"]),
        (p("甲は", ins(r("乙に"), dele("必ず")), "払う。"), ["甲は乙に払う。"], ["甲は払う。"]),
        (p(moved("From", "甲は"), "払う。") + p(moved("To", "甲は"), "受ける。"), ["払う。", "甲は受ける。"],
         ["甲は払う。", "受ける。"]),
    ],
    ids=["put in and taken out", "taken out by another after it was put in", "moved"],
)  # fmt: skip
def test_words(body: str, accepted: list[str], rejected: list[str]) -> None:
    assert both(body) == (accepted, rejected)


def test_a_paragraph_that_was_taken_out_leaves_no_line_and_no_number() -> None:
    gone = p(dele("廃止する条"), num=(1, 0), properties=mark_of("del"))
    body = p("目的", num=(1, 0)) + gone + p("定義", num=(1, 0))
    assert both(body) == (["第1条　目的", "第2条　定義"], ["第1条　目的", "第2条　廃止する条", "第3条　定義"])


def test_a_paragraph_that_was_put_in_counts_only_if_accepted() -> None:
    new = p(ins("新しい条"), num=(1, 0), properties=mark_of("ins"))
    body = p("目的", num=(1, 0)) + new + p("定義", num=(1, 0))
    assert both(body) == (["第1条　目的", "第2条　新しい条", "第3条　定義"], ["第1条　目的", "第2条　定義"])


def test_paragraphs_join_where_the_mark_between_them_is_gone() -> None:
    """What is left of both has the mark, and so the number, of the second."""
    body = p("甲は、", num=(1, 1), properties=mark_of("del")) + p("乙に払う。", num=(1, 0)) + p("以上")
    assert both(body) == (["第1条　甲は、乙に払う。", "以上"], ["1　甲は、", "第2条　乙に払う。", "以上"])


def test_many_joined_paragraphs_keep_their_order() -> None:
    body = "".join(p(sign, properties=mark_of("del")) for sign in "甲乙丙丁") + p("戊")
    assert both(body) == (["甲乙丙丁戊"], ["甲", "乙", "丙", "丁", "戊"])


def test_a_paragraph_before_a_table_keeps_its_line() -> None:
    body = p("甲", properties=mark_of("del")) + table(row("一", "二")) + p("乙")
    assert both(body)[0] == ["甲", "| 一 | 二 |", "乙"]


def test_rows_and_cells() -> None:
    rows = (
        row("区分", "料金"),
        row("小", "百円", properties='<w:ins w:id="1" w:author="佐藤"/>'),
        row("大", "千円", properties='<w:del w:id="2" w:author="佐藤"/>'),
        row("中", "五百円", cell("新", properties='<w:cellIns w:id="3" w:author="佐藤"/>')),
    )
    accepted = ["| 区分 | 料金 |  |", "| 小 | 百円 |  |", "| 中 | 五百円 | 新 |"]
    assert both(table(*rows)) == (accepted, ["| 区分 | 料金 |", "| 大 | 千円 |", "| 中 | 五百円 |"])


def test_a_table_whose_rows_are_all_gone_is_gone() -> None:
    body = p("甲") + table(row("一", "二", properties='<w:ins w:id="1" w:author="佐藤"/>'))
    assert both(body)[1] == ["甲"]


def test_old_numbers_come_back_with_old_paragraph_properties() -> None:
    old = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>"
    changed = f'<w:pPrChange w:id="4" w:author="佐藤">{old}</w:pPrChange>'
    body = p("目的", num=(1, 0)) + p("定義", properties=changed) + p("範囲", num=(1, 0))
    assert both(body) == (["第1条　目的", "定義", "第2条　範囲"], ["第1条　目的", "第2条　定義", "第3条　範囲"])


def test_a_number_that_was_put_in_is_taken_out() -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins w:id="5" w:author="佐藤"/></w:numPr>'
    assert both(p("目的", properties=number)) == (["第1条　目的"], ["目的"])


def test_changes_within_notes_and_boxes() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p('箱', ins('の中'))}</w:txbxContent></w:pict></w:r>"
    body = p("本文", box, '<w:r><w:footnoteReference w:id="2"/></w:r>')
    note = f'<w:footnote w:id="2">{p("注", dele("釈"))}</w:footnote>'
    assert both(body, footnotes=note) == (["本文（注1）", "箱の中", "（注1）注"], ["本文（注1）", "箱", "（注1）注釈"])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p("甲", ins("は"), ins("、"), "乙"), (1, 0, 0)),
        (p("甲", ins("は"), ins("、", author="鈴木"), "乙"), (2, 0, 0)),
        (p("甲", ins("は"), "乙", ins("は"), dele("を")), (2, 1, 0)),
        (p("甲", ins("は"), properties=mark_of("ins")) + p(ins("乙"), "丙"), (1, 0, 0)),
        (p("甲", ins("は")) + p(ins("乙"), "丙"), (2, 0, 0)),
        (p(moved("From", "甲"), "乙", moved("To", "甲")), (0, 0, 1)),
        (p("甲"), (0, 0, 0)),
    ],
    ids=["neighbours", "two authors", "words between", "over a mark", "over a mark that stood", "moved", "none"],
)
def test_changes_are_counted_as_a_person_counts_them(body: str, expected: tuple[int, int, int]) -> None:
    assert counted(body) == TrackedChanges(*expected)
