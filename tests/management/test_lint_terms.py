"""`lint_terms`: what it tells, what it writes back, and when it leaves a file alone."""

import io
import json
import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.case_files import assert_same_text

TERMS = """\
みなと規約
第１条（貸出し）
１．次の本を貸します。
（１）本叉は雑誌
（２）図鑑
（３）第１号と第３号に似た本
２．第１項（本）は要りません。
第２条（会費）
第１条（返却）により、本および雑誌、地図及び絵本及び辞書を返します。
"""

TOLD = """\
注意（3件）
  第1条第1項第1号（4行5字目）: 「叉は」は書き誤りのようです。「又は」にしてください。
    直し方: 「叉は」→「又は」
  第1条第1項第3号（6行8字目）: 「第３号」は、この文のある第1条第1項第3号そのものを指しています。番号を確かめてください。
  第2条（9行1字目）: 「第１条（返却）」の見出しが違います。第１条は（貸出し）です。番号か見出しを直してください。
    直す案（確かめてください）: 「返却」→「貸出し」
参考（1件）
  第2条（9行13字目）: 同じ言葉の書き方がそろっていません（「及び」×2 / 「および」×1）。一つにそろえてください。
    直す案（確かめてください）: 「および」→「及び」
"""


def run(*arguments: str) -> str:
    """Run the command and return what it printed."""
    output = io.StringIO()
    call_command("lint_terms", *arguments, stdout=output)
    return output.getvalue()


def refused(*arguments: str) -> tuple[int, str]:
    """Run the command, which must refuse, and return its exit status and its message."""
    with pytest.raises(CommandError) as refusal:
        run(*arguments)
    return refusal.value.returncode, str(refusal.value)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """TERMS as a file."""
    path = tmp_path / "terms.txt"
    path.write_text(TERMS, encoding="utf-8")
    return path


def test_findings_are_told_by_severity_with_place_and_proposal(file: Path) -> None:
    assert_same_text(TOLD, run(str(file)), what=TERMS)
    assert file.read_text(encoding="utf-8") == TERMS


def test_sound_terms_have_no_findings(file: Path) -> None:
    file.write_text("みなと規約\n第１条（貸出し）\n本を貸します。\n", encoding="utf-8")
    assert run(str(file)) == "指摘はありません。\n"


def test_json_has_the_findings_with_column_and_words_of_the_place(file: Path) -> None:
    values = json.loads(run(str(file), "--json"))
    assert values.keys() == {"findings", "fixed", "notes"}
    slip = values["findings"][0]
    assert (slip["code"], slip["line"], slip["column"], slip["words"]) == ("slip", 4, 5, "第1条第1項第1号")
    assert slip["mend"] == [{"clause": 1, "start": 25, "before": "叉は", "after": "又は"}]
    assert [(finding["code"], finding["needs_decision"]) for finding in values["findings"]] == [
        ("slip", False),
        ("reference_self", False),
        ("reference_caption", True),
        ("spelling", True),
    ]


def test_a_finding_that_blocks_ends_with_status_1_after_all_is_told(file: Path) -> None:
    file.write_text(TERMS.replace("第２条（会費）", "第１条（会費）"), encoding="utf-8")
    output = io.StringIO()
    with pytest.raises(CommandError, match="公表を妨げる指摘が1件あります。") as refusal:
        call_command("lint_terms", str(file), stdout=output)
    assert refusal.value.returncode == 1
    assert output.getvalue().startswith("公表を妨げる指摘（1件）\n  第1条（8行1字目）: 「第１条」が二つ以上あり")


# --- --fix ---


def test_fix_writes_what_is_safe_and_leaves_what_a_person_must_decide(file: Path) -> None:
    told = run(str(file), "--fix")
    assert file.read_text(encoding="utf-8") == TERMS.replace("叉は", "又は")
    assert told.startswith("直した指摘（1件）\n  第1条第1項第1号（4行5字目）: 「叉は」→「又は」\n注意（2件）\n")


def test_fixing_twice_changes_nothing_more(file: Path) -> None:
    run(str(file), "--fix", "--prefer", "及び/および")
    once = file.read_bytes()
    assert run(str(file), "--fix", "--prefer", "及び/および").startswith(
        "直せる指摘はありません。ファイルはそのままです。\n"
    )
    assert file.read_bytes() == once


def test_what_was_fixed_is_told_in_json(file: Path) -> None:
    values = json.loads(run(str(file), "--fix", "--json"))
    assert [finding["code"] for finding in values["fixed"]] == ["slip"]
    assert "slip" not in [finding["code"] for finding in values["findings"]]


def test_line_ends_byte_order_mark_blanks_and_permissions_stay(file: Path) -> None:
    written = "\ufeff" + TERMS.replace("\n", "\r\n").replace("（２）図鑑", "（２）図鑑\t ")
    file.write_bytes(written.encode("utf-8"))
    file.chmod(0o640)
    run(str(file), "--fix")
    assert file.read_bytes().decode("utf-8") == written.replace("叉は", "又は")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_file_behind_a_link_is_written_and_the_link_stays(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(file)
    run(str(link), "--fix")
    assert link.is_symlink()
    assert "又は" in file.read_text(encoding="utf-8")


def test_a_file_in_cp932_is_written_in_cp932(file: Path) -> None:
    file.write_bytes(TERMS.encode("cp932"))
    assert "叉は" in run(str(file))
    assert run(str(file), "--fix").splitlines()[1] == "直した指摘（1件）"
    assert file.read_bytes() == TERMS.replace("叉は", "又は").encode("cp932")


def test_what_a_mend_uncovered_is_told_with_its_place(file: Path) -> None:
    hidden = "\u200b第３条（休み）\n休みます。\n"
    file.write_text(f"みなと規約\n第1条（本）\n貸します。\n第2条（会費）\n無料です。\n{hidden}", encoding="utf-8")
    told = run(str(file), "--fix").splitlines()
    assert told[0] == "直した指摘（2件）"
    assert told[2] == "  第3条（6行1字目）: 「第３条」→「第3条」"


WRAPPED = "".join(f"{'長い文が紙の幅で折り返されています' * 2}\n" * 6 + "ここで叉は終わります。 \n" for _ in range(3))


def test_a_hard_wrapped_file_is_not_written(file: Path) -> None:
    text = f"みなと規約 \n第１条（貸出し） \n{WRAPPED}"
    file.write_text(text, encoding="utf-8")
    status, message = refused(str(file), "--fix")
    assert status == 2
    assert "元の形に戻せないため、--fix では書き込めません" in message
    assert file.read_text(encoding="utf-8") == text


# --- options ---


def test_house_terms_are_given_one_by_one(file: Path) -> None:
    told = run(str(file), "--prefer", "及び/および", "--prefer", "図鑑集/図鑑")
    assert "「および」は「及び」と書くことにしています。" in told
    assert "「図鑑」は「図鑑集」と書くことにしています。" in told
    assert "書き方がそろっていません" not in told


def test_house_terms_that_are_no_pair_are_refused(file: Path) -> None:
    assert refused(str(file), "--prefer", "及び") == (
        2,
        "--prefer: 「及び」は「良い表記/避ける表記」の形ではありません。例: 及び/および",
    )


@pytest.mark.parametrize("option", ["", "　", "及び\n又は/または"])
def test_an_option_that_is_empty_or_of_two_lines_is_refused(file: Path, option: str) -> None:
    status, message = refused(str(file), "--prefer", option)
    assert (status, "の形ではありません。例: 及び/および" in message) == (2, True)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refused(str(tmp_path)) == (
        2,
        f"{tmp_path} を開けません（フォルダーです）。ファイル名と権限を確かめてください。",
    )


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    status, message = refused(str(tmp_path / "none.txt"))
    assert (status, "を開けません" in message) == (2, True)
