"""What the facts of a new draft begin with where its text is imported: what the text says of itself goes first."""

from __future__ import annotations

from datetime import date
from typing import Any

from portal.admin.importing.preview import Target
from portal.admin.starting.form import initial_facts
from portal.publishing.drafting.starting import proposed_revision
from portal.text.parser import parse


def facts_of_text(target: Target, text: str, *, follows_another: bool) -> dict[str, Any]:
    """Return the initial values of the form; what the text states as its base did was not updated, and is not taken.

    `follows_another` is said where the edition before is made of the same file.
    """
    proposed = proposed_revision(target.terms)
    facts = initial_facts(proposed)
    if follows_another:
        facts["number"] = proposed.number + 1
    parsed = parse(text)
    stated = dict(parsed.metadata)
    label = stated.get("edition_label", "")
    if label and not (target.base and label == target.base.edition_label):
        facts["edition_label"] = label
    day = _day(stated.get("effective", ""))
    if day and not (target.base and day == target.base.effective_date):
        facts["effective_date"] = day
    return facts | ({"title": parsed.title} if parsed.title else {})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
