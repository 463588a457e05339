"""The form of an edition's facts."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext

from portal.admin.editing import EditingForm
from portal.models import Edition, Terms
from portal.publishing.entering import base_for


class EditionForm(EditingForm):
    """Facts of a draft; says which number is free where one is taken."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        # `terms` is no field of the change form, and Django skips a constraint that names such a column.
        terms = self.instance.terms if self.instance.pk else cleaned.get("terms")
        number = cleaned.get("number")
        if terms and number and terms.editions.filter(number=number).exclude(pk=self.instance.pk).exists():
            message = gettext("この約款には番号{number}の版がすでにあります。空いている次の番号は{free}です。")
            why = message.format(number=number, free=next_number(terms))
            self.add_error("number", ValidationError(why, code="number-taken"))
        return cleaned


def next_number(terms: Terms) -> int:
    """Return the number after the highest one of a terms."""
    return (terms.editions.aggregate(Max("number"))["number__max"] or 0) + 1


def initial_facts(terms: Terms) -> dict[str, Any]:
    """Return what the form of a new edition of `terms` begins with."""
    number = next_number(terms)
    base = base_for(terms, number)
    return {"terms": terms.pk, "number": number, "base": base and base.pk, "title": base.title if base else terms.name}


def earlier_editions(edition: Edition | None, terms: Terms | None) -> Any:
    """Return what an edition may be a revision of: the earlier ones of its terms, or any where nothing is known."""
    editions = Edition.objects.select_related("terms").order_by("terms", "-number")
    if edition is not None:
        return editions.filter(terms=edition.terms_id, number__lt=edition.number)
    return editions.filter(terms=terms) if terms else editions
