"""What the steps of importing ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.admin.attachments.forms import UploadInput
from portal.admin.editing import LinesField
from portal.admin.importing.readings import Carried, Garbled, Readings
from portal.admin.starting.form import FactsForm
from portal.admin.uploads import was_too_large
from portal.importing.imported import TrackedChoice

ACCEPTED = ".docx,.pdf,.txt,.md"
NEW, FILLED, OLD, BOTH = "new", "filled", "old", "both"


SIDES = {
    FILLED: _("新の側（（略）の所を、もとの版の本文で補う）"),
    BOTH: _("両方（旧の側を前の版として登録する）"),
    NEW: _("新の側だけ"),
    OLD: _("旧の側だけ"),
}
"""What of a comparison table can be imported, what is proposed first."""


class SourceForm(forms.Form):
    """A file, or words pasted into a field."""

    file = forms.FileField(
        label=_("ファイル"), required=False, help_text=_("Word（.docx）、PDF、テキスト（.txt、.md）。")
    )
    pasted = LinesField(
        label=_("または、本文を貼り付ける"),
        required=False,
        strip=False,
        widget=AdminTextareaWidget(attrs={"rows": 10, "lang": "ja"}),
        help_text=_("WordやPDFの本文をコピーして貼り付けます。対照表を丸ごと貼り付けることもできます。"),
    )

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["file"].widget = UploadInput(
            accept=ACCEPTED, most_bytes=settings.IMPORT_FILE_BYTES, too_large=too_large_words()
        )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two, and no more."""
        cleaned = super().clean() or {}
        file, has_words = cleaned.get("file"), bool(cleaned.get("pasted", "").strip())
        if was_too_large(self.request, "file") or (file and file.size > settings.IMPORT_FILE_BYTES):
            self.add_error("file", ValidationError(too_large_words(), code="too-large"))
        elif file and has_words:
            self.add_error("file", gettext("ファイルと貼り付けた本文の両方があります。どちらか一つにしてください。"))
        elif not file and not has_words and "file" not in self.errors:
            self.add_error("file", gettext("ファイルを選ぶか、本文を貼り付けてください。"))
        return cleaned


def too_large_words() -> str:
    """Say that a file is larger than what is read."""
    message = gettext("ファイルが大きすぎます。取り込めるのは{limit}までです。本文だけを貼り付けることもできます。")
    return message.format(limit=filesizeformat(settings.IMPORT_FILE_BYTES))


class CarriedField(forms.CharField):
    """What goes on from step to step in a hidden field; `read` makes a value of it."""

    widget = forms.HiddenInput

    def __init__(self, read: Any) -> None:
        super().__init__(strip=False, required=False)
        self.read = read

    def clean(self, value: Any) -> Any:
        try:
            return self.read(super().clean(value) or "{}")
        except Garbled as error:
            message = gettext("送られた内容を読めませんでした。ファイルを選ぶところからやり直してください。")
            raise ValidationError(message, code="garbled") from error


class ChoiceForm(forms.Form):
    """How a file is to be read, asked where there is something to choose."""

    readings = CarriedField(Readings.from_json)
    tracked = forms.ChoiceField(
        label=_("変更履歴"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (TrackedChoice.ACCEPT, _("すべて承諾した形（改定後）")),
            (TrackedChoice.REJECT, _("すべて元に戻した形（改定前）")),
        ],
    )
    side = forms.ChoiceField(label=_("対照表のどちらを取り込むか"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, shown: Readings | None = None, sides: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].choices = [(side, SIDES[side]) for side in sides]  # type: ignore[attr-defined]
        if shown is not None:
            self._show_only_what_is_there(shown)

    def _show_only_what_is_there(self, shown: Readings) -> None:
        if shown.rejected is None:
            del self.fields["tracked"]
        if shown.accepted.old is None:
            del self.fields["side"]


class TextForm(forms.Form):
    """The text as it would be entered, to be mended and looked at again."""

    carried = CarriedField(Carried.from_json)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)
    text = LinesField(
        label=_("取り込む本文"),
        strip=False,
        widget=AdminTextareaWidget(attrs={"rows": 24, "lang": "ja", "class": "vLargeTextField import-text"}),
        help_text=_("読み違えた所は、ここで直せます。直したら「もう一度確かめる」を押してください。"),
    )
    old_text = LinesField(
        label=_("対照表の旧の側の本文"),
        required=False,
        strip=False,
        widget=AdminTextareaWidget(attrs={"rows": 12, "lang": "ja", "class": "vLargeTextField import-text"}),
    )
    takes_both = forms.BooleanField(required=False, widget=forms.HiddenInput)


class DraftForm(TextForm):
    """The same for a draft that is there, with what its history is to say."""

    history_change_reason = forms.CharField(
        label=_("変更理由"),
        required=False,
        max_length=500,
        widget=AdminTextInputWidget,
        help_text=_("履歴に残ります。空なら「取り込みました。」とファイルの名前を残します。"),
    )


class NewDraftForm(TextForm, FactsForm):
    """The same with the facts of the draft that is made."""

    field_order = ("reason", "number", "edition_label", "title", "effective_date", "text", "old_text")
