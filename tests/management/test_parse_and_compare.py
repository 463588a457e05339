"""`parse_terms` and `compare_terms`: their JSON is a contract, and what they cannot read they say."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

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


def test_parse_terms_prints_an_outline(files: tuple[str, str]) -> None:
    printed = run("parse_terms", files[0])
    assert "みなと規約" in printed
    assert "第１条（貸出し）" in printed


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


def test_compare_terms_prints_the_changed_rows(files: tuple[str, str]) -> None:
    assert "(変更)" in run("compare_terms", *files)


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


@pytest.mark.parametrize("command", [["parse_terms"], ["compare_terms", "absent-too.txt"]])
def test_a_file_that_cannot_be_read_is_named(command: list[str]) -> None:
    with pytest.raises(CommandError, match=r"absent"):
        run(*command, "absent.txt")


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(b"\x81\xff\xfe\x00")
    with pytest.raises(CommandError, match=r"old\.txt"):
        run("parse_terms", str(path))
