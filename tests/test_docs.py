"""Documentation is complete: a setting, a command or a script that no page names is not finished."""

import ast
import re
from argparse import Action
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from django.core.management import BaseCommand, get_commands, load_command_class

from portal.comparison.house_style import BUILT_IN, HouseStyle
from portal.comparison.table import RowKind
from portal.text.renumbering.doubts import MESSAGES as RENUMBERING_DOUBTS
from portal.text.tree import Kind, Severity

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTATION = "\n".join(page.read_text() for page in sorted((ROOT / "docs").rglob("*.md")))
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
ENVIRONMENT = re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', (ROOT / "portal" / "settings.py").read_text())
COMMANDS = sorted(name for name, app in get_commands().items() if app == "portal")
SCRIPTS = sorted(path.name for path in (ROOT / "bin").iterdir())


def test_settings_are_found_in_the_source():
    assert {"DJANGO_SECRET_KEY", "DATABASE_URL", "SEALED_ROOT"} <= set(ENVIRONMENT)


@pytest.mark.parametrize("name", ENVIRONMENT)
def test_every_setting_has_a_row_in_the_table_of_settings(name):
    assert re.search(rf"^\| `{name}` \|", OPERATIONS, re.MULTILINE), f"docs/operations.md has no row for {name}"


def test_the_table_of_settings_lists_nothing_that_is_not_read():
    rows = re.findall(r"^\| `([A-Z_]+)` \|", OPERATIONS, re.MULTILINE)
    scripts = "\n".join((ROOT / "bin" / name).read_text() for name in SCRIPTS)
    assert [name for name in rows if name not in ENVIRONMENT and name not in scripts] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name):
    assert f"manage.py {name}" in DOCUMENTATION, f"no page under docs/ names `manage.py {name}`"


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_script_is_documented(name):
    assert f"`bin/{name}" in OPERATIONS, f"docs/operations.md does not name bin/{name}"


ARCHITECTURE = re.findall(r"`(\w+)/?`", (ROOT / "docs" / "architecture.md").read_text())
TEXT = ROOT / "portal" / "text"
TEXT_PARTS = sorted({path.stem for path in TEXT.iterdir() if not path.name.startswith("__")})
TEXT_PACKAGES = sorted(path.parent for path in TEXT.glob("*/__init__.py"))


@pytest.mark.parametrize("name", TEXT_PARTS)
def test_every_part_of_the_text_core_stands_in_the_architecture(name):
    assert name in ARCHITECTURE, f"docs/architecture.md does not name {name}"


@pytest.mark.parametrize("package", TEXT_PACKAGES, ids=lambda package: package.name)
def test_a_package_of_the_text_core_says_what_is_in_it(package):
    said = re.findall(r"`(\w+)`", (package / "__init__.py").read_text())
    assert {path.stem for path in package.glob("*.py")} - {"__init__", *said} == set()


PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page):
    targets = re.findall(r"\]\((?!https?:|mailto:|attachment:|#)([^)#]+)", page.read_text())
    assert [target for target in targets if not (page.parent / target).exists()] == []


def slug(heading: str) -> str:
    """The name under which a page's heading is linked to, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_to_headings_name_one(page):
    links = re.findall(r"\]\((?!https?:)([^)#]*)#([^)]+)\)", page.read_text())
    missing = [
        f"{target}#{fragment}"
        for target, fragment in links
        if fragment not in map(slug, headings(page.parent / target if target else page))
    ]
    assert missing == []


def headings(page: Path) -> list[str]:
    text = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"^#+ (.+)$", text, re.MULTILINE)


# --- options, styles and codes ---

GUIDE = (ROOT / "docs" / "editors-guide.md").read_text()
REFERENCE = (ROOT / "docs" / "commands.md").read_text()
COMPARISON_JSON = (ROOT / "docs" / "comparison-json.md").read_text()
FOR_EDITORS = ("import_terms", "compare_terms", "announce_edition", "lint_terms", "renumber_terms")
"""The commands whose options the guide for editors explains too."""


def own_options(command: str) -> list[str]:
    """The options of a command that are not Django's, by their long names."""
    inherited = set(_option_names(BaseCommand().create_parser("manage.py", command)._actions))
    parser = load_command_class("portal", command).create_parser("manage.py", command)
    return [name for name in _option_names(parser._actions) if name not in inherited]


def _option_names(actions: list[Action]) -> Iterator[str]:
    return (name for action in actions for name in action.option_strings if name.startswith("--"))


OPTIONS = [(command, option) for command in COMMANDS for option in own_options(command)]


def test_options_are_found_in_the_commands():
    assert {("import_terms", "--announced-at"), ("load_demo", "--if-empty")} <= set(OPTIONS)


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_every_option_stands_in_the_reference(command, option):
    section = re.search(rf"^## {command}$(.*?)(?=^## |\Z)", REFERENCE, re.MULTILINE | re.DOTALL)
    assert section, f"docs/commands.md has no section on {command}"
    assert f"`{option}`" in section[1], f"the section on {command} in docs/commands.md does not name {option}"


@pytest.mark.parametrize(("command", "option"), [pair for pair in OPTIONS if pair[0] in FOR_EDITORS])
def test_every_option_of_the_editors_commands_stands_in_the_guide(command, option):
    assert re.search(rf"`{option}[ `]", GUIDE), f"docs/editors-guide.md does not name {option} of {command}"


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_built_in_style_is_documented(name):
    assert f"| `{name}` |" in GUIDE


@pytest.mark.parametrize("name", ["base", *(field.name for field in fields(HouseStyle))])
def test_every_key_of_a_style_file_is_documented(name):
    assert f"| `{name}` |" in GUIDE, f"docs/editors-guide.md has no row for {name}"


@pytest.mark.parametrize("word", sorted({str(word) for words in (Kind, RowKind, Severity) for word in words}))
def test_every_word_of_the_json_is_documented(word):
    assert f"`{word}`" in REFERENCE + COMPARISON_JSON


def codes_in_the_source() -> set[str]:
    """The codes of problems, findings and notes: the first word given to their makers, what a …_code function returns.

    Renumbering makes its codes from what is wrong with a reference.
    """
    trees = [ast.parse(path.read_text()) for path in sorted((ROOT / "portal").rglob("*.py"))]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    made = [words[0] for node in nodes if _makes_a_finding(node) if (words := _words(node.args))]
    returned = [
        word
        for node in nodes
        if isinstance(node, ast.FunctionDef) and node.name.endswith("_code")
        for statement in ast.walk(node)
        if isinstance(statement, ast.Return)
        for word in _words(ast.walk(statement))
    ]
    doubts = [f"renumber_{trouble}" for trouble in RENUMBERING_DOUBTS]
    return {code for code in (*made, *returned, *doubts) if re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", code)}


def _words(nodes: Iterable[ast.AST]) -> list[str]:
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def _makes_a_finding(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    return name in ("Problem", "Finding", "Note") or name == "problem" or name.endswith("_problem")


CODES = sorted(codes_in_the_source())


def test_codes_are_found_in_the_source():
    assert {"number_gap", "slip", "short_notice", "missing_glyph", "decoded_cp932"} <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_code_of_a_finding_is_explained(code):
    assert f"`{code}`" in GUIDE, f"docs/editors-guide.md does not say what to do about {code}"


def test_no_code_is_explained_that_nothing_gives():
    explained = re.findall(r"（`([a-z0-9_]+)`）", GUIDE)
    assert sorted(set(explained) - set(CODES)) == []
