"""A comparison table as plain text: for people to read, and for this module's reader to read back."""

import re
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from portal.comparison.compare import compare
from portal.comparison.formats.plain_headings import as_printed
from portal.comparison.formats.plain_text import BACKSLASH, DOUBLE_MARK, MARK, plain_text
from portal.comparison.house_style import BUILT_IN, GOVERNMENT, THREE_COLUMN, TWO_COLUMN, WORD_LEVEL, HouseStyle
from portal.comparison.table import At, Cell, ComparisonTable, Part, Row, RowKind
from portal.text.parser import parse
from tests.case_files import assert_same_text
from tests.generated import FORMS, Form, Terms, mutated, mutations, terms

OLD = "みなと規約\n第１条（料金）\n１　料金は、百円です。\n２　料金は、月末に支払います。\n"
NEW = "みなと規約\n第１条（料金）\n１　料金は、二百円です。\n２　学生は、無料です。\n連絡先　港図書館\n"
LEAD, ADDED = At(1, Part.LEAD, ((1,),)), At(1, Part.PARAGRAPH, ((2,),))
TABLE = ComparisonTable(
    THREE_COLUMN,
    (
        Row(RowKind.ELIDED, Cell("(略)"), Cell("(略)"), "(略)"),
        Row(
            RowKind.CHANGED,
            Cell("１　料金は、百円です。", ((6, 7),)),
            Cell("１　料金は、二百円です。", ((6, 8),)),
            "(変更)",
            LEAD,
            LEAD,
        ),
        Row(
            RowKind.ADDED_UNIT,
            Cell("(追加)"),
            Cell("２　学生は、無料です。\n連絡先　港図書館", ((0, 11), (12, 20)), double=((0, 1),)),
            "(追加)",
            None,
            ADDED,
        ),
        Row(RowKind.DELETED_UNIT, Cell("２　料金は、月末に支払います。"), Cell("(削除)"), "(削除)", ADDED),
    ),
    (),
    parse(OLD).document,
    parse(NEW).document,
)

THREE_COLUMNS = """\
みなと規約　新旧対照表
新：第2版（2024年9月1日施行）
旧：第1版

⟦ ⟧：変更箇所
⟪ ⟫：移動、追加又は削除をしたものの番号

■ (略)
新・旧｜(略)

■ 第1条第1項　(変更)
新｜１　料金は、⟦二百⟧円です。
旧｜１　料金は、⟦百⟧円です。

■ 第1条第2項　(追加)
新｜⟦⟪２⟫　学生は、無料です。⟧
　｜⟦連絡先　港図書館⟧
旧｜(追加)

■ 旧第1条第2項　(削除)
新｜(削除)
旧｜２　料金は、月末に支払います。

以上
"""


def test_a_table_reads_from_top_to_bottom() -> None:
    sides = ("第1版", "第2版（2024年9月1日施行）")
    assert_same_text(THREE_COLUMNS, plain_text(TABLE, title="みなと規約　新旧対照表", sides=sides), what="three-column")


def test_what_points_to_where_a_unit_went_stands_at_its_old_place() -> None:
    pointer = Row(RowKind.MOVED_AWAY, Cell("２"), Cell("（第3条第1項へ移動）"), "(移動)", ADDED, LEAD)
    assert plain_text(replace(TABLE, rows=(pointer,))).startswith("■ 旧第1条第2項　(移動)\n")


def test_columns_stand_in_the_order_of_the_style_and_a_style_without_remarks_says_what_happened() -> None:
    table = replace(TABLE, style=replace(WORD_LEVEL, remarks=False), rows=TABLE.rows[1:2])
    assert_same_text(
        "⟦ ⟧：変更箇所\n\n■ 第1条第1項　変更\n変更前｜１　料金は、⟦百⟧円です。\n変更後｜１　料金は、⟦二百⟧円です。\n",
        plain_text(table),
        what="word-level without remarks",
    )


def test_a_line_below_the_first_stands_behind_a_blank_as_wide_as_the_heading() -> None:
    style = replace(TWO_COLUMN, headings=("Now", "改定前"))
    _, lines = plain_text(replace(TABLE, style=style, rows=TABLE.rows[2:3])).split("\n\n")
    assert lines.splitlines()[1:3] == ["Now｜⟦⟪２⟫　学生は、無料です。⟧", "   ｜⟦連絡先　港図書館⟧"]


def test_signs_of_the_document_itself_cannot_be_taken_for_marks() -> None:
    cell = Cell("円は⟦\\⟧です。", ((0, 1),))
    text = plain_text(ComparisonTable(TWO_COLUMN, (Row(RowKind.CHANGED, Cell(), cell),)))
    assert "改定後｜⟦円⟧は\\⟦\\\\\\⟧です。" in text
    assert "\\：次の記号は本文の文字" in text


def test_a_table_without_a_change_says_so_and_has_no_word_on_marks() -> None:
    table = replace(TABLE, rows=TABLE.rows[:1])
    assert plain_text(table) == "変更箇所なし\n\n■ (略)\n新・旧｜(略)\n\n以上\n"


def test_headings_of_markdown_are_printed_without_their_signs_and_keep_their_marks() -> None:
    text, spans = "## 第1条（料金）", ((0, 11),)
    row = Row(RowKind.CHANGED, Cell(text, (), spans), Cell(text, ((7, 9),), spans))
    assert "改定後｜第1条（⟦料金⟧）" in plain_text(ComparisonTable(TWO_COLUMN, (row,)))


# --- read back ---

SIGN = re.compile(f"{re.escape(BACKSLASH)}(.)|([{MARK}{DOUBLE_MARK}])", re.DOTALL)


def read_cell(lines: list[str]) -> tuple[str, tuple, tuple]:
    """A cell's text, marks and double marks as its lines, without what stands before the bar, show them."""
    text, last = "", 0
    opened: dict[str, int] = {}
    marks: dict[str, list] = {MARK: [], DOUBLE_MARK: []}
    signed = "\n".join(lines)
    for match in SIGN.finditer(signed):
        text += signed[last : match.start()] + (match[1] or "")
        last = match.end()
        pair = next((pair for pair in marks if match[2] and match[2] in pair), None)
        if pair and match[2] == pair[0]:
            opened[pair] = len(text)
        elif pair:
            marks[pair].append((opened.pop(pair), len(text)))
    return text + signed[last:], tuple(marks[MARK]), tuple(marks[DOUBLE_MARK])


def read_rows(text: str, style: HouseStyle) -> Iterator[dict[str, tuple]]:
    """The cells of each row by side."""
    both = "・".join(style.headings)
    for block in re.findall(r"^■.*\n((?:[^■\n].*\n)+)", text, re.MULTILINE):
        cells: dict[str, list[str]] = {}
        heading = ""
        for line in block.splitlines():
            before, _, content = line.partition("｜")
            heading = before.strip(" 　") or heading
            cells.setdefault(heading, []).append(content)
        sides = dict(zip(style.columns, style.headings, strict=True))
        yield {side: read_cell(cells.get(both) or cells[heading]) for side, heading in sides.items()}


def assert_reads_back(table: ComparisonTable) -> None:
    expected = [
        {side: (cell.text, cell.marks, cell.double) for side, cell in (("old", row.old), ("new", row.new))}
        for row in map(as_printed, table.rows)
    ]
    text = plain_text(table)
    assert list(read_rows(text, table.style)) == expected
    assert [line for line in text.split("\n") if line != line.rstrip()] == []


def test_the_cells_and_marks_of_a_table_are_read_back() -> None:
    assert_reads_back(TABLE)


LETTERS = st.text(alphabet=f"本を借り{MARK}{DOUBLE_MARK}{BACKSLASH}｜■\n", max_size=12)


@st.composite
def spans(draw: st.DrawFn, length: int) -> tuple[tuple[int, int], ...]:
    """Spans that do not overlap, in order."""
    ends = sorted(draw(st.sets(st.integers(0, length), max_size=6)))
    return tuple(zip(ends[::2], ends[1::2], strict=False))


@st.composite
def cells(draw: st.DrawFn) -> Cell:
    text = draw(LETTERS)
    return Cell(text, draw(spans(len(text))), (), draw(spans(len(text))))


@given(st.lists(st.builds(Row, st.just(RowKind.CHANGED), cells(), cells()), max_size=3))
def test_any_cells_and_marks_are_read_back(rows: list[Row]) -> None:
    assert_reads_back(ComparisonTable(GOVERNMENT, tuple(rows)))


@given(st.sampled_from(list(BUILT_IN.values())), terms(), st.sampled_from(FORMS), mutations())
def test_the_table_of_two_editions_is_read_back(style: HouseStyle, written: Terms, form: Form, changes: tuple) -> None:
    old = written.write(form)
    assert_reads_back(compare(parse(old).document, parse(mutated(old, changes)).document, style=style))
