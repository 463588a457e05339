"""The form that chooses two editions to compare."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.models.timeline import Timeline


class PairForm(forms.Form):
    """Two different public editions of one terms, by number."""

    old = forms.TypedChoiceField(label=_("変更前の版"), coerce=int)
    new = forms.TypedChoiceField(label=_("変更後の版"), coerce=int)

    def __init__(self, *args: Any, timeline: Timeline, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = gettext("{label}（{state}）")
        choices = [
            (s.edition.number, name.format(label=s.edition.label, state=s.state.label)) for s in timeline.newest_first
        ]
        for name in ("old", "new"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse an edition compared with itself."""
        pair = super().clean() or {}
        if "old" in pair and pair["old"] == pair.get("new"):
            message = gettext("同じ版どうしは比べられません。異なる2つの版を選んでください。")
            raise forms.ValidationError(message, code="same")
        return pair


def suggested_pair(timeline: Timeline) -> dict[str, int]:
    """Return the pair a reader most likely wants: the newest edition and the one before it."""
    numbers = [standing.edition.number for standing in timeline.newest_first]
    return {"new": numbers[0], "old": numbers[min(1, len(numbers) - 1)]}
