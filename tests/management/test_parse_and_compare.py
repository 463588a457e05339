"""`parse_terms` and `compare_terms`: their JSON is a contract, and what they cannot read they say."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from portal.comparison.table import RowKind
from portal.management.commands.compare_terms import KIND_NAMES
from tests.case_files import assert_same_text

ROOT = Path(__file__).resolve().parents[2]
OLD = "みなと規約\n第１条（貸出し）\n会員は、本を２冊借ります。\n"
NEW = "みなと規約\n第１条（貸出し）\n会員は、本を３冊借ります。\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """Two editions as files."""
    paths = []
    for name, text in (("old.txt", OLD), ("new.txt", NEW)):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        paths.append(str(path))
    return paths[0], paths[1]


def run(*arguments: str) -> str:
    """Run a command and return what it printed."""
    output = io.StringIO()
    call_command(*arguments, stdout=output)
    return output.getvalue()


def test_parse_terms_prints_json(files: tuple[str, str]) -> None:
    values = json.loads(run("parse_terms", files[0], "--json"))
    assert values.keys() >= {"title", "metadata", "clauses", "problems"}
    assert [clause["kind"] for clause in values["clauses"]] == ["title", "article"]


OUTLINED = """\
みなと規約

（貸出し）
第１条　会員は、次の本を二週間まで無料で借りることができます。
(1) 小説
ア　短いもの
(2) 詩集
雑誌は除きます。
第３条　定めます。
"""

OUTLINE = """\
みなと規約
[題名] みなと規約
[条] （貸出し） 第１条
  項 会員は、次の本を二週間まで無料で借りるこ…
    号 (1) 小説
      細分 ア 短いもの
    号 (2) 詩集
      ｜雑誌は除きます。
[条] 第３条
  項 定めます。
条 2、項 2、号 2
注意: 9行目: 「第１条」の次が「第３条」で、間の条がありません。番号を確かめてください。
"""

WRAPPED = "".join(f"{'長い文が紙の幅で折り返されています' * 2}\n" * 6 + "ここで終わります。 \n" for _ in range(3))


@pytest.fixture
def wrapped(tmp_path: Path) -> str:
    """A file that looks hard-wrapped."""
    path = tmp_path / "wrapped.txt"
    path.write_text(f"みなと規約 \n第１条（貸出し） \n{WRAPPED}", encoding="utf-8")
    return str(path)


def test_parse_terms_prints_an_outline_down_to_the_items_and_what_was_found(tmp_path: Path) -> None:
    path = tmp_path / "terms.txt"
    path.write_text(OUTLINED, encoding="utf-8")
    assert_same_text(OUTLINE, run("parse_terms", str(path)), what=OUTLINED)


def test_parse_terms_says_when_nothing_was_found(files: tuple[str, str]) -> None:
    assert run("parse_terms", files[0]).endswith("\n指摘はありません。\n")


def test_parse_terms_tells_what_cleaning_did(wrapped: str) -> None:
    (note,) = json.loads(run("parse_terms", wrapped, "--json"))["notes"]
    assert "か所の改行をつなぎました。" in note
    assert run("parse_terms", wrapped).startswith(note)


def test_compare_terms_tells_what_cleaning_did_beside_the_table(wrapped: str, files: tuple[str, str]) -> None:
    output, errors = io.StringIO(), io.StringIO()
    call_command("compare_terms", files[0], wrapped, "--json", stdout=output, stderr=errors)
    assert json.loads(output.getvalue())["rows"]
    assert errors.getvalue().startswith(f"{wrapped}: 折り返された")


def test_a_file_of_shift_jis_is_read(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(OLD.encode("cp932"))
    assert json.loads(run("parse_terms", str(path), "--json"))["title"] == "みなと規約"


def test_compare_terms_prints_json_in_three_columns_unless_told(files: tuple[str, str]) -> None:
    values = json.loads(run("compare_terms", *files, "--json"))
    assert values["style"] == "three-column"
    assert [row["kind"] for row in values["rows"]] == ["unchanged", "unchanged", "changed"]
    assert values["rows"][2].keys() >= {"kind", "new", "old", "remark", "new_marks", "old_marks"}


def test_compare_terms_takes_a_style_by_name_or_file(files: tuple[str, str], tmp_path: Path) -> None:
    style = tmp_path / "style.json"
    style.write_text(json.dumps({"base": "two-column", "name": "minato"}), encoding="utf-8")
    assert json.loads(run("compare_terms", *files, "--style", "two-column", "--json"))["style"] == "two-column"
    assert json.loads(run("compare_terms", *files, "--style", str(style), "--json"))["style"] == "minato"


def test_a_style_file_that_gives_no_name_is_called_as_the_file_is(files: tuple[str, str], tmp_path: Path) -> None:
    style = tmp_path / "minato.json"
    style.write_text("{}", encoding="utf-8")
    assert json.loads(run("compare_terms", *files, "--style", str(style), "--json"))["style"] == "minato"


def test_compare_terms_prints_the_changed_rows(files: tuple[str, str]) -> None:
    old, new = "会員は、本を２冊借ります。", "会員は、本を３冊借ります。"
    assert run("compare_terms", *files) == f"[変更] (変更)\n  旧: {old}\n  新: {new}\n"


def test_every_kind_of_row_has_a_name() -> None:
    assert set(KIND_NAMES) == set(RowKind)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--style", "four-column"], "four-column"),
        (["--style", "absent.json"], "absent.json"),
    ],
)
def test_a_style_that_cannot_be_used_is_refused(files: tuple[str, str], arguments: list[str], says: str) -> None:
    with pytest.raises(CommandError, match=says):
        run("compare_terms", *files, *arguments)


@pytest.mark.parametrize("output", ["--html", "--pdf"])
def test_an_empty_name_for_the_output_is_refused(files: tuple[str, str], output: str) -> None:
    with pytest.raises(CommandError, match="書き込めません"):
        run("compare_terms", *files, output, "")


@pytest.mark.parametrize("command", [["parse_terms"], ["compare_terms", "absent-too.txt"]])
def test_a_file_that_cannot_be_read_is_named(command: list[str]) -> None:
    with pytest.raises(CommandError, match=r"absent"):
        run(*command, "absent.txt")


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(b"\x81\xff\xfe\x00")
    with pytest.raises(CommandError, match=r"old\.txt"):
        run("parse_terms", str(path))


def test_output_that_nobody_reads_to_its_end_ends_the_command_quietly(files: tuple[str, str]) -> None:
    """As `parse_terms FILE | head -1` does."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "manage.py", "parse_terms", files[0]]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, cwd=ROOT, text=True, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")
