"""The scripts in bin/, run in a copy of the checkout's ground."""

import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from tests.machine import require

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "約款"
msgstr "Terms"
"""


def run(checkout: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=checkout, capture_output=True, text=True)


@pytest.fixture
def checkout(tmp_path):
    """A checkout whose packages are installed (it borrows .venv) and nothing else is made yet."""
    require((ROOT / ".venv" / "installed-requirements-dev.txt").exists(), "the .venv that bin/setup makes")
    shutil.copytree(ROOT / "bin", tmp_path / "bin")
    for name in ("requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    return tmp_path


def test_setup_makes_a_secret_key_that_only_its_owner_reads_and_keeps_it(checkout):
    assert run(checkout, "bin/setup", "lint").returncode == 0
    key = checkout / "var" / "secret-key"
    first = key.read_text()
    assert oct(key.stat().st_mode & 0o777) == "0o600"
    assert oct(key.parent.stat().st_mode & 0o777) == "0o700"
    assert len(first.strip()) >= 50
    run(checkout, "bin/setup", "lint")
    assert key.read_text() == first


def test_setup_compiles_a_catalogue_again_when_it_has_changed(checkout):
    require(shutil.which("msgfmt"), "msgfmt (gettext)")
    folder = checkout / "locale" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source, compiled = folder / "django.po", folder / "django.mo"
    source.write_text(CATALOGUE)
    run(checkout, "bin/setup")
    assert b"Terms" in compiled.read_bytes()
    source.write_text(CATALOGUE.replace("Terms", "Conditions"))
    later = compiled.stat().st_mtime + 10
    subprocess.run(["touch", f"--date=@{later}", str(source)], check=True)
    run(checkout, "bin/setup")
    assert b"Conditions" in compiled.read_bytes()


def test_setup_runs_from_any_folder_and_says_nothing_when_nothing_is_to_do(checkout):
    run(checkout, "bin/setup", "lint")
    result = run(checkout / "bin", "../bin/setup", "lint")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("command", "usage"),
    [(["bin/setup", "everything"], "bin/setup [serve|lint|test]"), (["bin/serve", "http"], "bin/serve [PORT]")],
)
def test_a_wrong_argument_is_refused_with_the_usage(checkout, command, usage):
    result = run(checkout, *command)
    assert (result.returncode, result.stderr.strip()) == (2, f"usage: {usage}")


def test_serve_says_when_the_port_is_taken_before_it_touches_anything(checkout):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = run(checkout, "bin/serve", port)
    assert result.returncode == 1
    assert result.stderr.strip() == f"bin/serve: port {port} is taken or not allowed; name another: bin/serve PORT"
    assert not (checkout / "var" / "portal.sqlite3").exists()


def test_no_script_or_setting_holds_a_path_of_one_machine():
    texts = {path: path.read_text() for path in [*(ROOT / "bin").iterdir(), ROOT / ".ci" / "run", ROOT / "README.md"]}
    assert [str(path) for path, text in texts.items() if "/work/" in text or "/root" in text] == []


def test_every_requirement_is_pinned_exactly():
    lines = [line for file in sorted(ROOT.glob("requirements*.txt")) for line in file.read_text().splitlines()]
    requirements = [line for line in lines if not line.startswith(("#", "-r"))]
    assert [line for line in requirements if "==" not in line] == []
