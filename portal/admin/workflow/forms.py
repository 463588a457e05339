"""The forms of decisions: a reason, what is accepted, and when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.admin.editing import LinesField
from portal.models import Terms

NOW, AT = "now", "at"


class DecisionForm(forms.Form):
    """A reason, for the record of the decision."""

    reason_is_needed = False
    field_order = ["group", "when", "day", "hour", "reason", "acknowledge"]

    reason = LinesField(
        label=_("理由"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("決定の記録に残り、消すことも直すこともできません。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = self.reason_is_needed
        if not self.reason_is_needed:
            stays = _("なくてもかまいません。決定の記録に残り、消すことも直すこともできません。")
            self.fields["reason"].help_text = stays


class ReasonedForm(DecisionForm):
    """A decision that needs its reason."""

    reason_is_needed = True


class AcknowledgingForm(DecisionForm):
    """A decision that accepts findings: they are named above the form."""

    def __init__(self, *args: Any, findings: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if findings:
            self.fields["acknowledge"] = forms.BooleanField(
                label=_("上に挙げた事項を確かめ、承知のうえで進めます。"),
                error_messages={"required": _("上に挙げた事項を確かめ、印を付けてください。")},
            )

    @property
    def acknowledges(self) -> bool:
        """Whether the findings were accepted."""
        return bool(self.cleaned_data.get("acknowledge"))


class ApprovalForm(DecisionForm):
    """An approval: of which manifest, and for which group where there is a choice."""

    manifest = forms.RegexField(r"\A[0-9a-f]{64}\Z", widget=forms.HiddenInput)

    def __init__(self, *args: Any, groups: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(groups) > 1:
            self.fields["group"] = forms.ChoiceField(
                label=_("どのグループとして承認しますか"),
                choices=[(name, name) for name in groups],
                widget=forms.RadioSelect,
            )
            self.order_fields(self.field_order)


class TimingForm(forms.Form):
    """When an edition is to be public: now, or at a day and hour in the time zone of the terms."""

    when = forms.ChoiceField(
        label=_("公表日時"),
        choices=[(NOW, _("今すぐ")), (AT, _("日時を決めて"))],
        widget=forms.RadioSelect,
    )
    day = forms.DateField(label=_("公表する日"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    hour = forms.TimeField(label=_("公表する時刻"), required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M"))

    def __init__(self, *args: Any, terms: Terms, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms = terms
        zone = _("{zone} の時刻です。「日時を決めて」を選んだときに使います。")
        self.fields["hour"].help_text = str(zone).format(zone=terms.time_zone)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("when") == AT:
            for name in ("day", "hour"):
                if cleaned.get(name) is None and name not in self.errors:
                    self.add_error(name, ValidationError(gettext("日付と時刻を両方入れてください。"), code="missing"))
        typed = {name for name in ("day", "hour") if cleaned.get(name) is not None} & set(self.changed_data)
        if cleaned.get("when") == NOW and typed:
            # Somebody who typed a day does not mean now, and what is public once stays known.
            message = gettext("日時が入っています。「日時を決めて」を選ぶか、日時を空にしてください。")
            self.add_error("when", ValidationError(message, code="both"))
        return cleaned

    @property
    def announced_at(self) -> datetime | None:
        """The aware instant that was chosen; None for now."""
        if self.cleaned_data["when"] == NOW:
            return None
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], tzinfo=self.terms.zone)


class AnnouncementForm(TimingForm, AcknowledgingForm):
    """When to announce, what is accepted, and why."""


class RedatingForm(TimingForm, ReasonedForm):
    """To when an announcement moves, and why."""
