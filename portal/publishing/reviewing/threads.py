"""The comments of an edition as they are read: by clause, in the order of the document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext

from portal.models import Comment, Edition, ReviewLink
from portal.text.tree import Clause, Document

BEGINNING = 30
"""Characters by which a clause without heading is called."""


@dataclass(frozen=True, slots=True)
class ClauseThreads:
    """The threads about one clause, about the whole (key ""), or about clauses that are there no more."""

    key: str
    name: str
    threads: tuple[Comment, ...]
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class CommentCounts:
    """How many threads there are, how many nobody has resolved, and those by the key of their clause."""

    threads: int
    unresolved: int
    unresolved_by_clause: Mapping[str, int]


def threads_of(edition: Edition, *, link: ReviewLink | None = None) -> QuerySet:
    """Return the threads of an edition with their answers; with `link` those that its readers began, and no others."""
    threads = Comment.objects.threads().filter(edition=edition).select_related("link")
    return threads if link is None else threads.filter(link=link)


def by_clause(document: Document, threads: Iterable[Comment]) -> tuple[ClauseThreads, ...]:
    """Return threads about the whole, about each clause in order, and about clauses that are gone; no empty groups."""
    found: dict[str, list[Comment]] = defaultdict(list)
    for thread in threads:
        found[thread.clause_key].append(thread)
    groups = [ClauseThreads("", gettext("全体"), tuple(found.pop("", ())))]
    groups += [ClauseThreads(clause.key, clause_name(clause), tuple(found.pop(clause.key, ()))) for clause in document]
    gone = tuple(sorted((thread for group in found.values() for thread in group), key=lambda each: each.pk))
    groups.append(ClauseThreads("", gettext("なくなった条文"), gone, is_gone=True))
    return tuple(group for group in groups if group.threads)


def clause_name(clause: Clause) -> str:
    """Return what a clause is called: its heading, or how its text begins."""
    words = " ".join(clause.text.split())
    return clause.heading or (words[:BEGINNING] + "…" if len(words) > BEGINNING else words)


def comment_counts(edition: Edition) -> CommentCounts:
    """Count an edition's threads, in one query."""
    rows = list(Comment.objects.filter(edition=edition, parent=None).values_list("clause_key", "resolved_at"))
    unresolved: dict[str, int] = defaultdict(int)
    for key, resolved_at in rows:
        if resolved_at is None:
            unresolved[key] += 1
    return CommentCounts(len(rows), sum(unresolved.values()), dict(unresolved))
