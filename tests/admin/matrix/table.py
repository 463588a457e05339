"""The table of rights, read from pages.txt, and who may read which words, from words.txt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
NOT_ANSWERED = "-"
NOTHING = "nothing"

Need = tuple[str, ...]
"""Permissions of which one suffices, the usual one first."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What it takes: all needs, or a word (everyone, staff, nobody, listed, missing) that stands in their place."""

    needs: tuple[Need, ...] = ()
    word: str = ""

    def met_by(self, has: Callable[[str], bool]) -> bool:
        """Whether somebody with these permissions has the rights, of a member of staff."""
        if self.word:
            return self.word in ("everyone", "staff")
        return all(any(has(name) for name in need) for need in self.needs)


@dataclass(frozen=True, slots=True)
class Page:
    """A line of the table. `writes_on` names the rows on which sending the page's form writes."""

    name: str
    methods: tuple[str, ...]
    reading: Rights
    sending: Rights
    writes_on: tuple[str, ...]

    def rights(self, method: str) -> Rights:
        """Return what a method takes."""
        return self.sending if method == "POST" else self.reading

    def answers(self, method: str) -> bool:
        """Whether a method is answered; HEAD is where GET is."""
        return {"HEAD": "GET"}.get(method, method) in self.methods


@dataclass(frozen=True, slots=True)
class Words:
    """Words in the rows of the test that only some may read, and the permissions of which one lets somebody."""

    words: str
    rights: Rights


def read_pages() -> dict[str, Page]:
    """Return the lines of the table by name."""
    pages = [_page(*columns) for columns in _columns("pages.txt", 5)]
    assert len({page.name for page in pages}) == len(pages), "an address stands twice in pages.txt"
    return {page.name: page for page in pages}


def read_words() -> tuple[Words, ...]:
    """Return the lines of words.txt."""
    return tuple(Words(words, _rights(rights)) for words, rights in _columns("words.txt", 2))


def permissions_of(user: Any) -> Callable[[str], bool]:
    """Return what asks whether a user has a permission of the table."""
    return lambda name: user.is_active and user.has_perm(full_name(name))


def full_name(permission: str) -> str:
    """Return a permission as Django names it."""
    return permission if "." in permission else f"portal.{permission}"


def _columns(file: str, count: int) -> Iterator[list[str]]:
    _preface, *sections = (FOLDER / file).read_text(encoding="utf-8").split("\n== ")
    for line in "\n".join(sections).splitlines():
        columns = [column.strip() for column in line.split(" | ")]
        if len(columns) == count:
            yield columns


def _page(name: str, methods: str, reading: str, sending: str, writes_on: str) -> Page:
    written = () if writes_on in (NOT_ANSWERED, NOTHING) else tuple(writes_on.split())
    return Page(name, tuple(methods.split()), _rights(reading), _rights(sending), written)


def _rights(text: str) -> Rights:
    if text in ("everyone", "staff", "nobody", "listed", "missing", NOT_ANSWERED):
        return Rights(word=text)
    return Rights(tuple(_need(alternatives) for alternatives in text.split()))


def _need(text: str) -> Need:
    return tuple(name for one in text.split("/") for name in _names(one))


def _names(permission: str) -> tuple[str, ...]:
    """see_edition is view_edition or change_edition: who may change may see."""
    app, dot, name = permission.rpartition(".")
    if not name.startswith("see_"):
        return (permission,)
    model = name.removeprefix("see_")
    return (f"{app}{dot}view_{model}", f"{app}{dot}change_{model}")
