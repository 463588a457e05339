"""The same words replaced in many terms (会社名変更): a draft of each, in one bundle."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext, gettext_lazy

from portal.comparison.table import ComparisonTable
from portal.models import Bundle, Edition, Terms
from portal.models.history import explain
from portal.models.saved_states import newest_state
from portal.publishing.bundling.members import add_to_bundle
from portal.publishing.drafting.changing import changing
from portal.publishing.drafting.replacing import Replacement
from portal.publishing.drafting.starting import next_number, open_drafts, start_revision
from portal.publishing.edition_tables import edition_table
from portal.publishing.entering import base_for
from portal.publishing.house_language import in_house_language
from portal.publishing.workflow.review import review_of
from portal.text.edits import apply_edits


class NotMade(Exception):
    """A change in bulk that is not made; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class BulkPlace:
    """Terms in which the words stand: the edition that would be changed, how often, and what cannot be replaced there.

    `draft` is the open draft that would be changed, None where a new one is begun from `source`. `hindrance` says why
    these terms cannot take part, "" where they can.
    """

    terms: Terms
    source: Edition
    draft: Edition | None
    count: int
    left: int
    hindrance: str = ""

    @property
    def shown(self) -> str:
        """What was looked at: the edition and the state in which it was."""
        return f"{self.source.pk}:{newest_state(self.source)}"


def bulk_places(replacement: Replacement, *, among: Collection[int] | None = None) -> tuple[BulkPlace, ...]:
    """Return the terms in whose latest text the words stand: that of an open draft, else of the latest announced.

    `among` are the numbers of the terms that are looked at, None for all.
    """
    terms = Terms.objects.select_related("service__issuer").order_by("service__position", "service__name", "position")
    terms = terms if among is None else terms.filter(pk__in=among)
    return tuple(place for one in terms if (place := _place(one, replacement)) is not None)


def bulk_table(place: BulkPlace, replacement: Replacement) -> ComparisonTable:
    """Return what the replacement would change in one terms, as a comparison with the text it is made in."""
    document = place.source.document()
    changed = apply_edits(document, replacement.edits(document))
    return edition_table(place.source, place.source, style=place.terms.style, documents=(document, changed))


def make_bulk(replacement: Replacement, *, chosen: Mapping[int, str], name: str, reason: str, by: Any) -> Bundle:
    """Replace the words in drafts of the terms chosen, in a new bundle; all or nothing, with history.

    `chosen` has, by the number of the terms, what of each was looked at (`BulkPlace.shown`). Titles of editions are
    replaced too. Raises NotMade, DecisionRefused, ValidationError.
    """
    with transaction.atomic():
        # By number, as deciding on a bundle does: two who wait for each other would wait for ever.
        list(Terms.objects.filter(pk__in=chosen).order_by("pk").select_for_update(no_key=True))
        places = bulk_places(replacement, among=chosen.keys())
        _refuse(places, chosen)
        bundle = Bundle(name=name, reason=reason)
        bundle.full_clean()
        explain(bundle, by=by, reason=reason[:500])
        bundle.save()
        for place in places:
            draft = place.draft or start_revision(place.terms, by=by, reason=reason)
            _replace(draft, replacement, by)
            add_to_bundle(bundle, draft, by=by)
        return bundle


def _place(terms: Terms, replacement: Replacement) -> BulkPlace | None:
    draft = open_drafts(terms).first()
    source = draft or base_for(terms, next_number(terms))
    if source is None:
        return None
    found = replacement.found(source.document())
    left = sum(not one.can_replace for one in found)
    if not found:
        return None
    return BulkPlace(terms, source, draft, len(found) - left, left, _hindrance(draft) if draft else "")


def _hindrance(draft: Edition) -> str:
    if review_of(draft).is_open:
        return gettext("{draft}が照会中です。差し戻してから行ってください。").format(draft=draft.label)
    if draft.bundle is not None:
        message = gettext("{draft}は一括改定「{bundle}」に入っています。")
        return message.format(draft=draft.label, bundle=draft.bundle)
    return ""


def _refuse(places: tuple[BulkPlace, ...], chosen: Mapping[int, str]) -> None:
    if not places:
        raise NotMade(gettext("置き換える約款を一つ以上選んでください。"))
    moved_on = [str(place.terms) for place in places if place.shown != chosen[place.terms.pk]]
    if moved_on or len(places) != len(chosen):
        message = gettext("画面を開いたあとで本文が変わりました（{terms}）。確かめて、もう一度選んでください。")
        raise NotMade(message.format(terms=gettext("、").join(moved_on) or gettext("選んだ約款")))
    hindered = [f"{place.terms}: {place.hindrance}" for place in places if place.hindrance]
    if hindered:
        raise NotMade(gettext("、").join(hindered))


def _replace(draft: Edition, replacement: Replacement, by: Any) -> None:
    done = gettext_lazy("「{words}」を「{by}」に置き換えました。")
    told = in_house_language(done, words=replacement.words, by=replacement.by)
    with changing(draft, by=by) as held:
        document = held.document()
        held.replace_document(apply_edits(document, replacement.edits(document)), by=by, reason=told)
        if replacement.words in held.title:
            held.title = held.title.replace(replacement.words, replacement.by)
            explain(held, by=by, reason=told)
            held.save()
