"""What ?rows= and ?width= ask for, and the addresses that go on asking for it."""

from dataclasses import replace

import pytest

from portal.comparison.compare import compare
from portal.comparison.formats.narrowing import of_clause, only_changes
from portal.comparison.house_style import GOVERNMENT, THREE_COLUMN, Elision, HouseStyle
from portal.comparison.table import At, Cell, ComparisonTable, Part, Row, RowKind
from portal.text.parser import parse
from portal.views.table_choice import TableChoice

BLIND = replace(THREE_COLUMN, ignore_width=True)


def choice(house: HouseStyle = THREE_COLUMN, **query: str) -> TableChoice:
    return TableChoice.read(query, house)


@pytest.mark.parametrize(
    ("house", "query", "kept"),
    [
        (THREE_COLUMN, {}, ""),
        (THREE_COLUMN, {"rows": "changed"}, "?rows=changed"),
        (THREE_COLUMN, {"rows": "all", "width": "ignore"}, "?rows=all&width=ignore"),
        (THREE_COLUMN, {"rows": "every", "width": "narrow", "page": "2"}, ""),
        (THREE_COLUMN, {"width": "show"}, ""),
        (BLIND, {"width": "show"}, "?width=show"),
        (BLIND, {"width": "ignore"}, ""),
        (THREE_COLUMN, {"rows": "<script>"}, ""),
    ],
)
def test_only_a_choice_that_changes_something_is_kept(house: HouseStyle, query: dict[str, str], kept: str) -> None:
    assert choice(house, **query).query == kept


def test_without_a_choice_the_house_style_is_as_it_is() -> None:
    assert choice(GOVERNMENT).style == GOVERNMENT


def test_all_rows_are_those_of_a_style_that_elides_nothing() -> None:
    style = choice(GOVERNMENT, rows="all").style
    assert (style.unchanged_articles, style.unchanged_units) == (Elision.FULL, Elision.FULL)
    assert style.headings == GOVERNMENT.headings


@pytest.mark.parametrize(("house", "width", "ignored"), [(THREE_COLUMN, "ignore", True), (BLIND, "show", False)])
def test_width_and_blanks_count_as_chosen(house: HouseStyle, width: str, ignored: bool) -> None:
    assert choice(house, width=width).style.ignore_width is ignored


def test_every_option_keeps_what_the_other_chose_and_one_of_each_is_current() -> None:
    chosen = choice(rows="all", width="ignore")
    assert [(option.query, option.is_current) for option in chosen.row_options] == [
        ("?rows=changed&width=ignore", False),
        ("?width=ignore", False),
        ("?rows=all&width=ignore", True),
    ]
    assert [(option.query, option.is_current) for option in chosen.width_options] == [
        ("?rows=all", False),
        ("?rows=all&width=ignore", True),
    ]


def test_a_style_that_passes_over_width_says_so() -> None:
    assert [option.is_current for option in choice(BLIND).width_options] == [False, True]


# --- rows that changed ---


def test_an_article_shows_its_heading_where_the_house_style_elides_what_stands_beside_it() -> None:
    old, new = (
        parse(f"（定義）\n第一条　言葉の意味は、次のとおりとする。\n一　甲\n二　{word}\n").document
        for word in ("乙", "丙")
    )
    changed = choice(GOVERNMENT, rows="changed")
    rows = changed.narrowed(compare(old, new, style=changed.style)).rows
    assert [row.new.text.partition("\n")[0] for row in rows][:1] == ["（定義）"]
    assert [row.kind for row in rows].count(RowKind.ELIDED) == 0


def row(kind: RowKind, clause: int, part: Part) -> Row:
    at = At(clause, part)
    return Row(kind, Cell("あ", (), ((0, 1),)), Cell("あ", (), ((0, 1),)), "", at, at)


def test_rows_that_changed_come_with_the_rows_their_articles_begin_with_and_nothing_is_lost() -> None:
    heading, same = row(RowKind.UNCHANGED, 0, Part.HEADING), row(RowKind.UNCHANGED, 0, Part.ITEM)
    changed, elsewhere = row(RowKind.CHANGED, 0, Part.ITEM), row(RowKind.UNCHANGED, 1, Part.HEADING)
    elided = replace(elsewhere, kind=RowKind.ELIDED)
    narrow = only_changes(ComparisonTable(THREE_COLUMN, (heading, same, changed, elsewhere), (elided,)))
    assert narrow.rows == (heading, changed)
    assert narrow.left_out == (elided, same, elsewhere)


def test_an_article_whose_heading_stands_beside_its_first_paragraph_keeps_that() -> None:
    lead, same = row(RowKind.UNCHANGED, 0, Part.LEAD), row(RowKind.UNCHANGED, 0, Part.PARAGRAPH)
    changed, run = row(RowKind.CHANGED, 0, Part.PARAGRAPH), Row(RowKind.ELIDED, Cell("（略）"), Cell("（略）"))
    narrow = only_changes(ComparisonTable(THREE_COLUMN, (run, lead, run, same, changed)))
    assert narrow.rows == (lead, changed)


def test_an_article_that_only_lost_something_keeps_its_heading_too() -> None:
    heading, same = row(RowKind.UNCHANGED, 0, Part.HEADING), row(RowKind.UNCHANGED, 0, Part.PARAGRAPH)
    lost = Row(RowKind.DELETED_UNIT, Cell("あ", (), ((0, 1),)), Cell("(削除)"), "", At(0, Part.PARAGRAPH), None)
    assert only_changes(ComparisonTable(THREE_COLUMN, (heading, same, lost))).rows == (heading, lost)


def test_an_article_that_begins_with_a_change_needs_nothing_more() -> None:
    heading, same = row(RowKind.CHANGED, 0, Part.HEADING), row(RowKind.UNCHANGED, 0, Part.PARAGRAPH)
    assert only_changes(ComparisonTable(THREE_COLUMN, (heading, same))).rows == (heading,)


def test_the_rows_of_one_article_are_its_own_and_what_it_lost_and_nothing_is_lost_from_the_table() -> None:
    before, heading, changed, after = (
        row(kind, clause, Part.ITEM)
        for kind, clause in (
            (RowKind.CHANGED, 0),
            (RowKind.UNCHANGED, 1),
            (RowKind.CHANGED, 1),
            (RowKind.CHANGED, 2),
        )
    )
    lost, elsewhere = (
        Row(RowKind.DELETED_UNIT, Cell("あ", (), ((0, 1),)), Cell(), "", At(clause, Part.ITEM)) for clause in (1, 2)
    )
    table = of_clause(ComparisonTable(THREE_COLUMN, (before, heading, changed, lost, after, elsewhere)), 1)
    assert table.rows == (heading, changed, lost)
    assert table.left_out == (before, after, elsewhere)


def test_a_new_article_has_no_rows_of_what_others_lost() -> None:
    new = Row(RowKind.ADDED_ARTICLE, Cell(), Cell("い", (), ((0, 1),)), "", None, At(1, Part.CLAUSE))
    lost = Row(RowKind.DELETED_UNIT, Cell("あ", (), ((0, 1),)), Cell(), "", At(1, Part.ITEM))
    assert of_clause(ComparisonTable(THREE_COLUMN, (new, lost)), 1).rows == (new,)


@pytest.mark.parametrize(("rows", "count"), [("changed", 1), ("", 2), ("all", 2)])
def test_only_those_who_ask_for_changed_rows_get_fewer(rows: str, count: int) -> None:
    table = ComparisonTable(THREE_COLUMN, (row(RowKind.CHANGED, 0, Part.ITEM), row(RowKind.UNCHANGED, 1, Part.ITEM)))
    assert len(choice(rows=rows).narrowed(table).rows) == count
