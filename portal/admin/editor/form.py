"""The form of the whole-text editor."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.utils.translation import gettext_lazy as _

from portal.admin.keeping import GREATEST_STATE
from portal.admin_site import REASON

FIELDS = ("text", REASON)
"""What is kept of the form until it is saved."""


class WholeTextField(forms.CharField):
    """A text of many lines as it was typed, blanks and all; browsers send CR LF, the portal keeps LF."""

    def __init__(self, **options: Any) -> None:
        attributes = {"rows": 30, "lang": "ja", "spellcheck": "false", "autocomplete": "off"}
        super().__init__(strip=False, widget=forms.Textarea(attrs=attributes), **options)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


class EditorForm(forms.Form):
    """The text, why it changes, and the state of the draft (models.saved_states) it started from."""

    text = WholeTextField(
        label=_("全文"),
        error_messages={
            "required": _(
                "全文が空です。保存していません。条文をすべて消すときは、版の画面で一つずつ削除してください。"
            )
        },
    )
    history_change_reason = forms.CharField(
        label=_("変更理由"),
        required=False,
        max_length=500,
        widget=AdminTextInputWidget,
        help_text=_("履歴に残ります。例: 事業部の確認結果を反映"),
    )
    seen = forms.IntegerField(min_value=0, max_value=GREATEST_STATE, widget=forms.HiddenInput)

    @property
    def reason(self) -> str:
        """The reason that was typed."""
        return self.cleaned_data[REASON]
