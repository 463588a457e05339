"""Names of places: what links hold on to when chapters are regrouped and editions follow one another."""

import pytest

from portal.text.anchors import anchors, unit_anchors
from portal.text.body import parse_body
from portal.text.checks import check
from portal.text.parser import parse

TERMS = """\
みなと規約
目次
第１章　総則
第１章　総則
第１条（目的）
本を借ります。
第１８条の２（会費）
無料です。
附則
第１条（施行）
四月から適用します。
附則（２０２４年９月１日）
第１条（施行）
九月から適用します。
附則
五月から適用します。
別表第１
千円
文書番号：Ａ－１
"""


def test_each_clause_has_its_name() -> None:
    assert anchors(parse(TERMS).document) == (
        "title",
        "contents",
        "chapter-1",
        "art-1",
        "art-18-2",
        "suppl",
        "suppl-art-1",
        "suppl-20240901",
        "suppl-20240901-art-1",
        "suppl-n2",
        "table-1",
        "colophon",
    )


def test_regrouping_chapters_keeps_the_names_of_articles() -> None:
    regrouped = TERMS.replace("第１章　総則\n第１条", "第１章　総則\n第１節　目的\n第１条")
    names = set(anchors(parse(regrouped).document))
    assert {"art-1", "art-18-2", "suppl-20240901-art-1"} <= names


def test_two_articles_of_one_number_get_different_names_and_block() -> None:
    document = parse("第１条（甲）\n本。\n第１条（乙）\n本。\n第１条（丙）\n本。\n").document
    assert anchors(document) == ("art-1", "art-1-n2", "art-1-n3")
    assert [finding.code for finding in check(document)].count("ambiguous_anchor") == 2


@pytest.mark.parametrize(
    ("appendix", "name"),
    [("別紙", "sheet"), ("別紙２", "sheet-2"), ("別記", "note"), ("様式第３号", "form-3"), ("付録", "appendix")],
)
def test_a_sheet_with_articles_of_its_own_is_not_ambiguous(appendix: str, name: str) -> None:
    document = parse(
        f"第１条（目的）\n本。\n附則\n四月から。\n{appendix}　約束\n第１条（目的）\n本。\n第２条（本）\n本。\n"
    ).document
    assert anchors(document) == ("art-1", "suppl", name, f"{name}-art-1", f"{name}-art-2")
    assert check(document) == ()


def test_sheets_without_number_are_counted() -> None:
    document = parse("第１条\n本。\n別紙\n第１条\n甲。\n別紙\n第１条\n乙。\n").document
    assert anchors(document) == ("art-1", "sheet", "sheet-art-1", "sheet-n2", "sheet-n2-art-1")
    assert check(document) == ()


def test_paragraphs_items_and_subitems_are_named_by_their_numbers() -> None:
    text = "本を借ります。\n２　次の本です。\n一　辞書\n一の二　図鑑\nイ　大\nロ　小\n三　地図\n"
    names = unit_anchors("art-5", parse_body(text))
    assert list(names.values()) == [
        "art-5-p1",
        "art-5-p2",
        "art-5-p2-i1",
        "art-5-p2-i1-2",
        "art-5-p2-i1-2-s1",
        "art-5-p2-i1-2-s2",
        "art-5-p2-i3",
    ]
    assert [text[start:].split("\n")[0] for start in names][:2] == ["本を借ります。", "２　次の本です。"]


def test_a_unit_of_an_equal_name_has_none() -> None:
    names = unit_anchors("art-5", parse_body("１．甲\n１．乙\n２．丙\n"))
    assert list(names.values()) == ["art-5-p1", "art-5-p2"]
