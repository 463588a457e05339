"""What to find in terms and what to put there, as the pages ask it that replace words."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.publishing.drafting.replacing import Replacement


class ReplacementForm(forms.Form):
    """The words, what takes their place, and how they are looked for."""

    words = forms.CharField(label=_("探す言葉"), max_length=200, strip=False)
    by = forms.CharField(label=_("置き換える言葉"), max_length=200, required=False, strip=False)
    fold_width = forms.BooleanField(label=_("全角と半角を区別しない"), required=False)
    whole_words = forms.BooleanField(label=_("長い言葉の一部は除く（「会員」で「会員証」を除く）"), required=False)

    def clean_by(self) -> str:
        by = self.cleaned_data["by"]
        if "\n" in by or "\r" in by:
            raise ValidationError(gettext("置き換える言葉に改行は使えません。"))
        return by

    @property
    def replacement(self) -> Replacement:
        """What a valid form asks for."""
        said = self.cleaned_data
        return Replacement(said["words"], said["by"], said["fold_width"], said["whole_words"])
