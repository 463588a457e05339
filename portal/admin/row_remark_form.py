"""The form of one row's remark and note, and the text by which a form names its row."""

from __future__ import annotations

import json
from copy import copy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.admin.editing import LinesField
from portal.comparison.rows.overrides import RowAddress
from portal.comparison.table import Part
from portal.models import Clause, Edition, RowRemark
from portal.models.row_remark import path_text, read_path

AS_IS, OURS, NONE = "as_is", "ours", "none"


class RowRemarkForm(forms.Form):
    """What to print in the remark column of one row. `before` is what was written there when the form was shown."""

    row = forms.CharField(widget=forms.HiddenInput)
    before = forms.CharField(widget=forms.HiddenInput, required=False)
    choice = forms.ChoiceField(
        label=_("備考"),
        choices=[(AS_IS, _("表のままにする")), (OURS, _("次の言葉にする")), (NONE, _("何も印刷しない"))],
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(label=_("備考の言葉"), required=False, max_length=500)
    note = LinesField(
        label=_("注記"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("備考の下に印刷します。"),
    )
    history_change_reason = forms.CharField(label=_("変更理由"), required=False, max_length=500)

    def __init__(self, *args: Any, edition: Edition, address: RowAddress | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        self.asked = address
        if address is not None:
            self.initial = self._initial(address)

    @property
    def address(self) -> RowAddress:
        """The row that the form is about; a form that names none has an address of no row."""
        named = self.asked or read_address(self.data.get("row", ""))
        return named or RowAddress("new", "", (), Part.CLAUSE)

    @property
    def wanted(self) -> str | None:
        """What a valid form wants printed in place of the table's remark; None to leave that."""
        return {AS_IS: None, NONE: ""}.get(self.cleaned_data["choice"], self.cleaned_data["remark"])

    def clean_row(self) -> str:
        named = read_address(self.cleaned_data["row"])
        if named is None or not (self._has_clause(named) or self._row(named)):
            raise ValidationError(gettext("この行は、もう表にありません。表を開き直してください。"), code="row")
        return self.cleaned_data["row"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("choice") in (AS_IS, NONE) and self._has_new_words(cleaned.get("remark", "")):
            message = gettext("書いた言葉を使うなら「次の言葉にする」を選び、使わないなら消してください。")
            self.add_error("choice", message)
        if cleaned.get("choice") == OURS and not cleaned.get("remark") and "remark" not in self.errors:
            message = gettext("備考の言葉を書いてください。何も印刷しないなら「何も印刷しない」を選んでください。")
            self.add_error("remark", message)
        if "row" in cleaned and cleaned.get("before", "") != self._written(self.address):
            self._refuse_overwriting()
        return cleaned

    def _has_new_words(self, words: str) -> bool:
        """Whether words were typed that nothing would come of; those that stand there may be left as they are."""
        row = self._row(self.address)
        return bool(words) and words != (row.remark if row else "")

    def _refuse_overwriting(self) -> None:
        """What was typed stays; sending the form again is then a decision and no accident."""
        present = self._row(self.address)
        sent: Any = copy(self.data)
        sent["before"] = self._written(self.address)
        self.data = sent
        words = gettext("、").join(filter(None, (present.remark, present.note))) if present else ""
        message = gettext(
            "この画面を開いたあと、ほかの人がこの行の備考を変えました（いまの内容: {words}）。まだ保存していません。"
            "もう一度保存すると、いま入力した内容で上書きします。"
        )
        self.add_error(None, message.format(words=words or gettext("なし")))

    def _initial(self, address: RowAddress) -> dict[str, Any]:
        row = self._row(address)
        choice = AS_IS if row is None or row.remark is None else OURS if row.remark else NONE
        return {
            "row": address_text(address),
            "before": self._written(address),
            "choice": choice,
            "remark": row.remark or "" if row else "",
            "note": row.note if row else "",
        }

    def _has_clause(self, address: RowAddress) -> bool:
        editions = [self.edition.pk, self.edition.base_id]
        return Clause.objects.filter(edition__in=editions, key=address.clause_key).exists()

    def _row(self, address: RowAddress) -> RowRemark | None:
        named = {"side": address.side, "clause_key": address.clause_key, "part": address.part.value}
        return self.edition.row_remarks.filter(**named, path=path_text(address.path)).first()

    def _written(self, address: RowAddress) -> str:
        row = self._row(address)
        return json.dumps([row.remark, row.note], ensure_ascii=False) if row else ""


def address_text(address: RowAddress) -> str:
    """Return a row's address as a form and an address of a page can carry it: new:3f2a…:2/1/:item."""
    return ":".join((address.side, address.clause_key, path_text(address.path), address.part.value))


def read_address(text: str) -> RowAddress | None:
    """Return the address that `address_text` wrote; None for anything else."""
    parts = text.split(":")
    # PostgreSQL takes no U+0000, not even to look for it.
    if len(parts) != 4 or parts[0] not in ("new", "old") or "\0" in text:
        return None
    try:
        return RowAddress("old" if parts[0] == "old" else "new", parts[1], read_path(parts[2]), Part(parts[3]))
    except ValueError:
        return None
