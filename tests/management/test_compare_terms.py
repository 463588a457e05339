"""`compare_terms`: its outputs, and the options that change what they show."""

import io
import json
from pathlib import Path

import docx
import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from portal.comparison.house_style import BUILT_IN
from portal.management.commands import compare_terms
from tests.case_files import assert_same_text

OLD = """\
みなと規約
第１条（貸出し）
１　会員は、本を２冊借ります。
２　雑誌は、貸しません。
第２条（返却）
窓口に返します。
"""
NEW = """\
みなと規約
第１条（貸出し）
１　会員は、本を３冊借ります。
２　雑誌は、貸しません。
３　地図は、貸しません。
第2条（返却）
窓口に返します。
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """Two editions as files."""
    for name, text in (("old.txt", OLD), ("new.txt", NEW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / "old.txt"), str(tmp_path / "new.txt")


def run(*arguments: str) -> str:
    """Run the command and return what it printed."""
    output = io.StringIO()
    call_command("compare_terms", *arguments, stdout=output, stderr=io.StringIO())
    return output.getvalue()


def rows_of(*arguments: str) -> list[dict]:
    return json.loads(run(*arguments, "--json"))["rows"]


def test_the_summary_tells_counts_and_a_sentence_for_each_article(files: tuple[str, str]) -> None:
    expected = "条など：変更1、表記のみの変更1\n第1条　第1項を変更、第3項を追加\n第2条　表記のみの変更\n"
    assert_same_text(expected, run(*files, "--summary"), what="--summary")


def test_the_summary_is_told_in_the_language_of_the_command(files: tuple[str, str]) -> None:
    with translation.override("en"):
        assert run(*files, "--summary").splitlines()[1] == "Article 1: paragraph 1 changed; paragraph 3 added"


def test_the_summary_of_equal_texts_says_so(files: tuple[str, str]) -> None:
    assert run(files[0], files[0], "--summary") == "違いはありません。\n"


def test_texts_that_differ_in_width_alone_are_not_said_to_be_equal(tmp_path: Path) -> None:
    old, new = (tmp_path / "old.txt", tmp_path / "new.txt")
    old.write_text("第1条（数）\n２冊です。\n")
    new.write_text("第1条（数）\n2冊です。\n")
    assert run(str(old), str(new), "--summary", "--ignore-width") == "文字の幅と空白のほかに、違いはありません。\n"


def test_width_and_blanks_may_count_as_nothing(files: tuple[str, str]) -> None:
    assert "表記のみ" not in run(*files, "--summary", "--ignore-width")
    assert "第2条（返却）" not in [row["new"] for row in rows_of(*files, "--ignore-width")]
    assert "第2条（返却）" in [row["new"] for row in rows_of(*files)]


@pytest.mark.parametrize("style", BUILT_IN)
def test_in_full_nothing_is_elided(files: tuple[str, str], style: str) -> None:
    rows = rows_of(*files, "--style", style, "--full", "--ignore-width")
    assert "elided" not in {row["kind"] for row in rows}
    assert "窓口に返します。" in "".join(row["new"] for row in rows)


def test_a_word_file_is_written(files: tuple[str, str], tmp_path: Path) -> None:
    run(*files, "--docx", str(tmp_path / "table.docx"))
    (table, *_) = docx.Document(str(tmp_path / "table.docx")).tables
    assert "３　地図は、貸しません。" in [cell.text for row in table.rows for cell in row.cells]


def test_an_excel_file_is_written(files: tuple[str, str], tmp_path: Path) -> None:
    run(*files, "--xlsx", str(tmp_path / "table.xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "table.xlsx").active
    assert "３　地図は、貸しません。" in [cell.value for row in sheet.iter_rows() for cell in row]


def test_a_text_file_is_written(files: tuple[str, str], tmp_path: Path) -> None:
    run(*files, "--text", str(tmp_path / "table.txt"))
    text = (tmp_path / "table.txt").read_text(encoding="utf-8")
    assert "■ 第1条第3項　(追加)\n新｜⟦３　地図は、貸しません。⟧\n旧｜(追加)\n" in text
    assert text.startswith("みなと規約　新旧対照表\n")


@pytest.mark.parametrize("output", ["--docx", "--xlsx", "--text"])
@pytest.mark.parametrize("name", ["", "absent/table"])
def test_a_file_that_cannot_be_written_is_refused(files: tuple[str, str], output: str, name: str) -> None:
    with pytest.raises(CommandError, match="書き込めません"):
        run(*files, output, name)


def test_outputs_exclude_one_another(files: tuple[str, str]) -> None:
    with pytest.raises(CommandError, match="not allowed with"):
        run(*files, "--summary", "--json")


def test_the_names_of_the_styles_are_listed_without_files(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run("--list-styles")
    listed = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert left.value.code == 0
    assert [name for name, _ in listed] == list(BUILT_IN)
    assert dict(listed)["government"] == "改正後｜改正前"


def test_long_texts_are_told_about_and_short_ones_are_not(
    files: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet, told = io.StringIO(), io.StringIO()
    call_command("compare_terms", *files, "--json", stdout=io.StringIO(), stderr=quiet)
    monkeypatch.setattr(compare_terms, "LONG", 10)
    call_command("compare_terms", *files, "--json", stdout=io.StringIO(), stderr=told)
    assert quiet.getvalue() == ""
    assert [line.split("/")[-1] for line in told.getvalue().splitlines()] == [
        "old.txt を読んでいます…",
        "new.txt を読んでいます…",
        "比べています…",
        "7行の表になりました。出力しています…",
    ]


@pytest.mark.parametrize("place", [0, 1])
def test_a_file_that_is_compared_is_never_written_over(files: tuple[str, str], place: int) -> None:
    before = Path(files[place]).read_bytes()
    with pytest.raises(CommandError, match="別の名前"):
        run(*files, "--text", files[place])
    assert Path(files[place]).read_bytes() == before


def test_the_file_of_a_style_is_never_written_over(files: tuple[str, str], tmp_path: Path) -> None:
    style = tmp_path / "style.json"
    style.write_text('{"base": "two-column"}', encoding="utf-8")
    with pytest.raises(CommandError, match="別の名前"):
        run(*files, "--style", str(style), "--text", str(style))
    assert style.read_text(encoding="utf-8") == '{"base": "two-column"}'


def test_a_file_without_words_is_told(files: tuple[str, str], tmp_path: Path) -> None:
    empty, errors = tmp_path / "empty.txt", io.StringIO()
    empty.write_text("\n", encoding="utf-8")
    call_command("compare_terms", files[0], str(empty), stdout=io.StringIO(), stderr=errors)
    assert "言葉が一つもありません" in errors.getvalue()
