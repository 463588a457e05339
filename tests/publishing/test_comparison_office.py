"""What holds for comparison tables as Word files and as Excel files alike."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from portal.comparison.house_style import BUILT_IN, GOVERNMENT, THREE_COLUMN, TWO_COLUMN, HouseStyle
from portal.comparison.table import Cell, ComparisonTable, Row, RowKind
from portal.publishing.faces import ComparisonFace
from portal.publishing.office.docx import comparison_docx
from portal.publishing.office.xlsx import comparison_xlsx
from tests.publishing.office_reading import OfficeTable, expected_rows, joined, read_docx, read_xlsx
from tests.publishing.office_tables import (
    FACE,
    PAIRS,
    corpus_table,
    demo_tables,
    digest,
    digests_elsewhere,
    long_table,
    row,
    table,
)


@dataclass(frozen=True)
class Office:
    """A format: who writes it, and who reads it back."""

    write: Callable[[ComparisonFace, ComparisonTable], bytes]
    read: Callable[[bytes], OfficeTable]


@pytest.fixture(params=[Office(comparison_docx, read_docx), Office(comparison_xlsx, read_xlsx)], ids=["docx", "xlsx"])
def office(request: pytest.FixtureRequest) -> Office:
    return request.param


def test_the_file_reads_from_title_to_closing_words(office: Office) -> None:
    read = office.read(office.write(FACE, table(row("（１）料金は二百円", "（１）料金は百円", (6, 8)))))
    assert read.above == [
        "ゆうなぎ利用約款\u3000新旧対照表",
        "株式会社ゆうなぎ",
        "旧：第2版（2023年1月1日施行）",
        "新：第3版（2024年9月1日施行）",
        THREE_COLUMN.legend,
    ]
    assert read.headings == ["新", "旧", "備考"]
    assert read.rows == [[["（１）料金は<single>二百</single>円"], ["（１）料金は百円"], ["(変更)"]]]
    assert read.below == ["以上"]


def test_what_became_of_the_files_stands_below_the_table(office: Office) -> None:
    face = replace(FACE, file_changes=("別紙1　料金表：差替え", "<script>=1+1\x07：追加"))
    read = office.read(office.write(face, table(row("料金は二百円", "料金は百円", (3, 5)))))
    assert read.below == ["以上", "添付の変更", "別紙1　料金表：差替え", "<script>=1+1\ufffd：追加"]


def test_a_double_line_is_drawn_under_the_label_of_a_whole_unit(office: Office) -> None:
    made = table(row("２　乙とする。", "", (1, 7), double=((0, 1),)), style=GOVERNMENT)
    assert office.read(office.write(FACE, made)).rows == [
        [["<double>２</double><single>\u3000乙とする。</single>"], []]
    ]


def test_a_style_without_underlining_underlines_nothing_and_explains_nothing(office: Office) -> None:
    style = replace(TWO_COLUMN, underline=False)
    read = office.read(office.write(FACE, table(row("料金", "代金", (0, 1)), style=style)))
    assert read.rows == [[["料金"], ["代金"]]]
    assert style.legend not in "".join(read.above)


def test_words_of_the_style_stand_plain(office: Office) -> None:
    made = table(Row(RowKind.ADDED_UNIT, Cell("(追加)"), Cell("３　丙", ((0, 3),), ((0, 3),)), "(追加)"))
    assert office.read(office.write(FACE, made)).rows == [[["<single>３\u3000丙</single>"], ["(追加)"], ["(追加)"]]]


@pytest.mark.parametrize("name", demo_tables())
def test_the_demo_reads_back_whole(office: Office, name: str) -> None:
    made = demo_tables()[name]
    assert joined(office.read(office.write(FACE, made)).rows) == joined(expected_rows(made))


@pytest.mark.parametrize("style", BUILT_IN.values(), ids=BUILT_IN)
@pytest.mark.parametrize("pair", PAIRS, ids=[pair[1] for pair in PAIRS])
def test_real_editions_read_back_whole(corpus: Path, office: Office, pair: tuple[str, str], style: HouseStyle) -> None:
    made = corpus_table(corpus, pair, style)
    assert joined(office.read(office.write(FACE, made)).rows) == joined(expected_rows(made))


def test_equal_tables_make_equal_bytes_whatever_the_process_and_the_clock(office: Office) -> None:
    found = digests_elsewhere(office.write.__module__, office.write.__name__)
    assert found == {digest(office.write(FACE, long_table(20)))}


def test_the_parts_of_the_file_are_dated_alike(office: Office) -> None:
    with ZipFile(BytesIO(office.write(FACE, long_table(1)))) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_ten_times_the_rows_take_about_ten_times_the_time(office: Office) -> None:
    def seconds(rows: int) -> float:
        made = long_table(rows)
        times = []
        for _ in range(3):
            begun = time.process_time()
            office.write(FACE, made)
            times.append(time.process_time() - begun)
        return min(times)

    assert seconds(2000) < 25 * seconds(200)
