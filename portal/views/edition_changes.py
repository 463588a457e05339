"""What changed from one edition to the next, for the list of editions: kept by the hashes of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.core.cache import cache

from portal.comparison.summary.making import Summary, summary_of
from portal.models import Clause, Edition
from portal.models.edition_text import document_of
from portal.models.timeline import Standing
from portal.publishing.change_sentences import change_counts, change_sentences
from portal.text.tree import Document
from portal.views.fragments import KEPT_SECONDS, are_too_long, renderer

Pair = tuple[Edition, Edition]


@dataclass(frozen=True, slots=True)
class EditionChanges:
    """What an edition changed in the one before it, in the reader's language; nothing where the texts are equal."""

    counts: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """The sentences, without rows of a table that they could lead to."""
        return tuple((sentence, "") for sentence in self.sentences)


def edition_changes(standings: Iterable[Standing], *, ignore_width: bool) -> dict[int, EditionChanges]:
    """Return the changes of public editions by primary key; none for an edition without one before it.

    Editions whose summaries are not kept yet are read in one query. None either where both are longer than
    `COMPARISON_CHARACTERS`, as on the page of their comparison.
    """
    pairs = [(standing.predecessor, standing.edition) for standing in standings if standing.predecessor]
    keys = {pair[1].pk: _key(pair, ignore_width=ignore_width) for pair in pairs}
    kept = cache.get_many(keys.values())
    missing = [pair for pair in pairs if keys[pair[1].pk] not in kept]
    made = {keys[pk]: summary for pk, summary in _summaries(missing, ignore_width=ignore_width)}
    if made:
        cache.set_many(made, KEPT_SECONDS)
    summaries: Mapping[str, Summary | None] = kept | made
    return {pk: _told(summary) for pk, key in keys.items() if (summary := summaries.get(key)) is not None}


def _told(summary: Summary) -> EditionChanges:
    return EditionChanges(change_counts(summary.counts), change_sentences(summary))


def _key(pair: Pair, *, ignore_width: bool) -> str:
    hashes = ":".join(edition.publication.json_sha256 for edition in pair)
    return f"{renderer()}:changes:{hashes}:{ignore_width}:{settings.COMPARISON_CHARACTERS}"


def _summaries(pairs: Iterable[Pair], *, ignore_width: bool) -> Iterator[tuple[int, Summary | None]]:
    """Compare pairs while their editions are read in the order in which they apply: two of them are held at a time."""
    before = {new.pk: old.pk for old, new in pairs}
    editions = {edition.pk: edition for pair in pairs for edition in pair}
    held: dict[int, Document] = {}
    for pk, document in _documents(editions):
        old = held.pop(before[pk], None) if pk in before else None
        if old is not None:
            yield pk, _summary(old, document, ignore_width=ignore_width)
        if pk in before.values():
            held[pk] = document


def _documents(editions: Mapping[int, Edition]) -> Iterator[tuple[int, Document]]:
    if not editions:
        return
    rows = Clause.objects.filter(edition__in=editions).order_by(
        "edition__publication__effective_at", "edition__number", "rank"
    )
    for pk, clauses in groupby(rows.iterator(), key=lambda clause: clause.edition_id):
        yield pk, document_of(clauses, tail=editions[pk].tail)


def _summary(old: Document, new: Document, *, ignore_width: bool) -> Summary | None:
    return None if are_too_long(old, new) else summary_of(old, new, ignore_width=ignore_width)
