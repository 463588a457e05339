"""Documentation is complete: a setting, a command or a script that no page names is not finished."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

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


PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page):
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text())
    assert [target for target in targets if not (page.parent / target).exists()] == []
