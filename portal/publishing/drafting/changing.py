"""The frame around every change of a draft: one at a time, with what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from portal.models import Edition, Terms
from portal.models.frozen import refuse_frozen
from portal.publishing.drafting.carrying import carry_remarks
from portal.publishing.workflow.reopening import reopen_if_changed


@contextmanager
def changing(edition: Edition, *, by: Any) -> Iterator[Edition]:
    """Hold a draft while its rows are changed in the block; atomic. Gives the edition as it is now, read anew.

    Afterwards staff's words on rows of the table follow their units, and a review that was under way is sent back if
    what would be sealed has changed. `by` is the user who changes. Raises Frozen for an announced edition.
    """
    with transaction.atomic():
        # Terms first, as announcing does: two who wait for each other would wait for ever.
        Terms.objects.select_for_update(no_key=True).get(pk=edition.terms_id)
        editions = Edition.objects.select_related("terms__service__issuer").select_for_update(of=("self",))
        held = editions.get(pk=edition.pk)
        if held.is_frozen:
            refuse_frozen(str(held))
        before = held.document()
        yield held
        # Django's own forms write the row by an instance of theirs, or delete it.
        changed = editions.filter(pk=edition.pk).first()
        if changed is not None:
            carry_remarks(changed, before, changed.document(), by=by)
            reopen_if_changed(changed, by=by)
