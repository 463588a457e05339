"""The frame around what is said of a draft: nobody announces it meanwhile, and nothing of it changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from portal.models import Edition, Terms
from portal.models.frozen import refuse_frozen


class ReviewRefused(Exception):
    """What a reader or staff may not do; the message says why, and what to do instead."""


class TooMuchAtOnce(ReviewRefused):
    """A limit for an hour is reached."""


@contextmanager
def holding_draft(edition: Edition) -> Iterator[Edition]:
    """Hold a draft in the block; atomic. Gives the edition read anew. Raises Frozen for an announced one."""
    with transaction.atomic():
        # Terms first, as announcing does: two who wait for each other would wait for ever.
        Terms.objects.select_for_update(no_key=True).get(pk=edition.terms_id)
        editions = Edition.objects.select_related("terms__service__issuer", "base").select_for_update(of=("self",))
        held = editions.get(pk=edition.pk)
        if held.is_frozen:
            refuse_frozen(str(held))
        yield held
