"""Comparison tables read as two editions: rows of cells, and text extracted from published tables."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from portal.importing.side_columns import SideColumns, is_remark, side_columns, which_side
from portal.importing.two_sides import texts_of_rows, two_editions_of_text
from portal.text.parser import parse


@pytest.mark.parametrize(
    "heading", ["旧", "現行", "現行規定", "改正前", "変 更 前", "第14版（旧）", "旧約款", "改定前（2026年3月1日施行）"]
)
def test_headings_of_the_old_side(heading: str) -> None:
    assert which_side(heading) == "old"


@pytest.mark.parametrize("heading", ["新", "改正後", "改定案", "変更後", "改訂後の約款", "利用規約（新）", "改 定 後"])
def test_headings_of_the_new_side(heading: str) -> None:
    assert which_side(heading) == "new"


@pytest.mark.parametrize(
    "heading", ["備考", "改定理由", "第1条（目的）", "新設", "", "新しい条文を次のとおり定め、公表の日から実施します"]
)
def test_other_headings_are_of_no_side(heading: str) -> None:
    assert which_side(heading) is None


def test_columns_are_known_by_the_numbers_of_their_editions() -> None:
    assert side_columns(["第14版", "第15版（2026年4月1日施行）", "備考"]) == SideColumns(0, 1, 3)
    assert side_columns(["第十版", "第九版"]) == SideColumns(1, 0, 2)
    for cells in (
        ["第14版", "第14版"],
        ["第14版", "料金"],
        ["第1版", "第2版", "第3版"],
        ["14", "15"],
        ["初版", "第2版"],
    ):
        assert side_columns(cells) is None


def test_columns_stand_in_either_order_with_remarks_or_a_column_of_numbers_beside_them() -> None:
    columns = side_columns(["条", "改定後", "改定前", "備考"])
    assert columns is not None
    assert (columns.old, columns.new) == (2, 1)
    assert is_remark("備考")


@pytest.mark.parametrize("cells", [["旧", "旧"], ["新"], ["区分", "料金"], ["新", "旧", "料金"]])
def test_rows_that_do_not_name_each_side_once_are_no_headings(cells: list[str]) -> None:
    assert side_columns(cells) is None


@pytest.mark.parametrize(
    ("row", "old", "new"),
    [
        (("第1条（目的）", "第1条（趣旨）"), "第1条（目的）\n", "第1条（趣旨）\n"),
        (("（新設）", "２　当社は、通知する。"), "", "２　当社は、通知する。\n"),
        (("２　当社は、通知する。", "(削除)"), "２　当社は、通知する。\n", ""),
        (("―", "２　追加の項"), "", "２　追加の項\n"),
        (("（略）", "（略）"), "（略）\n", "（略）\n"),
        (("（略）", ""), "（略）\n", "（略）\n"),
        (("略", "略"), "（略）\n", "（略）\n"),
        (("１　定め", "（同左）"), "１　定め\n", "１　定め\n"),
        (("(1) 甲\n(追加)", "(1) 甲\n(2) 乙"), "(1) 甲\n", "(1) 甲\n(2) 乙\n"),
        (("第5条\n（削除）", "第5条（通知）"), "第5条\n（削除）\n", "第5条（通知）\n"),
        (("旧", "新"), "", ""),
    ],
)
def test_a_row_says_for_each_edition_what_its_cells_mean(row: tuple[str, str], old: str, new: str) -> None:
    assert texts_of_rows([row]) == (old, new)


def test_a_sentence_that_a_page_parted_is_one_line_again() -> None:
    rows = [("１　当社は、月見クラウドの設備に", "（新設）"), ("起因する損害を賠償する。", "")]
    assert texts_of_rows(rows)[0] == "１　当社は、月見クラウドの設備に起因する損害を賠償する。\n"


def test_a_bracket_that_a_page_parted_is_one_line_again() -> None:
    rows = [("受付時間：9時（土日及び当社", ""), ("休業日を除く）", "")]
    assert texts_of_rows(rows)[0] == "受付時間：9時（土日及び当社休業日を除く）\n"


def test_what_begins_something_of_its_own_is_never_joined() -> None:
    rows = [("（１）会員の氏名又は", ""), ("（２）会員の住所", ""), ("・その他の", ""), ("第2条（通知）", "")]
    assert texts_of_rows(rows)[0].splitlines() == [
        "（１）会員の氏名又は",
        "（２）会員の住所",
        "・その他の",
        "第2条（通知）",
    ]


def test_the_end_of_the_table_stands_once() -> None:
    assert texts_of_rows([("以上", "以上"), ("以上", "以上")]) == ("以上\n", "以上\n")


PIPES = (
    "新旧対照表\n| 改定前 | 改定後 |\n| --- | --- |\n| 第1条（目的） | 第1条（趣旨） |\n| （新設） | ２　通知する。 |\n"
)
TABS = "新\t旧\t備考\n第1条（趣旨）\t第1条（目的）\t変更\n２　通知する。\t（新設）\t新設\n"
EXCEL = '旧\t新\n"第1条（目的）\n１　甲"\t"第1条（趣旨）\n１　甲"\n（新設）\t２　通知する。\n'


@pytest.mark.parametrize("text", [PIPES, TABS])
def test_tables_with_tabs_or_pipes_are_two_editions(text: str) -> None:
    assert two_editions_of_text(text) == ("第1条（目的）\n", "第1条（趣旨）\n２　通知する。\n")


def test_cells_of_several_lines_copied_from_excel_keep_them() -> None:
    assert two_editions_of_text(EXCEL) == ("第1条（目的）\n１　甲\n", "第1条（趣旨）\n１　甲\n２　通知する。\n")


def test_terms_with_a_small_table_of_old_and_new_prices_are_no_comparison() -> None:
    text = "月見規約\n第1条（料金）\n" + "料金は、次の表のとおりとする。\n" * 20 + "| 旧 | 新 |\n| 100円 | 120円 |\n"
    assert two_editions_of_text(text) is None


def test_plain_terms_are_no_comparison() -> None:
    assert two_editions_of_text("月見規約\n第1条（目的）\nこの規約は、旧\t新の定めをする。\n") is None


def test_markup_and_blanks_of_extraction_go_and_what_a_page_left_outside_the_table_comes_back() -> None:
    text = (
        "新\t旧\n<p>第 1 条 (目的) <u>当社は、月見クラウドを 提供する。</u></p> <p>2. 次のとおり(方</p>\t(新設)\n"
        "\n針)\n\n- ・ 甲を守る。\n\n<p>3. 通知する。</p>\t\n"
    )
    assert two_editions_of_text(text) == (
        "",
        "第 1 条 (目的)\n当社は、月見クラウドを提供する。\n2. 次のとおり(方針)\n・ 甲を守る。\n3. 通知する。\n",
    )


# --- the corpus ---


def squeezed(text: str) -> str:
    """A text without blanks and without the (略) that a published table leaves unsaid."""
    return re.sub(r"\s|^\(略\)$", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("folder", ["desknets-cloud-14-15", "desknets-sync"])
def test_published_tables_of_the_corpus_import_as_two_editions(corpus: Path, folder: str) -> None:
    sides = two_editions_of_text((corpus / folder / "source.txt").read_text())
    assert sides is not None
    for name, got in zip(("old", "new"), sides, strict=True):
        wanted = (corpus / folder / f"{name}.txt").read_text()
        # The extraction lost one character of the new edition: をい ます for をいいます.
        assert squeezed(got) == squeezed(wanted).replace(
            "実施するメンテナンスをいいます。(13)", "実施するメンテナンスをいます。(13)"
        )
        assert labels(got) == labels(wanted)


def labels(text: str) -> list[tuple[str, str]]:
    """Kinds and labels of a text's clauses, (略) apart."""
    clauses = [(clause.kind.value, re.sub(r"\s", "", clause.label)) for clause in parse(text).document]
    return [clause for clause in clauses if clause[0] != "elided"]
