"""The form of an edition's facts."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from portal.admin.editing import EditingForm
from portal.models import Edition
from portal.publishing.drafting.starting import refuse_taken_number


class EditionForm(EditingForm):
    """Facts of a draft; says which number is free where one is taken."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        # `terms` is no field of the form, and Django skips a constraint that names such a column.
        if number := cleaned.get("number"):
            try:
                refuse_taken_number(self.instance.terms, number, but=self.instance)
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned


def earlier_editions(edition: Edition | None) -> Any:
    """Return what an edition may be a revision of: the earlier ones of its terms, or any where nothing is known."""
    editions = Edition.objects.select_related("terms").order_by("terms", "-number")
    return editions.filter(terms=edition.terms_id, number__lt=edition.number) if edition is not None else editions
