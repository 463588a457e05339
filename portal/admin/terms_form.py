"""The form of a terms' facts: among them the house style, chosen from those that there are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.admin.editing import EditingForm
from portal.models.comparison_style import own_style_choices
from portal.models.terms import Terms, house_style_choices


class GroupsField(forms.ModelMultipleChoiceField):
    """Groups as boxes to tick; their names are data, in Japanese whatever the page's language is."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return format_html('<span lang="ja">{}</span>', obj)


class TermsForm(EditingForm):
    """Facts of a terms. A style that is lost stays in the list, so that saving does not quietly choose another."""

    house_style = forms.ChoiceField(
        label=Terms._meta.get_field("house_style").verbose_name,
        help_text=Terms._meta.get_field("house_style").help_text,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("house_style"):
            field.choices = _style_choices(self.instance.house_style)  # type: ignore[attr-defined]


def _style_choices(chosen: str) -> list[Any]:
    built_in, own = house_style_choices(), own_style_choices()
    groups = [(_("組込みの様式"), built_in), (_("自社の様式"), own)]
    if chosen not in dict([*built_in, *own]):
        lost = gettext("{name}（今はありません）").format(name=chosen)
        groups.append((_("なくなった様式"), [(chosen, lost)]))
    return [(label, styles) for label, styles in groups if styles]
