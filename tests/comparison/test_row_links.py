"""Rows are called by their places, lead to themselves and into the text, and keep their names when others change."""

import re

from portal.comparison.formats.html import table_html
from portal.comparison.formats.row_links import EditionPage, Links, LinkWords
from portal.comparison.formats.row_names import row_names
from portal.comparison.house_style import THREE_COLUMN
from portal.comparison.table import At, Cell, ComparisonTable, Part, Row, RowKind
from portal.text.parser import parse

OLD = parse(
    "第１条（目的）\n貸します。\n\n第２条（料金）\n１．百円です。\n２．前払いです。\n\n第３条（解約）\n解約できます。\n"
)
NEW = parse("第１条（目的）\n貸します。\n\n第２条（料金）\n１．二百円です。\n\n附則\n（１）公表の日から適用します。\n")
MARKUP = """<script>alert("x")</script> & 'y'"""
PAGES = Links(EditionPage("/lending/editions/1/", "第1版"), EditionPage("/lending/editions/2/", "第2版"))


def said(text: str) -> Cell:
    """A cell that shows text of its edition."""
    return Cell(text, (), ((0, len(text)),))


def at(clause: int, *path: int, part: Part = Part.PARAGRAPH) -> At:
    return At(clause, part if path else Part.HEADING, tuple((number,) for number in path))


SAME = Row(RowKind.UNCHANGED, said("第２条（料金）"), said("第２条（料金）"), "", at(1), at(1))
CHANGED = Row(RowKind.CHANGED, said("１．百円です。"), said("１．二百円です。"), "(変更)", at(1, 1), at(1, 1))
DELETED = Row(RowKind.DELETED_UNIT, said("２．前払いです。"), Cell("(削除)"), "(削除)", at(1, 2), None)
GONE = Row(RowKind.DELETED_ARTICLE, said("第３条（解約）"), Cell("(削除)"), "(削除)", at(2), None)
POINTER = Row(RowKind.MOVED_AWAY, said("第３条（解約）"), Cell("（附則へ移動）"), "(移動)", at(2), at(2))
ADDED = Row(RowKind.ADDED_ARTICLE, Cell("(新設)"), said("附則"), "(新設)", None, at(2))


def table(*rows: Row) -> ComparisonTable:
    return ComparisonTable(THREE_COLUMN, rows, (), OLD.document, NEW.document)


def links_of(html: str, name: str) -> list[tuple[str, str]]:
    """Where the links of this class lead, and what they are called."""
    return re.findall(rf'<a class="{name}" href="([^"]*)" aria-label="([^"]*)"', html)


def test_a_changed_row_is_called_by_its_place_in_the_new_edition_or_in_the_old_one() -> None:
    names = row_names(table(SAME, CHANGED, DELETED, GONE, ADDED))
    assert names == ("", "row-art-2-p1", "row-old-art-2-p2", "row-old-art-3", "row-suppl")


def test_a_row_that_points_to_a_new_place_is_called_by_the_old_one() -> None:
    assert row_names(table(POINTER)) == ("row-old-art-3",)


def test_a_row_keeps_its_name_when_rows_before_it_go() -> None:
    assert row_names(table(SAME, CHANGED, DELETED))[2] == row_names(table(DELETED))[0]


def test_rows_at_one_place_are_told_apart_by_an_ordinal() -> None:
    assert row_names(table(CHANGED, CHANGED, CHANGED)) == ("row-art-2-p1", "row-art-2-p1-n2", "row-art-2-p1-n3")


def test_a_row_without_a_place_is_called_by_its_number() -> None:
    nowhere = Row(RowKind.CHANGED, said("い"), said("あ"))
    beyond = Row(RowKind.CHANGED, said("い"), said("あ"), "", at(9), at(9))
    assert row_names(table(SAME, nowhere, beyond)) == ("", "row-1", "row-2")


def test_every_changed_row_leads_to_itself_and_says_where_it_stands() -> None:
    html = table_html(table(SAME, CHANGED, GONE), links=Links())
    assert links_of(html, "anchor") == [
        ("#row-art-2-p1", "第2条第1項へのリンク"),
        ("#row-old-art-3", "旧第3条へのリンク"),
    ]
    assert re.findall('<tr id="([^"]*)"', html) == ["row-art-2-p1", "row-old-art-3"]


def test_the_link_to_a_row_stands_first_in_its_first_cell() -> None:
    assert re.search('role="row"><td [^>]*><a class="anchor"', table_html(table(CHANGED), links=Links()))


def test_a_row_without_a_place_has_a_link_with_a_name() -> None:
    html = table_html(table(Row(RowKind.CHANGED, said("い"), said("あ"))), links=Links())
    assert links_of(html, "anchor") == [("#row-0", "この行へのリンク")]


def test_the_first_row_of_a_changed_clause_leads_into_the_text_of_both_editions() -> None:
    html = table_html(table(SAME, CHANGED, DELETED, GONE, ADDED), links=PAGES)
    assert links_of(html, "to-text") == [
        ("/lending/editions/2/#art-2", "第2版の第2条の本文"),
        ("/lending/editions/1/#art-2", "第1版の第2条の本文"),
        ("/lending/editions/1/#art-3", "第1版の第3条の本文"),
        ("/lending/editions/2/#suppl", "第2版の附則の本文"),
    ]


def test_what_has_not_changed_has_no_link() -> None:
    assert "<a " not in table_html(table(SAME), links=PAGES)


def test_an_edition_without_a_page_is_not_linked_to() -> None:
    html = table_html(table(CHANGED), links=Links(new=PAGES.new))
    assert [address for address, _ in links_of(html, "to-text")] == ["/lending/editions/2/#art-2"]


def test_a_table_has_no_links_unless_asked_for() -> None:
    assert "<a " not in table_html(table(CHANGED, DELETED))


def test_links_speak_the_readers_language_and_say_so() -> None:
    words = LinkWords(
        "Link to {place}",
        "old {place}",
        "this row",
        "Text",
        "Text of {place} in {edition}",
        english=True,
        language="en",
    )
    html = table_html(table(CHANGED, GONE), links=Links(new=PAGES.new, words=words))
    assert links_of(html, "anchor") == [
        ("#row-art-2-p1", "Link to Article 2, paragraph 1"),
        ("#row-old-art-3", "Link to old Article 3"),
    ]
    assert 'aria-label="Text of Article 2 in 第2版" lang="en">Text</a>' in html


def test_markup_in_any_field_of_a_link_is_inert() -> None:
    words = LinkWords(f"{MARKUP}{{place}}", MARKUP, MARKUP, MARKUP, f"{MARKUP}{{place}}{{edition}}", language=MARKUP)
    page = EditionPage(MARKUP, MARKUP)
    hostile = parse(f"第１条（{MARKUP}）\n{MARKUP}\n\n## {MARKUP}\n\n附則（{MARKUP}）\nあ\n").document
    count = len(hostile.clauses)
    rows = [Row(RowKind.CHANGED, said("い"), said("あ"), "", None, At(n, Part.CLAUSE)) for n in range(count + 1)]
    html = table_html(ComparisonTable(THREE_COLUMN, tuple(rows), (), hostile, hostile), links=Links(page, page, words))
    assert "<script" not in html
    assert html.count("<a ") == 2 * count + 1
