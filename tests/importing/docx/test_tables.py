"""Tables of Word files: pipe tables of the text core, or both sides of a comparison table."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.comparison.house_style import THREE_COLUMN, TWO_COLUMN
from portal.importing.docx import read_docx
from portal.importing.imported import Imported
from portal.publishing.office.docx import comparison_docx
from portal.text.pipe_table import read_pipe_tables
from tests.importing.docx.word_files import abstract, cell, level, num, p, r, row, table, word_file
from tests.publishing.office_tables import FACE, PAIRS, corpus_table

HEADING = "<w:tblHeader/>"


def read(body: str, **parts: str) -> Imported:
    return read_docx(word_file(body, **parts), name="a.docx")


def lines(body: str, **parts: str) -> list[str]:
    return read(body, **parts).text.split("\n")[:-1]


def test_the_text_core_reads_the_cells_back() -> None:
    body = table(row("区分|種別", "料金", properties=HEADING), row(cell("小", "口"), "百円"), row("", "無料"))
    (found,) = read_pipe_tables((0, line) for line in lines(body))
    assert [cell.text for cell in found.heading] == ["区分|種別", "料金"]
    assert [[cell.text for cell in row] for row in found.rows] == [["小　口", "百円"], ["", "無料"]]


def test_no_row_is_a_heading_that_the_file_does_not_call_one() -> None:
    assert lines(table(row("甲", "乙"), row("丙", "丁"))) == ["| 甲 | 乙 |", "| 丙 | 丁 |"]


def test_merged_cells_are_written_once_and_told() -> None:
    first = row(cell("甲", properties='<w:gridSpan w:val="2"/>'), cell("乙", properties='<w:vMerge w:val="restart"/>'))
    second = row("一", "二", cell("", properties="<w:vMerge/>"))
    found = read(p("表") + table(first, second))
    assert found.text == "表\n| 甲 |  | 乙 |\n| 一 | 二 |  |\n"
    assert [str(note) for note in found.notes] == [
        "結合されたセル2個は、文字を最初のセルだけに書き、続きのセルを空にしました（2行目）。"
        "同じ文字が何度も立つと、変更が何か所にもなるためです。"
    ]


def test_rows_that_begin_late_or_end_early_keep_their_columns() -> None:
    body = table(row("甲", "乙", "丙"), row("一", properties='<w:gridBefore w:val="1"/>'))
    assert lines(body) == ["| 甲 | 乙 | 丙 |", "|  | 一 |  |"]


def test_a_cell_that_claims_a_billion_columns_has_those_word_allows() -> None:
    assert lines(table(row(cell("甲", properties='<w:gridSpan w:val="999999999"/>'), "乙")))[0].count("|") == 65


def test_a_frame_of_one_column_is_no_table() -> None:
    assert lines(table(row(cell("枠の中", "二行目")), row("三行目"))) == ["枠の中", "二行目", "三行目"]


def test_a_table_within_a_cell_is_one_line_of_it() -> None:
    body = table(row("甲", f"<w:tc><w:tcPr/>{table(row('一', '二'), row('三', '四'))}{p()}</w:tc>"))
    assert lines(body) == ["| 甲 | 一　二　三　四 |"]
    assert [note.code for note in read(body).notes] == ["docx_nested"]


def test_a_table_within_a_frame_or_a_comparison_table_stays_one() -> None:
    inner = f"<w:tc><w:tcPr/>{p('料金は、次のとおり。')}{table(row('小', '百円'))}{p()}</w:tc>"
    assert lines(table(row(inner))) == ["料金は、次のとおり。", "| 小 | 百円 |"]
    found = read(table(row("新", "旧"), row(inner, "料金は、無料。")))
    assert (found.text, found.old_text) == ("料金は、次のとおり。\n| 小 | 百円 |\n", "料金は、無料。\n")


def test_lists_count_on_through_cells() -> None:
    numbering = abstract(0, level(0, "%1.")) + num(1, 0)
    body = table(row(cell(p("甲", num=(1, 0))), cell(p("乙", num=(1, 0)))), row(cell(p("丙", num=(1, 0))), "丁"))
    assert lines(body, numbering=numbering) == ["| 1.　甲 | 2.　乙 |", "| 3.　丙 | 丁 |"]


def test_rows_and_cells_in_content_controls_are_read() -> None:
    inside = f"<w:sdt><w:sdtPr/><w:sdtContent>{row('丙', '丁')}</w:sdtContent></w:sdt>"
    assert lines(table(row("甲", "乙"), inside)) == ["| 甲 | 乙 |", "| 丙 | 丁 |"]


COMPARISON = table(
    row("新", "旧", "備考", properties=HEADING),
    row("月見クラウド利用規約", "月見クラウド利用規約", ""),
    row(cell("（略）", properties='<w:gridSpan w:val="3"/>')),
    row(cell("第3条（解約）", "解約は、十四日前までに申し出ます。"),
        cell("第3条（解約）", "解約は、三十日前までに申し出ます。"), "（変更）"),
    row("第4条（返金）", "（新設）", "（追加）"),
)  # fmt: skip


def test_a_comparison_table_gives_both_editions() -> None:
    found = read(p("新旧対照表") + COMPARISON)
    assert found.text == (
        "月見クラウド利用規約\n（略）\n第3条（解約）\n解約は、十四日前までに申し出ます。\n第4条（返金）\n"
    )
    assert found.old_text == "月見クラウド利用規約\n（略）\n第3条（解約）\n解約は、三十日前までに申し出ます。\n"
    assert [str(note) for note in found.notes] == [
        "新旧対照表として、新と旧の二つの版を読みました。",
        "備考などの欄2個は取り込みませんでした。",
        "表の外の1行は取り込みませんでした（新旧対照表）。",
    ]


def test_columns_are_told_by_their_headings_and_borders_need_not_be_below_one_another() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    body = table(
        row(cell("現行"), cell("改定案", properties=wide)),
        row(cell("旧の文。", properties=wide), cell("新の文。")),
    )
    found = read(body)
    assert (found.old_text, found.text) == ("旧の文。\n", "新の文。\n")


def test_labels_of_lists_stand_in_both_editions() -> None:
    numbering = abstract(0, level(0, "第%1条")) + num(1, 0) + abstract(1, level(0, "第%1条")) + num(2, 1)
    body = table(row("改正前", "改正後"), row(cell(p("目的", num=(1, 0))), cell(p("趣旨", num=(2, 0)))))
    found = read(body, numbering=numbering)
    assert (found.old_text, found.text) == ("第1条　目的\n", "第1条　趣旨\n")


@pytest.mark.parametrize("name", ["desknets-cloud-14-15", "desknets-sync"])
def test_our_own_word_file_of_a_published_table_reads_back_as_both_editions(corpus: Path, name: str) -> None:
    (pair,) = (pair for pair in PAIRS if pair[0].startswith(name))
    style = THREE_COLUMN if name.endswith("15") else TWO_COLUMN
    found = read_docx(comparison_docx(FACE, corpus_table(corpus, pair, style)), name="対照表.docx")
    assert [words(found.old_text or ""), words(found.text)] == [words((corpus / path).read_text()) for path in pair]


def words(text: str) -> list[str]:
    """The lines of a text, without blank ones and those for what is left out (a table of two columns has none)."""
    lines = (line.strip(" \u3000") for line in text.splitlines())
    return [line for line in lines if line and line not in ("(略)", "（略）")]


def test_a_small_table_of_changes_within_terms_is_a_table() -> None:
    found = read(
        p("第1条（料金）")
        + p("料金は、次の表のとおり改めて計算し、支払います。")
        + table(row("変更前", "変更後"), row("1円", "2円"))
    )
    assert found.old_text is None
    assert "| 変更前 | 変更後 |" in found.text


def test_a_comment_in_a_comparison_table_has_its_line_in_the_new_edition() -> None:
    commented = p('<w:commentRangeStart w:id="0"/>', r("新の文。"), '<w:commentRangeEnd w:id="0"/>')
    body = table(row("新", "旧"), row("第1条　目的", "第1条　目的"), row(cell(commented), "旧の文。"))
    found = read(body, comments=f'<w:comment w:id="0" w:author="山田">{p("よいか")}</w:comment>')
    assert [(comment.quoted, comment.line) for comment in found.comments] == [("新の文。", 2)]
