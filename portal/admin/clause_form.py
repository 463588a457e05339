"""The form of one clause: what an editor types, the rules about it, and what follows from it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.admin.editing import EditingForm
from portal.admin.heading_form import (
    EXAMPLES,
    MAY_HAVE_CAPTION_ALONE,
    UNLABELLED,
    WITHOUT_TEXT,
    fitting_form,
    read_number,
    usual_gap,
)
from portal.models import Clause, Edition, WorkingCopy
from portal.models.clause import KIND_NAMES
from portal.models.saved_states import newest_state
from portal.text import tree
from portal.text.bracketed import is_caption
from portal.text.normalise import normalise
from portal.text.parser import parse

TEXT_HELP = _(
    "項と号は、紙面のとおり行の初めに番号を書きます（２　…、(1) …、ア …）。一つの項・号は途中で改行しません。"
    "条の見出しはここに書かず、番号の表記と見出しの欄に書きます。"
)


class ClauseTextField(forms.CharField):
    """A clause's text: indents stay, line ends and control characters are as the text core wants them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, widget=AdminTextareaWidget(attrs={"rows": 18}), **kwargs)

    def to_python(self, value: Any) -> str:
        return normalise(super().to_python(value) or "").strip("\n")


class ClauseForm(EditingForm):
    """Label, caption and text of a clause. The number and the form of the heading follow from them.

    `edition`, and `copy` that the form goes on with, are set by the admin on the class it makes for a request.
    """

    edition: Edition
    copy: WorkingCopy | None = None

    text = ClauseTextField(label=_("本文"), required=False, max_length=1_000_000, help_text=TEXT_HELP)

    class Meta:
        model = Clause
        fields = ["kind", "label", "caption", "text"]
        help_texts = {
            "label": _("紙面の表記のとおり。例: 第18条の2、第一章、附則、別表第1"),
            "caption": _("外側の括弧は書きません。例: 目的。ないときは空にします。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own_form = self.instance.form
        if not self.instance.pk:
            self.instance.edition = self.edition
            self.initial["seen"] = newest_state(self.edition)
        if self.copy is not None and not self.is_bound:
            self.initial.update(self.copy.values, seen=self.copy.seen)

    def clean_caption(self) -> str:
        caption = " ".join(self.cleaned_data["caption"].splitlines())
        return caption[1:-1] if is_caption(caption) else caption

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "kind" in cleaned and "label" in cleaned:
            self._check_label(tree.Kind(cleaned["kind"]), cleaned["label"], cleaned.get("caption", ""))
        if not self.errors:
            self._check_text(tree.Kind(cleaned["kind"]), cleaned)
        if not self.errors:
            self._derive(cleaned)
        return cleaned

    def lookalikes(self) -> list[str]:
        """Return headings that stand inside the saved text: lines that the whole text would begin a clause with."""
        node = self.instance.node()
        return [clause.heading for clause in parse(node.written).document.clauses[1:] if node.label and clause.label]

    def _check_label(self, kind: tree.Kind, label: str, caption: str) -> None:
        values = {"label": label, "kind": KIND_NAMES[kind], "example": EXAMPLES.get(kind, "")}
        if kind in UNLABELLED:
            if label:
                message = gettext("{kind}には番号の表記がありません。「{label}」は本文の欄に書いてください。")
                self._refuse("label", message, values)
        elif not label and not (caption and self._goes_without_label(kind)):
            message = gettext("{kind}には番号の表記が要ります。例: {example}")
            self._refuse("label", message, values)
        elif label and self._is_new_label(kind, label) and read_number(kind, label) is None:
            message = gettext("「{label}」は{kind}の番号の表記として読めません。例のように書いてください: {example}")
            self._refuse("label", message, values)

    def _goes_without_label(self, kind: tree.Kind) -> bool:
        """Whether the edition has clauses of this kind that have only a caption: terms written without 条."""
        return kind in MAY_HAVE_CAPTION_ALONE and any(
            other.kind is kind and not other.label for other in self._others()
        )

    def _check_text(self, kind: tree.Kind, cleaned: dict[str, Any]) -> None:
        values = {"kind": KIND_NAMES[kind]}
        if kind in UNLABELLED and cleaned["caption"]:
            self._refuse("caption", gettext("{kind}には見出しがありません。本文の欄に書いてください。"), values)
        if kind in UNLABELLED and not cleaned["text"]:
            self._refuse("text", gettext("{kind}の本文を入力してください。"), values)
        if kind in WITHOUT_TEXT and (cleaned["text"] or cleaned["caption"]):
            self._refuse("text", gettext("{kind}の行には見出しも本文も付けられません。"), values)

    def _refuse(self, field: str, message: str, values: dict[str, Any]) -> None:
        self.add_error(field, ValidationError(message.format(**values), code="clause"))

    def _is_new_label(self, kind: tree.Kind, label: str) -> bool:
        return not self.instance.pk or bool({"kind", "label"} & set(self.changed_data))

    def _derive(self, cleaned: dict[str, Any]) -> None:
        """Set what follows from what was typed: number and form of the heading, blank lines before a new clause."""
        clause, kind = self.instance, tree.Kind(cleaned["kind"])
        others = self._others()
        if self._is_new_label(kind, cleaned["label"]):
            clause.number = "_".join(map(str, read_number(kind, cleaned["label"]) or ()))
        typed = tree.Clause(kind, cleaned["label"], caption=cleaned["caption"], text=cleaned["text"])
        own = self.own_form if "kind" not in self.changed_data else ""
        clause.form = fitting_form(typed, own, others)
        if not clause.pk:
            clause.gap = usual_gap(kind, others)

    def _others(self) -> list[tree.Clause]:
        rows = self.instance.edition.clauses.exclude(pk=self.instance.pk).order_by("rank")
        return [row.node()._replace(text="") for row in rows.defer("text")]
