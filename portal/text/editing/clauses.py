"""Clauses split, joined, moved, put in and taken out."""

from __future__ import annotations

from dataclasses import dataclass

from portal.text.tree import Document, Kind


class ClauseRefused(ValueError):
    """What cannot be done to a clause; the message is a Japanese sentence that says why."""


@dataclass(frozen=True, slots=True)
class JoinedClauses:
    """A document with two clauses joined, and the words that are in it no longer: label, and caption if told."""

    document: Document
    dropped: tuple[str, ...] = ()


def split_clause(document: Document, index: int, offset: int) -> Document:
    """Cut a clause's text at `offset`; the rest becomes an article right behind it."""
    raise NotImplementedError


def merge_clauses(document: Document, index: int, *, drop_caption: bool = False) -> JoinedClauses:
    """Join the clause behind the one at `index` to it."""
    raise NotImplementedError


def move_clause(document: Document, index: int, to: int) -> Document:
    """Move a clause so that it stands at `to` in the document returned."""
    raise NotImplementedError


def insert_clause(
    document: Document, index: int, kind: Kind, *, label: str | None = None, caption: str = "", text: str = ""
) -> Document:
    """Put a clause without key in at `index`; its label is proposed where none is given."""
    raise NotImplementedError


def delete_clause(document: Document, index: int) -> Document:
    """Take a clause out."""
    raise NotImplementedError
