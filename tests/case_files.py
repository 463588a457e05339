"""Case files: plain text beside the tests that a lawyer could read and extend.

A file holds cases. A case begins with a line `== title`; a line `-- name` begins a section of it, and what
stands before the first of them is its `input`. Lines before the first case say what the file is about.
Blank lines at a section's edges do not count.
"""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

INPUT = "input"


@dataclass(frozen=True, slots=True)
class Case:
    """A case: where it stands, its title, and its sections by name."""

    place: str
    title: str
    sections: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.sections.get(name, "")


def read_cases(folder: Path) -> list[Case]:
    """Return the cases of all .txt files in `folder`, by file name and order."""
    return [case for path in sorted(folder.glob("*.txt")) for case in _cases(path)]


def parametrize(folder: Path) -> pytest.MarkDecorator:
    """Give a test the argument `case`, once for each case in `folder`."""
    cases = read_cases(folder)
    return pytest.mark.parametrize("case", cases, ids=[f"{case.place}:{case.title}" for case in cases])


def _cases(path: Path) -> Iterator[Case]:
    title: str | None = None
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("== "):
            if title is not None:
                yield _case(path, title, sections)
            title, lines = line[3:].strip(), []
            sections = {INPUT: lines}
        elif line.startswith("-- ") and title is not None:
            lines = sections.setdefault(line[3:].strip(), [])
        else:
            lines.append(line)
    if title is not None:
        yield _case(path, title, sections)


def _case(path: Path, title: str, sections: dict[str, list[str]]) -> Case:
    return Case(path.stem, title, {name: "\n".join(lines).strip("\n") for name, lines in sections.items()})


def assert_same_text(expected: str, got: str, *, what: str) -> None:
    """Fail with both texts and a line diff when they differ."""
    if expected == got:
        return
    difference = "\n".join(_difference(expected.split("\n"), got.split("\n")))
    pytest.fail(f"{what}\n\n--- expected\n{expected}\n\n--- got\n{got}\n\n--- difference\n{difference}", pytrace=False)


def _difference(expected: Iterable[str], got: Iterable[str]) -> Iterator[str]:
    return difflib.unified_diff(list(expected), list(got), "expected", "got", lineterm="", n=2)
