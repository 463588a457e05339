"""Holding editions while something is decided about them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext

from portal.models import Edition, Terms
from portal.publishing.findings import DecisionRefused, Finding


def hold(edition: Edition) -> Edition:
    """Hold an edition and its terms until the transaction ends; return the edition as it is now, read anew."""
    return hold_all((edition,))[0]


def hold_all(editions: Iterable[Edition]) -> tuple[Edition, ...]:
    """Hold editions and their terms until the transaction ends; return them as they are now, in the order given.

    Terms first and by number, so that two who wait for each other wait in the same order. SQLite has no row locks:
    there the transaction holds the whole database from its start (IMMEDIATE). Raises Edition.DoesNotExist for one that
    was deleted meanwhile.
    """
    editions = tuple(editions)
    terms = Terms.objects.filter(pk__in={edition.terms_id for edition in editions}).order_by("pk")
    list(terms.select_for_update(no_key=True))
    rows = Edition.objects.select_related("terms__service__issuer", "base", "bundle").order_by("pk")
    held = rows.select_for_update(of=("self",)).in_bulk([edition.pk for edition in editions])
    if gone := {edition.pk for edition in editions} - held.keys():
        raise Edition.DoesNotExist(f"editions {sorted(gone)} were deleted")
    return tuple(held[edition.pk] for edition in editions)


def refuse_bundled(edition: Edition) -> None:
    """Raise DecisionRefused for an edition that is decided on with the others of its bundle."""
    bundled = bundle_hindrance(edition)
    if bundled is not None:
        raise DecisionRefused(bundled)


def bundle_hindrance(edition: Edition) -> Finding | None:
    """Return why an edition is not decided on by itself where it is in a bundle, else None."""
    if edition.bundle is None:
        return None
    message = gettext(
        "この版は一括改定「{bundle}」に入っています。照会、承認、公表は、一括改定の画面でまとめて行ってください。"
    )
    return Finding("in_bundle", message.format(bundle=edition.bundle))
