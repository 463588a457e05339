"""What all forms of the admin share: a reason for the history, plain line ends, and no silent overwriting."""

from __future__ import annotations

from copy import copy
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.admin.history import HistoryAdmin
from portal.admin.lists import RowList
from portal.admin.meanwhile import Meanwhile, take_over
from portal.admin.records import names_of
from portal.admin_site import REASON

BOOKKEEPING = (REASON, "seen")


class LinesField(forms.CharField):
    """Text of several lines; browsers send CR LF, the portal keeps LF."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class EditingForm(forms.ModelForm):
    """A form that asks for a reason and refuses to overwrite what somebody saved meanwhile.

    `seen` is the newest history record at the time the form was shown; a form sent without it is not checked.
    """

    history_change_reason = forms.CharField(
        label=_("変更理由"),
        required=False,
        max_length=500,
        widget=AdminTextInputWidget,
        help_text=_("履歴に残ります。例: 事業部の確認結果を反映"),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    meanwhile = Meanwhile()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.newest = self._newest()
        if self.newest is not None:
            self.initial["seen"] = self.newest.history_id

    @property
    def changes(self) -> set[str]:
        """The names of the fields that differ from what is stored."""
        return set(self.changed_data) - set(BOOKKEEPING)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        seen = cleaned.get("seen")
        if seen is not None and self.newest is not None and seen != self.newest.history_id:
            # What was typed stays; sending the form again is then a decision and no accident.
            opened = self.instance.history.filter(history_id=seen).first()
            self.meanwhile = take_over(self, opened) if opened is not None else Meanwhile()
            sent: Any = copy(self.data)
            sent["seen"] = self.newest.history_id
            self.data = sent
            self.add_error(None, ValidationError(self._overwriting(), code="overwriting"))
        return cleaned

    def _newest(self) -> Any:
        return self.instance.history.order_by("-history_id").first() if self.instance.pk else None

    def _overwriting(self) -> str:
        message = gettext(
            "この画面を開いたあと、{at}に{who}さんが保存しました。まだ保存していません。入力した内容は欄に残っています。"
            "下の違いを確かめて、要るところを直してください。もう一度保存すると、欄の内容で保存します。"
        )
        at = date_format(timezone.localtime(self.newest.history_date), "DATETIME_FORMAT")
        return message.format(at=at, who=names_of([self.newest.history_user_id])[self.newest.history_user_id])


class EditingAdmin(HistoryAdmin):
    """Forms with a reason; a saving that changes nothing writes no history; no deleting of many at once."""

    form = EditingForm
    actions = None
    formfield_overrides = {models.TextField: {"form_class": LinesField, "widget": AdminTextareaWidget}}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[RowList]:
        return RowList

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        shown = list(super().get_fieldsets(request, obj))
        may_save = obj is None or self.has_change_permission(request, obj)
        return [*shown, (None, {"fields": BOOKKEEPING})] if may_save else shown

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj._change_reason = form.cleaned_data["history_change_reason"] or None
        # Relations to many are saved after this, and write the history row themselves.
        if not change or form.changes - {field.name for field in self.opts.many_to_many}:
            super().save_model(request, obj, form, change)
