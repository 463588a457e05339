"""A comparison table as HTML: cells as printed, marks where they stand, nothing by colour alone."""

import re
from dataclasses import replace

import pytest

from portal.comparison.compare import compare
from portal.comparison.formats.html import page_html, table_html
from portal.comparison.formats.strokes import strokes
from portal.comparison.house_style import BUILT_IN, THREE_COLUMN, TWO_COLUMN, HouseStyle
from portal.comparison.table import Cell, ComparisonTable, Row, RowKind, Span
from portal.text.parser import parse

MARKUP = """<script>alert("x")</script> & 'y'"""


def cell(text: str, *marks: tuple[int, int]) -> Cell:
    return Cell(text, marks, ((0, len(text)),))


def table(*rows: Row, style: HouseStyle = THREE_COLUMN) -> ComparisonTable:
    return ComparisonTable(style, rows)


CHANGED = Row(RowKind.CHANGED, cell("１．料金は百円です。", (5, 6)), cell("１．料金は二百円です。", (5, 7)), "(変更)")
ADDED = Row(RowKind.ADDED_UNIT, Cell("(追加)"), cell("（３）手紙\n宛先：本社"), "(追加)")


def rows_of(html: str) -> list[str]:
    return re.findall(r"<tr[^>]* id=.*?</tr>", html)


def cells_of(html: str) -> list[tuple[str, str]]:
    """Each cell's class and its text, a line break between its lines."""
    cells = re.findall(r'<td class="cell ([^"]*)"[^>]*>(.*?)</td>', html)
    return [(names, re.sub("<[^>]+>", "", content.replace("</p><p", "</p>\n<p"))) for names, content in cells]


def marked_in(html: str) -> list[str]:
    """The words drawn as marks."""
    return re.findall('<(?:ins|del|span) class="mark(?: double)?">(.*?)</', html)


def test_sides_and_headings_stand_in_the_order_of_the_house_style() -> None:
    assert cells_of(table_html(table(CHANGED))) == [
        ("new", "１．料金は二百円です。"),
        ("old", "１．料金は百円です。"),
        ("remark", "(変更)"),
    ]
    reversed_style = replace(THREE_COLUMN, columns=("old", "new"), headings=("旧", "新"))
    html = table_html(table(CHANGED, style=reversed_style))
    assert [names for names, _ in cells_of(html)] == ["old", "new", "remark"]
    assert re.findall(r'<th scope="col"[^>]*>(.*?)</th>', html) == ["旧", "新", "備考"]


def test_every_line_of_a_cell_is_a_block_of_its_own() -> None:
    assert cells_of(table_html(table(ADDED)))[0] == ("new", "（３）手紙\n宛先：本社")


def test_a_lone_pipe_is_no_table_and_not_lost() -> None:
    shown = table_html(table(Row(RowKind.UNCHANGED, cell("あ\n|"), cell("あ\n|"))))
    assert cells_of(shown)[0] == ("new", "あ\n|")


def test_a_label_hangs_beside_its_line() -> None:
    html = table_html(table(ADDED))
    assert (
        '<p class="line hanging hang-6"><span class="label">（３）</span>手紙</p><p class="line">宛先：本社</p>' in html
    )


def test_a_line_written_further_in_stands_further_in() -> None:
    html = table_html(table(Row(RowKind.CHANGED, cell("い"), cell("1. あ\n    2. い\n\u3000う", (9, 11)))))
    assert re.findall('<p class="line([^"]*)">', html)[:3] == [
        " hanging hang-3",
        " hanging hang-3 indent-4",
        " indent-2",
    ]
    assert '<span class="label"><ins class="mark">2.</ins> </span>い' in html


def test_the_blanks_before_a_line_are_never_underlined() -> None:
    html = table_html(
        table(Row(RowKind.ADDED_UNIT, Cell("(追加)"), cell("１．次の書類\n    1. 住民票\n　二　写真", (0, 23))))
    )
    assert marked_in(html) == ["１．", "次の書類", "1. ", "住民票", "二　", "写真"]


def test_marks_are_underlined_where_they_stand() -> None:
    html = table_html(table(CHANGED))
    assert '料金は<ins class="mark">二百</ins>円です。' in html
    assert '料金は<del class="mark">百</del>円です。' in html


def test_a_mark_over_several_lines_and_a_label_is_cut_at_them() -> None:
    html = table_html(table(Row(RowKind.CHANGED, cell("い"), cell("（１）あ\nい", (0, 6)))))
    assert marked_in(html) == ["（１）", "あ", "い"]


def test_marks_that_overlap_are_drawn_once() -> None:
    html = table_html(table(Row(RowKind.CHANGED, cell("い"), cell("あいうえお", (3, 4), (1, 3), (2, 3), (4, 4)))))
    assert 'あ<ins class="mark">いうえ</ins>お' in html


PIPES = "１．次の表のとおり。\n| 区分 | 料金 |\n| --- | ---: |\n| 基本 | 二百円 |\n別に定める。"


def test_lines_with_pipes_are_a_table_between_the_lines_around_them() -> None:
    start = PIPES.index("二百円")
    html = table_html(table(Row(RowKind.CHANGED, cell("い"), cell(PIPES, (start, start + 2)))))
    assert (
        '１．</span>次の表のとおり。</p><div class="table-box" role="group" aria-label="表" tabindex="0">'
        '<table class="terms-table compact">'
        '<thead><tr><th scope="col">区分</th><th scope="col" class="align-right">料金</th></tr></thead>'
        '<tbody><tr><td>基本</td><td class="align-right"><ins class="mark">二百</ins>円</td></tr></tbody></table></div>'
        '<p class="line">別に定める。</p>'
    ) in html
    assert "|" not in html
    assert "---" not in html


def test_a_table_written_further_in_stands_further_in() -> None:
    html = table_html(table(Row(RowKind.CHANGED, cell("い"), cell("1. あ\n    | い | う |\n    | え | お |"))))
    assert '<div class="table-box indent-4"' in html
    assert html.count("<table") == 2


def test_marks_of_a_table_stay_in_its_cells() -> None:
    lines = r"| a \| b | c |"
    html = table_html(table(Row(RowKind.CHANGED, cell("い"), cell(lines, (7, len(lines))))))
    assert '<td>a | <ins class="mark">b</ins></td><td><ins class="mark">c</ins></td>' in html


def test_columns_of_a_wide_table_share_its_width_by_their_text() -> None:
    html = table_html(table(Row(RowKind.ADDED_UNIT, Cell("(追加)"), cell(f"| 甲 | {'長い文。' * 30} |"))))
    assert '<table class="terms-table wide"><colgroup><col class="share-4"><col class="share-20"></colgroup>' in html


def test_a_table_is_drawn_without_marks_where_the_style_has_none() -> None:
    html = table_html(
        table(Row(RowKind.CHANGED, cell("い"), cell("| 甲 |", (2, 3))), style=replace(TWO_COLUMN, underline=False))
    )
    assert "<td>甲</td>" in html


def test_a_style_without_underlining_draws_no_mark() -> None:
    html = table_html(table(CHANGED, style=replace(THREE_COLUMN, underline=False)))
    assert not re.search("<(ins|del)|marks-legend", html)


def test_a_row_without_a_remark_says_in_words_what_happened() -> None:
    html = table_html(table(CHANGED, ADDED, style=TWO_COLUMN))
    assert re.findall('<span class="visually-hidden">(.*?)</span>', html) == ["変更：", "追加："]
    assert "visually-hidden" not in table_html(table(CHANGED, ADDED))


def test_equal_cells_are_not_said_to_have_changed() -> None:
    same = Row(RowKind.TITLE, cell("利用約款"), cell("利用約款"))
    assert "visually-hidden" not in table_html(table(same, style=TWO_COLUMN))


def test_words_of_the_house_style_are_told_from_the_text() -> None:
    assert [names for names, _ in cells_of(table_html(table(ADDED)))] == ["new", "old placeholder", "remark"]


def test_a_cell_marked_from_end_to_end_is_one_insertion_to_the_ear_and_underlined_line_by_line() -> None:
    new = cell("（１）手紙\n  宛先：本社", (0, 5), (8, 13))
    html = table_html(table(Row(RowKind.ADDED_ARTICLE, Cell("(新設)"), new)))
    assert html.count("<ins") == 1
    assert (
        '<ins class="whole"><p class="line hanging hang-6"><span class="label"><span class="mark">（１）</span></span>'
        '<span class="mark">手紙</span></p><p class="line indent-2"><span class="mark">宛先：本社</span></p></ins>'
    ) in html


def test_marks_of_whole_units_are_drawn_double_and_only_once() -> None:
    moved = Cell("（１）手紙", ((0, 2), (3, 4)), ((0, 5),), ((1, 3),))
    html = table_html(table(Row(RowKind.MOVED, cell("い"), moved)))
    assert (
        '<span class="label"><ins class="mark">（</ins><ins class="mark double">１）</ins></span>'
        '<ins class="mark">手</ins>紙'
    ) in html


@pytest.mark.parametrize(
    ("marks", "double", "drawn"),
    [
        ([(0, 9)], [], [(0, 9, False)]),
        ([(0, 9)], [(0, 9)], [(0, 9, True)]),
        ([(0, 9)], [(2, 4), (6, 7)], [(0, 2, False), (2, 4, True), (4, 6, False), (6, 7, True), (7, 9, False)]),
        ([(0, 3), (5, 8)], [(2, 6)], [(0, 2, False), (2, 6, True), (6, 8, False)]),
        ([(5, 8)], [(0, 1), (7, 12)], [(0, 1, True), (5, 7, False), (7, 12, True)]),
        ([(4, 2), (3, 3)], [(1, 1)], []),
    ],
)
def test_strokes_never_overlap(marks: list[Span], double: list[Span], drawn: list[tuple[int, int, bool]]) -> None:
    found = strokes(Cell("あ" * 12, tuple(marks), ((0, 12),), tuple(double)))
    assert [(stroke.start, stroke.end, stroke.double) for stroke in found] == drawn


def test_the_legend_of_the_marks_stands_before_the_table() -> None:
    html = table_html(table(CHANGED, style=replace(THREE_COLUMN, legend="下線部分は変更箇所")))
    assert html.startswith('<p class="marks-legend">下線部分は変更箇所</p><table')


def test_rows_carry_their_number_and_kind() -> None:
    tags = [row.split(">")[0] for row in rows_of(table_html(table(CHANGED, ADDED)))]
    assert tags == [
        '<tr id="row-0" class="row row-changed short" data-kind="changed" role="row"',
        '<tr id="row-1" class="row row-added-unit short" data-kind="added_unit" role="row"',
    ]


@pytest.mark.parametrize(
    ("old", "new", "remark", "is_short"),
    [
        ("あ" * 500, "い", "", True),
        ("い", "あ" * 700, "", False),
        ("い", "\n".join("あ" * 30), "", False),
        ("い", "い", "あ" * 150, False),
        ("い", "| あ | い |\n| --- | --- |\n| う | え |", "", True),
        ("い", f"{'| ' + 'あ' * 30} {'| い ' * 13}|", "", False),
    ],
)
def test_rows_that_fit_on_a_page_are_told_from_those_that_must_break(
    old: str, new: str, remark: str, is_short: bool
) -> None:
    html = table_html(table(Row(RowKind.CHANGED, cell(old), cell(new), remark)))
    assert ('class="row row-changed short"' in html) is is_short


@pytest.mark.parametrize(
    ("words", "is_heading"),
    [
        ("第２条（定義）", True),
        ("第１章　総則", True),
        ("附則", True),
        ("（目的）", True),
        ("第２条（定義）\n１．用語", False),
        ("第２条の規定は、適用しない。", False),
        ("１．用語", False),
    ],
)
def test_rows_that_hold_only_a_heading_stay_with_the_next(words: str, is_heading: bool) -> None:
    html = table_html(table(Row(RowKind.UNCHANGED, cell(words), cell(words))))
    assert ("heading-row" in html) is is_heading


def test_what_was_left_out_is_no_heading() -> None:
    assert "heading-row" not in table_html(table(Row(RowKind.ELIDED, cell("（略）"), cell("（略）"))))


def test_the_closing_words_stand_behind_the_table() -> None:
    assert table_html(table(CHANGED)).endswith('</table><p class="closing">以上</p>')
    assert table_html(table(CHANGED, style=TWO_COLUMN)).endswith("</table>")


@pytest.mark.parametrize("kind", list(RowKind))
@pytest.mark.parametrize("style", [THREE_COLUMN, TWO_COLUMN])
def test_markup_in_any_field_is_inert(kind: RowKind, style: HouseStyle) -> None:
    wording = replace(style, headings=(MARKUP, MARKUP), remark_heading=MARKUP, closing=MARKUP, legend=MARKUP)
    row = Row(kind, cell(MARKUP, (3, 9)), cell(f"（１）{MARKUP}\n{MARKUP}\n| {MARKUP} |", (0, 90)), MARKUP)
    html = page_html(table(row, style=wording), title=MARKUP)
    assert "<script" not in html
    assert html.count("<td") == 3 + style.remarks


def test_a_page_needs_no_other_file() -> None:
    html = page_html(table(CHANGED), title="利用約款 新旧対照表")
    assert html.startswith('<!doctype html>\n<html lang="ja"><head><meta charset="utf-8">')
    assert "<title>利用約款 新旧対照表</title>" in html
    assert re.findall("(?:src|url|@import)[=( ]", html) == []
    assert re.findall('href="([^#].*?)"', html) == []


@pytest.mark.parametrize(
    ("kind", "old", "same"),
    [
        (RowKind.UNCHANGED, "１．利用できます。", True),
        (RowKind.UNCHANGED, "１． 利用できます。", False),
        (RowKind.ELIDED, "１．利用できます。", True),
        (RowKind.MOVED, "１．利用できます。", False),
    ],
    ids=["unchanged", "another blank", "elided", "moved"],
)
def test_only_rows_that_need_one_cell_on_a_phone_are_marked_so(kind: RowKind, old: str, same: bool) -> None:
    row = Row(kind, Cell(old), Cell("１．利用できます。"), "（移動）")
    html = table_html(ComparisonTable(THREE_COLUMN, (row,)))
    assert bool(re.search(r'class="row [^"]*\bsame\b', html)) is same


@pytest.mark.parametrize("style", BUILT_IN.values(), ids=BUILT_IN)
def test_a_table_without_a_change_says_so(style: HouseStyle) -> None:
    document = parse("第１条（目的）\n図書室の決まりです。\n").document
    assert '<p class="marks-legend">変更箇所なし</p>' in table_html(compare(document, document, style=style))
    ignoring = replace(style, ignore_width=True)
    assert "全角・半角と空白の違いを除く" in table_html(compare(document, document, style=ignoring))


def test_a_row_that_moved_says_so_to_the_ear_though_both_cells_read_the_same() -> None:
    cell = Cell("２　会員証は、再発行します。", (), ((0, 1),))
    table = ComparisonTable(TWO_COLUMN, (Row(RowKind.MOVED, cell, cell),))
    assert "移動：" in table_html(table)
