"""`renumber_terms`: it shows every change, writes only when told to, and keeps the file's form."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

BASE = """みなと規約
第１条（会員）
会員は、第２条により借ります。
第２条（貸出し）
前条の会員は、本を借ります。
"""
DRAFT = BASE.replace("第２条（貸出し）", "第○条（家族）\n家族は、会員とします。\n第２条（貸出し）")
AFTER = """みなと規約
第１条（会員）
会員は、第３条により借ります。
第２条（家族）
家族は、会員とします。
第３条（貸出し）
第１条の会員は、本を借ります。
"""
PRINTED = """\
第1条（3行5字目）: 「第２条」→「第３条」
第○条（4行1字目）: 「第○条」→「第２条」
第2条（6行1字目）: 「第２条」→「第３条」
第2条（7行1字目）: 「前条」→「第１条」
4か所が変わります。--apply を付けると書き込みます。
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A file with a new article."""
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def run(*arguments: object) -> str:
    """Run the command and return what it printed."""
    output = io.StringIO()
    call_command("renumber_terms", *map(str, arguments), stdout=output)
    return output.getvalue()


def test_it_prints_the_changes_and_leaves_the_file_alone(draft: Path) -> None:
    assert run(draft) == PRINTED
    assert draft.read_text(encoding="utf-8") == DRAFT


def test_apply_writes_them(draft: Path) -> None:
    printed = run(draft, "--apply")
    assert printed.endswith(f"4か所を {draft} に書き込みました。\n")
    assert draft.read_text(encoding="utf-8") == AFTER
    assert run(draft, "--apply") == "付け直す番号はありません。\n"


def test_branch_gives_a_branch_number(draft: Path) -> None:
    run(draft, "--apply", "--branch")
    text = draft.read_text(encoding="utf-8")
    assert "第１条の２（家族）" in text
    assert "会員は、第２条により" in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_file_keeps_its_encoding_and_line_ends(tmp_path: Path, encoding: str, line_end: str) -> None:
    path = tmp_path / "draft.txt"
    path.write_bytes(DRAFT.replace("\n", line_end).encode(encoding))
    run(path, "--apply")
    assert path.read_bytes() == AFTER.replace("\n", line_end).encode(encoding)


def test_lines_that_nothing_changes_keep_their_blanks(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT.replace("家族は、会員とします。", "家族は、\t会員とします。  "), encoding="utf-8")
    run(path, "--apply")
    assert "家族は、\t会員とします。  \n" in path.read_text(encoding="utf-8")


def test_a_base_says_what_references_meant(tmp_path: Path, draft: Path) -> None:
    base = tmp_path / "base.txt"
    base.write_text(BASE, encoding="utf-8")
    draft.write_text(DRAFT.replace("第○条", "第２条"), encoding="utf-8")
    assert "確かめてください（2件）" in run(draft)
    assert "確かめてください" not in run(draft, "--before", base)
    run(draft, "--before", base, "--apply")
    assert draft.read_text(encoding="utf-8") == AFTER


def test_doubts_are_printed_with_their_places(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text("第１条　会員は、第２条による。\n第３条　会員は、本を返す。\n", encoding="utf-8")
    printed = run(path)
    assert "確かめてください（1件）\n  第1条（1行9字目）: 「第２条」が指していたものが" in printed


def test_json_is_a_contract(draft: Path) -> None:
    values = json.loads(run(draft, "--json"))
    assert values.keys() == {"edits", "doubts", "notes", "applied"}
    assert values["applied"] is False
    assert values["edits"][0] == {"line": 3, "column": 5, "words": "第1条", "before": "第２条", "after": "第３条"}
    applied = json.loads(run(draft, "--json", "--apply"))
    assert applied["applied"] is True
    assert json.loads(run(draft, "--json")) == {"edits": [], "doubts": [], "notes": [], "applied": False}


def test_doubts_in_json_have_codes_and_places(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text("第１条　会員は、第２条による。\n第３条　会員は、本を返す。\n", encoding="utf-8")
    (doubt,) = json.loads(run(path, "--json"))["doubts"]
    assert (doubt["code"], doubt["severity"]) == ("renumber_gone", "warning")
    assert (doubt["line"], doubt["column"], doubt["words"]) == (1, 9, "第1条")


def test_a_file_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nothing\.txt") as refused:
        run(tmp_path / "nothing.txt")
    assert refused.value.returncode == 2


def test_text_that_was_joined_is_not_written_back(tmp_path: Path) -> None:
    lines = [
        "第○条（目的）",
        "会員は、この規約に定めるところにより、みなと図書室の本をいつでも何冊でも家族ととも",
        "に借りられます。",
    ]
    path = tmp_path / "wrapped.txt"
    text = "\n".join([*lines, *(f"{line}" for _ in range(12) for line in lines[1:])]) + "\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match="--apply では書き込めません") as refused:
        run(path, "--apply")
    assert refused.value.returncode == 2
    assert path.read_text(encoding="utf-8") == text


def test_a_sign_that_the_encoding_lacks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    items = [f"{sign}　本{number}" for number, sign in enumerate("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑳")]
    data = "\n".join(["第１条（貸出し）", "１．会員は、次の本を借ります。", *items, ""]).encode("cp932")
    path.write_bytes(data)
    with pytest.raises(CommandError, match="「㉑」を書けません"):
        run(path, "--apply")
    assert path.read_bytes() == data
