"""The examples in docs/ are true: terms are read as shown; findings, JSON and printed lines are the real ones."""

import json
import re
import shlex
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import OutputWrapper

from portal.comparison.compare import compare
from portal.comparison.formats.serialise import table_values
from portal.comparison.styles.files import style_from_json
from portal.management.edition_options import tell_findings
from portal.publishing.examination import earliest_effective_date
from portal.publishing.findings import Finding
from portal.text.checks import check
from portal.text.checks.house_terms import read_house_terms
from portal.text.numbering.labels import BLANKS, read_labels
from portal.text.parser import parse
from portal.text.serialise import parsed_values
from portal.text.tree import Parsed, Problem, Severity
from tests.case_files import assert_same_text
from tests.text.outline import outline

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs" / "editors-guide.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def blocks(page: str) -> list[tuple[str, str]]:
    """The fenced blocks of a page: what stands behind the fence, and the text."""
    return re.findall(r"^```([^\n]*)\n(.*?)\n```$", page, re.MULTILINE | re.DOTALL)


def examples(name: str, answer: str) -> list[tuple[str, str]]:
    """The texts of the guide's blocks of this name, each with the block that answers it."""
    found = blocks(GUIDE)
    pairs = zip(found, [*found[1:], ("", "")], strict=True)
    return [(text, answered if kind == answer else "") for (info, text), (kind, answered) in pairs if info == name]


def read(text: str) -> tuple[Parsed, list[Problem]]:
    parsed = parse(text)
    return parsed, sorted((*parsed.problems, *check(parsed.document)), key=lambda problem: problem.line)


READ = examples("約款", "構造")
FOUND = examples("約款 指摘あり", "指摘")


def test_the_guide_has_examples():
    assert len(READ) > 10
    assert FOUND


@pytest.mark.parametrize(("text", "structure"), READ)
def test_terms_in_the_guide_are_read_as_shown(text, structure):
    parsed, problems = read(text)
    assert [str(problem) for problem in problems if problem.severity is not Severity.HINT] == []
    assert_same_text(structure, outline(parsed), what=text)


@pytest.mark.parametrize(("text", "findings"), FOUND)
def test_findings_in_the_guide_are_those_that_are_made(text, findings):
    _, problems = read(text)
    told = StringIO()
    tell_findings(map(Finding.from_problem, problems), OutputWrapper(told))
    assert_same_text(findings, told.getvalue().rstrip("\n"), what=text)


@pytest.mark.parametrize(
    "form", re.findall(r"`([^`]+)`", re.search(r"^\| 形 \| 例 \|\n(.*?)\n\n", GUIDE, re.M | re.S)[1])
)
def test_every_form_of_a_label_in_the_guide_is_read(form):
    assert form.strip(BLANKS) in {label.text for label in read_labels(f"{form}鉛筆を借りること。")}


def printed(command: str, file: Path, text: str) -> str:
    """What a command of the guide prints for a file of this text; the files it names besides lie beside it."""
    file.write_text(text, encoding="utf-8")
    _, _, name, _, *words = shlex.split(command)
    options = [str(file.parent / word) if word.endswith(".txt") else word for word in words]
    told = StringIO()
    call_command(name, str(file), *options, stdout=told)
    return told.getvalue().rstrip("\n")


def test_terms_in_the_guide_are_linted_as_shown(tmp_path):
    found = blocks(GUIDE)
    text = next(text for info, text in found if info == "約款 点検")
    commands = [text for info, text in found if info == "sh" and "lint_terms" in text]
    answers = [text for info, text in found if info == "点検"]
    assert len(commands) == len(answers) > 1
    for command, answer in zip(commands, answers, strict=True):
        assert_same_text(answer, printed(command, tmp_path / "bungu.txt", text), what=command)


def test_terms_in_the_guide_are_renumbered_as_shown(tmp_path):
    found = blocks(GUIDE)
    texts = dict(found)
    (tmp_path / "old.txt").write_text(texts["約款 付け直す前"], encoding="utf-8")
    commands = [text for info, text in found if info == "sh" and "renumber_terms" in text]
    answers = [text for info, text in found if info == "付け直し"]
    assert len(commands) == len(answers) > 1
    for command, answer in zip(commands, answers, strict=True):
        assert_same_text(answer, printed(command, tmp_path / "new.txt", texts["約款 付け直す"]), what=command)


def test_house_terms_in_the_guide_can_be_used():
    lines = next(text for info, text in blocks(GUIDE) if info == "表記")
    assert len(read_house_terms(lines)) == len(lines.splitlines())


def test_the_records_of_the_guide_are_read():
    recorded = next(text for text, _ in READ if "文書番号" in text)
    parsed, _ = read(recorded)
    assert parsed.title == "あおぞら文具便 利用規約"
    assert dict(parsed.metadata) == {
        "date": "2026-09-01",
        "edition_label": "第2版",
        "document_number": "BUN-12",
        "effective": "2026-09-01",
        "enacted": "2025-04-01",
    }


@pytest.mark.parametrize("text", [text for info, text in blocks(GUIDE) if info == "json"])
def test_style_files_in_the_guide_can_be_used(text):
    assert style_from_json(text).name == json.loads(text)["name"]


def test_the_days_of_notice_are_counted_as_the_guide_counts():
    assert "8月17日までに" in GUIDE
    assert earliest_effective_date(date(2027, 8, 17), 14) == date(2027, 9, 1)
    assert earliest_effective_date(date(2027, 8, 18), 14) == date(2027, 9, 2)
    assert earliest_effective_date(date(2027, 8, 18), 0) == date(2027, 8, 18)


@pytest.mark.django_db
def test_importing_the_first_example_prints_what_the_guide_shows(tmp_path):
    command = next(text for info, text in blocks(GUIDE) if info == "sh" and "import_terms" in text)
    shown = next(text for info, text in blocks(GUIDE) if info == "text")
    _, _, name, _, *options = shlex.split(command.replace("\\\n", " "))
    file = tmp_path / "bungubin-1.txt"
    file.write_text(READ[0][0], encoding="utf-8")
    told = StringIO()
    call_command(name, str(file), *options, stdout=told)
    assert_same_text(shown, told.getvalue().rstrip("\n"), what=command)


def reference_blocks(command: str) -> list[str]:
    """The texts of the fenced blocks in a command's section of the reference."""
    section = re.search(rf"^## {command}$(.*?)(?=^## |\Z)", REFERENCE, re.MULTILINE | re.DOTALL)
    return [text for _, text in blocks(section[1])]


def test_the_reference_shows_the_json_of_parse_terms():
    text, shown = reference_blocks("parse_terms")
    parsed, problems = read(text)
    assert json.loads(shown) == parsed_values(parsed, tuple(problems))


@pytest.mark.parametrize("command", ["lint_terms", "renumber_terms"])
def test_the_reference_shows_the_json_of_commands_on_a_file(command, tmp_path):
    text, shown = reference_blocks(command)
    told = printed(f"python manage.py {command} FILE --json", tmp_path / "terms.txt", text)
    assert json.loads(shown) == json.loads(told)


COMPARED = [text for _, text in blocks((ROOT / "docs" / "comparison-json.md").read_text(encoding="utf-8"))]


def test_the_json_of_a_comparison_table_is_as_its_page_shows():
    old, new, shown = COMPARED
    assert json.loads(shown) == table_values(compare(parse(old).document, parse(new).document))


def test_the_summary_of_the_same_texts_is_as_the_reference_shows(tmp_path):
    old, new, _ = COMPARED
    (tmp_path / "old.txt").write_text(old, encoding="utf-8")
    (tmp_path / "new.txt").write_text(new, encoding="utf-8")
    told = StringIO()
    call_command("compare_terms", str(tmp_path / "old.txt"), str(tmp_path / "new.txt"), "--summary", stdout=told)
    (shown,) = reference_blocks("compare_terms")
    assert_same_text(shown, told.getvalue().rstrip("\n"), what="--summary")
