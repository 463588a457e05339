"""What is asked of somebody who starts a revision; everything but the reason is filled in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.utils.translation import gettext_lazy as _

from portal.admin.editing import LinesField
from portal.models import Edition, Terms
from portal.publishing.drafting.starting import Revision

MOST = 2_147_483_647
"""The greatest number that a column of whole numbers holds."""


class DayInput(forms.DateInput):
    """The browser's own field for a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class FactsForm(forms.Form):
    """The facts of a new draft: also asked where its text is imported."""

    reason = LinesField(
        label=_("改定の理由"),
        max_length=5000,
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("社内の記録です。公表されません。例: 料金改定（2027年4月）に伴う変更"),
    )
    number = forms.IntegerField(
        label=_("版の番号"), min_value=1, max_value=MOST, help_text=_("第20版なら 20。約款ごとに一つずつです。")
    )
    edition_label = forms.CharField(
        label=_("版の表記"),
        max_length=100,
        required=False,
        widget=AdminTextInputWidget,
        help_text=_("印刷される表記。例: 第十三版。空なら「第20版」の形になります。"),
    )
    title = forms.CharField(
        label=_("題名"),
        max_length=300,
        required=False,
        widget=AdminTextInputWidget,
        help_text=_("この版に印刷されている名称。"),
    )
    effective_date = forms.DateField(
        label=_("施行日"), widget=DayInput, help_text=_("未定なら、案のままにしておいて後で変えられます。")
    )

    def values(self) -> dict[str, Any]:
        """Return the cleaned facts as `start_revision` takes them."""
        cleaned = self.cleaned_data
        return {
            "reason": cleaned["reason"],
            "number": cleaned["number"],
            "label": cleaned["edition_label"],
            "title": cleaned["title"],
            "effective_date": cleaned["effective_date"],
        }


class StartForm(FactsForm):
    """The facts, and the edition whose text the draft begins with."""

    field_order = ("reason", "source", "number", "edition_label", "title", "effective_date")

    source = forms.ModelChoiceField(
        label=_("写す版"),
        queryset=Edition.objects.none(),
        empty_label=None,
        help_text=_("本文と添付を写します。条文の識別子も写すので、履歴や対照表がつながります。"),
    )

    def __init__(self, *args: Any, terms: Terms, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["source"]
        field.queryset = terms.editions.select_related("terms").order_by("-number")  # type: ignore[attr-defined]
        if not field.queryset.exists():  # type: ignore[attr-defined]
            del self.fields["source"]


def initial_facts(proposed: Revision) -> dict[str, Any]:
    """Return what the form begins with."""
    return {
        "source": proposed.source,
        "number": proposed.number,
        "edition_label": proposed.label,
        "title": proposed.title,
        "effective_date": proposed.effective.day,
    }
