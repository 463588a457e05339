"""Editions by state, for the front page of the admin."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.utils import timezone

from portal.admin.states import EditionState, in_state
from portal.models import Edition

register = template.Library()

SHOWN = 10
"""Editions listed of each state; the list of editions has the rest."""


@dataclass(frozen=True, slots=True)
class StateGroup:
    """The editions in one state: the first of them, and how many there are."""

    state: EditionState
    editions: tuple[Edition, ...]
    count: int

    @property
    def has_more(self) -> bool:
        return self.count > len(self.editions)


@register.simple_tag
def edition_groups() -> list[StateGroup]:
    """Return what staff look for first: drafts, what waits, what is to apply, what applies."""
    at = timezone.now()
    states = (EditionState.DRAFT, EditionState.EMBARGOED, EditionState.UPCOMING, EditionState.IN_FORCE)
    groups = []
    for state in states:
        editions = in_state(state, at).select_related("terms__service")
        ordered = editions.order_by("terms__service__position", "terms__service__name", "terms__position", "number")
        groups.append(StateGroup(state, tuple(ordered[:SHOWN]), editions.count()))
    return groups
