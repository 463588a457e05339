"""What an edition's page says of its comments and consents."""

from __future__ import annotations

from django import template

from portal.models import Clause, Edition
from portal.publishing.reviewing.consents import ConsentLine, consent_lines
from portal.publishing.reviewing.threads import CommentCounts, comment_counts

register = template.Library()


@register.simple_tag
def counted_comments(edition: Edition) -> CommentCounts:
    """Count the threads of an edition."""
    return comment_counts(edition)


@register.simple_tag
def unresolved_by_row(edition: Edition) -> dict[int, tuple[str, int]]:
    """Return the key of each clause with unresolved threads, and how many, by the clause's primary key."""
    open_keys = comment_counts(edition).unresolved_by_clause
    rows = Clause.objects.filter(edition=edition, key__in=open_keys).values_list("pk", "key") if open_keys else ()
    return {pk: (key, open_keys[key]) for pk, key in rows}


@register.filter
def found_at(found: dict[int, tuple[str, int]], pk: int) -> tuple[str, int] | None:
    """Return what stands under a primary key, if anything."""
    return found.get(pk)


@register.simple_tag
def consents_to(edition: Edition) -> tuple[ConsentLine, ...]:
    """Return the consents that readers of links gave to an edition."""
    return consent_lines(edition)
